/*
 * api/login.c - who is it: passwords, logins, API keys; the session that follows from them.
 *
 * HOW IT WORKS. A login is a random token of which the store keeps the SHA-256 and an end. Roles are read anew for each
 * session, so a change of roles, a disabled user or a revoked key holds from the next request. The CSRF token is
 * derived from the login token: whoever cannot read the cookie cannot make it. Unknown and disabled users cost the same
 * argon2id as known ones, and every cause is answered by one text.
 */
#include "api/users_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/secret.h"
#include "codec/json.h"

#include <stdio.h>

enum { LOGIN_MS = 12 * 60 * 60 * 1000 };

static int login_refused(struct seki_err *err)
{
    return err_set(err, SEKI_E_LOGIN, "not signed in, or the name or the password is wrong");
}

/* -- audit rows of somebody who has no session yet -- */

static int audit_as(struct seki_engine *engine, struct store *store, const struct user_row *user, enum api_verb verb,
                    struct seki_err *err)
{
    struct seki_session session = {
        .engine = engine, .store = store, .actor = user ? user->name : STR("-"), .roles = STR(""), .purpose = STR("")};
    return api_audit(&session, verb, STR_NULL, STR_NULL, err);
}

/* -- logging in -- */

static int begin_login(struct store *store, struct user_row *user, const struct seki_login_options *options,
                       struct str token, struct seki_err *err)
{
    char now[MOMENT_TEXT], end[MOMENT_TEXT], sha256[SHA256_HEX];
    int64_t now_ms = moment_now();
    moment_text(now_ms, now);
    moment_text(now_ms + LOGIN_MS, end);
    sha256_of(token, sha256);
    struct user_login login = {.token_sha256 = str_c(sha256),
                               .user_name = user->name,
                               .created_at = str_c(now),
                               .expires_at = str_c(end),
                               .purpose = str_c(options->purpose),
                               .locale = str_c(options->locale)};
    TRY(user_login_sweep(store, str_c(now), err));
    TRY(user_login_add(store, &login, err));
    user->last_login_at = str_c(now);
    return user_put(store, user, err);
}

static int login_locked(struct seki_engine *engine, struct store *store, struct user_row *user,
                        const struct seki_login_options *options, struct str token, struct seki_err *err)
{
    TRY(store_begin(store, err));
    TRY(begin_login(store, user, options, token, err));
    TRY(audit_as(engine, store, user, API_LOGIN, err));
    return store_commit(store, err);
}

static int login_in(struct seki_engine *engine, struct store *store, const struct seki_login_options *options,
                    char ret_token[SEKI_TOKEN_TEXT], struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct user_row user = {0};
    struct str name = str_c(options->user), password = str_c(options->password);
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    if (name.n > USER_NAME_BYTES || password.n > USER_PASSWORD_BYTES)
        return login_refused(err);
    int got = name.n ? user_get(store, &arena, name, &user, err) : 0;
    TRY(got);
    bool is_known = got && !user.is_disabled;
    if (!secret_check_password(is_known ? user.password.p : NULL, password)) {
        TRY(audit_as(engine, store, NULL, API_LOGIN_FAILED, err));
        return login_refused(err);
    }
    secret_token(ret_token);
    return login_locked(engine, store, &user, options, str_c(ret_token), err);
}

int seki_login(struct seki_engine *engine, const struct seki_login_options *options, char ret_token[SEKI_TOKEN_TEXT],
               struct seki_err *err)
{
    struct store *store = NULL;
    char token[SEKI_TOKEN_TEXT];
    if (!engine->data_dir)
        return err_set(err, SEKI_E_USAGE, "login needs a store");
    TRY(store_pool_take(engine, &store, err));
    int code = login_in(engine, store, options, token, err);
    store_pool_give(engine, store);
    if (code == 0)
        (void)snprintf(ret_token, SEKI_TOKEN_TEXT, "%s", token);
    secret_wipe(token, sizeof(token));
    return code;
}

void seki_token_csrf(const char *token, char ret_csrf[SEKI_TOKEN_TEXT])
{
    secret_derive(STR("csrf"), str_c(token), ret_csrf);
}

bool seki_token_csrf_ok(const char *token, const char *given)
{
    char csrf[SEKI_TOKEN_TEXT];
    seki_token_csrf(token, csrf);
    return given && secret_equal(str_c(csrf), str_c(given));
}

static int logout_in(struct seki_engine *engine, struct store *store, struct str token, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct user_login login;
    char sha256[SHA256_HEX];
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    sha256_of(token, sha256);
    int got = user_login_get(store, &arena, str_c(sha256), STR(""), &login, err);
    if (got <= 0)
        return got;
    struct user_row user = {.name = login.user_name};
    TRY(store_begin(store, err));
    TRY(user_login_drop(store, str_c(sha256), err));
    TRY(audit_as(engine, store, &user, API_LOGOUT, err));
    return store_commit(store, err);
}

int seki_logout(struct seki_engine *engine, const char *token, struct seki_err *err)
{
    struct store *store = NULL;
    if (!engine->data_dir)
        return err_set(err, SEKI_E_USAGE, "logout needs a store");
    TRY(store_pool_take(engine, &store, err));
    int code = logout_in(engine, store, str_c(token), err);
    store_pool_give(engine, store);
    return code;
}

/* -- sessions -- */

