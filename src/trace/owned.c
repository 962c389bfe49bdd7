/*
 * trace/owned.c - the verdicts of trace/owned.h: grow the caught set for each rule, read off the asked parties, prove.
 */
#include "trace/owned_int.h"

#include <stdlib.h>

/* Work of one call. */
struct search {
    struct arena *arena;
    const struct owned_question *question;
    struct owned_graph graph;
    struct owned_set certain, possible; /* grown from the least / the greatest shares */
    struct owned_set seen;              /* parties met while proving */
    struct owned_answer *answer;
};

/* What one growth says about one party. */
struct reading {
    enum owned_state state;
    bool is_by_control;
    int32_t share_min, share_max;
};

static struct reading read_party(const struct search *search, const struct owned_rule *rule, uint32_t node)
{
    struct reading reading = {OWNED_NO, false, search->certain.share[node], search->possible.share[node]};
    if (owned_rule_is_reached(rule, reading.share_min) || search->certain.is_by_control[node])
        reading.state = OWNED_CERTAINLY;
    else if (owned_rule_is_reached(rule, reading.share_max) || search->possible.is_by_control[node])
        reading.state = OWNED_POSSIBLY;
    reading.is_by_control = reading.state != OWNED_NO && !owned_rule_is_reached(rule, reading.share_max);
    return reading;
}

static void grow(struct search *search, const struct owned_rule *rule, const uint32_t *seeds, size_t n)
{
    owned_set_empty(&search->certain);
    owned_set_empty(&search->possible);
    owned_set_grow(&search->certain, &search->graph, rule, BOUND_MIN, seeds, n);
    owned_set_grow(&search->possible, &search->graph, rule, BOUND_MAX, seeds, n);
}

/* ---- proof ---- */

struct proof {
    struct {
        struct owned_holding *v;
        size_t n, cap;
    } holdings;
    struct owned_seeds listed;
};

static bool does_count(const struct search *search, const struct owned_rule *rule, const struct holding *holding)
{
    const struct owned_set *set = &search->possible;
    if (rule->is_indirect ? !set->is_caught[holding->owner] : !set->is_seed[holding->owner])
        return false;
    return holding->share_max > 0 || (rule->counts_control && holding->is_control);
}

static bool add_holding(struct search *search, struct proof *proof, const struct holding *holding)
{
    struct owned_holding row = {.owner = holding->owner,
                                .owned = holding->owned,
                                .share_min = holding->share_min,
                                .share_max = holding->share_max,
                                .is_control = holding->is_control,
                                .source = holding->source,
                                .place = holding->place};
    return ARENA_PUSH(search->arena, &proof->holdings, row);
}

static bool is_first_visit(struct search *search, uint32_t node)
{
    if (search->seen.is_touched[node])
        return false;
    search->seen.is_touched[node] = true;
    search->seen.touched[search->seen.n_touched++] = node;
    return true;
}

/* From the party up to the listed: breadth first, each party once. A listed owner ends a path. */
static int prove(struct search *search, const struct owned_rule *rule, uint32_t node, struct proof *proof,
                 struct seki_err *err)
{
    uint32_t *queue = search->seen.queue;
    size_t n_queue = 0;
    owned_set_empty(&search->seen);
    (void)is_first_visit(search, node);
    queue[n_queue++] = node;
    for (size_t at = 0; at < n_queue; at++) {
        size_t end = search->graph.by_owned[queue[at] + 1];
        for (size_t i = search->graph.by_owned[queue[at]]; i < end; i++) {
            const struct holding *holding = &search->graph.holdings[search->graph.incoming[i]];
            if (!does_count(search, rule, holding))
                continue;
            TRY_MEM(add_holding(search, proof, holding), err);
            if (!is_first_visit(search, holding->owner))
                continue;
            if (search->possible.is_seed[holding->owner])
                TRY_MEM(ARENA_PUSH(search->arena, &proof->listed, holding->owner), err);
            else
                queue[n_queue++] = holding->owner;
        }
    }
    return 0;
}

