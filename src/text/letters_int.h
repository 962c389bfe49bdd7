/*
 * text/letters_int.h - folding of single characters, which names, addresses and items share. Inside the room only.
 *
 *   "Établ. de l’Industrie（丸の内・１丁目）"  ──>  "etabl. de lindustrie(丸の內 1丁目)"
 *
 * The result has letters and digits in their folded form and, of everything else, only these marks:
 *   ' ' blank and all other punctuation, '-' dashes, '.' full stops within a line, ',' what ends a part (comma,
 *   semicolon, 。, line feed), '(' and ')' brackets of any kind. '&' has become " and ", apostrophes are gone.
 */
#ifndef TEXT_LETTERS_INT_H
#define TEXT_LETTERS_INT_H

#include "base/arena.h"
#include "text/text.h"

/* `ret_text` is in the arena and may be changed in place. ASCII text takes no detour through ICU.
 * SEKI_E_LIMIT above LIMIT(NAME_BYTES), SEKI_E_NOMEM. */
int letters_fold(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_text,
                 struct seki_err *err);

/* One code point of text that went through NFKC_Casefold: its folded form, a mark, or 0 = left out.
 * `ret_second` is the second letter where one letter becomes two (æ ──> a e), else 0. */
uint32_t letters_of(const struct text_tools *tools, uint32_t code_point, uint32_t *ret_second);

#endif
