/* Peeking does not take; reading goes on where peeking looked. */
#include "codec_test.h"

static void test_peek(void **state)
{
    struct stream *stream;
    struct str head, rest;
    char two[2];
    assert_int_equal(stream_open_bytes(*state, STR("abcdef"), &stream, NULL), 0);
    assert_int_equal(stream_peek(stream, 3, &head, NULL), 0);
    assert_str(head, "abc");
    assert_int_equal(stream_read(stream, two, 2, NULL), 2);
    assert_int_equal(stream_peek(stream, 100, &head, NULL), 0);
    assert_str(head, "cdef");
    assert_int_equal(stream_read_all(*state, stream, 4, &rest, NULL), 0);
    assert_str(rest, "cdef");
    assert_int_equal(stream_read(stream, two, 2, NULL), 0);
    stream_close(&stream);
    assert_null(stream);
    stream_close(&stream);
}

static void test_read_all_limit(void **state)
{
    struct stream *stream;
    struct str all;
    assert_int_equal(stream_open_bytes(*state, STR("abcdef"), &stream, NULL), 0);
    assert_int_equal(stream_read_all(*state, stream, 5, &all, NULL), SEKI_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_peek), ARENA_TEST(test_read_all_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
