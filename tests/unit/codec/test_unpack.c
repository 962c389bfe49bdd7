/* Plain, packed, damaged and bomb-like files. */
#include "base/file.h"
#include "codec/unpack.h"
#include "zip_test.h"

#include <unistd.h>

enum filter { PLAIN, GZIP, XZ, BZIP2 };

static struct str pack(struct arena *arena, enum filter filter, struct str text)
{
    size_t size = 4 * MIB, used = 0;
    char *bytes = arena_alloc(arena, size);
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    if (filter == PLAIN)
        used = text.n, memcpy(bytes, text.p, text.n);
    assert_int_equal(archive_write_set_format_raw(archive), ARCHIVE_OK);
    assert_int_equal(filter == GZIP ? archive_write_add_filter_gzip(archive)
                     : filter == XZ ? archive_write_add_filter_xz(archive)
                                    : archive_write_add_filter_bzip2(archive),
                     ARCHIVE_OK);
    (void)archive_write_set_bytes_in_last_block(archive, 1);
    if (filter != PLAIN) {
        assert_int_equal(archive_write_open_memory(archive, bytes, size, &used), ARCHIVE_OK);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_pathname(entry, "x");
        assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
        assert_int_equal(archive_write_data(archive, text.p, text.n), text.n);
        assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    }
    archive_entry_free(entry);
    assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
    return (struct str){bytes, used};
}

/* Write the bytes to a file, unpack it, remove it. */
static int unpack(struct arena *arena, struct str bytes, struct str *ret_text, struct seki_err *err)
{
    char path[] = "test_unpack_XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(file_write_all(fd, bytes, NULL), 0);
    file_close(&fd);
    int code = unpack_all(arena, path, 64 * MIB, ret_text, err);
    assert_int_equal(unlink(path), 0);
    return code;
}

static void test_packed(void **state)
{
    struct str text = STR("1,\"a\"\r\n2,\"b\"\r\n"), got;
    for (enum filter filter = PLAIN; filter <= BZIP2; filter++) {
        struct seki_err err = {0};
        if (unpack(*state, pack(*state, filter, text), &got, &err) != 0)
            fail_msg("filter %d: %s", filter, err.reason);
        assert_str(got, text.p);
    }
}

static void test_empty(void **state)
{
    struct str got;
    assert_int_equal(unpack(*state, STR(""), &got, NULL), 0);
    assert_int_equal(got.n, 0);
}

static void test_damaged(void **state)
{
    char text[4096];
    struct str got;
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = (char)(i * 2654435761U >> 24);
    for (enum filter filter = GZIP; filter <= BZIP2; filter++) {
        struct str bytes = pack(*state, filter, (struct str){text, sizeof(text)});
        struct seki_err err = {0};
        assert_int_equal(unpack(*state, str_sub(bytes, 0, bytes.n / 2), &got, &err), SEKI_E_SYNTAX);
        assert_non_null(strstr(err.reason, "damaged compressed file"));
    }
}

static void test_bomb(void **state)
{
    size_t n = 32 * MIB;
    char *zeros = arena_alloc(*state, n);
    struct str got;
    struct seki_err err = {0};
    assert_int_equal(unpack(*state, pack(*state, GZIP, (struct str){zeros, n}), &got, &err), SEKI_E_LIMIT);
    assert_non_null(strstr(err.reason, "FILE_RATIO"));
    assert_int_equal(unpack(*state, pack(*state, XZ, (struct str){zeros, n}), &got, &err), SEKI_E_LIMIT);
    struct zip_file file = {"zeros", zeros, n};
    assert_int_equal(unpack(*state, make_zip(*state, &file, 1), &got, &err), SEKI_E_LIMIT);
}

static void test_zip(void **state)
{
    static const struct zip_file files[] = {{"dir/one.txt", "first", 0}, {"two.txt", "second", 0}};
    struct str bytes = make_zip(*state, files, 1), got;
    struct zip zip;
    struct stream *stream;
    assert_int_equal(unpack(*state, bytes, &got, NULL), 0);
    assert_str(got, "first");
    bytes = make_zip(*state, files, 2);
    assert_int_equal(unpack(*state, bytes, &got, NULL), 0);
    assert_true(str_eq(got, bytes));
    assert_true(unpack_is_zip(got));
    assert_int_equal(zip_open(*state, got, &zip, NULL), 0);
    assert_int_equal(zip.n_entries, 2);
    assert_non_null(zip_find(&zip, STR("two.txt")));
    assert_null(zip_find(&zip, STR("three.txt")));
    assert_int_equal(zip_read(*state, &zip, STR("two.txt"), 100, &got, NULL), 0);
    assert_str(got, "second");
    assert_int_equal(zip_open_file(*state, &zip, STR("three.txt"), &stream, NULL), SEKI_E_NOTFOUND);
    struct seki_err err = {0};
    assert_int_equal(unpack(*state, str_sub(bytes, 0, bytes.n - 30), &got, &err), SEKI_E_SYNTAX);
}

/* A zip whose directory claims ten gigabytes for its only file. */
static void test_claimed_size(void **state)
{
    static const struct zip_file file = {"one.txt", "first", 0};
    struct str bytes = make_zip(*state, &file, 1), got;
    char *copy = arena_cstr(*state, bytes);
    size_t at = str_find(bytes, STR("PK\1\2"), 0);
    assert_true(at != SIZE_MAX);
    memset(copy + at + 24, 0xFE, 4); /* uncompressed size, 4 bytes */
    struct seki_err err = {0};
    memset(copy + 22, 0xFE, 4);
    assert_int_equal(unpack(*state, (struct str){copy, bytes.n}, &got, &err), SEKI_E_LIMIT);
    assert_non_null(strstr(err.reason, "FILE_BYTES"));
}

static void test_missing(void **state)
{
    struct str got;
    struct seki_err err = {0};
    assert_int_equal(unpack_all(*state, "no/such/file", 10, &got, &err), SEKI_E_NOTFOUND);
    assert_non_null(strstr(err.reason, "no/such/file"));
    assert_int_equal(unpack_all(*state, ".", 10, &got, &err), SEKI_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARENA_TEST(test_packed), ARENA_TEST(test_empty),        ARENA_TEST(test_damaged), ARENA_TEST(test_bomb),
        ARENA_TEST(test_zip),    ARENA_TEST(test_claimed_size), ARENA_TEST(test_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
