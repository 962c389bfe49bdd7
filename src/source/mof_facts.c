/* source/mof_facts.c - days, countries, addresses and documents of source/mof_int.h. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "source/country.h"
#include "source/date_text.h"
#include "source/mof_int.h"
#include "source/workbook.h"

#include <string.h>

bool mof_is_blank(struct str cell)
{
    cell = str_trim(cell);
    return cell.n == 0 || str_eq(cell, STR("不明")) || str_eq(cell, STR("なし")) || str_eq(cell, STR("-"));
}

bool mof_is_japanese(struct str text)
{
    while (text.n) {
        uint32_t code = utf8_next(&text);
        if ((code >= 0x3041 && code <= 0x30FA) || (code >= 0x3400 && code <= 0x9FFF))
            return true;
    }
    return false;
}

int mof_narrow(struct arena *arena, struct str text, struct str *ret_text, struct seki_err *err)
{
    AUTO(buf_done) struct buf buf;
    char bytes[4];
    buf_init(&buf, LIMIT(FIELD_BYTES));
    while (text.n) {
        uint32_t code = utf8_next(&text);
        if (code >= 0xFF01 && code <= 0xFF5E)
            code = code - 0xFF01 + '!';
        else if (code == 0x3000 || code == 0xA0)
            code = ' ';
        buf_add(&buf, (struct str){bytes, utf8_put(code, bytes)});
    }
    return buf_take(&buf, arena, ret_text, err);
}

bool mof_next_block(struct str *rest, struct str *ret_block)
{
    if (!rest->p)
        return false;
    for (size_t at = str_find_char(*rest, '(', 0); at != SIZE_MAX; at = str_find_char(*rest, '(', at + 1)) {
        if (at + 2 < rest->n && rest->p[at + 2] == ')' && (rest->p[at + 1] | 0x20) >= 'a' &&
            (rest->p[at + 1] | 0x20) <= 'z') {
            *ret_block = str_sub(*rest, 0, at);
            *rest = str_from(*rest, at + 3);
            return true;
        }
    }
    *ret_block = *rest;
    *rest = STR_NULL;
    return true;
}

/* -- days -- */

static size_t digits_at(struct str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n && text.p[at + n] >= '0' && text.p[at + n] <= '9')
        n++;
    return n;
}

static int number_at(struct str text, size_t at, size_t n)
{
    uint64_t number = 0;
    return n <= 4 && str_to_u64(str_sub(text, at, n), &number) ? (int)number : 0;
}

/* What stands behind the year, month or day: 年 月 日, or a dot, stroke or hyphen. Gives its length; 0 if neither. */
static size_t mark_at(struct str text, size_t at, const char *sign)
{
    struct str rest = str_from(text, at), word = str_c(sign);
    if (str_starts(rest, word))
        return word.n;
    return rest.n && (rest.p[0] == '.' || rest.p[0] == '/' || rest.p[0] == '-') ? 1 : 0;
}

/* One or two digits and their mark. False without them; *at is moved behind. */
static bool take_part(struct str text, size_t *at, const char *sign, int *ret_number)
{
    size_t n = digits_at(text, *at);
    if (n < 1 || n > 2)
        return false;
    size_t mark = mark_at(text, *at + n, sign);
    *ret_number = number_at(text, *at, n);
    *at += n + mark;
    return true;
}

/* The next day at or after *at: a year with 年 or a dot behind it, perhaps month and day. Blanks are out already. */
static bool next_day(struct str text, size_t *at, struct day *ret_day)
{
    for (size_t i = *at; i < text.n; i++) {
        size_t n = digits_at(text, i), mark = n == 4 ? mark_at(text, i + 4, "年") : 0;
        int year = number_at(text, i, n), month = 0, mday = 0;
        if (mark == 0 || year < 1800 || year > 2100) {
            i += n;
            continue;
        }
        bool is_plain = mark == 1; /* "1970-1973年" is a range: its sign is left for closes_range */
        size_t behind = i + 4 + mark, end = behind;
        if (take_part(text, &end, "月", &month) && (!is_plain || digits_at(text, behind) <= 2))
            (void)take_part(text, &end, "日", &mday);
        else
            end = is_plain && digits_at(text, behind) == 4 ? i + 4 : behind;
        char iso[DAY_TEXT];
        struct day day = {(int16_t)year, (uint8_t)month, (uint8_t)mday};
        day_text(day, iso);
        if (!day_parse(str_c(iso), ret_day))
            *ret_day = (struct day){(int16_t)year, 0, 0};
        *at = end;
        return true;
    }
    return false;
}

