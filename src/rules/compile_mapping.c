/*
 * rules/compile_mapping.c - the `sekisho:` mapping of a rule file into struct rule.
 *
 *   indicator, title_ja, question_en, question_ja, question_to, basis, valid_from, valid_to, stop, asked,
 *   applies, mandatory_when, answer_needs, cases [{when, level, stop, note_en, note_ja, action}], actions
 */
#include "rules/rules_int.h"

static int read_title(struct compiler *compiler, const struct value *mapping, struct rule *rule, struct seki_err *err)
{
    TRY(compiler_text(compiler, mapping, "indicator", &rule->indicator, err));
    if (!rule->indicator.p)
        return compiler_refuse(compiler, mapping->line, err, "'sekisho' has no 'indicator'");
    TRY(compiler_text(compiler, mapping, "title_ja", &rule->title.ja, err));
    if (!rule->title.ja.p)
        rule->title.ja = rule->title.en;
    return 0;
}

static int read_question(struct compiler *compiler, const struct value *mapping, struct rule *rule,
                         struct seki_err *err)
{
    struct str to;
    TRY(compiler_text(compiler, mapping, "question_en", &rule->question.en, err));
    TRY(compiler_text(compiler, mapping, "question_ja", &rule->question.ja, err));
    TRY(compiler_text(compiler, mapping, "question_to", &to, err));
    rule->has_question = rule->question.en.p && rule->question.ja.p;
    if (!rule->has_question && (rule->question.en.p || rule->question.ja.p))
        return compiler_refuse(compiler, mapping->line, err, "a question needs both languages");
    if (rule->has_question != (to.p != NULL))
        return compiler_refuse(compiler, mapping->line, err, "a question and 'question_to' go together");
    rule->asks_counterpart = str_eq(to, STR("counterpart"));
    if (to.p && !rule->asks_counterpart && !str_eq(to, STR("internal")))
        return compiler_refuse(compiler, value_get(mapping, STR("question_to"))->line, err,
                               "'question_to' is counterpart or internal");
    return 0;
}

static int read_day(struct compiler *compiler, const struct value *mapping, const char *key, struct day *ret_day,
                    struct seki_err *err)
{
    struct str text;
    TRY(compiler_text(compiler, mapping, key, &text, err));
    *ret_day = DAY_NONE;
    if (text.p && !day_parse_full(text, ret_day))
        return compiler_refuse(compiler, value_get(mapping, str_c(key))->line, err, "'%s' is no day (YYYY-MM-DD)", key);
    return 0;
}

static int read_validity(struct compiler *compiler, const struct value *mapping, struct rule *rule,
                         struct seki_err *err)
{
    TRY(read_day(compiler, mapping, "valid_from", &rule->valid_from, err));
    TRY(read_day(compiler, mapping, "valid_to", &rule->valid_to, err));
    if (day_is_known(rule->valid_from) && day_is_known(rule->valid_to) && day_cmp(rule->valid_from, rule->valid_to) > 0)
        return compiler_refuse(compiler, value_get(mapping, STR("valid_to"))->line, err,
                               "valid_to is before valid_from");
    return 0;
}

static int read_stop(struct compiler *compiler, const struct value *map, bool *ret_has, enum finding_stop *ret_stop,
                     struct seki_err *err)
{
    struct str word;
    TRY(compiler_text(compiler, map, "stop", &word, err));
    *ret_has = word.p != NULL;
    *ret_stop = FINDING_STOP_NONE;
    if (word.p && !str_eq(word, STR("none")) && !finding_stop_of(word, ret_stop))
        return compiler_refuse(compiler, value_get(map, STR("stop"))->line, err,
                               "'stop' is legal, danger, exposure or none");
    return 0;
}

static int read_condition(struct compiler *compiler, const struct value *mapping, const char *key,
                          const struct rule_condition **ret_condition, struct seki_err *err)
{
    const struct value *value = value_get(mapping, str_c(key));
    *ret_condition = NULL;
    return value && value->kind != VALUE_NULL ? condition_compile(compiler, value, ret_condition, err) : 0;
}

static int read_flag(struct compiler *compiler, const struct value *mapping, const char *key, bool *ret_flag,
                     struct seki_err *err)
{
    const struct value *value = value_get(mapping, str_c(key));
    if (value && value->kind != VALUE_BOOL)
        return compiler_refuse(compiler, value->line, err, "'%s' is true or false", key);
    *ret_flag = value && value->truth;
    return 0;
}

