/*
 * assess/levels.c - reading rules/levels.yml and rules/actions.yml.
 *
 * HOW IT WORKS. YAML becomes a tree of values that know their lines; each part of the file has a reader here, and what
 * does not fit is refused with file and line: a level table with a hole in it would be worse than none.
 */
#include "assess/levels.h"
#include "codec/yaml.h"

static const struct str SENSITIVITIES[SENSITIVITY_COUNT] = {{"S0", 2}, {"S1", 2}, {"S2", 2}, {"S3", 2}};
static const struct str CONCERNS[CONCERN_COUNT] = {{"C0", 2}, {"C1", 2}, {"C2", 2}, {"C3", 2}, {"C4", 2}};

struct str levels_sensitivity_word(int sensitivity)
{
    return SENSITIVITIES[sensitivity];
}

bool levels_sensitivity_of(struct str word, int *ret_sensitivity)
{
    size_t index;
    if (!str_find_word(SENSITIVITIES, SENSITIVITY_COUNT, word, &index))
        return false;
    *ret_sensitivity = (int)index;
    return true;
}

/* The file being read, for messages. */
struct reading {
    struct arena *arena;
    struct str path;
    struct seki_err *err;
};

static int refuse(struct reading *in, const struct value *at, const char *reason)
{
    int code = err_set(in->err, SEKI_E_MEANING, "%s", reason);
    err_place(in->err, "%.*s:%u", STR_ARG(in->path), at ? at->line : 0);
    return code;
}

static int texts_read(struct reading *in, const struct value *list, struct str_list *ret_texts)
{
    *ret_texts = (struct str_list){NULL, 0};
    if (!list)
        return 0;
    if (!value_is(list, VALUE_LIST))
        return refuse(in, list, "must be a list of texts");
    ret_texts->v = ARENA_ARRAY(in->arena, list->n, struct str);
    TRY_MEM(ret_texts->v, in->err);
    for (VALUE_EACH(item, list)) {
        if (!value_is(item, VALUE_TEXT))
            return refuse(in, item, "must be a text");
        ret_texts->v[ret_texts->n++] = item->text;
    }
    return 0;
}

static int clock_read(struct reading *in, const struct value *at, int *ret_hour, int *ret_minute)
{
    struct str text = value_text(at);
    uint64_t hour, minute;
    if (text.n != 5 || text.p[2] != ':' || !str_to_u64(str_sub(text, 0, 2), &hour) ||
        !str_to_u64(str_sub(text, 3, 2), &minute) || hour > 23 || minute > 59)
        return refuse(in, at, "must be a quoted time of day such as '18:00'");
    *ret_hour = (int)hour;
    *ret_minute = (int)minute;
    return 0;
}

static int groups_read(struct reading *in, const struct value *list, struct levels *levels)
{
    for (VALUE_EACH(row, list)) {
        struct levels_group group = {.id = value_get_text(row, STR("id")),
                                     .name = {value_get_text(row, STR("ja")), value_get_text(row, STR("en"))}};
        if (!group.id.p || !group.name.ja.p || !group.name.en.p)
            return refuse(in, row, "a group needs id, en, ja and indicators");
        TRY(texts_read(in, value_get(row, STR("indicators")), &group.indicators));
        for (size_t i = 0; i < group.indicators.n; i++)
            if (levels_group_of(levels, group.indicators.v[i]))
                return refuse(in, row, "an indicator stands in two groups");
        if (!ARENA_PUSH(in->arena, &levels->groups, group))
            return err_oom(in->err);
    }
    return 0;
}

