/* tests/unit/source/test_read_csl.c - the US Consolidated Screening List: cells with more than one thing, merged rows.
 */
#include "source/csl_int.h"
#include "source_test.h"

#define HEAD                                                                                                           \
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"         \
    "call_sign,vessel_flag,remarks,alt_names,citizenships,dates_of_birth,nationalities,ids\n"
#define SDN         "Specially Designated Nationals (SDN) - Treasury Department"
#define SSI         "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
#define ENTITY_LIST "Entity List (EL) - Bureau of Industry and Security"

struct csl_case {
    const char *what;
    const char *text;
    const char *expected[7];
    const char *unexpected;
};

static const struct csl_case CASES[] = {
    {"a person with everything",
     HEAD
     "77," SDN ",77,Individual,PROG-A; PROG-B,\"SAMPLE, Ana\",Clerk,\"Port, SO; AE\",,2020-01-02,,,,Linked,"
     "\"SAMPEL, Ana; ANITA\",CA,1967; 1966-05; 1968-01-02; circa 1970,SO; CA,\"CA, BC1, Passport; Female, Gender\"\n",
     {"list us_csl\n",
      "{\"entry\":\"77\",\"schema\":\"Person\",\"listed\":true,\"names\":[[\"SAMPLE, Ana\",\"name\"],[\"SAMPEL, "
      "Ana\",\"alias\"],[\"ANITA\",\"alias\"]]",
      "\"identifiers\":[[\"passport\",\"BC1\",\"CA\"]]", "\"countries\":[\"SO\",\"CA\",\"AE\"]",
      "\"births\":[\"1967\",\"1966-05\",\"1968-01-02\"]",
      "\"addresses\":[\"Port, SO\"],\"programs\":[\"PROG-A\",\"PROG-B\"]",
      "\"topics\":[\"sanction\"],\"source\":\"" SDN "\""},
     "reject"},
    {"no type: it may be a person",
     HEAD "ab12," ENTITY_LIST ",,,,Beta Works,,\"Tehran, Iran\",77 FR 1,2020-01-02,2021-01-02,,,,,,,,\n",
     {"\"schema\":\"LegalEntity\"", "\"countries\":[\"IR\"]", "\"topics\":[\"export.control\"]",
      "\"start\":\"2020-01-02\",\"end\":\"2021-01-02\"", "Federal Register: 77 FR 1"},
     NULL},
    {"rows of one id are one entry with both sources",
     HEAD "1," SDN ",1,Entity,A,Bank,,RU,,,,,,,,,,,\n"
          "2," SDN ",2,Entity,A,Other,,RU,,,,,,,,,,,\n"
          "1," SSI ",1,Entity,A; B,Bank,,\"Port, RU\",,2014-01-01,,,,,Banka,,,,\n",
     {"list us_csl\nrecord {\"entry\":\"2\"", "record {\"entry\":\"1\"", "\"source\":\"" SDN "; " SSI "\"",
      "\"programs\":[\"A\",\"B\"]", "[\"Banka\",\"alias\"]", "\"start\":\"2014-01-01\",\"row\":2",
      "note 1 rows repeat the _id of another row and were merged with it: 1 parties"},
     NULL},
    {"an end of one row only is no end",
     HEAD "1," SDN ",1,Entity,A,Bank,,,,,2020-01-01,,,,,,,,\n1," SSI ",1,Entity,A,Bank,,,,,,,,,,,,,\n",
     {"\"entry\":\"1\""},
     "\"end\""},
    {"the header may come twice",
     HEAD HEAD "1," SDN ",1,Vessel,A,SHIP,,,,,,CALL1,Panama,,,,,,\n" HEAD,
     {"\"schema\":\"Vessel\"", "[\"call_sign\",\"CALL1\"]", "\"countries\":[\"PA\"]", "\"row\":3"},
     "reject"},
    {"a cut last row",
     HEAD "1," SDN ",1,Entity,A,Bank,,,,,,,,,,,,,\n2," SDN ",2,Entity,A,Ot",
     {"\"entry\":\"1\"", "reject 0:3 the row is cut"},
     "\"entry\":\"2\""},
    {"a last row cut inside quotes",
     HEAD "1," SDN ",1,Entity,A,Bank,,,,,,,,,,,,,\n2," SDN ",2,Entity,A,\"Other, and",
     {"\"entry\":\"1\"", "reject 0:3 "},
     "\"entry\":\"2\""},
    {"rows that cannot be used",
     HEAD "," SDN ",1,Entity,A,Bank,,,,,,,,,,,,,\n3," SDN ",1,Entity,A,,,,,,,,,,,,,,\n4," SDN
          ",1,Entity,A,B,,,,,,,,,,,,,,\n",
     {"reject 0:2 without an _id", "reject 0:3 without a name", "reject 0:4 the row has more columns"},
     "record"},
    {"columns in another order",
     "name,source,_id\nBank," SDN ",9\n",
     {"{\"entry\":\"9\"", "[\"Bank\",\"name\"]"},
     NULL},
    {"no such columns", "a,b\n1,2\n", {"failed"}, "record"},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        const struct csl_case *row = &CASES[i];
        struct log log;
        print_message("# %s\n", row->what);
        log_read_text(&log, &source_reader_csl, "csl.csv", str_c(row->text));
        for (size_t k = 0; k < ARRAY_LEN(row->expected) && row->expected[k]; k++)
            assert_log_has(&log, row->expected[k]);
        if (row->unexpected)
            assert_log_lacks(&log, row->unexpected);
        log_done(&log);
    }
}

