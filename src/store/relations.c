/*
 * store/relations.c - the stored graph: name keys at import, a breadth-first walk when asked; see store/relations.h.
 *
 * The walk keeps nodes in the order found; `next` is the first that was not walked yet. A node is (edition, id); the
 * map `seen` holds "edition NUL id". When a node is reached, nodes of all editions in question that share a name key
 * with it join at the same depth: that is how an owner of one file is found again in another.
 */
#include "store/relations.h"

#include "base/limits.h"
#include "base/map.h"
#include "store/lists.h"
#include "store/record_json.h"
#include "store/sql_int.h"

#include <string.h>

/* -- at import -- */

struct texts {
    struct str *v;
    size_t n, cap;
};

/* One column of all rows. */
static int read_texts(struct query *query, struct arena *arena, struct texts *texts, struct seki_err *err)
{
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct str text = sql_text(query, arena, 0);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, texts, text), err);
    }
    return got;
}

/* The names of an entry, or else the id itself as a name. */
static int read_names(struct store *store, struct arena *arena, struct relation_node *node, struct seki_err *err)
{
    struct party_record record = {0};
    struct seki_err missing;
    int code = lists_record(store, arena, node->edition, node->node, &record, &missing);
    if (code < 0 && code != SEKI_E_NOTFOUND) {
        if (err)
            *err = missing;
        return code;
    }
    size_t n = record.n_names ? record.n_names : 1;
    TRY_MEM(node->names.v = ARENA_ARRAY(arena, n, struct str), err);
    for (size_t i = 0; i < record.n_names; i++)
        node->names.v[i] = record.names[i].text;
    if (!record.n_names)
        node->names.v[0] = node->node;
    node->names.n = n;
    node->is_listed = record.is_listed;
    return 0;
}

int relations_each_node(struct store *store, struct str edition_id,
                        int (*each)(void *ctx, struct str node, struct str_list names, struct seki_err *err), void *ctx,
                        struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    arena_init(&scratch, 16 * LIMIT(RECORD_BYTES));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_NODES);
    sql_put_text(query, edition_id);
    struct arena_mark empty = arena_mark(&scratch);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct relation_node node = {.edition = edition_id, .node = sql_text(query, &scratch, 0)};
        TRY(sql_taken(query, err));
        TRY(read_names(store, &scratch, &node, err));
        TRY(each(ctx, node.node, node.names, err));
        arena_rewind(&scratch, empty);
    }
    return got;
}

int relations_add_node_key(struct store *store, struct str edition_id, struct str node, struct str key,
                           struct seki_err *err)
{
    if (!key.n)
        return 0;
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_NODE_KEY_ADD);
    sql_put_text(query, key);
    sql_put_text(query, edition_id);
    sql_put_text(query, node);
    return sql_run(query, err);
}

/* -- the walk -- */

struct walk {
    struct store *store;
    struct arena *arena;
    const struct relation_query *query;
    struct relation_graph graph;
    struct map seen;  /* "edition NUL node" -> index + 1 */
    struct map edges; /* "edition NUL number" -> anything */
    int max_depth;
};

static struct str pair(struct arena *arena, struct str a, struct str b)
{
    struct str key = {arena_alloc(arena, a.n + 1 + b.n), a.n + 1 + b.n};
    if (!key.p)
        return STR_NULL;
    char *to = (char *)(uintptr_t)key.p;
    memcpy(to, a.p, a.n);
    memcpy(to + a.n + 1, b.p, b.n);
    return key;
}

static int read_keys(const struct walk *walk, struct relation_node *node, struct seki_err *err)
{
    struct texts keys = {0};
    AUTO(sql_end) struct query *query = sql_ask(walk->store, SQL_NODE_KEYS);
    sql_put_text(query, node->edition);
    sql_put_text(query, node->node);
    TRY(read_texts(query, walk->arena, &keys, err));
    node->keys = (struct str_list){keys.v, keys.n};
    return 0;
}

/* The index of a node, which is added when it is new. Over the limit: *ret_index is SIZE_MAX. Texts must stay. */
static int reach(struct walk *walk, struct str edition, struct str id, int depth, size_t *ret_index,
                 struct seki_err *err)
{
    struct str key = pair(walk->arena, edition, id);
    TRY_MEM(key.p, err);
    uintptr_t known = (uintptr_t)map_get(&walk->seen, key);
    *ret_index = known - 1;
    if (known)
        return 0;
    if (walk->graph.nodes.n >= LIMIT(RELATION_NODES)) {
        walk->graph.is_cut = true;
        return 0; /* known - 1 is SIZE_MAX */
    }
    struct relation_node node = {.edition = edition, .node = id, .is_start = depth == 0, .depth = depth};
    TRY(read_names(walk->store, walk->arena, &node, err));
    TRY(read_keys(walk, &node, err));
    *ret_index = walk->graph.nodes.n;
    TRY_MEM(ARENA_PUSH(walk->arena, &walk->graph.nodes, node), err);
    TRY_MEM(map_put(&walk->seen, key, (void *)(walk->graph.nodes.n)), err);
    return 0;
}

