/* rules/node.c - what all parts of the compiler share: refusals, facts by number, nodes. See rules/rules_int.h. */
#include "rules/rules_int.h"

#include <stdarg.h>
#include <stdio.h>

int compiler_refuse(struct compiler *compiler, uint32_t line, struct seki_err *err, const char *fmt, ...)
{
    char reason[SEKI_ERR_REASON];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(reason, sizeof(reason), fmt, args);
    va_end(args);
    compiler->line = line;
    return err_set(err, SEKI_E_MEANING, "%s", reason);
}

int compiler_fact(struct compiler *compiler, struct str path, uint32_t line, size_t *ret_index, struct seki_err *err)
{
    uintptr_t known = (uintptr_t)map_get(&compiler->fact_index, path);
    if (known) {
        *ret_index = known - 1;
        return 0;
    }
    if (compiler->schema->knows && !compiler->schema->knows(compiler->schema->ctx, path))
        return compiler_refuse(compiler, line, err, "unknown fact '%.*s'", STR_ARG(path));
    struct str kept = arena_str(compiler->arena, path);
    TRY_MEM(kept.p, err);
    TRY_MEM(ARENA_PUSH(compiler->arena, &compiler->paths, kept), err);
    TRY_MEM(map_put(&compiler->fact_index, kept, (void *)(uintptr_t)compiler->paths.n), err);
    *ret_index = compiler->paths.n - 1;
    return 0;
}

struct rule_node *node_new(struct arena *arena, enum node_kind kind, size_t index)
{
    struct rule_node *node = ARENA_NEW(arena, struct rule_node);
    if (node) {
        node->kind = kind;
        node->index = index;
    }
    return node;
}

bool node_add(struct arena *arena, struct rule_node *parent, const struct rule_node *child)
{
    return parent && child && ARENA_PUSH(arena, parent, child);
}

int compiler_text(struct compiler *compiler, const struct value *map, const char *key, struct str *ret_text,
                  struct seki_err *err)
{
    const struct value *value = value_get(map, str_c(key));
    if (!value || value->kind == VALUE_NULL) {
        *ret_text = STR_NULL;
        return 0;
    }
    if (value->kind != VALUE_TEXT || str_trim(value->text).n == 0)
        return compiler_refuse(compiler, value->line, err, "'%s' must be a text that is not empty", key);
    *ret_text = arena_str(compiler->arena, str_trim(value->text));
    TRY_MEM(ret_text->p, err);
    return 0;
}

int compiler_texts(struct compiler *compiler, const struct value *map, const char *key, struct str_list *ret_texts,
                   struct seki_err *err)
{
    const struct value *value = value_get(map, str_c(key));
    *ret_texts = (struct str_list){NULL, 0};
    if (!value || value->kind == VALUE_NULL)
        return 0;
    if (value->kind != VALUE_LIST)
        return compiler_refuse(compiler, value->line, err, "'%s' must be a list of texts", key);
    struct str *texts = ARENA_ARRAY(compiler->arena, value->n, struct str);
    TRY_MEM(texts, err);
    size_t n = 0;
    for (VALUE_EACH(item, value)) {
        if (item->kind != VALUE_TEXT || str_trim(item->text).n == 0)
            return compiler_refuse(compiler, item->line, err, "'%s' must hold texts only", key);
        texts[n] = arena_str(compiler->arena, str_trim(item->text));
        TRY_MEM(texts[n++].p, err);
    }
    *ret_texts = (struct str_list){texts, n};
    return 0;
}

int compiler_keys(struct compiler *compiler, const struct value *map, const char *const *words, struct seki_err *err)
{
    for (VALUE_EACH(item, map)) {
        size_t i = 0;
        while (words[i] && !str_eq(item->key, str_c(words[i])))
            i++;
        if (!words[i])
            return compiler_refuse(compiler, item->line, err, "unknown key '%.*s'", STR_ARG(item->key));
    }
    return 0;
}
