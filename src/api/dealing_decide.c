/*
 * api/dealing_decide.c - decisions: who may record which, what blocks approval, and the record itself.
 *
 * approve, decline and hold need d at the dealing's level, escalate needs w at any level; whoever entered the dealing
 * records none (HTTP section 3). An open mandatory check blocks approval and nothing else.
 */
#include "api/dealing_int.h"
#include "base/limits.h"

static const struct str DECISIONS[] = {{"approve", 7}, {"hold", 4}, {"decline", 7}, {"escalate", 8}};
enum { APPROVE, HOLD, DECLINE, ESCALATE };

enum { REASON_BYTES = 16 * 1024 };

bool dealing_put_bilingual(struct arena *arena, struct value *map, struct str key, struct bilingual text)
{
    struct value *pair = value_new(arena, VALUE_MAP);
    return value_put_text(arena, pair, STR("ja"), text.ja) && value_put_text(arena, pair, STR("en"), text.en) &&
           value_put(map, key, pair);
}

static const struct bilingual ASSET_TITLE = {{"対象の技術・機微度が未記入", 39},
                                             {"No asset, or no sensitivity of it", 33}};

struct value *dealing_missing(struct arena *arena, const struct dealing_now *now)
{
    struct value *list = desk_missing(arena, now->assessment);
    if (!list || list->n || !now->row.is_incomplete)
        return list;
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("path"), STR("/asset")) &&
                    dealing_put_bilingual(arena, row, STR("title"), ASSET_TITLE) && value_add(list, row);
    return is_whole ? list : NULL;
}

/* May the decision be recorded, but for what is missing? */
static bool is_allowed(const struct access_dealing *access, size_t decision)
{
    if (access->is_author)
        return false;
    return decision == ESCALATE ? access->can_write : access->can_decide;
}

static bool is_blocked(const struct dealing_now *now, size_t decision)
{
    return decision == APPROVE && now->missing->n > 0;
}

static struct bilingual reason_author(void)
{
    return (struct bilingual){STR("登録者は判断できません"), STR("Who entered a dealing does not decide it")};
}

/* "PRC-13, PRC-20" */
static int name_missing(struct arena *arena, const struct value *missing, struct str *ret_text, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    for (VALUE_EACH(row, missing)) {
        struct str indicator = value_get_text(row, STR("indicator"));
        if (text.n)
            buf_add(&text, STR(", "));
        buf_add(&text, indicator.p ? indicator : value_get_text(row, STR("path")));
    }
    return buf_take(&text, arena, ret_text, err);
}

static bool reason_missing(struct arena *arena, const struct dealing_now *now, struct bilingual *ret_reason)
{
    struct str names;
    if (name_missing(arena, now->missing, &names, NULL) < 0)
        return false;
    ret_reason->ja = arena_printf(arena, "必須の確認が終わっていないため承認できません：%.*s", STR_ARG(names));
    ret_reason->en = arena_printf(arena, "Approval is blocked, mandatory checks are open: %.*s", STR_ARG(names));
    return ret_reason->ja.p && ret_reason->en.p;
}

/* Why one or all of the decisions cannot be recorded. False without memory. */
static bool why_not(struct arena *arena, const struct dealing_now *now, struct bilingual *ret_reason)
{
    *ret_reason = (struct bilingual){STR_NULL, STR_NULL};
    if (now->access.is_author) {
        *ret_reason = reason_author();
    } else if (!now->access.can_decide) {
        struct bilingual decider = access_role_text(now->row.decider);
        ret_reason->ja = arena_printf(arena, "この判定で判断できるのは%.*sです", STR_ARG(decider.ja));
        ret_reason->en = arena_printf(arena, "At this level %.*s decides", STR_ARG(decider.en));
        return ret_reason->ja.p && ret_reason->en.p;
    } else if (now->missing->n) {
        return reason_missing(arena, now, ret_reason);
    }
    return true;
}

struct value *dealing_can_decide(struct arena *arena, const struct dealing_now *now)
{
    struct value *map = value_new(arena, VALUE_MAP), *list = value_new(arena, VALUE_LIST);
    struct bilingual reason;
    for (size_t i = 0; i < ARRAY_LEN(DECISIONS); i++)
        if (is_allowed(&now->access, i) && !is_blocked(now, i) && !value_add(list, value_new_text(arena, DECISIONS[i])))
            return NULL;
    if (!value_put(map, STR("decisions"), list) || !why_not(arena, now, &reason))
        return NULL;
    bool is_whole = reason.ja.p ? dealing_put_bilingual(arena, map, STR("why_not"), reason)
                                : value_put_text(arena, map, STR("why_not"), STR_NULL) != NULL;
    return is_whole ? map : NULL;
}

