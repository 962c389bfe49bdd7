/*
 * screen/screen.c - the two questions: one party against lists, and two names against each other.
 *
 *   query ──prepare──> spellings ──for each list──> candidates ──align──> findings ──best of each entry──> hits
 *                                └─ identifiers ───────────────────────────┘
 */
#include "screen/screen.h"
#include "base/limits.h"
#include "screen/screen_int.h"

#include <math.h>
#include <stdlib.h>

/* A pair of names, or an identifier, that is good enough. */
struct finding {
    uint32_t list, entry, row;
    uint32_t name;       /* of the prepared ones */
    uint32_t identifier; /* of the query, + 1; 0 = none */
    int score;
};

struct run {
    const struct text_tools *tools;
    const struct list_index *const *lists;
    size_t n_lists;
    bool is_exhaustive;
    const struct screen_query *query;
    struct arena *arena;
    struct screen_names names;
    struct screen_scratch *scratch;
    struct {
        struct finding *v;
        size_t n, cap;
    } findings;
    /* where the search is */
    uint32_t list, name, identifier;
};

/* ---- names ---- */

/* Persons are compared as persons, all others as others; and only where the schemata fit. */
static bool is_comparable(const struct run *run, const struct screen_name *name, enum party_schema schema)
{
    if (name->is_person != (schema == PARTY_PERSON))
        return false;
    return !run->query->has_schema || party_schema_fits(run->query->schema, schema);
}

static int note(struct run *run, const struct screen_loaded *loaded, uint32_t number, struct seki_err *err)
{
    struct screen_alignment alignment;
    struct screen_evidence evidence;
    screen_align(run->names.v[run->name], &loaded->name, &alignment);
    if (alignment.score + 1e-9 < NEEDED_SCORE)
        return 0;
    screen_evidence(run->query, run->lists[run->list], loaded->row.entry, &evidence);
    struct finding finding = {run->list, loaded->row.entry, number, run->name, 0, screen_total(&alignment, &evidence)};
    if (screen_decide(finding.score) == SCREEN_NO)
        return 0;
    return ARENA_PUSH(run->arena, &run->findings, finding) ? 0 : err_oom(err);
}

static int take_candidate(void *ctx, uint32_t number, double shared, struct seki_err *err)
{
    struct run *run = ctx;
    const struct list_index *index = run->lists[run->list];
    const struct screen_name *name = run->names.v[run->name];
    struct screen_loaded loaded;
    struct list_entry_brief brief;
    struct list_name row;
    if (!list_index_name(index, number, &row) || !list_index_brief(index, row.entry, &brief) ||
        !is_comparable(run, name, brief.schema) || !screen_name_load(&loaded, index, number, name->is_person) ||
        screen_bound(shared, name->total, loaded.name.total) + 1e-9 < NEEDED_SCORE)
        return 0;
    return note(run, &loaded, number, err);
}

static int search_all(struct run *run, struct seki_err *err)
{
    uint32_t n = list_index_name_count(run->lists[run->list]);
    for (uint32_t i = 0; i < n; i++)
        TRY(take_candidate(run, i, INFINITY, err));
    return 0;
}

static int search_names(struct run *run, struct seki_err *err)
{
    struct screen_search search = {
        .arena = run->arena, .scratch = run->scratch, .index = run->lists[run->list], .fn = take_candidate, .ctx = run};
    for (run->name = 0; run->name < run->names.n; run->name++) {
        search.name = run->names.v[run->name];
        TRY(run->is_exhaustive ? search_all(run, err) : screen_candidates(&search, err));
    }
    return 0;
}

/* ---- identifiers ---- */

/* What many parties share (a telephone, a bank) or what is no identifier of a party is no evidence for being one. */
static bool is_telling_kind(struct str kind)
{
    static const char *const SHARED[] = {"phone",   "fax",  "mobile", "email",   "domain", "website",
                                         "address", "name", "swift",  "profile", "kpp"};
    for (size_t i = 0; i < ARRAY_LEN(SHARED); i++)
        if (str_eq(str_c(SHARED[i]), kind))
            return false;
    return true;
}

/* The best pair of names of the entry, for showing; 0 if no name of it can be compared. */
static void best_row(const struct run *run, uint32_t entry, struct finding *finding)
{
    const struct list_index *index = run->lists[run->list];
    struct screen_loaded loaded;
    struct list_names names = list_index_names_of(index, entry);
    double best = -1;
    finding->row = names.first;
    for (uint32_t i = names.first; i < names.first + names.n; i++)
        for (uint32_t n = 0; n < run->names.n; n++) {
            struct screen_alignment alignment;
            if (!screen_name_load(&loaded, index, i, run->names.v[n]->is_person))
                continue;
            screen_align(run->names.v[n], &loaded.name, &alignment);
            if (alignment.score <= best)
                continue;
            best = alignment.score;
            finding->row = i;
            finding->name = n;
        }
}

