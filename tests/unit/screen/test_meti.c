/*
 * Every name and alias of METI's Foreign End User List finds its own entry (issue: "the 835 METI entries each found by
 * their own names and aliases"), as written, in other case and in full width; and invented traders meet nobody.
 *
 * Needs the list beside the clone: SEKISHO_SHARED; without it the tests are skipped.
 */
#include "../index/index_test.h"
#include "base/utf8.h"
#include "screen/screen.h"

/* From these lengths in bytes every name (every part of one) must match; shorter ones may be acronyms or common words,
 * and the longest part of such words is "General Technology Limited". */
enum { METI_ENTRIES = 835, LONG_NAME = 16, LONG_PART = 27, TSV_NAME = 3, TSV_ALIASES = 4, TSV_FIELDS = 7 };

struct meti_row {
    struct str no, names[256];
    size_t n_names;
};

static bool next_row(struct str *rest, struct meti_row *row)
{
    struct str line, fields[TSV_FIELDS] = {0};
    if (!rest->n || !str_split(rest, STR("\n"), &line))
        return false;
    for (size_t i = 0; i < TSV_FIELDS; i++)
        (void)str_split(&line, STR("\t"), &fields[i]);
    *row = (struct meti_row){.no = fields[0], .names = {fields[TSV_NAME]}, .n_names = 1};
    while (fields[TSV_ALIASES].n && row->n_names < ARRAY_LEN(row->names))
        row->n_names += str_split(&fields[TSV_ALIASES], STR("|"), &row->names[row->n_names]);
    return true;
}

static struct str meti_rows(struct index_test *t)
{
    struct str bytes;
    const char *shared = getenv("SEKISHO_SHARED");
    if (!shared)
        skip();
    struct str path = arena_printf(&t->arena, "%s/data/watchlists/jp/meti_foreign_user_list_2025-09-29.tsv", shared);
    if (!file_exists(path.p))
        skip();
    assert_ok(file_read(&t->arena, path.p, 8 * MIB, &bytes, &t->err));
    return str_from(bytes, str_find_char(bytes, '\n', 0) + 1); /* without the head line */
}

static void build_meti(struct index_test *t, struct str rows)
{
    struct list_index_writer *writer;
    struct meti_row row;
    assert_ok(list_index_writer_open(t->tools, t->path, STR("jp_meti_eul"), STR("2025-09-29"), &writer, &t->err));
    while (next_row(&rows, &row)) {
        struct party_name names[ARRAY_LEN(row.names)];
        for (size_t i = 0; i < row.n_names; i++)
            names[i] = (struct party_name){row.names[i], i ? PARTY_NAME_ALIAS : PARTY_NAME_PRIMARY};
        struct party_record record = {.entry = row.no, .is_listed = true, .names = names, .n_names = row.n_names};
        assert_ok(list_index_writer_add(writer, &record, &t->err));
    }
    assert_ok(list_index_writer_finish(&writer, &t->err));
    assert_ok(list_index_open(t->path, &t->index, &t->err));
    assert_int_equal(list_index_count(t->index), METI_ENTRIES);
}

/* The decision for the entry `no`; SCREEN_NO if it is not among the hits. */
static enum screen_decision decision_of(struct index_test *t, struct str name, struct str no)
{
    const struct list_index *lists[] = {t->index};
    struct arena_mark mark = arena_mark(&t->arena);
    struct screen_query query = {.name = name};
    struct screen_hits hits;
    enum screen_decision decision = SCREEN_NO;
    assert_ok(screen_party(t->tools, (struct screen_lists){lists, 1}, &query, &t->arena, &hits, &t->err));
    for (size_t i = 0; i < hits.n; i++)
        if (str_eq(hits.v[i].entry.entry, no))
            decision = hits.v[i].decision;
    arena_rewind(&t->arena, mark);
    return decision;
}

/* Ways to write the same name. */
static struct str as_written(struct index_test *t, struct str name)
{
    (void)t;
    return name;
}

static struct str in_capitals(struct index_test *t, struct str name)
{
    char *text = arena_cstr(&t->arena, name);
    assert_non_null(text);
    for (size_t i = 0; i < name.n; i++)
        text[i] = text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 32) : text[i];
    return (struct str){text, name.n};
}

static struct str in_full_width(struct index_test *t, struct str name)
{
    char *text = arena_alloc(&t->arena, name.n * 4 + 1);
    size_t n = 0;
    assert_non_null(text);
    while (name.n) {
        uint32_t c = utf8_next(&name);
        n += utf8_put(c > ' ' && c <= '~' ? c + 0xfee0 : c, text + n);
    }
    return (struct str){text, n};
}

static void check_names(void **state, struct str (*write)(struct index_test *t, struct str name))
{
    struct index_test *t = *state;
    struct str rows = meti_rows(t);
    struct meti_row row;
    build_meti(t, rows);
    while (next_row(&rows, &row))
        for (size_t i = 0; i < row.n_names; i++) {
            struct str name = write(t, row.names[i]);
            enum screen_decision decision = decision_of(t, name, row.no);
            /* One alias of 760 is a legal form and four letters. */
            bool must_match = row.names[i].n >= LONG_NAME && !str_eq(row.names[i], STR("Joint Stock Company KBSM"));
            bool is_legal_form = str_eq(row.names[i], STR("Акционерное общество"));
            if (decision == SCREEN_NO || (must_match && !is_legal_form && decision != SCREEN_MATCH))
                fail_msg("%.*s of %.*s: %.*s", STR_ARG(name), STR_ARG(row.no), STR_ARG(screen_decision_word(decision)));
        }
}

