/* api/screen.c - seki_screen and seki_compare: the query's words in, hits as values out. */
#include "api/party_int.h"
#include "base/limits.h"

#include <stdio.h>

struct str api_score_text(struct arena *arena, double score)
{
    char text[16];
    int n = snprintf(text, sizeof(text), "%.4f", score);
    while (n > 1 && text[n - 1] == '0')
        n--;
    if (n > 1 && text[n - 1] == '.')
        n--;
    bool is_minus_zero = n == 2 && text[0] == '-' && text[1] == '0';
    return arena_str(arena, is_minus_zero ? STR("0") : (struct str){text, (size_t)n});
}

static struct value *put_score(struct arena *arena, struct value *map, struct str key, double score)
{
    return value_put(map, key, value_new_number(arena, api_score_text(arena, score)));
}

struct value *api_parts_value(struct arena *arena, const struct screen_hit *hit)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < hit->n_parts && list; i++) {
        const struct screen_part *part = &hit->parts[i];
        struct value *row = value_add(list, value_new(arena, VALUE_MAP));
        struct str nothing = STR("");
        bool is_whole = value_put_text(arena, row, STR("query"), part->query.p ? part->query : nothing) &&
                        value_put_text(arena, row, STR("entry"), part->entry.p ? part->entry : nothing) &&
                        value_put_text(arena, row, STR("reason"), part->reason) &&
                        put_score(arena, row, STR("weight"), part->weight);
        if (!is_whole)
            return NULL;
    }
    return list;
}

struct value *api_hit_value(struct arena *arena, const struct screen_hit *hit)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("entity"), hit->entry.entity) &&
                    value_put_text(arena, row, STR("list"), hit->entry.list) &&
                    value_put_text(arena, row, STR("entry"), hit->entry.entry) &&
                    put_score(arena, row, STR("score"), hit->score) &&
                    value_put_text(arena, row, STR("decision"), screen_decision_word(hit->decision)) &&
                    value_put_text(arena, row, STR("query_name"), hit->query_name) &&
                    value_put_text(arena, row, STR("entry_name"), hit->entry_name) &&
                    value_put(row, STR("explain"), api_parts_value(arena, hit));
    if (is_whole && hit->resolved)
        is_whole = value_put(row, STR("resolved"), screen_resolved_value(arena, hit->resolved));
    return is_whole ? row : NULL;
}

struct value *api_compare_value(struct arena *arena, const struct screen_hit *hit)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = put_score(arena, row, STR("score"), hit->score) &&
                    value_put_text(arena, row, STR("decision"), screen_decision_word(hit->decision)) &&
                    value_put(row, STR("explain"), api_parts_value(arena, hit));
    return is_whole ? row : NULL;
}

static struct value *hits_value(struct arena *arena, const struct value *id, const struct screen_hits *hits)
{
    struct value *root = value_new(arena, VALUE_MAP);
    struct value *shown_id = id ? value_copy(arena, id) : value_new_text(arena, STR(""));
    struct value *list = value_new(arena, VALUE_LIST);
    if (!value_put(root, STR("id"), shown_id) || !value_put(root, STR("hits"), list))
        return NULL;
    for (size_t i = 0; i < hits->n; i++)
        if (!value_add(list, api_hit_value(arena, &hits->v[i])))
            return NULL;
    if (hits->is_cut && !value_put_bool(arena, root, STR("cut"), true))
        return NULL;
    return root;
}

int api_query_fill(const struct query_words *words, struct screen_query *ret_query, struct seki_err *err)
{
    struct screen_query query = {.name = words->name,
                                 .has_schema = words->schema.n > 0,
                                 .countries = words->countries,
                                 .birth_dates = words->birth_dates};
    struct day day;
    if (query.has_schema && !party_schema_of(words->schema, &query.schema))
        return err_set(err, SEKI_E_MEANING, "unknown schema \"%.*s\"", STR_ARG(words->schema));
    for (size_t i = 0; i < words->birth_dates.n; i++)
        if (!day_parse(words->birth_dates.v[i], &day))
            return err_set(err, SEKI_E_MEANING, "birth \"%.*s\" is no date such as 1962-09-03",
                           STR_ARG(words->birth_dates.v[i]));
    *ret_query = query;
    return 0;
}

