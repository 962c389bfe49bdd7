/*
 * api/reviews.c - seki_review_add and seki_reviews: is this entry of a list our party or not? Said once, outside a
 * dealing, and applied at every later screening (screen/resolve.h).
 *
 *   {"query":"Hoshizora Shoji","list":"eu_fsf","entry":"EU-1","same":false,"reason":"another country"}
 */
#include "store/reviews.h"
#include "api/party_int.h"
#include "base/limits.h"

enum { REASON_BYTES = 16 * 1024 };

static const struct str KEYS[] = {{"query", 5}, {"party", 5}, {"list", 4}, {"entry", 5}, {"same", 4}, {"reason", 6}};

/* A review while it is made. */
struct reviewing {
    struct seki_session *session;
    struct arena *arena;
    const struct day_lists *lists;
    struct screen_query query;
    struct list_entry entry;
    struct review_row row;
};

/* -- who is it about? -- */

/* A name, or a line as screening takes it. */
static int take_query(struct reviewing *reviewing, const struct value *query, struct seki_err *err)
{
    struct query_words words = {.name = value_text(query)};
    if (value_is(query, VALUE_MAP)) {
        words.name = value_get_text(query, STR("name"));
        words.schema = value_get_text(query, STR("schema"));
        TRY(api_text_list(reviewing->arena, value_get(query, STR("country")), &words.countries, err));
        TRY(api_text_list(reviewing->arena, value_get(query, STR("birth")), &words.birth_dates, err));
    }
    if (!str_trim(words.name).n)
        return api_refuse(STR("query"), err, "must be a name, or an object with a name");
    int code = api_query_fill(&words, &reviewing->query, err);
    if (code < 0)
        err_place(err, "/query");
    return code;
}

static int take_party(struct reviewing *reviewing, struct str id, struct seki_err *err)
{
    struct desk_view view;
    struct desk_rows rows;
    const struct value *party = NULL;
    int got = 0;
    TRY(access_view(reviewing->session, reviewing->arena, &view, err));
    TRY(desk_of_party(reviewing->session->store, reviewing->arena, &view, id, &rows, err));
    for (size_t i = 0; i < rows.n && got == 0; i++) {
        got = desk_find_party(reviewing->session, reviewing->arena, rows.v[i].id, id, &party, err);
        TRY(got);
    }
    if (!got)
        return api_refuse(STR("party"), err, "no such party");
    reviewing->row.party = id;
    return assess_party_query(reviewing->arena, party, &reviewing->query, err);
}

static int take_who(struct reviewing *reviewing, const struct value *body, struct seki_err *err)
{
    const struct value *query = value_get(body, STR("query"));
    struct str party;
    TRY(api_body_text(body, STR("party"), &party, err));
    if (value_is(query, VALUE_NULL))
        query = NULL;
    if ((query != NULL) == (party.p != NULL))
        return api_refuse(STR("query"), err, "give either query or party");
    if (query)
        TRY(take_query(reviewing, query, err));
    else
        TRY(take_party(reviewing, party, err));
    reviewing->row.name = reviewing->query.name;
    reviewing->row.countries = reviewing->query.countries;
    reviewing->row.birth_dates = reviewing->query.birth_dates;
    return 0;
}

/* -- which entry? -- */

static int find_entry(struct reviewing *reviewing, struct seki_err *err)
{
    struct review_row *row = &reviewing->row;
    const struct assess_list *list = NULL;
    struct party_record record;
    char *identity = ARENA_ARRAY(reviewing->arena, SHA256_HEX, char);
    uint32_t number;
    TRY_MEM(identity, err);
    for (size_t i = 0; i < reviewing->lists->n; i++)
        if (str_eq(reviewing->lists->assess[i].list, row->list))
            list = &reviewing->lists->assess[i];
    if (!list)
        return api_refuse(STR("list"), err, "no such list");
    if (!list->index || !list_index_find_entry(list->index, row->entry, &number))
        return api_refuse(STR("entry"), err, "the list has no such entry today");
    TRY(list_index_entry(reviewing->arena, list->index, number, &reviewing->entry, err));
    TRY(lists_record(reviewing->session->store, reviewing->arena, list->edition_id, row->entry, &record, err));
    TRY(party_identity(reviewing->arena, &record, identity, err));
    row->edition = list->edition;
    row->identity = str_c(identity);
    return 0;
}

static int take_entry(struct reviewing *reviewing, const struct value *body, struct seki_err *err)
{
    TRY(api_body_text(body, STR("list"), &reviewing->row.list, err));
    TRY(api_body_text(body, STR("entry"), &reviewing->row.entry, err));
    if (!reviewing->row.list.p)
        return api_refuse(STR("list"), err, "must be given");
    return reviewing->row.entry.p ? find_entry(reviewing, err) : api_refuse(STR("entry"), err, "must be given");
}

static int take_word(struct reviewing *reviewing, const struct value *body, struct seki_err *err)
{
    const struct value *same = value_get(body, STR("same"));
    TRY(api_body_text(body, STR("reason"), &reviewing->row.reason, err));
    if (!value_is(same, VALUE_BOOL))
        return api_refuse(STR("same"), err, "must be true or false");
    if (!reviewing->row.reason.p)
        return api_refuse(STR("reason"), err, "a review needs a reason");
    if (reviewing->row.reason.n > REASON_BYTES)
        return api_refuse(STR("reason"), err, "is too long");
    reviewing->row.is_same = same->truth;
    return 0;
}

