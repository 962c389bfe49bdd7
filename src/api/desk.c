/* api/desk.c - what the desk keeps of a dealing with each version: see api/desk_int.h. */
#include "api/desk_int.h"
#include "base/limits.h"
#include "text/name.h"

#include <stdio.h>

/* -- may it be written -- */

static int prepare_new(const struct seki_session *session, struct str kind, struct str department, struct seki_err *err)
{
    struct access write = access_of(session, kind, 'w');
    struct access read = access_of(session, kind, 'r');
    bool is_writer = write.is_all || write.is_own || write.is_department || write.is_red;
    bool is_reader = read.is_all || read.is_own || read.is_department || read.is_red;
    if (!is_writer)
        return is_reader ? access_denied(err) : access_not_found(err);
    if (write.is_all || write.is_own || !department.p || str_eq(department, session->department))
        return 0;
    int code = access_denied(err);
    err_place(err, "/department");
    return code;
}

static int fill(struct arena *arena, struct value *dealing, struct str key, struct str text, struct seki_err *err)
{
    const struct value *there = value_get(dealing, key);
    if (!text.n || (there && !value_is(there, VALUE_NULL)))
        return 0;
    for (struct value *child = dealing->first; child; child = child->next)
        if (child == there) {
            child->kind = VALUE_TEXT;
            child->text = text;
            return 0;
        }
    TRY_MEM(value_put_text(arena, dealing, key, text), err);
    return 0;
}

/* A version of a dealing that is there: what it does not say again stays. */
static int prepare_next(struct seki_session *session, const struct desk_row *row, struct str kind, struct seki_err *err)
{
    struct access_dealing access;
    TRY(access_dealing(session, row, &access, err));
    if (!access.can_read && !(access.can_write && access.is_author))
        return access_not_found(err);
    if (!access.can_write)
        return access_denied(err);
    return str_eq(kind, row->kind) ? 0 : prepare_new(session, kind, STR_NULL, err);
}

int desk_prepare(struct seki_session *session, struct arena *arena, struct value *dealing, struct desk_row *ret_row,
                 struct seki_err *err)
{
    struct str id = value_get_text(dealing, STR("id")), kind = value_get_text(dealing, STR("kind"));
    struct desk_row row = {.id = STR_NULL};
    int got = desk_get(session->store, arena, id, &row, err);
    TRY(got);
    *ret_row = row;
    if (session->is_local)
        return 0;
    if (got)
        TRY(prepare_next(session, &row, kind, err));
    TRY(fill(arena, dealing, STR("department"), got ? row.department : session->department, err));
    TRY(fill(arena, dealing, STR("entered_by"), got ? row.entered_by : session->actor, err));
    return prepare_new(session, kind, value_get_text(dealing, STR("department")), err);
}

/* -- state -- */

struct str desk_state_after(struct str decision)
{
    static const struct {
        struct str decision, state;
    } ROWS[] = {{{"approve", 7}, {"approved", 8}},
                {{"decline", 7}, {"declined", 8}},
                {{"hold", 4}, {"held", 4}},
                {{"escalate", 8}, {"escalated", 9}}};
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++)
        if (str_eq(ROWS[i].decision, decision))
            return ROWS[i].state;
    return STR("open");
}

bool desk_is_work(const struct desk_row *row)
{
    if (str_eq(row->state, STR("approved")) || str_eq(row->state, STR("declined")))
        return false;
    bool is_quiet = str_eq(row->level, STR("green")) && !row->is_incomplete && str_eq(row->state, STR("open"));
    return !is_quiet;
}

/* The paths that differ, for the history. */
static int changed_paths(struct arena *arena, const struct value *changes, struct str *ret_text, struct seki_err *err)
{
    enum { SHOWN = 10 };
    AUTO(buf_done) struct buf text;
    size_t n = 0;
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    buf_add(&text, STR("changed:"));
    for (VALUE_EACH(change, changes)) {
        if (++n > SHOWN)
            break;
        buf_addc(&text, ' ');
        buf_add(&text, value_get_text(change, STR("path")));
    }
    if (n > SHOWN)
        buf_add(&text, STR(" ..."));
    return buf_take(&text, arena, ret_text, err);
}

