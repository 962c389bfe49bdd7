/*
 * assess/judge.c - one indicator at a time: its rule, the facts it looked at, the answer, and the finding made of them.
 *
 * HOW IT WORKS. A rule that reads findings.<other> makes the other indicator be judged first, from inside the
 * evaluation; a circle is seen by the stage and gives an unknown fact. No indicator is decided here: TRUE of its rule
 * is present, FALSE absent, and what only a person can say (is_asked) is unknown until there is an answer.
 */
#include "assess/answers.h"
#include "assess/input_int.h"
#include "assess/judge_int.h"

static struct judged *judged_find(struct gather *gather, struct str indicator)
{
    for (size_t i = 0; i < gather->judged.n; i++)
        if (str_eq(gather->judged.v[i].indicator, indicator))
            return &gather->judged.v[i];
    return NULL;
}

/* A rule of the pack for the indicator, in force or not: for its texts. */
static const struct rule *rule_any(const struct rule_pack *pack, struct str indicator)
{
    for (size_t i = 0; i < pack->n; i++)
        if (str_eq(pack->v[i]->indicator, indicator))
            return pack->v[i];
    return NULL;
}

static int judge_start(struct gather *gather, struct seki_err *err)
{
    const struct assess_engine *engine = gather->engine;
    for (size_t i = 0; i < engine->indicators.n; i++) {
        struct judged judged = {.indicator = engine->indicators.v[i]};
        judged.rule = rules_pick(&engine->pack, judged.indicator, gather->day);
        const struct rule *rule = judged.rule ? judged.rule : rule_any(&engine->pack, judged.indicator);
        if (!rule || !str_eq(rule->logsource_category, gather->kind))
            continue;
        judged.finding = (struct finding){.indicator = rule->indicator,
                                          .title = rule->title,
                                          .severity = rule->level,
                                          .basis = rule->basis,
                                          .rule = rule->path,
                                          .rule_version = rule->version};
        if (!ARENA_PUSH(gather->arena, &gather->judged, judged))
            return err_oom(err);
    }
    return 0;
}

/* What the rule says, before a person is heard. */
static enum finding_state judge_computed(const struct rule *rule, const struct rule_result *result)
{
    static const enum finding_state STATES[] = {
        [TRUTH_FALSE] = FINDING_ABSENT, [TRUTH_TRUE] = FINDING_PRESENT, [TRUTH_UNKNOWN] = FINDING_UNKNOWN};
    if (result->applies == TRUTH_FALSE)
        return FINDING_NOT_APPLICABLE;
    if (rule->is_asked || result->applies == TRUTH_UNKNOWN)
        return FINDING_UNKNOWN;
    return STATES[result->truth];
}

/* An answer `absent` or `explained` decides only where the facts it rests on are there (PRC-13: a stated use). */
static int judge_answer_counts(struct gather *gather, const struct rule *rule, struct answer *answer,
                               struct seki_err *err)
{
    struct fact_source source = {facts_get, gather};
    bool is_enough;
    struct str missing;
    if (!answer->is_given || rule->answer_needs.n == 0 ||
        (answer->state != FINDING_ABSENT && answer->state != FINDING_EXPLAINED))
        return 0;
    TRY(rule_answer_is_enough(rule, &source, &is_enough, &missing, err));
    if (!is_enough)
        answer->state = FINDING_UNKNOWN;
    return 0;
}

/* A fact that is known in part says so: its values in a list, and null for what nobody knows. */
static int judge_parts(struct arena *arena, const struct rule_result *result, struct value *facts, struct seki_err *err)
{
    struct value *fact = facts->first;
    for (size_t i = 0; i < result->n_facts && fact; i++, fact = fact->next) {
        const struct fact *known = &result->facts[i].fact;
        if (!known->has_unknown || known->n == 0 || !str_eq(fact->key, result->facts[i].path))
            continue;
        struct value *list = fact->kind == VALUE_LIST && known->n > 1 ? fact : value_new(arena, VALUE_LIST);
        TRY_MEM(list, err);
        if (list != fact) {
            struct value *only = value_copy(arena, fact);
            TRY_MEM(value_put(list, STR_NULL, only), err);
            list->key = fact->key;
            list->next = fact->next;
            *fact = *list;
        }
        TRY_MEM(value_add(fact, value_new(arena, VALUE_NULL)), err);
    }
    return 0;
}

/* The facts map: what the rule looked at, notes beside the facts, the person's answer, the note of the case. */
static int judge_facts(struct gather *gather, const struct rule_result *result, const struct answer *answer,
                       struct judged *judged, struct seki_err *err)
{
    struct arena *arena = gather->arena;
    struct value *facts = rule_result_facts(arena, result);
    TRY_MEM(facts, err);
    TRY(judge_parts(arena, result, facts, err));
    struct str own = arena_printf(arena, "answers.%.*s", STR_ARG(judged->indicator));
    TRY_MEM(own.p, err);
    for (struct value *fact = facts->first; fact; fact = fact->next)
        if (str_eq(fact->key, own) && answer->is_given) {
            fact->kind = VALUE_TEXT;
            fact->text = finding_state_word(answer->state);
        }
    if (answer->is_given && !value_get(facts, own))
        TRY_MEM(value_put_text(arena, facts, own, finding_state_word(answer->state)), err);
    for (size_t i = 0; i < result->n_facts; i++) {
        const struct fact_slot *slot;
        enum fact_id id;
        if (!facts_find(result->facts[i].path, &id))
            continue;
        TRY(fact_slot_of(gather, id, &slot, err));
        for (size_t k = 0; k < slot->notes.n; k++) {
            struct value *note = value_copy(arena, slot->notes.v[k].value);
            TRY_MEM(value_get(facts, slot->notes.v[k].key) || value_put(facts, slot->notes.v[k].key, note), err);
        }
    }
    judged->finding.facts = facts;
    return 0;
}

