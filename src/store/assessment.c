/* store/assessment.c - assessments, made once and kept; see store/dealings.h. */
#include "store/dealings.h"
#include "store/sql_int.h"

int assessment_put(struct store *store, const struct assessment_row *row, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ASSESSMENT_ADD);
    sql_put_text(query, row->dealing);
    sql_put_int(query, row->version);
    sql_put_text(query, row->at);
    sql_put_text(query, row->actor);
    sql_put_text(query, row->level);
    sql_put_int(query, row->is_incomplete);
    sql_put_text(query, row->body);
    return sql_run(query, err);
}

int assessment_latest(struct store *store, struct arena *arena, struct str dealing, struct assessment_row *ret_row,
                      struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ASSESSMENT_LATEST);
    sql_put_text(query, dealing);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct assessment_row row = {
        .dealing = arena_str(arena, dealing),
        .version = sql_int(query, 0),
        .at = sql_text(query, arena, 1),
        .actor = sql_text(query, arena, 2),
        .level = sql_text(query, arena, 3),
        .is_incomplete = sql_bool(query, 4),
        .body = sql_text(query, arena, 5),
    };
    TRY(sql_taken(query, err));
    TRY_MEM(row.dealing.p, err);
    *ret_row = row;
    return 1;
}
