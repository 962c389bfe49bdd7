/*
 * assess/graph.c - see graph_int.h. Nodes are found by folded name or stored id; edges keep where they come from.
 */
#include "assess/graph_int.h"
#include "assess/screening_int.h"
#include "base/limits.h"
#include "store/lists.h"

static bool map_number(const struct map *map, struct str key, uint32_t *ret_number)
{
    uintptr_t number = (uintptr_t)map_get(map, key);
    if (number == 0)
        return false;
    *ret_number = (uint32_t)(number - 1);
    return true;
}

static int map_number_put(struct map *map, struct str key, uint32_t number, struct seki_err *err)
{
    void *value = (char *)NULL + number + 1;
    return map_put(map, key, value) ? 0 : err_oom(err);
}

bool graph_find(const struct graph *graph, struct str folded, uint32_t *ret_node)
{
    return !str_is_empty(folded) && map_number(&graph->by_folded, folded, ret_node);
}

static int node_add(struct gather *gather, struct graph *graph, struct graph_node node, uint32_t *ret_node,
                    struct seki_err *err)
{
    *ret_node = (uint32_t)graph->nodes.n;
    graph->leader = NULL;
    if (graph->nodes.n >= LIMIT(GRAPH_NODES))
        return err_limit(err, LIMIT_ID_GRAPH_NODES);
    if (!ARENA_PUSH(gather->arena, &graph->nodes, node))
        return err_oom(err);
    return str_is_empty(node.folded) ? 0 : map_number_put(&graph->by_folded, node.folded, *ret_node, err);
}

/* The node of a name, made if it is not there. */
static int node_of_name(struct gather *gather, struct graph *graph, struct str name, struct str folded,
                        uint32_t *ret_node, struct seki_err *err)
{
    if (graph_find(graph, folded, ret_node))
        return 0;
    return node_add(gather, graph, (struct graph_node){.name = name, .folded = folded, .party = SIZE_MAX}, ret_node,
                    err);
}

static int parties_add(struct gather *gather, struct graph *graph, struct seki_err *err)
{
    graph->party_node = ARENA_ARRAY(gather->arena, gather->parties.n, uint32_t);
    TRY_MEM(graph->party_node, err);
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (graph_find(graph, party->folded, &graph->party_node[i]))
            continue;
        struct graph_node node = {
            .name = party->name.p ? party->name : party->pointer, .folded = party->folded, .party = i};
        TRY(node_add(gather, graph, node, &graph->party_node[i], err));
    }
    return 0;
}

/* ---- relations of the dealing ---- */

static int end_of(struct gather *gather, struct graph *graph, struct str text, uint32_t *ret_node, struct seki_err *err)
{
    const struct party *party = party_find(gather, text);
    struct str folded, core;
    if (party) {
        *ret_node = graph->party_node[party - gather->parties.v];
        return 0;
    }
    TRY(party_fold(gather, text, false, &folded, &core, err));
    return node_of_name(gather, graph, text, folded, ret_node, err);
}

/* A share in percent, or the range it lies in, to 1/10,000. */
static void share_read(const struct value *share, int32_t *ret_min, int32_t *ret_max)
{
    const struct value *low = value_is(share, VALUE_LIST) ? value_at(share, 0) : share;
    const struct value *high = value_is(share, VALUE_LIST) ? value_at(share, 1) : share;
    int64_t min, max;
    *ret_min = *ret_max = -1;
    if (value_fixed(low, 2, &min) && value_fixed(high, 2, &max) && min >= 0 && min <= max && max <= 10000) {
        *ret_min = (int32_t)min;
        *ret_max = (int32_t)max;
    }
}

static struct day day_of(struct str text, bool is_end)
{
    struct day day;
    if (!text.p || !day_parse(text, &day))
        return DAY_NONE;
    return is_end ? day_last(day) : day_first(day);
}

static struct str edge_text(struct gather *gather, struct str from, struct str kind, const struct graph_edge *edge,
                            struct str to)
{
    if (edge->share_min < 0)
        return arena_printf(gather->arena, "%.*s %.*s %.*s", STR_ARG(from), STR_ARG(kind), STR_ARG(to));
    if (edge->share_min == edge->share_max)
        return arena_printf(gather->arena, "%.*s %.*s %d.%02d %% of %.*s", STR_ARG(from), STR_ARG(kind),
                            edge->share_min / 100, edge->share_min % 100, STR_ARG(to));
    return arena_printf(gather->arena, "%.*s %.*s %d.%02d to %d.%02d %% of %.*s", STR_ARG(from), STR_ARG(kind),
                        edge->share_min / 100, edge->share_min % 100, edge->share_max / 100, edge->share_max % 100,
                        STR_ARG(to));
}

static int edge_add(struct gather *gather, struct graph *graph, struct graph_edge edge, struct seki_err *err)
{
    edge.text = edge_text(gather, graph->nodes.v[edge.from].name, edge.kind, &edge, graph->nodes.v[edge.to].name);
    TRY_MEM(edge.text.p && edge.place.p, err);
    if (graph->edges.n >= LIMIT(GRAPH_EDGES))
        return err_limit(err, LIMIT_ID_GRAPH_EDGES);
    graph->leader = NULL;
    return ARENA_PUSH(gather->arena, &graph->edges, edge) ? 0 : err_oom(err);
}

