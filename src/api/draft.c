/*
 * api/draft.c - seki_draft: a mail or a text as a proposed dealing. The work is done by draft/draft.h in a locked
 * process.
 *
 * Who we are comes from the setting "organisation" ({"names":[],"domains":[],"phones":[]}); without a store the mail's
 * recipients alone tell it, and no audit row is written, for nothing of anybody's is looked at.
 */
#include "draft/draft.h"
#include "api/api_int.h"
#include "base/limits.h"
#include "codec/json.h"

static int read_list(struct arena *arena, const struct value *map, struct str key, struct str_list *ret_list,
                     struct seki_err *err)
{
    const struct value *list = value_get(map, key);
    size_t n = 0;
    ret_list->v = ARENA_ARRAY(arena, (list ? list->n : 0) + 1, struct str);
    TRY_MEM(ret_list->v, err);
    for (VALUE_EACH(item, list))
        if (value_text(item).n)
            ret_list->v[n++] = value_text(item);
    ret_list->n = n;
    return 0;
}

static int read_context(struct seki_session *session, struct arena *arena, struct draft_context *ret_context,
                        struct seki_err *err)
{
    struct str body;
    struct value *organisation = NULL;
    TRY(store_setting_get(session->store, arena, STR("organisation"), &body, err));
    if (body.n)
        TRY(json_parse(arena, body, &organisation, err));
    TRY(read_list(arena, organisation, STR("names"), &ret_context->names, err));
    TRY(read_list(arena, organisation, STR("domains"), &ret_context->domains, err));
    return read_list(arena, organisation, STR("phones"), &ret_context->phones, err);
}

static int draft_in(struct seki_session *session, struct arena *arena, struct str bytes,
                    struct seki_answer **ret_answer, struct seki_err *err)
{
    struct draft_context context = {0};
    struct value *root;
    if (session->store)
        TRY(read_context(session, arena, &context, err));
    TRY(draft_make(&context, arena, bytes, &root, err));
    if (session->store)
        TRY(api_audit(session, API_DRAFT, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

int seki_draft(struct seki_session *session, const void *bytes, size_t length, struct seki_answer **ret_answer,
               struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, session->store ? API_DRAFT : API_DRAFT_ALONE, err));
    return draft_in(session, &arena, (struct str){bytes, length}, ret_answer, err);
}
