/* api/import.c - seki_import: list files into the store, the report as values. */
#include "source/import.h"
#include "api/list_int.h"
#include "base/limits.h"

/* The public progress function behind source's. */
struct progress_bridge {
    const struct seki_import_options *options;
};

static int pass_progress(void *ctx, const struct import_progress *progress)
{
    const struct progress_bridge *bridge = ctx;
    struct seki_progress shown = {.step = progress->file, .done = progress->records, .total = 0};
    if (progress->done && progress->total) /* records to come, by the share of the bytes */
        shown.total = progress->records * progress->total / progress->done;
    return bridge->options->progress(bridge->options->progress_ctx, &shown);
}

/* Whom the editions of an import concern. */
struct look {
    struct seki_session *session;
    struct arena *arena;
    struct value *ours;
};

static int look_at(void *ctx, struct str edition_id, struct seki_err *err)
{
    struct look *look = ctx;
    return list_add_affected(look->session, look->arena, edition_id, look->ours, err);
}

static struct value *rejects_value(struct arena *arena, const struct import_line *line)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < line->rejects.n; i++) {
        struct value *row = value_add(list, value_new(arena, VALUE_MAP));
        if (!value_put_int(arena, row, STR("line"), (int64_t)line->rejects.v[i].line) ||
            !value_put_text(arena, row, STR("reason"), line->rejects.v[i].reason))
            return NULL;
    }
    return list;
}

static struct value *notes_value(struct arena *arena, const struct import_line *line)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < line->notes.n; i++)
        if (!value_add(list, value_new_text(arena, line->notes.v[i])))
            return NULL;
    return list;
}

/* What only some lines have. */
static bool put_remarks(struct arena *arena, struct value *row, const struct import_line *line)
{
    if (line->is_known && !value_put_bool(arena, row, STR("known"), true))
        return false;
    if (line->rejects.n && !value_put(row, STR("rejects"), rejects_value(arena, line)))
        return false;
    if (line->notes.n && !value_put(row, STR("notes"), notes_value(arena, line)))
        return false;
    return !line->error.p || value_put_text(arena, row, STR("error"), line->error);
}

static struct value *line_value(struct arena *arena, const struct import_line *line)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("file"), line->file) &&
                    value_put_text(arena, row, STR("list"), line->list) &&
                    value_put_text(arena, row, STR("edition"), line->edition) &&
                    value_put_int(arena, row, STR("added"), line->added) &&
                    value_put_int(arena, row, STR("changed"), line->changed) &&
                    value_put_int(arena, row, STR("removed"), line->removed) &&
                    value_put_int(arena, row, STR("rejected"), line->rejected);
    return is_whole && put_remarks(arena, row, line) ? row : NULL;
}

static int import_in(struct seki_session *session, const struct seki_import_options *options, struct arena *arena,
                     struct seki_answer **ret_answer, struct seki_err *err)
{
    struct progress_bridge bridge = {options};
    struct import_report report = {0};
    struct look look = {session, arena, value_new(arena, VALUE_LIST)};
    struct day day;
    bool is_dry = options->size > offsetof(struct seki_import_options, flags) && options->flags & SEKI_IMPORT_DRY_RUN;
    struct import_ctx ctx = {.store = session->store,
                             .tools = session->engine->text,
                             .now_ms = moment_now(),
                             .edition = str_c(options->edition),
                             .actor = session->actor,
                             .roles = session->roles,
                             .purpose = session->purpose,
                             .progress = options->progress ? pass_progress : NULL,
                             .progress_ctx = &bridge,
                             .is_dry = is_dry,
                             .look = look_at,
                             .look_ctx = &look};
    TRY_MEM(look.ours, err);
    if (ctx.edition.p && !day_parse_full(ctx.edition, &day))
        return err_set(err, SEKI_E_USAGE, "edition \"%s\" is no day such as 2026-02-27", options->edition);
    TRY(import_files(&ctx, options->paths, options->n_paths, arena, &report, err));
    struct value *root = value_new(arena, VALUE_MAP), *files = value_new(arena, VALUE_LIST);
    TRY_MEM(value_put(root, STR("files"), files), err);
    for (size_t i = 0; i < report.n; i++)
        TRY_MEM(value_add(files, line_value(arena, &report.v[i])), err);
    if (look.ours->n)
        TRY_MEM(value_put(root, STR("affects"), look.ours), err);
    if (is_dry) {
        TRY_MEM(value_put_bool(arena, root, STR("dry_run"), true), err);
        TRY(api_audit(session, API_IMPORT, STR_NULL, STR("{\"dry_run\":true}"), err));
    }
    TRY(api_answer(root, ret_answer, err));
    return (int)report.n_refused;
}

int seki_import(struct seki_session *session, const struct seki_import_options *options,
                struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    TRY(api_enter(session, API_IMPORT, err));
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = import_in(session, options, &arena, ret_answer, err);
    arena_done(&arena);
    return code;
}
