/* Registrable domains of mail and web addresses. */
#include "text/domain.h"
#include "text_test.h"

static const struct {
    const char *raw, *domain;
    bool is_email;
} CASES[] = {
    {"https://www.example.co.jp/x", "example.co.jp", false},
    {"www.example.co.jp", "example.co.jp", false},
    {"HTTP://WWW.Example.COM.", "example.com", false},
    {"//example.com?q", "example.com", false},
    {"https://user:pw@a.example.com:8080/x?y#z", "example.com", false},
    {"https://a.b.github.io/", "b.github.io", false}, /* private suffixes are suffixes */
    {"www.日本語.jp", "xn--wgv71a119e.jp", false},
    {"ｅｘａｍｐｌｅ．ｃｏｍ", "example.com", false},
    {"co.jp", NULL, false},
    {"http://10.0.0.1/x", NULL, false},
    {"http://[::1]/", NULL, false},
    {"nonsense", NULL, false},
    {"exa mple.com", NULL, false},
    {"", NULL, false},
    {"https://", NULL, false},
    {"a@sub.gulfbright.example", "gulfbright.example", true},
    {"Gulf <Sales@MAIL.Gulfbright.example>", "gulfbright.example", true},
    {"mailto:a@example.com", "example.com", true},
    {"\"odd@local\"@example.com", "example.com", true},
    {"@example.com", NULL, true},
    {"a@", NULL, true},
    {"example.com", NULL, true},
    {"", NULL, true},
};

static void test_domains(void **state)
{
    struct text_test *test = *state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct str domain = STR_NULL;
        int found = CASES[i].is_email ? domain_of_email(test->tools, &test->arena, str_c(CASES[i].raw), &domain, NULL)
                                      : domain_of_url(test->tools, &test->arena, str_c(CASES[i].raw), &domain, NULL);
        assert_int_equal(found, CASES[i].domain != NULL);
        assert_text(domain, CASES[i].domain, CASES[i].raw);
    }
}

static void test_free_mail(void **state)
{
    (void)state;
    assert_true(domain_is_free_mail(STR("gmail.com")));
    assert_true(domain_is_free_mail(STR("yahoo.co.jp")));
    assert_true(domain_is_free_mail(STR("163.com")));
    assert_false(domain_is_free_mail(STR("gulfbright.example")));
    assert_false(domain_is_free_mail(STR("gmail.co")) && domain_is_free_mail(STR("gmail")));
    assert_false(domain_is_free_mail(STR("")));
    assert_false(domain_is_free_mail(STR_NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEXT_TEST(test_domains), cmocka_unit_test(test_free_mail)};
    return cmocka_run_group_tests_name("text/domain", tests, NULL, NULL);
}
