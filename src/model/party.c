/* model/party.c - words of the tables in model/party.h, and the fingerprint of a party. */
#include "model/party.h"

#include <stdlib.h>

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

static bool add_part(struct arena *arena, struct str_list *parts, const char *what, struct str text)
{
    struct str part = arena_printf(arena, "%s:%.*s", what, STR_ARG(text));
    parts->v[parts->n++] = part;
    return part.p != NULL;
}

static bool add_parts(struct arena *arena, struct str_list *parts, const char *what, struct str_list texts)
{
    bool is_whole = true;
    for (size_t i = 0; i < texts.n; i++)
        is_whole = add_part(arena, parts, what, texts.v[i]) && is_whole;
    return is_whole;
}

int party_identity(struct arena *arena, const struct party_record *record, char ret_hex[SHA256_HEX],
                   struct seki_err *err)
{
    size_t most = 1 + record->n_names + record->n_identifiers + record->birth_dates.n + record->countries.n;
    struct str_list parts = {ARENA_ARRAY(arena, most, struct str), 0};
    struct sha256 hash;
    TRY_MEM(parts.v, err);
    bool is_whole = add_part(arena, &parts, "schema", party_schema_word(record->schema));
    for (size_t i = 0; i < record->n_names; i++)
        is_whole = add_part(arena, &parts, "name", record->names[i].text) && is_whole;
    for (size_t i = 0; i < record->n_identifiers; i++) {
        struct str both = arena_printf(arena, "%.*s=%.*s", STR_ARG(record->identifiers[i].kind),
                                       STR_ARG(record->identifiers[i].value));
        is_whole = both.p && add_part(arena, &parts, "identifier", both) && is_whole;
    }
    is_whole = add_parts(arena, &parts, "birth", record->birth_dates) && is_whole;
    is_whole = add_parts(arena, &parts, "country", record->countries) && is_whole;
    TRY_MEM(is_whole, err);
    qsort(parts.v, parts.n, sizeof(*parts.v), str_cmp_at);
    sha256_init(&hash);
    for (size_t i = 0; i < parts.n; i++)
        if (i == 0 || !str_eq(parts.v[i], parts.v[i - 1])) {
            sha256_add(&hash, parts.v[i]);
            sha256_add(&hash, STR("\n"));
        }
    sha256_hex(&hash, ret_hex);
    return 0;
}
