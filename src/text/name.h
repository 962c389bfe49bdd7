/*
 * text/name.h - the form in which two written names are compared.
 *
 *   "Korea Rungrado (General) Trading Co., Ltd."
 *     ──> korea | rungrado | general (generic) | trading (generic) | ltd (legal form)
 *         key  "korea rungrado general trading ltd"      core "korea rungrado general trading"
 *   "㈱山澤製作所 第二工場"
 *     ──> kk (legal form) | 山沢制作所 | 2 (number) | 工场
 *
 * HOW IT WORKS. Characters first: Unicode NFKC and case folding (UAX #15, Unicode 5.18), marks off Latin, Greek,
 * Cyrillic, Arabic and Hebrew letters, kana to one kind, Han characters to one of each class of variants (traditional,
 * simplified, Japanese old and new forms), dots and apostrophes inside words closed up, other punctuation to blanks.
 * Then words: Han and kana are one word however they are spaced; legal forms and numbers are cut out of them.
 * Then kinds: tables of legal forms and of words that many names have.
 */
#ifndef TEXT_NAME_H
#define TEXT_NAME_H

#include "base/arena.h"
#include "text/text.h"

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER,  /* digits without leading zeros, from digits, ordinals ("10th", "second") or Han numerals (第十) */
    TOKEN_GENERIC, /* a word that tells little: trading, international, 貿易; also the, of, and */
    TOKEN_LEGAL_FORM, /* text is the class: Ltd, Limited, Co., Ltd. and 有限公司 are all "ltd" */
    TOKEN_INITIAL,    /* one letter */
    TOKEN_READING,    /* never from name_fold: a word of another script with its Latin spellings (reading/reading.h) */
};

struct name_token {
    struct str text;
    enum token_kind kind;
    bool is_cjk;    /* Han, kana or Hangul */
    bool is_common; /* of persons: a name that very many bear (text/common_names.def) */
    uint64_t cuts; /* of CJK words: bit i is set if a blank or a dot was written in front of character i (0 < i < 64) */
};

/* All texts live in the arena given to name_fold or in the tools. */
struct folded_name {
    struct str key;  /* the tokens joined by one blank, in order */
    struct str core; /* the same without legal forms; equal to key if nothing would be left */
    struct name_token *tokens;
    size_t n_tokens;
    bool is_cut; /* there were more words than LIMIT(TOKENS); the rest is not compared */
};

/*
 * Fold one name. Persons (is_person) lose honorifics (Mr., Dr., 氏, 様), keep initials apart ("A.Q. Khan" is a | q |
 * khan) and have no legal forms; of common words only particles (bin, al, von) are generic. Others get dotted and
 * spaced letters closed up ("D.E.S." is des). The order of words stays as written. `raw` must be well-formed UTF-8; it
 * is not kept. SEKI_E_MEANING "not comparable: ..." when nothing is left, SEKI_E_LIMIT above LIMIT(NAME_BYTES),
 * SEKI_E_NOMEM. Cost: about one microsecond for an ASCII name. Any thread with its own arena.
 */
int name_fold(const struct text_tools *tools, struct arena *arena, struct str raw, bool is_person,
              struct folded_name *ret_name, struct seki_err *err);

/*
 * The characters of a word or run as name_fold folds them, cut nowhere: for tables that are looked up by folded words.
 * The text is in the arena. SEKI_E_LIMIT above LIMIT(NAME_BYTES), SEKI_E_NOMEM.
 */
int name_fold_letters(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_text,
                      struct seki_err *err);

/*
 * The alternative spellings hidden in one written name. The first of ret_names is the whole, trimmed; none if there is
 * nothing.
 *
 *   Air Koryo (高麗航空)                 names: the whole | Air Koryo | 高麗航空
 *   Korea Rungrado (General) Trading Co.  names: the whole | Korea Rungrado Trading Co.
 *   X Institute 中国第二研究院            names: the whole | X Institute | 中国第二研究院
 *   Établissements X (EID)                names: the whole | Établissements X      weak: EID
 *
 * Weak ones (acronyms, a name without the [country] that qualifies it, and what else stands in brackets in the same
 * script, often a place) must not match alone. Brackets may be of any width and nested. Slices of `raw` where possible,
 * else in the arena; no doubles. SEKI_E_LIMIT above LIMIT(NAME_BYTES), SEKI_E_NOMEM. Any thread with its own arena.
 */
int name_split(struct arena *arena, struct str raw, struct str_list *ret_names, struct str_list *ret_weak,
               struct seki_err *err);

#endif
