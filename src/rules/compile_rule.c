/*
 * rules/compile_rule.c - one YAML tree to one struct rule: the head of the file, then detection, condition, mapping.
 */
#include "base/hash.h"
#include "rules/rules_int.h"

enum { TITLE_MAX = 256 }; /* sigma-detection-rule-schema.json: maxLength of title */

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* RFC 9562, any version. */
static bool is_uuid(struct str text)
{
    if (text.n != UUID_TEXT - 1)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text.p[i] != '-' : !is_hex(text.p[i]))
            return false;
    }
    return true;
}

static int read_id(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err)
{
    TRY(compiler_text(compiler, tree, "id", &rule->id, err));
    if (!rule->id.p) {
        if (compiler->schema->is_log)
            return 0;
        return compiler_refuse(compiler, tree->line, err, "the rule has no 'id'");
    }
    if (!is_uuid(rule->id))
        return compiler_refuse(compiler, value_get(tree, STR("id"))->line, err, "'id' is no UUID");
    char *lower = arena_cstr(compiler->arena, rule->id);
    TRY_MEM(lower, err);
    for (size_t i = 0; i < rule->id.n; i++)
        lower[i] = (char)(lower[i] >= 'A' && lower[i] <= 'F' ? lower[i] + 32 : lower[i]);
    rule->id.p = lower;
    return 0;
}

static int read_level(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err)
{
    struct str level;
    TRY(compiler_text(compiler, tree, "level", &level, err));
    rule->level = FINDING_LOW;
    rule->is_informational = !level.p || str_eq(level, STR("informational"));
    if (!level.p && !compiler->schema->is_log)
        return compiler_refuse(compiler, tree->line, err, "the rule has no 'level'");
    if (!rule->is_informational && !finding_severity_of(level, &rule->level))
        return compiler_refuse(compiler, value_get(tree, STR("level"))->line, err, "unknown level '%.*s'",
                               STR_ARG(level));
    return 0;
}

static int read_status(struct compiler *compiler, const struct value *tree, struct seki_err *err)
{
    static const char *const words[] = {"stable", "test", "experimental", "deprecated", "unsupported", NULL};
    struct str status;
    size_t i = 0;
    TRY(compiler_text(compiler, tree, "status", &status, err));
    while (words[i] && !str_eq(status, str_c(words[i])))
        i++;
    if (status.p && !words[i])
        return compiler_refuse(compiler, value_get(tree, STR("status"))->line, err, "unknown status '%.*s'",
                               STR_ARG(status));
    return 0;
}

static int read_logsource(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err)
{
    const struct value *logsource = value_get(tree, STR("logsource"));
    if (!value_is(logsource, VALUE_MAP))
        return compiler_refuse(compiler, logsource ? logsource->line : tree->line, err, "'logsource' must be a map");
    TRY(compiler_text(compiler, logsource, "product", &rule->logsource_product, err));
    TRY(compiler_text(compiler, logsource, "category", &rule->logsource_category, err));
    return compiler_text(compiler, logsource, "service", &rule->logsource_service, err);
}

static int read_head(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err)
{
    /* sigma-detection-rule-schema.json; other keys are let pass in foreign rules, as the specification allows. */
    static const char *const keys[] = {"title",       "id",        "related", "name",           "taxonomy", "status",
                                       "description", "license",   "author",  "references",     "date",     "modified",
                                       "logsource",   "detection", "fields",  "falsepositives", "level",    "tags",
                                       "scope",       "sekisho",   NULL};
    if (tree->kind != VALUE_MAP)
        return compiler_refuse(compiler, tree->line, err, "a rule file is one map");
    if (value_get(tree, STR("correlation")) || value_get(tree, STR("filter")))
        return compiler_refuse(compiler, tree->line, err, "correlation and filter rules are not supported");
    if (!compiler->schema->is_log)
        TRY(compiler_keys(compiler, tree, keys, err));
    TRY(compiler_text(compiler, tree, "title", &rule->title.en, err));
    if (!rule->title.en.p)
        return compiler_refuse(compiler, tree->line, err, "the rule has no 'title'");
    if (rule->title.en.n > TITLE_MAX)
        return compiler_refuse(compiler, value_get(tree, STR("title"))->line, err, "the title is over 256 bytes");
    rule->title.ja = rule->title.en;
    TRY(read_id(compiler, tree, rule, err));
    TRY(compiler_text(compiler, tree, "name", &rule->name, err));
    TRY(read_status(compiler, tree, err));
    TRY(read_logsource(compiler, tree, rule, err));
    TRY(read_level(compiler, tree, rule, err));
    return compiler_texts(compiler, tree, "tags", &rule->tags, err);
}

static int read_detection(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err)
{
    const struct value *detection = value_get(tree, STR("detection"));
    const struct value *condition = value_get(detection, STR("condition"));
    if (!value_is(detection, VALUE_MAP))
        return compiler_refuse(compiler, detection ? detection->line : tree->line, err, "'detection' must be a map");
    if (!condition)
        return compiler_refuse(compiler, detection->line, err, "'detection' has no 'condition'");
    TRY(detection_compile(compiler, detection, err));
    return condition_compile(compiler, condition, &rule->condition, err);
}

int rule_compile(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err)
{
    const struct value *mapping = value_get(tree, STR("sekisho"));
    TRY(read_head(compiler, tree, rule, err));
    TRY(read_detection(compiler, tree, rule, err));
    if (mapping)
        TRY(mapping_compile(compiler, mapping, rule, err));
    else if (!compiler->schema->is_log)
        return compiler_refuse(compiler, tree->line, err, "the rule has no 'sekisho' mapping");
    struct rule_program *program = ARENA_NEW(compiler->arena, struct rule_program);
    TRY_MEM(program, err);
    *program =
        (struct rule_program){compiler->selections.v, compiler->selections.n, compiler->tests.v, compiler->tests.n};
    rule->program = program;
    rule->fact_paths = (struct str_list){compiler->paths.v, compiler->paths.n};
    return 0;
}
