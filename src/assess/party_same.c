/*
 * assess/party_same.c - see party_same_int.h.
 *
 * HOW IT WORKS. One map from key to party. A party that brings a key which another one has is the same party; if its
 * keys lead to several, all of them are one. What the store knows is put into the same map, when first asked for.
 */
#include "assess/party_same_int.h"
#include "base/limits.h"
#include "index/list_index.h"
#include "store/dealings.h"

/* Registers that give every organisation one number of its own. */
static const struct str REGISTERS[] = {{"houjin_bangou", 13}, {"lei", 3}, {"uscc", 4}, {"ror", 3}};

bool party_key_is_identifier(struct str key, struct str *ret_value)
{
    bool is_identifier = str_starts(key, STR("\n"));
    if (is_identifier)
        *ret_value = str_from(key, 1);
    return is_identifier;
}

static bool map_number(const struct map *map, struct str key, size_t *ret_number)
{
    uintptr_t number = (uintptr_t)map_get(map, key);
    if (number == 0)
        return false;
    *ret_number = (size_t)number - 1;
    return true;
}

static int key_put(struct gather *gather, struct str key, size_t index, struct seki_err *err)
{
    return map_put(&gather->party_keys, key, (char *)NULL + index + 1) ? 0 : err_oom(err);
}

/* ---- the parties of a dealing ---- */

static void join(struct gather *gather, size_t a, size_t b)
{
    struct party *parties = gather->parties.v;
    size_t first = parties[a].same < parties[b].same ? parties[a].same : parties[b].same;
    size_t other = parties[a].same + parties[b].same - first;
    for (size_t i = 0; i < gather->parties.n; i++)
        if (parties[i].same == other)
            parties[i].same = first;
}

static int key_add(struct gather *gather, struct party *party, struct str key, struct seki_err *err)
{
    size_t index = (size_t)(party - gather->parties.v), before;
    TRY_MEM(key.p, err);
    if (str_is_empty(key))
        return 0;
    if (!map_number(&gather->party_keys, key, &before))
        TRY(key_put(gather, key, before = index, err));
    else if (before == index)
        return 0;
    join(gather, before, index);
    party->keys.v[party->keys.n++] = key;
    return 0;
}

static int name_add(struct gather *gather, struct party *party, struct str name, struct seki_err *err)
{
    struct str folded, core;
    if (str_is_empty(name))
        return 0;
    TRY(party_fold(gather, name, party->is_person, &folded, &core, err));
    if (str_is_empty(folded))
        return 0;
    party->foldeds.v[party->foldeds.n++] = folded;
    return key_add(gather, party, core, err);
}

/* "" for a number that does not tell organisations apart */
static int number_key(struct gather *gather, struct str kind, struct str value, struct str *ret_key,
                      struct seki_err *err)
{
    struct str number;
    size_t index;
    *ret_key = STR("");
    if (!kind.p || !value.p || !str_find_word(REGISTERS, ARRAY_LEN(REGISTERS), kind, &index))
        return 0;
    TRY(index_identifier_key(gather->arena, value, &number, err));
    if (str_is_empty(number))
        return 0;
    *ret_key = arena_printf(gather->arena, "\n%.*s %.*s", STR_ARG(kind), STR_ARG(number));
    return ret_key->p ? 0 : err_oom(err);
}

static int identifier_add(struct gather *gather, struct party *party, const struct value *item, struct seki_err *err)
{
    struct str key;
    TRY(number_key(gather, value_get_text(item, STR("kind")), value_get_text(item, STR("value")), &key, err));
    return key_add(gather, party, key, err);
}

