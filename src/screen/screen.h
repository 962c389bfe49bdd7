/*
 * screen/screen.h - is this party on a list? Names and evidence in, hits with their explanation out.
 *
 *   query {"name": "Tianhaixiang Technology", "schema": "Company", "country": "CN"}
 *     └─> names that share enough words (index) ─> compared one by one ─> other evidence added ─> hits, best first
 *
 * HOW IT WORKS. The score of a hit is a sum of parts between 0 and 1, rounded to four decimals: what the names have in
 * common (screen/compare.c), plus small documented weights for birth date, country and identifiers (screen/evidence.c).
 * Weights depend on the two parties alone, never on which lists are loaded, so screen_party and screen_compare give the
 * same number for the same pair. Two fixed thresholds make the decision.
 *
 * Nothing here keeps state: all calls may run in many threads at once, each with its own arena. Results live in the
 * arena; texts of entries look into the mapped index, which must stay open while they are used.
 */
#ifndef SCREEN_SCREEN_H
#define SCREEN_SCREEN_H

#include "base/arena.h"
#include "base/err.h"
#include "index/list_index.h"
#include "model/party.h"
#include "text/text.h"

/* The two numbers, fixed once for all lists and all kinds of names. */
#define SCREEN_MATCH_AT  0.85
#define SCREEN_REVIEW_AT 0.75

struct screen_resolved; /* screen/resolve.h */

enum screen_decision { SCREEN_NO, SCREEN_REVIEW, SCREEN_MATCH };

/* "no", "review", "match". */
struct str screen_decision_word(enum screen_decision decision);

/* Who is asked about. Unused fields are zero. */
struct screen_query {
    struct str id;               /* the caller's, not looked at */
    struct str name;             /* as asked */
    struct str_list other_names; /* further names of the same party: another script, aliases, former names */
    enum party_schema schema;
    bool has_schema;             /* false: schema is not known and not compared */
    struct str_list countries;   /* ISO 3166 alpha-2 */
    struct str_list birth_dates; /* "1962", "1962-09", "1962-09-03" */
    struct party_identifier *identifiers;
    size_t n_identifiers;
};

/*
 * One line of the explanation. `query` and `entry` are the words as compared (folded); one of them is empty for reasons
 * missing and extra. Weights of all parts sum to the score (to four decimals).
 * Reasons: exact, edit, reading, transliteration, translation, cut, variant, legal_form, joined, order, missing, extra,
 * numeric, initial, birth_date, country, identifier, weak, limit (the sum would leave 0..1).
 */
struct screen_part {
    struct str query, entry, reason;
    double weight;
};

struct screen_hit {
    struct list_entry entry; /* all zero after screen_compare */
    double score;            /* 0 .. 1, four decimals */
    enum screen_decision decision;
    struct str query_name, entry_name; /* as asked and as listed, not folded */
    struct screen_part *parts;
    size_t n_parts;
    const struct screen_resolved *resolved; /* what people said of it (screen_resolve); NULL = nothing, or not asked */
};

struct screen_hits {
    struct screen_hit *v; /* best first; equal scores by list, then entry */
    size_t n;
    bool is_cut; /* there were more than LIMIT(HITS) */
};

/*
 * Look the party up in `lists` (open indexes, in any order; the answer does not depend on the order). One hit for each
 * entry, with its best pair of names; nothing below SCREEN_REVIEW_AT. Names that all fold to nothing: SEKI_E_MEANING
 * with "not comparable" in the reason. Listings carry their start and end day in the entry; judging a day is the
 * caller's.
 */
struct screen_lists {
    const struct list_index *const *v;
    size_t n;
    bool is_exhaustive; /* compare with every name instead of those that the index gives: the same hits, slowly */
};
int screen_party(const struct text_tools *tools, struct screen_lists lists, const struct screen_query *query,
                 struct arena *arena, struct screen_hits *ret_hits, struct seki_err *err);

/* The same with the lists as two arguments. */
#define screen_run(tools, lists, n_lists, query, arena, ret_hits, err)                                                 \
    screen_party((tools), (struct screen_lists){(lists), (n_lists)}, (query), (arena), (ret_hits), (err))

/* Where a pair of a query and an entry ends. */
enum screen_stage {
    SCREEN_STAGE_CANDIDATE, /* they share too little: the index does not give the entry */
    SCREEN_STAGE_FILTER,    /* not comparable: another schema, or nothing is left of the entry's names */
    SCREEN_STAGE_SCORE,     /* compared; the score decides */
    SCREEN_STAGE_RESOLVED,  /* a person, or what is known of the party, decides (screen/resolve.h) */
};

/* "candidate", "filter", "score", "resolved". */
struct str screen_stage_word(enum screen_stage stage);

/* One entry against the query whatever the score: its best pair of names. `entry` is its number in `index`. */
struct screen_pairing {
    const struct list_index *index;
    uint32_t entry;
    struct screen_hit hit;
    enum screen_stage stage;
};
int screen_why_not(const struct text_tools *tools, const struct screen_query *query, struct arena *arena,
                   struct screen_pairing *pairing, struct seki_err *err);

/* Two names, as `sekisho compare` asks: the same scorer and thresholds. A name that folds to nothing: SEKI_E_MEANING.
 */
struct screen_pair {
    struct str left, right; /* as written */
    enum party_schema schema;
    bool has_schema;
};
int screen_compare(const struct text_tools *tools, const struct screen_pair *pair, struct arena *arena,
                   struct screen_hit *ret_hit, struct seki_err *err);

#endif
