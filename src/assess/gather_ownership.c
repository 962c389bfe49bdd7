/*
 * assess/gather_ownership.c - PRC-03: do listed parties together own a party of the dealing?
 *
 * HOW IT WORKS. The graph (graph.c) gives the holdings. Who is listed: a party with a confirmed hit, an owner whose
 * name matches a list, a stored owner that is an entry itself. Which 50 % rule binds a list is data: the rule pack of
 * policy/lists.csv, the rows of policy/fifty_percent_rules.csv. Room trace adds up. The day is that of shipment.
 *
 *   owner 60 % of a party, owner on the Entity List, suspended on the day  ->  not_in_force
 *
 * An owner that stands only on a list of measures by another state (foreign_restriction) is told by a word of its own:
 * no rule at home binds it, and none is out of force.
 */
#include "assess/graph_int.h"
#include "assess/screening_int.h"
#include "base/limits.h"

/* Which rows of policy/fifty_percent_rules.csv a rule pack of policy/lists.csv stands for. */
static const struct owned_list_rule PACKS[] = {
    {{"ofac", 4}, {"*", 1}, {"ofac_50_2008", 12}},  {{"ofac", 4}, {"*", 1}, {"ofac_50", 7}},
    {{"bis", 3}, {"*", 1}, {"bis_affiliates", 14}}, {{"eu", 2}, {"*", 1}, {"eu_ownership_gt50", 17}},
    {{"eu", 2}, {"*", 1}, {"eu_ownership", 12}},    {{"uk", 2}, {"*", 1}, {"uk_ownership_control", 20}},
    {{"*", 1}, {"*", 1}, {"other_default", 13}},
};

struct ownership {
    struct gather *gather;
    struct graph *graph;
    struct {
        struct owned_listed *v;
        size_t n, cap;
    } listed;
    bool *is_bound;  /* by node: on a list that is more than a foreign restriction */
    uint32_t *asked; /* the node of each party that is the first at its node */
    size_t n_asked;
    struct owned_answer answer;
};

/* ---- who is listed ---- */

/* trace is asked by pack: the list itself is told in the notes. */
static int pack_add(struct ownership *own, struct owned_listed listed, struct seki_err *err)
{
    for (size_t i = 0; i < own->listed.n; i++)
        if (own->listed.v[i].node == listed.node && str_eq(own->listed.v[i].list, listed.list))
            return 0;
    return ARENA_PUSH(own->gather->arena, &own->listed, listed) ? 0 : err_oom(err);
}

/* One who stands in a list by several sources is bound by the packs of all of them. */
static int listed_add(struct ownership *own, uint32_t node, enum policy_effect effect, struct owned_listed listed,
                      struct seki_err *err)
{
    const struct gather *gather = own->gather;
    struct str list = listed.list, rest = listed.source_field.p ? listed.source_field : STR(""), pack;
    if (effect == POLICY_TRACKER)
        return 0;
    own->is_bound[node] = own->is_bound[node] || effect != POLICY_FOREIGN_RESTRICTION;
    listed.node = node;
    listed.source_field = STR("*");
    while (policy_list_pack(&gather->engine->policy, list, &rest, gather->day, &pack)) {
        listed.list = str_is_empty(pack) ? STR("other") : pack;
        TRY(pack_add(own, listed, err));
    }
    return 0;
}

static int hits_add(struct ownership *own, const struct hit_list *hits, bool is_party, struct seki_err *err)
{
    for (size_t i = 0; i < hits->n; i++) {
        const struct hit *hit = &hits->v[i];
        uint32_t node = is_party ? own->graph->party_node[hit->node] : (uint32_t)hit->node;
        if (hit->state != HIT_CONFIRMED)
            continue;
        TRY(listed_add(own, node, hit->effect,
                       (struct owned_listed){.list = hit->list->list,
                                             .source_field = hit->hit.entry.source_field,
                                             .entry = hit->hit.entry.entry},
                       err));
        if (!is_party)
            TRY(screening_evidence(own->gather, FACT_ID_OWNERSHIP_CAUGHT, hit, err));
    }
    return 0;
}

static int stored_listed(struct ownership *own, struct seki_err *err)
{
    const struct gather *gather = own->gather;
    for (uint32_t i = 0; i < own->graph->nodes.n; i++) {
        const struct graph_node *node = &own->graph->nodes.v[i];
        if (!node->is_listed || node->party != SIZE_MAX)
            continue;
        enum policy_effect effect =
            policy_list_effect(&gather->engine->policy, node->list, node->source_field, gather->day);
        TRY(listed_add(
            own, i, effect,
            (struct owned_listed){.list = node->list, .source_field = node->source_field, .entry = node->entry}, err));
    }
    return 0;
}

static bool edge_is_holding(const struct graph_edge *edge)
{
    return str_eq(edge->kind, STR("owns")) || str_eq(edge->kind, STR("controls"));
}

