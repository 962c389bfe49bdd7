/*
 * codec/schema.h - does a tree of values have the shape a schema asks for?
 *
 * The schemas are JSON Schema files (2020-12) under schema/. tools/schema_compile.py turns them into const tables when
 * the program is built and refuses every keyword that is not understood here: type, properties, required,
 * additionalProperties, propertyNames, items, enum, const, minLength, maxLength, minItems, maxItems, minimum, maximum,
 * format, anyOf, oneOf, $ref into $defs, and the notes $schema, $id, title, description.
 *
 * One rule is ours: a property that is not required may be null, which means "not known".
 *
 *     {"parties": [{"role": "orderer"}, {"role": "agent", "phon": []}]}
 *     -> SEKI_E_MEANING, place "/parties/1/phon", reason "unknown field; did you mean phones?"
 */
#ifndef CODEC_SCHEMA_H
#define CODEC_SCHEMA_H

#include "base/value.h"

/* What a text may look like. */
#define SCHEMA_FORMATS(X)                                                                                              \
    X(NONE, "", "")                                                                                                    \
    X(DATE, "date", "must be a day such as 2026-11-02")                                                                \
    X(PARTIAL_DATE, "partial-date", "must be a day, month or year such as 1962-09")                                    \
    X(DATE_TIME, "date-time", "must be a moment such as 2026-11-02T09:14:00+09:00")                                    \
    X(COUNTRY, "country", "must be a country code of two capital letters such as JP")                                  \
    X(CURRENCY, "currency", "must be a currency code of three capital letters such as JPY")                            \
    X(DECIMAL, "decimal", "must be a decimal number such as 1200000 or 12.50")

enum schema_format {
#define SCHEMA_FORMAT_ID(name, word, reason) SCHEMA_FORMAT_##name,
    SCHEMA_FORMATS(SCHEMA_FORMAT_ID)
#undef SCHEMA_FORMAT_ID
        SCHEMA_FORMAT_COUNT
};

/* Bits of schema.types, by enum value_kind; an integer is a number without a fraction. */
enum { SCHEMA_INTEGER = 1 << 8 };
#define SCHEMA_TYPE(kind) (1U << (kind))

struct schema;

struct schema_property {
    struct str name;
    const struct schema *schema;
    bool is_required;
};

/* One node, made by tools/schema_compile.py; all const, shared by all threads. Zero means "says nothing". */
struct schema {
    unsigned types; /* SCHEMA_TYPE bits and SCHEMA_INTEGER; 0 = any */
    enum schema_format format;
    bool is_closed; /* additionalProperties: false */
    bool has_minimum, has_maximum, has_constant;
    const struct schema_property *properties;
    size_t n_properties;
    const struct schema *more;  /* additionalProperties: a schema */
    const struct schema *names; /* propertyNames */
    const struct schema *items;
    const struct str *words; /* enum of texts */
    size_t n_words;
    bool constant;                                       /* const: a boolean */
    size_t min_length, max_length, min_items, max_items; /* lengths in code points; 0 = no bound */
    double minimum, maximum;
    const struct schema *const *any; /* anyOf and oneOf */
    size_t n_any;
    bool is_one; /* exactly one of `any` may hold */
};

/* 0, or SEKI_E_MEANING with the JSON pointer (RFC 6901) of the first bad value, in the order of the document, as place.
 */
int schema_check(const struct schema *schema, const struct value *value, struct seki_err *err);

#endif
