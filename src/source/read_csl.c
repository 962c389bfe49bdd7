/*
 * source/read_csl.c - the US Consolidated Screening List as CSV (trade.gov), 29 columns with a header.
 *
 *   _id,source,entity_number,type,programs,name,title,addresses,…,alt_names,citizenships,dates_of_birth,…,ids
 *   21944,Specially Designated Nationals (SDN) - Treasury Department,21944,Individual,SYRIA,"'ABBAS, Rim",…
 *
 * HOW IT WORKS. Columns are found by their names, so their order and new ones do not matter. Values of one cell are
 * joined by "; ". One party can stand on several of the lists inside (an SDN bank under sectoral sanctions, say): its
 * rows repeat the _id, and are one entry here whose source_field names all of them, joined by "; ". The first pass
 * learns which ids repeat; the second hands on every other row at once and these at the end, so memory holds only them.
 *
 * Rejected with their line: rows with another number of columns (a cut last row), broken quotes, no _id or name. A
 * header line that comes again is passed over. The file tells no date: the edition comes from its name.
 */
#include "base/limits.h"
#include "base/map.h"
#include "codec/csv.h"
#include "source/country.h"
#include "source/csl_int.h"
#include "source/reader.h"

#define CSL_COLUMNS(X)                                                                                                 \
    X(_id)                                                                                                             \
    X(source)                                                                                                          \
    X(type)                                                                                                            \
    X(programs)                                                                                                        \
    X(name)                                                                                                            \
    X(title)                                                                                                           \
    X(addresses)                                                                                                       \
    X(federal_register_notice)                                                                                         \
    X(start_date)                                                                                                      \
    X(end_date)                                                                                                        \
    X(call_sign)                                                                                                       \
    X(vessel_flag)                                                                                                     \
    X(remarks)                                                                                                         \
    X(alt_names)                                                                                                       \
    X(citizenships)                                                                                                    \
    X(dates_of_birth)                                                                                                  \
    X(nationalities)                                                                                                   \
    X(ids)

enum csl_column {
#define COLUMN_ID(name) CSL_##name,
    CSL_COLUMNS(COLUMN_ID)
#undef COLUMN_ID
        CSL_COLUMN_COUNT
};

static const struct str COLUMN_NAMES[CSL_COLUMN_COUNT] = {
#define COLUMN_NAME(name) {#name, sizeof(#name) - 1},
    CSL_COLUMNS(COLUMN_NAME)
#undef COLUMN_NAME
};

static const struct str JOINT = {"; ", 2};

/* A row, or one of several of a party. */
struct csl_row {
    struct csl_row *next;
    uint64_t line;
    struct str cells[CSL_COLUMN_COUNT]; /* STR_NULL where the file has no such column */
};

/* All rows of an id that repeats. */
struct csl_party {
    struct csl_row *first, *last;
    size_t n_rows;
};

struct csl_run {
    const struct source_input *input;
    struct source_sink *sink;
    struct arena keep, row;
    size_t at[CSL_COLUMN_COUNT]; /* index in the file's rows; SIZE_MAX = not there */
    size_t n_columns;
    bool is_first;  /* pass: bad rows are rejected in the first, passed over in the second */
    struct map ids; /* _id -> struct csl_party of one that repeats, NULL of one seen once */
    size_t n_repeated_rows, n_repeated;
};

typedef int (*csl_row_fn)(struct csl_run *run, const struct csl_row *row, struct seki_err *err);

static struct str cell(const struct csl_row *row, enum csl_column column)
{
    return str_trim(row->cells[column]);
}

static int learn_columns(struct csl_run *run, const struct str *fields, size_t n, struct seki_err *err)
{
    run->n_columns = n;
    for (size_t column = 0; column < CSL_COLUMN_COUNT; column++) {
        run->at[column] = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (str_eq(str_trim(fields[i]), COLUMN_NAMES[column]))
                run->at[column] = i;
    }
    if (run->at[CSL__id] == SIZE_MAX || run->at[CSL_source] == SIZE_MAX || run->at[CSL_name] == SIZE_MAX)
        return err_set(err, SEKI_E_MEANING, "the header has no column _id, source or name");
    return 0;
}