static int concerns_read(struct reading *in, const struct value *list, struct levels *levels)
{
    for (VALUE_EACH(row, list)) {
        struct levels_concern concern = {0};
        size_t index;
        if (!str_find_word(CONCERNS, CONCERN_COUNT, value_get_text(row, STR("concern")), &index))
            return refuse(in, row, "concern must be C0 to C4");
        concern.concern = (int)index;
        for (size_t i = 0; i < FINDING_SEVERITY_COUNT; i++) {
            const struct value *least = value_get(row, finding_severity_word((enum finding_severity)i));
            if (least && !value_int(least, &concern.least[i]))
                return refuse(in, least, "must be a whole number");
        }
        if (!ARENA_PUSH(in->arena, &levels->concerns, concern))
            return err_oom(in->err);
    }
    return 0;
}

static int table_read(struct reading *in, const struct value *map, struct levels *levels)
{
    for (size_t c = 0; c < CONCERN_COUNT; c++) {
        const struct value *row = value_get(map, CONCERNS[c]);
        for (size_t s = 0; s < SENSITIVITY_COUNT; s++)
            if (!finding_level_of(value_get_text(row, SENSITIVITIES[s]), &levels->table[c][s]))
                return refuse(in, row ? row : map, "the level table needs C0 to C4, each with a level for S0 to S3");
    }
    return 0;
}

static int incomplete_read(struct reading *in, const struct value *map, struct levels *levels)
{
    struct str_list words;
    int sensitivity;
    if (!finding_level_of(value_get_text(map, STR("at_least")), &levels->incomplete_level))
        return refuse(in, map, "incomplete needs at_least and sensitivities");
    TRY(texts_read(in, value_get(map, STR("sensitivities")), &words));
    for (size_t i = 0; i < words.n; i++) {
        if (!levels_sensitivity_of(words.v[i], &sensitivity))
            return refuse(in, map, "a sensitivity is S0, S1, S2 or S3");
        levels->incomplete_for[sensitivity] = true;
    }
    return 0;
}

static int due_read(struct reading *in, const struct value *map, struct levels *levels)
{
    for (VALUE_EACH(row, map)) {
        enum finding_level level;
        int64_t workdays;
        if (!finding_level_of(row->key, &level))
            return refuse(in, row, "due has rows for green, amber and red");
        struct levels_due *due = &levels->due[level];
        if (!value_int(value_get(row, STR("workdays")), &workdays) || workdays < 0 || workdays > 366)
            return refuse(in, row, "workdays must be 0 to 366");
        due->is_given = true;
        due->workdays = (int)workdays;
        TRY(clock_read(in, value_get(row, STR("at")), &due->hour, &due->minute));
    }
    return 0;
}

static int kinds_read(struct reading *in, const struct value *deciders, const struct value *mandatory,
                      struct levels *levels)
{
    for (VALUE_EACH(row, deciders)) {
        struct levels_kind kind = {.kind = row->key};
        TRY(texts_read(in, value_get(mandatory, row->key), &kind.mandatory));
        for (size_t i = 0; i < FINDING_LEVEL_COUNT; i++) {
            kind.deciders[i] = value_get_text(row, finding_level_word((enum finding_level)i));
            if (!kind.deciders[i].p)
                return refuse(in, row, "deciders needs green, amber and red");
        }
        if (!ARENA_PUSH(in->arena, &levels->kinds, kind))
            return err_oom(in->err);
    }
    return 0;
}

static int actions_known(struct reading *in, const struct value *at, const struct levels *levels, struct str_list ids)
{
    for (size_t i = 0; i < ids.n; i++)
        if (!levels_action_of(levels, ids.v[i]))
            return refuse(in, at, "names an action that rules/actions.yml does not have");
    return 0;
}

static int level_actions_read(struct reading *in, const struct value *map, struct levels *levels)
{
    for (VALUE_EACH(row, map)) {
        enum finding_level level;
        struct str_list ids;
        TRY(texts_read(in, row, &ids));
        TRY(actions_known(in, row, levels, ids));
        if (finding_level_of(row->key, &level))
            levels->level_actions[level] = ids;
        else if (str_eq(row->key, STR("incomplete")))
            levels->incomplete_actions = ids;
        else
            return refuse(in, row, "actions has rows for green, amber, red and incomplete");
    }
    return 0;
}