static int relations_add(struct gather *gather, struct graph *graph, struct seki_err *err)
{
    size_t index = 0;
    for (VALUE_EACH(row, value_get(gather->dealing, STR("relations")))) {
        struct str from = value_get_text(row, STR("from")), to = value_get_text(row, STR("to"));
        struct graph_edge edge = {.kind = value_get_text(row, STR("kind")), .source = STR("dealing")};
        edge.place = arena_printf(gather->arena, "/relations/%zu", index++);
        if (!from.p || !to.p || !edge.kind.p)
            continue; /* half a relation is not known */
        TRY(end_of(gather, graph, from, &edge.from, err));
        TRY(end_of(gather, graph, to, &edge.to, err));
        share_read(value_get(row, STR("share")), &edge.share_min, &edge.share_max);
        edge.from_day = day_of(value_get_text(row, STR("from_date")), false);
        edge.to_day = day_of(value_get_text(row, STR("to_date")), true);
        TRY(edge_add(gather, graph, edge, err));
    }
    return 0;
}

/* ---- the store ---- */

static const struct assess_list *edition_find(const struct gather *gather, struct str edition_id)
{
    for (size_t i = 0; i < gather->context->n_lists; i++)
        if (str_eq(gather->context->lists[i].edition_id, edition_id))
            return &gather->context->lists[i];
    return NULL;
}

/* Is the stored entry in force on the day? Its own start and end bind. */
static int node_listing(struct gather *gather, const struct relation_node *stored, struct graph_node *node,
                        struct seki_err *err)
{
    const struct assess_list *list = edition_find(gather, stored->edition);
    struct list_entry entry;
    uint32_t number;
    if (!stored->is_listed || node->is_listed || !list || !list->index ||
        !list_index_find_entry(list->index, stored->node, &number))
        return 0;
    TRY(list_index_entry(gather->arena, list->index, number, &entry, err));
    node->is_listed = screening_entry_holds(&entry, gather->day);
    node->list = list->list;
    node->entry = stored->node;
    node->source_field = entry.source_field;
    node->sha256 = list->sha256;
    return 0;
}

/* The node of a stored one: known by its id, else by one of its names, else new. */
static int stored_node(struct gather *gather, struct graph *graph, const struct relation_node *stored,
                       uint32_t *ret_node, struct seki_err *err)
{
    struct str key = arena_printf(gather->arena, "%.*s\n%.*s", STR_ARG(stored->edition), STR_ARG(stored->node));
    TRY_MEM(key.p, err);
    if (map_number(&graph->by_stored, key, ret_node))
        return 0;
    struct str folded, core;
    TRY(party_fold(gather, stored->node, false, &folded, &core, err)); /* a relation may name the id */
    bool is_found = graph_find(graph, folded, ret_node);
    for (size_t i = 0; i < stored->keys.n && !is_found; i++)
        is_found = graph_find(graph, stored->keys.v[i], ret_node);
    if (!is_found) {
        struct str name = stored->names.n > 0 ? stored->names.v[0] : stored->node;
        struct graph_node node = {
            .name = name, .folded = stored->keys.n > 0 ? stored->keys.v[0] : STR(""), .party = SIZE_MAX};
        TRY(node_add(gather, graph, node, ret_node, err));
    }
    TRY(map_number_put(&graph->by_stored, key, *ret_node, err));
    return node_listing(gather, stored, &graph->nodes.v[*ret_node], err);
}

static int stored_edge(struct gather *gather, struct graph *graph, const struct relation_edge *stored,
                       struct graph_edge edge, struct seki_err *err)
{
    const struct party_relation *relation = &stored->relation;
    edge.kind = relation->kind;
    edge.share_min = relation->share_min;
    edge.share_max = relation->share_max;
    edge.from_day = day_of(relation->from_date, false);
    edge.to_day = day_of(relation->to_date, true);
    edge.source = STR("list");
    return edge_add(gather, graph, edge, err);
}

static int stored_add(struct gather *gather, struct graph *graph, const struct relation_graph *found,
                      struct seki_err *err)
{
    uint32_t *nodes = ARENA_ARRAY(gather->arena, found->nodes.n, uint32_t);
    TRY_MEM(nodes, err);
    graph->is_cut = graph->is_cut || found->is_cut;
    for (size_t i = 0; i < found->nodes.n; i++)
        TRY(stored_node(gather, graph, &found->nodes.v[i], &nodes[i], err));
    for (size_t i = 0; i < found->edges.n; i++) {
        const struct relation_edge *stored = &found->edges.v[i];
        const struct assess_list *list = edition_find(gather, found->nodes.v[stored->from].edition);
        struct graph_edge edge = {.from = nodes[stored->from], .to = nodes[stored->to]};
        edge.place = arena_printf(gather->arena, "%.*s %.*s", STR_ARG(list ? list->list : STR("graph")),
                                  STR_ARG(stored->relation.id));
        TRY(stored_edge(gather, graph, stored, edge, err));
    }
    return 0;
}

