/*
 * codec/unpack.c - see codec/unpack.h.
 *
 * HOW IT WORKS. libarchive pulls the packed bytes through feed() (base/file.h, so that reads can be made to fail in
 * tests) and undoes the compression; the format is always "raw", one nameless member. What comes out is counted against
 * what went in. If the first bytes then are those of a zip, all of it is read into memory and codec/zip.c goes on.
 */
#include "base/file.h"
#include "base/limits.h"
#include "codec/unpack_int.h"

#include <archive.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { FEED_BYTES = 65536 };

struct unpacker {
    struct archive *archive;
    int fd;
    bool owns_fd, is_begun, is_empty;
    struct unpack_meter meter;
    struct seki_err *err; /* of the call in progress; feed() writes its failure there */
    int failed;           /* code of feed() */
    char block[FEED_BYTES];
};

int unpack_fail(struct archive *archive, struct seki_err *err)
{
    const char *text = archive_error_string(archive);
    return err_set(err, SEKI_E_SYNTAX, "damaged compressed file: %s", text ? text : "no reason given");
}

int unpack_count(struct unpack_meter *meter, size_t more, struct seki_err *err)
{
    meter->out += more;
    if (meter->out > LIMIT(FILE_BYTES))
        return err_limit(err, LIMIT_ID_FILE_BYTES);
    if (meter->out > 16 * MIB && meter->out / LIMIT(FILE_RATIO) > meter->in)
        return err_limit(err, LIMIT_ID_FILE_RATIO);
    return 0;
}

static la_ssize_t feed(struct archive *archive, void *ctx, const void **ret_block)
{
    struct unpacker *unpacker = ctx;
    long got = file_read_some(unpacker->fd, unpacker->block, sizeof(unpacker->block), unpacker->err);
    if (got < 0) {
        unpacker->failed = (int)got;
        archive_set_error(archive, EIO, "read failed");
        return -1;
    }
    unpacker->meter.in += (uint64_t)got;
    *ret_block = unpacker->block;
    return got;
}

static int fail(struct unpacker *unpacker, struct seki_err *err)
{
    return unpacker->failed ? unpacker->failed : unpack_fail(unpacker->archive, err);
}

static int begin(struct unpacker *unpacker, struct seki_err *err)
{
    struct archive_entry *entry;
    unpacker->is_begun = true;
    if (archive_read_open(unpacker->archive, unpacker, NULL, feed, NULL) != ARCHIVE_OK)
        return fail(unpacker, err);
    int code = archive_read_next_header(unpacker->archive, &entry);
    if (code == ARCHIVE_EOF)
        unpacker->is_empty = true;
    else if (code < ARCHIVE_WARN)
        return fail(unpacker, err);
    return 0;
}

static long read_unpacked(void *self, void *into, size_t n, struct seki_err *err)
{
    struct unpacker *unpacker = self;
    unpacker->err = err;
    if (!unpacker->is_begun)
        TRY(begin(unpacker, err));
    if (unpacker->is_empty)
        return 0;
    la_ssize_t got = archive_read_data(unpacker->archive, into, n);
    if (got < 0)
        return fail(unpacker, err);
    TRY(unpack_count(&unpacker->meter, (size_t)got, err));
    return (long)got;
}

static void close_unpacked(void *self)
{
    struct unpacker *unpacker = self;
    if (unpacker->archive)
        (void)archive_read_free(unpacker->archive);
    unpacker->archive = NULL;
    if (unpacker->owns_fd)
        file_close(&unpacker->fd);
}

static int prepare(struct arena *arena, int fd, struct unpacker **ret_unpacker, struct stream **ret_stream,
                   struct seki_err *err)
{
    static const struct stream_source source = {read_unpacked, close_unpacked};
    struct unpacker *unpacker = ARENA_NEW(arena, struct unpacker);
    TRY_MEM(unpacker, err);
    TRY(stream_open_source(arena, &source, unpacker, ret_stream, err));
    unpacker->archive = archive_read_new();
    TRY_MEM(unpacker->archive, err);
    (void)archive_read_support_filter_xz(unpacker->archive);
    (void)archive_read_support_filter_gzip(unpacker->archive);
    (void)archive_read_support_filter_bzip2(unpacker->archive);
    (void)archive_read_support_format_raw(unpacker->archive);
    (void)archive_read_support_format_empty(unpacker->archive);
    unpacker->fd = fd;
    *ret_unpacker = unpacker;
    return 0;
}

/* With owns_fd the descriptor is the stream's from here on, and closed if this fails. */
static int open_raw(struct arena *arena, int fd, bool owns_fd, struct stream **ret_stream, struct seki_err *err)
{
    struct unpacker *unpacker = NULL;
    int code = prepare(arena, fd, &unpacker, ret_stream, err);
    if (code < 0 || !unpacker) {
        if (owns_fd)
            file_close(&fd);
        return code;
    }
    unpacker->owns_fd = owns_fd;
    return 0;
}

bool unpack_is_zip(struct str head)
{
    return str_starts(head, STR("PK\3\4")) || str_starts(head, STR("PK\5\6"));
}

/* A zip with one file gives that file; with several it stays as it is. */
static int open_zip(struct arena *arena, struct str bytes, struct stream **ret_stream, struct seki_err *err)
{
    struct zip zip;
    TRY(zip_open(arena, bytes, &zip, err));
    if (zip.n_entries == 0)
        return err_set(err, SEKI_E_SYNTAX, "the zip holds no file");
    if (zip.n_entries == 1)
        return zip_open_file(arena, &zip, zip.entries[0].name, ret_stream, err);
    return stream_open_bytes(arena, bytes, ret_stream, err);
}

static int open_packed(struct arena *arena, int fd, bool owns_fd, struct stream **ret_stream, struct seki_err *err)
{
    AUTO(stream_close) struct stream *raw = NULL;
    struct str head, bytes;
    TRY(open_raw(arena, fd, owns_fd, &raw, err));
    TRY(stream_peek(raw, 4, &head, err));
    if (unpack_is_zip(head)) {
        TRY(stream_read_all(arena, raw, LIMIT(FILE_BYTES), &bytes, err));
        return open_zip(arena, bytes, ret_stream, err);
    }
    *ret_stream = raw;
    raw = NULL; /* is the caller's now */
    return 0;
}

int unpack_open_fd(struct arena *arena, int fd, struct stream **ret_stream, struct seki_err *err)
{
    return open_packed(arena, fd, false, ret_stream, err);
}

int unpack_open(struct arena *arena, const char *path, struct stream **ret_stream, struct seki_err *err)
{
    if (strcmp(path, "-") == 0)
        return open_packed(arena, STDIN_FILENO, false, ret_stream, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "open %s", path);
    return open_packed(arena, fd, true, ret_stream, err);
}

int unpack_all(struct arena *arena, const char *path, size_t max, struct str *ret_bytes, struct seki_err *err)
{
    AUTO(stream_close) struct stream *stream = NULL;
    TRY(unpack_open(arena, path, &stream, err));
    return stream_read_all(arena, stream, max, ret_bytes, err);
}
