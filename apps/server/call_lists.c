/* server/call_lists.c - lists: editions, differences, undo, reviews of hits, import as a job; the jobs themselves. */
#include "server/table.h"

#include <stdio.h>
#include <string.h>

static int lists_page(struct request *request, const struct seki_page *page, void *ctx, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    struct seki_editions_options *options = ctx;
    options->page = *page;
    return seki_list_editions(request->session, options, ret_answer, err);
}

int call_lists(struct request *request, struct seki_err *err)
{
    struct seki_editions_options options = SEKI_OPTIONS(struct seki_editions_options);
    options.q = request_query_text(request, "q");
    TRY(request_flag(request, "current", &options.is_current_only, err));
    return table_reply(request, &(struct table){TABLE_LISTS, lists_page, &options}, err);
}

struct edition_name {
    const char *code, *edition;
};

static int rejects_page(struct request *request, const struct seki_page *page, void *ctx,
                        struct seki_answer **ret_answer, struct seki_err *err)
{
    const struct edition_name *name = ctx;
    return seki_list_rejects(request->session, name->code, name->edition, page, ret_answer, err);
}

int call_rejects(struct request *request, struct seki_err *err)
{
    struct edition_name name = {request_parameter(request, 0), request_parameter(request, 1)};
    TRY_MEM(name.code && name.edition, err);
    return table_reply(request, &(struct table){TABLE_REJECTS, rejects_page, &name}, err);
}

static int diff_page(struct request *request, const struct seki_page *page, void *ctx, struct seki_answer **ret_answer,
                     struct seki_err *err)
{
    struct seki_list_diff_options *options = ctx;
    options->page = *page;
    return seki_list_diff(request->session, options, ret_answer, err);
}

int call_diff(struct request *request, struct seki_err *err)
{
    struct seki_list_diff_options options = SEKI_OPTIONS(struct seki_list_diff_options);
    options.code = request_parameter(request, 0);
    options.edition = request_parameter(request, 1);
    options.against = request_query_text(request, "against");
    options.change = request_query_text(request, "change");
    TRY_MEM(options.code && options.edition, err);
    TRY(request_flag(request, "ours", &options.is_ours_only, err));
    return table_reply(request, &(struct table){TABLE_DIFF, diff_page, &options}, err);
}

int call_list_undo(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *code = request_parameter(request, 0), *edition = request_parameter(request, 1);
    TRY_MEM(code && edition, err);
    return call_finish(request, seki_list_undo(request->session, code, edition, &answer, err), &answer);
}

int call_reviews(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct seki_reviews_options options = SEKI_OPTIONS(struct seki_reviews_options);
    TRY(call_page(request, &options.page, err));
    options.list = request_query_text(request, "list");
    options.entry = request_query_text(request, "entry");
    return call_finish(request, seki_reviews(request->session, &options, &answer, err), &answer);
}

int call_review_create(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_review_add(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

static int run_import(struct job *job, struct seki_answer **ret_answer, struct seki_err *err)
{
    const char *path = job->path;
    struct seki_import_options options = SEKI_OPTIONS(struct seki_import_options);
    options.paths = &path;
    options.n_paths = 1;
    options.edition = job->options[0][0] ? job->options[0] : NULL;
    options.progress = job_progress;
    options.progress_ctx = job;
    options.flags = job->is_dry_run ? SEKI_IMPORT_DRY_RUN : 0;
    return seki_import(job->session, &options, ret_answer, err);
}

int call_import(struct request *request, struct seki_err *err)
{
    struct job *job;
    struct str edition = request_query(request, "edition");
    bool is_dry_run;
    if (request->received == 0)
        return err_set(err, SEKI_E_MEANING, "the body is empty; send the bytes of the list file");
    TRY(request_flag(request, "dry_run", &is_dry_run, err));
    if (edition.n >= sizeof(job->options[0]))
        return err_set(err, SEKI_E_MEANING, "edition is no day such as 2026-02-27");
    TRY(jobs_add(request, run_import, &job, err));
    job->is_dry_run = is_dry_run;
    (void)snprintf(job->options[0], sizeof(job->options[0]), "%.*s", STR_ARG(edition));
    struct str body = arena_printf(&request->arena, "{\"job\":\"%s\"}\n", job->id);
    struct str place = arena_printf(&request->arena, "/v1/jobs/%s", job->id);
    jobs_queue(job);
    TRY_MEM(body.p && place.p, err);
    reply_bytes(request, 202, "application/json", body);
    reply_header(request, "Location", place.p);
    return 0;
}

static int reply_job(struct request *request, struct job *job, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    struct str bytes;
    buf_init(&text, (size_t)LIMIT(REQUEST_BYTES));
    jobs_json(job, &text);
    TRY(buf_take(&text, &request->arena, &bytes, err));
    reply_bytes(request, 200, "application/json", bytes);
    return 0;
}

int call_job(struct request *request, struct seki_err *err)
{
    struct job *job;
    TRY(jobs_find(request, &job, err));
    int code = reply_job(request, job, err);
    jobs_release(job);
    return code;
}

int call_job_cancel(struct request *request, struct seki_err *err)
{
    struct job *job;
    TRY(jobs_find(request, &job, err));
    (void)jobs_cancel(job);
    int code = reply_job(request, job, err);
    jobs_release(job);
    return code;
}

int call_job_events(struct request *request, struct seki_err *err)
{
    struct job *job;
    TRY(jobs_find(request, &job, err));
    reply_bytes(request, 200, "text/event-stream", STR(""));
    request->reply.events = job; /* released with the request */
    return 0;
}
