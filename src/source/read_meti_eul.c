/*
 * source/read_meti_eul.c - METI's Foreign End User List (外国ユーザーリスト): the official workbook, or a TSV made from
 * it.
 *
 *   No. | 国名、地域名          | 企業名､組織名           | 別名                    | 懸念区分          | 通常兵器
 *   300 | 北朝鮮\nNorth Korea   | Air Koryo\n(高麗航空)   | ・Air Koryo Group\n・…  | ミサイル\nM       | 通常兵器\nCW
 *
 *   no <TAB> country_ja <TAB> country_en <TAB> name <TAB> aliases ("|") <TAB> wmd ("B,C,M,N") <TAB> conventional ("CW")
 *
 * Both forms give the same records. A name with another script in brackets is kept whole, and its parts become names of
 * their own (text/name.h): everybody must be found by the Latin and the Chinese name alike. The entry id is the No.
 * The concern types say for which kind of weapon the listed party is feared to work; a match with the goods decides
 * (METI, おそれの強い貨物例). No date stands inside: the edition comes from the name of the file.
 */
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "source/party_build.h"
#include "source/workbook.h"
#include "text/name.h"

/* One row in either form. */
struct eul_row {
    struct str number, country_ja, country_en, name, aliases, wmd, conventional;
    bool is_lines; /* aliases are lines with "・" (workbook), else parts between "|" */
    uint64_t row;
};

struct run {
    struct source_sink *sink;
    struct arena keep, row;
    struct arena_mark empty;
    struct map seen; /* numbers */
    bool has_header;
};

/* The name as it is and the spellings inside it. */
static int add_name(struct run *run, struct party_build *build, struct str raw, enum party_name_kind kind,
                    struct seki_err *err)
{
    struct str_list names, weak;
    struct str text;
    TRY(workbook_squeeze(&run->row, raw, &text, err));
    if (!text.n)
        return 0;
    TRY(name_split(&run->row, text, &names, &weak, err));
    for (size_t i = 0; i < names.n; i++)
        TRY(party_build_name(build, names.v[i], i ? PARTY_NAME_ALIAS : kind, err));
    for (size_t i = 0; i < weak.n; i++)
        TRY(party_build_name(build, weak.v[i], PARTY_NAME_WEAK, err));
    return 0;
}

/* An alias begins with "・" at the start of a line; a line without it goes on with the alias above. */
static int add_alias_lines(struct run *run, struct party_build *build, struct str cell, struct seki_err *err)
{
    static const struct str dot = {"\xE3\x83\xBB", 3};
    struct str rest = cell, line, alias = STR_NULL;
    while (str_split(&rest, STR("\n"), &line)) {
        line = str_trim(line);
        if (str_starts(line, dot)) {
            TRY(add_name(run, build, alias, PARTY_NAME_ALIAS, err));
            alias = str_from(line, dot.n);
        } else if (line.n) {
            alias = arena_printf(&run->row, "%.*s %.*s", STR_ARG(alias), STR_ARG(line));
            TRY_MEM(alias.p, err);
        }
    }
    return add_name(run, build, alias, PARTY_NAME_ALIAS, err);
}

static int add_aliases(struct run *run, struct party_build *build, const struct eul_row *row, struct seki_err *err)
{
    struct str rest = row->aliases, part;
    if (row->is_lines)
        return add_alias_lines(run, build, rest, err);
    while (rest.n && str_split(&rest, STR("|"), &part))
        TRY(add_name(run, build, part, PARTY_NAME_ALIAS, err));
    return 0;
}

/* The letters B, C, M, N of either width, wherever they stand: "ミサイル、核\nM,N", "核\nＮ", "ミサイルM". */
static unsigned concerns_of(struct str wmd, struct str conventional)
{
    unsigned concerns = str_has(conventional, STR("CW")) ? CONCERN_CONVENTIONAL : 0;
    while (wmd.n) {
        uint32_t code = utf8_next(&wmd);
        if (code >= 0xFF21 && code <= 0xFF3A)
            code = code - 0xFF21 + 'A';
        concerns |= code == 'B' ? CONCERN_BIOLOGICAL : code == 'C' ? CONCERN_CHEMICAL : 0U;
        concerns |= code == 'M' ? CONCERN_MISSILE : code == 'N' ? CONCERN_NUCLEAR : 0U;
    }
    return concerns;
}

