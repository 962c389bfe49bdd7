/*
 * draft/own.c - is it ours? Names, domains and numbers of our own organisation, which is never a party.
 */
#include "base/utf8.h"
#include "draft/draft_int.h"
#include "text/domain.h"

#include <string.h>
#include <unicode/uchar.h>

enum { SQUEEZE_MAX = 400, OWN_LATIN = 5, OWN_CJK = 6 };

/* Letters and digits alone, in lower case. */
static struct str squeeze(struct str text, char out[SQUEEZE_MAX + 4])
{
    size_t n = 0;
    while (text.n && n < SQUEEZE_MAX) {
        uint32_t c = utf8_next(&text);
        c = c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
        if (u_isalnum((UChar32)c))
            n += utf8_put((uint32_t)u_tolower((UChar32)c), out + n);
    }
    return (struct str){out, n};
}

/* Legal forms stand at an end; without them a name is recognised in every spelling. */
static struct str core(struct str squeezed)
{
    static const char *const forms[] = {"株式会社",     "有限会社", "合同会社", "㈱",          "㈲",
                                        "股份有限公司", "有限公司", "주식회사", "coltd",       "colimited",
                                        "ltd",          "limited",  "inc",      "corporation", "corp",
                                        "llc",          "gmbh",     "kk",       "株",          "有"};
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        struct str form = str_c(forms[i]);
        if (str_starts(squeezed, form) && (unsigned char)form.p[0] >= 0x80)
            squeezed = str_from(squeezed, form.n);
        if (str_ends(squeezed, form) && squeezed.n > form.n + 2)
            squeezed.n -= form.n;
    }
    return squeezed;
}

bool own_name(const struct draft *draft, struct str name)
{
    char left[SQUEEZE_MAX + 4], right[SQUEEZE_MAX + 4];
    struct str given = squeeze(name, left);
    for (size_t i = 0; i < draft->own_names.n; i++) {
        struct str own = core(squeeze(draft->own_names.v[i], right));
        size_t least = own.n && (unsigned char)own.p[0] >= 0x80 ? OWN_CJK : OWN_LATIN;
        if (own.n >= least && str_has(given, own))
            return true;
    }
    return false;
}

bool own_same(struct str a, struct str b)
{
    char left[SQUEEZE_MAX + 4], right[SQUEEZE_MAX + 4];
    struct str x = core(squeeze(a, left)), y = core(squeeze(b, right));
    return x.n >= OWN_LATIN && str_eq(x, y);
}

static bool is_own_domain(const struct draft *draft, struct str host)
{
    for (size_t i = 0; i < draft->own_domains.n; i++) {
        struct str own = draft->own_domains.v[i];
        if (own.n == 0 || host.n < own.n || !str_eq_nocase(str_from(host, host.n - own.n), own))
            continue;
        if (host.n == own.n || host.p[host.n - own.n - 1] == '.')
            return true;
    }
    return false;
}

static struct str host_of(struct str text, size_t from)
{
    size_t n = 0;
    text = str_from(text, from);
    while (n < text.n && ((unsigned char)text.p[n] >= 0x80 ||
                          strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", text.p[n])))
        n++;
    while (n && text.p[n - 1] == '.')
        n--;
    return str_sub(text, 0, n);
}

bool own_address(const struct draft *draft, struct str address)
{
    size_t at = str_find_char(address, '@', 0);
    return at < address.n && is_own_domain(draft, host_of(address, at + 1));
}

bool own_site(const struct draft *draft, struct str site)
{
    size_t scheme = str_find(site, STR("://"), 0);
    return is_own_domain(draft, host_of(site, scheme < site.n ? scheme + 3 : 0));
}

static struct str digits(struct str text, char out[32])
{
    size_t n = 0;
    while (text.n && n < 31) {
        uint32_t c = utf8_next(&text);
        c = c >= 0xFF10 && c <= 0xFF19 ? c - 0xFEE0 : c;
        if (c >= '0' && c <= '9')
            out[n++] = (char)c;
    }
    return (struct str){out, n};
}

bool own_phone(const struct draft *draft, struct str phone)
{
    char left[32], right[32];
    struct str given = digits(phone, left);
    for (size_t i = 0; i < draft->own_phones.n; i++) {
        struct str own = digits(draft->own_phones.v[i], right);
        while (str_starts(own, STR("0")))
            own = str_from(own, 1);
        if (own.n >= 6 && str_ends(given, own))
            return true;
    }
    return false;
}
