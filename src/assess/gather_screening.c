/*
 * assess/gather_screening.c - PRC-01, 02, 24: is a party of the dealing on a list of its day?
 *
 * HOW IT WORKS. Each named party is looked up once in all lists. A hit holds only between the entry's own start and end
 * days. A person's `resolved` settles it: same true confirms (also an entry that the name alone did not find), same
 * false removes match and review alike. Where the dealing says nothing, what was found out outside of it holds
 * (screen/resolve.h). Trackers are ratings: they never confirm anything (gather_parties.c reads
 * them).
 *
 *   {"name":"Alpha Works","resolved":[{"list":"jp_meti_eul","entry":"511","same":false}]}  ->  no hit on entry 511
 */
#include "assess/screening_int.h"
#include "base/limits.h"

/* Concern words in the order of enum party_concern's bits (DEALING section 2, possible_uses). */
static const struct {
    unsigned bit;
    struct str word;
} CONCERNS[] = {{CONCERN_NUCLEAR, {"nuclear", 7}},
                {CONCERN_CHEMICAL, {"chemical", 8}},
                {CONCERN_BIOLOGICAL, {"biological", 10}},
                {CONCERN_MISSILE, {"missile", 7}},
                {CONCERN_CONVENTIONAL, {"conventional", 12}}};

/* ---- which lists ---- */

static enum policy_effect list_effect(const struct gather *gather, struct str list, struct str source_field)
{
    return policy_list_effect(&gather->engine->policy, list, source_field, gather->day);
}

bool screening_has_watchlist(const struct gather *gather)
{
    for (size_t i = 0; i < gather->context->n_lists; i++)
        if (list_effect(gather, gather->context->lists[i].list, STR("")) != POLICY_TRACKER)
            return true;
    return false;
}

bool screening_has_tracker(const struct gather *gather)
{
    for (size_t i = 0; i < gather->context->n_lists; i++)
        if (list_effect(gather, gather->context->lists[i].list, STR("")) == POLICY_TRACKER)
            return true;
    return false;
}

static const struct assess_list *list_find(const struct gather *gather, struct str list)
{
    for (size_t i = 0; i < gather->context->n_lists; i++)
        if (str_eq(gather->context->lists[i].list, list))
            return &gather->context->lists[i];
    return NULL;
}

bool screening_entry_holds(const struct list_entry *entry, struct day day)
{
    struct day from, to;
    if (entry->start_date.p && day_parse(entry->start_date, &from) && day_cmp(day, day_first(from)) < 0)
        return false;
    return !(entry->end_date.p && day_parse(entry->end_date, &to) && day_cmp(day_last(to), day) < 0);
}

/* ---- asking ---- */

static int indexes_of(struct gather *gather, const struct list_index ***ret_v, size_t *ret_n, struct seki_err *err)
{
    const struct assess_context *context = gather->context;
    const struct list_index **v = ARENA_ARRAY(gather->arena, context->n_lists, const struct list_index *);
    TRY_MEM(v, err);
    *ret_n = 0;
    for (size_t i = 0; i < context->n_lists; i++)
        if (context->lists[i].index)
            v[(*ret_n)++] = context->lists[i].index;
    *ret_v = v;
    return 0;
}

/* What people said of hits before, for the lists of the day; once for each dealing. Called before a mark of the arena
 * is taken, for it stays. */
static int resolver_open_once(struct gather *gather, struct seki_err *err)
{
    const struct assess_context *context = gather->context;
    if (gather->resolver)
        return 0;
    struct resolve_list *lists = ARENA_ARRAY(gather->arena, context->n_lists, struct resolve_list);
    struct resolver *resolver = ARENA_NEW(gather->arena, struct resolver);
    TRY_MEM(lists && resolver, err);
    for (size_t i = 0; i < context->n_lists; i++)
        lists[i] = (struct resolve_list){context->lists[i].index, context->lists[i].list, context->lists[i].edition_id};
    *resolver = (struct resolver){.tools = gather->engine->text,
                                  .store = context->store,
                                  .day = gather->day,
                                  .lists = lists,
                                  .n_lists = context->n_lists};
    TRY(resolver_open(resolver, err));
    gather->resolver = resolver;
    return 0;
}

/* That our own company is on a list of another state's measures is what such a list is asked for. */
static void keep_own(const struct gather *gather, struct screen_hits *hits)
{
    for (size_t i = 0; i < hits->n; i++) {
        struct screen_hit *hit = &hits->v[i];
        bool is_own = hit->resolved && hit->resolved->kind == RESOLVED_OWN_COMPANY;
        if (!is_own || list_effect(gather, hit->entry.list, hit->entry.source_field) != POLICY_FOREIGN_RESTRICTION)
            continue;
        hit->decision = hit->resolved->computed;
        hit->resolved = NULL;
    }
}

