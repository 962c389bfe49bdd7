/* tests/unit/source/test_read_ftm.c - FollowTheMoney: what is an entry, what is joined to it, what is an edge. */
#include "source/share.h"
#include "source_test.h"

struct ftm_case {
    const char *what;
    const char *lines;
    const char *expected[6]; /* each must stand in the log */
    const char *unexpected;
};

#define PERSON                                                                                                         \
    "{\"id\":\"p1\",\"schema\":\"Person\",\"datasets\":[\"demo\"],\"properties\":{\"name\":[\"Ana Sample\"]}}\n"
#define COMPANY                                                                                                        \
    "{\"id\":\"c1\",\"schema\":\"Company\",\"datasets\":[\"demo\"],\"properties\":{\"name\":[\"Beta Works\"]}}\n"
#define SANCTION                                                                                                       \
    "{\"id\":\"s1\",\"schema\":\"Sanction\",\"datasets\":[\"demo\"],\"properties\":{\"entity\":[\"p1\"],"              \
    "\"program\":[\"P-1\"],\"listingDate\":[\"2024-05-06\"],\"provisions\":[\"asset freeze\"]}}\n"

static const struct ftm_case CASES[] = {
    {"a Sanction after its party makes an entry",
     PERSON COMPANY SANCTION,
     {"list demo\n", "{\"entry\":\"p1\",\"schema\":\"Person\",\"listed\":true,\"names\":[[\"Ana Sample\",\"name\"]]",
      "\"programs\":[\"P-1\"]", "\"start\":\"2024-05-06\"", "provisions: asset freeze",
      "{\"entry\":\"c1\",\"schema\":\"Company\",\"listed\":false"},
     "reject"},
    {"a Sanction before its party too",
     SANCTION PERSON,
     {"{\"entry\":\"p1\",\"schema\":\"Person\",\"listed\":true"},
     NULL},
    {"a topic makes an entry, another topic does not",
     "{\"id\":\"a\",\"schema\":\"Company\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"A\"],\"topics\":[\"export."
     "control\"]}}\n"
     "{\"id\":\"b\",\"schema\":\"Company\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"B\"],\"topics\":["
     "\"sanction.counter\"]}}\n"
     "{\"id\":\"c\",\"schema\":\"Company\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"C\"],\"topics\":["
     "\"debarment\"]}}\n"
     "{\"id\":\"e\",\"schema\":\"Company\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"E\"],\"topics\":[\"role."
     "pep\"]}}\n",
     {"\"entry\":\"a\",\"schema\":\"Company\",\"listed\":true",
      "\"entry\":\"b\",\"schema\":\"Company\",\"listed\":true",
      "\"entry\":\"c\",\"schema\":\"Company\",\"listed\":true",
      "\"entry\":\"e\",\"schema\":\"Company\",\"listed\":false"},
     NULL},
    {"a plain list: every named entity is an entry",
     PERSON COMPANY,
     {"\"entry\":\"p1\",\"schema\":\"Person\",\"listed\":true",
      "\"entry\":\"c1\",\"schema\":\"Company\",\"listed\":true"},
     NULL},
    {"an edge makes it a graph: nobody is an entry",
     PERSON COMPANY "{\"id\":\"o\",\"schema\":\"Ownership\",\"datasets\":[\"demo\"],\"properties\":{\"owner\":[\"p1\"],"
                    "\"asset\":[\"c1\"],\"percentage\":[\"25-50%\"],\"startDate\":[\"2020-01-02\"]}}\n",
     {"\"entry\":\"p1\",\"schema\":\"Person\",\"listed\":false", "\"kind\":\"owns\",\"from\":\"p1\",\"to\":\"c1\"",
      "2500", "5000", "\"from_date\":\"2020-01-02\""},
     "\"listed\":true"},
    {"employment runs from the employer",
     "{\"id\":\"e\",\"schema\":\"Employment\",\"datasets\":[\"d\"],\"properties\":{\"employee\":[\"p1\"],\"employer\":["
     "\"c1\"]}}\n",
     {"\"kind\":\"employs\",\"from\":\"c1\",\"to\":\"p1\""},
     NULL},
    {"addresses, passports and wallets are joined, wherever they stand",
     "{\"id\":\"a1\",\"schema\":\"Address\",\"datasets\":[\"d\"],\"properties\":{\"street\":[\"1 Low "
     "Road\"],\"city\":[\"Port\"],\"country\":[\"ae\"]}}\n"
     "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"P\"],\"addressEntity\":["
     "\"a1\",\"gone\"],\"idNumber\":[\"77\"]}}\n"
     "{\"id\":\"x\",\"schema\":\"Passport\",\"datasets\":[\"d\"],\"properties\":{\"holder\":[\"p\"],\"passportNumber\":"
     "[\"A123\"],\"country\":[\"ir\"]}}\n"
     "{\"id\":\"y\",\"schema\":\"Identification\",\"datasets\":[\"d\"],\"properties\":{\"holder\":[\"p\"],\"number\":["
     "\"77\"],\"country\":[\"ir\"]}}\n"
     "{\"id\":\"z\",\"schema\":\"CryptoWallet\",\"datasets\":[\"d\"],\"properties\":{\"holder\":[\"p\"],\"publicKey\":["
     "\"1abc\"]}}\n",
     {"\"addresses\":[\"1 Low Road, Port\"]", "\"countries\":[\"AE\"]", "[\"id\",\"77\",\"IR\"]",
      "[\"passport\",\"A123\",\"IR\"]", "[\"crypto\",\"1abc\"]"},
     "reject"},
    {"a name from its parts only when there is no name",
     "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"firstName\":[\"Ana\"],\"lastName\":["
     "\"Sample\"],\"name\":[]}}\n"
     "{\"id\":\"q\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"firstName\":[\"X\"],\"lastName\":["
     "\"Y\"],\"name\":[\"Real\"]}}\n",
     {"\"names\":[[\"Ana Sample\",\"name\"]]", "\"names\":[[\"Real\",\"name\"]]"},
     "X Y"},
    {"names in order of trust, once each",
     "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"weakAlias\":[\"W\",\"N\"],\"alias\":["
     "\"A\"],\"previousName\":[\"F\"],\"name\":[\"N\",\"甲\"]}}\n",
     {"[[\"N\",\"name\"],[\"甲\",\"name\"],[\"A\",\"alias\"],[\"W\",\"weakAlias\"],[\"F\",\"previousName\"]]"},
     NULL},
    {"ended only when all listings have ended",
     "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"P\"]}}\n"
     "{\"id\":\"s\",\"schema\":\"Sanction\",\"datasets\":[\"d\"],\"properties\":{\"entity\":[\"p\"],\"startDate\":["
     "\"2021-02-03\"],\"endDate\":[\"2022-01-01\"]}}\n"
     "{\"id\":\"t\",\"schema\":\"Sanction\",\"datasets\":[\"d\"],\"properties\":{\"entity\":[\"p\"],\"startDate\":["
     "\"2020\"]}}\n"
     "{\"id\":\"q\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"Q\"]}}\n"
     "{\"id\":\"u\",\"schema\":\"Sanction\",\"datasets\":[\"d\"],\"properties\":{\"entity\":[\"q\"],\"endDate\":["
     "\"2022-06\"]}}\n",
     {"\"start\":\"2020-01-01\",\"row\":1", "\"end\":\"2022-06-30\",\"row\":4"},
     "2022-01-01"},
    {"bad lines are listed and the rest is read",
     "{\"id\":\"p1\"\n" PERSON "\n{\"id\":\"x\",\"schema\":\"Person\"}\n"
     "{\"id\":\"y\",\"schema\":\"Person\",\"properties\":{\"name\":\"text\"}}\n" PERSON "[1]\nnot json",
     {"reject 0:1 ", "reject 0:4 no \"properties\" object", "reject 0:5 property name is no list",
      "reject 0:6 the id p1 was there before", "reject 0:7 ", "reject 0:8 "},
     "failed"},
    {"a party without a name is rejected when it is listed",
     "{\"id\":\"p\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"topics\":[\"sanction\"]}}\n",
     {"reject 0:1 entry p has no name"},
     "record"},
    {"several data sets are several lists",
     "{\"id\":\"a\",\"schema\":\"Person\",\"datasets\":[\"one\"],\"properties\":{\"name\":[\"A\"]}}\n"
     "{\"id\":\"b\",\"schema\":\"Person\",\"datasets\":[\"two\",\"one\"],\"properties\":{\"name\":[\"B\"]}}\n"
     "{\"id\":\"c\",\"schema\":\"Person\",\"datasets\":[\"one\"],\"properties\":{\"name\":[\"C\"]}}\n"
     "{\"id\":\"e\",\"schema\":\"Person\",\"datasets\":[\"No Code\"],\"properties\":{\"name\":[\"E\"]}}\n"
     "{\"id\":\"f\",\"schema\":\"Person\",\"properties\":{\"name\":[\"F\"]}}\n",
     {"list one\nrecord {\"entry\":\"a\"", "list two\nrecord {\"entry\":\"b\"", "list one\nrecord {\"entry\":\"c\"",
      "reject 0:4 \"No Code\" is no code of a data set", "list my_file\nrecord {\"entry\":\"f\""},
     NULL},
    {"what is no party is left out and counted, unless it is an entry",
     "{\"id\":\"a\",\"schema\":\"Person\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"A\"],\"topics\":["
     "\"sanction\"]}}\n"
     "{\"id\":\"b\",\"schema\":\"Document\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"B\"]}}\n"
     "{\"id\":\"c\",\"schema\":\"Security\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"C\"],\"topics\":["
     "\"sanction\"]}}\n",
     {"note 1 entities", "{\"entry\":\"c\",\"schema\":\"LegalEntity\",\"listed\":true"},
     "reject"},
    {"a parent controls",
     "{\"id\":\"c\",\"schema\":\"Company\",\"datasets\":[\"d\"],\"properties\":{\"name\":[\"C\"],\"parent\":[\"m\"]}}"
     "\n",
     {"\"kind\":\"controls\",\"from\":\"m\",\"to\":\"c\""},
     NULL},
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        const struct ftm_case *row = &CASES[i];
        struct log log;
        print_message("# %s\n", row->what);
        log_read_text(&log, &source_reader_ftm, "folder/My-File.ftm.jsonl", str_c(row->lines));
        for (size_t k = 0; k < ARRAY_LEN(row->expected) && row->expected[k]; k++)
            assert_log_has(&log, row->expected[k]);
        if (row->unexpected)
            assert_log_lacks(&log, row->unexpected);
        log_done(&log);
    }
}

