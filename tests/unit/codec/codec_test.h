/*
 * tests/unit/codec/codec_test.h - what the tests of this room share: cmocka, an arena, texts.
 */
#ifndef CODEC_TEST_H
#define CODEC_TEST_H

#include "base/arena.h"
#include "base/limits.h"
#include "codec/stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A test gets a fresh arena as its state. */
static inline int setup_arena(void **state)
{
    struct arena *arena = calloc(1, sizeof(*arena));
    if (!arena)
        return -1;
    arena_init(arena, 512 * MIB);
    *state = arena;
    return 0;
}

static inline int teardown_arena(void **state)
{
    arena_done(*state);
    free(*state);
    return 0;
}

#define ARENA_TEST(function) cmocka_unit_test_setup_teardown(function, setup_arena, teardown_arena)

#define assert_str(actual, expected)                                                                                   \
    do {                                                                                                               \
        struct str actual_ = (actual);                                                                                 \
        char text_[4096];                                                                                              \
        (void)snprintf(text_, sizeof(text_), "%.*s", STR_ARG(actual_));                                                \
        assert_string_equal(text_, (expected));                                                                        \
    } while (0)

#endif
