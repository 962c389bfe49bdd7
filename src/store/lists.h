/*
 * store/lists.h - editions of lists: import, compare, choose for a day, read again.
 *
 * A list (jp_meti_eul) has editions, each the content of one import. An edition is never changed and never removed; one
 * that was taken back stays stored and is seen by nobody: its file is unknown again, another edition is the newest.
 * Record bodies are kept once by their SHA-256, so the next edition with the same 835 entries adds only references.
 *
 * ORDER OF EDITIONS. By edition date; of two with the same date the later import is the newer. An undated edition is
 * neither before nor after a dated one: it is current only where the list has no dated one.
 *
 * HOW AN IMPORT GOES (one transaction, by the caller, so that the index file can be made inside it):
 *
 *   store_begin
 *   lists_begin_edition(store, &new_edition)
 *   lists_add_record / lists_add_relation / lists_add_reject ...         any number, any order
 *   relations_each_node(store, id, fold and call relations_add_node_key)         only if there were relations
 *   lists_finish_edition(store, id, &diff)
 *   store_commit                                                          or store_rollback: nothing stays
 *
 * One edition at a time in one struct store: begin the next when the one before is finished or rolled back. An edition
 * that was not finished is invisible even when its transaction was committed.
 * Errors and threads: store/store.h.
 */
#ifndef STORE_LISTS_H
#define STORE_LISTS_H

#include "base/time.h"
#include "model/party.h"
#include "store/relations.h"
#include "store/store.h"

/* One file of an import, as the user named it. */
struct edition_file {
    struct str name, sha256;
    int64_t bytes;
};

/* What is known when an import of one list begins. Looked at during the call only. */
struct new_edition {
    struct str id;          /* uuid7, made by the caller; also names the index file */
    struct str list;        /* code: jp_meti_eul */
    struct str edition;     /* "YYYY-MM-DD", or STR_NULL = undated */
    struct str imported_at; /* RFC 3339 */
    struct str sha256;      /* of the group of files: what lists_find_import looks for */
    struct str format;      /* name of the reader */
    const struct edition_file *files;
    size_t n_files;
};

/* Parties of this edition against the edition before it; with none before, everything is added. Parties are compared by
 * entry id and by content without the row. */
struct edition_diff {
    struct str previous; /* id of the edition compared with, or STR_NULL. In the arena of the call. */
    int64_t added, changed, removed, unchanged;
};

struct list_edition {
    struct str id, list;
    struct str edition; /* STR_NULL = undated */
    struct str imported_at, sha256, format;
    struct edition_file *files;
    size_t n_files;
    int64_t seq;     /* order of import over all lists, from 1 */
    int64_t parties; /* records, listed or not */
    int64_t listed;  /* of these, entries of the list */
    int64_t relations, rejected;
    struct edition_diff diff; /* as it was at the import */
    bool is_current;          /* the newest of its list */
    bool is_later;            /* lists_on_day: the list has no edition on or before the day; else false */
};

struct list_reject {
    struct str file, reason;
    int64_t line;
};

struct list_rejects {
    struct list_reject *v;
    size_t n, cap;
};

/* -- writing -- */

/* Was this set of bytes imported before (as any list)? Then importing it again changes nothing. */
int lists_find_import(struct store *store, struct str group_sha256, bool *ret_known, struct seki_err *err);

/* SEKI_E_EXISTS when the id is taken; SEKI_E_MEANING when the edition date is no full day. */
int lists_begin_edition(struct store *store, const struct new_edition *edition, struct seki_err *err);

/* 1 added; 0 the same entry with the same content (its row apart) is there already, nothing was done; SEKI_E_CONFLICT
 * when the entry is there with another content. O(log n). */
int lists_add_record(struct store *store, struct str edition_id, const struct party_record *record,
                     struct seki_err *err);

/* Relations keep the order in which they are added; the same id twice is kept twice. */
int lists_add_relation(struct store *store, struct str edition_id, const struct party_relation *relation,
                       struct seki_err *err);

