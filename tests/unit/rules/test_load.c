/* Files that are no rules are refused with line and reason; the others load. Versions by day. */
#include "kit.h"

#include "base/fault.h"

static bool knows(void *ctx, struct str path)
{
    (void)ctx;
    return str_eq(path, STR("order.site")) || str_eq(path, STR("items.price"));
}

#define HEAD         "title: T\nid: 6f0a3c1e-0000-4000-8000-000000000001\nlogsource: {product: sekisho}\nlevel: low\n"
#define MAPPING      "sekisho: {indicator: TST-01}\n"
#define DETECTION    "detection:\n  a: {order.site: x}\n  condition: a\n"
#define WITH(line)   HEAD MAPPING "detection:\n  a: {" line "}\n  condition: a\n"
#define WHEN(text)   HEAD MAPPING "detection:\n  a: {order.site: x}\n  condition: " text "\n"
#define MAPPED(text) HEAD DETECTION "sekisho:\n  indicator: TST-01\n  " text "\n"

static const struct {
    const char *file;
    uint32_t line;
    const char *reason; /* its beginning */
} refused[] = {
    {"", 0, "a rule file is one map"},
    {"- a\n", 1, "a rule file is one map"},
    {"title: [a\n", 2, ""},
    {"title: \"\xff\"\n", 0, "not UTF-8"},
    {HEAD DETECTION, 1, "the rule has no 'sekisho' mapping"},
    {HEAD MAPPING, 1, "'detection' must be a map"},
    {HEAD MAPPING "detection: {a: {order.site: x}}\n", 6, "'detection' has no 'condition'"},
    {HEAD MAPPING "detection: {condition: a}\n", 6, "'detection' has no selection"},
    {HEAD MAPPING "detection: {a: {}, condition: a}\n", 6, "an empty map"},
    {HEAD MAPPING "detection: {a: [], condition: a}\n", 6, "an empty list"},
    {HEAD MAPPING "detection: {a: null, condition: a}\n", 6, "a selection is a map or a list"},
    {HEAD MAPPING "detection: {a: [[x]], condition: a}\n", 6, "a selection lists texts or maps"},
    {HEAD MAPPING "detection: {a: {order.site: x}, timeframe: 5m, condition: a}\n", 6, "'timeframe'"},
    {HEAD MAPPING DETECTION "colour: red\n", 9, "unknown key 'colour'"},
    {HEAD MAPPING DETECTION "status: fresh\n", 9, "unknown status 'fresh'"},
    {"id: 6f0a3c1e-0000-4000-8000-000000000001\nlogsource: {}\nlevel: low\n" MAPPING DETECTION, 1,
     "the rule has no 'title'"},
    {"title: T\nlogsource: {}\nlevel: low\n" MAPPING DETECTION, 1, "the rule has no 'id'"},
    {"title: T\nid: 6f0a\nlogsource: {}\nlevel: low\n" MAPPING DETECTION, 2, "'id' is no UUID"},
    {"title: T\nid: 6f0a3c1e-0000-4000-8000-00000000000g\nlogsource: {}\nlevel: low\n" MAPPING, 2, "'id' is no UUID"},
    {"title: T\nid: 6f0a3c1e-0000-4000-8000-000000000001\nlogsource: {}\n" MAPPING DETECTION, 1,
     "the rule has no 'level'"},
    {"title: T\nid: 6f0a3c1e-0000-4000-8000-000000000001\nlevel: low\n" MAPPING DETECTION, 1,
     "'logsource' must be a map"},
    {"title: T\nid: 6f0a3c1e-0000-4000-8000-000000000001\nlogsource: {}\nlevel: dire\n" MAPPING, 4,
     "unknown level 'dire'"},
    {"title: T\ncorrelation: {type: event_count}\n", 1, "correlation"},
    {WITH("order.sit: x"), 7, "unknown fact 'order.sit'"},
    {WITH("order.site|fieldref: nowhere"), 7, "unknown fact 'nowhere'"},
    {HEAD MAPPING "detection: {a: [keyword], condition: a}\n", 6, "unknown fact 'text'"},
    {WITH("order.site|base64: x"), 7, "modifier 'base64' is unknown or not supported"},
    {WITH("order.site|: x"), 7, "modifier '' is unknown"},
    {WITH("order.site|contains|endswith: x"), 7, "modifier 'endswith' cannot follow"},
    {WITH("order.site|contains|i: x"), 7, "modifier 'i' belongs behind 're'"},
    {WITH("order.site|all|all: [x, y]"), 7, "modifier 'all' stands twice"},
    {WITH("order.site|all: x"), 7, "'all' needs more than one value"},
    {WITH("order.site|exists|neq: true"), 7, "'exists' stands alone"},
    {WITH("order.site|exists: maybe"), 7, "'exists' is true or false"},
    {WITH("order.site|exists: [true, false]"), 7, "'exists' is true or false"},
    {WITH("order.site|re|cased: x"), 7, "'cased' is for comparing text"},
    {WITH("order.site|lt|neq: 1"), 7, "'neq' cannot be joined"},
    {WITH("order.site|re|fieldref: items.price"), 7, "'fieldref' cannot be joined"},
    {WITH("order.site|fieldref: 5"), 7, "'fieldref' needs the name of a fact"},
    {WITH("order.site|re: '('"), 7, "regular expression: missing closing parenthesis"},
    {WITH("order.site|re: 'a\\Cb'"), 7, "regular expression: "},
    {WITH("order.site|cidr: 10.0.0.0/40"), 7, "'10.0.0.0/40' is no network"},
    {WITH("items.price|lt: cheap"), 7, "'cheap' is neither a number nor a day"},
    {WITH("items.price|lt: true"), 7, "true or false can only be equal"},
    {WITH("items.price|contains: null"), 7, "null can only be equal"},
    {WITH("order.site: ['', null]"), 7, "null cannot be one of several values"},
    {WITH("order.site: []"), 7, "no value to compare with"},
    {WITH("order.site: [[x]]"), 7, "a value must be"},
    {WITH("'': x"), 7, "a field without a name"},
    {WHEN("b"), 8, "condition: unknown selection 'b'"},
    {WHEN("a and"), 8, "condition: a selection wanted at the end"},
    {WHEN("a a"), 8, "condition: 'and', 'or' or the end wanted, not 'a'"},
    {WHEN("(a"), 8, "condition: ')' wanted at the end"},
    {WHEN("a)"), 8, "condition: 'and', 'or' or the end wanted, not ')'"},
    {WHEN("or a"), 8, "condition: a selection wanted, not 'or'"},
    {WHEN("1 of b*"), 8, "condition: no selection fits 'b*'"},
    {WHEN("1 of"), 8, "condition: a name with * or 'them' wanted"},
    {WHEN("a | count() > 5"), 8, "condition: 'and', 'or' or the end wanted, not '|'"},
    {WHEN("[]"), 8, "a condition must not be an empty list"},
    {WHEN("5"), 8, "a condition must be a text"},
    {WHEN("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((a"), 8, "over the limit DEPTH"},
    {MAPPED("colour: red"), 10, "unknown key 'colour'"},
    {HEAD DETECTION "sekisho: {title_ja: x}\n", 8, "'sekisho' has no 'indicator'"},
    {HEAD DETECTION "sekisho: [x]\n", 8, "'sekisho' is a map"},
    {MAPPED("question_en: why?"), 9, "a question needs both languages"},
    {MAPPED("question_to: internal"), 9, "a question and 'question_to' go together"},
    {MAPPED("question_en: a\n  question_ja: b\n  question_to: all"), 12, "'question_to' is counterpart or internal"},
    {MAPPED("valid_from: 2022-02-30"), 10, "'valid_from' is no day"},
    {MAPPED("valid_from: 2022-04-01\n  valid_to: 2022-03-31"), 11, "valid_to is before valid_from"},
    {MAPPED("stop: hard"), 10, "'stop' is legal, danger, exposure or none"},
    {MAPPED("asked: often"), 10, "'asked' is true or false"},
    {MAPPED("applies: b"), 10, "condition: unknown selection 'b'"},
    {MAPPED("mandatory_when: a and"), 10, "condition: a selection wanted at the end"},
    {MAPPED("answer_needs: [nowhere]"), 10, "unknown fact 'nowhere'"},
    {MAPPED("answer_needs: order.site"), 10, "'answer_needs' must be a list of texts"},
    {MAPPED("basis: [5]"), 10, "'basis' must hold texts only"},
    {MAPPED("cases: a"), 10, "'cases' is a list"},
    {MAPPED("cases: [a]"), 10, "a case is a map"},
    {MAPPED("cases: [{level: high}]"), 10, "a case needs 'when'"},
    {MAPPED("cases: [{when: a, level: dire}]"), 10, "unknown level 'dire'"},
    {MAPPED("cases: [{when: a, colour: red}]"), 10, "unknown key 'colour'"},
};

