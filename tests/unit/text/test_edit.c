/* Distances of known pairs, and agreement with a plain table that has no bounds. */
#include "base/utf8.h"
#include "text/edit.h"
#include "text_test.h"

static void test_known(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned distance;
    } CASES[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"abc", "abc", 0},
        {"kitten", "sitting", 3},
        {"ab", "ba", 1},
        {"ca", "abc", 3},
        {"山田", "山本", 1},
        {"ябв", "яв", 1},
        {"abcdef", "badcfe", 3},
        {"a", "b", 1},
        {"qadhafi", "gaddafi", 2},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct str a = str_c(CASES[i].a), b = str_c(CASES[i].b);
        assert_int_equal(edit_distance(a, b, 10), CASES[i].distance);
        assert_int_equal(edit_distance(b, a, 10), CASES[i].distance);
        for (unsigned max = 0; max < CASES[i].distance; max++)
            assert_int_equal(edit_distance(a, b, max), max + 1);
    }
}

enum { LETTERS = 9 };

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The definition, cell by cell. */
static unsigned plain(const char *a, size_t n, const char *b, size_t m)
{
    unsigned d[LETTERS + 1][LETTERS + 1];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            d[i][j] = least(d[i - 1][j - 1] + (a[i - 1] != b[j - 1]), least(d[i - 1][j], d[i][j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

static void test_agrees(void **state)
{
    uint32_t seed = 12345;
    (void)state;
    for (size_t round = 0; round < 20000; round++) {
        char text[2][LETTERS];
        size_t n[2];
        for (size_t k = 0; k < 2; k++) {
            seed = seed * 1664525u + 1013904223u;
            n[k] = seed >> 16 & 7;
            for (size_t i = 0; i < n[k]; i++) {
                seed = seed * 1664525u + 1013904223u;
                text[k][i] = (char)('a' + (seed >> 20) % 3);
            }
        }
        struct str a = {text[0], n[0]}, b = {text[1], n[1]};
        unsigned exact = plain(text[0], n[0], text[1], n[1]);
        for (unsigned max = 0; max <= 8; max += 2)
            assert_int_equal(edit_distance(a, b, max), exact > max ? max + 1 : exact);
    }
}

static void test_similarity(void **state)
{
    (void)state;
    assert_true(edit_similarity(STR(""), STR(""), 0.5) == 1);
    assert_true(edit_similarity(STR("abcd"), STR("abcd"), 1) == 1);
    assert_true(edit_similarity(STR("abcd"), STR("abcx"), 0.75) == 0.75);
    assert_true(edit_similarity(STR("abcd"), STR("abcx"), 0.76) == 0);
    assert_true(edit_similarity(STR("abcd"), STR("wxyz"), 0) == 0);
    assert_float_equal((float)edit_jaro_winkler(STR("martha"), STR("marhta")), 0.9611f, 0.0001f); /* Winkler 1990 */
    assert_float_equal((float)edit_jaro_winkler(STR("dixon"), STR("dicksonx")), 0.8133f, 0.0001f);
    assert_true(edit_jaro_winkler(STR("abc"), STR("xyz")) == 0);
    assert_true(edit_jaro_winkler(STR(""), STR("a")) == 0);
}

static void test_long(void **state)
{
    static char a[EDIT_CHARS + 1], b[EDIT_CHARS + 1];
    (void)state;
    memset(a, 'a', sizeof(a));
    memset(b, 'a', sizeof(b));
    b[7] = 'b';
    assert_int_equal(edit_distance((struct str){a, EDIT_CHARS}, (struct str){b, EDIT_CHARS}, 5), 1);
    assert_int_equal(edit_distance((struct str){a, EDIT_CHARS + 1}, (struct str){b, EDIT_CHARS + 1}, 5), 6);
    assert_int_equal(edit_distance((struct str){a, EDIT_CHARS + 1}, (struct str){a, EDIT_CHARS + 1}, 5), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_agrees),
                                       cmocka_unit_test(test_similarity), cmocka_unit_test(test_long)};
    return cmocka_run_group_tests_name("text/edit", tests, NULL, NULL);
}
