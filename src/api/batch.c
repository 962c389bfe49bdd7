/*
 * api/batch.c - the loop: rows in, lines out, in order, each line only after what it says is durable.
 *
 * Dealings are stored in groups of at most GROUP rows, one transaction each with a savepoint for every row, so that a
 * refused row takes nothing else with it. A group also ends when the input has nothing more to read at the moment:
 * whoever sends one line and waits for its answer gets it.
 */
#include "api/batch_int.h"
#include "base/limits.h"

enum { GROUP_ROWS = 256 };

int batch_flush(struct batch *batch, struct seki_err *err)
{
    if (batch->session->store && store_in_transaction(batch->session->store))
        TRY(store_commit(batch->session->store, err));
    TRY(buf_check(&batch->pending, err));
    struct str rest = buf_str(&batch->pending), line;
    while (rest.n && str_split(&rest, STR("\n"), &line))
        if (batch->options->line(batch->options->line_ctx, line.p, line.n) != 0)
            return err_set(err, SEKI_E_IO, "the output cannot be written");
    buf_reset(&batch->pending);
    batch->n_pending = 0;
    return 0;
}

static int show_progress(const struct batch *batch, struct seki_err *err)
{
    struct seki_progress progress = {.step = batch->options->input ? batch->options->input : "parties",
                                     .done = batch->done};
    if (batch->options->progress && batch->options->progress(batch->options->progress_ctx, &progress) != 0)
        return err_set(err, SEKI_E_INTERRUPTED, "interrupted after %llu lines", (unsigned long long)batch->done);
    return 0;
}

static int run_rows(struct batch *batch, struct seki_err *err)
{
    struct batch_row row;
    int code;
    while ((code = batch_next(batch, &row, err)) == 1) {
        if (++batch->done > LIMIT(BATCH_LINES))
            return err_limit(err, LIMIT_ID_BATCH_LINES);
        TRY(batch_answer(batch, &row, err));
        if (++batch->n_pending >= GROUP_ROWS)
            TRY(batch_flush(batch, err));
        TRY(show_progress(batch, err));
    }
    if (batch->flush_code < 0) {
        if (err)
            *err = batch->flush_err;
        return batch->flush_code;
    }
    return code;
}

static enum api_verb verb_of(const struct batch *batch)
{
    static const enum api_verb verbs[] = {
        [SEKI_BATCH_SCREEN] = API_SCREEN, [SEKI_BATCH_COMPARE] = API_COMPARE, [SEKI_BATCH_ASSESS] = API_ASSESS};
    return verbs[batch->options->verb];
}

static int audit_batch(struct batch *batch, struct seki_err *err)
{
    struct str detail;
    if (batch->options->verb == SEKI_BATCH_ASSESS && !(batch->options->flags & SEKI_ASSESS_DRY_RUN))
        return 0; /* each stored dealing has its own row */
    detail = arena_printf(&batch->input_arena, "{\"queries\":%llu}", (unsigned long long)batch->done);
    TRY_MEM(detail.p, err);
    return api_audit(batch->session, verb_of(batch), STR_NULL, detail, err);
}

/* The edition since which changes are asked for; NULL = none. */
static const char *since_of(const struct seki_batch_options *options)
{
    return options->size > offsetof(struct seki_batch_options, changes_since) ? options->changes_since : NULL;
}

static int open_lists(struct batch *batch, struct seki_err *err)
{
    struct str since = str_c(since_of(batch->options));
    struct day today;
    TRY(api_today(batch->session, &today, err));
    TRY(api_day_lists(batch->session, today, &batch->day_lists, err));
    batch->has_day_lists = true;
    if (!since.p)
        return 0;
    TRY(rescreen_open(batch->session, since, &batch->day_lists, &batch->rescreen, err));
    batch->has_rescreen = true;
    return 0;
}

static int check_options(const struct seki_batch_options *options, struct seki_err *err)
{
    bool is_rescreen = since_of(options) != NULL;
    if (is_rescreen && (options->verb != SEKI_BATCH_SCREEN || options->output != SEKI_FORM_JSONL))
        return err_set(err, SEKI_E_USAGE, "changes since an edition are told of screening, as JSON lines");
    if (!is_rescreen && !options->input)
        return err_set(err, SEKI_E_USAGE, "a batch needs an input");
    return 0;
}

static int run_batch(struct batch *batch, struct seki_err *err)
{
    struct str heading = batch_heading(batch);
    TRY(check_options(batch->options, err));
    if (batch->options->verb == SEKI_BATCH_SCREEN)
        TRY(open_lists(batch, err));
    TRY(batch_input_open(batch, err));
    if (heading.p) {
        buf_add(&batch->pending, heading);
        buf_addc(&batch->pending, '\n');
    }
    TRY(run_rows(batch, err));
    TRY(batch_flush(batch, err));
    return audit_batch(batch, err);
}

int seki_batch(struct seki_session *session, const struct seki_batch_options *options, struct seki_err *err)
{
    struct batch batch = {.session = session, .options = options};
    TRY(api_enter(session, verb_of(&batch), err));
    arena_init(&batch.input_arena, (size_t)LIMIT(REQUEST_BYTES));
    arena_init(&batch.row_arena, (size_t)LIMIT(REQUEST_BYTES));
    buf_init(&batch.pending, (size_t)LIMIT(REQUEST_BYTES));
    int code = run_batch(&batch, err);
    if (code < 0 && session->store)
        store_rollback(session->store);
    batch_input_close(&batch);
    if (batch.has_rescreen)
        rescreen_done(&batch.rescreen);
    if (batch.has_day_lists)
        api_day_lists_done(&batch.day_lists);
    buf_done(&batch.pending);
    arena_done(&batch.row_arena);
    arena_done(&batch.input_arena);
    return code < 0 ? code : batch.refused;
}
