/*
 * store/audit.h - who did what, when, and why: append-only and chained.
 *
 * HOW IT WORKS. Every row carries the SHA-256 of its own canonical form, and that form begins with the hash of the row
 * before it. Changing, removing or swapping a row breaks the chain at that place; cutting rows off the end does not
 * match the head that is kept apart. Triggers refuse update and delete; the chain finds what went around them.
 *
 *   canonical form = for previous, seq, at, actor, roles, purpose, verb, object, detail:  <length in bytes> ":" <bytes>
 * "\n" (the form of a netstring: no text can pretend to be two)
 *
 * Errors and threads: store/store.h.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/store.h"

/* Looked at during the call. `at` and `actor` and `verb` must not be empty; an absent text counts as an empty one. */
struct audit_entry {
    struct str at; /* RFC 3339, from the caller's clock */
    struct str actor, roles, purpose;
    struct str verb;   /* import, assess, screen, ... */
    struct str object; /* what it was done to: "dealing po-1 version 2" */
    struct str detail; /* JSON, or empty */
};

struct audit_row {
    int64_t seq;
    struct audit_entry entry;
    struct str previous, hash;
};

struct audit_rows {
    struct audit_row *v;
    size_t n, cap;
};

/* Append one row; inside the open transaction, so that an action and its record stay or go together. */
int audit_add(struct store *store, const struct audit_entry *entry, struct seki_err *err);

/* Rows with seq > after, oldest first, at most `limit`. */
int audit_list(struct store *store, struct arena *arena, int64_t after, size_t limit, struct audit_rows *ret_rows,
               struct seki_err *err);

/* What the chain says. is_whole = false: `bad_seq` is the first row that does not fit, `problem` tells how (one
 * sentence, in the arena). */
struct audit_state {
    bool is_whole;
    int64_t rows, bad_seq;
    struct str problem;
};

/* Walk the whole chain. Damage is a result, not a failure. O(rows). */
int audit_verify(struct store *store, struct arena *arena, struct audit_state *ret_state, struct seki_err *err);

#endif