/* A text of the user's preferences; STR_NULL = none. */
static int preferred_locale(struct store *store, struct arena *arena, struct str name, struct str *ret_locale,
                            struct seki_err *err)
{
    struct str body;
    struct value *preferences = NULL;
    *ret_locale = STR_NULL;
    int got = user_document_get(store, arena, (struct str[]){name, STR("preferences"), STR("")}, &body, err);
    if (got <= 0)
        return got;
    TRY(json_parse(arena, body, &preferences, err));
    *ret_locale = value_get_text(preferences, STR("language"));
    return 0;
}

struct owner {
    struct str name, purpose, locale, scopes; /* scopes STR_NULL = not a key */
};

static int split_scopes(struct arena *arena, struct str scopes, struct str_list *ret_list, struct seki_err *err)
{
    struct str part;
    struct str_list list = {ARENA_ARRAY(arena, scopes.n + 1, struct str), 0};
    TRY_MEM(list.v, err);
    while (str_split(&scopes, STR(" "), &part))
        if (part.n)
            list.v[list.n++] = part;
    *ret_list = list;
    return 0;
}

static int open_for(struct seki_engine *engine, struct store *store, struct arena *arena, const struct owner *owner,
                    struct seki_session **ret_session, struct seki_err *err)
{
    struct user_row user;
    int got = user_get(store, arena, owner->name, &user, err);
    TRY(got);
    if (!got || user.is_disabled)
        return login_refused(err);
    struct session_spec spec = {.actor = user.name,
                                .department = user.department,
                                .purpose = owner->purpose,
                                .locale = owner->locale,
                                .roles = user.roles,
                                .has_scopes = owner->scopes.p != NULL,
                                .store = store};
    if (!spec.locale.p)
        TRY(preferred_locale(store, arena, user.name, &spec.locale, err));
    if (spec.has_scopes)
        TRY(split_scopes(arena, owner->scopes, &spec.scopes, err));
    return session_make(engine, &spec, ret_session, err);
}

static int find_login(struct store *store, struct arena *arena, struct str token, struct owner *ret_owner,
                      struct seki_err *err)
{
    char sha256[SHA256_HEX], now[MOMENT_TEXT];
    struct user_login login;
    sha256_of(token, sha256);
    moment_text(moment_now(), now);
    int got = user_login_get(store, arena, str_c(sha256), str_c(now), &login, err);
    TRY(got);
    if (!got)
        return login_refused(err);
    *ret_owner = (struct owner){.name = login.user_name, .purpose = login.purpose, .locale = login.locale};
    return 0;
}

static int find_key(struct store *store, struct arena *arena, struct str token, struct owner *ret_owner,
                    struct seki_err *err)
{
    char sha256[SHA256_HEX], now[MOMENT_TEXT];
    struct api_key key;
    sha256_of(token, sha256);
    moment_text(moment_now(), now);
    int got = api_key_get(store, arena, str_c(sha256), &key, err);
    TRY(got);
    if (!got || key.revoked_at.p || str_cmp(key.expires_at, str_c(now)) <= 0)
        return login_refused(err);
    struct str purpose = arena_printf(arena, "key %.*s", STR_ARG(key.id));
    TRY_MEM(purpose.p, err);
    *ret_owner = (struct owner){.name = key.user_name, .purpose = purpose, .scopes = key.scopes};
    return 0;
}

typedef int find_owner_fn(struct store *store, struct arena *arena, struct str token, struct owner *ret_owner,
                          struct seki_err *err);

static int open_by(struct seki_engine *engine, find_owner_fn *find, const char *token,
                   struct seki_session **ret_session, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct store *store = NULL;
    struct owner owner;
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    if (!engine->data_dir)
        return err_set(err, SEKI_E_USAGE, "a login needs a store");
    if (!token || !token[0])
        return login_refused(err);
    TRY(store_pool_take(engine, &store, err));
    int code = find(store, &arena, str_c(token), &owner, err);
    if (code == 0)
        code = open_for(engine, store, &arena, &owner, ret_session, err);
    if (code < 0)
        store_pool_give(engine, store);
    return code;
}

int seki_token_session(struct seki_engine *engine, const char *token, struct seki_session **ret_session,
                       struct seki_err *err)
{
    return open_by(engine, find_login, token, ret_session, err);
}

int seki_key_session(struct seki_engine *engine, const char *key, struct seki_session **ret_session,
                     struct seki_err *err)
{
    return open_by(engine, find_key, key, ret_session, err);
}

/* -- what a session is -- */

static int session_value(struct seki_session *session, struct arena *arena, struct value **ret_root,
                         struct seki_err *err)
{
    struct str_list rights;
    struct value *preferences = NULL, *root = value_new(arena, VALUE_MAP);
    TRY_MEM(access_rights(session, arena, &rights), err);
    TRY(users_document(session, arena, STR("preferences"), &preferences, err));
    if (!preferences)
        preferences = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, root, STR("user"), session->actor) &&
                    value_put(root, STR("roles"), users_texts(arena, session->role_list)) &&
                    value_put_text(arena, root, STR("department"), session->department) &&
                    value_put_text(arena, root, STR("purpose"), session->purpose) &&
                    value_put_text(arena, root, STR("locale"), session->locale) &&
                    value_put_text(arena, root, STR("timezone"), session->timezone) &&
                    value_put(root, STR("may"), users_texts(arena, rights)) &&
                    value_put(root, STR("preferences"), preferences);
    TRY_MEM(is_whole, err);
    *ret_root = root;
    return 0;
}

int seki_session_show(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct value *root;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_SESSION, err));
    TRY(session_value(session, &arena, &root, err));
    return api_answer(root, ret_answer, err);
}
