/*
 * model/assessment.c - the answer as a tree of values, in the one field order of DEALING.md section 4.
 *
 * HOW IT WORKS. Building carries failures through: a NULL child gives a NULL parent, checked once at the end.
 */
#include "model/assessment.h"

/* A node of its own with the same children: a tree that is put into two answers must not be linked into both. */
static struct value *shared(struct arena *arena, const struct value *value)
{
    struct value *node = value_new(arena, VALUE_MAP);
    if (!node || !value)
        return node;
    *node = *value;
    node->next = NULL;
    return node;
}

static struct value *texts(struct arena *arena, struct str_list list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list.n; i++)
        value = value_add(value, value_new_text(arena, list.v[i])) ? value : NULL;
    return value;
}

/* {"ja","en"} put at the end of `map` */
static bool put_bilingual(struct arena *arena, struct value *map, struct bilingual text)
{
    return value_put_text(arena, map, STR("ja"), text.ja) && value_put_text(arena, map, STR("en"), text.en);
}

static struct value *bilingual(struct arena *arena, struct bilingual text)
{
    struct value *map = value_new(arena, VALUE_MAP);
    return put_bilingual(arena, map, text) ? map : NULL;
}

static struct value *evidence(struct arena *arena, const struct evidence_list *list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list->n; i++) {
        const struct evidence *row = &list->v[i];
        struct value *map = value_new(arena, VALUE_MAP);
        bool ok = value_put_text(arena, map, STR("source"), row->source) &&
                  value_put_text(arena, map, STR("place"), row->place) &&
                  (!row->sha256.p || value_put_text(arena, map, STR("sha256"), row->sha256)) &&
                  value_put_text(arena, map, STR("text"), row->text);
        value = ok && value_add(value, map) ? value : NULL;
    }
    return value;
}

static bool put_question(struct arena *arena, struct value *map, const struct finding *finding)
{
    if (!finding->has_question)
        return true;
    struct value *question = value_new(arena, VALUE_MAP);
    struct str to = finding->asks_counterpart ? STR("counterpart") : STR("internal");
    return value_put_text(arena, question, STR("to"), to) && put_bilingual(arena, question, finding->question) &&
           value_put(map, STR("question"), question);
}

/* What comes first of a finding; the marks only where they are set. */
static bool put_verdict(struct arena *arena, struct value *map, const struct finding *row)
{
    bool ok = value_put_text(arena, map, STR("indicator"), row->indicator) &&
              value_put(map, STR("title"), bilingual(arena, row->title)) &&
              value_put_text(arena, map, STR("state"), finding_state_word(row->state)) &&
              value_put_text(arena, map, STR("severity"), finding_severity_word(row->severity)) &&
              value_put_text(arena, map, STR("group"), row->group);
    if (ok && row->is_mandatory)
        ok = value_put_bool(arena, map, STR("mandatory"), true);
    if (ok && row->stop != FINDING_STOP_NONE)
        ok = value_put_text(arena, map, STR("stop"), finding_stop_word(row->stop));
    return ok;
}

static struct value *finding(struct arena *arena, const struct finding *row)
{
    struct value *map = value_new(arena, VALUE_MAP);
    bool ok = put_verdict(arena, map, row) && value_put(map, STR("facts"), shared(arena, row->facts)) &&
              value_put(map, STR("evidence"), evidence(arena, &row->evidence)) &&
              value_put(map, STR("basis"), texts(arena, row->basis)) && put_question(arena, map, row) &&
              value_put_text(arena, map, STR("rule"), row->rule) &&
              value_put_text(arena, map, STR("rule_version"), row->rule_version);
    return ok ? map : NULL;
}

static struct value *findings(struct arena *arena, const struct finding_list *list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list->n; i++)
        value = value_add(value, finding(arena, &list->v[i])) ? value : NULL;
    return value;
}

