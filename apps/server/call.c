/* server/call.c - see server/call.h. */
#include "server/call.h"

#include <stdio.h>
#include <string.h>

static void put_tag(struct request *request, const char *tag)
{
    struct str quoted = arena_printf(&request->arena, "\"%s\"", tag);
    bool is_get = str_eq(request->endpoint->method, STR("GET"));
    if (is_get && str_eq(request->head.if_none_match, str_c(tag)))
        reply_nothing(request, 304);
    reply_header(request, "ETag", quoted.p);
    if (is_get)
        reply_header(request, "Cache-Control", "private, no-cache");
}

/* What a GET answers, and what a PUT leaves, has a tag; of other calls the answer is not what was changed. */
static const char *tag_of(struct request *request, const struct seki_answer *answer)
{
    struct str method = request->endpoint->method;
    if (!str_eq(method, STR("GET")) && !str_eq(method, STR("PUT")))
        return NULL;
    return arena_cstr(&request->arena, str_c(seki_answer_etag(answer)));
}

int call_finish(struct request *request, int code, struct seki_answer **answer)
{
    if (code < 0)
        return code;
    const char *tag = tag_of(request, *answer);
    reply_answer(request, request->endpoint->flags & END_CREATED ? 201 : 200, *answer);
    *answer = NULL;
    if (tag && tag[0] && request->reply.status == 200)
        put_tag(request, tag);
    return 0;
}

int call_done(struct request *request, int code)
{
    if (code < 0)
        return code;
    reply_nothing(request, 204);
    return 0;
}

int call_silent(struct request *request, int code, struct seki_answer *answer)
{
    const char *tag = code < 0 ? NULL : tag_of(request, answer);
    seki_answer_free(answer);
    TRY(call_done(request, code));
    if (tag)
        put_tag(request, tag);
    return 0;
}

int call_page(struct request *request, struct seki_page *ret_page, struct seki_err *err)
{
    struct str limit = request_query(request, "limit");
    uint64_t n = 0;
    if (limit.p && (!str_to_u64(limit, &n) || n < 1 || n > 200)) {
        (void)err_set(err, SEKI_E_MEANING, "limit is a number from 1 to 200");
        err_place(err, "/limit");
        return SEKI_E_MEANING;
    }
    *ret_page = (struct seki_page){(unsigned)n, request_query_text(request, "cursor")};
    return 0;
}

const char *call_body(const struct request *request)
{
    return request->body.p ? request->body.p : "";
}

int call_parse(struct request *request, struct seki_answer **ret_tree, struct seki_err *err)
{
    struct seki_answer *tree = NULL;
    TRY(seki_parse(call_body(request), request->body.n, &tree, err));
    if (seki_value_kind(seki_answer_root(tree)) == SEKI_MAP) {
        *ret_tree = tree;
        return 0;
    }
    seki_answer_free(tree);
    return err_set(err, SEKI_E_MEANING, "the body must be an object");
}

int call_text(const struct seki_answer *tree, const char *key, const char **ret_text, struct seki_err *err)
{
    const struct seki_value *value = seki_value_get(seki_answer_root(tree), key);
    if (seki_value_kind(value) == SEKI_TEXT) {
        *ret_text = seki_value_text(value);
        return 0;
    }
    (void)err_set(err, SEKI_E_MEANING, "must be a text");
    err_place(err, "/%s", key);
    return SEKI_E_MEANING;
}
