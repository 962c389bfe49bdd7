/* tests/unit/source/test_read_ofac_xml.c - OFAC's XML form. */
#include "list_test.h"

#define ENTRY(uid, rest)                                                                                               \
    "<sdnEntry><uid>" uid "</uid><lastName>EXAMPLE</lastName><firstName>John</firstName><sdnType>Individual</sdnType>" \
    "<programList><program>NS-PLC</program></programList>" rest "</sdnEntry>"
#define LIST(entries)                                                                                                  \
    "<?xml version=\"1.0\"?><sdnList xmlns=\"http://tempuri.org/sdnList.xsd\"><publshInformation><Publish_Date>"       \
    "02/23/2024</Publish_Date></publshInformation>" entries "</sdnList>"

static void test_fields(void **state)
{
    (void)state;
    static const char *const EXPECTED[] = {
        "list us_ofac_nonsdn\nedition 2024-02-23\n",
        "\"entry\":\"7\",\"schema\":\"Person\"",
        "[\"EXAMPLE, John\",\"name\"],[\"SHADOW\",\"weakAlias\"],[\"OLD\",\"previousName\"],[\"OTHER\",\"alias\"]",
        "[\"passport\",\"A1\",\"RU\"]",
        "\"countries\":[\"RU\",\"SY\"]",
        "\"births\":[\"1962\"]",
        "\"addresses\":[\"1 Road, Moscow, Region 115, Russia\"]",
        "\"kind\":\"linked\",\"from\":\"7\",\"to\":\"A (B) C\"",
        "reject 0:1 the uid stands twice",
    };
    struct log log;
    log_read_text(
        &log, &source_reader_ofac_xml, "x.xml",
        STR(LIST(ENTRY(
            "7", "<akaList><aka><type>a.k.a.</type><category>weak</category><lastName>SHADOW</lastName></aka>"
                 "<aka><type>f.k.a.</type><category>strong</category><lastName>OLD</lastName></aka>"
                 "<aka><type>a.k.a.</type><category>strong</category><lastName>OTHER</lastName></aka></akaList>"
                 "<addressList><address><address1>1 Road</address1><city>Moscow</city><stateOrProvince>Region"
                 "</stateOrProvince><postalCode>115</postalCode><country>Russia</country></address></addressList>"
                 "<idList><id><idType>Passport</idType><idNumber>A1</idNumber><idCountry>Russia</idCountry></id>"
                 "<id><idType>Gender</idType><idNumber>Male</idNumber></id></idList>"
                 "<nationalityList><nationality><country>Syria</country></nationality></nationalityList>"
                 "<dateOfBirthList><dateOfBirthItem><dateOfBirth>1962</dateOfBirth></dateOfBirthItem></dateOfBirthList>"
                 "<remarks>(Linked To: A (B) C) (x)</remarks>") ENTRY("7", ""))));
    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
        assert_log_has(&log, EXPECTED[i]);
    assert_int_equal(log.records, 1);
    log_done(&log);
}

static void test_damaged(void **state)
{
    (void)state;
    struct log log;
    log_read_text(&log, &source_reader_ofac_xml, "x.xml", STR("<sdnList><sdnEntry><uid>7</uid>"));
    assert_log_has(&log, "failed -5 malformed XML");
    log_done(&log);
    log_read_text(&log, &source_reader_ofac_xml, "x.xml", STR("<!DOCTYPE sdnList [<!ENTITY a 'b'>]><sdnList/>"));
    assert_log_has(&log, "failed -5 a document type declaration");
    log_done(&log);
}

static void test_real_file(void **state)
{
    (void)state;
    struct log log;
    log_read_watchlist(&log, &source_reader_ofac_xml, "ofac_consolidated_nonsdn_2024-02-23.xml.xz");
    assert_log_has(&log, "list us_ofac_nonsdn\nedition 2024-02-23\n");
    assert_int_equal(log.records, 444);
    assert_int_equal(log.rejects, 0);
    log_done(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fields), cmocka_unit_test(test_damaged),
                                       cmocka_unit_test(test_real_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
