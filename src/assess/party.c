/*
 * assess/party.c - the parties of a dealing, prepared once: roles, names, folded names, identity.
 *
 *   {"role": ["orderer","payer"], "key": "o", "name": "Gulf Bright Trading FZE"}
 *     -> roles orderer, payer; core "gulf bright trading"; id "o"
 */
#include "assess/party_same_int.h"
#include "base/limits.h"
#include "text/name.h"

int party_fold(struct gather *gather, struct str name, bool is_person, struct str *ret_folded, struct str *ret_core,
               struct seki_err *err)
{
    struct folded_name folded = {0};
    struct seki_err ignored;
    int code = name_fold(gather->engine->text, gather->arena, name, is_person, &folded, &ignored);
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    *ret_folded = code < 0 ? STR("") : folded.key;
    *ret_core = code < 0 ? STR("") : folded.core;
    return 0;
}

bool party_has_role(const struct party *party, struct str role)
{
    return str_eq(role, STR("any")) || str_list_has(party->roles, role);
}

bool party_is_organisation(const struct party *party)
{
    return !party->is_person;
}

static int roles_read(struct gather *gather, struct party *party, struct seki_err *err)
{
    const struct value *role = value_get(party->value, STR("role"));
    size_t n = value_is(role, VALUE_LIST) ? role->n : 1;
    party->roles.v = ARENA_ARRAY(gather->arena, n, struct str);
    TRY_MEM(party->roles.v, err);
    if (value_is(role, VALUE_TEXT))
        party->roles.v[party->roles.n++] = role->text;
    if (value_is(role, VALUE_LIST))
        for (VALUE_EACH(item, role))
            party->roles.v[party->roles.n++] = value_text(item);
    return 0;
}

static int party_read(struct gather *gather, const struct value *value, size_t index, struct seki_err *err)
{
    struct party party = {.value = value,
                          .key = value_get_text(value, STR("key")),
                          .country = value_get_text(value, STR("country")),
                          .kind = value_get_text(value, STR("kind")),
                          .has_no_country = value_is_false(value_get(value, STR("country"))),
                          .has_no_kind = value_is_false(value_get(value, STR("kind"))),
                          .is_person = str_eq(value_get_text(value, STR("schema")), STR("Person")),
                          .folded = STR(""),
                          .core = STR("")};
    party.name = value_get_text(value, STR("name"));
    if (!party.name.p)
        party.name = value_text(value_at(value_get(value, STR("names")), 0));
    party.pointer = arena_printf(gather->arena, "/parties/%zu", index);
    TRY_MEM(party.pointer.p, err);
    TRY(roles_read(gather, &party, err));
    if (party.name.p)
        TRY(party_fold(gather, party.name, party.is_person, &party.folded, &party.core, err));
    party.is_comparable = !str_is_empty(party.core);
    party.id = party.key.p ? party.key : party.core;
    if (!ARENA_PUSH(gather->arena, &gather->parties, party))
        return err_oom(err);
    return party_keys_read(gather, index, err);
}

const struct party *party_find(const struct gather *gather, struct str key_or_name)
{
    for (size_t i = 0; i < gather->parties.n; i++)
        if (gather->parties.v[i].key.p && str_eq(gather->parties.v[i].key, key_or_name))
            return &gather->parties.v[i];
    for (size_t i = 0; i < gather->parties.n; i++)
        if (gather->parties.v[i].name.p && str_eq(gather->parties.v[i].name, key_or_name))
            return &gather->parties.v[i];
    return NULL;
}

int gather_init(struct gather *gather, const struct assess_context *context, struct arena *arena,
                const struct value *dealing, struct seki_err *err)
{
    char day[DAY_TEXT];
    *gather = (struct gather){.context = context,
                              .engine = context->engine,
                              .arena = arena,
                              .dealing = dealing,
                              .kind = value_get_text(dealing, STR("kind"))};
    TRY(assess_day(dealing, context->timezone, context->now_ms, &gather->day, err));
    day_text(gather->day, day);
    gather->date = arena_printf(arena, "%s", day);
    TRY_MEM(gather->date.p, err);
    map_init(&gather->party_keys, arena);
    const struct value *parties = value_get(dealing, STR("parties"));
    gather->has_parties = value_is(parties, VALUE_LIST) || value_is_false(parties);
    if (parties && parties->n > LIMIT(DEALING_PARTIES)) {
        int code = err_limit(err, LIMIT_ID_DEALING_PARTIES);
        err_place(err, "/parties");
        return code;
    }
    size_t index = 0;
    for (VALUE_EACH(value, parties))
        TRY(party_read(gather, value, index++, err));
    return 0;
}

struct day gather_ship_day(const struct gather *gather)
{
    struct day day;
    struct str text = value_text(value_find(gather->dealing, STR("/shipment/ship_date")));
    return text.p && day_parse_full(text, &day) ? day : gather->day;
}
