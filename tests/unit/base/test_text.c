/* Tests of base/str, base/utf8, base/buf, base/map, base/nearest, base/limits and base/err. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <errno.h>
#include <string.h>

static void split_gives_every_part(void **state)
{
    static const struct {
        const char *text;
        size_t n;
        const char *parts[4];
    } rows[] = {{"a,,b", 3, {"a", "", "b"}}, {"", 1, {""}}, {",", 2, {"", ""}}, {"abc", 1, {"abc"}}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str rest = str_c(rows[i].text), part;
        size_t n = 0;
        while (str_split(&rest, STR(","), &part)) {
            assert_true(n < rows[i].n);
            assert_true(str_eq(part, str_c(rows[i].parts[n])));
            n++;
        }
        assert_int_equal(n, rows[i].n);
    }
}

static void find_and_cut_stay_inside(void **state)
{
    struct str s = STR("sekisho");
    (void)state;
    assert_int_equal(str_find(s, STR("ki"), 0), 2);
    assert_int_equal(str_find(s, STR("ki"), 3), SIZE_MAX);
    assert_int_equal(str_find(s, STR(""), 7), 7);
    assert_int_equal(str_find(s, STR("x"), 8), SIZE_MAX);
    assert_int_equal(str_find_char(s, 'o', 0), 6);
    assert_int_equal(str_sub(s, 5, 100).n, 2);
    assert_int_equal(str_from(s, 100).n, 0);
    assert_true(str_eq(str_trim(STR(" \t a b\r\n")), STR("a b")));
    assert_true(str_eq_nocase(STR("AbC"), STR("aBc")));
    assert_true(str_cmp(STR("ab"), STR("abc")) < 0 && str_cmp(STR("b"), STR("abc")) > 0);
}

static void numbers_are_read_exactly(void **state)
{
    uint64_t value = 7;
    (void)state;
    assert_true(str_to_u64(STR("18446744073709551615"), &value));
    assert_true(value == UINT64_MAX);
    assert_false(str_to_u64(STR("18446744073709551616"), &value));
    assert_false(str_to_u64(STR(""), &value));
    assert_false(str_to_u64(STR("12a"), &value));
    assert_false(str_to_u64(STR("-1"), &value));
}

static void bad_utf8_is_found(void **state)
{
    static const struct {
        const char *bytes;
        size_t at;
    } rows[] = {
        {"abc", 3},        {"\xe6\x97\xa5", 3},     {"a\xff", 1},           {"\xc0\xaf", 0}, {"\xed\xa0\x80", 0},
        {"ab\xe6\x97", 2}, {"\xf4\x90\x80\x80", 0}, {"\xf0\x9f\x98\x80", 4}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(utf8_check(str_c(rows[i].bytes)), rows[i].at);
}

static void code_points_go_round(void **state)
{
    static const uint32_t points[] = {0x41, 0xe9, 0x65e5, 0x1f600, 0x10ffff};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(points); i++) {
        char bytes[4];
        struct str s = {bytes, utf8_put(points[i], bytes)};
        assert_int_equal(utf8_count(s), 1);
        assert_int_equal(utf8_next(&s), points[i]);
        assert_int_equal(s.n, 0);
    }
    assert_int_equal(utf8_width(str_c("関所 ab")), 7);
    assert_int_equal(utf8_width(str_c("e\xcc\x81")), 1);
}

static void a_builder_keeps_its_maximum(void **state)
{
    struct buf buf;
    struct seki_err err;
    (void)state;
    buf_init(&buf, 8);
    buf_add(&buf, STR("12345"));
    buf_printf(&buf, "%d", 67);
    assert_true(str_eq(buf_str(&buf), STR("1234567")));
    assert_int_equal(buf_check(&buf, &err), 0);
    buf_add(&buf, STR("89"));
    buf_addc(&buf, 'x');
    assert_int_equal(buf_check(&buf, &err), SEKI_E_LIMIT);
    assert_true(str_eq(buf_str(&buf), STR("1234567")));
    buf_reset(&buf);
    assert_int_equal(buf_check(&buf, &err), 0);
    buf_done(&buf);
}

static void a_map_finds_what_was_put(void **state)
{
    struct arena arena;
    struct map map;
    int values[500];
    (void)state;
    arena_init(&arena, 1 << 20);
    map_init(&map, &arena);
    assert_null(map_get(&map, STR("none")));
    for (int i = 0; i < 500; i++)
        assert_true(map_put(&map, arena_printf(&arena, "key %d", i), &values[i]));
    for (int i = 0; i < 500; i++)
        assert_ptr_equal(map_get(&map, arena_printf(&arena, "key %d", i)), &values[i]);
    assert_true(map_put(&map, STR("key 3"), &values[9]));
    assert_ptr_equal(map_get(&map, STR("key 3")), &values[9]);
    assert_int_equal(map.n, 500);
    assert_false(map_has(&map, STR("key 500")));
    arena_done(&arena);
}

static void the_nearest_word_is_found(void **state)
{
    static const struct str words[] = {{"phones", 6}, {"parties", 7}, {"payment", 7}, {"id", 2}};
    static const struct {
        const char *word;
        int index;
    } rows[] = {{"phon", 0}, {"partise", 1}, {"paymnet", 2}, {"xyz", -1}, {"", -1}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        size_t index = 99;
        assert_int_equal(nearest_word(words, 4, str_c(rows[i].word), &index), rows[i].index >= 0);
        if (rows[i].index >= 0)
            assert_int_equal(index, rows[i].index);
    }
    assert_int_equal(nearest_distance(STR("ab"), STR("ba")), 1);
    assert_int_equal(nearest_distance(STR("kitten"), STR("sitting")), 3);
}

static void failures_say_what_and_where(void **state)
{
    struct seki_err err;
    (void)state;
    assert_int_equal(err_set(&err, SEKI_E_SYNTAX, "row %d", 7), SEKI_E_SYNTAX);
    err_place(&err, "list.csv:%d", 7);
    err_place(&err, "outer");
    err_trail(&err, "reading");
    err_trail(&err, "importing us_csl");
    assert_string_equal(err.reason, "row 7");
    assert_string_equal(err.place, "list.csv:7");
    assert_string_equal(err.trail, "importing us_csl: reading");
    assert_int_equal(err_errno(&err, ENOSPC, "write"), SEKI_E_FULL);
    assert_int_equal(err_limit(&err, LIMIT_ID_HITS), SEKI_E_LIMIT);
    assert_non_null(strstr(err.reason, "HITS (1000)"));
    assert_int_equal(seki_code_exit(SEKI_E_USAGE), 2);
    assert_int_equal(seki_code_http(SEKI_E_FULL), 507);
    assert_int_equal(seki_code_exit(5), 0);
    assert_int_equal(err_set(NULL, SEKI_E_IO, "nobody listens"), SEKI_E_IO);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(split_gives_every_part),      cmocka_unit_test(find_and_cut_stay_inside),
        cmocka_unit_test(numbers_are_read_exactly),    cmocka_unit_test(bad_utf8_is_found),
        cmocka_unit_test(code_points_go_round),        cmocka_unit_test(a_builder_keeps_its_maximum),
        cmocka_unit_test(a_map_finds_what_was_put),    cmocka_unit_test(the_nearest_word_is_found),
        cmocka_unit_test(failures_say_what_and_where),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
