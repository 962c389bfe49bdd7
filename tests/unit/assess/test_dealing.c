/*
 * One dealing from end to end: order of the fields, the same bytes again, what is stored, lists of the day, versions,
 * the engine's refusals.
 */
#include "assess_test.h"
#include "base/fault.h"

static const char *const ORDER =
    "{\"id\":\"po-9\",\"kind\":\"procurement\",\"date\":\"2026-11-02\",\"title\":\"Motors\",\"asset\":{\"sensitivity\":"
    "\"S2\"},"
    "\"parties\":[{\"role\":\"orderer\",\"key\":\"o\",\"name\":\"Alder Pumps GmbH\",\"country\":\"DE\","
    "\"phones\":[\"+49 30 901820\"],\"emails\":[\"a@alder-pumps.example\"]},"
    "{\"role\":\"end_user\",\"name\":\"Zorvane Maritime Holding\",\"country\":\"AE\"}],"
    "\"items\":[{\"name\":\"Motor\",\"model\":\"M-7\",\"quantity\":2.5,\"unit\":\"pcs\"}]}";

static void test_fields_come_in_the_order_of_the_paper(void **state)
{
    static const char *const FIELDS[] = {
        "dealing",       "version",        "date",      "level",   "incomplete", "concern",     "highest_sensitivity",
        "findings",      "groups",         "questions", "actions", "decider",    "explanation", "lists",
        "rules_version", "levels_version", "due_at"};
    static const char *const FINDING[] = {"indicator", "title",    "state", "severity", "group", "mandatory",   "stop",
                                          "facts",     "evidence", "basis", "question", "rule",  "rule_version"};
    struct assess_fixture *f = *state;
    struct assessment answer;
    assert_ok(f, test_judge(f, test_json(f, ORDER), false, &answer));
    const struct value *tree = assessment_value(&f->arena, &answer);
    assert_int_equal(tree->n, ARRAY_LEN(FIELDS)); /* version 1 has no changes */
    size_t i = 0;
    for (VALUE_EACH(field, tree))
        assert_text(field->key, str_c(FIELDS[i++]), STR("field"));
    i = 0;
    for (VALUE_EACH(field, value_at(value_get(tree, STR("findings")), 0))) /* PRC-01: mandatory, a legal stop */
        assert_text(field->key, str_c(FINDING[i++]), STR("finding"));
    assert_int_equal(i, ARRAY_LEN(FINDING));
}

static void test_the_same_inputs_give_the_same_bytes(void **state)
{
    struct assess_fixture *f = *state;
    struct assessment first, second;
    assert_ok(f, test_judge(f, test_json(f, ORDER), false, &first));
    assert_ok(f, test_judge(f, test_json(f, ORDER), false, &second));
    assert_text(test_answer_json(f, &second), test_answer_json(f, &first), STR("answer"));
    assert_text(test_answer_json(f, &first), test_answer_json(f, &first), STR("written twice"));
}

static void test_evidence_of_a_hit(void **state)
{
    struct assess_fixture *f = *state;
    struct assessment answer;
    assert_ok(f, test_judge(f, test_json(f, ORDER), false, &answer));
    const struct finding *finding = test_finding(&answer, STR("PRC-01"));
    assert_true(finding->evidence.n >= 1);
    assert_text(finding->evidence.v[0].source, STR("list"), STR("source"));
    assert_text(finding->evidence.v[0].place, STR("us_ofac_sdn 9001"), STR("place"));
    assert_text(finding->evidence.v[0].sha256, f->lists[4].sha256, STR("sha256"));
    assert_text(finding->evidence.v[0].text, STR("Zorvane Maritime Holding"), STR("text"));
    const struct value *hits = value_get(finding->facts, STR("screening.hits"));
    assert_text(value_get_text(value_at(hits, 0), STR("party")), STR("/parties/1"), STR("party"));
}

