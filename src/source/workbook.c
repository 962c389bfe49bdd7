/* source/workbook.c - see source/workbook.h. */
#include "source/workbook.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { PROBE_ROWS = 12, PROBE_SHEETS = 4 };

bool workbook_is_one(const struct source_file *file)
{
    struct arena arena;
    AUTO(stream_close) struct stream *stream = NULL;
    struct str head = STR_NULL;
    arena_init(&arena, LIMIT(REQUEST_BYTES));
    bool is_one = source_open(file, &arena, &stream, NULL) == 0 && stream_peek(stream, 4, &head, NULL) == 0 &&
                  unpack_is_zip(head);
    stream_close(&stream);
    arena_done(&arena);
    return is_one;
}

int workbook_open(const struct source_file *file, struct arena *arena, struct xlsx **ret_book, struct seki_err *err)
{
    struct str bytes = file->bytes;
    if (!unpack_is_zip(bytes)) {
        AUTO(stream_close) struct stream *stream = NULL;
        TRY(source_open(file, arena, &stream, err));
        TRY(stream_read_all(arena, stream, LIMIT(FILE_BYTES), &bytes, err));
    }
    return xlsx_open(arena, bytes, ret_book, err);
}

struct search {
    struct str text;
    bool is_found;
};

/* A negative code stops the sheet; nobody sees it. */
static int look(void *ctx, uint64_t row, const struct str *cells, size_t n, struct seki_err *err)
{
    (void)err;
    struct search *search = ctx;
    for (size_t i = 0; i < n; i++)
        search->is_found |= str_has(cells[i], search->text);
    return search->is_found || row >= PROBE_ROWS ? SEKI_E_INTERRUPTED : 0;
}

bool workbook_has_cell(const struct source_file *file, struct str text)
{
    struct arena arena;
    struct xlsx *book;
    struct search search = {text, false};
    arena_init(&arena, LIMIT(REQUEST_BYTES));
    if (workbook_open(file, &arena, &book, NULL) == 0)
        for (size_t i = 0; i < xlsx_sheet_count(book) && i < PROBE_SHEETS && !search.is_found; i++)
            (void)xlsx_read_sheet(book, i, look, &search, NULL);
    arena_done(&arena);
    return search.is_found;
}

static bool is_blank(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || code == 0x3000 || code == 0x200B ||
           (code >= 0x2000 && code <= 0x200A);
}

/* Marks for the direction of writing: they are seen by no reader and by every comparison. */
static bool is_direction(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0x200E ||
           code == 0x200F || code == 0xFEFF;
}

int workbook_squeeze(struct arena *arena, struct str cell, struct str *ret_text, struct seki_err *err)
{
    AUTO(buf_done) struct buf buf;
    struct str rest = cell;
    bool is_open = false; /* a blank waits for a character behind it */
    buf_init(&buf, LIMIT(FIELD_BYTES));
    while (rest.n) {
        struct str here = rest;
        uint32_t code = utf8_next(&rest);
        if (is_blank(code)) {
            is_open = true;
            continue;
        }
        if (is_direction(code))
            continue;
        if (is_open && buf.n)
            buf_addc(&buf, ' ');
        is_open = false;
        buf_add(&buf, str_sub(here, 0, here.n - rest.n));
    }
    return buf_take(&buf, arena, ret_text, err);
}
