/*
 * api/users.c - users: add, list, change, passwords; the first one.
 *
 * A password is never answered but once, when it was made here. At least one enabled administrator stays.
 */
#include "api/users_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "codec/json.h"

#include <stdio.h>
#include <string.h>

/* -- values -- */

struct value *users_texts(struct arena *arena, struct str_list texts)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < texts.n; i++)
        if (!value_add(list, value_new_text(arena, texts.v[i])))
            return NULL;
    return list;
}

int users_document(struct seki_session *session, struct arena *arena, struct str space, struct value **ret_value,
                   struct seki_err *err)
{
    struct str body;
    const struct str place[3] = {session->actor, space, STR("")};
    *ret_value = NULL;
    int got = session->store ? user_document_get(session->store, arena, place, &body, err) : 0;
    if (got <= 0)
        return got;
    return json_parse(arena, body, ret_value, err);
}

/* The entity tag of what an administrator may change: a login does not make it another. NULL without memory. */
static struct value *user_etag(struct arena *arena, const struct value *row)
{
    AUTO(buf_done) struct buf text;
    char etag[ETAG_TEXT];
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    if (api_render(&text, row, NULL) < 0)
        return NULL;
    sha256_of(buf_str(&text), etag);
    return value_new_text(arena, arena_str(arena, str_c(etag)));
}

static struct value *user_value(struct arena *arena, const struct user_row *user)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("name"), user->name) &&
                    value_put(row, STR("roles"), users_texts(arena, user->roles)) &&
                    value_put_text(arena, row, STR("department"), user->department) &&
                    value_put_bool(arena, row, STR("disabled"), user->is_disabled) &&
                    value_put_text(arena, row, STR("created_at"), user->created_at) &&
                    value_put(row, STR("etag"), user_etag(arena, row)) &&
                    value_put_text(arena, row, STR("last_login_at"), user->last_login_at);
    return is_whole ? row : NULL;
}

/* -- checks -- */

static bool is_name_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("._-@", c));
}

static int check_name(struct str name, struct seki_err *err)
{
    if (name.n == 0 || name.n > USER_NAME_BYTES)
        return api_refuse(STR("name"), err, "a name has 1 to 64 letters");
    for (size_t i = 0; i < name.n; i++)
        if (!is_name_letter(name.p[i]))
            return api_refuse(STR("name"), err, "a name has letters, digits and . _ - @ only");
    return 0;
}

static int check_roles(struct str_list roles, struct seki_err *err)
{
    if (roles.n == 0)
        return api_refuse(STR("roles"), err, "a user has at least one role");
    for (size_t i = 0; i < roles.n; i++)
        if (!access_is_role(roles.v[i])) {
            int code = err_set(err, SEKI_E_MEANING, "unknown role \"%.*s\"", STR_ARG(roles.v[i]));
            err_place(err, "/roles/%zu", i);
            return code;
        }
    return 0;
}

int users_check_password(struct str password, struct str field, struct seki_err *err)
{
    if (utf8_check(password) != password.n)
        return api_refuse(field, err, "a password is UTF-8");
    if (utf8_count(password) < USER_PASSWORD_LEAST)
        return api_refuse(field, err, "a password has at least 8 characters");
    return password.n > USER_PASSWORD_BYTES ? api_refuse(field, err, "a password has at most 1024 bytes") : 0;
}

int users_find(struct seki_session *session, struct arena *arena, struct str name, struct user_row *ret_user,
               struct seki_err *err)
{
    int got = user_get(session->store, arena, name, ret_user, err);
    TRY(got);
    return got ? 0 : access_not_found(err);
}

/* Inside the transaction, after an administrator was changed: somebody must be left who can undo it. */
static int check_admin(struct seki_session *session, struct seki_err *err)
{
    int64_t count = 0;
    TRY(user_count_role(session->store, STR("admin"), &count, err));
    return count ? 0 : err_set(err, SEKI_E_MEANING, "the last administrator cannot be taken away");
}

/* -- adding -- */

static int hash_of(struct arena *arena, struct str password, struct str *ret_hash, struct seki_err *err)
{
    char hash[SECRET_PASSWORD_HASH];
    TRY(secret_hash_password(password, hash, err));
    *ret_hash = arena_str(arena, str_c(hash));
    TRY_MEM(ret_hash->p, err);
    return 0;
}