int api_screen_refused(struct arena *arena, const struct value *id, const struct seki_err *cause,
                       struct value **ret_value, struct seki_err *err)
{
    struct screen_hits none = {0};
    struct value *root = hits_value(arena, id, &none);
    struct str reason = arena_str(arena, str_c(cause->reason));
    TRY_MEM(reason.p && value_put_text(arena, root, STR("error"), reason), err);
    *ret_value = root;
    return 0;
}

int api_screen_hits(const struct screen_request *request, struct screen_lists lists, struct arena *arena,
                    struct screen_hits *ret_hits, struct seki_err *err)
{
    struct screen_hits hits = {0};
    TRY(screen_party(request->session->engine->text, lists, request->query, arena, &hits, err));
    TRY(screen_resolve(&request->lists->resolver, request->query, arena, &hits, err));
    *ret_hits = hits;
    return 0;
}

int api_screen_value(const struct screen_request *request, struct arena *arena, struct value **ret_value,
                     struct seki_err *err)
{
    struct screen_hits hits;
    struct seki_err cause;
    struct screen_lists indexes = {request->lists->indexes, request->lists->n_indexes,
                                   request->flags & SEKI_SCREEN_EXHAUSTIVE};
    int code = api_screen_hits(request, indexes, arena, &hits, &cause);
    if (code == SEKI_E_MEANING || code == SEKI_E_LIMIT)
        return api_screen_refused(arena, request->id, &cause, ret_value, err);
    if (code < 0) {
        if (err)
            *err = cause;
        return code;
    }
    *ret_value = hits_value(arena, request->id, &hits);
    TRY_MEM(*ret_value, err);
    return 0;
}

/* Texts of the options that a query looks at. */
struct asked {
    struct str country, birth;
    struct query_words words;
};

static void ask(const struct seki_screen_options *options, struct asked *ret)
{
    ret->country = str_c(options->country);
    ret->birth = str_c(options->birth);
    ret->words = (struct query_words){str_c(options->name),
                                      str_c(options->schema),
                                      {&ret->country, ret->country.n > 0},
                                      {&ret->birth, ret->birth.n > 0}};
}

static int open_today(struct seki_session *session, struct day_lists *ret_lists, struct seki_err *err)
{
    struct day today;
    TRY(api_today(session, &today, err));
    return api_day_lists(session, today, ret_lists, err);
}

static int screen_in(struct seki_session *session, const struct seki_screen_options *options, struct arena *arena,
                     struct seki_answer **ret_answer, struct seki_err *err)
{
    struct asked asked;
    struct screen_query query;
    struct day_lists lists;
    struct value *root;
    struct value *id = value_new_text(arena, str_c(options->id ? options->id : ""));
    TRY_MEM(id, err);
    ask(options, &asked);
    TRY(api_query_fill(&asked.words, &query, err));
    TRY(open_today(session, &lists, err));
    struct screen_request request = {session, &lists, &query, id, options->flags};
    int code = api_screen_value(&request, arena, &root, err);
    if (code == 0)
        code = api_audit(session, API_SCREEN, STR_NULL, STR("{\"queries\":1}"), err);
    if (code == 0)
        code = api_answer(root, ret_answer, err);
    api_day_lists_done(&lists);
    return code;
}

int seki_screen(struct seki_session *session, const struct seki_screen_options *options,
                struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    TRY(api_enter(session, API_SCREEN, err));
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = screen_in(session, options, &arena, ret_answer, err);
    arena_done(&arena);
    return code;
}

/* ---- why not ---- */

