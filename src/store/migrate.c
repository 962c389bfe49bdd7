/* store/migrate.c - see store/migrate_int.h. */
#include "store/migrate_int.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded_file STORE_MIGRATIONS[];
extern const size_t STORE_MIGRATIONS_COUNT;

struct migrations migrate_builtin(void)
{
    return (struct migrations){STORE_MIGRATIONS, STORE_MIGRATIONS_COUNT};
}

static int back_up(struct store *store, int from, int to, struct seki_err *err)
{
    char path[STORE_PATH];
    int n = snprintf(path, sizeof(path), "%s/backup/schema-%d-to-%d.db", store->dir, from, to);
    if (n < 0 || (size_t)n >= sizeof(path))
        return err_set(err, SEKI_E_LIMIT, "%s: path too long", store->dir);
    TRY(sql_backup(store, path, err));
    *strrchr(path, '/') = '\0';
    return file_sync_dir(path, err);
}

/* Another process may have run it between our look and our lock: look again inside the transaction. */
static int run_locked(struct store *store, const struct embedded_file *script, int to, struct seki_err *err)
{
    int version = 0;
    TRY(sql_version_get(store, &version, err));
    if (version >= to)
        return 0;
    TRY(sql_run_script(store, script, err));
    return sql_version_put(store, to, err);
}

static int run_one(struct store *store, const struct embedded_file *script, int to, struct seki_err *err)
{
    bool is_own = false;
    TRY(transaction_enter(store, &is_own, err));
    return transaction_leave(store, is_own, run_locked(store, script, to, err), err);
}

int migrate_run(struct store *store, struct migrations migrations, struct seki_err *err)
{
    int version = 0, newest = (int)migrations.n;
    TRY(sql_version_get(store, &version, err));
    if (version > newest)
        return err_set(err, SEKI_E_UNSUPPORTED,
                       "%s: made by a newer program (schema %d, this one knows %d); update the program", store->path,
                       version, newest);
    if (version > 0 && version < newest)
        TRY(back_up(store, version, newest, err));
    for (int to = version + 1; to <= newest; to++) {
        int code = run_one(store, &migrations.v[to - 1], to, err);
        if (code < 0) {
            err_trail(err, "bringing the store to schema %d", to);
            return code;
        }
    }
    store->schema_version = newest;
    return 0;
}
