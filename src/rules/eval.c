/*
 * rules/eval.c - conditions over facts, in three values.
 *
 * HOW IT WORKS. An evaluation remembers each fact it fetched and each selection it decided. A failing source leaves its
 * code in `code`; from then on everything is UNKNOWN and nothing is fetched, and the caller gets the code at the end.
 */
#include "rules/rules_int.h"

enum { NOT_YET = -1 };

struct evaluation {
    const struct rule *rule;
    const struct fact_source *source;
    struct arena *arena;
    struct seki_err *err;
    struct fact *facts; /* for each path of the rule */
    bool *is_fetched;
    signed char *truths; /* for each selection: enum truth or NOT_YET */
    int code;
    bool unknown_is_false, is_cut;
};

enum truth truth_and(enum truth a, enum truth b)
{
    if (a == TRUTH_FALSE || b == TRUTH_FALSE)
        return TRUTH_FALSE;
    return a == TRUTH_TRUE && b == TRUTH_TRUE ? TRUTH_TRUE : TRUTH_UNKNOWN;
}

enum truth truth_not(enum truth a)
{
    return a == TRUTH_UNKNOWN ? a : a == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
}

enum truth truth_or(enum truth a, enum truth b)
{
    return truth_not(truth_and(truth_not(a), truth_not(b)));
}

struct str truth_word(enum truth truth)
{
    static const char *const words[] = {[TRUTH_FALSE] = "false", [TRUTH_TRUE] = "true", [TRUTH_UNKNOWN] = "unknown"};
    return str_c(words[truth]);
}

static const struct fact *fact_at(struct evaluation *evaluation, size_t index)
{
    struct fact *fact = &evaluation->facts[index];
    if (!evaluation->is_fetched[index] && evaluation->code == 0) {
        evaluation->is_fetched[index] = true;
        int code = evaluation->source->get(evaluation->source->ctx, evaluation->rule->fact_paths.v[index], fact,
                                           evaluation->err);
        if (code < 0)
            evaluation->code = code;
        if (code < 0 || fact->state == FACT_UNKNOWN)
            *fact = (struct fact){.state = FACT_UNKNOWN, .has_unknown = true};
    }
    return fact;
}

/* ---- one test ---- */

/* Any of the other fact's values. */
static enum truth match_fact(struct evaluation *evaluation, const struct rule_test *test,
                             const struct test_operand *operand, const struct value *value)
{
    const struct fact *others = fact_at(evaluation, operand->fact);
    enum truth truth = others->has_unknown ? TRUTH_UNKNOWN : TRUTH_FALSE;
    for (size_t i = 0; i < others->n && truth != TRUTH_TRUE; i++) {
        if (others->v[i]->kind != VALUE_LIST) {
            truth = truth_or(truth, test_pair(test, value, others->v[i]));
            continue;
        }
        for (VALUE_EACH(item, others->v[i]))
            truth = truth_or(truth, test_pair(test, value, item));
    }
    return truth;
}

static enum truth match_value(struct evaluation *evaluation, const struct rule_test *test,
                              const struct test_operand *operand, const struct value *value)
{
    if (operand->kind == OPERAND_FACT)
        return match_fact(evaluation, test, operand, value);
    struct test_context context = {evaluation->arena, &evaluation->is_cut};
    return test_value(test, operand, value, &context);
}

/* A range of operands against one value, joined by or (with `all`: and), turned round by `neq`. */
static enum truth pass_value(struct evaluation *evaluation, const struct rule_test *test,
                             const struct test_operand *operands, size_t n, const struct value *value)
{
    enum truth truth = test->is_all ? TRUTH_TRUE : TRUTH_FALSE;
    if (value->kind == VALUE_MAP)
        return TRUTH_FALSE;
    if (value->kind == VALUE_LIST) {
        truth = TRUTH_FALSE;
        for (VALUE_EACH(item, value))
            truth = truth_or(truth, pass_value(evaluation, test, operands, n, item));
        return truth;
    }
    for (size_t i = 0; i < n; i++) {
        enum truth one = match_value(evaluation, test, &operands[i], value);
        truth = test->is_all ? truth_and(truth, one) : truth_or(truth, one);
        if (truth == (test->is_all ? TRUTH_FALSE : TRUTH_TRUE))
            break;
    }
    return test->is_negated ? truth_not(truth) : truth;
}

/* Could a value that nobody knows pass? Not where it would have to equal something in a fact that is known to be empty.
 */
static bool could_pass(struct evaluation *evaluation, const struct rule_test *test, const struct test_operand *operands,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct fact *other = operands[i].kind == OPERAND_FACT ? fact_at(evaluation, operands[i].fact) : NULL;
        if (test->is_negated || !other || other->has_unknown || other->n > 0)
            return true;
    }
    return false;
}

