/*
 * assess/changes.c - what differs between two versions of a dealing and between their answers.
 *
 *   {"what":"field","path":"/shipment/destination","before":"AE","after":"TR"}
 *   {"what":"finding","path":"PRC-24","before":"present","after":"absent"}
 *   {"what":"answer","path":"level","before":"amber","after":"green"}
 *
 * A missing key and null are the same (nobody knows); the order of keys does not matter, that of lists does.
 */
#include "assess/assess.h"
#include "base/limits.h"

struct compare {
    struct arena *arena;
    struct value *changes;
    struct seki_err *err;
};

static struct value *copy_or_null(struct arena *arena, const struct value *value)
{
    return value ? value_copy(arena, value) : value_new(arena, VALUE_NULL);
}

static int change_add(struct compare *in, struct str what, struct str path, const struct value *before,
                      const struct value *after)
{
    struct value *row = value_new(in->arena, VALUE_MAP);
    if (in->changes->n >= LIMIT(CHANGES))
        return 0;
    bool ok = path.p && value_put_text(in->arena, row, STR("what"), what) &&
              value_put_text(in->arena, row, STR("path"), path) &&
              value_put(row, STR("before"), copy_or_null(in->arena, before)) &&
              value_put(row, STR("after"), copy_or_null(in->arena, after)) && value_add(in->changes, row);
    return ok ? 0 : err_oom(in->err);
}

static bool is_nothing(const struct value *value)
{
    return !value || value->kind == VALUE_NULL;
}

static int fields_compare(struct compare *in, const struct value *before, const struct value *after, struct str path);

static int maps_compare(struct compare *in, const struct value *before, const struct value *after, struct str path)
{
    for (VALUE_EACH(field, after)) {
        struct str place = arena_printf(in->arena, "%.*s/%.*s", STR_ARG(path), STR_ARG(field->key));
        TRY(fields_compare(in, value_get(before, field->key), field, place));
    }
    for (VALUE_EACH(field, before)) {
        struct str place = arena_printf(in->arena, "%.*s/%.*s", STR_ARG(path), STR_ARG(field->key));
        if (!value_get(after, field->key))
            TRY(fields_compare(in, field, NULL, place));
    }
    return 0;
}

static int lists_compare(struct compare *in, const struct value *before, const struct value *after, struct str path)
{
    const struct value *a = before->first, *b = after->first;
    for (size_t index = 0; a || b; index++) {
        struct str place = arena_printf(in->arena, "%.*s/%zu", STR_ARG(path), index);
        TRY(fields_compare(in, a, b, place));
        a = a ? a->next : NULL;
        b = b ? b->next : NULL;
    }
    return 0;
}

static int fields_compare(struct compare *in, const struct value *before, const struct value *after, struct str path)
{
    if ((is_nothing(before) && is_nothing(after)) || in->changes->n >= LIMIT(CHANGES))
        return 0;
    if (value_is(before, VALUE_MAP) && value_is(after, VALUE_MAP))
        return maps_compare(in, before, after, path);
    if (value_is(before, VALUE_LIST) && value_is(after, VALUE_LIST))
        return lists_compare(in, before, after, path);
    if (before && after && value_eq(before, after))
        return 0;
    return change_add(in, STR("field"), path, before, after);
}

static struct str state_before(const struct value *answer, struct str indicator)
{
    for (VALUE_EACH(finding, value_get(answer, STR("findings"))))
        if (str_eq(value_get_text(finding, STR("indicator")), indicator))
            return value_get_text(finding, STR("state"));
    return STR_NULL;
}

static int findings_compare(struct compare *in, const struct value *before, const struct assessment *answer)
{
    for (size_t i = 0; i < answer->findings.n; i++) {
        const struct finding *finding = &answer->findings.v[i];
        struct value then = {.kind = VALUE_TEXT, .text = state_before(before, finding->indicator)};
        struct value now = {.kind = VALUE_TEXT, .text = finding_state_word(finding->state)};
        if (!str_eq(then.text, now.text))
            TRY(change_add(in, STR("finding"), finding->indicator, then.text.p ? &then : NULL, &now));
    }
    return 0;
}

static int answers_compare(struct compare *in, const struct value *before, const struct assessment *answer)
{
    static const struct str FIELDS[] = {{"level", 5}, {"incomplete", 10}, {"concern", 7}, {"highest_sensitivity", 19}};
    struct value *after = assessment_value(in->arena, answer);
    TRY_MEM(after, in->err);
    for (size_t i = 0; i < ARRAY_LEN(FIELDS); i++) {
        const struct value *then = value_get(before, FIELDS[i]), *now = value_get(after, FIELDS[i]);
        if (!then || !value_eq(then, now))
            TRY(change_add(in, STR("answer"), FIELDS[i], then, now));
    }
    return 0;
}

int assess_changes(struct arena *arena, const struct assess_versions *versions, struct value **ret_changes,
                   struct seki_err *err)
{
    struct compare in = {.arena = arena, .changes = value_new(arena, VALUE_LIST), .err = err};
    TRY_MEM(in.changes, err);
    TRY(fields_compare(&in, versions->before, versions->after, STR("")));
    if (versions->before_answer) {
        TRY(findings_compare(&in, versions->before_answer, versions->answer));
        TRY(answers_compare(&in, versions->before_answer, versions->answer));
    }
    *ret_changes = in.changes;
    return 0;
}
