/* tests/unit/source/test_import.c - editions, known bytes, companions, refusals, several lists, interruptions. */
#include "import_test.h"
#include "index/list_index.h"
#include "source/detect.h"
#include "store/audit.h"

#include <archive.h>
#include <archive_entry.h>
#include <signal.h>
#include <sys/wait.h>

static void test_editions_and_diff(void **state)
{
    struct import_fixture *f = *state;
    const char *one =
        import_write_text(f, "a_2024-01-02.jsonl", FTM_ENTRY("demo", "1", "A") FTM_ENTRY("demo", "2", "B"));
    const char *two =
        import_write_text(f, "b_20240301.jsonl", FTM_ENTRY("demo", "2", "B2") FTM_ENTRY("demo", "3", "C"));
    const char *old = import_write_text(f, "c_2023-06.jsonl", FTM_ENTRY("demo", "1", "A"));
    assert_int_equal(import_some(f, one, NULL, NULL, NULL), 0);
    assert_line(f, 0, "demo 2024-01-02 +2 ~0 -0 0");
    assert_int_equal(import_some(f, two, NULL, NULL, NULL), 0);
    assert_line(f, 0, "demo 2024-03-01 +1 ~1 -1 0");
    /* an older one that comes late has nothing before it */
    assert_int_equal(import_some(f, old, NULL, NULL, NULL), 0);
    assert_line(f, 0, "demo 2023-06-30 +1 ~0 -0 0");
    /* the first again, although a newer one has come since */
    assert_int_equal(import_some(f, one, NULL, NULL, NULL), 0);
    assert_line(f, 0, "demo 2024-01-02 +0 ~0 -0 0 known");
    assert_int_equal(import_count_editions(f), 3);
    assert_int_equal(import_count_index_files(f), 3);
    assert_int_equal(f->report.n_refused, 0);
}

static void test_edition_of_name(void **state)
{
    (void)state;
    static const struct {
        const char *path, *day; /* NULL = none */
    } ROWS[] = {
        {"/nowhere/list_2025-09-29.tsv", "2025-09-29"},
        {"/nowhere/list_2022-05.csv.xz", "2022-05-31"},
        {"/nowhere/list_20260305.xlsx", "2026-03-05"},
        {"/nowhere/2024-02.csv", "2024-02-29"},
        {"/nowhere/list-2025-13.csv", NULL},
        {"/nowhere/list_120250929.csv", NULL},
        {"/nowhere/2024.csv", NULL},
        {"/nowhere/a_2023-01_2024-05-06.csv", "2024-05-06"},
        {"/nowhere/20250929_4.xlsx", "2025-09-29"},
        {"/nowhere/x_2025-02-30.csv", NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct day day;
        char text[DAY_TEXT] = "";
        if (detect_edition(ROWS[i].path, &day))
            day_text(day, text);
        if (strcmp(text, ROWS[i].day ? ROWS[i].day : "") != 0)
            fail_msg("%s: \"%s\"", ROWS[i].path, text);
    }
}

static void test_edition_of_folder_and_override(void **state)
{
    struct import_fixture *f = *state;
    const char *in_folder = import_write_text(f, "lists_2021-07/a.jsonl", FTM_ENTRY("one", "1", "A"));
    const char *undated = import_write_text(f, "b.jsonl", FTM_ENTRY("two", "1", "A"));
    const char *forced = import_write_text(f, "c_2020-01-01.jsonl", FTM_ENTRY("three", "1", "A"));
    assert_int_equal(import_some(f, in_folder, undated, NULL, NULL), 0);
    assert_line(f, 0, "one 2021-07-31 +1 ~0 -0 0");
    assert_line(f, 1, "two undated +1 ~0 -0 0");
    f->ctx.edition = STR("2025-05-05");
    assert_int_equal(import_some(f, forced, NULL, NULL, NULL), 0);
    assert_line(f, 0, "three 2025-05-05 +1 ~0 -0 0");
    f->ctx.edition = STR("2025-05");
    assert_int_equal(import_some(f, forced, NULL, NULL, NULL), SEKI_E_MEANING);
}

/* A Denied Persons List whose newest date is a typing error. */
static void test_future_edition_inside(void **state)
{
    struct import_fixture *f = *state;
    static const char HEAD[] =
        "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t"
        "\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n"
        "\"A SAMPLE\"\t\"\"\t\"\"\t\"\"\t\"US\"\t\"\"\t\"01/02/2020\"\t\"\"\t\"Y\"\t\"3017-08-22\"\t\"\"\t\"\"\n";
    const char *path = import_write_text(f, "dpl_2022-09-02.txt", HEAD);
    assert_int_equal(import_some(f, path, NULL, NULL, NULL), 0);
    assert_line(f, 0, "us_bis_dpl 2022-09-02 +1 ~0 -0 0");
}

static void test_refusals(void **state)
{
    struct import_fixture *f = *state;
    static const struct {
        const char *name, *text;
        const char *error; /* part of it */
    } ROWS[] = {
        {"empty.csv", "", "empty"},
        {"unknown.csv", "a,b\n1,2\n", "no list in a format that can be read"},
        {"binary.bin",
         "\x7f"
         "ELF\x01\x02\x03",
         "no list in a format"},
        {"galaxy.json", "{\"authors\":[],\"type\":\"tool\",\"uuid\":\"u\",\"values\":[]}",
         "\"tool\" is no list of parties"},
        {"cut.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c", "cut.gz"},
        {"rejected.jsonl", "{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{\"topics\":[\"sanction\"]}}\n",
         "nothing in it could be read"},
        {"header.csv", "_id,source,name,alt_names\n", "nothing in it could be read"},
    };
    const char *good = import_write_text(f, "good.jsonl", FTM_ENTRY("demo", "1", "A"));
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct str bytes = strcmp(ROWS[i].name, "cut.gz") ? str_c(ROWS[i].text) : (struct str){ROWS[i].text, 12};
        const char *bad = import_write(f, ROWS[i].name, bytes);
        print_message("# %s\n", ROWS[i].name);
        assert_int_equal(import_some(f, bad, good, NULL, NULL), 0);
        assert_int_equal(f->report.n, 2);
        assert_int_equal(f->report.n_refused, 1);
        assert_true(f->report.v[0].code < 0);
        assert_true(str_eq(f->report.v[0].file, str_c(bad)));
        if (!strstr(f->report.v[0].error.p, ROWS[i].error) || !strstr(f->report.v[0].error.p, ROWS[i].name))
            fail_msg("%s", f->report.v[0].error.p);
        assert_line(f, 1, i ? "demo undated +0 ~0 -0 0 known" : "demo undated +1 ~0 -0 0");
    }
    assert_int_equal(import_some(f, "/nowhere/x.csv", f->base, NULL, NULL), 0);
    assert_int_equal(f->report.n_refused, 2);
    assert_int_equal(f->report.v[0].code, SEKI_E_NOTFOUND);
    assert_non_null(strstr(f->report.v[1].error.p, "not a regular file"));
    assert_int_equal(import_count_editions(f), 1);
}

