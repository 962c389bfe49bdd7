/* api/inbox.c - open work by deadline: what, until when, what is missing, what comes next, and whose it is. */
#include "api/dealing_int.h"
#include "base/limits.h"
#include "store/users.h"

/* -- what comes next -- */

static bool next_of(struct arena *arena, const struct desk_row *row, bool can_decide, struct bilingual *ret_next)
{
    long long missing = (long long)row->missing;
    if (missing) {
        ret_next->ja = arena_printf(arena, "必須の確認%lld件を済ませる", missing);
        ret_next->en = arena_printf(arena, "Settle %lld mandatory %s", missing, missing == 1 ? "check" : "checks");
        return ret_next->ja.p && ret_next->en.p;
    }
    if (str_eq(row->state, STR("held")))
        *ret_next = (struct bilingual){STR("保留を解くか決める"), STR("Decide whether to end the hold")};
    else if (can_decide)
        *ret_next = (struct bilingual){STR("判断を記録する"), STR("Record the decision")};
    else {
        struct bilingual decider = access_role_text(row->decider);
        ret_next->ja = arena_printf(arena, "%.*sの判断を待つ", STR_ARG(decider.ja));
        ret_next->en = arena_printf(arena, "Wait for the decision of %.*s", STR_ARG(decider.en));
    }
    return ret_next->ja.p && ret_next->en.p;
}

static int item_value(struct seki_session *session, struct arena *arena, const struct desk_row *row,
                      struct value **ret_item, struct seki_err *err)
{
    struct access_dealing access;
    struct bilingual next;
    struct value *item = value_new(arena, VALUE_MAP);
    TRY(access_dealing(session, row, &access, err));
    TRY_MEM(next_of(arena, row, access.can_decide && !access.is_author, &next), err);
    bool is_whole = value_put_text(arena, item, STR("kind"), STR("dealing")) &&
                    value_put_text(arena, item, STR("id"), row->id) &&
                    value_put_text(arena, item, STR("dealing_kind"), row->kind) &&
                    value_put_text(arena, item, STR("title"), row->title) &&
                    value_put_text(arena, item, STR("party"), row->party) &&
                    value_put_text(arena, item, STR("level"), row->level) &&
                    value_put_bool(arena, item, STR("incomplete"), row->is_incomplete) &&
                    value_put_text(arena, item, STR("state"), row->state) &&
                    value_put_int(arena, item, STR("missing"), row->missing) &&
                    value_put_int(arena, item, STR("questions"), row->questions) &&
                    dealing_put_bilingual(arena, item, STR("next"), next) &&
                    value_put_text(arena, item, STR("owner"), row->owner) &&
                    value_put_text(arena, item, STR("due_at"), row->due_at) &&
                    value_put_text(arena, item, STR("until"), row->snoozed_until);
    TRY_MEM(is_whole, err);
    *ret_item = item;
    return 0;
}

static int take_question(struct seki_session *session, struct arena *arena, const struct seki_inbox_options *options,
                         struct desk_work_question *ret_question, struct seki_err *err)
{
    static const struct str VIEWS[] = {{"all", 3}, {"mine", 4}, {"decide", 6}, {"answer", 6}, {"snoozed", 7}};
    struct str view = str_c(options->view && options->view[0] ? options->view : "all");
    struct desk_work_question question = {.limit = 0};
    struct page_place place;
    size_t index;
    TRY(page_read(arena, &options->page, &place, err));
    if (!str_find_word(VIEWS, ARRAY_LEN(VIEWS), view, &index))
        return api_refuse(STR("view"), err, "unknown view; there are all, mine, decide, answer, snoozed");
    TRY(access_view(session, arena, &question.view, err));
    TRY(access_decides(session, arena, ACCESS_GREEN, &question.green_kinds, err));
    TRY(access_decides(session, arena, ACCESS_AMBER, &question.amber_kinds, err));
    TRY(access_decides(session, arena, ACCESS_RED, &question.red_kinds, err));
    question.work = (enum desk_work)index;
    question.after_key = place.key;
    question.after_id = place.id;
    question.limit = place.limit + 1;
    *ret_question = question;
    return 0;
}

