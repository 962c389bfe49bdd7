/* Addresses: spellings of one place share a key, other places do not, weak ones have none. */
#include "text/address.h"
#include "text_test.h"

static const struct {
    const char *raw, *key;
} CASES[] = {
    {"東京都千代田区丸の内1丁目2番3号", "千代田区丸の內1-2-3"},
    {"東京都千代田区丸の内１－２－３", "千代田区丸の內1-2-3"},
    {"〒100-0005 東京都千代田区丸の内一丁目二番三号", "千代田区丸の內1-2-3"},
    {"千代田区丸の内1-2-3 ○○ビル5階", "千代田区丸の內1-2-3"},
    {"千代田区丸の内1-2-3 5F", "千代田区丸の內1-2-3"},
    {"千代田区丸の内1-2-3-501", "千代田区丸の內1-2-3"},
    {"東京都 千代田区 丸の内 1丁目 2番 3号 丸ビル501号室", "千代田区丸の內1-2-3"},
    {"日本国〒1000005東京都千代田区丸の内１ー２ー３", "千代田区丸の內1-2-3"},
    {"千代田区丸の内一ー二ー三", "千代田区丸の內1-2-3"},
    {"千代田区丸の内1丁目2の3", "千代田区丸の內1-2-3"},
    {"千代田区丸の内1-2-4", "千代田区丸の內1-2-4"},
    {"北海道札幌市中央区北1条西2丁目3-4", "札幌市中央区北1条西2-3-4"},
    {"札幌市中央区北一条西二丁目３番地４", "札幌市中央区北1条西2-3-4"},
    {"東京都千代田区三番町6-1", "千代田区三番町6-1"},
    {"東京都千代田区三番町６番地１", "千代田区三番町6-1"},
    {"東京都港区六本木六丁目10番1号 六本木ヒルズ森タワー", "港区六本木6-10-1"},
    {"東京都八王子市八丁堀2-1", "八王子市八丁堀2-1"},
    {"盛岡市大字中野字東123番地の4", "盛冈市中埜字东123-4"},
    {"岩手県盛岡市中野字東123-4", "盛冈市中埜字东123-4"},
    {"大阪府大阪市北区", NULL},
    {"東京都千代田区丸の内", NULL},
    {"日本", NULL},
    {"東京都", NULL},
    {"北京市海淀区中关村南大街5号", "北京市海淀区中关村南大街5"},
    {"北京市海淀區中關村南大街5號 2楼301室", "北京市海淀区中关村南大街5"},
    {"台北市忠孝東路二段5號", "台北市忠孝东路2段5"},
    {"서울특별시 강남구 테헤란로 152", "서울특별시강남구테헤란로152"},
    {"1-2-3 Marunouchi, Chiyoda-ku, Tokyo 100-0005, Japan", "1-2-3 marunouchi chiyoda ku tokyo"},
    {"1-2-3, MARUNOUCHI, Chiyoda-Ku, TOKYO 〒100-0005 JAPAN", "1-2-3 marunouchi chiyoda ku tokyo"},
    {"P.O. Box 16785, Dubai, United Arab Emirates", "box 16785 dubai"},
    {"PO Box 16785 Dubai, UAE", "box 16785 dubai"},
    {"Office 1204, Al Maktoum Street, Deira, Dubai, UAE", "off 1204 al maktoum st deira dubai"},
    {"Office No. 1204 Al Maktoum St. Deira Dubai", "off 1204 al maktoum st deira dubai"},
    {"10250 Main Road, Springfield 62701", "10250 main rd springfield"},
    {"Mangyongdae District, Pyongyang, North Korea", "mangyongdae dist pyongyang"},
    {"Tehran, Iran", NULL},
    {"Japan", NULL},
    {"12", NULL},
    {"", NULL},
    {"---", NULL},
};

static void test_addresses(void **state)
{
    struct text_test *test = *state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct str key = STR("unset");
        assert_int_equal(address_key(test->tools, &test->arena, str_c(CASES[i].raw), STR("JP"), &key, NULL), 0);
        assert_text(key, CASES[i].key, CASES[i].raw);
    }
}

/* The country that the caller knows is dropped by its name, also where the table has no row for it. */
static void test_country(void **state)
{
    struct text_test *test = *state;
    struct str key;
    assert_int_equal(
        address_key(test->tools, &test->arena, STR("5 Rue X, Antananarivo, Madagascar"), STR("MG"), &key, NULL), 0);
    assert_text(key, "5 rue x antananarivo", "MG");
    assert_int_equal(address_key(test->tools, &test->arena, STR("Antananarivo, Madagascar"), STR("MG"), &key, NULL), 0);
    assert_text(key, NULL, "MG");
    assert_int_equal(address_key(test->tools, &test->arena, STR("5 Rue X, Antananarivo"), STR_NULL, &key, NULL), 0);
    assert_text(key, "5 rue x antananarivo", "none");
}

static void test_limit(void **state)
{
    struct text_test *test = *state;
    struct str key;
    char many[5000];
    memset(many, '1', sizeof(many));
    assert_int_equal(address_key(test->tools, &test->arena, (struct str){many, sizeof(many)}, STR("JP"), &key, NULL),
                     SEKI_E_LIMIT);
    for (size_t i = 0; i + 3 <= 4096; i += 3)
        memcpy(many + i, "億", 3);
    assert_int_equal(address_key(test->tools, &test->arena, (struct str){many, 4095}, STR("JP"), &key, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEXT_TEST(test_addresses), TEXT_TEST(test_country), TEXT_TEST(test_limit)};
    return cmocka_run_group_tests_name("text/address", tests, NULL, NULL);
}