static void test_what_is_stored_is_what_is_answered(void **state)
{
    struct assess_fixture *f = *state;
    struct assessment answer;
    struct assessment_row row;
    struct dealing_version version;
    assert_ok(f, test_judge(f, test_json(f, ORDER), true, &answer));
    assert_int_equal(assessment_latest(f->store, &f->arena, STR("po-9"), &row, &f->err), 1);
    assert_text(row.body, test_answer_json(f, &answer), STR("answer"));
    assert_text(row.level, STR("red"), STR("level"));
    assert_ok(f, dealing_latest(f->store, &f->arena, STR("po-9"), &version, &f->err));
    assert_text(version.body, str_c(ORDER), STR("body"));
    struct contact_query query = {.kind = STR("phone"), .value = STR("+4930901820"), .is_organisation = true};
    struct contact_users users;
    assert_ok(f, dealing_contact_users(f->store, &f->arena, &query, &users, &f->err));
    assert_int_equal(users.n, 1);
    assert_text(users.v[0].party_name, STR("Alder Pumps GmbH"), STR("user"));
    struct product_query product = {.item_key = STR("motor"), .is_flagged_only = true};
    struct product_orders orders;
    assert_ok(f, dealing_same_product(f->store, &f->arena, &product, &orders, &f->err));
    assert_int_equal(orders.n, 1); /* the end user is a hit */
    assert_int_equal(orders.v[0].quantity, 2500);
}

static void test_without_a_watchlist_list_indicators_are_unknown(void **state)
{
    static const char *const LISTED[] = {"PRC-01", "PRC-02", "PRC-03", "PRC-24"};
    struct assess_fixture *f = *state;
    const struct value *no_use = test_json(f, "{\"items+\":{\"0\":{\"possible_uses\":[]}}}");
    struct assess_context context = test_context(f);
    struct assessment answer;
    context.n_lists = 0;
    assert_ok(f, assess_dealing(&context, &f->arena, test_json(f, ORDER), &answer, &f->err));
    for (size_t i = 0; i < ARRAY_LEN(LISTED); i++)
        assert_int_equal(test_finding(&answer, str_c(LISTED[i]))->state, FINDING_UNKNOWN);
    assert_true(answer.is_incomplete);
    context.lists = &f->lists[1]; /* the tracker alone is no watchlist */
    context.n_lists = 1;
    assert_ok(f, assess_dealing(&context, &f->arena, test_json(f, ORDER), &answer, &f->err));
    assert_int_equal(test_finding(&answer, STR("PRC-01"))->state, FINDING_UNKNOWN);
    assert_ok(f, assess_dealing(&context, &f->arena, test_overlay(f, test_json(f, ORDER), no_use), &answer, &f->err));
    assert_int_equal(test_finding(&answer, STR("PRC-02"))->state, FINDING_UNKNOWN);
}

static void test_lists_say_that_they_are_later(void **state)
{
    struct assess_fixture *f = *state;
    struct assessment answer;
    f->lists[2].is_later = true;
    f->lists[3].edition = STR_NULL;
    assert_ok(f, test_judge(f, test_json(f, ORDER), false, &answer));
    struct str json = test_answer_json(f, &answer);
    assert_true(str_has(json, STR("{\"list\":\"jp_meti_eul\",\"edition\":\"2026-10-01\",\"later\":true}")));
    assert_true(str_has(json, STR("{\"list\":\"us_csl\",\"edition\":null,\"later\":false}")));
}

static void test_a_dealing_without_a_date_is_judged_today(void **state)
{
    struct assess_fixture *f = *state;
    struct day day;
    const char *json = "{\"kind\":\"procurement\"}";
    /* 2026-11-24T16:00Z is the 25th in Tokyo */
    int64_t now = ASSESS_NOW - (int64_t)8 * 3600 * 1000;
    assert_ok(f, assess_day(test_json(f, json), STR("Asia/Tokyo"), now, &day, &f->err));
    assert_int_equal(day.mday, 25);
    assert_ok(f, assess_day(test_json(f, json), STR("Europe/London"), now, &day, &f->err));
    assert_int_equal(day.mday, 24);
    assert_int_equal(assess_day(test_json(f, "{\"date\":\"2026-02-30\"}"), STR("Asia/Tokyo"), now, &day, &f->err),
                     SEKI_E_MEANING);
    assert_string_equal(f->err.place, "/date");
}

