/*
 * assess/gather_parties.c - what the parties are: chain, payer and orderer, military, register, foundation.
 *
 * PRC-09, 12, 31, 32, 33.
 */
#include "assess/graph_int.h"
#include "assess/screening_int.h"
#include "base/limits.h"

/* ---- chain (PRC-12) ---- */

static size_t role_count(const struct gather *gather, struct str role)
{
    size_t n = 0;
    for (size_t i = 0; i < gather->parties.n; i++)
        n += party_has_role(&gather->parties.v[i], role);
    return n;
}

static size_t middlemen_count(const struct gather *gather)
{
    size_t n = 0;
    for (size_t i = 0; i < gather->parties.n; i++)
        n += party_has_role(&gather->parties.v[i], STR("agent")) ||
             party_has_role(&gather->parties.v[i], STR("forwarder"));
    return n;
}

/* Links of the chain that are no party here were not screened: that is told. */
static int strangers_tell(struct gather *gather, const struct value *chain, struct seki_err *err)
{
    struct value *strangers = value_new(gather->arena, VALUE_LIST);
    TRY_MEM(strangers, err);
    for (VALUE_EACH(key, chain))
        if (!party_find(gather, value_text(key)))
            TRY_MEM(value_add(strangers, value_new_text(gather->arena, key->text)), err);
    return strangers->n > 0 ? fact_note(gather, FACT_ID_CHAIN_INTERMEDIARIES, STR("chain.no_parties"), strangers, err)
                            : 0;
}

static int end_users_evidence(struct gather *gather, struct seki_err *err)
{
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (party_has_role(party, STR("end_user")))
            TRY(fact_evidence_field(gather, FACT_ID_CHAIN_END_USER, party->pointer,
                                    value_get(party->value, STR("name")), err));
    }
    return 0;
}

/* Keys between the ends; without a chain the agents and forwarders stand for it. */
int gather_chain(struct gather *gather, struct seki_err *err)
{
    const struct value *chain = value_find(gather->dealing, STR("/order/chain"));
    bool is_given = value_is(chain, VALUE_LIST) || value_is_false(chain);
    size_t n = is_given ? (chain->n > 2 ? chain->n - 2 : 0) : middlemen_count(gather);
    TRY(fact_put_bool(gather, FACT_ID_CHAIN_END_USER, role_count(gather, STR("end_user")) > 0, err));
    TRY(fact_put(gather, FACT_ID_CHAIN_INTERMEDIARIES, value_new_int(gather->arena, (int64_t)n), err));
    TRY(end_users_evidence(gather, err));
    if (!is_given)
        return 0;
    TRY(fact_evidence_field(gather, FACT_ID_CHAIN_INTERMEDIARIES, STR("/order/chain"), chain, err));
    return strangers_tell(gather, chain, err);
}

/* ---- payer and orderer (PRC-09) ---- */

static int payer_in_group(struct gather *gather, struct graph *graph, size_t payer, enum truth *ret_is_in,
                          struct seki_err *err)
{
    *ret_is_in = TRUTH_FALSE;
    for (size_t i = 0; i < gather->parties.n && *ret_is_in != TRUTH_TRUE; i++) {
        enum truth is_same;
        if (!party_has_role(&gather->parties.v[i], STR("orderer")))
            continue;
        TRY(graph_same_group(gather, graph->party_node[payer], graph->party_node[i], &is_same, err));
        *ret_is_in = truth_or(*ret_is_in, is_same);
    }
    return 0;
}

/* One value for all payers: the worst of them counts. */
int gather_groups(struct gather *gather, struct seki_err *err)
{
    struct graph *graph;
    enum truth is_all = TRUTH_TRUE, is_in;
    size_t n = 0;
    TRY(graph_of(gather, &graph, err));
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (!party_has_role(party, STR("payer")))
            continue;
        n++;
        TRY(payer_in_group(gather, graph, i, &is_in, err));
        is_all = truth_and(is_all, is_in);
        TRY(fact_evidence_field(gather, FACT_ID_PAYER_GROUP, party->pointer, value_get(party->value, STR("name")),
                                err));
    }
    for (size_t i = 0; i < graph->edges.n && i < LIMIT(FACT_EVIDENCE); i++) {
        const struct graph_edge *edge = &graph->edges.v[i];
        if (n > 0 && graph_edge_holds(edge, gather->day))
            TRY(fact_evidence(gather, FACT_ID_PAYER_GROUP,
                              (struct evidence){edge->source, edge->place, STR_NULL, edge->text}, err));
    }
    if (n > 0 && is_all != TRUTH_UNKNOWN)
        return fact_put_bool(gather, FACT_ID_PAYER_GROUP, is_all == TRUTH_TRUE, err);
    fact_unknown(gather, FACT_ID_PAYER_GROUP); /* no payer, or a share that may be more than half or less */
    return 0;
}