static int judge_note(struct gather *gather, struct judged *judged, struct bilingual note, struct seki_err *err)
{
    struct value *map = value_new(gather->arena, VALUE_MAP);
    if (!note.ja.p && !note.en.p)
        return 0;
    if (!judged->finding.facts)
        judged->finding.facts = value_new(gather->arena, VALUE_MAP);
    bool ok = value_put_text(gather->arena, map, STR("ja"), note.ja) &&
              value_put_text(gather->arena, map, STR("en"), note.en) &&
              value_put(judged->finding.facts, STR("note"), map);
    return ok ? 0 : err_oom(err);
}

static int judge_evidence(struct gather *gather, const struct rule_result *result, const struct answer *answer,
                          struct judged *judged, struct seki_err *err)
{
    for (size_t i = 0; i < result->n_facts; i++)
        TRY(facts_evidence(gather, result->facts[i].path, &judged->finding.evidence, err));
    return answer_evidence(gather->arena, answer, &judged->finding.evidence, err);
}

static bool mandatory_has(const struct gather *gather, struct str indicator)
{
    const struct levels_kind *kind = levels_kind_of(&gather->engine->levels, gather->kind);
    return kind && str_list_has(kind->mandatory, indicator);
}

/* Group, question, mark of a mandatory check: the parts that do not depend on how the state came about. */
static void judge_dress(struct gather *gather, struct judged *judged, const struct rule_result *result)
{
    struct finding *finding = &judged->finding;
    const struct levels_group *group = levels_group_of(&gather->engine->levels, judged->indicator);
    finding->group = group ? group->id : judged->indicator;
    finding->is_mandatory = mandatory_has(gather, judged->indicator) || (result && result->mandatory == TRUTH_TRUE);
    finding->has_question = judged->rule && judged->rule->has_question &&
                            (finding->state == FINDING_PRESENT || finding->state == FINDING_UNKNOWN);
    if (finding->has_question) {
        finding->question = judged->rule->question;
        finding->asks_counterpart = judged->rule->asks_counterpart;
    }
}

/* The severity and stop that a present finding of this rule has here. */
static enum finding_stop judge_weight(struct judged *judged, const struct rule_result *result,
                                      enum finding_state computed)
{
    const struct rule *rule = judged->rule;
    judged->row = computed == FINDING_PRESENT ? result->row : NULL;
    judged->finding.severity = judged->row && judged->row->has_level ? judged->row->level : rule->level;
    return judged->row && judged->row->has_stop ? judged->row->stop : rule->stop;
}

static int judge_rule(struct gather *gather, struct judged *judged, struct seki_err *err)
{
    struct fact_source source = {facts_get, gather};
    struct rule_result result;
    struct answer answer;
    struct answer_case against;
    TRY(answer_read(gather->arena, gather->dealing, judged->indicator, &answer, err));
    TRY(rule_eval(judged->rule, &source, false, gather->arena, &result, err));
    against.computed = judge_computed(judged->rule, &result);
    against.stop = judge_weight(judged, &result, against.computed);
    against.is_asked = judged->rule->is_asked;
    TRY(judge_facts(gather, &result, &answer, judged, err));
    TRY(judge_evidence(gather, &result, &answer, judged, err));
    TRY(judge_answer_counts(gather, judged->rule, &answer, err));
    TRY(answer_decide(&answer, &against, &judged->finding.state, err));
    if (judged->finding.state == FINDING_PRESENT)
        judged->finding.stop = against.stop;
    if (judged->row)
        TRY(judge_note(gather, judged, judged->row->note, err));
    judge_dress(gather, judged, &result);
    return 0;
}

static int judge_out_of_force(struct gather *gather, struct judged *judged, struct seki_err *err)
{
    struct bilingual note = {STR("この日に有効な規則がありません。"),
                             STR("No rule for this indicator is in force on this date.")};
    judged->finding.state = FINDING_NOT_APPLICABLE;
    judge_dress(gather, judged, NULL);
    return judge_note(gather, judged, note, err);
}

int judge_indicator(struct gather *gather, struct str indicator, const struct judged **ret_judged, struct seki_err *err)
{
    struct judged *judged = judged_find(gather, indicator);
    struct str outer = gather->judging;
    if (judged && judged->stage == JUDGE_NEW) {
        judged->stage = JUDGE_BUSY;
        gather->judging = indicator;
        TRY(judged->rule ? judge_rule(gather, judged, err) : judge_out_of_force(gather, judged, err));
        gather->judging = outer;
        judged->stage = JUDGE_DONE;
    }
    *ret_judged = judged;
    return 0;
}

/* Every answer must belong to an indicator that is judged here: nothing that a person said is dropped in silence. */
static int answers_known(struct gather *gather, struct seki_err *err)
{
    for (VALUE_EACH(answer, value_get(gather->dealing, STR("answers"))))
        if (!judged_find(gather, answer->key)) {
            int code =
                err_set(err, SEKI_E_MEANING, "unknown indicator for a dealing of kind %.*s", STR_ARG(gather->kind));
            err_place(err, "/answers/%.*s", STR_ARG(answer->key));
            return code;
        }
    return 0;
}

int judge_all(struct gather *gather, struct seki_err *err)
{
    const struct judged *judged;
    TRY(judge_start(gather, err));
    TRY(answers_known(gather, err));
    for (size_t i = 0; i < gather->judged.n; i++)
        TRY(judge_indicator(gather, gather->judged.v[i].indicator, &judged, err));
    return 0;
}
