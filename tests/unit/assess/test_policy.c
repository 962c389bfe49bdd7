/* Policy tables: rows by day, what covers a day, what a list is, bad rows. */
#include "assess/policy.h"
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char GROUP[] = "iso2,name,valid_from,valid_to,source,source_date,confidence,note\n"
                            "DE,Germany,,,law,2026,primary,\n"
                            "KR,Korea,2019-08-28,2023-07-20,law,2026,secondary,\n"
                            "XX,Doubtful,2020-01-01,,memory,2026,unverified,\n"
                            "YY,Broken,2020-13-01,,law,2026,primary,\n"
                            "ZZ,too few cells\n";

static const char LISTS[] = "list,source_pattern,effect,rule_pack,valid_from,valid_to,confidence\n"
                            "us_csl,*Specially Designated Nationals*,ban,ofac,,,primary\n"
                            "us_csl,*Entity List*,ban,bis,,,primary\n"
                            "us_csl,*,ban,other,,,primary\n"
                            "eul,*,end_user_list,other,2026-01-01,,primary\n"
                            "tracker,,tracker,,,,primary\n";

struct fixture {
    struct arena arena;
    struct seki_err err;
    struct policy policy;
    struct assess_problem_list problems;
};

static int setup(void **state)
{
    static struct fixture fixture;
    static const struct assess_file FILES[] = {{{"policy/group.csv", 16}, {GROUP, sizeof(GROUP) - 1}},
                                               {{"policy/empty.csv", 16}, {"", 0}},
                                               {{"rules/other.yml", 15}, {"x", 1}},
                                               {{"policy/lists.csv", 16}, {LISTS, sizeof(LISTS) - 1}}};
    struct assess_sources sources = {NULL, FILES, ARRAY_LEN(FILES)};
    fixture = (struct fixture){0};
    arena_init(&fixture.arena, 16 * MIB);
    *state = &fixture;
    return policy_open(&fixture.arena, &sources, &fixture.problems, &fixture.policy, &fixture.err);
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_done(&f->arena);
    return 0;
}

static bool holds(struct fixture *f, const char *iso2, const char *text)
{
    struct day day;
    size_t i = 0;
    assert_true(day_parse_full(str_c(text), &day));
    return policy_find(policy_get(&f->policy, STR("policy/group.csv")), &i, day, STR("iso2"), str_c(iso2)) != NULL;
}

static void test_rows_hold_on_their_days(void **state)
{
    assert_true(holds(*state, "DE", "1990-01-01"));
    assert_false(holds(*state, "KR", "2019-08-27"));
    assert_true(holds(*state, "KR", "2019-08-28"));
    assert_true(holds(*state, "KR", "2023-07-20"));
    assert_false(holds(*state, "KR", "2023-07-21"));
    assert_false(holds(*state, "FR", "2026-01-01"));
}

static void test_bad_rows_are_listed(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(f->problems.n, 2);
    assert_int_equal(f->problems.v[0].line, 5);
    assert_true(str_has(f->problems.v[0].reason, STR("must be days")));
    assert_int_equal(f->problems.v[1].line, 6);
    assert_false(holds(f, "YY", "2026-01-01"));
}

static void test_coverage(void **state)
{
    struct fixture *f = *state;
    struct day day = {2026, 1, 1};
    assert_true(policy_covers(policy_get(&f->policy, STR("policy/group.csv")), day));
    assert_false(policy_covers(policy_get(&f->policy, STR("policy/empty.csv")), day));
    assert_false(policy_covers(policy_get(&f->policy, STR("policy/missing.csv")), day));
}

static void test_what_a_list_is(void **state)
{
    struct fixture *f = *state;
    struct day day = {2026, 11, 2}, before = {2025, 11, 2};
    assert_int_equal(policy_list_effect(&f->policy, STR("eul"), STR_NULL, day), POLICY_END_USER_LIST);
    assert_int_equal(policy_list_effect(&f->policy, STR("eul"), STR_NULL, before), POLICY_BAN); /* no row: a ban */
    assert_int_equal(policy_list_effect(&f->policy, STR("tracker"), STR_NULL, day), POLICY_TRACKER);
    assert_int_equal(policy_list_effect(&f->policy, STR("unheard_of"), STR_NULL, day), POLICY_BAN);
}

/* A party of a merged list is bound by the pack of each of its sources. */
static void test_packs_of_a_list(void **state)
{
    static const struct {
        const char *list, *sources, *packs[3];
    } ROWS[] = {
        {"us_csl", "Entity List (EL) - x", {"bis"}},
        {"us_csl", "Denied Persons", {"other"}},
        {"us_csl", "Specially Designated Nationals (SDN) - y; Entity List (EL) - x", {"ofac", "bis"}},
        {"us_csl", "Denied Persons; y: Entity List", {"other", "bis"}},
        {"us_csl", "", {"other"}},
        {"unheard_of", "a; b", {"", ""}},
    };
    struct fixture *f = *state;
    struct day day = {2026, 11, 2};
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct str rest = str_c(ROWS[i].sources), pack;
        size_t n = 0;
        for (; policy_list_pack(&f->policy, str_c(ROWS[i].list), &rest, day, &pack); n++)
            if (!ROWS[i].packs[n] || !str_eq(pack.p ? pack : STR(""), str_c(ROWS[i].packs[n])))
                fail_msg("row %zu, source %zu: %.*s", i, n, STR_ARG(pack));
        assert_true(n < ARRAY_LEN(ROWS[i].packs) && !ROWS[i].packs[n]);
    }
}

static void test_patterns(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool fits;
    } ROWS[] = {{"*", "", true},           {"*", "abc", true},     {"abc", "abc", true},  {"abc", "ABC", true},
                {"abc", "abcd", false},    {"abc*", "abcd", true}, {"*cd", "abcd", true}, {"a*c*e", "abcde", true},
                {"a*c*f", "abcde", false}, {"", "", true},         {"", "a", false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++)
        if (policy_glob(str_c(ROWS[i].pattern), str_c(ROWS[i].text)) != ROWS[i].fits)
            fail_msg("%s against %s", ROWS[i].pattern, ROWS[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows_hold_on_their_days, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bad_rows_are_listed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_coverage, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_a_list_is, setup, teardown),
        cmocka_unit_test_setup_teardown(test_packs_of_a_list, setup, teardown),
        cmocka_unit_test(test_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
