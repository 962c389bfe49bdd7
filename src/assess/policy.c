/*
 * assess/policy.c - reading the policy tables and asking them about a day.
 *
 * HOW IT WORKS. Tables are small (the longest, holidays, has some thousand rows), so a look-up walks the rows; the rows
 * keep their line, so evidence can name "policy/catch_all_hs.csv:12".
 */
#include "assess/policy.h"
#include "codec/csv.h"

static int problem_add(struct arena *arena, struct assess_problem_list *problems, struct assess_problem problem,
                       struct seki_err *err)
{
    if (problems && !ARENA_PUSH(arena, problems, problem))
        return err_oom(err);
    return 0;
}

static int problem_row(struct arena *arena, struct assess_problem_list *problems, const struct policy_row *row,
                       const char *reason, struct seki_err *err)
{
    return problem_add(arena, problems, (struct assess_problem){row->table->path, row->line, str_c(reason)}, err);
}

static size_t column_index(const struct policy_table *table, struct str column)
{
    for (size_t i = 0; i < table->columns.n; i++)
        if (str_eq(table->columns.v[i], column))
            return i;
    return SIZE_MAX;
}

static int copy_fields(struct arena *arena, const struct str *fields, size_t n, struct str **ret_copy,
                       struct seki_err *err)
{
    struct str *copy = ARENA_ARRAY(arena, n, struct str);
    TRY_MEM(copy, err);
    for (size_t i = 0; i < n; i++) {
        copy[i] = arena_str(arena, fields[i]);
        TRY_MEM(copy[i].p, err);
    }
    *ret_copy = copy;
    return 0;
}

/* An empty cell is an open end; anything else must be a full day. */
static bool day_cell(const struct policy_row *row, struct str column, struct day *ret_day)
{
    struct str text = policy_cell(row, column);
    *ret_day = DAY_NONE;
    return str_is_empty(text) || day_parse_full(text, ret_day);
}

static int row_add(struct arena *arena, struct policy_table *table, struct policy_row *row,
                   struct assess_problem_list *problems, struct seki_err *err)
{
    if (!day_cell(row, STR("valid_from"), &row->from) || !day_cell(row, STR("valid_to"), &row->to))
        return problem_row(arena, problems, row, "valid_from and valid_to must be days such as 2026-11-02 or empty",
                           err);
    row->is_unverified = str_eq(policy_cell(row, STR("confidence")), STR("unverified"));
    return ARENA_PUSH(arena, table, *row) ? 0 : err_oom(err);
}

static int header_read(struct arena *arena, struct csv *csv, struct policy_table *table, struct seki_err *err)
{
    struct str *fields;
    size_t n;
    int got = csv_next(csv, &fields, &n, err);
    TRY(got);
    if (got == 0)
        return 0; /* an empty table: every question to it is unknown */
    TRY(copy_fields(arena, fields, n, &table->columns.v, err));
    table->columns.n = n;
    return 0;
}

static int rows_read(struct arena *arena, struct csv *csv, struct policy_table *table,
                     struct assess_problem_list *problems, struct seki_err *err)
{
    struct str *fields;
    size_t n;
    int got;
    struct seki_err bad;
    while ((got = csv_next(csv, &fields, &n, &bad)) != 0) {
        struct policy_row row = {.table = table, .line = (uint32_t)csv_line(csv)};
        if (got < 0 && !csv_can_go_on(csv)) {
            if (err)
                *err = bad;
            return got;
        }
        if (got < 0 || n != table->columns.n) {
            struct str reason =
                got < 0 ? arena_printf(arena, "%s", bad.reason) : STR("not as many cells as the header");
            TRY_MEM(reason.p, err);
            TRY(problem_add(arena, problems, (struct assess_problem){table->path, row.line, reason}, err));
            continue;
        }
        TRY(copy_fields(arena, fields, n, &row.cells, err));
        TRY(row_add(arena, table, &row, problems, err));
    }
    return 0;
}

static int table_read(struct arena *arena, const struct assess_file *file, struct assess_problem_list *problems,
                      struct policy_table *table, struct seki_err *err)
{
    AUTO(stream_close) struct stream *stream = NULL;
    AUTO(csv_close) struct csv *csv = NULL;
    table->path = file->path;
    TRY(stream_open_bytes(arena, file->bytes, &stream, err));
    TRY(csv_open(arena, stream, NULL, &csv, err));
    TRY(header_read(arena, csv, table, err));
    return rows_read(arena, csv, table, problems, err);
}

