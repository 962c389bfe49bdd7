/*
 * codec/mime_header.c - encoded words, parameters and addresses of header lines. See codec/mime.h.
 *
 * HOW IT WORKS. Neighbouring encoded words of one charset are joined as bytes before they are decoded: many programs
 * cut a character, or an escape sequence, in two.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "codec/charset.h"
#include "codec/mime_int.h"

#include <string.h>

static int hex_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int base64_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static void add_base64(struct buf *out, struct str text)
{
    unsigned bits = 0, n = 0;
    for (size_t i = 0; i < text.n; i++) {
        int digit = base64_of(text.p[i]);
        if (digit < 0)
            continue;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFFFF;
        n += 6;
        if (n >= 8) {
            n -= 8;
            buf_addc(out, (char)(bits >> n & 0xFF));
        }
    }
}

/* `mark` is '=' for the Q encoding (where '_' is a blank) and '%' for RFC 2231. */
static void add_escaped(struct buf *out, struct str text, char mark)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        int high = i + 2 < text.n ? hex_of(text.p[i + 1]) : -1, low = i + 2 < text.n ? hex_of(text.p[i + 2]) : -1;
        if (c == mark && high >= 0 && low >= 0) {
            buf_addc(out, (char)(high << 4 | low));
            i += 2;
        } else {
            buf_addc(out, mark == '=' && c == '_' ? ' ' : c);
        }
    }
}

struct word {
    struct str charset, text;
    char encoding;
    size_t n; /* bytes it takes */
};

/* "=?charset*lang?B?text?=" at the front of `s`. */
static bool read_word(struct str s, struct word *ret_word)
{
    if (!str_starts(s, STR("=?")))
        return false;
    size_t first = str_find_char(s, '?', 2);
    if (first + 3 >= s.n || s.p[first + 2] != '?')
        return false;
    size_t end = str_find(s, STR("?="), first + 3);
    if (end >= s.n)
        return false;
    struct str charset = str_sub(s, 2, first - 2);
    charset.n = charset.n && str_find_char(charset, '*', 0) < charset.n ? str_find_char(charset, '*', 0) : charset.n;
    char encoding = (char)(s.p[first + 1] | 0x20);
    *ret_word = (struct word){charset, str_sub(s, first + 3, end - first - 3), encoding, end + 2};
    return encoding == 'b' || encoding == 'q';
}

