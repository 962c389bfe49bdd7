/*
 * server/table.c - see server/table.h. A cell that a spreadsheet would take for a formula gets an apostrophe in front:
 * names and titles come from strangers.
 */
#include "server/table.h"

#include <string.h>

const struct table_column TABLE_COLUMNS[] = {
#define COL(table, key, en, ja) {TABLE_##table, {"" key, sizeof(key) - 1}, (en), (ja)},
#include "server/columns.def"
#undef COL
};
const size_t TABLE_N_COLUMNS = ARRAY_LEN(TABLE_COLUMNS);

enum table_form { FORM_JSON, FORM_CSV, FORM_XLSX };

static int form_of(const struct request *request, enum table_form *ret_form, struct seki_err *err)
{
    static const struct str words[] = {{"json", 4}, {"csv", 3}, {"xlsx", 4}};
    struct str format = request_query(request, "format");
    size_t index = FORM_JSON;
    if (format.p && !str_find_word(words, ARRAY_LEN(words), format, &index)) {
        (void)err_set(err, SEKI_E_MEANING, "format is json, csv or xlsx");
        err_place(err, "/format");
        return SEKI_E_MEANING;
    }
    *ret_form = (enum table_form)index;
    return 0;
}

void table_cell(struct buf *out, const struct seki_value *value, bool is_japanese)
{
    if (seki_value_kind(value) == SEKI_BOOL)
        buf_add(out, seki_value_bool(value) ? STR("true") : STR("false"));
    else if (seki_value_kind(value) == SEKI_MAP && seki_value_get(value, "name"))
        table_cell(out, seki_value_get(value, "name"), is_japanese);
    else if (seki_value_kind(value) == SEKI_MAP)
        table_cell(out, seki_value_get(value, is_japanese ? "ja" : "en"), is_japanese);
    else if (seki_value_kind(value) != SEKI_LIST)
        buf_add(out, str_c(seki_value_text(value)));
    if (seki_value_kind(value) != SEKI_LIST)
        return;
    for (const struct seki_value *child = seki_value_first(value); child; child = seki_value_next(child)) {
        if (child != seki_value_first(value))
            buf_add(out, STR("; "));
        table_cell(out, child, is_japanese);
    }
}

/* -- csv -- */

static void add_field(struct buf *out, struct str text)
{
    bool is_formula = text.n && strchr("=+-@\t\r", text.p[0]);
    bool has_quotes = is_formula;
    for (size_t i = 0; i < text.n && !has_quotes; i++)
        has_quotes = strchr(",\"\r\n", text.p[i]) != NULL;
    if (has_quotes)
        buf_addc(out, '"');
    if (is_formula)
        buf_addc(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, text.p[i]);
    }
    if (has_quotes)
        buf_addc(out, '"');
}

static void add_header(struct buf *out, enum table_id id)
{
    bool is_first = true;
    buf_add(out, STR("\xef\xbb\xbf")); /* without it spreadsheets read Japanese as another charset */
    for (size_t i = 0; i < TABLE_N_COLUMNS; i++) {
        if (TABLE_COLUMNS[i].table != id)
            continue;
        if (!is_first)
            buf_addc(out, ',');
        add_field(out, TABLE_COLUMNS[i].key);
        is_first = false;
    }
    buf_add(out, STR("\r\n"));
}

static int add_row(struct request *request, struct buf *out, enum table_id id, const struct seki_value *item,
                   struct seki_err *err)
{
    AUTO(buf_done) struct buf cell;
    bool is_first = true;
    buf_init(&cell, (size_t)LIMIT(RECORD_BYTES));
    for (size_t i = 0; i < TABLE_N_COLUMNS; i++) {
        if (TABLE_COLUMNS[i].table != id)
            continue;
        buf_reset(&cell);
        table_cell(&cell, seki_value_get(item, TABLE_COLUMNS[i].key.p), request->head.is_japanese);
        TRY(buf_check(&cell, err));
        if (!is_first)
            buf_addc(out, ',');
        add_field(out, buf_str(&cell));
        is_first = false;
    }
    buf_add(out, STR("\r\n"));
    return buf_check(out, err);
}

/* -- all pages -- */

struct sink {
    struct request *request;
    enum table_id id;
    struct buf *csv;
    struct table_book *book;
    uint64_t rows;
};

static int take_rows(struct sink *sink, const struct seki_answer *answer, struct seki_err *err)
{
    const struct seki_value *item = seki_value_first(seki_value_get(seki_answer_root(answer), "items"));
    for (; item; item = seki_value_next(item)) {
        if (++sink->rows > LIMIT(TABLE_ROWS))
            return err_limit(err, LIMIT_ID_TABLE_ROWS);
        TRY(sink->book ? table_book_row(sink->book, item, err)
                       : add_row(sink->request, sink->csv, sink->id, item, err));
    }
    return 0;
}

static int take_pages(struct sink *sink, const struct table *table, struct seki_err *err)
{
    struct seki_page page = {200, NULL};
    int code = 0;
    do {
        struct seki_answer *answer = NULL;
        TRY(table->page(sink->request, &page, table->options, &answer, err));
        const char *next = seki_value_text(seki_value_get(seki_answer_root(answer), "next"));
        page.cursor = next[0] ? arena_cstr(&sink->request->arena, str_c(next)) : NULL;
        code = take_rows(sink, answer, err);
        seki_answer_free(answer);
    } while (code == 0 && page.cursor);
    return code;
}

static int reply_csv(struct request *request, const struct table *table, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    struct str bytes;
    struct sink sink = {.request = request, .id = table->id, .csv = &text};
    buf_init(&text, (size_t)LIMIT(REQUEST_BYTES));
    add_header(&text, table->id);
    TRY(take_pages(&sink, table, err));
    TRY(buf_take(&text, &request->arena, &bytes, err));
    reply_bytes(request, 200, "text/csv; charset=utf-8", bytes);
    reply_header(request, "Content-Disposition", "attachment; filename=\"sekisho.csv\"");
    return 0;
}

static int reply_book(struct request *request, const struct table *table, struct seki_err *err)
{
    struct str bytes;
    struct sink sink = {.request = request, .id = table->id};
    TRY(table_book_open(request, table, &sink.book, err));
    int code = take_pages(&sink, table, err);
    if (code < 0) {
        (void)table_book_close(sink.book, NULL, NULL);
        return code;
    }
    TRY(table_book_close(sink.book, &bytes, err));
    reply_bytes(request, 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes);
    reply_header(request, "Content-Disposition", "attachment; filename=\"sekisho.xlsx\"");
    return 0;
}

int table_reply(struct request *request, const struct table *table, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct seki_page page;
    enum table_form form;
    TRY(form_of(request, &form, err));
    TRY(call_page(request, &page, err));
    if (form == FORM_CSV)
        return reply_csv(request, table, err);
    if (form == FORM_XLSX)
        return reply_book(request, table, err);
    return call_finish(request, table->page(request, &page, table->options, &answer, err), &answer);
}
