/*
 * trace/owned_int.h - the graph behind trace/owned.h. For this room only.
 */
#ifndef TRACE_OWNED_INT_H
#define TRACE_OWNED_INT_H

#include "trace/owned.h"

/* What one party holds of another on the day: all edges of the pair in one. */
struct holding {
    uint32_t owner, owned;
    int32_t share_min, share_max; /* 0 .. OWNED_WHOLE */
    bool is_control, has_share;   /* `controls` alone gives no share */
    struct str source, place;
};

/*
 * Holdings of the day, found from either end.
 *
 *   holdings  sorted by (owner, owned): those of owner i are [by_owner[i], by_owner[i + 1])
 *   incoming  their numbers sorted by owned: those in party i are [by_owned[i], by_owned[i + 1])
 */
struct owned_graph {
    uint32_t n_nodes;
    struct holding *holdings;
    size_t n_holdings;
    size_t *by_owner, *by_owned;
    uint32_t *incoming;
};

/* Check and sort the edges of a question; of the edges of a pair that hold on the day one holding is made. */
int owned_graph_build(struct arena *arena, const struct owned_question *question, struct owned_graph *ret_graph,
                      struct seki_err *err);

/* Which bound of a range counts. */
enum owned_bound { BOUND_MIN, BOUND_MAX };

/*
 * The parties caught under a rule, and how much of each the caught hold. Arrays have one place for each party;
 * `touched` lists the places used, so that a set is emptied in the time it took to fill it.
 */
struct owned_set {
    bool *is_seed, *is_caught, *is_by_control, *is_touched;
    int32_t *share;
    uint32_t *touched, *queue;
    size_t n_touched;
};

int owned_set_new(struct arena *arena, uint32_t n_nodes, struct owned_set *ret_set, struct seki_err *err);

/* The least fixed point from `seeds`. */
void owned_set_grow(struct owned_set *set, const struct owned_graph *graph, const struct owned_rule *rule,
                    enum owned_bound bound, const uint32_t *seeds, size_t n_seeds);

void owned_set_empty(struct owned_set *set);

/* For each row of question->rules the listed parties it holds for; rows without any have n = 0. */
struct owned_seeds {
    uint32_t *v;
    size_t n, cap;
};

int owned_seeds_find(struct arena *arena, const struct owned_question *question, struct owned_seeds **ret_seeds,
                     struct seki_err *err);

/* Does this row cover the day, and is it not suspended? */
bool owned_rule_is_in_force(const struct owned_rule *rule, struct day day);

/* Does the share reach the threshold of the rule? */
bool owned_rule_is_reached(const struct owned_rule *rule, int32_t share);

#endif
