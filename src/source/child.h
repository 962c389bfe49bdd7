/*
 * source/child.h - a process that may only think: run a piece of work on untrusted bytes, get its frames back.
 *
 *   parent ── fork ──> child: descriptors closed, limits set, system calls filtered ── work ── frames ──┐
 *     ▲                                                                                                 │
 *     └──────────────────────────────── pipe, in batches ───────────────────────────────────────────────┘
 *
 * In the child: no new files (RLIMIT_NOFILE 0, RLIMIT_FSIZE 0), no core dump, LIMIT(PARSE_MEMORY) more memory than it
 * was born with, LIMIT(PARSE_SECONDS) of processor time, no new privileges, and a seccomp filter that knows only what
 * parsing needs: memory, reading what is open, writing to the pipe, ending. Everything else kills it. It dies with its
 * parent. The parent waits at most LIMIT(PARSE_SECONDS) for the child (its own working time not counted).
 *
 * A child that crashes, is killed by a limit, falls silent or writes nonsense gives SEKI_E_CHILD; the reason says the
 * cause and the place names the file. With the address or thread sanitizer the limits of memory and files are not
 * set (their shadow needs terabytes of address space, their reports a file).
 *
 * Inside the room only, and for its tests. The calling thread must not hold locks that the work needs.
 */
#ifndef SOURCE_CHILD_H
#define SOURCE_CHILD_H

#include "source/frame.h"

struct child_job {
    /* Runs in the child. A negative result is sent to the parent with err. */
    int (*work)(void *ctx, struct frame_writer *out, struct seki_err *err);
    void *ctx;
    const int *fds; /* descriptors the work may read; all others are closed */
    size_t n_fds;
    const char *what; /* the file, for messages */
    uint64_t seconds; /* 0 = LIMIT(PARSE_SECONDS) */
    uint64_t memory;  /* 0 = LIMIT(PARSE_MEMORY) */
};

typedef int (*child_frame_fn)(void *ctx, const struct frame *frame, struct seki_err *err);

/* Run it. `on_frame` gets every frame but the last; a negative result ends the child and is returned. 0 only if the
 * work returned 0 and every frame came. */
int child_run(const struct child_job *job, child_frame_fn on_frame, void *ctx, struct seki_err *err);

/* Shut the calling process in, as said above, for good. `out` and the fds of the job stay. For child.c. */
int child_lock(const struct child_job *job, int out, struct seki_err *err);

#endif