static enum truth pass_fact(struct evaluation *evaluation, const struct rule_test *test,
                            const struct test_operand *operands, size_t n)
{
    const struct fact *fact = fact_at(evaluation, test->fact);
    bool is_open = fact->has_unknown && could_pass(evaluation, test, operands, n);
    enum truth truth = is_open ? TRUTH_UNKNOWN : TRUTH_FALSE;
    for (size_t i = 0; i < fact->n && truth != TRUTH_TRUE; i++)
        truth = truth_or(truth, pass_value(evaluation, test, operands, n, fact->v[i]));
    return truth;
}

/* A log event without the field: `null` is what Sigma rules write for that. */
static bool is_missing_null(const struct evaluation *evaluation, const struct rule_test *test, const struct fact *fact)
{
    return evaluation->unknown_is_false && fact->state == FACT_UNKNOWN && test->operands[0].kind == OPERAND_NULL;
}

static enum truth eval_test(struct evaluation *evaluation, const struct rule_test *test)
{
    const struct fact *fact = fact_at(evaluation, test->fact);
    enum truth truth = TRUTH_TRUE;
    if (test->verb == TEST_EXISTS)
        return (fact->state == FACT_KNOWN) == test->operands[0].truth ? TRUTH_TRUE : TRUTH_FALSE;
    if (is_missing_null(evaluation, test, fact))
        return test->is_negated ? TRUTH_FALSE : TRUTH_TRUE;
    if (!test->is_all || test->is_negated)
        truth = pass_fact(evaluation, test, test->operands, test->n_operands);
    else
        for (size_t i = 0; i < test->n_operands; i++)
            truth = truth_and(truth, pass_fact(evaluation, test, &test->operands[i], 1));
    return truth == TRUTH_UNKNOWN && evaluation->unknown_is_false ? TRUTH_FALSE : truth;
}

/* ---- the tree ---- */

static enum truth eval_node(struct evaluation *evaluation, const struct rule_node *node);

static enum truth eval_selection(struct evaluation *evaluation, size_t index)
{
    if (evaluation->truths[index] == NOT_YET)
        evaluation->truths[index] =
            (signed char)eval_node(evaluation, evaluation->rule->program->selections[index].root);
    return (enum truth)evaluation->truths[index];
}

static enum truth eval_children(struct evaluation *evaluation, const struct rule_node *node)
{
    bool is_and = node->kind == NODE_AND;
    enum truth truth = is_and ? TRUTH_TRUE : TRUTH_FALSE;
    for (size_t i = 0; i < node->n; i++) {
        enum truth child = eval_node(evaluation, node->v[i]);
        truth = is_and ? truth_and(truth, child) : truth_or(truth, child);
        if (evaluation->unknown_is_false && truth == (is_and ? TRUTH_FALSE : TRUTH_TRUE))
            break;
    }
    return truth;
}

static enum truth eval_node(struct evaluation *evaluation, const struct rule_node *node)
{
    switch (node->kind) {
    case NODE_TEST:
        return eval_test(evaluation, &evaluation->rule->program->tests[node->index]);
    case NODE_SELECTION:
        return eval_selection(evaluation, node->index);
    case NODE_NOT:
        return truth_not(eval_node(evaluation, node->v[0]));
    case NODE_AND:
    case NODE_OR:
        break;
    }
    return eval_children(evaluation, node);
}

static int start(struct evaluation *evaluation, const struct rule *rule, const struct fact_source *source,
                 struct arena *arena, struct seki_err *err)
{
    size_t n = rule->fact_paths.n, n_selections = rule->program->n_selections;
    *evaluation = (struct evaluation){.rule = rule, .source = source, .arena = arena, .err = err};
    evaluation->facts = ARENA_ARRAY(arena, n, struct fact);
    TRY_MEM(evaluation->facts, err);
    evaluation->is_fetched = ARENA_ARRAY(arena, n, bool);
    TRY_MEM(evaluation->is_fetched, err);
    evaluation->truths = ARENA_ARRAY(arena, n_selections, signed char);
    TRY_MEM(evaluation->truths, err);
    for (size_t i = 0; i < n_selections; i++)
        evaluation->truths[i] = NOT_YET;
    return 0;
}

/* ---- the result ---- */

