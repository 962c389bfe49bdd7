/* tests/unit/source/test_read_bis_dpl.c - denied persons: dates, merged rows, the edition inside. */
#include "list_test.h"

#define HEADER                                                                                                         \
    "\"Name\"\t\"Street_Address\"\t\"City\"\t\"State\"\t\"Country\"\t\"Postal_Code\"\t\"Effective_Date\"\t"            \
    "\"Expiration_Date\"\t\"Standard_Order\"\t\"Last_Update\"\t\"Action\"\t\"FR_Citation\"\n"
#define ROW(name, effective, expires, update)                                                                          \
    "\"" name "\"\t\"1 ROAD\"\t\"TOWN\"\t\"TX\"\t\"US\"\t\"75159\"\t\"" effective "\"\t\"" expires                     \
    "\"\t\"Y\"\t\"" update "\"\t\"ADDED\"\t\"68 F.R. 1\"\n"

static void test_rows(void **state)
{
    (void)state;
    static const char *const EXPECTED[] = {
        "list us_bis_dpl\n",
        "[\"JOHN EXAMPLE\",\"name\"]",
        "\"start\":\"2003-06-19\",\"end\":\"2056-06-29\"",
        "\"addresses\":[\"1 ROAD, TOWN, TX 75159, US\"]",
        "\"countries\":[\"US\"]",
        "[\"PEARL (A.K.A. MARY ROE) LI\",\"name\"],[\"PEARL LI\",\"alias\"],[\"MARY ROE\",\"alias\"]",
        "note line 3 repeats line 2 (JOHN EXAMPLE) and was merged with it",
        "note line 5: the Last_Update 3017-08-22 cannot be",
        "reject 0:7 the expiration date is no date",
        "reject 0:8 without a name",
        "reject 0:9 the row is cut",
        "edition 2022-09-02\n",
    };
    struct log log;
    log_read_text(&log, &source_reader_bis_dpl, "dpl.txt",
                  STR(HEADER ROW("JOHN EXAMPLE", "06/19/2003", "06/29/2056", "2007-01-31")
                          ROW("JOHN EXAMPLE", "06/19/2003", "06/29/2056", "2022-09-02")
                              ROW("PEARL (A.K.A. MARY ROE) LI", "08/24/2022", "", "2021-01-01")
                                  ROW("TYPO", "08/24/2022", "", "3017-08-22")
                                      HEADER ROW("NO DATE", "08/24/2022", "soon", "")
                                          ROW("", "08/24/2022", "", "") "\"CUT\"\t\"1 ROAD\"\n"));
    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
        assert_log_has(&log, EXPECTED[i]);
    assert_int_equal(log.records, 3);
    assert_int_equal(log.rejects, 3);
    log_done(&log);
}

/* The same entry id in every run, and another one for another address. */
static void test_entry(void **state)
{
    (void)state;
    struct log log;
    log_read_text(&log, &source_reader_bis_dpl, "dpl.txt", STR(HEADER ROW("A", "06/19/2003", "", "")));
    assert_log_has(&log, "\"entry\":\"c25ec01ee3a3588c\"");
    log_done(&log);
}

static void test_real_file(void **state)
{
    (void)state;
    struct log log;
    log_read_watchlist(&log, &source_reader_bis_dpl, "bis_dpl_2022-09-02.txt.xz");
    assert_log_has(&log, "note line 144 repeats line 143 (DAQING ZHOU)");
    assert_log_has(&log, "note line 403 repeats line 402 (NEI-CHIEN CHU)");
    assert_log_has(&log, "edition 2022-09-02\n");
    assert_int_equal(log.records, 579);
    assert_int_equal(log.rejects, 0);
    log_done(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_entry),
                                       cmocka_unit_test(test_real_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