/* Owners that are no party are looked up by their name, each once; how many is bounded. */
static int owners_screen(struct ownership *own, struct seki_err *err)
{
    struct gather *gather = own->gather;
    struct hit_list hits = {0};
    bool *is_done = ARENA_ARRAY(gather->arena, own->graph->nodes.n, bool);
    TRY_MEM(is_done, err);
    size_t n = 0;
    for (size_t i = 0; i < own->graph->edges.n; i++) {
        uint32_t node = own->graph->edges.v[i].from;
        if (!edge_is_holding(&own->graph->edges.v[i]) || is_done[node] || own->graph->nodes.v[node].party != SIZE_MAX)
            continue;
        is_done[node] = true;
        if (++n > LIMIT(OWNERS_SCREENED))
            return fact_note_text(gather, FACT_ID_OWNERSHIP_CAUGHT, STR("ownership.not_screened"),
                                  STR("more owners than the limit OWNERS_SCREENED"), err);
        TRY(screening_of_name(gather, own->graph->nodes.v[node].name, node, &hits, err));
    }
    return hits_add(own, &hits, false, err);
}

/* ---- the question ---- */

static int edges_make(struct ownership *own, struct owned_question *question, struct seki_err *err)
{
    struct graph *graph = own->graph;
    struct owned_edge *edges = ARENA_ARRAY(own->gather->arena, graph->edges.n, struct owned_edge);
    TRY_MEM(edges, err);
    for (size_t i = 0; i < graph->edges.n; i++) {
        const struct graph_edge *edge = &graph->edges.v[i];
        if (edge_is_holding(edge))
            edges[question->n_edges++] = (struct owned_edge){.owner = edge->from,
                                                             .owned = edge->to,
                                                             .share_min = edge->share_min,
                                                             .share_max = edge->share_max,
                                                             .is_control = str_eq(edge->kind, STR("controls")),
                                                             .from = edge->from_day,
                                                             .to = edge->to_day,
                                                             .source = graph_edge_source(edge),
                                                             .place = edge->place};
    }
    question->edges = edges;
    return 0;
}

static int asked_make(struct ownership *own, struct seki_err *err)
{
    own->asked = ARENA_ARRAY(own->gather->arena, own->gather->parties.n, uint32_t);
    TRY_MEM(own->asked, err);
    for (size_t i = 0; i < own->gather->parties.n; i++)
        if (own->graph->nodes.v[own->graph->party_node[i]].party == i)
            own->asked[own->n_asked++] = own->graph->party_node[i];
    return 0;
}

static int ask(struct ownership *own, struct seki_err *err)
{
    const struct assess_engine *engine = own->gather->engine;
    TRY(asked_make(own, err));
    struct owned_question question = {.n_nodes = (uint32_t)own->graph->nodes.n,
                                      .listed = own->listed.v,
                                      .n_listed = own->listed.n,
                                      .asked = own->asked,
                                      .n_asked = own->n_asked,
                                      .list_rules = PACKS,
                                      .n_list_rules = ARRAY_LEN(PACKS),
                                      .day = gather_ship_day(own->gather)};
    question.rules = engine->owned_rules;
    question.n_rules = engine->n_owned_rules;
    TRY(edges_make(own, &question, err));
    return owned_find(own->gather->arena, &question, &own->answer, err);
}

/* ---- the answer ---- */

/* In order of weight: what holds for a party is its heaviest verdict. */
enum caught { CAUGHT_NONE, CAUGHT_POSSIBLY, CAUGHT_FOREIGN, CAUGHT_NOT_IN_FORCE, CAUGHT_IN_FORCE };
static const struct str CAUGHT_WORDS[] = {
    {"none", 4}, {"possibly", 8}, {"foreign_restriction", 19}, {"not_in_force", 12}, {"in_force", 8}};

static enum caught verdict_weight(const struct ownership *own, const struct owned_verdict *verdict)
{
    bool is_foreign = verdict->n_listed > 0;
    for (size_t i = 0; i < verdict->n_listed; i++)
        is_foreign = is_foreign && !own->is_bound[verdict->listed[i]];
    if (verdict->state == OWNED_NO)
        return CAUGHT_NONE;
    if (verdict->state == OWNED_POSSIBLY)
        return CAUGHT_POSSIBLY;
    if (is_foreign)
        return CAUGHT_FOREIGN;
    return verdict->is_in_force ? CAUGHT_IN_FORCE : CAUGHT_NOT_IN_FORCE;
}

static int proof_evidence(struct ownership *own, const struct owned_verdict *verdict, struct seki_err *err)
{
    const struct evidence_list *evidence = &own->gather->slots[FACT_ID_OWNERSHIP_CAUGHT].evidence;
    for (size_t i = 0; i < verdict->n_proof && evidence->n < LIMIT(FACT_EVIDENCE); i++)
        for (size_t k = 0; k < own->graph->edges.n; k++) {
            const struct graph_edge *edge = &own->graph->edges.v[k];
            if (str_eq(edge->place, verdict->proof[i].place) && edge->from == verdict->proof[i].owner)
                TRY(fact_evidence(own->gather, FACT_ID_OWNERSHIP_CAUGHT,
                                  (struct evidence){edge->source, edge->place, STR_NULL, edge->text}, err));
        }
    return 0;
}