/* All nodes with this folded name. */
static int reach_key(struct walk *walk, struct str key, int depth, struct seki_err *err)
{
    for (size_t i = 0; i < walk->query->n_editions; i++) {
        struct str edition = walk->query->editions[i];
        struct texts ids = {0};
        {
            AUTO(sql_end) struct query *query = sql_ask(walk->store, SQL_NODES_BY_KEY);
            sql_put_text(query, key);
            sql_put_text(query, edition);
            TRY(read_texts(query, walk->arena, &ids, err));
        }
        size_t index;
        for (size_t k = 0; k < ids.n; k++)
            TRY(reach(walk, edition, ids.v[k], depth, &index, err));
    }
    return 0;
}

static int reach_id(struct walk *walk, struct str id, struct seki_err *err)
{
    for (size_t i = 0; i < walk->query->n_editions; i++) {
        AUTO(sql_end) struct query *query = sql_ask(walk->store, SQL_NODE_IS_USED);
        sql_put_text(query, id);
        sql_put_text(query, walk->query->editions[i]);
        int got = sql_next(query, err);
        TRY(got);
        size_t index;
        if (got)
            TRY(reach(walk, walk->query->editions[i], id, 0, &index, err));
    }
    return 0;
}

struct found_edges {
    struct party_relation *v;
    size_t n, cap;
};

/* The edges of one node in one direction that were not found from their other end. */
static int read_edges(struct walk *walk, const struct relation_node *node, enum sql_id id, struct found_edges *found,
                      struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(walk->store, id);
    sql_put_text(query, node->node);
    sql_put_text(query, node->edition);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct party_relation relation = {0};
        struct str number = arena_printf(walk->arena, "%lld", (long long)sql_int(query, 0));
        struct str key = number.p ? pair(walk->arena, node->edition, number) : STR_NULL;
        TRY_MEM(key.p, err);
        if (map_has(&walk->edges, key))
            continue;
        struct str body = sql_peek(query, 1);
        TRY(sql_taken(query, err));
        TRY(relation_decode(walk->arena, body, &relation, err));
        TRY_MEM(map_put(&walk->edges, key, walk), err);
        TRY_MEM(ARENA_PUSH(walk->arena, found, relation), err);
    }
    return got;
}

static int add_edge(struct walk *walk, struct str edition, const struct party_relation *relation, int depth,
                    struct seki_err *err)
{
    struct relation_edge edge = {.relation = *relation};
    if (walk->graph.edges.n >= LIMIT(RELATION_EDGES)) {
        walk->graph.is_cut = true;
        return 0;
    }
    TRY(reach(walk, edition, relation->from, depth, &edge.from, err));
    TRY(reach(walk, edition, relation->to, depth, &edge.to, err));
    if (edge.from != SIZE_MAX && edge.to != SIZE_MAX)
        TRY_MEM(ARENA_PUSH(walk->arena, &walk->graph.edges, edge), err);
    return 0;
}

static int walk_node(struct walk *walk, size_t at, struct seki_err *err)
{
    struct relation_node node = walk->graph.nodes.v[at]; /* a copy: the array may move */
    unsigned directions = walk->query->directions ? walk->query->directions : RELATION_INTO;
    struct found_edges found = {0};
    for (size_t i = 0; i < node.keys.n; i++)
        TRY(reach_key(walk, node.keys.v[i], node.depth, err));
    if (directions & RELATION_INTO)
        TRY(read_edges(walk, &node, SQL_EDGES_INTO, &found, err));
    if (directions & RELATION_OUT)
        TRY(read_edges(walk, &node, SQL_EDGES_OUT, &found, err));
    if (node.depth >= walk->max_depth) {
        walk->graph.is_cut |= found.n > 0;
        return 0;
    }
    for (size_t i = 0; i < found.n; i++)
        TRY(add_edge(walk, node.edition, &found.v[i], node.depth + 1, err));
    return 0;
}

int relations_of(struct store *store, struct arena *arena, const struct relation_query *query,
                 struct relation_graph *ret_graph, struct seki_err *err)
{
    int limit = (int)LIMIT(RELATION_DEPTH);
    bool has_own = query->max_depth > 0 && query->max_depth < limit;
    struct walk walk = {
        .store = store, .arena = arena, .query = query, .max_depth = has_own ? query->max_depth : limit};
    map_init(&walk.seen, arena);
    map_init(&walk.edges, arena);
    for (size_t i = 0; i < query->keys.n; i++)
        TRY(reach_key(&walk, query->keys.v[i], 0, err));
    for (size_t i = 0; i < query->nodes.n; i++)
        TRY(reach_id(&walk, query->nodes.v[i], err));
    for (size_t at = 0; at < walk.graph.nodes.n; at++)
        TRY(walk_node(&walk, at, err));
    *ret_graph = walk.graph;
    return 0;
}
