/* test_finder.c - the patterns that the build compiled, and the same compiled here, say the same. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "draft/finder_int.h"

#include <pcre2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A library of another version refuses the bytes; what is compiled instead must be the same patterns. */
static void test_compiled_here(void **state)
{
    pcre2_code *built[PATTERN_COUNT], *here[PATTERN_COUNT];
    struct seki_err err = {0};
    (void)state;
    assert_int_equal(pcre2_serialize_decode(built, PATTERN_COUNT, DRAFT_CODE, NULL), PATTERN_COUNT);
    assert_int_equal(finder_compile((void **)here, &err), 0);
    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        size_t a = 0, b = 0;
        uint32_t options[2] = {0, 1};
        (void)pcre2_pattern_info(built[i], PCRE2_INFO_SIZE, &a);
        (void)pcre2_pattern_info(here[i], PCRE2_INFO_SIZE, &b);
        (void)pcre2_pattern_info(built[i], PCRE2_INFO_ALLOPTIONS, &options[0]);
        (void)pcre2_pattern_info(here[i], PCRE2_INFO_ALLOPTIONS, &options[1]);
        assert_true(a > 0);
        assert_int_equal(a, b);
        assert_int_equal(options[0], options[1]);
        pcre2_code_free(built[i]);
        pcre2_code_free(here[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_compiled_here)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
