/*
 * assess/policy.h - dated tables that rules read: country groups, tariff codes, editions of the control list, holidays.
 *
 * A table is a csv file under policy/ with a header; its last columns are always valid_from, valid_to, source,
 * source_date, confidence, note (policy/PROVENANCE in the shared data). Both days are included; an empty day is open.
 * A table that is empty, or of which no row holds on the day, gives *unknown*, never *absent*. A row whose confidence
 * is `unverified` is a hint: it is told, but decides nothing.
 *
 *   policy/group_a_countries.csv   iso2,...,valid_from,valid_to,source,...    ->  is DE in group A on 2026-11-02?
 *
 * Filled once, read-only afterwards; lives in the arena of the engine.
 */
#ifndef ASSESS_POLICY_H
#define ASSESS_POLICY_H

#include "assess/assess.h"
#include "base/map.h"

struct policy_table;

struct policy_row {
    const struct policy_table *table;
    struct str *cells;   /* as many as the table has columns */
    struct day from, to; /* DAY_NONE = open */
    bool is_unverified;
    uint32_t line;
};

struct policy_table {
    struct str path;
    struct str_list columns;
    struct policy_row *v;
    size_t n, cap;
};

struct policy {
    struct map tables; /* path -> struct policy_table */
};

/* Read every file whose path begins with "policy/" and ends with ".csv". Rows that cannot be read go to `problems`. */
int policy_open(struct arena *arena, const struct assess_sources *sources, struct assess_problem_list *problems,
                struct policy *ret_policy, struct seki_err *err);

/* The table of "policy/group_a_countries.csv"; NULL if there is none. */
const struct policy_table *policy_get(const struct policy *policy, struct str path);

/* A cell by its column; STR_NULL if the table has no such column. Never fails. */
struct str policy_cell(const struct policy_row *row, struct str column);

bool policy_row_holds(const struct policy_row *row, struct day day);

/* Does a verified row hold on the day? NULL table: no. */
bool policy_covers(const struct policy_table *table, struct day day);

/* The first row at or after *i that holds on the day and has `value` in `column`; *i moves behind it. NULL at the end.
 *     size_t i = 0; while ((row = policy_find(table, &i, day, STR("iso2"), country))) ... */
const struct policy_row *policy_find(const struct policy_table *table, size_t *i, struct day day, struct str column,
                                     struct str value);

/* Does `text` match `pattern` where '*' stands for any run of bytes? ASCII case does not matter. */
bool policy_glob(struct str pattern, struct str text);

/* -- what a list is (policy/lists.csv) -- */

/* From the strictest on. */
enum policy_effect { POLICY_BAN, POLICY_END_USER_LIST, POLICY_FOREIGN_RESTRICTION, POLICY_TRACKER };

/*
 * Of the rows for the list that hold on the day, the first whose source_pattern fits says what a source of the list is.
 * Default: a ban, no rule pack. A party that stands in a merged list by several sources names all of them, joined by
 * "; ": its effect is the strictest one, its rule packs are those of all sources.
 *     struct str rest = source_field, pack; while (policy_list_pack(policy, list, &rest, day, &pack)) ...
 */
enum policy_effect policy_list_effect(const struct policy *policy, struct str list, struct str source_field,
                                      struct day day);

/* The rule pack of the next source; *rest_sources moves behind it. False at the end. A source_field that is missing is
 * one empty source: give STR(""). */
bool policy_list_pack(const struct policy *policy, struct str list, struct str *rest_sources, struct day day,
                      struct str *ret_pack);

#endif