int party_keys_read(struct gather *gather, size_t index, struct seki_err *err)
{
    struct party *party = &gather->parties.v[index];
    const struct value *names = value_get(party->value, STR("names"));
    const struct value *identifiers = value_get(party->value, STR("identifiers"));
    size_t n_names = 1 + (names ? names->n : 0), n_identifiers = identifiers ? identifiers->n : 0;
    party->same = index;
    party->foldeds.v = ARENA_ARRAY(gather->arena, n_names, struct str);
    party->keys.v = ARENA_ARRAY(gather->arena, n_names + n_identifiers, struct str);
    TRY_MEM(party->foldeds.v && party->keys.v, err);
    TRY(name_add(gather, party, party->name, err));
    for (VALUE_EACH(item, names))
        TRY(name_add(gather, party, value_text(item), err));
    for (VALUE_EACH(item, identifiers))
        TRY(identifier_add(gather, party, item, err));
    return 0;
}

bool party_is_same(const struct gather *gather, size_t a, size_t b)
{
    return gather->parties.v[a].same == gather->parties.v[b].same;
}

bool party_has_match(const struct party *party, const struct gather *other, struct str role)
{
    for (size_t i = 0; i < party->keys.n; i++) {
        size_t found;
        if (!map_number(&other->party_keys, party->keys.v[i], &found))
            continue;
        for (size_t k = 0; k < other->parties.n; k++)
            if (party_is_same(other, found, k) && party_has_role(&other->parties.v[k], role))
                return true;
    }
    return false;
}

/* ---- the parties of stored dealings ---- */

/* Who stands in a stored dealing under this other name or number: his first name there leads to the party here. */
static int key_trace(struct gather *gather, struct str key, size_t index, struct seki_err *err)
{
    struct contact_query query = {.kind = PARTY_KIND_NAME,
                                  .value = key,
                                  .is_organisation = party_is_organisation(&gather->parties.v[index]),
                                  .except_dealing = value_get_text(gather->dealing, STR("id"))};
    struct contact_users found;
    if (party_key_is_identifier(key, &query.value))
        query.kind = PARTY_KIND_IDENTIFIER;
    TRY(dealing_contact_users(gather->context->store, gather->arena, &query, &found, err));
    for (size_t i = 0; i < found.n; i++)
        if (!map_has(&gather->party_keys, found.v[i].party_key))
            TRY(key_put(gather, found.v[i].party_key, index, err));
    return 0;
}

static int store_trace(struct gather *gather, struct seki_err *err)
{
    size_t n = gather->party_keys.n; /* what is found is not asked for again: one step, no chain of aliases */
    if (gather->is_traced)
        return 0;
    gather->is_traced = true;
    for (size_t i = 0; i < n; i++) {
        size_t index;
        struct str key = gather->party_keys.v[i].key;
        if (map_number(&gather->party_keys, key, &index))
            TRY(key_trace(gather, key, index, err));
    }
    return 0;
}

int party_of_key(struct gather *gather, struct str key, size_t *ret_index, struct seki_err *err)
{
    *ret_index = SIZE_MAX;
    if (str_is_empty(key) || map_number(&gather->party_keys, key, ret_index))
        return 0;
    TRY(store_trace(gather, err));
    (void)map_number(&gather->party_keys, key, ret_index);
    return 0;
}

int party_of_number(struct gather *gather, struct str kind, struct str value, size_t *ret_index, struct seki_err *err)
{
    struct str key;
    *ret_index = SIZE_MAX;
    TRY(number_key(gather, kind, value, &key, err));
    if (!str_is_empty(key))
        (void)map_number(&gather->party_keys, key, ret_index);
    return 0;
}

int party_stored_keys(struct gather *gather, size_t index, struct str_list *ret_keys, struct seki_err *err)
{
    struct str ignored;
    TRY(store_trace(gather, err));
    ret_keys->n = 0;
    ret_keys->v = ARENA_ARRAY(gather->arena, gather->party_keys.n, struct str);
    TRY_MEM(ret_keys->v, err);
    for (size_t i = 0; i < gather->party_keys.n; i++) {
        size_t owner;
        struct str key = gather->party_keys.v[i].key;
        if (map_number(&gather->party_keys, key, &owner) && party_is_same(gather, owner, index) &&
            !party_key_is_identifier(key, &ignored))
            ret_keys->v[ret_keys->n++] = key;
    }
    return 0;
}
