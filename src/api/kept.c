/*
 * api/kept.c - what a user keeps: things typed and not sent, saved views, preferences. Only the user's own.
 */
#include "api/users_int.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/json.h"

enum { KEY_BYTES = 200, VIEWS_MOST = 100, VIEW_TEXT = 2000 };

static int enter(const struct seki_session *session, enum api_verb verb, struct seki_err *err)
{
    TRY(api_enter(session, verb, err));
    return session->store ? 0 : err_set(err, SEKI_E_USAGE, "what a user keeps needs a store");
}

/* -- typed and not sent -- */

static int take_place(struct seki_session *session, const char *key, struct str place[3], struct seki_err *err)
{
    struct str text = str_c(key);
    if (!text.n || text.n > KEY_BYTES || utf8_check(text) != text.n)
        return err_set(err, SEKI_E_MEANING, "a key has 1 to %d bytes of UTF-8", KEY_BYTES);
    place[0] = session->actor;
    place[1] = STR("kept");
    place[2] = text;
    return 0;
}

int seki_kept_get(struct seki_session *session, const char *key, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct str place[3], body;
    struct value *root;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(enter(session, API_KEPT, err));
    TRY(take_place(session, key, place, err));
    int got = user_document_get(session->store, &arena, place, &body, err);
    TRY(got);
    if (!got)
        return access_not_found(err);
    TRY(json_parse(&arena, body, &root, err));
    return api_answer(root, ret_answer, err);
}

/* `otherwise` is what is answered while nothing is stored; NULL: then there is nothing to match. */
static int match_document(struct seki_session *session, struct arena *arena, const struct str place[3],
                          struct value *otherwise, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct value *root = otherwise;
    struct str body;
    if (!session->conditions.if_match.p)
        return 0;
    int got = user_document_get(session->store, arena, place, &body, err);
    TRY(got);
    if (got)
        TRY(json_parse(arena, body, &root, err));
    if (!root)
        return api_match(session, STR(""), err);
    TRY(api_answer(root, &answer, err));
    int code = api_match(session, str_c(seki_answer_etag(answer)), err);
    seki_answer_free(answer);
    return code;
}

/* A document of the user and what is answered while there is none. */
struct document {
    struct str place[3];
    struct value *otherwise;
};

static int put_locked(struct seki_session *session, struct arena *arena, const struct document *document,
                      struct str body, struct seki_err *err)
{
    const struct str *place = document->place;
    char at[MOMENT_TEXT];
    int64_t count = 0;
    moment_text(moment_now(), at);
    TRY(store_begin(session->store, err));
    TRY(match_document(session, arena, place, document->otherwise, err));
    TRY(user_document_put(session->store, place, body, str_c(at), err));
    TRY(user_document_count(session->store, place[0], place[1], &count, err));
    if ((uint64_t)count > LIMIT(KEPT_KEYS))
        return err_limit(err, LIMIT_ID_KEPT_KEYS);
    return 0;
}

/* `ret_answer` NULL: nothing is answered. */
static int put_document(struct seki_session *session, struct arena *arena, const struct document *document,
                        const struct value *root, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, (size_t)LIMIT(KEPT_BYTES));
    TRY(api_render(&text, root, err));
    int code = put_locked(session, arena, document, buf_str(&text), err);
    if (code == 0 && ret_answer)
        code = api_answer(root, ret_answer, err);
    if (code == 0)
        code = api_commit(session, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}

int seki_kept_put(struct seki_session *session, const char *key, const char *json, size_t length,
                  struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct document document = {.otherwise = NULL};
    struct value *root;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(enter(session, API_KEPT, err));
    TRY(take_place(session, key, document.place, err));
    if (length > LIMIT(KEPT_BYTES))
        return err_limit(err, LIMIT_ID_KEPT_BYTES);
    TRY(json_parse(&arena, (struct str){json, length}, &root, err));
    return put_document(session, &arena, &document, root, ret_answer, err);
}

int seki_kept_delete(struct seki_session *session, const char *key, struct seki_err *err)
{
    struct str place[3];
    TRY(enter(session, API_KEPT, err));
    TRY(take_place(session, key, place, err));
    int got = user_document_drop(session->store, place, err);
    TRY(got);
    return got ? 0 : access_not_found(err);
}

