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
    graph->ties = NULL;
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

/* The node of a party that is the same one, or has one of its names with its legal form; else a new one. */
static int party_add(struct gather *gather, struct graph *graph, size_t i, struct seki_err *err)
{
    const struct party *party = &gather->parties.v[i];
    uint32_t *node = &graph->party_node[i];
    bool is_found = party->same < i;
    if (is_found)
        *node = graph->party_node[party->same];
    for (size_t k = 0; k < party->foldeds.n && !is_found; k++)
        is_found = graph_find(graph, party->foldeds.v[k], node);
    if (!is_found) {
        struct graph_node fresh = {
            .name = party->name.p ? party->name : party->pointer, .folded = party->folded, .party = i};
        TRY(node_add(gather, graph, fresh, node, err));
    }
    for (size_t k = 0; k < party->foldeds.n; k++)
        if (!map_has(&graph->by_folded, party->foldeds.v[k]))
            TRY(map_number_put(&graph->by_folded, party->foldeds.v[k], *node, err));
    return 0;
}

static int parties_add(struct gather *gather, struct graph *graph, struct seki_err *err)
{
    graph->party_node = ARENA_ARRAY(gather->arena, gather->parties.n, uint32_t);
    TRY_MEM(graph->party_node, err);
    for (size_t i = 0; i < gather->parties.n; i++)
        TRY(party_add(gather, graph, i, err));
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
    *ret_min = *ret_max = value_is_false(share) ? 0 : -1;
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
    graph->ties = NULL;
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
                       uint32_t *ret_node, bool *ret_is_new, struct seki_err *err)
{
    struct str key = arena_printf(gather->arena, "%.*s\n%.*s", STR_ARG(stored->edition), STR_ARG(stored->node));
    TRY_MEM(key.p, err);
    *ret_is_new = !map_number(&graph->by_stored, key, ret_node);
    if (!*ret_is_new)
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

/* What a walk found. A later walk (graph_extend) may come by where an earlier one was: no holding is taken twice. */
static int stored_add(struct gather *gather, struct graph *graph, const struct relation_graph *found,
                      struct seki_err *err)
{
    uint32_t *nodes = ARENA_ARRAY(gather->arena, found->nodes.n, uint32_t);
    bool *is_new = ARENA_ARRAY(gather->arena, found->nodes.n, bool);
    TRY_MEM(nodes && is_new, err);
    graph->is_cut = graph->is_cut || found->is_cut;
    for (size_t i = 0; i < found->nodes.n; i++)
        TRY(stored_node(gather, graph, &found->nodes.v[i], &nodes[i], &is_new[i], err));
    for (size_t i = 0; i < found->edges.n; i++) {
        const struct relation_edge *stored = &found->edges.v[i];
        const struct assess_list *list = edition_find(gather, found->nodes.v[stored->from].edition);
        struct graph_edge edge = {.from = nodes[stored->from], .to = nodes[stored->to]};
        if (!is_new[stored->to])
            continue; /* an earlier walk came by and took all that leads to it */
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
    struct str_list fresh = {ARENA_ARRAY(gather->arena, folded.n, struct str), 0};
    TRY_MEM(fresh.v, err);
    TRY(graph_of(gather, &graph, err));
    for (size_t i = 0; i < folded.n; i++) {
        if (map_has(&graph->by_folded, folded.v[i]) || map_has(&graph->asked, folded.v[i]))
            continue;
        TRY_MEM(map_put(&graph->asked, folded.v[i], graph), err);
        fresh.v[fresh.n++] = folded.v[i];
    }
    return stored_walk(gather, graph, fresh, (struct str_list){NULL, 0}, err);
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
    map_init(&graph->asked, gather->arena);
    TRY(parties_add(gather, graph, err));
    TRY(relations_add(gather, graph, err));
    keys.v = ARENA_ARRAY(gather->arena, graph->by_folded.n, struct str);
    TRY_MEM(keys.v, err);
    for (size_t i = 0; i < graph->by_folded.n; i++)
        keys.v[keys.n++] = graph->by_folded.v[i].key;
    TRY(relation_ends(gather, &ids, err));
    TRY(stored_walk(gather, graph, keys, ids, err));
    *ret_graph = gather->graph = graph;
    return 0;
}

bool graph_edge_holds(const struct graph_edge *edge, struct day day)
{
    return (!day_is_known(edge->from_day) || day_cmp(edge->from_day, day) <= 0) &&
           (!day_is_known(edge->to_day) || day_cmp(day, edge->to_day) <= 0);
}

struct str graph_edge_source(const struct graph_edge *edge)
{
    if (str_eq(edge->source, STR("dealing")))
        return edge->source;
    return str_sub(edge->place, 0, str_find_char(edge->place, ' ', 0));
}
