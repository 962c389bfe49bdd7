/*
 * api/dealings.c - dealings as lists and pages show them: search, one with what may be decided, versions, assessments.
 */
#include "api/dealing_int.h"
#include "base/limits.h"
#include "codec/json.h"

#include <string.h>

/* -- filters -- */

/* "amber,red" as ",amber,red,"; STR_NULL = any. */
static int take_words(struct arena *arena, const char *text, struct str *ret_words, struct seki_err *err)
{
    struct str words = str_c(text);
    *ret_words = words.n ? arena_printf(arena, ",%.*s,", STR_ARG(words)) : STR_NULL;
    TRY_MEM(!words.n || ret_words->p, err);
    return 0;
}

static struct str lower_of(struct arena *arena, struct str text)
{
    char *copy = arena_cstr(arena, text);
    for (size_t i = 0; copy && i < text.n; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z')
            copy[i] = (char)(copy[i] - 'A' + 'a');
    return copy ? (struct str){copy, text.n} : STR_NULL;
}

/* The words of the search, folded like the names; a text of which nothing is left finds nothing but ids. */
static int take_search(const struct seki_session *session, struct arena *arena, const char *q,
                       struct desk_filter *filter, struct seki_err *err)
{
    struct str text = str_trim(str_c(q ? q : "")), word;
    struct desk_name name;
    size_t n = 0;
    if (!text.n)
        return 0;
    if (text.n > LIMIT(NAME_BYTES))
        return err_limit(err, LIMIT_ID_NAME_BYTES);
    filter->id_part = lower_of(arena, text);
    TRY_MEM(filter->id_part.p, err);
    TRY(desk_fold(session, arena, text, false, &name, err));
    filter->words[0] = filter->id_part;
    while (n < ARRAY_LEN(filter->words) && str_split(&name.key, STR(" "), &word))
        if (word.n)
            filter->words[n++] = word;
    return 0;
}

static int take_sort(const char *sort, struct desk_question *question, struct seki_err *err)
{
    static const struct str WORDS[] = {{"date", 4}, {"due", 3}, {"level", 5}, {"title", 5}, {"updated", 7}};
    struct str word = str_c(sort && sort[0] ? sort : "-date");
    size_t index;
    question->is_descending = str_starts(word, STR("-"));
    if (question->is_descending)
        word = str_from(word, 1);
    if (!str_find_word(WORDS, ARRAY_LEN(WORDS), word, &index))
        return api_refuse(STR("sort"), err, "unknown order; there are date, due, level, title, updated");
    question->sort = (enum desk_sort)index;
    return 0;
}

static int take_question(const struct seki_session *session, struct arena *arena,
                         const struct seki_dealings_options *options, struct desk_question *ret_question,
                         struct seki_err *err)
{
    struct page_place place;
    struct desk_question question = {.filter = {.department = str_c(options->department)}};
    TRY(page_read(arena, &options->page, &place, err));
    TRY(access_view(session, arena, &question.view, err));
    TRY(take_words(arena, options->kind, &question.filter.kinds, err));
    TRY(take_words(arena, options->level, &question.filter.levels, err));
    TRY(take_words(arena, options->state, &question.filter.states, err));
    TRY(take_search(session, arena, options->q, &question.filter, err));
    TRY(take_sort(options->sort, &question, err));
    question.after_key = place.key;
    question.after_id = place.id;
    question.limit = place.limit + 1; /* one more tells whether there is a next page */
    *ret_question = question;
    return 0;
}

int seki_dealings(struct seki_session *session, const struct seki_dealings_options *options,
                  struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct desk_question question;
    struct desk_rows rows;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_DEALINGS, err));
    TRY(take_question(session, &arena, options, &question, err));
    TRY(desk_page(session->store, &arena, &question, &rows, err));
    bool has_more = rows.n == question.limit;
    rows.n -= has_more;
    struct value *items = value_new(&arena, VALUE_LIST);
    for (size_t i = 0; i < rows.n; i++)
        TRY_MEM(value_add(items, desk_value(&arena, &rows.v[i])), err);
    const struct desk_row *last = has_more ? &rows.v[rows.n - 1] : NULL;
    TRY(api_audit(session, API_DEALINGS, STR_NULL, STR_NULL, err));
    return api_answer(page_value(&arena, items, has_more, last ? last->sort_key : STR_NULL, last ? last->id : STR_NULL),
                      ret_answer, err);
}

