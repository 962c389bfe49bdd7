/*
 * text/address_cjk.c - one key for a Japanese (Chinese, Korean) address; see text/address.h.
 *
 *   〒100-0005 東京都千代田区丸の内一丁目二番三号 ○○ビル5階
 *   ╰ postal ╯╰pref.╯╰─ place ────╯╰── block ──╯╰ dropped ╯     ──>  千代田区丸の内1-2-3
 *
 * HOW IT WORKS. Postal code, 日本 and the prefecture in front are left out, because half of all writers leave them out.
 * Characters of the place are kept, blanks and marks are not. The first number that a unit (丁目, 番地, 番, 号) or a
 * dash continues begins the block: at most three numbers (丁目・番・号), joined by '-'. What follows it is building,
 * floor and room. A number that is part of a place (北1条, 忠孝東路2段) does not end the place.
 *
 * Source: 住居表示に関する法律 (Act 119 of 1962), Article 2: town, block (番) and number (号).
 */
#include "text/address_int.h"

#include "base/utf8.h"
#include "text/han_int.h"
#include "text/numeral.h"

#include <string.h>

enum { BLOCK_NUMBERS = 3, STRONG_LETTERS = 8, NUMBER_BYTES = 24 };

struct reader {
    const uint32_t *v; /* code points */
    size_t n, at;
    struct arena *arena;
    char *out;
    size_t n_out, n_letters;
    bool has_number;
};

static uint32_t peek(const struct reader *r, size_t at)
{
    return at < r->n ? r->v[at] : 0;
}

static bool is_one(uint32_t c, uint32_t wanted)
{
    return c && c == han_class(wanted);
}

