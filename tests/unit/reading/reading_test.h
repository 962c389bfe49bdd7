/* What the tests of src/reading share: render a name, and ask whether a Latin name is one of its renderings. */
#ifndef READING_TEST_H
#define READING_TEST_H

#include "reading/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
// clang-format off: cmocka needs what stands above
#include <cmocka.h>
// clang-format on

struct reading_test {
    struct text_tools *tools;
    struct arena arena;
};

static inline int reading_test_open(void **state)
{
    static struct reading_test test;
    struct seki_err err;
    arena_init(&test.arena, 64 << 20);
    assert_int_equal(text_open(&test.tools, &err), 0);
    *state = &test;
    return 0;
}

static inline int reading_test_close(void **state)
{
    struct reading_test *test = *state;
    text_close(&test->tools);
    arena_done(&test->arena);
    return 0;
}

/* Legal forms and articles (al) may be missing. */
static inline bool reading_test_may_miss(const struct name_token *word)
{
    enum { ARTICLE = 3 };
    return word->kind == TOKEN_LEGAL_FORM || (word->kind == TOKEN_GENERIC && word->text.n <= ARTICLE);
}

/* Does each word of the rendering have a word of the Latin name of its own, and is none left? Order does not count. */
static inline bool reading_test_fits(const struct folded_name *rendering, const struct folded_name *latin)
{
    bool used[64] = {false};
    size_t n = 0;
    for (size_t i = 0; i < rendering->n_tokens; i++) {
        const struct name_token *word = &rendering->tokens[i];
        size_t found = SIZE_MAX;
        enum reading_way way;
        for (size_t j = 0; j < latin->n_tokens && found == SIZE_MAX; j++) {
            struct str other = latin->tokens[j].text;
            bool fits = word->kind == TOKEN_READING ? reading_likeness(word->text, other, false, &way) >= 0.8
                                                    : str_eq(word->text, other);
            if (fits && !used[j])
                found = j;
        }
        if (found == SIZE_MAX && !reading_test_may_miss(word))
            return false;
        if (found == SIZE_MAX)
            continue;
        used[found] = true;
        n++;
    }
    for (size_t j = 0; j < latin->n_tokens; j++)
        if (!used[j] && !reading_test_may_miss(&latin->tokens[j]))
            return false;
    return n > 0;
}

/* Is the Latin name one of the renderings of the other? */
static inline bool reading_test_is(struct reading_test *test, const char *name, const char *latin, bool is_person)
{
    struct folded_name folded, other;
    struct renderings renderings;
    struct seki_err err;
    assert_int_equal(name_fold(test->tools, &test->arena, str_c(name), is_person, &folded, &err), 0);
    assert_int_equal(name_fold(test->tools, &test->arena, str_c(latin), is_person, &other, &err), 0);
    assert_int_equal(reading_render(test->tools, &test->arena, &folded, is_person, &renderings, &err), 0);
    for (size_t i = 0; i < renderings.n; i++)
        if (reading_test_fits(&renderings.v[i], &other))
            return true;
    return false;
}

#endif