static struct value *groups(struct arena *arena, const struct assessment_group_list *list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list->n; i++) {
        struct value *map = value_new(arena, VALUE_MAP);
        bool ok = value_put_text(arena, map, STR("group"), list->v[i].group) &&
                  value_put_text(arena, map, STR("severity"), finding_severity_word(list->v[i].severity)) &&
                  value_put(map, STR("indicators"), texts(arena, list->v[i].indicators));
        value = ok && value_add(value, map) ? value : NULL;
    }
    return value;
}

static struct value *questions(struct arena *arena, const struct assessment_question_list *list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list->n; i++) {
        struct value *map = value_new(arena, VALUE_MAP);
        bool ok = value_put_text(arena, map, STR("indicator"), list->v[i].indicator) &&
                  put_bilingual(arena, map, list->v[i].text);
        value = ok && value_add(value, map) ? value : NULL;
    }
    return value;
}

static struct value *actions(struct arena *arena, const struct assessment_action_list *list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list->n; i++) {
        struct value *map = value_new(arena, VALUE_MAP);
        bool ok = value_put_text(arena, map, STR("id"), list->v[i].id) && put_bilingual(arena, map, list->v[i].text);
        value = ok && value_add(value, map) ? value : NULL;
    }
    return value;
}

static struct value *lists(struct arena *arena, const struct assessment_list_list *list)
{
    struct value *value = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < list->n; i++) {
        struct value *map = value_new(arena, VALUE_MAP);
        bool ok = value_put_text(arena, map, STR("list"), list->v[i].list) &&
                  value_put_text(arena, map, STR("edition"), list->v[i].edition) &&
                  value_put_bool(arena, map, STR("later"), list->v[i].is_later);
        value = ok && value_add(value, map) ? value : NULL;
    }
    return value;
}

static struct value *concern(struct arena *arena, int number)
{
    struct str text = arena_printf(arena, "C%d", number);
    return text.p ? value_new_text(arena, text) : NULL;
}

static bool put_head(struct arena *arena, struct value *map, const struct assessment *row)
{
    return value_put_text(arena, map, STR("dealing"), row->dealing) &&
           value_put_int(arena, map, STR("version"), row->version) &&
           value_put_text(arena, map, STR("date"), row->date) &&
           value_put_text(arena, map, STR("level"), finding_level_word(row->level)) &&
           value_put_bool(arena, map, STR("incomplete"), row->is_incomplete) &&
           value_put(map, STR("concern"), concern(arena, row->concern)) &&
           value_put_text(arena, map, STR("highest_sensitivity"), row->highest_sensitivity);
}

static bool put_body(struct arena *arena, struct value *map, const struct assessment *row)
{
    return value_put(map, STR("findings"), findings(arena, &row->findings)) &&
           value_put(map, STR("groups"), groups(arena, &row->groups)) &&
           value_put(map, STR("questions"), questions(arena, &row->questions)) &&
           value_put(map, STR("actions"), actions(arena, &row->actions)) &&
           value_put_text(arena, map, STR("decider"), row->decider) &&
           value_put(map, STR("explanation"), bilingual(arena, row->explanation));
}

static bool put_tail(struct arena *arena, struct value *map, const struct assessment *row)
{
    return value_put(map, STR("lists"), lists(arena, &row->lists)) &&
           value_put_text(arena, map, STR("rules_version"), row->rules_version) &&
           value_put_text(arena, map, STR("levels_version"), row->levels_version) &&
           value_put_text(arena, map, STR("due_at"), row->due_at) &&
           (!row->changes || value_put(map, STR("changes"), shared(arena, row->changes)));
}

struct value *assessment_value(struct arena *arena, const struct assessment *assessment)
{
    struct value *map = value_new(arena, VALUE_MAP);
    bool ok = put_head(arena, map, assessment) && put_body(arena, map, assessment) && put_tail(arena, map, assessment);
    return ok ? map : NULL;
}