static int add_locked(struct seki_session *session, struct arena *arena, const struct user_row *user, struct str made,
                      struct seki_answer **ret_answer, struct seki_err *err)
{
    struct value *root = user_value(arena, user);
    TRY_MEM(!made.p || value_put_text(arena, root, STR("password"), made), err);
    TRY(store_begin(session->store, err));
    int code = user_add(session->store, user, err);
    if (code == SEKI_E_EXISTS)
        err_set(err, code, "there is a user %.*s", STR_ARG(user->name));
    TRY(code);
    TRY(api_audit(session, API_USER_ADD, user->name, STR_NULL, err));
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

static int add_user(struct seki_session *session, struct arena *arena, struct user_row *user, struct str password,
                    struct seki_answer **ret_answer, struct seki_err *err)
{
    char at[MOMENT_TEXT], word[SECRET_WORD];
    struct str made = STR_NULL;
    TRY(check_name(user->name, err));
    TRY(check_roles(user->roles, err));
    if (password.p) {
        TRY(users_check_password(password, STR("password"), err));
    } else {
        secret_word(word);
        password = made = str_c(word);
    }
    TRY(hash_of(arena, password, &user->password, err));
    moment_text(moment_now(), at);
    user->created_at = str_c(at);
    int code = add_locked(session, arena, user, made, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    secret_wipe(word, sizeof(word));
    return code;
}

static int take_roles(struct arena *arena, const char *const *roles, size_t n, struct str_list *ret_roles,
                      struct seki_err *err)
{
    struct str_list list = {ARENA_ARRAY(arena, n, struct str), 0};
    TRY_MEM(list.v, err);
    for (size_t i = 0; i < n; i++)
        if (!str_list_has(list, str_c(roles[i])))
            list.v[list.n++] = str_c(roles[i]);
    *ret_roles = list;
    return 0;
}

int seki_user_add(struct seki_session *session, const struct seki_user_options *options,
                  struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct user_row user = {.name = str_c(options->name), .department = str_c(options->department)};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_USER_ADD, err));
    TRY(take_roles(&arena, options->roles, options->n_roles, &user.roles, err));
    return add_user(session, &arena, &user, str_c(options->password), ret_answer, err);
}

static int roles_of_body(struct arena *arena, const struct value *body, struct str_list *ret_roles,
                         struct seki_err *err)
{
    const struct value *roles = value_get(body, STR("roles"));
    if (!value_is(roles, VALUE_LIST))
        return api_refuse(STR("roles"), err, "must be a list of roles");
    struct str_list list = {ARENA_ARRAY(arena, roles->n, struct str), 0};
    TRY_MEM(list.v, err);
    for (VALUE_EACH(role, roles)) {
        if (!value_is(role, VALUE_TEXT))
            return api_refuse(STR("roles"), err, "must be a list of roles");
        if (!str_list_has(list, role->text))
            list.v[list.n++] = role->text;
    }
    *ret_roles = list;
    return check_roles(list, err);
}

int seki_user_create(struct seki_session *session, const char *json, size_t length, struct seki_answer **ret_answer,
                     struct seki_err *err)
{
    static struct str const KEYS[] = {{"name", 4}, {"roles", 5}, {"department", 10}, {"password", 8}};
    AUTO(arena_done) struct arena arena;
    struct value *body;
    struct user_row user = {0};
    struct str password;
    struct str_list keys = {(struct str[ARRAY_LEN(KEYS)]){KEYS[0], KEYS[1], KEYS[2], KEYS[3]}, ARRAY_LEN(KEYS)};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_USER_ADD, err));
    TRY(api_body(&arena, (struct str){json, length}, &keys, &body, err));
    TRY(api_body_text(body, STR("name"), &user.name, err));
    TRY(api_body_text(body, STR("department"), &user.department, err));
    TRY(api_body_text(body, STR("password"), &password, err));
    TRY(roles_of_body(&arena, body, &user.roles, err));
    return add_user(session, &arena, &user, password, ret_answer, err);
}

/* -- the list -- */

