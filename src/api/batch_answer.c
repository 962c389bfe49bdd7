/* api/batch_answer.c - one row of a batch answered: a line for each verb and form. */
#include "api/batch_int.h"
#include "base/limits.h"

struct str batch_heading(const struct batch *batch)
{
    if (batch->options->output != SEKI_FORM_CSV)
        return STR_NULL;
    return batch->options->verb == SEKI_BATCH_COMPARE
               ? STR("id,score,decision")
               : STR("id,list,entry,entity,score,decision,query_name,entry_name,error");
}

static int add_json(struct batch *batch, const struct value *root, struct seki_err *err)
{
    TRY(api_render(&batch->pending, root, err));
    buf_addc(&batch->pending, '\n');
    return buf_check(&batch->pending, err);
}

/* One CSV field (RFC 4180); line ends inside become blanks, because a line is a row here. */
static void add_field(struct buf *out, struct str text, bool is_last)
{
    bool needs_quotes = str_find_char(text, ',', 0) != SIZE_MAX || str_find_char(text, '"', 0) != SIZE_MAX;
    if (needs_quotes)
        buf_addc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, text.p[i] == '\n' || text.p[i] == '\r' ? ' ' : text.p[i]);
    }
    if (needs_quotes)
        buf_addc(out, '"');
    buf_addc(out, is_last ? '\n' : ',');
}

static struct str shown_text(const struct value *value)
{
    return value && value->text.p ? value->text : STR("");
}

static int add_hits_csv(struct batch *batch, const struct value *root, struct seki_err *err)
{
    static const struct str keys[] = {{"list", 4},     {"entry", 5},       {"entity", 6},     {"score", 5},
                                      {"decision", 8}, {"query_name", 10}, {"entry_name", 10}};
    const struct value *hits = value_get(root, STR("hits"));
    struct str id = shown_text(value_get(root, STR("id")));
    const struct value *error = value_get(root, STR("error"));
    const struct value *hit = hits->first;
    do {
        add_field(&batch->pending, id, false);
        for (size_t i = 0; i < ARRAY_LEN(keys); i++)
            add_field(&batch->pending, shown_text(value_get(hit, keys[i])), false);
        add_field(&batch->pending, shown_text(error), true);
        hit = hit ? hit->next : NULL;
    } while (hit);
    return buf_check(&batch->pending, err);
}

/* {"id","hits":[],"error"} of a row that could not be read or asked. */
static struct value *refused_query(struct batch *batch, const struct batch_row *row, const struct seki_err *problem)
{
    struct arena *arena = &batch->row_arena;
    struct value *root = value_new(arena, VALUE_MAP);
    struct value *id = row->id ? value_copy(arena, row->id) : value_new_text(arena, STR(""));
    struct str reason = arena_str(arena, str_c(problem->reason)); /* the problem does not outlive the caller */
    if (!reason.p || !value_put(root, STR("id"), id) || !value_put(root, STR("hits"), value_new(arena, VALUE_LIST)) ||
        !value_put_text(arena, root, STR("error"), reason))
        return NULL;
    return root;
}

/* SEKI_E_MEANING where the words of the row make no query. */
static int query_of_row(struct batch *batch, const struct batch_row *row, struct screen_query *ret_query,
                        struct seki_err *err)
{
    if (row->party)
        return assess_party_query(&batch->row_arena, row->party, ret_query, err);
    return api_query_fill(&row->words, ret_query, err);
}

/* The line of a row; NULL where only changes are asked for and there is none. */
static int screen_row(struct batch *batch, const struct batch_row *row, struct value **ret_root, struct seki_err *err)
{
    struct screen_query query;
    struct seki_err problem = row->problem;
    int code = row->has_problem ? problem.code : query_of_row(batch, row, &query, &problem);
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    if (code < 0) {
        *ret_root = refused_query(batch, row, &problem);
        TRY_MEM(*ret_root, err);
        return 0;
    }
    struct screen_request request = {batch->session, &batch->day_lists, &query, row->id, batch->options->flags};
    if (batch->has_rescreen)
        return rescreen_value(&batch->rescreen, &request, &batch->row_arena, ret_root, err);
    return api_screen_value(&request, &batch->row_arena, ret_root, err);
}

static int answer_screen(struct batch *batch, const struct batch_row *row, struct seki_err *err)
{
    struct value *root = NULL;
    TRY(screen_row(batch, row, &root, err));
    if (!root)
        return 0;
    if (value_get(root, STR("error")))
        batch->refused++;
    return batch->options->output == SEKI_FORM_CSV ? add_hits_csv(batch, root, err) : add_json(batch, root, err);
}

