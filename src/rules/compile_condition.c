/*
 * rules/compile_condition.c - a condition to a tree, by recursive descent.
 *
 *   or:    and { "or" and }                 (binds least)
 *   and:   not { "and" not }
 *   not:   "not" not | atom
 *   atom:  "(" or ")" | ("1" | "any" | "all") "of" (pattern | "them") | selection
 *
 * `them` leaves out selections that begin with an underscore; a pattern has `*` anywhere. Words of the grammar are read
 * without case, names of selections as written. Source: sigma-rules-specification.md, "Condition".
 */
#include "base/limits.h"
#include "rules/rules_int.h"

struct parser {
    struct compiler *compiler;
    struct str rest, token; /* token.n == 0: the end */
    uint32_t line;
    unsigned depth;
};

static bool is_break(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '(' || c == ')' || c == '|';
}

static void advance(struct parser *parser)
{
    struct str rest = str_trim(parser->rest);
    size_t n = 0;
    if (rest.n && is_break(rest.p[0]))
        n = 1;
    else
        while (n < rest.n && !is_break(rest.p[n]))
            n++;
    parser->token = str_sub(rest, 0, n);
    parser->rest = str_from(rest, n);
}

static bool is_word(const struct parser *parser, const char *word)
{
    return str_eq_nocase(parser->token, str_c(word));
}

static bool take_word(struct parser *parser, const char *word)
{
    if (!is_word(parser, word))
        return false;
    advance(parser);
    return true;
}

static int refuse_token(struct parser *parser, const char *wanted, struct seki_err *err)
{
    if (parser->token.n == 0)
        return compiler_refuse(parser->compiler, parser->line, err, "condition: %s wanted at the end", wanted);
    return compiler_refuse(parser->compiler, parser->line, err, "condition: %s wanted, not '%.*s'", wanted,
                           STR_ARG(parser->token));
}

static int new_node(struct parser *parser, enum node_kind kind, size_t index, struct rule_node **ret_node,
                    struct seki_err *err)
{
    if (++parser->compiler->n_nodes > LIMIT(RULE_NODES)) {
        parser->compiler->line = parser->line;
        return err_limit(err, LIMIT_ID_RULE_NODES);
    }
    *ret_node = node_new(parser->compiler->arena, kind, index);
    TRY_MEM(*ret_node, err);
    return 0;
}

static int add_child(struct parser *parser, struct rule_node *parent, const struct rule_node *child,
                     struct seki_err *err)
{
    TRY_MEM(node_add(parser->compiler->arena, parent, child), err);
    return 0;
}

/* `x*y` against a whole name, as written. */
static bool name_fits(struct str pattern, struct str name)
{
    struct str part, rest = pattern;
    bool is_first = true;
    while (str_split(&rest, STR("*"), &part)) {
        bool is_last = !rest.p;
        if (is_first && is_last)
            return str_eq(name, part);
        if (is_last)
            return str_ends(name, part);
        size_t at = is_first ? (str_starts(name, part) ? 0 : SIZE_MAX) : str_find(name, part, 0);
        if (at == SIZE_MAX)
            return false;
        name = str_from(name, at + part.n);
        is_first = false;
    }
    return false;
}

/* Behind `1 of` or `all of`. */
static int parse_group(struct parser *parser, enum node_kind kind, const struct rule_node **ret_node,
                       struct seki_err *err)
{
    struct rule_node *node = NULL, *child = NULL;
    bool is_all_names = is_word(parser, "them");
    if (parser->token.n == 0 || is_break(parser->token.p[0]))
        return refuse_token(parser, "a name with * or 'them'", err);
    TRY(new_node(parser, kind, 0, &node, err));
    for (size_t i = 0; i < parser->compiler->selections.n; i++) {
        struct str name = parser->compiler->selections.v[i].name;
        if (is_all_names ? str_starts(name, STR("_")) : !name_fits(parser->token, name))
            continue;
        TRY(new_node(parser, NODE_SELECTION, i, &child, err));
        TRY(add_child(parser, node, child, err));
    }
    if (!node || node->n == 0)
        return compiler_refuse(parser->compiler, parser->line, err, "condition: no selection fits '%.*s'",
                               STR_ARG(parser->token));
    advance(parser);
    *ret_node = node;
    return 0;
}

static int parse_selection(struct parser *parser, struct str name, const struct rule_node **ret_node,
                           struct seki_err *err)
{
    struct rule_node *node = NULL;
    size_t i = 0;
    while (i < parser->compiler->selections.n && !str_eq(parser->compiler->selections.v[i].name, name))
        i++;
    if (i == parser->compiler->selections.n)
        return compiler_refuse(parser->compiler, parser->line, err, "condition: unknown selection '%.*s'",
                               STR_ARG(name));
    TRY(new_node(parser, NODE_SELECTION, i, &node, err));
    *ret_node = node;
    return 0;
}

