/* server/call_desk.c - parties, inbox, what a user keeps, settings and views. */
#include "server/table.h"

static int parties_page(struct request *request, const struct seki_page *page, void *ctx,
                        struct seki_answer **ret_answer, struct seki_err *err)
{
    struct seki_parties_options *options = ctx;
    options->page = *page;
    return seki_parties(request->session, options, ret_answer, err);
}

int call_parties(struct request *request, struct seki_err *err)
{
    struct seki_parties_options options = SEKI_OPTIONS(struct seki_parties_options);
    options.q = request_query_text(request, "q");
    return table_reply(request, &(struct table){TABLE_PARTIES, parties_page, &options}, err);
}

int call_party(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    return call_finish(request, seki_party(request->session, id, &answer, err), &answer);
}

static int inbox_page(struct request *request, const struct seki_page *page, void *ctx, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    struct seki_inbox_options *options = ctx;
    options->page = *page;
    return seki_inbox(request->session, options, ret_answer, err);
}

int call_inbox(struct request *request, struct seki_err *err)
{
    struct seki_inbox_options options = SEKI_OPTIONS(struct seki_inbox_options);
    options.view = request_query_text(request, "view");
    return table_reply(request, &(struct table){TABLE_INBOX, inbox_page, &options}, err);
}

int call_inbox_set(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    int code = seki_inbox_set(request->session, id, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

int call_kept(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *key = request_parameter(request, 0);
    TRY_MEM(key, err);
    return call_finish(request, seki_kept_get(request->session, key, &answer, err), &answer);
}

int call_kept_put(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *key = request_parameter(request, 0);
    TRY_MEM(key, err);
    int code = seki_kept_put(request->session, key, call_body(request), request->body.n, &answer, err);
    return call_silent(request, code, answer);
}

int call_kept_delete(struct request *request, struct seki_err *err)
{
    const char *key = request_parameter(request, 0);
    TRY_MEM(key, err);
    return call_done(request, seki_kept_delete(request->session, key, err));
}

int call_settings(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    return call_finish(request, seki_settings_get(request->session, &answer, err), &answer);
}

int call_settings_put(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_settings_put(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

int call_views(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    return call_finish(request, seki_views_get(request->session, &answer, err), &answer);
}

int call_views_put(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_views_put(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}
