/* Han numerals: values, and runs that are none. */
#include "text/numeral.h"
#include "text_test.h"

static const struct {
    const char *run;
    long long value; /* -1: no number */
} CASES[] = {
    {"十", 10},
    {"二十三", 23},
    {"六二五", 625},
    {"〇三", 3},
    {"千二百", 1200},
    {"三万五千", 35000},
    {"一億二千万", 120000000},
    {"二〇二六", 2026},
    {"廿三", 23},
    {"卅", 30},
    {"百", 100},
    {"壱", 1},
    {"弐拾参", 23},
    {"二萬", 20000},
    {"億", -1},
    {"十百", -1},
    {"十百十", -1},
    {"二三十", -1},
    {"万万", -1},
    {"", -1},
    {"山", -1},
    {"十山", -1},
    {"九九九九九九九九九九九九九九九九", 9999999999999999},
    {"九九九九九九九九九九九九九九九九九", -1},
};

static void test_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        uint64_t value = 0;
        bool is_number = numeral_parse_han(str_c(CASES[i].run), &value);
        if (is_number != (CASES[i].value >= 0) || (is_number && value != (uint64_t)CASES[i].value))
            fail_msg("%s: %d %llu", CASES[i].run, is_number, (unsigned long long)value);
    }
}

static void test_characters(void **state)
{
    (void)state;
    assert_true(numeral_is_han(U'萬') && numeral_is_han(U'〇') && numeral_is_han_digit(U'〇'));
    assert_false(numeral_is_han_digit(U'十') || numeral_is_han(U'山') || numeral_is_han('1') || numeral_is_han(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_values), cmocka_unit_test(test_characters)};
    return cmocka_run_group_tests_name("text/numeral", tests, NULL, NULL);
}
