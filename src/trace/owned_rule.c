/*
 * trace/owned_rule.c - rows of the policy table: read one, and choose the one that holds for a list on a day.
 */
#include "base/value.h"
#include "trace/owned_int.h"

/* ---- reading ---- */

struct row {
    const struct str *header, *fields;
    size_t n;
};

static int column(const struct row *row, const char *name, struct str *ret_text, struct seki_err *err)
{
    size_t index;
    if (!str_find_word(row->header, row->n, str_c(name), &index))
        return err_set(err, SEKI_E_MEANING, "the column '%s' is missing", name);
    *ret_text = str_trim(row->fields[index]);
    return 0;
}

static int column_flag(const struct row *row, const char *name, const char *yes, const char *no, bool *ret_flag,
                       struct seki_err *err)
{
    struct str text;
    TRY(column(row, name, &text, err));
    if (!str_eq(text, str_c(yes)) && !str_eq(text, str_c(no)))
        return err_set(err, SEKI_E_MEANING, "the column '%s' is %s or %s, not '%.*s'", name, yes, no, STR_ARG(text));
    *ret_flag = str_eq(text, str_c(yes));
    return 0;
}

static int column_day(const struct row *row, const char *name, struct day *ret_day, struct seki_err *err)
{
    struct str text;
    TRY(column(row, name, &text, err));
    *ret_day = DAY_NONE;
    if (text.n && !day_parse_full(text, ret_day))
        return err_set(err, SEKI_E_MEANING, "the column '%s' holds no day: '%.*s'", name, STR_ARG(text));
    return 0;
}

/* "50" or "33.34": percent to 1/10,000. */
static int column_percent(const struct row *row, int32_t *ret_share, struct seki_err *err)
{
    struct str text;
    TRY(column(row, "percent", &text, err));
    struct value number = {.kind = VALUE_NUMBER, .text = text};
    int64_t share;
    bool is_number = text.n && text.p[0] >= '0' && text.p[0] <= '9' && value_fixed(&number, 2, &share);
    if (!is_number || share > OWNED_WHOLE)
        return err_set(err, SEKI_E_MEANING, "the column 'percent' holds no share: '%.*s'", STR_ARG(text));
    *ret_share = (int32_t)share;
    return 0;
}

static int column_status(const struct row *row, struct owned_rule *rule, struct seki_err *err)
{
    TRY(column(row, "status", &rule->status, err));
    bool is_suspended = str_eq(rule->status, STR("suspended"));
    rule->is_in_force = str_eq(rule->status, STR("in_force")) || str_eq(rule->status, STR("default")) ||
                        str_eq(rule->status, STR("in_force_unless_extended"));
    if (!is_suspended && !rule->is_in_force)
        return err_set(err, SEKI_E_MEANING, "unknown status '%.*s'", STR_ARG(rule->status));
    return 0;
}

int owned_rule_read(const struct str *header, const struct str *fields, size_t n, struct owned_rule *ret_rule,
                    struct seki_err *err)
{
    struct row row = {header, fields, n};
    struct owned_rule rule = {0};
    TRY(column(&row, "id", &rule.id, err));
    TRY(column(&row, "authority", &rule.authority, err));
    TRY(column(&row, "effect", &rule.effect, err));
    TRY(column(&row, "source", &rule.source, err));
    TRY(column(&row, "note", &rule.note, err));
    TRY(column_flag(&row, "operator", ">", ">=", &rule.is_more_than, err));
    TRY(column_percent(&row, &rule.threshold, err));
    TRY(column_flag(&row, "aggregate", "yes", "no", &rule.is_aggregate, err));
    TRY(column_flag(&row, "indirect", "yes", "no", &rule.is_indirect, err));
    TRY(column_flag(&row, "control_counts", "yes", "no", &rule.counts_control, err));
    TRY(column_status(&row, &rule, err));
    TRY(column_day(&row, "valid_from", &rule.valid_from, err));
    TRY(column_day(&row, "valid_to", &rule.valid_to, err));
    *ret_rule = rule;
    return 0;
}

bool owned_rule_is_reached(const struct owned_rule *rule, int32_t share)
{
    return rule->is_more_than ? share > rule->threshold : share >= rule->threshold;
}

/* ---- choosing ---- */

enum { BEFORE = -1, COVERS = 0, LATER = 1 }; /* where the row's days lie, seen from the day */

static int place_of(const struct owned_rule *rule, struct day day)
{
    if (day_is_known(rule->valid_from) && day_cmp(day, rule->valid_from) < 0)
        return LATER;
    return day_is_known(rule->valid_to) && day_cmp(rule->valid_to, day) < 0 ? BEFORE : COVERS;
}