static int list_facts(const struct evaluation *evaluation, struct rule_result *result, struct seki_err *err)
{
    size_t n = evaluation->rule->fact_paths.n;
    result->facts = ARENA_ARRAY(evaluation->arena, n, struct rule_fact);
    TRY_MEM(result->facts, err);
    result->unknown.v = ARENA_ARRAY(evaluation->arena, n, struct str);
    TRY_MEM(result->unknown.v, err);
    for (size_t i = 0; i < n; i++) {
        if (!evaluation->is_fetched[i])
            continue;
        struct str path = evaluation->rule->fact_paths.v[i];
        result->facts[result->n_facts++] = (struct rule_fact){path, evaluation->facts[i]};
        if (evaluation->facts[i].has_unknown)
            result->unknown.v[result->unknown.n++] = path;
    }
    return 0;
}

static int list_selections(const struct evaluation *evaluation, struct rule_result *result, struct seki_err *err)
{
    const struct rule_program *program = evaluation->rule->program;
    struct str_list *lists[] = {
        [TRUTH_FALSE] = &result->unmatched, [TRUTH_TRUE] = &result->matched, [TRUTH_UNKNOWN] = &result->undecided};
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        lists[i]->v = ARENA_ARRAY(evaluation->arena, program->n_selections, struct str);
        TRY_MEM(lists[i]->v, err);
    }
    for (size_t i = 0; i < program->n_selections; i++) {
        if (evaluation->truths[i] == NOT_YET)
            continue;
        struct str_list *list = lists[evaluation->truths[i]];
        list->v[list->n++] = program->selections[i].name;
    }
    return 0;
}

static enum truth eval_optional(struct evaluation *evaluation, const struct rule_condition *condition,
                                enum truth otherwise)
{
    return condition ? eval_node(evaluation, condition->root) : otherwise;
}

/* The first case that holds. All are evaluated, so that the facts listed do not depend on which one holds. */
static const struct rule_case *find_case(struct evaluation *evaluation)
{
    const struct rule_case *found = NULL;
    for (size_t i = 0; i < evaluation->rule->n_cases; i++) {
        const struct rule_case *row = &evaluation->rule->cases[i];
        if (eval_node(evaluation, row->when->root) == TRUTH_TRUE && !found)
            found = row;
    }
    return found;
}

int rule_eval(const struct rule *rule, const struct fact_source *source, bool unknown_is_false, struct arena *arena,
              struct rule_result *ret_result, struct seki_err *err)
{
    struct evaluation evaluation;
    struct rule_result result = {0};
    TRY(start(&evaluation, rule, source, arena, err));
    evaluation.unknown_is_false = unknown_is_false;
    result.truth = eval_node(&evaluation, rule->condition->root);
    result.applies = eval_optional(&evaluation, rule->applies, TRUTH_TRUE);
    result.mandatory = eval_optional(&evaluation, rule->mandatory_when, TRUTH_FALSE);
    result.row = find_case(&evaluation);
    result.is_cut = evaluation.is_cut;
    TRY(evaluation.code);
    TRY(list_facts(&evaluation, &result, err));
    TRY(list_selections(&evaluation, &result, err));
    *ret_result = result;
    return 0;
}

int rule_eval_condition(const struct rule *rule, const struct rule_condition *condition,
                        const struct fact_source *source, struct arena *arena, enum truth *ret_truth,
                        struct seki_err *err)
{
    struct evaluation evaluation;
    TRY(start(&evaluation, rule, source, arena, err));
    enum truth truth = eval_optional(&evaluation, condition, TRUTH_TRUE);
    TRY(evaluation.code);
    *ret_truth = truth;
    return 0;
}

int rule_answer_is_enough(const struct rule *rule, const struct fact_source *source, bool *ret_is_enough,
                          struct str *ret_missing, struct seki_err *err)
{
    struct str missing = STR_NULL;
    for (size_t i = 0; i < rule->answer_needs.n && !missing.p; i++) {
        struct fact fact = {0};
        TRY(source->get(source->ctx, rule->answer_needs.v[i], &fact, err));
        if (fact.state == FACT_UNKNOWN || fact.has_unknown)
            missing = rule->answer_needs.v[i];
    }
    *ret_is_enough = !missing.p;
    *ret_missing = missing;
    return 0;
}

static struct value *fact_value(struct arena *arena, const struct fact *fact)
{
    if (fact->state == FACT_UNKNOWN)
        return value_new(arena, VALUE_NULL);
    if (fact->n == 1)
        return value_copy(arena, fact->v[0]);
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < fact->n && list; i++)
        if (!value_add(list, value_copy(arena, fact->v[i])))
            return NULL;
    return list;
}

struct value *rule_result_facts(struct arena *arena, const struct rule_result *result)
{
    struct value *map = value_new(arena, VALUE_MAP);
    for (size_t i = 0; i < result->n_facts && map; i++)
        if (!value_put(map, result->facts[i].path, fact_value(arena, &result->facts[i].fact)))
            return NULL;
    return map;
}
