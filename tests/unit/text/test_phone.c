/* Numbers as people write them. */
#include "text/phone.h"
#include "text_test.h"

static const struct {
    const char *raw, *country, *e164, *found;
} CASES[] = {
    {"+81-3-5555-0134", NULL, "+81355550134", "JP"},
    {"03-5555-0134", "JP", "+81355550134", "JP"},
    {"03-5555-0134", "jp", "+81355550134", "JP"},
    {"０３－５５５５－０１３４", "JP", "+81355550134", "JP"},
    {"(03) 5555 0134 ext. 12", "JP", "+81355550134", "JP"},
    {"03-5555-0134 ext 12", "JP", "+81355550134", "JP"},
    {"03-5555-0134 x12", "JP", "+81355550134", "JP"},
    {"03-5555-0134x12", "JP", "+81355550134", "JP"},
    {"03-5555-0134 内線34", "JP", "+81355550134", "JP"},
    {"03-5555-0134内線34", "JP", "+81355550134", "JP"},
    {"03-5555-0134 (内線 34)", "JP", "+81355550134", "JP"},
    {"03-5555-0134（内線34）", "JP", "+81355550134", "JP"},
    {"03-5555-0134（代）", "JP", "+81355550134", "JP"},
    {"03-5555-0134(代表)", "JP", "+81355550134", "JP"},
    {"03-5555-0134 代表", "JP", "+81355550134", "JP"},
    {"０３－５５５５－０１３４（代表）", "JP", "+81355550134", "JP"},
    {"代表 03-5555-0134", "JP", "+81355550134", "JP"},
    {"（代）03-5555-0134", "JP", "+81355550134", "JP"},
    {"03ー5555ー0134", "JP", "+81355550134", "JP"},
    {"+81 3 5555 0134 (main office)", NULL, "+81355550134", "JP"},
    {"+81 3 5555 0134 [Mr. Sample]", NULL, "+81355550134", "JP"},
    {"+81 (0)3-5555-0134 (ext. 7)", NULL, "+81355550134", "JP"},
    {"+86 10 5555 0134 转 12", NULL, "+861055550134", "CN"},
    {"+82 2 555 0134 (대표)", NULL, "+8225550134", "KR"},
    {"1-800-FLOWERS", "US", "+18003569377", "US"},
    {"TEL: 03-5555-0134", "JP", "+81355550134", "JP"},
    {"0081-3-5555-0134", "CN", "+81355550134", "JP"},
    {"090-5555-0134", "JP", "+819055550134", "JP"},
    {"+971 4 555 0199", "JP", "+97145550199", "AE"},
    {"+86 10 5555 0134", NULL, "+861055550134", "CN"},
    {"+850 2 381 8888", NULL, "+85023818888", "KP"},
    {"+98 21 5555 0134", NULL, "+982155550134", "IR"},
    {"+1 212 555 0134", NULL, "+12125550134", "US"},
    {"+7 495 555 01 34", NULL, "+74955550134", "RU"},
    {"+1 999 555 0100", NULL, "+19995550100", NULL}, /* in no plan; +1 is shared by 25 regions */
    {"+7 111 555 01 34", NULL, "+71115550134", NULL},
    {"+800 1234 5678", NULL, "+80012345678", NULL}, /* international freephone */
    {"03-5555-0134", NULL, NULL, NULL},
    {"03-5555-0134", "XX", NULL, NULL},
    {"12", "JP", NULL, NULL},
    {"hello", "JP", NULL, NULL},
    {"", "JP", NULL, NULL},
    {"00", "JP", NULL, NULL},
};

static void test_phones(void **state)
{
    struct text_test *test = *state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct phone phone = {STR_NULL, STR_NULL};
        int is_number =
            phone_normalise(test->tools, &test->arena, str_c(CASES[i].raw), str_c(CASES[i].country), &phone, NULL);
        assert_int_equal(is_number, CASES[i].e164 != NULL);
        assert_text(phone.e164, CASES[i].e164, CASES[i].raw);
        assert_text(phone.country, CASES[i].found, CASES[i].raw);
    }
}

static void test_long(void **state)
{
    struct text_test *test = *state;
    struct phone phone;
    char digits[4096];
    memset(digits, '0', sizeof(digits));
    assert_int_equal(
        phone_normalise(test->tools, &test->arena, (struct str){digits, sizeof(digits)}, STR("JP"), &phone, NULL), 0);
    assert_int_equal(phone_normalise(test->tools, &test->arena, (struct str){digits, 249}, STR("JP"), &phone, NULL), 0);
}

static void test_fit(void **state)
{
    static const struct {
        const char *raw, *country;
        enum phone_fit fit;
    } rows[] = {
        {"03-5555-0134", "JP", PHONE_VALID},
        {"+81 3 5555 0134", "", PHONE_VALID},
        {"0081-3-5555-0134", "", PHONE_VALID},
        {"98430 55512", "IN", PHONE_VALID},
        {"07700 900108", "GB", PHONE_POSSIBLE}, /* reserved for fiction */
        {"03-5555-0134", "", PHONE_NO_FIT},
        {"2027-03-31", "JP", PHONE_POSSIBLE},
        {"00.000.000/0001-00", "BR", PHONE_NO_FIT},
        {"", "JP", PHONE_NO_FIT},
        {"4711", "JP", PHONE_NO_FIT},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (phone_fit(str_c(rows[i].raw), str_c(rows[i].country)) != rows[i].fit)
            fail_msg("%s in %s", rows[i].raw, rows[i].country);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEXT_TEST(test_phones), TEXT_TEST(test_long), TEXT_TEST(test_fit)};
    return cmocka_run_group_tests_name("text/phone", tests, NULL, NULL);
}