/* A row that covers the day, the latest begun; else the next to come; else the last that was. */
static bool is_better(const struct owned_rule *rule, const struct owned_rule *best, struct day day)
{
    if (!best)
        return true;
    int place = place_of(rule, day), best_place = place_of(best, day);
    if (place != best_place)
        return place == COVERS || (place == LATER && best_place == BEFORE);
    int order = day_cmp(rule->valid_from, best->valid_from);
    return place == LATER ? order < 0 : order > 0;
}

bool owned_rule_is_in_force(const struct owned_rule *rule, struct day day)
{
    return rule->is_in_force && place_of(rule, day) == COVERS;
}

const struct owned_rule *owned_rule_on(const struct owned_rule *rules, size_t n, struct str id, struct day day,
                                       bool *ret_is_in_force)
{
    const struct owned_rule *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (str_eq(rules[i].id, id) && is_better(&rules[i], best, day))
            best = &rules[i];
    *ret_is_in_force = best && owned_rule_is_in_force(best, day);
    return best;
}

/* How much a row of the table of lists says about this listing; 0 = nothing. */
static int weight_of(const struct owned_list_rule *row, const struct owned_listed *listed)
{
    bool is_any_list = str_eq(row->list, STR("*")), is_any_field = str_eq(row->source_field, STR("*"));
    bool list_fits = is_any_list || str_eq(row->list, listed->list);
    bool field_fits = is_any_field || (listed->source_field.n && str_starts(listed->source_field, row->source_field));
    return list_fits && field_fits ? 1 + 2 * !is_any_list + !is_any_field : 0;
}

static int best_weight(const struct owned_question *question, const struct owned_listed *listed)
{
    int best = 0;
    for (size_t i = 0; i < question->n_list_rules; i++) {
        int weight = weight_of(&question->list_rules[i], listed);
        best = weight > best ? weight : best;
    }
    return best;
}

/* Is the rule named for this listing by a row that says as much as any? */
static bool is_named(const struct owned_question *question, const struct owned_listed *listed, int weight,
                     const struct owned_rule *rule)
{
    for (size_t i = 0; i < question->n_list_rules; i++)
        if (weight_of(&question->list_rules[i], listed) == weight && str_eq(question->list_rules[i].rule, rule->id))
            return true;
    return false;
}

static bool has_node(const struct owned_seeds *seeds, uint32_t node)
{
    return seeds->n && seeds->v[seeds->n - 1] == node;
}

/* Of the named rules of one authority, which follow each other in time, the one for the day. */
static size_t pick_of_authority(const struct owned_question *question, const bool *named, struct str authority)
{
    const struct owned_rule *best = NULL;
    for (size_t i = 0; i < question->n_rules; i++) {
        const struct owned_rule *rule = &question->rules[i];
        if (named[i] && str_eq(rule->authority, authority) && is_better(rule, best, question->day))
            best = rule;
    }
    return (size_t)(best - question->rules);
}

static int seed(struct arena *arena, const struct owned_question *question, const struct owned_listed *listed,
                bool *named, struct owned_seeds *seeds, struct seki_err *err)
{
    int weight = best_weight(question, listed);
    bool is_any = false;
    for (size_t i = 0; i < question->n_rules; i++) {
        named[i] = weight && is_named(question, listed, weight, &question->rules[i]);
        is_any = is_any || named[i];
    }
    if (!is_any)
        return err_set(err, SEKI_E_MEANING, "no ownership rule for the list %.*s", STR_ARG(listed->list));
    for (size_t i = 0; i < question->n_rules; i++) {
        if (!named[i] || pick_of_authority(question, named, question->rules[i].authority) != i)
            continue;
        if (!has_node(&seeds[i], listed->node))
            TRY_MEM(ARENA_PUSH(arena, &seeds[i], listed->node), err);
    }
    return 0;
}

int owned_seeds_find(struct arena *arena, const struct owned_question *question, struct owned_seeds **ret_seeds,
                     struct seki_err *err)
{
    struct owned_seeds *seeds = ARENA_ARRAY(arena, question->n_rules, struct owned_seeds);
    TRY_MEM(seeds, err);
    bool *named = ARENA_ARRAY(arena, question->n_rules, bool);
    TRY_MEM(named, err);
    for (size_t i = 0; i < question->n_listed; i++) {
        if (question->listed[i].node >= question->n_nodes)
            return err_set(err, SEKI_E_MEANING, "listed party %zu is not there", i);
        TRY(seed(arena, question, &question->listed[i], named, seeds, err));
    }
    *ret_seeds = seeds;
    return 0;
}