static int without_blanks(struct arena *arena, struct str cell, struct str *ret_text, struct seki_err *err)
{
    struct str narrow;
    size_t n = 0;
    TRY(mof_narrow(arena, cell, &narrow, err));
    char *text = arena_alloc(arena, narrow.n + 1);
    TRY_MEM(text, err);
    for (size_t i = 0; i < narrow.n; i++)
        if (narrow.p[i] != ' ' && narrow.p[i] != '\r')
            text[n++] = narrow.p[i];
    *ret_text = str_trim((struct str){text, n});
    return 0;
}

/* "1955年-1958年", "1956年から1957年の間", "1970-1973年": does a second year follow that closes a range? */
static bool closes_range(struct str text, size_t at, int *ret_year)
{
    static const char *const SIGNS[] = {"-", "~", "〜", "～", "から", "年-", "年から", "–", "‐", "−"};
    for (size_t i = 0; i < ARRAY_LEN(SIGNS); i++) {
        struct str sign = str_c(SIGNS[i]);
        if (str_starts(str_from(text, at), sign) && digits_at(text, at + sign.n) == 4) {
            *ret_year = number_at(text, at + sign.n, 4);
            return *ret_year >= 1800 && *ret_year <= 2100;
        }
    }
    return false;
}

static bool is_serial(const struct xlsx *book, struct str text, struct day *ret_day)
{
    uint64_t number;
    return text.n == 5 && str_to_u64(text, &number) && number >= 1000 && xlsx_serial_day(book, text, ret_day);
}

static int add_days(struct party_build *build, struct str text, struct seki_err *err)
{
    struct day day;
    size_t at = 0;
    int last;
    while (next_day(text, &at, &day)) {
        if (closes_range(text, at, &last))
            TRY(date_add_birth_years(build, day.year, last, err));
        else
            TRY(date_add_birth(build, day, err));
    }
    return 0;
}

int mof_add_birth_dates(struct party_build *build, const struct xlsx *book, struct str cell, struct seki_err *err)
{
    struct day day;
    struct str text;
    uint64_t year;
    if (mof_is_blank(cell))
        return 0;
    TRY(without_blanks(build->arena, cell, &text, err));
    if (is_serial(book, text, &day))
        return date_add_birth(build, day, err);
    if (text.n == 4 && str_to_u64(text, &year) && year >= 1800 && year <= 2100)
        return date_add_birth_years(build, (int)year, (int)year, err);
    return add_days(build, text, err);
}

int mof_first_day(struct arena *arena, const struct xlsx *book, struct str cell, struct str *ret_date,
                  struct seki_err *err)
{
    struct day day;
    struct str text;
    size_t at = 0;
    *ret_date = STR_NULL;
    TRY(without_blanks(arena, cell, &text, err));
    if (!is_serial(book, text, &day) && !next_day(text, &at, &day))
        return 0;
    return day.mday ? date_iso(arena, day, ret_date, err) : 0;
}

/* -- countries and addresses -- */

static const struct {
    struct str name, code;
} COUNTRIES_JA[] = {
#define COUNTRY_JA(name, code) {{"" name, sizeof(name) - 1}, {"" code, 2}},
#include "source/country_ja.def"
#undef COUNTRY_JA
};