static int withdraw(struct seki_session *session, struct arena *arena, const struct desk_change *change,
                    struct desk_row *row, struct seki_err *err)
{
    const struct value *changes = value_get(change->assessment, STR("changes"));
    int64_t number;
    row->state = change->before->state;
    bool is_standing = str_eq(row->state, STR("open")) || str_eq(row->state, STR("escalated"));
    if (is_standing || !changes || !changes->n)
        return 0;
    struct decision_row decision = {.version = row->version,
                                    .decision = STR("withdrawn"),
                                    .level = row->level,
                                    .actor = change->actor,
                                    .roles = session->roles,
                                    .at = row->updated_at};
    TRY(changed_paths(arena, changes, &decision.reason, err));
    TRY(desk_decision_add(session->store, row->id, &decision, &number, err));
    row->state = STR("open");
    return 0;
}

/* -- the row -- */

struct value *desk_missing(struct arena *arena, const struct value *assessment)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (VALUE_EACH(finding, value_get(assessment, STR("findings")))) {
        const struct value *mandatory = value_get(finding, STR("mandatory"));
        bool is_open = str_eq(value_get_text(finding, STR("state")), STR("unknown"));
        if (!is_open || !mandatory || !mandatory->truth)
            continue;
        struct value *row = value_new(arena, VALUE_MAP);
        bool is_whole = value_put_text(arena, row, STR("indicator"), value_get_text(finding, STR("indicator"))) &&
                        value_put(row, STR("title"), value_copy(arena, value_get(finding, STR("title")))) &&
                        value_add(list, row);
        if (!is_whole)
            return NULL;
    }
    return list;
}

/* Without an asset or its sensitivity the answer is incomplete too (DEALING section 2). */
static bool lacks_asset(const struct value *assessment, const struct value *missing)
{
    const struct value *incomplete = value_get(assessment, STR("incomplete"));
    return incomplete && incomplete->truth && missing && missing->n == 0;
}

static struct str customer_of(const struct value *dealing)
{
    const struct value *parties = value_get(dealing, STR("parties"));
    const struct value *chosen = value_at(parties, 0);
    for (VALUE_EACH(party, parties)) {
        const struct value *role = value_get(party, STR("role"));
        if (str_eq(value_text(role), STR("orderer")) || str_eq(value_text(value_at(role, 0)), STR("orderer"))) {
            chosen = party;
            break;
        }
    }
    struct str name = value_get_text(chosen, STR("name"));
    return name.p ? name : value_text(value_at(value_get(chosen, STR("names")), 0));
}

static void take_answer(struct desk_row *row, const struct value *assessment)
{
    const struct value *incomplete = value_get(assessment, STR("incomplete"));
    const struct value *questions = value_get(assessment, STR("questions"));
    row->date = value_get_text(assessment, STR("date"));
    row->level = value_get_text(assessment, STR("level"));
    row->is_incomplete = incomplete && incomplete->truth;
    row->questions = questions ? (int64_t)questions->n : 0;
    row->decider = value_get_text(assessment, STR("decider"));
    row->due_at = value_get_text(assessment, STR("due_at"));
}

static int take_due(struct arena *arena, struct desk_row *row, struct seki_err *err)
{
    char text[MOMENT_TEXT];
    int64_t ms = 0;
    row->due_order = STR("9999");
    if (!row->due_at.p || !moment_parse(row->due_at, &ms))
        return 0;
    moment_text(ms, text);
    row->due_order = arena_str(arena, str_c(text));
    TRY_MEM(row->due_order.p, err);
    return 0;
}

static int make_row(struct arena *arena, const struct desk_change *change, struct desk_row *ret_row,
                    struct seki_err *err)
{
    const struct value *dealing = change->dealing;
    const struct desk_row *before = change->before;
    struct value *missing = desk_missing(arena, change->assessment);
    struct desk_row row = {.id = value_get_text(change->assessment, STR("dealing")),
                           .kind = value_get_text(dealing, STR("kind")),
                           .title = value_get_text(dealing, STR("title")),
                           .party = customer_of(dealing),
                           .department = value_get_text(dealing, STR("department")),
                           .subsidiary = value_get_text(dealing, STR("subsidiary")),
                           .received_at = value_get_text(dealing, STR("received_at")),
                           .entered_by = change->actor,
                           .state = STR("open"),
                           .revision = 1};
    TRY_MEM(missing, err);
    (void)value_int(value_get(change->assessment, STR("version")), &row.version);
    take_answer(&row, change->assessment);
    row.missing = (int64_t)missing->n + lacks_asset(change->assessment, missing);
    TRY(take_due(arena, &row, err));
    if (before && before->id.p) {
        row.entered_by = before->entered_by;
        row.owner = before->owner;
        row.revision = before->revision + 1;
    }
    *ret_row = row;
    return 0;
}

