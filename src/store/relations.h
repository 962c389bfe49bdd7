/*
 * store/relations.h - the stored graph: who owns, controls, directs, supervises whom.
 *
 * Edges come with list editions (FollowTheMoney imports). A node is an end of an edge within its edition: an entry id,
 * or a name where the source gave only a name. A party of a dealing meets a node by the exact folded name, so each node
 * has name keys; the caller makes them (text/name.h), the store only compares them. Nodes of different editions that
 * share a key are walked as one party. Errors and threads: store/store.h.
 */
#ifndef STORE_RELATIONS_H
#define STORE_RELATIONS_H

#include "model/party.h"
#include "store/store.h"

/* -- during an import, see store/lists.h -- */

/* Call `each` for every node of the edition: its id and the names that it has (of a party with that entry id, or else
 * the id itself as a name). Lives during the call only. The callback calls relations_add_node_key. */
int relations_each_node(struct store *store, struct str edition_id,
                        int (*each)(void *ctx, struct str node, struct str_list names, struct seki_err *err), void *ctx,
                        struct seki_err *err);

/* Give the node a folded name (struct folded_name.key of text/name.h). The same again is fine; an empty key is ignored.
 */
int relations_add_node_key(struct store *store, struct str edition_id, struct str node, struct str key,
                           struct seki_err *err);

/* -- asking -- */

enum relation_direction {
    RELATION_INTO = 1 << 0, /* edges that end at the party: its owners, their owners, ... */
    RELATION_OUT = 1 << 1,  /* edges that start there: what it owns */
};

struct relation_query {
    const struct str *editions; /* ids of the editions that count (lists_on_day) */
    size_t n_editions;
    struct str_list keys;  /* start at nodes with one of these folded names */
    struct str_list nodes; /* and at nodes with one of these ids (entry ids), in any of the editions */
    unsigned directions;   /* set of enum relation_direction; 0 = RELATION_INTO */
    int max_depth;         /* edges from the start; 0 = LIMIT(RELATION_DEPTH) */
};

struct relation_node {
    struct str edition, node;
    struct str_list names; /* as written, the first to show */
    struct str_list keys;  /* folded */
    bool is_listed;        /* the entry is listed in that edition */
    bool is_start;         /* it met the query itself */
    int depth;             /* edges from the start, 0 at the start */
};

struct relation_edge {
    size_t from, to; /* index into nodes */
    struct party_relation relation;
};

struct relation_graph {
    struct {
        struct relation_node *v;
        size_t n, cap;
    } nodes;
    struct {
        struct relation_edge *v;
        size_t n, cap;
    } edges;
    bool is_cut; /* a limit (depth, LIMIT(RELATION_EDGES), LIMIT(RELATION_NODES)) stopped the walk: there is more */
};

/* Walk from the start nodes, breadth first; nodes and edges in the order found (stable). Everything in the arena.
 * Nothing stored about these names: an empty graph. O(edges found * log stored). */
int relations_of(struct store *store, struct arena *arena, const struct relation_query *query,
                 struct relation_graph *ret_graph, struct seki_err *err);

#endif