struct identifier_search {
    struct run *run;
    bool is_oom;
};

static bool take_identifier(void *ctx, uint32_t entry)
{
    struct identifier_search *search = ctx;
    struct run *run = search->run;
    struct finding finding = {.list = run->list, .entry = entry, .identifier = run->identifier + 1, .score = INT32_MAX};
    best_row(run, entry, &finding);
    search->is_oom = !ARENA_PUSH(run->arena, &run->findings, finding);
    return !search->is_oom;
}

static int search_identifiers(struct run *run, struct seki_err *err)
{
    struct identifier_search search = {run, false};
    for (run->identifier = 0; run->identifier < run->query->n_identifiers; run->identifier++) {
        const struct party_identifier *identifier = &run->query->identifiers[run->identifier];
        struct str key;
        if (!is_telling_kind(identifier->kind))
            continue;
        TRY(index_identifier_key(run->arena, identifier->value, &key, err));
        if (key.n)
            list_index_find_contact(run->lists[run->list], identifier->kind, key, take_identifier, &search);
    }
    return search.is_oom ? err_oom(err) : 0;
}

/* ---- hits ---- */

/* Findings of one entry together, the best first; among equal ones the listed name itself before parts of it. */
static int finding_cmp(const void *a, const void *b)
{
    const struct finding *x = a, *y = b;
    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    if (x->entry != y->entry)
        return x->entry < y->entry ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->name > y->name) - (x->name < y->name);
}

int screen_hit_cmp(const void *a, const void *b)
{
    const struct screen_hit *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    int order = str_cmp(x->entry.list, y->entry.list);
    return order ? order : str_cmp(x->entry.entry, y->entry.entry);
}

static int make_hit(struct run *run, const struct finding *finding, struct screen_hit *hit, struct seki_err *err)
{
    const struct list_index *index = run->lists[finding->list];
    const struct screen_name *name = run->names.v[finding->name];
    struct screen_alignment alignment;
    struct screen_evidence evidence;
    struct screen_loaded loaded;
    TRY(list_index_entry(run->arena, index, finding->entry, &hit->entry, err));
    if (!list_index_name(index, finding->row, &loaded.row))
        return err_set(err, SEKI_E_CORRUPT, "the index of %.*s is damaged", STR_ARG(hit->entry.list));
    if (!screen_name_load(&loaded, index, finding->row, name->is_person)) /* by identifier; its names fold to nothing */
        loaded.name = (struct screen_name){.text = loaded.row.text};
    screen_align(name, &loaded.name, &alignment);
    screen_evidence(run->query, index, finding->entry, &evidence);
    if (finding->identifier) {
        evidence.identifier = EVIDENCE_IDENTIFIER;
        evidence.id_query = evidence.id_entry = run->query->identifiers[finding->identifier - 1].value;
    }
    return screen_explain(run->arena, &alignment, &evidence, hit, err);
}

static size_t keep_best_of_entry(struct finding *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || v[i].list != v[kept - 1].list || v[i].entry != v[kept - 1].entry)
            v[kept++] = v[i];
    return kept;
}

static int make_hits(struct run *run, struct screen_hits *ret_hits, struct seki_err *err)
{
    struct screen_hits hits = {0};
    if (run->findings.n)
        qsort(run->findings.v, run->findings.n, sizeof(struct finding), finding_cmp);
    size_t n = keep_best_of_entry(run->findings.v, run->findings.n);
    hits.v = ARENA_ARRAY(run->arena, n, struct screen_hit);
    TRY_MEM(hits.v, err);
    for (size_t i = 0; i < n; i++) {
        TRY(make_hit(run, &run->findings.v[i], &hits.v[hits.n], err));
        hits.n += hits.v[hits.n].decision != SCREEN_NO;
    }
    if (hits.n)
        qsort(hits.v, hits.n, sizeof(struct screen_hit), screen_hit_cmp);
    hits.is_cut = hits.n > LIMIT(HITS);
    hits.n = hits.is_cut ? LIMIT(HITS) : hits.n;
    *ret_hits = hits;
    return 0;
}

/* ---- the calls ---- */

/* A name that folds to nothing is passed over as long as another one is left. */
static int prepare_query(struct run *run, struct seki_err *err)
{
    const struct screen_query *query = run->query;
    bool is_open = !query->has_schema || query->schema == PARTY_THING;
    struct screen_ask ask = {query->name, is_open || query->schema == PARTY_PERSON, true};
    struct seki_err first, why;
    int code = screen_prepare(run->tools, run->arena, &ask, &run->names, &first);
    for (size_t i = 0; (code == 0 || code == SEKI_E_MEANING) && i < query->other_names.n; i++) {
        ask.name = query->other_names.v[i];
        int other = screen_prepare(run->tools, run->arena, &ask, &run->names, &why);
        if (other == 0 || other == SEKI_E_MEANING)
            continue;
        code = other;
        first = why;
    }
    if (code == SEKI_E_MEANING && run->names.n)
        return 0;
    if (code < 0 && err)
        *err = first;
    return code;
}

