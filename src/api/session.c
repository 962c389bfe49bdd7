/*
 * api/session.c - sessions: who acts, in which roles, for what purpose, with a store connection of their own.
 *
 * Connections are kept when a session ends, so that a session for each request costs no opening of files.
 */
#include "api/api_int.h"
#include "base/limits.h"
#include "base/mem.h"

/* -- connections -- */

int store_pool_init(struct store_pool *pool, struct seki_err *err)
{
    return pthread_mutex_init(&pool->mutex, NULL) != 0 ? err_set(err, SEKI_E_INTERNAL, "no mutex for the store") : 0;
}

void store_pool_done(struct store_pool *pool)
{
    for (size_t i = 0; i < pool->n; i++)
        store_close(&pool->v[i]);
    (void)pthread_mutex_destroy(&pool->mutex);
}

int store_pool_take(struct seki_engine *engine, struct store **ret_store, struct seki_err *err)
{
    struct store_pool *pool = &engine->stores;
    struct store *store = NULL;
    (void)pthread_mutex_lock(&pool->mutex);
    if (pool->n)
        store = pool->v[--pool->n];
    (void)pthread_mutex_unlock(&pool->mutex);
    if (!store)
        return store_open(engine->data_dir, ret_store, err);
    *ret_store = store;
    return 0;
}

void store_pool_give(struct seki_engine *engine, struct store *store)
{
    struct store_pool *pool = &engine->stores;
    if (!store)
        return;
    store_rollback(store);
    (void)pthread_mutex_lock(&pool->mutex);
    if (pool->n < STORE_POOL) {
        pool->v[pool->n++] = store;
        store = NULL;
    }
    (void)pthread_mutex_unlock(&pool->mutex);
    store_close(&store);
}

/* -- sessions -- */

static int copy_text(struct arena *arena, struct str text, struct str *ret_copy, struct seki_err *err)
{
    *ret_copy = arena_str(arena, text);
    TRY_MEM(!text.p || ret_copy->p, err);
    return 0;
}

static int copy_list(struct arena *arena, struct str_list list, struct str_list *ret_copy, struct seki_err *err)
{
    struct str_list copy = {ARENA_ARRAY(arena, list.n, struct str), 0};
    TRY_MEM(copy.v, err);
    for (size_t i = 0; i < list.n; i++)
        TRY(copy_text(arena, list.v[i], &copy.v[copy.n++], err));
    *ret_copy = copy;
    return 0;
}

static int join_roles(struct seki_session *session, struct seki_err *err)
{
    AUTO(buf_done) struct buf joined;
    buf_init(&joined, (size_t)LIMIT(FIELD_BYTES));
    for (size_t i = 0; i < session->role_list.n; i++) {
        if (i)
            buf_addc(&joined, ',');
        buf_add(&joined, session->role_list.v[i]);
    }
    return buf_take(&joined, &session->arena, &session->roles, err);
}

static int fill_session(struct seki_session *session, const struct session_spec *spec, struct seki_err *err)
{
    struct arena *arena = &session->arena;
    if (!spec->actor.n)
        return err_set(err, SEKI_E_USAGE, "a session needs an actor");
    session->is_local = spec->is_local;
    session->has_scopes = spec->has_scopes;
    TRY(copy_text(arena, spec->actor, &session->actor, err));
    TRY(copy_text(arena, spec->purpose.p ? spec->purpose : STR(""), &session->purpose, err));
    TRY(copy_text(arena, spec->department, &session->department, err));
    TRY(copy_text(arena, spec->locale.p ? spec->locale : STR("en"), &session->locale, err));
    TRY(copy_list(arena, spec->roles, &session->role_list, err));
    TRY(copy_list(arena, spec->scopes, &session->scopes, err));
    session->roles = STR("*");
    if (!spec->is_local)
        TRY(join_roles(session, err));
    if (!session->engine->data_dir)
        return 0;
    if (!session->store)
        TRY(store_pool_take(session->engine, &session->store, err));
    TRY(store_setting_get(session->store, arena, STR("home"), &session->home, err));
    return store_setting_get(session->store, arena, STR("timezone"), &session->timezone, err);
}

int session_make(struct seki_engine *engine, const struct session_spec *spec, struct seki_session **ret_session,
                 struct seki_err *err)
{
    struct seki_session *session = mem_zalloc(1, sizeof(*session));
    TRY_MEM(session, err);
    session->engine = engine;
    session->store = spec->store;
    arena_init(&session->arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = fill_session(session, spec, err);
    if (code < 0) {
        if (spec->store)
            session->store = NULL; /* it stays the caller's */
        seki_session_close(session);
        return code;
    }
    *ret_session = session;
    return 0;
}

int seki_session_open(struct seki_engine *engine, const struct seki_session_options *options,
                      struct seki_session **ret_session, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(FIELD_BYTES));
    struct session_spec spec = {.actor = str_c(options->actor),
                                .purpose = str_c(options->purpose),
                                .locale = str_c(options->locale),
                                .is_local = options->n_roles == 0};
    spec.roles.v = ARENA_ARRAY(&arena, options->n_roles, struct str);
    TRY_MEM(spec.roles.v, err);
    for (size_t i = 0; i < options->n_roles; i++)
        spec.roles.v[spec.roles.n++] = str_c(options->roles[i]);
    return session_make(engine, &spec, ret_session, err);
}

void seki_session_close(struct seki_session *session)
{
    if (!session)
        return;
    store_pool_give(session->engine, session->store);
    arena_done(&session->arena);
    mem_free(session);
}

int api_today(const struct seki_session *session, struct day *ret_day, struct seki_err *err)
{
    return zone_day(session->timezone, moment_now(), ret_day, err);
}
