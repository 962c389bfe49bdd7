/*
 * rules/compile_test.c - one line of a selection to one test.
 *
 *   parties.payer.id|neq|fieldref: parties.orderer.id  ->  {fact 0, EQUALS, is_negated, operand {FACT 1}}
 *   CommandLine|contains|all: [a, b]                   ->  {fact 2, CONTAINS, is_all, patterns *a*, *b*}
 */
#include "rules/rules_int.h"

#define KEYWORD_FACT STR("text")

enum modifier_flag { HAS_ALL = 1 << 0, HAS_CASED = 1 << 1, HAS_NEQ = 1 << 2, HAS_FIELDREF = 1 << 3 };
enum modifier_kind { VERB, FLAG, SUB };

static const struct modifier {
    const char *word;
    enum modifier_kind kind;
    unsigned value;
} modifiers[] = {
#define MODIFIER(word, kind, value) {word, kind, value},
#include "rules/modifiers.def"
#undef MODIFIER
};

/* The key of a line, taken apart. */
struct test_key {
    struct str field;
    enum test_verb verb;
    unsigned flags; /* set of enum modifier_flag */
    unsigned subs;  /* set of enum regex_flag */
};

/* A test being compiled. */
struct maker {
    struct compiler *compiler;
    const struct test_key *key;
    struct rule_test *test;
};

static const struct modifier *find_modifier(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(modifiers); i++)
        if (str_eq(word, str_c(modifiers[i].word)))
            return &modifiers[i];
    return NULL;
}

static int add_modifier(struct compiler *compiler, struct test_key *key, struct str word, uint32_t line,
                        struct seki_err *err)
{
    const struct modifier *modifier = find_modifier(word);
    if (!modifier)
        return compiler_refuse(compiler, line, err, "modifier '%.*s' is unknown or not supported", STR_ARG(word));
    if (modifier->kind == VERB) {
        if (key->verb != TEST_EQUALS)
            return compiler_refuse(compiler, line, err, "modifier '%s' cannot follow another comparison",
                                   modifier->word);
        key->verb = (enum test_verb)modifier->value;
        return 0;
    }
    if (modifier->kind == SUB && key->verb != TEST_REGEX)
        return compiler_refuse(compiler, line, err, "modifier '%s' belongs behind 're'", modifier->word);
    unsigned *set = modifier->kind == SUB ? &key->subs : &key->flags;
    if (*set & modifier->value)
        return compiler_refuse(compiler, line, err, "modifier '%s' stands twice", modifier->word);
    *set |= modifier->value;
    return 0;
}

static bool is_order(enum test_verb verb)
{
    return verb >= TEST_LESS && verb <= TEST_GREATER_EQUAL;
}

static bool is_textual(enum test_verb verb)
{
    return verb <= TEST_ENDS;
}

/* Combinations that would say nothing. */
static int check_key(struct compiler *compiler, const struct test_key *key, size_t n_values, uint32_t line,
                     struct seki_err *err)
{
    if (key->verb == TEST_EXISTS && key->flags)
        return compiler_refuse(compiler, line, err, "'exists' stands alone");
    if ((key->flags & HAS_CASED) && !is_textual(key->verb))
        return compiler_refuse(compiler, line, err, "'cased' is for comparing text");
    if ((key->flags & HAS_NEQ) && is_order(key->verb))
        return compiler_refuse(compiler, line, err, "'neq' cannot be joined with an order");
    if ((key->flags & HAS_FIELDREF) && (key->verb == TEST_REGEX || key->verb == TEST_CIDR))
        return compiler_refuse(compiler, line, err, "'fieldref' cannot be joined with 're' or 'cidr'");
    if (n_values == 0)
        return compiler_refuse(compiler, line, err, "no value to compare with");
    if ((key->flags & HAS_ALL) && n_values < 2 && !compiler->schema->is_log)
        return compiler_refuse(compiler, line, err, "'all' needs more than one value");
    return 0;
}

static int parse_key(struct compiler *compiler, struct str text, uint32_t line, struct test_key *ret_key,
                     struct seki_err *err)
{
    struct test_key key = {.verb = TEST_EQUALS};
    struct str word;
    if (text.n == 0)
        return compiler_refuse(compiler, line, err, "a field without a name");
    (void)str_split(&text, STR("|"), &key.field);
    while (str_split(&text, STR("|"), &word))
        TRY(add_modifier(compiler, &key, word, line, err));
    if (key.field.n == 0) { /* keywords */
        key.field = KEYWORD_FACT;
        if (key.verb == TEST_EQUALS)
            key.verb = TEST_CONTAINS;
    }
    *ret_key = key;
    return 0;
}

static int make_pattern(struct maker *maker, struct test_operand *operand, struct seki_err *err)
{
    static const unsigned open_of_verb[] = {
        [TEST_EQUALS] = 0,
        [TEST_CONTAINS] = PATTERN_OPEN_START | PATTERN_OPEN_END,
        [TEST_STARTS] = PATTERN_OPEN_END,
        [TEST_ENDS] = PATTERN_OPEN_START,
    };
    struct pattern_options options = {.is_cased = maker->test->is_cased, .open = open_of_verb[maker->test->verb]};
    TRY_MEM(pattern_compile(maker->compiler->arena, operand->text, options, &operand->pattern), err);
    return 0;
}

