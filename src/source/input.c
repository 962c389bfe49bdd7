/* source/input.c - the content of a file for readers: opened from its descriptor, unpacked on the way. */
#include "base/fault.h"
#include "codec/unpack.h"
#include "source/reader.h"

#include <errno.h>
#include <unistd.h>

int source_open(const struct source_file *file, struct arena *arena, struct stream **ret_stream, struct seki_err *err)
{
    if (file->fd < 0)
        return stream_open_bytes(arena, file->bytes, ret_stream, err);
    if (fault_hit(FAULT_READ) || lseek(file->fd, 0, SEEK_SET) < 0)
        return err_errno(err, errno ? errno : EIO, "%.*s", STR_ARG(file->path));
    return unpack_open_fd(arena, file->fd, ret_stream, err);
}
