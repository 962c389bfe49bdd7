/* Reading and writing of JSON: what comes back, and where what is wrong. */
#include "codec/json.h"
#include "codec_test.h"

static void test_round_trip(void **state)
{
    static const struct {
        const char *in, *out; /* out NULL: the same */
    } cases[] = {
        {"null", NULL},
        {"[1,-0.50,1e400,12345678901234567890]", NULL},
        {" { \"a\" : [ true , false , null ] } ", "{\"a\":[true,false,null]}"},
        {"\xEF\xBB\xBF{}", "{}"},
        {"\"\\u0041\\ud83d\\ude00\\n\\u0001\\u007f\\/\"", "\"A\xF0\x9F\x98\x80\\n\\u0001\\u007f/\""},
        {"\"\\\\ud800\"", NULL},
        {"{\"b\":1,\"a\":2}", NULL},
        {"[\"\",[],{}]", NULL},
        {"{\"\":1}", NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct value *value = NULL;
        struct seki_err err;
        AUTO(buf_done) struct buf buf;
        buf_init(&buf, 4096);
        assert_int_equal(json_parse(*state, str_c(cases[i].in), &value, &err), 0);
        json_write(&buf, value);
        assert_str(buf_str(&buf), cases[i].out ? cases[i].out : cases[i].in);
    }
}

static void test_refused(void **state)
{
    static const struct {
        const char *in;
        int code;
        const char *place, *reason; /* part of the reason */
    } cases[] = {
        {"", SEKI_E_SYNTAX, "", ""},
        {"{\n\"a\":1,\n\"a\":2}", SEKI_E_SYNTAX, "line 3 column 4", "\"a\" stands twice"},
        {"[1,]", SEKI_E_SYNTAX, "line 1 column", ""},
        {"[1", SEKI_E_SYNTAX, "line 1 column", "premature EOF"},
        {"[1] 2", SEKI_E_SYNTAX, "line 1 column", "trailing garbage"},
        {"[01]", SEKI_E_SYNTAX, "line 1 column", ""},
        {"[NaN]", SEKI_E_SYNTAX, "line 1 column", ""},
        {"// x\n1", SEKI_E_SYNTAX, "line 1 column", ""},
        {"[\n\"\xFF\"]", SEKI_E_SYNTAX, "line 2 column 2", "not UTF-8"},
        {"\"\\u0000\"", SEKI_E_SYNTAX, "line 1 column", "zero character"},
        {"\"\\ud800\"", SEKI_E_SYNTAX, "line 1 column 2", "lone surrogate"},
        {"\"\\ud800\\u0041\"", SEKI_E_SYNTAX, "line 1 column 2", "lone surrogate"},
        {"\"\\udc00\"", SEKI_E_SYNTAX, "line 1 column", "lone surrogate"},
        {"\"a\nb\"", SEKI_E_SYNTAX, "line", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct value *value = NULL;
        struct seki_err err = {0};
        assert_int_equal(json_parse(*state, str_c(cases[i].in), &value, &err), cases[i].code);
        assert_null(value);
        assert_int_equal(err.code, cases[i].code);
        if (!strstr(err.place, cases[i].place) || !strstr(err.reason, cases[i].reason))
            fail_msg("case %zu: %s: %s", i, err.place, err.reason);
    }
}

static void test_nesting(void **state)
{
    enum { DEEP = 100000 };
    char *bytes = arena_alloc(*state, 2 * DEEP);
    struct value *value = NULL;
    struct seki_err err;
    memset(bytes, '[', DEEP);
    memset(bytes + DEEP, ']', DEEP);
    assert_int_equal(json_parse(*state, (struct str){bytes, 2 * DEEP}, &value, &err), SEKI_E_LIMIT);
    assert_string_equal(err.place, "line 1 column 66");
    assert_int_equal(json_parse(*state, (struct str){bytes + DEEP - 64, 128}, &value, &err), 0);
}

static void test_many_keys(void **state)
{
    enum { KEYS = 50000 };
    AUTO(buf_done) struct buf buf;
    struct value *value = NULL;
    struct seki_err err;
    buf_init(&buf, 4 * MIB);
    buf_addc(&buf, '{');
    for (int i = 0; i < KEYS; i++)
        buf_printf(&buf, "\"key%d\":%d,", i, i);
    size_t n = buf.n;
    buf_add(&buf, STR("\"last\":0}"));
    assert_int_equal(json_parse(*state, buf_str(&buf), &value, &err), 0);
    assert_int_equal(value->n, KEYS + 1);
    buf.n = n;
    buf_add(&buf, STR("\"key7\":0}"));
    assert_int_equal(json_parse(*state, buf_str(&buf), &value, &err), SEKI_E_SYNTAX);
}

static void test_lines_of_values(void **state)
{
    struct value *value = NULL;
    assert_int_equal(json_parse(*state, STR("{\"a\":\n[1,\n\n\"x\"]}"), &value, NULL), 0);
    const struct value *list = value_get(value, STR("a"));
    assert_int_equal(list->line, 2);
    assert_int_equal(value_at(list, 1)->line, 4);
}

static void test_pretty(void **state)
{
    struct value *value = NULL;
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 4096);
    assert_int_equal(json_parse(*state, STR("{\"a\":[1,{}],\"b\":[]}"), &value, NULL), 0);
    json_write_pretty(&buf, value);
    assert_str(buf_str(&buf), "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_round_trip),      ARENA_TEST(test_refused),
                                       ARENA_TEST(test_nesting),         ARENA_TEST(test_many_keys),
                                       ARENA_TEST(test_lines_of_values), ARENA_TEST(test_pretty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
