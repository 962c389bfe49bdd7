/*
 * draft/country.c - countries that a text names, in the languages that a draft is read in.
 *
 * HOW IT WORKS. ICU's display names (CLDR) of all ISO 3166-1 countries in eight languages and the rows of
 * countries.def, in buckets of their first two bytes, longest first. A name counts where it stands as a word: alphabets
 * need an edge on both sides, scripts without blanks do not.
 */
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { NAME_UNITS = 100, NAME_LEAST = 3, BUCKETS = 256 };

struct country_name {
    struct str name;
    struct str code;
};

struct countries {
    struct country_name *v;
    size_t n, cap;
    uint32_t first[BUCKETS + 1]; /* where the names of a first byte begin */
};

static const char *const LOCALES[] = {"en", "ja", "zh", "zh_Hant", "ko", "ru", "de", "tr"};

static const struct {
    const char *name, *code;
} MORE[] = {
#define COUNTRY(name, code) {name, code},
#include "draft/countries.def"
#undef COUNTRY
};

static int by_name(const void *a, const void *b)
{
    const struct country_name *x = a, *y = b;
    int order = (int)(unsigned char)x->name.p[0] - (int)(unsigned char)y->name.p[0];
    return order ? order : x->name.n < y->name.n ? 1 : x->name.n > y->name.n ? -1 : 0;
}

static int add_displayed(struct draft *draft, struct countries *list, const char *code, const char *locale,
                         struct seki_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar name[NAME_UNITS];
    char id[8] = "und_", utf8[NAME_UNITS * 3];
    int32_t length = 0;
    memcpy(id + 4, code, 3);
    int32_t n = uloc_getDisplayCountry(id, locale, name, NAME_UNITS, &status);
    u_strToUTF8(utf8, (int32_t)sizeof(utf8), &length, name, n, &status);
    if (U_FAILURE(status) || length < NAME_LEAST || status == U_USING_DEFAULT_WARNING)
        return 0;
    struct country_name row = {arena_str(draft->arena, (struct str){utf8, (size_t)length}), str_c(code)};
    TRY_MEM(row.name.p, err);
    TRY_MEM(ARENA_PUSH(draft->arena, list, row), err);
    return 0;
}

int country_open(struct draft *draft, struct seki_err *err)
{
    struct countries *list = ARENA_NEW(draft->arena, struct countries);
    TRY_MEM(list, err);
    for (const char *const *code = uloc_getISOCountries(); *code; code++)
        for (size_t i = 0; i < ARRAY_LEN(LOCALES); i++)
            TRY(add_displayed(draft, list, *code, LOCALES[i], err));
    for (size_t i = 0; i < ARRAY_LEN(MORE); i++) {
        struct country_name row = {str_c(MORE[i].name), str_c(MORE[i].code)};
        TRY_MEM(ARENA_PUSH(draft->arena, list, row), err);
    }
    qsort(list->v, list->n, sizeof(*list->v), by_name);
    size_t at = 0;
    for (unsigned byte = 0; byte < BUCKETS; byte++) {
        list->first[byte] = (uint32_t)at;
        while (at < list->n && (unsigned char)list->v[at].name.p[0] == byte)
            at++;
    }
    list->first[BUCKETS] = (uint32_t)list->n;
    draft->countries = list;
    return 0;
}

static uint32_t character_before(struct str text, size_t at)
{
    size_t from = at;
    while (from > 0 && ((unsigned char)text.p[--from] & 0xC0) == 0x80)
        ;
    struct str rest = str_sub(text, from, at - from);
    return rest.n ? utf8_next(&rest) : 0;
}

static bool is_katakana(uint32_t c)
{
    return c >= 0x30A1 && c <= 0x30FC && c != 0x30FB;
}

/* A short Korean name may be part of another word ("인도" in "인도조건"); a particle or nothing follows it. */
static bool ends_in_korean(struct str rest)
{
    static const char particles[] = "으로에의가은는이을를와과향행産산측내향발";
    uint32_t c = rest.n ? utf8_next(&rest) : 0;
    char bytes[4];
    if (c < 0xAC00 || c > 0xD7A3)
        return true;
    return str_has(str_c(particles), (struct str){bytes, utf8_put(c, bytes)});
}

