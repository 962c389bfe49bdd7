/* tests/unit/source/test_read_mof_xlsx.c - the asset-freeze workbook: sections, names, dates; equal to the FtM form. */
#include "list_test.h"
#include "source/mof_int.h"

#define HEADER_ROW                                                                                                     \
    "<row r=\"1\">" CELL("A1", "見本国に関する措置&#10;（注）") "</row><row r=\"2\">" CELL("A2", "告示日付")           \
        CELL("B2", "告示番号") CELL("C2", "日本語表記") CELL("D2", "英語表記") CELL("E2", "別名") CELL("F2", "旧称")   \
            CELL("G2", "確定に十分でない別名") CELL("H2", "生年月日") CELL("I2", "国籍") CELL("J2", "旅券番号")        \
                CELL("K2", "住所") CELL("L2", "役職") "</row>"

static const char *const SHEET_LOG[] = {
    "list jp_mof_asset_freeze\n",
    "\"entry\":\"jp-mof-syria-individuals.1\",\"schema\":\"Person\"",
    "[\"ジョン・エグザンプル\",\"name\"],[\"John (Jon) EXAMPLE\",\"name\"],[\"جون\",\"alias\"],"
    "[\"John EXAMPLE\",\"alias\"],[\"Jon EXAMPLE\",\"alias\"],[\"ラジャ\",\"alias\"],[\"Radja\",\"alias\"],"
    "[\"イゾ\",\"alias\"],[\"Izo\",\"alias\"],[\"オールド\",\"previousName\"],[\"Old\",\"previousName\"],"
    "[\"バシール\",\"weakAlias\"],[\"Bashir\",\"weakAlias\"]",
    "[\"passport\",\"D 000763\"",
    "\"countries\":[\"SS\",\"AF\"]",
    "\"births\":[\"1966\",\"1960-03-04\"]",
    "\"addresses\":[\"Kabul, Afghanistan\"]",
    "\"programs\":[\"見本国に関する措置\"]",
    "\"start\":\"2001-09-22\"",
    "\"title\":\"大臣 Minister\"",
    "\"entry\":\"jp-mof-syria-individuals.5\"",
    "\"births\":[\"1970-01-01\"]",
    "reject 0:7 section syria-individuals: the notice number 5 stands twice",
    "reject 0:8 section syria-individuals: without a notice number",
    "\"entry\":\"jp-mof-section-99.1\",\"schema\":\"LegalEntity\"",
    "note the sheet \"99.見本国\" is new",
};
static const struct test_sheet SHEETS[] = {
    {"24.シリア（個人）", HEADER_ROW
     "<row r=\"3\">" CELL("A3", "2001.9.22&#10;2008.6.25改訂") CELL("B3", "1") CELL("C3", "ジョン・エグザンプル") CELL(
         "D3", "John (Jon) EXAMPLE&#10;(original script: جون)") CELL("E3", "(a)ラジャ（Radja）、(b)イゾ（Izo）")
         CELL("F3", "オールド&#10;(f.k.a.: Old)") CELL("G3", "「バシール」（“Bashir”）") CELL(
             "H3", "（a）1966年頃（b）１９６０年３月４日") CELL("I3", "南スーダン")
             CELL("J3", "アフガニスタン旅券 D 000763 （1997年1月9日発行）") CELL("K3", "Kabul, Afghanistan") CELL(
                 "L3",
                 "大臣&#10;Minister") "</row>"
                                      "<row r=\"4\">" CELL("A4", "2011.11.18削除") CELL(
                                          "B4",
                                          "2") "</row>"
                                               "<row r=\"5\">" CELL("A5", "2011.11.18削除") CELL("B5", "3") CELL(
                                                   "C5",
                                                   "消えた者") "</row>"
                                                               "<row r=\"6\">" CELL("A6", "2011.11.18") CELL(
                                                                   "B6",
                                                                   "5(*186)") CELL("C6", "二人目")
                                                                   NUMBER_CELL(
                                                                       "H6",
                                                                       "25569") "</row>"
                                                                                "<row r=\"7\">" CELL("A7", "2011.11.18")
                                                                                    CELL("B7", "*5") CELL(
                                                                                        "C7",
                                                                                        "三人目") "</row>"
                                                                                                  "<row "
                                                                                                  "r=\"8\">" CELL(
                                                                                                      "A8",
                                                                                                      "2011.11.18")
                                                                                                      CELL("C8",
                                                                                                           "四人目")
                                                                                                          CELL(
                                                                                                              "H8",
                                                                                                              "不"
                                                                                                              "明") "</"
                                                                                                                    "ro"
                                                                                                                    "w"
                                                                                                                    ">"},
    {"8.【解除】リベリア", HEADER_ROW "<row r=\"3\">" CELL("A3", "2011.1.1") CELL("B3", "1") CELL("C3", "済") "</row>"},
    {"99.見本国", HEADER_ROW "<row r=\"3\">" CELL("A3", "2011.1.1") CELL("B3", "1") CELL("C3", "見本社") "</row>"},
};