/* A name that folds to nothing has no hits; it was not screened, which the caller tells. */
static int run(struct gather *gather, const struct screen_query *query, struct screen_hits *ret_hits,
               struct seki_err *err)
{
    const struct list_index **lists;
    size_t n_lists;
    struct seki_err inner;
    *ret_hits = (struct screen_hits){0};
    TRY(indexes_of(gather, &lists, &n_lists, err));
    int code = screen_run(gather->engine->text, lists, n_lists, query, gather->arena, ret_hits, &inner);
    if (code == SEKI_E_MEANING)
        return 0;
    if (code < 0 && err)
        *err = inner;
    TRY(code);
    TRY(screen_resolve(gather->resolver, query, gather->arena, ret_hits, err));
    keep_own(gather, ret_hits);
    return 0;
}

static int hit_add(struct gather *gather, const struct screen_hit *screened, struct hit hit, struct hit_list *into,
                   struct seki_err *err)
{
    hit.hit = *screened;
    hit.list = list_find(gather, screened->entry.list);
    hit.effect = list_effect(gather, screened->entry.list, screened->entry.source_field);
    if (!hit.list || !screening_entry_holds(&screened->entry, gather->day))
        return 0;
    return ARENA_PUSH(gather->arena, into, hit) ? 0 : err_oom(err);
}

/* What a look-up without a hit took is given back: there may be hundreds of owners. */
int screening_of_name(struct gather *gather, struct str name, size_t node, struct hit_list *into, struct seki_err *err)
{
    struct screen_query query = {.name = name};
    struct screen_hits hits;
    TRY(resolver_open_once(gather, err));
    struct arena_mark mark = arena_mark(gather->arena);
    size_t n_before = into->n;
    TRY(run(gather, &query, &hits, err));
    for (size_t i = 0; i < hits.n; i++)
        if (hits.v[i].decision == SCREEN_MATCH)
            TRY(hit_add(gather, &hits.v[i], (struct hit){.node = node, .state = HIT_CONFIRMED}, into, err));
    if (into->n == n_before)
        arena_rewind(gather->arena, mark);
    return 0;
}

/* ---- what a person said ---- */

static const struct value *resolved_find(const struct party *party, struct str list, struct str entry)
{
    const struct value *found = NULL;
    for (VALUE_EACH(row, value_get(party->value, STR("resolved"))))
        if (str_eq(value_get_text(row, STR("list")), list) && str_eq(value_get_text(row, STR("entry")), entry) &&
            value_is(value_get(row, STR("same")), VALUE_BOOL))
            found = row; /* the last word holds */
    return found;
}

static enum hit_state hit_state_of(const struct party *party, const struct screen_hit *hit)
{
    const struct value *row = resolved_find(party, hit->entry.list, hit->entry.entry);
    if (row)
        return value_get(row, STR("same"))->truth ? HIT_CONFIRMED : HIT_CLEARED;
    if (hit->decision == SCREEN_NO) /* a hit all the same: settled before, outside of this dealing */
        return HIT_CLEARED;
    return hit->decision == SCREEN_MATCH ? HIT_CONFIRMED : HIT_REVIEW;
}

static bool hits_have(const struct hit_list *hits, size_t node, struct str list, struct str entry)
{
    for (size_t i = 0; i < hits->n; i++)
        if (hits->v[i].node == node && str_eq(hits->v[i].list->list, list) && str_eq(hits->v[i].hit.entry.entry, entry))
            return true;
    return false;
}

/* Confirmed by a person although the name alone did not find it. An entry the list of the day does not have is no hit.
 */
static int confirmed_add(struct gather *gather, size_t node, const struct value *row, struct seki_err *err)
{
    const struct party *party = &gather->parties.v[node];
    struct str code = value_get_text(row, STR("list")), entry = value_get_text(row, STR("entry"));
    const struct assess_list *list = list_find(gather, code);
    const struct value *same = value_get(row, STR("same"));
    struct screen_hit hit = {.decision = SCREEN_REVIEW, .query_name = party->name};
    uint32_t number;
    if (!value_is(same, VALUE_BOOL) || resolved_find(party, code, entry) != row || !same->truth || !list ||
        !list->index || hits_have(&gather->hits, node, code, entry) ||
        !list_index_find_entry(list->index, entry, &number))
        return 0;
    TRY(list_index_entry(gather->arena, list->index, number, &hit.entry, err));
    hit.entry_name = hit.entry.n_names > 0 ? hit.entry.names[0].text : entry;
    return hit_add(gather, &hit, (struct hit){.node = node, .state = HIT_CONFIRMED}, &gather->hits, err);
}

