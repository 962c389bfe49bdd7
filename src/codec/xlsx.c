/* codec/xlsx.c - see codec/xlsx.h; the sheets are read in xlsx_sheet.c. */
#include "base/limits.h"
#include "codec/xlsx_int.h"
#include "codec/xml.h"

bool xlsx_is_workbook(const struct zip *zip)
{
    return zip_find(zip, STR("xl/workbook.xml")) != NULL;
}

/* -- workbook.xml and its relations: which sheets there are and where they lie -- */

struct relation {
    struct str id, target;
};

struct book_reader {
    struct xlsx *book;
    struct {
        struct relation *v;
        size_t n, cap;
    } relations;
    struct {
        struct xlsx_sheet *v;
        size_t n, cap;
    } sheets;
};

/* Targets are relative to xl/ or, with a slash in front, to the root of the zip. */
static struct str member_of(struct arena *arena, struct str target)
{
    if (str_starts(target, STR("/")))
        return arena_str(arena, str_from(target, 1));
    return arena_printf(arena, "xl/%.*s", STR_ARG(target));
}

static int on_relation(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                       struct seki_err *err)
{
    (void)xml;
    struct book_reader *reader = ctx;
    struct arena *arena = reader->book->arena;
    if (!str_eq(name, STR("Relationship")))
        return 0;
    struct relation relation = {arena_str(arena, xml_attr(attrs, n_attrs, STR("Id"))),
                                member_of(arena, xml_attr(attrs, n_attrs, STR("Target")))};
    TRY_MEM(relation.target.p && ARENA_PUSH(arena, &reader->relations, relation), err);
    if (str_ends(xml_attr(attrs, n_attrs, STR("Type")), STR("/sharedStrings")))
        reader->book->strings_member = relation.target;
    return 0;
}

static struct str target_of(const struct book_reader *reader, struct str id)
{
    for (size_t i = 0; i < reader->relations.n; i++)
        if (str_eq(reader->relations.v[i].id, id))
            return reader->relations.v[i].target;
    return STR_NULL;
}

static int on_book(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                   struct seki_err *err)
{
    (void)xml;
    struct book_reader *reader = ctx;
    struct arena *arena = reader->book->arena;
    if (str_eq(name, STR("workbookPr"))) {
        struct str flag = xml_attr(attrs, n_attrs, STR("date1904"));
        reader->book->is_1904 = str_eq(flag, STR("1")) || str_eq(flag, STR("true"));
    }
    if (!str_eq(name, STR("sheet")))
        return 0;
    struct str state = xml_attr(attrs, n_attrs, STR("state"));
    struct xlsx_sheet sheet = {arena_str(arena, xml_attr(attrs, n_attrs, STR("name"))),
                               target_of(reader, xml_attr(attrs, n_attrs, STR("r:id"))),
                               str_starts(state, STR("hidden")) || str_starts(state, STR("veryHidden"))};
    if (!sheet.member.p || !zip_find(&reader->book->zip, sheet.member))
        return err_set(err, SEKI_E_SYNTAX, "the sheet %.*s is missing in the workbook", STR_ARG(sheet.name));
    TRY_MEM(sheet.name.p && ARENA_PUSH(arena, &reader->sheets, sheet), err);
    return 0;
}

/* -- sharedStrings.xml: <si><t>..</t></si> or <si><r><t>..</t></r>..<rPh><t>kana</t></rPh></si> -- */

struct strings_reader {
    struct xlsx *book;
    struct {
        struct str *v;
        size_t n, cap;
    } strings;
    struct buf text;
    bool is_text;
    unsigned phonetic; /* depth of rPh */
};

static int on_string_start(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                           struct seki_err *err)
{
    (void)xml, (void)attrs, (void)n_attrs, (void)err;
    struct strings_reader *reader = ctx;
    if (str_eq(name, STR("si")))
        buf_reset(&reader->text);
    reader->phonetic += str_eq(name, STR("rPh"));
    reader->is_text = str_eq(name, STR("t"));
    return 0;
}

static int on_string_text(void *ctx, struct xml *xml, struct str text, struct seki_err *err)
{
    (void)xml;
    struct strings_reader *reader = ctx;
    if (reader->is_text && !reader->phonetic)
        buf_add(&reader->text, text);
    return buf_check(&reader->text, err);
}

