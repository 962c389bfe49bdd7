/* store/desk_history.c - answers, decisions, versions and assessments of a dealing; see store/desk.h. */
#include "store/desk.h"
#include "store/sql_int.h"

/* -- answers -- */

int desk_answer_add(struct store *store, struct str dealing, const struct answer_row *row, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ANSWER_ADD);
    sql_put_text(query, dealing);
    sql_put_int(query, row->version);
    sql_put_text(query, row->indicator);
    sql_put_text(query, row->state);
    sql_put_text(query, row->note);
    sql_put_text(query, row->evidence);
    sql_put_text(query, row->actor);
    sql_put_text(query, row->at);
    return sql_run(query, err);
}

int desk_answers(struct store *store, struct arena *arena, struct str dealing, struct answer_rows *ret_rows,
                 struct seki_err *err)
{
    struct answer_rows rows = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_ANSWERS);
    sql_put_text(query, dealing);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct answer_row row = {
            .number = sql_int(query, 0),
            .version = sql_int(query, 1),
            .indicator = sql_text(query, arena, 2),
            .state = sql_text(query, arena, 3),
            .note = sql_text(query, arena, 4),
            .evidence = sql_text(query, arena, 5),
            .actor = sql_text(query, arena, 6),
            .at = sql_text(query, arena, 7),
        };
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &rows, row), err);
    }
    *ret_rows = rows;
    return got;
}

/* -- decisions -- */

static int next_number(struct store *store, struct str dealing, int64_t *ret_number, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DECISION_NEXT);
    sql_put_text(query, dealing);
    TRY(sql_next(query, err));
    *ret_number = sql_int(query, 0);
    return 0;
}

static int add_decision(struct store *store, struct str dealing, const struct decision_row *row, int64_t number,
                        struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DECISION_ADD);
    sql_put_text(query, dealing);
    sql_put_int(query, number);
    sql_put_int(query, row->version);
    sql_put_text(query, row->decision);
    sql_put_text(query, row->reason);
    sql_put_text(query, row->level);
    sql_put_text(query, row->actor);
    sql_put_text(query, row->roles);
    sql_put_text(query, row->at);
    return sql_run(query, err);
}

static int mark_declined(struct store *store, enum sql_id id, struct str dealing, bool is_declined,
                         struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    sql_put_text(query, dealing);
    sql_put_int(query, is_declined);
    return sql_run(query, err);
}

int desk_decision_add(struct store *store, struct str dealing, const struct decision_row *row, int64_t *ret_number,
                      struct seki_err *err)
{
    int64_t number = 0;
    bool is_declined = str_eq(row->decision, STR("decline"));
    TRY(next_number(store, dealing, &number, err));
    TRY(add_decision(store, dealing, row, number, err));
    if (is_declined || str_eq(row->decision, STR("approve"))) {
        TRY(mark_declined(store, SQL_DECLINED_HEAD, dealing, is_declined, err));
        TRY(mark_declined(store, SQL_DECLINED_ITEMS, dealing, is_declined, err));
    }
    *ret_number = number;
    return 0;
}

int desk_decisions(struct store *store, struct arena *arena, struct str dealing, struct decision_rows *ret_rows,
                   struct seki_err *err)
{
    struct decision_rows rows = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DECISIONS);
    sql_put_text(query, dealing);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct decision_row row = {
            .number = sql_int(query, 0),
            .version = sql_int(query, 1),
            .decision = sql_text(query, arena, 2),
            .reason = sql_text(query, arena, 3),
            .level = sql_text(query, arena, 4),
            .actor = sql_text(query, arena, 5),
            .roles = sql_text(query, arena, 6),
            .at = sql_text(query, arena, 7),
        };
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &rows, row), err);
    }
    *ret_rows = rows;
    return got;
}

/* -- versions and assessments -- */

static struct history_row row_history(struct query *query, struct arena *arena)
{
    return (struct history_row){
        .version = sql_int(query, 0),
        .number = sql_int(query, 1),
        .date = sql_text(query, arena, 2),
        .at = sql_text(query, arena, 3),
        .actor = sql_text(query, arena, 4),
        .sha256 = sql_text(query, arena, 5),
        .level = sql_text(query, arena, 6),
        .is_incomplete = sql_bool(query, 7),
        .is_answer = sql_bool(query, 8),
        .body = sql_text(query, arena, 9),
        .assessment = sql_text(query, arena, 10),
    };
}

int desk_history(struct store *store, struct arena *arena, const struct history_question *question,
                 struct history_rows *ret_rows, struct seki_err *err)
{
    struct history_rows rows = {0};
    AUTO(sql_end)
    struct query *query = sql_ask(store, question->is_assessments ? SQL_HISTORY_ASSESSMENTS : SQL_HISTORY_VERSIONS);
    sql_put_text(query, question->dealing);
    sql_put_int(query, question->before_version);
    sql_put_int(query, question->before_number);
    sql_put_int(query, (int64_t)question->limit);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct history_row row = row_history(query, arena);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &rows, row), err);
    }
    *ret_rows = rows;
    return got;
}
