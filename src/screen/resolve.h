/*
 * screen/resolve.h - hits that people have settled before: reviews of pairs, our own companies, known good parties.
 *
 *   screen_party ──> hits ──> screen_resolve: each hit with what is known of it
 *
 *   a review "not the same"           decision no, shown with who, when and why
 *   a review "the same"               decision match, also where the name alone does not find the entry
 *   known good, own company           decision no until its last day, for entries that were there when it was recorded
 *   the entry, or the party, is another one since    the computed decision (the same: at least review), to be looked at
 *                                     again, and why
 *
 * A review is found by the folded name that hit the entry (reviewed with a stored party: by all its names), so it says
 * nothing about another name of the same party, nor about a party with another birth date or country.
 */
#ifndef SCREEN_RESOLVE_H
#define SCREEN_RESOLVE_H

#include "base/value.h"
#include "model/finding.h"
#include "screen/screen.h"
#include "store/store.h"

/* A list that is asked, with the edition that its index is made of. */
struct resolve_list {
    const struct list_index *index; /* NULL: no listed party */
    struct str list, edition_id;
};

/* What is needed to settle hits. Belongs to the thread of its store; everything in it is looked at. */
struct resolver {
    const struct text_tools *tools;
    struct store *store;
    struct day day; /* of the question */
    const struct resolve_list *lists;
    size_t n_lists;
    bool has_reviews, has_parties; /* resolver_open: is there anything to find? */
};

/* Fill has_reviews and has_parties. */
int resolver_open(struct resolver *resolver, struct seki_err *err);

enum resolved_kind { RESOLVED_REVIEW, RESOLVED_KNOWN_GOOD, RESOLVED_OWN_COMPANY };

struct screen_resolved {
    enum resolved_kind kind;
    bool is_same; /* of a review; false for known parties */
    bool holds;   /* false: to be looked at again, `code` and `why` say why */
    enum screen_decision computed;
    struct str name, reason, actor, at; /* of who said it, and of which name */
    struct str until;                   /* of a known party; STR_NULL */
    struct str code;                    /* entry_changed, entry_new, party_differs, expired */
    struct bilingual why;
};

/* Settle the hits of a query: fill hit->resolved, change decisions, add entries that were found to be the same; best
 * first again. Hits that nobody settled stay as they are. */
int screen_resolve(const struct resolver *resolver, const struct screen_query *query, struct arena *arena,
                   struct screen_hits *hits, struct seki_err *err);

/* The same for one pair that was compared (screen_why_not); where what was found out holds, that is its stage. */
int screen_resolve_pairing(const struct resolver *resolver, const struct screen_query *query, struct arena *arena,
                           struct screen_pairing *pairing, struct seki_err *err);

/* {"kind":"review|known_good|own_company","same","holds","computed","name","reason","by","at","until"?,
 * "why"?:{"code","ja","en"}}; NULL without memory. */
struct value *screen_resolved_value(struct arena *arena, const struct screen_resolved *resolved);

/* The folded name under which reviews and known parties are kept; "" where nothing is left of it. */
int resolve_key(const struct text_tools *tools, struct arena *arena, struct str name, bool is_person,
                struct str *ret_key, struct seki_err *err);

#endif
