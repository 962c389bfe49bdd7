/*
 * codec/charset.c - see codec/charset.h.
 *
 * HOW IT WORKS. What the bytes prove comes first: a byte order mark, escape sequences of ISO-2022, zero bytes of
 * UTF-16, well-formed UTF-8. Then the label is tried, then what ICU's detector says, then the usual charsets of one
 * script; each attempt has a price (characters that do not exist, control characters, capitals inside words), the
 * cheapest wins and the label wins a tie.
 */
#include "codec/charset.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { LABEL_MAX = 40, PRICE_NOTHING = 1 << 30, PRICE_ERROR = 40, PRICE_ODD = 4, DETECTED_MAX = 5, JIS_KANA = 1 };

/* Labels that mean more than they say (WHATWG Encoding Standard, section 4.2; Microsoft's code pages). */
static const struct {
    struct str label, converter;
} WIDER[] = {
#define WIDER_ROW(label, converter)                                                                                    \
    {                                                                                                                  \
        {label, sizeof(label) - 1},                                                                                    \
        {                                                                                                              \
            converter, sizeof(converter) - 1                                                                           \
        }                                                                                                              \
    }
    WIDER_ROW("shift_jis", "windows-31j"), WIDER_ROW("shift-jis", "windows-31j"),
    WIDER_ROW("sjis", "windows-31j"),      WIDER_ROW("x-sjis", "windows-31j"),
    WIDER_ROW("cp932", "windows-31j"),     WIDER_ROW("windows-31j", "windows-31j"),
    WIDER_ROW("ms_kanji", "windows-31j"),  WIDER_ROW("gb2312", "gb18030"),
    WIDER_ROW("gbk", "gb18030"),           WIDER_ROW("x-gbk", "gb18030"),
    WIDER_ROW("cp936", "gb18030"),         WIDER_ROW("iso-8859-1", "windows-1252"),
    WIDER_ROW("us-ascii", "windows-1252"), WIDER_ROW("ascii", "windows-1252"),
    WIDER_ROW("latin1", "windows-1252"),   WIDER_ROW("iso-8859-9", "windows-1254"),
    WIDER_ROW("big5", "windows-950"),      WIDER_ROW("ks_c_5601-1987", "windows-949"),
    WIDER_ROW("euc-kr", "windows-949"),    WIDER_ROW("iso-8859-11", "windows-874"),
    WIDER_ROW("tis-620", "windows-874"),   WIDER_ROW("iso-8859-8-i", "windows-1255"),
#undef WIDER_ROW
};

static const char *const CYRILLIC[] = {"windows-1251", "koi8-r", "iso-8859-5", "ibm-866"};

static bool is_japanese_euc(struct str label)
{
    return str_eq_nocase(label, STR("euc-jp")) || str_eq_nocase(label, STR("eucjp")) ||
           str_eq_nocase(label, STR("x-euc-jp")) || str_eq_nocase(label, STR("eucjp-ms"));
}

/* -- Japanese codes as Windows-31J -- */

static void add_jis(struct buf *out, unsigned row, unsigned cell)
{
    unsigned lead = (row - 0x21) / 2 + 0x81;
    unsigned trail = row % 2 ? cell + (cell >= 0x60 ? 0x20 : 0x1F) : cell + 0x7E;
    if (lead > 0x9F)
        lead += 0x40;
    buf_addc(out, (char)lead);
    buf_addc(out, (char)trail);
}

static bool is_jis(unsigned row, unsigned cell)
{
    return row >= 0x21 && row <= 0x7E && cell >= 0x21 && cell <= 0x7E;
}

/* The set that an escape sequence chooses: 'B' or '@' two bytes, 'I' kana, 'J' one byte; 0 = no such sequence. */
static char escape_of(struct str bytes, size_t at, size_t *ret_n)
{
    struct str rest = str_from(bytes, at);
    *ret_n = 3;
    if (str_starts(rest, STR("\x1b$B")) || str_starts(rest, STR("\x1b$@")))
        return 'B';
    if (str_starts(rest, STR("\x1b(I")))
        return 'I';
    if (str_starts(rest, STR("\x1b(B")) || str_starts(rest, STR("\x1b(J")))
        return 'J';
    *ret_n = 4;
    return str_starts(rest, STR("\x1b$(B")) || str_starts(rest, STR("\x1b$(@")) ? 'B' : '\0';
}

