/*
 * api/dealing_answer.c - an answer of a person: put into the dealing, judged again, stored as its next version.
 */
#include "api/dealing_int.h"
#include "base/limits.h"
#include "codec/json.h"

static int check_evidence(const struct value *evidence, struct seki_err *err)
{
    if (!evidence || value_is(evidence, VALUE_NULL))
        return 0;
    if (!value_is(evidence, VALUE_LIST))
        return api_refuse(STR("evidence"), err, "must be a list of texts");
    for (VALUE_EACH(item, evidence))
        if (!value_is(item, VALUE_TEXT) || !item->text.n)
            return api_refuse(STR("evidence"), err, "must be a list of texts");
    return 0;
}

/* The body as an answer of the dealing: {"state","note"?,"evidence"?,"by","at"}. */
static int read_answer(struct seki_session *session, struct arena *arena, struct str json, struct answer_row *row,
                       struct value **ret_answer, struct seki_err *err)
{
    struct str_list keys = {(struct str[]){STR("indicator"), STR("state"), STR("note"), STR("evidence")}, 4};
    struct value *body, *answer = value_new(arena, VALUE_MAP);
    TRY(api_body(arena, json, &keys, &body, err));
    TRY(api_body_text(body, STR("indicator"), &row->indicator, err));
    TRY(api_body_text(body, STR("state"), &row->state, err));
    TRY(api_body_text(body, STR("note"), &row->note, err));
    const struct value *evidence = value_get(body, STR("evidence"));
    TRY(check_evidence(evidence, err));
    if (!row->indicator.p || !row->state.p)
        return api_refuse(row->indicator.p ? STR("state") : STR("indicator"), err, "is missing");
    bool is_whole = value_put_text(arena, answer, STR("state"), row->state) &&
                    (!row->note.p || value_put_text(arena, answer, STR("note"), row->note)) &&
                    (!evidence || value_put(answer, STR("evidence"), value_copy(arena, evidence))) &&
                    value_put_text(arena, answer, STR("by"), session->actor) &&
                    value_put_text(arena, answer, STR("at"), row->at);
    TRY_MEM(is_whole, err);
    *ret_answer = answer;
    return 0;
}

/* `map` without the key. */
static void take_out(struct value *map, struct str key)
{
    struct value **link = &map->first, *before = NULL;
    for (; *link; before = *link, link = &(*link)->next)
        if (str_eq((*link)->key, key)) {
            if (map->last == *link)
                map->last = before;
            *link = (*link)->next;
            map->n--;
            return;
        }
}

static int put_answer(struct arena *arena, struct value *dealing, struct str indicator, struct value *answer,
                      struct seki_err *err)
{
    struct value *answers = NULL;
    for (struct value *child = dealing->first; child; child = child->next)
        if (str_eq(child->key, STR("answers")) && value_is(child, VALUE_MAP))
            answers = child;
    if (!answers) {
        take_out(dealing, STR("answers"));
        answers = value_put(dealing, STR("answers"), value_new(arena, VALUE_MAP));
        TRY_MEM(answers, err);
    }
    take_out(answers, indicator);
    TRY_MEM(value_put(answers, indicator, answer), err);
    return 0;
}

static int evidence_json(struct arena *arena, const struct value *answer, struct str *ret_json, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    const struct value *evidence = value_get(answer, STR("evidence"));
    buf_init(&text, (size_t)LIMIT(JSON_BYTES));
    if (value_is(evidence, VALUE_LIST))
        json_write(&text, evidence);
    else
        buf_add(&text, STR("[]"));
    return buf_take(&text, arena, ret_json, err);
}

/* The dealing with the answer, judged and stored. */
static int judge(struct seki_session *session, struct arena *arena, struct dealing_now *now, struct answer_row *row,
                 struct value **ret_root, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    struct day_lists lists;
    struct assess_request request = {.lists = &lists, .is_answer = true};
    buf_init(&text, (size_t)LIMIT(DEALING_BYTES) + 1);
    json_write(&text, now->dealing);
    TRY(buf_check(&text, err));
    request.json = buf_str(&text);
    struct value *root;
    int code = api_assess_value(session, &request, arena, &root, err);
    if (code >= 0 && !(*ret_root = value_copy(arena, root))) /* it names lists, which end here */
        code = err_oom(err);
    if (request.has_lists)
        api_day_lists_done(&lists);
    row->version = request.version;
    return code;
}

/* What the dealing calls /answers/PRC-13/note is /note to whoever sent the answer. */
static void shorten_place(struct seki_err *err, struct str indicator)
{
    struct str head = STR("/answers/");
    struct seki_err copy;
    if (!err || !str_starts(str_c(err->place), head))
        return;
    copy = *err;
    struct str rest = str_from(str_c(copy.place), head.n);
    if (str_starts(rest, indicator))
        rest = str_from(rest, indicator.n);
    err->place[0] = '\0';
    err_place(err, "%.*s", STR_ARG(rest.n ? rest : STR("/state")));
}

static int answer_locked(struct seki_session *session, struct arena *arena, struct str id, struct str json,
                         struct seki_answer **ret_answer, struct seki_err *err)
{
    char at[MOMENT_TEXT];
    struct answer_row row = {.actor = session->actor};
    struct dealing_now now;
    struct value *answer = NULL, *root = NULL;
    moment_text(moment_now(), at);
    row.at = str_c(at);
    TRY(store_begin(session->store, err));
    TRY(dealing_read(session, arena, id, &now, err));
    if (!now.access.can_write)
        return access_denied(err);
    TRY(read_answer(session, arena, json, &row, &answer, err));
    TRY(evidence_json(arena, answer, &row.evidence, err));
    TRY(put_answer(arena, now.dealing, row.indicator, answer, err));
    int code = judge(session, arena, &now, &row, &root, err);
    if (code == SEKI_E_MEANING)
        shorten_place(err, row.indicator);
    TRY(code);
    TRY(desk_answer_add(session->store, id, &row, err));
    TRY(api_audit(session, API_ANSWER, id, STR_NULL, err));
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

int seki_dealing_answer(struct seki_session *session, const char *id, const char *json, size_t length,
                        struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_ANSWER, err));
    int code = answer_locked(session, &arena, str_c(id), (struct str){json, length}, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}