/* Is it the header once more? */
static bool is_header(const struct csl_run *run, const struct str *fields, size_t n)
{
    return n > run->at[CSL_name] && n > run->at[CSL__id] && str_eq(str_trim(fields[run->at[CSL__id]]), STR("_id")) &&
           str_eq(str_trim(fields[run->at[CSL_name]]), STR("name"));
}

/* NULL when the row can be used. */
static const char *why_bad(const struct csl_run *run, const struct csl_row *row, size_t n)
{
    if (n != run->n_columns)
        return n < run->n_columns ? "the row is cut: it has fewer columns than the header"
                                  : "the row has more columns than the header";
    if (cell(row, CSL__id).n == 0)
        return "without an _id";
    return cell(row, CSL_name).n == 0 ? "without a name" : NULL;
}

static int one_row(struct csl_run *run, struct csl_row *row, const struct str *fields, size_t n, csl_row_fn each,
                   struct seki_err *err)
{
    for (size_t i = 0; i < CSL_COLUMN_COUNT; i++)
        row->cells[i] = run->at[i] < n ? fields[run->at[i]] : STR_NULL;
    if (is_header(run, fields, n))
        return 0;
    const char *reason = why_bad(run, row, n);
    if (!reason)
        return each(run, row, err);
    return run->is_first ? source_reject(run->sink, 0, row->line, err, "%s", reason) : 0;
}

static int walk(struct csl_run *run, struct csv *csv, csl_row_fn each, struct seki_err *err)
{
    struct str *fields;
    size_t n;
    int got;
    struct seki_err why = {0};
    while ((got = csv_next(csv, &fields, &n, &why)) != 0) {
        struct csl_row row = {.line = csv_line(csv)};
        int code = got;
        if (row.line > LIMIT(ROWS))
            return err_limit(err, LIMIT_ID_ROWS);
        if (got < 0 && csv_can_go_on(csv))
            code = run->is_first ? source_reject(run->sink, 0, row.line, err, "%s", why.reason) : 0;
        else if (got < 0 && err)
            *err = why;
        else if (got > 0 && run->n_columns == 0)
            code = learn_columns(run, fields, n, err);
        else if (got > 0)
            code = one_row(run, &row, fields, n, each, err);
        if (code < 0)
            return code;
    }
    return 0;
}

static int run_pass(struct csl_run *run, bool is_first, csl_row_fn each, struct seki_err *err)
{
    AUTO(stream_close) struct stream *in = NULL;
    AUTO(csv_close) struct csv *csv = NULL;
    TRY(source_open(&run->input->files[0], &run->keep, &in, err));
    TRY(csv_open(&run->keep, in, NULL, &csv, err));
    run->n_columns = 0;
    run->is_first = is_first;
    return walk(run, csv, each, err);
}

static int learn_id(struct csl_run *run, const struct csl_row *row, struct seki_err *err)
{
    struct str id = cell(row, CSL__id);
    if (map_has(&run->ids, id)) {
        struct csl_party *party = map_get(&run->ids, id);
        run->n_repeated_rows++;
        if (party)
            return 0;
        run->n_repeated++;
        party = ARENA_NEW(&run->keep, struct csl_party);
        TRY_MEM(party, err);
        return map_put(&run->ids, id, party) ? 0 : err_oom(err);
    }
    id = arena_str(&run->keep, id);
    return id.p && map_put(&run->ids, id, NULL) ? 0 : err_oom(err);
}