/* The same line n times, as gzip. */
static const char *write_packed(struct import_fixture *f, const char *name, const char *line, int n)
{
    const char *path = import_write_text(f, name, "");
    struct archive *out = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    assert_int_equal(archive_write_add_filter_gzip(out), ARCHIVE_OK);
    assert_int_equal(archive_write_set_format_raw(out), ARCHIVE_OK);
    assert_int_equal(archive_write_open_filename(out, path), ARCHIVE_OK);
    archive_entry_set_pathname(entry, "data");
    archive_entry_set_filetype(entry, AE_IFREG);
    assert_int_equal(archive_write_header(out, entry), ARCHIVE_OK);
    for (int i = 0; i < n; i++)
        assert_int_equal(archive_write_data(out, line, strlen(line)), strlen(line));
    archive_entry_free(entry);
    assert_int_equal(archive_write_close(out), ARCHIVE_OK);
    archive_write_free(out);
    return path;
}

/* A bomb that is a list at first: refused at the limit, at once, and not as a long row of bad lines. */
static void test_bomb(void **state)
{
    struct import_fixture *f = *state;
    const char *path = write_packed(f, "bomb.jsonl.gz", FTM_ENTRY("demo", "1", "A"), 700000);
    const char *good = write_packed(f, "good.jsonl.gz", FTM_ENTRY("demo", "1", "A"), 1);
    assert_int_equal(import_some(f, path, good, NULL, NULL), 0);
    assert_int_equal(f->report.v[0].code, SEKI_E_LIMIT);
    assert_non_null(strstr(f->report.v[0].error.p, "FILE_RATIO"));
    assert_int_equal(f->report.v[0].rejected, 0);
    assert_line(f, 1, "demo undated +1 ~0 -0 0");
}

#define SDN_MAIN "36,\"SAMPLE LINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a"
#define SDN_ADD  "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n\x1a"
#define SDN_ALT  "36,12,\"aka\",\"SAMPLE-LINES\",-0- \r\n\x1a"

