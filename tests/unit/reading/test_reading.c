/* The door of src/reading: renderings, keys and likeness. */
#include "reading_test.h"

static const struct {
    const char *name, *latin;
    bool is_person, fits;
} CASES[] = {
    {"コイズミ マイ", "Mai Koizumi", true, true},
    {"コイズミ マイ", "Mai Koizumo", true, false},
    {"おおの ゆうこ", "OHNO Yuko", true, true},
    {"オオノ　ユウコ", "Ōno Yūko", true, true},
    {"キョウコ ショウジ", "Kyoko Shoji", true, true},
    {"キヨコ・ショージ", "Syouzi Kyouko", true, true},
    {"イッセイ ハットリ", "Issei Hattori", true, true},
    {"マツイ シンイチ", "Shin'ichi Matsui", true, true},
    {"シンバシ ケンイチ", "Kenichi Shimbashi", true, true},
    {"ヒョウドウ シュン", "Shun Hyodo", true, true},
    {"ホンマ チュウイチ", "Chuichi Homma", true, true},
    {"Mai Koizumi", "Mai Koizumi", true, false}, /* Latin names are not rendered */
};

static void test_cases(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        if (reading_test_is(*state, CASES[i].name, CASES[i].latin, CASES[i].is_person) != CASES[i].fits)
            fail_msg("%s / %s: not %d", CASES[i].name, CASES[i].latin, CASES[i].fits);
}

struct seen {
    struct str keys[READING_WAYS];
    char room[READING_WAYS][READING_KEY_BYTES + 1];
    size_t n;
};

static bool see(void *ctx, struct str key)
{
    struct seen *seen = ctx;
    memcpy(seen->room[seen->n], key.p, key.n);
    seen->keys[seen->n] = (struct str){seen->room[seen->n], key.n};
    return ++seen->n < READING_WAYS;
}

static void test_keys(void **state)
{
    static const char *const PAIRS[][2] = {{"shouji", "syozi"}, {"ohno", "ono"},     {"shimbashi", "shinbashi"},
                                           {"fujii", "huzi"},   {"kiyoko", "kyoko"}, {"oono", "ono"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(PAIRS); i++) {
        struct seen a = {.n = 0}, b = {.n = 0};
        reading_keys(str_c(PAIRS[i][0]), false, see, &a);
        reading_keys(str_c(PAIRS[i][1]), false, see, &b);
        if (!str_eq(a.keys[READING_SOUND], b.keys[READING_SOUND]))
            fail_msg("%s %s", PAIRS[i][0], PAIRS[i][1]);
    }
}

static void test_damaged(void **state)
{
    static const char *const TEXTS[] = {"",     "=",     "山",    "山=",      "山=|", "山=x|",
                                        "山=s", "山=s|", "山=sa", "山=l|la|", "|="};
    enum reading_way way;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++) {
        struct seen seen = {.n = 0};
        double likeness = reading_likeness(str_c(TEXTS[i]), STR("yama"), false, &way);
        assert_true(likeness == 0);
        reading_keys(str_c(TEXTS[i]), true, see, &seen);
        (void)reading_source(str_c(TEXTS[i]));
        (void)reading_first(str_c(TEXTS[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, reading_test_open, reading_test_close), cmocka_unit_test(test_keys),
        cmocka_unit_test(test_damaged)};
    return cmocka_run_group_tests_name("reading", tests, NULL, NULL);
}