int seki_user_list(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct user_rows users;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_USERS, err));
    TRY(user_all(session->store, &arena, &users, err));
    struct value *root = value_new(&arena, VALUE_MAP), *items = value_new(&arena, VALUE_LIST);
    TRY_MEM(value_put(root, STR("items"), items), err);
    for (size_t i = 0; i < users.n; i++)
        TRY_MEM(value_add(items, user_value(&arena, &users.v[i])), err);
    TRY_MEM(value_put_text(&arena, root, STR("next"), STR_NULL), err);
    TRY(api_audit(session, API_USERS, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

/* -- changing -- */

/* What is to be changed; what is not given stays. */
struct user_change {
    bool has_roles, has_department, has_disabled;
    struct str_list roles;
    struct str department;
    bool is_disabled;
};

static int match_user(struct seki_session *session, struct arena *arena, const struct user_row *user,
                      struct seki_err *err)
{
    struct value *row = user_value(arena, user);
    TRY_MEM(row, err);
    return api_match(session, value_get_text(row, STR("etag")), err);
}

/* The answer is told apart as its row in the list is. */
static int answer_user(struct arena *arena, const struct user_row *user, struct seki_answer **ret_answer,
                       struct seki_err *err)
{
    struct value *row = user_value(arena, user);
    TRY(api_answer(row, ret_answer, err));
    (void)snprintf((*ret_answer)->etag, ETAG_TEXT, "%.*s", STR_ARG(value_get_text(row, STR("etag"))));
    return 0;
}

static int change_locked(struct seki_session *session, struct arena *arena, struct str name,
                         const struct user_change *change, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct user_row user;
    TRY(store_begin(session->store, err));
    TRY(users_find(session, arena, name, &user, err));
    TRY(match_user(session, arena, &user, err));
    bool was_admin = !user.is_disabled && str_list_has(user.roles, STR("admin"));
    if (change->has_roles)
        user.roles = change->roles;
    if (change->has_department)
        user.department = change->department;
    if (change->has_disabled)
        user.is_disabled = change->is_disabled;
    TRY(user_put(session->store, &user, err));
    if (was_admin)
        TRY(check_admin(session, err));
    if (user.is_disabled)
        TRY(user_login_drop_others(session->store, name, STR(""), err));
    TRY(api_audit(session, API_USER_CHANGE, name, STR_NULL, err));
    TRY(answer_user(arena, &user, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

static int change_user(struct seki_session *session, struct arena *arena, const char *name,
                       const struct user_change *change, struct seki_answer **ret_answer, struct seki_err *err)
{
    int code = change_locked(session, arena, str_c(name), change, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}

int seki_user_disable(struct seki_session *session, const char *name, bool is_disabled, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct user_change change = {.has_disabled = true, .is_disabled = is_disabled};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_USER_CHANGE, err));
    return change_user(session, &arena, name, &change, ret_answer, err);
}

int seki_user_roles(struct seki_session *session, const char *name, const char *const *roles, size_t n_roles,
                    struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct user_change change = {.has_roles = true};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_USER_CHANGE, err));
    TRY(take_roles(&arena, roles, n_roles, &change.roles, err));
    TRY(check_roles(change.roles, err));
    return change_user(session, &arena, name, &change, ret_answer, err);
}

int seki_user_change(struct seki_session *session, const char *name, const char *json, size_t length,
                     struct seki_answer **ret_answer, struct seki_err *err)
{
    struct str_list keys = {(struct str[]){STR("roles"), STR("department"), STR("disabled")}, 3};
    AUTO(arena_done) struct arena arena;
    struct user_change change = {0};
    struct value *body;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_USER_CHANGE, err));
    TRY(api_body(&arena, (struct str){json, length}, &keys, &body, err));
    const struct value *disabled = value_get(body, STR("disabled"));
    change.has_roles = value_get(body, STR("roles")) != NULL;
    change.has_department = value_get(body, STR("department")) != NULL;
    change.has_disabled = disabled != NULL;
    if (change.has_roles)
        TRY(roles_of_body(&arena, body, &change.roles, err));
    TRY(api_body_text(body, STR("department"), &change.department, err));
    if (disabled && !value_is(disabled, VALUE_BOOL))
        return api_refuse(STR("disabled"), err, "must be true or false");
    change.is_disabled = disabled && disabled->truth;
    return change_user(session, &arena, name, &change, ret_answer, err);
}
