/* tests/unit/store/test_migrate.c - schemas brought up to date, a copy first. */
#include "store/migrate_int.h"
#include "store_test.h"

#define SCRIPT(path, text)                                                                                             \
    {                                                                                                                  \
        path, text, sizeof(text) - 1                                                                                   \
    }
/* The program's own first, then what a later program may add. */
static const struct embedded_file LATER[] = {
    SCRIPT("101_more.sql", "create table more (id text not null primary key, n {bigint} not null) {table};\n"
                           "{append_only more}\ninsert into more (id, n) values ('a', 1);\n"),
    SCRIPT("102_column.sql", "alter table more add column note text;\n"),
    SCRIPT("102_wrong.sql", "alter table more add column note text;\ncreate table wrong (;\n"),
    SCRIPT("102_unknown.sql", "{surprise}\n"),
};

enum { MOST = 64 };

/* Those of the program and one or two more; second < 0 = only one. */
static struct migrations with(struct embedded_file v[MOST], int first, int second)
{
    struct migrations builtin = migrate_builtin();
    size_t n = builtin.n;
    assert_true(n < MOST - 2);
    memcpy(v, builtin.v, n * sizeof(*v));
    v[n++] = LATER[first];
    if (second >= 0)
        v[n++] = LATER[second];
    return (struct migrations){v, n};
}

static int newest(void)
{
    return (int)migrate_builtin().n;
}

static int version_of(struct fixture *f)
{
    int version = -1;
    assert_ok(sql_version_get(f->store, &version, &f->err));
    return version;
}

static void numbers_have_no_gaps(void **state)
{
    struct migrations builtin = migrate_builtin();
    (void)state;
    for (size_t i = 0; i < builtin.n; i++) {
        char number[32];
        (void)snprintf(number, sizeof(number), "/%03zu_", i + 1);
        assert_non_null(strstr(builtin.v[i].path, number));
    }
}

static void migrates_with_copy(void **state)
{
    struct fixture *f = *state;
    struct embedded_file v[MOST];
    char copy[256];
    struct stat info;
    assert_ok(store_setting_put(f->store, STR("mark"), STR("before"), &f->err));
    assert_ok(migrate_run(f->store, with(v, 0, 1), &f->err));
    assert_int_equal(version_of(f), newest() + 2);
    assert_ok(sql_exec(f->store, "select id, n, note from more", &f->err));
    assert_int_equal(sql_exec(f->store, "delete from more", &f->err), SEKI_E_DENIED);
    (void)snprintf(copy, sizeof(copy), "%s/backup/schema-%d-to-%d.db", f->dir, newest(), newest() + 2);
    assert_int_equal(stat(copy, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);

    /* The copy is a store of the old schema with the old content. */
    store_close(&f->store);
    assert_int_equal(rename(copy, f->path), 0);
    assert_ok(store_open(f->dir, &f->store, &f->err));
    assert_int_equal(version_of(f), newest());
    struct str mark = STR_NULL;
    assert_ok(store_setting_get(f->store, &f->arena, STR("mark"), &mark, &f->err));
    assert_str(mark, "before");
}

static void nothing_to_do_makes_no_copy(void **state)
{
    struct fixture *f = *state;
    char folder[128];
    assert_ok(migrate_run(f->store, migrate_builtin(), &f->err));
    (void)snprintf(folder, sizeof(folder), "%s/backup", f->dir);
    assert_int_equal(rmdir(folder), 0); /* empty */
}

static void failed_migration_leaves_last_whole_schema(void **state)
{
    static const int THIRD[] = {2, 3};
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(THIRD); i++) {
        struct embedded_file v[MOST];
        assert_true(migrate_run(f->store, with(v, 0, THIRD[i]), &f->err) < 0);
        assert_non_null(strstr(f->err.trail, "bringing the store to schema"));
        assert_int_equal(version_of(f), newest() + 1);
        assert_ok(sql_exec(f->store, "select id, n from more", &f->err));
        assert_true(sql_exec(f->store, "select note from more", &f->err) < 0);
        assert_false(store_in_transaction(f->store));
    }
}

static void refuses_newer_schema(void **state)
{
    struct fixture *f = *state;
    struct embedded_file v[MOST];
    assert_ok(migrate_run(f->store, with(v, 0, -1), &f->err));
    store_close(&f->store);
    assert_int_equal(store_open(f->dir, &f->store, &f->err), SEKI_E_UNSUPPORTED);
    assert_non_null(strstr(f->err.reason, "newer program"));
    assert_null(f->store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_no_gaps),  STORE_TEST(migrates_with_copy),
        STORE_TEST(nothing_to_do_makes_no_copy), STORE_TEST(failed_migration_leaves_last_whole_schema),
        STORE_TEST(refuses_newer_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
