/*
 * tests/unit/source/list_test.h - for the tests of the list readers: several files at once, real files, small
 * workbooks.
 */
#ifndef LIST_TEST_H
#define LIST_TEST_H

#include "../codec/zip_test.h"
#include "base/file.h"
#include "source/detect.h"
#include "source_test.h"

/* A file of a call as text. */
#define TEXT_FILE(name, text)                                                                                          \
    {                                                                                                                  \
        .path = STR(name), .bytes = STR(text), .head = STR(text), .fd = -1                                             \
    }

/* Run group() over the files, put the main file in front, read. */
static inline void log_read_group(struct log *log, const struct source_reader *reader, struct source_file *files,
                                  size_t n)
{
    size_t main_of[16];
    assert_true(n <= 16);
    assert_int_equal(reader->group(files, n, main_of, NULL), 0);
    for (size_t i = 1; i < n; i++) {
        if (main_of[i] != i)
            continue;
        struct source_file main = files[i];
        files[i] = files[0];
        files[0] = main;
    }
    log_read(log, reader, files, n);
}

/* Load real files below $SEKISHO_SHARED/data/watchlists with their heads; skips the test without them. */
static inline void load_shared(struct arena *arena, const char *const *names, size_t n, struct source_file *ret_files)
{
    for (size_t i = 0; i < n; i++) {
        char inner[256];
        (void)snprintf(inner, sizeof(inner), "watchlists/%s", names[i]);
        char *path = shared_path(inner);
        struct source_file file = {.path = arena_str(arena, str_c(path)), .fd = open(path, O_RDONLY | O_CLOEXEC)};
        assert_true(file.fd >= 0);
        assert_int_equal(file_read(arena, path, 64 * MIB, &file.bytes, NULL), 0);
        assert_int_equal(detect_fill_head(&file, arena, NULL), 0);
        ret_files[i] = file;
        free(path);
    }
}

/* The reader that detection finds for the file must be this one. */
static inline void assert_detected(const struct source_file *file, const struct source_reader *expected)
{
    const struct source_reader *reader = NULL;
    assert_int_equal(detect_reader(file, &reader, NULL), 0);
    assert_string_equal(reader->format, expected->format);
}

/* Read one real file: its format must be detected. */
static inline void log_read_watchlist(struct log *log, const struct source_reader *reader, const char *name)
{
    struct arena arena;
    struct source_file file;
    arena_init(&arena, 512 * MIB);
    load_shared(&arena, &name, 1, &file);
    assert_detected(&file, reader);
    log_read(log, reader, &file, 1);
    (void)close(file.fd);
    arena_done(&arena);
}

/* A workbook of up to four sheets, given as names and rows in SpreadsheetML (inline strings). */
struct test_sheet {
    const char *name, *rows;
};

static inline struct str make_workbook(struct arena *arena, const struct test_sheet *sheets, size_t n)
{
    static const char *const members[] = {"xl/worksheets/s0.xml", "xl/worksheets/s1.xml", "xl/worksheets/s2.xml",
                                          "xl/worksheets/s3.xml"};
    struct zip_file files[6];
    struct str book = STR("<workbook xmlns:r=\"u\"><sheets>"), relations = STR("<Relationships>");
    assert_true(n <= 4);
    for (size_t i = 0; i < n; i++) {
        book = arena_printf(arena, "%.*s<sheet name=\"%s\" r:id=\"r%zu\"/>", STR_ARG(book), sheets[i].name, i);
        relations = arena_printf(arena, "%.*s<Relationship Id=\"r%zu\" Type=\"t\" Target=\"worksheets/s%zu.xml\"/>",
                                 STR_ARG(relations), i, i);
        files[2 + i] = (struct zip_file){
            members[i], arena_printf(arena, "<worksheet><sheetData>%s</sheetData></worksheet>", sheets[i].rows).p, 0};
    }
    files[0] =
        (struct zip_file){"xl/workbook.xml", arena_printf(arena, "%.*s</sheets></workbook>", STR_ARG(book)).p, 0};
    files[1] = (struct zip_file){"xl/_rels/workbook.xml.rels",
                                 arena_printf(arena, "%.*s</Relationships>", STR_ARG(relations)).p, 0};
    return make_zip(arena, files, n + 2);
}

#define CELL(column, text)          "<c r=\"" column "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" text "</t></is></c>"
#define NUMBER_CELL(column, number) "<c r=\"" column "\"><v>" number "</v></c>"

#endif
