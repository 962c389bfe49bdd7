/* Tests of tokens, one-time passwords and password hashes. */
#include "base/attr.h"
#include "base/hash.h"
#include "base/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <string.h>

static void tokens_are_long_and_never_the_same(void **state)
{
    char a[SECRET_TOKEN], b[SECRET_TOKEN], derived[3][SECRET_TOKEN];
    (void)state;
    secret_token(a);
    secret_token(b);
    assert_int_equal(strlen(a), SECRET_TOKEN - 1);
    assert_string_not_equal(a, b);
    secret_derive(STR("csrf"), str_c(a), derived[0]);
    secret_derive(STR("csrf"), str_c(a), derived[1]);
    secret_derive(STR("other"), str_c(a), derived[2]);
    assert_string_equal(derived[0], derived[1]);
    assert_string_not_equal(derived[0], derived[2]);
    assert_string_not_equal(derived[0], a);
}

static void a_one_time_password_can_be_typed(void **state)
{
    char word[SECRET_WORD];
    (void)state;
    for (int n = 0; n < 50; n++) {
        secret_word(word);
        assert_int_equal(strlen(word), 14);
        for (size_t i = 0; i < 14; i++)
            assert_true(i % 5 == 4 ? word[i] == '-' : strchr("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", word[i]) != NULL);
    }
}

static void only_the_password_fits_its_hash(void **state)
{
    char hash[SECRET_PASSWORD_HASH], again[SECRET_PASSWORD_HASH];
    (void)state;
    assert_int_equal(secret_hash_password(STR("正しい馬"), hash, NULL), 0);
    assert_int_equal(secret_hash_password(STR("正しい馬"), again, NULL), 0);
    assert_string_not_equal(hash, again);
    assert_non_null(strstr(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
    assert_true(secret_check_password(hash, STR("正しい馬")));
    assert_false(secret_check_password(hash, STR("正しい馬 ")));
    assert_false(secret_check_password(hash, STR_NULL));
    assert_false(secret_check_password(NULL, STR("正しい馬")));
    assert_false(secret_check_password(NULL, STR("")));
}

static void equal_means_equal(void **state)
{
    static const struct {
        struct str a, b;
        bool is_equal;
    } rows[] = {{{"abc", 3}, {"abc", 3}, true},
                {{"abc", 3}, {"abd", 3}, false},
                {{"abc", 3}, {"ab", 2}, false},
                {{"", 0}, {"", 0}, true},
                {{NULL, 0}, {"a", 1}, false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(secret_equal(rows[i].a, rows[i].b), rows[i].is_equal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_are_long_and_never_the_same),
        cmocka_unit_test(a_one_time_password_can_be_typed),
        cmocka_unit_test(only_the_password_fits_its_hash),
        cmocka_unit_test(equal_means_equal),
    };
    return hash_start(NULL) < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
