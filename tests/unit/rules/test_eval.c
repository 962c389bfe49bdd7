/* Detections over facts: Sigma's own examples, every modifier, three-valued truth tables. */
#include "kit.h"

enum mode { DEALING, LOG };

static const struct row {
    const char *detection, *facts;
    enum mode mode;
    enum truth truth;
} rows[] = {
#define ROW(detection, facts, mode, truth) {detection, facts, mode, TRUTH_##truth},
#include "eval_rows.def"
#undef ROW
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct kit kit;
        struct rule_result result;
        struct seki_err err;
        kit_init(&kit);
        struct fact_source source = kit_source(&kit, rows[i].facts);
        const struct rule *rule = kit_rule(&kit, kit_file(&kit, rows[i].detection));
        assert_int_equal(rule_eval(rule, &source, rows[i].mode == LOG, &kit.arena, &result, &err), 0);
        if (result.truth != rows[i].truth)
            fail_msg("row %zu: %s\nover %s is %s", i, rows[i].detection, rows[i].facts, truth_word(result.truth).p);
        arena_done(&kit.arena);
    }
}

/* Kleene's strong connectives, all nine pairs, through real conditions. */
static void test_kleene(void **state)
{
    static const char *const values[] = {[TRUTH_FALSE] = "[no]", [TRUTH_TRUE] = "[yes]", [TRUTH_UNKNOWN] = "null"};
    static const enum truth and[3][3] = {{TRUTH_FALSE, TRUTH_FALSE, TRUTH_FALSE},
                                         {TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN},
                                         {TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_UNKNOWN}};
    static const enum truth or [3][3] = {{TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN},
                                         {TRUTH_TRUE, TRUTH_TRUE, TRUTH_TRUE},
                                         {TRUTH_UNKNOWN, TRUTH_TRUE, TRUTH_UNKNOWN}};
    static const enum truth not [3] = {TRUTH_TRUE, TRUTH_FALSE, TRUTH_UNKNOWN};
    struct kit kit;
    struct seki_err err;
    (void)state;
    kit_init(&kit);
#define PAIR "  a: {a: 'yes'}\n  b: {b: 'yes'}\n  condition: "
    const struct rule *both = kit_rule(&kit, kit_file(&kit, PAIR "a and b"));
    const struct rule *either = kit_rule(&kit, kit_file(&kit, PAIR "a or b"));
    const struct rule *neither = kit_rule(&kit, kit_file(&kit, PAIR "not (a or b)"));
    for (size_t a = 0; a < 3; a++)
        for (size_t b = 0; b < 3; b++) {
            struct str facts = arena_printf(&kit.arena, "{a: %s, b: %s}", values[a], values[b]);
            struct fact_source source = kit_source(&kit, facts.p);
            struct rule_result result;
            assert_int_equal(rule_eval(both, &source, false, &kit.arena, &result, &err), 0);
            assert_int_equal(result.truth, and[a][b]);
            assert_int_equal(truth_and((enum truth)a, (enum truth)b), and[a][b]);
            assert_int_equal(rule_eval(either, &source, false, &kit.arena, &result, &err), 0);
            assert_int_equal(result.truth, or [a][b]);
            assert_int_equal(truth_or((enum truth)a, (enum truth)b), or [a][b]);
            assert_int_equal(rule_eval(neither, &source, false, &kit.arena, &result, &err), 0);
            assert_int_equal(result.truth, not [or[a][b]]);
        }
    arena_done(&kit.arena);
}

static bool list_is(struct str_list list, const char *words)
{
    struct str rest = str_c(words), word;
    size_t i = 0;
    if (rest.n == 0)
        return list.n == 0;
    for (; str_split(&rest, STR(" "), &word); i++)
        if (i >= list.n || !str_eq(list.v[i], word))
            return false;
    return i == list.n;
}

/* The result says what was looked at, found and missed; a fact is fetched once though two selections read it. */
static void test_explains(void **state)
{
    struct kit kit;
    struct rule_result result;
    struct seki_err err;
    (void)state;
    kit_init(&kit);
    const struct rule *rule = kit_rule(&kit, kit_file(&kit, "  low: {price|lt: 10}\n  high: {price|gt: 100}\n"
                                                            "  bank: {bank: XX}\n  _unused: {never: 1}\n"
                                                            "  condition: high or low or bank"));
    struct fact_source source = kit_source(&kit, "{price: [150, 120]}");
    assert_int_equal(rule_eval(rule, &source, false, &kit.arena, &result, &err), 0);
    assert_int_equal(result.truth, TRUTH_TRUE);
    assert_int_equal(kit.asked, 2);
    assert_true(list_is(result.matched, "high"));
    assert_true(list_is(result.unmatched, "low"));
    assert_true(list_is(result.undecided, "bank"));
    assert_true(list_is(result.unknown, "bank"));
    struct value *facts = rule_result_facts(&kit.arena, &result), *wanted = NULL;
    assert_int_equal(yaml_parse(&kit.arena, STR("{price: [150, 120], bank: null}"), &wanted, &err), 0);
    assert_true(value_eq(facts, wanted));
    arena_done(&kit.arena);
}