static int flush_bytes(struct arena *arena, struct buf *bytes, struct str charset, struct buf *out,
                       struct seki_err *err)
{
    struct str text;
    TRY(buf_check(bytes, err));
    TRY(charset_decode(arena, buf_str(bytes), charset, &text, err));
    buf_add(out, text);
    buf_reset(bytes);
    return 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Blanks between two encoded words are not text (RFC 2047, section 6.2). */
static size_t blanks_before_word(struct str raw, size_t at)
{
    size_t n = 0;
    struct word word;
    while (at + n < raw.n && is_blank(raw.p[at + n]))
        n++;
    return read_word(str_from(raw, at + n), &word) ? n : 0;
}

struct word_reader {
    struct arena *arena;
    struct str charset; /* of what is in bytes */
    struct buf bytes, out;
    struct str fallback;
};

static int read_words(struct word_reader *reader, struct str raw, struct seki_err *err)
{
    struct word word;
    for (size_t i = 0; i < raw.n;) {
        if (read_word(str_from(raw, i), &word)) {
            if (!str_eq_nocase(word.charset, reader->charset))
                TRY(flush_bytes(reader->arena, &reader->bytes, reader->charset, &reader->out, err));
            reader->charset = word.charset;
            if (word.encoding == 'b')
                add_base64(&reader->bytes, word.text);
            else
                add_escaped(&reader->bytes, word.text, '=');
            i += word.n + blanks_before_word(raw, i + word.n);
            continue;
        }
        if (reader->charset.p != reader->fallback.p) {
            TRY(flush_bytes(reader->arena, &reader->bytes, reader->charset, &reader->out, err));
            reader->charset = reader->fallback;
        }
        if (raw.p[i] != '\r' && raw.p[i] != '\n')
            buf_addc(&reader->bytes, raw.p[i] == '\t' ? ' ' : raw.p[i]);
        i++;
    }
    return flush_bytes(reader->arena, &reader->bytes, reader->charset, &reader->out, err);
}

int mime_decode_words(struct arena *arena, struct str raw, struct str charset, struct str *ret_text,
                      struct seki_err *err)
{
    struct word_reader reader = {.arena = arena, .charset = charset, .fallback = charset};
    buf_init(&reader.bytes, raw.n + 1);
    buf_init(&reader.out, raw.n * 4 + 16);
    int code = read_words(&reader, raw, err);
    if (code == 0)
        code = buf_take(&reader.out, arena, ret_text, err);
    buf_done(&reader.bytes);
    buf_done(&reader.out);
    if (code == 0)
        *ret_text = str_trim(*ret_text);
    return code;
}

/* -- parameters -- */

struct section {
    struct str value;
    bool is_there, is_escaped;
};

/* The next ";name=value" of a structured header; quoted values without their quotes. */
static bool next_parameter(struct str *rest, struct str *ret_name, struct str *ret_value)
{
    size_t semicolon = str_find_char(*rest, ';', 0);
    if (semicolon >= rest->n)
        return false;
    struct str s = str_trim(str_from(*rest, semicolon + 1));
    size_t equals = str_find_char(s, '=', 0);
    size_t next = str_find_char(s, ';', 0);
    if (equals >= s.n || next < equals) {
        *rest = next < s.n ? str_from(s, next) : STR("");
        *ret_name = *ret_value = STR("");
        return true;
    }
    *ret_name = str_trim(str_sub(s, 0, equals));
    s = str_trim(str_from(s, equals + 1));
    if (str_starts(s, STR("\""))) {
        size_t end = str_find_char(s, '"', 1);
        *ret_value = str_sub(s, 1, (end < s.n ? end : s.n) - 1);
        *rest = str_from(s, end < s.n ? end + 1 : s.n);
        return true;
    }
    size_t end = str_find_char(s, ';', 0);
    *ret_value = str_trim(str_sub(s, 0, end < s.n ? end : s.n));
    *rest = str_from(s, end < s.n ? end : s.n);
    return true;
}

enum { SECTIONS = 20 };

/* "filename", "filename*", "filename*0", "filename*0*": which section; -1 if it is another parameter. */
static int section_of(struct str key, struct str name, bool *ret_is_escaped)
{
    uint64_t number = 0;
    if (!str_eq_nocase(str_sub(key, 0, name.n), name))
        return -1;
    struct str rest = str_from(key, name.n);
    *ret_is_escaped = str_ends(rest, STR("*"));
    if (*ret_is_escaped)
        rest.n--;
    if (rest.n == 0)
        return 0;
    if (rest.p[0] != '*' || !str_to_u64(str_from(rest, 1), &number) || number >= SECTIONS)
        return -1;
    return (int)number;
}

static void join_sections(const struct section *sections, struct buf *out, struct str *ret_charset)
{
    for (int i = 0; i < SECTIONS && sections[i].is_there; i++) {
        struct str value = sections[i].value;
        if (i == 0 && sections[i].is_escaped && str_find_char(value, '\'', 0) < value.n) {
            size_t quote = str_find_char(value, '\'', 0), second = str_find_char(value, '\'', quote + 1);
            *ret_charset = str_sub(value, 0, quote);
            value = str_from(value, second < value.n ? second + 1 : quote + 1);
        }
        if (sections[i].is_escaped)
            add_escaped(out, value, '%');
        else
            buf_add(out, value);
    }
}

int mime_parameter(struct arena *arena, struct str header, struct str name, struct str *ret_value, struct seki_err *err)
{
    struct section sections[SECTIONS] = {0};
    struct str key, value, charset = STR_NULL;
    AUTO(buf_done) struct buf bytes = {0};
    *ret_value = STR_NULL;
    while (next_parameter(&header, &key, &value)) {
        bool is_escaped = false;
        int at = section_of(key, name, &is_escaped);
        if (at >= 0 && !sections[at].is_there)
            sections[at] = (struct section){value, true, is_escaped};
    }
    if (!sections[0].is_there)
        return 0;
    buf_init(&bytes, header.n + (size_t)LIMIT(FIELD_BYTES));
    join_sections(sections, &bytes, &charset);
    TRY(buf_check(&bytes, err));
    if (charset.p)
        return charset_decode(arena, buf_str(&bytes), charset, ret_value, err);
    struct str raw = arena_str(arena, buf_str(&bytes));
    TRY_MEM(raw.p, err);
    return mime_decode_words(arena, raw, STR_NULL, ret_value, err);
}

/* -- addresses -- */

/* Length of the first address: up to a comma or semicolon that is in no quotes, brackets or comment. */
static size_t address_length(struct str s)
{
    bool is_quoted = false;
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '"')
            is_quoted = !is_quoted;
        if (is_quoted) {
            i += c == '\\' ? 1 : 0;
            continue;
        }
        depth += c == '<' || c == '(' ? 1 : 0;
        depth -= (c == '>' || c == ')') && depth > 0 ? 1 : 0;
        if (depth == 0 && (c == ',' || c == ';'))
            return i;
    }
    return s.n;
}

static struct str unquoted(struct str name)
{
    name = str_trim(name);
    if (name.n >= 2 && (name.p[0] == '"' || name.p[0] == '\'') && name.p[name.n - 1] == name.p[0])
        name = str_sub(name, 1, name.n - 2);
    return str_trim(name);
}

static int parse_address(struct arena *arena, struct str one, struct mime_addresses *list, struct seki_err *err)
{
    struct mime_address address = {STR(""), STR("")};
    size_t open = str_find_char(one, '<', 0), close = str_find_char(one, '>', open < one.n ? open : 0);
    struct str name = str_sub(one, 0, open < one.n ? open : 0);
    if (open < one.n && close < one.n)
        address.address = str_trim(str_sub(one, open + 1, close - open - 1));
    else
        address.address = str_trim(one);
    if (str_find_char(address.address, '@', 0) >= address.address.n) {
        name = one;
        address.address = STR("");
    }
    TRY(mime_decode_words(arena, unquoted(name), STR_NULL, &address.name, err));
    address.name = unquoted(address.name);
    if (address.name.n || address.address.n)
        TRY_MEM(ARENA_PUSH(arena, list, address), err);
    return 0;
}

int mime_parse_addresses(struct arena *arena, struct str raw, struct mime_addresses *list, struct seki_err *err)
{
    while (raw.n && list->n < LIMIT(MAIL_ADDRESSES)) {
        size_t n = address_length(raw);
        TRY(parse_address(arena, str_trim(str_sub(raw, 0, n)), list, err));
        raw = str_from(raw, n + 1);
    }
    return 0;
}
