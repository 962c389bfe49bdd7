/*
 * tests/unit/source/import_test.h - a folder with files to import and a store beside them.
 */
#ifndef SOURCE_IMPORT_TEST_H
#define SOURCE_IMPORT_TEST_H

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/time.h"
#include "source/import.h"
#include "store/lists.h"

#include <dirent.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* 2026-11-25T00:00:00Z */
#define IMPORT_NOW ((int64_t)1795564800 * 1000)

struct import_fixture {
    struct arena arena;
    struct seki_err err;
    char base[64], data[80];
    struct store *store;
    struct text_tools *tools;
    struct import_ctx ctx;
    struct import_report report;
};

static inline int import_remove(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline int import_setup(void **state)
{
    struct import_fixture *f = calloc(1, sizeof(*f));
    if (!f)
        return -1;
    arena_init(&f->arena, 512 * MIB);
    (void)snprintf(f->base, sizeof(f->base), "/tmp/sekisho-import-XXXXXX");
    if (!mkdtemp(f->base))
        return -1;
    (void)snprintf(f->data, sizeof(f->data), "%s/data", f->base);
    if (hash_start(&f->err) < 0 || store_create(f->data, &(struct store_settings){0}, IMPORT_NOW, &f->err) < 0 ||
        store_open(f->data, &f->store, &f->err) < 0 || text_open(&f->tools, &f->err) < 0)
        return -1;
    f->ctx = (struct import_ctx){.store = f->store, .tools = f->tools, .now_ms = IMPORT_NOW};
    *state = f;
    return 0;
}

static inline int import_teardown(void **state)
{
    struct import_fixture *f = *state;
    store_close(&f->store);
    text_close(&f->tools);
    arena_done(&f->arena);
    (void)nftw(f->base, import_remove, 16, FTW_DEPTH | FTW_PHYS);
    free(f);
    return 0;
}

#define IMPORT_TEST(function) cmocka_unit_test_setup_teardown(function, import_setup, import_teardown)

/* Write BASE/name (its folder is made) and give its path. */
static inline const char *import_write(struct import_fixture *f, const char *name, struct str bytes)
{
    struct str path = arena_printf(&f->arena, "%s/%s", f->base, name);
    char *slash = strrchr(path.p, '/');
    *slash = '\0';
    (void)mkdir(path.p, 0700);
    *slash = '/';
    FILE *file = fopen(path.p, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, file), bytes.n);
    assert_int_equal(fclose(file), 0);
    return path.p;
}

static inline const char *import_write_text(struct import_fixture *f, const char *name, const char *text)
{
    return import_write(f, name, str_c(text));
}

/* Import up to four files; the rest NULL. */
static inline int import_some(struct import_fixture *f, const char *a, const char *b, const char *c, const char *d)
{
    const char *paths[] = {a, b, c, d};
    size_t n = 0;
    while (n < 4 && paths[n])
        n++;
    f->report = (struct import_report){0};
    f->err = (struct seki_err){0};
    return import_files(&f->ctx, paths, n, &f->arena, &f->report, &f->err);
}

/* "list edition +added ~changed -removed rejected [known] [companion] [refused code]" of line i. */
static inline const char *import_say(struct import_fixture *f, size_t i)
{
    if (i >= f->report.n)
        return "no such line";
    const struct import_line *line = &f->report.v[i];
    struct str text = arena_printf(
        &f->arena, "%.*s %.*s +%lld ~%lld -%lld %lld%s%s%s", STR_ARG(line->list.n ? line->list : STR("?")),
        STR_ARG(line->edition.n ? line->edition : STR("undated")), (long long)line->added, (long long)line->changed,
        (long long)line->removed, (long long)line->rejected, line->is_known ? " known" : "",
        line->is_companion ? " companion" : "", line->code < 0 ? " refused" : "");
    return text.p;
}

#define assert_line(f, i, expected)                                                                                    \
    do {                                                                                                               \
        const char *line_ = import_say((f), (i));                                                                      \
        if (strcmp(line_, (expected)) != 0)                                                                            \
            fail_msg("line %zu: \"%s\", not \"%s\"; %.*s", (size_t)(i), line_, (expected),                             \
                     (i) < (f)->report.n ? (int)(f)->report.v[i].error.n : 0,                                          \
                     (i) < (f)->report.n && (f)->report.v[i].error.p ? (f)->report.v[i].error.p : "");                 \
    } while (0)

static inline size_t import_count_files(const char *folder)
{
    size_t n = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        return 0;
    for (const struct dirent *file; (file = readdir(dir));)
        n += file->d_name[0] != '.';
    (void)closedir(dir);
    return n;
}

static inline size_t import_count_index_files(struct import_fixture *f)
{
    struct str folder = arena_printf(&f->arena, "%s/index", f->data);
    return import_count_files(folder.p);
}

static inline size_t import_count_editions(struct import_fixture *f)
{
    struct list_edition *editions;
    size_t n = 0;
    assert_int_equal(lists_all(f->store, &f->arena, &editions, &n, &f->err), 0);
    return n;
}

/* One FollowTheMoney entry of list `list`. */
#define FTM_ENTRY(list, id, name)                                                                                      \
    "{\"id\":\"" id "\",\"schema\":\"Company\",\"datasets\":[\"" list "\"],\"properties\":{\"name\":[\"" name          \
    "\"],\"topics\":[\"sanction\"]}}\n"

#endif
