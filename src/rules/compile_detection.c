/*
 * rules/compile_detection.c - the `detection` mapping to selections.
 *
 *   a map               all of its lines                 AND(test, test)
 *   a list of maps      any of them                      OR(AND(...), AND(...))
 *   a list of texts     keywords, any of them            test on the fact `text`
 */
#include "rules/rules_int.h"

static int compile_line(struct compiler *compiler, struct str key, const struct value *values, struct rule_node *parent,
                        struct seki_err *err)
{
    size_t test;
    TRY(test_compile(compiler, key, values, &test, err));
    TRY_MEM(node_add(compiler->arena, parent, node_new(compiler->arena, NODE_TEST, test)), err);
    return 0;
}

static int compile_map(struct compiler *compiler, const struct value *map, const struct rule_node **ret_node,
                       struct seki_err *err)
{
    struct rule_node *node = node_new(compiler->arena, NODE_AND, 0);
    TRY_MEM(node, err);
    if (map->n == 0)
        return compiler_refuse(compiler, map->line, err, "an empty map matches nothing");
    for (VALUE_EACH(line, map))
        TRY(compile_line(compiler, line->key, line, node, err));
    *ret_node = node;
    return 0;
}

static bool is_plain(const struct value *value)
{
    return value->kind == VALUE_TEXT || value->kind == VALUE_NUMBER;
}

static int compile_list(struct compiler *compiler, const struct value *list, const struct rule_node **ret_node,
                        struct seki_err *err)
{
    struct rule_node *node = node_new(compiler->arena, NODE_OR, 0);
    TRY_MEM(node, err);
    if (list->n == 0)
        return compiler_refuse(compiler, list->line, err, "an empty list matches nothing");
    for (VALUE_EACH(item, list)) {
        const struct rule_node *child = NULL;
        if (is_plain(item)) {
            TRY(compile_line(compiler, STR("|contains"), item, node, err));
        } else if (item->kind == VALUE_MAP) {
            TRY(compile_map(compiler, item, &child, err));
            TRY_MEM(node_add(compiler->arena, node, child), err);
        } else {
            return compiler_refuse(compiler, item->line, err, "a selection lists texts or maps");
        }
    }
    *ret_node = node;
    return 0;
}

static int compile_selection(struct compiler *compiler, const struct value *value, const struct rule_node **ret_node,
                             struct seki_err *err)
{
    if (value->kind == VALUE_MAP)
        return compile_map(compiler, value, ret_node, err);
    if (value->kind == VALUE_LIST)
        return compile_list(compiler, value, ret_node, err);
    if (!is_plain(value))
        return compiler_refuse(compiler, value->line, err, "a selection is a map or a list");
    struct rule_node *node = node_new(compiler->arena, NODE_OR, 0);
    TRY_MEM(node, err);
    *ret_node = node;
    return compile_line(compiler, STR("|contains"), value, node, err);
}

int detection_compile(struct compiler *compiler, const struct value *detection, struct seki_err *err)
{
    for (VALUE_EACH(item, detection)) {
        struct rule_selection selection = {0};
        if (str_eq(item->key, STR("condition")))
            continue;
        if (str_eq(item->key, STR("timeframe")))
            return compiler_refuse(compiler, item->line, err, "'timeframe' belongs into a correlation rule");
        TRY(compile_selection(compiler, item, &selection.root, err));
        selection.name = arena_str(compiler->arena, item->key);
        TRY_MEM(selection.name.p, err);
        TRY_MEM(ARENA_PUSH(compiler->arena, &compiler->selections, selection), err);
    }
    if (compiler->selections.n == 0)
        return compiler_refuse(compiler, detection->line, err, "'detection' has no selection");
    return 0;
}