/* A name in an alphabet or in katakana must stand alone: "Oman" is not in "Romania", "マリ" not in "マリナ". */
static bool stands_alone(struct str text, size_t at, size_t n)
{
    struct str head = str_from(text, at), rest = str_from(text, at + n), behind = rest;
    uint32_t first = utf8_next(&head), before = character_before(text, at);
    uint32_t next = behind.n ? utf8_next(&behind) : 0;
    if (is_katakana(first))
        return !is_katakana(before) && !is_katakana(next);
    if (first >= 0xAC00 && first <= 0xD7A3)
        return !(before >= 0xAC00 && before <= 0xD7A3) && (n > 6 || ends_in_korean(rest));
    if (first >= 0x2E80)
        return true;
    return !u_isalpha((UChar32)before) && !u_isalpha((UChar32)next);
}

static bool is_cyrillic(uint32_t c)
{
    return c >= 0x400 && c <= 0x52F;
}

static bool is_one_of(uint32_t c, const char *letters)
{
    struct str rest = str_c(letters);
    while (rest.n)
        if (utf8_next(&rest) == c)
            return true;
    return false;
}

/* Russian cases: "Казахстан" is written Казахстана, Казахстане ...; "Армения" Армении. Bytes of the ending, or -1. */
static long ending_of(struct str rest)
{
    struct str all = rest;
    for (int i = 0; i < 2; i++) {
        struct str before = rest;
        uint32_t c = rest.n ? utf8_next(&rest) : 0;
        if (!is_one_of(c, "аяьйеиуюоымх"))
            return u_isalpha((UChar32)c) ? -1 : (long)(all.n - before.n);
    }
    struct str behind = rest;
    return behind.n && u_isalpha((UChar32)utf8_next(&behind)) ? -1 : (long)(all.n - rest.n);
}

/* How many bytes of the text are the name, in any case? 0 = none. Names of three bytes are written in capitals. */
static size_t match_name(struct str text, struct str name)
{
    struct str here = text, left = name;
    bool is_inflected = false;
    if (name.n <= 3)
        return str_starts(text, name) ? name.n : 0;
    while (left.n) {
        uint32_t wanted = utf8_next(&left), c;
        is_inflected = is_cyrillic(wanted) && name.n >= 10;
        if (left.n == 0 && is_inflected && is_one_of(wanted, "аяьйеи"))
            break; /* the ending */
        c = here.n ? utf8_next(&here) : 0;
        if (c != wanted && u_tolower((UChar32)c) != u_tolower((UChar32)wanted))
            return 0;
    }
    long ending = is_inflected ? ending_of(here) : 0;
    return ending < 0 ? 0 : text.n - here.n + (size_t)ending;
}

static const struct country_name *name_at(const struct countries *list, struct str text, size_t at, size_t *ret_n)
{
    unsigned byte = (unsigned char)text.p[at];
    bool is_small = byte >= 'a' && byte <= 'z';
    byte = is_small ? byte - 'a' + 'A' : byte;
    for (size_t i = list->first[byte]; i < list->first[byte + 1]; i++) {
        struct str name = list->v[i].name;
        size_t n = match_name(str_from(text, at), name);
        if (n && stands_alone(text, at, n)) {
            *ret_n = n;
            return &list->v[i];
        }
    }
    return NULL;
}

struct str country_in(const struct draft *draft, struct span where, bool is_last, struct span *ret_at)
{
    struct str code = STR_NULL, text = str_sub(draft->fold, 0, where.to);
    for (size_t at = where.from; at < where.to;) {
        size_t n = 0;
        const struct country_name *row = name_at(draft->countries, text, at, &n);
        if (!row) {
            at++;
            continue;
        }
        code = row->code;
        *ret_at = (struct span){(uint32_t)at, (uint32_t)(at + n)};
        if (!is_last)
            break;
        at += n;
    }
    return code;
}
