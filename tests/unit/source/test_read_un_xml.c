/* tests/unit/source/test_read_un_xml.c - the UN list: names, alias qualities, birth dates, references. */
#include "list_test.h"

#define LIST(entries)                                                                                                  \
    "<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09.554Z\"><INDIVIDUALS>" entries                              \
    "</INDIVIDUALS></CONSOLIDATED_LIST>"

static void test_fields(void **state)
{
    (void)state;
    static const char *const EXPECTED[] = {
        "list un_sc\nedition 2026-02-27\n",
        "\"entry\":\"QDi.007\",\"schema\":\"Person\"",
        "[\"JOHN MIDDLE EXAMPLE\",\"name\"],[\"جون\",\"alias\"],[\"Johnny\",\"alias\"],[\"Jon\",\"alias\"],"
        "[\"Shadow\",\"weakAlias\"],[\"Old Name\",\"previousName\"]",
        "[\"passport\",\"A1\",\"KP\"]",
        "[\"id\",\"9\"",
        "\"countries\":[\"KP\",\"RW\"]",
        "\"births\":[\"1971\",\"1955\",\"1956\",\"1978-04-28\",\"1973-11\"]",
        "\"addresses\":[\"Goma, Rwanda\"]",
        "\"programs\":[\"DRC\"]",
        "\"start\":\"2012-12-31\"",
        "\"title\":\"General; Chief\"",
        "reject 0:2 the reference QDi.7 stands twice",
        "reject 0:3 without a reference number",
        "\"entry\":\"QDe.1\",\"schema\":\"LegalEntity\"",
        "[\"SAMPLE GROUP\",\"name\"],[\"SG\",\"previousName\"]",
    };
    struct log log;
    log_read_text(
        &log, &source_reader_un_xml, "un.xml",
        STR(LIST(
            "<INDIVIDUAL><FIRST_NAME>JOHN</FIRST_NAME><SECOND_NAME>MIDDLE</SECOND_NAME><THIRD_NAME>EXAMPLE</THIRD_NAME>"
            "<NAME_ORIGINAL_SCRIPT>جون</NAME_ORIGINAL_SCRIPT><UN_LIST_TYPE>DRC</UN_LIST_TYPE>"
            "<REFERENCE_NUMBER>QDi.007 </REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON>"
            "<DESIGNATION><VALUE>General</VALUE><VALUE>Chief</VALUE></DESIGNATION>"
            "<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE><VALUE>na</VALUE></NATIONALITY>"
            "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Johnny; Jon</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            "<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Shadow</ALIAS_NAME></INDIVIDUAL_ALIAS>"
            "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Old Name</ALIAS_NAME><NOTE>formerly listed as</NOTE>"
            "</INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>"
            "<INDIVIDUAL_ADDRESS><CITY>Goma</CITY><COUNTRY>Rwanda</COUNTRY></INDIVIDUAL_ADDRESS>"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1971</YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1955</FROM_YEAR><TO_YEAR>1956"
            "</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DATE_OF_BIRTH><DATE>1978-04-28</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DATE_OF_BIRTH><NOTE>Nov. 1973</NOTE></INDIVIDUAL_DATE_OF_BIRTH>"
            "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A1</NUMBER><ISSUING_COUNTRY>"
            "Democratic People's Republic of Korea</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>"
            "<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>9</NUMBER>"
            "</INDIVIDUAL_DOCUMENT><INDIVIDUAL_DOCUMENT/></INDIVIDUAL>\n"
            "<INDIVIDUAL><FIRST_NAME>X</FIRST_NAME><REFERENCE_NUMBER>QDi.7</REFERENCE_NUMBER></INDIVIDUAL>\n"
            "<INDIVIDUAL><FIRST_NAME>Y</FIRST_NAME></INDIVIDUAL>"
            "<ENTITY><FIRST_NAME>SAMPLE GROUP</FIRST_NAME><REFERENCE_NUMBER>QDe.1</REFERENCE_NUMBER><ENTITY_ALIAS>"
            "<QUALITY>f.k.a.</QUALITY><ALIAS_NAME>SG</ALIAS_NAME></ENTITY_ALIAS></ENTITY>")));
    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
        assert_log_has(&log, EXPECTED[i]);
    assert_int_equal(log.records, 2);
    log_done(&log);
}

static void test_real_file(void **state)
{
    (void)state;
    struct log log;
    log_read_watchlist(&log, &source_reader_un_xml, "un_consolidated_2026-02-27.xml.xz");
    assert_log_has(&log, "edition 2026-02-27\n");
    assert_int_equal(log.records, 1003);
    assert_int_equal(log.rejects, 0);
    log_done(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields), cmocka_unit_test(test_real_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
