/*
 * model/party.h - a party as a list, a register or a dealing names it.
 *
 * Readers (source) fill it, the store keeps it, the index is built from it, screening compares it. It is a plain value:
 * all its texts live in one arena, nobody frees single fields, a filled record is not changed any more.
 * The schemata and property names follow FollowTheMoney.
 */
#ifndef MODEL_PARTY_H
#define MODEL_PARTY_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/time.h"

/* name, FollowTheMoney word. Stored as the word; the order is free. THING = the source does not say. */
#define PARTY_SCHEMATA(X)                                                                                              \
    X(THING, "LegalEntity")                                                                                            \
    X(PERSON, "Person")                                                                                                \
    X(COMPANY, "Company")                                                                                              \
    X(ORGANIZATION, "Organization")                                                                                    \
    X(PUBLIC_BODY, "PublicBody")                                                                                       \
    X(VESSEL, "Vessel")                                                                                                \
    X(AIRPLANE, "Airplane")

enum party_schema {
#define PARTY_SCHEMA_ID(name, word) PARTY_##name,
    PARTY_SCHEMATA(PARTY_SCHEMA_ID)
#undef PARTY_SCHEMA_ID
        PARTY_SCHEMA_COUNT
};

struct str party_schema_word(enum party_schema schema);
bool party_schema_of(struct str word, enum party_schema *ret_schema);
/* Could a party of schema a be one of schema b? A person is no organisation; THING is compatible with all. */
bool party_schema_fits(enum party_schema a, enum party_schema b);

/* How sure the list itself is of a name. */
#define PARTY_NAME_KINDS(X)                                                                                            \
    X(PRIMARY, "name")                                                                                                 \
    X(ALIAS, "alias")                                                                                                  \
    X(WEAK, "weakAlias")                                                                                               \
    X(FORMER, "previousName")

enum party_name_kind {
#define PARTY_NAME_KIND_ID(name, word) PARTY_NAME_##name,
    PARTY_NAME_KINDS(PARTY_NAME_KIND_ID)
#undef PARTY_NAME_KIND_ID
        PARTY_NAME_KIND_COUNT
};

struct str party_name_kind_word(enum party_name_kind kind);
bool party_name_kind_of(struct str word, enum party_name_kind *ret_kind);

struct party_name {
    struct str text; /* as written */
    enum party_name_kind kind;
};

/* kind: phone, email, domain, website, address, account, passport, id, tax, registration, imo, lei, inn, ogrn, kpp,
 * swift, houjin_bangou, uscc, mmsi, call_sign, crypto, profile, ...; value as written. */
struct party_identifier {
    struct str kind, value, country;
};

/* Concern types of METI's Foreign End User List. */
enum party_concern {
    CONCERN_BIOLOGICAL = 1 << 0,   /* B */
    CONCERN_CHEMICAL = 1 << 1,     /* C */
    CONCERN_MISSILE = 1 << 2,      /* M */
    CONCERN_NUCLEAR = 1 << 3,      /* N */
    CONCERN_CONVENTIONAL = 1 << 4, /* CW */
};

struct party_record {
    struct str entry; /* id of the entry in its list, never empty */
    enum party_schema schema;
    bool is_listed;           /* an entry of the list; false: only feeds the graph */
    struct party_name *names; /* never empty for a listed party; the first is the name to show */
    size_t n_names;
    struct party_identifier *identifiers;
    size_t n_identifiers;
    struct str_list countries;   /* ISO 3166 alpha-2 upper case where known, else as written */
    struct str_list birth_dates; /* "1962", "1962-09", "1962-09-03" */
    struct str_list addresses;   /* whole, as written */
    struct str_list programs;
    struct str_list topics;  /* FollowTheMoney topics; for a tracker its categories */
    unsigned concerns;       /* set of enum party_concern */
    struct str source_field; /* the list's own "source" (CSL), else STR_NULL */
    struct str remarks;
    struct str start_date, end_date; /* of the listing, full days, else STR_NULL */
    struct str title;                /* position or function */
    uint64_t row;                    /* line or row in the file, from 1 */
};

/* The fingerprint of what says who the party is: schema, names, birth dates, countries and identifiers, in any order
 * and each once. What a list says besides (programmes, remarks, addresses, days) has no part in it. */
int party_identity(struct arena *arena, const struct party_record *record, char ret_hex[SHA256_HEX],
                   struct seki_err *err);

/* An edge of the graph: `from` owns / directs / ... `to`. Shares in 1/10,000 of the whole (12.5 % = 1250). */
struct party_relation {
    struct str id;       /* of the edge in its source */
    struct str kind;     /* owns, controls, director, employs, supervises, funds, family, partner, joint_venture, ... */
    struct str from, to; /* entry ids within the same file, or names */
    int32_t share_min, share_max; /* 0 .. 10000; -1 = not known */
    struct str share_text;        /* as written */
    struct str from_date, to_date;
    uint64_t row;
};

#endif
