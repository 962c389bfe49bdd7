/*
 * assess/gather_history.c - PRC-04, 08, 11: what other dealings and earlier versions of this one say.
 *
 * HOW IT WORKS. The store looks up by key: the folded item name or model, the folded name of the orderer. It sees the
 * latest version of each dealing. Versions of this dealing are read back whole and compared. Who is who is said by
 * party_same_int.h: a party may stand under another of its names there.
 */
#include "assess/history_int.h"
#include "assess/party_same_int.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "store/dealings.h"
#include "text/item.h"

/* How far around the day dealings for the same product are looked for; rules ask for fewer (PRC-04: 30 days). */
enum { WINDOW_DAYS = 92 };

/* A text shorter than this says nothing when it comes again ("quote?"). */
enum { TEXT_CHARS = 8 };

int history_item_keys(struct gather *gather, const struct value *item, struct history_keys *ret_keys,
                      struct seki_err *err)
{
    struct str name = value_get_text(item, STR("name")), model = value_get_text(item, STR("model"));
    *ret_keys = (struct history_keys){STR_NULL, STR_NULL};
    if (name.p)
        TRY(item_key(gather->engine->text, gather->arena, name, &ret_keys->item, err));
    if (model.p)
        TRY(item_key(gather->engine->text, gather->arena, model, &ret_keys->model, err));
    return 0;
}

/* The first orderer that is named; SIZE_MAX if nobody is. */
static size_t orderer_index(const struct gather *gather)
{
    for (size_t i = 0; i < gather->parties.n; i++)
        if (party_has_role(&gather->parties.v[i], STR("orderer")) && gather->parties.v[i].is_comparable)
            return i;
    return SIZE_MAX;
}

struct str history_orderer(const struct gather *gather)
{
    size_t index = orderer_index(gather);
    return index == SIZE_MAX ? STR_NULL : gather->parties.v[index].core;
}

int history_text_key(struct gather *gather, struct str *ret_key, struct seki_err *err)
{
    struct str text = value_get_text(gather->dealing, STR("text"));
    char hex[SHA256_HEX];
    *ret_key = STR_NULL;
    if (!text.p)
        return 0;
    char *folded = arena_alloc(gather->arena, text.n + 1);
    TRY_MEM(folded, err);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (is_blank && (n == 0 || folded[n - 1] == ' '))
            continue;
        folded[n++] = is_blank ? ' ' : (c >= 'A' && c <= 'Z') ? (char)(c - 'A' + 'a') : c;
    }
    n -= n > 0 && folded[n - 1] == ' ';
    if (utf8_count((struct str){folded, n}) < TEXT_CHARS)
        return 0;
    sha256_of((struct str){folded, n}, hex);
    *ret_key = arena_printf(gather->arena, "%s", hex);
    TRY_MEM(ret_key->p, err);
    return 0;
}

int64_t history_quantity(const struct value *item)
{
    int64_t quantity;
    return value_fixed(value_get(item, STR("quantity")), 3, &quantity) && quantity >= 0 ? quantity
                                                                                        : DEALING_QUANTITY_UNKNOWN;
}

/* ---- the same product (PRC-04) ---- */

struct products {
    struct gather *gather;
    size_t orderer;               /* index of the party; SIZE_MAX = nobody can tell */
    struct str_list orderer_keys; /* under which stored dealings know it */
};

int history_evidence(struct gather *gather, enum fact_id id, const struct product_order *order, struct seki_err *err)
{
    char day[DAY_TEXT];
    day_text(order->date, day);
    struct str text = arena_printf(gather->arena, "%s %.*s", day, STR_ARG(order->orderer_key));
    struct str place = arena_printf(gather->arena, "dealing %.*s", STR_ARG(order->dealing));
    TRY_MEM(text.p, err);
    return fact_evidence(gather, id, (struct evidence){STR("history"), place, STR_NULL, text}, err);
}

/* Another dealing for the product, `days` apart. Where one of the two orderers is not known, how near it is and whether
 * it is another one are told apart: a rule asks for the first before it cares for the second. */
