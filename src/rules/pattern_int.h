/*
 * rules/pattern_int.h - Sigma's text with wildcards, compiled to code points.
 *
 * Escapes (sigma-rules-specification, "Escape Character"): `*` and `?` are wildcards; \* and \? are plain; a backslash
 * in front of anything but * ? \ is plain; \\ is one backslash.
 *
 *   C:\\Win*\a?.exe   ->   c : \ w i n MANY \ a ONE . e x e        (folded)
 */
#ifndef RULES_PATTERN_INT_H
#define RULES_PATTERN_INT_H

#include "base/arena.h"

/* Above the last code point U+10FFFF. */
enum { PATTERN_ONE = 0x110000, PATTERN_MANY = 0x110001 };

struct pattern {
    uint32_t *v; /* folded unless is_cased */
    size_t n;
    bool is_cased;
};

enum pattern_edge { PATTERN_OPEN_START = 1 << 0, PATTERN_OPEN_END = 1 << 1 };

struct pattern_options {
    bool is_cased;
    bool is_literal; /* no wildcards, no escapes */
    unsigned open;   /* set of enum pattern_edge: contains = both, startswith = end, endswith = start */
};

/* False without memory. `text` is well-formed UTF-8. */
bool pattern_compile(struct arena *arena, struct str text, struct pattern_options options,
                     struct pattern *ret_pattern) ATTR_MUST_USE;

/* The whole of `text` against the pattern. At most O(text * pattern), without recursion. */
bool pattern_matches(const struct pattern *pattern, struct str text);

/* Is `part` all of / in / at the start / at the end of `text`, without wildcards? For comparing two facts. */
bool pattern_equals(struct str text, struct str part, bool is_cased);
bool pattern_contains(struct str text, struct str part, bool is_cased);
bool pattern_starts(struct str text, struct str part, bool is_cased);
bool pattern_ends(struct str text, struct str part, bool is_cased);

#endif
