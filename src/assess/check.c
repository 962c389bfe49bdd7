/*
 * assess/check.c - what a schema cannot say about a dealing: a key given twice, roles of another kind, dates in the
 * wrong order. A dealing that fails here is refused whole, with the JSON pointer of what is wrong.
 *
 *   "parties": [{"role": "agent", "key": "o"}, {"role": "payer", "key": "o"}]   ->   /parties/1/key: another party has
 * it
 */
#include "assess/check_int.h"
#include "base/limits.h"
#include "base/map.h"

static int refuse(struct seki_err *err, struct str place, const char *reason)
{
    TRY_MEM(place.p, err);
    int code = err_set(err, SEKI_E_MEANING, "%s", reason);
    err_place(err, "%.*s", STR_ARG(place));
    return code;
}

int check_kind(const struct assess_engine *engine, const struct value *dealing, struct seki_err *err)
{
    struct str kind = value_get_text(dealing, STR("kind"));
    if (levels_kind_of(&engine->levels, kind))
        return 0;
    int code = err_set(err, SEKI_E_MEANING,
                       "dealings of kind %.*s cannot be judged by this release: it has no rules for it", STR_ARG(kind));
    err_place(err, "/kind");
    return code;
}

/* ---- parties ---- */

/* Roles of each kind (DEALING section 2). */
static const struct {
    struct str kind, role;
} ROLES[] = {
    {{"procurement", 11}, {"orderer", 7}},  {{"procurement", 11}, {"consignee", 9}},
    {{"procurement", 11}, {"end_user", 8}}, {{"procurement", 11}, {"payer", 5}},
    {{"procurement", 11}, {"bank", 4}},     {{"procurement", 11}, {"forwarder", 9}},
    {{"procurement", 11}, {"agent", 5}},
};

static bool role_fits(struct str kind, struct str role)
{
    bool is_known = false;
    for (size_t i = 0; i < ARRAY_LEN(ROLES); i++) {
        is_known = is_known || str_eq(ROLES[i].kind, kind);
        if (str_eq(ROLES[i].kind, kind) && str_eq(ROLES[i].role, role))
            return true;
    }
    return !is_known; /* a kind whose roles are not tabled here */
}

static int roles_check(const struct gather *gather, const struct party *party, struct seki_err *err)
{
    const struct value *role = value_get(party->value, STR("role"));
    for (size_t i = 0; i < party->roles.n; i++) {
        if (role_fits(gather->kind, party->roles.v[i]))
            continue;
        struct str place = value_is(role, VALUE_LIST)
                               ? arena_printf(gather->arena, "%.*s/role/%zu", STR_ARG(party->pointer), i)
                               : arena_printf(gather->arena, "%.*s/role", STR_ARG(party->pointer));
        return refuse(err, place, "is no role in a dealing of this kind");
    }
    return 0;
}

/* A reviewed hit names its list and entry; too many of them are no review. */
static int resolved_check(const struct gather *gather, const struct party *party, struct seki_err *err)
{
    const struct value *resolved = value_get(party->value, STR("resolved"));
    if (!resolved || resolved->n <= LIMIT(HITS))
        return 0;
    struct str place = arena_printf(gather->arena, "%.*s/resolved", STR_ARG(party->pointer));
    TRY_MEM(place.p, err);
    int code = err_limit(err, LIMIT_ID_HITS);
    err_place(err, "%.*s", STR_ARG(place));
    return code;
}

static int parties_check(const struct gather *gather, struct seki_err *err)
{
    struct map keys;
    map_init(&keys, gather->arena);
    for (size_t i = 0; i < gather->parties.n; i++) {
        struct party *party = &gather->parties.v[i];
        TRY(roles_check(gather, party, err));
        TRY(resolved_check(gather, party, err));
        if (!party->key.p)
            continue;
        if (map_has(&keys, party->key))
            return refuse(err, arena_printf(gather->arena, "%.*s/key", STR_ARG(party->pointer)),
                          "another party has this key");
        if (!map_put(&keys, party->key, party))
            return err_oom(err);
    }
    return 0;
}

/* ---- dates and shares ---- */

/* Both known, and the end before the beginning? */
static bool is_backwards(const struct value *map, struct str from, struct str to)
{
    struct day begin, end;
    return day_parse(value_get_text(map, from), &begin) && day_parse(value_get_text(map, to), &end) &&
           day_cmp(day_last(end), day_first(begin)) < 0;
}

static bool share_is_backwards(const struct value *share)
{
    double low, high;
    return value_is(share, VALUE_LIST) && value_double(value_at(share, 0), &low) &&
           value_double(value_at(share, 1), &high) && high < low;
}

static int relations_check(const struct gather *gather, struct seki_err *err)
{
    const struct value *relations = value_get(gather->dealing, STR("relations"));
    size_t index = 0;
    if (relations && relations->n > LIMIT(RELATION_EDGES)) {
        int code = err_limit(err, LIMIT_ID_RELATION_EDGES);
        err_place(err, "/relations");
        return code;
    }
    for (VALUE_EACH(row, relations)) {
        if (is_backwards(row, STR("from_date"), STR("to_date")))
            return refuse(err, arena_printf(gather->arena, "/relations/%zu/to_date", index), "is before from_date");
        if (share_is_backwards(value_get(row, STR("share"))))
            return refuse(err, arena_printf(gather->arena, "/relations/%zu/share", index),
                          "a range begins with the smaller number");
        index++;
    }
    return 0;
}

static int licences_check(const struct gather *gather, struct seki_err *err)
{
    size_t index = 0;
    for (VALUE_EACH(row, value_get(gather->dealing, STR("licences")))) {
        if (is_backwards(row, STR("on"), STR("expires")))
            return refuse(err, arena_printf(gather->arena, "/licences/%zu/expires", index),
                          "is before the day it was given on");
        index++;
    }
    return 0;
}

int check_dealing(const struct gather *gather, struct seki_err *err)
{
    TRY(parties_check(gather, err));
    TRY(relations_check(gather, err));
    return licences_check(gather, err);
}