/* -- recording -- */

struct decision_body {
    size_t decision;
    struct str reason;
};

static int read_body(struct arena *arena, struct str json, struct decision_body *ret_body, struct seki_err *err)
{
    struct str_list keys = {(struct str[]){STR("decision"), STR("reason")}, 2};
    struct value *body;
    struct str word;
    TRY(api_body(arena, json, &keys, &body, err));
    TRY(api_body_text(body, STR("decision"), &word, err));
    TRY(api_body_text(body, STR("reason"), &ret_body->reason, err));
    if (!str_find_word(DECISIONS, ARRAY_LEN(DECISIONS), word, &ret_body->decision))
        return api_refuse(STR("decision"), err, "must be approve, decline, hold or escalate");
    if (!ret_body->reason.p)
        return api_refuse(STR("reason"), err, "a decision needs a reason");
    return ret_body->reason.n > REASON_BYTES ? api_refuse(STR("reason"), err, "is too long") : 0;
}

static int check(const struct dealing_now *now, size_t decision, struct seki_err *err)
{
    if (now->access.is_author)
        return err_set(err, SEKI_E_DENIED, "who entered a dealing does not decide it");
    return is_allowed(&now->access, decision) ? 0 : access_denied(err);
}

static int answer_missing(struct arena *arena, const struct dealing_now *now, struct seki_answer **ret_answer,
                          struct seki_err *err)
{
    struct value *root = value_new(arena, VALUE_MAP);
    struct bilingual detail;
    bool is_whole = reason_missing(arena, now, &detail) && value_put(root, STR("missing"), now->missing) &&
                    dealing_put_bilingual(arena, root, STR("detail"), detail);
    TRY_MEM(is_whole, err);
    TRY(api_answer(root, ret_answer, err));
    return 1;
}

static int record(struct seki_session *session, struct arena *arena, struct dealing_now *now,
                  const struct decision_body *body, struct seki_answer **ret_answer, struct seki_err *err)
{
    char at[MOMENT_TEXT];
    moment_text(moment_now(), at);
    struct decision_row row = {.version = now->row.version,
                               .decision = DECISIONS[body->decision],
                               .reason = body->reason,
                               .level = now->row.level,
                               .actor = session->actor,
                               .roles = session->roles,
                               .at = str_c(at)};
    TRY(desk_decision_add(session->store, now->row.id, &row, &row.number, err));
    now->row.state = desk_state_after(row.decision);
    now->row.is_work = desk_is_work(&now->row);
    now->row.snoozed_until = STR_NULL;
    now->row.updated_at = row.at;
    now->row.revision++;
    TRY(desk_put(session->store, &now->row, err));
    struct str detail =
        arena_printf(arena, "{\"decision\":\"%.*s\",\"version\":%lld}", STR_ARG(row.decision), (long long)row.version);
    TRY_MEM(detail.p, err);
    TRY(api_audit(session, API_DECIDE, now->row.id, detail, err));
    struct value *root = dealing_decision_value(arena, &row);
    TRY_MEM(value_put_text(arena, root, STR("dealing"), now->row.id) &&
                value_put_text(arena, root, STR("state"), now->row.state),
            err);
    TRY(api_answer(root, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

static int decide_locked(struct seki_session *session, struct arena *arena, struct str id, struct str json,
                         struct seki_answer **ret_answer, struct seki_err *err)
{
    struct decision_body body;
    struct dealing_now now;
    char etag[ETAG_TEXT];
    TRY(store_begin(session->store, err));
    TRY(dealing_read(session, arena, id, &now, err));
    TRY(read_body(arena, json, &body, err));
    TRY(check(&now, body.decision, err));
    desk_etag(&now.row, etag);
    TRY(api_match(session, str_c(etag), err));
    if (is_blocked(&now, body.decision))
        return answer_missing(arena, &now, ret_answer, err);
    return record(session, arena, &now, &body, ret_answer, err);
}

int seki_dealing_decide(struct seki_session *session, const char *id, const char *json, size_t length,
                        struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_DECIDE, err));
    int code = decide_locked(session, &arena, str_c(id), (struct str){json, length}, ret_answer, err);
    if (code != 0)
        store_rollback(session->store);
    return code;
}
