/*
 * source/ofac_csv_files.c - see source/ofac_csv_int.h.
 *
 * HOW IT WORKS. A companion belongs to the main file that holds its entry numbers; SDN and non-SDN lists have no number
 * in common. Of several that do (two editions in one call) the one with the nearest path is taken.
 */
#include "base/limits.h"
#include "source/ofac_csv_int.h"

enum { GROUP_ROWS = 200 }; /* of a companion, looked at to find its main file */

struct str ofac_field(struct str field)
{
    field = str_trim(field);
    return str_eq(field, STR("-0-")) || !field.n ? STR_NULL : field;
}

size_t ofac_csv_columns(enum ofac_kind kind)
{
    static const size_t COLUMNS[] = {0, 12, 6, 5, 2};
    return COLUMNS[kind];
}

static bool is_number(struct str field)
{
    uint64_t number;
    return str_to_u64(str_trim(field), &number);
}

static bool is_one_of(struct str field, const char *words)
{
    struct str rest = str_c(words), word;
    field = str_trim(field);
    while (str_split(&rest, STR(" "), &word))
        if (str_eq_nocase(word, field))
            return true;
    return false;
}

/* What the first good row says. */
static enum ofac_kind kind_of_row(const struct source_file *file, const struct str *fields, size_t n,
                                  int *ret_confidence)
{
    bool has_null = str_has(file->head, STR("-0- "));
    *ret_confidence = 0;
    if (n < 2 || !is_number(fields[0]))
        return OFAC_NONE;
    if (n == 12 && is_one_of(fields[2], "individual vessel aircraft entity -0-"))
        return *ret_confidence = 90, OFAC_MAIN;
    if (n == 6 && is_number(fields[1]) && has_null)
        return *ret_confidence = 85, OFAC_ADDRESSES;
    if (n == 5 && is_number(fields[1]) && is_one_of(fields[2], "aka fka nka a.k.a. f.k.a. n.k.a."))
        return *ret_confidence = 90, OFAC_ALIASES;
    if (n == 2 && fields[1].n > 40)
        return *ret_confidence = str_has(file->path, STR("comments")) ? 70 : 40, OFAC_COMMENTS;
    return OFAC_NONE;
}

enum ofac_kind ofac_csv_kind(const struct source_file *file, int *ret_confidence)
{
    static const struct csv_options options = {.lazy_quotes = true};
    struct arena arena;
    struct stream *stream;
    struct csv *csv = NULL;
    struct str *fields;
    size_t n;
    enum ofac_kind kind = OFAC_NONE;
    *ret_confidence = 0;
    arena_init(&arena, 4 * MIB);
    if (stream_open_bytes(&arena, file->head, &stream, NULL) == 0 &&
        csv_open(&arena, stream, &options, &csv, NULL) == 0 && csv_next(csv, &fields, &n, NULL) > 0)
        kind = kind_of_row(file, fields, n, ret_confidence);
    csv_close(&csv);
    arena_done(&arena);
    return kind;
}

static int reject(const struct ofac_walk *walk, uint64_t line, const char *reason, struct seki_err *err)
{
    return walk->sink ? source_reject(walk->sink, walk->file_index, line, err, "%s", reason) : 0;
}

static int one_row(const struct ofac_walk *walk, const struct str *fields, size_t n, uint64_t line,
                   struct seki_err *err)
{
    size_t columns = ofac_csv_columns(walk->kind);
    if (n < columns)
        return reject(walk, line, "the row is cut: it has too few columns", err);
    if (n > columns)
        return reject(walk, line, "the row has too many columns", err);
    if (!is_number(fields[0]))
        return reject(walk, line, "without an entry number", err);
    return walk->row(walk->ctx, fields, line, err);
}

static int walk_rows(const struct ofac_walk *walk, struct csv *csv, struct seki_err *err)
{
    struct str *fields;
    size_t n;
    int code;
    struct seki_err why = {0};
    while ((code = csv_next(csv, &fields, &n, &why)) != 0) {
        if (csv_line(csv) > LIMIT(ROWS))
            return err_limit(err, LIMIT_ID_ROWS);
        if (code > 0)
            TRY(one_row(walk, fields, n, csv_line(csv), err));
        else if (csv_can_go_on(csv))
            TRY(reject(walk, csv_line(csv), why.reason, err));
        else {
            if (err)
                *err = why;
            return code;
        }
    }
    return 0;
}