int screen_party(const struct text_tools *tools, struct screen_lists lists, const struct screen_query *query,
                 struct arena *arena, struct screen_hits *ret_hits, struct seki_err *err)
{
    struct run run = {.tools = tools,
                      .lists = lists.v,
                      .n_lists = lists.n,
                      .is_exhaustive = lists.is_exhaustive,
                      .query = query,
                      .arena = arena};
    TRY(prepare_query(&run, err));
    TRY(screen_scratch_new(arena, lists.v, lists.n, &run.scratch, err));
    for (run.list = 0; run.list < lists.n; run.list++) {
        TRY(search_names(&run, err));
        TRY(search_identifiers(&run, err));
    }
    return make_hits(&run, ret_hits, err);
}

/* ---- why an entry is no hit ---- */

struct str screen_stage_word(enum screen_stage stage)
{
    static const char *const WORDS[] = {[SCREEN_STAGE_CANDIDATE] = "candidate",
                                        [SCREEN_STAGE_FILTER] = "filter",
                                        [SCREEN_STAGE_SCORE] = "score",
                                        [SCREEN_STAGE_RESOLVED] = "resolved"};
    return str_c(WORDS[stage]);
}

struct presence {
    struct list_names names;
    bool is_given;
};

static int see_name(void *ctx, uint32_t name, double shared, struct seki_err *err)
{
    struct presence *presence = ctx;
    (void)shared;
    (void)err;
    presence->is_given |= name >= presence->names.first && name - presence->names.first < presence->names.n;
    return 0;
}

static int find_stage(const struct run *run, uint32_t entry, enum screen_stage *ret_stage, struct seki_err *err)
{
    struct list_entry_brief brief;
    struct presence presence = {.names = list_index_names_of(run->lists[0], entry)};
    struct screen_search search = {
        .arena = run->arena, .scratch = run->scratch, .index = run->lists[0], .fn = see_name, .ctx = &presence};
    bool is_comparable_any = false;
    if (!list_index_brief(run->lists[0], entry, &brief))
        return err_set(err, SEKI_E_NOTFOUND, "the list has no such entry");
    for (size_t i = 0; i < run->names.n; i++) {
        if (!is_comparable(run, run->names.v[i], brief.schema))
            continue;
        is_comparable_any = true;
        search.name = run->names.v[i];
        TRY(screen_candidates(&search, err));
    }
    *ret_stage = !is_comparable_any  ? SCREEN_STAGE_FILTER
                 : presence.is_given ? SCREEN_STAGE_SCORE
                                     : SCREEN_STAGE_CANDIDATE;
    return 0;
}

int screen_why_not(const struct text_tools *tools, const struct screen_query *query, struct arena *arena,
                   struct screen_pairing *pairing, struct seki_err *err)
{
    const struct list_index *lists[] = {pairing->index};
    struct run run = {.tools = tools, .lists = lists, .n_lists = 1, .query = query, .arena = arena};
    struct finding finding = {.entry = pairing->entry};
    TRY(prepare_query(&run, err));
    TRY(screen_scratch_new(arena, lists, 1, &run.scratch, err));
    TRY(find_stage(&run, pairing->entry, &pairing->stage, err));
    best_row(&run, pairing->entry, &finding);
    pairing->hit = (struct screen_hit){.score = 0};
    return make_hit(&run, &finding, &pairing->hit, err);
}

int screen_compare(const struct text_tools *tools, const struct screen_pair *pair, struct arena *arena,
                   struct screen_hit *ret_hit, struct seki_err *err)
{
    bool is_person = pair->has_schema && pair->schema == PARTY_PERSON;
    bool is_open = !pair->has_schema || pair->schema == PARTY_THING;
    struct screen_names left = {0}, right = {0};
    struct screen_alignment best = {.score = -1}, alignment;
    struct screen_ask ask = {pair->left, is_person || is_open, !is_person};
    TRY(screen_prepare(tools, arena, &ask, &left, err));
    ask.name = pair->right;
    TRY(screen_prepare(tools, arena, &ask, &right, err));
    for (size_t i = 0; i < left.n; i++)
        for (size_t k = 0; k < right.n; k++) {
            if (left.v[i]->is_person != right.v[k]->is_person)
                continue;
            screen_align(left.v[i], right.v[k], &alignment);
            if (alignment.score > best.score)
                best = alignment;
        }
    struct screen_hit hit = {0};
    TRY(screen_explain(arena, &best, NULL, &hit, err));
    *ret_hit = hit;
    return 0;
}
