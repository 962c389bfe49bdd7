/*
 * server/table.h - a list as a page of JSON, or all of its filtered rows as csv or xlsx (?format=).
 *
 *   page of the library ──> rows ──> csv (RFC 4180, UTF-8 with mark) | xlsx
 */
#ifndef SERVER_TABLE_H
#define SERVER_TABLE_H

#include "server/call.h"

enum table_id { TABLE_DEALINGS, TABLE_INBOX, TABLE_PARTIES, TABLE_LISTS, TABLE_DIFF, TABLE_REJECTS, TABLE_USERS };

/* Ask the library for one page; `options` is what the call made of its parameters. */
typedef int (*table_page_fn)(struct request *request, const struct seki_page *page, void *options,
                             struct seki_answer **ret_answer, struct seki_err *err);

struct table {
    enum table_id id;
    table_page_fn page;
    void *options;
};

/* Reply with the list in the form that was asked for. */
int table_reply(struct request *request, const struct table *table, struct seki_err *err);

struct table_column {
    enum table_id table;
    struct str key;
    const char *en, *ja;
};

extern const struct table_column TABLE_COLUMNS[];
extern const size_t TABLE_N_COLUMNS;

/* The text of a cell: a number or text as it is, a list joined by "; ", a text in two languages in one of them. */
void table_cell(struct buf *out, const struct seki_value *value, bool is_japanese);

/* A workbook of the rows so far (table_book.c). */
struct table_book;
int table_book_open(struct request *request, const struct table *table, struct table_book **ret_book,
                    struct seki_err *err);
int table_book_row(struct table_book *book, const struct seki_value *item, struct seki_err *err);

/* Write it and read its bytes into the request's arena; frees it, and does so too when `ret_bytes` is NULL. */
int table_book_close(struct table_book *book, struct str *ret_bytes, struct seki_err *err);

#endif
