/*
 * assess/gather_shipment.c - PRC-19, 26, 27, 31: the route, the destination, delivery at home.
 */
#include "assess/assess_int.h"

int gather_policy_evidence(struct gather *gather, enum fact_id id, const struct policy_row *row, struct str text,
                           struct seki_err *err)
{
    struct str place = arena_printf(gather->arena, "%.*s:%u", STR_ARG(row->table->path), row->line);
    return fact_evidence(gather, id, (struct evidence){STR("policy"), place, STR_NULL, text}, err);
}

/* ---- the route (PRC-19) ---- */

/* Do the goods go there, or do all items come from there (items[].made_in, else home)? */
static bool is_end_of_way(const struct gather *gather, struct str country)
{
    const struct value *items = value_get(gather->dealing, STR("items"));
    if (str_eq(value_text(value_find(gather->dealing, STR("/shipment/destination"))), country))
        return true;
    for (VALUE_EACH(item, items)) {
        const struct value *made_in = value_get(item, STR("made_in"));
        bool is_said = made_in && made_in->kind != VALUE_NULL;
        if (!str_eq(is_said ? value_text(made_in) : gather->context->home, country))
            return false;
    }
    return (items && items->n > 0) || str_eq(gather->context->home, country);
}

/* Known: the goods go nowhere. */
static bool has_no_destination(const struct gather *gather)
{
    return value_is_false(value_find(gather->dealing, STR("/shipment/destination"))) ||
           value_is_false(value_get(gather->dealing, STR("shipment")));
}

/* On the list by name, from a verified source. Other rows are hints: told, not counted. */
static int country_put(struct gather *gather, struct str country, struct value *hints, struct seki_err *err)
{
    const struct policy_table *table = policy_get(&gather->engine->policy, STR("policy/transhipment_countries.csv"));
    const struct policy_row *row, *counted = NULL, *hint = NULL;
    size_t i = 0;
    while ((row = policy_find(table, &i, gather->day, STR("iso2"), country))) {
        bool is_named = !str_eq(policy_cell(row, STR("kind")), STR("designated_parties_only"));
        if (is_named && !row->is_unverified)
            counted = counted ? counted : row;
        else
            hint = hint ? hint : row;
    }
    if (counted && !has_no_destination(gather) &&
        !value_is(value_find(gather->dealing, STR("/shipment/destination")), VALUE_TEXT)) {
        fact_unknown(gather, FACT_ID_SHIPMENT_TRANSHIPMENT); /* it may be where the goods go */
        return 0;
    }
    if (counted) {
        TRY(fact_put_text(gather, FACT_ID_SHIPMENT_TRANSHIPMENT, country, err));
        return gather_policy_evidence(gather, FACT_ID_SHIPMENT_TRANSHIPMENT, counted,
                                      policy_cell(counted, STR("publication")), err);
    }
    if (!hint)
        return 0;
    struct str text =
        arena_printf(gather->arena, "%.*s: %.*s", STR_ARG(country), STR_ARG(policy_cell(hint, STR("publication"))));
    TRY_MEM(text.p && value_add(hints, value_new_text(gather->arena, text)), err);
    return 0;
}

int gather_route(struct gather *gather, struct seki_err *err)
{
    const struct value *route = value_find(gather->dealing, STR("/shipment/route"));
    const struct policy_table *table = policy_get(&gather->engine->policy, STR("policy/transhipment_countries.csv"));
    struct value *hints = value_new(gather->arena, VALUE_LIST);
    TRY_MEM(hints, err);
    if (value_is_false(route) || value_is_false(value_get(gather->dealing, STR("shipment"))))
        return 0;
    if (!value_is(route, VALUE_LIST) || !policy_covers(table, gather->day)) {
        fact_unknown(gather, FACT_ID_SHIPMENT_TRANSHIPMENT);
        return 0;
    }
    TRY(fact_evidence_field(gather, FACT_ID_SHIPMENT_TRANSHIPMENT, STR("/shipment/route"), route, err));
    for (VALUE_EACH(country, route))
        if (!is_end_of_way(gather, value_text(country)))
            TRY(country_put(gather, value_text(country), hints, err));
    return hints->n > 0
               ? fact_note(gather, FACT_ID_SHIPMENT_TRANSHIPMENT, STR("shipment.transhipment_hints"), hints, err)
               : 0;
}

