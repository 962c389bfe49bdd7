/* tests/unit/source/test_date_text.c - dates in words. */
#include "list_test.h"
#include "source/date_text.h"

static void test_single(void **state)
{
    (void)state;
    static const struct {
        const char *text, *day; /* "" = no date */
    } words[] =
        {
            {"10 Dec 1948", "1948-12-10"},
            {"Dec 1948", "1948-12"},
            {"1948", "1948"},
            {"1948-12-10", "1948-12-10"},
            {"circa 1951", "1951"},
            {"10  December 1948", "1948-12-10"},
            {"31 Feb 1950", ""},
            {"10 Foo 1948", ""},
            {"1 2 3 4", ""},
            {"", ""},
            {"unknown", ""},
            {"0099", ""},
        },
      us[] = {{"09/01/1981", "1981-09-01"},
              {"9/1/1981", "1981-09-01"},
              {"13/01/1981", ""},
              {"02/30/1981", ""},
              {"09/01/1981/2", ""},
              {"09-01-1981", ""},
              {"", ""}};
    for (size_t i = 0; i < ARRAY_LEN(words) + ARRAY_LEN(us); i++) {
        bool is_us = i >= ARRAY_LEN(words);
        const char *text = is_us ? us[i - ARRAY_LEN(words)].text : words[i].text;
        const char *expected = is_us ? us[i - ARRAY_LEN(words)].day : words[i].day;
        struct day day = DAY_NONE;
        char iso[DAY_TEXT];
        bool is_date = is_us ? date_of_us(str_c(text), &day) : date_of_words(str_c(text), &day);
        assert_int_equal(is_date, expected[0] != '\0');
        day_text(day, iso);
        assert_string_equal(is_date ? iso : "", expected);
    }
}

static void test_birth(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *text;
        size_t n;
        const char *first, *last;
    } cases[] = {{"circa 1951", 1, "1951", "1951"},
                 {"1951 to 1953", 3, "1951", "1953"},
                 {"01 Jan 1950 to 31 Dec 1955", 6, "1950", "1955"},
                 {"03 Mar 1950", 1, "1950-03-03", "1950-03-03"},
                 {"1900 to 1950", 0, "", ""},
                 {"1955 to 1950", 0, "", ""},
                 {"once", 0, "", ""}};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct party_build build;
        party_build_init(&build, arena);
        assert_int_equal(date_add_birth_words(&build, str_c(cases[i].text), NULL), 0);
        assert_int_equal(build.birth_dates.n, cases[i].n);
        if (!cases[i].n)
            continue;
        assert_str(build.birth_dates.v[0], cases[i].first);
        assert_str(build.birth_dates.v[cases[i].n - 1], cases[i].last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_single), ARENA_TEST(test_birth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