static void test_changes_between_two_trees(void **state)
{
    struct assess_fixture *f = *state;
    struct value *changes, *expected;
    const struct value *before = test_json(f, "{\"a\":1,\"b\":[1,2],\"c\":{\"d\":null},\"e\":\"x\"}");
    const struct value *after = test_json(f, "{\"e\":\"x\",\"a\":2,\"b\":[1,2,3],\"c\":{},\"f\":false}");
    struct assess_versions versions = {.before = before, .after = after}, same = {.before = before, .after = before};
    expected = test_json(f, "[{\"what\":\"field\",\"path\":\"/a\",\"before\":1,\"after\":2},"
                            "{\"what\":\"field\",\"path\":\"/b/2\",\"before\":null,\"after\":3},"
                            "{\"what\":\"field\",\"path\":\"/f\",\"before\":null,\"after\":false}]");
    assert_ok(f, assess_changes(&f->arena, &versions, &changes, &f->err));
    assert_true(value_eq(changes, expected));
    assert_ok(f, assess_changes(&f->arena, &same, &changes, &f->err));
    assert_int_equal(changes->n, 0);
}

/* ---- the stored graph ---- */

static int add_node_key(void *ctx, struct str node, struct str_list names, struct seki_err *err)
{
    struct assess_fixture *f = ctx;
    for (size_t i = 0; i < names.n; i++) {
        struct folded_name folded;
        TRY(name_fold(f->text, &f->arena, names.v[i], false, &folded, err));
        TRY(relations_add_node_key(f->store, f->lists[f->n_lists].edition_id, node, folded.key, err));
    }
    return 0;
}

/* A file that lists nobody: Zorvane Maritime Holding holds `share` of Marlow Bergwerk, and this as much of Pell
 * Minerals. */
static int add_graph(struct assess_fixture *f, int32_t share)
{
    static const char *const NAMES[] = {"Zorvane Maritime Holding", "Marlow Bergwerk", "Pell Minerals"};
    struct str id = STR("00000000-0000-7000-8000-0000000000ff"), sha256 = STR("ff");
    struct new_edition fresh = {.id = id,
                                .list = STR("register"),
                                .edition = STR("2026-10-01"),
                                .imported_at = STR("2026-10-01T00:00:00Z"),
                                .sha256 = sha256,
                                .format = STR("test")};
    f->lists[f->n_lists] = (struct assess_list){NULL, STR("register"), STR("2026-10-01"), id, sha256, false};
    TRY(lists_begin_edition(f->store, &fresh, &f->err));
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++) {
        struct party_name name = {str_c(NAMES[i]), PARTY_NAME_PRIMARY};
        struct str entry = arena_printf(&f->arena, "n%zu", i);
        struct party_record record = {.entry = entry, .schema = PARTY_COMPANY, .names = &name, .n_names = 1, .row = 1};
        TRY(lists_add_record(f->store, id, &record, &f->err));
    }
    for (size_t i = 0; i + 1 < ARRAY_LEN(NAMES); i++) {
        struct party_relation relation = {.id = arena_printf(&f->arena, "r%zu", i),
                                          .kind = STR("owns"),
                                          .from = arena_printf(&f->arena, "n%zu", i),
                                          .to = arena_printf(&f->arena, "n%zu", i + 1),
                                          .share_min = share,
                                          .share_max = share,
                                          .share_text = STR("as given"),
                                          .row = 1};
        TRY(lists_add_relation(f->store, id, &relation, &f->err));
    }
    TRY(relations_each_node(f->store, id, add_node_key, f, &f->err));
    TRY(lists_finish_edition(f->store, &f->arena, id, NULL, &f->err));
    f->n_lists++;
    return 0;
}

