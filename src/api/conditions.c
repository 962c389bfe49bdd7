/*
 * api/conditions.c - If-Match and Idempotency-Key of the next changing verb, and the bodies of requests.
 *
 * HOW IT WORKS. seki_conditions() writes both into the session. A changing verb asks api_match() inside its
 * transaction, so nobody can change the thing between the look and the write, and ends with api_commit(), which stores
 * the answer under the key in the same transaction: an answer that is given again belongs to a change that happened
 * once.
 */
#include "api/api_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "codec/json.h"
#include "store/users.h"

enum { ONCE_MS = 24 * 60 * 60 * 1000, CONDITION_TEXT = 256 };

static int take_text(struct seki_session *session, const char *text, const char *what, struct str *ret_text,
                     struct seki_err *err)
{
    struct str given = str_c(text);
    if (given.n > CONDITION_TEXT || (given.p && !given.n))
        return err_set(err, SEKI_E_SYNTAX, "%s has no or more than %d letters", what, CONDITION_TEXT);
    *ret_text = arena_str(&session->arena, given);
    TRY_MEM(!given.p || ret_text->p, err);
    return 0;
}

/* 1: answered before. */
static int look_up(struct seki_session *session, struct arena *arena, struct seki_answer **ret_answer,
                   struct seki_err *err)
{
    const struct session_conditions *conditions = &session->conditions;
    struct request_once row,
        wanted = {.user_name = session->actor, .route = conditions->once_route, .key = conditions->once_key};
    struct value *root;
    int got = request_once_get(session->store, arena, &wanted, &row, err);
    if (got <= 0)
        return got;
    if (!str_eq(row.body_sha256, conditions->once_body))
        return err_set(err, SEKI_E_MEANING, "the Idempotency-Key was used with another body");
    TRY(json_parse(arena, row.answer, &root, err));
    TRY(api_answer(root, ret_answer, err));
    return 1;
}

int seki_conditions(struct seki_session *session, const struct seki_condition_options *options,
                    struct seki_answer **ret_answer, struct seki_err *err)
{
    struct session_conditions *conditions = &session->conditions;
    char sha256[SHA256_HEX];
    *conditions = (struct session_conditions){.if_match = STR_NULL};
    if (!session->store)
        return err_set(err, SEKI_E_USAGE, "conditions need a store");
    TRY(take_text(session, options->if_match, "If-Match", &conditions->if_match, err));
    TRY(take_text(session, options->idempotency_key, "Idempotency-Key", &conditions->once_key, err));
    if (!conditions->once_key.p)
        return 0;
    TRY(take_text(session, options->route, "the route", &conditions->once_route, err));
    sha256_of((struct str){options->body, options->body_length}, sha256);
    TRY(take_text(session, sha256, "the body", &conditions->once_body, err));
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int got = look_up(session, &arena, ret_answer, err);
    if (got != 0)
        *conditions = (struct session_conditions){.if_match = STR_NULL};
    return got;
}

int api_match(struct seki_session *session, struct str etag, struct seki_err *err)
{
    struct str wanted = session->conditions.if_match;
    session->conditions.if_match = STR_NULL;
    if (!wanted.p || str_eq(wanted, STR("*")) || str_eq(wanted, etag))
        return 0;
    return err_set(err, SEKI_E_CONFLICT, "changed by somebody else since it was read");
}

static int keep_answer(struct seki_session *session, const struct seki_answer *answer, struct seki_err *err)
{
    const struct session_conditions *conditions = &session->conditions;
    char now[MOMENT_TEXT], old[MOMENT_TEXT];
    int64_t now_ms = moment_now();
    moment_text(now_ms, now);
    moment_text(now_ms - ONCE_MS, old);
    struct request_once row = {.user_name = session->actor,
                               .route = conditions->once_route,
                               .key = conditions->once_key,
                               .body_sha256 = conditions->once_body,
                               .answer = answer ? answer->json : STR("null"),
                               .at = str_c(now)};
    int code = request_once_put(session->store, &row, str_c(old), err);
    if (code == SEKI_E_EXISTS) /* the same request came twice at once; the other one is answered */
        return err_set(err, SEKI_E_BUSY, "the same request is being answered; ask again");
    return code;
}

int api_commit(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    int code = session->conditions.once_key.p ? keep_answer(session, ret_answer ? *ret_answer : NULL, err) : 0;
    session->conditions = (struct session_conditions){.if_match = STR_NULL};
    if (code == 0)
        code = store_commit(session->store, err);
    if (code < 0 && ret_answer) {
        seki_answer_free(*ret_answer);
        *ret_answer = NULL;
    }
    return code;
}

/* -- bodies -- */

int api_refuse(struct str key, struct seki_err *err, const char *reason)
{
    int code = err_set(err, SEKI_E_MEANING, "%s", reason);
    err_place(err, "/%.*s", STR_ARG(key));
    return code;
}

static int unknown_field(struct str key, const struct str_list *keys, struct seki_err *err)
{
    size_t index;
    int code = nearest_word(keys->v, keys->n, key, &index)
                   ? err_set(err, SEKI_E_MEANING, "unknown field; did you mean %.*s?", STR_ARG(keys->v[index]))
                   : err_set(err, SEKI_E_MEANING, "unknown field");
    err_place(err, "/%.*s", STR_ARG(key));
    return code;
}

int api_body(struct arena *arena, struct str json, const struct str_list *keys, struct value **ret_body,
             struct seki_err *err)
{
    TRY(json_parse(arena, json, ret_body, err));
    if (!value_is(*ret_body, VALUE_MAP))
        return err_set(err, SEKI_E_MEANING, "the body must be an object");
    for (VALUE_EACH(field, *ret_body))
        if (!str_list_has(*keys, field->key))
            return unknown_field(field->key, keys, err);
    return 0;
}

int api_body_text(const struct value *body, struct str key, struct str *ret_text, struct seki_err *err)
{
    const struct value *value = value_get(body, key);
    *ret_text = STR_NULL;
    if (!value || value_is(value, VALUE_NULL))
        return 0;
    if (!value_is(value, VALUE_TEXT))
        return api_refuse(key, err, "must be a text");
    if (!str_trim(value->text).n)
        return api_refuse(key, err, "must not be empty");
    *ret_text = value->text;
    return 0;
}

int api_text_list(struct arena *arena, const struct value *value, struct str_list *ret_list, struct seki_err *err)
{
    size_t n = value_is(value, VALUE_LIST) ? value->n : value_text(value).n > 0;
    struct str *v = ARENA_ARRAY(arena, n, struct str);
    TRY_MEM(v, err);
    *ret_list = (struct str_list){v, 0};
    if (value_text(value).n)
        v[ret_list->n++] = value->text;
    if (value_is(value, VALUE_LIST))
        for (VALUE_EACH(item, value))
            if (value_text(item).n)
                v[ret_list->n++] = item->text;
    return 0;
}
