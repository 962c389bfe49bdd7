/* tests/unit/store/test_store.c - the data folder, settings, transactions. */
#include "store_test.h"

static unsigned mode_of(const char *path)
{
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    return info.st_mode & 07777;
}

static struct str setting(struct fixture *f, const char *key)
{
    struct str value = STR_NULL;
    assert_ok(store_setting_get(f->store, &f->arena, str_c(key), &value, &f->err));
    return value;
}

static void creates_private_folder(void **state)
{
    static const mode_t MASKS[] = {0, 0022, 0077, 0377};
    struct fixture *f = *state;
    static const char *const NAMES[] = {"sekisho.db", "sekisho.db-wal", "sekisho.db-shm"};
    static const char *const FOLDERS[] = {"", "/index", "/backup"};
    for (size_t i = 0; i < ARRAY_LEN(MASKS); i++) {
        char dir[128], path[256];
        (void)snprintf(dir, sizeof(dir), "%s/%zu", f->base, i);
        mode_t old = umask(MASKS[i]);
        int code = store_create(dir, &(struct store_settings){0}, NOW_MS, &f->err);
        if (code == 0)
            code = store_open(dir, &f->store, &f->err);
        if (code == 0)
            code = store_setting_put(f->store, STR("k"), STR("v"), &f->err);
        (void)umask(old);
        assert_ok(code);
        for (size_t k = 0; k < ARRAY_LEN(FOLDERS); k++) {
            (void)snprintf(path, sizeof(path), "%s%s", dir, FOLDERS[k]);
            assert_int_equal(mode_of(path), 0700);
        }
        for (size_t k = 0; k < ARRAY_LEN(NAMES); k++) {
            (void)snprintf(path, sizeof(path), "%s/%s", dir, NAMES[k]);
            assert_int_equal(mode_of(path), 0600);
        }
        store_close(&f->store);
    }
}

static void keeps_settings(void **state)
{
    struct fixture *f = *state;
    struct store_settings settings = {.home = STR("AE"), .timezone = STR("Asia/Dubai")};
    assert_ok(store_create(f->dir, &settings, 1700000000000, &f->err));
    assert_ok(store_open(f->dir, &f->store, &f->err));
    assert_str(setting(f, "home"), "AE");
    assert_str(setting(f, "timezone"), "Asia/Dubai");
    assert_str(setting(f, "created_at"), "2023-11-14T22:13:20Z");
    assert_null(setting(f, "nothing").p);
    assert_ok(store_setting_put(f->store, STR("home"), STR("JP"), &f->err));
    store_close(&f->store);
    assert_ok(store_open(f->dir, &f->store, &f->err));
    assert_str(setting(f, "home"), "JP");
    assert_string_equal(store_dir(f->store), f->dir);
    assert_true(store_schema_version(f->store) >= 1);
}

static void has_defaults(void **state)
{
    struct fixture *f = *state;
    assert_str(setting(f, "home"), "JP");
    assert_str(setting(f, "timezone"), "Asia/Tokyo");
}

static void refuses_unsafe_folder(void **state)
{
    static const mode_t MODES[] = {0755, 0750, 0701, 0770};
    struct fixture *f = *state;
    assert_int_equal(mkdir(f->dir, 0700), 0);
    for (size_t i = 0; i < ARRAY_LEN(MODES); i++) {
        assert_int_equal(chmod(f->dir, MODES[i]), 0);
        assert_int_equal(store_create(f->dir, &(struct store_settings){0}, NOW_MS, &f->err), SEKI_E_UNSAFE);
        assert_int_equal(mode_of(f->dir), MODES[i]);
        assert_int_equal(rmdir(f->dir), 0); /* nothing was made in it */
        assert_int_equal(mkdir(f->dir, 0700), 0);
    }
}

