/*
 * store/parties.h - the parties of stored dealings, found by the words of their names.
 *
 * A party is known by its folded name without legal forms (`key`); its id is made from it, so the same name in two
 * dealings is one party. Derived from the latest versions. Writing lies in the caller's transaction. Errors and
 * threads: store/store.h.
 */
#ifndef STORE_PARTIES_H
#define STORE_PARTIES_H

#include "store/desk.h"

struct party_row {
    struct str id, key, name;
    struct str names; /* folded spellings joined by line ends */
    int64_t dealings; /* that the reader may see; parties_find only */
};

struct party_rows {
    struct party_row *v;
    size_t n, cap;
};

/* Add the party or bring its name up to date, with the words it is found by. */
int parties_put(struct store *store, const struct party_row *party, const struct str_list *words, struct seki_err *err);

/* Name the parties of a dealing, in place of those it had. */
int parties_link(struct store *store, struct str dealing, const struct str_list *ids, struct seki_err *err);

/* 1 found and in a dealing that the reader may see, 0 not. */
int parties_get(struct store *store, struct arena *arena, const struct desk_view *view, struct str id,
                struct party_row *ret_party, struct seki_err *err);

/* Parties in dealings that the reader may see, with a word that begins with `word`, and with all of `parts` in a
 * spelling. In order of ids behind `after`. */
struct parties_question {
    struct desk_view view;
    struct str word;
    struct str parts[4]; /* STR_NULL = not asked */
    struct str after;    /* "" = from the start */
    size_t limit;
};
int parties_find(struct store *store, struct arena *arena, const struct parties_question *question,
                 struct party_rows *ret_parties, struct seki_err *err);

/* All parties that the reader may see, in order of ids behind `after` ("" = from the start), each with the newest
 * dealing that names it. */
struct party_source {
    struct str id, dealing;
};
struct party_sources {
    struct party_source *v;
    size_t n, cap;
};
struct parties_page {
    struct desk_view view;
    struct str after;
    size_t limit;
};
int parties_all(struct store *store, struct arena *arena, const struct parties_page *page,
                struct party_sources *ret_sources, struct seki_err *err);

#endif
