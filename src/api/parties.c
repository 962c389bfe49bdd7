/*
 * api/parties.c - names as somebody types them: parties of stored dealings by the beginnings of words, entries of the
 * lists by screening, each with the reason why it is there.
 *
 * HOW IT WORKS. The text is folded like every name. Entries of lists are found by screening and, as long as the name is
 * not typed to its end, by the beginnings of their words (parties_begin.c). The longest word looks stored parties up (a
 * word that begins with it; of Han and kana the first two characters), the other words must stand in a name. The same
 * comparison as in screening gives score and explanation; where a beginning is too short for it, the reason is
 * "prefix".
 */
#include "api/party_int.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/name.h"

#include <stdlib.h>

struct found {
    struct value *value;
    double score;
    struct str id;
};

struct found_list {
    struct found *v;
    size_t n, cap;
};

struct search {
    struct seki_session *session;
    struct arena *arena;
    struct str q;
    struct folded_name folded;
    struct desk_view view;
    struct found_list found;
    bool is_cut; /* more entries begin like this than are answered */
};

/* -- stored parties -- */

/* The first `n` characters. */
static struct str first_of(struct str text, size_t n)
{
    struct str rest = text;
    for (size_t i = 0; i < n && rest.n; i++)
        (void)utf8_next(&rest);
    return str_sub(text, 0, text.n - rest.n);
}

static void choose_words(const struct folded_name *folded, struct parties_question *question)
{
    size_t longest = 0, n = 0;
    for (size_t i = 1; i < folded->n_tokens; i++) {
        bool is_better =
            folded->tokens[longest].kind == TOKEN_LEGAL_FORM ||
            (folded->tokens[i].kind != TOKEN_LEGAL_FORM && folded->tokens[i].text.n > folded->tokens[longest].text.n);
        if (is_better)
            longest = i;
    }
    const struct name_token *chosen = &folded->tokens[longest];
    question->word = chosen->is_cjk ? first_of(chosen->text, 2) : chosen->text;
    for (size_t i = 0; i < folded->n_tokens && n < ARRAY_LEN(question->parts); i++)
        if (i != longest || chosen->is_cjk)
            question->parts[n++] = folded->tokens[i].text;
}

static struct value *prefix_reason(struct arena *arena, struct str query, struct str name)
{
    struct value *list = value_new(arena, VALUE_LIST), *row = value_add(list, value_new(arena, VALUE_MAP));
    bool is_whole = value_put_text(arena, row, STR("query"), query) && value_put_text(arena, row, STR("entry"), name) &&
                    value_put_text(arena, row, STR("reason"), STR("prefix")) &&
                    value_put_int(arena, row, STR("weight"), 0);
    return is_whole ? list : NULL;
}

static struct value *stored_value(struct arena *arena, const struct party_row *party)
{
    struct value *row = value_new(arena, VALUE_MAP), *names = value_new(arena, VALUE_LIST);
    bool is_whole = value_add(names, value_new_text(arena, party->name)) &&
                    value_put_text(arena, row, STR("id"), party->id) &&
                    value_put_text(arena, row, STR("source"), STR("dealing")) &&
                    value_put_text(arena, row, STR("name"), party->name) && value_put(row, STR("names"), names) &&
                    value_put_int(arena, row, STR("dealings"), party->dealings);
    return is_whole ? row : NULL;
}

static int add_stored(struct search *search, const struct party_row *party, struct seki_err *err)
{
    struct arena *arena = search->arena;
    struct screen_pair pair = {.left = search->q, .right = party->name};
    struct screen_hit hit = {.decision = SCREEN_NO};
    struct seki_err why;
    int code = screen_compare(search->session->engine->text, &pair, arena, &hit, &why);
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    bool is_prefix = code < 0 || hit.decision == SCREEN_NO;
    struct value *explain =
        is_prefix ? prefix_reason(arena, search->folded.key, party->key) : api_parts_value(arena, &hit);
    struct str decision = is_prefix ? STR("prefix") : screen_decision_word(hit.decision);
    struct str score = api_score_text(arena, is_prefix ? 0 : hit.score);
    TRY_MEM(score.p, err);
    struct value *row = stored_value(arena, party);
    bool is_whole = value_put(row, STR("score"), value_new_number(arena, score)) &&
                    value_put_text(arena, row, STR("decision"), decision) && value_put(row, STR("explain"), explain);
    TRY_MEM(is_whole, err);
    struct found found = {row, is_prefix ? 0 : hit.score, party->id};
    return ARENA_PUSH(arena, &search->found, found) ? 0 : err_oom(err);
}

