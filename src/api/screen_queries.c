/*
 * api/screen_queries.c - many queries in one body: each is answered with the line that the batch command gives.
 *
 *   {"queries":[{"id":"a","name":"Kite"},3]}  ->  {"results":[{"id":"a","hits":[]},{"id":"","hits":[],"error":"..."}]}
 */
#include "api/batch_int.h"
#include "base/limits.h"
#include "codec/json.h"

static int answer_query(struct batch *batch, const struct value *query, struct seki_err *err)
{
    struct batch_row row = {.number = 1};
    int code = batch_take_object(batch, query, &row, &row.problem);
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    row.has_problem = code < 0;
    return batch_answer(batch, &row, err);
}

/* Lines joined by commas: the line ends of batch_answer become commas. */
static int collect(struct batch *batch, const struct value *queries, struct buf *out, struct seki_err *err)
{
    buf_add(out, STR("{\"results\":["));
    for (VALUE_EACH(query, queries)) {
        arena_done(&batch->row_arena);
        buf_reset(&batch->pending);
        TRY(answer_query(batch, query, err));
        struct str line = buf_str(&batch->pending);
        if (query != queries->first)
            buf_addc(out, ',');
        buf_add(out, str_sub(line, 0, line.n - 1));
    }
    buf_add(out, STR("]}"));
    return buf_check(out, err);
}

static int answer_all(struct batch *batch, const struct value *queries, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    AUTO(buf_done) struct buf out;
    struct value *root;
    struct day today;
    buf_init(&out, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_today(batch->session, &today, err));
    TRY(api_day_lists(batch->session, today, &batch->day_lists, err));
    batch->has_day_lists = true;
    TRY(collect(batch, queries, &out, err));
    struct str detail = arena_printf(&batch->input_arena, "{\"queries\":%zu}", queries ? queries->n : 0);
    TRY_MEM(detail.p, err);
    TRY(api_audit(batch->session, API_SCREEN, STR_NULL, detail, err));
    TRY(json_parse(&batch->input_arena, buf_str(&out), &root, err));
    return api_answer(root, ret_answer, err);
}

static int read_queries(struct batch *batch, struct str json, const struct value **ret_queries, struct seki_err *err)
{
    struct str_list keys = {(struct str[]){STR("queries")}, 1};
    struct value *body;
    TRY(api_body(&batch->input_arena, json, &keys, &body, err));
    const struct value *queries = value_get(body, STR("queries"));
    if (!value_is(queries, VALUE_LIST))
        return api_refuse(STR("queries"), err, "must be a list of queries");
    if (queries->n > LIMIT(SCREEN_QUERIES))
        return err_limit(err, LIMIT_ID_SCREEN_QUERIES);
    *ret_queries = queries;
    return 0;
}

int seki_screen_queries(struct seki_session *session, const char *json, size_t length, struct seki_answer **ret_answer,
                        struct seki_err *err)
{
    struct seki_batch_options options = SEKI_OPTIONS(struct seki_batch_options);
    struct batch batch = {.session = session, .options = &options};
    const struct value *queries = NULL;
    options.verb = SEKI_BATCH_SCREEN;
    TRY(api_enter(session, API_SCREEN, err));
    arena_init(&batch.input_arena, (size_t)LIMIT(REQUEST_BYTES));
    arena_init(&batch.row_arena, (size_t)LIMIT(REQUEST_BYTES));
    buf_init(&batch.pending, (size_t)LIMIT(REQUEST_BYTES));
    int code = read_queries(&batch, (struct str){json, length}, &queries, err);
    if (code == 0)
        code = answer_all(&batch, queries, ret_answer, err);
    if (batch.has_day_lists)
        api_day_lists_done(&batch.day_lists);
    buf_done(&batch.pending);
    arena_done(&batch.row_arena);
    arena_done(&batch.input_arena);
    return code;
}
