/* api/session.c - sessions: who acts, in which roles, for what purpose, with a store connection of their own. */
#include "api/api_int.h"
#include "base/limits.h"
#include "base/mem.h"

static int take_roles(struct seki_session *session, const struct seki_session_options *options, struct seki_err *err)
{
    AUTO(buf_done) struct buf joined;
    buf_init(&joined, (size_t)LIMIT(FIELD_BYTES));
    if (options->n_roles == 0) {
        session->roles = STR("*");
        return 0;
    }
    session->role_list.v = ARENA_ARRAY(&session->arena, options->n_roles, struct str);
    TRY_MEM(session->role_list.v, err);
    for (size_t i = 0; i < options->n_roles; i++) {
        struct str role = arena_str(&session->arena, str_c(options->roles[i]));
        TRY_MEM(role.p, err);
        session->role_list.v[session->role_list.n++] = role;
        if (i)
            buf_addc(&joined, ',');
        buf_add(&joined, role);
    }
    return buf_take(&joined, &session->arena, &session->roles, err);
}

static int fill_session(struct seki_session *session, const struct seki_session_options *options, struct seki_err *err)
{
    if (!options->actor || !options->actor[0])
        return err_set(err, SEKI_E_USAGE, "a session needs an actor");
    session->actor = arena_str(&session->arena, str_c(options->actor));
    session->purpose = arena_str(&session->arena, str_c(options->purpose ? options->purpose : ""));
    TRY_MEM(session->actor.p && session->purpose.p, err);
    TRY(take_roles(session, options, err));
    if (!session->engine->data_dir)
        return 0;
    TRY(store_open(session->engine->data_dir, &session->store, err));
    TRY(store_setting_get(session->store, &session->arena, STR("home"), &session->home, err));
    return store_setting_get(session->store, &session->arena, STR("timezone"), &session->timezone, err);
}

int seki_session_open(struct seki_engine *engine, const struct seki_session_options *options,
                      struct seki_session **ret_session, struct seki_err *err)
{
    struct seki_session *session = mem_zalloc(1, sizeof(*session));
    TRY_MEM(session, err);
    session->engine = engine;
    arena_init(&session->arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = fill_session(session, options, err);
    if (code < 0) {
        seki_session_close(session);
        return code;
    }
    *ret_session = session;
    return 0;
}

void seki_session_close(struct seki_session *session)
{
    if (!session)
        return;
    store_close(&session->store);
    arena_done(&session->arena);
    mem_free(session);
}

int api_today(const struct seki_session *session, struct day *ret_day, struct seki_err *err)
{
    return zone_day(session->timezone, moment_now(), ret_day, err);
}
