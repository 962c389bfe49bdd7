/*
 * source/party_build.h - fills a party_record piece by piece. For readers.
 *
 *     struct party_build build;
 *     party_build_init(&build, arena);
 *     build.record.entry = id;
 *     TRY(party_build_name(&build, name, PARTY_NAME_PRIMARY, err));
 *     TRY(party_build_text(&build, &build.programs, program, err));
 *     TRY(source_record(sink, party_build_record(&build), err));
 *
 * Values are trimmed; an empty one and one that is there already are passed over, so a reader need not ask. Texts are
 * looked at, not copied: they must live as long as the arena's current mark. Everything returns 0, SEKI_E_NOMEM, or
 * SEKI_E_LIMIT (NAME_BYTES, NAMES, FIELD_BYTES) with a reason fit for source_reject.
 */
#ifndef SOURCE_PARTY_BUILD_H
#define SOURCE_PARTY_BUILD_H

#include "model/party.h"

struct party_texts {
    struct str *v;
    size_t n, cap;
};

struct party_build {
    struct arena *arena;
    struct party_record record; /* set the single fields here: entry, schema, is_listed, remarks, row ... */
    struct {
        struct party_name *v;
        size_t n, cap;
    } names;
    struct {
        struct party_identifier *v;
        size_t n, cap;
    } identifiers;
    struct party_texts countries, birth_dates, addresses, programs, topics;
};

/* Empty, and is_listed = true. */
void party_build_init(struct party_build *build, struct arena *arena);

/* The same text twice keeps its first kind. A kind that is PRIMARY goes in front of the others. */
int party_build_name(struct party_build *build, struct str text, enum party_name_kind kind, struct seki_err *err);

/* kind: a word of party.h; country may be STR_NULL. */
int party_build_identifier(struct party_build *build, struct str kind, struct str value, struct str country,
                           struct seki_err *err);

/* One of build's lists: &build.programs, ... */
int party_build_text(struct party_build *build, struct party_texts *list, struct str text, struct seki_err *err);

/* An ISO code in any case or the English name of a country; else kept as written (source/country.h). */
int party_build_country(struct party_build *build, struct str text, struct seki_err *err);

/* A date with precision in ISO form ("1962", "1962-09", "1962-09-03", also with a time behind, which is cut); other
 * texts are passed over. */
int party_build_birth_date(struct party_build *build, struct str text, struct seki_err *err);

/* Parts of `text` between `separator`, each as with party_build_text. */
int party_build_split(struct party_build *build, struct party_texts *list, struct str text, struct str separator,
                      struct seki_err *err);

/* The record so far; looks into build. */
const struct party_record *party_build_record(struct party_build *build);

#endif