static void leaves_existing_store_alone(void **state)
{
    struct fixture *f = *state;
    struct stat before, after;
    store_close(&f->store);
    assert_int_equal(stat(f->path, &before), 0);
    assert_int_equal(store_create(f->dir, &(struct store_settings){.home = STR("US")}, NOW_MS, &f->err), SEKI_E_EXISTS);
    assert_int_equal(stat(f->path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_ok(store_open(f->dir, &f->store, &f->err));
    assert_str(setting(f, "home"), "JP");
}

static void refuses_open(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(store_open(f->dir, &f->store, &f->err), SEKI_E_NOTFOUND);
    assert_ok(store_create(f->dir, &(struct store_settings){0}, NOW_MS, &f->err));
    assert_int_equal(chmod(f->path, 0640), 0);
    assert_int_equal(store_open(f->dir, &f->store, &f->err), SEKI_E_UNSAFE);
    assert_int_equal(chmod(f->path, 0600), 0);
    assert_int_equal(chmod(f->dir, 0750), 0);
    assert_int_equal(store_open(f->dir, &f->store, &f->err), SEKI_E_UNSAFE);
    assert_int_equal(chmod(f->dir, 0700), 0);
    assert_ok(store_open(f->dir, &f->store, &f->err));
}

static void refuses_foreign_file(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
    } FILES[] = {{"", 0}, {"this is a letter, not a database", 32}, {"SQLite format 3\0 and then nothing of use", 40}};
    struct fixture *f = *state;
    store_close(&f->store);
    for (size_t i = 0; i < ARRAY_LEN(FILES); i++) {
        FILE *file = fopen(f->path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(FILES[i].bytes, 1, FILES[i].n, file), FILES[i].n);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(store_open(f->dir, &f->store, &f->err), SEKI_E_CORRUPT);
        assert_non_null(strstr(f->err.reason, f->path));
        assert_null(f->store);
    }
}

static void transactions_are_whole(void **state)
{
    struct fixture *f = *state;
    assert_ok(store_begin(f->store, &f->err));
    assert_true(store_in_transaction(f->store));
    assert_ok(store_setting_put(f->store, STR("a"), STR("1"), &f->err));
    store_rollback(f->store);
    assert_false(store_in_transaction(f->store));
    assert_null(setting(f, "a").p);
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("a"), STR("2"), &f->err));
    assert_ok(store_savepoint(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("b"), STR("2"), &f->err));
    assert_ok(store_savepoint(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("c"), STR("2"), &f->err));
    store_rollback_to(f->store);
    assert_ok(store_release(f->store, &f->err));
    assert_ok(store_savepoint(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("d"), STR("2"), &f->err));
    store_rollback_to(f->store);
    assert_ok(store_commit(f->store, &f->err));
    assert_str(setting(f, "a"), "2");
    assert_str(setting(f, "b"), "2");
    assert_null(setting(f, "c").p);
    assert_null(setting(f, "d").p);
}

static void close_rolls_back(void **state)
{
    struct fixture *f = *state;
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("a"), STR("1"), &f->err));
    store_close(&f->store);
    store_close(&f->store); /* NULL is fine */
    assert_ok(store_open(f->dir, &f->store, &f->err));
    assert_null(setting(f, "a").p);
}

static void readers_do_not_wait(void **state)
{
    struct fixture *f = *state;
    struct store *other = NULL;
    assert_ok(store_open(f->dir, &other, &f->err));
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(store_setting_put(f->store, STR("home"), STR("US"), &f->err));
    struct str home = STR_NULL;
    int code = store_setting_get(other, &f->arena, STR("home"), &home, &f->err);
    int busy = store_begin(other, &f->err); /* waits five seconds */
    store_close(&other);
    assert_ok(code);
    assert_str(home, "JP");
    assert_int_equal(busy, SEKI_E_BUSY);
    assert_ok(store_commit(f->store, &f->err));
    assert_str(setting(f, "home"), "US");
}

static void names_index_path(void **state)
{
    struct fixture *f = *state;
    char expected[256];
    (void)snprintf(expected, sizeof(expected), "%s/index/e-1.idx", f->dir);
    assert_string_equal(store_index_path(f->store, &f->arena, STR("e-1")), expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(creates_private_folder),
        FOLDER_TEST(keeps_settings),
        STORE_TEST(has_defaults),
        FOLDER_TEST(refuses_unsafe_folder),
        STORE_TEST(leaves_existing_store_alone),
        FOLDER_TEST(refuses_open),
        STORE_TEST(refuses_foreign_file),
        STORE_TEST(transactions_are_whole),
        STORE_TEST(close_rolls_back),
        STORE_TEST(readers_do_not_wait),
        STORE_TEST(names_index_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
