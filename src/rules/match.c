/*
 * rules/match.c - one value of a fact against one value of a rule. Two-valued: what is not known was dealt with before.
 */
#include "rules/rules_int.h"

/* Text of a scalar: digits as written, "true" / "false". False for null, lists and maps. */
static bool scalar_text(const struct value *value, struct str *ret_text)
{
    switch (value->kind) {
    case VALUE_TEXT:
    case VALUE_NUMBER:
        *ret_text = value->text;
        return true;
    case VALUE_BOOL:
        *ret_text = value->truth ? STR("true") : STR("false");
        return true;
    case VALUE_NULL:
    case VALUE_LIST:
    case VALUE_MAP:
        break;
    }
    return false;
}

static bool order_holds(enum test_verb verb, int order)
{
    switch (verb) {
    case TEST_LESS:
        return order < 0;
    case TEST_LESS_EQUAL:
        return order <= 0;
    case TEST_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

/* Numbers with numbers, days with days; anything else has no order and does not pass. */
static bool texts_ordered(enum test_verb verb, struct str left, struct str right)
{
    struct decimal a, b;
    struct day day, other;
    if (decimal_parse(left, &a) && decimal_parse(right, &b))
        return order_holds(verb, decimal_cmp(&a, &b));
    if (day_parse_full(left, &day) && day_parse_full(right, &other))
        return order_holds(verb, day_cmp(day, other));
    return false;
}

static bool is_order(enum test_verb verb)
{
    return verb >= TEST_LESS && verb <= TEST_GREATER_EQUAL;
}

static bool numbers_equal(const struct value *value, const struct decimal *number)
{
    struct decimal decimal;
    return value->kind == VALUE_NUMBER && decimal_parse(value->text, &decimal) && decimal_cmp(&decimal, number) == 0;
}

static enum truth of_bool(bool holds)
{
    return holds ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth match_regex(const struct test_operand *operand, struct str text, struct test_context *context)
{
    int result = regex_matches(&operand->regex, text, context->arena);
    if (result < 0)
        *context->is_cut = true;
    return result < 0 ? TRUTH_UNKNOWN : of_bool(result);
}

enum truth test_value(const struct rule_test *test, const struct test_operand *operand, const struct value *value,
                      struct test_context *context)
{
    struct str text;
    if (operand->kind == OPERAND_NULL)
        return of_bool(value->kind == VALUE_NULL);
    if (!scalar_text(value, &text))
        return TRUTH_FALSE;
    if (is_order(test->verb))
        return of_bool(texts_ordered(test->verb, text, operand->text));
    if (operand->kind == OPERAND_BOOL)
        return of_bool(str_eq_nocase(text, operand->text));
    switch (test->verb) {
    case TEST_REGEX:
        return match_regex(operand, text, context);
    case TEST_CIDR:
        return of_bool(network_has(&operand->network, text));
    case TEST_EQUALS:
        if (operand->kind == OPERAND_NUMBER && numbers_equal(value, &operand->decimal))
            return TRUTH_TRUE;
        break;
    default:
        break;
    }
    return of_bool(pattern_matches(&operand->pattern, text));
}

enum truth test_pair(const struct rule_test *test, const struct value *value, const struct value *other)
{
    struct str text, part;
    struct decimal number;
    if (!scalar_text(value, &text) || !scalar_text(other, &part))
        return of_bool(test->verb == TEST_EQUALS && value_eq(value, other));
    if (is_order(test->verb))
        return of_bool(texts_ordered(test->verb, text, part));
    switch (test->verb) {
    case TEST_CONTAINS:
        return of_bool(pattern_contains(text, part, test->is_cased));
    case TEST_STARTS:
        return of_bool(pattern_starts(text, part, test->is_cased));
    case TEST_ENDS:
        return of_bool(pattern_ends(text, part, test->is_cased));
    default:
        break;
    }
    if (other->kind == VALUE_NUMBER && decimal_parse(part, &number) && numbers_equal(value, &number))
        return TRUTH_TRUE;
    return of_bool(pattern_equals(text, part, test->is_cased));
}
