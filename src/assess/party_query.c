/* assess/party_query.c - a party of a dealing as a question to the lists; see assess/assess.h. */
#include "assess/assess.h"
#include "screen/screen.h"

static int read_identifiers(struct arena *arena, const struct value *list, struct screen_query *query,
                            struct seki_err *err)
{
    if (!value_is(list, VALUE_LIST) || list->n == 0)
        return 0;
    query->identifiers = ARENA_ARRAY(arena, list->n, struct party_identifier);
    TRY_MEM(query->identifiers, err);
    for (VALUE_EACH(item, list)) {
        struct party_identifier identifier = {value_get_text(item, STR("kind")), value_get_text(item, STR("value")),
                                              STR_NULL};
        if (identifier.kind.p && identifier.value.p)
            query->identifiers[query->n_identifiers++] = identifier;
    }
    return 0;
}

static int read_text(struct arena *arena, struct str text, struct str_list *ret_list, struct seki_err *err)
{
    if (!text.p)
        return 0;
    ret_list->v = ARENA_ARRAY(arena, 1, struct str);
    TRY_MEM(ret_list->v, err);
    ret_list->v[0] = text;
    ret_list->n = 1;
    return 0;
}

int assess_party_query(struct arena *arena, const struct value *party, struct screen_query *ret_query,
                       struct seki_err *err)
{
    const struct value *names = value_get(party, STR("names"));
    struct screen_query query = {.name = value_get_text(party, STR("name"))};
    if (!query.name.p)
        query.name = value_text(value_at(names, 0));
    query.has_schema = party_schema_of(value_get_text(party, STR("schema")), &query.schema);
    if (value_is(names, VALUE_LIST)) {
        query.other_names.v = ARENA_ARRAY(arena, names->n, struct str);
        TRY_MEM(query.other_names.v, err);
        for (VALUE_EACH(item, names))
            query.other_names.v[query.other_names.n++] = value_text(item);
    }
    TRY(read_text(arena, value_get_text(party, STR("country")), &query.countries, err));
    TRY(read_text(arena, value_get_text(party, STR("birth_date")), &query.birth_dates, err));
    TRY(read_identifiers(arena, value_get(party, STR("identifiers")), &query, err));
    *ret_query = query;
    return 0;
}
