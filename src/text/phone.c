/* text/phone.c - see text/phone.h. */
#include "text/phone.h"

#include "text/phone_lib_int.h"

#include <string.h>

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

int phone_normalise(const struct text_tools *tools, struct arena *arena, struct str raw, struct str country,
                    struct phone *ret_phone, struct seki_err *err)
{
    char e164[PHONE_E164_BYTES], found[PHONE_COUNTRY_BYTES], region[PHONE_COUNTRY_BYTES];
    char plus[PHONE_BYTES];
    (void)tools; /* the library keeps its own tables; the parameter leaves room for ours */
    raw = str_trim(raw);
    if (raw.n == 0 || raw.n > PHONE_BYTES)
        return 0;
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
