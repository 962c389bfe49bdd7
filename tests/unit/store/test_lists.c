/* tests/unit/store/test_lists.c - editions: import, compare, choose for a day, read again. */
#include "store/lists.h"
#include "store_test.h"

/* One import in short: "id", list, edition (NULL = undated), entries as "1=Alpha 2=Beta". */
struct import {
    const char *id, *list, *edition, *imported_at, *entries;
};

static void begin_import(struct fixture *f, const struct import *import)
{
    struct edition_file file = {STR("list.csv"), str_c(import->id), 42};
    struct new_edition edition = {
        .id = str_c(import->id),
        .list = str_c(import->list),
        .edition = str_c(import->edition),
        .imported_at = str_c(import->imported_at ? import->imported_at : "2026-11-25T00:00:00Z"),
        .sha256 = str_c(import->id),
        .format = STR("test"),
        .files = &file,
        .n_files = 1,
    };
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(lists_begin_edition(f->store, &edition, &f->err));
}

static int add(struct fixture *f, const char *edition, struct str entry, struct str name, uint64_t row)
{
    struct party_name names[] = {{name, PARTY_NAME_PRIMARY}};
    struct party_record record = {
        .entry = entry, .schema = PARTY_COMPANY, .is_listed = true, .names = names, .n_names = 1, .row = row};
    return lists_add_record(f->store, str_c(edition), &record, &f->err);
}

static struct edition_diff run_import(struct fixture *f, const struct import *import)
{
    struct edition_diff diff = {0};
    struct str rest = str_c(import->entries), word, entry;
    uint64_t row = (uint64_t)strlen(import->id); /* rows move from edition to edition */
    begin_import(f, import);
    while (str_split(&rest, STR(" "), &word)) {
        assert_true(str_split(&word, STR("="), &entry));
        assert_int_equal(add(f, import->id, entry, word, ++row), 1);
    }
    assert_ok(lists_finish_edition(f->store, &f->arena, str_c(import->id), &diff, &f->err));
    assert_ok(store_commit(f->store, &f->err));
    return diff;
}

static void compares_editions(void **state)
{
    static const struct {
        struct import import;
        const char *previous; /* NULL = none */
        int added, changed, removed, unchanged;
    } ROWS[] = {
        {{"e1", "eul", "2024-01-01", NULL, "1=Alpha 2=Beta 3=Gamma"}, NULL, 3, 0, 0, 0},
        {{"e22", "eul", "2025-01-01", NULL, "1=Alpha 2=Betta 4=Delta"}, "e1", 1, 1, 1, 1},
        /* An older edition imported late is compared with its own predecessor. */
        {{"e333", "eul", "2024-06-01", NULL, "1=Alpha 2=Beta 3=Gamma 5=Eta"}, "e1", 1, 0, 0, 3},
        /* The oldest of all, late: nothing dated before it. */
        {{"e4", "eul", "2020-01-01", NULL, "1=Alpha"}, NULL, 1, 0, 0, 0},
        /* The same date again: with the import before. */
        {{"e5", "eul", "2025-01-01", NULL, "1=Alpha 2=Betta 4=Delta"}, "e22", 0, 0, 0, 3},
        /* Undated: with what is current. */
        {{"e6", "eul", NULL, NULL, "4=Delta"}, "e5", 0, 0, 2, 1},
        /* Another list begins anew. */
        {{"e7", "other", "2026-01-01", NULL, "1=Alpha"}, NULL, 1, 0, 0, 0},
        /* Only undated ones before: the last import. */
        {{"e8", "third", NULL, NULL, "1=Alpha"}, NULL, 1, 0, 0, 0},
        {{"e9", "third", "2026-01-01", NULL, "1=Alpha"}, "e8", 0, 0, 0, 1},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct edition_diff diff = run_import(f, &ROWS[i].import);
        if (ROWS[i].previous)
            assert_str(diff.previous, ROWS[i].previous);
        else
            assert_null(diff.previous.p);
        assert_int_equal(diff.added, ROWS[i].added);
        assert_int_equal(diff.changed, ROWS[i].changed);
        assert_int_equal(diff.removed, ROWS[i].removed);
        assert_int_equal(diff.unchanged, ROWS[i].unchanged);
    }
}

