/*
 * tests/fuzz/fuzz_utf8.c - text at the border.
 *
 * What utf8_check accepts can be taken apart and put together again to the same bytes, and what it rejects is well
 * formed up to the place it names.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include <string.h>

static void check_walk(struct str text)
{
    struct str rest = text;
    size_t count = 0, at = 0;
    while (rest.n > 0) {
        char again[4];
        uint32_t code_point = utf8_next(&rest);
        size_t n = utf8_put(code_point, again);
        FUZZ_CHECK(at + n <= text.n && memcmp(text.p + at, again, n) == 0);
        at += n;
        count++;
    }
    FUZZ_CHECK(at == text.n && count == utf8_count(text));
    FUZZ_CHECK(utf8_width(text) <= 2 * count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str bytes = {(const char *)data, n};
    size_t good = utf8_check(bytes);
    FUZZ_CHECK(good <= n);
    struct str text = str_sub(bytes, 0, good);
    FUZZ_CHECK(utf8_check(text) == text.n);
    check_walk(text);
    return 0;
}
