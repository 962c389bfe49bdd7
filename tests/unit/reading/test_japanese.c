/* Japanese names: persons, organisations, the table. */
#include "reading/japanese_int.h"
#include "reading_test.h"

static const struct {
    const char *name, *latin;
    bool is_person, fits;
} CASES[] = {
    {"山田太郎", "Taro YAMADA", true, true},
    {"山田 太郎", "Yamada Taroh", true, true},
    {"山田太郎", "Jiro Yamada", true, false},
    {"長谷川 美咲", "HASEGAWA Misaki", true, true},
    {"長谷川美咲", "Misaki Hasegawa", true, true},
    {"小笠原愛", "Ogasawara Ai", true, true},   /* a surname of three characters */
    {"佐々木翔", "SASAKI Sho", true, true},     /* 々 */
    {"佐藤さき子", "Sakiko Sato", true, true},  /* Han and kana */
    {"澤邊 眞也", "Shinya Sawabe", true, true}, /* old forms */
    {"髙橋 惠", "Takahashi Megumi", true, true},
    {"三浦 一世", "Issei Miura", true, true}, /* いち, いっ */
    {"大久保 響", "Hibiki Okubo", true, true},
    {"中川 光", "Nakagawa Hikaru", true, true},
    {"森 碧", "Mori Midori", true, true},
    {"東海林 旬", "Shoji Shun", true, true}, /* a reading of the whole surname */
    {"井上 穂乃佳", "Inoue Honoka", true, true},
    {"黒田 沙也奈", "Sayana Kuroda", true, true}, /* not in the dictionary: put together */
    {"黒田 沙也奈", "Sayako Kuroda", true, false},
    {"カブシキガイシャホシゾラ", "ＨＯＳＨＩＺＯＲＡ株式会社", false, true},
    {"兵頭 百合", "Yuri Hyodo", true, true},
    {"星空商事", "Hoshizora Shoji", false, true},
    {"高圧ガス販売", "Koatsu Gasu Hanbai", false, true},
    {"株式会社大和田製作所", "Owada Seisakusho KK", false, true},
    {"第一電子工業", "Daini Denshi Kogyo", false, false},
};

static void test_cases(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        if (reading_test_is(*state, CASES[i].name, CASES[i].latin, CASES[i].is_person) != CASES[i].fits)
            fail_msg("%s / %s: not %d", CASES[i].name, CASES[i].latin, CASES[i].fits);
}

static struct renderings render(struct reading_test *test, const char *name, bool is_person)
{
    struct folded_name folded;
    struct renderings renderings;
    struct seki_err err;
    assert_int_equal(name_fold(test->tools, &test->arena, str_c(name), is_person, &folded, &err), 0);
    assert_int_equal(reading_render(test->tools, &test->arena, &folded, is_person, &renderings, &err), 0);
    return renderings;
}

/* Do the names share a rendering, word by word? */
static bool share(struct reading_test *test, const char *left, const char *right, bool is_person)
{
    const struct renderings a = render(test, left, is_person), b = render(test, right, is_person);
    enum reading_way way;
    for (size_t i = 0; i < a.n * b.n; i++) {
        const struct folded_name *x = &a.v[i / b.n], *y = &b.v[i % b.n];
        bool fits = x->n_tokens == y->n_tokens;
        for (size_t k = 0; fits && k < x->n_tokens; k++)
            fits = x->tokens[k].kind != TOKEN_READING
                       ? str_eq(x->tokens[k].text, y->tokens[k].text)
                       : reading_likeness(x->tokens[k].text, y->tokens[k].text, true, &way) == 1;
        if (fits)
            return true;
    }
    return false;
}

