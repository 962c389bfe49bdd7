/*
 * assess/gather_concern.c - PRC-28: did a customer of concern ask for this product, or with this text, before?
 *
 * HOW IT WORKS. Of concern is a dealing that was declined, or whose customer was a hit when it was stored (a flag of
 * the store), and one whose customer is a hit on the lists of the day: lists change. For the last the customers of the
 * newest earlier dealings are looked up again, with what a person resolved there; how many is bounded, and told.
 *
 *   po-7 of February, orderer Beta, green   +   Beta on a list since June   ->  "po-7"
 */
#include "assess/history_int.h"
#include "assess/party_same_int.h"
#include "assess/screening_int.h"
#include "base/limits.h"
#include "codec/json.h"

struct concern {
    struct gather *gather;
    struct map told;      /* dealings already told */
    struct map read;      /* dealings whose customers were looked at */
    struct map customers; /* first name of a customer that was looked up -> &told: a hit, &read: none */
    bool is_cut;
};

static int concern_tell(struct concern *in, const struct product_order *order, struct seki_err *err)
{
    if (map_has(&in->told, order->dealing))
        return 0;
    TRY_MEM(map_put(&in->told, order->dealing, in), err);
    TRY(fact_put_text(in->gather, FACT_ID_HISTORY_CONCERN, order->dealing, err));
    return history_evidence(in->gather, FACT_ID_HISTORY_CONCERN, order, err);
}

/* ---- customers looked up again ---- */

static bool is_customer(const struct party *party)
{
    return party_has_role(party, STR("orderer")) || party_has_role(party, STR("consignee")) ||
           party_has_role(party, STR("end_user"));
}

/* The list, the entry, the name as listed: copied, for the earlier dealing goes away. */
static int hit_tell(struct concern *in, const struct hit *hit, struct seki_err *err)
{
    struct arena *arena = in->gather->arena;
    struct str name = hit->hit.entry_name;
    struct evidence evidence = {
        STR("list"), arena_printf(arena, "%.*s %.*s", STR_ARG(hit->list->list), STR_ARG(hit->hit.entry.entry)),
        hit->list->sha256, arena_str(arena, name)};
    TRY_MEM(evidence.text.p, err);
    return fact_evidence(in->gather, FACT_ID_HISTORY_CONCERN, evidence, err);
}

/* Look a customer up and keep what came out. */
static int customer_screen(struct concern *in, struct gather *earlier, size_t index, struct seki_err *err)
{
    struct str key = arena_str(in->gather->arena, earlier->parties.v[index].core);
    bool is_hit = false;
    TRY(screening_of_party(earlier, index, err));
    for (size_t i = 0; i < earlier->hits.n; i++) {
        const struct hit *hit = &earlier->hits.v[i];
        if (hit->node != index || hit->state != HIT_CONFIRMED || hit->effect == POLICY_TRACKER)
            continue;
        is_hit = true;
        TRY(hit_tell(in, hit, err));
    }
    return key.p && map_put(&in->customers, key, is_hit ? &in->told : &in->read) ? 0 : err_oom(err);
}

/* Is that party of an earlier dealing a customer and a hit? Who is a party here as well is looked up anyway. */
static int customer_judge(struct concern *in, struct gather *earlier, size_t index, bool *ret_is_hit,
                          struct seki_err *err)
{
    const struct party *party = &earlier->parties.v[index];
    size_t here;
    if (!is_customer(party) || !party->is_comparable)
        return 0;
    TRY(party_of_key(in->gather, party->core, &here, err));
    if (here != SIZE_MAX)
        return 0;
    if (!map_has(&in->customers, party->core)) {
        in->is_cut = in->is_cut || in->customers.n >= LIMIT(EARLIER_CUSTOMERS);
        if (in->customers.n >= LIMIT(EARLIER_CUSTOMERS))
            return 0;
        TRY(customer_screen(in, earlier, index, err));
    }
    *ret_is_hit = *ret_is_hit || map_get(&in->customers, party->core) == &in->told;
    return 0;
}

