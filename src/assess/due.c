/* assess/due.c - see due.h. */
#include "assess/due.h"

bool due_is_workday(const struct policy *policy, struct day day)
{
    const struct policy_table *table = policy_get(policy, STR("policy/holidays.csv"));
    char text[DAY_TEXT];
    int weekday = day_weekday(day);
    if (weekday == 0 || weekday == 6)
        return false;
    day_text(day, text);
    size_t i = 0;
    return !policy_find(table, &i, day, STR("date"), str_c(text));
}

static struct day next_workday(const struct policy *policy, struct day day)
{
    do
        day = day_of_number(day_number(day) + 1);
    while (!due_is_workday(policy, day));
    return day;
}

/* The moment it came in. */
static int received(const struct due_question *question, int64_t *ret_ms, struct seki_err *err)
{
    if (question->received_at.p && moment_parse(question->received_at, ret_ms))
        return 0;
    return zone_moment(question->zone, question->day, question->levels->received_hour,
                       question->levels->received_minute, ret_ms, err);
}

/* The same working day, unless its hour is over or it is none: then the next. */
static int same_day(const struct due_question *question, const struct levels_due *due, int64_t from, struct day *day,
                    struct seki_err *err)
{
    int64_t end;
    if (due_is_workday(question->policy, *day)) {
        TRY(zone_moment(question->zone, *day, due->hour, due->minute, &end, err));
        if (from <= end)
            return 0;
    }
    *day = next_workday(question->policy, *day);
    return 0;
}

static int moment_of(const struct due_question *question, int64_t from, int64_t *ret_ms, struct seki_err *err)
{
    const struct levels_due *due = &question->levels->due[question->level];
    struct day day;
    TRY(zone_day(question->zone, from, &day, err));
    if (due->workdays == 0)
        TRY(same_day(question, due, from, &day, err));
    for (int i = 0; i < due->workdays; i++)
        day = next_workday(question->policy, day);
    return zone_moment(question->zone, day, due->hour, due->minute, ret_ms, err);
}

int due_at(struct arena *arena, const struct due_question *question, struct str *ret_due, struct seki_err *err)
{
    char text[26];
    int64_t from, moment;
    *ret_due = STR_NULL;
    if (!question->is_danger && !question->levels->due[question->level].is_given)
        return 0;
    TRY(received(question, &from, err));
    moment = from;
    if (!question->is_danger)
        TRY(moment_of(question, from, &moment, err));
    TRY(zone_text(question->zone, moment, text, err));
    *ret_due = arena_printf(arena, "%s", text);
    return ret_due->p ? 0 : err_oom(err);
}
