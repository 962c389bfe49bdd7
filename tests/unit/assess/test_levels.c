/* rules/levels.yml as GUIDE section 5 has it, and what is refused in such a file. */
#include "assess/levels.h"
#include "assess_test.h"

static struct assess_file pack_file(const char *path)
{
    for (size_t i = 0; i < ASSESS_PACK_COUNT; i++)
        if (strcmp(ASSESS_PACK[i].path, path) == 0)
            return (struct assess_file){str_c(path), {ASSESS_PACK[i].bytes, ASSESS_PACK[i].n}};
    fail_msg("no file %s", path);
    return (struct assess_file){0};
}

static int read_levels(struct arena *arena, struct str bytes, struct levels *levels, struct seki_err *err)
{
    struct assess_file levels_file = {STR("rules/levels.yml"), bytes}, actions_file = pack_file("rules/actions.yml");
    return levels_read(arena, &levels_file, &actions_file, levels, err);
}

static void test_level_table(void **state)
{
    /* GUIDE section 5.4, row C0..C4, column S0..S3 */
    static const char *const TABLE[CONCERN_COUNT] = {"gggg", "ggaa", "gaar", "arrr", "rrrr"};
    struct arena arena;
    struct seki_err err;
    struct levels levels;
    (void)state;
    arena_init(&arena, 16 * MIB);
    assert_int_equal(read_levels(&arena, pack_file("rules/levels.yml").bytes, &levels, &err), 0);
    for (size_t c = 0; c < CONCERN_COUNT; c++)
        for (size_t s = 0; s < SENSITIVITY_COUNT; s++)
            assert_int_equal(finding_level_word(levels.table[c][s]).p[0], TABLE[c][s]);
    arena_done(&arena);
}

static void test_groups_and_mandatory_checks(void **state)
{
    static const char *const MANDATORY[] = {"PRC-01", "PRC-02", "PRC-08", "PRC-12", "PRC-13", "PRC-14", "PRC-20"};
    struct arena arena;
    struct seki_err err;
    struct levels levels;
    (void)state;
    arena_init(&arena, 16 * MIB);
    assert_int_equal(read_levels(&arena, pack_file("rules/levels.yml").bytes, &levels, &err), 0);
    assert_true(str_eq(levels_group_of(&levels, STR("PRC-33"))->id, STR("identity")));
    assert_true(str_eq(levels_group_of(&levels, STR("PRC-22"))->id, STR("end_user")));
    assert_null(levels_group_of(&levels, STR("PRC-01")));
    const struct levels_kind *kind = levels_kind_of(&levels, STR("procurement"));
    assert_int_equal(kind->mandatory.n, ARRAY_LEN(MANDATORY));
    for (size_t i = 0; i < ARRAY_LEN(MANDATORY); i++)
        assert_true(str_list_has(kind->mandatory, str_c(MANDATORY[i])));
    assert_null(levels_kind_of(&levels, STR("cyber")));
    arena_done(&arena);
}

/* A file with one part spoilt: `from` becomes `to`. */
static const struct {
    const char *from, *to, *reason;
} BAD[] = {
    {"default_sensitivity: S2", "default_sensitivity: S9", "default_sensitivity"},
    {"received_at: '09:00'", "received_at: 9", "time of day"},
    {"received_at: '09:00'", "received_at: '24:00'", "time of day"},
    {"version: 1", "versio: 1", "unknown field"},
    {"{concern: C4, critical: 1}", "{concern: C5, critical: 1}", "C0 to C4"},
    {"{concern: C4, critical: 1}", "{concern: C4, critical: one}", "whole number"},
    {"S3: green}", "S3: blue}", "level table"},
    {"workdays: 2", "workdays: -1", "workdays"},
    {"at_least: amber", "at_least: orange", "at_least"},
    {"amber: export_control, red", "rot", "deciders"},
    {"escalate_executive", "shout", "does not have"},
    {"indicators: [PRC-09, PRC-21]", "indicators: [PRC-09, PRC-05]", "two groups"},
    {"indicators: [PRC-09, PRC-21]", "indicators: [PRC-09, 21]", "must be a text"},
};

static void test_spoilt_files_are_refused(void **state)
{
    struct str whole = pack_file("rules/levels.yml").bytes;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(BAD); i++) {
        struct arena arena;
        struct seki_err err = {0};
        struct levels levels;
        size_t at = str_find(whole, str_c(BAD[i].from), 0);
        arena_init(&arena, 16 * MIB);
        if (at == SIZE_MAX)
            fail_msg("the file has no %s", BAD[i].from);
        struct str bytes = arena_printf(&arena, "%.*s%s%.*s", (int)at, whole.p, BAD[i].to,
                                        STR_ARG(str_from(whole, at + strlen(BAD[i].from))));
        if (read_levels(&arena, bytes, &levels, &err) != SEKI_E_MEANING || !strstr(err.reason, BAD[i].reason) ||
            !strstr(err.place, "rules/levels.yml:"))
            fail_msg("%s: %s: %s", BAD[i].to, err.place, err.reason);
        arena_done(&arena);
    }
}

static void test_malformed_yaml_names_the_file(void **state)
{
    struct arena arena;
    struct seki_err err = {0};
    struct levels levels;
    (void)state;
    arena_init(&arena, 16 * MIB);
    assert_int_equal(read_levels(&arena, STR("version: 1\ngroups: [\n"), &levels, &err), SEKI_E_SYNTAX);
    assert_non_null(strstr(err.trail, "rules/levels.yml"));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_level_table),
        cmocka_unit_test(test_groups_and_mandatory_checks),
        cmocka_unit_test(test_spoilt_files_are_refused),
        cmocka_unit_test(test_malformed_yaml_names_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
