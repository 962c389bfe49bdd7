/*
 * store/transaction.c - transactions and savepoints of store/store.h.
 *
 * All savepoints have one name: SQL takes the newest of that name, which is the nesting we want.
 */
#include "store/sql_int.h"

#include <assert.h>

int store_begin(struct store *store, struct seki_err *err)
{
    assert(!store->in_transaction);
    TRY(sql_exec(store, "begin immediate", err));
    store->in_transaction = true;
    store->is_spoilt = false;
    store->savepoints = 0;
    return 0;
}

static int run(struct store *store, enum sql_id id, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    return sql_run(query, err);
}

int store_commit(struct store *store, struct seki_err *err)
{
    assert(store->in_transaction);
    TRY(run(store, SQL_COMMIT, err));
    store->in_transaction = false;
    return 0;
}

void store_rollback(struct store *store)
{
    if (!store->in_transaction)
        return;
    /* Fails only when the engine has rolled back already, which is what is wanted. */
    (void)sql_exec(store, "rollback", NULL);
    store->in_transaction = store->is_spoilt = false;
    store->savepoints = 0;
}

bool store_in_transaction(const struct store *store)
{
    return store->in_transaction;
}

int store_savepoint(struct store *store, struct seki_err *err)
{
    assert(store->in_transaction);
    TRY(run(store, SQL_SAVEPOINT, err));
    store->savepoints++;
    return 0;
}

int store_release(struct store *store, struct seki_err *err)
{
    assert(store->savepoints > 0);
    TRY(run(store, SQL_RELEASE, err));
    store->savepoints--;
    return 0;
}

void store_rollback_to(struct store *store)
{
    if (store->savepoints == 0)
        return;
    int code = run(store, SQL_ROLLBACK_TO, NULL);
    if (code == 0)
        code = run(store, SQL_RELEASE, NULL);
    store->is_spoilt |= code < 0;
    store->savepoints--;
}

int transaction_enter(struct store *store, bool *ret_is_own, struct seki_err *err)
{
    bool is_own = !store->in_transaction;
    if (is_own)
        TRY(store_begin(store, err));
    *ret_is_own = is_own;
    return 0;
}

int transaction_leave(struct store *store, bool is_own, int code, struct seki_err *err)
{
    if (!is_own)
        return code;
    if (code >= 0) {
        int commit = store_commit(store, err);
        if (commit >= 0)
            return code;
        code = commit;
    }
    store_rollback(store);
    return code;
}
