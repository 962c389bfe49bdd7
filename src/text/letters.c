/*
 * text/letters.c - see text/letters_int.h.
 *
 * HOW IT WORKS. ASCII goes byte by byte through a table. Other text is first put through NFKC_Casefold (Unicode 3.13,
 * D146 ff.; it also drops zero-width and other ignorable characters), then each code point is looked at alone: Han by
 * class, kana to plain hiragana, letters with marks to their base, the rest by its general category.
 */
#include "text/letters_int.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/han_int.h"
#include "text/tools_int.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

enum { LONG_MARK = 0x30FC, REPEAT_HAN = 0x3005, MARKS_END = 0x0900 };

/* '\0' = left out. Control characters other than white space are left out, quotes and apostrophes alike. */
static char ascii_of(unsigned char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)c;
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    if (c >= '0' && c <= '9')
        return (char)c;
    switch (c) {
    case '\'':
    case '`':
        return '\0';
    case '.':
    case '-':
    case '&':
        return (char)c;
    case ',':
    case ';':
    case '\n':
        return ',';
    case '(':
    case '[':
    case '{':
    case '<':
        return '(';
    case ')':
    case ']':
    case '}':
    case '>':
        return ')';
    default:
        return c == '\t' || c == '\r' || c >= ' ' ? (c == 0x7f ? '\0' : ' ') : '\0';
    }
}

/* -- letters that no decomposition takes to their base -- */
struct letter_row {
    uint16_t from, to, second;
};

static const struct letter_row LETTERS[] = {
    /* sorted by `from` */
    {0x00E6, 'a', 'e'},  {0x00F0, 'd', 0},    {0x00F8, 'o', 0},    {0x00FE, 't', 'h'},  {0x0111, 'd', 0},
    {0x0127, 'h', 0},    {0x0131, 'i', 0},    {0x0138, 'k', 0},    {0x0142, 'l', 0},    {0x014B, 'n', 0},
    {0x0153, 'o', 'e'},  {0x0167, 't', 0},    {0x0180, 'b', 0},    {0x0192, 'f', 0},    {0x0199, 'k', 0},
    {0x019A, 'l', 0},    {0x01B4, 'y', 0},    {0x01B6, 'z', 0},    {0x01E5, 'g', 0},    {0x0253, 'b', 0},
    {0x0254, 'o', 0},    {0x0256, 'd', 0},    {0x0257, 'd', 0},    {0x0259, 'e', 0},    {0x025B, 'e', 0},
    {0x0268, 'i', 0},    {0x0289, 'u', 0},    {0x03C2, 0x03C3, 0}, {0x0621, 0, 0},      {0x0629, 0x0647, 0},
    {0x0640, 0, 0},      {0x0649, 0x064A, 0}, {0x0671, 0x0627, 0}, {0x06A9, 0x0643, 0}, {0x06C1, 0x0647, 0},
    {0x06CC, 0x064A, 0},
};

static const struct letter_row *letter_row_of(uint32_t c)
{
    size_t low = 0, high = ARRAY_LEN(LETTERS);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (LETTERS[mid].from == c)
            return &LETTERS[mid];
        if (LETTERS[mid].from < c)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* -- kana -- */
struct kana_row {
    uint16_t from, to;
};

/* Small kana to full size, old kana and ぢ, づ, ゔ to what they sound like; in hiragana. */
static const struct kana_row KANA[] = {
    {0x3041, 0x3042}, {0x3043, 0x3044}, {0x3045, 0x3046}, {0x3047, 0x3048}, {0x3049, 0x304A}, {0x3063, 0x3064},
    {0x3083, 0x3084}, {0x3085, 0x3086}, {0x3087, 0x3088}, {0x308E, 0x308F}, {0x3095, 0x304B}, {0x3096, 0x3051},
    {0x3062, 0x3058}, {0x3065, 0x305A}, {0x3090, 0x3044}, {0x3091, 0x3048}, {0x3092, 0x304A}, {0x3094, 0x3076},
};

static uint32_t kana_of(uint32_t c)
{
    if (c >= 0x30A1 && c <= 0x30F6)
        c -= 0x60; /* katakana to hiragana */
    for (size_t i = 0; i < ARRAY_LEN(KANA); i++)
        if (KANA[i].from == c)
            return KANA[i].to;
    return c;
}

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA);
}

/* -- everything else -- */

/* Scripts in which a mark on a letter does not make another name. */
static bool has_loose_marks(uint32_t c)
{
    return c < 0x0530 || (c >= 0x0590 && c < 0x0700) || (c >= 0x1E00 && c < 0x2000) || (c >= 0x2C60 && c < 0x2C80) ||
           (c >= 0xA720 && c < 0xA800);
}

static uint32_t base_of(const struct text_tools *tools, uint32_t c)
{
    while (has_loose_marks(c)) {
        UChar parts[8];
        UErrorCode status = U_ZERO_ERROR;
        int32_t n = unorm2_getRawDecomposition(tools->nfd, (UChar32)c, parts, ARRAY_LEN(parts), &status);
        if (n <= 0 || U_FAILURE(status))
            break;
        int32_t at = 0;
        UChar32 first;
        U16_NEXT(parts, at, n, first);
        c = (uint32_t)first;
    }
    return c;
}

static uint32_t letter_of(const struct text_tools *tools, uint32_t c, uint32_t *ret_second)
{
    c = base_of(tools, c);
    const struct letter_row *row = letter_row_of(c);
    *ret_second = row ? row->second : 0;
    return row ? row->to : c;
}

