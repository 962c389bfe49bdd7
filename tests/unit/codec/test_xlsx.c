/* A small workbook, with everything that trips a reader: phonetic runs, rich text, blanks, gaps, hidden sheets. */
#include "codec/xlsx.h"
#include "zip_test.h"

#define BOOK(date1904)                                                                                                 \
    "<workbook xmlns:r='u'><workbookPr date1904='" date1904 "'/><sheets><sheet name='1.A' sheetId='1' r:id='rId1'/>"   \
    "<sheet name='B' sheetId='2' state='hidden' r:id='rId2'/></sheets></workbook>"
#define RELATIONS                                                                                                      \
    "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/s1.xml'/>"                           \
    "<Relationship Id='rId2' Type='x/worksheet' Target='/xl/worksheets/s2.xml'/>"                                      \
    "<Relationship Id='rId3' Type='x/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
#define STRINGS                                                                                                        \
    "<sst><si><t>\xE6\xBC\xA2</t><rPh sb='0' eb='1'><t>kan</t></rPh></si>"                                             \
    "<si><r><t>rich</t></r><r><rPr/><t xml:space='preserve'> text </t></r></si><si><t/></si></sst>"
#define SHEET                                                                                                          \
    "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c></row>"                  \
    "<row r='2'><c r='A2' s='1'/><c r='B2' t='s'><v>2</v></c></row>"                                                   \
    "<row r='5'><c r='B5'><v>45000.5</v></c><c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c>"                             \
    "<c t='inlineStr'><is><t>in</t><rPh><t>no</t></rPh></is></c><c t='str'><f>A1</f><v>fx</v></c></row>"               \
    "</sheetData></worksheet>"

static int on_row(void *ctx, uint64_t row, const struct str *cells, size_t n, struct seki_err *err)
{
    (void)err;
    char *out = ctx;
    size_t used = strlen(out);
    used += (size_t)snprintf(out + used, 1024 - used, "%d:", (int)row);
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(out + used, 1024 - used, "%s%.*s|", cells[i].p ? "" : "-", STR_ARG(cells[i]));
    return 0;
}

static struct xlsx *open_book(struct arena *arena, const char *workbook, const char *sheet, struct seki_err *err)
{
    struct zip_file files[] = {{"xl/workbook.xml", workbook, 0},
                               {"xl/_rels/workbook.xml.rels", RELATIONS, 0},
                               {"xl/sharedStrings.xml", STRINGS, 0},
                               {"xl/worksheets/s1.xml", sheet, 0},
                               {"xl/worksheets/s2.xml", "<worksheet/>", 0}};
    struct xlsx *book = NULL;
    (void)xlsx_open(arena, make_zip(arena, files, ARRAY_LEN(files)), &book, err);
    return book;
}

static void test_sheet(void **state)
{
    struct xlsx *book = open_book(*state, BOOK("0"), SHEET, NULL);
    char out[1024] = "";
    assert_non_null(book);
    assert_int_equal(xlsx_sheet_count(book), 2);
    assert_str(xlsx_sheet_name(book, 0), "1.A");
    assert_false(xlsx_sheet_is_hidden(book, 0));
    assert_true(xlsx_sheet_is_hidden(book, 1));
    assert_int_equal(xlsx_read_sheet(book, 0, on_row, out, NULL), 0);
    assert_string_equal(out, "1:\xE6\xBC\xA2|-|rich text |5:-|45000.5|TRUE|-|in|fx|");
    out[0] = '\0';
    assert_int_equal(xlsx_read_sheet(book, 1, on_row, out, NULL), 0);
    assert_string_equal(out, "");
}

static void test_bad_sheet(void **state)
{
    static const struct {
        const char *sheet;
        int code;
    } cases[] = {
        {"<worksheet><sheetData><row><c t='s'><v>9</v></c></row></sheetData></worksheet>", SEKI_E_SYNTAX},
        {"<worksheet><sheetData><row><c r='ZZZ1'><v>9</v></c></row></sheetData></worksheet>", SEKI_E_LIMIT},
        {"<worksheet><sheetData><row>", SEKI_E_SYNTAX},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct xlsx *book = open_book(*state, BOOK("0"), cases[i].sheet, NULL);
        struct seki_err err = {0};
        char out[1024] = "";
        assert_int_equal(xlsx_read_sheet(book, 0, on_row, out, &err), cases[i].code);
        assert_non_null(strstr(err.trail, "sheet 1.A"));
    }
}

static void test_days(void **state)
{
    static const struct {
        const char *number, *old_day, *day_1904;
    } cases[] = {
        {"25569", "1970-01-01", "1974-01-02"},
        {"1", "1900-01-01", "1904-01-02"},
        {"59", "1900-02-28", "1904-02-29"},
        {"61", "1900-03-01", "1904-03-02"},
        {"45000.75", "2023-03-15", "2027-03-16"},
        {"0", "", "1904-01-01"},
        {"2958466", "", ""},
        {"x", "", ""},
        {"-5", "", ""},
    };
    struct xlsx *books[] = {open_book(*state, BOOK("0"), SHEET, NULL), open_book(*state, BOOK("1"), SHEET, NULL)};
    for (size_t i = 0; i < 2 * ARRAY_LEN(cases); i++) {
        struct day day = DAY_NONE;
        char text[DAY_TEXT];
        (void)xlsx_serial_day(books[i % 2], str_c(cases[i / 2].number), &day);
        day_text(day, text);
        assert_string_equal(text, i % 2 ? cases[i / 2].day_1904 : cases[i / 2].old_day);
    }
}

static void test_no_workbook(void **state)
{
    static const struct zip_file file = {"x", "y", 0};
    struct xlsx *book = NULL;
    assert_int_equal(xlsx_open(*state, make_zip(*state, &file, 1), &book, NULL), SEKI_E_UNSUPPORTED);
    assert_int_equal(xlsx_open(*state, STR("PK no zip"), &book, NULL), SEKI_E_SYNTAX);
    assert_null(open_book(*state, "<workbook><sheets><sheet name='x' r:id='rId9'/></sheets></workbook>", SHEET, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_sheet), ARENA_TEST(test_bad_sheet), ARENA_TEST(test_days),
                                       ARENA_TEST(test_no_workbook)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
