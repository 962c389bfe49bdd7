/*
 * tests/unit/index/index_test.h - what the tests of index and screen share: the tools, a folder that goes away, and a
 * small invented list.
 */
#ifndef INDEX_INDEX_TEST_H
#define INDEX_INDEX_TEST_H

#include "base/fault.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "index/list_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct index_test {
    struct text_tools *tools;
    struct arena arena;
    struct seki_err err;
    char dir[64], path[96];
    struct list_index *index;
};

#define assert_ok(call)                                                                                                \
    do {                                                                                                               \
        int code_ = (call);                                                                                            \
        if (code_ < 0)                                                                                                 \
            fail_msg("%s: %d %s (%s %s)", #call, code_, t->err.reason, t->err.place, t->err.trail);                    \
    } while (0)

#define assert_str(actual, expected)                                                                                   \
    do {                                                                                                               \
        struct str actual_ = (actual);                                                                                 \
        if (!str_eq(actual_, str_c(expected)))                                                                         \
            fail_msg("%s: got \"%.*s\", expected \"%s\"", #actual, STR_ARG(actual_), (expected));                      \
    } while (0)

static inline int setup_index(void **state)
{
    struct index_test *t = calloc(1, sizeof(*t));
    if (!t || hash_start(NULL) < 0 || text_open(&t->tools, NULL) < 0)
        return -1;
    (void)snprintf(t->dir, sizeof(t->dir), "/tmp/seki_index_XXXXXX");
    if (!mkdtemp(t->dir))
        return -1;
    (void)snprintf(t->path, sizeof(t->path), "%s/a.idx", t->dir);
    arena_init(&t->arena, 256 * MIB);
    *state = t;
    return 0;
}

static inline int teardown_index(void **state)
{
    struct index_test *t = *state;
    list_index_close(&t->index);
    text_close(&t->tools);
    arena_done(&t->arena);
    (void)unlink(t->path);
    if (rmdir(t->dir) < 0)
        return -1; /* something was left behind */
    free(t);
    return 0;
}

#define INDEX_TEST(function) cmocka_unit_test_setup_teardown(function, setup_index, teardown_index)

/* A row of the invented list. Lists are separated by '|'; a name that begins with '~' is a weak one. */
struct index_row {
    const char *entry;
    enum party_schema schema;
    const char *names, *countries, *births, *identifiers; /* identifiers: kind=value */
};

static inline struct str_list index_words_of(struct arena *arena, const char *text)
{
    struct str rest = str_c(text), part;
    struct str_list list = {ARENA_ARRAY(arena, rest.n + 1, struct str), 0};
    assert_non_null(list.v);
    while (rest.n && str_split(&rest, STR("|"), &part))
        list.v[list.n++] = part;
    return list;
}

static inline struct party_record index_record(struct arena *arena, const struct index_row *row)
{
    struct str_list names = index_words_of(arena, row->names), ids = index_words_of(arena, row->identifiers);
    struct party_record record = {.entry = str_c(row->entry),
                                  .schema = row->schema,
                                  .is_listed = true,
                                  .names = ARENA_ARRAY(arena, names.n, struct party_name),
                                  .n_names = names.n,
                                  .identifiers = ARENA_ARRAY(arena, ids.n, struct party_identifier),
                                  .n_identifiers = ids.n,
                                  .countries = index_words_of(arena, row->countries),
                                  .birth_dates = index_words_of(arena, row->births),
                                  .row = 7};
    for (size_t i = 0; i < names.n; i++) {
        bool is_weak = str_starts(names.v[i], STR("~"));
        enum party_name_kind kind = is_weak ? PARTY_NAME_WEAK : i ? PARTY_NAME_ALIAS : PARTY_NAME_PRIMARY;
        record.names[i] = (struct party_name){str_from(names.v[i], is_weak), kind};
    }
    for (size_t i = 0; i < ids.n; i++) {
        struct str kind, value = ids.v[i];
        (void)str_split(&value, STR("="), &kind);
        record.identifiers[i] = (struct party_identifier){kind, value, STR_NULL};
    }
    return record;
}

/* Build and open an index of the rows. */
static inline void index_build_rows(struct index_test *t, const struct index_row *rows, size_t n)
{
    struct list_index_writer *writer;
    assert_ok(list_index_writer_open(t->tools, t->path, STR("demo_list"), STR("2026-11-01"), &writer, &t->err));
    for (size_t i = 0; i < n; i++) {
        struct party_record record = index_record(&t->arena, &rows[i]);
        assert_ok(list_index_writer_add(writer, &record, &t->err));
    }
    assert_ok(list_index_writer_finish(&writer, &t->err));
    assert_null(writer);
    assert_ok(list_index_open(t->path, &t->index, &t->err));
}

#endif
