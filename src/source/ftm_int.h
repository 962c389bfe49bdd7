/*
 * source/ftm_int.h - the parts of the FollowTheMoney reader: schemata, what was collected in the first pass, the
 * record. Inside the room only.
 */
#ifndef SOURCE_FTM_INT_H
#define SOURCE_FTM_INT_H

#include "base/map.h"
#include "base/value.h"
#include "source/party_build.h"
#include "source/reader.h"

enum ftm_role {
    FTM_OTHER,
    FTM_PARTY_ROLE,
    FTM_EDGE_ROLE,
    FTM_SANCTION,
    FTM_ADDRESS,
    FTM_PASSPORT,
    FTM_IDENTIFICATION,
    FTM_WALLET,
    FTM_ACCOUNT
};

struct ftm_schema {
    struct str word;
    enum ftm_role role;
    enum party_schema party;        /* FTM_PARTY_ROLE */
    struct str first, second, kind; /* FTM_EDGE_ROLE */
    bool is_turned;
};

/* Never NULL: an unknown word gives the row of FTM_OTHER. */
const struct ftm_schema *ftm_schema_of(struct str word);

/* One line, looked at in the arena of the line. */
struct ftm_entity {
    struct str id;
    const struct ftm_schema *schema;
    struct str schema_word;
    struct str dataset; /* datasets[0], or STR_NULL */
    const struct value *properties;
    uint64_t line;
};

/* The line as an entity. SEKI_E_SYNTAX or SEKI_E_MEANING with a reason for source_reject. */
int ftm_entity_parse(struct arena *arena, struct str line, struct ftm_entity *ret_entity, struct seki_err *err);

/* The first value of a property, or STR_NULL; and all of them (a list of texts). */
struct str ftm_first(const struct ftm_entity *entity, struct str property);
const struct value *ftm_values(const struct ftm_entity *entity, struct str property);

/* Does one of the topics make it an entry of a list: sanction*, export.control, debarment (DEALING section 2)? */
bool ftm_has_listing_topic(const struct ftm_entity *entity);

/* What other entities say about one party, kept from the first pass. */
struct ftm_extra {
    struct party_texts programs, provisions, statuses, reasons;
    struct day start, end;
    uint32_t n_sanctions, n_ended;
    struct {
        struct party_identifier *v;
        size_t n, cap;
    } identifiers;
};

/* An address entity. */
struct ftm_place {
    struct str full, country;
};

struct ftm_facts {
    struct arena *arena; /* lives through both passes */
    struct map extras;   /* id of a party -> struct ftm_extra */
    struct map places;   /* id of an address -> struct ftm_place */
    bool has_sanction, has_topics, has_edge;
};

/* First pass: keep what the entity says about others. */
int ftm_facts_add(struct ftm_facts *facts, const struct ftm_entity *entity, struct seki_err *err);

/* Is it an entry of its list? In a file without Sanction, topics and edges (a plain list) every named entity is. */
bool ftm_is_listed(const struct ftm_facts *facts, const struct ftm_entity *entity);

/* Second pass: the whole party; texts look into the line's arena and into facts. */
int ftm_record_build(struct party_build *build, const struct ftm_facts *facts, const struct ftm_entity *entity,
                     struct seki_err *err);

/* The edges an entity stands for: an edge schema gives one for each pair of its ends; parent, subsidiaries, owner and
 * operator of a party give one each. */
int ftm_relations_emit(const struct ftm_entity *entity, struct arena *arena, struct source_sink *sink,
                       struct seki_err *err);

#endif
