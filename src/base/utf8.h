/*
 * base/utf8.h - UTF-8 at the border: checked once when bytes come in, walked freely afterwards.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* Offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7); s.n if all is well. */
size_t utf8_check(struct str s);

/* Take one code point off the front of well-formed text. 0 at the end (and for U+0000, which rest->n tells apart). */
uint32_t utf8_next(struct str *rest);

/* Append a code point to out (room for 4 bytes); returns its length. */
size_t utf8_put(uint32_t code_point, char out[4]);

/* Code points in well-formed text. */
size_t utf8_count(struct str s);

/* Cells of a terminal: East Asian wide and full width count two, combining marks none. */
size_t utf8_width(struct str s);

#endif
