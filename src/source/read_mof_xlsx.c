/*
 * source/read_mof_xlsx.c - the Ministry of Finance's list of parties under asset freeze (資産凍結等対象者), official
 * workbook.
 *
 *   sheet "29.ロシア連邦(個人)":   告示日付 | 告示番号 | 日本語表記 | 英語表記 | 別名 | 肩書等 | 生年月日 | 出生地
 *   -> entry jp-mof-russia-individuals.<告示番号>
 *
 * HOW IT WORKS. Each sheet has its own columns: they are told by their headings (mof_columns), the section by the title
 * of the sheet (mof_sections.def; the number in front decides when a title was reworded). Rows without a Japanese name
 * are deleted entries (削除) and passed over, as are sheets of measures that ended (【解除】). Phonetic runs never come
 * here (codec/xlsx.h). The workbook tells no date of its own: the edition comes from the name of the file. Source:
 * Ministry of Finance, notices under the Foreign Exchange and Foreign Trade Act, articles 16 and 21.
 */
#include "base/limits.h"
#include "base/map.h"
#include "source/mof_int.h"
#include "source/workbook.h"

enum rows { ROWS_PERSON, ROWS_THING, ROWS_MIXED };

static const struct section {
    struct str title, word;
    unsigned number;
    enum rows rows;
} SECTIONS[] = {
#define MOF_SECTION(number, title, word, rows)                                                                         \
    {{"" title, sizeof(title) - 1}, {"" word, sizeof(word) - 1}, (number), ROWS_##rows},
#include "source/mof_sections.def"
#undef MOF_SECTION
};

enum role {
    ROLE_NONE,
    DATE,
    NUMBER,
    NAME_JA,
    NAME_EN,
    ALIAS,
    FORMER,
    WEAK,
    BIRTH,
    COUNTRY,
    PASSPORT,
    ID,
    ADDRESS,
    TITLE,
    HONOUR,
    PHONE,
    REFERENCE,
    REMARK
};

/* Headings hold these words; the first that fits counts. */
static const struct {
    const char *word;
    enum role role;
} HEADINGS[] = {
    {"告示日付", DATE},         {"告示番号", NUMBER},  {"日本語表記", NAME_JA}, {"英語表記", NAME_EN},
    {"確定に十分でない", WEAK}, {"別称・旧称", ALIAS}, {"以前", FORMER},        {"過去", FORMER},
    {"旧称", FORMER},           {"別", ALIAS},         {"生年月日", BIRTH},     {"出生地", ROLE_NONE},
    {"国籍", COUNTRY},          {"旅券", PASSPORT},    {"ID番号", ID},          {"身分", ID},
    {"住所", ADDRESS},          {"所在地", ADDRESS},   {"役職", TITLE},         {"肩書", TITLE},
    {"称号", HONOUR},           {"電話", PHONE},       {"FAX", PHONE},          {"国連参照番号", REFERENCE},
    {"その他", REMARK},         {"詳細", REMARK},      {"根拠", REMARK},
};

enum { COLUMNS_MAX = 64 };

struct run {
    struct source_sink *sink;
    const struct xlsx *book;
    struct arena keep, row;
    struct arena_mark empty;
    struct map seen; /* entries */
    const struct section *section;
    struct str section_word, program;
    enum role roles[COLUMNS_MAX];
    size_t n_columns; /* 0 = above the header */
    bool is_ended;
};

static enum role role_of(struct str heading)
{
    for (size_t i = 0; i < ARRAY_LEN(HEADINGS); i++)
        if (str_has(heading, str_c(HEADINGS[i].word)))
            return HEADINGS[i].role;
    return ROLE_NONE;
}

static void learn_columns(struct run *run, const struct str *cells, size_t n)
{
    run->n_columns = n < COLUMNS_MAX ? n : COLUMNS_MAX;
    for (size_t i = 0; i < run->n_columns; i++)
        run->roles[i] = role_of(cells[i]);
}

/* First cell of a role; STR_NULL if it is not there. */
static struct str cell(const struct run *run, const struct str *cells, size_t n, enum role role)
{
    for (size_t i = 0; i < n && i < run->n_columns; i++)
        if (run->roles[i] == role)
            return cells[i];
    return STR_NULL;
}

/* "1(*186)" is number 1 of this list, "*186" number 186: the first digits. */
static struct str notice_number(struct str text)
{
    size_t from = 0, n = 0;
    while (from < text.n && (text.p[from] < '0' || text.p[from] > '9'))
        from++;
    while (from + n < text.n && text.p[from + n] >= '0' && text.p[from + n] <= '9')
        n++;
    return str_sub(text, from, n);
}

/* In a mixed sheet a row with facts that only people have is a person. */
static bool is_person(const struct run *run, const struct str *cells, size_t n)
{
    static const enum role facts[] = {BIRTH, COUNTRY, PASSPORT, HONOUR, TITLE};
    enum rows rows = run->section ? run->section->rows : ROWS_MIXED;
    if (rows != ROWS_MIXED)
        return rows == ROWS_PERSON;
    for (size_t i = 0; i < ARRAY_LEN(facts); i++)
        if (!mof_is_blank(cell(run, cells, n, facts[i])))
            return true;
    return false;
}

static int join_text(struct arena *arena, struct str *whole, struct str part, struct seki_err *err)
{
    if (mof_is_blank(part))
        return 0;
    TRY(workbook_squeeze(arena, part, &part, err));
    *whole = whole->n ? arena_printf(arena, "%.*s; %.*s", STR_ARG(*whole), STR_ARG(part)) : part;
    TRY_MEM(whole->p, err);
    return 0;
}

static int add_phones(struct party_build *build, struct str text, struct seki_err *err)
{
    struct str rest, part;
    TRY(mof_narrow(build->arena, text, &rest, err));
    while (rest.n && str_split(&rest, STR("\n"), &part))
        if (!mof_is_blank(part))
            TRY(party_build_identifier(build, STR("phone"), part, STR_NULL, err));
    return 0;
}

static int add_cell(struct run *run, struct party_build *build, enum role role, struct str text, struct seki_err *err)
{
    switch (role) {
    case ALIAS:
        return mof_add_aliases(build, text, PARTY_NAME_ALIAS, err);
    case FORMER:
        return mof_add_aliases(build, text, PARTY_NAME_FORMER, err);
    case WEAK:
        return mof_add_aliases(build, text, PARTY_NAME_WEAK, err);
    case BIRTH:
        return mof_add_birth_dates(build, run->book, text, err);
    case COUNTRY:
        return mof_add_countries(build, text, err);
    case PASSPORT:
        return mof_add_documents(build, STR("passport"), text, err);
    case ID:
        return mof_add_documents(build, STR("id"), text, err);
    case ADDRESS:
        return mof_add_addresses(build, text, err);
    case TITLE:
        return join_text(build->arena, &build->record.title, text, err);
    case PHONE:
        return add_phones(build, text, err);
    case REFERENCE:
        return mof_is_blank(text) ? 0 : party_build_identifier(build, STR("un_reference"), text, STR_NULL, err);
    case REMARK:
    case HONOUR:
        return join_text(build->arena, &build->record.remarks, text, err);
    default:
        return 0;
    }
}

static int fill(struct run *run, struct party_build *build, const struct str *cells, size_t n, struct seki_err *err)
{
    bool person = is_person(run, cells, n);
    build->record.schema = person ? PARTY_PERSON : PARTY_THING;
    TRY(mof_add_names(build, cell(run, cells, n, NAME_JA), cell(run, cells, n, NAME_EN), person, err));
    for (size_t i = 0; i < n && i < run->n_columns; i++)
        TRY(add_cell(run, build, run->roles[i], cells[i], err));
    TRY(mof_first_day(&run->row, run->book, cell(run, cells, n, DATE), &build->record.start_date, err));
    TRY(party_build_text(build, &build->programs, run->program, err));
    return party_build_text(build, &build->topics, STR("sanction"), err);
}

static int take_entry(struct run *run, struct str number, struct str *ret_entry, bool *ret_is_new, struct seki_err *err)
{
    struct str entry = arena_printf(&run->keep, "jp-mof-%.*s.%.*s", STR_ARG(run->section_word), STR_ARG(number));
    TRY_MEM(entry.p, err);
    *ret_is_new = !map_has(&run->seen, entry);
    TRY_MEM(map_put(&run->seen, entry, run), err);
    *ret_entry = entry;
    return 0;
}

static int on_party(struct run *run, uint64_t row, const struct str *cells, size_t n, struct seki_err *err)
{
    struct party_build build;
    struct seki_err why = {0};
    bool is_new;
    struct str number = notice_number(cell(run, cells, n, NUMBER));
    if (!number.n)
        return source_reject(run->sink, 0, row, err, "section %.*s: without a notice number",
                             STR_ARG(run->section_word));
    party_build_init(&build, &run->row);
    build.record.row = row;
    TRY(take_entry(run, number, &build.record.entry, &is_new, err));
    if (!is_new)
        return source_reject(run->sink, 0, row, err, "section %.*s: the notice number %.*s stands twice",
                             STR_ARG(run->section_word), STR_ARG(number));
    int code = fill(run, &build, cells, n, &why);
    if (code == SEKI_E_LIMIT)
        return source_reject(run->sink, 0, row, err, "%s", why.reason);
    if (code < 0)
        return err_set(err, code, "%s", why.reason);
    return source_record(run->sink, party_build_record(&build), err);
}

static int on_row(void *ctx, uint64_t row, const struct str *cells, size_t n, struct seki_err *err)
{
    struct run *run = ctx;
    if (str_has(cells[0], STR("告示日付"))) {
        learn_columns(run, cells, n);
        return 0;
    }
    if (run->n_columns == 0) { /* the title of the sheet */
        struct str line, rest = cells[0];
        if (run->program.n || !str_split(&rest, STR("\n"), &line))
            return 0;
        return workbook_squeeze(&run->keep, line, &run->program, err);
    }
    struct str name = cell(run, cells, n, NAME_JA), date = cell(run, cells, n, DATE);
    if (mof_is_blank(name) || str_has(date, STR("削除")) || str_has(date, STR("解除")))
        return 0;
    int code = on_party(run, row, cells, n, err);
    arena_rewind(&run->row, run->empty);
    return code;
}

/* -- which section a sheet is -- */

static const struct section *find_section(unsigned number, struct str title)
{
    for (size_t i = 0; i < ARRAY_LEN(SECTIONS); i++)
        if (str_eq(SECTIONS[i].title, title))
            return &SECTIONS[i];
    /* A reworded title that begins like the one of its number. */
    for (size_t i = 0; i < ARRAY_LEN(SECTIONS); i++)
        if (SECTIONS[i].number == number && str_starts(title, str_sub(SECTIONS[i].title, 0, 9)))
            return &SECTIONS[i];
    return NULL;
}

/* "28.ロシア連邦(団体(特定銀行を除く))" -> 28 and the title without blanks. */
static int split_sheet_name(struct arena *arena, struct str name, unsigned *ret_number, struct str *ret_title,
                            struct seki_err *err)
{
    struct str narrow;
    uint64_t number = 0;
    TRY(mof_narrow(arena, name, &narrow, err));
    size_t dot = str_find_char(narrow, '.', 0), n = 0;
    if (dot != SIZE_MAX && str_to_u64(str_trim(str_sub(narrow, 0, dot)), &number) && number < 10000)
        narrow = str_from(narrow, dot + 1);
    char *title = arena_alloc(arena, narrow.n + 1);
    TRY_MEM(title, err);
    for (size_t i = 0; i < narrow.n; i++)
        if (narrow.p[i] != ' ')
            title[n++] = narrow.p[i];
    *ret_number = (unsigned)number;
    *ret_title = (struct str){title, n};
    return 0;
}

static int begin_sheet(struct run *run, struct str name, struct seki_err *err)
{
    unsigned number;
    struct str title;
    TRY(split_sheet_name(&run->keep, name, &number, &title, err));
    run->n_columns = 0;
    run->program = STR_NULL;
    run->is_ended = str_has(title, STR("解除"));
    run->section = find_section(number, title);
    if (run->section) {
        run->section_word = run->section->word;
        return 0;
    }
    run->section_word = arena_printf(&run->keep, "section-%u", number);
    TRY_MEM(run->section_word.p, err);
    return 0;
}

static int read_sheets(struct run *run, struct seki_err *err)
{
    for (size_t i = 0; i < xlsx_sheet_count(run->book); i++) {
        size_t before = run->seen.n;
        TRY(begin_sheet(run, xlsx_sheet_name(run->book, i), err));
        if (run->is_ended)
            continue;
        TRY(xlsx_read_sheet(run->book, i, on_row, run, err));
        if (!run->section && run->seen.n > before)
            TRY(source_note(run->sink, err, "the sheet \"%.*s\" is new: its entries are jp-mof-%.*s.…",
                            STR_ARG(xlsx_sheet_name(run->book, i)), STR_ARG(run->section_word)));
    }
    return 0;
}

static int read_mof_xlsx(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct run run = {.sink = sink};
    struct xlsx *book;
    TRY(source_list(sink, STR("jp_mof_asset_freeze"), err));
    TRY(workbook_open(&input->files[0], input->arena, &book, err));
    run.book = book;
    arena_init(&run.keep, LIMIT(REQUEST_BYTES));
    arena_init(&run.row, 64 * MIB);
    run.empty = arena_mark(&run.row);
    map_init(&run.seen, &run.keep);
    int code = read_sheets(&run, err);
    if (code < 0)
        err_trail(err, "%.*s", STR_ARG(input->files[0].path));
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

static int probe(const struct source_file *file)
{
    return unpack_is_zip(file->head) && workbook_has_cell(file, STR("告示番号")) ? 95 : 0;
}

const struct source_reader source_reader_mof_xlsx = {
    .format = "mof_xlsx",
    .title = "MOF asset-freeze list, workbook",
    .probe = probe,
    .read = read_mof_xlsx,
};
