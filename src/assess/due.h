/*
 * assess/due.h - until when an answer is due (DEALING section 4).
 *
 *   received Monday 2026-11-02 09:14, amber (2 working days, 18:00), Tuesday is a holiday  ->  Thursday 18:00
 *
 * Counted from received_at, else from 09:00 of the day, in the organisation's zone; never from the clock. Saturdays,
 * Sundays and the holidays of policy/holidays.csv are no working days; without that table weekends alone.
 */
#ifndef ASSESS_DUE_H
#define ASSESS_DUE_H

#include "assess/levels.h"
#include "assess/policy.h"

struct due_question {
    const struct levels *levels;
    const struct policy *policy;
    struct str zone;
    struct str received_at; /* RFC 3339, or STR_NULL */
    struct day day;         /* of the dealing */
    enum finding_level level;
    bool is_danger; /* the moment itself */
};

/* RFC 3339 with the zone's offset in the arena, or STR_NULL where nothing is due. */
int due_at(struct arena *arena, const struct due_question *question, struct str *ret_due, struct seki_err *err);

bool due_is_workday(const struct policy *policy, struct day day);

#endif
