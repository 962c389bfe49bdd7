/* store/user_login.c - logins and API keys, known by the SHA-256 of what their owner holds; see store/users.h. */
#include "store/sql_int.h"
#include "store/users.h"

int user_login_add(struct store *store, const struct user_login *login, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LOGIN_ADD);
    sql_put_text(query, login->token_sha256);
    sql_put_text(query, login->user_name);
    sql_put_text(query, login->created_at);
    sql_put_text(query, login->expires_at);
    sql_put_text(query, login->purpose.p ? login->purpose : STR(""));
    sql_put_key(query, login->locale);
    return sql_run(query, err);
}

int user_login_get(struct store *store, struct arena *arena, struct str token_sha256, struct str now,
                   struct user_login *ret_login, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LOGIN_GET);
    sql_put_text(query, token_sha256);
    sql_put_text(query, now);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct user_login login = {
        .token_sha256 = sql_text(query, arena, 0),
        .user_name = sql_text(query, arena, 1),
        .created_at = sql_text(query, arena, 2),
        .expires_at = sql_text(query, arena, 3),
        .purpose = sql_text(query, arena, 4),
        .locale = sql_text(query, arena, 5),
    };
    TRY(sql_taken(query, err));
    *ret_login = login;
    return 1;
}

static int run_with(struct store *store, enum sql_id id, struct str first, struct str second, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    sql_put_text(query, first);
    if (second.p)
        sql_put_text(query, second);
    TRY(sql_run(query, err));
    return sql_changes(query) > 0;
}

int user_login_drop(struct store *store, struct str token_sha256, struct seki_err *err)
{
    return run_with(store, SQL_LOGIN_DROP, token_sha256, STR_NULL, err);
}

int user_login_drop_others(struct store *store, struct str user_name, struct str except_sha256, struct seki_err *err)
{
    TRY(run_with(store, SQL_LOGIN_DROP_OTHERS, user_name, except_sha256.p ? except_sha256 : STR(""), err));
    return 0;
}

int user_login_sweep(struct store *store, struct str now, struct seki_err *err)
{
    TRY(run_with(store, SQL_LOGIN_SWEEP, now, STR_NULL, err));
    return 0;
}

/* -- API keys -- */

int api_key_add(struct store *store, const struct api_key *key, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KEY_ADD);
    sql_put_text(query, key->id);
    sql_put_text(query, key->user_name);
    sql_put_text(query, key->key_sha256);
    sql_put_text(query, key->scopes);
    sql_put_text(query, key->created_at);
    sql_put_text(query, key->expires_at);
    return sql_run(query, err);
}

static struct api_key row_key(struct query *query, struct arena *arena)
{
    return (struct api_key){
        .id = sql_text(query, arena, 0),
        .user_name = sql_text(query, arena, 1),
        .key_sha256 = sql_text(query, arena, 2),
        .scopes = sql_text(query, arena, 3),
        .created_at = sql_text(query, arena, 4),
        .expires_at = sql_text(query, arena, 5),
        .revoked_at = sql_text(query, arena, 6),
    };
}

int api_key_get(struct store *store, struct arena *arena, struct str key_sha256, struct api_key *ret_key,
                struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KEY_GET);
    sql_put_text(query, key_sha256);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct api_key key = row_key(query, arena);
    TRY(sql_taken(query, err));
    *ret_key = key;
    return 1;
}

int api_key_all(struct store *store, struct arena *arena, struct api_keys *ret_keys, struct seki_err *err)
{
    struct api_keys keys = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KEY_ALL);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct api_key key = row_key(query, arena);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &keys, key), err);
    }
    *ret_keys = keys;
    return got;
}

int api_key_revoke(struct store *store, struct str id, struct str at, struct seki_err *err)
{
    return run_with(store, SQL_KEY_REVOKE, id, at, err);
}