static struct value *share_value(struct arena *arena, const struct owned_verdict *verdict)
{
    struct str text = verdict->share_min == verdict->share_max
                          ? arena_printf(arena, "%d.%02d", verdict->share_min / 100, verdict->share_min % 100)
                          : arena_printf(arena, "%d.%02d-%d.%02d", verdict->share_min / 100, verdict->share_min % 100,
                                         verdict->share_max / 100, verdict->share_max % 100);
    return text.p ? value_new_text(arena, text) : NULL;
}

/* {"party","percent","result","rule","status","owners"[],"note"}: told in facts, also below 50 %. */
static struct value *verdict_value(struct ownership *own, const struct owned_verdict *verdict, enum caught weight)
{
    struct arena *arena = own->gather->arena;
    struct value *map = value_new(arena, VALUE_MAP), *owners = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < verdict->n_listed; i++)
        owners = value_add(owners, value_new_text(arena, own->graph->nodes.v[verdict->listed[i]].name)) ? owners : NULL;
    bool ok = value_put_text(arena, map, STR("party"), own->graph->nodes.v[verdict->node].name) &&
              value_put(map, STR("percent"), share_value(arena, verdict)) &&
              value_put_bool(arena, map, STR("by_control"), verdict->is_by_control) &&
              value_put_text(arena, map, STR("result"), CAUGHT_WORDS[weight]) &&
              value_put_text(arena, map, STR("rule"), verdict->rule->id) &&
              value_put_text(arena, map, STR("status"), verdict->rule->status) &&
              value_put_text(arena, map, STR("rule_note"), verdict->rule->note) &&
              value_put(map, STR("listed_owners"), owners);
    return ok ? map : NULL;
}

/* One asked party: its verdicts told, its heaviest one the fact. */
static int asked_put(struct ownership *own, size_t i, struct value *holdings, struct seki_err *err)
{
    struct gather *gather = own->gather;
    enum caught heaviest = CAUGHT_NONE;
    for (size_t k = 0; k < own->answer.n; k++) {
        const struct owned_verdict *verdict = &own->answer.v[k];
        if (verdict->node != own->asked[i])
            continue;
        enum caught weight = verdict_weight(own, verdict);
        heaviest = weight > heaviest ? weight : heaviest;
        TRY_MEM(value_add(holdings, verdict_value(own, verdict, weight)), err);
        TRY(proof_evidence(own, verdict, err));
    }
    if (!own->answer.has_holdings[i] && heaviest == CAUGHT_NONE)
        return 0;
    if (heaviest == CAUGHT_POSSIBLY)
        fact_unknown(gather, FACT_ID_OWNERSHIP_CAUGHT);
    return fact_put_text(gather, FACT_ID_OWNERSHIP_CAUGHT, CAUGHT_WORDS[heaviest], err);
}

static int answer_put(struct ownership *own, struct seki_err *err)
{
    struct value *holdings = value_new(own->gather->arena, VALUE_LIST);
    TRY_MEM(holdings, err);
    for (size_t i = 0; i < own->n_asked; i++)
        TRY(asked_put(own, i, holdings, err));
    if (holdings->n == 0)
        return 0;
    return fact_note(own->gather, FACT_ID_OWNERSHIP_CAUGHT, STR("ownership.holdings"), holdings, err);
}

int gather_ownership(struct gather *gather, struct seki_err *err)
{
    struct ownership own = {.gather = gather};
    if (gather->engine->n_owned_rules == 0) {
        fact_unknown(gather, FACT_ID_OWNERSHIP_CAUGHT); /* no table of rules: nobody can tell */
        return 0;
    }
    TRY(screening_run(gather, err));
    TRY(graph_of(gather, &own.graph, err));
    own.is_bound = ARENA_ARRAY(gather->arena, own.graph->nodes.n, bool);
    TRY_MEM(own.is_bound, err);
    TRY(hits_add(&own, &gather->hits, true, err));
    TRY(stored_listed(&own, err));
    TRY(owners_screen(&own, err));
    TRY(ask(&own, err));
    TRY(answer_put(&own, err));
    if (gather->slots[FACT_ID_OWNERSHIP_CAUGHT].values.n == 0 || !screening_has_watchlist(gather))
        fact_unknown(gather, FACT_ID_OWNERSHIP_CAUGHT);
    if (own.graph->is_cut)
        return fact_note_text(gather, FACT_ID_OWNERSHIP_CAUGHT, STR("ownership.cut"),
                              STR("the stored graph goes on beyond a limit"), err);
    return 0;
}