static bool is_in(uint32_t c, const uint32_t *v)
{
    for (; *v; v++)
        if (is_one(c, *v))
            return true;
    return false;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_mark(uint32_t c)
{
    return c == ' ' || c == '-' || c == '.' || c == ',' || c == '(' || c == ')';
}

static size_t skip_blanks(const struct reader *r, size_t at)
{
    while (peek(r, at) == ' ' || peek(r, at) == ',')
        at++;
    return at;
}

/* Behind the digits or Han numerals at `at`. */
static size_t number_end(const struct reader *r, size_t at)
{
    if (is_digit(peek(r, at))) {
        while (is_digit(peek(r, at)))
            at++;
        return at;
    }
    while (numeral_is_han(peek(r, at)))
        at++;
    return at;
}

/* -- the units -- */

/* Places whose number is part of their name, and what stands behind a number of a floor or room. */
static const uint32_t PLACES[] = {U'条', U'線', U'段', U'弄', U'巷', U'路', U'街', U'区',
                                  U'組', U'村', U'里', U'町', U'番', U'번', 0};
static const uint32_t ROOMS[] = {U'階', U'室', U'楼', U'層', U'f', U'층', U'호', 0};

static bool starts_number(const struct reader *r, size_t at)
{
    return is_digit(peek(r, at)) || numeral_is_han(peek(r, at));
}

/* 番, but not in the name of a quarter (三番町) or a Korean lane (번길). */
static size_t joiner_ban(const struct reader *r, size_t at)
{
    uint32_t next = peek(r, at + 1);
    if (is_one(next, U'地'))
        return 2;
    return is_one(next, U'町') || is_one(next, U'丁') || next == U'길' ? 0 : 1;
}

/* 丁目, or 丁 that ends here (八丁堀 is a quarter). */
static size_t joiner_cho(const struct reader *r, size_t at)
{
    uint32_t next = peek(r, at + 1);
    if (is_one(next, U'目'))
        return 2;
    return !next || is_mark(next) || starts_number(r, at + 1) ? 1 : 0;
}

/* Code points of the joiner at `at`: 丁目, 丁, 番地, 番, 号, の, a dash; 0 if there is none. */
static size_t joiner(const struct reader *r, size_t at)
{
    uint32_t c = peek(r, at);
    if (c == U'の')
        return starts_number(r, at + 1) ? 1 : 0;
    if (is_one(c, U'丁'))
        return joiner_cho(r, at);
    if (is_one(c, U'番'))
        return joiner_ban(r, at);
    return c == '-' || is_one(c, U'号') || c == U'번' ? 1 : 0;
}

static bool is_room(const struct reader *r, size_t at)
{
    size_t end = skip_blanks(r, number_end(r, at));
    uint32_t c = peek(r, end), next = peek(r, end + 1);
    return is_in(c, ROOMS) || (is_one(c, U'号') && (is_one(next, U'室') || is_one(next, U'楼')));
}

/* Han numerals are a number in front of a unit (or a place that is counted), but not in 三菱, 千代田, 三番町. */
static bool is_number_at(const struct reader *r, size_t at)
{
    if (is_digit(peek(r, at)))
        return true;
    if (!numeral_is_han(peek(r, at)))
        return false;
    size_t end = number_end(r, at);
    static const uint32_t COUNTED[] = {U'条', U'段', U'弄', U'巷', 0};
    return joiner(r, end) || is_in(peek(r, end), COUNTED) || is_in(peek(r, end), (const uint32_t[]){U'階', 0});
}

/* -- output -- */
static void put(struct reader *r, uint32_t c)
{
    r->n_out += utf8_put(c, r->out + r->n_out);
    r->n_letters++;
}

static void put_digits(struct reader *r, size_t from, size_t to)
{
    while (from + 1 < to && peek(r, from) == '0')
        from++;
    for (; from < to; from++)
        r->out[r->n_out++] = (char)peek(r, from);
}

/* Han numerals that make no number are put as they are. Digits never take more room than the numerals they stand for
 * (十 is three bytes, 10 two), except 万 and 億, for which the buffer has room. */
static int put_number(struct reader *r, size_t from, size_t to, struct seki_err *err)
{
    r->has_number = true;
    if (is_digit(peek(r, from))) {
        put_digits(r, from, to);
        return 0;
    }
    struct str run = {r->out + r->n_out, 0};
    char *at = r->out + r->n_out;
    for (size_t i = from; i < to; i++)
        run.n += utf8_put(peek(r, i), at + run.n);
    uint64_t value;
    if (!numeral_parse_han(run, &value)) {
        r->n_out += run.n;
        return 0;
    }
    struct str digits = arena_printf(r->arena, "%llu", (unsigned long long)value);
    TRY_MEM(digits.p, err);
    memcpy(at, digits.p, digits.n);
    r->n_out += digits.n;
    return 0;
}

/* Is there another number of the block behind the joiner at `at`? Its place in *ret_at. */
static bool next_number(const struct reader *r, size_t at, size_t *ret_at)
{
    size_t length = joiner(r, at);
    if (!length)
        return false;
    at = skip_blanks(r, at + length);
    size_t more = joiner(r, at); /* 1番地の2, 1丁目-2 */
    if (more && (peek(r, at) == '-' || peek(r, at) == U'の'))
        at = skip_blanks(r, at + more);
    *ret_at = at;
    return starts_number(r, at) && !is_room(r, at);
}

/* Put the block at r->at. *ret_is_last: the place ends here. */
static int take_block(struct reader *r, bool *ret_is_last, struct seki_err *err)
{
    size_t at = r->at, end = number_end(r, at), count = 1;
    TRY(put_number(r, at, end, err));
    while (next_number(r, end, &at)) {
        end = number_end(r, at);
        if (count++ < BLOCK_NUMBERS) {
            r->out[r->n_out++] = '-';
            TRY(put_number(r, at, end, err));
        }
    }
    r->at = end;
    *ret_is_last = count > 1 || joiner(r, end) || !is_in(peek(r, end), PLACES);
    return 0;
}

/* -- the head -- */
static size_t count_digits(const struct reader *r, size_t at)
{
    size_t end = at;
    while (is_digit(peek(r, end)))
        end++;
    return end - at;
}

/* 100-0005 or 1000005. */
static void skip_postal(struct reader *r)
{
    size_t n = count_digits(r, r->at);
    if (n == 7)
        r->at += 7;
    else if (n == 3 && peek(r, r->at + 3) == '-' && count_digits(r, r->at + 4) == 4)
        r->at += 8;
}

static bool is_text_at(const struct reader *r, size_t at, const uint32_t *text)
{
    for (; *text; text++, at++)
        if (!is_one(peek(r, at), *text))
            return false;
    return true;
}

static void skip_text(struct reader *r, const uint32_t *text)
{
    if (!is_text_at(r, r->at, text))
        return;
    while (*text++)
        r->at++;
}

static void skip_prefecture(struct reader *r)
{
    static const uint32_t WHOLE[][4] = {
        {U'東', U'京', U'都', 0}, {U'北', U'海', U'道', 0}, {U'京', U'都', U'府', 0}, {U'大', U'阪', U'府', 0}};
    for (size_t i = 0; i < ARRAY_LEN(WHOLE); i++)
        if (is_text_at(r, r->at, WHOLE[i])) {
            r->at += 3;
            return;
        }
    for (size_t n = 2; n <= 3; n++)
        if (is_one(peek(r, r->at + n), U'県')) {
            r->at += n + 1;
            return;
        }
}

static void skip_marks(struct reader *r)
{
    while (is_mark(peek(r, r->at)))
        r->at++;
}

static void skip_head(struct reader *r)
{
    skip_marks(r);
    skip_postal(r);
    skip_marks(r);
    skip_text(r, (const uint32_t[]){U'日', U'本', U'国', 0});
    skip_text(r, (const uint32_t[]){U'日', U'本', U' ', 0});
    skip_marks(r);
    skip_postal(r);
    skip_marks(r);
    skip_prefecture(r);
}

static int read(struct reader *r, struct seki_err *err)
{
    bool is_last = false;
    skip_head(r);
    while (r->at < r->n && !is_last) {
        if (is_number_at(r, r->at)) {
            if (is_room(r, r->at))
                return 0;
            TRY(take_block(r, &is_last, err));
        } else if (is_text_at(r, r->at, (const uint32_t[]){U'大', U'字', 0})) {
            r->at += 2; /* written or not, as the writer likes */
        } else {
            if (!is_mark(peek(r, r->at)))
                put(r, peek(r, r->at));
            r->at++;
        }
    }
    return 0;
}

int address_key_cjk(struct arena *arena, struct str text, struct str *ret_key, struct seki_err *err)
{
    uint32_t *points = ARENA_ARRAY(arena, text.n + 1, uint32_t);
    struct reader r = {.v = points, .arena = arena, .out = arena_alloc(arena, text.n * 4 + NUMBER_BYTES)};
    TRY_MEM(points && r.out, err);
    while (text.n)
        points[r.n++] = utf8_next(&text);
    TRY(read(&r, err));
    bool is_weak = r.n_letters == 0 || (!r.has_number && r.n_letters < STRONG_LETTERS);
    *ret_key = is_weak ? STR_NULL : (struct str){r.out, r.n_out};
    return 0;
}
