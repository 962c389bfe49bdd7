/*
 * assess/level.c - GUIDE section 5 by the tables of rules/levels.yml.
 *
 *   present findings -> groups (each at its highest severity) -> C0..C4 -> green, amber, red by the asset's S0..S3
 *
 * An explained finding stays visible and is in no group. An unknown mandatory check makes the answer incomplete.
 */
#include "assess/due.h"
#include "assess/level_int.h"

/* ---- groups and concern ---- */

static struct assessment_group *group_find(struct assessment *assessment, struct str group)
{
    for (size_t i = 0; i < assessment->groups.n; i++)
        if (str_eq(assessment->groups.v[i].group, group))
            return &assessment->groups.v[i];
    return NULL;
}

static int group_add(struct gather *gather, struct assessment *assessment, const struct finding *finding,
                     struct seki_err *err)
{
    struct assessment_group *group = group_find(assessment, finding->group);
    if (!group) {
        struct assessment_group fresh = {.group = finding->group, .severity = finding->severity};
        fresh.indicators.v = ARENA_ARRAY(gather->arena, assessment->findings.n, struct str);
        TRY_MEM(fresh.indicators.v, err);
        if (!ARENA_PUSH(gather->arena, &assessment->groups, fresh))
            return err_oom(err);
        group = &assessment->groups.v[assessment->groups.n - 1];
    }
    group->indicators.v[group->indicators.n++] = finding->indicator;
    if (finding->severity > group->severity)
        group->severity = finding->severity;
    return 0;
}

/* Heaviest first; of one severity in order of their first finding. */
static void groups_sort(struct assessment_group_list *groups)
{
    for (size_t i = 1; i < groups->n; i++)
        for (size_t k = i; k > 0 && groups->v[k].severity > groups->v[k - 1].severity; k--) {
            struct assessment_group swap = groups->v[k];
            groups->v[k] = groups->v[k - 1];
            groups->v[k - 1] = swap;
        }
}

static int groups_make(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    for (size_t i = 0; i < assessment->findings.n; i++)
        if (assessment->findings.v[i].state == FINDING_PRESENT)
            TRY(group_add(gather, assessment, &assessment->findings.v[i], err));
    groups_sort(&assessment->groups);
    return 0;
}

/* The first row of the concern table all of whose counts are reached. */
static int concern_of(const struct levels *levels, const struct assessment_group_list *groups)
{
    int64_t counts[FINDING_SEVERITY_COUNT] = {0};
    for (size_t i = 0; i < groups->n; i++)
        counts[groups->v[i].severity]++;
    for (size_t i = 0; i < levels->concerns.n; i++) {
        bool is_reached = true;
        for (size_t s = 0; s < FINDING_SEVERITY_COUNT; s++)
            is_reached = is_reached && counts[s] >= levels->concerns.v[i].least[s];
        if (is_reached)
            return levels->concerns.v[i].concern;
    }
    return 0;
}

/* ---- the asset ---- */

static void asset_add(struct level_asset *asset, const struct value *value, const struct levels *levels)
{
    int sensitivity;
    if (!levels_sensitivity_of(value_get_text(value, STR("sensitivity")), &sensitivity)) {
        asset->is_missing = true;
        sensitivity = levels->default_sensitivity;
    }
    if (sensitivity > asset->sensitivity)
        asset->sensitivity = sensitivity;
}

static struct level_asset asset_of(const struct gather *gather)
{
    const struct levels *levels = &gather->engine->levels;
    const struct value *one = value_get(gather->dealing, STR("asset"));
    const struct value *many = value_get(gather->dealing, STR("assets"));
    struct level_asset asset = {0, false};
    bool has_any = false;
    if (value_is(one, VALUE_MAP)) {
        asset_add(&asset, one, levels);
        has_any = true;
    }
    for (VALUE_EACH(value, many)) {
        asset_add(&asset, value, levels);
        has_any = true;
    }
    if (!has_any)
        asset_add(&asset, NULL, levels);
    return asset;
}

/* ---- level ---- */

static bool has_open_mandatory(const struct assessment *assessment)
{
    for (size_t i = 0; i < assessment->findings.n; i++)
        if (assessment->findings.v[i].is_mandatory && assessment->findings.v[i].state == FINDING_UNKNOWN)
            return true;
    return false;
}