static void test_as_written(void **state)
{
    check_names(state, as_written);
}

static void test_in_capitals(void **state)
{
    check_names(state, in_capitals);
}

static void test_in_full_width(void **state)
{
    check_names(state, in_full_width);
}

/* The Latin and the Chinese spelling that one written name holds, each alone. */
static void check_parts(struct index_test *t, struct str name, struct str no)
{
    struct str_list parts, weak;
    assert_ok(name_split(&t->arena, name, &parts, &weak, &t->err));
    for (size_t i = 1; i < parts.n; i++) {
        enum screen_decision decision = decision_of(t, parts.v[i], no);
        if (decision == SCREEN_NO || (parts.v[i].n >= LONG_PART && decision != SCREEN_MATCH))
            fail_msg("%.*s of %.*s: %.*s", STR_ARG(parts.v[i]), STR_ARG(no), STR_ARG(screen_decision_word(decision)));
    }
}

static void test_parts(void **state)
{
    struct index_test *t = *state;
    struct str rows = meti_rows(t);
    struct meti_row row;
    build_meti(t, rows);
    assert_int_equal(decision_of(t, STR("高麗航空"), STR("300")), SCREEN_MATCH);
    assert_int_equal(decision_of(t, STR("高丽航空"), STR("300")), SCREEN_MATCH);
    while (next_row(&rows, &row))
        for (size_t i = 0; i < row.n_names; i++)
            check_parts(t, row.names[i], row.no);
}

/* A letter in the middle left out, or two swapped. */
static struct str damaged(struct index_test *t, struct str name, unsigned kind)
{
    char *text = arena_cstr(&t->arena, name);
    size_t at = name.n / 2;
    assert_non_null(text);
    bool is_plain = name.n > 4 && (unsigned char)text[at] < 0x80 && (unsigned char)text[at + 1] < 0x80;
    if (is_plain && kind == 0) {
        memmove(text + at, text + at + 1, name.n - at - 1);
        return (struct str){text, name.n - 1};
    }
    if (is_plain) {
        char c = text[at];
        text[at] = text[at + 1];
        text[at + 1] = c;
    }
    return (struct str){text, name.n};
}

/* The index gives every entry that comparing with all names gives. */
static void test_complete(void **state)
{
    enum { STEP = 9 };
    struct index_test *t = *state;
    struct str rows = meti_rows(t);
    struct meti_row row;
    unsigned n = 0;
    build_meti(t, rows);
    const struct list_index *lists[] = {t->index};
    while (next_row(&rows, &row)) {
        if (n++ % STEP)
            continue;
        struct arena_mark mark = arena_mark(&t->arena);
        struct screen_query query = {.name = damaged(t, row.names[0], n % 2)};
        struct screen_hits fast, all;
        assert_ok(screen_party(t->tools, (struct screen_lists){lists, 1, false}, &query, &t->arena, &fast, &t->err));
        assert_ok(screen_party(t->tools, (struct screen_lists){lists, 1, true}, &query, &t->arena, &all, &t->err));
        bool is_same = fast.n == all.n;
        for (size_t i = 0; i < fast.n && is_same; i++)
            is_same = fast.v[i].score == all.v[i].score && str_eq(fast.v[i].entry.entry, all.v[i].entry.entry) &&
                      str_eq(fast.v[i].entry_name, all.v[i].entry_name);
        if (!is_same)
            fail_msg("%.*s: %zu hits, without the index %zu", STR_ARG(query.name), fast.n, all.n);
        arena_rewind(&t->arena, mark);
    }
}

static void test_strangers(void **state)
{
    static const char *const STRANGERS[] = {
        "Gulf Bright Trading FZE",
        "Northern Pump Works",
        "Musterfirma Maschinenbau GmbH",
        "Hinode Seimitsu Kogyo",
        "日之出精密工業株式会社",
        "Blue River Logistics LLC",
        "Anna Schmidt",
        "Yamada Taro",
    };
    struct index_test *t = *state;
    build_meti(t, meti_rows(t));
    for (size_t i = 0; i < ARRAY_LEN(STRANGERS); i++) {
        const struct list_index *lists[] = {t->index};
        struct screen_query query = {.name = str_c(STRANGERS[i])};
        struct screen_hits hits;
        assert_ok(screen_party(t->tools, (struct screen_lists){lists, 1}, &query, &t->arena, &hits, &t->err));
        if (hits.n)
            fail_msg("%s meets %.*s", STRANGERS[i], STR_ARG(hits.v[0].entry_name));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INDEX_TEST(test_as_written), INDEX_TEST(test_in_capitals), INDEX_TEST(test_in_full_width),
        INDEX_TEST(test_parts),      INDEX_TEST(test_complete),    INDEX_TEST(test_strangers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