/* ---- Group A (PRC-26, 31): Export Trade Control Order, table 3 ---- */

int gather_destination(struct gather *gather, struct seki_err *err)
{
    const struct policy_table *table = policy_get(&gather->engine->policy, STR("policy/group_a_countries.csv"));
    const struct value *destination = value_find(gather->dealing, STR("/shipment/destination"));
    const struct policy_row *row;
    size_t i = 0;
    if (has_no_destination(gather))
        return 0;
    if (!value_is(destination, VALUE_TEXT) || !policy_covers(table, gather->day)) {
        fact_unknown(gather, FACT_ID_SHIPMENT_GROUP_A);
        return 0;
    }
    TRY(fact_evidence_field(gather, FACT_ID_SHIPMENT_GROUP_A, STR("/shipment/destination"), destination, err));
    if (str_eq(destination->text, gather->context->home)) {
        TRY(fact_note_text(gather, FACT_ID_SHIPMENT_GROUP_A, STR("shipment.home"),
                           STR("no export: the goods stay at home"), err));
        return fact_put_bool(gather, FACT_ID_SHIPMENT_GROUP_A, false, err);
    }
    while ((row = policy_find(table, &i, gather->day, STR("iso2"), destination->text)))
        if (!row->is_unverified) {
            TRY(gather_policy_evidence(gather, FACT_ID_SHIPMENT_GROUP_A, row, policy_cell(row, STR("name_en")), err));
            return fact_put_bool(gather, FACT_ID_SHIPMENT_GROUP_A, false, err);
        }
    return fact_put_bool(gather, FACT_ID_SHIPMENT_GROUP_A, true, err);
}

/* ---- delivery at home (PRC-27) ---- */

static int end_user_foreign(struct gather *gather, const struct party *party, struct seki_err *err)
{
    if (party->has_no_country)
        return 0;
    if (!party->country.p) {
        fact_unknown(gather, FACT_ID_END_USER_FOREIGN);
        return 0;
    }
    struct str pointer = arena_printf(gather->arena, "%.*s/country", STR_ARG(party->pointer));
    TRY(fact_evidence_field(gather, FACT_ID_END_USER_FOREIGN, pointer, value_get(party->value, STR("country")), err));
    return fact_put_bool(gather, FACT_ID_END_USER_FOREIGN, !str_eq(party->country, gather->context->home), err);
}

int gather_home(struct gather *gather, struct seki_err *err)
{
    const struct value *country = value_find(gather->dealing, STR("/order/delivery_country"));
    TRY(fact_put_text(gather, FACT_ID_HOME_COUNTRY, gather->context->home, err));
    if (value_is(country, VALUE_TEXT)) {
        TRY(fact_put_bool(gather, FACT_ID_HOME_DELIVERY, str_eq(country->text, gather->context->home), err));
        TRY(fact_evidence_field(gather, FACT_ID_HOME_DELIVERY, STR("/order/delivery_country"), country, err));
    } else if (value_is_false(country) || value_is_false(value_get(gather->dealing, STR("order")))) {
        TRY(fact_put_bool(gather, FACT_ID_HOME_DELIVERY, false, err));
    } else {
        fact_unknown(gather, FACT_ID_HOME_DELIVERY);
    }
    if (!gather->has_parties)
        fact_unknown(gather, FACT_ID_END_USER_FOREIGN);
    for (size_t i = 0; i < gather->parties.n; i++)
        if (party_has_role(&gather->parties.v[i], STR("end_user")))
            TRY(end_user_foreign(gather, &gather->parties.v[i], err));
    return 0;
}
