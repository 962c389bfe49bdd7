/* Tests of apps/cli/messages.def, commands.def, options.def: two languages that take the same arguments. */
#include "base/attr.h"
#include "cli.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char *const WORDS[][2] = {
#define M(id, en, ja) {(en), (ja)},
#include "messages.def"
#undef M
};

/* "%s: %.0f/s" -> "sf": the conversions of a format, without flags and widths. */
static void conversions(const char *format, char *ret_kinds, size_t size)
{
    size_t n = 0;
    for (const char *p = strchr(format, '%'); p; p = strchr(p, '%')) {
        p += 1 + strspn(p + 1, "0123456789.-+ #lzh");
        assert_true(*p != '\0' && n + 1 < size);
        if (*p != '%')
            ret_kinds[n++] = *p;
        p++;
    }
    ret_kinds[n] = '\0';
}

static void both_languages_take_the_same_arguments(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++) {
        char en[16], ja[16];
        conversions(WORDS[i][0], en, sizeof(en));
        conversions(WORDS[i][1], ja, sizeof(ja));
        assert_string_equal(en, ja);
        assert_true(WORDS[i][0][0] && WORDS[i][1][0]);
    }
}

static bool is_japanese(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0xe3)
            return true;
    return false;
}

static void help_is_written_in_both_languages(void **state)
{
    static const struct {
        const char *en, *ja;
    } rows[] = {
#define O(id, name, value, en, ja) {(en), (ja)},
#include "options.def"
#undef O
#define OPT(id)                                                    0
#define C(name, run, min, max, options, operands, en, ja, example) {(en), (ja)},
#include "commands.def"
#undef C
#undef OPT
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        assert_false(is_japanese(rows[i].en));
        assert_true(is_japanese(rows[i].ja) ||
                    strcmp(rows[i].ja, "Person・Company・Organization・PublicBody・Vessel") == 0);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_take_the_same_arguments),
        cmocka_unit_test(help_is_written_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
