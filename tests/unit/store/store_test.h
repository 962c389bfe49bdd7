/*
 * tests/unit/store/store_test.h - what the tests of this room share: a folder that goes away, a store in it, an arena.
 */
#ifndef STORE_STORE_TEST_H
#define STORE_STORE_TEST_H

#include "base/buf.h"
#include "base/limits.h"
#include "store/store.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOW_MS = 1700000000 };

struct fixture {
    struct arena arena;
    struct seki_err err;
    char base[64]; /* a folder of this test */
    char dir[96];  /* the data folder in it */
    char path[160];
    struct store *store;
};

#define assert_ok(call)                                                                                                \
    do {                                                                                                               \
        int code_ = (call);                                                                                            \
        if (code_ < 0)                                                                                                 \
            fail_msg("%s: %d %s (%s)", #call, code_, f->err.reason, f->err.trail);                                     \
    } while (0)

#define assert_str(actual, expected)                                                                                   \
    do {                                                                                                               \
        struct str actual_ = (actual);                                                                                 \
        char text_[4096];                                                                                              \
        (void)snprintf(text_, sizeof(text_), "%.*s", STR_ARG(actual_));                                                \
        assert_string_equal(text_, (expected));                                                                        \
    } while (0)

static inline int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

/* A fixture whose folder is there and whose data folder is not. */
static inline int setup_folder(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    if (!f)
        return -1;
    arena_init(&f->arena, 512 * MIB);
    (void)snprintf(f->base, sizeof(f->base), "/tmp/sekisho-store-XXXXXX");
    if (!mkdtemp(f->base))
        return -1;
    (void)snprintf(f->dir, sizeof(f->dir), "%s/data", f->base);
    (void)snprintf(f->path, sizeof(f->path), "%s/sekisho.db", f->dir);
    *state = f;
    return 0;
}

static inline int teardown(void **state)
{
    struct fixture *f = *state;
    store_close(&f->store);
    arena_done(&f->arena);
    (void)nftw(f->base, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(f);
    return 0;
}

/* The same with an empty store that is open. */
static inline int setup_store(void **state)
{
    struct store_settings settings = {0};
    if (setup_folder(state) != 0)
        return -1;
    struct fixture *f = *state;
    if (store_create(f->dir, &settings, NOW_MS, &f->err) < 0 || store_open(f->dir, &f->store, &f->err) < 0) {
        (void)fprintf(stderr, "%s\n", f->err.reason);
        return -1;
    }
    return 0;
}

#define FOLDER_TEST(function) cmocka_unit_test_setup_teardown(function, setup_folder, teardown)
#define STORE_TEST(function)  cmocka_unit_test_setup_teardown(function, setup_store, teardown)

#endif
