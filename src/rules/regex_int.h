/*
 * rules/regex_int.h - regular expressions (PCRE2, 8 bit, UTF) with bounded work.
 *
 * The library's memory comes from our arenas, so nothing is freed singly. \C is refused (it can cut a code point).
 */
#ifndef RULES_REGEX_INT_H
#define RULES_REGEX_INT_H

#include "base/arena.h"
#include "base/err.h"

struct regex {
    const void *code; /* pcre2_code, read-only after compiling */
};

enum regex_flag { REGEX_NOCASE = 1 << 0, REGEX_MULTILINE = 1 << 1, REGEX_DOTALL = 1 << 2 };

/* SEKI_E_MEANING with the library's text and offset when the expression is malformed. */
int regex_compile(struct arena *arena, struct str pattern, unsigned flags, struct regex *ret_regex,
                  struct seki_err *err);

/* 1 somewhere in the text, 0 nowhere, negative: not decided within LIMIT(REGEX_STEPS) or LIMIT(REGEX_MEMORY), or no
 * memory. Scratch memory is given back to the arena. */
int regex_matches(const struct regex *regex, struct str text, struct arena *scratch);

#endif
