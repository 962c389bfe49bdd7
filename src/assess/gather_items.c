/*
 * assess/gather_items.c - PRC-20, 21, 26: classification against the control list, price, HS code.
 *
 *   classified_on 2024-05-01, edition in force from 2026-02-14  ->  items.classification_outdated true
 */
#include "assess/assess_int.h"

static const struct value *items_of(const struct gather *gather)
{
    return value_get(gather->dealing, STR("items"));
}

/* Nobody said which items there are. */
static bool items_are_missing(const struct gather *gather)
{
    const struct value *items = items_of(gather);
    return !items || items->kind == VALUE_NULL;
}

static struct str field_pointer(struct gather *gather, size_t index, const char *field)
{
    return arena_printf(gather->arena, "/items/%zu/%s", index, field);
}

/* ---- classification (PRC-20) ---- */

/* The edition of the control list in force: of the verified rows that change classifications, the one begun last. */
static const struct policy_row *edition_in_force(const struct gather *gather, const struct policy_row **ret_hint)
{
    const struct policy_table *table = policy_get(&gather->engine->policy, STR("policy/control_list_editions.csv"));
    const struct policy_row *row, *newest = NULL, *hint = NULL;
    size_t i = 0;
    while ((row = policy_find(table, &i, gather->day, STR("affects_classification"), STR("yes")))) {
        const struct policy_row **best = row->is_unverified ? &hint : &newest;
        if (!*best || day_cmp((*best)->from, row->from) < 0)
            *best = row;
    }
    *ret_hint = hint && newest && day_cmp(hint->from, newest->from) <= 0 ? NULL : hint;
    return newest;
}

static int outdated_put(struct gather *gather, const struct value *item, size_t index, const struct policy_row *edition,
                        struct seki_err *err)
{
    const struct value *on = value_get(item, STR("classified_on"));
    struct day day;
    if (value_is_false(value_get(item, STR("classification"))))
        return 0; /* not done at all: that is a question of its own */
    if (!edition || !value_is(on, VALUE_TEXT) || !day_parse_full(on->text, &day)) {
        fact_unknown(gather, FACT_ID_ITEMS_OUTDATED);
        return 0;
    }
    TRY(fact_evidence_field(gather, FACT_ID_ITEMS_OUTDATED, field_pointer(gather, index, "classified_on"), on, err));
    return fact_put_bool(gather, FACT_ID_ITEMS_OUTDATED, day_cmp(day, edition->from) < 0, err);
}

static int edition_tell(struct gather *gather, const struct policy_row *edition, const struct policy_row *hint,
                        struct seki_err *err)
{
    if (edition)
        TRY(gather_policy_evidence(gather, FACT_ID_ITEMS_OUTDATED, edition, policy_cell(edition, STR("edition")), err));
    if (!hint)
        return 0;
    struct str text = arena_printf(gather->arena, "%.*s (not verified)", STR_ARG(policy_cell(hint, STR("edition"))));
    return fact_note_text(gather, FACT_ID_ITEMS_OUTDATED, STR("items.possible_edition"), text, err);
}

int gather_classification(struct gather *gather, struct seki_err *err)
{
    const struct policy_row *hint, *edition = edition_in_force(gather, &hint);
    bool is_any_listed = false;
    size_t index = 0;
    for (VALUE_EACH(item, items_of(gather))) {
        const struct value *classification = value_get(item, STR("classification"));
        if (str_eq(value_text(classification), STR("listed"))) {
            is_any_listed = true;
            TRY(fact_evidence_field(gather, FACT_ID_ITEMS_LISTED, field_pointer(gather, index, "classification"),
                                    classification, err));
        }
        TRY(outdated_put(gather, item, index++, edition, err));
    }
    if (items_are_missing(gather))
        fact_unknown(gather, FACT_ID_ITEMS_OUTDATED);
    else
        TRY(edition_tell(gather, edition, hint, err));
    return fact_put_bool(gather, FACT_ID_ITEMS_LISTED, is_any_listed, err);
}

/* ---- price (PRC-21) ---- */

/* An amount as a whole number of 1/10,000; false for what is none. */
static bool amount_read(struct gather *gather, const struct value *money, int64_t *ret_amount)
{
    struct str text = value_get_text(money, STR("amount"));
    struct value *number = text.p ? value_new_number(gather->arena, text) : NULL;
    return number && value_fixed(number, 4, ret_amount);
}

__extension__ typedef __int128 wide;

/* price * 100 / list price with four decimals. Rounded down, so that a price below a bound never reaches it. */
static struct value *percent_of(struct gather *gather, int64_t price, int64_t list)
{
    wide scaled = (wide)price * 1000000;
    int64_t percent = (int64_t)(scaled / list);
    struct str text =
        arena_printf(gather->arena, "%lld.%04lld", (long long)(percent / 10000), (long long)(percent % 10000));
    return value_new_number(gather->arena, text);
}