static int find_stored(struct search *search, struct seki_err *err)
{
    struct parties_question question = {.view = search->view, .after = STR(""), .limit = PAGE_MOST};
    struct party_rows parties;
    if (!search->folded.n_tokens)
        return 0;
    choose_words(&search->folded, &question);
    TRY(parties_find(search->session->store, search->arena, &question, &parties, err));
    for (size_t i = 0; i < parties.n; i++)
        TRY(add_stored(search, &parties.v[i], err));
    return 0;
}

/* -- entries of lists -- */

int party_hits(struct seki_session *session, struct arena *arena, struct str name, struct day_lists *lists,
               struct screen_hits *ret_hits, struct seki_err *err)
{
    struct screen_query query = {.name = name};
    struct screen_request request = {session, lists, &query, NULL, 0};
    struct seki_err why;
    *ret_hits = (struct screen_hits){0};
    int code =
        api_screen_hits(&request, (struct screen_lists){lists->indexes, lists->n_indexes}, arena, ret_hits, &why);
    if (code == SEKI_E_MEANING || code == SEKI_E_LIMIT)
        return 0;
    if (code < 0 && err)
        *err = why;
    return code;
}

static struct value *names_of(struct arena *arena, const struct list_entry *entry)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < entry->n_names; i++)
        if (!value_add(list, value_new_text(arena, entry->names[i].text)))
            return NULL;
    return list;
}

/* Why an entry is there: by screening, or by the beginnings of words. */
struct listed {
    const struct list_entry *entry;
    struct str name, decision;
    double score, rank;
    struct value *explain;
    const struct screen_resolved *resolved; /* or NULL */
};

static int add_listed(struct search *search, const struct listed *listed, struct seki_err *err)
{
    struct arena *arena = search->arena;
    const struct list_entry *entry = listed->entry;
    struct value *row = value_new(arena, VALUE_MAP);
    struct str score = api_score_text(arena, listed->score);
    struct str name = entry->n_names ? entry->names[0].text : listed->name;
    bool is_whole = score.p && value_put_text(arena, row, STR("id"), entry->entity) &&
                    value_put_text(arena, row, STR("source"), STR("list")) &&
                    value_put_text(arena, row, STR("name"), name) &&
                    value_put(row, STR("names"), names_of(arena, entry)) &&
                    value_put_text(arena, row, STR("country"), entry->countries.n ? entry->countries.v[0] : STR_NULL) &&
                    value_put_text(arena, row, STR("list"), entry->list) &&
                    value_put_text(arena, row, STR("entry"), entry->entry) &&
                    value_put(row, STR("score"), value_new_number(arena, score)) &&
                    value_put_text(arena, row, STR("decision"), listed->decision) &&
                    value_put(row, STR("explain"), listed->explain);
    TRY_MEM(is_whole, err);
    if (listed->resolved)
        TRY_MEM(value_put(row, STR("resolved"), screen_resolved_value(arena, listed->resolved)), err);
    row = value_copy(arena, row); /* texts of the index do not outlive the lists of the day */
    TRY_MEM(row, err);
    struct found found = {row, listed->rank, value_get_text(row, STR("id"))};
    return ARENA_PUSH(arena, &search->found, found) ? 0 : err_oom(err);
}

