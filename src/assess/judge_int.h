/*
 * assess/judge_int.h - one indicator: its rule over the facts, and the answer of a person beside it.
 */
#ifndef ASSESS_JUDGE_INT_H
#define ASSESS_JUDGE_INT_H

#include "assess/assess_int.h"

/* Judge one indicator now, if it was not judged yet. NULL: no rule for it here. A circle of findings gives a `judged`
 * that is not done, which a rule sees as unknown. */
int judge_indicator(struct gather *gather, struct str indicator, const struct judged **ret_judged,
                    struct seki_err *err);

/* Judge all indicators of the dealing's kind, in order of their ids. */
int judge_all(struct gather *gather, struct seki_err *err);

#endif