static void test_sheets(void **state)
{
    struct str bytes = make_workbook(*state, SHEETS, ARRAY_LEN(SHEETS));
    struct source_file file = {.path = STR("x.xlsx"), .bytes = bytes, .head = bytes, .fd = -1};
    struct log log;
    assert_detected(&file, &source_reader_mof_xlsx);
    log_read(&log, &source_reader_mof_xlsx, &file, 1);
    for (size_t i = 0; i < ARRAY_LEN(SHEET_LOG); i++)
        assert_log_has(&log, SHEET_LOG[i]);
    assert_int_equal(log.records, 3);
    assert_int_equal(log.rejects, 2);
    log_done(&log);
}

/* What a cell of aliases holds, as "name/kind|…". */
static void test_aliases(void **state)
{
    static const struct {
        const char *cell, *names;
    } cases[] = {
        {"不明", ""},
        {"アブ・アリ\nAbu Ali", "アブ・アリ/alias|Abu Ali/alias"},
        {"(a)ハルカト(b)エイチ\n(f.k.a.: (a)Harakat-ul-Ansar (b)HUA)",
         "ハルカト/alias|エイチ/alias|Harakat-ul-Ansar/previousName|HUA/previousName"},
        {"（別称、A社、B工場、旧称、C社）\n(a.k.a. AO A; a.k.a. B Zavod; f.k.a. C)",
         "A社/alias|B工場/alias|C社/previousName|AO A/alias|B Zavod/alias|C/previousName"},
        {"アフメド、サイード\n（Ahmed, Sa-id）", "アフメド/alias|サイード/alias|Ahmed/alias|Sa-id/alias"},
        {"A社、B社\nA TRADING COMPANY, LTD, B TRADING COMPANY, LTD",
         "A社/alias|B社/alias|A TRADING COMPANY, LTD/alias|B TRADING COMPANY, LTD/alias"},
        {"エッサイード、カーデル; アブデル\nEs Sayed, Kader; Abdel",
         "エッサイード、カーデル/alias|アブデル/alias|Es Sayed, Kader/alias|Abdel/alias"},
        {"サフィーヤ\nSafia, One, Two",
         "サフィーヤ/alias|Safia, One, Two/alias|Safia/weakAlias|One/weakAlias|Two/weakAlias"},
        {"カラド、1979年12月31日に出生\n(a.k.a.: Kalad, born 31 Dec. 1979)", "カラド/alias|Kalad/alias"},
        {"アルリビ Al-Libi", "アルリビ/alias|Al-Libi/alias"},
        {"株式会社 KBM", "株式会社 KBM/alias"},
        {"A（original script: Б）", "Б/alias|A/alias"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct party_build build;
        char out[1024] = "";
        party_build_init(&build, *state);
        assert_int_equal(mof_add_aliases(&build, str_c(cases[i].cell), PARTY_NAME_ALIAS, NULL), 0);
        for (size_t k = 0; k < build.names.n; k++) {
            size_t used = strlen(out);
            (void)snprintf(out + used, sizeof(out) - used, "%s%.*s/%.*s", k ? "|" : "", STR_ARG(build.names.v[k].text),
                           STR_ARG(party_name_kind_word(build.names.v[k].kind)));
        }
        assert_string_equal(out, cases[i].names);
    }
}

static void test_variants(void **state)
{
    static const struct {
        const char *name, *names;
    } cases[] = {
        {"Pavel (Pavlo) KRYLLO (KRILLO)", "Pavel KRYLLO|Pavlo KRYLLO|Pavel KRILLO|Pavlo KRILLO|"},
        {"パウロ（パーヴェル）・クリッロ", "パウロ・クリッロ|パーヴェル・クリッロ|"},
        {"Aleksandr(Alexander/Oleksandr)  X", "Aleksandr X|Alexander X|Oleksandr X|"},
        {"Anton T (U, V)", "Anton T|Anton U|Anton V|"},
        {"No Bracket", ""},
        {"(Only)", ""},
        {"Open (bracket", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct party_build build;
        char out[1024] = "";
        party_build_init(&build, *state);
        assert_int_equal(mof_add_variants(&build, str_c(cases[i].name), NULL), 0);
        for (size_t k = 0; k < build.names.n; k++)
            (void)snprintf(out + strlen(out), sizeof(out) - strlen(out), "%.*s|", STR_ARG(build.names.v[k].text));
        assert_string_equal(out, cases[i].names);
    }
}

static void test_birth_dates(void **state)
{
    static const struct {
        const char *cell, *days;
    } cases[] = {
        {"1955年-1958年頃", "1955|1956|1957|1958|"},
        {"1956年から1957年の間", "1956|1957|"},
        {"1970-1973年頃", "1970|1971|1972|1973|"},
        {"1965年又は1966年3月", "1965|1966-03|"},
        {"1966 年1月1日", "1966-01-01|"},
        {"1970年生\nBorn 1970", "1970|"},
        {"1963", "1963|"},
        {"9157", ""},
        {"2000年2月30日", "2000|"},
        {"不明", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct party_build build;
        char out[256] = "";
        party_build_init(&build, *state);
        assert_int_equal(mof_add_birth_dates(&build, NULL, str_c(cases[i].cell), NULL), 0);
        for (size_t k = 0; k < build.birth_dates.n; k++)
            (void)snprintf(out + strlen(out), sizeof(out) - strlen(out), "%.*s|", STR_ARG(build.birth_dates.v[k]));
        assert_string_equal(out, cases[i].days);
    }
}

/* Entry ids of the listed parties in a log. */
static size_t ids_of(struct arena *arena, const struct log *log, struct str *ids, size_t max)
{
    size_t n = 0;
    for (struct str rest = str_c(log->text.p), line; str_split(&rest, STR("\n"), &line);) {
        static const struct str mark = {"\"entry\":\"", 9};
        size_t at = str_find(line, mark, 0);
        if (!str_starts(line, STR("record ")) || at == SIZE_MAX || !str_has(line, STR("\"listed\":true")))
            continue;
        assert_true(n < max);
        struct str id = str_from(line, at + mark.n);
        ids[n++] = arena_str(arena, str_sub(id, 0, str_find_char(id, '"', 0)));
    }
    qsort(ids, n, sizeof(*ids), str_cmp_at);
    return n;
}

static void test_real_files(void **state)
{
    enum { MAX = 4000 };
    struct log xlsx, ftm;
    struct str *a = ARENA_ARRAY(*state, MAX, struct str), *b = ARENA_ARRAY(*state, MAX, struct str);
    log_read_watchlist(&xlsx, &source_reader_mof_xlsx, "jp/mof_asset_freeze_2026-03-05.xlsx");
    assert_int_equal(xlsx.records, 2862);
    assert_int_equal(xlsx.rejects, 0);
    log_read_watchlist(&ftm, &source_reader_ftm, "jp/mof_asset_freeze_2026-03-06.ftm.jsonl.xz");
    assert_int_equal(ids_of(*state, &xlsx, a, MAX), 2862);
    assert_int_equal(ids_of(*state, &ftm, b, MAX), 2862);
    for (size_t i = 0; i < 2862; i++)
        assert_true(str_eq(a[i], b[i]));
    log_done(&xlsx);
    log_done(&ftm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_sheets), ARENA_TEST(test_aliases), ARENA_TEST(test_variants),
                                       ARENA_TEST(test_birth_dates), ARENA_TEST(test_real_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
