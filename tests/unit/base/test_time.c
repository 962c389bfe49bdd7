/* Tests of base/time, base/hash and the zones. */
#include "base/hash.h"
#include "base/time.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <string.h>

static void only_real_days_are_read(void **state)
{
    static const struct {
        const char *text;
        bool is_day;
    } rows[] = {{"2026-11-02", true},  {"2024-02-29", true},  {"2023-02-29", false}, {"1900-02-29", false},
                {"2026-13-01", false}, {"2026-00-10", false}, {"2026-1-1", false},   {"2026", true},
                {"2026-04", true},     {"0000", false},       {"2026-04-31", false}, {"2026/04/01", false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct day day = DAY_NONE;
        char text[DAY_TEXT];
        assert_int_equal(day_parse(str_c(rows[i].text), &day), rows[i].is_day);
        day_text(day, text);
        assert_string_equal(text, rows[i].is_day ? rows[i].text : "");
    }
}

static void days_are_counted(void **state)
{
    char text[DAY_TEXT];
    (void)state;
    for (int64_t n = -800000; n < 200000; n += 997) {
        struct day day = day_of_number(n);
        assert_true(day_number(day) == n);
    }
    assert_int_equal(day_weekday((struct day){2026, 11, 2}), 1);
    assert_int_equal(day_weekday((struct day){1969, 12, 28}), 0);
    day_text(day_add_months((struct day){2026, 3, 31}, -1), text);
    assert_string_equal(text, "2026-02-28");
    day_text(day_add_months((struct day){2026, 1, 15}, -12), text);
    assert_string_equal(text, "2025-01-15");
    day_text(day_last((struct day){2022, 5, 0}), text);
    assert_string_equal(text, "2022-05-31");
    assert_true(day_cmp((struct day){2026, 0, 0}, (struct day){2026, 1, 1}) == 0);
}

static void moments_have_offsets(void **state)
{
    int64_t ms = 0;
    char text[MOMENT_TEXT];
    (void)state;
    assert_true(moment_parse(STR("2026-11-02T09:14:00+09:00"), &ms));
    moment_text(ms, text);
    assert_string_equal(text, "2026-11-02T00:14:00Z");
    assert_true(moment_parse(STR("1969-12-31T23:59:59.500Z"), &ms));
    assert_true(ms == -500);
    moment_text(ms, text);
    assert_string_equal(text, "1969-12-31T23:59:59Z");
    assert_false(moment_parse(STR("2026-11-02 09:14:00Z"), &ms));
    assert_false(moment_parse(STR("2026-11-02T09:14:00"), &ms));
    assert_false(moment_parse(STR("2026-11-02T25:14:00Z"), &ms));
}

static void zones_know_their_day(void **state)
{
    int64_t ms;
    struct day day;
    struct seki_err err;
    char text[26];
    (void)state;
    assert_true(zone_is_known(STR("Asia/Tokyo")) && zone_is_known(STR("UTC")));
    assert_false(zone_is_known(STR("Asia/Tokio")) || zone_is_known(STR("")));
    assert_true(moment_parse(STR("2026-11-02T15:30:00Z"), &ms));
    assert_int_equal(zone_day(STR("Asia/Tokyo"), ms, &day, &err), 0);
    assert_int_equal(day.mday, 3);
    assert_int_equal(zone_moment(STR("Asia/Tokyo"), (struct day){2026, 11, 4}, 18, 0, &ms, &err), 0);
    assert_int_equal(zone_text(STR("Asia/Tokyo"), ms, text, &err), 0);
    assert_string_equal(text, "2026-11-04T18:00:00+09:00");
    assert_int_equal(zone_text(STR("America/New_York"), ms, text, &err), 0);
    assert_string_equal(text, "2026-11-04T04:00:00-05:00");
    assert_int_equal(zone_day(STR("Mars/Base"), ms, &day, &err), SEKI_E_MEANING);
}

static void hashes_and_ids(void **state)
{
    char hex[SHA256_HEX], one[UUID_TEXT], two[UUID_TEXT];
    struct sha256 hash;
    (void)state;
    assert_int_equal(hash_start(NULL), 0);
    sha256_of(STR("abc"), hex); /* FIPS 180-2, appendix B.1 */
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sha256_init(&hash);
    sha256_add(&hash, STR("a"));
    sha256_add(&hash, STR("bc"));
    sha256_hex(&hash, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    uuid8(STR("un_sc"), STR("CDi.001"), one);
    uuid8(STR("un_sc"), STR("CDi.001"), two);
    assert_string_equal(one, two);
    assert_true(one[14] == '8' && strlen(one) == 36);
    uuid8(STR("un_sc"), STR("CDi.002"), two);
    assert_string_not_equal(one, two);
    uuid7(1700000000000, one);
    uuid7(1700000000001, two);
    assert_true(one[14] == '7' && strcmp(one, two) < 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_real_days_are_read), cmocka_unit_test(days_are_counted),
        cmocka_unit_test(moments_have_offsets),    cmocka_unit_test(zones_know_their_day),
        cmocka_unit_test(hashes_and_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
