/* tests/unit/source/test_read_ofac_csv.c - OFAC's four csv files: fields, companions in any order, traps, real counts.
 */
#include "list_test.h"

#define MAIN                                                                                                           \
    "36,\"SAMPLE AIR LINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"                                \
    "40,\"EXAMPLE, John\",\"individual\",\"SDGT] [SYRIA\",\"Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"                 \
    "\"DOB 10 Dec 1948; alt. DOB circa 1951; nationality Syria; Passport A123 (Syria) issued 03 May 1994; "            \
    "a.k.a. 'WEAKLING'; Linked To: SAMPLE HOLDING; Telephone (98)(9121115315); Tax ID No. 7702070139 (Russia); "       \
    "Gender Male; Digital Currency Address - XBT 1SampleWallet; Registration Numbe\"\r\n"                              \
    "41,\"SAMPLE SHIP\",\"vessel\",\"CUBA\",-0- ,\"CL2192\",\"Tug\",-0- ,-0- ,\"Panama\",\"Sample Owner S.A.\","       \
    "\"Vessel Registration Identification IMO 9187629; MMSI 572469210.\"\r\n\x1A"
#define ADDRESSES "36,25,-0- ,\"Havana\",\"Cuba\",-0- \r\n36,26,\"1 Road\",\"Region X 1\",\"undetermined\",-0- \r\n\x1A"
#define ALIASES                                                                                                        \
    "36,12,\"aka\",\"SAMPLE-AIR\",-0- \r\n36,13,\"fka\",\"OLD AIR\",-0- \r\n99,14,\"aka\",\"NOBODY\",-0- \r\n\x1A"
#define COMMENTS "40,\"r 1027700342890 (Russia); Website www.sample.example.\"\r\n"

static void check_all(struct log *log)
{
    static const char *const EXPECTED[] = {
        "list us_ofac_sdn\n",
        "\"entry\":\"36\",\"schema\":\"LegalEntity\"",
        "[\"SAMPLE AIR LINES\",\"name\"],[\"SAMPLE-AIR\",\"alias\"],[\"OLD AIR\",\"previousName\"]",
        "\"addresses\":[\"Havana, Cuba\",\"1 Road, Region X 1, undetermined\"]",
        "\"entry\":\"40\",\"schema\":\"Person\"",
        "[\"EXAMPLE, John\",\"name\"],[\"WEAKLING\",\"weakAlias\"]",
        "[\"passport\",\"A123\",\"SY\"]",
        "[\"phone\",\"+98 9121115315\"",
        "[\"inn\",\"7702070139\",\"RU\"]",
        "[\"ogrn\",\"1027700342890\",\"RU\"]",
        "[\"crypto\",\"1SampleWallet\"",
        "[\"website\",\"www.sample.example\"",
        "\"births\":[\"1948-12-10\",\"1951\"]",
        "\"programs\":[\"SDGT\",\"SYRIA\"]",
        "\"topics\":[\"sanction\"]",
        "\"schema\":\"Vessel\"",
        "[\"call_sign\",\"CL2192\"",
        "[\"imo\",\"9187629\"",
        "[\"mmsi\",\"572469210\"",
        "\"countries\":[\"PA\"]",
        "\"kind\":\"linked\",\"from\":\"40\",\"to\":\"SAMPLE HOLDING\"",
        "\"kind\":\"owns\",\"from\":\"Sample Owner S.A.\",\"to\":\"41\"",
        ":3 the main file has no entry 99",
    };
    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
        assert_log_has(log, EXPECTED[i]);
    assert_int_equal(log->records, 3);
    assert_int_equal(log->rejects, 1);
}

static void test_any_order(void **state)
{
    (void)state;
    static const size_t orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 0, 3, 2}};
    const struct source_file all[] = {TEXT_FILE("a/sdn.csv", MAIN), TEXT_FILE("a/add.csv", ADDRESSES),
                                      TEXT_FILE("a/alt.csv", ALIASES), TEXT_FILE("a/sdn_comments.csv", COMMENTS)};
    for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
        struct source_file files[4];
        struct log log;
        for (size_t k = 0; k < 4; k++) {
            files[k] = all[orders[i][k]];
            assert_detected(&files[k], &source_reader_ofac_csv);
        }
        log_read_group(&log, &source_reader_ofac_csv, files, 4);
        check_all(&log);
        log_done(&log);
    }
}

