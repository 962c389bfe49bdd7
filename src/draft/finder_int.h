/*
 * draft/finder_int.h - the patterns as the build put them together (tools/draft_patterns.c). For finder.c and its test.
 */
#ifndef DRAFT_FINDER_INT_H
#define DRAFT_FINDER_INT_H

#include "draft/draft_int.h"

struct draft_regex {
    uint32_t options;
    const unsigned char *source; /* ends with a NUL */
};

extern const struct draft_regex DRAFT_REGEX[]; /* PATTERN_COUNT of them */

/* All of them as PCRE2 serialised them. Another version of the library than the build's refuses the bytes. */
extern const unsigned char DRAFT_CODE[];
extern const size_t DRAFT_CODE_BYTES;

/* The same from the sources: slower, for any version of the library. `ret_codes` holds PATTERN_COUNT; SEKI_E_INTERNAL.
 */
int finder_compile(void **ret_codes, struct seki_err *err);

#endif
