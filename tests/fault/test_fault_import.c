/*
 * tests/fault/test_fault_import.c - an import with the k-th allocation, read, write or sync failing.
 *
 * HOW IT WORKS. Two lists are imported into an empty store with one fault armed, k = 1, 2, ... until a run is no longer
 * hit. The reading processes inherit the fault, so it strikes there as well. After each run the folder is opened
 * without faults: each list is there as a whole, with its index file, or not at all; what was reported as stored is
 * there; what is not there was reported as failed; and importing again completes it.
 */
#include "../unit/source/import_test.h"
#include "base/buf.h"
#include "base/fault.h"
#include "fault_vfs.h"

enum { FIRST = 16, RUNS = 60 };

static const char *const LISTS[] = {"one", "us_csl"};

struct world {
    struct import_fixture fixture;
    const char *paths[2];
    uint64_t hits; /* runs in which the fault struck or the import failed */
};

/* -- one run -- */

static void fresh_store(struct world *w)
{
    struct import_fixture *f = &w->fixture;
    (void)nftw(f->data, import_remove, 16, FTW_DEPTH | FTW_PHYS);
    assert_int_equal(store_create(f->data, &(struct store_settings){0}, IMPORT_NOW, &f->err), 0);
    assert_int_equal(store_open(f->data, &f->store, &f->err), 0);
    f->ctx.store = f->store;
}

static int try_import(struct world *w)
{
    return import_some(&w->fixture, w->paths[0], w->paths[1], NULL, NULL);
}

/* Is the list stored, whole? Each has three parties. */
static bool is_stored(struct world *w, const char *list)
{
    struct import_fixture *f = &w->fixture;
    struct list_edition *editions;
    size_t n;
    assert_int_equal(lists_all(f->store, &f->arena, &editions, &n, &f->err), 0);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(editions[i].list, str_c(list)))
            continue;
        assert_int_equal(editions[i].parties, 3);
        assert_int_equal(access(store_index_path(f->store, &f->arena, editions[i].id), R_OK), 0);
        return true;
    }
    return false;
}

static bool is_reported(const struct import_report *report, const char *list)
{
    for (size_t i = 0; i < report->n; i++)
        if (str_eq(report->v[i].list, str_c(list)) && report->v[i].code == 0)
            return true;
    return false;
}

/* What the run said against what is there. */
static void compare(struct world *w, int code)
{
    size_t n_stored = 0;
    for (size_t i = 0; i < ARRAY_LEN(LISTS); i++) {
        bool is_there = is_stored(w, LISTS[i]);
        n_stored += is_there;
        if (code == 0)
            assert_int_equal(is_there, is_reported(&w->fixture.report, LISTS[i]));
    }
    if (code == 0)
        assert_int_equal(w->fixture.report.n_refused, ARRAY_LEN(LISTS) - n_stored);
}

/* A full disk is told as one, with the folder and what is free there. */
static void check_full(const struct import_fixture *f, int code)
{
    if (code == SEKI_E_FULL)
        assert_non_null(strstr(f->err.reason, "no space left on the disk of"));
    for (size_t i = 0; code == 0 && i < f->report.n; i++)
        if (f->report.v[i].code == SEKI_E_FULL)
            assert_non_null(strstr(f->report.v[i].error.p, "no space left on the disk of"));
}

static void one_run(struct world *w, enum fault_kind kind, uint64_t k, enum fault_mode mode, bool *ret_is_over)
{
    struct import_fixture *f = &w->fixture;
    fresh_store(w);
    fault_arm(kind, k, mode);
    int code = try_import(w);
    bool has_fired = fault_fired(kind);
    fault_clear();
    store_close(&f->store);
    assert_int_equal(store_open(f->data, &f->store, &f->err), 0);
    f->ctx.store = f->store;
    compare(w, code);
    check_full(f, code);
    *ret_is_over = !has_fired && code == 0 && f->report.n_refused == 0;
    w->hits += !*ret_is_over;
    assert_int_equal(try_import(w), 0);
    assert_int_equal(f->report.n_refused, 0);
    assert_int_equal(import_count_editions(f), ARRAY_LEN(LISTS));
    assert_int_equal(import_count_index_files(f), ARRAY_LEN(LISTS));
    store_close(&f->store);
    arena_done(&f->arena);
}

/* -- all runs of a kind -- */

/* Operations of one run without a failure: how far k has to go. */
static uint64_t count_operations(struct world *w, enum fault_kind kind)
{
    fresh_store(w);
    fault_clear();
    assert_int_equal(try_import(w), 0);
    uint64_t n = fault_count(kind);
    store_close(&w->fixture.store);
    return n;
}

static void write_inputs(struct world *w)
{
    struct import_fixture *f = &w->fixture;
    w->paths[0] = strdup(import_write_text(
        f, "one_2024-01-01.jsonl",
        "broken\n" FTM_ENTRY("one", "1", "Beta Works")
            FTM_ENTRY("one", "2", "Gamma Works") "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"one\"],"
                                                 "\"properties\":{\"name\":[\"Ana Sample\"]}}\n"
                                                 "{\"id\":\"o\",\"schema\":\"Ownership\",\"datasets\":[\"one\"],"
                                                 "\"properties\":{\"owner\":[\"p\"],\"asset\":[\"1\"]}}\n"));
    w->paths[1] =
        strdup(import_write_text(f, "csl_2024-01.csv", "_id,source,name,alt_names\n1,S,A,\n2,S,B,B2\n3,S,C,\n"));
    assert_true(w->paths[0] && w->paths[1]);
}

static void walk(void **state, enum fault_kind kind, enum fault_mode mode)
{
    struct world w = {.fixture = *(struct import_fixture *)*state};
    const char *tier = getenv("SEKISHO_TIER");
    write_inputs(&w);
    store_close(&w.fixture.store);
    uint64_t n = count_operations(&w, kind), step = n / RUNS + 1;
    if (tier && strcmp(tier, "full") == 0)
        step = 1;
    bool is_over = false;
    for (uint64_t k = 1; !is_over && k <= n + 2 * step; k += k < FIRST ? 1 : step)
        one_run(&w, kind, k, mode, &is_over);
    print_message("# %llu operations, %llu runs with a failure\n", (unsigned long long)n, (unsigned long long)w.hits);
    assert_true(w.hits > 0);
    free((char *)(uintptr_t)w.paths[0]);
    free((char *)(uintptr_t)w.paths[1]);
    ((struct import_fixture *)*state)->store = NULL;
    arena_done(&((struct import_fixture *)*state)->arena);
}

static void test_allocations(void **state)
{
    walk(state, FAULT_ALLOC, FAULT_ONCE);
}

static void test_reads(void **state)
{
    walk(state, FAULT_READ, FAULT_ONCE);
}

static void test_writes(void **state)
{
    fault_vfs_disk_is_full(false);
    walk(state, FAULT_WRITE, FAULT_ONCE);
}

/* From one moment on nothing can be written any more. */
static void test_full_disk(void **state)
{
    fault_vfs_disk_is_full(true);
    walk(state, FAULT_WRITE, FAULT_STICKY);
}

static void test_syncs(void **state)
{
    walk(state, FAULT_SYNC, FAULT_ONCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IMPORT_TEST(test_allocations), IMPORT_TEST(test_reads), IMPORT_TEST(test_writes),
        IMPORT_TEST(test_full_disk),   IMPORT_TEST(test_syncs),
    };
    if (fault_vfs_install() != 0)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
