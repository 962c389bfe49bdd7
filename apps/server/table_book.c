/*
 * server/table_book.c - rows as a workbook, by libxlsxwriter. Texts are written as texts, so nothing in them is a
 * formula; rows go to disk as they come (constant memory), into the folder for uploads.
 */
#include "base/file.h"
#include "base/mem.h"
#include "server/head.h"
#include "server/table.h"

#include <xlsxwriter.h>

enum { CELL_BYTES = 32767 }; /* what a cell of a workbook may hold, in characters; bytes are never fewer */

struct table_book {
    struct request *request;
    enum table_id id;
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    uint32_t row;
};

int table_book_open(struct request *request, const struct table *table, struct table_book **ret_book,
                    struct seki_err *err)
{
    TRY(upload_open(request, STR("table.xlsx"), err));
    file_close(&request->spool_fd);
    request->spool_fd = -1;
    struct table_book *book = mem_zalloc(1, sizeof(*book));
    TRY_MEM(book, err);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = request->server->spool_dir};
    book->request = request;
    book->id = table->id;
    book->workbook = workbook_new_opt(request->spool_path, &options);
    book->sheet = book->workbook ? workbook_add_worksheet(book->workbook, NULL) : NULL;
    if (!book->sheet) {
        (void)table_book_close(book, NULL, NULL);
        return err_set(err, SEKI_E_IO, "the workbook cannot be made");
    }
    lxw_format *bold = workbook_add_format(book->workbook);
    format_set_bold(bold);
    uint16_t column = 0;
    for (size_t i = 0; i < TABLE_N_COLUMNS; i++) {
        const struct table_column *one = &TABLE_COLUMNS[i];
        if (one->table == book->id)
            (void)worksheet_write_string(book->sheet, 0, column++, request->head.is_japanese ? one->ja : one->en, bold);
    }
    worksheet_freeze_panes(book->sheet, 1, 0);
    *ret_book = book;
    return 0;
}

static int write_cell(struct table_book *book, uint16_t column, const struct seki_value *value, struct seki_err *err)
{
    AUTO(buf_done) struct buf cell;
    uint64_t number;
    buf_init(&cell, CELL_BYTES);
    table_cell(&cell, value, book->request->head.is_japanese);
    if (cell.failed == SEKI_E_NOMEM)
        return err_oom(err);
    struct str text = buf_str(&cell); /* what a cell cannot hold is cut */
    if (seki_value_kind(value) == SEKI_NUMBER && str_to_u64(text, &number)) {
        (void)worksheet_write_number(book->sheet, book->row, column, (double)number, NULL);
        return 0;
    }
    const char *shown = arena_cstr(&book->request->arena, text);
    TRY_MEM(shown, err);
    if (shown[0])
        (void)worksheet_write_string(book->sheet, book->row, column, shown, NULL);
    return 0;
}

int table_book_row(struct table_book *book, const struct seki_value *item, struct seki_err *err)
{
    uint16_t column = 0;
    struct arena_mark mark = arena_mark(&book->request->arena);
    book->row++;
    for (size_t i = 0; i < TABLE_N_COLUMNS; i++)
        if (TABLE_COLUMNS[i].table == book->id)
            TRY(write_cell(book, column++, seki_value_get(item, TABLE_COLUMNS[i].key.p), err));
    arena_rewind(&book->request->arena, mark);
    return 0;
}

int table_book_close(struct table_book *book, struct str *ret_bytes, struct seki_err *err)
{
    struct request *request = book->request;
    lxw_error problem = book->workbook ? workbook_close(book->workbook) : LXW_NO_ERROR;
    mem_free(book);
    if (problem != LXW_NO_ERROR)
        return err_set(err, SEKI_E_FULL, "the workbook cannot be written: %s", lxw_strerror(problem));
    return ret_bytes ? file_read(&request->arena, request->spool_path, (size_t)LIMIT(REQUEST_BYTES), ret_bytes, err)
                     : 0;
}