/* The index and number of "ENTRY" or "LIST:ENTRY" in the lists of today. */
static int find_entry(const struct day_lists *lists, struct str name, struct screen_pairing *ret, struct seki_err *err)
{
    size_t colon = str_find_char(name, ':', 0), found = 0;
    for (size_t i = 0; i < lists->n_indexes; i++) {
        struct str list = list_index_list(lists->indexes[i]), entry = name;
        if (colon != SIZE_MAX && str_eq(str_sub(name, 0, colon), list))
            entry = str_from(name, colon + 1);
        uint32_t number;
        if (!list_index_find_entry(lists->indexes[i], entry, &number))
            continue;
        ret->index = lists->indexes[i];
        ret->entry = number;
        found++;
    }
    if (found == 1)
        return 0;
    if (found == 0)
        return err_set(err, SEKI_E_NOTFOUND, "no list has the entry \"%.*s\"", STR_ARG(name));
    return err_set(err, SEKI_E_MEANING, "\"%.*s\" is on several lists; say LIST:ENTRY", STR_ARG(name));
}

static struct value *why_value(struct arena *arena, const struct screen_pairing *pairing)
{
    const struct screen_hit *hit = &pairing->hit;
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("query_name"), hit->query_name) &&
                    value_put_text(arena, row, STR("list"), hit->entry.list) &&
                    value_put_text(arena, row, STR("entry"), hit->entry.entry) &&
                    value_put_text(arena, row, STR("entry_name"), hit->entry_name) &&
                    put_score(arena, row, STR("score"), hit->score) &&
                    value_put_text(arena, row, STR("decision"), screen_decision_word(hit->decision)) &&
                    put_score(arena, row, STR("match_at"), SCREEN_MATCH_AT) &&
                    put_score(arena, row, STR("review_at"), SCREEN_REVIEW_AT) &&
                    value_put_text(arena, row, STR("stage"), screen_stage_word(pairing->stage)) &&
                    value_put(row, STR("explain"), api_parts_value(arena, hit));
    if (is_whole && hit->resolved)
        is_whole = value_put(row, STR("resolved"), screen_resolved_value(arena, hit->resolved));
    return is_whole ? row : NULL;
}

static int why_in(const struct screen_request *request, struct screen_pairing *pairing, struct arena *arena,
                  struct seki_err *err)
{
    TRY(screen_why_not(request->session->engine->text, request->query, arena, pairing, err));
    TRY(screen_resolve_pairing(&request->lists->resolver, request->query, arena, pairing, err));
    return api_audit(request->session, API_SCREEN, STR_NULL, STR("{\"queries\":1}"), err);
}

int seki_why_not(struct seki_session *session, const char *entry, const struct seki_screen_options *options,
                 struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    struct asked asked;
    struct screen_query query;
    struct day_lists lists;
    struct screen_pairing pairing = {.entry = 0};
    TRY(api_enter(session, API_SCREEN, err));
    ask(options, &asked);
    TRY(api_query_fill(&asked.words, &query, err));
    TRY(open_today(session, &lists, err));
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = find_entry(&lists, str_c(entry), &pairing, err);
    if (code == 0)
        code = why_in(&(struct screen_request){session, &lists, &query, NULL, 0}, &pairing, &arena, err);
    if (code == 0)
        code = api_answer(why_value(&arena, &pairing), ret_answer, err);
    arena_done(&arena);
    api_day_lists_done(&lists);
    return code;
}

int seki_compare(struct seki_session *session, const char *left, const char *right, const char *schema,
                 struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    struct screen_pair pair = {.left = str_c(left), .right = str_c(right), .has_schema = schema != NULL};
    struct screen_hit hit;
    TRY(api_enter(session, API_COMPARE, err));
    if (schema && !party_schema_of(str_c(schema), &pair.schema))
        return err_set(err, SEKI_E_MEANING, "unknown schema \"%s\"", schema);
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = screen_compare(session->engine->text, &pair, &arena, &hit, err);
    if (code == 0)
        code = api_answer(api_compare_value(&arena, &hit), ret_answer, err);
    arena_done(&arena);
    return code;
}
