/*
 * assess/gather_papers.c - PRC-22, 29, 30: questions that were refused, notices, licences.
 */
#include "assess/assess_int.h"
#include "base/map.h"
#include "text/item.h"

/* ---- questions (PRC-22) ---- */

/* Refused if said so; answered: no; sent and silent: nobody knows. */
static int question_put(struct gather *gather, const struct value *question, size_t index, struct seki_err *err)
{
    const struct value *refused = value_get(question, STR("refused"));
    const struct value *answered = value_get(question, STR("answered_at"));
    struct str pointer = arena_printf(gather->arena, "/order/questions/%zu", index);
    if (value_is(refused, VALUE_BOOL)) {
        TRY(fact_evidence_field(gather, FACT_ID_QUESTIONS_REFUSED, pointer, value_get(question, STR("text")), err));
        return fact_put_bool(gather, FACT_ID_QUESTIONS_REFUSED, refused->truth, err);
    }
    if (value_is(answered, VALUE_TEXT))
        return fact_put_bool(gather, FACT_ID_QUESTIONS_REFUSED, false, err);
    fact_unknown(gather, FACT_ID_QUESTIONS_REFUSED);
    return 0;
}

int gather_questions(struct gather *gather, struct seki_err *err)
{
    const struct value *questions = value_find(gather->dealing, STR("/order/questions"));
    size_t index = 0;
    if (value_is_false(questions) || value_is_false(value_get(gather->dealing, STR("order"))))
        return 0;
    if (!value_is(questions, VALUE_LIST))
        fact_unknown(gather, FACT_ID_QUESTIONS_REFUSED);
    for (VALUE_EACH(question, questions))
        TRY(question_put(gather, question, index++, err));
    return 0;
}

/* ---- names that a paper may cover ---- */

/* Add `text` as written and as an item key. */
static int name_put(struct gather *gather, struct map *names, struct str text, struct seki_err *err)
{
    struct str key = STR_NULL;
    if (!text.p)
        return 0;
    TRY(item_key(gather->engine->text, gather->arena, text, &key, err));
    bool ok = map_put(names, text, gather) && (!key.p || map_put(names, key, gather));
    return ok ? 0 : err_oom(err);
}

/* A name to be looked for, with its key made once. */
struct name_key {
    struct str text, key;
};

static int name_key_of(struct gather *gather, struct str text, struct name_key *ret_key, struct seki_err *err)
{
    *ret_key = (struct name_key){text, STR_NULL};
    return text.p ? item_key(gather->engine->text, gather->arena, text, &ret_key->key, err) : 0;
}

static bool names_have(const struct map *names, const struct name_key *name)
{
    return name->text.p && (map_has(names, name->text) || (name->key.p && map_has(names, name->key)));
}

/* ---- notices (PRC-29) ---- */

static int covered_names(struct gather *gather, struct map *names, struct seki_err *err)
{
    map_init(names, gather->arena);
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (party->key.p && !map_put(names, party->key, gather))
            return err_oom(err);
        TRY(name_put(gather, names, party->name, err));
        for (VALUE_EACH(name, value_get(party->value, STR("names"))))
            TRY(name_put(gather, names, value_text(name), err));
    }
    for (VALUE_EACH(item, value_get(gather->dealing, STR("items")))) {
        TRY(name_put(gather, names, value_get_text(item, STR("name")), err));
        TRY(name_put(gather, names, value_get_text(item, STR("model")), err));
    }
    return 0;
}

static int notice_put(struct gather *gather, const struct map *names, const struct value *notice, size_t index,
                      struct seki_err *err)
{
    const struct value *covers = value_get(notice, STR("covers"));
    struct str authority = value_get_text(notice, STR("authority")), date = value_get_text(notice, STR("date"));
    struct str pointer = arena_printf(gather->arena, "/notices/%zu", index);
    if (!covers || covers->kind == VALUE_NULL) {
        fact_unknown(gather, FACT_ID_NOTICES_COVERING); /* nobody said what it covers */
        return 0;
    }
    for (VALUE_EACH(name, covers)) {
        struct name_key key;
        TRY(name_key_of(gather, value_text(name), &key, err));
        if (!names_have(names, &key))
            continue;
        struct str text = arena_printf(gather->arena, "%.*s %.*s: %.*s", STR_ARG(authority), STR_ARG(date),
                                       STR_ARG(value_text(name)));
        TRY_MEM(text.p, err);
        TRY(fact_put_text(gather, FACT_ID_NOTICES_COVERING, str_trim(text), err));
        return fact_evidence_field(gather, FACT_ID_NOTICES_COVERING, pointer, notice, err);
    }
    return 0;
}

int gather_notices(struct gather *gather, struct seki_err *err)
{
    const struct value *notices = value_get(gather->dealing, STR("notices"));
    struct map names;
    size_t index = 0;
    if (value_is_false(notices))
        return 0;
    if (!value_is(notices, VALUE_LIST)) {
        fact_unknown(gather, FACT_ID_NOTICES_COVERING);
        return 0;
    }
    TRY(covered_names(gather, &names, err));
    for (VALUE_EACH(notice, notices))
        TRY(notice_put(gather, &names, notice, index++, err));
    return 0;
}

