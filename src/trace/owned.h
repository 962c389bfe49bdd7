/*
 * trace/owned.h - how much of a party do listed parties hold together, under which rule, and is that enough?
 *
 * In the flow: assess collects ownership edges (from the dealing and the store), says which parties are listed and by
 * which list, and asks for the parties of a dealing. The answer feeds PRC-03, INV-02 and INV-03. This room knows
 * neither names nor stores: parties are numbers 0 .. n_nodes - 1 that the caller gives out.
 *
 * HOW IT WORKS. The 50 % rules do not multiply along a chain. Whoever is caught counts with his whole holding: start
 * with the listed parties, add every party of which those in the set together hold enough, and again, until nothing is
 * added (the least fixed point; cycles end because the set only grows, a holding of a party in itself is not counted).
 *
 *     L listed          A: 30 + 25 = 55 -> caught          B: 10 (L) + 40 (A, caught) = 50 -> caught
 *     L --30--> A   M --25--> A   L --10--> B   A --40--> B         (OFAC FAQ 401)
 *
 * A rule without aggregation (UK, OFAC before 2014-08-13) asks this for every listed party alone. Shares may be ranges:
 * the set is computed twice, with the least shares (certainly) and with the greatest (possibly).
 *
 * Which rule holds for a list is data (policy/fifty_percent_rules.csv and the table of lists), never a constant here.
 */
#ifndef TRACE_OWNED_H
#define TRACE_OWNED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/time.h"

enum { OWNED_WHOLE = 10000 }; /* shares are in 1/10,000: 12.5 % = 1250 */

/* A row of policy/fifty_percent_rules.csv. Several rows may bear one id with other days. Texts are looked at. */
struct owned_rule {
    struct str id, authority;
    int32_t threshold;               /* 5000 = 50 % */
    bool is_more_than;               /* `>`: the threshold itself is not enough */
    bool is_aggregate;               /* listed parties are added together */
    bool is_indirect;                /* caught parties catch in turn */
    bool counts_control;             /* control without shares is enough */
    bool is_in_force;                /* status in_force, in_force_unless_extended, default; suspended is not */
    struct str status;               /* as written */
    struct day valid_from, valid_to; /* both included; DAY_NONE = open */
    struct str effect, source, note;
};

/* Fill a row from the columns of the csv by their header (id, authority, operator, percent, aggregate, indirect,
 * control_counts, effect, status, valid_from, valid_to, source, note; others are let pass). SEKI_E_MEANING names a
 * column that is missing or not understood. */
int owned_rule_read(const struct str *header, const struct str *fields, size_t n, struct owned_rule *ret_rule,
                    struct seki_err *err);

/* Which rules (by id) hold for a list: "us_csl", "Entity List (EL) - ...", "bis_affiliates". `source_field` is compared
 * as a beginning; both may be "*". The row that says most wins (list and field, then list, then "*"); equal rows add
 * up, so one list may have "ofac_50_2008" and "ofac_50", of which the day picks one. */
struct owned_list_rule {
    struct str list, source_field, rule;
};

/* What is held. Share -1 = not known: certainly nothing, possibly all. Of the edges between the same parties that hold
 * on the day, those of one source add up (two blocks of shares); where sources differ the range covers what each says.
 */
struct owned_edge {
    uint32_t owner, owned;
    int32_t share_min, share_max;
    bool is_control;     /* `controls`: no share, counts under rules with counts_control */
    struct day from, to; /* DAY_NONE = open; both included */
    struct str source;   /* who says so: register, list, dealing; tells sources apart */
    struct str place;    /* where it stands there, for the proof; of several the first by text */
};

struct owned_listed {
    uint32_t node;
    struct str list, source_field; /* of the hit */
    struct str entry;
};

struct owned_question {
    uint32_t n_nodes;
    const struct owned_edge *edges;
    size_t n_edges;
    const struct owned_listed *listed;
    size_t n_listed;
    const uint32_t *asked; /* parties to judge, each once */
    size_t n_asked;
    const struct owned_rule *rules;
    size_t n_rules;
    const struct owned_list_rule *list_rules;
    size_t n_list_rules;
    struct day day; /* a full day */
};

enum owned_state { OWNED_NO, OWNED_POSSIBLY, OWNED_CERTAINLY };

/* A holding that counts. */
struct owned_holding {
    uint32_t owner, owned;
    int32_t share_min, share_max;
    bool is_control;
    struct str source, place;
};

/* One asked party under one rule. Made only where a listed party of that rule holds something (directly or through
 * caught parties), or the party is caught by control. */
struct owned_verdict {
    uint32_t node;
    const struct owned_rule *rule; /* the row that was used */
    bool is_in_force;              /* on the day; false: suspended, or no row of the rule covers the day */
    enum owned_state state;        /* reaches the threshold */
    bool is_by_control;            /* by control, not by shares */
    int32_t share_min, share_max;  /* held together (without aggregation: the largest), at most OWNED_WHOLE */
    uint32_t *listed;              /* the listed parties behind it, ascending */
    size_t n_listed;
    struct owned_holding *proof; /* holdings that count: those in the party first, then those that make its owners
                                    caught, and so on; each once */
    size_t n_proof;
};

struct owned_answer {
    struct owned_verdict *v; /* in order of asked, then of rules */
    size_t n, cap;
    bool *has_holdings; /* for each asked party: is any owner of it known on the day? */
};

/*
 * Judge. Answer in `arena`. SEKI_E_LIMIT over LIMIT(GRAPH_NODES) or LIMIT(GRAPH_EDGES); SEKI_E_MEANING for a node out
 * of range, a share outside 0 .. 10000, or a list for which list_rules have no row. O(nodes + edges) for each rule with
 * aggregation, times the listed parties without. Any thread; the question is only looked at.
 */
int owned_find(struct arena *arena, const struct owned_question *question, struct owned_answer *ret_answer,
               struct seki_err *err);

/* The row of a rule id that is used on a day: the one that covers it (of several the latest begun), else the nearest
 * later, else the last before; ret_is_in_force as in the verdict. NULL if no row has that id. */
const struct owned_rule *owned_rule_on(const struct owned_rule *rules, size_t n, struct str id, struct day day,
                                       bool *ret_is_in_force);

#endif