static int read_needs(struct compiler *compiler, const struct value *mapping, struct rule *rule, struct seki_err *err)
{
    TRY(compiler_texts(compiler, mapping, "answer_needs", &rule->answer_needs, err));
    for (size_t i = 0; i < rule->answer_needs.n; i++) {
        size_t index;
        TRY(compiler_fact(compiler, rule->answer_needs.v[i], value_get(mapping, STR("answer_needs"))->line, &index,
                          err));
        rule->answer_needs.v[i] = compiler->paths.v[index];
    }
    return 0;
}

static int read_case(struct compiler *compiler, const struct value *map, struct rule_case *ret_case,
                     struct seki_err *err)
{
    static const char *const keys[] = {"when", "level", "stop", "note_en", "note_ja", "action", NULL};
    struct rule_case row = {0};
    struct str level;
    if (map->kind != VALUE_MAP)
        return compiler_refuse(compiler, map->line, err, "a case is a map");
    TRY(compiler_keys(compiler, map, keys, err));
    TRY(read_condition(compiler, map, "when", &row.when, err));
    if (!row.when)
        return compiler_refuse(compiler, map->line, err, "a case needs 'when'");
    if (value_get(map, STR("when"))->kind == VALUE_TEXT)
        TRY(compiler_text(compiler, map, "when", &row.when_text, err));
    TRY(compiler_text(compiler, map, "level", &level, err));
    row.has_level = level.p != NULL;
    if (row.has_level && !finding_severity_of(level, &row.level))
        return compiler_refuse(compiler, map->line, err, "unknown level '%.*s'", STR_ARG(level));
    TRY(read_stop(compiler, map, &row.has_stop, &row.stop, err));
    TRY(compiler_text(compiler, map, "note_en", &row.note.en, err));
    TRY(compiler_text(compiler, map, "note_ja", &row.note.ja, err));
    TRY(compiler_text(compiler, map, "action", &row.action, err));
    *ret_case = row;
    return 0;
}

static int read_cases(struct compiler *compiler, const struct value *mapping, struct rule *rule, struct seki_err *err)
{
    const struct value *cases = value_get(mapping, STR("cases"));
    if (!cases || cases->kind == VALUE_NULL)
        return 0;
    if (cases->kind != VALUE_LIST)
        return compiler_refuse(compiler, cases->line, err, "'cases' is a list");
    rule->cases = ARENA_ARRAY(compiler->arena, cases->n, struct rule_case);
    TRY_MEM(rule->cases, err);
    for (VALUE_EACH(item, cases)) {
        TRY(read_case(compiler, item, &rule->cases[rule->n_cases], err));
        rule->n_cases++;
    }
    return 0;
}

int mapping_compile(struct compiler *compiler, const struct value *mapping, struct rule *rule, struct seki_err *err)
{
    static const char *const keys[] = {
        "indicator", "title_ja", "question_en", "question_ja",    "question_to",  "basis", "valid_from", "valid_to",
        "stop",      "asked",    "applies",     "mandatory_when", "answer_needs", "cases", "actions",    NULL};
    bool has_stop;
    if (mapping->kind != VALUE_MAP)
        return compiler_refuse(compiler, mapping->line, err, "'sekisho' is a map");
    TRY(compiler_keys(compiler, mapping, keys, err));
    TRY(read_title(compiler, mapping, rule, err));
    TRY(read_question(compiler, mapping, rule, err));
    TRY(compiler_texts(compiler, mapping, "basis", &rule->basis, err));
    TRY(read_validity(compiler, mapping, rule, err));
    TRY(read_stop(compiler, mapping, &has_stop, &rule->stop, err));
    TRY(read_flag(compiler, mapping, "asked", &rule->is_asked, err));
    TRY(read_condition(compiler, mapping, "applies", &rule->applies, err));
    TRY(read_condition(compiler, mapping, "mandatory_when", &rule->mandatory_when, err));
    TRY(read_needs(compiler, mapping, rule, err));
    TRY(read_cases(compiler, mapping, rule, err));
    return compiler_texts(compiler, mapping, "actions", &rule->actions, err);
}
