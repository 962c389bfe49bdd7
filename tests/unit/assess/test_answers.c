/* The table of answers.h: every computed state against every answer, with and without a stop. */
#include "assess/answers.h"
#include "base/buf.h"
#include "base/limits.h"
#include "codec/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Result words; "-" = refused. Columns: answer absent, present, unknown, explained, not_applicable. */
static const struct {
    const char *computed;
    enum finding_stop stop;
    const char *result[5];
    bool is_asked;
} ROWS[] = {
    {"present", FINDING_STOP_NONE, {"-", "present", "present", "explained", "-"}},
    {"present", FINDING_STOP_LEGAL, {"-", "present", "present", "-", "-"}},
    {"present", FINDING_STOP_DANGER, {"-", "present", "present", "-", "-"}},
    {"present", FINDING_STOP_EXPOSURE, {"-", "present", "present", "explained", "-"}},
    {"absent", FINDING_STOP_NONE, {"absent", "present", "absent", "absent", "absent"}},
    {"absent", FINDING_STOP_LEGAL, {"absent", "present", "absent", "absent", "absent"}},
    {"unknown", FINDING_STOP_NONE, {"absent", "present", "unknown", "explained", "not_applicable"}},
    {"unknown", FINDING_STOP_LEGAL, {"absent", "present", "unknown", "explained", "not_applicable"}},
    {"unknown", FINDING_STOP_NONE, {"absent", "present", "unknown", "explained", "not_applicable"}, true},
    {"unknown", FINDING_STOP_LEGAL, {"absent", "present", "unknown", "-", "not_applicable"}, true},
    {"unknown", FINDING_STOP_DANGER, {"absent", "present", "unknown", "-", "not_applicable"}, true},
    {"not_applicable",
     FINDING_STOP_NONE,
     {"not_applicable", "present", "not_applicable", "not_applicable", "not_applicable"}},
};

static const char *const ANSWERS[] = {"absent", "present", "unknown", "explained", "not_applicable"};

static void decide(struct arena *arena, size_t row, size_t column)
{
    struct seki_err err = {0};
    struct value *dealing;
    struct answer answer;
    struct answer_case against = {.stop = ROWS[row].stop, .is_asked = ROWS[row].is_asked};
    enum finding_state state = FINDING_UNKNOWN;
    char json[256];
    (void)snprintf(json, sizeof(json),
                   "{\"answers\":{\"PRC-15\":{\"state\":\"%s\",\"note\":\"n\",\"evidence\":[\"e\"]}}}",
                   ANSWERS[column]);
    assert_int_equal(json_parse(arena, str_c(json), &dealing, &err), 0);
    assert_true(finding_state_of(str_c(ROWS[row].computed), &against.computed));
    assert_int_equal(answer_read(arena, dealing, STR("PRC-15"), &answer, &err), 0);
    int code = answer_decide(&answer, &against, &state, &err);
    const char *got = code < 0 ? "-" : finding_state_word(state).p;
    if (strcmp(got, ROWS[row].result[column]) != 0)
        fail_msg("row %zu, %s: got %s", row, ANSWERS[column], got);
    if (code < 0)
        assert_string_equal(err.place, "/answers/PRC-15/state");
}

static void test_table(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 16 * MIB);
    for (size_t row = 0; row < ARRAY_LEN(ROWS); row++)
        for (size_t column = 0; column < ARRAY_LEN(ANSWERS); column++)
            decide(&arena, row, column);
    arena_done(&arena);
}

static void test_no_answer_keeps_what_was_computed(void **state)
{
    struct arena arena;
    struct seki_err err;
    struct value *dealing;
    struct answer answer;
    struct answer_case against = {FINDING_PRESENT, FINDING_STOP_LEGAL, false};
    enum finding_state held;
    (void)state;
    arena_init(&arena, MIB);
    assert_int_equal(json_parse(&arena, STR("{\"answers\":false}"), &dealing, &err), 0);
    assert_int_equal(answer_read(&arena, dealing, STR("PRC-15"), &answer, &err), 0);
    assert_false(answer.is_given);
    assert_int_equal(answer_decide(&answer, &against, &held, &err), 0);
    assert_int_equal(held, FINDING_PRESENT);
    arena_done(&arena);
}

/* Missing, null or false: no word yet. */
static void test_an_answer_without_a_state_is_unknown(void **state)
{
    static const char *const ROWS_JSON[] = {"{\"answers\":{\"PRC-06\":{\"note\":\"n\"}}}",
                                            "{\"answers\":{\"PRC-06\":{\"state\":null}}}",
                                            "{\"answers\":{\"PRC-06\":{\"state\":false}}}"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS_JSON); i++) {
        struct arena arena;
        struct seki_err err;
        struct value *dealing;
        struct answer answer;
        arena_init(&arena, MIB);
        assert_int_equal(json_parse(&arena, str_c(ROWS_JSON[i]), &dealing, &err), 0);
        assert_int_equal(answer_read(&arena, dealing, STR("PRC-06"), &answer, &err), 0);
        assert_true(answer.is_given);
        assert_int_equal(answer.state, FINDING_UNKNOWN);
        arena_done(&arena);
    }
}

static void test_note_and_evidence_are_evidence(void **state)
{
    struct arena arena;
    struct seki_err err;
    struct value *dealing;
    struct answer answer;
    struct evidence_list evidence = {0};
    const char *json =
        "{\"answers\":{\"PRC-09\":{\"state\":\"explained\",\"note\":\"parent\",\"evidence\":[\"extract\",\"mail\"]}}}";
    (void)state;
    arena_init(&arena, MIB);
    assert_int_equal(json_parse(&arena, str_c(json), &dealing, &err), 0);
    assert_int_equal(answer_read(&arena, dealing, STR("PRC-09"), &answer, &err), 0);
    assert_int_equal(answer_evidence(&arena, &answer, &evidence, &err), 0);
    assert_int_equal(evidence.n, 3);
    assert_true(str_eq(evidence.v[0].place, STR("/answers/PRC-09/note")));
    assert_true(str_eq(evidence.v[2].place, STR("/answers/PRC-09/evidence/1")));
    assert_true(str_eq(evidence.v[2].text, STR("mail")));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),
        cmocka_unit_test(test_no_answer_keeps_what_was_computed),
        cmocka_unit_test(test_an_answer_without_a_state_is_unknown),
        cmocka_unit_test(test_note_and_evidence_are_evidence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
