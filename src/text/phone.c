/*
 * text/phone.c - see text/phone.h.
 *
 * HOW IT WORKS. What people write behind a number (who answers there, an extension) is cut off first: from the first
 * Han, kana or Hangul letter, or bracket with letters in it, that stands behind the digits. The library does the rest;
 * it knows "ext. 12" and "x12" itself, and reads other Latin letters as digits of a keypad ("1-800-FLOWERS").
 *
 *   "03-5555-0134（代）"   "03-5555-0134 内線34"   "+81 3 5555 0134 (main office)"   ->   +81355550134
 */
#include "text/phone.h"

#include "base/utf8.h"
#include "text/phone_lib_int.h"

#include <string.h>
#include <unicode/uchar.h>

enum { PHONE_BYTES = 250 }; /* the library's own limit for a number as written */

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* "jp" gives "JP"; "ZZ" (no region) for all that is no alpha-2 code. */
static void region_of(struct str country, char ret_region[PHONE_COUNTRY_BYTES])
{
    bool is_code = country.n == 2 && is_letter(country.p[0]) && is_letter(country.p[1]);
    for (size_t i = 0; i < 2; i++)
        ret_region[i] = is_code ? (char)(country.p[i] & ~0x20) : 'Z';
    ret_region[2] = '\0';
}

/* "0081 3 ..." is written for "+81 3 ..." everywhere, whatever the prefix for foreign calls is at that place. */
static struct str with_plus(struct str raw, char room[PHONE_BYTES])
{
    if (raw.n < 3 || !str_starts(raw, STR("00")) || raw.p[2] < '1' || raw.p[2] > '9')
        return raw;
    room[0] = '+';
    memcpy(room + 1, raw.p + 2, raw.n - 2);
    return (struct str){room, raw.n - 1};
}

/* With fewer digits in front of it, a remark stands before the number, not behind. */
enum { REMARK_DIGITS = 4 };

/* A letter of a script that has no keypad. The long vowel mark is written for a hyphen. */
static bool is_remark_letter(uint32_t c)
{
    return c >= 0x3000 && c != 0x30FC && c != 0xFF70 && !(c >= 0xFF00 && c <= 0xFF65) && u_isalpha((UChar32)c);
}

/* A bracket stands before `rest`: does it hold a letter before it closes? */
static bool is_remark_bracket(struct str rest)
{
    uint32_t c;
    while ((c = utf8_next(&rest)) != 0) {
        if (c == ')' || c == ']' || c == 0xFF09 || c == 0x3011 || c == 0xFF3D)
            return false;
        if (u_isalpha((UChar32)c) && c != 0x30FC && c != 0xFF70)
            return true;
    }
    return false;
}

static struct str without_remark(struct str raw)
{
    struct str rest = raw;
    size_t digits = 0;
    while (rest.n > 0) {
        size_t at = raw.n - rest.n;
        uint32_t c = utf8_next(&rest);
        bool is_bracket = c == '(' || c == '[' || c == 0xFF08 || c == 0x3010 || c == 0xFF3B;
        digits += u_isdigit((UChar32)c) != 0;
        if (digits >= REMARK_DIGITS && (is_remark_letter(c) || (is_bracket && is_remark_bracket(rest))))
            return str_trim(str_sub(raw, 0, at));
    }
    return raw;
}

enum phone_fit phone_fit(struct str raw, struct str country)
{
    char region[PHONE_COUNTRY_BYTES], plus[PHONE_BYTES];
    raw = str_trim(raw);
    if (raw.n == 0 || raw.n > PHONE_BYTES)
        return PHONE_NO_FIT;
    region_of(country, region);
    raw = with_plus(raw, plus);
    return (enum phone_fit)phone_lib_fit(raw.p, raw.n, region);
}

int phone_normalise(const struct text_tools *tools, struct arena *arena, struct str raw, struct str country,
                    struct phone *ret_phone, struct seki_err *err)
{
    char e164[PHONE_E164_BYTES], found[PHONE_COUNTRY_BYTES], region[PHONE_COUNTRY_BYTES];
    char plus[PHONE_BYTES];
    (void)tools; /* the library keeps its own tables; the parameter leaves room for ours */
    raw = str_trim(raw);
    if (raw.n == 0 || raw.n > PHONE_BYTES)
        return 0;
    raw = without_remark(raw);
    region_of(country, region);
    raw = with_plus(raw, plus);
    int result = phone_lib_parse(raw.p, raw.n, region, e164, found);
    if (result < 0)
        return err_oom(err);
    if (result == 0)
        return 0;
    struct phone phone = {arena_str(arena, str_c(e164)), found[0] ? arena_str(arena, str_c(found)) : STR_NULL};
    TRY_MEM(phone.e164.p && (!found[0] || phone.country.p), err);
    *ret_phone = phone;
    return 1;
}