/* Letters and symbols that are written where an apostrophe belongs (Qaʼida, Qaʿida, Qa’ida). */
static bool is_apostrophe(uint32_t c)
{
    return c == 0x2018 || c == 0x2019 || c == 0x201B || c == 0x2032 || c == 0x00B4 || c == 0x05F3 || c == 0x055A ||
           (c >= 0x02B0 && c <= 0x02FF);
}

static uint32_t mark_of(uint32_t c)
{
    switch (u_charType((UChar32)c)) {
    case U_DASH_PUNCTUATION:
        return '-';
    case U_START_PUNCTUATION:
        return c == 0x201A || c == 0x201E || c == 0x301D ? ' ' : '(';
    case U_END_PUNCTUATION:
        return ')';
    case U_DECIMAL_DIGIT_NUMBER:
        return '0' + (uint32_t)u_charDigitValue((UChar32)c);
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
        return c < MARKS_END || (c >= 0x1AB0 && c < 0x1B00) || (c >= 0x1DC0 && c < 0x2100) ? 0 : c;
    case U_COMBINING_SPACING_MARK:
        return c;
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
        return 0;
    default:
        return c == 0x3001 || c == 0x3002 || c == 0x060C || c == 0x061B ? ',' : c == 0x2212 ? '-' : ' ';
    }
}

uint32_t letters_of(const struct text_tools *tools, uint32_t c, uint32_t *ret_second)
{
    *ret_second = 0;
    if (c < 0x80)
        return (unsigned char)ascii_of((unsigned char)c);
    if (is_apostrophe(c))
        return 0;
    if (han_is(c) && c != REPEAT_HAN)
        return han_class(c);
    if (is_kana(c))
        return kana_of(c);
    if (u_isalpha((UChar32)c) && c != LONG_MARK)
        return letter_of(tools, c, ret_second);
    return c == REPEAT_HAN || c == LONG_MARK ? c : mark_of(c);
}

/* Upper bound of the folded length: the table turns one byte into five at most ("&" into " and "). */
static int fold_ascii(struct arena *arena, struct str raw, struct str *ret_text, struct seki_err *err)
{
    size_t n = 0, ands = 0;
    for (size_t i = 0; i < raw.n; i++)
        ands += raw.p[i] == '&';
    char *out = arena_alloc(arena, raw.n + 4 * ands + 1);
    TRY_MEM(out, err);
    for (size_t i = 0; i < raw.n; i++) {
        char c = ascii_of((unsigned char)raw.p[i]);
        out[n] = c;
        n += c != '\0';
        if (c == '&') {
            memcpy(out + n - 1, " and ", 5);
            n += 4;
        }
    }
    *ret_text = (struct str){out, n};
    return 0;
}

static int casefold(const struct text_tools *tools, struct arena *arena, struct str raw, UChar **ret_text,
                    int32_t *ret_n, struct seki_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = 0, cap = (int32_t)raw.n * 2 + 16;
    UChar *wide = ARENA_ARRAY(arena, raw.n + 1, UChar);
    UChar *text = ARENA_ARRAY(arena, (size_t)cap, UChar);
    TRY_MEM(wide && text, err);
    u_strFromUTF8WithSub(wide, (int32_t)raw.n + 1, &n, raw.p, (int32_t)raw.n, 0xFFFD, NULL, &status);
    if (U_SUCCESS(status))
        *ret_n = unorm2_normalize(tools->nfkc_casefold, wide, n, text, cap, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        cap = *ret_n + 1; /* bounded: NFKC grows UTF-16 at most 18 times (UAX #15) */
        text = ARENA_ARRAY(arena, (size_t)cap, UChar);
        TRY_MEM(text, err);
        *ret_n = unorm2_normalize(tools->nfkc_casefold, wide, n, text, cap, &status);
    }
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "Unicode normalisation failed: %s", u_errorName(status));
    *ret_text = text;
    return 0;
}

/* The long mark is left out behind kana (センター = センタ) and is a dash elsewhere (1ー2); 々 repeats a Han character.
 */
static uint32_t by_neighbour(uint32_t c, uint32_t before)
{
    if (c == LONG_MARK)
        return is_kana(before) ? 0 : '-';
    return c == REPEAT_HAN && han_is(before) ? before : c;
}

static size_t put_letter(uint32_t c, char *out)
{
    if (c == '&') {
        memcpy(out, " and ", 5);
        return 5;
    }
    return utf8_put(c, out);
}

static int fold_wide(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_text,
                     struct seki_err *err)
{
    UChar *text;
    int32_t n_text = 0;
    TRY(casefold(tools, arena, raw, &text, &n_text, err));
    char *out = arena_alloc(arena, (size_t)n_text * 5 + 1);
    TRY_MEM(out, err);
    size_t n = 0;
    uint32_t before = 0;
    for (int32_t at = 0; at < n_text;) {
        UChar32 code_point;
        uint32_t second;
        U16_NEXT(text, at, n_text, code_point);
        uint32_t c = by_neighbour(letters_of(tools, (uint32_t)code_point, &second), before);
        if (c == 0)
            continue;
        n += put_letter(c, out + n);
        if (second)
            n += utf8_put(second, out + n);
        before = c;
    }
    *ret_text = (struct str){out, n};
    return 0;
}

static bool is_ascii(struct str s)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < s.n; i++)
        seen |= (unsigned char)s.p[i];
    return seen < 0x80;
}

int letters_fold(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_text,
                 struct seki_err *err)
{
    if (raw.n > LIMIT(NAME_BYTES))
        return err_limit(err, LIMIT_ID_NAME_BYTES);
    if (is_ascii(raw))
        return fold_ascii(arena, raw, ret_text, err);
    return fold_wide(tools, arena, raw, ret_text, err);
}
