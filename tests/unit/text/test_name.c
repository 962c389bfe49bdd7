/* What name_fold makes of names: tokens with their kinds, keys, equal pairs, pairs that must differ, limits, bad luck.
 */
#include "base/fault.h"
#include "text_test.h"

/* "korea rungrado general/g co/l": a letter behind '/' for each kind but words. */
static struct str show(struct text_test *test, const char *raw, bool is_person)
{
    static const char *const KINDS[] = {"", "/n", "/g", "/l", "/i"};
    struct folded_name name;
    struct seki_err err;
    struct str out = STR("");
    if (name_fold(test->tools, &test->arena, str_c(raw), is_person, &name, &err) < 0)
        return arena_str(&test->arena, str_c(err.reason));
    for (size_t i = 0; i < name.n_tokens; i++)
        out = arena_printf(&test->arena, "%.*s%s%.*s%s", STR_ARG(out), i ? " " : "", STR_ARG(name.tokens[i].text),
                           KINDS[name.tokens[i].kind]);
    return out;
}

static void test_organisations(void **state)
{
    static const char *const CASES[][2] = {
        {"4.27 Co. Pyongyang Branch (4.27貿易会社平壌支社)",
         "4/n 27/n co/l pyongyang branch/g 4/n 27/n 貿易会社平壌支社"},
        {"Korea Rungrado (General) Trading Co.", "korea rungrado general/g trading/g co/l"},
        {"Établissements Industriels de la Défense (EID)", "etablissements/g industriels/g de/g la/g defense eid"},
        {"ＩＲＧＣＡＳＦ", "irgcasf"},
        {"D.E.S. S.A.", "des sa/l"},
        {"D. E. S.", "des"},
        {"Category A B.V.", "category a/i bv/l"},
        {"Al-Qa'ida", "al/g qaida"},
        {"Al Qaʿida", "al/g qaida"},
        {"Al Qa’ida", "al/g qaida"},
        {"Schmidt & Söhne GmbH & Co. KG", "schmidt and/g sohne gmbhcokg/l"},
        {"Sp. z o.o. Foo", "spzoo/l foo"},
        {"Foo S.à r.l.", "foo sarl/l"},
        {"PT. Maju Jaya Tbk", "pt/l maju jaya tbk/l"},
        {"AS Roma", "as roma"},
        {"Roma AS", "roma as/l"},
        {"ООО «Ромашка»", "llc/l ромашка"},
        {"АО Концерн Алмаз-Антей", "jsc/l концерн/g алмаз антеи"},
        {"شركة النور", "co/l النور"},
        {"No. 601 Institute", "601/n institute/g"},
        {"№ 007 Plant", "7/n plant/g"},
        {"10th Bureau, 21st Century, twenty-third Division", "10/n bureau/g 21/n century 23/n division/g"},
        {"3M B2B Unit", "3m b2b unit"},
        {"Hello\xC2\xAD\xE2\x80\x8Bworld", "helloworld"}, /* soft hyphen, zero-width space */
        {"Łódź Ørsted Æther Þor İzmir ılgaz Straße", "lodz orsted aether thor izmir ilgaz strasse"},
        {"①②㈱㍿", "12/n kk/l kk/l"},
        {"Co", "co/l"},
        {"РАRS Нolding С.A.", "pars holding/g ca/l"}, /* Р, А, Н and С are Cyrillic */
        {"Iванов", "iванов"},                         /* here the I is the stranger */
        {"C0MPANY B1ue 5tar", "co/l biue star"},
        {"Mi8 Su27 B52 2000", "mi8 su27 b52 2000/n"},
        {"Blue Compaany Limitid", "blue co/l ltd/l"},
        {"Blue Int'l Technologies", "blue international/g technology/g"},
        {"BlueStarTradingCo.,Ltd.", "bluestar trading/g ltd/l"},
        {"JointStockCompanyBlue", "jsc/l blue"},
        {"Biotechnology", "bio technology/g"},
        {"Nordco", "nordco"},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        assert_text(show(*state, CASES[i][0], false), CASES[i][1], CASES[i][0]);
}

static void test_cjk(void **state)
{
    static const char *const CASES[][2] = {
        {"㈱山澤製作所 第二工場", "kk/l 山沢制作所 2/n 工场/g"},
        {"朝鮮綾羅島貿易(総)会社", "朝鮮綾罗岛貿易 co/l"},
        {"(朝鮮)順和江貿易会社", "朝鮮順和江貿易 co/l"},
        {"中国航天科学技術工業集団有限公司第二研究院第二十三研究所",
         "中囯航天科学技朮工业 集团/g ltd/l 2/n 研究院/g 23/n 研究所/g"},
        {"中国電子科技集団公司第23研究所", "中囯电子科技 集团/g co/l 23/n 研究所/g"},
        {"六二五研究所", "625/n 研究所/g"},
        {"十三所", "13/n 所"},
        {"第十工場", "10/n 工场/g"},
        {"千葉三菱五十嵐商店", "千叶三菱五十岚商店"},
        {"三一重工股份有限公司", "三一重工 jsc/l"},
        {"ダブルデイ・ホールディングス", "だぶるでい ほるでいんぐす/g"},
        {"ｺﾝﾋﾟｭｰﾀ", "こんぴゆた"},
        {"조선 무역 주식회사", "조선 무역/g kk/l"},
        {"(주)삼성", "kk/l 삼성"},
        {"Siemens Energy AG 西门子", "siemens energy/g ag/l 西門子"},
        {"株式会社 I.S.ブルク", "kk/l is ぶるく"},
        {"カブシキガイシャ ホシゾラ", "kk/l ほしぞら"},
        {"アオバセイキユウゲンガイシャ", "あおばせいき yk/l"},
        {"コウエキザイダンホウジンアオバキネンザイダン", "izai/l あおばきねんざいだん"},
        {"主体思想研究会(本部)", "主体思想研究会 本部"},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        assert_text(show(*state, CASES[i][0], false), CASES[i][1], CASES[i][0]);
}

static void test_persons(void **state)
{
    static const char *const CASES[][2] = {
        {"Dr. A.Q. Khan", "a/i q/i khan"},
        {"KHAN, Abdul Qadeer", "khan abdul qadeer"},
        {"Mr. Usama bin Ladin", "usama bin/g ladin"},
        {"金正恩氏", "金正恩"},
        {"山田 太郎 様", "山田太郎"},
        {"五十嵐一郎", "五十岚一郎"},
        {"ウサマ・ビン・ラディン", "うさまびんらでいん"},
        {"Ёлкин Пётр", "елкин петр"},
        {"Muḥammad al-Ẓawāhirī", "muhammad al/g zawahiri"},
        {"Mr.", "mr/g"},
        {"Van Anh Co", "van/g anh co"},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        assert_text(show(*state, CASES[i][0], true), CASES[i][1], CASES[i][0]);
}

static struct folded_name fold(struct text_test *test, const char *raw)
{
    struct folded_name name;
    struct seki_err err;
    if (name_fold(test->tools, &test->arena, str_c(raw), false, &name, &err) < 0)
        fail_msg("%s: %s", raw, err.reason);
    return name;
}

static void test_same_key(void **state)
{
    static const char *const PAIRS[][2] = {
        {"Acme Ltd", "ACME Limited"},
        {"Acme Co., Ltd.", "Acme Company Limited"},
        {"Acme Pte. Ltd.", "Acme Private Limited"},
        {"Acme Joint Stock Company", "Acme JSC"},
        {"Romashka OOO", "Romashka LLC"},
        {"国際貿易", "國際貿易"},
        {"国際貿易", "国际贸易"},
        {"渡邊商店", "渡辺商店"},
        {"渡邉商店", "渡辺商店"},
        {"髙﨑鉄工", "高崎鐵工"},
        {"龍澤", "竜沢"},
        {"株式会社 山田", "㈱山田"},
        {"（株）山田", "株式会社山田"},
        {"佐々木", "佐佐木"},
        {"センター", "センタ"},
        {"ヴィオラ", "ぶいおら"},
        {"第二研究所", "第2研究所"},
        {"上海某某有限公司", "上海某某有限責任公司"},
    };
    for (size_t i = 0; i < ARRAY_LEN(PAIRS); i++) {
        struct str left = fold(*state, PAIRS[i][0]).key, right = fold(*state, PAIRS[i][1]).key;
        if (!str_eq(left, right))
            fail_msg("%s: %.*s, %s: %.*s", PAIRS[i][0], STR_ARG(left), PAIRS[i][1], STR_ARG(right));
    }
}

static void test_other_key(void **state)
{
    static const char *const PAIRS[][2] = {
        {"第二研究所", "第三研究所"}, {"10th Institute", "11th Institute"},
        {"Acme North", "Acme South"}, {"はは", "ばば"},
        {"山田商事", "山本商事"},     {"Acme 1", "Acme 2"},
    };
    for (size_t i = 0; i < ARRAY_LEN(PAIRS); i++)
        assert_false(str_eq(fold(*state, PAIRS[i][0]).core, fold(*state, PAIRS[i][1]).core));
}

static void test_core(void **state)
{
    assert_text(fold(*state, "OOO Romashka").core, "romashka", "OOO Romashka");
    assert_text(fold(*state, "株式会社山田").core, "山田", "株式会社山田");
    assert_text(fold(*state, "Limited").core, "ltd", "Limited"); /* nothing else is left */
    assert_text(fold(*state, "Limited").key, "ltd", "Limited");
}

static void test_not_comparable(void **state)
{
    static const char *const CASES[] = {"", " ", "...", "()", "—", "'", "\xE2\x80\x8B", "★"};
    struct text_test *test = *state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct folded_name name;
        struct seki_err err;
        assert_int_equal(name_fold(test->tools, &test->arena, str_c(CASES[i]), false, &name, &err), SEKI_E_MEANING);
        assert_non_null(strstr(err.reason, "not comparable"));
    }
}

static void test_limits(void **state)
{
    struct text_test *test = *state;
    struct folded_name name;
    char many[8192];
    memset(many, 'x', sizeof(many));
    assert_int_equal(
        name_fold(test->tools, &test->arena, (struct str){many, LIMIT(NAME_BYTES) + 1}, false, &name, NULL),
        SEKI_E_LIMIT);
    assert_int_equal(name_fold(test->tools, &test->arena, (struct str){many, LIMIT(NAME_BYTES)}, false, &name, NULL),
                     0);
    assert_false(name.is_cut);
    for (size_t i = 0; i < 400; i++)
        memcpy(many + i * 3, i < 350 ? "xy " : "xz ", 3);
    assert_int_equal(name_fold(test->tools, &test->arena, (struct str){many, 1200}, false, &name, NULL), 0);
    assert_true(name.is_cut);
    assert_int_equal(name.n_tokens, LIMIT(TOKENS));
}

/* Folding what was folded changes nothing, for ASCII as for the rest (keys are compared again and again). */
static void test_stable(void **state)
{
    static const char *const NAMES[] = {"Korea Rungrado (General) Trading Co.", "髙橋製作所", "Ünal Łódź", "Ёлкин"};
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++) {
        struct str once = fold(*state, NAMES[i]).key;
        struct str copy = arena_str(&((struct text_test *)*state)->arena, once);
        assert_true(str_eq(fold(*state, copy.p).key, once));
    }
}

/* Each allocation failing in turn gives SEKI_E_NOMEM; nothing leaks (the sanitizers watch). */
static int fold_with_fault(uint64_t k)
{
    struct text_tools *tools = NULL;
    struct arena arena;
    struct folded_name name;
    arena_init(&arena, 16 * MIB);
    fault_arm(FAULT_ALLOC, k, FAULT_STICKY);
    int code = text_open(&tools, NULL);
    if (code == 0)
        code = name_fold(tools, &arena, STR("株式会社第十製作所 Acme"), false, &name, NULL);
    fault_clear();
    text_close(&tools);
    arena_done(&arena);
    return code;
}

static void test_no_memory(void **state)
{
    (void)state;
    uint64_t k = 1;
    while (fold_with_fault(k) == SEKI_E_NOMEM)
        k++;
    assert_true(k > 2);
    assert_int_equal(fold_with_fault(k), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEXT_TEST(test_organisations),    TEXT_TEST(test_cjk),       TEXT_TEST(test_persons),
        TEXT_TEST(test_same_key),         TEXT_TEST(test_other_key), TEXT_TEST(test_core),
        TEXT_TEST(test_not_comparable),   TEXT_TEST(test_limits),    TEXT_TEST(test_stable),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("text/name", tests, NULL, NULL);
}
