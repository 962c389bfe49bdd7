/*
 * assess/engine.c - reading everything that does not change with a dealing: rules, levels, actions, policy tables.
 */
#include "assess/assess_int.h"
#include "base/hash.h"
#include "base/map.h"
#include <stdlib.h>

static bool is_rule_path(struct str path)
{
    return str_starts(path, STR("rules/")) && str_ends(path, STR(".yml")) && !str_eq(path, STR("rules/levels.yml")) &&
           !str_eq(path, STR("rules/actions.yml"));
}

static const struct assess_file *file_find(const struct assess_sources *sources, struct str path)
{
    for (size_t i = sources->n_files; i > 0; i--)
        if (str_eq(sources->files[i - 1].path, path))
            return &sources->files[i - 1];
    return NULL;
}

static int problem_add(struct arena *arena, struct assess_problem_list *problems, struct assess_problem problem,
                       struct seki_err *err)
{
    return !problems || ARENA_PUSH(arena, problems, problem) ? 0 : err_oom(err);
}

/* ---- rules ---- */

/* Rule files in their order, the last of one path in the place of the first. */
static int rule_files(struct arena *arena, const struct assess_sources *sources, struct rule_file **ret_files,
                      size_t *ret_n, struct seki_err *err)
{
    struct map seen;
    struct rule_file *files = ARENA_ARRAY(arena, sources->n_files, struct rule_file);
    TRY_MEM(files, err);
    map_init(&seen, arena);
    *ret_n = 0;
    for (size_t i = 0; i < sources->n_files; i++) {
        const struct assess_file *file = &sources->files[i];
        struct rule_file *same = map_get(&seen, file->path);
        if (!is_rule_path(file->path))
            continue;
        if (!same)
            same = &files[(*ret_n)++];
        *same = (struct rule_file){file->path, file->bytes};
        TRY_MEM(map_put(&seen, file->path, same), err);
    }
    *ret_files = files;
    return 0;
}

static int action_check(struct arena *arena, const struct assess_engine *engine, const struct rule *rule, struct str id,
                        struct assess_problem_list *problems, struct seki_err *err)
{
    if (!id.p || levels_action_of(&engine->levels, id))
        return 0;
    struct str reason = arena_printf(arena, "unknown action %.*s", STR_ARG(id));
    TRY_MEM(reason.p, err);
    return problem_add(arena, problems, (struct assess_problem){rule->path, 0, reason}, err);
}

static int actions_check(struct arena *arena, const struct assess_engine *engine, struct assess_problem_list *problems,
                         struct seki_err *err)
{
    for (size_t i = 0; i < engine->pack.n; i++) {
        const struct rule *rule = engine->pack.v[i];
        for (size_t k = 0; k < rule->actions.n; k++)
            TRY(action_check(arena, engine, rule, rule->actions.v[k], problems, err));
        for (size_t k = 0; k < rule->n_cases; k++)
            TRY(action_check(arena, engine, rule, rule->cases[k].action, problems, err));
    }
    return 0;
}

static int indicators_make(struct arena *arena, struct assess_engine *engine, struct seki_err *err)
{
    struct str_list *list = &engine->indicators;
    struct map seen;
    list->v = ARENA_ARRAY(arena, engine->pack.n, struct str);
    TRY_MEM(list->v, err);
    map_init(&seen, arena);
    for (size_t i = 0; i < engine->pack.n; i++) {
        struct str indicator = engine->pack.v[i]->indicator;
        if (!indicator.p || map_has(&seen, indicator))
            continue;
        TRY_MEM(map_put(&seen, indicator, engine), err);
        list->v[list->n++] = indicator;
    }
    if (list->n > 1)
        qsort(list->v, list->n, sizeof(struct str), str_cmp_at);
    return 0;
}

static int rules_open(struct arena *arena, const struct assess_sources *sources, struct assess_engine *engine,
                      struct assess_problem_list *problems, struct seki_err *err)
{
    const struct fact_schema schema = {.knows = facts_knows};
    struct rule_file *files;
    size_t n;
    TRY(rule_files(arena, sources, &files, &n, err));
    TRY(rules_load(arena, files, n, &schema, &engine->pack, err));
    for (size_t i = 0; i < engine->pack.problems.n; i++) {
        const struct rule_problem *row = &engine->pack.problems.v[i];
        TRY(problem_add(arena, problems, (struct assess_problem){row->path, row->line, row->reason}, err));
    }
    TRY(indicators_make(arena, engine, err));
    return actions_check(arena, engine, problems, err);
}

/* ---- levels ---- */

static int missing(const char *path, struct seki_err *err)
{
    int code = err_set(err, SEKI_E_MEANING, "is missing: without it no level can be given");
    err_place(err, "%s", path);
    return code;
}

