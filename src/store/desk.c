/* store/desk.c - the rows that lists of dealings show; see store/desk.h. */
#include "store/desk.h"

#include "base/limits.h"
#include "store/sql_int.h"

int desk_put(struct store *store, const struct desk_row *row, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DESK_PUT);
    sql_put_text(query, row->id);
    sql_put_int(query, row->version);
    sql_put_text(query, row->kind);
    sql_put_text(query, row->date);
    sql_put_key(query, row->title);
    sql_put_key(query, row->party);
    sql_put_key(query, row->department);
    sql_put_key(query, row->subsidiary);
    sql_put_key(query, row->entered_by);
    sql_put_key(query, row->received_at);
    sql_put_key(query, row->due_at);
    sql_put_text(query, row->due_order);
    sql_put_text(query, row->level);
    sql_put_int(query, row->is_incomplete);
    sql_put_int(query, row->missing);
    sql_put_int(query, row->questions);
    sql_put_key(query, row->decider);
    sql_put_text(query, row->state);
    sql_put_int(query, row->is_work);
    sql_put_key(query, row->owner);
    sql_put_key(query, row->snoozed_until);
    sql_put_text(query, row->search.p ? row->search : STR(""));
    sql_put_text(query, row->updated_at);
    sql_put_int(query, row->revision);
    return sql_run(query, err);
}

static struct desk_row row_desk(struct query *query, struct arena *arena)
{
    return (struct desk_row){
        .id = sql_text(query, arena, 0),
        .version = sql_int(query, 1),
        .kind = sql_text(query, arena, 2),
        .date = sql_text(query, arena, 3),
        .title = sql_text(query, arena, 4),
        .party = sql_text(query, arena, 5),
        .department = sql_text(query, arena, 6),
        .subsidiary = sql_text(query, arena, 7),
        .entered_by = sql_text(query, arena, 8),
        .received_at = sql_text(query, arena, 9),
        .due_at = sql_text(query, arena, 10),
        .due_order = sql_text(query, arena, 11),
        .level = sql_text(query, arena, 12),
        .is_incomplete = sql_bool(query, 13),
        .missing = sql_int(query, 14),
        .questions = sql_int(query, 15),
        .decider = sql_text(query, arena, 16),
        .state = sql_text(query, arena, 17),
        .is_work = sql_bool(query, 18),
        .owner = sql_text(query, arena, 19),
        .snoozed_until = sql_text(query, arena, 20),
        .updated_at = sql_text(query, arena, 21),
        .revision = sql_int(query, 22),
        .sort_key = sql_text(query, arena, 23),
    };
}

static int read_rows(struct query *query, struct arena *arena, struct desk_rows *ret_rows, struct seki_err *err)
{
    struct desk_rows rows = {0};
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct desk_row row = row_desk(query, arena);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &rows, row), err);
    }
    *ret_rows = rows;
    return got;
}

int desk_get(struct store *store, struct arena *arena, struct str id, struct desk_row *ret_row, struct seki_err *err)
{
    struct desk_rows rows;
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DESK_GET);
    sql_put_text(query, id);
    TRY(read_rows(query, arena, &rows, err));
    if (rows.n)
        *ret_row = rows.v[0];
    return rows.n > 0;
}

/* Absent kinds are none: instr() with null would be neither true nor false. */
static void put_view(struct query *query, const struct desk_view *view)
{
    const struct str texts[] = {view->all_kinds, view->department_kinds, view->own_kinds,
                                view->red_kinds, view->department,       view->user};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        sql_put_text(query, texts[i].p ? texts[i] : STR(""));
}

static void put_filter(struct query *query, const struct desk_filter *filter)
{
    sql_put_key(query, filter->kinds);
    sql_put_key(query, filter->levels);
    sql_put_key(query, filter->states);
    sql_put_key(query, filter->department);
    sql_put_text(query, filter->id_part.p ? filter->id_part : STR(""));
    for (size_t i = 0; i < ARRAY_LEN(filter->words); i++)
        sql_put_key(query, filter->words[i]);
}

int desk_page(struct store *store, struct arena *arena, const struct desk_question *question,
              struct desk_rows *ret_rows, struct seki_err *err)
{
    static const enum sql_id STATEMENTS[2][2] = {{SQL_DESK_BY_DATE_UP, SQL_DESK_BY_DATE_DOWN},
                                                 {SQL_DESK_BY_KEY_UP, SQL_DESK_BY_KEY_DOWN}};
    bool is_by_date = question->sort == DESK_BY_DATE;
    AUTO(sql_end) struct query *query = sql_ask(store, STATEMENTS[!is_by_date][question->is_descending]);
    put_view(query, &question->view);
    put_filter(query, &question->filter);
    sql_put_text(query, question->after_key);
    sql_put_text(query, question->after_id);
    sql_put_int(query, (int64_t)question->limit);
    if (!is_by_date)
        sql_put_int(query, (int64_t)question->sort);
    return read_rows(query, arena, ret_rows, err);
}

int desk_work_page(struct store *store, struct arena *arena, const struct desk_work_question *question,
                   struct desk_rows *ret_rows, struct seki_err *err)
{
    const struct str kinds[] = {question->green_kinds, question->amber_kinds, question->red_kinds};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DESK_WORK);
    put_view(query, &question->view);
    sql_put_int(query, (int64_t)question->work);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        sql_put_text(query, kinds[i].p ? kinds[i] : STR(""));
    sql_put_text(query, question->now);
    sql_put_text(query, question->after_key);
    sql_put_text(query, question->after_id);
    sql_put_int(query, (int64_t)question->limit);
    return read_rows(query, arena, ret_rows, err);
}

int desk_of_party(struct store *store, struct arena *arena, const struct desk_view *view, struct str party,
                  struct desk_rows *ret_rows, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DESK_OF_PARTY);
    put_view(query, view);
    sql_put_text(query, party);
    sql_put_int(query, (int64_t)LIMIT(PRODUCT_ROWS));
    return read_rows(query, arena, ret_rows, err);
}

int desk_lacking(struct store *store, struct arena *arena, size_t limit, struct str_list *ret_ids, struct seki_err *err)
{
    struct {
        struct str *v;
        size_t n, cap;
    } ids = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DESK_LACKING);
    sql_put_int(query, (int64_t)limit);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct str id = sql_text(query, arena, 0);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &ids, id), err);
    }
    *ret_ids = (struct str_list){ids.v, ids.n};
    return got;
}

/* -- who entered it -- */

int desk_author_add(struct store *store, struct str dealing, struct str user, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUTHOR_ADD);
    sql_put_text(query, dealing);
    sql_put_text(query, user);
    return sql_run(query, err);
}

int desk_author_has(struct store *store, struct str dealing, struct str user, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUTHOR_HAS);
    sql_put_text(query, dealing);
    sql_put_text(query, user);
    return sql_next(query, err);
}
