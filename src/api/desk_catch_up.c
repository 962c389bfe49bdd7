/*
 * api/desk_catch_up.c - dealings stored by an older program get their desk rows and parties when the engine opens.
 *
 * In transactions of some hundred, so that it can be interrupted and goes on the next time.
 */
#include "api/desk_int.h"
#include "base/limits.h"
#include "codec/json.h"
#include "store/dealings.h"

enum { CATCH_UP_ROUND = 500 };

static int catch_up_one(struct seki_session *session, struct arena *arena, struct str id, struct seki_err *err)
{
    struct dealing_version version;
    struct assessment_row assessment;
    struct value *dealing, *answer;
    TRY(dealing_latest(session->store, arena, id, &version, err));
    int got = assessment_latest(session->store, arena, id, &assessment, err);
    TRY(got);
    if (!got)
        return 0; /* verification tells */
    TRY(json_parse(arena, version.body, &dealing, err));
    TRY(json_parse(arena, assessment.body, &answer, err));
    struct desk_change change = {dealing, answer, NULL, version.actor, false};
    return desk_keep(session, arena, &change, err);
}

static int catch_up_round(struct seki_session *session, const struct str_list *ids, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    struct arena_mark empty = arena_mark(&arena);
    TRY(store_begin(session->store, err));
    for (size_t i = 0; i < ids->n; i++) {
        TRY(catch_up_one(session, &arena, ids->v[i], err));
        arena_rewind(&arena, empty);
    }
    return store_commit(session->store, err);
}

static int catch_up_all(struct seki_session *session, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct str_list ids, before = {NULL, 0};
    struct str state;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(store_setting_get(session->store, &arena, STR("desk"), &state, err));
    if (state.p)
        return 0;
    for (;;) {
        TRY(desk_lacking(session->store, &arena, CATCH_UP_ROUND, &ids, err));
        if (!ids.n || (before.n && str_eq(before.v[0], ids.v[0])))
            break; /* nothing is left but what cannot be read */
        TRY(catch_up_round(session, &ids, err));
        before = ids;
    }
    return store_setting_put(session->store, STR("desk"), STR("1"), err);
}

int desk_catch_up(struct seki_engine *engine, struct seki_err *err)
{
    struct seki_session *session = NULL;
    struct session_spec spec = {.actor = STR("local:catch-up"), .is_local = true};
    TRY(session_make(engine, &spec, &session, err));
    int code = catch_up_all(session, err);
    seki_session_close(session);
    return code == SEKI_E_CORRUPT ? 0 : code; /* verification must be able to run */
}