static void test_ids(void **state)
{
    (void)state;
    static const struct {
        const char *item, *kind, *value, *country; /* kind NULL = identifies nobody */
    } ROWS[] = {
        {"CA, BC166787, Passport", "passport", "BC166787", "CA"},
        {"BC166787, Passport", "passport", "BC166787", ""},
        {"JO, 2014-08-30, 2009-08-31, K475336, Passport", "passport", "K475336", "JO"},
        {"www.example.org, Website", "website", "www.example.org", ""},
        {"IMO 9187629, Vessel Registration Identification", "imo", "9187629", ""},
        {"RU, 7750004150, Tax ID No.", "inn", "7750004150", "RU"},
        {"RU, 1027700159497, Registration Number", "ogrn", "1027700159497", "RU"},
        {"IR, 12345, Tax ID No.", "tax", "12345", "IR"},
        {"1abcDEF, Digital Currency Address - XBT", "crypto", "1abcDEF", ""},
        {"A, B and C, Registration ID", "registration", "A, B and C", ""},
        {"Male, Gender", NULL, NULL, NULL},
        {"Subject to Directive 1, Executive Order 13662 Directive Determination -", NULL, NULL, NULL},
        {"Passport", NULL, NULL, NULL},
        {", Passport", NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct csl_id id = {0};
        bool is_id = csl_id_parse(str_c(ROWS[i].item), &id);
        if (is_id != (ROWS[i].kind != NULL))
            fail_msg("%s", ROWS[i].item);
        if (!is_id)
            continue;
        if (!str_eq(id.kind, str_c(ROWS[i].kind)) || !str_eq(id.value, str_c(ROWS[i].value)) ||
            id.country.n != strlen(ROWS[i].country))
            fail_msg("%s: %.*s %.*s %.*s", ROWS[i].item, STR_ARG(id.kind), STR_ARG(id.value), STR_ARG(id.country));
    }
}

static void test_probe(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool is_ours;
    } ROWS[] = {
        {HEAD, true}, {"\xef\xbb\xbf" HEAD, true}, {"1,2\n" HEAD, false}, {"_id,name\n", false}, {"", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct source_file file = {.path = STR("x"), .head = str_c(ROWS[i].head), .fd = -1};
        assert_int_equal(source_reader_csl.probe(&file) > 0, ROWS[i].is_ours);
    }
}

/* 14,160 rows; 112 of them repeat an _id: 71 parties stand on two or three of the lists inside. */
static void test_real_file(void **state)
{
    (void)state;
    struct log log;
    log_read_shared(&log, &source_reader_csl, "watchlists/us_csl_2022-05.csv.xz");
    assert_int_equal(log.records, 14048);
    assert_int_equal(log.rejects, 0);
    assert_log_has(&log, "note 112 rows repeat the _id of another row and were merged with it: 71 parties");
    assert_log_lacks(&log, "\nedition ");
    log_done(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_probe),
        cmocka_unit_test(test_real_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
