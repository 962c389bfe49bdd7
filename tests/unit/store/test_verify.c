/* tests/unit/store/test_verify.c - what store_verify finds. */
#include "store/audit.h"
#include "store/dealings.h"
#include "store/lists.h"
#include "store/sql_int.h"
#include "store_test.h"

/* One edition, one dealing with an assessment, one audit row. */
static void fill(struct fixture *f)
{
    struct party_name names[] = {{STR("Alpha"), PARTY_NAME_PRIMARY}};
    struct party_record record = {.entry = STR("1"), .is_listed = true, .names = names, .n_names = 1};
    struct new_edition edition = {
        .id = STR("e"), .list = STR("l"), .imported_at = STR("t"), .sha256 = STR("s"), .format = STR("f")};
    struct dealing_row row = {.id = STR("po-1"),
                              .version = 1,
                              .kind = STR("procurement"),
                              .date = {2026, 1, 1},
                              .body = STR("{}"),
                              .at = STR("t"),
                              .actor = STR("a")};
    struct assessment_row assessment = {.dealing = STR("po-1"),
                                        .version = 1,
                                        .at = STR("t"),
                                        .actor = STR("a"),
                                        .level = STR("green"),
                                        .body = STR("{}")};
    struct audit_entry entry = {.at = STR("t"), .actor = STR("a"), .verb = STR("import")};
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(lists_begin_edition(f->store, &edition, &f->err));
    assert_ok(lists_add_record(f->store, STR("e"), &record, &f->err));
    assert_ok(lists_finish_edition(f->store, &f->arena, STR("e"), NULL, &f->err));
    assert_ok(dealing_put(f->store, &row, NULL, &f->err));
    assert_ok(assessment_put(f->store, &assessment, &f->err));
    assert_ok(audit_add(f->store, &entry, &f->err));
    assert_ok(store_commit(f->store, &f->err));
}

static void whole_store_is_whole(void **state)
{
    struct fixture *f = *state;
    struct store_health health;
    assert_ok(store_verify(f->store, &f->arena, &health, &f->err));
    assert_true(health.is_whole);
    fill(f);
    assert_ok(store_verify(f->store, &f->arena, &health, &f->err));
    assert_true(health.is_whole);
    assert_int_equal(health.problems.n, 0);
    assert_int_equal(health.editions, 1);
    assert_int_equal(health.dealings, 1);
    assert_int_equal(health.assessments, 1);
    assert_int_equal(health.audit_rows, 1);
}

static void finds_damage(void **state)
{
    static const struct {
        const char *sql, *problem;
    } ROWS[] = {
        {"update list_body set body = '{\"entry\":\"2\"}'", "record: the content does not fit its hash"},
        {"update dealing set body = '[]'", "dealing po-1 version 1: the content does not fit its hash"},
        {"delete from list_party", "edition e of l: 0 parties, 1 were imported"},
        {"update dealing_head set version = 2", "dealing po-1: versions are missing"},
        {"update audit set verb = 'x'", "audit row 1: it was changed"},
        {"pragma defer_foreign_keys=on; delete from list_body", "a row of list_party belongs to nothing"},
        {"delete from audit_head", "head of the audit chain is missing"},
    };
    static const char DROP[] = "drop trigger list_body_no_update; drop trigger dealing_no_update;"
                               "drop trigger list_party_no_delete; drop trigger audit_no_update;"
                               "drop trigger list_body_no_delete";
    struct fixture *f = *state;
    fill(f);
    assert_ok(sql_exec(f->store, DROP, &f->err));
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct store_health health;
        assert_ok(store_begin(f->store, &f->err));
        assert_ok(sql_exec(f->store, ROWS[i].sql, &f->err));
        assert_ok(store_verify(f->store, &f->arena, &health, &f->err));
        store_rollback(f->store);
        if (health.is_whole || health.problems.n != 1 || !str_has(health.problems.v[0], str_c(ROWS[i].problem)))
            fail_msg("row %zu: %.*s", i, STR_ARG(health.problems.n ? health.problems.v[0] : STR("nothing")));
    }
}

/* A page of the file overwritten: found, or refused as damaged; never believed. */
static void finds_broken_page(void **state)
{
    struct fixture *f = *state;
    struct store_health health = {0};
    struct stat info;
    fill(f);
    store_close(&f->store);
    assert_int_equal(stat(f->path, &info), 0);
    FILE *file = fopen(f->path, "r+b");
    assert_non_null(file);
    for (long page = 1; page < info.st_size / 4096; page += 2) {
        assert_int_equal(fseek(file, page * 4096 + 1, SEEK_SET), 0);
        assert_int_equal(fwrite("broken", 1, 6, file), 6);
    }
    assert_int_equal(fclose(file), 0);
    int code = store_open(f->dir, &f->store, &f->err);
    if (code == 0)
        code = store_verify(f->store, &f->arena, &health, &f->err);
    assert_true(code == SEKI_E_CORRUPT || (code == 0 && !health.is_whole && health.problems.n > 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(whole_store_is_whole),
        STORE_TEST(finds_damage),
        STORE_TEST(finds_broken_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
