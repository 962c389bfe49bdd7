/*
 * tests/unit/rules/kit.h - rules and facts from short YAML texts.
 *
 * Facts: `{a: x, b: [1, 2], c: [], d: null}` = a has one value, b two, c is known to have none, d is unknown. The text
 * "?" among the items of a list means "and maybe more".
 */
#ifndef TESTS_RULES_KIT_H
#define TESTS_RULES_KIT_H

#include "codec/yaml.h"
#include "rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct kit {
    struct arena arena;
    const struct value *facts;
    unsigned asked; /* how often a fact was fetched */
    int failure;    /* returned by the source when it is not 0 */
};

static inline int kit_get(void *ctx, struct str path, struct fact *ret_fact, struct seki_err *err)
{
    struct kit *kit = ctx;
    const struct value *value = value_get(kit->facts, path);
    kit->asked++;
    if (kit->failure)
        return err_set(err, kit->failure, "the source failed");
    if (!value || value->kind == VALUE_NULL)
        return 0;
    ret_fact->state = FACT_KNOWN;
    ret_fact->v = ARENA_ARRAY(&kit->arena, value->n + 1, const struct value *);
    assert_non_null(ret_fact->v);
    if (value->kind != VALUE_LIST)
        ret_fact->v[ret_fact->n++] = value;
    for (VALUE_EACH(item, value->kind == VALUE_LIST ? value : NULL)) {
        if (str_eq(value_text(item), STR("?")))
            ret_fact->has_unknown = true;
        else
            ret_fact->v[ret_fact->n++] = item;
    }
    if (ret_fact->has_unknown && ret_fact->n == 0)
        ret_fact->state = FACT_UNKNOWN;
    return 0;
}

static inline struct fact_source kit_source(struct kit *kit, const char *facts)
{
    struct seki_err err;
    struct value *tree = NULL;
    assert_int_equal(yaml_parse(&kit->arena, str_c(facts), &tree, &err), 0);
    kit->facts = tree;
    return (struct fact_source){kit_get, kit};
}

/* A whole rule file around a detection in flow or block style (indented by two). */
static inline struct str kit_file(struct kit *kit, const char *detection)
{
    return arena_printf(&kit->arena,
                        "title: Test\nid: 6f0a3c1e-0000-4000-8000-000000000001\nlogsource: {product: sekisho}\n"
                        "level: medium\nsekisho: {indicator: TST-01}\ndetection:\n%s\n",
                        detection);
}

static inline struct rule_pack kit_load(struct kit *kit, struct str bytes, const struct fact_schema *schema)
{
    struct rule_pack pack;
    struct seki_err err;
    struct rule_file file = {STR("rules/test.yml"), bytes};
    assert_int_equal(rules_load(&kit->arena, &file, 1, schema, &pack, &err), 0);
    return pack;
}

/* Load one rule that must be good. */
static inline const struct rule *kit_rule(struct kit *kit, struct str bytes)
{
    struct rule_pack pack = kit_load(kit, bytes, NULL);
    if (pack.problems.n)
        fail_msg("line %u: %.*s", pack.problems.v[0].line, STR_ARG(pack.problems.v[0].reason));
    assert_int_equal(pack.n, 1);
    return pack.v[0];
}

static inline void kit_init(struct kit *kit)
{
    *kit = (struct kit){0};
    arena_init(&kit->arena, 512ULL << 20);
}

#endif