static void test_refused(void **state)
{
    struct fact_schema schema = {.knows = knows};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        struct kit kit;
        kit_init(&kit);
        struct rule_pack pack = kit_load(&kit, str_c(refused[i].file), &schema);
        assert_int_equal(pack.n, 0);
        assert_int_equal(pack.problems.n, 1);
        struct rule_problem problem = pack.problems.v[0];
        if (!str_starts(problem.reason, str_c(refused[i].reason)) || problem.line != refused[i].line ||
            !str_eq(problem.path, STR("rules/test.yml")))
            fail_msg("row %zu: line %u: %.*s (not line %u: %s)", i, problem.line, STR_ARG(problem.reason),
                     refused[i].line, refused[i].reason);
        arena_done(&kit.arena);
    }
}

#define VERSION(id, days)                                                                                              \
    "title: T\nid: 6f0a3c1e-0000-4000-8000-00000000000" id "\nlogsource: {product: sekisho}\nlevel: low\n"             \
    "sekisho: {indicator: TST-01" days "}\ndetection: {a: {x: 1}, condition: a}\n"

static void test_versions(void **state)
{
    static const char *const files[] = {
        VERSION("1", ", valid_from: 2022-04-01, valid_to: 2024-12-31"),
        VERSION("2", ", valid_from: 2025-01-01"),
        "title: [broken\n",
        VERSION("2", ", valid_from: 2026-01-01"),                       /* the id again */
        VERSION("4", ", valid_from: 2025-01-01"),                       /* begins like the second */
        VERSION("5", ", valid_from: 2026-07-01, valid_to: 2026-07-31"), /* a month of its own */
        VERSION("A", ", valid_from: 2027-01-01"),
    };
    static const struct {
        struct day day;
        const char *id; /* its end, or NULL */
    } picks[] = {{{2022, 3, 31}, NULL}, {{2022, 4, 1}, "1"}, {{2024, 12, 31}, "1"}, {{2025, 1, 1}, "2"},
                 {{2026, 7, 1}, "5"},   {{2026, 8, 1}, "2"}, {{2030, 1, 1}, "a"}};
    static const char *const reasons[] = {"", "the id is that of f1", "TST-01 begins on the same day in f1"};
    struct kit kit;
    struct seki_err err;
    struct rule_pack pack;
    struct rule_file list[ARRAY_LEN(files)];
    (void)state;
    kit_init(&kit);
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        list[i] = (struct rule_file){arena_printf(&kit.arena, "f%zu", i), str_c(files[i])};
    assert_int_equal(rules_load(&kit.arena, list, ARRAY_LEN(files), NULL, &pack, &err), 0);
    assert_int_equal(pack.n, 4);
    assert_int_equal(pack.problems.n, ARRAY_LEN(reasons));
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        assert_true(str_starts(pack.problems.v[i].reason, str_c(reasons[i])));
    for (size_t i = 0; i < ARRAY_LEN(picks); i++) {
        const struct rule *rule = rules_pick(&pack, STR("TST-01"), picks[i].day);
        assert_int_equal(rule != NULL, picks[i].id != NULL);
        if (rule)
            assert_true(str_ends(rule->id, str_c(picks[i].id)));
    }
    assert_null(rules_pick(&pack, STR("TST-02"), (struct day){2026, 1, 1}));
    assert_ptr_equal(rules_find(&pack, STR("6F0A3C1E-0000-4000-8000-000000000001")), pack.v[0]);
    assert_null(rules_find(&pack, STR("nothing")));
    arena_done(&kit.arena);
}