/* -- saved views -- */

static int check_view(const struct value *view, size_t index, struct seki_err *err)
{
    struct str name = value_get_text(view, STR("name")), address = value_get_text(view, STR("address"));
    bool is_good = value_is(view, VALUE_MAP) && view->n == 2 && name.n && address.n && name.n <= VIEW_TEXT &&
                   address.n <= VIEW_TEXT && address.p[0] == '/' && !str_starts(address, STR("//"));
    if (is_good)
        return 0;
    int code = err_set(err, SEKI_E_MEANING, "must be a name and an address of a page that begins with /");
    err_place(err, "/items/%zu", index);
    return code;
}

static int check_views(const struct value *body, struct seki_err *err)
{
    const struct value *items = value_get(body, STR("items"));
    size_t index = 0;
    if (!value_is(items, VALUE_LIST))
        return api_refuse(STR("items"), err, "must be a list of views");
    if (items->n > VIEWS_MOST)
        return api_refuse(STR("items"), err, "has more than 100 views");
    for (VALUE_EACH(view, items))
        TRY(check_view(view, index++, err));
    return 0;
}

/* No views. NULL without memory. */
static struct value *views_none(struct arena *arena)
{
    struct value *root = value_new(arena, VALUE_MAP);
    return value_put(root, STR("items"), value_new(arena, VALUE_LIST)) ? root : NULL;
}

int seki_views_get(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct value *root;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(enter(session, API_VIEWS, err));
    TRY(users_document(session, &arena, STR("views"), &root, err));
    TRY_MEM(root || (root = views_none(&arena)), err);
    return api_answer(root, ret_answer, err);
}

int seki_views_put(struct seki_session *session, const char *json, size_t length, struct seki_answer **ret_answer,
                   struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct str_list keys = {(struct str[]){STR("items")}, 1};
    struct document document = {.place = {session->actor, STR("views"), STR("")}};
    struct value *body;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(enter(session, API_VIEWS, err));
    TRY_MEM(document.otherwise = views_none(&arena), err);
    TRY(api_body(&arena, (struct str){json, length}, &keys, &body, err));
    TRY(check_views(body, err));
    return put_document(session, &arena, &document, body, ret_answer, err);
}

/* -- preferences: one row each; no words = true or false -- */

static const struct {
    struct str key;
    struct str words[4];
} PREFERENCES[] = {
    {{"theme", 5}, {{"system", 6}, {"light", 5}, {"dark", 4}}},
    {{"language", 8}, {{"ja", 2}, {"en", 2}}},
    {{"wareki", 6}, {{NULL, 0}}},
    {{"density", 7}, {{"compact", 7}, {"default", 7}, {"roomy", 5}}},
    {{"keys", 4}, {{NULL, 0}}},
};

static bool fits(const struct value *value, const struct str words[4])
{
    if (!words[0].p)
        return value_is(value, VALUE_BOOL);
    for (size_t i = 0; i < 4 && words[i].p; i++)
        if (str_eq(value_text(value), words[i]))
            return true;
    return false;
}

int seki_preferences_put(struct seki_session *session, const char *json, size_t length, struct seki_answer **ret_answer,
                         struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct str names[ARRAY_LEN(PREFERENCES)];
    struct str_list keys = {names, ARRAY_LEN(PREFERENCES)};
    struct value *body;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    for (size_t i = 0; i < ARRAY_LEN(PREFERENCES); i++)
        names[i] = PREFERENCES[i].key;
    TRY(enter(session, API_PREFERENCES, err));
    TRY(api_body(&arena, (struct str){json, length}, &keys, &body, err));
    for (size_t i = 0; i < ARRAY_LEN(PREFERENCES); i++) {
        const struct value *value = value_get(body, PREFERENCES[i].key);
        if (value && !fits(value, PREFERENCES[i].words))
            return api_refuse(PREFERENCES[i].key, err, "is no value of this preference");
    }
    const struct document document = {.place = {session->actor, STR("preferences"), STR("")}};
    return put_document(session, &arena, &document, body, ret_answer, err);
}