static void iso_2022_to_932(struct str bytes, struct buf *out)
{
    char set = 'J';
    for (size_t i = 0; i < bytes.n;) {
        size_t n;
        unsigned c = (unsigned char)bytes.p[i];
        char next = c == 0x1B ? escape_of(bytes, i, &n) : '\0';
        if (next) {
            set = next;
            i += n;
        } else if (set == 'B' && i + 1 < bytes.n && is_jis(c, (unsigned char)bytes.p[i + 1])) {
            add_jis(out, c, (unsigned char)bytes.p[i + 1]);
            i += 2;
        } else {
            set = c == '\n' ? 'J' : set; /* RFC 1468: a line ends in ASCII */
            buf_addc(out, (char)(set == 'I' && c >= 0x21 && c < 0x60 ? c + 0x80 : c));
            i++;
        }
    }
}

/* False when there is a character of JIS X 0212, which Windows-31J does not have. */
static bool euc_to_932(struct str bytes, struct buf *out)
{
    for (size_t i = 0; i < bytes.n;) {
        unsigned c = (unsigned char)bytes.p[i], d = i + 1 < bytes.n ? (unsigned char)bytes.p[i + 1] : 0;
        if (c == 0x8F)
            return false;
        if (c == 0x8E && d >= 0xA1) {
            buf_addc(out, (char)d);
            i += 2;
        } else if (c >= 0xA1 && d >= 0xA1 && is_jis(c - 0x80, d - 0x80)) {
            add_jis(out, c - 0x80, d - 0x80);
            i += 2;
        } else {
            buf_addc(out, (char)(c < 0x80 ? c : 0xFD)); /* 0xFD is nothing in Windows-31J */
            i++;
        }
    }
    return true;
}

/* -- one attempt -- */

static int convert(struct arena *arena, struct str bytes, const char *name, struct str *ret_text, struct seki_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *from = ucnv_open(name, &status), *to = ucnv_open("UTF-8", &status);
    size_t max = bytes.n * 4 + 16; /* a byte becomes at most U+FFFD and a mark */
    char *out = U_SUCCESS(status) ? arena_alloc(arena, max) : NULL;
    char *at = out;
    const char *in = bytes.p;
    if (out) {
        UChar pivot[1024], *source = pivot, *target = pivot;
        ucnv_convertEx(to, from, &at, out + max, &in, bytes.p + bytes.n, pivot, &source, &target,
                       pivot + ARRAY_LEN(pivot), true, true, &status);
        *ret_text = (struct str){out, (size_t)(at - out)};
    }
    ucnv_close(from);
    ucnv_close(to);
    if (!out && U_SUCCESS(status))
        return err_oom(err);
    return U_FAILURE(status) ? SEKI_E_UNSUPPORTED : 0;
}

static int convert_japanese(struct arena *arena, struct str bytes, bool is_euc, struct str *ret_text,
                            struct seki_err *err)
{
    AUTO(buf_done) struct buf sjis;
    buf_init(&sjis, bytes.n * 2 + 16);
    if (!is_euc)
        iso_2022_to_932(bytes, &sjis);
    else if (!euc_to_932(bytes, &sjis))
        return convert(arena, bytes, "euc-jp", ret_text, err);
    TRY(buf_check(&sjis, err));
    return convert(arena, buf_str(&sjis), "windows-31j", ret_text, err);
}

/* Code points that no text has: controls of the second set, private ones, controls that are no white space. */
static bool is_odd(uint32_t c)
{
    return (c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c < 0xF900) || (c < 0x20 && !strchr("\t\r\n\f\x1b", (int)c));
}

/* A capital right behind a small letter is what Cyrillic read by the wrong table looks like. */
static bool is_capital_inside(uint32_t before, uint32_t c)
{
    return c > 0x7F && before > 0x7F && u_isupper((UChar32)c) && u_islower((UChar32)before);
}