static void tells_all_editions(void **state)
{
    static const struct import IMPORTS[] = {
        {"a1", "b", "2025-01-01", NULL, "1=Alpha"},
        {"a2", "a", NULL, NULL, "1=Alpha"},
        {"a3", "b", "2024-01-01", NULL, "1=Alpha 2=Beta"},
        {"a4", "a", "2020-01-01", NULL, ""},
        {"a5", "b", "2025-01-01", NULL, "1=Alpha"},
        {"a6", "c", NULL, NULL, "1=Alpha"},
        {"a7", "c", NULL, NULL, "1=Alpha"},
    };
    static const char *const ORDER[] = {"a2", "a4", "a3", "a1", "a5", "a6", "a7"};
    static const bool CURRENT[] = {false, true, false, false, true, false, true};
    struct fixture *f = *state;
    struct list_edition *v = NULL;
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(IMPORTS); i++)
        (void)run_import(f, &IMPORTS[i]);
    assert_ok(lists_all(f->store, &f->arena, &v, &n, &f->err));
    assert_int_equal(n, ARRAY_LEN(ORDER));
    for (size_t i = 0; i < n; i++) {
        assert_str(v[i].id, ORDER[i]);
        assert_int_equal(v[i].is_current, CURRENT[i]);
        assert_false(v[i].is_later);
    }
    assert_int_equal(v[2].parties, 2);
    assert_int_equal(v[2].listed, 2);
    assert_int_equal(v[2].seq, 3);
    assert_int_equal(v[2].n_files, 1);
    assert_str(v[2].files[0].name, "list.csv");
    assert_str(v[2].files[0].sha256, "a3");
    assert_int_equal(v[2].files[0].bytes, 42);
    assert_str(v[2].format, "test");
    assert_null(v[0].edition.p);
    assert_str(v[1].edition, "2020-01-01");
}

/* DEALING section 2, "Lists of that day". */
static void chooses_for_a_day(void **state)
{
    static const struct import IMPORTS[] = {
        {"d1", "dated", "2024-01-01", NULL, "1=A"},
        {"d2", "dated", "2025-01-01", NULL, "1=A"},
        {"d3", "dated", "2025-01-01", NULL, "1=A"}, /* the same date, later import */
        {"d4", "dated", "2024-06-01", NULL, "1=A"}, /* imported late */
        {"d5", "dated", NULL, NULL, "1=A"},
        {"u1", "undated", NULL, "2026-11-20T00:00:00Z", "1=A"},
        {"u2", "undated", NULL, "2026-11-21T00:00:00Z", "1=A"},
        {"m1", "mixed", NULL, "2026-11-20T00:00:00Z", "1=A"},
        {"m2", "mixed", "2026-01-01", "2026-11-21T00:00:00Z", "1=A"},
    };
    static const struct {
        const char *day, *dated, *mixed;
        bool dated_is_later, mixed_is_later;
    } ROWS[] = {
        {"2023-12-31", "d1", "m2", true, true},   {"2024-01-01", "d1", "m2", false, true},
        {"2024-05-31", "d1", "m2", false, true},  {"2024-06-01", "d4", "m2", false, true},
        {"2024-12-31", "d4", "m2", false, true},  {"2025-01-01", "d3", "m2", false, true},
        {"2026-01-01", "d3", "m2", false, false}, {"2030-01-01", "d3", "m2", false, false},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(IMPORTS); i++)
        (void)run_import(f, &IMPORTS[i]);
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct list_edition *v = NULL;
        size_t n = 0;
        struct day day;
        assert_true(day_parse_full(str_c(ROWS[i].day), &day));
        assert_ok(lists_on_day(f->store, &f->arena, day, &v, &n, &f->err));
        assert_int_equal(n, 3);
        assert_str(v[0].id, ROWS[i].dated);
        assert_int_equal(v[0].is_later, ROWS[i].dated_is_later);
        assert_str(v[1].id, ROWS[i].mixed);
        assert_int_equal(v[1].is_later, ROWS[i].mixed_is_later);
        assert_str(v[2].id, "u1"); /* the oldest stored */
        assert_true(v[2].is_later);
    }
}

static void knows_imports(void **state)
{
    struct fixture *f = *state;
    bool is_known = true;
    struct list_edition *v = NULL;
    size_t n = 9;
    const struct import import = {"k1", "eul", NULL, NULL, "1=Alpha"};
    assert_ok(lists_find_import(f->store, STR("k1"), &is_known, &f->err));
    assert_false(is_known);
    assert_ok(lists_of_import(f->store, &f->arena, STR("k1"), &v, &n, &f->err));
    assert_int_equal(n, 0);
    (void)run_import(f, &import);
    assert_ok(lists_find_import(f->store, STR("k1"), &is_known, &f->err));
    assert_true(is_known);
    assert_ok(lists_of_import(f->store, &f->arena, STR("k1"), &v, &n, &f->err));
    assert_int_equal(n, 1);
    assert_str(v[0].list, "eul");
    struct list_edition one;
    assert_ok(lists_edition(f->store, &f->arena, STR("k1"), &one, &f->err));
    assert_int_equal(lists_edition(f->store, &f->arena, STR("k2"), &one, &f->err), SEKI_E_NOTFOUND);
}