static int make_order(struct maker *maker, struct test_operand *operand, uint32_t line, struct seki_err *err)
{
    if (decimal_parse(operand->text, &operand->decimal))
        operand->kind = OPERAND_NUMBER;
    else if (day_parse_full(operand->text, &operand->day))
        operand->kind = OPERAND_OTHER;
    else
        return compiler_refuse(maker->compiler, line, err, "'%.*s' is neither a number nor a day",
                               STR_ARG(operand->text));
    return 0;
}

/* A text or number, prepared for the verb. */
static int make_scalar(struct maker *maker, const struct value *value, struct test_operand *operand,
                       struct seki_err *err)
{
    operand->text = arena_str(maker->compiler->arena, value->text);
    TRY_MEM(operand->text.p, err);
    if (maker->key->flags & HAS_FIELDREF) {
        operand->kind = OPERAND_FACT;
        return compiler_fact(maker->compiler, operand->text, value->line, &operand->fact, err);
    }
    if (is_order(maker->test->verb))
        return make_order(maker, operand, value->line, err);
    if (maker->test->verb == TEST_CIDR) {
        if (!network_parse(operand->text, &operand->network))
            return compiler_refuse(maker->compiler, value->line, err, "'%.*s' is no network", STR_ARG(operand->text));
        return 0;
    }
    if (maker->test->verb == TEST_REGEX) {
        maker->compiler->line = value->line;
        return regex_compile(maker->compiler->arena, operand->text, maker->key->subs, &operand->regex, err);
    }
    if (value->kind == VALUE_NUMBER && decimal_parse(operand->text, &operand->decimal))
        operand->kind = OPERAND_NUMBER;
    return make_pattern(maker, operand, err);
}

static int make_operand(struct maker *maker, const struct value *value, struct test_operand *operand,
                        struct seki_err *err)
{
    enum test_verb verb = maker->test->verb;
    bool is_reference = maker->key->flags & HAS_FIELDREF;
    if (verb == TEST_EXISTS && value->kind != VALUE_BOOL)
        return compiler_refuse(maker->compiler, value->line, err, "'exists' is true or false");
    if (is_reference && (value->kind != VALUE_TEXT || value->text.n == 0))
        return compiler_refuse(maker->compiler, value->line, err, "'fieldref' needs the name of a fact");
    switch (value->kind) {
    case VALUE_TEXT:
    case VALUE_NUMBER:
        return make_scalar(maker, value, operand, err);
    case VALUE_BOOL:
        operand->kind = OPERAND_BOOL;
        operand->truth = value->truth;
        operand->text = value->truth ? STR("true") : STR("false");
        if (verb != TEST_EQUALS && verb != TEST_EXISTS)
            return compiler_refuse(maker->compiler, value->line, err, "true or false can only be equal");
        return 0;
    case VALUE_NULL:
        operand->kind = OPERAND_NULL;
        if (verb != TEST_EQUALS)
            return compiler_refuse(maker->compiler, value->line, err, "null can only be equal");
        return 0;
    case VALUE_LIST:
    case VALUE_MAP:
        break;
    }
    return compiler_refuse(maker->compiler, value->line, err, "a value must be a text, a number, true, false or null");
}

static int make_operands(struct maker *maker, const struct value *values, struct seki_err *err)
{
    struct rule_test *test = maker->test;
    bool is_list = values->kind == VALUE_LIST;
    size_t n = is_list ? values->n : 1;
    test->operands = ARENA_ARRAY(maker->compiler->arena, n, struct test_operand);
    TRY_MEM(test->operands, err);
    const struct value *value = is_list ? values->first : values;
    for (; test->n_operands < n; value = value->next) {
        if (n > 1 && value->kind == VALUE_NULL)
            return compiler_refuse(maker->compiler, value->line, err, "null cannot be one of several values");
        if (test->verb == TEST_EXISTS && n > 1)
            return compiler_refuse(maker->compiler, value->line, err, "'exists' is true or false");
        TRY(make_operand(maker, value, &test->operands[test->n_operands], err));
        test->n_operands++;
    }
    return 0;
}

int test_compile(struct compiler *compiler, struct str key_text, const struct value *values, size_t *ret_test,
                 struct seki_err *err)
{
    struct test_key key = {0};
    struct rule_test test = {0};
    struct maker maker = {compiler, &key, &test};
    TRY(parse_key(compiler, key_text, values->line, &key, err));
    TRY(check_key(compiler, &key, values->kind == VALUE_LIST ? values->n : 1, values->line, err));
    TRY(compiler_fact(compiler, key.field, values->line, &test.fact, err));
    test.verb = key.verb;
    test.is_cased = key.flags & HAS_CASED;
    test.is_negated = key.flags & HAS_NEQ;
    test.is_all = key.flags & HAS_ALL;
    TRY(make_operands(&maker, values, err));
    TRY_MEM(ARENA_PUSH(compiler->arena, &compiler->tests, test), err);
    *ret_test = compiler->tests.n - 1;
    return 0;
}