int policy_open(struct arena *arena, const struct assess_sources *sources, struct assess_problem_list *problems,
                struct policy *ret_policy, struct seki_err *err)
{
    map_init(&ret_policy->tables, arena);
    for (size_t i = 0; i < sources->n_files; i++) {
        const struct assess_file *file = &sources->files[i];
        if (!str_starts(file->path, STR("policy/")) || !str_ends(file->path, STR(".csv")))
            continue;
        struct policy_table *table = ARENA_NEW(arena, struct policy_table);
        TRY_MEM(table, err);
        int code = table_read(arena, file, problems, table, err);
        if (code < 0) {
            err_place(err, "%.*s", STR_ARG(file->path));
            return code;
        }
        TRY_MEM(map_put(&ret_policy->tables, file->path, table), err);
    }
    return 0;
}

const struct policy_table *policy_get(const struct policy *policy, struct str path)
{
    return map_get(&policy->tables, path);
}

struct str policy_cell(const struct policy_row *row, struct str column)
{
    size_t index = column_index(row->table, column);
    return index == SIZE_MAX ? STR_NULL : row->cells[index];
}

bool policy_row_holds(const struct policy_row *row, struct day day)
{
    return (!day_is_known(row->from) || day_cmp(row->from, day) <= 0) &&
           (!day_is_known(row->to) || day_cmp(day, row->to) <= 0);
}

bool policy_covers(const struct policy_table *table, struct day day)
{
    for (size_t i = 0; table && i < table->n; i++)
        if (!table->v[i].is_unverified && policy_row_holds(&table->v[i], day))
            return true;
    return false;
}

const struct policy_row *policy_find(const struct policy_table *table, size_t *i, struct day day, struct str column,
                                     struct str value)
{
    size_t index = table ? column_index(table, column) : SIZE_MAX;
    if (index == SIZE_MAX)
        return NULL;
    while (*i < table->n) {
        const struct policy_row *row = &table->v[(*i)++];
        if (policy_row_holds(row, day) && str_eq(row->cells[index], value))
            return row;
    }
    return NULL;
}

bool policy_glob(struct str pattern, struct str text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, star_text = 0;
    while (t < text.n) {
        if (p < pattern.n && pattern.p[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.n && str_eq_nocase(str_sub(pattern, p, 1), str_sub(text, t, 1))) {
            p++;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++star_text;
        } else {
            return false;
        }
    }
    while (p < pattern.n && pattern.p[p] == '*')
        p++;
    return p == pattern.n;
}

/* Parts of a source_field: one row of a merged list may come from several sources. */
static const struct str SOURCES_JOINT = {"; ", 2};

static const struct policy_row *list_row(const struct policy *policy, struct str list, struct str source,
                                         struct day day)
{
    const struct policy_table *table = policy_get(policy, STR("policy/lists.csv"));
    const struct policy_row *row;
    size_t i = 0;
    while ((row = policy_find(table, &i, day, STR("list"), list))) {
        struct str pattern = policy_cell(row, STR("source_pattern"));
        if (str_is_empty(pattern) || policy_glob(pattern, source))
            return row;
    }
    return NULL;
}

static enum policy_effect row_effect(const struct policy_row *row)
{
    static const struct str WORDS[] = {
        [POLICY_BAN] = {"ban", 3},
        [POLICY_END_USER_LIST] = {"end_user_list", 13},
        [POLICY_FOREIGN_RESTRICTION] = {"foreign_restriction", 19},
        [POLICY_TRACKER] = {"tracker", 7},
    };
    size_t index = POLICY_BAN;
    if (row && !str_find_word(WORDS, ARRAY_LEN(WORDS), policy_cell(row, STR("effect")), &index))
        index = POLICY_BAN;
    return (enum policy_effect)index;
}

enum policy_effect policy_list_effect(const struct policy *policy, struct str list, struct str source_field,
                                      struct day day)
{
    enum policy_effect strictest = POLICY_TRACKER;
    struct str rest = source_field.p ? source_field : STR(""), source;
    while (str_split(&rest, SOURCES_JOINT, &source)) {
        enum policy_effect effect = row_effect(list_row(policy, list, source, day));
        strictest = effect < strictest ? effect : strictest;
    }
    return strictest;
}

bool policy_list_pack(const struct policy *policy, struct str list, struct str *rest_sources, struct day day,
                      struct str *ret_pack)
{
    struct str source;
    if (!str_split(rest_sources, SOURCES_JOINT, &source))
        return false;
    const struct policy_row *row = list_row(policy, list, source, day);
    *ret_pack = row ? policy_cell(row, STR("rule_pack")) : STR_NULL;
    return true;
}
