/*
 * store/store.h - the data folder and its database: make, open, transactions, settings, verification.
 *
 * The store is the truth; everything else (the index files) can be built again from it.
 *
 *   DIR/              0700
 *     sekisho.db      0600  the database (SQLite, write-ahead log; sekisho.db-wal and -shm beside it while open)
 *     index/          0700  one mapped file for each list edition; derived
 *     backup/         0700  a copy of the database before each migration
 *
 * HOW IT WORKS. store_create builds the database under another name and gives it its own name when it is complete and
 * on the disk, so there is a whole store or none. store_open brings an older schema up to date, a copy first.
 * Everything that is written lies in a transaction; a function that finds none open makes its own. After store_commit
 * returned 0 the data survive a loss of power (synchronous=FULL).
 *
 *   TRY(store_open(dir, &store, err));
 *   TRY(store_begin(store, err));
 *   TRY(dealing_put(store, &row, contacts, items, err));
 *   TRY(store_commit(store, err));
 *   store_close(&store);
 *
 * ERRORS of every function of this room: SEKI_E_FULL (the reason names the folder and the free space), SEKI_E_BUSY,
 * SEKI_E_CORRUPT, SEKI_E_NOMEM, SEKI_E_IO. After a failure inside a transaction the caller calls store_rollback (or
 * store_rollback_to); nothing of the transaction stays.
 *
 * THREADS. A struct store and everything reached through it belongs to one thread at a time. Any number of processes
 * and threads may open the same folder, each with its own struct store; one of them writes at a time, the others wait
 * up to five seconds and then get SEKI_E_BUSY.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"

struct store;

/* What is asked when a store is made; both may be changed later by store_setting_put. */
struct store_settings {
    struct str home;     /* ISO 3166 alpha-2 code of the organisation's country; STR_NULL = JP */
    struct str timezone; /* IANA name; STR_NULL = Asia/Tokyo. The caller has checked both. */
};

/*
 * Make a data folder and an empty store in it. The folder may exist when it belongs to this user and is closed to group
 * and others, else SEKI_E_UNSAFE and nothing is made. SEKI_E_EXISTS when there is a store already: it is not touched.
 * The modes 0700 and 0600 hold under any umask. After a failure nothing that was made here stays.
 * `now_ms` is kept as the time of making.
 */
int store_create(const char *data_dir, const struct store_settings *settings, int64_t now_ms, struct seki_err *err);

/*
 * Open the store of a data folder. SEKI_E_NOTFOUND when there is none, SEKI_E_UNSAFE when folder or database can be
 * read by others, SEKI_E_UNSUPPORTED when a newer program made it, SEKI_E_CORRUPT when the file is no store of ours.
 */
int store_open(const char *data_dir, struct store **ret_store, struct seki_err *err);

/* Close and set to NULL; an open transaction is rolled back. NULL is fine; for AUTO(store_close) as well. */
void store_close(struct store **store);

/* The data folder as given; lives as long as the store. */
const char *store_dir(const struct store *store);

/* "DIR/index/<edition>.idx" in the arena: where the index file of a list edition lies. NULL without memory. */
const char *store_index_path(const struct store *store, struct arena *arena, struct str edition_id);

/* The version of the schema in the open database: the number of the last migration. */
int store_schema_version(const struct store *store);

/*
 * Transactions. store_begin takes the write lock at once (SEKI_E_BUSY if somebody else keeps it). It is a bug to begin
 * twice or to commit without a transaction. store_rollback is always allowed and never fails: after a failed commit
 * too.
 */
int store_begin(struct store *store, struct seki_err *err);
int store_commit(struct store *store, struct seki_err *err);
void store_rollback(struct store *store);
bool store_in_transaction(const struct store *store);

/*
 * Savepoints inside a transaction; they nest. store_rollback_to undoes everything since the newest savepoint and
 * removes it; it never fails (what cannot be undone alone makes the commit fail).
 *
 *   TRY(store_begin(...));  for each line { store_savepoint; ... ok ? store_release : store_rollback_to }  store_commit
 */
int store_savepoint(struct store *store, struct seki_err *err);
int store_release(struct store *store, struct seki_err *err);
void store_rollback_to(struct store *store);

/* Settings: short texts by key ("home", "timezone", "created_at", ...). A missing one is STR_NULL. Put replaces. */
int store_setting_get(struct store *store, struct arena *arena, struct str key, struct str *ret_value,
                      struct seki_err *err);
int store_setting_put(struct store *store, struct str key, struct str value, struct seki_err *err);

/* What store_verify found. Counts are of rows looked at. */
struct store_health {
    bool is_whole;            /* all of it is in order */
    struct str_list problems; /* one sentence each, at most LIMIT(PROBLEMS) */
    int64_t audit_rows, editions, dealings, assessments;
};

/*
 * Look at everything: the pages of the database (integrity_check), the references between its tables, the audit chain
 * (store/audit.h), the hash of every record body, dealing and the totals of every edition. Damage is a result
 * (is_whole = false), not a failure. Reads the whole file; the caller adds what it knows about the index files.
 */
int store_verify(struct store *store, struct arena *arena, struct store_health *ret_health, struct seki_err *err);

#endif
