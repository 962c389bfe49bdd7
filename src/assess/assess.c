/*
 * assess/assess.c - one dealing from its facts to its answer: the order of the steps.
 */
#include "assess/assess.h"
#include "assess/check_int.h"
#include "assess/judge_int.h"
#include "assess/level_int.h"
#include "assess/screening_int.h"
#include "codec/json.h"
#include "store/dealings.h"

int assess_day(const struct value *dealing, struct str timezone, int64_t now_ms, struct day *ret_day,
               struct seki_err *err)
{
    const struct value *date = value_get(dealing, STR("date"));
    if (!date || date->kind == VALUE_NULL || value_is_false(date))
        return zone_day(timezone, now_ms, ret_day, err);
    if (day_parse_full(value_text(date), ret_day))
        return 0;
    int code = err_set(err, SEKI_E_MEANING, "must be a day such as 2026-11-02");
    err_place(err, "/date");
    return code;
}

static int findings_take(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    for (size_t i = 0; i < gather->judged.n; i++)
        if (!ARENA_PUSH(gather->arena, &assessment->findings, gather->judged.v[i].finding))
            return err_oom(err);
    return 0;
}

static int lists_take(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    for (size_t i = 0; i < gather->context->n_lists; i++) {
        const struct assess_list *list = &gather->context->lists[i];
        struct assessment_list row = {list->list, list->edition, list->is_later};
        if (!ARENA_PUSH(gather->arena, &assessment->lists, row))
            return err_oom(err);
    }
    return 0;
}

/* Against the latest stored version and its answer. */
static int changes_make(struct gather *gather, struct assessment *assessment, struct seki_err *err)
{
    const struct assess_context *context = gather->context;
    struct dealing_version version;
    struct assessment_row row;
    struct value *before, *answer = NULL;
    if (context->version <= 1)
        return 0;
    TRY(dealing_latest(context->store, gather->arena, assessment->dealing, &version, err));
    TRY(json_parse(gather->arena, version.body, &before, err));
    int got = assessment_latest(context->store, gather->arena, assessment->dealing, &row, err);
    TRY(got);
    if (got > 0)
        TRY(json_parse(gather->arena, row.body, &answer, err));
    struct assess_versions versions = {before, gather->dealing, answer, assessment};
    return assess_changes(gather->arena, &versions, &assessment->changes, err);
}

int assess_dealing(const struct assess_context *context, struct arena *arena, const struct value *dealing,
                   struct assessment *ret_assessment, struct seki_err *err)
{
    struct gather *gather = ARENA_NEW(arena, struct gather);
    TRY_MEM(gather, err);
    TRY(check_kind(context->engine, dealing, err));
    TRY(gather_init(gather, context, arena, dealing, err));
    TRY(check_dealing(gather, err));
    TRY(judge_all(gather, err));
    TRY(screening_run(gather, err));
    struct assessment assessment = {.dealing = value_get_text(dealing, STR("id")),
                                    .version = context->version,
                                    .date = gather->date,
                                    .rules_version = context->engine->rules_version,
                                    .levels_version = context->engine->levels_version,
                                    .is_customer_hit = screening_is_customer_hit(gather)};
    TRY(findings_take(gather, &assessment, err));
    TRY(lists_take(gather, &assessment, err));
    TRY(level_fill(gather, &assessment, err));
    TRY(changes_make(gather, &assessment, err));
    *ret_assessment = assessment;
    return 0;
}