/* -- one dealing -- */

static int answers_value(struct seki_session *session, struct arena *arena, struct str id, struct value **ret_list,
                         struct seki_err *err)
{
    struct answer_rows rows;
    struct value *list = value_new(arena, VALUE_LIST);
    TRY_MEM(list, err);
    TRY(desk_answers(session->store, arena, id, &rows, err));
    for (size_t i = 0; i < rows.n; i++) {
        struct value *row = value_add(list, value_new(arena, VALUE_MAP)), *evidence;
        TRY(json_parse(arena, rows.v[i].evidence, &evidence, err));
        bool is_whole = value_put_int(arena, row, STR("version"), rows.v[i].version) &&
                        value_put_text(arena, row, STR("indicator"), rows.v[i].indicator) &&
                        value_put_text(arena, row, STR("state"), rows.v[i].state) &&
                        value_put_text(arena, row, STR("note"), rows.v[i].note) &&
                        value_put(row, STR("evidence"), evidence) &&
                        value_put_text(arena, row, STR("by"), rows.v[i].actor) &&
                        value_put_text(arena, row, STR("at"), rows.v[i].at);
        TRY_MEM(is_whole, err);
    }
    *ret_list = list;
    return 0;
}

struct value *dealing_decision_value(struct arena *arena, const struct decision_row *decision)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_int(arena, row, STR("number"), decision->number) &&
                    value_put_int(arena, row, STR("version"), decision->version) &&
                    value_put_text(arena, row, STR("decision"), decision->decision) &&
                    value_put_text(arena, row, STR("reason"), decision->reason) &&
                    value_put_text(arena, row, STR("by"), decision->actor) &&
                    value_put_text(arena, row, STR("roles"), decision->roles) &&
                    value_put_text(arena, row, STR("at"), decision->at) &&
                    value_put_text(arena, row, STR("level"), decision->level);
    return is_whole ? row : NULL;
}

static int decisions_value(struct seki_session *session, struct arena *arena, struct str id, struct value **ret_list,
                           struct seki_err *err)
{
    struct decision_rows rows;
    struct value *list = value_new(arena, VALUE_LIST);
    TRY(desk_decisions(session->store, arena, id, &rows, err));
    for (size_t i = 0; i < rows.n; i++)
        TRY_MEM(value_add(list, dealing_decision_value(arena, &rows.v[i])), err);
    *ret_list = list;
    return 0;
}

int dealing_read(struct seki_session *session, struct arena *arena, struct str id, struct dealing_now *ret_now,
                 struct seki_err *err)
{
    struct dealing_version version;
    struct assessment_row assessment;
    struct dealing_now now;
    TRY(access_find(session, arena, id, &now.row, &now.access, err));
    TRY(dealing_latest(session->store, arena, id, &version, err));
    TRY(json_parse(arena, version.body, &now.dealing, err));
    int got = assessment_latest(session->store, arena, id, &assessment, err);
    TRY(got);
    if (!got)
        return err_set(err, SEKI_E_CORRUPT, "dealing %.*s has no assessment", STR_ARG(id));
    TRY(json_parse(arena, assessment.body, &now.assessment, err));
    sha256_of(assessment.body, now.assessment_sha256);
    TRY_MEM(now.missing = dealing_missing(arena, &now), err);
    *ret_now = now;
    return 0;
}

static int show_parts(struct seki_session *session, struct arena *arena, const struct dealing_now *now,
                      struct value *root, struct seki_err *err)
{
    struct value *answers, *decisions;
    TRY(answers_value(session, arena, now->row.id, &answers, err));
    TRY(decisions_value(session, arena, now->row.id, &decisions, err));
    bool is_whole = value_put_text(arena, root, STR("subsidiary"), now->row.subsidiary) &&
                    value_put(root, STR("dealing"), now->dealing) &&
                    value_put(root, STR("assessment"), now->assessment) &&
                    value_put_text(arena, root, STR("assessment_sha256"), str_c(now->assessment_sha256)) &&
                    value_put(root, STR("answers"), answers) && value_put(root, STR("decisions"), decisions) &&
                    value_put(root, STR("missing"), now->missing) &&
                    value_put(root, STR("can_decide"), dealing_can_decide(arena, now)) &&
                    value_put_bool(arena, root, STR("can_write"), now->access.can_write);
    TRY_MEM(is_whole, err);
    return 0;
}