#define WHOLE                                                                                                                 \
    "title: Payer differs\nid: 6F0A3C1E-0000-4000-8000-000000000009\nname: prc-09\nstatus: stable\n"                          \
    "logsource: {product: sekisho, category: procurement}\ntags: [sekisho.payment]\nlevel: medium\n"                          \
    "detection: {other: {payer|neq|fieldref: orderer}, condition: other}\n"                                                   \
    "sekisho:\n  indicator: PRC-09\n  title_ja: 支払者が異なる\n  question_en: Why?\n  question_ja: なぜですか\n" \
    "  question_to: counterpart\n  basis: [a law, a paper]\n  valid_from: 2022-04-01\n  stop: legal\n  asked: true\n"         \
    "  actions: [ask, wait]\n"

static void test_fields(void **state)
{
    struct kit kit;
    (void)state;
    kit_init(&kit);
    const struct rule *rule = kit_rule(&kit, STR(WHOLE));
    assert_true(str_eq(rule->path, STR("rules/test.yml")));
    assert_true(str_eq(rule->id, STR("6f0a3c1e-0000-4000-8000-000000000009")));
    assert_true(str_eq(rule->name, STR("prc-09")));
    assert_true(str_eq(rule->title.en, STR("Payer differs")));
    assert_true(str_eq(rule->title.ja, STR("支払者が異なる")));
    assert_int_equal(rule->level, FINDING_MEDIUM);
    assert_false(rule->is_informational);
    assert_true(str_eq(rule->logsource_category, STR("procurement")));
    assert_true(str_eq(rule->indicator, STR("PRC-09")));
    assert_true(rule->has_question && rule->asks_counterpart && rule->is_asked);
    assert_true(str_eq(rule->question.ja, STR("なぜですか")));
    assert_int_equal(rule->basis.n, 2);
    assert_int_equal(rule->actions.n, 2);
    assert_int_equal(rule->stop, FINDING_STOP_LEGAL);
    assert_int_equal(rule->valid_from.year, 2022);
    assert_false(day_is_known(rule->valid_to));
    assert_int_equal(rule->fact_paths.n, 2);
    assert_int_equal(rule->version.n, 12);
    assert_memory_equal(rule->version.p, rule->sha256, 12);
    assert_int_equal(strlen(rule->sha256), 64);
    arena_done(&kit.arena);
}