static void test_companions(void **state)
{
    struct import_fixture *f = *state;
    const char *sdn = import_write_text(f, "sdn_2021-07/sdn.csv", SDN_MAIN);
    const char *add = import_write_text(f, "sdn_2021-07/add.csv", SDN_ADD);
    const char *alt = import_write_text(f, "sdn_2021-07/alt.csv", SDN_ALT);
    assert_int_equal(import_some(f, add, NULL, NULL, NULL), 0);
    assert_int_equal(f->report.n_refused, 1);
    assert_non_null(strstr(f->report.v[0].error.p, "add.csv"));
    assert_non_null(strstr(f->report.v[0].error.p, "companion"));
    assert_int_equal(import_some(f, add, alt, sdn, NULL), 0);
    assert_line(f, 0, "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 companion");
    assert_line(f, 1, "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 companion");
    assert_line(f, 2, "us_ofac_sdn 2021-07-31 +1 ~0 -0 0");
    /* the same files in another order, or some of them, were imported before */
    assert_int_equal(import_some(f, sdn, alt, add, NULL), 0);
    assert_line(f, 0, "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 known");
    assert_line(f, 2, "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 known companion");
    assert_int_equal(import_some(f, alt, NULL, NULL, NULL), 0);
    assert_line(f, 0, "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 known");
    assert_int_equal(import_count_editions(f), 1);
}

static void test_several_lists(void **state)
{
    struct import_fixture *f = *state;
    const char *both = import_write_text(
        f, "both_2024-01-01.jsonl", FTM_ENTRY("one", "1", "A") FTM_ENTRY("two", "1", "B") FTM_ENTRY("one", "2", "C"));
    const char *later = import_write_text(f, "later_2024-06-01.jsonl", FTM_ENTRY("one", "1", "A"));
    const char *twin = import_write_text(f, "twin_2024-06-01.jsonl", FTM_ENTRY("one", "1", "A"));
    /* given the newer first: editions of one list are stored in the order of their dates */
    assert_int_equal(import_some(f, later, both, twin, NULL), 0);
    assert_int_equal(f->report.n, 4);
    assert_line(f, 0, "one 2024-06-01 +0 ~0 -1 0");
    assert_line(f, 1, "one 2024-01-01 +2 ~0 -0 0");
    assert_line(f, 2, "two 2024-01-01 +1 ~0 -0 0");
    assert_line(f, 3, "one 2024-06-01 +0 ~0 -0 0 known");
    assert_int_equal(import_some(f, both, NULL, NULL, NULL), 0);
    assert_line(f, 0, "one 2024-01-01 +0 ~0 -0 0 known");
    assert_line(f, 1, "two 2024-01-01 +0 ~0 -0 0 known");
    assert_int_equal(import_count_editions(f), 3);
}

static void test_rejects_are_told_and_kept(void **state)
{
    struct import_fixture *f = *state;
    const char *path = import_write_text(f, "a.jsonl", "broken\n" FTM_ENTRY("demo", "1", "A") "{}\n");
    struct list_edition *editions;
    struct list_rejects kept;
    size_t n;
    assert_int_equal(import_some(f, path, NULL, NULL, NULL), 0);
    assert_line(f, 0, "demo undated +1 ~0 -0 2");
    assert_int_equal(f->report.n_refused, 0);
    assert_int_equal(f->report.v[0].rejects.n, 2);
    assert_int_equal(f->report.v[0].rejects.v[0].line, 1);
    assert_int_equal(f->report.v[0].rejects.v[1].line, 3);
    assert_int_equal(lists_all(f->store, &f->arena, &editions, &n, &f->err), 0);
    assert_int_equal(editions[0].rejected, 2);
    assert_int_equal(lists_rejects(f->store, &f->arena, editions[0].id, &kept, &f->err), 0);
    assert_int_equal(kept.n, 2);
    assert_true(str_eq(kept.v[0].file, str_c(path)));
    assert_int_equal(kept.v[1].line, 3);
}

