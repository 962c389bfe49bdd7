/* tests/unit/store/test_audit.c - the chain: what was changed, removed, swapped or cut off is found. */
#include "store/audit.h"
#include "store/sql_int.h"
#include "store_test.h"

static void add(struct fixture *f, int n)
{
    for (int i = 1; i <= n; i++) {
        struct audit_entry entry = {.at = STR("2026-11-25T00:00:00Z"),
                                    .actor = STR("yamada"),
                                    .roles = STR("clerk"),
                                    .verb = STR("assess"),
                                    .object = arena_printf(&f->arena, "dealing po-%d", i)};
        assert_ok(audit_add(f->store, &entry, &f->err));
    }
}

static struct audit_state verified(struct fixture *f)
{
    struct audit_state audit = {0};
    assert_ok(audit_verify(f->store, &f->arena, &audit, &f->err));
    return audit;
}

static void chain_is_whole(void **state)
{
    struct fixture *f = *state;
    struct audit_rows rows = {0};
    assert_true(verified(f).is_whole);
    add(f, 5);
    struct audit_state audit = verified(f);
    assert_true(audit.is_whole);
    assert_int_equal(audit.rows, 5);
    assert_ok(audit_list(f->store, &f->arena, 2, 2, &rows, &f->err));
    assert_int_equal(rows.n, 2);
    assert_int_equal(rows.v[0].seq, 3);
    assert_str(rows.v[0].entry.object, "dealing po-3");
    assert_str(rows.v[0].entry.purpose, "");
    assert_memory_equal(rows.v[1].previous.p, rows.v[0].hash.p, 64);
}

/* The canonical form is fixed: another program can compute the chain. */
static void hash_is_fixed(void **state)
{
    struct fixture *f = *state;
    struct audit_rows rows = {0};
    struct audit_entry entry = {.at = STR("t"), .actor = STR("a"), .verb = STR("v")};
    assert_ok(audit_add(f->store, &entry, &f->err));
    assert_ok(audit_list(f->store, &f->arena, 0, 1, &rows, &f->err));
    assert_str(rows.v[0].hash, "95626adc68b9cc1fe612be3d69df53f4734cfd54db5284d049b42d20c18db56d");
}

static void finds_damage(void **state)
{
    static const struct {
        const char *sql;
        int bad_seq;
        const char *problem;
    } ROWS[] = {
        {"update audit set actor = 'tanaka' where seq = 3", 3, "was changed"},
        {"update audit set detail = 'x', hash = hash where seq = 1", 1, "was changed"},
        {"update audit set roles = 'cler', purpose = 'k' where seq = 2", 2, "was changed"},
        {"delete from audit where seq = 2", 3, "missing before it"},
        {"delete from audit where seq = 1", 2, "missing before it"},
        {"delete from audit where seq = 5", 5, "cut off"},
        {"delete from audit where seq >= 4", 4, "cut off"},
        {"delete from audit", 1, "cut off"},
        {"update audit set seq = 99 where seq = 2; update audit set seq = 2 where seq = 3;"
         "update audit set seq = 3 where seq = 99",
         2, "does not follow"},
        {"update audit set hash = previous where seq = 4", 4, "was changed"},
        {"update audit_head set hash = 'x'", 5, "not the row that was written last"},
        {"insert into audit select 6, at, actor, roles, purpose, verb, object, detail, hash, hash from audit "
         "where seq = 5",
         6, "was changed"},
    };
    struct fixture *f = *state;
    add(f, 5);
    assert_ok(sql_exec(f->store, "drop trigger audit_no_update; drop trigger audit_no_delete", &f->err));
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        assert_ok(store_begin(f->store, &f->err));
        assert_ok(sql_exec(f->store, ROWS[i].sql, &f->err));
        struct audit_state audit = verified(f);
        store_rollback(f->store);
        if (audit.is_whole || audit.bad_seq != ROWS[i].bad_seq || !str_has(audit.problem, str_c(ROWS[i].problem)))
            fail_msg("row %zu: %.*s", i, STR_ARG(audit.problem));
    }
    assert_true(verified(f).is_whole);
}

static void goes_with_its_transaction(void **state)
{
    struct fixture *f = *state;
    assert_ok(store_begin(f->store, &f->err));
    add(f, 2);
    store_rollback(f->store);
    assert_int_equal(verified(f).rows, 0);
    add(f, 1);
    assert_int_equal(verified(f).rows, 1);
    assert_true(verified(f).is_whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(chain_is_whole),
        STORE_TEST(hash_is_fixed),
        STORE_TEST(finds_damage),
        STORE_TEST(goes_with_its_transaction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