static int compare_row(struct batch *batch, const struct batch_row *row, struct screen_hit *ret_hit,
                       struct seki_err *err)
{
    struct screen_pair pair = {.left = row->left, .right = row->right, .has_schema = row->words.schema.n > 0};
    if (pair.has_schema && !party_schema_of(row->words.schema, &pair.schema))
        return err_set(err, SEKI_E_MEANING, "unknown schema \"%.*s\"", STR_ARG(row->words.schema));
    return screen_compare(batch->session->engine->text, &pair, &batch->row_arena, ret_hit, err);
}

static int add_pair_csv(struct batch *batch, const struct batch_row *row, const struct screen_hit *hit,
                        struct seki_err *err)
{
    struct str score = api_score_text(&batch->row_arena, hit->score);
    TRY_MEM(score.p, err);
    add_field(&batch->pending, shown_text(row->id), false);
    add_field(&batch->pending, score, false);
    add_field(&batch->pending, screen_decision_word(hit->decision), true);
    return buf_check(&batch->pending, err);
}

/* A pair that cannot be compared is no match; JSON says why. */
static int answer_compare(struct batch *batch, const struct batch_row *row, struct seki_err *err)
{
    struct arena *arena = &batch->row_arena;
    struct screen_hit hit = {0};
    struct seki_err problem = row->problem;
    int code = row->has_problem ? problem.code : compare_row(batch, row, &hit, &problem);
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    if (code < 0)
        batch->refused++;
    if (batch->options->output == SEKI_FORM_CSV)
        return add_pair_csv(batch, row, &hit, err);
    struct value *root = value_new(arena, VALUE_MAP);
    struct value *answer = api_compare_value(arena, &hit);
    TRY_MEM(answer && value_put(root, STR("id"), row->id ? value_copy(arena, row->id) : value_new_text(arena, STR(""))),
            err);
    struct value *next;
    for (struct value *child = answer->first; child; child = next) {
        next = child->next;
        child->next = NULL;
        TRY_MEM(value_put(root, child->key, child), err);
    }
    if (code < 0)
        TRY_MEM(value_put_text(arena, root, STR("error"), str_c(problem.reason)), err);
    return add_json(batch, root, err);
}

static bool is_refusal(int code)
{
    return code == SEKI_E_MEANING || code == SEKI_E_SYNTAX || code == SEKI_E_LIMIT || code == SEKI_E_UNSUPPORTED;
}

/* {"line","dealing","error":{"path","reason"}} */
static int add_refused_dealing(struct batch *batch, const struct batch_row *row, struct str id,
                               const struct seki_err *problem, struct seki_err *err)
{
    struct arena *arena = &batch->row_arena;
    struct value *root = value_new(arena, VALUE_MAP), *error = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_int(arena, root, STR("line"), (int64_t)row->number) &&
                    value_put_text(arena, root, STR("dealing"), id) && value_put(root, STR("error"), error) &&
                    value_put_text(arena, error, STR("path"), str_c(problem->place)) &&
                    value_put_text(arena, error, STR("reason"), str_c(problem->reason));
    TRY_MEM(is_whole, err);
    batch->refused++;
    return add_json(batch, root, err);
}

static int assess_row(struct batch *batch, struct assess_request *request, struct value **ret_root,
                      struct seki_err *err)
{
    struct store *store = batch->session->store;
    if (request->flags & SEKI_ASSESS_DRY_RUN)
        return api_assess_value(batch->session, request, &batch->row_arena, ret_root, err);
    if (!store_in_transaction(store))
        TRY(store_begin(store, err));
    TRY(store_savepoint(store, err));
    int code = api_assess_value(batch->session, request, &batch->row_arena, ret_root, err);
    if (code == 0)
        return store_release(store, err);
    store_rollback_to(store);
    return code;
}

static int answer_assess(struct batch *batch, const struct batch_row *row, struct seki_err *err)
{
    struct seki_err problem = row->problem;
    struct assess_request request = {.json = row->line,
                                     .flags = batch->options->flags,
                                     .lists = &batch->day_lists,
                                     .has_lists = batch->has_day_lists};
    struct value *root = NULL;
    int code = row->has_problem ? problem.code : assess_row(batch, &request, &root, &problem);
    batch->has_day_lists = request.has_lists;
    if (code == 0)
        return add_json(batch, root, err);
    if (is_refusal(code))
        return add_refused_dealing(batch, row, request.id, &problem, err);
    if (err)
        *err = problem;
    return code;
}

int batch_answer(struct batch *batch, const struct batch_row *row, struct seki_err *err)
{
    static int (*const answers[])(struct batch *, const struct batch_row *,
                                  struct seki_err *) = {[SEKI_BATCH_SCREEN] = answer_screen,
                                                        [SEKI_BATCH_COMPARE] = answer_compare,
                                                        [SEKI_BATCH_ASSESS] = answer_assess};
    return answers[batch->options->verb](batch, row, err);
}