/* Texts of relations that name no party: they may be ids of stored entries. */
static int relation_ends(struct gather *gather, struct str_list *ret_ends, struct seki_err *err)
{
    const struct value *relations = value_get(gather->dealing, STR("relations"));
    ret_ends->n = 0;
    ret_ends->v = ARENA_ARRAY(gather->arena, relations ? relations->n * 2 : 0, struct str);
    TRY_MEM(ret_ends->v, err);
    for (VALUE_EACH(row, relations)) {
        struct str ends[] = {value_get_text(row, STR("from")), value_get_text(row, STR("to"))};
        for (size_t i = 0; i < ARRAY_LEN(ends); i++)
            if (ends[i].p && !party_find(gather, ends[i]))
                ret_ends->v[ret_ends->n++] = ends[i];
    }
    return 0;
}

/* What the store knows upwards of these names and ids. */
static int stored_walk(struct gather *gather, struct graph *graph, struct str_list folded, struct str_list ids,
                       struct seki_err *err)
{
    size_t n = gather->context->n_lists;
    struct str *editions = ARENA_ARRAY(gather->arena, n, struct str);
    TRY_MEM(editions, err);
    for (size_t i = 0; i < n; i++)
        editions[i] = gather->context->lists[i].edition_id;
    struct relation_query query = {
        .editions = editions, .n_editions = n, .keys = folded, .nodes = ids, .directions = RELATION_INTO};
    struct relation_graph found = {0};
    if (n == 0 || folded.n + ids.n == 0)
        return 0;
    TRY(relations_of(gather->context->store, gather->arena, &query, &found, err));
    return stored_add(gather, graph, &found, err);
}

int graph_extend(struct gather *gather, struct str_list folded, struct seki_err *err)
{
    struct graph *graph;
    TRY(graph_of(gather, &graph, err));
    return stored_walk(gather, graph, folded, (struct str_list){NULL, 0}, err);
}

int graph_of(struct gather *gather, struct graph **ret_graph, struct seki_err *err)
{
    struct str_list keys = {NULL, 0}, ids;
    *ret_graph = gather->graph;
    if (gather->graph)
        return 0;
    struct graph *graph = ARENA_NEW(gather->arena, struct graph);
    TRY_MEM(graph, err);
    map_init(&graph->by_folded, gather->arena);
    map_init(&graph->by_stored, gather->arena);
    TRY(parties_add(gather, graph, err));
    TRY(relations_add(gather, graph, err));
    keys.v = ARENA_ARRAY(gather->arena, graph->nodes.n, struct str);
    TRY_MEM(keys.v, err);
    for (size_t i = 0; i < graph->nodes.n; i++)
        if (!str_is_empty(graph->nodes.v[i].folded))
            keys.v[keys.n++] = graph->nodes.v[i].folded;
    TRY(relation_ends(gather, &ids, err));
    TRY(stored_walk(gather, graph, keys, ids, err));
    *ret_graph = gather->graph = graph;
    return 0;
}

/* ---- groups ---- */

bool graph_edge_holds(const struct graph_edge *edge, struct day day)
{
    return (!day_is_known(edge->from_day) || day_cmp(edge->from_day, day) <= 0) &&
           (!day_is_known(edge->to_day) || day_cmp(day, edge->to_day) <= 0);
}

static bool edge_binds(const struct graph_edge *edge)
{
    return str_eq(edge->kind, STR("controls")) || (str_eq(edge->kind, STR("owns")) && edge->share_min > 5000);
}

static uint32_t leader_of(uint32_t *leader, uint32_t node)
{
    while (leader[node] != node) {
        leader[node] = leader[leader[node]];
        node = leader[node];
    }
    return node;
}

static int leaders_make(struct gather *gather, struct graph *graph, struct seki_err *err)
{
    if (graph->n_leaders < graph->nodes.n) {
        graph->leaders = ARENA_ARRAY(gather->arena, graph->nodes.n * 2, uint32_t);
        TRY_MEM(graph->leaders, err);
        graph->n_leaders = graph->nodes.n * 2;
    }
    graph->leader = graph->leaders;
    for (uint32_t i = 0; i < graph->nodes.n; i++)
        graph->leader[i] = i;
    for (size_t i = 0; i < graph->edges.n; i++) {
        const struct graph_edge *edge = &graph->edges.v[i];
        if (edge_binds(edge) && graph_edge_holds(edge, gather->day))
            graph->leader[leader_of(graph->leader, edge->from)] = leader_of(graph->leader, edge->to);
    }
    return 0;
}

int graph_same_group(struct gather *gather, uint32_t a, uint32_t b, bool *ret_same, struct seki_err *err)
{
    struct graph *graph;
    TRY(graph_of(gather, &graph, err));
    if (!graph->leader)
        TRY(leaders_make(gather, graph, err));
    *ret_same = leader_of(graph->leader, a) == leader_of(graph->leader, b);
    return 0;
}
