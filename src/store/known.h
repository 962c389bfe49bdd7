/*
 * store/known.h - parties that are known: our own companies, and those known to be good.
 *
 * Rows are added and never changed: a known party ends by a row of its own. It is found by its folded names
 * (text/name.h), which the caller makes. What is written lies in the caller's transaction. Errors and threads:
 * store/store.h.
 */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include "base/time.h"
#include "store/store.h"

/* Was there ever one? */
int known_any(struct store *store, bool *ret_any, struct seki_err *err);

struct known_party {
    struct str id;   /* uuid7, made by the caller */
    struct str kind; /* known_good, own_company */
    struct str name, key, person_key;
    struct str_list lists; /* none = all */
    struct str reason, actor, at;
    struct day until;   /* the last day */
    int64_t import_seq; /* the newest import when it was recorded; known_party_add knows it */
};

struct known_parties {
    struct known_party *v;
    size_t n, cap;
};

int known_party_add(struct store *store, const struct known_party *party, struct seki_err *err);

/* It is not known any more. SEKI_E_EXISTS when that was said before. */
int known_party_end(struct store *store, struct str id, struct str actor, struct str at, struct seki_err *err);

/* Those that have not ended (their last day may be over) under a folded name, newest first. */
int known_parties_of(struct store *store, struct arena *arena, struct str key, bool is_person,
                     struct known_parties *ret_parties, struct seki_err *err);

/* All that have not ended, by name. */
int known_parties_all(struct store *store, struct arena *arena, struct known_parties *ret_parties,
                      struct seki_err *err);

#endif
