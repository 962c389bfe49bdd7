/* What csv.c makes of well-formed, odd and broken rows: each input against the rows as "a|b" and the errors as "!code".
 */
#include "codec/csv.h"
#include "codec_test.h"

static void read_rows(struct arena *arena, struct str bytes, const struct csv_options *options, char *out, size_t size)
{
    struct stream *stream;
    AUTO(csv_close) struct csv *csv = NULL;
    struct str *fields;
    size_t n, used = 0;
    struct seki_err err;
    int code;
    out[0] = '\0';
    assert_int_equal(stream_open_bytes(arena, bytes, &stream, &err), 0);
    assert_int_equal(csv_open(arena, stream, options, &csv, &err), 0);
    while ((code = csv_next(csv, &fields, &n, &err)) != 0) {
        used += (size_t)snprintf(out + used, size - used, "%d:", (int)csv_line(csv));
        if (code < 0) {
            assert_true(csv_can_go_on(csv));
            used += (size_t)snprintf(out + used, size - used, "!%d", code);
        }
        for (size_t i = 0; code > 0 && i < n; i++) {
            assert_non_null(fields[i].p);
            used += (size_t)snprintf(out + used, size - used, "%s%.*s", i ? "|" : "", STR_ARG(fields[i]));
        }
        used += (size_t)snprintf(out + used, size - used, ";");
    }
}

static void test_rows(void **state)
{
    static const struct {
        const char *in, *out;
        struct csv_options options;
    } cases[] = {
        {"", "", {0}},
        {"a,b\nc\n", "1:a|b;2:c;", {0}},
        {"\xEF\xBB\xBF"
         "a,b\r\nc,d",
         "1:a|b;2:c|d;",
         {0}},
        {"\"a\",\"b \"\"c\"\"\"\r\n", "1:a|b \"c\";", {0}},
        {"\"a\nb\",c\nd,e\n", "1:a\nb|c;3:d|e;", {0}},
        {"\n\na\n\n", "3:a;", {0}},
        {"\"\"\n,\n", "1:;2:|;", {0}},
        {"1,x\r\n\x1A", "1:1|x;", {0}},
        {"1,x\r\n\x1A\r\n", "1:1|x;", {0}},
        {"\x1A\n1\n", "1:\x1A;2:1;", {0}},
        {"1,\"cut in the mid", "1:!-5;", {0}},
        {"1,ok\n2,\"cut", "1:1|ok;2:!-5;", {0}},
        {"1,\"stray\n2,ok\n3,ok\n", "1:!-5;2:2|ok;3:3|ok;", {0}},
        {"1,\"a\"b\n2,ok\n", "1:!-5;2:2|ok;", {0}},
        {"1,\"the \"Red\" ship\",x\n", "1:1|the \"Red\" ship|x;", {.lazy_quotes = true}},
        {"a \"b\" c,d\n", "1:a \"b\" c|d;", {0}},
        {"a\tb,c\n", "1:a|b,c;", {.separator = '\t'}},
        {"\"a\tb\n", "1:\"a|b;", {.separator = '\t', .no_quotes = true}},
        {"a,\xFF\nb\n", "1:!-5;2:b;", {0}},
        {"a\r,b\n", "1:a\r|b;", {0}},
        {"x\xEE\x86,\x80y\nb\n", "1:!-5;2:b;", {0}},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char out[512];
        read_rows(*state, str_c(cases[i].in), &cases[i].options, out, sizeof(out));
        assert_string_equal(out, cases[i].out);
    }
}

static void test_zero_byte(void **state)
{
    char out[64];
    read_rows(*state, STR("a\0b\nc\n"), NULL, out, sizeof(out));
    assert_string_equal(out, "1:!-5;2:c;");
}

/* One row over each limit, with a good row behind it. */
static void test_limits(void **state)
{
    static const struct {
        char fill;
        size_t n;
        const char *head;
    } cases[] = {{'x', 300 * 1024, ""}, {',', 2000, ""}, {'x', 3 * 1024 * 1024, ""}, {'x', 3 * 1024 * 1024, "\""}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *bytes = arena_alloc(*state, cases[i].n + 16), out[64];
        size_t n = strlen(cases[i].head);
        memcpy(bytes, cases[i].head, n);
        memset(bytes + n, cases[i].fill, cases[i].n);
        memcpy(bytes + n + cases[i].n, "\nok\n", 4);
        read_rows(*state, (struct str){bytes, n + cases[i].n + 4}, NULL, out, sizeof(out));
        assert_string_equal(out, "1:!-4;2:ok;");
    }
}

static long read_failing(void *self, void *into, size_t n, struct seki_err *err)
{
    int *calls = self;
    if ((*calls)++)
        return err_set(err, SEKI_E_SYNTAX, "damaged compressed file");
    memset(into, 'x', n < 10 ? n : 10);
    return n < 10 ? (long)n : 10;
}

static void test_damaged_stream_ends_reading(void **state)
{
    static const struct stream_source source = {read_failing, NULL};
    struct stream *stream;
    AUTO(csv_close) struct csv *csv = NULL;
    struct str *fields;
    size_t n;
    int calls = 0;
    struct seki_err err;
    assert_int_equal(stream_open_source(*state, &source, &calls, &stream, &err), 0);
    assert_int_equal(csv_open(*state, stream, NULL, &csv, &err), 0);
    assert_int_equal(csv_next(csv, &fields, &n, &err), SEKI_E_SYNTAX);
    assert_false(csv_can_go_on(csv));
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_rows), ARENA_TEST(test_zero_byte), ARENA_TEST(test_limits),
                                       ARENA_TEST(test_damaged_stream_ends_reading)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