static int parts_read(struct reading *in, const struct value *root, struct levels *levels)
{
    static const struct str PARTS[] = {
        {"version", 7},      {"groups", 6},   {"mandatory", 9},   {"concern", 7},
        {"level", 5},        {"due", 3},      {"incomplete", 10}, {"default_sensitivity", 19},
        {"received_at", 11}, {"deciders", 8}, {"actions", 7}};
    size_t index;
    for (VALUE_EACH(part, root))
        if (!str_find_word(PARTS, ARRAY_LEN(PARTS), part->key, &index))
            return refuse(in, part, "unknown field");
    if (!levels_sensitivity_of(value_get_text(root, STR("default_sensitivity")), &levels->default_sensitivity))
        return refuse(in, root, "default_sensitivity must be S0, S1, S2 or S3");
    TRY(groups_read(in, value_get(root, STR("groups")), levels));
    TRY(concerns_read(in, value_get(root, STR("concern")), levels));
    TRY(table_read(in, value_get(root, STR("level")), levels));
    TRY(incomplete_read(in, value_get(root, STR("incomplete")), levels));
    TRY(due_read(in, value_get(root, STR("due")), levels));
    TRY(clock_read(in, value_get(root, STR("received_at")), &levels->received_hour, &levels->received_minute));
    TRY(kinds_read(in, value_get(root, STR("deciders")), value_get(root, STR("mandatory")), levels));
    return level_actions_read(in, value_get(root, STR("actions")), levels);
}

static int actions_read(struct reading *in, const struct value *list, struct levels *levels)
{
    if (!value_is(list, VALUE_LIST))
        return refuse(in, list, "must be a list of actions");
    for (VALUE_EACH(row, list)) {
        struct assessment_action action = {.id = value_get_text(row, STR("id")),
                                           .text = {value_get_text(row, STR("ja")), value_get_text(row, STR("en"))}};
        if (!action.id.p || !action.text.ja.p || !action.text.en.p)
            return refuse(in, row, "an action needs id, en and ja");
        if (levels_action_of(levels, action.id))
            return refuse(in, row, "the id of an action stands twice");
        if (!ARENA_PUSH(in->arena, &levels->actions, action))
            return err_oom(in->err);
    }
    return 0;
}

static int file_parse(struct reading *in, const struct assess_file *file, struct value **ret_root)
{
    in->path = file->path;
    int code = yaml_parse(in->arena, file->bytes, ret_root, in->err);
    if (code < 0)
        err_trail(in->err, "%.*s", STR_ARG(file->path));
    return code;
}

int levels_read(struct arena *arena, const struct assess_file *levels_file, const struct assess_file *actions_file,
                struct levels *ret_levels, struct seki_err *err)
{
    struct reading in = {.arena = arena, .err = err};
    struct levels levels = {0};
    struct value *root;
    TRY(file_parse(&in, actions_file, &root));
    TRY(actions_read(&in, root, &levels));
    TRY(file_parse(&in, levels_file, &root));
    TRY(parts_read(&in, root, &levels));
    *ret_levels = levels;
    return 0;
}

const struct levels_group *levels_group_of(const struct levels *levels, struct str indicator)
{
    for (size_t i = 0; i < levels->groups.n; i++)
        if (str_list_has(levels->groups.v[i].indicators, indicator))
            return &levels->groups.v[i];
    return NULL;
}

const struct levels_kind *levels_kind_of(const struct levels *levels, struct str kind)
{
    for (size_t i = 0; i < levels->kinds.n; i++)
        if (str_eq(levels->kinds.v[i].kind, kind))
            return &levels->kinds.v[i];
    return NULL;
}

const struct assessment_action *levels_action_of(const struct levels *levels, struct str id)
{
    for (size_t i = 0; i < levels->actions.n; i++)
        if (str_eq(levels->actions.v[i].id, id))
            return &levels->actions.v[i];
    return NULL;
}
