/*
 * tests/unit/codec/zip_test.h - make a zip in memory, for tests.
 */
#ifndef ZIP_TEST_H
#define ZIP_TEST_H

#include "codec_test.h"

#include <archive.h>
#include <archive_entry.h>

struct zip_file {
    const char *name, *text;
    size_t n; /* of text; 0 = up to its NUL */
};

static inline struct str make_zip(struct arena *arena, const struct zip_file *files, size_t n_files)
{
    size_t size = 4 * MIB, used = 0;
    char *bytes = arena_alloc(arena, size);
    struct archive *archive = archive_write_new();
    assert_int_equal(archive_write_set_format_zip(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(archive, bytes, size, &used), ARCHIVE_OK);
    for (size_t i = 0; i < n_files; i++) {
        struct archive_entry *entry = archive_entry_new();
        size_t n = files[i].n ? files[i].n : strlen(files[i].text);
        archive_entry_set_pathname(entry, files[i].name);
        archive_entry_set_size(entry, (la_int64_t)n);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0600);
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        assert_int_equal(archive_write_data(archive, files[i].text, n), n);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
    return (struct str){bytes, used};
}

#endif