int seki_inbox(struct seki_session *session, const struct seki_inbox_options *options, struct seki_answer **ret_answer,
               struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct desk_work_question question = {.limit = 0};
    struct desk_rows rows;
    struct value *item;
    char now[MOMENT_TEXT];
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_INBOX, err));
    TRY(take_question(session, &arena, options, &question, err));
    moment_text(moment_now(), now);
    question.now = str_c(now);
    TRY(desk_work_page(session->store, &arena, &question, &rows, err));
    bool has_more = rows.n == question.limit;
    rows.n -= has_more;
    struct value *items = value_new(&arena, VALUE_LIST);
    for (size_t i = 0; i < rows.n; i++) {
        TRY(item_value(session, &arena, &rows.v[i], &item, err));
        TRY_MEM(value_add(items, item), err);
    }
    const struct desk_row *last = has_more ? &rows.v[rows.n - 1] : NULL;
    TRY(api_audit(session, API_INBOX, STR_NULL, STR_NULL, err));
    return api_answer(page_value(&arena, items, has_more, last ? last->sort_key : STR_NULL, last ? last->id : STR_NULL),
                      ret_answer, err);
}

/* -- assigning and snoozing -- */

static int take_owner(struct seki_session *session, struct arena *arena, const struct value *body, struct desk_row *row,
                      struct seki_err *err)
{
    struct user_row user;
    struct str owner;
    if (!value_get(body, STR("owner")))
        return 0;
    TRY(api_body_text(body, STR("owner"), &owner, err));
    if (owner.p) {
        int got = user_get(session->store, arena, owner, &user, err);
        TRY(got);
        if (!got || user.is_disabled)
            return api_refuse(STR("owner"), err, "is no user who can be in charge");
    }
    row->owner = owner;
    return 0;
}

static int take_until(struct arena *arena, const struct value *body, struct desk_row *row, struct seki_err *err)
{
    struct str until;
    char text[MOMENT_TEXT];
    int64_t ms;
    if (!value_get(body, STR("until")))
        return 0;
    TRY(api_body_text(body, STR("until"), &until, err));
    row->snoozed_until = STR_NULL;
    if (!until.p)
        return 0;
    if (!moment_parse(until, &ms))
        return api_refuse(STR("until"), err, "must be a moment such as 2026-11-02T09:00:00+09:00");
    moment_text(ms, text);
    row->snoozed_until = arena_str(arena, str_c(text));
    TRY_MEM(row->snoozed_until.p, err);
    return 0;
}

static int set_locked(struct seki_session *session, struct arena *arena, struct str id, struct str json,
                      struct seki_answer **ret_answer, struct seki_err *err)
{
    struct str_list keys = {(struct str[]){STR("owner"), STR("until")}, 2};
    struct access_dealing access;
    struct value *body, *item;
    struct desk_row row;
    char etag[ETAG_TEXT], at[MOMENT_TEXT];
    TRY(store_begin(session->store, err));
    TRY(access_find(session, arena, id, &row, &access, err));
    if (!access.can_write && !access.can_decide)
        return access_denied(err);
    desk_etag(&row, etag);
    TRY(api_match(session, str_c(etag), err));
    TRY(api_body(arena, json, &keys, &body, err));
    TRY(take_owner(session, arena, body, &row, err));
    TRY(take_until(arena, body, &row, err));
    moment_text(moment_now(), at);
    row.updated_at = str_c(at);
    row.revision++;
    TRY(desk_put(session->store, &row, err));
    TRY(api_audit(session, API_INBOX_SET, id, STR_NULL, err));
    TRY(item_value(session, arena, &row, &item, err));
    TRY(api_answer(item, ret_answer, err));
    return api_commit(session, ret_answer, err);
}

int seki_inbox_set(struct seki_session *session, const char *id, const char *json, size_t length,
                   struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_INBOX_SET, err));
    int code = set_locked(session, &arena, str_c(id), (struct str){json, length}, ret_answer, err);
    if (code < 0)
        store_rollback(session->store);
    return code;
}