/* A line over the limit costs itself only. */
static void test_long_lines(void **state)
{
    (void)state;
    struct buf text;
    struct log log;
    buf_init(&text, 4 * MIB);
    for (size_t i = 0; i < LIMIT(RECORD_BYTES) + 1; i++)
        buf_addc(&text, 'x');
    buf_add(&text, STR("\n" PERSON));
    log_read_text(&log, &source_reader_ftm, "a.jsonl", buf_str(&text));
    assert_log_has(&log, "reject 0:1 a line over");
    assert_int_equal(log.records, 1);
    log_done(&log);
    buf_done(&text);
}

static void test_probe(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool is_ours;
    } ROWS[] = {
        {PERSON, true},          {"\xef\xbb\xbf" PERSON, true}, {"broken\n" PERSON, true},
        {"{\"id\":1}\n", false}, {"_id,source,name\n", false},  {"", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct source_file file = {.path = STR("x"), .head = str_c(ROWS[i].head), .fd = -1};
        assert_int_equal(source_reader_ftm.probe(&file) > 0, ROWS[i].is_ours);
    }
}

static void test_shares(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int min, max; /* -1 = not understood */
    } ROWS[] = {
        {"50", 5000, 5000},
        {"12.5%", 1250, 1250},
        {"12,5 %", 1250, 1250},
        {"25-50%", 2500, 5000},
        {"75% - 100%", 7500, 10000},
        {"25 to 50", 2500, 5000},
        {">75%", 7501, 10000},
        {">= 50", 5000, 10000},
        {"≥50 %", 5000, 10000},
        {"<25%", 0, 2499},
        {"up to 25", 0, 2500},
        {"at least 51%", 5100, 10000},
        {"more than 25% but not more than 50%", 2501, 5000},
        {"25% or more", 2500, 10000},
        {"0.01", 1, 1},
        {"100.00%", 10000, 10000},
        {"33.3333%", 3333, 3333},
        {"", -1, -1},
        {"all", -1, -1},
        {"101", -1, -1},
        {"50-25", -1, -1},
        {"1 of 3 of 5", -1, -1},
        {"99999999999999999999", -1, -1},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct share_range range = {-1, -1};
        bool is_share = share_parse(str_c(ROWS[i].text), &range);
        if (is_share != (ROWS[i].min >= 0) || range.min != ROWS[i].min || range.max != ROWS[i].max)
            fail_msg("\"%s\": %d..%d", ROWS[i].text, range.min, range.max);
    }
}

