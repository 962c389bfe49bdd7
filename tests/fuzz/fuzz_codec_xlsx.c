/*
 * tests/fuzz/fuzz_codec_xlsx.c - a workbook whose parts are any bytes.
 *
 * A fuzzer that must keep a zip whole finds little, so the input is the parts of the workbook (book, relations, shared
 * strings, one sheet) between separators, and the zip is made here. Cells are UTF-8 and the last one is never empty.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/xlsx.h"
#include "fuzz.h"

#include <archive.h>
#include <archive_entry.h>

static const struct str SEPARATOR = {"\n=====PART=====\n", 16};

static int on_row(void *ctx, uint64_t row, const struct str *cells, size_t n, struct seki_err *err)
{
    (void)ctx, (void)row, (void)err;
    FUZZ_CHECK(n > 0 && n <= LIMIT(COLUMNS) && cells[n - 1].n > 0);
    for (size_t i = 0; i < n; i++)
        FUZZ_CHECK(utf8_check(cells[i]) == cells[i].n);
    return 0;
}

static void add_part(struct archive *archive, const char *name, struct str bytes)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)bytes.n);
    archive_entry_set_filetype(entry, AE_IFREG);
    FUZZ_CHECK(archive_write_header(archive, entry) == ARCHIVE_OK);
    FUZZ_CHECK(archive_write_data(archive, bytes.p, bytes.n) == (la_ssize_t)bytes.n);
    archive_entry_free(entry);
}

static struct str make_zip(struct arena *arena, struct str parts)
{
    static const char *const names[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml",
                                        "xl/worksheets/s1.xml"};
    size_t max = parts.n + 65536, used = 0;
    char *bytes = arena_alloc(arena, max);
    struct archive *archive = archive_write_new();
    struct str part;
    FUZZ_CHECK(bytes && archive_write_set_format_zip(archive) == ARCHIVE_OK);
    FUZZ_CHECK(archive_write_zip_set_compression_store(archive) == ARCHIVE_OK);
    FUZZ_CHECK(archive_write_open_memory(archive, bytes, max, &used) == ARCHIVE_OK);
    for (size_t i = 0; i < ARRAY_LEN(names) && str_split(&parts, SEPARATOR, &part); i++)
        add_part(archive, names[i], part);
    FUZZ_CHECK(archive_write_free(archive) == ARCHIVE_OK);
    return (struct str){bytes, used};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena;
    struct xlsx *book;
    arena_init(&arena, 256 * MIB);
    struct str zip = make_zip(&arena, (struct str){(const char *)data, n});
    if (xlsx_open(&arena, zip, &book, NULL) == 0)
        for (size_t i = 0; i < xlsx_sheet_count(book); i++)
            (void)xlsx_read_sheet(book, i, on_row, NULL, NULL);
    arena_done(&arena);
    return 0;
}