/* ---- military (PRC-31) ---- */

static bool edge_is_tie(const struct graph_edge *edge)
{
    return str_eq(edge->kind, STR("controls")) || str_eq(edge->kind, STR("owns")) ||
           str_eq(edge->kind, STR("supervises"));
}

/* Spread marks along ties that hold on the day, one way, until nothing changes. Bounded by the length of a path. */
static void marks_spread(const struct graph *graph, struct day day, bool *marks, bool is_downwards)
{
    bool is_changed = true;
    for (size_t round = 0; is_changed && round < LIMIT(RELATION_DEPTH); round++) {
        is_changed = false;
        for (size_t i = 0; i < graph->edges.n; i++) {
            const struct graph_edge *edge = &graph->edges.v[i];
            uint32_t from = is_downwards ? edge->from : edge->to, to = is_downwards ? edge->to : edge->from;
            if (marks[from] && !marks[to] && edge_is_tie(edge) && graph_edge_holds(edge, day))
                marks[to] = is_changed = true;
        }
    }
}

/* Nodes of a military party, of what it controls, and of what controls it. */
static int military_marks(struct gather *gather, const struct graph *graph, bool **ret_marks, struct seki_err *err)
{
    size_t n = graph->nodes.n;
    bool *down = ARENA_ARRAY(gather->arena, n, bool), *up = ARENA_ARRAY(gather->arena, n, bool);
    TRY_MEM(down && up, err);
    for (size_t i = 0; i < gather->parties.n; i++)
        if (str_eq(gather->parties.v[i].kind, STR("military")))
            down[graph->party_node[i]] = up[graph->party_node[i]] = true;
    marks_spread(graph, gather->day, down, true);
    marks_spread(graph, gather->day, up, false);
    for (size_t i = 0; i < n; i++)
        down[i] = down[i] || up[i];
    *ret_marks = down;
    return 0;
}

/* The categories of the defence-university tracker that count as high (DEALING section 2). */
static bool is_rated_high(const struct hit *hit)
{
    static const struct str HIGH[] = {{"Military", 8},
                                      {"Seven sons of national defence", 30},
                                      {"Defence industry conglomerate", 29},
                                      {"Security", 8}};
    for (size_t i = 0; i < hit->hit.entry.topics.n; i++)
        for (size_t k = 0; k < ARRAY_LEN(HIGH); k++)
            if (str_eq_nocase(hit->hit.entry.topics.v[i], HIGH[k]))
                return true;
    return false;
}

static int rated_high(struct gather *gather, size_t party, bool *ret_is_high, struct seki_err *err)
{
    *ret_is_high = false;
    for (size_t i = 0; i < gather->hits.n; i++) {
        const struct hit *hit = &gather->hits.v[i];
        if (hit->node != party || hit->effect != POLICY_TRACKER || hit->state != HIT_CONFIRMED || !is_rated_high(hit))
            continue;
        *ret_is_high = true;
        TRY(screening_evidence(gather, FACT_ID_PARTIES_MILITARY, hit, err));
    }
    return 0;
}

static bool is_customer(const struct party *party)
{
    return party_has_role(party, STR("orderer")) || party_has_role(party, STR("consignee")) ||
           party_has_role(party, STR("end_user"));
}

static int military_ties(struct gather *gather, const struct graph *graph, struct seki_err *err)
{
    for (size_t i = 0; i < graph->edges.n; i++) {
        const struct graph_edge *edge = &graph->edges.v[i];
        if (edge_is_tie(edge) && graph_edge_holds(edge, gather->day))
            TRY(fact_evidence(gather, FACT_ID_PARTIES_MILITARY,
                              (struct evidence){edge->source, edge->place, STR_NULL, edge->text}, err));
    }
    return 0;
}

static int military_put(struct gather *gather, size_t i, bool is_military, struct seki_err *err)
{
    const struct party *party = &gather->parties.v[i];
    const struct value *kind = value_get(party->value, STR("kind"));
    bool is_high;
    TRY(rated_high(gather, i, &is_high, err));
    if (kind) {
        struct str pointer = arena_printf(gather->arena, "%.*s/kind", STR_ARG(party->pointer));
        TRY(fact_evidence_field(gather, FACT_ID_PARTIES_MILITARY, pointer, kind, err));
    }
    if (!party->kind.p && !party->has_no_kind && !is_military && !is_high && party_has_role(party, STR("end_user"))) {
        fact_unknown(gather, FACT_ID_PARTIES_MILITARY);
        return 0;
    }
    return fact_put_bool(gather, FACT_ID_PARTIES_MILITARY, is_military || is_high, err);
}

