/*
 * api/settings.c - settings of the organisation: home, time zone, language, calendar, and who we are.
 *
 * `organisation` is a map of three lists (names, domains, phones) kept as JSON: drafts leave our own out by it.
 */
#include "api/settings_int.h"
#include "api/users_int.h"
#include "base/limits.h"
#include "codec/json.h"
#include "source/country.h"

#include <string.h>

int settings_check_home(struct str home, struct seki_err *err)
{
    if (home.n == 2 && str_eq(country_code(home), home))
        return 0;
    return err_set(err, SEKI_E_MEANING, "home \"%.*s\" is no ISO 3166 alpha-2 code such as JP", STR_ARG(home));
}

int settings_check_timezone(struct str zone, struct seki_err *err)
{
    if (zone_is_known(zone))
        return 0;
    return err_set(err, SEKI_E_MEANING, "unknown time zone \"%.*s\"; use a name such as Asia/Tokyo", STR_ARG(zone));
}

static int check_language(struct str language, struct seki_err *err)
{
    if (str_eq(language, STR("ja")) || str_eq(language, STR("en")))
        return 0;
    return err_set(err, SEKI_E_MEANING, "unknown language \"%.*s\"; ja or en", STR_ARG(language));
}

/* Working days are those of policy/holidays.csv. */
static int check_calendar(struct str calendar, struct seki_err *err)
{
    return str_eq(calendar, STR("JP")) ? 0 : err_set(err, SEKI_E_MEANING, "the calendar is JP");
}

/* -- settings that are one text: one row each -- */

static const struct {
    struct str key, otherwise;
    int (*check)(struct str value, struct seki_err *err);
    bool is_config; /* a setting of seki_config as well */
} SETTINGS[] = {
    {{"home", 4}, {"JP", 2}, settings_check_home, true},
    {{"language", 8}, {"ja", 2}, check_language, false},
    {{"timezone", 8}, {"Asia/Tokyo", 10}, settings_check_timezone, true},
    {{"calendar", 8}, {"JP", 2}, check_calendar, false},
};

static const struct str LISTS[] = {{"names", 5}, {"domains", 7}, {"phones", 6}};

static int put_texts(struct seki_session *session, struct arena *arena, struct value *root, bool config_only,
                     struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        struct str value;
        if (config_only && !SETTINGS[i].is_config)
            continue;
        TRY(store_setting_get(session->store, arena, SETTINGS[i].key, &value, err));
        TRY_MEM(value_put_text(arena, root, SETTINGS[i].key, value.p ? value : SETTINGS[i].otherwise), err);
    }
    return 0;
}