static void test_kana(void **state)
{
    assert_true(share(*state, "山田太郎", "ヤマダ タロウ", true));
    assert_true(share(*state, "京極 翔也", "きょうごく しょうや", true));
    assert_false(share(*state, "山田太郎", "ヤマダ ジロウ", true));
    assert_true(share(*state, "株式会社星空商事", "カブシキガイシャホシゾラショウジ", false));
    assert_true(share(*state, "青葉精機有限会社", "アオバセイキユウゲンガイシャ", false));
    assert_true(share(*state, "ホシゾラ・マリン・サービス", "ホシゾラマリンサービス", false));
    assert_true(share(*state, "株式会社ＡＫＬ", "カブシキガイシャエーケイエル", false)); /* letters by their names */
    assert_true(share(*state, "ＱＴデータ合同会社", "キューティーデータゴウドウガイシャ", false));
    assert_true(share(*state, "青葉24販売", "アオバニジュウヨンハンバイ", false));
    assert_true(share(*state, "百鳥表具店", "ヒャクトリヒョウグテン", false));
    assert_true(share(*state, "青葉2021基金", "アオバニセンニジュウイチキキン", false));
    assert_true(share(*state, "青葉第七工業", "アオバダイナナコウギョウ", false));
    assert_true(share(*state, "青葉ファンド2", "アオバファンドツー", false));
    assert_true(share(*state, "Ｌ＆Ｑ株式会社", "エルアンドキューカブシキガイシャ", false));
    assert_false(share(*state, "青葉ファンド2", "アオバファンドスリー", false));
    assert_false(share(*state, "株式会社ＡＫＬ", "カブシキガイシャエーケイエム", false));
    assert_false(share(*state, "青葉精機有限会社", "アカバセイキユウゲンガイシャ", false));
    assert_false(share(*state, "株式会社星空商事", "ホシゾラショウジユウゲンガイシャ", false)); /* another legal form */
}

static void test_cuts(void **state)
{
    struct renderings renderings = render(*state, "山田太郎", true);
    assert_true(renderings.n >= 1);
    assert_true(str_eq(reading_source(renderings.v[0].tokens[0].text), STR("山田")));
    assert_true(str_eq(reading_first(renderings.v[0].tokens[0].text), STR("yamada")));
    assert_true(str_eq(reading_first(renderings.v[0].tokens[1].text), STR("taro")));
    renderings = render(*state, "山 田太郎", true); /* as written, though it is unusual */
    assert_int_equal(renderings.n, 1);
    assert_true(str_eq(reading_source(renderings.v[0].tokens[0].text), STR("山")));
    for (const char *const *name = (const char *const[]){"山", "山山山山山山山山山山山山", "〇々", NULL}; *name; name++)
        (void)render(*state, *name, true);
}

static void test_too_long(void **state)
{
    char name[4096] = "";
    for (size_t i = 0; i + 3 < sizeof(name); i += 3)
        memcpy(name + i, "山", 3);
    assert_int_equal(render(*state, name, true).n, 0);
    assert_int_equal(render(*state, name, false).n, 0);
}

/* Both lists are sorted, each text can be found, each reading is kana. */
static void test_table(void **state)
{
    const struct japanese_head *head = japanese_table();
    const struct {
        uint32_t n, offsets, bytes;
    } lists[] = {{head->n_words, head->words, head->word_bytes}, {head->n_chars, head->chars, head->char_bytes}};
    (void)state;
    assert_memory_equal(head->magic, JAPANESE_MAGIC, sizeof(head->magic));
    assert_true(head->n_words > 400000 && head->n_chars > 5000 && head->bytes < 16U << 20);
    for (size_t l = 0; l < ARRAY_LEN(lists); l++) {
        const uint32_t *offsets = (const uint32_t *)(const void *)((const char *)head + lists[l].offsets);
        struct str before = STR_NULL;
        size_t unordered = 0, lost = 0;
        for (uint32_t i = 0; i < lists[l].n; i++) {
            const char *p = (const char *)head + lists[l].bytes + offsets[i];
            struct str text = {p + 1, (unsigned char)p[0]};
            struct japanese_readings readings;
            struct japanese_reading reading;
            unordered += before.p && str_cmp(before, text) >= 0;
            size_t n = 0;
            for (int role = 0; role < READING_ROLES; role++)
                for (int place = 0; place < (l ? JAPANESE_PLACES : 1); place++) {
                    if (l)
                        readings = japanese_char(text, (enum reading_role)role, (enum japanese_place)place);
                    else
                        lost += !japanese_word(text, (enum reading_role)role, &readings);
                    for (; japanese_next(&readings, &reading); n++)
                        for (size_t k = 0; k < reading.n; k++)
                            lost += (reading.kana[k] & (JAPANESE_END - 1)) >= JAPANESE_CODES;
                }
            lost += n == 0;
            before = text;
        }
        assert_int_equal(unordered, 0);
        assert_int_equal(lost, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_kana),
                                       cmocka_unit_test(test_cuts), cmocka_unit_test(test_too_long),
                                       cmocka_unit_test(test_table)};
    return cmocka_run_group_tests_name("reading_japanese", tests, reading_test_open, reading_test_close);
}
