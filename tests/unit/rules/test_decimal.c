/* Decimals compare exactly, whatever their length. */
#include "rules/decimal_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/str.h"

static void test_order(void **state)
{
    static const struct {
        const char *left, *right;
        int order;
    } rows[] = {
        {"0", "-0", 0},
        {"0", "0.000", 0},
        {"0e5", "0", 0},
        {"1.50", "1.5", 0},
        {"15e-1", "1.5", 0},
        {"0.00015e4", "1.5", 0},
        {"007", "7", 0},
        {"+7", "7", 0},
        {"100", "1e2", 0},
        {"9007199254740993", "9007199254740992", 1},
        {"0.30000000000000000001", "0.3", 1},
        {"0.1", "0.09999999999999999999999", 1},
        {"-2", "-1", -1},
        {"-2", "1", -1},
        {"-0.1", "0", -1},
        {"10", "9", 1},
        {"99", "100", -1},
        {"12.5", "12.49", 1},
        {"12", "12.5", -1},
        {".5", "0.5", 0},
        {"5.", "5", 0},
        {"1e999999999", "1e999999998", 1},
        {"1e-999999999", "0", 1},
        {"123456789012345678901234567890", "123456789012345678901234567891", -1},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct decimal left, right;
        assert_true(decimal_parse(str_c(rows[i].left), &left));
        assert_true(decimal_parse(str_c(rows[i].right), &right));
        if (decimal_cmp(&left, &right) != rows[i].order || decimal_cmp(&right, &left) != -rows[i].order)
            fail_msg("%s against %s", rows[i].left, rows[i].right);
    }
}

static void test_refused(void **state)
{
    static const char *const rows[] = {"",   "-",  ".",     "e5",           "1e",  "1e+", "1.2.3", "0x10",
                                       "1 ", " 1", "1,000", "1e1234567890", "--1", "NaN", "1e1.5"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct decimal decimal;
        if (decimal_parse(str_c(rows[i]), &decimal))
            fail_msg("'%s' was taken for a number", rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_order), cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests_name("rules/decimal", tests, NULL, NULL);
}
