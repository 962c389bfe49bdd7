/* tests/unit/source/test_read_tracker.c - the defence-university tracker, and clusters that are no list. */
#include "source_test.h"

#define CLUSTER(type, values)                                                                                          \
    "{\"authors\":[\"A\"],\"name\":\"N\",\"type\":\"" type "\",\"uuid\":\"u\",\"values\":[" values "]}"
#define SCHOOL                                                                                                              \
    "{\"uuid\":\"6b\",\"value\":\"Sample Academy (样本学院)\",\"meta\":{\"aliases\":[\"SA\",\"样本学院\",\"Sample " \
    "School\"],"                                                                                                            \
    "\"categories\":[\"Military\"],\"topics\":[\"Chemistry\"],\"address\":\"1 Road\","                                      \
    "\"supervising agencies\":[\"Sample Force\"],\"subsidiaries\":[\"Sample Works\"]}}"

static void test_tracker(void **state)
{
    (void)state;
    static const char *const EXPECTED[] = {
        "list cn_defence_universities\n",
        "{\"entry\":\"6b\",\"schema\":\"Organization\",\"listed\":true,\"names\":[[\"Sample Academy "
        "(样本学院)\",\"name\"],"
        "[\"SA\",\"weakAlias\"],[\"样本学院\",\"alias\"],[\"Sample School\",\"alias\"]]",
        "\"countries\":[\"CN\"],\"addresses\":[\"1 Road\"],\"topics\":[\"Military\"]",
        "\"kind\":\"supervises\",\"from\":\"Sample Force\",\"to\":\"6b\"",
        "\"kind\":\"controls\",\"from\":\"6b\",\"to\":\"Sample Works\"",
        "reject 0:",
    };
    struct log log;
    log_read_text(&log, &source_reader_tracker, "t.json",
                  STR(CLUSTER("china-defence-universities", SCHOOL ",{\"value\":\"no id\"},{\"uuid\":\"7\"},7")));
    for (size_t i = 0; i < ARRAY_LEN(EXPECTED); i++)
        assert_log_has(&log, EXPECTED[i]);
    assert_int_equal(log.records, 1);
    assert_int_equal(log.rejects, 3);
    log_done(&log);
}

static void test_other_cluster(void **state)
{
    (void)state;
    struct log log;
    log_read_text(&log, &source_reader_tracker, "t.json", STR(CLUSTER("threat-actor", SCHOOL)));
    assert_log_has(&log, "failed -13 the galaxy cluster \"threat-actor\" is no list of parties");
    assert_int_equal(log.records, 0);
    log_done(&log);
    log_read_text(&log, &source_reader_tracker, "t.json", STR("{\"type\":"));
    assert_log_has(&log, "failed -5 ");
    log_done(&log);
}

static void test_probe(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        bool is_ours;
    } ROWS[] = {
        {CLUSTER("china-defence-universities", SCHOOL), true},
        {CLUSTER("tool", ""), true},
        {"{\"type\":1}", false},
        {"", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct source_file file = {.path = STR("x"), .head = str_c(ROWS[i].head), .fd = -1};
        assert_int_equal(source_reader_tracker.probe(&file) > 0, ROWS[i].is_ours);
    }
}

static void test_real_file(void **state)
{
    (void)state;
    struct log log;
    log_read_shared(&log, &source_reader_tracker, "cyber/misp-galaxy/china-defence-universities.json.xz");
    assert_int_equal(log.records, 159);
    assert_int_equal(log.rejects, 0);
    log_done(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tracker),
        cmocka_unit_test(test_other_cluster),
        cmocka_unit_test(test_probe),
        cmocka_unit_test(test_real_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
