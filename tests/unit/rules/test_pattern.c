/* Wildcards and escapes as the Sigma specification has them ("String Wildcard", "Escape Character"). */
#include "rules/pattern_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LITERAL = 1 << 0, CASED = 1 << 1 };

static const struct {
    const char *pattern, *text;
    unsigned open, flags;
    bool matches;
} rows[] = {
    {"prog?.exe", "progA.exe", 0, 0, true},
    {"prog?.exe", "prog.exe", 0, 0, false},
    {"antivirus_V*.exe", "antivirus_V21.2.1.exe", 0, 0, true},
    {"antivirus_V*.exe", "antivirus_V1.dll", 0, 0, false},
    {"*", "", 0, 0, true},
    {"?", "", 0, 0, false},
    {"", "", 0, 0, true},
    {"", "a", 0, 0, false},
    {"a*b*c", "a-b-b-c", 0, 0, true},
    {"a*b*c", "a-b-b-c-", 0, 0, false},
    {"*ab", "aab", 0, 0, true},
    {"*a?c*", "xxabcxx", 0, 0, true},
    {"a\\*b", "a*b", 0, 0, true},
    {"a\\*b", "axb", 0, 0, false},
    {"a\\?b", "a?b", 0, 0, true},
    {"a\\?b", "axb", 0, 0, false},
    {"C:\\Windows", "c:\\windows", 0, 0, true},
    {"C:\\\\Windows", "c:\\windows", 0, 0, true},
    {"dir\\\\*", "dir\\file", 0, 0, true},
    {"dir\\\\*", "dir*", 0, 0, false},
    {"dir\\\\\\*", "dir\\*", 0, 0, true},
    {"dir\\\\\\*", "dir\\x", 0, 0, false},
    {"a\\\\\\\\b", "a\\\\b", 0, 0, true},
    {"a\\\\\\b", "a\\\\b", 0, 0, true},
    {"end\\", "end\\", 0, 0, true},
    {"\\cmd.exe", "C:\\cmd.exe", PATTERN_OPEN_START, 0, true},
    {"\\cmd.exe", "C:\\cmd.exe2", PATTERN_OPEN_START, 0, false},
    {"adm", "Administrator", PATTERN_OPEN_END, 0, true},
    {"adm", "An adm", PATTERN_OPEN_END, 0, false},
    {"EVIL", "an evil service", PATTERN_OPEN_START | PATTERN_OPEN_END, 0, true},
    {"EVIL", "an evil service", PATTERN_OPEN_START | PATTERN_OPEN_END, CASED, false},
    {"a*", "a*", 0, LITERAL, true},
    {"a*", "ab", 0, LITERAL, false},
    {"ΑΘΗΝΑ ÄÖ", "αθηνα äö", 0, 0, true},
    {"株式会社?", "株式会社甲", 0, 0, true},
    {"株式会社?", "株式会社", 0, 0, false},
    {"ｆｕｌｌ", "ＦＵＬＬ", 0, 0, true},
};

static void test_rows(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct pattern pattern;
        struct pattern_options options = {rows[i].flags & CASED, rows[i].flags & LITERAL, rows[i].open};
        assert_true(pattern_compile(&arena, str_c(rows[i].pattern), options, &pattern));
        if (pattern_matches(&pattern, str_c(rows[i].text)) != rows[i].matches)
            fail_msg("row %zu: '%s' on '%s'", i, rows[i].pattern, rows[i].text);
    }
    arena_done(&arena);
}

/* A text made to make a backtracking matcher slow: a**...b on aaaa...; must end at once. */
static void test_no_blowup(void **state)
{
    enum { N = 20000 };
    struct arena arena;
    struct pattern pattern;
    (void)state;
    arena_init(&arena, 1 << 20);
    char *text = arena_alloc(&arena, N);
    assert_non_null(text);
    memset(text, 'a', N);
    assert_true(pattern_compile(&arena, STR("*a*a*a*a*a*a*a*a*a*a*a*a*b"), (struct pattern_options){0}, &pattern));
    assert_false(pattern_matches(&pattern, (struct str){text, N}));
    arena_done(&arena);
}

static void test_fold(void **state)
{
    (void)state;
    assert_true(pattern_equals(STR("ÉCOLE"), STR("école"), false));
    assert_false(pattern_equals(STR("ÉCOLE"), STR("école"), true));
    assert_false(pattern_equals(STR("école "), STR("école"), false));
    assert_true(pattern_starts(STR("École x"), STR("école"), false));
    assert_true(pattern_ends(STR("x ÉCOLE"), STR("école"), false));
    assert_false(pattern_ends(STR("e"), STR("école"), false));
    assert_true(pattern_contains(STR("a ÉCOLE b"), STR("école"), false));
    assert_true(pattern_contains(STR("a"), STR(""), false));
    assert_false(pattern_contains(STR("a ECOLE b"), STR("école"), false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_no_blowup),
                                       cmocka_unit_test(test_fold)};
    return cmocka_run_group_tests_name("rules/pattern", tests, NULL, NULL);
}
