/*
 * base/str.h - slices of text.
 *
 * A `struct str` looks at bytes that somebody else owns: a literal, an arena, a mapped file. It is passed by value,
 * is never NULL-terminated by promise, and may hold any byte. `p` may be NULL only when `n` is 0. An absent text is
 * STR_NULL (p == NULL); an empty text has p != NULL and n == 0. Text that came from outside has been checked to be
 * UTF-8 at the border (utf8_check); nothing here checks it again.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p;
    size_t n;
};

/* `n` slices in order; `v` is owned like the slices themselves. */
struct str_list {
    struct str *v;
    size_t n;
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NULL     ((struct str){NULL, 0})
/* For printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p ? (s).p : ""

struct str str_c(const char *text); /* of a C string; NULL gives STR_NULL */
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
int str_cmp(struct str a, struct str b);        /* bytewise order */
int str_cmp_at(const void *a, const void *b);   /* the same for qsort over struct str */
bool str_starts(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);
bool str_has(struct str s, struct str part);
bool str_is_empty(struct str s);

/* Offset of the first `part` in `s` at or after `from`; SIZE_MAX if there is none. */
size_t str_find(struct str s, struct str part, size_t from);
size_t str_find_char(struct str s, char c, size_t from);

/* Parts of `s`; offsets beyond the end are cut to the end. */
struct str str_sub(struct str s, size_t from, size_t n);
struct str str_from(struct str s, size_t from);

/* Without ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Take the part before the next `separator` off the front of *rest. False when *rest was used up (p == NULL).
 * "a,,b" gives "a", "", "b". */
bool str_split(struct str *rest, struct str separator, struct str *ret_part);

/* Decimal digits only, the whole slice. False on anything else or overflow. */
bool str_to_u64(struct str s, uint64_t *ret_value);

/* A hash for tables in memory and mapped files (XXH3, 64 bits, seed 0): stable across machines and runs. */
uint64_t str_hash(struct str s);

bool str_list_has(struct str_list list, struct str s);

/* Index of `word` in a table of words; false if it is not there. */
bool str_find_word(const struct str *words, size_t n, struct str word, size_t *ret_index);

#endif