static void undo(struct fixture *f, const char *id)
{
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(lists_undo(f->store, str_c(id), STR("2026-11-26T00:00:00Z"), STR("tester"), &f->err));
    assert_ok(store_commit(f->store, &f->err));
}

/* What was taken back is seen by no question, and its bytes are unknown again. */
static void takes_imports_back(void **state)
{
    struct fixture *f = *state;
    struct list_edition *v = NULL, one;
    struct store_health health;
    struct day day = {2026, 11, 26};
    size_t n = 0;
    bool is_known = true;
    (void)run_import(f, &(struct import){"q1", "eul", "2024-01-01", NULL, "1=Alpha 2=Beta"});
    (void)run_import(f, &(struct import){"q22", "eul", "2025-01-01", NULL, "1=Alpha"});
    undo(f, "q22");
    assert_ok(lists_all(f->store, &f->arena, &v, &n, &f->err));
    assert_int_equal(n, 1);
    assert_str(v[0].id, "q1");
    assert_true(v[0].is_current);
    assert_ok(lists_on_day(f->store, &f->arena, day, &v, &n, &f->err));
    assert_int_equal(n, 1);
    assert_str(v[0].id, "q1");
    assert_ok(lists_find_import(f->store, STR("q22"), &is_known, &f->err));
    assert_false(is_known);
    assert_ok(lists_of_import(f->store, &f->arena, STR("q22"), &v, &n, &f->err));
    assert_int_equal(n, 0);
    assert_int_equal(lists_edition(f->store, &f->arena, STR("q22"), &one, &f->err), SEKI_E_NOTFOUND);

    /* The next import is compared with what is there, and counts on from the numbers that were given. */
    struct edition_diff diff = run_import(f, &(struct import){"q333", "eul", "2025-01-01", NULL, "1=Alpha 3=Gamma"});
    assert_str(diff.previous, "q1");
    assert_int_equal(diff.added, 1);
    assert_int_equal(diff.removed, 1);
    assert_ok(lists_edition(f->store, &f->arena, STR("q333"), &one, &f->err));
    assert_true(one.is_current);
    assert_int_equal(one.seq, 3);

    /* Once only, and its rows stay for verification. */
    assert_int_equal(lists_undo(f->store, STR("q22"), STR("t"), STR("a"), &f->err), SEKI_E_EXISTS);
    assert_ok(store_verify(f->store, &f->arena, &health, &f->err));
    assert_true(health.is_whole);
    assert_int_equal(health.editions, 2);
}

static void repeated_entries(void **state)
{
    struct fixture *f = *state;
    begin_import(f, &(struct import){"r1", "eul", NULL, NULL, NULL});
    assert_int_equal(add(f, "r1", STR("1"), STR("Alpha"), 1), 1);
    assert_int_equal(add(f, "r1", STR("1"), STR("Alpha"), 2), 0); /* only the row differs */
    assert_int_equal(add(f, "r1", STR("1"), STR("Beta"), 3), SEKI_E_CONFLICT);
    assert_int_equal(add(f, "r1", STR("2"), STR("Alpha"), 4), 1);
    assert_ok(lists_finish_edition(f->store, &f->arena, STR("r1"), NULL, &f->err));
    assert_ok(store_commit(f->store, &f->err));
    struct party_record record;
    assert_ok(lists_record(f->store, &f->arena, STR("r1"), STR("1"), &record, &f->err));
    assert_str(record.names[0].text, "Alpha");
    assert_int_equal(record.row, 1);
    assert_int_equal(lists_record(f->store, &f->arena, STR("r1"), STR("3"), &record, &f->err), SEKI_E_NOTFOUND);
}

static void unfinished_is_invisible(void **state)
{
    struct fixture *f = *state;
    struct list_edition *v = NULL;
    size_t n = 9;
    bool is_known = true;
    begin_import(f, &(struct import){"x1", "eul", "2026-01-01", NULL, NULL});
    assert_int_equal(add(f, "x1", STR("1"), STR("Alpha"), 1), 1);
    assert_ok(store_commit(f->store, &f->err));
    assert_ok(lists_all(f->store, &f->arena, &v, &n, &f->err));
    assert_int_equal(n, 0);
    assert_ok(lists_find_import(f->store, STR("x1"), &is_known, &f->err));
    assert_false(is_known);
}