static void test_group(void **state)
{
    (void)state;
    const struct source_file files[] = {TEXT_FILE("b/alt.csv", "99,1,\"aka\",\"X\",-0- \r\n"),
                                        TEXT_FILE("a/add.csv", ADDRESSES), TEXT_FILE("a/sdn.csv", MAIN),
                                        TEXT_FILE("b/sdn.csv", MAIN), TEXT_FILE("b/add.csv", ADDRESSES)};
    static const size_t expected[] = {SOURCE_NO_MAIN, 2, 2, 3, 3};
    size_t main_of[5];
    assert_int_equal(source_reader_ofac_csv.group(files, 5, main_of, NULL), 0);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(main_of[i], expected[i]);
}

static void test_bad_rows(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"1,\"A\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,\"B",
         "reject 0:2 a quoted field is not closed"},
        {"1,\"A\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,\"B\",-0- \n", "reject 0:2 the row is cut"},
        {"1,\"A\",-0- ,\"C\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n1,\"A\",-0- ,\"C\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
         ",-0- "
         ",-0- \n",
         "reject 0:2 entry 1 stands twice"},
        {"1,\"A\",-0- ,\"C\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \nx,\"A\",-0- ,\"C\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
         ",-0- "
         ",-0- \n",
         "reject 0:2 without an entry number"},
        {"1,\"A\",-0- ,\"C\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,-0- ,-0- ,\"C\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
         ",-0- "
         ",-0- \n",
         "reject 0:2 without a name"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct log log;
        log_read_text(&log, &source_reader_ofac_csv, "sdn.csv", str_c(cases[i].text));
        assert_log_has(&log, cases[i].expected);
        assert_int_equal(log.records, 1);
        assert_int_equal(log.rejects, 1);
        log_done(&log);
    }
}

static void test_which_list(void **state)
{
    (void)state;
    static const struct {
        const char *program, *remarks, *path, *expected;
    } cases[] = {
        {"CUBA", "-0- ", "x.csv", "list us_ofac_sdn\n"},
        {"NS-PLC", "-0- ", "x.csv", "list us_ofac_nonsdn\n"},
        {"CMIC-EO13959", "-0- ", "x.csv", "list us_ofac_nonsdn\n"},
        {"RUSSIA-EO14024", "\"Effective Date (EO 14024 Directive 3): 26 Mar 2022.\"", "x.csv", "list us_ofac_nonsdn\n"},
        {"RUSSIA-EO14024", "-0- ", "x.csv", "list us_ofac_sdn\n"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char text[256];
        struct log log;
        (void)snprintf(text, sizeof(text), "1,\"A\",-0- ,\"%s\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,%s\n",
                       cases[i].program, cases[i].remarks);
        log_read_text(&log, &source_reader_ofac_csv, cases[i].path, str_c(text));
        assert_log_has(&log, cases[i].expected);
        log_done(&log);
    }
}

static void test_real_files(void **state)
{
    static const struct {
        const char *names[4], *code;
        uint64_t records;
    } cases[] = {
        {{"ofac_sdn_2021-07/add.csv.xz", "ofac_sdn_2021-07/alt.csv.xz", "ofac_sdn_2021-07/sdn_comments.csv.xz",
          "ofac_sdn_2021-07/sdn.csv.xz"},
         "list us_ofac_sdn\n",
         8976},
        {{"ofac_consolidated_nonsdn_2025-12/cons_prim.csv", "ofac_consolidated_nonsdn_2025-12/cons_add.csv",
          "ofac_consolidated_nonsdn_2025-12/cons_alt.csv", "ofac_consolidated_nonsdn_2025-12/cons_comments.csv"},
         "list us_ofac_nonsdn\n",
         442},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct source_file files[4];
        struct log log;
        load_shared(*state, cases[i].names, 4, files);
        for (size_t k = 0; k < 4; k++)
            assert_detected(&files[k], &source_reader_ofac_csv);
        log_read_group(&log, &source_reader_ofac_csv, files, 4);
        assert_log_has(&log, cases[i].code);
        assert_int_equal(log.records, cases[i].records);
        assert_int_equal(log.rejects, 0);
        log_done(&log);
        for (size_t k = 0; k < 4; k++)
            (void)close(files[k].fd);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_order), cmocka_unit_test(test_group),
                                       cmocka_unit_test(test_bad_rows), cmocka_unit_test(test_which_list),
                                       ARENA_TEST(test_real_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
