/*
 * store/reviews.h - what people said of hits: is this entry of a list that party?
 *
 * Rows are added and never changed: of one pair of party and entry the last review holds. A party is found by its
 * folded names (text/name.h), which the caller makes. What is written lies in the caller's transaction. Errors and
 * threads: store/store.h.
 */
#ifndef STORE_REVIEWS_H
#define STORE_REVIEWS_H

#include "store/store.h"

/* Is there any review? */
int reviews_any(struct store *store, bool *ret_any, struct seki_err *err);

struct review_row {
    int64_t seq; /* counts up; given by reviews_add */
    struct str list, entry;
    struct str edition;                     /* that was looked at; STR_NULL = undated */
    struct str identity;                    /* party_identity of the entry then */
    struct str party;                       /* id of a stored party, or STR_NULL */
    struct str name;                        /* as written */
    struct str_list countries, birth_dates; /* of the party, as far as they were given */
    bool is_same;
    struct str reason, actor, at;
};

struct review_rows {
    struct review_row *v;
    size_t n, cap;
};

/* Keep a review under these folded names. */
int reviews_add(struct store *store, const struct review_row *review, const struct str_list *keys, int64_t *ret_seq,
                struct seki_err *err);

/* The last review of a name and an entry: 1 found, 0 none. */
struct review_pair {
    struct str key, list, entry;
};
int reviews_of_pair(struct store *store, struct arena *arena, const struct review_pair *pair,
                    struct review_row *ret_review, struct seki_err *err);

/* The entries that a name was found to be. */
int reviews_same(struct store *store, struct arena *arena, struct str key, struct review_rows *ret_reviews,
                 struct seki_err *err);

/* Newest first, those before `before` (INT64_MAX = all); list and entry STR_NULL = any. */
struct review_question {
    struct str list, entry;
    int64_t before;
    size_t limit;
};
int reviews_page(struct store *store, struct arena *arena, const struct review_question *question,
                 struct review_rows *ret_reviews, struct seki_err *err);

#endif
