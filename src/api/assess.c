/* api/assess.c - seki_assess: JSON in, checked, judged, stored in one transaction, answered. */
#include "api/desk_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/schemas.h"
#include "store/dealings.h"

/* The text of `id`, or a new one where the dealing has none. */
static int take_id(struct arena *arena, struct value *dealing, struct str *ret_id, struct seki_err *err)
{
    const struct value *id = value_get(dealing, STR("id"));
    char uuid[UUID_TEXT];
    if (value_is(id, VALUE_TEXT)) {
        *ret_id = id->text;
        return 0;
    }
    uuid7(moment_now(), uuid);
    *ret_id = arena_str(arena, str_c(uuid));
    TRY_MEM(ret_id->p, err);
    if (!id) {
        TRY_MEM(value_put_text(arena, dealing, STR("id"), *ret_id), err);
        return 0;
    }
    for (struct value *child = dealing->first; child; child = child->next)
        if (child == id) {
            child->kind = VALUE_TEXT;
            child->text = *ret_id;
        }
    return 0;
}

static int read_dealing(struct assess_request *request, struct arena *arena, struct value **ret_dealing,
                        struct seki_err *err)
{
    struct value *dealing;
    if (request->json.n > LIMIT(DEALING_BYTES))
        return err_limit(err, LIMIT_ID_DEALING_BYTES);
    TRY(json_parse(arena, request->json, &dealing, err));
    struct str id = value_get_text(dealing, STR("id"));
    if (id.p)
        request->id = id;
    TRY(schema_check(&SCHEMA_DEALING, dealing, err));
    TRY(take_id(arena, dealing, &request->id, err));
    *ret_dealing = dealing;
    return 0;
}

static int lists_of_day(struct seki_session *session, struct assess_request *request, struct day day,
                        struct seki_err *err)
{
    if (request->has_lists && day_cmp(request->lists->day, day) == 0)
        return 0;
    if (request->has_lists)
        api_day_lists_done(request->lists);
    request->has_lists = false;
    TRY(api_day_lists(session, day, request->lists, err));
    request->has_lists = true;
    return 0;
}

static int keep(const struct assess_context *context, struct seki_session *session, struct arena *arena,
                const struct desk_change *change, const struct assessment *assessment, struct seki_err *err)
{
    TRY(assess_store(context, arena, change->dealing, assessment, err));
    TRY(desk_keep(session, arena, change, err));
    struct str level = finding_level_word(assessment->level);
    struct str detail =
        arena_printf(arena, "{\"version\":%lld,\"level\":\"%.*s\"}", (long long)assessment->version, STR_ARG(level));
    TRY_MEM(detail.p, err);
    return api_audit(session, API_ASSESS, assessment->dealing, detail, err);
}

int api_assess_value(struct seki_session *session, struct assess_request *request, struct arena *arena,
                     struct value **ret_value, struct seki_err *err)
{
    struct value *dealing = NULL;
    struct day day;
    struct assessment assessment = {0};
    struct assess_context context = {.engine = session->engine->assess,
                                     .store = session->store,
                                     .home = session->home,
                                     .timezone = session->timezone,
                                     .actor = session->actor,
                                     .now_ms = moment_now()};
    struct desk_row before;
    char etag[ETAG_TEXT];
    TRY(read_dealing(request, arena, &dealing, err));
    TRY(desk_prepare(session, arena, dealing, &before, err));
    desk_etag(&before, etag);
    TRY(api_match(session, before.id.p ? str_c(etag) : STR(""), err));
    TRY(assess_day(dealing, session->timezone, context.now_ms, &day, err));
    TRY(lists_of_day(session, request, day, err));
    context.lists = request->lists->assess;
    context.n_lists = request->lists->n;
    TRY(dealing_next_version(session->store, request->id, &context.version, err));
    TRY(assess_dealing(&context, arena, dealing, &assessment, err));
    request->version = assessment.version;
    *ret_value = assessment_value(arena, &assessment);
    TRY_MEM(*ret_value, err);
    struct desk_change change = {dealing, *ret_value, &before, session->actor, request->is_answer};
    if (!(request->flags & SEKI_ASSESS_DRY_RUN))
        TRY(keep(&context, session, arena, &change, &assessment, err));
    return 0;
}

static int assess_in(struct seki_session *session, struct assess_request *request, struct arena *arena,
                     struct seki_answer **ret_answer, struct seki_err *err)
{
    struct value *root;
    bool is_dry = request->flags & SEKI_ASSESS_DRY_RUN;
    if (!is_dry)
        TRY(store_begin(session->store, err));
    TRY(api_assess_value(session, request, arena, &root, err));
    if (is_dry)
        TRY(api_audit(session, API_ASSESS, request->id, STR("{\"dry_run\":true}"), err));
    TRY(api_answer(root, ret_answer, err));
    return is_dry ? 0 : api_commit(session, ret_answer, err);
}

int seki_assess(struct seki_session *session, const char *json, size_t length, unsigned flags,
                struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    struct day_lists lists;
    struct assess_request request = {.json = {json, length}, .flags = flags, .lists = &lists};
    TRY(api_enter(session, API_ASSESS, err));
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = assess_in(session, &request, &arena, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    if (request.has_lists)
        api_day_lists_done(&lists);
    arena_done(&arena);
    return code;
}
