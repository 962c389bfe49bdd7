/* server/jobs_int.h - what jobs.c and jobs_events.c share. */
#ifndef SERVER_JOBS_INT_H
#define SERVER_JOBS_INT_H

#include "server/server.h"

bool job_is_over(const struct job *job);

/* Under the lock of jobs: wake the listeners of a job. */
void job_wake(struct job *job);

/* Under the lock of jobs: the job as JSON, with or without its result. */
void job_json_open(const struct job *job, struct buf *out, bool has_end);

#endif