int seki_dealing(struct seki_session *session, const char *id, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct dealing_now now;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_DEALING, err));
    TRY(dealing_read(session, &arena, str_c(id), &now, err));
    struct value *root = desk_value(&arena, &now.row);
    TRY_MEM(root, err);
    TRY(show_parts(session, &arena, &now, root, err));
    TRY(api_audit(session, API_DEALING, str_c(id), STR_NULL, err));
    TRY(api_answer(root, ret_answer, err));
    desk_etag(&now.row, (*ret_answer)->etag);
    return 0;
}

/* -- history -- */

static int history_value(struct arena *arena, const struct history_row *row, bool is_assessments,
                         struct value **ret_value, struct seki_err *err)
{
    struct value *map = value_new(arena, VALUE_MAP), *dealing, *assessment;
    bool is_whole =
        value_put_int(arena, map, STR("version"), row->version) &&
        value_put_int(arena, map, STR("number"), row->number) && value_put_text(arena, map, STR("date"), row->date) &&
        value_put_text(arena, map, STR("at"), row->at) && value_put_text(arena, map, STR("actor"), row->actor) &&
        value_put_text(arena, map, STR("origin"), row->is_answer ? STR("answer") : STR("entered")) &&
        value_put_text(arena, map, STR("level"), row->level) &&
        value_put_bool(arena, map, STR("incomplete"), row->is_incomplete);
    TRY(json_parse(arena, row->assessment, &assessment, err));
    if (is_assessments) {
        is_whole = is_whole && value_put(map, STR("assessment"), assessment);
    } else {
        const struct value *changes = value_get(assessment, STR("changes"));
        struct value *shown = changes ? value_copy(arena, changes) : value_new(arena, VALUE_LIST);
        TRY(json_parse(arena, row->body, &dealing, err));
        is_whole = is_whole && value_put_text(arena, map, STR("sha256"), row->sha256) &&
                   value_put(map, STR("changes"), shown) && value_put(map, STR("dealing"), dealing);
    }
    TRY_MEM(is_whole, err);
    *ret_value = map;
    return 0;
}

static int history_page(struct arena *arena, const struct history_question *question, struct history_rows *rows,
                        struct value **ret_page, struct seki_err *err)
{
    struct value *items = value_new(arena, VALUE_LIST), *item;
    bool has_more = rows->n == question->limit;
    struct str key = STR_NULL, number = STR_NULL;
    rows->n -= has_more;
    for (size_t i = 0; i < rows->n; i++) {
        TRY(history_value(arena, &rows->v[i], question->is_assessments, &item, err));
        TRY_MEM(value_add(items, item), err);
    }
    if (has_more) {
        key = arena_printf(arena, "%lld", (long long)rows->v[rows->n - 1].version);
        number = arena_printf(arena, "%lld", (long long)rows->v[rows->n - 1].number);
        TRY_MEM(key.p && number.p, err);
    }
    *ret_page = page_value(arena, items, has_more, key, number);
    TRY_MEM(*ret_page, err);
    return 0;
}

static int show_history(struct seki_session *session, enum api_verb verb, const char *id, const struct seki_page *page,
                        struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct history_question question = {.dealing = str_c(id), .is_assessments = verb == API_ASSESSMENTS};
    struct history_rows rows;
    struct access_dealing access;
    struct page_place place;
    struct desk_row row;
    struct value *root;
    uint64_t version = 0, number = 0;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, verb, err));
    TRY(access_find(session, &arena, str_c(id), &row, &access, err));
    TRY(page_read(&arena, page, &place, err));
    if (place.key.p && (!str_to_u64(place.key, &version) || !str_to_u64(place.id, &number)))
        return err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    question.before_version = (int64_t)version;
    question.before_number = (int64_t)number;
    question.limit = place.limit + 1;
    TRY(desk_history(session->store, &arena, &question, &rows, err));
    TRY(history_page(&arena, &question, &rows, &root, err));
    TRY(api_audit(session, verb, str_c(id), STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

int seki_dealing_versions(struct seki_session *session, const char *id, const struct seki_page *page,
                          struct seki_answer **ret_answer, struct seki_err *err)
{
    return show_history(session, API_VERSIONS, id, page, ret_answer, err);
}

int seki_dealing_assessments(struct seki_session *session, const char *id, const struct seki_page *page,
                             struct seki_answer **ret_answer, struct seki_err *err)
{
    return show_history(session, API_ASSESSMENTS, id, page, ret_answer, err);
}
