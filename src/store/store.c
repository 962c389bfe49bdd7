/* store/store.c - the data folder: make, open, close, settings; see store/store.h. */
#include "store/store.h"

#include "base/file.h"
#include "base/mem.h"
#include "store/migrate_int.h"
#include "store/sql_int.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char DATABASE[] = "sekisho.db";
/* The name of a database that is being made. */
static const char UNFINISHED[] = "sekisho.db.part";
static const char *const FOLDERS[] = {"index", "backup"};

static int join(char ret_path[STORE_PATH], const char *dir, const char *name, struct seki_err *err)
{
    int n = snprintf(ret_path, STORE_PATH, "%s/%s", dir, name);
    return n < 0 || n >= STORE_PATH - 64 ? err_set(err, SEKI_E_LIMIT, "%s: path too long", dir) : 0;
}

/* -- making -- */

/* What was made and goes again when something fails. */
struct making {
    char dir[STORE_PATH], database[STORE_PATH], unfinished[STORE_PATH], folders[ARRAY_LEN(FOLDERS)][STORE_PATH];
    bool has_dir, has_database, has_unfinished, has_folder[ARRAY_LEN(FOLDERS)];
};

static int make_folder(const char *path, bool *ret_made, struct seki_err *err)
{
    bool is_there = file_exists(path);
    TRY(dir_make_private(path, err));
    *ret_made = !is_there;
    /* A umask may have taken the owner's bits. */
    if (!is_there && chmod(path, 0700) < 0)
        return err_errno(err, errno, "make folder %s", path);
    return 0;
}

