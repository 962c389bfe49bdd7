/*
 * store/migrate_int.h - bring the schema of an open store up to date.
 *
 * A migration is a file NNN_name.sql of store/migrations, put into the program by tools/embed.py. The number in the
 * name is the version of the schema after it; numbers begin at 1 and have no gaps. Files are added, never changed.
 */
#ifndef STORE_MIGRATE_INT_H
#define STORE_MIGRATE_INT_H

#include "base/embed.h"
#include "store/sql_int.h"

struct migrations {
    const struct embedded_file *v; /* sorted by path */
    size_t n;
};

/* Those of the program. */
struct migrations migrate_builtin(void);

/*
 * Run what is missing, each file in one transaction. Before the first of them a copy is made as
 * backup/schema-<old>-to-<new>.db, unless the store is new (version 0). A store of a newer schema: SEKI_E_UNSUPPORTED.
 * After a failure the store has the schema of the last migration that was complete.
 */
int migrate_run(struct store *store, struct migrations migrations, struct seki_err *err);

#endif
