/* base/utf8.c - see base/utf8.h. Properties are ICU's. */
#include "base/utf8.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

size_t utf8_check(struct str s)
{
    const uint8_t *bytes = (const uint8_t *)s.p;
    int64_t at = 0, n = (int64_t)s.n;
    while (at < n) {
        int64_t start = at;
        UChar32 c;
        if (bytes[at] < 0x80) {
            at++;
            continue;
        }
        U8_NEXT(bytes, at, n, c);
        if (c < 0)
            return (size_t)start;
    }
    return s.n;
}

uint32_t utf8_next(struct str *rest)
{
    if (rest->n == 0)
        return 0;
    int64_t at = 0;
    UChar32 c;
    U8_NEXT_OR_FFFD((const uint8_t *)rest->p, at, (int64_t)rest->n, c);
    rest->p += at;
    rest->n -= (size_t)at;
    return (uint32_t)c;
}

size_t utf8_put(uint32_t code_point, char out[4])
{
    int32_t at = 0;
    UBool failed = 0;
    U8_APPEND((uint8_t *)out, at, 4, (UChar32)code_point, failed);
    return failed ? 0 : (size_t)at;
}

size_t utf8_count(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static size_t cells(UChar32 c)
{
    int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    int32_t width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t utf8_width(struct str s)
{
    size_t n = 0;
    while (s.n)
        n += cells((UChar32)utf8_next(&s));
    return n;
}