static int parse_or(struct parser *parser, const struct rule_node **ret_node, struct seki_err *err);

static int parse_atom(struct parser *parser, const struct rule_node **ret_node, struct seki_err *err)
{
    if (take_word(parser, "(")) {
        TRY(parse_or(parser, ret_node, err));
        return take_word(parser, ")") ? 0 : refuse_token(parser, "')'", err);
    }
    if (is_word(parser, "|"))
        return refuse_token(parser, "a selection (counting belongs into a correlation rule)", err);
    if (parser->token.n == 0 || is_break(parser->token.p[0]) || is_word(parser, "and") || is_word(parser, "or"))
        return refuse_token(parser, "a selection", err);
    bool is_any = is_word(parser, "1") || is_word(parser, "any"), is_every = is_word(parser, "all");
    struct str name = parser->token;
    advance(parser);
    if ((is_any || is_every) && take_word(parser, "of"))
        return parse_group(parser, is_any ? NODE_OR : NODE_AND, ret_node, err);
    return parse_selection(parser, name, ret_node, err);
}

static int parse_not(struct parser *parser, const struct rule_node **ret_node, struct seki_err *err)
{
    bool is_negated = false, has_not = false;
    for (; take_word(parser, "not"); has_not = true)
        is_negated = !is_negated;
    const struct rule_node *inner;
    TRY(parse_atom(parser, &inner, err));
    if (has_not && is_negated) {
        struct rule_node *node = NULL;
        TRY(new_node(parser, NODE_NOT, 0, &node, err));
        TRY(add_child(parser, node, inner, err));
        inner = node;
    }
    *ret_node = inner;
    return 0;
}

static int parse_and(struct parser *parser, const struct rule_node **ret_node, struct seki_err *err)
{
    struct rule_node *node = NULL;
    const struct rule_node *part;
    TRY(parse_not(parser, &part, err));
    *ret_node = part;
    while (take_word(parser, "and")) {
        if (!node) {
            TRY(new_node(parser, NODE_AND, 0, &node, err));
            TRY(add_child(parser, node, part, err));
            *ret_node = node;
        }
        TRY(parse_not(parser, &part, err));
        TRY(add_child(parser, node, part, err));
    }
    return 0;
}

static int parse_or(struct parser *parser, const struct rule_node **ret_node, struct seki_err *err)
{
    struct rule_node *node = NULL;
    const struct rule_node *part;
    if (++parser->depth > LIMIT(DEPTH)) {
        parser->compiler->line = parser->line;
        return err_limit(err, LIMIT_ID_DEPTH);
    }
    TRY(parse_and(parser, &part, err));
    *ret_node = part;
    while (take_word(parser, "or")) {
        if (!node) {
            TRY(new_node(parser, NODE_OR, 0, &node, err));
            TRY(add_child(parser, node, part, err));
            *ret_node = node;
        }
        TRY(parse_and(parser, &part, err));
        TRY(add_child(parser, node, part, err));
    }
    parser->depth--;
    return 0;
}

static int parse_text(struct compiler *compiler, const struct value *value, const struct rule_node **ret_node,
                      struct seki_err *err)
{
    struct parser parser = {.compiler = compiler, .rest = value->text, .line = value->line};
    if (value->kind != VALUE_TEXT)
        return compiler_refuse(compiler, value->line, err, "a condition must be a text");
    advance(&parser);
    TRY(parse_or(&parser, ret_node, err));
    if (parser.token.n)
        return refuse_token(&parser, "'and', 'or' or the end", err);
    return 0;
}

int condition_compile(struct compiler *compiler, const struct value *value, const struct rule_condition **ret_condition,
                      struct seki_err *err)
{
    struct rule_condition *condition = ARENA_NEW(compiler->arena, struct rule_condition);
    TRY_MEM(condition, err);
    *ret_condition = condition;
    if (value->kind != VALUE_LIST)
        return parse_text(compiler, value, &condition->root, err);
    struct rule_node *node = node_new(compiler->arena, NODE_OR, 0);
    TRY_MEM(node, err);
    condition->root = node;
    if (value->n == 0)
        return compiler_refuse(compiler, value->line, err, "a condition must not be an empty list");
    for (VALUE_EACH(item, value)) {
        const struct rule_node *part = NULL;
        TRY(parse_text(compiler, item, &part, err));
        TRY_MEM(node_add(compiler->arena, node, part), err);
    }
    return 0;
}