static void test_what_is_stored(void **state)
{
    struct import_fixture *f = *state;
    const char *path = import_write_text(
        f, "g_2024-01-01.jsonl",
        FTM_ENTRY("demo", "c",
                  "Beta Works") "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"demo\"],\"properties\":{\"name\":["
                                "\"Ana Sample\"]}}\n"
                                "{\"id\":\"o\",\"schema\":\"Ownership\",\"datasets\":[\"demo\"],\"properties\":{"
                                "\"owner\":[\"p\"],\"asset\":[\"c\"],\"percentage\":[\"60\"]}}\n");
    struct list_edition *editions;
    struct list_index *index = NULL;
    struct relation_graph graph;
    struct audit_rows rows;
    size_t n;
    f->ctx.actor = STR("ana");
    f->ctx.roles = STR("administrator");
    f->ctx.purpose = STR("set-up");
    assert_int_equal(import_some(f, path, NULL, NULL, NULL), 0);
    assert_int_equal(lists_all(f->store, &f->arena, &editions, &n, &f->err), 0);
    assert_int_equal(n, 1);
    assert_int_equal(editions[0].parties, 2);
    assert_int_equal(editions[0].listed, 1);
    assert_int_equal(editions[0].relations, 1);
    assert_int_equal(list_index_open(store_index_path(f->store, &f->arena, editions[0].id), &index, &f->err), 0);
    assert_int_equal(list_index_count(index), 1);
    list_index_close(&index);
    struct str key = STR("beta works");
    struct relation_query query = {.editions = &editions[0].id, .n_editions = 1, .keys = {&key, 1}};
    assert_int_equal(relations_of(f->store, &f->arena, &query, &graph, &f->err), 0);
    assert_int_equal(graph.edges.n, 1);
    assert_int_equal(graph.edges.v[0].relation.share_min, 6000);
    assert_int_equal(audit_list(f->store, &f->arena, 0, 100, &rows, &f->err), 0);
    assert_int_equal(rows.n, 1);
    assert_true(str_eq(rows.v[0].entry.object, STR("list demo edition 2024-01-01")));
    assert_true(str_eq(rows.v[0].entry.actor, STR("ana")));
}

/* -- interruptions -- */

struct stop {
    uint64_t calls, at; /* stop at this call; 0 = never */
    bool is_kill;
};

static int stop_now(void *ctx, const struct import_progress *progress)
{
    struct stop *stop = ctx;
    assert_true(progress->done <= progress->total);
    if (++stop->calls != stop->at)
        return 0;
    if (stop->is_kill)
        (void)kill(getpid(), SIGKILL);
    return 1;
}

static const char *write_many(struct import_fixture *f, const char *name, const char *list, int n)
{
    struct buf text;
    buf_init(&text, 16 * MIB);
    for (int i = 0; i < n; i++)
        buf_printf(
            &text,
            "{\"id\":\"%d\",\"schema\":\"Company\",\"datasets\":[\"%s\"],\"properties\":{\"name\":[\"Sample %d\"],"
            "\"topics\":[\"sanction\"]}}\n",
            i, list, i);
    const char *path = import_write(f, name, buf_str(&text));
    buf_done(&text);
    return path;
}

/* Progress may stop the import at any of its calls: what was not finished leaves nothing. */
static void test_interrupted(void **state)
{
    struct import_fixture *f = *state;
    const char *one = write_many(f, "one.jsonl", "one", 1200);
    const char *two = write_many(f, "two.jsonl", "two", 1200);
    struct stop stop = {0};
    size_t n_editions = 0;
    f->ctx.progress = stop_now;
    f->ctx.progress_ctx = &stop;
    for (stop.at = 1; n_editions < 2; stop.at++) {
        stop.calls = 0;
        int code = import_some(f, one, two, NULL, NULL);
        n_editions = import_count_editions(f);
        assert_true(code == SEKI_E_INTERRUPTED || (code == 0 && n_editions == 2));
        assert_int_equal(import_count_index_files(f), n_editions);
        assert_true(stop.at < 200);
    }
    f->ctx.progress = NULL;
    f->ctx.progress_ctx = NULL;
}

/* The same with kill -9, in a process of its own. */
static void test_killed(void **state)
{
    struct import_fixture *f = *state;
    const char *one = write_many(f, "one.jsonl", "one", 1200);
    const char *two = write_many(f, "two.jsonl", "two", 1200);
    bool has_ended = false;
    for (uint64_t at = 1; !has_ended; at++) {
        store_close(&f->store);
        pid_t pid = fork();
        if (pid == 0) {
            struct stop stop = {.at = at, .is_kill = true};
            f->ctx.progress = stop_now;
            f->ctx.progress_ctx = &stop;
            if (store_open(f->data, &f->store, NULL) < 0)
                _exit(9);
            f->ctx.store = f->store;
            _exit(import_some(f, one, two, NULL, NULL) < 0 ? 1 : 0);
        }
        int status = 0;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        has_ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
        assert_true(has_ended || WIFSIGNALED(status));
        assert_int_equal(store_open(f->data, &f->store, &f->err), 0);
        f->ctx.store = f->store;
        assert_true(at < 200);
    }
    /* what killed imports left behind went away with one that ended */
    assert_int_equal(import_count_editions(f), 2);
    assert_int_equal(import_count_index_files(f), 2);
    struct str parts = arena_printf(&f->arena, "%s/index", f->data);
    assert_int_equal(import_count_files(parts.p), 2);
}