static void test_source_failure(void **state)
{
    struct kit kit;
    struct rule_result result;
    struct seki_err err;
    (void)state;
    kit_init(&kit);
    const struct rule *rule = kit_rule(&kit, kit_file(&kit, "  a: {x: 1}\n  b: {y: 2}\n  condition: a or b"));
    struct fact_source source = kit_source(&kit, "{x: 1}");
    kit.failure = SEKI_E_IO;
    assert_int_equal(rule_eval(rule, &source, false, &kit.arena, &result, &err), SEKI_E_IO);
    assert_int_equal(kit.asked, 1);
    assert_string_equal(err.reason, "the source failed");
    arena_done(&kit.arena);
}

/* An expression that explodes on purpose: undecided and said so, in bounded time. */
static void test_regex_is_bounded(void **state)
{
    struct kit kit;
    struct rule_result result;
    struct seki_err err;
    (void)state;
    kit_init(&kit);
    const struct rule *rule = kit_rule(&kit, kit_file(&kit, "  a: {x|re: '^(a+)+$'}\n  condition: a"));
    struct fact_source source = kit_source(&kit, "{x: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab}");
    assert_int_equal(rule_eval(rule, &source, false, &kit.arena, &result, &err), 0);
    assert_int_equal(result.truth, TRUTH_UNKNOWN);
    assert_true(result.is_cut);
    arena_done(&kit.arena);
}

#define MAPPED                                                                                                         \
    "title: A\nid: 6f0a3c1e-0000-4000-8000-000000000002\nlogsource: {product: sekisho}\nlevel: critical\n"             \
    "detection: {hit: {hits: true}, ban: {ban: true}, rated: {rated: true}, condition: hit}\n"                         \
    "sekisho:\n  indicator: TST-02\n  stop: legal\n  applies: not rated\n  mandatory_when: ban\n"                      \
    "  answer_needs: [hits, ban]\n  cases:\n"                                                                          \
    "    - {when: hit and not ban, level: high, stop: none, note_en: no ban, note_ja: 非該当, action: akiraka}\n"   \
    "    - {when: hit, note_en: other}\n"

static void test_mapping_conditions(void **state)
{
    static const struct {
        const char *facts;
        enum truth applies, mandatory;
        const char *note; /* of the case, or NULL */
        const char *missing;
    } table[] = {
        {"{hits: true, ban: true, rated: false}", TRUTH_TRUE, TRUTH_TRUE, "other", NULL},
        {"{hits: true, ban: false, rated: false}", TRUTH_TRUE, TRUTH_FALSE, "no ban", NULL},
        {"{hits: true, rated: true}", TRUTH_FALSE, TRUTH_UNKNOWN, "other", "ban"},
        {"{hits: ['?'], ban: true}", TRUTH_UNKNOWN, TRUTH_TRUE, NULL, "hits"},
        {"{hits: [false, '?'], ban: true}", TRUTH_UNKNOWN, TRUTH_TRUE, NULL, "hits"},
        {"{hits: false}", TRUTH_UNKNOWN, TRUTH_UNKNOWN, NULL, "ban"},
    };
    struct kit kit;
    struct seki_err err;
    (void)state;
    kit_init(&kit);
    const struct rule *rule = kit_rule(&kit, STR(MAPPED));
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct rule_result result;
        struct str missing;
        enum truth when;
        bool is_enough;
        struct fact_source source = kit_source(&kit, table[i].facts);
        assert_int_equal(rule_eval(rule, &source, false, &kit.arena, &result, &err), 0);
        assert_int_equal(result.applies, table[i].applies);
        assert_int_equal(result.mandatory, table[i].mandatory);
        assert_true(str_eq(result.row ? result.row->note.en : STR_NULL, str_c(table[i].note)));
        assert_int_equal(rule_answer_is_enough(rule, &source, &is_enough, &missing, &err), 0);
        assert_int_equal(is_enough, table[i].missing == NULL);
        assert_true(str_eq(missing, str_c(table[i].missing)));
        assert_int_equal(rule_eval_condition(rule, rule->cases[1].when, &source, &kit.arena, &when, &err), 0);
        assert_int_equal(when, result.truth);
        assert_int_equal(rule_eval_condition(rule, NULL, &source, &kit.arena, &when, &err), 0);
        assert_int_equal(when, TRUTH_TRUE);
    }
    arena_done(&kit.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows),
                                       cmocka_unit_test(test_kleene),
                                       cmocka_unit_test(test_explains),
                                       cmocka_unit_test(test_source_failure),
                                       cmocka_unit_test(test_regex_is_bounded),
                                       cmocka_unit_test(test_mapping_conditions)};
    return cmocka_run_group_tests_name("rules/eval", tests, NULL, NULL);
}
