/*
 * trace/owned_graph.c - edges of a question to a graph of the day, and the growing set of caught parties.
 */
#include "base/limits.h"
#include "trace/owned_int.h"

#include <stdlib.h>

/* ---- holdings ---- */

static int check_edge(const struct owned_edge *edge, size_t index, uint32_t n_nodes, struct seki_err *err)
{
    if (edge->owner >= n_nodes || edge->owned >= n_nodes)
        return err_set(err, SEKI_E_MEANING, "holding %zu names a party that is not there", index);
    bool is_known = edge->share_min >= 0 && edge->share_max >= 0;
    if (edge->share_min > OWNED_WHOLE || edge->share_max > OWNED_WHOLE ||
        (is_known && edge->share_min > edge->share_max) || edge->share_min < -1 || edge->share_max < -1)
        return err_set(err, SEKI_E_MEANING, "holding %zu has the share %d to %d", index, (int)edge->share_min,
                       (int)edge->share_max);
    return 0;
}

static bool holds_on(const struct owned_edge *edge, struct day day)
{
    return (!day_is_known(edge->from) || day_cmp(day_first(edge->from), day) <= 0) &&
           (!day_is_known(edge->to) || day_cmp(day, day_last(edge->to)) <= 0);
}

/* By pair, then by source, so that the order of the input is no matter. */
static int cmp_edge(const void *left, const void *right)
{
    const struct owned_edge *a = *(const struct owned_edge *const *)left, *b = *(const struct owned_edge *const *)right;
    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    if (a->owned != b->owned)
        return a->owned < b->owned ? -1 : 1;
    int order = str_cmp(a->source, b->source);
    return order ? order : str_cmp(a->place, b->place);
}

static bool is_share_known(const struct owned_edge *edge)
{
    return edge->share_min >= 0 || edge->share_max >= 0;
}

static int32_t add_share(int32_t a, int32_t b)
{
    return a + b > OWNED_WHOLE ? OWNED_WHOLE : a + b;
}

/* What one source, edges [from, to), says of a pair: its known shares together, or "not known". */
static bool read_source(const struct owned_edge *const *edges, size_t from, size_t to, int32_t *ret_min,
                        int32_t *ret_max)
{
    bool is_known = false;
    *ret_min = *ret_max = 0;
    for (size_t i = from; i < to; i++) {
        if (!is_share_known(edges[i]))
            continue;
        is_known = true;
        *ret_min = add_share(*ret_min, edges[i]->share_min < 0 ? 0 : edges[i]->share_min);
        *ret_max = add_share(*ret_max, edges[i]->share_max < 0 ? OWNED_WHOLE : edges[i]->share_max);
    }
    return is_known;
}

static void widen(struct holding *holding, int32_t share_min, int32_t share_max, const struct owned_edge *edge)
{
    if (!holding->has_share) {
        holding->source = edge->source;
        holding->place = edge->place;
    }
    if (!holding->has_share || share_min < holding->share_min)
        holding->share_min = share_min;
    if (!holding->has_share || share_max > holding->share_max)
        holding->share_max = share_max;
    holding->has_share = true;
}

/* The edges [from, to) of one pair to one holding. Control edges give no share; that a share is not known is heard only
 * if no source knows it. */
static struct holding merge(const struct owned_edge *const *edges, size_t from, size_t to)
{
    struct holding holding = {.owner = edges[from]->owner,
                              .owned = edges[from]->owned,
                              .source = edges[from]->source,
                              .place = edges[from]->place};
    bool is_ownership = false;
    for (size_t at = from, end; at < to; at = end) {
        int32_t share_min, share_max;
        for (end = at; end < to && str_eq(edges[end]->source, edges[at]->source); end++) {
            holding.is_control = holding.is_control || edges[end]->is_control;
            is_ownership = is_ownership || !edges[end]->is_control;
        }
        if (read_source(edges, at, end, &share_min, &share_max))
            widen(&holding, share_min, share_max, edges[at]);
    }
    if (!holding.has_share && is_ownership)
        widen(&holding, 0, OWNED_WHOLE, edges[from]);
    return holding;
}

static bool is_same_pair(const struct owned_edge *a, const struct owned_edge *b)
{
    return a->owner == b->owner && a->owned == b->owned;
}

/* Running sums: counts[i + 1] of each party become the start of its part. */
static void sum_up(size_t *counts, uint32_t n_nodes)
{
    for (uint32_t i = 0; i < n_nodes; i++)
        counts[i + 1] += counts[i];
}

static int index_graph(struct arena *arena, struct owned_graph *graph, struct seki_err *err)
{
    size_t n = (size_t)graph->n_nodes + 1;
    graph->by_owner = ARENA_ARRAY(arena, n, size_t);
    TRY_MEM(graph->by_owner, err);
    graph->by_owned = ARENA_ARRAY(arena, n, size_t);
    TRY_MEM(graph->by_owned, err);
    graph->incoming = ARENA_ARRAY(arena, graph->n_holdings, uint32_t);
    TRY_MEM(graph->incoming, err);
    for (size_t i = 0; i < graph->n_holdings; i++) {
        graph->by_owner[graph->holdings[i].owner + 1]++;
        graph->by_owned[graph->holdings[i].owned + 1]++;
    }
    sum_up(graph->by_owner, graph->n_nodes);
    sum_up(graph->by_owned, graph->n_nodes);
    struct arena_mark mark = arena_mark(arena);
    size_t *filled = ARENA_ARRAY(arena, n, size_t);
    TRY_MEM(filled, err);
    for (size_t i = 0; i < graph->n_holdings; i++) {
        uint32_t owned = graph->holdings[i].owned;
        graph->incoming[graph->by_owned[owned] + filled[owned]++] = (uint32_t)i;
    }
    arena_rewind(arena, mark);
    return 0;
}

