/*
 * assess/graph_group.c - which parties are one group.
 *
 * HOW IT WORKS. A tie is `controls`, or a holding of more than 50 %. Two parties are one group when the owners above
 * them (their owners' owners, and so on, and they themselves) have one in common: so a parent and its child meet in the
 * parent, sisters in the mother; two owners of one child meet nowhere. Certain ties are walked first; where they do not
 * meet but do with the possible ones (a share from 40 to 60 %, a share that nobody knows), it is unknown.
 *
 *   Mother --60%--> a     Mother --controls--> b      ->  a and b: one group
 *   a --60%--> Child      b --controls--> Child       ->  a and b: not one group
 */
#include "assess/graph_int.h"
#include <stdlib.h>

enum { WHOLE = 10000, HALF = 5000 }; /* shares are in 1/10,000 */

/* A holding, or control, as one source tells it. */
struct holding {
    uint32_t from, to;
    struct str source;
    int32_t share_min, share_max;
    bool is_control;
};

struct tie {
    uint32_t from;
    bool is_certain;
};

struct graph_ties {
    struct tie *v;   /* by the party that is held */
    uint32_t *first; /* node -> its ties are v[first[node]] to v[first[node + 1]] */
    uint32_t *seen;  /* node -> the number of the walk that came by */
    uint32_t *queue;
    uint32_t n_walks;
};

/* ---- ties ---- */

static int holding_compare(const void *left, const void *right)
{
    const struct holding *a = left, *b = right;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return str_cmp(a->source, b->source);
}

static struct holding holding_of(const struct graph_edge *edge)
{
    struct holding holding = {.from = edge->from, .to = edge->to, .source = graph_edge_source(edge)};
    holding.is_control = str_eq(edge->kind, STR("controls"));
    holding.share_min = holding.is_control || edge->share_min < 0 ? 0 : edge->share_min;
    holding.share_max = holding.is_control ? 0 : edge->share_max < 0 ? WHOLE : edge->share_max;
    return holding;
}

static int holdings_make(struct gather *gather, const struct graph *graph, struct holding **ret_v, size_t *ret_n,
                         struct seki_err *err)
{
    struct holding *v = ARENA_ARRAY(gather->arena, graph->edges.n, struct holding);
    TRY_MEM(v, err);
    *ret_n = 0;
    for (size_t i = 0; i < graph->edges.n; i++) {
        const struct graph_edge *edge = &graph->edges.v[i];
        bool is_tie = str_eq(edge->kind, STR("controls")) || str_eq(edge->kind, STR("owns"));
        if (is_tie && edge->from != edge->to && graph_edge_holds(edge, gather->day))
            v[(*ret_n)++] = holding_of(edge);
    }
    if (*ret_n > 1)
        qsort(v, *ret_n, sizeof(*v), holding_compare);
    *ret_v = v;
    return 0;
}

/* The holdings between the same two from v[0] on: how many, and the tie they make. False if they make none. */
static bool tie_make(const struct holding *v, size_t n, size_t *ret_n, struct tie *ret_tie)
{
    bool is_certain = false, is_possible = false;
    int64_t min = 0, max = 0;
    size_t i = 0;
    for (; i < n && v[i].to == v[0].to && v[i].from == v[0].from; i++) {
        bool is_new_source = i > 0 && !str_eq(v[i].source, v[i - 1].source);
        min = (is_new_source ? 0 : min) + v[i].share_min;
        max = (is_new_source ? 0 : max) + v[i].share_max;
        is_certain = is_certain || v[i].is_control || min > HALF;
        is_possible = is_possible || max > HALF;
    }
    *ret_n = i;
    *ret_tie = (struct tie){v[0].from, is_certain};
    return is_certain || is_possible;
}

static int ties_make(struct gather *gather, struct graph *graph, struct seki_err *err)
{
    size_t n_holdings, n_same, n_nodes = graph->nodes.n, n_ties = 0;
    uint32_t node = 0;
    struct holding *holdings;
    struct graph_ties *ties = ARENA_NEW(gather->arena, struct graph_ties);
    TRY_MEM(ties, err);
    TRY(holdings_make(gather, graph, &holdings, &n_holdings, err));
    ties->v = ARENA_ARRAY(gather->arena, n_holdings, struct tie);
    ties->first = ARENA_ARRAY(gather->arena, n_nodes + 1, uint32_t);
    ties->seen = ARENA_ARRAY(gather->arena, n_nodes, uint32_t);
    ties->queue = ARENA_ARRAY(gather->arena, n_nodes, uint32_t);
    TRY_MEM(ties->v && ties->first && ties->seen && ties->queue, err);
    for (size_t i = 0; i < n_holdings; i += n_same) {
        while (node <= holdings[i].to)
            ties->first[node++] = (uint32_t)n_ties;
        n_ties += tie_make(&holdings[i], n_holdings - i, &n_same, &ties->v[n_ties]);
    }
    while (node <= n_nodes)
        ties->first[node++] = (uint32_t)n_ties;
    graph->ties = ties;
    return 0;
}

/* ---- walks ---- */

/* Mark a node and everybody above it with the number of a new walk; true as soon as one bears the mark `wanted`. */
static bool walk_up(struct graph_ties *ties, uint32_t start, bool with_possible, uint32_t wanted)
{
    uint32_t walk = ++ties->n_walks;
    size_t n = 1;
    ties->queue[0] = start;
    if (wanted && ties->seen[start] == wanted)
        return true;
    ties->seen[start] = walk;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = ties->queue[i];
        for (uint32_t k = ties->first[node]; k < ties->first[node + 1]; k++) {
            uint32_t owner = ties->v[k].from;
            if (!ties->v[k].is_certain && !with_possible)
                continue;
            if (wanted && ties->seen[owner] == wanted)
                return true;
            if (ties->seen[owner] == walk)
                continue;
            ties->seen[owner] = walk;
            ties->queue[n++] = owner;
        }
    }
    return false;
}

static bool walks_meet(struct graph_ties *ties, uint32_t a, uint32_t b, bool with_possible)
{
    (void)walk_up(ties, a, with_possible, 0);
    return walk_up(ties, b, with_possible, ties->n_walks);
}

int graph_same_group(struct gather *gather, uint32_t a, uint32_t b, enum truth *ret_same, struct seki_err *err)
{
    struct graph *graph;
    TRY(graph_of(gather, &graph, err));
    if (!graph->ties)
        TRY(ties_make(gather, graph, err));
    *ret_same = a == b || walks_meet(graph->ties, a, b, false) ? TRUTH_TRUE
                : walks_meet(graph->ties, a, b, true)          ? TRUTH_UNKNOWN
                                                               : TRUTH_FALSE;
    return 0;
}
