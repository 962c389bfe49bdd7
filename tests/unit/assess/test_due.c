/* Until when an answer is due: weekends, Japanese holidays, the hour of reception, zones. */
#include "assess/due.h"
#include "assess_test.h"

static const struct {
    const char *zone, *received_at, *day;
    enum finding_level level;
    bool is_danger;
    const char *due;
} ROWS[] = {
    /* 2026-11-03 (Tuesday) is Culture Day; 11-23 (Monday) Labour Thanksgiving Day */
    {"Asia/Tokyo", NULL, "2026-11-02", FINDING_LEVEL_AMBER, false, "2026-11-05T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-04", FINDING_LEVEL_AMBER, false, "2026-11-06T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-06", FINDING_LEVEL_AMBER, false, "2026-11-10T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-07", FINDING_LEVEL_AMBER, false, "2026-11-10T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-20", FINDING_LEVEL_AMBER, false, "2026-11-25T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-02", FINDING_LEVEL_RED, false, "2026-11-02T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-03", FINDING_LEVEL_RED, false, "2026-11-04T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-07", FINDING_LEVEL_RED, false, "2026-11-09T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-12-31", FINDING_LEVEL_RED, false, "2026-12-31T18:00:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-02", FINDING_LEVEL_GREEN, false, NULL},
    /* the moment of reception counts, not the day of the dealing */
    {"Asia/Tokyo", "2026-11-04T17:59:00+09:00", "2026-11-02", FINDING_LEVEL_RED, false, "2026-11-04T18:00:00+09:00"},
    {"Asia/Tokyo", "2026-11-04T18:01:00+09:00", "2026-11-02", FINDING_LEVEL_RED, false, "2026-11-05T18:00:00+09:00"},
    {"Asia/Tokyo", "2026-11-04T23:30:00+09:00", "2026-11-02", FINDING_LEVEL_AMBER, false, "2026-11-06T18:00:00+09:00"},
    /* late on the 4th in UTC is the 5th in Tokyo */
    {"Asia/Tokyo", "2026-11-04T16:00:00Z", "2026-11-04", FINDING_LEVEL_AMBER, false, "2026-11-09T18:00:00+09:00"},
    {"Europe/Berlin", "2026-11-04T16:00:00Z", "2026-11-04", FINDING_LEVEL_AMBER, false, "2026-11-06T18:00:00+01:00"},
    {"Europe/Berlin", NULL, "2026-07-01", FINDING_LEVEL_RED, false, "2026-07-01T18:00:00+02:00"},
    /* danger: the moment itself */
    {"Asia/Tokyo", "2026-11-07T22:15:00+09:00", "2026-11-07", FINDING_LEVEL_RED, true, "2026-11-07T22:15:00+09:00"},
    {"Asia/Tokyo", NULL, "2026-11-07", FINDING_LEVEL_RED, true, "2026-11-07T09:00:00+09:00"},
};

static struct due_question question_of(size_t i, const struct levels *levels, const struct policy *policy)
{
    struct due_question question = {.levels = levels,
                                    .policy = policy,
                                    .zone = str_c(ROWS[i].zone),
                                    .received_at = str_c(ROWS[i].received_at),
                                    .level = ROWS[i].level,
                                    .is_danger = ROWS[i].is_danger};
    assert_true(day_parse_full(str_c(ROWS[i].day), &question.day));
    return question;
}

static struct assess_sources sources_of(struct arena *arena, size_t skip_from)
{
    struct assess_file *files = ARENA_ARRAY(arena, ASSESS_PACK_COUNT, struct assess_file);
    size_t n = 0;
    for (size_t i = 0; i < ASSESS_PACK_COUNT; i++)
        if (!skip_from || strcmp(ASSESS_PACK[i].path, "policy/holidays.csv") != 0)
            files[n++] = (struct assess_file){str_c(ASSESS_PACK[i].path), {ASSESS_PACK[i].bytes, ASSESS_PACK[i].n}};
    return (struct assess_sources){NULL, files, n};
}

static struct assess_file file_of(const char *path)
{
    for (size_t i = 0; i < ASSESS_PACK_COUNT; i++)
        if (strcmp(ASSESS_PACK[i].path, path) == 0)
            return (struct assess_file){str_c(path), {ASSESS_PACK[i].bytes, ASSESS_PACK[i].n}};
    fail_msg("no file %s", path);
    return (struct assess_file){0};
}

static void levels_of(struct arena *arena, struct levels *levels)
{
    struct assess_file levels_file = file_of("rules/levels.yml"), actions_file = file_of("rules/actions.yml");
    struct seki_err err;
    if (levels_read(arena, &levels_file, &actions_file, levels, &err) < 0)
        fail_msg("%s: %s", err.place, err.reason);
}

static void test_table(void **state)
{
    struct arena arena;
    struct seki_err err;
    struct levels levels;
    struct policy policy;
    (void)state;
    arena_init(&arena, 64 * MIB);
    struct assess_sources sources = sources_of(&arena, 0);
    levels_of(&arena, &levels);
    assert_int_equal(policy_open(&arena, &sources, NULL, &policy, &err), 0);
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct due_question question = question_of(i, &levels, &policy);
        struct str due;
        assert_int_equal(due_at(&arena, &question, &due, &err), 0);
        if (!str_eq(due, str_c(ROWS[i].due)) || (due.p == NULL) != (ROWS[i].due == NULL))
            fail_msg("row %zu: got %.*s, expected %s", i, STR_ARG(due), ROWS[i].due ? ROWS[i].due : "null");
    }
    arena_done(&arena);
}

static void test_weekends_alone_without_a_table(void **state)
{
    struct arena arena;
    struct seki_err err;
    struct levels levels;
    struct policy policy;
    struct str due;
    (void)state;
    arena_init(&arena, 64 * MIB);
    struct assess_sources sources = sources_of(&arena, 1);
    levels_of(&arena, &levels);
    assert_int_equal(policy_open(&arena, &sources, NULL, &policy, &err), 0);
    struct due_question question = question_of(0, &levels, &policy);
    assert_int_equal(due_at(&arena, &question, &due, &err), 0);
    assert_true(str_eq(due, STR("2026-11-04T18:00:00+09:00"))); /* the holiday counts as a working day */
    arena_done(&arena);
}

static void test_unknown_zone_is_refused(void **state)
{
    struct arena arena;
    struct seki_err err;
    struct levels levels;
    struct policy policy;
    struct str due;
    (void)state;
    arena_init(&arena, 64 * MIB);
    struct assess_sources sources = sources_of(&arena, 0);
    levels_of(&arena, &levels);
    assert_int_equal(policy_open(&arena, &sources, NULL, &policy, &err), 0);
    struct due_question question = question_of(0, &levels, &policy);
    question.zone = STR("Nowhere/Land");
    assert_int_equal(due_at(&arena, &question, &due, &err), SEKI_E_MEANING);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_weekends_alone_without_a_table),
        cmocka_unit_test(test_unknown_zone_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