/* Counts of the lists' own description. */
static void test_real_files(void **state)
{
    (void)state;
    static const struct {
        const char *name, *list;
        uint64_t listed;
    } ROWS[] = {
        {"watchlists/eu_fsf_2026-05-01.ftm.jsonl.xz", "list eu_fsf\n", 5860},
        {"watchlists/uk_sanctions_list_2026-08-22.ftm.jsonl.xz", "list uk_sanctions_list\n", 6349},
        {"watchlists/jp/mof_asset_freeze_2026-03-06.ftm.jsonl.xz", "list jp_mof_asset_freeze\n", 2862},
        {"watchlists/jp/meti_export_prohibition_russia.ftm.jsonl.xz", "list jp_export_prohibition_russia\n", 561},
        {"watchlists/jp/meti_export_prohibition_belarus.ftm.jsonl.xz", "list jp_export_prohibition_belarus\n", 27},
        {"watchlists/jp/meti_export_prohibition_third-country.ftm.jsonl.xz",
         "list jp_export_prohibition_third_country\n", 56},
        {"coercion/cn_countermeasure_announcements.ftm.jsonl.xz", "list cn_countermeasures\n", 208},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct log log;
        log_read_shared(&log, &source_reader_ftm, ROWS[i].name);
        assert_log_has(&log, ROWS[i].list);
        assert_int_equal(log.listed, ROWS[i].listed);
        assert_int_equal(log.records, ROWS[i].listed);
        assert_int_equal(log.rejects, 0);
        log_done(&log);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),  cmocka_unit_test(test_long_lines), cmocka_unit_test(test_probe),
        cmocka_unit_test(test_shares), cmocka_unit_test(test_real_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
