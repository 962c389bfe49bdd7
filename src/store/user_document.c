/* store/user_document.c - what a user keeps, and answers that are given once; see store/users.h. */
#include "store/sql_int.h"
#include "store/users.h"

static void put_place(struct query *query, const struct str place[3])
{
    for (size_t i = 0; i < 3; i++)
        sql_put_text(query, place[i]);
}

int user_document_get(struct store *store, struct arena *arena, const struct str place[3], struct str *ret_body,
                      struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DOCUMENT_GET);
    put_place(query, place);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct str body = sql_text(query, arena, 0);
    TRY(sql_taken(query, err));
    *ret_body = body;
    return 1;
}

int user_document_put(struct store *store, const struct str place[3], struct str body, struct str at,
                      struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DOCUMENT_PUT);
    put_place(query, place);
    sql_put_text(query, body);
    sql_put_text(query, at);
    return sql_run(query, err);
}

int user_document_drop(struct store *store, const struct str place[3], struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DOCUMENT_DROP);
    put_place(query, place);
    TRY(sql_run(query, err));
    return sql_changes(query) > 0;
}

int user_document_count(struct store *store, struct str user_name, struct str space, int64_t *ret_count,
                        struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DOCUMENT_COUNT);
    sql_put_text(query, user_name);
    sql_put_text(query, space);
    TRY(sql_next(query, err));
    *ret_count = sql_int(query, 0);
    return 0;
}

/* -- requests answered once -- */

int request_once_get(struct store *store, struct arena *arena, const struct request_once *wanted,
                     struct request_once *ret_row, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ONCE_GET);
    sql_put_text(query, wanted->user_name);
    sql_put_text(query, wanted->route);
    sql_put_text(query, wanted->key);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct request_once row = *wanted;
    row.body_sha256 = sql_text(query, arena, 0);
    row.answer = sql_text(query, arena, 1);
    row.at = sql_text(query, arena, 2);
    TRY(sql_taken(query, err));
    *ret_row = row;
    return 1;
}

static int sweep(struct store *store, struct str before, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ONCE_SWEEP);
    sql_put_text(query, before);
    return sql_run(query, err);
}

int request_once_put(struct store *store, const struct request_once *row, struct str sweep_before, struct seki_err *err)
{
    TRY(sweep(store, sweep_before, err));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ONCE_ADD);
    sql_put_text(query, row->user_name);
    sql_put_text(query, row->route);
    sql_put_text(query, row->key);
    sql_put_text(query, row->body_sha256);
    sql_put_text(query, row->answer);
    sql_put_text(query, row->at);
    return sql_run(query, err);
}
