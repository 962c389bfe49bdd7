/*
 * source/spool.h - records that wait: frames of several lists in one nameless file.
 *
 * Each list (a spool_part) collects frames in a buffer and writes them as a segment; read again, they come in the order
 * they were added. The file has no name, so nothing of it stays after a crash. Belongs to one thread. Inside the room.
 */
#ifndef SOURCE_SPOOL_H
#define SOURCE_SPOOL_H

#include "source/frame.h"

struct spool {
    int fd;
    uint64_t end;
    const char *dir;
};

struct spool_part {
    struct buf pending;
    struct {
        struct spool_segment {
            uint64_t at;
            uint32_t n;
        } * v;
        size_t n, cap;
    } segments;
};

/* In this folder; `dir` must outlive it. SEKI_E_FULL names the folder and its free space, here and below. */
int spool_open(struct spool *spool, const char *dir, struct seki_err *err);
void spool_close(struct spool *spool);

void spool_part_init(struct spool_part *part);
void spool_part_done(struct spool_part *part);

int spool_add(struct spool *spool, struct arena *arena, struct spool_part *part, const struct frame *frame,
              struct seki_err *err);

/* Call `each` for every frame of the part. A negative result stops and is returned. */
int spool_each(struct spool *spool, struct arena *arena, struct spool_part *part,
               int (*each)(void *ctx, const struct frame *frame, struct seki_err *err), void *ctx,
               struct seki_err *err);

/* The part is no longer needed: give its room on the disk back, as far as the file system can. */
void spool_drop(const struct spool *spool, struct spool_part *part);

/* Make a SEKI_E_FULL in err tell the folder and how much is free there; other failures stay as they are. */
void spool_explain_full(const char *dir, struct seki_err *err);

#endif