static void test_orphans_go(void **state)
{
    struct import_fixture *f = *state;
    (void)import_write_text(f, "data/index/019a0000-0000-7000-8000-000000000000.idx", "left behind");
    (void)import_write_text(f, "data/index/019a0000-0000-7000-8000-000000000001.idx.part", "left behind");
    const char *one = import_write_text(f, "one.jsonl", FTM_ENTRY("one", "1", "A"));
    assert_int_equal(import_some(f, one, NULL, NULL, NULL), 0);
    assert_int_equal(import_count_index_files(f), 1);
}

/* Counts of the lists' own description (rows there, parties here). */
static void test_real_lists(void **state)
{
    struct import_fixture *f = *state;
    static const struct {
        const char *name, *says;
    } ROWS[] = {
        {"us_csl_2022-05.csv.xz", "us_csl 2022-05-31 +14048 ~0 -0 0"},
        {"ofac_sdn_2021-07/sdn_comments.csv.xz", "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 companion"},
        {"ofac_sdn_2021-07/add.csv.xz", "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 companion"},
        {"ofac_sdn_2021-07/sdn.csv.xz", "us_ofac_sdn 2021-07-31 +8976 ~0 -0 0"},
        {"ofac_sdn_2021-07/alt.csv.xz", "us_ofac_sdn 2021-07-31 +0 ~0 -0 0 companion"},
        {"ofac_consolidated_nonsdn_2024-02-23.xml.xz", "us_ofac_nonsdn 2024-02-23 +444 ~0 -0 0"},
        {"bis_dpl_2022-09-02.txt.xz", "us_bis_dpl 2022-09-02 +579 ~0 -0 0"},
        {"un_consolidated_2026-02-27.xml.xz", "un_sc 2026-02-27 +1003 ~0 -0 0"},
        {"eu_fsf_2026-05-01.ftm.jsonl.xz", "eu_fsf 2026-05-01 +5860 ~0 -0 0"},
        {"uk_sanctions_list_2026-08-22.ftm.jsonl.xz", "uk_sanctions_list 2026-08-22 +6349 ~0 -0 0"},
        {"jp/meti_foreign_user_list_2025-09-29.xlsx", "jp_meti_eul 2025-09-29 +835 ~0 -0 0"},
        {"jp/mof_asset_freeze_2026-03-05.xlsx", "jp_mof_asset_freeze 2026-03-05 +2862 ~0 -0 0"},
        {"jp/meti_export_prohibition_russia.ftm.jsonl.xz", "jp_export_prohibition_russia undated +561 ~0 -0 0"},
        {"jp/meti_export_prohibition_belarus.ftm.jsonl.xz", "jp_export_prohibition_belarus undated +27 ~0 -0 0"},
        {"jp/meti_export_prohibition_third-country.ftm.jsonl.xz",
         "jp_export_prohibition_third_country undated +56 ~0 -0 0"},
        {"../coercion/cn_countermeasure_announcements.ftm.jsonl.xz", "cn_countermeasures undated +208 ~0 -0 0"},
        {"../cyber/misp-galaxy/china-defence-universities.json.xz", "cn_defence_universities undated +159 ~0 -0 0"},
    };
    const char *paths[ARRAY_LEN(ROWS)], *shared = getenv("SEKISHO_SHARED");
    if (!shared)
        skip();
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++)
        paths[i] = arena_printf(&f->arena, "%s/data/watchlists/%s", shared, ROWS[i].name).p;
    assert_int_equal(import_files(&f->ctx, paths, ARRAY_LEN(ROWS), &f->arena, &f->report, &f->err), 0);
    assert_int_equal(f->report.n, ARRAY_LEN(ROWS));
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++)
        assert_line(f, i, ROWS[i].says);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IMPORT_TEST(test_editions_and_diff),
        cmocka_unit_test(test_edition_of_name),
        IMPORT_TEST(test_edition_of_folder_and_override),
        IMPORT_TEST(test_future_edition_inside),
        IMPORT_TEST(test_refusals),
        IMPORT_TEST(test_bomb),
        IMPORT_TEST(test_companions),
        IMPORT_TEST(test_several_lists),
        IMPORT_TEST(test_rejects_are_told_and_kept),
        IMPORT_TEST(test_what_is_stored),
        IMPORT_TEST(test_interrupted),
        IMPORT_TEST(test_killed),
        IMPORT_TEST(test_orphans_go),
        IMPORT_TEST(test_real_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