static int party_look_up(struct gather *gather, size_t node, struct seki_err *err)
{
    const struct party *party = &gather->parties.v[node];
    struct screen_query query;
    struct screen_hits hits;
    if (!party->name.p)
        return 0;
    TRY(resolver_open_once(gather, err));
    struct arena_mark mark = arena_mark(gather->arena);
    TRY(assess_party_query(gather->arena, party->value, &query, err));
    TRY(run(gather, &query, &hits, err));
    if (hits.n == 0)
        arena_rewind(gather->arena, mark);
    for (size_t i = 0; i < hits.n; i++)
        TRY(hit_add(gather, &hits.v[i], (struct hit){.node = node, .state = hit_state_of(party, &hits.v[i])},
                    &gather->hits, err));
    return 0;
}

int screening_of_party(struct gather *gather, size_t node, struct seki_err *err)
{
    TRY(party_look_up(gather, node, err));
    for (VALUE_EACH(row, value_get(gather->parties.v[node].value, STR("resolved"))))
        TRY(confirmed_add(gather, node, row, err));
    return 0;
}

int screening_run(struct gather *gather, struct seki_err *err)
{
    if (gather->is_screened)
        return 0;
    gather->is_screened = true;
    for (size_t i = 0; i < gather->parties.n; i++)
        TRY(screening_of_party(gather, i, err));
    return 0;
}

bool screening_is_customer_hit(const struct gather *gather)
{
    for (size_t i = 0; i < gather->hits.n; i++) {
        const struct hit *hit = &gather->hits.v[i];
        const struct party *party = &gather->parties.v[hit->node];
        if (hit->state == HIT_CONFIRMED && hit->effect != POLICY_TRACKER &&
            (party_has_role(party, STR("orderer")) || party_has_role(party, STR("end_user")) ||
             party_has_role(party, STR("consignee"))))
            return true;
    }
    return false;
}

/* ---- facts ---- */

/* What stands in the list: the name, and for what it is listed. */
static struct str listed_text(struct arena *arena, const struct hit *hit)
{
    struct str text = hit->hit.entry_name;
    const struct str_list *programs = &hit->hit.entry.programs;
    for (size_t i = 0; i < programs->n && text.p; i++)
        text = arena_printf(arena, "%.*s%s%.*s%s", STR_ARG(text), i ? "; " : " (", STR_ARG(programs->v[i]),
                            i + 1 == programs->n ? ")" : "");
    return text;
}

int screening_evidence(struct gather *gather, enum fact_id id, const struct hit *hit, struct seki_err *err)
{
    struct str place =
        arena_printf(gather->arena, "%.*s %.*s", STR_ARG(hit->list->list), STR_ARG(hit->hit.entry.entry));
    struct str text = listed_text(gather->arena, hit);
    TRY_MEM(place.p && text.p, err);
    struct evidence evidence = {STR("list"), place, hit->list->sha256, text};
    return fact_evidence(gather, id, evidence, err);
}

static int concerns_put(struct gather *gather, const struct hit *hit, struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(CONCERNS); i++)
        if (hit->hit.entry.concerns & CONCERNS[i].bit)
            TRY(fact_put_text(gather, FACT_ID_SCREENING_CONCERNS, CONCERNS[i].word, err));
    return screening_evidence(gather, FACT_ID_SCREENING_CONCERNS, hit, err);
}

static int hit_put(struct gather *gather, const struct hit *hit, struct seki_err *err)
{
    struct str code = hit->list->list;
    if (hit->effect == POLICY_TRACKER || hit->state == HIT_CLEARED)
        return 0;
    enum fact_id id = hit->state == HIT_CONFIRMED ? FACT_ID_SCREENING_CONFIRMED : FACT_ID_SCREENING_REVIEW;
    TRY(fact_put_text(gather, id, code, err));
    TRY(screening_evidence(gather, id, hit, err));
    if (hit->state != HIT_CONFIRMED)
        return 0;
    if (hit->effect != POLICY_FOREIGN_RESTRICTION) {
        enum fact_id kind = hit->effect == POLICY_BAN ? FACT_ID_SCREENING_BANS : FACT_ID_SCREENING_END_USER;
        TRY(fact_put_text(gather, kind, code, err));
        TRY(screening_evidence(gather, kind, hit, err));
    }
    return hit->effect == POLICY_END_USER_LIST ? concerns_put(gather, hit, err) : 0;
}

