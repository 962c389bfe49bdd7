/*
 * server/jobs_events.c - the progress of a job as a stream of server-sent events.
 *
 *   event: progress
 *   data: {"job":"...","state":"running","step":"...","done":1200,"total":20000,...}
 *
 * HOW IT WORKS. The library asks for more bytes; when there is no news the connection is suspended and the job wakes
 * it. A comment line is sent now and then, so that a listener who went away is noticed. The stream ends with the job;
 * its result is asked for with GET /v1/jobs/{id}.
 */
#include "base/mem.h"
#include "server/jobs_int.h"

#include <string.h>

enum { EVENT_BYTES = 2048 };

struct job_watch {
    struct job *job;
    struct MHD_Connection *connection;
    uint64_t seen; /* job->change + 1 of what was sent last */
    bool is_suspended, must_beat;
    struct job_watch *next;
};

void job_wake(struct job *job)
{
    for (struct job_watch *watch = job->watches; watch; watch = watch->next)
        if (watch->is_suspended) {
            watch->is_suspended = false;
            MHD_resume_connection(watch->connection);
        }
}

void jobs_tick(struct server *server)
{
    (void)pthread_mutex_lock(&server->jobs.mutex);
    for (struct job *job = server->jobs.first; job; job = job->next) {
        for (struct job_watch *watch = job->watches; watch; watch = watch->next)
            watch->must_beat = true;
        job_wake(job);
    }
    (void)pthread_mutex_unlock(&server->jobs.mutex);
}

static ssize_t give(struct str bytes, char *into, size_t max)
{
    if (bytes.n > max)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    memcpy(into, bytes.p, bytes.n);
    return (ssize_t)bytes.n;
}

static ssize_t next_event(struct job_watch *watch, char *into, size_t max)
{
    struct job *job = watch->job;
    AUTO(buf_done) struct buf text;
    buf_init(&text, EVENT_BYTES);
    if (watch->seen != job->change + 1) {
        watch->seen = job->change + 1;
        buf_add(&text, STR("event: progress\ndata: "));
        job_json_open(job, &text, false);
        buf_add(&text, STR("\n\n"));
        return buf_check(&text, NULL) < 0 ? MHD_CONTENT_READER_END_WITH_ERROR : give(buf_str(&text), into, max);
    }
    if (job_is_over(job) || job->server->jobs.is_ending)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (watch->must_beat) {
        watch->must_beat = false;
        return give(STR(": still here\n\n"), into, max);
    }
    watch->is_suspended = true;
    MHD_suspend_connection(watch->connection);
    return 0;
}

static ssize_t read_events(void *ctx, uint64_t position, char *into, size_t max)
{
    struct job_watch *watch = ctx;
    (void)position;
    (void)pthread_mutex_lock(&watch->job->server->jobs.mutex);
    ssize_t n = next_event(watch, into, max);
    (void)pthread_mutex_unlock(&watch->job->server->jobs.mutex);
    return n;
}

static void end_watch(void *ctx)
{
    struct job_watch *watch = ctx;
    struct jobs *jobs = &watch->job->server->jobs;
    (void)pthread_mutex_lock(&jobs->mutex);
    struct job_watch **place = &watch->job->watches;
    while (*place && *place != watch)
        place = &(*place)->next;
    if (*place)
        *place = watch->next;
    watch->job->references--;
    (void)pthread_mutex_unlock(&jobs->mutex);
    mem_free(watch);
}

struct MHD_Response *jobs_response(struct request *request)
{
    struct job *job = request->reply.events;
    struct job_watch *watch = mem_zalloc(1, sizeof(*watch));
    struct jobs *jobs = &request->server->jobs;
    if (!watch)
        return NULL;
    watch->job = job;
    watch->connection = request->connection;
    (void)pthread_mutex_lock(&jobs->mutex);
    watch->next = job->watches;
    job->watches = watch;
    job->references++;
    (void)pthread_mutex_unlock(&jobs->mutex);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, (size_t)2 * EVENT_BYTES, read_events, watch, end_watch);
    if (!response)
        end_watch(watch);
    return response;
}
