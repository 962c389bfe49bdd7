/* api/passwords.c - setting and changing passwords, and the one of the first user. */
#include "api/users_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/secret.h"

#include <stdio.h>

/* A password to be set; `stays` is the SHA-256 of the login that does not end. */
struct new_password {
    enum api_verb verb;
    struct str name, hash, stays;
};

static int set_locked(struct seki_session *session, struct arena *arena, const struct new_password *new,
                      struct seki_err *err)
{
    struct user_row user;
    TRY(users_find(session, arena, new->name, &user, err));
    user.password = new->hash;
    TRY(user_put(session->store, &user, err));
    TRY(user_login_drop_others(session->store, new->name, new->stays, err));
    return api_audit(session, new->verb, new->name, STR_NULL, err);
}

static int answer_password(struct seki_session *session, struct arena *arena, struct str name, struct str made,
                           struct seki_answer **ret_answer, struct seki_err *err)
{
    struct value *root = value_new(arena, VALUE_MAP);
    TRY_MEM(value_put_text(arena, root, STR("name"), name), err);
    TRY_MEM(!made.p || value_put_text(arena, root, STR("password"), made), err);
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

int seki_user_password(struct seki_session *session, const char *name, const char *password,
                       struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    char word[SECRET_WORD] = "", hash[SECRET_PASSWORD_HASH];
    struct str made = STR_NULL;
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    TRY(api_enter(session, API_USER_PASSWORD, err));
    if (password) {
        TRY(users_check_password(str_c(password), STR("password"), err));
    } else {
        secret_word(word);
        made = str_c(word);
    }
    TRY(secret_hash_password(password ? str_c(password) : made, hash, err));
    struct new_password new = {API_USER_PASSWORD, str_c(name), str_c(hash), STR("")};
    TRY(store_begin(session->store, err));
    int code = set_locked(session, &arena, &new, err);
    if (code == 0)
        code = answer_password(session, &arena, str_c(name), made, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    secret_wipe(word, sizeof(word));
    return code;
}

/* -- one's own -- */

static int read_change(struct arena *arena, struct str json, struct str *ret_old, struct str *ret_new,
                       struct seki_err *err)
{
    struct str_list keys = {(struct str[]){STR("old"), STR("new")}, 2};
    struct value *body;
    TRY(api_body(arena, json, &keys, &body, err));
    TRY(api_body_text(body, STR("old"), ret_old, err));
    TRY(api_body_text(body, STR("new"), ret_new, err));
    if (!ret_old->p || !ret_new->p)
        return api_refuse(ret_old->p ? STR("new") : STR("old"), err, "is missing");
    return users_check_password(*ret_new, STR("new"), err);
}

static int check_old(struct seki_session *session, struct arena *arena, struct str old, struct seki_err *err)
{
    struct user_row user;
    TRY(users_find(session, arena, session->actor, &user, err));
    if (secret_check_password(user.password.p, old))
        return 0;
    int code = err_set(err, SEKI_E_DENIED, "the old password is not right");
    err_place(err, "/old");
    return code;
}

int seki_password_change(struct seki_session *session, const char *token, const char *json, size_t length,
                         struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    char hash[SECRET_PASSWORD_HASH], stays[SHA256_HEX] = "";
    struct str old, wanted;
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    TRY(api_enter(session, API_PASSWORD, err));
    if (session->has_scopes)
        return access_denied(err); /* a key changes no password */
    TRY(read_change(&arena, (struct str){json, length}, &old, &wanted, err));
    TRY(check_old(session, &arena, old, err));
    TRY(secret_hash_password(wanted, hash, err));
    if (token)
        sha256_of(str_c(token), stays);
    struct new_password new = {API_PASSWORD, session->actor, str_c(hash), str_c(stays)};
    TRY(store_begin(session->store, err));
    int code = set_locked(session, &arena, &new, err);
    if (code == 0)
        code = api_commit(session, NULL, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}

/* -- the first user -- */

static int first_locked(struct seki_session *session, struct str hash, struct seki_err *err)
{
    char at[MOMENT_TEXT];
    int64_t count = 0;
    moment_text(moment_now(), at);
    struct user_row user = {.name = STR("admin"),
                            .password = hash,
                            .created_at = str_c(at),
                            .roles = {(struct str[]){STR("admin"), STR("security_officer")}, 2}};
    TRY(store_begin(session->store, err));
    TRY(user_count(session->store, &count, err));
    if (count)
        return 0;
    TRY(user_add(session->store, &user, err));
    TRY(api_audit(session, API_USER_ADD, user.name, STR("{\"first\":true}"), err));
    TRY(store_commit(session->store, err));
    return 1;
}

int seki_first_user(struct seki_engine *engine, char ret_password[SEKI_PASSWORD_TEXT], struct seki_err *err)
{
    char word[SECRET_WORD], hash[SECRET_PASSWORD_HASH];
    struct seki_session *session = NULL;
    struct session_spec spec = {.actor = STR("local:first"), .is_local = true};
    int64_t count = 0;
    if (!engine->data_dir)
        return err_set(err, SEKI_E_USAGE, "users need a store");
    TRY(session_make(engine, &spec, &session, err));
    secret_word(word);
    int code = user_count(session->store, &count, err);
    if (code == 0 && count == 0)
        code = secret_hash_password(str_c(word), hash, err);
    if (code == 0 && count == 0)
        code = first_locked(session, str_c(hash), err);
    seki_session_close(session);
    if (code == 1)
        (void)snprintf(ret_password, SEKI_PASSWORD_TEXT, "%s", word);
    secret_wipe(word, sizeof(word));
    return code;
}
