/*
 * source/read_bis_dpl.c - the Denied Persons List of the US Bureau of Industry and Security: tab separated, with a
 * header.
 *
 *   "Name" "Street_Address" "City" "State" "Country" "Postal_Code" "Effective_Date" "Expiration_Date" "Standard_Order"
 *   "Last_Update" "Action" "FR_Citation"
 *
 * The list has no numbers: an entry is known by a hash of name, address and effective date (the first 16 digits of the
 * SHA-256 of the three as written, joined by line ends). Rows of the same three are one entry; a note says which lines
 * were merged. The newest Last_Update is the edition. Orders end on their expiration date.
 */
#include "base/hash.h"
#include "base/limits.h"
#include "base/map.h"
#include "codec/csv.h"
#include "source/date_text.h"
#include "source/reader.h"

#include <inttypes.h>

enum column {
    NAME,
    STREET,
    CITY,
    STATE,
    COUNTRY,
    POSTAL,
    EFFECTIVE,
    EXPIRATION,
    STANDARD,
    UPDATE,
    ACTION,
    CITATION,
    COLUMNS
};

static const char *const HEADER[COLUMNS] = {"Name",           "Street_Address", "City",           "State",
                                            "Country",        "Postal_Code",    "Effective_Date", "Expiration_Date",
                                            "Standard_Order", "Last_Update",    "Action",         "FR_Citation"};

struct seen {
    uint64_t line;
};

/* A Last_Update; slips of the pen ("3017-08-22") are sorted out when all are known. */
struct update {
    struct day day;
    uint64_t line;
};

struct run {
    struct source_sink *sink;
    struct arena keep, row;
    struct arena_mark empty;
    struct map entries; /* entry -> struct seen */
    size_t at[COLUMNS], n_columns;
    struct day newest_order;
    struct {
        struct update *v;
        size_t n, cap;
    } updates;
};

static struct str cell(const struct run *run, const struct str *fields, enum column column)
{
    return run->at[column] == SIZE_MAX ? STR_NULL : str_trim(fields[run->at[column]]);
}

static int learn_columns(struct run *run, const struct str *fields, size_t n, struct seki_err *err)
{
    run->n_columns = n;
    for (size_t column = 0; column < COLUMNS; column++) {
        run->at[column] = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (str_eq_nocase(str_trim(fields[i]), str_c(HEADER[column])))
                run->at[column] = i;
    }
    if (run->at[NAME] == SIZE_MAX || run->at[EFFECTIVE] == SIZE_MAX)
        return err_set(err, SEKI_E_MEANING, "the header has no column Name or Effective_Date");
    return 0;
}

static void hash_of(const struct run *run, const struct str *fields, char ret_hex[SHA256_HEX])
{
    static const enum column parts[] = {NAME, STREET, CITY, STATE, COUNTRY, POSTAL, EFFECTIVE};
    struct sha256 hash;
    sha256_init(&hash);
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        sha256_add(&hash, cell(run, fields, parts[i]));
        sha256_add(&hash, STR("\n"));
    }
    sha256_hex(&hash, ret_hex);
}

static int add_address(struct run *run, struct party_build *build, const struct str *fields, struct seki_err *err)
{
    static const struct {
        enum column column;
        const char *before;
    } parts[] = {{STREET, ""}, {CITY, ", "}, {STATE, ", "}, {POSTAL, " "}, {COUNTRY, ", "}};
    struct str whole = STR_NULL;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        struct str part = cell(run, fields, parts[i].column);
        if (!part.n)
            continue;
        whole = whole.n ? arena_printf(&run->row, "%.*s%s%.*s", STR_ARG(whole), parts[i].before, STR_ARG(part)) : part;
        TRY_MEM(whole.p, err);
    }
    return party_build_text(build, &build->addresses, whole, err);
}

