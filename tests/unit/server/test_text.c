/* Tests of the texts that apps/server makes and reads: percent escapes, JSON texts, titles, flags. */
#include "server/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

static void test_escapes(void **state)
{
    static const struct {
        const char *text, *decoded; /* NULL = refused */
    } rows[] = {
        {"", ""},         {"plain", "plain"}, {"%41", "A"},  {"a%20b", "a b"}, {"%e6%98%9f", "星"}, {"%E6%98%9F", "星"},
        {"100%", NULL},   {"%4", NULL},       {"%4g", NULL}, {"%00", NULL},    {"%ff", NULL},       {"%e6%98", NULL},
        {"%c0%80", NULL}, {"%2541", "%41"},   {"%%", NULL}};
    struct arena arena;
    (void)state;
    arena_init(&arena, (size_t)LIMIT(FIELD_BYTES));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str decoded = STR_NULL;
        struct seki_err err;
        int code = request_decode(&arena, str_c(rows[i].text), &decoded, &err);
        print_message("%s\n", rows[i].text);
        assert_int_equal(code, rows[i].decoded ? 0 : SEKI_E_SYNTAX);
        if (rows[i].decoded)
            assert_true(str_eq(decoded, str_c(rows[i].decoded)));
    }
    arena_done(&arena);
}

static void test_json_texts(void **state)
{
    static const struct {
        const char *text, *json;
    } rows[] = {{"", "\"\""},
                {"a\"b\\c", "\"a\\\"b\\\\c\""},
                {"line\nend\t", "\"line\\u000aend\\u0009\""},
                {"星空</script>", "\"星空</script>\""}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        AUTO(buf_done) struct buf out;
        buf_init(&out, 1024);
        reply_json_text(&out, str_c(rows[i].text));
        assert_true(str_eq(buf_str(&out), str_c(rows[i].json)));
    }
}

static void test_every_failure_has_a_title(void **state)
{
    (void)state;
#define ROW(name, number, http, exit_status, text)                                                                     \
    assert_string_not_equal(reply_title(http, false), "Problem");                                                      \
    assert_string_not_equal(reply_title(http, true), "Problem");
    SEKI_ERRORS(ROW)
#undef ROW
}

static void test_flags(void **state)
{
    static const struct {
        const char *value;
        int code;
        bool is_set;
    } rows[] = {
        {NULL, 0, false}, {"true", 0, true}, {"1", 0, true}, {"false", 0, false}, {"yes", SEKI_E_MEANING, false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct request request = {0};
        struct seki_err err;
        bool is_set = false;
        request.head.query[0] = (struct query_pair){STR("dry_run"), str_c(rows[i].value)};
        request.head.n_query = rows[i].value != NULL;
        assert_int_equal(request_flag(&request, "dry_run", &is_set, &err), rows[i].code);
        assert_int_equal(is_set, rows[i].is_set);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_escapes), cmocka_unit_test(test_json_texts),
                                       cmocka_unit_test(test_every_failure_has_a_title), cmocka_unit_test(test_flags)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