int ofac_csv_walk(const struct ofac_walk *walk, struct seki_err *err)
{
    static const struct csv_options options = {.lazy_quotes = true};
    AUTO(csv_close) struct csv *csv = NULL;
    AUTO(stream_close) struct stream *stream = NULL;
    struct arena arena;
    arena_init(&arena, 4 * MIB);
    int code = source_open(walk->file, &arena, &stream, err);
    if (code >= 0)
        code = csv_open(&arena, stream, &options, &csv, err);
    if (code >= 0)
        code = walk_rows(walk, csv, err);
    if (code < 0)
        err_place(err, "%.*s", STR_ARG(walk->file->path));
    csv_close(&csv);
    stream_close(&stream);
    arena_done(&arena);
    return code;
}

/* -- which companion belongs to which main file -- */

struct id_set {
    struct arena *arena;
    struct map ids;
    size_t found, looked_at;
};

static int take_id(void *ctx, const struct str *fields, uint64_t line, struct seki_err *err)
{
    (void)line;
    struct id_set *set = ctx;
    struct str id = str_trim(fields[0]);
    if (map_has(&set->ids, id))
        return 0;
    id = arena_str(set->arena, id);
    TRY_MEM(id.p && map_put(&set->ids, id, set), err);
    return 0;
}

static int find_id(void *ctx, const struct str *fields, uint64_t line, struct seki_err *err)
{
    (void)line, (void)err;
    struct id_set *set = ctx;
    if (set->looked_at++ < GROUP_ROWS && map_has(&set->ids, str_trim(fields[0])))
        set->found++;
    return 0;
}

static size_t common_head(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    return n;
}

struct grouping {
    const struct source_file *files;
    const enum ofac_kind *kinds;
    size_t n, *main_of;
    size_t *found, *near; /* of the best main file so far, for each companion */
};

/* Compare all companions with one main file. */
static int match_main(struct grouping *grouping, size_t main, struct seki_err *err)
{
    struct arena arena;
    arena_init(&arena, LIMIT(REQUEST_BYTES));
    struct id_set set = {.arena = &arena};
    map_init(&set.ids, &arena);
    struct ofac_walk walk = {&grouping->files[main], main, OFAC_MAIN, NULL, take_id, &set};
    int code = ofac_csv_walk(&walk, err);
    for (size_t i = 0; i < grouping->n && code >= 0; i++) {
        if (grouping->kinds[i] == OFAC_MAIN || grouping->kinds[i] == OFAC_NONE)
            continue;
        set.found = set.looked_at = 0;
        walk = (struct ofac_walk){&grouping->files[i], i, grouping->kinds[i], NULL, find_id, &set};
        code = ofac_csv_walk(&walk, err);
        size_t near = common_head(grouping->files[i].path, grouping->files[main].path);
        bool is_better =
            set.found > grouping->found[i] || (set.found == grouping->found[i] && near > grouping->near[i]);
        if (set.found && is_better) {
            grouping->main_of[i] = main;
            grouping->found[i] = set.found;
            grouping->near[i] = near;
        }
    }
    arena_done(&arena);
    return code;
}

int ofac_csv_group(const struct source_file *files, size_t n, size_t *main_of, struct seki_err *err)
{
    struct arena arena;
    arena_init(&arena, 64 * MIB);
    enum ofac_kind *kinds = ARENA_ARRAY(&arena, n, enum ofac_kind);
    struct grouping grouping = {
        files, kinds, n, main_of, ARENA_ARRAY(&arena, n, size_t), ARENA_ARRAY(&arena, n, size_t)};
    int code = kinds && grouping.found && grouping.near ? 0 : err_oom(err), confidence;
    for (size_t i = 0; i < n && code >= 0; i++) {
        kinds[i] = ofac_csv_kind(&files[i], &confidence);
        main_of[i] = kinds[i] == OFAC_MAIN ? i : SOURCE_NO_MAIN;
    }
    for (size_t i = 0; i < n && code >= 0; i++)
        if (kinds[i] == OFAC_MAIN)
            code = match_main(&grouping, i, err);
    arena_done(&arena);
    return code < 0 ? code : 0;
}
