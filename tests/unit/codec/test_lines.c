/* Line ends, the last line, long lines. */
#include "codec/lines.h"
#include "codec_test.h"

static void read_lines(struct arena *arena, struct str bytes, size_t max, char *out, size_t size)
{
    struct stream *stream;
    AUTO(lines_close) struct lines *lines = NULL;
    struct str line;
    uint64_t number;
    size_t used = 0;
    int code;
    out[0] = '\0';
    assert_int_equal(stream_open_bytes(arena, bytes, &stream, NULL), 0);
    assert_int_equal(lines_open(arena, stream, max, &lines, NULL), 0);
    while ((code = lines_next(lines, &line, &number, NULL)) != 0) {
        if (code < 0)
            line = STR("!");
        used += (size_t)snprintf(out + used, size - used, "%d:%.*s;", (int)number, STR_ARG(line));
    }
}

static void test_lines(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"a", "1:a;"},
        {"a\n", "1:a;"},
        {"a\r\n\nb", "1:a;2:;3:b;"},
        {"\xEF\xBB\xBF"
         "a\n\xEF\xBB\xBF"
         "b",
         "1:a;2:\xEF\xBB\xBF"
         "b;"},
        {"12345678\n123456789\nok\n", "1:12345678;2:!;3:ok;"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char out[128];
        read_lines(*state, str_c(cases[i].in), 8, out, sizeof(out));
        assert_string_equal(out, cases[i].out);
    }
}

static void test_across_blocks(void **state)
{
    enum { N = 50000 };
    char *bytes = arena_alloc(*state, N + 4), *out = arena_alloc(*state, N + 64);
    memset(bytes, 'x', N);
    memcpy(bytes + N, "\nb\n", 3);
    read_lines(*state, (struct str){bytes, N + 3}, N, out, N + 64);
    assert_int_equal(strlen(out), 2 + N + 1 + 4);
    assert_string_equal(out + N + 2, ";2:b;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_lines), ARENA_TEST(test_across_blocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
