/*
 * assess/answers.h - what a person found, beside what was computed (DEALING.md section 1).
 *
 *   computed \ answer   absent    present  unknown  explained            not_applicable
 *   present             refused   stays    stays    explained (1)        refused
 *   absent              stays     present  stays    stays                stays
 *   unknown             absent    present  stays    explained            not_applicable
 *   asked               absent    present  stays    explained (1)        not_applicable
 *   not applicable      stays     present  stays    stays                stays
 *
 * (1) refused where the finding is, or would be, a legal stop or a danger. explained needs a note and at least one
 * piece of evidence, not_applicable needs a note. An answer without a state is unknown.
 */
#ifndef ASSESS_ANSWERS_H
#define ASSESS_ANSWERS_H

#include "assess/assess.h"

struct answer {
    bool is_given;
    enum finding_state state;
    struct str pointer; /* "/answers/PRC-13" */
    const struct value *value;
};

/* What decides. */
struct answer_case {
    enum finding_state computed;
    enum finding_stop stop; /* that the finding would have */
    bool is_asked;          /* only a person decides */
};

/* The answer to an indicator, its form checked. Nothing there: is_given false. */
int answer_read(struct arena *arena, const struct value *dealing, struct str indicator, struct answer *ret_answer,
                struct seki_err *err);

/* The state that holds. SEKI_E_MEANING with the place of the answer when it is refused. */
int answer_decide(const struct answer *answer, const struct answer_case *against, enum finding_state *ret_state,
                  struct seki_err *err);

/* Note and evidence of the answer as evidence of the finding, source "answer". */
int answer_evidence(struct arena *arena, const struct answer *answer, struct evidence_list *into, struct seki_err *err);

#endif
