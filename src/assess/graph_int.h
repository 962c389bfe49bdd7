/*
 * assess/graph_int.h - the graph around the parties of a dealing: its own relations and the stored ones together.
 *
 *   relation {"from":"o","to":"Northern Holding","kind":"owns","share":60}     ownership.csv: northern-1 owns gulf-7
 *        party node 0 ──────────> name node 3 == stored node (same folded name)
 *
 * Parties that are the same one (party_same_int.h) are one node; a name in a relation and a stored node with one of
 * their names are that node.
 */
#ifndef ASSESS_GRAPH_INT_H
#define ASSESS_GRAPH_INT_H

#include "assess/assess_int.h"
#include "base/map.h"

struct graph_node {
    struct str name;                              /* to show */
    struct str folded;                            /* "" if nothing can be compared */
    size_t party;                                 /* the first party at this node; SIZE_MAX = none */
    bool is_listed;                               /* a stored entry of a list that is in force on the day */
    struct str list, entry, source_field, sha256; /* of that entry */
};

struct graph_edge {
    uint32_t from, to;
    struct str kind;
    int32_t share_min, share_max;   /* 1/10,000; -1 = not known */
    struct day from_day, to_day;    /* DAY_NONE = open */
    struct str source, place, text; /* evidence: "dealing" "/relations/0", or "list" "code edge" */
};

struct graph {
    struct {
        struct graph_node *v;
        size_t n, cap;
    } nodes;
    struct {
        struct graph_edge *v;
        size_t n, cap;
    } edges;
    uint32_t *party_node;    /* by index of the party */
    struct map by_folded;    /* folded name -> node + 1 */
    struct map by_stored;    /* "edition\nnode" -> node + 1 */
    struct map asked;        /* folded names that graph_extend asked the store for */
    struct graph_ties *ties; /* who binds whom into a group; NULL = not made since the last edge (graph_group.c) */
    bool is_cut;
};

/* The graph, made at the first call: parties, relations, and what the store knows upwards of them. */
int graph_of(struct gather *gather, struct graph **ret_graph, struct seki_err *err);

/* Add organisations that stand elsewhere (stored dealings, list entries), with what the store knows upwards of them. */
int graph_extend(struct gather *gather, struct str_list folded, struct seki_err *err);

/* The node of a folded name; false if there is none. */
bool graph_find(const struct graph *graph, struct str folded, uint32_t *ret_node);

/* Does the edge hold on the day? */
bool graph_edge_holds(const struct graph_edge *edge, struct day day);

/*
 * One group (DEALING section 2): linked by `controls` or by owning more than 50 %, either way, or through a common
 * parent. A common child (a joint venture) makes no group. UNKNOWN where it hangs on a holding whose share is missing,
 * or a range around 50 %. Blocks that one source names between the same two add up.
 */
int graph_same_group(struct gather *gather, uint32_t a, uint32_t b, enum truth *ret_same, struct seki_err *err);

/* Who says so: "dealing", or the list of a stored edge ("code" of the place "code edge"). */
struct str graph_edge_source(const struct graph_edge *edge);

#endif
