/*
 * store/sql_int.h - the database engine of the store (SQLite) behind a few verbs.
 *
 * Only sql.c, sql_open.c and sql_schema.c know the engine; the rest of the room asks rows of statements.def:
 *
 *   AUTO(sql_end) struct query *query = sql_ask(store, SQL_DEALING_HEAD);
 *   sql_put_text(query, id);                                 parameters in order, ?1 ?2 ...
 *   while ((got = sql_next(query, err)) > 0)                 1 a row, 0 the end, negative a failure
 *       version = sql_int(query, 0);
 *
 * Statements are prepared once and kept. Failures before sql_next stick and are reported there; a text that could not
 * be copied is reported by the next sql_next or sql_taken. Texts put into a query must live until sql_end.
 */
#ifndef STORE_SQL_INT_H
#define STORE_SQL_INT_H

#include "base/arena.h"
#include "base/embed.h"
#include "base/err.h"
#include "base/time.h"
#include "store/store.h"

#include <limits.h>

struct sqlite3;
struct sqlite3_stmt;

enum sql_id {
#define SQL_STATEMENT(name, text) SQL_##name,
#include "store/statements.def"
#undef SQL_STATEMENT
    SQL_COUNT
};

struct query {
    struct store *store;
    struct sqlite3_stmt *statement;
    int next_parameter;
    int failed; /* engine code that stuck, 0 = none */
    bool is_busy, is_out_of_memory;
};

enum { STORE_PATH = PATH_MAX };

struct store {
    struct sqlite3 *db;
    struct query queries[SQL_COUNT];
    char dir[STORE_PATH];
    char path[STORE_PATH]; /* of the database */
    int schema_version;
    int savepoints;  /* open ones */
    int64_t rejects; /* rejected rows of the edition that is being imported (store/lists.c) */
    bool in_transaction;
    bool is_spoilt; /* a rollback to a savepoint failed: the transaction may not commit */
};

/* -- asking -- */
struct query *sql_ask(struct store *store, enum sql_id id);
void sql_put_text(struct query *query, struct str text); /* STR_NULL = null */
void sql_put_key(struct query *query, struct str text);  /* empty or STR_NULL = null */
void sql_put_int(struct query *query, int64_t number);
/* The day as text; storage must live until sql_end. DAY_NONE = null. */
void sql_put_day(struct query *query, struct day day, char storage[DAY_TEXT]);

int sql_next(struct query *query, struct seki_err *err);
/* For statements without rows: 0 or a code. */
int sql_run(struct query *query, struct seki_err *err);
/* Rows that the last sql_run changed. */
int64_t sql_changes(const struct query *query);

int64_t sql_int(const struct query *query, int column);
bool sql_bool(const struct query *query, int column);
struct str sql_text(struct query *query, struct arena *arena, int column); /* a copy; null = STR_NULL */
struct str sql_peek(const struct query *query, int column); /* the engine's bytes, until the next sql_next */
struct day sql_day(const struct query *query, int column);  /* null = DAY_NONE */

/* Could all texts of the row be read and copied? Ask before the last row of a query is believed. */
int sql_taken(const struct query *query, struct seki_err *err);

/* Ready for the next sql_ask; NULL is fine. */
void sql_end(struct query **query);

/* Statements without parameters and rows (begin, commit, schema). */
int sql_exec(struct store *store, const char *text, struct seki_err *err);

/* The same with rows: `each` gets the columns as texts (NULL = null); not 0 stops with SEKI_E_CORRUPT. */
int sql_exec_rows(struct store *store, const char *text, int (*each)(void *, int, char **, char **), void *ctx,
                  struct seki_err *err);

/* The engine's code as ours, with a reason that names the file. */
int sql_fail(struct store *store, int engine_code, struct seki_err *err);

/* -- opening (sql_open.c) -- */
enum sql_mode { SQL_OPEN_OLD, SQL_OPEN_NEW };

/* Open store->path into store->db with our settings. NEW: mark it as ours. OLD: SEKI_E_CORRUPT if it is not. */
int sql_open(struct store *store, enum sql_mode mode, struct seki_err *err);
void sql_close(struct store *store);

/* Copy the whole database to a new file (0600), on the disk when it returns 0. */
int sql_backup(struct store *store, const char *to_path, struct seki_err *err);

/* The engine's own check of the file; problems are pushed as texts of the arena. */
int sql_check(struct store *store, struct arena *arena, int max, struct str_list *ret_problems, struct seki_err *err);

/* -- transactions of functions that need one (transaction.c) -- */

/* Begin unless one is open. */
int transaction_enter(struct store *store, bool *ret_is_own, struct seki_err *err);
/* Commit or (code < 0) roll back what transaction_enter began. Returns the code of the whole. */
int transaction_leave(struct store *store, bool is_own, int code, struct seki_err *err);

/* -- schema (sql_schema.c) -- */
int sql_version_get(struct store *store, int *ret_version, struct seki_err *err);
int sql_version_put(struct store *store, int version, struct seki_err *err);
/* Run the text of a migration, directives expanded. */
int sql_run_script(struct store *store, const struct embedded_file *script, struct seki_err *err);

#endif
