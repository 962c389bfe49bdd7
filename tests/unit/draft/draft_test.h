/* draft_test.h - what the tests of the draft share: a draft of a text, and its values by path. */
#ifndef DRAFT_TEST_H
#define DRAFT_TEST_H

#include "base/limits.h"
#include "base/utf8.h"
#include "draft/draft.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct str OWN_NAMES[] = {{"ひばり計器株式会社", 27}, {"Hibari Keiki Co., Ltd.", 22}};
static struct str OWN_DOMAINS[] = {{"hibari-keiki.example", 20}};
static struct str OWN_PHONES[] = {{"03-5550-0100", 12}};
static const struct draft_context OWN = {{OWN_NAMES, 2}, {OWN_DOMAINS, 1}, {OWN_PHONES, 1}};

/* One value that a draft must hold; expected NULL = nothing may stand there, "false" = the boolean. */
struct wanted {
    const char *path, *expected;
};

static struct value *draft_of(struct arena *arena, const char *text)
{
    struct value *answer = NULL;
    struct seki_err err = {0};
    int code = draft_make_here(&OWN, arena, str_c(text), &answer, &err);
    if (code < 0)
        fail_msg("draft failed: %s", err.reason);
    return answer;
}

static void check_wanted(const struct value *answer, const struct wanted *wanted)
{
    const struct value *value = value_find(value_get(answer, STR("draft")), str_c(wanted->path));
    struct str text = value ? value->text : STR_NULL;
    if (!wanted->expected) {
        if (value)
            fail_msg("%s should not be there: %.*s", wanted->path, STR_ARG(text));
        return;
    }
    if (value_is_false(value))
        text = STR("false");
    if (!str_eq(text, str_c(wanted->expected)))
        fail_msg("%s is \"%.*s\", not \"%s\"", wanted->path, STR_ARG(text), wanted->expected);
}

/* Byte of the code point with that number. */
static size_t byte_of(struct str text, int64_t number)
{
    struct str rest = text;
    while (number-- > 0 && rest.n)
        (void)utf8_next(&rest);
    return text.n - rest.n;
}

/* text is draft.text[from:to] for every span without a header. */
static void check_spans(const struct value *answer)
{
    struct str text = value_get_text(value_get(answer, STR("draft")), STR("text"));
    for (VALUE_EACH(span, value_get(answer, STR("spans")))) {
        int64_t from, to;
        if (value_get(span, STR("header")))
            continue;
        assert_true(value_int(value_get(span, STR("from")), &from) && value_int(value_get(span, STR("to")), &to));
        size_t begin = byte_of(text, from), end = byte_of(text, to);
        struct str there = str_sub(text, begin, end - begin), said = value_get_text(span, STR("text"));
        if (!str_eq(there, said))
            fail_msg("span \"%.*s\" is \"%.*s\"", STR_ARG(said), STR_ARG(there));
    }
}

#endif