static int add_hit(struct search *search, const struct screen_hit *hit, struct seki_err *err)
{
    return add_listed(search,
                      &(struct listed){.entry = &hit->entry,
                                       .name = hit->entry_name,
                                       .decision = screen_decision_word(hit->decision),
                                       .score = hit->score,
                                       .rank = hit->score,
                                       .explain = api_parts_value(search->arena, hit),
                                       .resolved = hit->resolved},
                      err);
}

static bool is_found(const struct search *search, struct str id)
{
    for (size_t i = 0; i < search->found.n; i++)
        if (str_eq(search->found.v[i].id, id))
            return true;
    return false;
}

/* Names that are not typed to their end yet come after everything that screening or our dealings know. */
static int add_beginnings(struct search *search, const struct day_lists *lists, struct seki_err *err)
{
    struct party_beginnings begun;
    struct list_entry entry;
    TRY(party_find_beginnings(search->arena, lists, &search->folded, &begun, err));
    search->is_cut = begun.n == PARTY_BEGINNINGS;
    for (size_t i = 0; i < begun.n; i++) {
        TRY(list_index_entry(search->arena, begun.v[i].index, begun.v[i].entry, &entry, err));
        if (is_found(search, entry.entity))
            continue;
        struct listed listed = {.entry = &entry,
                                .name = begun.v[i].name,
                                .decision = STR("prefix"),
                                .rank = -1,
                                .explain = prefix_reason(search->arena, search->folded.key, begun.v[i].name)};
        TRY(add_listed(search, &listed, err));
    }
    return 0;
}

static int find_listed(struct search *search, struct seki_err *err)
{
    struct day today;
    struct day_lists lists;
    struct screen_hits hits;
    TRY(api_today(search->session, &today, err));
    TRY(api_day_lists(search->session, today, &lists, err));
    int code = party_hits(search->session, search->arena, search->q, &lists, &hits, err);
    for (size_t i = 0; code == 0 && i < hits.n; i++)
        code = add_hit(search, &hits.v[i], err);
    if (code == 0)
        code = add_beginnings(search, &lists, err);
    api_day_lists_done(&lists);
    return code;
}

/* -- together -- */

/* Best first; equal scores by id, so that pages fit together. */
static int by_score(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return str_cmp(x->id, y->id);
}

static int page_of(struct search *search, const struct page_place *place, struct value **ret_page, struct seki_err *err)
{
    struct value *items = value_new(search->arena, VALUE_LIST);
    uint64_t from = 0;
    if (place->key.p && !str_to_u64(place->key, &from))
        return err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    size_t i = (size_t)from, end = i + place->limit;
    for (; i < search->found.n && i < end; i++)
        TRY_MEM(value_add(items, search->found.v[i].value), err);
    struct str key = arena_printf(search->arena, "%zu", i);
    TRY_MEM(key.p, err);
    *ret_page = page_value(search->arena, items, i < search->found.n, key, STR(""));
    TRY_MEM(*ret_page && (!search->is_cut || value_put_bool(search->arena, *ret_page, STR("cut"), true)), err);
    return 0;
}

static int fold_query(struct search *search, struct seki_err *err)
{
    struct seki_err why;
    int code = name_fold(search->session->engine->text, search->arena, search->q, false, &search->folded, &why);
    if (code == SEKI_E_MEANING)
        search->folded = (struct folded_name){.key = STR("")};
    else if (code < 0 && err)
        *err = why;
    return code == SEKI_E_MEANING ? 0 : code;
}

int seki_parties(struct seki_session *session, const struct seki_parties_options *options,
                 struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct search search = {.session = session, .arena = &arena, .q = str_trim(str_c(options->q ? options->q : ""))};
    struct page_place place;
    struct value *root = NULL;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_PARTIES, err));
    TRY(page_read(&arena, &options->page, &place, err));
    TRY(access_view(session, &arena, &search.view, err));
    TRY(fold_query(&search, err));
    TRY(find_stored(&search, err));
    TRY(find_listed(&search, err));
    if (search.found.n)
        qsort(search.found.v, search.found.n, sizeof(*search.found.v), by_score);
    TRY(page_of(&search, &place, &root, err));
    TRY(api_audit(session, API_PARTIES, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}
