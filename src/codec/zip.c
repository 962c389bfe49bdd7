/* codec/zip.c - the zip part of codec/unpack.h: members of a zip that lies in memory, by libarchive. */
#include "base/limits.h"
#include "codec/unpack_int.h"

#include <archive.h>
#include <archive_entry.h>

struct member {
    struct archive *archive;
    struct unpack_meter meter;
};

static void free_archive(struct archive **archive)
{
    if (*archive)
        (void)archive_read_free(*archive);
}

static int open_archive(struct str bytes, struct archive **ret_archive, struct seki_err *err)
{
    struct archive *archive = archive_read_new();
    TRY_MEM(archive, err);
    (void)archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_memory(archive, bytes.p, bytes.n) != ARCHIVE_OK) {
        int code = unpack_fail(archive, err);
        free_archive(&archive);
        return code;
    }
    *ret_archive = archive;
    return 0;
}

/* Go to the next member that is a file: 1, 0 at the end, or a code. */
static int next_file(struct archive *archive, struct str *ret_name, uint64_t *ret_size, struct seki_err *err)
{
    struct archive_entry *entry;
    for (;;) {
        int code = archive_read_next_header(archive, &entry);
        if (code == ARCHIVE_EOF)
            return 0;
        if (code < ARCHIVE_WARN)
            return unpack_fail(archive, err);
        const char *name = archive_entry_pathname_utf8(entry);
        if (!name)
            name = archive_entry_pathname(entry);
        if (archive_entry_filetype(entry) != AE_IFREG || !name || !*name)
            continue;
        *ret_name = str_c(name);
        *ret_size = archive_entry_size_is_set(entry) ? (uint64_t)archive_entry_size(entry) : 0;
        return 1;
    }
}

int zip_open(struct arena *arena, struct str bytes, struct zip *ret_zip, struct seki_err *err)
{
    AUTO(free_archive) struct archive *archive = NULL;
    struct {
        struct zip_entry *v;
        size_t n, cap;
    } list = {0};
    struct zip_entry entry;
    int code;
    TRY(open_archive(bytes, &archive, err));
    while ((code = next_file(archive, &entry.name, &entry.size, err)) > 0) {
        if (list.n >= LIMIT(ARCHIVE_ENTRIES))
            return err_limit(err, LIMIT_ID_ARCHIVE_ENTRIES);
        if (entry.size > LIMIT(FILE_BYTES))
            return err_limit(err, LIMIT_ID_FILE_BYTES);
        entry.name = arena_str(arena, entry.name);
        TRY_MEM(entry.name.p && ARENA_PUSH(arena, &list, entry), err);
    }
    TRY(code);
    *ret_zip = (struct zip){bytes, list.v, list.n};
    return 0;
}

const struct zip_entry *zip_find(const struct zip *zip, struct str name)
{
    for (size_t i = 0; i < zip->n_entries; i++)
        if (str_eq(zip->entries[i].name, name))
            return &zip->entries[i];
    return NULL;
}

static long read_member(void *self, void *into, size_t n, struct seki_err *err)
{
    struct member *member = self;
    la_ssize_t got = archive_read_data(member->archive, into, n);
    if (got < 0)
        return unpack_fail(member->archive, err);
    TRY(unpack_count(&member->meter, (size_t)got, err));
    return (long)got;
}

static void close_member(void *self)
{
    struct member *member = self;
    free_archive(&member->archive);
    member->archive = NULL;
}

int zip_open_file(struct arena *arena, const struct zip *zip, struct str name, struct stream **ret_stream,
                  struct seki_err *err)
{
    static const struct stream_source source = {read_member, close_member};
    AUTO(free_archive) struct archive *archive = NULL;
    struct member *member = ARENA_NEW(arena, struct member);
    struct str found = STR_NULL;
    uint64_t size;
    int code;
    TRY_MEM(member, err);
    TRY(open_archive(zip->bytes, &archive, err));
    while ((code = next_file(archive, &found, &size, err)) > 0)
        if (str_eq(found, name))
            break;
    TRY(code);
    if (code == 0)
        return err_set(err, SEKI_E_NOTFOUND, "the zip holds no %.*s", STR_ARG(name));
    TRY(stream_open_source(arena, &source, member, ret_stream, err));
    member->meter.in = zip->bytes.n;
    member->archive = archive;
    archive = NULL; /* is the stream's now */
    return 0;
}

int zip_read(struct arena *arena, const struct zip *zip, struct str name, size_t max, struct str *ret_bytes,
             struct seki_err *err)
{
    AUTO(stream_close) struct stream *stream = NULL;
    TRY(zip_open_file(arena, zip, name, &stream, err));
    return stream_read_all(arena, stream, max, ret_bytes, err);
}