static int cmp_node(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static int add_verdict(struct search *search, const struct owned_rule *rule, uint32_t node, struct reading reading,
                       struct seki_err *err)
{
    struct proof proof = {0};
    struct owned_verdict verdict = {.node = node,
                                    .rule = rule,
                                    .state = reading.state,
                                    .is_by_control = reading.is_by_control,
                                    .share_min = reading.share_min,
                                    .share_max = reading.share_max};
    TRY(prove(search, rule, node, &proof, err));
    if (proof.listed.n == 0) /* only the listed party itself, through what it owns */
        return 0;
    qsort(proof.listed.v, proof.listed.n, sizeof(uint32_t), cmp_node);
    verdict.is_in_force = owned_rule_is_in_force(rule, search->question->day);
    verdict.listed = proof.listed.v;
    verdict.n_listed = proof.listed.n;
    verdict.proof = proof.holdings.v;
    verdict.n_proof = proof.holdings.n;
    TRY_MEM(ARENA_PUSH(search->arena, search->answer, verdict), err);
    return 0;
}

/* ---- rules with and without aggregation ---- */

static bool says_something(const struct reading *reading)
{
    return reading->share_max > 0 || reading->state != OWNED_NO;
}

static int judge_together(struct search *search, const struct owned_rule *rule, const struct owned_seeds *seeds,
                          struct seki_err *err)
{
    grow(search, rule, seeds->v, seeds->n);
    for (size_t i = 0; i < search->question->n_asked; i++) {
        struct reading reading = read_party(search, rule, search->question->asked[i]);
        if (says_something(&reading))
            TRY(add_verdict(search, rule, search->question->asked[i], reading, err));
    }
    return 0;
}

static bool says_more(const struct reading *a, const struct reading *b)
{
    if (a->state != b->state)
        return a->state > b->state;
    return a->share_min != b->share_min ? a->share_min > b->share_min : a->share_max > b->share_max;
}

/* The listed party that alone holds most of each asked one, then its verdict. */
static int judge_alone(struct search *search, const struct owned_rule *rule, const struct owned_seeds *seeds,
                       struct seki_err *err)
{
    size_t n_asked = search->question->n_asked;
    struct reading *best = ARENA_ARRAY(search->arena, n_asked, struct reading);
    TRY_MEM(best, err);
    size_t *best_seed = ARENA_ARRAY(search->arena, n_asked, size_t);
    TRY_MEM(best_seed, err);
    for (size_t k = 0; k < seeds->n; k++) {
        grow(search, rule, &seeds->v[k], 1);
        for (size_t i = 0; i < n_asked; i++) {
            struct reading reading = read_party(search, rule, search->question->asked[i]);
            if (search->question->asked[i] == seeds->v[k] || !says_more(&reading, &best[i]))
                continue;
            best[i] = reading;
            best_seed[i] = k;
        }
    }
    for (size_t i = 0; i < n_asked; i++) {
        if (!says_something(&best[i]))
            continue;
        grow(search, rule, &seeds->v[best_seed[i]], 1);
        TRY(add_verdict(search, rule, search->question->asked[i], best[i], err));
    }
    return 0;
}

/* ---- the call ---- */

static int prepare(struct search *search, struct seki_err *err)
{
    const struct owned_question *question = search->question;
    for (size_t i = 0; i < question->n_asked; i++)
        if (question->asked[i] >= question->n_nodes)
            return err_set(err, SEKI_E_MEANING, "asked party %zu is not there", i);
    TRY(owned_graph_build(search->arena, question, &search->graph, err));
    TRY(owned_set_new(search->arena, question->n_nodes, &search->certain, err));
    TRY(owned_set_new(search->arena, question->n_nodes, &search->possible, err));
    return owned_set_new(search->arena, question->n_nodes, &search->seen, err);
}

static int find_holdings(struct search *search, struct seki_err *err)
{
    const struct owned_graph *graph = &search->graph;
    bool *has_holdings = ARENA_ARRAY(search->arena, search->question->n_asked, bool);
    TRY_MEM(has_holdings, err);
    for (size_t i = 0; i < search->question->n_asked; i++) {
        uint32_t node = search->question->asked[i];
        for (size_t k = graph->by_owned[node]; k < graph->by_owned[node + 1]; k++)
            has_holdings[i] = has_holdings[i] || graph->holdings[graph->incoming[k]].has_share;
    }
    search->answer->has_holdings = has_holdings;
    return 0;
}

/* Verdicts come rule by rule; the answer is ordered by asked party (each node's first place), then by rule. */
static int order_verdicts(struct search *search, struct seki_err *err)
{
    struct owned_answer sorted = {.has_holdings = search->answer->has_holdings};
    const struct owned_question *question = search->question;
    uint32_t *place = ARENA_ARRAY(search->arena, question->n_nodes, uint32_t);
    TRY_MEM(place, err);
    for (size_t i = question->n_asked; i-- > 0;)
        place[question->asked[i]] = (uint32_t)i;
    for (size_t i = 0; i < question->n_asked; i++) {
        if (place[question->asked[i]] != i)
            continue;
        for (size_t k = 0; k < search->answer->n; k++)
            if (search->answer->v[k].node == question->asked[i])
                TRY_MEM(ARENA_PUSH(search->arena, &sorted, search->answer->v[k]), err);
    }
    *search->answer = sorted;
    return 0;
}

int owned_find(struct arena *arena, const struct owned_question *question, struct owned_answer *ret_answer,
               struct seki_err *err)
{
    struct owned_answer answer = {0};
    struct search search = {.arena = arena, .question = question, .answer = &answer};
    struct owned_seeds *seeds;
    TRY(prepare(&search, err));
    TRY(find_holdings(&search, err));
    TRY(owned_seeds_find(arena, question, &seeds, err));
    for (size_t i = 0; i < question->n_rules; i++) {
        if (seeds[i].n == 0)
            continue;
        if (question->rules[i].is_aggregate)
            TRY(judge_together(&search, &question->rules[i], &seeds[i], err));
        else
            TRY(judge_alone(&search, &question->rules[i], &seeds[i], err));
    }
    TRY(order_verdicts(&search, err));
    *ret_answer = answer;
    return 0;
}