static int levels_open(struct arena *arena, const struct assess_sources *sources, struct assess_engine *engine,
                       struct seki_err *err)
{
    const struct assess_file *levels = file_find(sources, STR("rules/levels.yml"));
    const struct assess_file *actions = file_find(sources, STR("rules/actions.yml"));
    if (!levels || !actions)
        return missing(levels ? "rules/actions.yml" : "rules/levels.yml", err);
    return levels_read(arena, levels, actions, &engine->levels, err);
}

/* A mandatory check that no rule makes would look like one that is answered. */
static int mandatory_check(const struct assess_engine *engine, struct seki_err *err)
{
    const struct levels_kind_list *kinds = &engine->levels.kinds;
    for (size_t i = 0; i < kinds->n; i++)
        for (size_t k = 0; k < kinds->v[i].mandatory.n; k++) {
            struct str indicator = kinds->v[i].mandatory.v[k];
            if (str_list_has(engine->indicators, indicator))
                continue;
            int code = err_set(err, SEKI_E_MEANING, "the mandatory check %.*s has no rule that could be loaded",
                               STR_ARG(indicator));
            err_place(err, "rules/levels.yml");
            return code;
        }
    return 0;
}

/* ---- ownership rules ---- */

static int owned_rules_open(struct arena *arena, struct assess_engine *engine, struct assess_problem_list *problems,
                            struct seki_err *err)
{
    const struct policy_table *table = policy_get(&engine->policy, STR("policy/fifty_percent_rules.csv"));
    size_t n = table ? table->n : 0;
    engine->owned_rules = ARENA_ARRAY(arena, n, struct owned_rule);
    TRY_MEM(engine->owned_rules, err);
    for (size_t i = 0; i < n; i++) {
        struct seki_err bad;
        const struct policy_row *row = &table->v[i];
        struct owned_rule *rule = &engine->owned_rules[engine->n_owned_rules];
        if (owned_rule_read(table->columns.v, row->cells, table->columns.n, rule, &bad) >= 0) {
            engine->n_owned_rules++;
            continue;
        }
        struct str reason = arena_printf(arena, "%s", bad.reason);
        TRY_MEM(reason.p, err);
        TRY(problem_add(arena, problems, (struct assess_problem){table->path, row->line, reason}, err));
    }
    return 0;
}

/* ---- versions ---- */

/* Over the loaded rules, and every policy table: both decide. */
static int rules_hash(struct arena *arena, const struct assess_sources *sources, struct assess_engine *engine,
                      struct seki_err *err)
{
    struct sha256 hash;
    char hex[SHA256_HEX];
    sha256_init(&hash);
    sha256_add(&hash, str_c(engine->pack.version));
    for (size_t i = 0; i < sources->n_files; i++) {
        const struct assess_file *file = &sources->files[i];
        if (!str_starts(file->path, STR("policy/")) || file_find(sources, file->path) != file)
            continue;
        sha256_of(file->bytes, hex);
        sha256_add(&hash, file->path);
        sha256_add(&hash, str_c(hex));
    }
    sha256_hex(&hash, hex);
    engine->rules_version = arena_printf(arena, "%s", hex);
    return engine->rules_version.p ? 0 : err_oom(err);
}

static int levels_hash(struct arena *arena, const struct assess_sources *sources, struct assess_engine *engine,
                       struct seki_err *err)
{
    struct sha256 hash;
    char hex[SHA256_HEX];
    sha256_init(&hash);
    sha256_add(&hash, file_find(sources, STR("rules/levels.yml"))->bytes);
    sha256_add(&hash, file_find(sources, STR("rules/actions.yml"))->bytes);
    sha256_hex(&hash, hex);
    engine->levels_version = arena_printf(arena, "%s", hex);
    return engine->levels_version.p ? 0 : err_oom(err);
}

int assess_engine_open(struct arena *arena, const struct assess_sources *sources, struct assess_problem_list *problems,
                       struct assess_engine **ret_engine, struct seki_err *err)
{
    struct assess_engine *engine = ARENA_NEW(arena, struct assess_engine);
    TRY_MEM(engine, err);
    engine->text = sources->text;
    TRY(levels_open(arena, sources, engine, err));
    TRY(policy_open(arena, sources, problems, &engine->policy, err));
    TRY(owned_rules_open(arena, engine, problems, err));
    TRY(rules_open(arena, sources, engine, problems, err));
    TRY(mandatory_check(engine, err));
    TRY(rules_hash(arena, sources, engine, err));
    TRY(levels_hash(arena, sources, engine, err));
    *ret_engine = engine;
    return 0;
}

struct str assess_rules_version(const struct assess_engine *engine)
{
    return engine->rules_version;
}

struct str assess_levels_version(const struct assess_engine *engine)
{
    return engine->levels_version;
}