static int price_of_character(uint32_t before, uint32_t c)
{
    if (c == 0xFFFD || c == 0x1A)
        return PRICE_ERROR;
    if (is_odd(c))
        return 2 * PRICE_ODD;
    if (is_capital_inside(before, c))
        return PRICE_ODD;
    /* two accented letters in a row are rare; in a wrong table they are the rule */
    return c > 0x7F && c < 0x250 && before > 0x7F && before < 0x250 ? 1 : 0;
}

/* What an attempt costs. */
static int price_of(struct str text)
{
    int price = 0;
    uint32_t before = 0;
    for (struct str rest = text; rest.n && price < PRICE_NOTHING;) {
        uint32_t c = utf8_next(&rest);
        price += price_of_character(before, c);
        before = c;
    }
    return price;
}

struct attempts {
    struct arena *arena;
    struct str bytes, best;
    int price;
};

static int attempt(struct attempts *tries, struct str label, int extra, struct seki_err *err)
{
    char name[LABEL_MAX + 1];
    struct str text, converter = label;
    int code;
    for (size_t i = 0; i < ARRAY_LEN(WIDER); i++)
        if (str_eq_nocase(WIDER[i].label, label))
            converter = WIDER[i].converter;
    if (converter.n == 0 || converter.n > LABEL_MAX)
        return 0;
    memcpy(name, converter.p, converter.n);
    name[converter.n] = '\0';
    if (is_japanese_euc(label))
        code = convert_japanese(tries->arena, tries->bytes, true, &text, err);
    else
        code = convert(tries->arena, tries->bytes, name, &text, err);
    if (code == SEKI_E_UNSUPPORTED)
        return 0; /* a label that nobody knows */
    TRY(code);
    int price = price_of(text) + extra;
    if (price < tries->price) {
        tries->price = price;
        tries->best = text;
    }
    return 0;
}

/* Small letters make up most of a text: a table that gives capitals is the wrong one. */
static int capitals(struct str text)
{
    int small = 0, large = 0;
    for (struct str rest = text; rest.n;) {
        uint32_t c = utf8_next(&rest);
        if (c >= 0x400 && c < 0x460) {
            small += u_islower((UChar32)c) ? 1 : 0;
            large += u_isupper((UChar32)c) ? 1 : 0;
        }
    }
    return large > small ? (large - small) * PRICE_ODD : 0;
}

static int attempt_cyrillic(struct attempts *tries, struct seki_err *err)
{
    tries->price += capitals(tries->best);
    for (size_t i = 0; i < ARRAY_LEN(CYRILLIC); i++) {
        struct attempts one = {tries->arena, tries->bytes, STR_NULL, PRICE_NOTHING};
        TRY(attempt(&one, str_c(CYRILLIC[i]), 0, err));
        one.price += capitals(one.best);
        if (one.best.p && one.price < tries->price) {
            tries->price = one.price;
            tries->best = one.best;
        }
    }
    return 0;
}

static int attempt_detected(struct attempts *tries, struct seki_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&status);
    int32_t n = 0;
    int code = 0;
    ucsdet_setText(detector, tries->bytes.p, (int32_t)(tries->bytes.n < INT32_MAX ? tries->bytes.n : INT32_MAX),
                   &status);
    const UCharsetMatch **found = ucsdet_detectAll(detector, &n, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < n && i < DETECTED_MAX && code == 0; i++) {
        struct str name = str_c(ucsdet_getName(found[i], &status));
        int doubt = 100 - ucsdet_getConfidence(found[i], &status);
        if (str_starts(name, STR("IBM")) || str_starts(name, STR("UTF-")) || str_starts(name, STR("ISO-2022")))
            continue;
        code = attempt(tries, name, 1 + doubt / 20, err);
    }
    ucsdet_close(detector);
    return code;
}

static bool is_cyrillic(struct str text)
{
    size_t n = 0, all = 0;
    for (struct str rest = text; rest.n;) {
        uint32_t c = utf8_next(&rest);
        n += c >= 0x400 && c < 0x530 ? 1 : 0;
        all += c > 0x7F ? 1 : 0;
    }
    return n > 0 && n * 2 > all;
}

