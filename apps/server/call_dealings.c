/* server/call_dealings.c - screening, drafts, and dealings from the first verdict to the decision. */
#include "server/table.h"

int call_screen(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_screen_queries(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

int call_draft(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_draft(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

int call_assess(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    bool is_dry_run;
    TRY(request_flag(request, "dry_run", &is_dry_run, err));
    int code = seki_assess(request->session, call_body(request), request->body.n, is_dry_run ? SEKI_ASSESS_DRY_RUN : 0,
                           &answer, err);
    return call_finish(request, code, &answer);
}

static int dealings_page(struct request *request, const struct seki_page *page, void *ctx,
                         struct seki_answer **ret_answer, struct seki_err *err)
{
    struct seki_dealings_options *options = ctx;
    options->page = *page;
    return seki_dealings(request->session, options, ret_answer, err);
}

int call_dealings(struct request *request, struct seki_err *err)
{
    struct seki_dealings_options options = SEKI_OPTIONS(struct seki_dealings_options);
    options.kind = request_query_text(request, "kind");
    options.level = request_query_text(request, "level");
    options.state = request_query_text(request, "state");
    options.q = request_query_text(request, "q");
    options.department = request_query_text(request, "department");
    options.sort = request_query_text(request, "sort");
    return table_reply(request, &(struct table){TABLE_DEALINGS, dealings_page, &options}, err);
}

int call_dealing(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    return call_finish(request, seki_dealing(request->session, id, &answer, err), &answer);
}

int call_versions(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct seki_page page;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    TRY(call_page(request, &page, err));
    return call_finish(request, seki_dealing_versions(request->session, id, &page, &answer, err), &answer);
}

int call_assessments(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct seki_page page;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    TRY(call_page(request, &page, err));
    return call_finish(request, seki_dealing_assessments(request->session, id, &page, &answer, err), &answer);
}

int call_answer(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    int code = seki_dealing_answer(request->session, id, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

/* What is missing stands in the problem itself, beside its usual members. */
static int reply_missing(struct request *request, const struct seki_answer *answer, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    struct str bytes;
    const struct seki_value *root = seki_answer_root(answer);
    const struct seki_value *detail = seki_value_get(root, "detail");
    const char *language = request->head.is_japanese ? "ja" : "en";
    buf_init(&text, (size_t)LIMIT(REQUEST_BYTES));
    buf_add(&text, STR("{\"type\":\"about:blank\",\"title\":"));
    reply_json_text(&text, str_c(reply_title(409, request->head.is_japanese)));
    buf_add(&text, STR(",\"status\":409,\"detail\":"));
    reply_json_text(&text, str_c(seki_value_text(seki_value_get(detail, language))));
    buf_add(&text, STR(",\"missing\":"));
    reply_json_value(&text, seki_value_get(root, "missing"));
    buf_add(&text, STR("}\n"));
    TRY(buf_take(&text, &request->arena, &bytes, err));
    reply_bytes(request, 409, "application/problem+json", bytes);
    return 0;
}

int call_decide(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    int code = seki_dealing_decide(request->session, id, call_body(request), request->body.n, &answer, err);
    if (code == 1) {
        code = reply_missing(request, answer, err);
        seki_answer_free(answer);
        return code;
    }
    return call_finish(request, code, &answer);
}

int call_letter(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct str format = request_query(request, "format");
    const char *id = request_parameter(request, 0), *lang = request_query_text(request, "lang");
    TRY_MEM(id, err);
    TRY(seki_dealing_letter(request->session, id, lang, &answer, err));
    bool is_mail = str_eq(format, STR("eml")), is_text = str_eq(format, STR("text"));
    if (!is_mail && !is_text)
        return call_finish(request, 0, &answer);
    struct str text = arena_str(
        &request->arena, str_c(seki_value_text(seki_value_get(seki_answer_root(answer), is_mail ? "eml" : "text"))));
    seki_answer_free(answer);
    TRY_MEM(text.p, err);
    reply_bytes(request, 200, is_mail ? "message/rfc822" : "text/plain; charset=utf-8", text);
    reply_header(request, "Content-Disposition", is_mail ? "attachment; filename=\"letter.eml\"" : "inline");
    return 0;
}
