/*
 * tests/fuzz/fuzz_codec_unpack.c - packed files of any bytes.
 *
 * Nothing that comes out is larger than the limits allow, and every failure has its reason.
 */
#include "base/limits.h"
#include "codec/unpack.h"
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

static void check_zip(struct arena *arena, struct str bytes)
{
    struct zip zip;
    struct str text;
    if (zip_open(arena, bytes, &zip, NULL) < 0)
        return;
    FUZZ_CHECK(zip.n_entries <= LIMIT(ARCHIVE_ENTRIES));
    for (size_t i = 0; i < zip.n_entries && i < 4; i++)
        if (zip_read(arena, &zip, zip.entries[i].name, 4 * MIB, &text, NULL) == 0)
            FUZZ_CHECK(text.n <= 4 * MIB);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str bytes = {(const char *)data, n}, text;
    struct stream *stream = NULL;
    struct seki_err err = {0};
    struct arena arena;
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    FUZZ_CHECK(fd >= 0 && write(fd, data, n) == (ssize_t)n && lseek(fd, 0, SEEK_SET) == 0);
    arena_init(&arena, 256 * MIB);
    int code = unpack_open_fd(&arena, fd, &stream, &err);
    if (code == 0)
        code = stream_read_all(&arena, stream, 8 * MIB, &text, &err);
    FUZZ_CHECK(code == 0 ? text.n <= 8 * MIB : err.reason[0] != '\0');
    stream_close(&stream);
    if (unpack_is_zip(bytes))
        check_zip(&arena, bytes);
    arena_done(&arena);
    (void)close(fd);
    return 0;
}