static enum party_schema schema_of(struct str type)
{
    static const struct {
        struct str type;
        enum party_schema schema;
    } TYPES[] = {
        {{"Individual", 10}, PARTY_PERSON},
        {{"Entity", 6}, PARTY_ORGANIZATION},
        {{"Vessel", 6}, PARTY_VESSEL},
        {{"Aircraft", 8}, PARTY_AIRPLANE},
    };
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        if (str_eq(TYPES[i].type, type))
            return TYPES[i].schema;
    return PARTY_THING; /* Commerce and State do not say whether it is a person */
}

static int add_addresses(struct party_build *build, struct str cell_text, struct seki_err *err)
{
    struct str address;
    while (str_split(&cell_text, JOINT, &address)) {
        struct str country = country_code_of_address(address);
        if (country.n)
            TRY(party_build_text(build, &build->countries, country, err));
        if (country_code(address).n == 0) /* a country alone is no address */
            TRY(party_build_text(build, &build->addresses, address, err));
    }
    return 0;
}

static int add_countries(struct party_build *build, struct str cell_text, struct seki_err *err)
{
    struct str country;
    while (str_split(&cell_text, JOINT, &country))
        TRY(party_build_country(build, country, err));
    return 0;
}

static int add_ids(struct party_build *build, const struct csl_row *row, struct seki_err *err)
{
    struct str rest = cell(row, CSL_ids), item;
    struct csl_id id;
    while (str_split(&rest, JOINT, &item))
        if (csl_id_parse(item, &id))
            TRY(party_build_identifier(build, id.kind, id.value, id.country, err));
    return party_build_identifier(build, STR("call_sign"), cell(row, CSL_call_sign), STR_NULL, err);
}

static int add_names(struct party_build *build, const struct csl_row *row, struct seki_err *err)
{
    struct str rest = cell(row, CSL_alt_names), name;
    TRY(party_build_name(build, cell(row, CSL_name), PARTY_NAME_PRIMARY, err));
    while (str_split(&rest, JOINT, &name))
        TRY(party_build_name(build, name, PARTY_NAME_ALIAS, err));
    return 0;
}

/* Append to a text of the record unless it is in there already. */
static int join(struct party_build *build, struct str *text, const char *label, struct str part, struct seki_err *err)
{
    if (part.n == 0 || str_has(*text, part))
        return 0;
    *text = arena_printf(build->arena, "%.*s%s%s%.*s", STR_ARG(*text), text->n ? "; " : "", label, STR_ARG(part));
    return text->p ? 0 : err_oom(err);
}

static int add_texts(struct party_build *build, const struct csl_row *row, struct seki_err *err)
{
    struct str birth_dates = cell(row, CSL_dates_of_birth), date, topic = csl_topic_of(cell(row, CSL_source));
    TRY(party_build_split(build, &build->programs, cell(row, CSL_programs), JOINT, err));
    while (str_split(&birth_dates, JOINT, &date))
        TRY(party_build_birth_date(build, date, err));
    TRY(party_build_text(build, &build->topics, topic, err));
    TRY(join(build, &build->record.source_field, "", cell(row, CSL_source), err));
    TRY(join(build, &build->record.title, "", cell(row, CSL_title), err));
    TRY(join(build, &build->record.remarks, "", cell(row, CSL_remarks), err));
    return join(build, &build->record.remarks, "Federal Register: ", cell(row, CSL_federal_register_notice), err);
}

/* Listed from the first start; ended only when every row has an end, and then at the last. */
static void add_days(struct party_record *record, const struct csl_row *row, bool is_first_row)
{
    struct day day, old;
    struct str start = cell(row, CSL_start_date), end = cell(row, CSL_end_date);
    if (day_parse_full(start, &day) && (!day_parse_full(record->start_date, &old) || day_cmp(day, old) < 0))
        record->start_date = start;
    if (!day_parse_full(end, &day))
        record->end_date = STR_NULL;
    else if (is_first_row || (day_parse_full(record->end_date, &old) && day_cmp(day, old) > 0))
        record->end_date = end;
}