/* Not UTF-8, not ASCII: label, detector, scripts. */
static int decode_legacy(struct arena *arena, struct str bytes, struct str label, struct str *ret_text,
                         struct seki_err *err)
{
    struct attempts tries = {arena, bytes, STR_NULL, PRICE_NOTHING};
    bool is_vague = label.n == 0 || str_eq_nocase(label, STR("us-ascii")) || str_eq_nocase(label, STR("utf-8"));
    if (!is_vague)
        TRY(attempt(&tries, label, 0, err));
    if (tries.price > 0)
        TRY(attempt_detected(&tries, err));
    if (!tries.best.p)
        TRY(attempt(&tries, STR("windows-1252"), 2, err));
    if (is_cyrillic(tries.best))
        TRY(attempt_cyrillic(&tries, err));
    *ret_text = tries.best;
    return 0;
}

static bool is_utf16(struct str bytes, bool *ret_is_big)
{
    size_t even = 0, odd = 0, n = bytes.n < 400 ? bytes.n : 400;
    for (size_t i = 0; i < n; i++)
        if (bytes.p[i] == '\0')
            *(i % 2 ? &odd : &even) += 1;
    *ret_is_big = even > odd;
    return n >= 4 && (even > n / 8 || odd > n / 8);
}

static bool is_seven_bit(struct str bytes)
{
    for (size_t i = 0; i < bytes.n; i++)
        if ((unsigned char)bytes.p[i] >= 0x80)
            return false;
    return true;
}

static bool has_jis_escape(struct str bytes)
{
    return str_has(bytes, STR("\x1b$B")) || str_has(bytes, STR("\x1b$@")) || str_has(bytes, STR("\x1b(I"));
}

/* Charsets that write everything in seven bits, and so only a label tells. */
static bool is_seven_bit_label(struct str label)
{
    return str_eq_nocase(label, STR("utf-7")) || str_eq_nocase(label, STR("hz-gb-2312")) ||
           str_eq_nocase(str_sub(label, 0, 9), STR("iso-2022-"));
}

/* 0 or SEKI_E_UNSUPPORTED when seven bits mean nothing special. */
static int decode_seven_bit(struct arena *arena, struct str bytes, struct str label, struct str *ret_text,
                            struct seki_err *err)
{
    char name[LABEL_MAX + 1] = "";
    if (has_jis_escape(bytes))
        return convert_japanese(arena, bytes, false, ret_text, err);
    if (!is_seven_bit_label(label) || label.n > LABEL_MAX)
        return SEKI_E_UNSUPPORTED;
    memcpy(name, label.p, label.n);
    return convert(arena, bytes, name, ret_text, err);
}

static int decode_any(struct arena *arena, struct str bytes, struct str label, struct str *ret_text,
                      struct seki_err *err)
{
    bool is_big = false;
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF")))
        return convert(arena, bytes, "UTF-16", ret_text, err);
    if (is_utf16(bytes, &is_big))
        return convert(arena, bytes, is_big ? "UTF-16BE" : "UTF-16LE", ret_text, err);
    if (is_seven_bit(bytes)) {
        int code = decode_seven_bit(arena, bytes, label, ret_text, err);
        if (code != SEKI_E_UNSUPPORTED)
            return code;
    }
    if (utf8_check(bytes) == bytes.n) {
        *ret_text = bytes;
        return 0;
    }
    return decode_legacy(arena, bytes, label, ret_text, err);
}

/* Many bytes wrong in a row are one damaged place. */
static int without_zeros(struct arena *arena, struct str text, struct str *ret_text, struct seki_err *err)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    TRY_MEM(out, err);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\0')
            out[n++] = text.p[i];
    *ret_text = (struct str){out, n};
    return 0;
}

int charset_decode(struct arena *arena, struct str bytes, struct str label, struct str *ret_text, struct seki_err *err)
{
    struct str text = STR("");
    if (bytes.n == 0) {
        *ret_text = text;
        return 0;
    }
    TRY(decode_any(arena, bytes, str_trim(label), &text, err));
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_from(text, 3);
    return without_zeros(arena, text, ret_text, err);
}