/* The longest Japanese name that begins here; its index or SIZE_MAX. */
static size_t country_here(struct str text)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < ARRAY_LEN(COUNTRIES_JA); i++)
        if (str_starts(text, COUNTRIES_JA[i].name) &&
            (best == SIZE_MAX || COUNTRIES_JA[i].name.n > COUNTRIES_JA[best].name.n))
            best = i;
    return best;
}

int mof_add_countries(struct party_build *build, struct str cell, struct seki_err *err)
{
    struct str rest = cell;
    if (mof_is_blank(cell))
        return 0;
    if (!mof_is_japanese(cell)) {
        struct str code = country_code(str_trim(cell));
        return party_build_text(build, &build->countries, code.n ? code : country_code_of_address(cell), err);
    }
    while (rest.n) {
        size_t found = country_here(rest);
        if (found == SIZE_MAX) {
            (void)utf8_next(&rest);
            continue;
        }
        TRY(party_build_text(build, &build->countries, COUNTRIES_JA[found].code, err));
        rest = str_from(rest, COUNTRIES_JA[found].name.n);
    }
    return 0;
}

static struct str without_edges(struct str text)
{
    static const char *const EDGES[] = {"、", ",", ";", "；", " "};
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (size_t i = 0; i < ARRAY_LEN(EDGES); i++) {
            if (str_ends(text, str_c(EDGES[i])))
                text.n -= strlen(EDGES[i]), is_changed = true;
            else if (str_starts(text, str_c(EDGES[i])))
                text = str_from(text, strlen(EDGES[i])), is_changed = true;
        }
    }
    return text;
}

int mof_add_addresses(struct party_build *build, struct str cell, struct seki_err *err)
{
    struct str rest, block;
    if (mof_is_blank(cell))
        return 0;
    TRY(mof_narrow(build->arena, cell, &rest, err));
    while (mof_next_block(&rest, &block)) {
        TRY(workbook_squeeze(build->arena, block, &block, err));
        block = without_edges(block);
        if (mof_is_blank(block))
            continue;
        TRY(party_build_text(build, &build->addresses, block, err));
        TRY(mof_add_countries(build, block, err));
    }
    return 0;
}

/* -- documents -- */

static bool is_word_char(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '/';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* "D 000763": one or two capitals and a blank before the number belong to it. Gives where it begins. */
static size_t with_prefix(struct str text, size_t at)
{
    for (size_t n = 1; n <= 2; n++) {
        if (at < n + 1 || text.p[at - 1] != ' ' || !is_capital(text.p[at - n - 1]))
            return at;
        if (at == n + 1 || !is_word_char(text.p[at - n - 2]))
            return at - n - 1;
    }
    return at;
}

/* Is this run of letters and digits a number of a document? Years and other parts of a date are none. */
static bool is_number(struct str text, size_t at, size_t n, size_t digits)
{
    struct str behind = str_from(text, at + n);
    bool is_date = str_starts(behind, STR("年")) || str_starts(behind, STR("月")) || str_starts(behind, STR("日"));
    return !is_date && (digits >= 4 || (digits >= 3 && n >= 7 && digits < n));
}

static int add_numbers(struct party_build *build, struct str kind, struct str text, struct seki_err *err)
{
    for (size_t at = 0, n; at < text.n; at += n + 1) {
        size_t digits = 0;
        for (n = 0; at + n < text.n && is_word_char(text.p[at + n]); n++)
            digits += text.p[at + n] >= '0' && text.p[at + n] <= '9';
        if (!n || !is_number(text, at, n, digits))
            continue;
        size_t from = with_prefix(text, at);
        TRY(party_build_identifier(build, kind, str_sub(text, from, at + n - from), STR_NULL, err));
    }
    return 0;
}

int mof_add_documents(struct party_build *build, struct str kind, struct str cell, struct seki_err *err)
{
    struct str rest, block;
    if (mof_is_blank(cell))
        return 0;
    TRY(mof_narrow(build->arena, cell, &rest, err));
    while (mof_next_block(&rest, &block))
        TRY(add_numbers(build, kind, block, err));
    return 0;
}
