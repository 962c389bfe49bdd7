/* Product names and model numbers. */
#include "text/item.h"
#include "text_test.h"

static const struct {
    const char *raw, *key;
} CASES[] = {
    {"ＦＸ－３Ｕ 32MT", "fx3u32mt"},
    {"fx3u-32mt", "fx3u32mt"},
    {"FX 3U/32MT", "fx3u32mt"},
    {"5軸マシニング センタ", "5軸ましにんぐせんた"},
    {"５軸マシニングセンター", "5軸ましにんぐせんた"},
    {"1.5 mm", "1.5mm"},
    {"1,5 mm", "1.5mm"},
    {"15 mm", "15mm"},
    {"1,500 rpm", "1500rpm"},
    {"炭素繊維 T700S-12K", "炭素縴維t700s12k"},
    {"R&D kit", "randdkit"},
    {"", NULL},
    {" - ", NULL},
};

static void test_items(void **state)
{
    struct text_test *test = *state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct str key = STR("unset");
        assert_int_equal(item_key(test->tools, &test->arena, str_c(CASES[i].raw), &key, NULL), 0);
        assert_text(key, CASES[i].key, CASES[i].raw);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEXT_TEST(test_items)};
    return cmocka_run_group_tests_name("text/item", tests, NULL, NULL);
}
