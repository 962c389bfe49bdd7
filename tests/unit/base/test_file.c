/* Tests of base/file and base/fault: what is written is whole or not there. */
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof(folder), "/tmp/sekisho-file-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    char path[128];
    static const char *const names[] = {"a", "a.part", "open", "closed"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        (void)snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        (void)remove(path);
    }
    return rmdir(folder);
}

static void assert_content(const char *path, struct str expected)
{
    struct arena arena;
    struct str bytes;
    struct seki_err err;
    arena_init(&arena, 1 << 20);
    assert_int_equal(file_read(&arena, path, 1000, &bytes, &err), 0);
    assert_true(str_eq(bytes, expected));
    arena_done(&arena);
}

static void replacing_is_whole_or_nothing(void **state)
{
    char path[128], part[140];
    struct seki_err err;
    (void)state;
    (void)snprintf(path, sizeof(path), "%s/a", folder);
    (void)snprintf(part, sizeof(part), "%s.part", path);
    assert_int_equal(file_replace(path, STR("old"), &err), 0);
    for (int kind = FAULT_WRITE; kind <= FAULT_SYNC; kind++) {
        fault_arm((enum fault_kind)kind, 1, FAULT_ONCE);
        assert_true(file_replace(path, STR("new"), &err) < 0);
        assert_true(fault_fired((enum fault_kind)kind));
        fault_clear();
        assert_content(path, STR("old"));
        assert_false(file_exists(part));
    }
    assert_int_equal(file_replace(path, STR("new"), &err), 0);
    assert_content(path, STR("new"));
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void reading_has_limits_and_reasons(void **state)
{
    char path[128];
    struct arena arena;
    struct str bytes;
    struct file_map map;
    struct seki_err err;
    (void)state;
    arena_init(&arena, 1 << 20);
    (void)snprintf(path, sizeof(path), "%s/a", folder);
    assert_int_equal(file_replace(path, STR("123456"), &err), 0);
    assert_int_equal(file_read(&arena, path, 5, &bytes, &err), SEKI_E_LIMIT);
    fault_arm(FAULT_READ, 1, FAULT_ONCE);
    assert_int_equal(file_read(&arena, path, 100, &bytes, &err), SEKI_E_IO);
    fault_clear();
    fault_arm(FAULT_ALLOC, 1, FAULT_STICKY);
    assert_int_equal(file_read(&arena, path, 100, &bytes, &err), SEKI_E_NOMEM);
    fault_clear();
    assert_int_equal(file_map(path, &map, &err), 0);
    assert_true(str_eq((struct str){map.p, map.n}, STR("123456")));
    file_unmap(&map);
    assert_int_equal(file_read(&arena, "/nowhere/at/all", 5, &bytes, &err), SEKI_E_NOTFOUND);
    assert_int_equal(file_read(&arena, folder, 5, &bytes, &err), SEKI_E_MEANING);
    arena_done(&arena);
}

static void a_folder_must_be_private(void **state)
{
    char path[128];
    struct seki_err err;
    (void)state;
    (void)snprintf(path, sizeof(path), "%s/open", folder);
    assert_int_equal(mkdir(path, 0755), 0);
    assert_int_equal(chmod(path, 0755), 0);
    assert_int_equal(dir_make_private(path, &err), SEKI_E_UNSAFE);
    (void)snprintf(path, sizeof(path), "%s/closed", folder);
    assert_int_equal(dir_make_private(path, &err), 0);
    assert_int_equal(dir_make_private(path, &err), 0);
    assert_int_equal(dir_check_private("/nowhere", &err), SEKI_E_NOTFOUND);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(replacing_is_whole_or_nothing),
        cmocka_unit_test(reading_has_limits_and_reasons),
        cmocka_unit_test(a_folder_must_be_private),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