/* "PEARL (A.K.A. NEI-CHIEN CHU) LI" holds a second name; the first is kept as written as well. */
static int add_names(struct run *run, struct party_build *build, struct str name, struct seki_err *err)
{
    size_t open = str_find(name, STR("(A.K.A. "), 0), close = str_find_char(name, ')', open == SIZE_MAX ? 0 : open);
    TRY(party_build_name(build, name, PARTY_NAME_PRIMARY, err));
    if (open == SIZE_MAX || close == SIZE_MAX)
        return 0;
    struct str before = str_trim(str_sub(name, 0, open)), after = str_trim(str_from(name, close + 1));
    struct str outer = arena_printf(&run->row, "%.*s %.*s", STR_ARG(before), STR_ARG(after));
    TRY_MEM(outer.p, err);
    TRY(party_build_name(build, outer, PARTY_NAME_ALIAS, err));
    return party_build_name(build, str_sub(name, open + 8, close - open - 8), PARTY_NAME_ALIAS, err);
}

static int date_cell(struct run *run, struct str text, struct str *ret_date, struct seki_err *err)
{
    struct day day;
    if (!date_of_us(text, &day) && !day_parse_full(text, &day))
        return 0;
    return date_iso(&run->row, day, ret_date, err);
}

static int fill(struct run *run, struct party_build *build, const struct str *fields, struct seki_err *err)
{
    TRY(add_names(run, build, cell(run, fields, NAME), err));
    TRY(add_address(run, build, fields, err));
    if (cell(run, fields, COUNTRY).n)
        TRY(party_build_country(build, cell(run, fields, COUNTRY), err));
    TRY(date_cell(run, cell(run, fields, EFFECTIVE), &build->record.start_date, err));
    TRY(date_cell(run, cell(run, fields, EXPIRATION), &build->record.end_date, err));
    TRY(party_build_text(build, &build->programs, STR("DPL"), err));
    TRY(party_build_text(build, &build->topics, STR("export.control"), err));
    build->record.remarks =
        arena_printf(&run->row, "Standard order: %.*s; %.*s; %.*s", STR_ARG(cell(run, fields, STANDARD)),
                     STR_ARG(cell(run, fields, ACTION)), STR_ARG(cell(run, fields, CITATION)));
    TRY_MEM(build->record.remarks.p, err);
    return 0;
}

static int see_dates(struct run *run, const struct str *fields, uint64_t line, struct seki_err *err)
{
    struct update update = {.line = line};
    struct str text = cell(run, fields, UPDATE);
    struct day order;
    if (date_of_us(cell(run, fields, EFFECTIVE), &order) &&
        (!day_is_known(run->newest_order) || day_cmp(order, run->newest_order) > 0))
        run->newest_order = order;
    if (!day_parse_full(text, &update.day) && !date_of_us(text, &update.day))
        return 0;
    TRY_MEM(ARENA_PUSH(&run->keep, &run->updates, update), err);
    return 0;
}

/* The newest Last_Update. One more than a year after the newest order is a slip: it is noted and not taken. */
static int tell_edition(struct run *run, struct seki_err *err)
{
    struct day newest = DAY_NONE, last = day_add_months(run->newest_order, 12);
    char text[DAY_TEXT];
    for (size_t i = 0; i < run->updates.n; i++) {
        const struct update *update = &run->updates.v[i];
        day_text(update->day, text);
        if (day_is_known(run->newest_order) && day_cmp(update->day, last) > 0)
            TRY(source_note(run->sink, err, "line %" PRIu64 ": the Last_Update %s cannot be and does not date the list",
                            update->line, text));
        else if (!day_is_known(newest) || day_cmp(update->day, newest) > 0)
            newest = update->day;
    }
    if (!day_is_known(newest))
        return 0;
    day_text(newest, text);
    return source_edition(run->sink, str_c(text), err);
}

/* NULL when the row can be used. */
static const char *why_bad(const struct run *run, const struct str *fields, size_t n)
{
    struct day day;
    if (n != run->n_columns)
        return n < run->n_columns ? "the row is cut: it has fewer columns than the header"
                                  : "the row has more columns than the header";
    if (!cell(run, fields, NAME).n)
        return "without a name";
    struct str expires = cell(run, fields, EXPIRATION);
    if (expires.n && !date_of_us(expires, &day) && !day_parse_full(expires, &day))
        return "the expiration date is no date";
    return NULL;
}