/* -- keeping it -- */

/* The name that was asked; of a stored party all its names. */
static int fold_names(struct reviewing *reviewing, struct str_list *ret_keys, struct seki_err *err)
{
    const struct screen_query *query = &reviewing->query;
    const struct text_tools *tools = reviewing->session->engine->text;
    bool is_person = reviewing->entry.schema == PARTY_PERSON;
    struct str_list keys = {ARENA_ARRAY(reviewing->arena, query->other_names.n + 1, struct str), 0};
    TRY_MEM(keys.v, err);
    for (size_t i = 0; i <= query->other_names.n; i++) {
        struct str name = i ? query->other_names.v[i - 1] : query->name, key;
        TRY(resolve_key(tools, reviewing->arena, name, is_person, &key, err));
        if (key.n && !str_list_has(keys, key))
            keys.v[keys.n++] = key;
    }
    if (!keys.n)
        return api_refuse(reviewing->row.party.p ? STR("party") : STR("query"), err, "the name is not comparable");
    *ret_keys = keys;
    return 0;
}

static struct value *review_value(struct arena *arena, const struct review_row *row)
{
    struct value *map = value_new(arena, VALUE_MAP);
    bool is_whole =
        value_put_text(arena, map, STR("id"), arena_printf(arena, "%lld", (long long)row->seq)) &&
        value_put_text(arena, map, STR("list"), row->list) && value_put_text(arena, map, STR("entry"), row->entry) &&
        value_put_text(arena, map, STR("edition"), row->edition) &&
        value_put_text(arena, map, STR("party"), row->party) && value_put_text(arena, map, STR("name"), row->name) &&
        value_put_bool(arena, map, STR("same"), row->is_same) &&
        value_put_text(arena, map, STR("reason"), row->reason) && value_put_text(arena, map, STR("by"), row->actor) &&
        value_put_text(arena, map, STR("at"), row->at);
    return is_whole ? map : NULL;
}

static int add_locked(struct reviewing *reviewing, const struct str_list *keys, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    struct seki_session *session = reviewing->session;
    struct review_row *row = &reviewing->row;
    char at[MOMENT_TEXT];
    moment_text(moment_now(), at);
    row->at = str_c(at);
    row->actor = session->actor;
    TRY(store_begin(session->store, err));
    TRY(reviews_add(session->store, row, keys, &row->seq, err));
    struct str object = arena_printf(reviewing->arena, "list %.*s entry %.*s", STR_ARG(row->list), STR_ARG(row->entry));
    struct str detail = arena_printf(reviewing->arena, "{\"review\":%lld,\"same\":%s}", (long long)row->seq,
                                     row->is_same ? "true" : "false");
    TRY_MEM(object.p && detail.p, err);
    TRY(api_audit(session, API_REVIEW_ADD, object, detail, err));
    TRY(api_answer(review_value(reviewing->arena, row), ret_answer, err));
    return api_commit(session, ret_answer, err);
}

static int add(struct reviewing *reviewing, struct str json, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct str_list known = {(struct str[]){KEYS[0], KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]}, ARRAY_LEN(KEYS)};
    struct value *body;
    struct str_list keys;
    TRY(api_body(reviewing->arena, json, &known, &body, err));
    TRY(take_who(reviewing, body, err));
    TRY(take_word(reviewing, body, err));
    TRY(take_entry(reviewing, body, err));
    TRY(fold_names(reviewing, &keys, err));
    int code = add_locked(reviewing, &keys, ret_answer, err);
    if (code < 0)
        store_rollback(reviewing->session->store);
    return code;
}

int seki_review_add(struct seki_session *session, const char *json, size_t length, struct seki_answer **ret_answer,
                    struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct day today;
    struct day_lists lists;
    struct reviewing reviewing = {.session = session, .arena = &arena, .lists = &lists};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_REVIEW_ADD, err));
    TRY(api_today(session, &today, err));
    TRY(api_day_lists(session, today, &lists, err));
    int code = add(&reviewing, (struct str){json, length}, ret_answer, err);
    api_day_lists_done(&lists);
    return code;
}

/* -- looking -- */

int seki_reviews(struct seki_session *session, const struct seki_reviews_options *options,
                 struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct page_place place;
    struct review_rows rows;
    uint64_t before = INT64_MAX;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_REVIEWS, err));
    TRY(page_read(&arena, &options->page, &place, err));
    if (place.key.p && (!str_to_u64(place.key, &before) || before > INT64_MAX))
        return err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    struct review_question question = {str_c(options->list), str_c(options->entry), (int64_t)before, place.limit + 1};
    TRY(reviews_page(session->store, &arena, &question, &rows, err));
    bool has_more = rows.n > place.limit;
    size_t n = has_more ? place.limit : rows.n;
    struct value *items = value_new(&arena, VALUE_LIST);
    for (size_t i = 0; i < n; i++)
        TRY_MEM(value_add(items, review_value(&arena, &rows.v[i])), err);
    struct str key = arena_printf(&arena, "%lld", n ? (long long)rows.v[n - 1].seq : 0);
    TRY_MEM(key.p, err);
    TRY(api_audit(session, API_REVIEWS, STR_NULL, STR_NULL, err));
    return api_answer(page_value(&arena, items, has_more, key, STR("")), ret_answer, err);
}