int seki_config(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_CONFIG, err));
    struct value *root = value_new(&arena, VALUE_MAP);
    TRY(put_texts(session, &arena, root, true, err));
    TRY(api_audit(session, API_CONFIG, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

static int put_setting(struct seki_session *session, struct str key, struct str value, struct seki_err *err)
{
    TRY(store_setting_put(session->store, key, value, err));
    TRY(api_audit(session, API_CONFIG_SET, key, STR_NULL, err));
    return store_commit(session->store, err);
}

int seki_config_set(struct seki_session *session, const char *key, const char *value, struct seki_err *err)
{
    TRY(api_enter(session, API_CONFIG_SET, err));
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        if (!str_eq(SETTINGS[i].key, str_c(key)) || !SETTINGS[i].is_config)
            continue;
        TRY(SETTINGS[i].check(str_c(value), err));
        TRY(store_begin(session->store, err));
        int code = put_setting(session, str_c(key), str_c(value), err);
        if (code < 0)
            store_rollback(session->store);
        return code;
    }
    return err_set(err, SEKI_E_USAGE, "unknown setting \"%s\"; there are home and timezone", key);
}

/* -- who we are -- */

static int read_organisation(struct seki_session *session, struct arena *arena, struct value **ret_value,
                             struct seki_err *err)
{
    struct str body;
    struct value *organisation;
    TRY(store_setting_get(session->store, arena, STR("organisation"), &body, err));
    if (body.p)
        return json_parse(arena, body, ret_value, err);
    organisation = value_new(arena, VALUE_MAP);
    for (size_t i = 0; i < ARRAY_LEN(LISTS); i++)
        TRY_MEM(value_put(organisation, LISTS[i], value_new(arena, VALUE_LIST)), err);
    *ret_value = organisation;
    return 0;
}

static int refuse_list(struct str key, struct seki_err *err)
{
    int code = err_set(err, SEKI_E_MEANING, "must be a list of texts");
    err_place(err, "/organisation/%.*s", STR_ARG(key));
    return code;
}

/* What is given replaces, list by list; the result has all three lists. */
static int merge_organisation(struct arena *arena, const struct value *before, const struct value *given,
                              struct value **ret_value, struct seki_err *err)
{
    struct value *after = value_new(arena, VALUE_MAP);
    for (VALUE_EACH(field, given))
        if (!str_list_has((struct str_list){(struct str[]){LISTS[0], LISTS[1], LISTS[2]}, 3}, field->key))
            return api_refuse(STR("organisation"), err, "has names, domains and phones");
    for (size_t i = 0; i < ARRAY_LEN(LISTS); i++) {
        const struct value *list = value_get(given, LISTS[i]);
        if (list && !value_is(list, VALUE_LIST))
            return refuse_list(LISTS[i], err);
        for (VALUE_EACH(item, list))
            if (!value_is(item, VALUE_TEXT) || !str_trim(item->text).n)
                return refuse_list(LISTS[i], err);
        const struct value *taken = list ? list : value_get(before, LISTS[i]);
        TRY_MEM(value_put(after, LISTS[i], taken ? value_copy(arena, taken) : value_new(arena, VALUE_LIST)), err);
    }
    *ret_value = after;
    return 0;
}

static int put_organisation(struct seki_session *session, struct arena *arena, const struct value *given,
                            struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    struct value *before = NULL, *after = NULL;
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    if (!value_is(given, VALUE_MAP))
        return api_refuse(STR("organisation"), err, "must be an object");
    TRY(read_organisation(session, arena, &before, err));
    TRY(merge_organisation(arena, before, given, &after, err));
    TRY(api_render(&text, after, err));
    return store_setting_put(session->store, STR("organisation"), buf_str(&text), err);
}

/* -- all together -- */

static int settings_value(struct seki_session *session, struct arena *arena, struct value **ret_root,
                          struct seki_err *err)
{
    struct value *root = value_new(arena, VALUE_MAP), *organisation;
    TRY(read_organisation(session, arena, &organisation, err));
    TRY_MEM(value_put(root, STR("organisation"), organisation), err);
    TRY(put_texts(session, arena, root, false, err));
    *ret_root = root;
    return 0;
}

int seki_settings_get(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct value *root;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_CONFIG, err));
    TRY(settings_value(session, &arena, &root, err));
    TRY(api_audit(session, API_CONFIG, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

static int put_field(struct seki_session *session, struct arena *arena, const struct value *field, struct seki_err *err)
{
    if (str_eq(field->key, STR("organisation")))
        return put_organisation(session, arena, field, err);
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        if (!str_eq(field->key, SETTINGS[i].key))
            continue;
        if (!value_is(field, VALUE_TEXT))
            return api_refuse(field->key, err, "must be a text");
        int code = SETTINGS[i].check(field->text, err);
        if (code < 0)
            err_place(err, "/%.*s", STR_ARG(field->key));
        TRY(code);
        return store_setting_put(session->store, field->key, field->text, err);
    }
    return 0;
}

static int match_settings(struct seki_session *session, struct arena *arena, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    struct value *root;
    if (!session->conditions.if_match.p)
        return 0;
    TRY(settings_value(session, arena, &root, err));
    TRY(api_answer(root, &answer, err));
    int code = api_match(session, str_c(answer->etag), err);
    seki_answer_free(answer);
    return code;
}

static int put_locked(struct seki_session *session, struct arena *arena, const struct value *body,
                      struct seki_answer **ret_answer, struct seki_err *err)
{
    struct value *root;
    TRY(store_begin(session->store, err));
    TRY(match_settings(session, arena, err));
    for (VALUE_EACH(field, body))
        TRY(put_field(session, arena, field, err));
    TRY(api_audit(session, API_CONFIG_SET, STR_NULL, STR_NULL, err));
    TRY(settings_value(session, arena, &root, err));
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

static int put_settings(struct seki_session *session, struct arena *arena, const struct value *body,
                        struct seki_answer **ret_answer, struct seki_err *err)
{
    int code = put_locked(session, arena, body, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}

int seki_settings_put(struct seki_session *session, const char *json, size_t length, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct str names[ARRAY_LEN(SETTINGS) + 1] = {STR("organisation")};
    struct str_list keys = {names, ARRAY_LEN(names)};
    struct value *body;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++)
        names[i + 1] = SETTINGS[i].key;
    TRY(api_enter(session, API_CONFIG_SET, err));
    TRY(api_body(&arena, (struct str){json, length}, &keys, &body, err));
    return put_settings(session, &arena, body, ret_answer, err);
}

static int list_of(struct arena *arena, struct value *map, struct str key, const char *const *texts, size_t n,
                   struct seki_err *err)
{
    struct value *list = value_new(arena, VALUE_LIST);
    if (!n)
        return 0;
    for (size_t i = 0; i < n; i++)
        TRY_MEM(value_add(list, value_new_text(arena, str_c(texts[i]))), err);
    TRY_MEM(value_put(map, key, list), err);
    return 0;
}

int seki_organisation_put(struct seki_session *session, const struct seki_organisation_options *options,
                          struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_CONFIG_SET, err));
    struct value *body = value_new(&arena, VALUE_MAP);
    struct value *organisation = value_put(body, STR("organisation"), value_new(&arena, VALUE_MAP));
    TRY_MEM(organisation, err);
    TRY(list_of(&arena, organisation, LISTS[0], options->names, options->n_names, err));
    TRY(list_of(&arena, organisation, LISTS[1], options->domains, options->n_domains, err));
    TRY(list_of(&arena, organisation, LISTS[2], options->phones, options->n_phones, err));
    return put_settings(session, &arena, body, ret_answer, err);
}