/* A rejected row. The first LIMIT(REJECTS) are kept, the rest is counted. line 0 = the whole file. */
int lists_add_reject(struct store *store, struct str edition_id, const struct list_reject *reject,
                     struct seki_err *err);

/* Compare with the edition before, write the totals, make the edition visible. ret_diff may be NULL. */
int lists_finish_edition(struct store *store, struct arena *arena, struct str edition_id, struct edition_diff *ret_diff,
                         struct seki_err *err);

/* Take an edition back: it does not count any more. Which may be taken back, the caller decides; to keep what later
 * editions were compared with, it must be the newest import of its list. SEKI_E_EXISTS when that was done before. */
int lists_undo(struct store *store, struct str edition_id, struct str at, struct str actor, struct seki_err *err);

/* -- reading -- */

/* All editions that count, ordered by list, edition (undated first), seq. */
int lists_all(struct store *store, struct arena *arena, struct list_edition **ret_editions, size_t *ret_n,
              struct seki_err *err);

/* The editions that came from this group of bytes, one for each list in it. */
int lists_of_import(struct store *store, struct arena *arena, struct str group_sha256,
                    struct list_edition **ret_editions, size_t *ret_n, struct seki_err *err);

/* For each list the newest edition dated on or before the day; if all its editions are later or undated, the oldest
 * stored one, with is_later. Oldest = by edition date, an undated one by the day of its import. Ordered by list.
 * (DEALING section 2, "Lists of that day".) */
int lists_on_day(struct store *store, struct arena *arena, struct day day, struct list_edition **ret_editions,
                 size_t *ret_n, struct seki_err *err);

/* One edition by its id; SEKI_E_NOTFOUND. */
int lists_edition(struct store *store, struct arena *arena, struct str edition_id, struct list_edition *ret_edition,
                  struct seki_err *err);

/* The edition that was current in the list when `seq` was the newest import of all: 1 and its id, or 0 for none. */
int lists_current_at(struct store *store, struct arena *arena, struct str list, int64_t seq, struct str *ret_edition_id,
                     struct seki_err *err);

/* Call `each` for every record of the edition in order of entry ids (bytewise). The record lives during the call only.
 * A negative result of `each` stops and is returned. The callback may read the store but not walk an edition itself. */
int lists_each_record(struct store *store, struct str edition_id,
                      int (*each)(void *ctx, const struct party_record *record, struct seki_err *err), void *ctx,
                      struct seki_err *err);

/* One record into the arena; 0, or SEKI_E_NOTFOUND. */
int lists_record(struct store *store, struct arena *arena, struct str edition_id, struct str entry,
                 struct party_record *ret_record, struct seki_err *err);

/* The rejected rows that were kept, in order. */
int lists_rejects(struct store *store, struct arena *arena, struct str edition_id, struct list_rejects *ret_rejects,
                  struct seki_err *err);

/* -- two editions side by side -- */

/* `before` and `after` are record bodies as JSON (store/record_json.h); STR_NULL where the entry is not there. */
struct list_difference {
    struct str change; /* added, changed, removed */
    struct str entry, before, after;
    int64_t row; /* of the source, in the newer edition; of a removed one in the older */
};

struct list_differences {
    struct list_difference *v;
    size_t n, cap;
};

struct difference_question {
    struct str edition_id, against_id; /* against STR_NULL = nothing: all are added */
    struct str change;                 /* STR_NULL = all */
    struct str after;                  /* the last entry of the page before; "" = from the start */
    size_t limit;
};

/* Entries that differ, in order of entry ids. */
int lists_differences(struct store *store, struct arena *arena, const struct difference_question *question,
                      struct list_differences *ret_differences, struct seki_err *err);

/* How many were added, changed, removed (`change` and `after` of the question do not matter). */
int lists_difference_counts(struct store *store, const struct difference_question *question, int64_t ret_counts[3],
                            struct seki_err *err);

#endif
