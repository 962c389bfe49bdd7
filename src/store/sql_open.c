/*
 * store/sql_open.c - open, close, copy and check the database file; see store/sql_int.h.
 *
 * Settings, and why:
 *   journal_mode=wal       readers do not wait for the writer
 *   synchronous=full       a committed transaction survives a loss of power
 *   trusted_schema=off, cell_size_check=on, defensive    a file changed by somebody else cannot run or overrun anything
 *   recursive_triggers=on  "insert or replace" cannot go around the triggers of append-only tables
 *   temp_store=memory      no temporary file with its own mode
 */
#include "base/file.h"
#include "store/sql_int.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x534b5348 /* "SKSH" */, BUSY_MS = 5000 };

static const char SETTINGS[] = "pragma foreign_keys=on; pragma trusted_schema=off; pragma cell_size_check=on;"
                               "pragma recursive_triggers=on; pragma temp_store=memory; pragma synchronous=full;"
                               "pragma cache_size=-16384; pragma journal_size_limit=67108864;";

enum { ANSWER = 32 };

static int take_answer(void *answer, int columns, char **values, char **names)
{
    (void)names;
    (void)snprintf(answer, ANSWER, "%s", columns == 1 && values[0] ? values[0] : "");
    return 0;
}

/* The one value that a pragma answers with. */
static int ask_pragma(struct store *store, const char *text, char ret_answer[ANSWER], struct seki_err *err)
{
    ret_answer[0] = '\0';
    return sql_exec_rows(store, text, take_answer, ret_answer, err);
}

static int mark_new(struct store *store, struct seki_err *err)
{
    char text[64];
    (void)snprintf(text, sizeof(text), "pragma application_id=%d", APPLICATION_ID);
    return sql_exec(store, text, err);
}

/* Ours, and in write-ahead mode. (A new store is built without, so that it is one file when it gets its name.) */
static int take_old(struct store *store, struct seki_err *err)
{
    char answer[ANSWER], ours[ANSWER];
    (void)snprintf(ours, sizeof(ours), "%d", APPLICATION_ID);
    TRY(ask_pragma(store, "pragma application_id", answer, err));
    if (strcmp(answer, ours) != 0)
        return err_set(err, SEKI_E_CORRUPT, "%s: is no store of this program", store->path);
    TRY(ask_pragma(store, "pragma journal_mode=wal", answer, err));
    if (strcmp(answer, "wal") != 0)
        return err_set(err, SEKI_E_UNSUPPORTED, "%s: the file system cannot hold a write-ahead log", store->path);
    return 0;
}

int sql_open(struct store *store, enum sql_mode mode, struct seki_err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(store->path, &store->db, flags, NULL);
    if (code != SQLITE_OK || !store->db)
        return sql_fail(store, code == SQLITE_OK ? SQLITE_NOMEM : code, err);
    (void)sqlite3_busy_timeout(store->db, BUSY_MS);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    TRY(sql_exec(store, SETTINGS, err));
    return mode == SQL_OPEN_NEW ? mark_new(store, err) : take_old(store, err);
}

void sql_close(struct store *store)
{
    for (size_t i = 0; i < SQL_COUNT; i++) {
        (void)sqlite3_finalize(store->queries[i].statement);
        store->queries[i] = (struct query){0};
    }
    (void)sqlite3_close(store->db);
    store->db = NULL;
}

/* -- a copy -- */

static int copy_pages(struct store *store, struct store *copy, struct seki_err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    int code = sqlite3_open_v2(copy->path, &copy->db, flags, NULL);
    if (code != SQLITE_OK)
        return sql_fail(copy, code, err);
    sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
    if (!backup)
        return sql_fail(copy, sqlite3_extended_errcode(copy->db), err);
    code = sqlite3_backup_step(backup, -1);
    int end = sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        code = end;
    return code == SQLITE_OK ? 0 : sql_fail(copy, code, err);
}

static void remove_copy(const struct store *copy)
{
    static const char *const TAILS[] = {"", "-journal", "-wal", "-shm"};
    char path[STORE_PATH + 16];
    for (size_t i = 0; i < ARRAY_LEN(TAILS); i++) {
        (void)snprintf(path, sizeof(path), "%s%s", copy->path, TAILS[i]);
        (void)unlink(path);
    }
}

int sql_backup(struct store *store, const char *to_path, struct seki_err *err)
{
    struct store *copy = &(struct store){0};
    memcpy(copy->dir, store->dir, sizeof(copy->dir));
    if ((size_t)snprintf(copy->path, sizeof(copy->path), "%s.part", to_path) >= sizeof(copy->path))
        return err_set(err, SEKI_E_LIMIT, "%s: path too long", to_path);
    remove_copy(copy); /* of an attempt that was interrupted */
    AUTO(file_close) int fd = open(copy->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 || fchmod(fd, 0600) < 0)
        return err_errno(err, errno, "create %s", copy->path);
    int code = copy_pages(store, copy, err);
    sql_close(copy);
    if (code == 0)
        code = file_sync(fd, copy->path, err);
    if (code == 0 && rename(copy->path, to_path) < 0)
        code = err_errno(err, errno, "rename %s", copy->path);
    if (code < 0)
        remove_copy(copy);
    return code;
}

/* -- the engine's own check -- */

struct problems {
    struct arena *arena;
    const char *path;
    struct str *v;
    size_t n, cap;
    bool is_out_of_memory;
};

static int take_problem(void *ctx, int columns, char **values, char **names)
{
    struct problems *problems = ctx;
    (void)names;
    if (columns != 1 || !values[0] || strcmp(values[0], "ok") == 0)
        return 0;
    struct str text = arena_printf(problems->arena, "%s: %s", problems->path, values[0]);
    problems->is_out_of_memory |= !text.p || !ARENA_PUSH(problems->arena, problems, text);
    return 0;
}

int sql_check(struct store *store, struct arena *arena, int max, struct str_list *ret_problems, struct seki_err *err)
{
    struct problems problems = {.arena = arena, .path = store->path};
    char text[160];
    (void)snprintf(text, sizeof(text), "pragma integrity_check(%d)", max);
    TRY(sql_exec_rows(store, text, take_problem, &problems, err));
    (void)snprintf(text, sizeof(text),
                   "select 'a row of ' || \"table\" || ' belongs to nothing' from pragma_foreign_key_check limit %d",
                   max);
    TRY(sql_exec_rows(store, text, take_problem, &problems, err));
    if (problems.is_out_of_memory)
        return err_oom(err);
    *ret_problems = (struct str_list){problems.v, problems.n};
    return 0;
}