static void test_the_stored_graph_counts(void **state)
{
    static const char *const OWNED =
        "{\"id\":\"g\",\"kind\":\"procurement\",\"date\":\"2026-11-02\",\"parties\":["
        "{\"role\":\"orderer\",\"name\":\"PELL Minerals\",\"phones\":[\"+49 30 901820\"]},"
        "{\"role\":\"payer\",\"name\":\"Marlow Bergwerk\",\"phones\":[\"+49 30 901820\"]}]}";
    struct assess_fixture *f = *state;
    struct assessment answer;
    assert_ok(f, add_graph(f, 7000));
    assert_ok(f, test_judge(f, test_json(f, OWNED), false, &answer));
    const struct finding *finding = test_finding(&answer, STR("PRC-03"));
    assert_int_equal(finding->state, FINDING_PRESENT); /* through a caught owner */
    assert_int_equal(finding->stop, FINDING_STOP_LEGAL);
    bool has_edge = false;
    for (size_t i = 0; i < finding->evidence.n; i++)
        has_edge = has_edge || str_eq(finding->evidence.v[i].place, STR("register r0"));
    assert_true(has_edge);
    assert_int_equal(test_finding(&answer, STR("PRC-05"))->state, FINDING_ABSENT); /* one group */
    assert_int_equal(test_finding(&answer, STR("PRC-09"))->state, FINDING_ABSENT);
}

/* The walk for one contact point comes by where the walk for another was: 30 percent stay 30 percent. */
static void test_the_stored_graph_is_taken_once(void **state)
{
    static const char *const STORED[] = {
        "{\"id\":\"g1\",\"kind\":\"procurement\",\"date\":\"2026-10-02\",\"parties\":["
        "{\"role\":\"agent\",\"name\":\"Pell Minerals\",\"phones\":[\"+49 30 901820\"]}]}",
        "{\"id\":\"g2\",\"kind\":\"procurement\",\"date\":\"2026-10-02\",\"parties\":["
        "{\"role\":\"agent\",\"name\":\"Zorvane Maritime Holding\",\"phones\":[\"+49 30 901821\"]}]}"};
    static const char *const ASKED =
        "{\"id\":\"g3\",\"kind\":\"procurement\",\"date\":\"2026-11-02\",\"parties\":["
        "{\"role\":\"orderer\",\"name\":\"Marlow Bergwerk\",\"phones\":[\"+49 30 901820\",\"+49 30 901821\"]}]}";
    struct assess_fixture *f = *state;
    struct assessment answer;
    assert_ok(f, add_graph(f, 3000));
    for (size_t i = 0; i < ARRAY_LEN(STORED); i++)
        assert_ok(f, test_judge(f, test_json(f, STORED[i]), true, &answer));
    assert_ok(f, test_judge(f, test_json(f, ASKED), false, &answer));
    const struct value *shared = value_get(test_finding(&answer, STR("PRC-05"))->facts, STR("contacts.shared"));
    assert_true(value_is(shared, VALUE_LIST));
    assert_int_equal(shared->n, 2);
}

/* ---- lists change ---- */

/* Stored before anybody listed the customer. */
static void test_an_earlier_customer_came_on_a_list(void **state)
{
    static const char *const EARLIER = "{\"id\":\"c1\",\"kind\":\"procurement\",\"date\":\"2026-02-02\",\"parties\":["
                                       "{\"role\":\"orderer\",\"name\":\"Copper Lane "
                                       "Ltd\"},{\"role\":\"end_user\",\"name\":\"Zorvane Maritime Holding\"}],"
                                       "\"items\":[{\"name\":\"bearing ring\"}]}";
    static const char *const ASKED = "{\"id\":\"c2\",\"kind\":\"procurement\",\"date\":\"2026-11-02\",\"parties\":["
                                     "{\"role\":\"orderer\",\"name\":\"Alder Pumps GmbH\"}],"
                                     "\"items\":[{\"name\":\"Bearing Ring\"}]}";
    struct assess_fixture *f = *state;
    size_t n_lists = f->n_lists;
    struct assessment answer;
    f->n_lists = 0;
    assert_ok(f, test_judge(f, test_json(f, EARLIER), true, &answer));
    assert_ok(f, test_judge(f, test_json(f, ASKED), false, &answer));
    assert_int_equal(test_finding(&answer, STR("PRC-28"))->state, FINDING_ABSENT);
    f->n_lists = n_lists;
    assert_ok(f, test_judge(f, test_json(f, ASKED), false, &answer));
    assert_int_equal(test_finding(&answer, STR("PRC-28"))->state, FINDING_PRESENT);
}