int owned_graph_build(struct arena *arena, const struct owned_question *question, struct owned_graph *ret_graph,
                      struct seki_err *err)
{
    struct owned_graph graph = {.n_nodes = question->n_nodes};
    if (question->n_nodes > LIMIT(GRAPH_NODES))
        return err_limit(err, LIMIT_ID_GRAPH_NODES);
    if (question->n_edges > LIMIT(GRAPH_EDGES))
        return err_limit(err, LIMIT_ID_GRAPH_EDGES);
    const struct owned_edge **edges = ARENA_ARRAY(arena, question->n_edges, const struct owned_edge *);
    TRY_MEM(edges, err);
    size_t n = 0;
    for (size_t i = 0; i < question->n_edges; i++) {
        const struct owned_edge *edge = &question->edges[i];
        TRY(check_edge(edge, i, question->n_nodes, err));
        if (edge->owner != edge->owned && holds_on(edge, question->day))
            edges[n++] = edge;
    }
    qsort(edges, n, sizeof(const struct owned_edge *), cmp_edge);
    graph.holdings = ARENA_ARRAY(arena, n, struct holding);
    TRY_MEM(graph.holdings, err);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && is_same_pair(edges[from], edges[to]);)
            to++;
        graph.holdings[graph.n_holdings++] = merge(edges, from, to);
    }
    TRY(index_graph(arena, &graph, err));
    *ret_graph = graph;
    return 0;
}

/* ---- the set of caught parties ---- */

int owned_set_new(struct arena *arena, uint32_t n_nodes, struct owned_set *ret_set, struct seki_err *err)
{
    struct owned_set set = {0};
    set.is_caught = ARENA_ARRAY(arena, n_nodes, bool);
    TRY_MEM(set.is_caught, err);
    set.is_seed = ARENA_ARRAY(arena, n_nodes, bool);
    TRY_MEM(set.is_seed, err);
    set.is_by_control = ARENA_ARRAY(arena, n_nodes, bool);
    TRY_MEM(set.is_by_control, err);
    set.is_touched = ARENA_ARRAY(arena, n_nodes, bool);
    TRY_MEM(set.is_touched, err);
    set.share = ARENA_ARRAY(arena, n_nodes, int32_t);
    TRY_MEM(set.share, err);
    set.touched = ARENA_ARRAY(arena, n_nodes, uint32_t);
    TRY_MEM(set.touched, err);
    set.queue = ARENA_ARRAY(arena, n_nodes, uint32_t);
    TRY_MEM(set.queue, err);
    *ret_set = set;
    return 0;
}

static void touch(struct owned_set *set, uint32_t node)
{
    if (!set->is_touched[node])
        set->touched[set->n_touched++] = node;
    set->is_touched[node] = true;
}

void owned_set_empty(struct owned_set *set)
{
    for (size_t i = 0; i < set->n_touched; i++) {
        uint32_t node = set->touched[i];
        set->is_seed[node] = set->is_caught[node] = set->is_by_control[node] = set->is_touched[node] = false;
        set->share[node] = 0;
    }
    set->n_touched = 0;
}

/* Every party enters the queue at most once: when it is caught. */
void owned_set_grow(struct owned_set *set, const struct owned_graph *graph, const struct owned_rule *rule,
                    enum owned_bound bound, const uint32_t *seeds, size_t n_seeds)
{
    size_t n_queue = 0;
    for (size_t i = 0; i < n_seeds; i++) {
        touch(set, seeds[i]);
        if (!set->is_caught[seeds[i]])
            set->queue[n_queue++] = seeds[i];
        set->is_seed[seeds[i]] = set->is_caught[seeds[i]] = true;
    }
    size_t n_direct = n_queue; /* without `indirect` only the listed parties themselves count */
    for (size_t at = 0; at < (rule->is_indirect ? n_queue : n_direct); at++) {
        uint32_t owner = set->queue[at];
        for (size_t i = graph->by_owner[owner]; i < graph->by_owner[owner + 1]; i++) {
            const struct holding *holding = &graph->holdings[i];
            uint32_t owned = holding->owned;
            int32_t share = set->share[owned] + (bound == BOUND_MIN ? holding->share_min : holding->share_max);
            bool is_by_control = rule->counts_control && holding->is_control;
            touch(set, owned);
            set->share[owned] = share > OWNED_WHOLE ? OWNED_WHOLE : share;
            if (set->is_caught[owned] || (!is_by_control && !owned_rule_is_reached(rule, set->share[owned])))
                continue;
            set->is_caught[owned] = true;
            set->is_by_control[owned] = is_by_control;
            set->queue[n_queue++] = owned;
        }
    }
}
