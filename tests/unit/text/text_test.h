/*
 * tests/unit/text/text_test.h - what the tests of this room share: cmocka, the tools and an arena for each test.
 */
#ifndef TEXT_TEST_H
#define TEXT_TEST_H

#include "base/arena.h"
#include "base/limits.h"
#include "text/name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct text_test {
    struct text_tools *tools;
    struct arena arena;
};

static inline int setup_text(void **state)
{
    struct text_test *test = calloc(1, sizeof(*test));
    if (!test || text_open(&test->tools, NULL) < 0)
        return -1;
    arena_init(&test->arena, 64 * MIB);
    *state = test;
    return 0;
}

static inline int teardown_text(void **state)
{
    struct text_test *test = *state;
    text_close(&test->tools);
    arena_done(&test->arena);
    free(test);
    return 0;
}

#define TEXT_TEST(function) cmocka_unit_test_setup_teardown(function, setup_text, teardown_text)

/* The message names the input, since the tests walk tables. */
#define assert_text(actual, expected, input)                                                                           \
    do {                                                                                                               \
        struct str actual_ = (actual);                                                                                 \
        const char *expected_ = (expected);                                                                            \
        if (!str_eq(actual_, str_c(expected_)) || (actual_.p == NULL) != (expected_ == NULL))                          \
            fail_msg("%s: got \"%.*s\", expected \"%s\"", input, STR_ARG(actual_), expected_ ? expected_ : "(none)");  \
    } while (0)

#endif