static int make_file(struct making *making, struct seki_err *err)
{
    /* Left by a run that was killed. */
    (void)unlink(making->unfinished);
    AUTO(file_close) int fd = open(making->unfinished, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_errno(err, errno, "create %s", making->unfinished);
    making->has_unfinished = true;
    return fchmod(fd, 0600) < 0 ? err_errno(err, errno, "create %s", making->unfinished) : 0;
}

static int fill(struct store *store, const struct store_settings *settings, int64_t now_ms, struct seki_err *err)
{
    char created_at[MOMENT_TEXT];
    moment_text(now_ms, created_at);
    TRY(sql_open(store, SQL_OPEN_NEW, err));
    TRY(migrate_run(store, migrate_builtin(), err));
    TRY(store_begin(store, err));
    TRY(store_setting_put(store, STR("home"), settings->home.n ? settings->home : STR("JP"), err));
    TRY(store_setting_put(store, STR("timezone"), settings->timezone.n ? settings->timezone : STR("Asia/Tokyo"), err));
    TRY(store_setting_put(store, STR("created_at"), str_c(created_at), err));
    return store_commit(store, err);
}

static int build(const struct making *making, const struct store_settings *settings, int64_t now_ms,
                 struct seki_err *err)
{
    AUTO(mem_free_at) struct store *store = mem_zalloc(1, sizeof(*store));
    TRY_MEM(store, err);
    memcpy(store->dir, making->dir, sizeof(store->dir));
    memcpy(store->path, making->unfinished, sizeof(store->path));
    int code = fill(store, settings, now_ms, err);
    sql_close(store);
    return code;
}

/* Give the finished file its name; a store that somebody else made meanwhile stays. */
static int give_name(struct making *making, struct seki_err *err)
{
    if (link(making->unfinished, making->database) == 0)
        (void)unlink(making->unfinished);
    else if (errno == EEXIST)
        return err_set(err, SEKI_E_EXISTS, "%s: there is a store already", making->dir);
    else if (rename(making->unfinished, making->database) < 0) /* a file system without links */
        return err_errno(err, errno, "rename %s", making->unfinished);
    making->has_unfinished = false;
    making->has_database = true;
    return file_sync_dir(making->dir, err);
}

static void unmake(const struct making *making)
{
    char path[STORE_PATH + 16];
    (void)snprintf(path, sizeof(path), "%s-journal", making->unfinished);
    if (making->has_unfinished) {
        (void)unlink(making->unfinished);
        (void)unlink(path);
    }
    if (making->has_database)
        (void)unlink(making->database);
    for (size_t i = 0; i < ARRAY_LEN(FOLDERS); i++)
        if (making->has_folder[i])
            (void)rmdir(making->folders[i]);
    if (making->has_dir)
        (void)rmdir(making->dir);
}

static int make_all(struct making *making, const struct store_settings *settings, int64_t now_ms, struct seki_err *err)
{
    TRY(make_folder(making->dir, &making->has_dir, err));
    if (file_exists(making->database))
        return err_set(err, SEKI_E_EXISTS, "%s: there is a store already", making->dir);
    for (size_t i = 0; i < ARRAY_LEN(FOLDERS); i++)
        TRY(make_folder(making->folders[i], &making->has_folder[i], err));
    TRY(make_file(making, err));
    TRY(build(making, settings, now_ms, err));
    return give_name(making, err);
}

int store_create(const char *data_dir, const struct store_settings *settings, int64_t now_ms, struct seki_err *err)
{
    AUTO(mem_free_at) struct making *making = mem_zalloc(1, sizeof(*making));
    TRY_MEM(making, err);
    TRY(join(making->database, data_dir, DATABASE, err));
    TRY(join(making->unfinished, data_dir, UNFINISHED, err));
    for (size_t i = 0; i < ARRAY_LEN(FOLDERS); i++)
        TRY(join(making->folders[i], data_dir, FOLDERS[i], err));
    (void)snprintf(making->dir, sizeof(making->dir), "%s", data_dir);
    int code = make_all(making, settings, now_ms, err);
    if (code < 0)
        unmake(making);
    return code;
}

/* -- opening -- */

static int check_file(const struct store *store, struct seki_err *err)
{
    struct stat info;
    TRY(dir_check_private(store->dir, err));
    if (stat(store->path, &info) < 0 && errno == ENOENT)
        return err_set(err, SEKI_E_NOTFOUND, "%s: there is no store; make one with: sekisho init --data %s", store->dir,
                       store->dir);
    if (stat(store->path, &info) < 0)
        return err_errno(err, errno, "%s", store->path);
    if (!S_ISREG(info.st_mode))
        return err_set(err, SEKI_E_CORRUPT, "%s: is not a file", store->path);
    if (info.st_uid != geteuid() || (info.st_mode & (S_IRWXG | S_IRWXO)))
        return err_set(err, SEKI_E_UNSAFE, "%s: others can read it (mode %04o); run: chmod 600", store->path,
                       (unsigned)(info.st_mode & 07777));
    return 0;
}

static int open_parts(struct store *store, const char *data_dir, struct seki_err *err)
{
    TRY(join(store->path, data_dir, DATABASE, err));
    (void)snprintf(store->dir, sizeof(store->dir), "%s", data_dir);
    TRY(check_file(store, err));
    for (size_t i = 0; i < ARRAY_LEN(FOLDERS); i++) {
        char path[STORE_PATH];
        bool is_made = false;
        TRY(join(path, data_dir, FOLDERS[i], err));
        TRY(make_folder(path, &is_made, err));
    }
    TRY(sql_open(store, SQL_OPEN_OLD, err));
    return migrate_run(store, migrate_builtin(), err);
}

int store_open(const char *data_dir, struct store **ret_store, struct seki_err *err)
{
    struct store *store = mem_zalloc(1, sizeof(*store));
    TRY_MEM(store, err);
    int code = open_parts(store, data_dir, err);
    if (code < 0)
        store_close(&store);
    else
        *ret_store = store;
    return code;
}

void store_close(struct store **store)
{
    if (!*store)
        return;
    store_rollback(*store);
    sql_close(*store);
    mem_free(*store);
    *store = NULL;
}

const char *store_dir(const struct store *store)
{
    return store->dir;
}

const char *store_index_path(const struct store *store, struct arena *arena, struct str edition_id)
{
    return arena_printf(arena, "%s/index/%.*s.idx", store->dir, STR_ARG(edition_id)).p;
}

int store_schema_version(const struct store *store)
{
    return store->schema_version;
}

/* -- settings -- */

int store_setting_get(struct store *store, struct arena *arena, struct str key, struct str *ret_value,
                      struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_SETTING_GET);
    sql_put_text(query, key);
    int got = sql_next(query, err);
    TRY(got);
    struct str value = got ? sql_text(query, arena, 0) : STR_NULL;
    TRY(sql_taken(query, err));
    *ret_value = value;
    return 0;
}

int store_setting_put(struct store *store, struct str key, struct str value, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_SETTING_PUT);
    sql_put_text(query, key);
    sql_put_text(query, value);
    return sql_run(query, err);
}
