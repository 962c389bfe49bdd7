/* api/keys.c - API keys: added (shown once), listed, revoked. */
#include "api/users_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/secret.h"

static int scopes_value(struct arena *arena, struct str scopes, struct value **ret_list, struct seki_err *err)
{
    struct value *list = value_new(arena, VALUE_LIST);
    struct str scope;
    TRY_MEM(list, err);
    while (str_split(&scopes, STR(" "), &scope))
        TRY_MEM(value_add(list, value_new_text(arena, scope)), err);
    *ret_list = list;
    return 0;
}

static int key_value(struct arena *arena, const struct api_key *key, struct value **ret_row, struct seki_err *err)
{
    struct value *row = value_new(arena, VALUE_MAP), *scopes;
    TRY(scopes_value(arena, key->scopes, &scopes, err));
    bool is_whole = value_put_text(arena, row, STR("id"), key->id) &&
                    value_put_text(arena, row, STR("user"), key->user_name) && value_put(row, STR("scopes"), scopes) &&
                    value_put_text(arena, row, STR("created_at"), key->created_at) &&
                    value_put_text(arena, row, STR("expires_at"), key->expires_at) &&
                    value_put_text(arena, row, STR("revoked_at"), key->revoked_at);
    TRY_MEM(is_whole, err);
    *ret_row = row;
    return 0;
}

static int take_scopes(struct arena *arena, const struct seki_key_options *options, struct str *ret_scopes,
                       struct seki_err *err)
{
    AUTO(buf_done) struct buf joined;
    buf_init(&joined, (size_t)LIMIT(FIELD_BYTES));
    if (options->n_scopes == 0)
        return api_refuse(STR("scopes"), err, "a key has at least one scope");
    for (size_t i = 0; i < options->n_scopes; i++) {
        struct str scope = str_c(options->scopes[i]);
        if (!access_is_right(scope) && !str_eq(scope, STR("metrics"))) {
            int code = err_set(err, SEKI_E_MEANING, "unknown scope \"%.*s\"", STR_ARG(scope));
            err_place(err, "/scopes/%zu", i);
            return code;
        }
        if (i)
            buf_addc(&joined, ' ');
        buf_add(&joined, scope);
    }
    return buf_take(&joined, arena, ret_scopes, err);
}

/* "2027-01-31": until the end of that day in the organisation's zone. */
static int take_end(const struct seki_session *session, struct str text, char ret_end[MOMENT_TEXT],
                    struct seki_err *err)
{
    struct day day;
    int64_t ms = 0;
    if (day_parse_full(text, &day))
        TRY(zone_moment(session->timezone, day_of_number(day_number(day) + 1), 0, 0, &ms, err));
    else if (!moment_parse(text, &ms))
        return api_refuse(STR("expires"), err, "must be a day such as 2027-01-31 or a moment");
    if (ms <= moment_now())
        return api_refuse(STR("expires"), err, "must be in the future");
    moment_text(ms, ret_end);
    return 0;
}

static int add_locked(struct seki_session *session, struct arena *arena, const struct api_key *key, struct str token,
                      struct seki_answer **ret_answer, struct seki_err *err)
{
    struct user_row user;
    struct value *root;
    TRY(store_begin(session->store, err));
    TRY(users_find(session, arena, key->user_name, &user, err));
    TRY(api_key_add(session->store, key, err));
    TRY(api_audit(session, API_KEY_ADD, key->id, STR_NULL, err));
    TRY(key_value(arena, key, &root, err));
    TRY_MEM(value_put_text(arena, root, STR("key"), token), err);
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

int seki_key_add(struct seki_session *session, const struct seki_key_options *options, struct seki_answer **ret_answer,
                 struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    char token[SECRET_TOKEN], sha256[SHA256_HEX], id[UUID_TEXT], at[MOMENT_TEXT], end[MOMENT_TEXT];
    struct str scopes;
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    TRY(api_enter(session, API_KEY_ADD, err));
    TRY(take_scopes(&arena, options, &scopes, err));
    TRY(take_end(session, str_c(options->expires), end, err));
    secret_token(token);
    sha256_of(str_c(token), sha256);
    uuid7(moment_now(), id);
    moment_text(moment_now(), at);
    struct api_key key = {.id = str_c(id),
                          .user_name = str_c(options->user),
                          .key_sha256 = str_c(sha256),
                          .scopes = scopes,
                          .created_at = str_c(at),
                          .expires_at = str_c(end)};
    int code = add_locked(session, &arena, &key, str_c(token), ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    secret_wipe(token, sizeof(token));
    return code;
}

int seki_key_list(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct api_keys keys;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_KEYS, err));
    TRY(api_key_all(session->store, &arena, &keys, err));
    struct value *root = value_new(&arena, VALUE_MAP), *items = value_new(&arena, VALUE_LIST), *row;
    TRY_MEM(value_put(root, STR("items"), items), err);
    for (size_t i = 0; i < keys.n; i++) {
        TRY(key_value(&arena, &keys.v[i], &row, err));
        TRY_MEM(value_add(items, row), err);
    }
    TRY_MEM(value_put_text(&arena, root, STR("next"), STR_NULL), err);
    TRY(api_audit(session, API_KEYS, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

static int revoke_locked(struct seki_session *session, struct arena *arena, struct str id,
                         struct seki_answer **ret_answer, struct seki_err *err)
{
    char at[MOMENT_TEXT];
    struct value *root = value_new(arena, VALUE_MAP);
    moment_text(moment_now(), at);
    TRY(store_begin(session->store, err));
    int got = api_key_revoke(session->store, id, str_c(at), err);
    TRY(got);
    if (!got)
        return access_not_found(err);
    TRY(api_audit(session, API_KEY_REVOKE, id, STR_NULL, err));
    TRY_MEM(value_put_text(arena, root, STR("id"), id) && value_put_text(arena, root, STR("revoked_at"), str_c(at)),
            err);
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

int seki_key_revoke(struct seki_session *session, const char *id, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(RECORD_BYTES));
    TRY(api_enter(session, API_KEY_REVOKE, err));
    int code = revoke_locked(session, &arena, str_c(id), ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}