static int on_string_end(void *ctx, struct xml *xml, struct str name, struct seki_err *err)
{
    (void)xml;
    struct strings_reader *reader = ctx;
    struct str text;
    reader->is_text = false;
    if (str_eq(name, STR("rPh")) && reader->phonetic)
        reader->phonetic--;
    if (!str_eq(name, STR("si")))
        return 0;
    if (reader->strings.n >= LIMIT(SHARED_STRINGS))
        return err_limit(err, LIMIT_ID_SHARED_STRINGS);
    TRY(buf_take(&reader->text, reader->book->arena, &text, err));
    TRY_MEM(ARENA_PUSH(reader->book->arena, &reader->strings, text), err);
    return 0;
}

static int read_member(const struct xlsx *book, struct str member, const struct xml_handlers *handlers, void *ctx,
                       struct seki_err *err)
{
    struct arena arena;
    AUTO(stream_close) struct stream *stream = NULL;
    arena_init(&arena, LIMIT(RECORD_BYTES));
    int code = zip_open_file(&arena, &book->zip, member, &stream, err);
    if (code >= 0)
        code = xml_parse(stream, handlers, ctx, err);
    if (code < 0)
        err_trail(err, "%.*s", STR_ARG(member));
    stream_close(&stream);
    arena_done(&arena);
    return code;
}

int xlsx_read_member(const struct xlsx *book, struct str member, const struct xml_handlers *handlers, void *ctx,
                     struct seki_err *err)
{
    return read_member(book, member, handlers, ctx, err);
}

static int read_strings(struct xlsx *book, struct seki_err *err)
{
    static const struct xml_handlers handlers = {on_string_start, on_string_text, on_string_end};
    struct strings_reader reader = {.book = book};
    if (!book->strings_member.p || !zip_find(&book->zip, book->strings_member))
        return 0;
    buf_init(&reader.text, LIMIT(FIELD_BYTES));
    int code = read_member(book, book->strings_member, &handlers, &reader, err);
    buf_done(&reader.text);
    book->strings = (struct str_list){reader.strings.v, reader.strings.n};
    return code;
}

int xlsx_open(struct arena *arena, struct str bytes, struct xlsx **ret_book, struct seki_err *err)
{
    static const struct xml_handlers on_relations = {.start = on_relation}, on_workbook = {.start = on_book};
    struct xlsx *book = ARENA_NEW(arena, struct xlsx);
    TRY_MEM(book, err);
    struct book_reader reader = {.book = book};
    book->arena = arena;
    TRY(zip_open(arena, bytes, &book->zip, err));
    if (!xlsx_is_workbook(&book->zip))
        return err_set(err, SEKI_E_UNSUPPORTED, "a zip that is no Excel workbook");
    TRY(read_member(book, STR("xl/_rels/workbook.xml.rels"), &on_relations, &reader, err));
    TRY(read_member(book, STR("xl/workbook.xml"), &on_workbook, &reader, err));
    book->sheets = reader.sheets.v;
    book->n_sheets = reader.sheets.n;
    TRY(read_strings(book, err));
    *ret_book = book;
    return 0;
}

size_t xlsx_sheet_count(const struct xlsx *book)
{
    return book->n_sheets;
}

struct str xlsx_sheet_name(const struct xlsx *book, size_t sheet)
{
    return book->sheets[sheet].name;
}

bool xlsx_sheet_is_hidden(const struct xlsx *book, size_t sheet)
{
    return book->sheets[sheet].is_hidden;
}

bool xlsx_serial_day(const struct xlsx *book, struct str number, struct day *ret_day)
{
    uint64_t serial;
    size_t point = str_find_char(number, '.', 0);
    if (!str_to_u64(str_sub(number, 0, point == SIZE_MAX ? number.n : point), &serial) || serial > 2958465)
        return false;
    /* Serial 60 is 1900-02-29, a day that never was (Lotus 1-2-3's error, kept); below it counting starts a day later.
     */
    int64_t epoch = book->is_1904 ? -24107 : serial < 60 ? -25568 : -25569;
    if (serial == 0 && !book->is_1904)
        return false;
    struct day day = day_of_number(epoch + (int64_t)serial);
    if (day.year > 9999)
        return false;
    *ret_day = day;
    return true;
}