static int price_put(struct gather *gather, const struct value *item, size_t index, struct seki_err *err)
{
    const struct value *price = value_get(item, STR("price")), *list = value_get(item, STR("list_price"));
    int64_t amount, list_amount;
    if (value_is_false(price) || value_is_false(list))
        return 0; /* known: there is none to compare */
    struct str currency = value_get_text(price, STR("currency"));
    if (!amount_read(gather, price, &amount) || !amount_read(gather, list, &list_amount) || list_amount <= 0 ||
        amount < 0 || !currency.p || !str_eq(currency, value_get_text(list, STR("currency"))) ||
        amount / list_amount > 1000000) {
        fact_unknown(gather, FACT_ID_ITEMS_PRICE);
        return 0;
    }
    TRY(fact_evidence_field(gather, FACT_ID_ITEMS_PRICE, field_pointer(gather, index, "price"), price, err));
    TRY(fact_evidence_field(gather, FACT_ID_ITEMS_PRICE, field_pointer(gather, index, "list_price"), list, err));
    return fact_put(gather, FACT_ID_ITEMS_PRICE, percent_of(gather, amount, list_amount), err);
}

int gather_prices(struct gather *gather, struct seki_err *err)
{
    size_t index = 0;
    if (items_are_missing(gather))
        fact_unknown(gather, FACT_ID_ITEMS_PRICE);
    for (VALUE_EACH(item, items_of(gather)))
        TRY(price_put(gather, item, index++, err));
    return 0;
}

/* ---- catch-all (PRC-26): order, table 1 item 16(1); ordinance on goods Art. 14-2 ---- */

/* "8542.31" -> "854231" */
static struct str digits_of(struct arena *arena, struct str text)
{
    char *p = arena_cstr(arena, text);
    size_t n = 0;
    for (size_t i = 0; p && i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            p[n++] = text.p[i];
    return p ? (struct str){p, n} : STR_NULL;
}

/* What the rows of item 16(1) say about one code. */
static enum truth code_listed(const struct gather *gather, struct str code, const struct policy_row **ret_row)
{
    const struct policy_table *table = policy_get(&gather->engine->policy, STR("policy/catch_all_hs.csv"));
    const struct policy_row *row;
    enum truth listed = TRUTH_FALSE, excluded = TRUTH_FALSE;
    bool is_covered = false;
    size_t i = 0;
    *ret_row = NULL;
    while ((row = policy_find(table, &i, gather->day, STR("item"), STR("16(1)")))) {
        struct str prefix = policy_cell(row, STR("hs_prefix"));
        bool is_whole = str_eq(policy_cell(row, STR("scope")), STR("all"));
        bool is_include = str_eq(policy_cell(row, STR("mode")), STR("include"));
        if (row->is_unverified)
            continue;
        is_covered = true;
        if (!is_include && !is_whole)
            continue; /* goods of other items: that is no matter of the code */
        enum truth fits = str_starts(code, prefix) ? (is_whole ? TRUTH_TRUE : TRUTH_UNKNOWN)
                                                   : (str_starts(prefix, code) ? TRUTH_UNKNOWN : TRUTH_FALSE);
        *ret_row = is_include && fits != TRUTH_FALSE ? row : *ret_row;
        if (is_include)
            listed = truth_or(listed, fits);
        else
            excluded = truth_or(excluded, fits);
    }
    return is_covered ? truth_and(listed, truth_not(excluded)) : TRUTH_UNKNOWN;
}

static int catch_all_put(struct gather *gather, const struct value *item, size_t index, struct seki_err *err)
{
    const struct value *hs = value_get(item, STR("hs_code"));
    const struct policy_row *row;
    if (value_is_false(hs))
        return 0; /* known: no goods of the tariff (a service, a technology) */
    struct str code = digits_of(gather->arena, value_text(hs));
    TRY_MEM(code.p, err);
    enum truth truth = str_is_empty(code) ? TRUTH_UNKNOWN : code_listed(gather, code, &row);
    if (value_is(hs, VALUE_TEXT))
        TRY(fact_evidence_field(gather, FACT_ID_ITEMS_CATCH_ALL, field_pointer(gather, index, "hs_code"), hs, err));
    if (truth == TRUTH_UNKNOWN) {
        fact_unknown(gather, FACT_ID_ITEMS_CATCH_ALL);
        return 0;
    }
    if (truth == TRUTH_TRUE)
        TRY(gather_policy_evidence(gather, FACT_ID_ITEMS_CATCH_ALL, row, policy_cell(row, STR("goods_ja")), err));
    return fact_put_bool(gather, FACT_ID_ITEMS_CATCH_ALL, truth == TRUTH_TRUE, err);
}

int gather_catch_all(struct gather *gather, struct seki_err *err)
{
    size_t index = 0;
    if (items_are_missing(gather))
        fact_unknown(gather, FACT_ID_ITEMS_CATCH_ALL);
    for (VALUE_EACH(item, items_of(gather)))
        TRY(catch_all_put(gather, item, index++, err));
    return 0;
}