static void refuses_bad_editions(void **state)
{
    static const char *const DATES[] = {"2026", "2026-02", "2026-02-30", "today"};
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(DATES); i++) {
        struct new_edition edition = {.id = STR("b"), .list = STR("l"), .edition = str_c(DATES[i])};
        assert_int_equal(lists_begin_edition(f->store, &edition, &f->err), SEKI_E_MEANING);
    }
    (void)run_import(f, &(struct import){"b1", "eul", NULL, NULL, "1=A"});
    struct new_edition again = {
        .id = STR("b1"), .list = STR("l"), .imported_at = STR("t"), .sha256 = STR("s"), .format = STR("f")};
    assert_int_equal(lists_begin_edition(f->store, &again, &f->err), SEKI_E_EXISTS);
}

static int collect(void *ctx, const struct party_record *record, struct seki_err *err)
{
    struct buf *buf = ctx;
    buf_printf(buf, "%.*s:%.*s:%d ", STR_ARG(record->entry), STR_ARG(record->names[0].text), (int)record->row);
    return buf_check(buf, err);
}

static int stop_at_once(void *ctx, const struct party_record *record, struct seki_err *err)
{
    (void)ctx;
    return err_set(err, SEKI_E_INTERRUPTED, "at %.*s", STR_ARG(record->entry));
}

static void walks_records(void **state)
{
    struct fixture *f = *state;
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 1000);
    (void)run_import(f, &(struct import){"w1", "eul", NULL, NULL, "2=Beta 1=Alpha 10=Ten"});
    assert_ok(lists_each_record(f->store, STR("w1"), collect, &buf, &f->err));
    assert_str(buf_str(&buf), "1:Alpha:4 10:Ten:5 2:Beta:3 ");
    assert_int_equal(lists_each_record(f->store, STR("w1"), stop_at_once, NULL, &f->err), SEKI_E_INTERRUPTED);
    assert_ok(lists_each_record(f->store, STR("none"), stop_at_once, NULL, &f->err));
}

static void keeps_rejects_up_to_limit(void **state)
{
    struct fixture *f = *state;
    struct list_rejects rejects = {0};
    struct list_edition edition;
    int over = (int)LIMIT(REJECTS) + 7;
    begin_import(f, &(struct import){"j1", "eul", NULL, NULL, NULL});
    for (int i = 1; i <= over; i++) {
        struct list_reject reject = {STR("list.csv"), STR("no name"), i};
        assert_ok(lists_add_reject(f->store, STR("j1"), &reject, &f->err));
    }
    assert_ok(lists_finish_edition(f->store, &f->arena, STR("j1"), NULL, &f->err));
    assert_ok(store_commit(f->store, &f->err));
    assert_ok(lists_rejects(f->store, &f->arena, STR("j1"), &rejects, &f->err));
    assert_int_equal(rejects.n, LIMIT(REJECTS));
    assert_int_equal(rejects.v[4].line, 5);
    assert_str(rejects.v[4].file, "list.csv");
    assert_str(rejects.v[4].reason, "no name");
    assert_ok(lists_edition(f->store, &f->arena, STR("j1"), &edition, &f->err));
    assert_int_equal(edition.rejected, over);
}

static void bodies_are_kept_once(void **state)
{
    struct fixture *f = *state;
    struct store_health health;
    (void)run_import(f, &(struct import){"o1", "eul", "2024-01-01", NULL, "1=Alpha 2=Beta"});
    (void)run_import(f, &(struct import){"o22", "eul", "2025-01-01", NULL, "1=Alpha 2=Beta"});
    assert_ok(store_verify(f->store, &f->arena, &health, &f->err));
    assert_true(health.is_whole);
    assert_int_equal(health.editions, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(compares_editions),    STORE_TEST(tells_all_editions), STORE_TEST(chooses_for_a_day),
        STORE_TEST(knows_imports),        STORE_TEST(repeated_entries),   STORE_TEST(unfinished_is_invisible),
        STORE_TEST(refuses_bad_editions), STORE_TEST(walks_records),      STORE_TEST(keeps_rejects_up_to_limit),
        STORE_TEST(bodies_are_kept_once), STORE_TEST(takes_imports_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