/* Without memory loading fails whole and cleanly, wherever that happens. */
static void test_no_memory(void **state)
{
    struct rule_file file = {STR("f"), STR(WHOLE)};
    bool has_fired = true;
    (void)state;
    for (uint64_t k = 1; has_fired; k++) {
        struct arena arena;
        struct rule_pack pack = {0};
        struct seki_err err;
        arena_init(&arena, 64ULL << 20);
        fault_arm(FAULT_ALLOC, k, FAULT_ONCE);
        int code = rules_load(&arena, &file, 1, NULL, &pack, &err);
        has_fired = fault_fired(FAULT_ALLOC);
        fault_clear();
        assert_int_equal(code, has_fired ? SEKI_E_NOMEM : 0);
        arena_done(&arena);
    }
}

static void test_limits(void **state)
{
    enum { BIG = 2 << 20 };
    struct kit kit;
    (void)state;
    kit_init(&kit);
    char *big = arena_alloc(&kit.arena, BIG);
    assert_non_null(big);
    memset(big, '#', BIG);
    struct rule_pack pack = kit_load(&kit, (struct str){big, BIG}, NULL);
    assert_int_equal(pack.problems.n, 1);
    assert_true(str_starts(pack.problems.v[0].reason, STR("over the limit RULE_BYTES")));
    arena_done(&kit.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused), cmocka_unit_test(test_versions),
                                       cmocka_unit_test(test_fields), cmocka_unit_test(test_no_memory),
                                       cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests_name("rules/load", tests, NULL, NULL);
}