/* More customers than the limit: the newest are looked up, and that there are more is told. */
static void test_how_many_earlier_customers_are_looked_up(void **state)
{
    static const char *const ASKED = "{\"id\":\"c2\",\"kind\":\"procurement\",\"date\":\"2026-11-02\",\"parties\":["
                                     "{\"role\":\"orderer\",\"name\":\"Alder Pumps GmbH\"}],"
                                     "\"items\":[{\"name\":\"bearing ring\"}]}";
    struct assess_fixture *f = *state;
    struct assessment answer;
    for (size_t i = 0; i <= LIMIT(EARLIER_CUSTOMERS); i++) {
        struct str json =
            arena_printf(&f->arena,
                         "{\"id\":\"e%zu\",\"kind\":\"procurement\",\"date\":\"2026-02-02\",\"parties\":[{"
                         "\"role\":\"orderer\",\"name\":\"Customer Number%c%c\"}],\"items\":[{\"name\":"
                         "\"bearing ring\"}]}",
                         i, (char)('a' + i / 5), (char)('a' + i % 5));
        assert_ok(f, test_judge(f, test_json(f, json.p), true, &answer));
    }
    assert_ok(f, test_judge(f, test_json(f, ASKED), false, &answer));
    const struct finding *finding = test_finding(&answer, STR("PRC-28"));
    assert_int_equal(finding->state, FINDING_ABSENT);
    assert_non_null(value_get(finding->facts, STR("history.customers_not_screened")));
}

/* ---- no memory ---- */

/* The k-th allocation fails: the call fails cleanly, and the same call succeeds afterwards with the same bytes. */
static void test_every_failed_allocation_is_reported(void **state)
{
    struct assess_fixture *f = *state;
    struct assess_context context = test_context(f);
    struct value *dealing = test_json(f, ORDER);
    bool is_done = false;
    size_t failures = 0;
    for (uint64_t k = 1; !is_done; k++) {
        struct arena arena;
        struct assessment answer;
        arena_init(&arena, 256 * MIB);
        fault_arm(FAULT_ALLOC, k, FAULT_ONCE);
        int code = assess_dealing(&context, &arena, dealing, &answer, &f->err);
        is_done = !fault_fired(FAULT_ALLOC);
        fault_clear();
        assert_int_equal(code, is_done ? 0 : SEKI_E_NOMEM);
        failures += !is_done;
        arena_done(&arena);
    }
    assert_true(failures > 3);
}

/* ---- the engine ---- */

static int engine_open(struct assess_fixture *f, const struct assess_file *more, size_t n, const char *without)
{
    struct assess_file *files = ARENA_ARRAY(&f->engine_arena, ASSESS_PACK_COUNT + n, struct assess_file);
    struct assess_sources sources = {f->text, files, 0};
    for (size_t i = 0; i < ASSESS_PACK_COUNT; i++)
        if (!without || strcmp(ASSESS_PACK[i].path, without) != 0)
            files[sources.n_files++] =
                (struct assess_file){str_c(ASSESS_PACK[i].path), {ASSESS_PACK[i].bytes, ASSESS_PACK[i].n}};
    for (size_t i = 0; i < n; i++)
        files[sources.n_files++] = more[i];
    f->problems = (struct assess_problem_list){0};
    return assess_engine_open(&f->engine_arena, &sources, &f->problems, &f->engine, &f->err);
}

static void test_engine_needs_levels_and_mandatory_rules(void **state)
{
    struct assess_fixture *f = *state;
    assert_int_equal(engine_open(f, NULL, 0, "rules/levels.yml"), SEKI_E_MEANING);
    assert_string_equal(f->err.place, "rules/levels.yml");
    assert_int_equal(engine_open(f, NULL, 0, "rules/actions.yml"), SEKI_E_MEANING);
    assert_string_equal(f->err.place, "rules/actions.yml");
    assert_int_equal(engine_open(f, NULL, 0, "rules/procurement/PRC-20.yml"), SEKI_E_MEANING);
    assert_non_null(strstr(f->err.reason, "PRC-20"));
}

