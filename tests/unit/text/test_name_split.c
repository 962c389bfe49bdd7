/* Alternative spellings inside one written name. */
#include "text_test.h"

static struct str join(struct arena *arena, struct str_list list)
{
    struct str out = STR("");
    for (size_t i = 0; i < list.n; i++)
        out = arena_printf(arena, "%.*s%s%.*s", STR_ARG(out), i ? "|" : "", STR_ARG(list.v[i]));
    return out;
}

/* `rest`: the names behind the whole. */
static const struct {
    const char *raw, *rest, *weak;
} CASES[] = {
    {"Air Koryo", "", ""},
    {"Air Koryo (高麗航空)", "Air Koryo|高麗航空", ""},
    {"4.27 Co. Pyongyang Branch (4.27貿易会社平壌支社)", "4.27 Co. Pyongyang Branch|4.27貿易会社平壌支社", ""},
    {"Korea Rungrado (General) Trading Co. (朝鮮綾羅島貿易(総)会社)",
     "Korea Rungrado (General) Trading Co.|Korea Rungrado Trading Co.|朝鮮綾羅島貿易(総)会社|朝鮮綾羅島貿易会社", ""},
    {"(Korea) Sunhwagang Trading Co. ((朝鮮)順和江貿易会社)",
     "(Korea) Sunhwagang Trading Co.|Sunhwagang Trading Co.|(朝鮮)順和江貿易会社|順和江貿易会社", ""},
    {"Établissements Industriels (EID)", "Établissements Industriels", "EID"},
    {"10th Institute of X (CETC) (中国電子第十研究所)", "10th Institute of X|中国電子第十研究所", "CETC"},
    {"Delta Engineering FZE （DEC）", "Delta Engineering FZE", "DEC"},
    {"Second Academy 23rd Institute 中国第二研究院", "Second Academy 23rd Institute|中国第二研究院", ""},
    {"NEC 株式会社", "", ""},
    {"Foo Trading 株式会社", "", ""},
    {"山澤製作所（株）", "山澤製作所", ""},
    {"Foo Company (formerly Bar Trading)", "Foo Company|Bar Trading", ""},
    {"Al Qa'ida/Islamic Army", "Al Qa'ida|Islamic Army", ""},
    {"Import/Export Company", "", ""},
    {"(Whole Name Inc)", "Whole Name Inc", ""},
    {"Open (never closed", "Open", "never closed"},
    {"closed) never opened", "", ""},
    {"Акционерно дружество „Залив“", "", ""},
    {"ファウンデーション（ＧＲＦ）", "ファウンデーション", "ＧＲＦ"},
    {"Ministry of Defence [Syria]", "", "Ministry of Defence|Syria"},
    {"()", "", ""},
};

static void test_split(void **state)
{
    struct text_test *test = *state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct str_list names, weak;
        assert_int_equal(name_split(&test->arena, str_c(CASES[i].raw), &names, &weak, NULL), 0);
        assert_true(names.n >= 1);
        assert_text(names.v[0], CASES[i].raw, CASES[i].raw);
        assert_text(join(&test->arena, (struct str_list){names.v + 1, names.n - 1}), CASES[i].rest, CASES[i].raw);
        assert_text(join(&test->arena, weak), CASES[i].weak, CASES[i].raw);
    }
}

static void test_deep(void **state)
{
    struct text_test *test = *state;
    char deep[4096];
    struct str_list names, weak;
    memset(deep, '(', sizeof(deep));
    assert_int_equal(name_split(&test->arena, (struct str){deep, sizeof(deep)}, &names, &weak, NULL), 0);
    assert_int_equal(name_split(&test->arena, (struct str){deep, sizeof(deep) + 1}, &names, &weak, NULL), SEKI_E_LIMIT);
    assert_int_equal(name_split(&test->arena, STR("  "), &names, &weak, NULL), 0);
    assert_int_equal(names.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEXT_TEST(test_split), TEXT_TEST(test_deep)};
    return cmocka_run_group_tests_name("text/name_split", tests, NULL, NULL);
}