static int near_order(struct products *in, const struct product_order *order, int64_t days, struct seki_err *err)
{
    struct gather *gather = in->gather;
    bool is_named = in->orderer != SIZE_MAX && !str_is_empty(order->orderer_key);
    size_t who = SIZE_MAX;
    if (is_named)
        TRY(party_of_key(gather, order->orderer_key, &who, err));
    if (who != SIZE_MAX && party_is_same(gather, who, in->orderer))
        return 0;
    enum fact_id id = is_named ? FACT_ID_HISTORY_DAYS : FACT_ID_HISTORY_UNNAMED_DAYS;
    if (!is_named)
        fact_unknown(gather, FACT_ID_HISTORY_UNNAMED_OTHER);
    TRY(fact_put(gather, id, value_new_int(gather->arena, days < 0 ? -days : days), err));
    return history_evidence(gather, id, order, err);
}

static int near_put(struct products *in, const struct history_keys *keys, struct seki_err *err)
{
    struct gather *gather = in->gather;
    int64_t today = day_number(gather->day);
    struct product_query query = {.item_key = keys->item,
                                  .model_key = keys->model,
                                  .from_day = day_of_number(today - WINDOW_DAYS),
                                  .to_day = day_of_number(today + WINDOW_DAYS),
                                  .except_dealing = value_get_text(gather->dealing, STR("id")),
                                  .except_orderer = history_orderer(gather)};
    struct product_orders orders;
    TRY(dealing_same_product(gather->context->store, gather->arena, &query, &orders, err));
    for (size_t i = 0; i < orders.n; i++)
        TRY(near_order(in, &orders.v[i], day_number(orders.v[i].date) - today, err));
    return 0;
}

/* ---- the largest order (PRC-11) ---- */

__extension__ typedef __int128 wide;

/* quantity / largest with nine decimals, rounded up, so that "over five times" is never lost by rounding. */
static struct value *ratio_of(struct gather *gather, int64_t quantity, int64_t largest)
{
    wide ratio = ((wide)quantity * 1000000000 + largest - 1) / largest;
    struct str text =
        arena_printf(gather->arena, "%lld.%09lld", (long long)(ratio / 1000000000), (long long)(ratio % 1000000000));
    return text.p ? value_new_number(gather->arena, text) : NULL;
}

/* Of all names under which the orderer ordered. 1 found, 0 none. */
static int largest_find(struct products *in, const struct value *item, const struct history_keys *keys,
                        struct product_order *ret_largest, struct seki_err *err)
{
    struct gather *gather = in->gather;
    int is_found = 0;
    for (size_t i = 0; i < in->orderer_keys.n; i++) {
        struct largest_query query = {.orderer_key = in->orderer_keys.v[i],
                                      .item_key = keys->item,
                                      .model_key = keys->model,
                                      .unit = value_get_text(item, STR("unit")),
                                      .until_day = gather->day,
                                      .except_dealing = value_get_text(gather->dealing, STR("id"))};
        struct product_order order;
        int got = dealing_largest_order(gather->context->store, gather->arena, &query, &order, err);
        TRY(got);
        if (got > 0 && (!is_found || order.quantity > ret_largest->quantity))
            *ret_largest = order;
        is_found = is_found || got > 0;
    }
    return is_found;
}

static int ratio_put(struct products *in, const struct value *item, const struct history_keys *keys,
                     struct seki_err *err)
{
    struct gather *gather = in->gather;
    int64_t quantity = history_quantity(item);
    struct product_order largest = {0};
    int got = 0;
    if (value_is_false(value_get(item, STR("quantity"))))
        return 0; /* known: it is not counted */
    if (quantity != DEALING_QUANTITY_UNKNOWN && (keys->item.p || keys->model.p))
        got = largest_find(in, item, keys, &largest, err);
    TRY(got);
    if (got == 0 || largest.quantity <= 0) {
        fact_unknown(gather, FACT_ID_HISTORY_RATIO);
        return 0;
    }
    TRY(history_evidence(gather, FACT_ID_HISTORY_RATIO, &largest, err));
    return fact_put(gather, FACT_ID_HISTORY_RATIO, ratio_of(gather, quantity, largest.quantity), err);
}

bool history_is_seen(struct gather *gather, struct map *seen, const struct history_keys *keys)
{
    struct str both = arena_printf(gather->arena, "%.*s\n%.*s", STR_ARG(keys->item), STR_ARG(keys->model));
    bool was = !both.p || map_has(seen, both);
    return was || !map_put(seen, both, seen);
}