/* The latest version of an earlier dealing, read back; its customers against the lists of today. */
static int order_screen(struct concern *in, const struct product_order *order, struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    struct gather *earlier;
    struct dealing_version version;
    struct value *dealing;
    bool is_hit = false;
    arena_init(&scratch, LIMIT(REQUEST_BYTES));
    earlier = ARENA_NEW(&scratch, struct gather);
    TRY_MEM(earlier && map_put(&in->read, order->dealing, in), err);
    TRY(dealing_latest(in->gather->context->store, &scratch, order->dealing, &version, err));
    TRY(json_parse(&scratch, version.body, &dealing, err));
    TRY(gather_init(earlier, in->gather->context, &scratch, dealing, err));
    earlier->day = in->gather->day;
    for (size_t i = 0; i < earlier->parties.n; i++)
        TRY(customer_judge(in, earlier, i, &is_hit, err));
    return is_hit ? concern_tell(in, order, err) : 0;
}

static int orders_screen(struct concern *in, const struct product_orders *orders, struct seki_err *err)
{
    in->is_cut = in->is_cut || orders->has_more;
    for (size_t i = 0; i < orders->n; i++) {
        const struct product_order *order = &orders->v[i];
        if (map_has(&in->read, order->dealing) || map_has(&in->told, order->dealing) ||
            day_cmp(order->date, in->gather->day) > 0)
            continue;
        if (in->read.n >= LIMIT(EARLIER_DEALINGS))
            in->is_cut = true;
        else
            TRY(order_screen(in, order, err));
    }
    return 0;
}

/* ---- the same product, the same text ---- */

static int orders_tell(struct concern *in, const struct product_orders *orders, struct seki_err *err)
{
    for (size_t i = 0; i < orders->n; i++)
        if (day_cmp(orders->v[i].date, in->gather->day) <= 0)
            TRY(concern_tell(in, &orders->v[i], err));
    return 0;
}

static int same_product(struct concern *in, const struct history_keys *keys, struct seki_err *err)
{
    struct gather *gather = in->gather;
    struct product_query query = {.item_key = keys->item,
                                  .model_key = keys->model,
                                  .to_day = gather->day,
                                  .except_dealing = value_get_text(gather->dealing, STR("id")),
                                  .is_flagged_only = true};
    struct product_orders orders;
    TRY(dealing_same_product(gather->context->store, gather->arena, &query, &orders, err));
    TRY(orders_tell(in, &orders, err));
    query.is_flagged_only = false;
    TRY(dealing_same_product(gather->context->store, gather->arena, &query, &orders, err));
    return orders_screen(in, &orders, err);
}

static int same_text(struct concern *in, struct str key, struct seki_err *err)
{
    struct gather *gather = in->gather;
    struct text_query query = {
        .text_key = key, .except_dealing = value_get_text(gather->dealing, STR("id")), .is_flagged_only = true};
    struct product_orders orders;
    TRY(dealing_same_text(gather->context->store, gather->arena, &query, &orders, err));
    TRY(orders_tell(in, &orders, err));
    query.is_flagged_only = false;
    TRY(dealing_same_text(gather->context->store, gather->arena, &query, &orders, err));
    return orders_screen(in, &orders, err);
}

int gather_concern(struct gather *gather, struct seki_err *err)
{
    const struct value *items = value_get(gather->dealing, STR("items"));
    bool is_missing = !items || items->kind == VALUE_NULL, has_key = false;
    struct concern in = {.gather = gather};
    struct map seen;
    struct str text_key;
    map_init(&in.told, gather->arena);
    map_init(&in.read, gather->arena);
    map_init(&in.customers, gather->arena);
    map_init(&seen, gather->arena);
    for (VALUE_EACH(item, items)) {
        struct history_keys keys;
        TRY(history_item_keys(gather, item, &keys, err));
        if ((!keys.item.p && !keys.model.p) || history_is_seen(gather, &seen, &keys))
            continue;
        has_key = true;
        TRY(same_product(&in, &keys, err));
    }
    TRY(history_text_key(gather, &text_key, err));
    if (text_key.p)
        TRY(same_text(&in, text_key, err));
    if (!has_key && !text_key.p && (is_missing || items->n > 0))
        fact_unknown(gather, FACT_ID_HISTORY_CONCERN);
    if (in.is_cut)
        return fact_note_text(gather, FACT_ID_HISTORY_CONCERN, STR("history.customers_not_screened"),
                              STR("more earlier customers than the limits EARLIER_CUSTOMERS and EARLIER_DEALINGS"),
                              err);
    return 0;
}
