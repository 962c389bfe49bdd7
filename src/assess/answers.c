/* assess/answers.c - see answers.h: reading an answer, and the table of what holds. */
#include "assess/answers.h"

enum verdict { STAYS, TAKEN, REFUSED, EXPLAINED };

/* [computed][answer], in the order of FINDING_STATES: absent, present, unknown, explained, not_applicable. */
static const enum verdict TABLE[FINDING_STATE_COUNT][FINDING_STATE_COUNT] = {
    [FINDING_PRESENT] = {REFUSED, STAYS, STAYS, EXPLAINED, REFUSED},
    [FINDING_ABSENT] = {STAYS, TAKEN, STAYS, STAYS, STAYS},
    [FINDING_UNKNOWN] = {TAKEN, TAKEN, STAYS, EXPLAINED, TAKEN},
    [FINDING_NOT_APPLICABLE] = {STAYS, TAKEN, STAYS, STAYS, STAYS},
};

static int refuse(const struct answer *answer, const char *field, const char *reason, struct seki_err *err)
{
    int code = err_set(err, SEKI_E_MEANING, "%s", reason);
    err_place(err, "%.*s/%s", STR_ARG(answer->pointer), field);
    return code;
}

static int form_check(const struct answer *answer, struct seki_err *err)
{
    const struct value *evidence = value_get(answer->value, STR("evidence"));
    bool has_note = !str_is_empty(str_trim(value_get_text(answer->value, STR("note"))));
    bool has_evidence = value_is(evidence, VALUE_LIST) && evidence->n > 0;
    bool is_explained = answer->state == FINDING_EXPLAINED;
    if ((is_explained || answer->state == FINDING_NOT_APPLICABLE) && !has_note)
        return refuse(answer, "note", "is required: say why", err);
    if (is_explained && !has_evidence)
        return refuse(answer, "evidence", "is required: explained needs at least one piece of evidence", err);
    return 0;
}

int answer_read(struct arena *arena, const struct value *dealing, struct str indicator, struct answer *ret_answer,
                struct seki_err *err)
{
    struct answer answer = {.value = value_get(value_get(dealing, STR("answers")), indicator)};
    if (!value_is(answer.value, VALUE_MAP)) {
        *ret_answer = (struct answer){0};
        return 0;
    }
    answer.is_given = true;
    answer.pointer = arena_printf(arena, "/answers/%.*s", STR_ARG(indicator));
    TRY_MEM(answer.pointer.p, err);
    if (!finding_state_of(value_get_text(answer.value, STR("state")), &answer.state))
        answer.state = FINDING_UNKNOWN; /* no word yet: nobody knows */
    TRY(form_check(&answer, err));
    *ret_answer = answer;
    return 0;
}

int answer_decide(const struct answer *answer, const struct answer_case *against, enum finding_state *ret_state,
                  struct seki_err *err)
{
    bool is_stop = against->stop == FINDING_STOP_LEGAL || against->stop == FINDING_STOP_DANGER;
    enum verdict verdict = answer->is_given ? TABLE[against->computed][answer->state] : STAYS;
    bool is_bound = is_stop && (against->computed == FINDING_PRESENT || against->is_asked);
    if (verdict == EXPLAINED && is_bound)
        verdict = REFUSED;
    if (verdict == REFUSED && answer->state == FINDING_EXPLAINED)
        return refuse(answer, "state",
                      "a legal stop or a danger cannot be explained away: settle a wrong list hit by "
                      "resolved; clearing is a decision",
                      err);
    if (verdict == REFUSED)
        return refuse(answer, "state", "the facts show that it is present: correct the fact, or explain it", err);
    *ret_state = verdict == STAYS ? against->computed : answer->state;
    return 0;
}

static int evidence_put(struct arena *arena, struct evidence_list *into, struct str place, struct str text,
                        struct seki_err *err)
{
    TRY_MEM(place.p, err);
    struct evidence evidence = {.source = STR("answer"), .place = place, .text = text};
    return ARENA_PUSH(arena, into, evidence) ? 0 : err_oom(err);
}

int answer_evidence(struct arena *arena, const struct answer *answer, struct evidence_list *into, struct seki_err *err)
{
    struct str note = value_get_text(answer->value, STR("note"));
    size_t index = 0;
    if (!answer->is_given)
        return 0;
    if (note.p)
        TRY(evidence_put(arena, into, arena_printf(arena, "%.*s/note", STR_ARG(answer->pointer)), note, err));
    for (VALUE_EACH(item, value_get(answer->value, STR("evidence")))) {
        struct str place = arena_printf(arena, "%.*s/evidence/%zu", STR_ARG(answer->pointer), index++);
        TRY(evidence_put(arena, into, place, value_text(item), err));
    }
    return 0;
}