static void test_a_bad_rule_is_told_with_file_and_line(void **state)
{
    static const char RULE[] =
        "title: Mine\nid: 11111111-2222-4333-8444-555555555555\nlogsource: {product: sekisho, category: procurement}\n"
        "detection:\n  one:\n    order.colour: red\n  condition: one\nlevel: low\n"
        "sekisho: {indicator: MY-01, title_ja: x}\n";
    struct assess_fixture *f = *state;
    struct assess_file file = {STR("rules/mine.yml"), {RULE, sizeof(RULE) - 1}};
    assert_ok(f, engine_open(f, &file, 1, NULL));
    assert_true(f->problems.n >= 1);
    assert_text(f->problems.v[0].path, STR("rules/mine.yml"), STR("path"));
}

static void test_versions_follow_the_files(void **state)
{
    struct assess_fixture *f = *state;
    struct str rules = assess_rules_version(f->engine), levels = assess_levels_version(f->engine);
    assert_ok(f, engine_open(f, NULL, 0, NULL));
    assert_text(assess_rules_version(f->engine), rules, STR("rules"));
    assert_ok(f, engine_open(f, NULL, 0, "policy/group_a_countries.csv"));
    assert_false(str_eq(assess_rules_version(f->engine), rules));
    assert_text(assess_levels_version(f->engine), levels, STR("levels"));
}

/* A table that is not there gives unknown, never absent. */
static void test_missing_tables_make_unknown(void **state)
{
    static const struct {
        const char *table, *indicator;
    } ROWS[] = {{"policy/group_a_countries.csv", "PRC-26"},
                {"policy/catch_all_hs.csv", "PRC-26"},
                {"policy/control_list_editions.csv", "PRC-20"},
                {"policy/transhipment_countries.csv", "PRC-19"},
                {"policy/fifty_percent_rules.csv", "PRC-03"}};
    struct assess_fixture *f = *state;
    struct str lines = test_data("tests/unit/assess/data/states.jsonl"), line;
    struct value *row;
    assert_true(str_split(&lines, STR("\n"), &line));
    assert_ok(f, json_parse(&f->arena, line, &row, &f->err));
    const struct value *set =
        test_json(f, "{\"items+\":{\"0\":{\"hs_code\":\"8456.11\"}},\"shipment+\":{\"destination\":\"AE\"}}");
    const struct value *dealing = test_overlay(f, value_get(row, STR("base")), set);
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct assessment answer;
        assert_ok(f, engine_open(f, NULL, 0, ROWS[i].table));
        assert_ok(f, test_judge(f, dealing, false, &answer));
        if (test_finding(&answer, str_c(ROWS[i].indicator))->state != FINDING_UNKNOWN)
            fail_msg("without %s, %s is known", ROWS[i].table, ROWS[i].indicator);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ASSESS_TEST(test_fields_come_in_the_order_of_the_paper),
        ASSESS_TEST(test_the_same_inputs_give_the_same_bytes),
        ASSESS_TEST(test_evidence_of_a_hit),
        ASSESS_TEST(test_what_is_stored_is_what_is_answered),
        ASSESS_TEST(test_without_a_watchlist_list_indicators_are_unknown),
        ASSESS_TEST(test_lists_say_that_they_are_later),
        ASSESS_TEST(test_a_dealing_without_a_date_is_judged_today),
        ASSESS_TEST(test_changes_between_two_trees),
        ASSESS_TEST(test_the_stored_graph_counts),
        ASSESS_TEST(test_the_stored_graph_is_taken_once),
        ASSESS_TEST(test_an_earlier_customer_came_on_a_list),
        ASSESS_TEST(test_how_many_earlier_customers_are_looked_up),
        ASSESS_TEST(test_every_failed_allocation_is_reported),
        ASSESS_TEST(test_engine_needs_levels_and_mandatory_rules),
        ASSESS_TEST(test_a_bad_rule_is_told_with_file_and_line),
        ASSESS_TEST(test_versions_follow_the_files),
        ASSESS_TEST(test_missing_tables_make_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
