/*
 * Every detection rule of the public Sigma collection compiles, but those that use a modifier outside our table.
 * Needs SEKISHO_SHARED (the collection as data/watch/sigma-rules, one tar.xz); skipped without it.
 */
#include "kit.h"

#include "base/file.h"

#include <archive.h>
#include <archive_entry.h>
#include <glob.h>
#include <stdlib.h>

/* Modifiers that a refusal may name. A refusal for any other reason is a fault of ours. */
static const char *const missing[] = {"windash", "expand", "base64offset", "base64", "wide", "utf16", "utf16le"};

static bool is_allowed(struct str reason)
{
    for (size_t i = 0; i < ARRAY_LEN(missing); i++)
        if (str_has(reason, str_c(missing[i])) && str_starts(reason, STR("modifier '")))
            return true;
    return false;
}

struct file_list {
    struct rule_file *v;
    size_t n, cap;
};

static void read_member(struct kit *kit, struct archive *archive, struct archive_entry *entry, struct file_list *files)
{
    size_t n = (size_t)archive_entry_size(entry);
    char *bytes = arena_alloc(&kit->arena, n + 1);
    assert_non_null(bytes);
    assert_int_equal(archive_read_data(archive, bytes, n), (la_ssize_t)n);
    struct rule_file file = {arena_str(&kit->arena, str_c(archive_entry_pathname(entry))), {bytes, n}};
    assert_true(ARENA_PUSH(&kit->arena, files, file));
}

static void read_collection(struct kit *kit, const char *path, struct file_list *files)
{
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    assert_int_equal(archive_read_support_filter_all(archive), ARCHIVE_OK);
    assert_int_equal(archive_read_support_format_all(archive), ARCHIVE_OK);
    assert_int_equal(archive_read_open_filename(archive, path, 1 << 16), ARCHIVE_OK);
    while (archive_read_next_header(archive, &entry) == ARCHIVE_OK)
        if (str_ends(str_c(archive_entry_pathname(entry)), STR(".yml")))
            read_member(kit, archive, entry, files);
    archive_read_free(archive);
}

static void test_collection(void **state)
{
    const char *shared = getenv("SEKISHO_SHARED");
    struct kit kit;
    struct file_list files = {0};
    struct fact_schema schema = {.is_log = true};
    struct rule_pack pack;
    struct seki_err err;
    glob_t found = {0};
    (void)state;
    kit_init(&kit);
    struct str pattern =
        arena_printf(&kit.arena, "%s/data/watch/sigma-rules/*.tar.xz", shared ? shared : "/nonexistent");
    if (glob(pattern.p, 0, NULL, &found) != 0) {
        arena_done(&kit.arena);
        skip();
    }
    read_collection(&kit, found.gl_pathv[0], &files);
    globfree(&found);
    assert_int_equal(rules_load(&kit.arena, files.v, files.n, &schema, &pack, &err), 0);
    print_message("%zu of %zu rules compile\n", pack.n, files.n);
    assert_true(pack.n * 100 > files.n * 95);
    for (size_t i = 0; i < pack.problems.n; i++)
        if (!is_allowed(pack.problems.v[i].reason))
            fail_msg("%.*s:%u: %.*s", STR_ARG(pack.problems.v[i].path), pack.problems.v[i].line,
                     STR_ARG(pack.problems.v[i].reason));
    arena_done(&kit.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_collection)};
    return cmocka_run_group_tests_name("rules/sigma", tests, NULL, NULL);
}
