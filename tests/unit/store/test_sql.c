/* tests/unit/store/test_sql.c - the engine behind a few verbs: statements, failures, append-only tables. */
#include "store/sql_int.h"
#include "store_test.h"

#include <sqlite3.h>

static const char *const NAMES[] = {
#define SQL_STATEMENT(name, text) #name,
#include "store/statements.def"
#undef SQL_STATEMENT
};

/* Every row of statements.def is SQL that this schema understands. */
static void all_statements_prepare(void **state)
{
    struct fixture *f = *state;
    for (int id = 0; id < SQL_COUNT; id++) {
        struct query *query = sql_ask(f->store, (enum sql_id)id);
        if (query->failed)
            fail_msg("%s: %s", NAMES[id], sqlite3_errmsg(f->store->db));
        sql_end(&query);
    }
}

static void maps_failures(void **state)
{
    static const struct {
        int engine, ours;
    } ROWS[] = {
        {SQLITE_FULL, SEKI_E_FULL},
        {SQLITE_BUSY, SEKI_E_BUSY},
        {SQLITE_BUSY_SNAPSHOT, SEKI_E_BUSY},
        {SQLITE_LOCKED, SEKI_E_BUSY},
        {SQLITE_CORRUPT, SEKI_E_CORRUPT},
        {SQLITE_NOTADB, SEKI_E_CORRUPT},
        {SQLITE_NOMEM, SEKI_E_NOMEM},
        {SQLITE_IOERR_NOMEM, SEKI_E_NOMEM},
        {SQLITE_IOERR_READ, SEKI_E_IO},
        {SQLITE_CANTOPEN, SEKI_E_IO},
        {SQLITE_READONLY, SEKI_E_DENIED},
        {SQLITE_INTERRUPT, SEKI_E_INTERRUPTED},
        {SQLITE_TOOBIG, SEKI_E_LIMIT},
        {SQLITE_CONSTRAINT_PRIMARYKEY, SEKI_E_EXISTS},
        {SQLITE_CONSTRAINT_FOREIGNKEY, SEKI_E_NOTFOUND},
        {SQLITE_CONSTRAINT_TRIGGER, SEKI_E_DENIED},
        {SQLITE_CONSTRAINT_NOTNULL, SEKI_E_INTERNAL},
        {SQLITE_ERROR, SEKI_E_INTERNAL},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        assert_int_equal(sql_fail(f->store, ROWS[i].engine, &f->err), ROWS[i].ours);
        assert_int_equal(sql_fail(f->store, ROWS[i].engine, NULL), ROWS[i].ours);
    }
    assert_int_equal(sql_fail(f->store, SQLITE_FULL, &f->err), SEKI_E_FULL);
    assert_non_null(strstr(f->err.reason, f->dir));
    assert_non_null(strstr(f->err.reason, "KiB free"));
}

/* One row in each append-only table, then the attempt to change and to remove it. */
static void append_only_tables(void **state)
{
    static const char FILL[] =
        "insert into list_edition values ('e','l',null,'t','s','f',1);"
        "insert into list_file values ('e',1,'n','s',1);"
        "insert into list_total values ('e',1,1,0,0,null,1,0,0,0);"
        "insert into list_undo values ('e','t','a');"
        "insert into list_body values ('h','{}');"
        "insert into list_party values ('e','1','h',1,1);"
        "insert into list_reject values ('e',1,'f',1,'r');"
        "insert into list_relation values ('e',1,'a','b','{}');"
        "insert into list_node_key values ('k','e','a');"
        "insert into dealing values "
        "('d',1,'procurement','2026-01-01',null,null,null,null,'{}','s','t','a',null,null,0,0,"
        "null,0);"
        "insert into assessment values ('d',1,1,'t','a','green',0,'{}');"
        "insert into review values (1,'l','e',null,'i',null,'n','','',0,'r','a','t');"
        "insert into review_key values ('k','l','e',1);"
        "insert into known_party values ('p','known_good','n','k','k','','','2026-01-01',1,'a','t');"
        "insert into known_party_end values ('p','a','t');"
        "insert into audit values (1,'t','a','','','v','','','p','h');";
    static const struct {
        const char *table, *column;
    } TABLES[] = {
        {"list_edition", "list"}, {"list_file", "name"},     {"list_total", "parties"}, {"list_body", "body"},
        {"list_party", "entry"},  {"list_reject", "reason"}, {"list_relation", "body"}, {"list_node_key", "key"},
        {"dealing", "body"},      {"assessment", "level"},   {"audit", "actor"},        {"list_undo", "actor"},
        {"review", "reason"},     {"review_key", "key"},     {"known_party", "until"},  {"known_party_end", "actor"},
    };
    struct fixture *f = *state;
    assert_ok(sql_exec(f->store, FILL, &f->err));
    for (size_t i = 0; i < ARRAY_LEN(TABLES); i++) {
        const char *table = TABLES[i].table, *column = TABLES[i].column;
        char texts[3][128];
        (void)snprintf(texts[0], sizeof(texts[0]), "delete from %s", table);
        (void)snprintf(texts[1], sizeof(texts[1]), "update %s set %s = %s", table, column, column);
        (void)snprintf(texts[2], sizeof(texts[2]), "replace into %s select * from %s", table, table);
        for (size_t k = 0; k < ARRAY_LEN(texts); k++) {
            int code = sql_exec(f->store, texts[k], &f->err);
            if (code != SEKI_E_DENIED)
                fail_msg("%s: %d", texts[k], code);
        }
    }
}

/* A transaction that the engine has undone must not go on row by row. */
static void undone_transaction_stays_undone(void **state)
{
    struct fixture *f = *state;
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("a"), STR("1"), &f->err));
    assert_ok(sql_exec(f->store, "rollback", &f->err)); /* as after a full disk */
    assert_int_equal(store_setting_put(f->store, STR("b"), STR("1"), &f->err), SEKI_E_IO);
    assert_int_equal(store_savepoint(f->store, &f->err), SEKI_E_IO);
    assert_int_equal(store_commit(f->store, &f->err), SEKI_E_IO);
    store_rollback(f->store);
    struct str value = STR("?");
    assert_ok(store_setting_get(f->store, &f->arena, STR("b"), &value, &f->err));
    assert_null(value.p);
}

/* A small limit of pages is what a full disk looks like to the engine. */
static void full_disk_is_told(void **state)
{
    struct fixture *f = *state;
    static char big[512 * 1024];
    memset(big, 'x', sizeof(big));
    assert_ok(sql_exec(f->store, "pragma max_page_count=100", &f->err));
    assert_ok(store_begin(f->store, &f->err));
    assert_int_equal(store_setting_put(f->store, STR("a"), (struct str){big, sizeof(big)}, &f->err), SEKI_E_FULL);
    assert_non_null(strstr(f->err.reason, "no space left"));
    assert_non_null(strstr(f->err.reason, f->dir));
    store_rollback(f->store);
    assert_ok(store_setting_put(f->store, STR("a"), STR("small"), &f->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(all_statements_prepare),          STORE_TEST(maps_failures),     STORE_TEST(append_only_tables),
        STORE_TEST(undone_transaction_stays_undone), STORE_TEST(full_disk_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
