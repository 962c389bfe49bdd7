/*
 * store/sql.c - statements: prepare once, put parameters, take rows; see store/sql_int.h.
 *
 * Everything that can fail before the first row (prepare, bind) sticks in the query, so that a caller puts five
 * parameters without five checks and sql_next tells.
 */
#include "store/sql_int.h"

#include <assert.h>
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>

static const char *const TEXTS[] = {
#define SQL_STATEMENT(name, text) text,
#include "store/statements.def"
#undef SQL_STATEMENT
};

/* -- failures -- */

static int fail_full(struct store *store, struct seki_err *err)
{
    struct statvfs disk;
    if (statvfs(store->dir, &disk) < 0)
        return err_set(err, SEKI_E_FULL, "no space left on the disk of %s", store->dir);
    unsigned long long free_bytes = (unsigned long long)disk.f_bavail * disk.f_frsize;
    return err_set(err, SEKI_E_FULL, "no space left on the disk of %s (%llu KiB free)", store->dir, free_bytes / 1024);
}

static int fail_io(struct store *store, int engine_code, struct seki_err *err)
{
    int system_code = store->db ? sqlite3_system_errno(store->db) : 0;
    if (engine_code == SQLITE_IOERR_NOMEM)
        return err_oom(err);
    if (system_code == ENOSPC || system_code == EDQUOT)
        return fail_full(store, err);
    if (system_code == ENOENT || system_code == 0)
        return err_set(err, SEKI_E_IO, "%s: %s", store->path, sqlite3_errstr(engine_code));
    return err_errno(err, system_code, "%s: %s", store->path, sqlite3_errstr(engine_code));
}

static int fail_constraint(struct store *store, int engine_code, struct seki_err *err)
{
    const char *text = store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(engine_code);
    if (engine_code == SQLITE_CONSTRAINT_PRIMARYKEY || engine_code == SQLITE_CONSTRAINT_UNIQUE)
        return err_set(err, SEKI_E_EXISTS, "%s", text);
    if (engine_code == SQLITE_CONSTRAINT_FOREIGNKEY)
        return err_set(err, SEKI_E_NOTFOUND, "%s: what it belongs to is not stored", store->path);
    if (engine_code == SQLITE_CONSTRAINT_TRIGGER)
        return err_set(err, SEKI_E_DENIED, "%s", text);
    return err_set(err, SEKI_E_INTERNAL, "%s: %s", store->path, text);
}

