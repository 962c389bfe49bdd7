/*
 * Whole answers: the golden examples of GUIDE section 13 that this release can judge, the example of DEALING section 5,
 * and what the tables of rules/levels.yml make of assets and open checks (data/golden.jsonl). Then what is refused
 * (data/refused.jsonl), with the JSON pointer.
 */
#include "assess_test.h"

struct golden {
    struct assess_fixture *f;
    const struct value *base, *row;
    struct str name;
    struct assessment answer;
    const struct value *tree; /* the answer as it is written */
    size_t wrong;
};

static void check(struct golden *in, struct str what, struct str actual, struct str expected)
{
    if (str_eq(actual, expected))
        return;
    print_error("%.*s: %.*s is \"%.*s\", expected \"%.*s\"\n", STR_ARG(in->name), STR_ARG(what), STR_ARG(actual),
                STR_ARG(expected));
    in->wrong++;
}

static struct str word(const struct value *value)
{
    if (value_is(value, VALUE_BOOL))
        return value->truth ? STR("true") : STR("false");
    return value && value->kind != VALUE_NULL ? value->text : STR("null");
}

/* The texts of a list, joined by blanks. */
static struct str joined(struct golden *in, const struct value *list)
{
    struct str text = STR("");
    for (VALUE_EACH(item, list))
        text = arena_printf(&in->f->arena, "%.*s[%.*s]", STR_ARG(text), STR_ARG(item->text));
    return text;
}

static struct str groups_joined(struct golden *in)
{
    struct str text = STR("");
    for (VALUE_EACH(group, value_get(in->tree, STR("groups")))) {
        text =
            arena_printf(&in->f->arena, "%.*s[%.*s %.*s", STR_ARG(text), STR_ARG(value_get_text(group, STR("group"))),
                         STR_ARG(value_get_text(group, STR("severity"))));
        for (VALUE_EACH(indicator, value_get(group, STR("indicators"))))
            text = arena_printf(&in->f->arena, "%.*s %.*s", STR_ARG(text), STR_ARG(indicator->text));
        text = arena_printf(&in->f->arena, "%.*s]", STR_ARG(text));
    }
    return text;
}

/* One or two fields of each row of a list, joined. */
static struct str fields_joined(struct golden *in, struct str list, struct str first, struct str second)
{
    struct str text = STR("");
    for (VALUE_EACH(row, value_get(in->tree, list))) {
        struct str a = value_get_text(row, first), b = value_get_text(row, second);
        text = arena_printf(&in->f->arena, "%.*s[%.*s%s%.*s]", STR_ARG(text), STR_ARG(a), b.p ? " " : "", STR_ARG(b));
    }
    return text;
}

static void check_lists(struct golden *in)
{
    static const struct {
        struct str list, first, second;
    } LISTS[] = {{{"questions", 9}, {"indicator", 9}, {"", 0}},
                 {{"actions", 7}, {"id", 2}, {"", 0}},
                 {{"changes", 7}, {"what", 4}, {"path", 4}}};
    const struct value *groups = value_get(in->row, STR("groups"));
    check(in, STR("groups"), groups_joined(in), joined(in, groups));
    for (size_t i = 0; i < ARRAY_LEN(LISTS); i++) {
        const struct value *expected = value_get(in->row, LISTS[i].list);
        if (expected)
            check(in, LISTS[i].list, fields_joined(in, LISTS[i].list, LISTS[i].first, LISTS[i].second),
                  joined(in, expected));
    }
}

static void check_answer(struct golden *in)
{
    for (VALUE_EACH(expected, value_get(in->row, STR("states"))))
        check(in, expected->key, finding_state_word(test_finding(&in->answer, expected->key)->state), expected->text);
    for (VALUE_EACH(expected, value_get(in->row, STR("answer"))))
        check(in, expected->key, word(value_get(in->tree, expected->key)), word(expected));
    check_lists(in);
    const struct value *explanation = value_get(in->tree, STR("explanation"));
    if (value_get(in->row, STR("en")))
        check(in, STR("en"), value_get_text(explanation, STR("en")), value_get_text(in->row, STR("en")));
    if (value_get(in->row, STR("ja")))
        check(in, STR("ja"), value_get_text(explanation, STR("ja")), value_get_text(in->row, STR("ja")));
    const struct value *fact = value_get(in->row, STR("fact"));
    if (fact && !value_get(test_finding(&in->answer, value_at(fact, 0)->text)->facts, value_at(fact, 1)->text))
        fail_msg("%.*s: no fact %.*s", STR_ARG(in->name), STR_ARG(value_at(fact, 1)->text));
}

static const struct value *dealing_of(struct golden *in)
{
    const struct value *whole = value_get(in->row, STR("dealing"));
    return whole ? whole : test_overlay(in->f, in->base, value_get(in->row, STR("set")));
}

static void run_golden(struct golden *in)
{
    struct assess_fixture *f = in->f;
    struct assessment before;
    assert_ok(f, store_begin(f->store, &f->err));
    for (VALUE_EACH(set, value_get(in->row, STR("before"))))
        assert_ok(f, test_judge(f, test_overlay(f, in->base, set), true, &before));
    if (test_judge(f, dealing_of(in), true, &in->answer) < 0)
        fail_msg("%.*s: %s: %s", STR_ARG(in->name), f->err.place, f->err.reason);
    store_rollback(f->store);
    in->tree = assessment_value(&f->arena, &in->answer);
    check_answer(in);
}

static void run_refused(struct golden *in)
{
    struct assess_fixture *f = in->f;
    int code = test_judge(f, dealing_of(in), false, &in->answer);
    if (code != SEKI_E_MEANING)
        fail_msg("%.*s: code %d", STR_ARG(in->name), code);
    check(in, STR("place"), str_c(f->err.place), value_get_text(in->row, STR("place")));
    if (!str_has(str_c(f->err.reason), value_get_text(in->row, STR("reason"))))
        fail_msg("%.*s: %s", STR_ARG(in->name), f->err.reason);
}

static size_t run_file(struct assess_fixture *f, const char *path, void (*run)(struct golden *in))
{
    struct str lines = test_data(path), line;
    struct golden in = {.f = f};
    size_t n = 0;
    while (str_split(&lines, STR("\n"), &line) && line.n > 0) {
        struct value *row;
        assert_ok(f, json_parse(&f->arena, line, &row, &f->err));
        if (n++ == 0) {
            in.base = value_get(row, STR("base"));
            continue;
        }
        in.row = row;
        in.name = value_get_text(row, STR("case"));
        run(&in);
    }
    assert_int_equal(in.wrong, 0);
    return n;
}

static void test_golden_examples(void **state)
{
    assert_true(run_file(*state, "tests/unit/assess/data/golden.jsonl", run_golden) > 10);
}

static void test_refused_dealings(void **state)
{
    assert_true(run_file(*state, "tests/unit/assess/data/refused.jsonl", run_refused) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ASSESS_TEST(test_golden_examples), ASSESS_TEST(test_refused_dealings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
