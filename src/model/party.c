/* model/party.c - words of the tables in model/party.h. */
#include "model/party.h"

static const struct str SCHEMATA[PARTY_SCHEMA_COUNT] = {
#define ROW(name, word) [PARTY_##name] = {"" word, sizeof(word) - 1},
    PARTY_SCHEMATA(ROW)
#undef ROW
};

static const struct str NAME_KINDS[PARTY_NAME_KIND_COUNT] = {
#define ROW(name, word) [PARTY_NAME_##name] = {"" word, sizeof(word) - 1},
    PARTY_NAME_KINDS(ROW)
#undef ROW
};

struct str party_schema_word(enum party_schema schema)
{
    return SCHEMATA[schema];
}

bool party_schema_of(struct str word, enum party_schema *ret_schema)
{
    size_t index;
    if (!str_find_word(SCHEMATA, PARTY_SCHEMA_COUNT, word, &index))
        return false;
    *ret_schema = (enum party_schema)index;
    return true;
}

bool party_schema_fits(enum party_schema a, enum party_schema b)
{
    bool a_is_thing = a == PARTY_VESSEL || a == PARTY_AIRPLANE;
    bool b_is_thing = b == PARTY_VESSEL || b == PARTY_AIRPLANE;
    if (a == PARTY_THING || b == PARTY_THING)
        return true;
    if (a == PARTY_PERSON || b == PARTY_PERSON || a_is_thing || b_is_thing)
        return a == b;
    return true;
}

struct str party_name_kind_word(enum party_name_kind kind)
{
    return NAME_KINDS[kind];
}

bool party_name_kind_of(struct str word, enum party_name_kind *ret_kind)
{
    size_t index;
    if (!str_find_word(NAME_KINDS, PARTY_NAME_KIND_COUNT, word, &index))
        return false;
    *ret_kind = (enum party_name_kind)index;
    return true;
}