int sql_fail(struct store *store, int engine_code, struct seki_err *err)
{
    switch (engine_code & 0xff) {
    case SQLITE_NOMEM:
        return err_oom(err);
    case SQLITE_FULL:
        return fail_full(store, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, SEKI_E_BUSY, "%s: in use by another process", store->path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_set(err, SEKI_E_CORRUPT, "%s: %s", store->path, sqlite3_errstr(engine_code));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return fail_io(store, engine_code, err);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return err_set(err, SEKI_E_DENIED, "%s: cannot be written", store->path);
    case SQLITE_INTERRUPT:
        return err_set(err, SEKI_E_INTERRUPTED, "%s: interrupted", store->path);
    case SQLITE_TOOBIG:
        return err_set(err, SEKI_E_LIMIT, "%s: a value is too large for the store", store->path);
    case SQLITE_CONSTRAINT:
        return fail_constraint(store, engine_code, err);
    default:
        return err_set(err, SEKI_E_INTERNAL, "%s: %s", store->path,
                       store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(engine_code));
    }
}

/* -- parameters -- */

struct query *sql_ask(struct store *store, enum sql_id id)
{
    struct query *query = &store->queries[id];
    assert(!query->is_busy); /* one use of a statement at a time */
    struct sqlite3_stmt *statement = query->statement;
    int code = 0;
    if (!statement)
        code = sqlite3_prepare_v3(store->db, TEXTS[id], -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    *query =
        (struct query){.store = store, .statement = statement, .next_parameter = 1, .failed = code, .is_busy = true};
    return query;
}

static void stick(struct query *query, int code)
{
    if (code != SQLITE_OK && !query->failed)
        query->failed = code;
}

void sql_put_text(struct query *query, struct str text)
{
    if (query->failed)
        return;
    int at = query->next_parameter++;
    if (!text.p)
        stick(query, sqlite3_bind_null(query->statement, at));
    else
        stick(query, sqlite3_bind_text64(query->statement, at, text.p, text.n, SQLITE_STATIC, SQLITE_UTF8));
}

void sql_put_key(struct query *query, struct str text)
{
    sql_put_text(query, text.n ? text : STR_NULL);
}

void sql_put_int(struct query *query, int64_t number)
{
    if (!query->failed)
        stick(query, sqlite3_bind_int64(query->statement, query->next_parameter++, number));
}

void sql_put_day(struct query *query, struct day day, char storage[DAY_TEXT])
{
    day_text(day, storage);
    sql_put_key(query, str_c(storage));
}

/* -- rows -- */

int sql_next(struct query *query, struct seki_err *err)
{
    struct store *store = query->store;
    if (query->is_out_of_memory)
        return err_oom(err);
    if (query->failed)
        return sql_fail(store, query->failed, err);
    /* After some failures (no memory, full disk) the engine has undone the whole transaction. What follows would be
     * stored alone: refused until the caller rolls back. */
    if (store->is_spoilt || (store->in_transaction && sqlite3_get_autocommit(store->db)))
        return err_set(err, SEKI_E_IO, "%s: an earlier failure has undone the transaction", store->path);
    int code = sqlite3_step(query->statement);
    if (code == SQLITE_ROW)
        return 1;
    if (code == SQLITE_DONE)
        return 0;
    query->failed = code;
    return sql_fail(store, code, err);
}

int sql_run(struct query *query, struct seki_err *err)
{
    int got = sql_next(query, err);
    assert(got <= 0);
    return got;
}

int64_t sql_changes(const struct query *query)
{
    return sqlite3_changes64(query->store->db);
}

int64_t sql_int(const struct query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

bool sql_bool(const struct query *query, int column)
{
    return sql_int(query, column) != 0;
}

struct str sql_peek(const struct query *query, int column)
{
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL)
        return STR_NULL;
    const char *text = (const char *)sqlite3_column_text(query->statement, column);
    return text ? (struct str){text, (size_t)sqlite3_column_bytes(query->statement, column)} : STR("");
}

struct str sql_text(struct query *query, struct arena *arena, int column)
{
    struct str text = sql_peek(query, column);
    if (!text.p)
        return STR_NULL;
    struct str copy = arena_str(arena, text);
    if (!copy.p)
        query->is_out_of_memory = true;
    return copy;
}

struct day sql_day(const struct query *query, int column)
{
    struct day day = DAY_NONE;
    return day_parse(sql_peek(query, column), &day) ? day : DAY_NONE;
}

int sql_taken(const struct query *query, struct seki_err *err)
{
    /* The engine answers a text that it had no memory to read like an empty one, and says so only here. */
    bool is_lost = query->is_out_of_memory || sqlite3_errcode(query->store->db) == SQLITE_NOMEM;
    return is_lost ? err_oom(err) : 0;
}

void sql_end(struct query **query)
{
    if (!*query)
        return;
    if ((*query)->statement) {
        (void)sqlite3_reset((*query)->statement); /* repeats the failure that sql_next has told */
        (void)sqlite3_clear_bindings((*query)->statement);
    }
    (*query)->is_busy = false;
    *query = NULL;
}

int sql_exec(struct store *store, const char *text, struct seki_err *err)
{
    return sql_exec_rows(store, text, NULL, NULL, err);
}

int sql_exec_rows(struct store *store, const char *text, int (*each)(void *, int, char **, char **), void *ctx,
                  struct seki_err *err)
{
    int code = sqlite3_exec(store->db, text, each, ctx, NULL);
    if (code == SQLITE_ABORT)
        return err_set(err, SEKI_E_CORRUPT, "%s: not understood: the answer to %s", store->path, text);
    return code == SQLITE_OK ? 0 : sql_fail(store, code, err);
}