int gather_military(struct gather *gather, struct seki_err *err)
{
    struct graph *graph;
    bool *marks, is_any = false;
    TRY(screening_run(gather, err));
    TRY(graph_of(gather, &graph, err));
    TRY(military_marks(gather, graph, &marks, err));
    for (size_t i = 0; i < gather->parties.n; i++) {
        if (!is_customer(&gather->parties.v[i]))
            continue;
        is_any = is_any || marks[graph->party_node[i]];
        TRY(military_put(gather, i, marks[graph->party_node[i]], err));
    }
    if (is_any)
        TRY(military_ties(gather, graph, err));
    if (!gather->has_parties)
        fact_unknown(gather, FACT_ID_PARTIES_MILITARY);
    if (screening_has_tracker(gather))
        return 0;
    return fact_note_text(gather, FACT_ID_PARTIES_MILITARY, STR("parties.tracker"),
                          STR("no tracker was imported: nobody is rated by one"), err);
}

/* ---- register (PRC-32) and foundation (PRC-33) ---- */

/* Whose missing word leaves the fact open. */
static bool is_principal(const struct party *party)
{
    return party_has_role(party, STR("orderer")) || party_has_role(party, STR("end_user"));
}

/* With neither an orderer nor an end user nobody was asked about. */
static bool has_principals(const struct gather *gather)
{
    return role_count(gather, STR("orderer")) + role_count(gather, STR("end_user")) > 0;
}

int gather_register(struct gather *gather, struct seki_err *err)
{
    if (!has_principals(gather))
        fact_unknown(gather, FACT_ID_PARTIES_REGISTER);
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        const struct value *registered = value_get(party->value, STR("registered"));
        if (value_is(registered, VALUE_BOOL)) {
            struct str pointer = arena_printf(gather->arena, "%.*s/registered", STR_ARG(party->pointer));
            TRY(fact_put_bool(gather, FACT_ID_PARTIES_REGISTER, registered->truth, err));
            TRY(fact_evidence_field(gather, FACT_ID_PARTIES_REGISTER, pointer, registered, err));
        } else if (is_principal(party)) {
            fact_unknown(gather, FACT_ID_PARTIES_REGISTER);
        }
    }
    return 0;
}

/* Smallest whole m with day - m months <= founded. A foundation after the day counts as 0. */
static int months_since(struct day founded, struct day day)
{
    int m = (day.year - founded.year) * 12 + day.month - founded.month;
    while (m > 0 && day_cmp(day_add_months(day, -(m - 1)), founded) <= 0)
        m--;
    while (day_cmp(day_add_months(day, -m), founded) > 0)
        m++;
    return m < 0 ? 0 : m;
}

/* A year or month alone counts where it makes no difference for the first year: what is younger is looked at closely.
 */
static int founded_put(struct gather *gather, const struct party *party, struct str text, struct seki_err *err)
{
    struct day founded;
    if (!day_parse(text, &founded)) {
        fact_unknown(gather, FACT_ID_PARTIES_FOUNDED);
        return 0;
    }
    int most = months_since(day_first(founded), gather->day), least = months_since(day_last(founded), gather->day);
    struct str pointer = arena_printf(gather->arena, "%.*s/incorporated_on", STR_ARG(party->pointer));
    TRY(fact_evidence_field(gather, FACT_ID_PARTIES_FOUNDED, pointer, value_get(party->value, STR("incorporated_on")),
                            err));
    if ((most <= 12) != (least <= 12)) {
        fact_unknown(gather, FACT_ID_PARTIES_FOUNDED);
        return 0;
    }
    return fact_put(gather, FACT_ID_PARTIES_FOUNDED, value_new_int(gather->arena, most), err);
}

int gather_founded(struct gather *gather, struct seki_err *err)
{
    if (!has_principals(gather))
        fact_unknown(gather, FACT_ID_PARTIES_FOUNDED);
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        struct str text = value_get_text(party->value, STR("incorporated_on"));
        if (party_has_role(party, STR("bank")) || str_eq(party->kind, STR("bank")))
            continue;
        if (value_is_false(value_get(party->value, STR("incorporated_on"))))
            continue; /* known: never founded */
        if (text.p)
            TRY(founded_put(gather, party, text, err));
        else if (is_principal(party))
            fact_unknown(gather, FACT_ID_PARTIES_FOUNDED);
    }
    return 0;
}
