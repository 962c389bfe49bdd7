/*
 * codec/xlsx_sheet.c - one sheet of codec/xlsx.h, streamed.
 *
 *     <row r="5"><c r="B5" t="s"><v>17</v></c><c r="D5" t="inlineStr"><is><t>x</t></is></c></row>
 *     -> row 5: STR_NULL, strings[17], STR_NULL, "x"
 */
#include "base/limits.h"
#include "codec/xlsx_int.h"

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOL, CELL_ERROR };

struct sheet_reader {
    const struct xlsx *book;
    xlsx_row_fn row;
    void *ctx;
    struct arena arena; /* texts of the current row */
    struct arena_mark empty;
    struct str *cells;
    size_t n_cells, column;
    uint64_t number, rows;
    enum cell_type type;
    bool is_value;
    unsigned phonetic;
};

/* "AB12" -> 27 (columns from 0); SIZE_MAX if there is no letter. */
static size_t column_of(struct str reference)
{
    size_t column = 0, i = 0;
    for (; i < reference.n && reference.p[i] >= 'A' && reference.p[i] <= 'Z' && i < 4; i++)
        column = column * 26 + (size_t)(reference.p[i] - 'A') + 1;
    return i ? column - 1 : SIZE_MAX;
}

static enum cell_type type_of(struct str word)
{
    static const struct {
        const char *word;
        enum cell_type type;
    } rows[] = {{"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_TEXT},
                {"b", CELL_BOOL},   {"e", CELL_ERROR},  {"d", CELL_TEXT}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_eq(word, str_c(rows[i].word)))
            return rows[i].type;
    return CELL_NUMBER;
}

static int start_row(struct sheet_reader *reader, struct str number, struct seki_err *err)
{
    uint64_t given;
    if (++reader->rows > LIMIT(ROWS))
        return err_limit(err, LIMIT_ID_ROWS);
    reader->number = str_to_u64(number, &given) ? given : reader->number + 1;
    reader->n_cells = 0;
    reader->column = 0;
    arena_rewind(&reader->arena, reader->empty);
    return 0;
}

static int start_cell(struct sheet_reader *reader, struct str reference, struct str type, struct seki_err *err)
{
    size_t column = column_of(reference);
    if (column == SIZE_MAX)
        column = reader->column;
    if (column >= LIMIT(COLUMNS))
        return err_limit(err, LIMIT_ID_COLUMNS);
    while (reader->n_cells <= column)
        reader->cells[reader->n_cells++] = STR_NULL;
    reader->column = column;
    reader->type = type_of(type);
    return 0;
}

static int on_start(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                    struct seki_err *err)
{
    (void)xml;
    struct sheet_reader *reader = ctx;
    reader->is_value = str_eq(name, STR("v")) || str_eq(name, STR("t"));
    reader->phonetic += str_eq(name, STR("rPh"));
    if (str_eq(name, STR("row")))
        return start_row(reader, xml_attr(attrs, n_attrs, STR("r")), err);
    if (str_eq(name, STR("c")))
        return start_cell(reader, xml_attr(attrs, n_attrs, STR("r")), xml_attr(attrs, n_attrs, STR("t")), err);
    return 0;
}

static int cell_text(struct sheet_reader *reader, struct str text, struct str *ret_text, struct seki_err *err)
{
    uint64_t index;
    switch (reader->type) {
    case CELL_SHARED:
        if (!str_to_u64(str_trim(text), &index) || index >= reader->book->strings.n)
            return err_set(err, SEKI_E_SYNTAX, "a cell names a shared text that is not there");
        *ret_text = reader->book->strings.v[index];
        return 0;
    case CELL_BOOL:
        *ret_text = str_eq(str_trim(text), STR("1")) ? STR("TRUE") : STR("FALSE");
        return 0;
    case CELL_ERROR:
        *ret_text = STR_NULL;
        return 0;
    case CELL_NUMBER:
        text = str_trim(text);
        break;
    case CELL_TEXT:
        break;
    }
    struct str *cell = &reader->cells[reader->column];
    *ret_text = cell->p ? arena_printf(&reader->arena, "%.*s%.*s", STR_ARG(*cell), STR_ARG(text))
                        : arena_str(&reader->arena, text);
    return ret_text->p ? 0 : err_limit(err, LIMIT_ID_RECORD_BYTES);
}

static int on_text(void *ctx, struct xml *xml, struct str text, struct seki_err *err)
{
    (void)xml;
    struct sheet_reader *reader = ctx;
    struct str cell;
    if (!reader->is_value || reader->phonetic || reader->column >= reader->n_cells)
        return 0;
    TRY(cell_text(reader, text, &cell, err));
    reader->cells[reader->column] = cell;
    return 0;
}

static int end_row(struct sheet_reader *reader, struct seki_err *err)
{
    while (reader->n_cells && !reader->cells[reader->n_cells - 1].n)
        reader->n_cells--;
    if (!reader->n_cells)
        return 0;
    int code = reader->row(reader->ctx, reader->number, reader->cells, reader->n_cells, err);
    if (code < 0)
        err_place(err, "row %lu", (unsigned long)reader->number);
    return code;
}

static int on_end(void *ctx, struct xml *xml, struct str name, struct seki_err *err)
{
    (void)xml;
    struct sheet_reader *reader = ctx;
    reader->is_value = false;
    if (str_eq(name, STR("rPh")) && reader->phonetic)
        reader->phonetic--;
    if (str_eq(name, STR("c")))
        reader->column++;
    return str_eq(name, STR("row")) ? end_row(reader, err) : 0;
}

int xlsx_read_sheet(const struct xlsx *book, size_t sheet, xlsx_row_fn row, void *ctx, struct seki_err *err)
{
    static const struct xml_handlers handlers = {on_start, on_text, on_end};
    struct sheet_reader reader = {.book = book, .row = row, .ctx = ctx};
    arena_init(&reader.arena, 4 * LIMIT(RECORD_BYTES));
    reader.cells = ARENA_ARRAY(&reader.arena, LIMIT(COLUMNS), struct str);
    reader.empty = arena_mark(&reader.arena);
    int code =
        reader.cells ? xlsx_read_member(book, book->sheets[sheet].member, &handlers, &reader, err) : err_oom(err);
    if (code < 0)
        err_trail(err, "sheet %.*s", STR_ARG(book->sheets[sheet].name));
    arena_done(&reader.arena);
    return code;
}
