/*
 * api/page.c - pages: a cursor is the place of the last row, written as hexadecimal digits.
 *
 *   key "2026-11-02", id "po-1"  ->  "323032362d31312d30320a706f2d31"
 */
#include "api/desk_int.h"
#include "base/utf8.h"

#include <string.h>

static int bad_cursor(struct seki_err *err)
{
    int code = err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    err_place(err, "/cursor");
    return code;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int decode(struct arena *arena, struct str hex, struct str *ret_text, struct seki_err *err)
{
    char *text = arena_alloc(arena, hex.n / 2 + 1);
    TRY_MEM(text, err);
    if (hex.n % 2)
        return bad_cursor(err);
    for (size_t i = 0; i < hex.n; i += 2) {
        int high = digit_of(hex.p[i]), low = digit_of(hex.p[i + 1]);
        if (high < 0 || low < 0)
            return bad_cursor(err);
        text[i / 2] = (char)(high * 16 + low);
    }
    *ret_text = (struct str){text, hex.n / 2};
    return utf8_check(*ret_text) == ret_text->n ? 0 : bad_cursor(err);
}

int page_read(struct arena *arena, const struct seki_page *page, struct page_place *ret_place, struct seki_err *err)
{
    struct page_place place = {.limit = PAGE_DEFAULT};
    struct str cursor = page ? str_c(page->cursor) : STR_NULL, text;
    if (page && page->limit)
        place.limit = page->limit < PAGE_MOST ? page->limit : PAGE_MOST;
    if (cursor.n) {
        TRY(decode(arena, cursor, &text, err));
        size_t end = str_find_char(text, '\n', 0);
        if (end == SIZE_MAX)
            return bad_cursor(err);
        place.key = str_sub(text, 0, end);
        place.id = str_from(text, end + 1);
    }
    *ret_place = place;
    return 0;
}

static char *put_hex(char *out, struct str text)
{
    static const char DIGITS[] = "0123456789abcdef";
    for (size_t i = 0; i < text.n; i++) {
        *out++ = DIGITS[(unsigned char)text.p[i] >> 4];
        *out++ = DIGITS[(unsigned char)text.p[i] & 15];
    }
    return out;
}

struct value *page_value(struct arena *arena, struct value *items, bool has_more, struct str key, struct str id)
{
    struct value *root = value_new(arena, VALUE_MAP);
    struct str cursor = STR_NULL;
    if (has_more) {
        char *text = arena_alloc(arena, 2 * (key.n + id.n + 1) + 1);
        if (!text)
            return NULL;
        char *end = put_hex(put_hex(put_hex(text, key), STR("\n")), id);
        cursor = (struct str){text, (size_t)(end - text)};
    }
    bool is_whole = value_put(root, STR("items"), items) && value_put_text(arena, root, STR("next"), cursor);
    return is_whole ? root : NULL;
}