/* The same entry once more? Then note it. */
static int remember(struct run *run, struct str entry, struct str name, uint64_t line, bool *ret_is_new,
                    struct seki_err *err)
{
    const struct seen *old = map_get(&run->entries, entry);
    *ret_is_new = old == NULL;
    if (old)
        return source_note(run->sink, err, "line %" PRIu64 " repeats line %" PRIu64 " (%.*s) and was merged with it",
                           line, old->line, STR_ARG(name));
    struct seen *seen = ARENA_NEW(&run->keep, struct seen);
    struct str key = arena_str(&run->keep, entry);
    TRY_MEM(seen && key.p && map_put(&run->entries, key, seen), err);
    seen->line = line;
    return 0;
}

static int on_row(struct run *run, const struct str *fields, size_t n, uint64_t line, struct seki_err *err)
{
    struct party_build build;
    char hex[SHA256_HEX];
    bool is_new;
    struct seki_err why = {0};
    const char *bad = why_bad(run, fields, n);
    if (n == run->n_columns && str_eq_nocase(cell(run, fields, NAME), STR("Name")))
        return 0; /* the header once more */
    if (bad)
        return source_reject(run->sink, 0, line, err, "%s", bad);
    hash_of(run, fields, hex);
    TRY(see_dates(run, fields, line, err));
    TRY(remember(run, str_sub(str_c(hex), 0, 16), cell(run, fields, NAME), line, &is_new, err));
    if (!is_new)
        return 0;
    party_build_init(&build, &run->row);
    build.record.entry = str_sub(str_c(hex), 0, 16);
    build.record.row = line;
    int code = fill(run, &build, fields, &why);
    if (code == SEKI_E_LIMIT)
        code = source_reject(run->sink, 0, line, err, "%s", why.reason);
    else if (code < 0)
        code = err_set(err, code, "%s", why.reason);
    else
        code = source_record(run->sink, party_build_record(&build), err);
    arena_rewind(&run->row, run->empty);
    return code;
}

static int read_rows(struct run *run, struct csv *csv, struct seki_err *err)
{
    struct str *fields;
    size_t n;
    int code;
    struct seki_err why = {0};
    while ((code = csv_next(csv, &fields, &n, &why)) != 0) {
        if (csv_line(csv) > LIMIT(ROWS))
            return err_limit(err, LIMIT_ID_ROWS);
        if (code > 0 && run->n_columns == 0)
            TRY(learn_columns(run, fields, n, err));
        else if (code > 0)
            TRY(on_row(run, fields, n, csv_line(csv), err));
        else if (csv_can_go_on(csv))
            TRY(source_reject(run->sink, 0, csv_line(csv), err, "%s", why.reason));
        else {
            if (err)
                *err = why;
            return code;
        }
    }
    return tell_edition(run, err);
}

static int read_file(struct run *run, const struct source_input *input, struct seki_err *err)
{
    static const struct csv_options options = {.separator = '\t', .lazy_quotes = true};
    AUTO(stream_close) struct stream *stream = NULL;
    AUTO(csv_close) struct csv *csv = NULL;
    TRY(source_list(run->sink, STR("us_bis_dpl"), err));
    TRY(source_open(&input->files[0], input->arena, &stream, err));
    TRY(csv_open(input->arena, stream, &options, &csv, err));
    return read_rows(run, csv, err);
}

static int read_bis_dpl(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct run run = {.sink = sink};
    arena_init(&run.keep, LIMIT(REQUEST_BYTES));
    arena_init(&run.row, 16 * MIB);
    run.empty = arena_mark(&run.row);
    map_init(&run.entries, &run.keep);
    int code = read_file(&run, input, err);
    if (code < 0)
        err_place(err, "%.*s", STR_ARG(input->files[0].path));
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

static int probe(const struct source_file *file)
{
    struct str line = str_sub(file->head, 0, str_find_char(file->head, '\n', 0));
    return str_has(line, STR("Standard_Order")) && str_has(line, STR("FR_Citation")) && str_has(line, STR("\t")) ? 95
                                                                                                                 : 0;
}

const struct source_reader source_reader_bis_dpl = {
    .format = "bis_dpl",
    .title = "BIS Denied Persons List, tab separated",
    .probe = probe,
    .read = read_bis_dpl,
};