int gather_products(struct gather *gather, struct seki_err *err)
{
    const struct value *items = value_get(gather->dealing, STR("items"));
    bool is_missing = !items || items->kind == VALUE_NULL, has_key = false;
    struct products in = {.gather = gather, .orderer = orderer_index(gather)};
    struct map seen;
    map_init(&seen, gather->arena);
    if (in.orderer != SIZE_MAX)
        TRY(party_stored_keys(gather, in.orderer, &in.orderer_keys, err));
    for (VALUE_EACH(item, items)) {
        struct history_keys keys;
        TRY(history_item_keys(gather, item, &keys, err));
        TRY(ratio_put(&in, item, &keys, err));
        if ((!keys.item.p && !keys.model.p) || history_is_seen(gather, &seen, &keys))
            continue;
        has_key = true;
        TRY(near_put(&in, &keys, err));
    }
    if (is_missing)
        fact_unknown(gather, FACT_ID_HISTORY_RATIO);
    if (!has_key && (is_missing || items->n > 0))
        fact_unknown(gather, FACT_ID_HISTORY_DAYS);
    return 0;
}

/* ---- earlier versions (PRC-08) ---- */

/* Everybody named in the role has a match in the other version? Who is not named there says nothing. */
static bool role_is_covered(const struct gather *named, const struct gather *among, struct str role)
{
    for (size_t i = 0; i < named->parties.n; i++) {
        const struct party *party = &named->parties.v[i];
        if (party_has_role(party, role) && party->is_comparable && !party_has_match(party, among, role))
            return false;
    }
    return true;
}

static bool role_is_named(const struct gather *gather, struct str role)
{
    for (size_t i = 0; i < gather->parties.n; i++)
        if (party_has_role(&gather->parties.v[i], role) && gather->parties.v[i].is_comparable)
            return true;
    return false;
}

/* Compare one role with an earlier version. Nobody named there: naming one for the first time is no change. */
static bool role_is_changed(const struct gather *gather, const struct gather *before, struct str role)
{
    return role_is_named(before, role) &&
           (!role_is_covered(gather, before, role) || !role_is_covered(before, gather, role));
}

static int change_put(struct gather *gather, struct gather *before, enum fact_id id, struct str role, int64_t version,
                      struct seki_err *err)
{
    bool is_changed = role_is_changed(gather, before, role);
    for (size_t i = 0; is_changed && i < before->parties.n; i++) {
        const struct party *party = &before->parties.v[i];
        if (!party_has_role(party, role) || !party->name.p)
            continue;
        struct str place = arena_printf(gather->arena, "version %lld%.*s", (long long)version, STR_ARG(party->pointer));
        TRY(fact_evidence(gather, id, (struct evidence){STR("history"), place, STR_NULL, party->name}, err));
    }
    return fact_put_bool(gather, id, is_changed, err);
}

static int version_compare(struct gather *gather, const struct dealing_version *version, struct seki_err *err)
{
    struct value *dealing;
    struct gather *before = ARENA_NEW(gather->arena, struct gather);
    TRY_MEM(before, err);
    TRY(json_parse(gather->arena, version->body, &dealing, err));
    TRY(gather_init(before, gather->context, gather->arena, dealing, err));
    TRY(change_put(gather, before, FACT_ID_HISTORY_END_USER, STR("end_user"), version->version, err));
    return change_put(gather, before, FACT_ID_HISTORY_ORDERER, STR("orderer"), version->version, err);
}

int gather_versions(struct gather *gather, struct seki_err *err)
{
    struct dealing_versions versions = {0};
    struct str id = value_get_text(gather->dealing, STR("id"));
    if (id.p && gather->context->version > 1)
        TRY(dealing_versions(gather->context->store, gather->arena, id, &versions, err));
    if (versions.n == 0) {
        TRY(fact_put_bool(gather, FACT_ID_HISTORY_END_USER, false, err));
        return fact_put_bool(gather, FACT_ID_HISTORY_ORDERER, false, err);
    }
    for (size_t i = 0; i < versions.n; i++)
        TRY(version_compare(gather, &versions.v[i], err));
    return 0;
}