/* ---- licences (PRC-30): FEFTA Articles 25 and 48 ---- */

/* In force on the day, for the destination? A field that is missing leaves it open. */
static enum truth licence_holds(const struct value *licence, struct str destination, struct day day)
{
    struct str place = value_get_text(licence, STR("destination"));
    struct day on, expires;
    bool has_on = day_parse_full(value_get_text(licence, STR("on")), &on);
    bool has_end = day_parse_full(value_get_text(licence, STR("expires")), &expires);
    bool has_no_place = value_is_false(value_get(licence, STR("destination")));
    enum truth truth = has_no_place                 ? TRUTH_FALSE
                       : !place.p                   ? TRUTH_UNKNOWN
                       : str_eq(place, destination) ? TRUTH_TRUE
                                                    : TRUTH_FALSE;
    truth = truth_and(truth, !has_on ? TRUTH_UNKNOWN : day_cmp(on, day) <= 0 ? TRUTH_TRUE : TRUTH_FALSE);
    if (value_is_false(value_get(licence, STR("expires"))))
        return truth; /* known: it does not expire */
    return truth_and(truth, !has_end ? TRUTH_UNKNOWN : day_cmp(day, expires) <= 0 ? TRUTH_TRUE : TRUTH_FALSE);
}

/* A licence read once: the names it covers, and whether it holds for the destination on the day of shipment. */
struct licence {
    const struct value *value;
    struct str pointer;
    struct map covers;
    bool says_what; /* it names what it covers */
    enum truth holds;
};

static int licence_read(struct gather *gather, const struct value *value, size_t index, struct licence *licence,
                        struct seki_err *err)
{
    const struct value *covers = value_get(value, STR("covers"));
    struct str destination = value_text(value_find(gather->dealing, STR("/shipment/destination")));
    *licence = (struct licence){.value = value, .says_what = covers && covers->kind != VALUE_NULL};
    licence->pointer = arena_printf(gather->arena, "/licences/%zu", index);
    licence->holds = destination.p ? licence_holds(value, destination, gather_ship_day(gather)) : TRUTH_UNKNOWN;
    map_init(&licence->covers, gather->arena);
    for (VALUE_EACH(name, covers))
        TRY(name_put(gather, &licence->covers, value_text(name), err));
    return 0;
}

static int licences_read(struct gather *gather, const struct value *list, struct licence **ret_v, size_t *ret_n,
                         struct seki_err *err)
{
    size_t n = 0;
    struct licence *v = ARENA_ARRAY(gather->arena, list ? list->n : 0, struct licence);
    TRY_MEM(v, err);
    for (VALUE_EACH(value, list)) {
        TRY(licence_read(gather, value, n, &v[n], err));
        n++;
    }
    *ret_v = v;
    *ret_n = n;
    return 0;
}

/* The same product: the same folded name, or the model. */
static int item_licensed(struct gather *gather, const struct value *item, const struct licence *licences, size_t n,
                         struct seki_err *err)
{
    struct name_key name, model;
    enum truth licensed = TRUTH_FALSE;
    TRY(name_key_of(gather, value_get_text(item, STR("name")), &name, err));
    TRY(name_key_of(gather, value_get_text(item, STR("model")), &model, err));
    for (size_t i = 0; i < n; i++) {
        bool is_covered = names_have(&licences[i].covers, &name) || names_have(&licences[i].covers, &model);
        enum truth covers = is_covered                             ? TRUTH_TRUE
                            : licences[i].says_what && name.text.p ? TRUTH_FALSE
                                                                   : TRUTH_UNKNOWN;
        covers = truth_and(covers, licences[i].holds);
        licensed = truth_or(licensed, covers);
        if (covers == TRUTH_TRUE)
            TRY(fact_evidence_field(gather, FACT_ID_ITEMS_LICENCE, licences[i].pointer, licences[i].value, err));
    }
    if (licensed != TRUTH_UNKNOWN)
        return fact_put_bool(gather, FACT_ID_ITEMS_LICENCE, licensed == TRUTH_FALSE, err);
    fact_unknown(gather, FACT_ID_ITEMS_LICENCE);
    return 0;
}

int gather_licences(struct gather *gather, struct seki_err *err)
{
    const struct value *list = value_get(gather->dealing, STR("licences"));
    bool is_missing = !list || list->kind == VALUE_NULL;
    struct licence *licences;
    size_t n;
    TRY(licences_read(gather, list, &licences, &n, err));
    for (VALUE_EACH(item, value_get(gather->dealing, STR("items")))) {
        if (!str_eq(value_get_text(item, STR("classification")), STR("listed")))
            continue;
        if (is_missing)
            fact_unknown(gather, FACT_ID_ITEMS_LICENCE);
        else
            TRY(item_licensed(gather, item, licences, n, err));
    }
    return 0;
}