static int keep_authors(struct seki_session *session, const struct desk_change *change, struct str id,
                        struct seki_err *err)
{
    struct str named = value_get_text(change->dealing, STR("entered_by"));
    if (!change->is_answer)
        TRY(desk_author_add(session->store, id, change->actor, err));
    return named.n ? desk_author_add(session->store, id, named, err) : 0;
}

int desk_keep(struct seki_session *session, struct arena *arena, const struct desk_change *change, struct seki_err *err)
{
    AUTO(buf_done) struct buf search;
    struct desk_name title = {STR(""), STR("")};
    struct desk_row row;
    char at[MOMENT_TEXT];
    buf_init(&search, (size_t)LIMIT(RECORD_BYTES));
    TRY(make_row(arena, change, &row, err));
    moment_text(moment_now(), at);
    row.updated_at = str_c(at);
    if (change->before && change->before->id.p)
        TRY(withdraw(session, arena, change, &row, err));
    row.is_work = desk_is_work(&row);
    TRY(desk_fold(session, arena, row.title, false, &title, err));
    buf_addc(&search, '\n');
    buf_add(&search, title.key);
    buf_addc(&search, '\n');
    TRY(desk_keep_parties(session, arena, row.id, change->dealing, &search, err));
    TRY(buf_take(&search, arena, &row.search, err));
    TRY(desk_put(session->store, &row, err));
    return keep_authors(session, change, row.id, err);
}

int desk_fold(const struct seki_session *session, struct arena *arena, struct str text, bool is_person,
              struct desk_name *ret_name, struct seki_err *err)
{
    struct folded_name folded = {0};
    struct seki_err why;
    int code = text.n ? name_fold(session->engine->text, arena, text, is_person, &folded, &why) : SEKI_E_MEANING;
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    *ret_name = code < 0 ? (struct desk_name){STR(""), STR("")} : (struct desk_name){folded.key, folded.core};
    return 0;
}

/* -- as values -- */

void desk_etag(const struct desk_row *row, char ret_etag[ETAG_TEXT])
{
    (void)snprintf(ret_etag, ETAG_TEXT, "v%lld-r%lld", (long long)row->version, (long long)row->revision);
}

/* What the dealing is. */
static bool put_dealing(struct arena *arena, struct value *map, const struct desk_row *row)
{
    return value_put_text(arena, map, STR("id"), row->id) && value_put_int(arena, map, STR("version"), row->version) &&
           value_put_text(arena, map, STR("kind"), row->kind) && value_put_text(arena, map, STR("title"), row->title) &&
           value_put_text(arena, map, STR("party"), row->party) && value_put_text(arena, map, STR("date"), row->date) &&
           value_put_text(arena, map, STR("received_at"), row->received_at);
}

struct value *desk_value(struct arena *arena, const struct desk_row *row)
{
    struct value *map = value_new(arena, VALUE_MAP);
    bool is_whole = put_dealing(arena, map, row) && value_put_text(arena, map, STR("level"), row->level) &&
                    value_put_bool(arena, map, STR("incomplete"), row->is_incomplete) &&
                    value_put_text(arena, map, STR("state"), row->state) &&
                    value_put_text(arena, map, STR("department"), row->department) &&
                    value_put_text(arena, map, STR("entered_by"), row->entered_by) &&
                    value_put_text(arena, map, STR("owner"), row->owner) &&
                    value_put_text(arena, map, STR("decider"), row->decider) &&
                    value_put_text(arena, map, STR("due_at"), row->due_at) &&
                    value_put_text(arena, map, STR("updated_at"), row->updated_at);
    return is_whole ? map : NULL;
}
