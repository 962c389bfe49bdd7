/*
 * assess/gather_history.c - PRC-04, 08, 11, 28: what earlier dealings and earlier versions of this one say.
 *
 * HOW IT WORKS. The store looks up by key: the folded item name or model, the folded name of the orderer, the hash of
 * the folded text. It sees the latest version of each dealing. Versions of this dealing are read back whole and
 * compared.
 */
#include "assess/history_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/json.h"
#include "store/dealings.h"
#include "text/item.h"
#include <stdlib.h>

/* How far around the day dealings for the same product are looked for; rules ask for fewer (PRC-04: 30 days). */
enum { WINDOW_DAYS = 92 };

/* A text shorter than this says nothing when it comes again ("please quote"). */
enum { TEXT_CHARS = 20 };

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

struct str history_orderer(const struct gather *gather)
{
    for (size_t i = 0; i < gather->parties.n; i++)
        if (party_has_role(&gather->parties.v[i], STR("orderer")) && gather->parties.v[i].is_comparable)
            return gather->parties.v[i].core;
    return STR_NULL;
}

int history_text_key(struct gather *gather, struct str *ret_key, struct seki_err *err)
{
    struct str text = value_get_text(gather->dealing, STR("text"));
    char hex[SHA256_HEX];
    *ret_key = STR_NULL;
    if (text.n < TEXT_CHARS)
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
    if (n < TEXT_CHARS)
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

/* ---- the same product (PRC-04, PRC-28) ---- */

struct products {
    struct gather *gather;
    struct str orderer; /* STR_NULL = nobody can tell */
    struct map seen;    /* dealings already told as being of concern */
};

static struct str order_place(struct gather *gather, struct str dealing)
{
    return arena_printf(gather->arena, "dealing %.*s", STR_ARG(dealing));
}

static int order_evidence(struct gather *gather, enum fact_id id, const struct product_order *order,
                          struct seki_err *err)
{
    char day[DAY_TEXT];
    day_text(order->date, day);
    struct str text = arena_printf(gather->arena, "%s %.*s", day, STR_ARG(order->orderer_key));
    TRY_MEM(text.p, err);
    return fact_evidence(gather, id,
                         (struct evidence){STR("history"), order_place(gather, order->dealing), STR_NULL, text}, err);
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
                                  .except_orderer = in->orderer};
    struct product_orders orders;
    TRY(dealing_same_product(gather->context->store, gather->arena, &query, &orders, err));
    for (size_t i = 0; i < orders.n; i++) {
        int64_t days = day_number(orders.v[i].date) - today;
        if (!in->orderer.p || str_is_empty(orders.v[i].orderer_key)) {
            fact_unknown(gather, FACT_ID_HISTORY_DAYS); /* another orderer? nobody can tell */
            continue;
        }
        TRY(fact_put(gather, FACT_ID_HISTORY_DAYS, value_new_int(gather->arena, days < 0 ? -days : days), err));
        TRY(order_evidence(gather, FACT_ID_HISTORY_DAYS, &orders.v[i], err));
    }
    return 0;
}

static int concern_put(struct products *in, const struct product_orders *orders, struct seki_err *err)
{
    for (size_t i = 0; i < orders->n; i++) {
        if (map_has(&in->seen, orders->v[i].dealing))
            continue;
        TRY_MEM(map_put(&in->seen, orders->v[i].dealing, in), err);
        TRY(fact_put_text(in->gather, FACT_ID_HISTORY_CONCERN, orders->v[i].dealing, err));
        TRY(order_evidence(in->gather, FACT_ID_HISTORY_CONCERN, &orders->v[i], err));
    }
    return 0;
}

static int concern_product(struct products *in, const struct history_keys *keys, struct seki_err *err)
{
    struct gather *gather = in->gather;
    struct product_query query = {.item_key = keys->item,
                                  .model_key = keys->model,
                                  .to_day = gather->day,
                                  .except_dealing = value_get_text(gather->dealing, STR("id")),
                                  .is_flagged_only = true};
    struct product_orders orders;
    TRY(dealing_same_product(gather->context->store, gather->arena, &query, &orders, err));
    return concern_put(in, &orders, err);
}