static int add_programs(struct party_build *build, unsigned concerns, struct seki_err *err)
{
    static const struct {
        unsigned concern;
        struct str word;
    } words[] = {{CONCERN_BIOLOGICAL, {"B", 1}},
                 {CONCERN_CHEMICAL, {"C", 1}},
                 {CONCERN_MISSILE, {"M", 1}},
                 {CONCERN_NUCLEAR, {"N", 1}},
                 {CONCERN_CONVENTIONAL, {"CW", 2}}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (concerns & words[i].concern)
            TRY(party_build_text(build, &build->programs, words[i].word, err));
    return 0;
}

static int fill(struct run *run, struct party_build *build, const struct eul_row *row, struct seki_err *err)
{
    struct str country;
    build->record.entry = str_trim(row->number);
    build->record.schema = PARTY_ORGANIZATION;
    build->record.row = row->row;
    build->record.concerns = concerns_of(row->wmd, row->conventional);
    TRY(add_name(run, build, row->name, PARTY_NAME_PRIMARY, err));
    TRY(add_aliases(run, build, row, err));
    TRY(workbook_squeeze(&run->row, row->country_en, &country, err));
    TRY(party_build_country(build, country.n ? country : row->country_ja, err));
    TRY(add_programs(build, build->record.concerns, err));
    return party_build_text(build, &build->topics, STR("export.control"), err);
}

/* NULL when the row can be used. */
static const char *why_bad(const struct run *run, const struct eul_row *row)
{
    uint64_t number;
    if (!str_to_u64(str_trim(row->number), &number))
        return "without a number";
    if (map_has(&run->seen, str_trim(row->number)))
        return "the number stands twice";
    return str_trim(row->name).n ? NULL : "without a name";
}

static int on_row(struct run *run, const struct eul_row *row, struct seki_err *err)
{
    struct party_build build;
    struct seki_err why = {0};
    const char *bad = why_bad(run, row);
    if (bad)
        return source_reject(run->sink, 0, row->row, err, "%s", bad);
    struct str number = arena_str(&run->keep, str_trim(row->number));
    TRY_MEM(number.p && map_put(&run->seen, number, run), err);
    party_build_init(&build, &run->row);
    int code = fill(run, &build, row, &why);
    if (code == SEKI_E_LIMIT)
        code = source_reject(run->sink, 0, row->row, err, "%s", why.reason);
    else if (code < 0)
        code = err_set(err, code, "%s", why.reason);
    else
        code = source_record(run->sink, party_build_record(&build), err);
    arena_rewind(&run->row, run->empty);
    return code;
}

/* -- the workbook -- */

static bool is_header(const struct str *cells, size_t n)
{
    return n >= 5 && str_starts(cells[0], STR("No")) && str_has(cells[4], STR("WMD"));
}

static int on_sheet_row(void *ctx, uint64_t number, const struct str *cells, size_t n, struct seki_err *err)
{
    struct run *run = ctx;
    struct eul_row row = {.is_lines = true, .row = number};
    if (is_header(cells, n)) {
        run->has_header = true;
        return 0;
    }
    if (!run->has_header)
        return 0; /* a title above the table */
    struct str country = n > 1 ? cells[1] : STR_NULL;
    row.number = cells[0];
    (void)str_split(&country, STR("\n"), &row.country_ja);
    row.country_en = country;
    row.name = n > 2 ? cells[2] : STR_NULL;
    row.aliases = n > 3 ? cells[3] : STR_NULL;
    row.wmd = n > 4 ? cells[4] : STR_NULL;
    row.conventional = n > 5 ? cells[5] : STR_NULL;
    return on_row(run, &row, err);
}

static int read_workbook(struct run *run, const struct source_input *input, struct seki_err *err)
{
    struct xlsx *book;
    TRY(workbook_open(&input->files[0], input->arena, &book, err));
    for (size_t i = 0; i < xlsx_sheet_count(book); i++) {
        run->has_header = false;
        TRY(xlsx_read_sheet(book, i, on_sheet_row, run, err));
    }
    return 0;
}

/* -- the TSV -- */

enum { TSV_COLUMNS = 7 };

static int on_tsv_row(struct run *run, const struct str *fields, size_t n, uint64_t line, struct seki_err *err)
{
    if (n && str_eq(fields[0], STR("no")))
        return 0;
    if (n != TSV_COLUMNS)
        return source_reject(run->sink, 0, line, err, "%zu columns where %d are expected", n, TSV_COLUMNS);
    struct eul_row row = {fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6], false, line};
    return on_row(run, &row, err);
}

static int read_tsv(struct run *run, const struct source_input *input, struct seki_err *err)
{
    static const struct csv_options options = {.separator = '\t', .no_quotes = true};
    AUTO(stream_close) struct stream *stream = NULL;
    AUTO(csv_close) struct csv *csv = NULL;
    struct str *fields;
    size_t n;
    int code;
    struct seki_err why = {0};
    TRY(source_open(&input->files[0], input->arena, &stream, err));
    TRY(csv_open(input->arena, stream, &options, &csv, err));
    while ((code = csv_next(csv, &fields, &n, &why)) != 0) {
        if (code > 0)
            TRY(on_tsv_row(run, fields, n, csv_line(csv), err));
        else if (csv_can_go_on(csv))
            TRY(source_reject(run->sink, 0, csv_line(csv), err, "%s", why.reason));
        else {
            if (err)
                *err = why;
            return code;
        }
    }
    return 0;
}

static int read_meti_eul(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct run run = {.sink = sink};
    arena_init(&run.keep, LIMIT(REQUEST_BYTES));
    arena_init(&run.row, 64 * MIB);
    run.empty = arena_mark(&run.row);
    map_init(&run.seen, &run.keep);
    int code = source_list(sink, STR("jp_meti_eul"), err);
    if (code >= 0)
        code = workbook_is_one(&input->files[0]) ? read_workbook(&run, input, err) : read_tsv(&run, input, err);
    if (code < 0)
        err_trail(err, "%.*s", STR_ARG(input->files[0].path));
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

static int probe(const struct source_file *file)
{
    if (unpack_is_zip(file->head))
        return workbook_has_cell(file, STR("Type of WMD")) ? 95 : 0;
    return str_has(file->head, STR("country_ja\tcountry_en\tname\taliases\twmd")) ? 95 : 0;
}

const struct source_reader source_reader_meti_eul = {
    .format = "meti_eul",
    .title = "METI Foreign End User List, workbook or TSV",
    .probe = probe,
    .read = read_meti_eul,
};