static int add_row(struct party_build *build, const struct csl_row *row, bool is_first_row, struct seki_err *err)
{
    struct party_record *record = &build->record;
    if (is_first_row) {
        record->entry = cell(row, CSL__id);
        record->row = row->line;
        record->schema = schema_of(cell(row, CSL_type));
    }
    add_days(record, row, is_first_row);
    TRY(add_names(build, row, err));
    TRY(add_ids(build, row, err));
    TRY(add_countries(build, cell(row, CSL_nationalities), err));
    TRY(add_countries(build, cell(row, CSL_citizenships), err));
    TRY(add_countries(build, cell(row, CSL_vessel_flag), err));
    TRY(add_addresses(build, cell(row, CSL_addresses), err));
    return add_texts(build, row, err);
}

/* One party from its rows; a value over a limit rejects it. */
static int hand_on(struct csl_run *run, const struct csl_row *rows, struct seki_err *err)
{
    struct party_build build;
    struct seki_err why = {0};
    struct arena_mark mark = arena_mark(&run->row);
    int code = 0;
    party_build_init(&build, &run->row);
    for (const struct csl_row *row = rows; code == 0 && row; row = row->next)
        code = add_row(&build, row, row == rows, &why);
    if (code == 0)
        code = source_record(run->sink, party_build_record(&build), err);
    else if (code == SEKI_E_LIMIT)
        code = source_reject(run->sink, 0, rows->line, err, "%s", why.reason);
    else if (err)
        *err = why;
    arena_rewind(&run->row, mark);
    return code;
}

/* Rows of an id that repeats are kept; each other row is a party. */
static int take_row(struct csl_run *run, const struct csl_row *row, struct seki_err *err)
{
    struct csl_party *party = map_get(&run->ids, cell(row, CSL__id));
    if (!party)
        return hand_on(run, row, err);
    struct csl_row *copy = ARENA_NEW(&run->keep, struct csl_row);
    TRY_MEM(copy, err);
    *copy = *row;
    for (size_t i = 0; i < CSL_COLUMN_COUNT; i++) {
        copy->cells[i] = arena_str(&run->keep, row->cells[i]);
        if (row->cells[i].p && !copy->cells[i].p)
            return err_oom(err);
    }
    if (party->last)
        party->last->next = copy;
    else
        party->first = copy;
    party->last = copy;
    return 0;
}

static int read_all(struct csl_run *run, struct seki_err *err)
{
    map_init(&run->ids, &run->keep);
    TRY(source_list(run->sink, STR("us_csl"), err));
    TRY(run_pass(run, true, learn_id, err));
    TRY(run_pass(run, false, take_row, err));
    for (size_t i = 0; i < run->ids.n; i++) {
        const struct csl_party *party = run->ids.v[i].value;
        if (party)
            TRY(hand_on(run, party->first, err));
    }
    if (run->n_repeated == 0)
        return 0;
    return source_note(run->sink, err, "%zu rows repeat the _id of another row and were merged with it: %zu parties",
                       run->n_repeated_rows, run->n_repeated);
}

static int read(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct csl_run run = {.input = input, .sink = sink};
    arena_init(&run.keep, LIMIT(PARSE_MEMORY));
    arena_init(&run.row, LIMIT(PARSE_MEMORY));
    int code = read_all(&run, err);
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

/* The header line, with or without quotes and a byte order mark. */
static int probe(const struct source_file *file)
{
    struct str rest = file->head, line;
    if (str_starts(rest, STR("\xef\xbb\xbf")))
        rest = str_from(rest, 3);
    if (!str_split(&rest, STR("\n"), &line))
        return 0;
    bool is_csl = (str_starts(line, STR("_id,")) || str_starts(line, STR("\"_id\","))) &&
                  str_has(line, STR("source")) && str_has(line, STR("alt_names"));
    return is_csl ? 100 : 0;
}

const struct source_reader source_reader_csl = {
    .format = "csl",
    .title = "US Consolidated Screening List, CSV",
    .probe = probe,
    .read = read,
};