static void level_set(const struct levels *levels, const struct level_asset *asset, struct assessment *assessment)
{
    assessment->concern = concern_of(levels, &assessment->groups);
    assessment->highest_sensitivity = levels_sensitivity_word(asset->sensitivity);
    assessment->level = levels->table[assessment->concern][asset->sensitivity];
    bool is_open = has_open_mandatory(assessment);
    assessment->is_incomplete = is_open || asset->is_missing;
    if (is_open && levels->incomplete_for[asset->sensitivity] && assessment->level < levels->incomplete_level)
        assessment->level = levels->incomplete_level;
}

/* ---- questions and actions ---- */

static int question_add(struct gather *gather, struct assessment *assessment, const struct finding *finding,
                        struct seki_err *err)
{
    if (!finding->has_question)
        return 0;
    struct assessment_question question = {finding->indicator, finding->question};
    return ARENA_PUSH(gather->arena, &assessment->questions, question) ? 0 : err_oom(err);
}

static int questions_make(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    const struct finding_list *findings = &assessment->findings;
    for (size_t i = 0; i < findings->n; i++)
        if (findings->v[i].state == FINDING_PRESENT)
            TRY(question_add(gather, assessment, &findings->v[i], err));
    for (size_t i = 0; i < findings->n; i++)
        if (findings->v[i].state == FINDING_UNKNOWN && findings->v[i].is_mandatory)
            TRY(question_add(gather, assessment, &findings->v[i], err));
    return 0;
}

static int action_add(struct gather *gather, struct assessment *assessment, struct str id, struct seki_err *err)
{
    const struct assessment_action *action = levels_action_of(&gather->engine->levels, id);
    for (size_t i = 0; i < assessment->actions.n; i++)
        if (str_eq(assessment->actions.v[i].id, id))
            return 0;
    if (!action)
        return 0; /* assess_engine_open has told that the rule names an unknown action */
    return ARENA_PUSH(gather->arena, &assessment->actions, *action) ? 0 : err_oom(err);
}

static int actions_add(struct gather *gather, struct assessment *assessment, struct str_list ids, struct seki_err *err)
{
    for (size_t i = 0; i < ids.n; i++)
        TRY(action_add(gather, assessment, ids.v[i], err));
    return 0;
}

/* A case that gives an action of its own (no ban: record the Akiraka check) puts it in place of the rule's. */
static int actions_make(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    const struct levels *levels = &gather->engine->levels;
    TRY(actions_add(gather, assessment, levels->level_actions[assessment->level], err));
    for (size_t i = 0; i < gather->judged.n; i++) {
        const struct judged *judged = &gather->judged.v[i];
        if (judged->finding.state != FINDING_PRESENT || !judged->rule)
            continue;
        if (judged->row && judged->row->action.p)
            TRY(action_add(gather, assessment, judged->row->action, err));
        else
            TRY(actions_add(gather, assessment, judged->rule->actions, err));
    }
    return assessment->is_incomplete ? actions_add(gather, assessment, levels->incomplete_actions, err) : 0;
}

/* ---- all of it ---- */

static bool has_danger(const struct assessment *assessment)
{
    for (size_t i = 0; i < assessment->findings.n; i++)
        if (assessment->findings.v[i].state == FINDING_PRESENT && assessment->findings.v[i].stop == FINDING_STOP_DANGER)
            return true;
    return false;
}

static int due_make(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    struct due_question question = {.levels = &gather->engine->levels,
                                    .policy = &gather->engine->policy,
                                    .zone = gather->context->timezone,
                                    .received_at = value_get_text(gather->dealing, STR("received_at")),
                                    .day = gather->day,
                                    .level = assessment->level,
                                    .is_danger = has_danger(assessment)};
    return due_at(gather->arena, &question, &assessment->due_at, err);
}

int level_fill(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    const struct levels *levels = &gather->engine->levels;
    const struct levels_kind *kind = levels_kind_of(levels, gather->kind);
    struct level_asset asset = asset_of(gather);
    TRY(groups_make(gather, assessment, err));
    level_set(levels, &asset, assessment);
    assessment->decider = kind ? kind->deciders[assessment->level] : STR_NULL;
    TRY(questions_make(gather, assessment, err));
    TRY(actions_make(gather, assessment, err));
    TRY(due_make(gather, assessment, err));
    return explain_fill(gather, assessment, &asset, err);
}
