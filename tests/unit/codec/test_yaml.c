/* YAML to values, shown as JSON; what is refused, with its line. */
#include "codec/json.h"
#include "codec/yaml.h"
#include "codec_test.h"

static void test_values(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", "null"},
        {"# nothing\n", "null"},
        {"a: 1\nb: [x, 'y', \"z\"]\n", "{\"a\":1,\"b\":[\"x\",\"y\",\"z\"]}"},
        {"a:\n- b: c\n  d: |\n    two\n    lines\n", "{\"a\":[{\"b\":\"c\",\"d\":\"two\\nlines\\n\"}]}"},
        {"[true, True, no, on, ~, null, '', '1', \"true\"]", "[true,true,\"no\",\"on\",null,null,\"\",\"1\",\"true\"]"},
        {"[+7, 007, .5, 1., -0.50, 1e3, 1.5E-7, 0x1F, 0o17]", "[7,7,0.5,1.0,-0.50,1e3,1.5e-7,31,15]"},
        {"[2022-04-01, 1_000, 0b1, 12:30, '.', -, +, e5, 0xZZ]",
         "[\"2022-04-01\",\"1_000\",\"0b1\",\"12:30\",\".\",\"-\",\"+\",\"e5\",\"0xZZ\"]"},
        {"a:\n", "{\"a\":null}"},
        {"1: x\ntrue: y\n", "{\"1\":\"x\",\"true\":\"y\"}"},
        {"k: {a: 1}", "{\"k\":{\"a\":1}}"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct value *value = NULL;
        struct seki_err err = {0};
        AUTO(buf_done) struct buf buf;
        buf_init(&buf, 4096);
        if (yaml_parse(*state, str_c(cases[i].in), &value, &err) != 0)
            fail_msg("case %zu: %s: %s", i, err.place, err.reason);
        json_write(&buf, value);
        assert_str(buf_str(&buf), cases[i].out);
    }
}

static void test_refused(void **state)
{
    static const struct {
        const char *in, *place, *reason;
    } cases[] = {
        {"a: 1\na: 2\n", "line 2", "stands twice"},
        {"a: &x 1\n", "line 1", "anchors"},
        {"a: 1\nb: *x\n", "line 2", "alias"},
        {"a: !!str 1\n", "line 1", "tags"},
        {"%YAML 1.1\n---\na: 1\n", "line", "directives"},
        {"a: 1\n---\nb: 2\n", "line 2", "second document"},
        {"? [a]\n: 1\n", "line 1", "key must be"},
        {"a: [1\nb: 2\n", "line", ""},
        {"a:\n\t- b\n", "line 2", ""},
        {"a: \"x\n", "line", ""},
        {"a\n\xFF", "line 2", "not UTF-8"},
        {"\"a\\0b\"", "line 1", "zero character"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct value *value = NULL;
        struct seki_err err = {0};
        assert_int_equal(yaml_parse(*state, str_c(cases[i].in), &value, &err), SEKI_E_SYNTAX);
        if (!strstr(err.place, cases[i].place) || !strstr(err.reason, cases[i].reason))
            fail_msg("case %zu: %s: %s", i, err.place, err.reason);
    }
}

static void test_nesting(void **state)
{
    char bytes[200];
    struct value *value = NULL;
    struct seki_err err = {0};
    memset(bytes, '[', sizeof(bytes));
    assert_int_equal(yaml_parse(*state, (struct str){bytes, sizeof(bytes)}, &value, &err), SEKI_E_LIMIT);
    assert_string_equal(err.place, "line 1");
}

static void test_lines(void **state)
{
    struct value *value = NULL;
    assert_int_equal(yaml_parse(*state, STR("a: 1\n\nb:\n  - x\n"), &value, NULL), 0);
    assert_int_equal(value_get(value, STR("a"))->line, 1);
    assert_int_equal(value_at(value_get(value, STR("b")), 0)->line, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_values), ARENA_TEST(test_refused), ARENA_TEST(test_nesting),
                                       ARENA_TEST(test_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