static int concern_text(struct products *in, struct str key, struct seki_err *err)
{
    struct gather *gather = in->gather;
    struct text_query query = {
        .text_key = key, .except_dealing = value_get_text(gather->dealing, STR("id")), .is_flagged_only = true};
    struct product_orders orders;
    TRY(dealing_same_text(gather->context->store, gather->arena, &query, &orders, err));
    size_t n = 0;
    for (size_t i = 0; i < orders.n; i++)
        if (day_cmp(orders.v[i].date, gather->day) <= 0)
            orders.v[n++] = orders.v[i];
    orders.n = n;
    return concern_put(in, &orders, err);
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

static int ratio_put(struct products *in, const struct value *item, const struct history_keys *keys,
                     struct seki_err *err)
{
    struct gather *gather = in->gather;
    int64_t quantity = history_quantity(item);
    struct largest_query query = {.orderer_key = in->orderer,
                                  .item_key = keys->item,
                                  .model_key = keys->model,
                                  .unit = value_get_text(item, STR("unit")),
                                  .until_day = gather->day,
                                  .except_dealing = value_get_text(gather->dealing, STR("id"))};
    struct product_order largest = {0};
    int got = 0;
    if (in->orderer.p && quantity != DEALING_QUANTITY_UNKNOWN && (keys->item.p || keys->model.p))
        got = dealing_largest_order(gather->context->store, gather->arena, &query, &largest, err);
    TRY(got);
    if (got == 0 || largest.quantity <= 0) {
        fact_unknown(gather, FACT_ID_HISTORY_RATIO);
        return 0;
    }
    TRY(order_evidence(gather, FACT_ID_HISTORY_RATIO, &largest, err));
    return fact_put(gather, FACT_ID_HISTORY_RATIO, ratio_of(gather, quantity, largest.quantity), err);
}

static bool is_seen(struct map *seen, struct arena *arena, const struct history_keys *keys)
{
    struct str both = arena_printf(arena, "%.*s\n%.*s", STR_ARG(keys->item), STR_ARG(keys->model));
    bool was = !both.p || map_has(seen, both);
    return was || !map_put(seen, both, seen);
}

static int items_walk(struct products *in, bool *ret_has_key, struct seki_err *err)
{
    struct map seen;
    map_init(&seen, in->gather->arena);
    for (VALUE_EACH(item, value_get(in->gather->dealing, STR("items")))) {
        struct history_keys keys;
        TRY(history_item_keys(in->gather, item, &keys, err));
        TRY(ratio_put(in, item, &keys, err));
        if ((!keys.item.p && !keys.model.p) || is_seen(&seen, in->gather->arena, &keys))
            continue;
        *ret_has_key = true;
        TRY(near_put(in, &keys, err));
        TRY(concern_product(in, &keys, err));
    }
    return 0;
}

int gather_products(struct gather *gather, struct seki_err *err)
{
    const struct value *items = value_get(gather->dealing, STR("items"));
    bool is_missing = !items || items->kind == VALUE_NULL, has_key = false;
    struct products in = {.gather = gather, .orderer = history_orderer(gather)};
    struct str text_key;
    map_init(&in.seen, gather->arena);
    TRY(items_walk(&in, &has_key, err));
    TRY(history_text_key(gather, &text_key, err));
    if (text_key.p)
        TRY(concern_text(&in, text_key, err));
    if (is_missing)
        fact_unknown(gather, FACT_ID_HISTORY_RATIO);
    if (!has_key && (is_missing || items->n > 0))
        fact_unknown(gather, FACT_ID_HISTORY_DAYS);
    if (!has_key && !text_key.p && (is_missing || items->n > 0))
        fact_unknown(gather, FACT_ID_HISTORY_CONCERN);
    return 0;
}

/* ---- earlier versions (PRC-08) ---- */

/* Folded names in a role, sorted and each once: two versions are compared as sets. */
static int role_names(struct gather *gather, struct str role, struct str_list *ret_names, struct seki_err *err)
{
    ret_names->n = 0;
    ret_names->v = ARENA_ARRAY(gather->arena, gather->parties.n, struct str);
    TRY_MEM(ret_names->v, err);
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (party_has_role(party, role) && party->is_comparable && !str_list_has(*ret_names, party->core))
            ret_names->v[ret_names->n++] = party->core;
    }
    if (ret_names->n > 1)
        qsort(ret_names->v, ret_names->n, sizeof(struct str), str_cmp_at);
    return 0;
}

static bool names_eq(struct str_list a, struct str_list b)
{
    bool is_eq = a.n == b.n;
    for (size_t i = 0; is_eq && i < a.n; i++)
        is_eq = str_eq(a.v[i], b.v[i]);
    return is_eq;
}

/* Compare one role with an earlier version. Nobody named there: naming one for the first time is no change. */
static int role_compare(struct gather *gather, struct gather *before, struct str role, bool *ret_is_changed,
                        struct seki_err *err)
{
    struct str_list now, then;
    TRY(role_names(gather, role, &now, err));
    TRY(role_names(before, role, &then, err));
    *ret_is_changed = then.n > 0 && !names_eq(now, then);
    return 0;
}

static int change_put(struct gather *gather, struct gather *before, enum fact_id id, struct str role, int64_t version,
                      struct seki_err *err)
{
    bool is_changed;
    TRY(role_compare(gather, before, role, &is_changed, err));
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