static struct value *hit_value(struct gather *gather, const struct hit *hit)
{
    static const struct str STATES[] = {
        [HIT_CONFIRMED] = {"confirmed", 9}, [HIT_REVIEW] = {"review", 6}, [HIT_CLEARED] = {"cleared", 7}};
    struct arena *arena = gather->arena;
    struct value *map = value_new(arena, VALUE_MAP);
    struct str score = arena_printf(arena, "%.4f", hit->hit.score);
    bool ok =
        value_put_text(arena, map, STR("party"), gather->parties.v[hit->node].pointer) &&
        value_put_text(arena, map, STR("list"), hit->list->list) &&
        value_put_text(arena, map, STR("entry"), hit->hit.entry.entry) &&
        value_put_text(arena, map, STR("state"), STATES[hit->state]) &&
        value_put_text(arena, map, STR("decision"), screen_decision_word(hit->hit.decision)) &&
        value_put(map, STR("score"), value_new_number(arena, score)) &&
        value_put_text(arena, map, STR("query_name"), hit->hit.query_name) &&
        value_put_text(arena, map, STR("entry_name"), hit->hit.entry_name) &&
        (!hit->hit.entry.source_field.p || value_put_text(arena, map, STR("source"), hit->hit.entry.source_field)) &&
        (!hit->hit.resolved || value_put(map, STR("resolved"), screen_resolved_value(arena, hit->hit.resolved)));
    return ok ? map : NULL;
}

/* The hits behind a fact, told beside it: what a reviewer needs to resolve them. */
static int hits_note(struct gather *gather, enum fact_id id, bool is_review, struct seki_err *err)
{
    struct value *list = value_new(gather->arena, VALUE_LIST);
    for (size_t i = 0; i < gather->hits.n; i++) {
        const struct hit *hit = &gather->hits.v[i];
        if (hit->effect == POLICY_TRACKER || (is_review != (hit->state == HIT_REVIEW) && hit->state != HIT_CLEARED))
            continue;
        TRY_MEM(value_add(list, hit_value(gather, hit)), err);
    }
    TRY_MEM(list, err);
    return list->n > 0 ? fact_note(gather, id, is_review ? STR("screening.near") : STR("screening.hits"), list, err)
                       : 0;
}

/* Parties that could not be screened: without a name, or with one that folds to nothing. */
static int unscreened_note(struct gather *gather, bool *ret_any, struct seki_err *err)
{
    struct value *list = value_new(gather->arena, VALUE_LIST);
    *ret_any = !screening_has_watchlist(gather) || !gather->has_parties;
    for (size_t i = 0; i < gather->parties.n; i++)
        if (!gather->parties.v[i].is_comparable)
            TRY_MEM(value_add(list, value_new_text(gather->arena, gather->parties.v[i].pointer)), err);
    TRY_MEM(list, err);
    if (list->n == 0)
        return 0;
    *ret_any = true;
    TRY(fact_note(gather, FACT_ID_SCREENING_CONFIRMED, STR("screening.not_screened"), list, err));
    return fact_note(gather, FACT_ID_SCREENING_REVIEW, STR("screening.not_screened"), list, err);
}

static bool has_end_user_hit(const struct gather *gather)
{
    for (size_t i = 0; i < gather->hits.n; i++)
        if (gather->hits.v[i].effect == POLICY_END_USER_LIST && gather->hits.v[i].state == HIT_CONFIRMED)
            return true;
    return false;
}

int gather_screening(struct gather *gather, struct seki_err *err)
{
    bool has_unknown;
    TRY(screening_run(gather, err));
    for (size_t i = 0; i < gather->hits.n; i++)
        TRY(hit_put(gather, &gather->hits.v[i], err));
    TRY(hits_note(gather, FACT_ID_SCREENING_CONFIRMED, false, err));
    TRY(hits_note(gather, FACT_ID_SCREENING_REVIEW, true, err));
    TRY(unscreened_note(gather, &has_unknown, err));
    if (!has_unknown || has_end_user_hit(gather))
        TRY(fact_put_bool(gather, FACT_ID_SCREENING_UNSEEN, false, err));
    else
        fact_unknown(gather, FACT_ID_SCREENING_UNSEEN);
    if (!has_unknown)
        return 0;
    fact_unknown(gather, FACT_ID_SCREENING_CONFIRMED);
    fact_unknown(gather, FACT_ID_SCREENING_REVIEW);
    fact_unknown(gather, FACT_ID_SCREENING_CONCERNS);
    if (gather->slots[FACT_ID_SCREENING_CONFIRMED].values.n == 0) {
        /* "every hit is on a list that is no ban" asks for hits only */
        fact_unknown(gather, FACT_ID_SCREENING_BANS);
        fact_unknown(gather, FACT_ID_SCREENING_END_USER);
    }
    return 0;
}
