/* source/spool.c - see source/spool.h. */
#include "source/spool.h"
#include "base/fault.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

void spool_explain_full(const char *dir, struct seki_err *err)
{
    struct statvfs disk;
    if (!err || err->code != SEKI_E_FULL)
        return;
    if (statvfs(dir, &disk) < 0)
        (void)err_set(err, SEKI_E_FULL, "no space left on the disk of %s", dir);
    else
        (void)err_set(err, SEKI_E_FULL, "no space left on the disk of %s (%llu KiB free)", dir,
                      (unsigned long long)disk.f_bavail * disk.f_frsize / 1024);
}

int spool_open(struct spool *spool, const char *dir, struct seki_err *err)
{
    char name[PATH_MAX];
    *spool = (struct spool){.fd = -1, .dir = dir};
    if (fault_hit(FAULT_WRITE))
        return err_errno(err, EIO, "%s", dir);
    spool->fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (spool->fd >= 0)
        return 0;
    /* not every file system knows nameless files */
    if ((size_t)snprintf(name, sizeof(name), "%s/.import-XXXXXX", dir) >= sizeof(name))
        return err_set(err, SEKI_E_LIMIT, "%s: path too long", dir);
    spool->fd = mkostemp(name, O_CLOEXEC);
    if (spool->fd < 0) {
        int code = err_errno(err, errno, "a temporary file in %s", dir);
        spool_explain_full(dir, err);
        return code;
    }
    (void)unlink(name);
    return 0;
}

void spool_close(struct spool *spool)
{
    file_close(&spool->fd);
}

void spool_part_init(struct spool_part *part)
{
    *part = (struct spool_part){0};
    buf_init(&part->pending, FRAME_BATCH + FRAME_HEAD + (size_t)FRAME_MAX);
}

void spool_part_done(struct spool_part *part)
{
    buf_done(&part->pending);
}

static int flush(struct spool *spool, struct arena *arena, struct spool_part *part, struct seki_err *err)
{
    struct str bytes = buf_str(&part->pending);
    if (bytes.n == 0)
        return 0;
    if (lseek(spool->fd, (off_t)spool->end, SEEK_SET) < 0)
        return err_errno(err, errno, "a temporary file in %s", spool->dir);
    int code = file_write_all(spool->fd, bytes, err);
    if (code < 0) {
        spool_explain_full(spool->dir, err);
        return code;
    }
    if (!ARENA_PUSH(arena, &part->segments, ((struct spool_segment){spool->end, (uint32_t)bytes.n})))
        return err_oom(err);
    spool->end += bytes.n;
    buf_reset(&part->pending);
    return 0;
}

int spool_add(struct spool *spool, struct arena *arena, struct spool_part *part, const struct frame *frame,
              struct seki_err *err)
{
    TRY(frame_append(&part->pending, frame->type, frame->payload, err));
    return part->pending.n >= FRAME_BATCH ? flush(spool, arena, part, err) : 0;
}

/* One segment into the reader; it holds whole frames. */
static int load(struct spool *spool, const struct spool_segment *segment, struct frame_reader *in, struct seki_err *err)
{
    uint32_t left = segment->n;
    if (lseek(spool->fd, (off_t)segment->at, SEEK_SET) < 0)
        return err_errno(err, errno, "a temporary file in %s", spool->dir);
    while (left) {
        char *room;
        size_t n;
        TRY(frame_reader_room(in, &room, &n, err));
        long got = file_read_some(spool->fd, room, n < left ? n : left, err);
        if (got == 0)
            return err_set(err, SEKI_E_IO, "a temporary file in %s became shorter", spool->dir);
        if (got < 0)
            return (int)got;
        frame_reader_got(in, (size_t)got);
        left -= (uint32_t)got;
    }
    return 0;
}

int spool_each(struct spool *spool, struct arena *arena, struct spool_part *part,
               int (*each)(void *ctx, const struct frame *frame, struct seki_err *err), void *ctx, struct seki_err *err)
{
    AUTO(frame_reader_done) struct frame_reader in = {0};
    TRY(flush(spool, arena, part, err));
    for (size_t i = 0; i < part->segments.n; i++) {
        struct frame frame;
        int got;
        TRY(load(spool, &part->segments.v[i], &in, err));
        while ((got = frame_read(&in, &frame, err)) > 0)
            TRY(each(ctx, &frame, err));
        if (got < 0)
            return got;
    }
    return 0;
}

void spool_drop(const struct spool *spool, struct spool_part *part)
{
    for (size_t i = 0; i < part->segments.n; i++)
        (void)fallocate(spool->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)part->segments.v[i].at,
                        part->segments.v[i].n);
    part->segments.n = 0;
    buf_done(&part->pending);
}
