/* tests/unit/source/test_read_meti_eul.c - the workbook and the TSV give the same records. */
#include "list_test.h"

#define HEADER_ROW                                                                                                     \
    "<row r=\"1\">" CELL("A1", "No.") CELL("B1", "国名、地域名&#10;Country or Region") CELL("C1", "企業名")            \
        CELL("D1", "別名") CELL("E1", "懸念区分&#10;Type of WMD") CELL("F1", "通常兵器") "</row>"

static const char *const SHEET_LOG[] = {
    "list jp_meti_eul\n",
    "\"entry\":\"1\"",
    "[\"Sample Works Co., Ltd. (見本製作所)\",\"name\"],[\"Sample Works Co., "
    "Ltd.\",\"alias\"],[\"見本製作所\",\"alias\"],"
    "[\"Sample Trading Long Name\",\"alias\"],[\"SW Group （SWG）\",\"alias\"],[\"SW Group\",\"alias\"],"
    "[\"SWG\",\"weakAlias\"]",
    "\"countries\":[\"KP\"]",
    "\"programs\":[\"B\",\"C\",\"M\",\"N\",\"CW\"]",
    "\"entry\":\"2\"",
    "\"programs\":[\"N\"]",
    "\"entry\":\"3\"",
    "\"programs\":[\"M\"]",
    "reject 0:5 without a number",
    "reject 0:6 the number stands twice",
    "reject 0:7 without a name",
};
static const struct test_sheet SHEET = {
    "リスト", HEADER_ROW
    "<row r=\"2\">" CELL("A2", "1") CELL("B2", "北朝鮮&#10;North Korea") CELL("C2",
                                                                              "Sample Works Co., Ltd.&#10;(見本製作所)")
        CELL("D2", "・Sample Trading&#10;Long Name&#10;・SW Group （SWG）&#10;・") CELL("E2", "生物、化学&#10;B,C,"
                                                                                              "M、Ｎ")
            CELL(
                "F2",
                "通常兵器&#10;CW") "</row>"
                                   "<row r=\"3\">" CELL("A3", "2") CELL("B3", "中国&#10;People's Republic of China")
                                       CELL("C3", "Other") CELL(
                                           "E3",
                                           "核&#10;Ｎ") "</row>"
                                                        "<row r=\"4\">" CELL("A4", "3")
                                                            CELL("B4", "香港&#10;Hong Kong") CELL("C4", "Third") CELL(
                                                                "E4",
                                                                "ミサイルM") "</row>"
                                                                             "<row r=\"5\">" CELL("A5", "x") CELL(
                                                                                 "C5",
                                                                                 "Fourth") "</row>"
                                                                                           "<row r=\"6\">" CELL("A6",
                                                                                                                "3")
                                                                                               CELL(
                                                                                                   "C6",
                                                                                                   "Fifth") "</row>"
                                                                                                            "<row "
                                                                                                            "r="
                                                                                                            "\"7\""
                                                                                                            ">" CELL(
                                                                                                                "A"
                                                                                                                "7",
                                                                                                                "9") "<"
                                                                                                                     "/"
                                                                                                                     "r"
                                                                                                                     "o"
                                                                                                                     "w"
                                                                                                                     ">"};

static void test_workbook(void **state)
{
    struct str bytes = make_workbook(*state, &SHEET, 1);
    struct source_file file = {.path = STR("x.xlsx"), .bytes = bytes, .head = bytes, .fd = -1};
    struct log log;
    assert_detected(&file, &source_reader_meti_eul);
    log_read(&log, &source_reader_meti_eul, &file, 1);
    for (size_t i = 0; i < ARRAY_LEN(SHEET_LOG); i++)
        assert_log_has(&log, SHEET_LOG[i]);
    assert_int_equal(log.records, 3);
    log_done(&log);
}

static void test_tsv(void **state)
{
    (void)state;
    static const char *const EXPECTED[] = {
        "[\"Sample (見本)\",\"name\"],[\"Sample\",\"alias\"],[\"見本\",\"alias\"],[\"A "
        "\\\"B\\\"\",\"alias\"],[\"C\",\"alias\"]",
        "\"programs\":[\"M\",\"CW\"]", "reject 0:3 3 columns where 7 are expected"};
    struct log log;
    log_read_text(&log, &source_reader_meti_eul, "x.tsv",
                  STR("no\tcountry_ja\tcountry_en\tname\taliases\twmd\tconventional\n"
                      "1\t中国\tPeople's Republic of China\tSample (見本)\tA \"B\"|C\tM\tCW\n2\tx\ty\n"));
    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
        assert_log_has(&log, EXPECTED[i]);
    log_done(&log);
}

/* The names part of each record of a log, one line each. */
static void names_of(const struct log *log, struct buf *out)
{
    for (struct str rest = str_c(log->text.p), line; str_split(&rest, STR("\n"), &line);) {
        size_t entry = str_find(line, STR("\"entry\""), 0), end = str_find(line, STR("]]"), 0);
        if (str_starts(line, STR("record ")) && entry != SIZE_MAX && end != SIZE_MAX) {
            buf_add(out, str_sub(line, entry, end - entry));
            buf_addc(out, '\n');
        }
    }
    buf_addc(out, '\0');
}

static void test_real_files(void **state)
{
    (void)state;
    struct log xlsx, tsv;
    AUTO(buf_done) struct buf a, b;
    buf_init(&a, 16 * MIB);
    buf_init(&b, 16 * MIB);
    log_read_watchlist(&xlsx, &source_reader_meti_eul, "jp/meti_foreign_user_list_2025-09-29.xlsx");
    log_read_watchlist(&tsv, &source_reader_meti_eul, "jp/meti_foreign_user_list_2025-09-29.tsv");
    assert_int_equal(xlsx.records, 835);
    assert_int_equal(tsv.records, 835);
    assert_int_equal(xlsx.rejects + tsv.rejects, 0);
    names_of(&xlsx, &a);
    names_of(&tsv, &b);
    assert_true(a.n > 100000);
    assert_string_equal(a.p, b.p);
    log_done(&xlsx);
    log_done(&tsv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_workbook), cmocka_unit_test(test_tsv),
                                       cmocka_unit_test(test_real_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
