/*
 * server/server.h - the running server and its parts.
 *
 *   serve.c    start and graceful end          daemon.c   event loop: heads, bodies, answers
 *   pool.c     queue and workers               guard.c    sessions, CSRF, rights, rates
 *   jobs.c     long work and its progress      router.c   path to endpoint
 *   log.c      one line a request              call_*.c   the calls of endpoints.def
 *
 * THREADS. The event loop reads and writes sockets and nothing else. Workers do what may take time. What both touch is
 * guarded by the mutex of its part.
 */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "server/request.h"
#include "server/serve.h"
#include <pthread.h>
#include <stdatomic.h>

/* -- workers (pool.c) -- */

enum pool_lane { LANE_READS, LANE_WRITES, LANE_LOGIN, LANES };

struct pool {
    pthread_mutex_t mutex;
    pthread_cond_t has_work, is_idle;
    struct lane {
        struct request *first, *last;
    } lanes[LANES];
    pthread_t threads[16];
    size_t n_threads, n_started;
    size_t n_running;          /* requests queued or in work */
    char credentials[512][17]; /* of those in work; "" = free */
    bool is_ending;
};

int pool_start(struct server *server, struct seki_err *err);

/* Put a request in the queue; its connection is suspended already. 0, or the status that refuses it: 503 when the
 * server has too much to do, 429 when this session has. */
unsigned pool_admit(struct server *server, struct request *request);
void pool_push(struct server *server, struct request *request);

/* Wait until nothing runs, at most so long. False if something still does. */
bool pool_drain(struct server *server, int seconds);
void pool_stop(struct server *server);

/* -- who may (guard.c) -- */

enum guard_count { GUARD_LOGINS, GUARD_STRANGERS, GUARD_COUNTS };

/* Failed logins and calls without a session, by address, in the current minute. */
struct guard {
    pthread_mutex_t mutex;
    struct guard_row {
        uint64_t address;
        int64_t minute;
        unsigned counts[GUARD_COUNTS];
    } rows[4096];
};

/* Is this address over the limit of a kind? */
bool guard_is_over(struct server *server, const struct request *request, enum guard_count count);
void guard_count(struct server *server, const struct request *request, enum guard_count count);

/* Open the session of a request and check CSRF token and right; on failure the reply is written. */
bool guard_enter(struct request *request);

/* -- jobs (jobs.c) -- */

enum job_state { JOB_QUEUED, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED };

/* What a job does: like a call, but its answer is the job's result. */
typedef int (*job_fn)(struct job *job, struct seki_answer **ret_answer, struct seki_err *err);

enum { JOB_OPTIONS = 4, JOB_ID = 37 };

struct job {
    char id[JOB_ID];
    struct server *server;
    job_fn run;
    struct seki_session *session; /* owned */
    char actor[256];              /* only who started a job sees it */
    char path[4096];              /* a spooled body, removed at the end */
    char options[JOB_OPTIONS][256];
    bool is_dry_run;
    enum job_state state;
    char step[256];
    uint64_t done, total;
    int64_t started_ms, ended_ms;
    struct seki_answer *result;
    struct seki_err error;
    uint64_t change; /* counts up with every change */
    bool is_cancelled;
    struct job_watch *watches;
    size_t references;
    struct job *next;
};

struct jobs {
    pthread_mutex_t mutex;
    pthread_cond_t has_work;
    pthread_t thread;
    bool is_started, is_ending;
    struct job *first; /* newest first */
    size_t n;
};

int jobs_start(struct server *server, struct seki_err *err);
void jobs_free(struct server *server); /* when no connection is left */
void jobs_stop(struct server *server); /* cancels, waits, wakes every watcher */

/* Make a job out of a request whose session and spooled file go over to it. */
int jobs_add(struct request *request, job_fn run, struct job **ret_job, struct seki_err *err);
void jobs_queue(struct job *job);

/* The job of the path's first parameter if it is the caller's; a reference that jobs_release gives back. */
int jobs_find(struct request *request, struct job **ret_job, struct seki_err *err);
void jobs_release(struct job *job);
bool jobs_cancel(struct job *job);

/* {"job","state","step",...} of the job into the buffer. */
void jobs_json(struct job *job, struct buf *out);

/* A stream of its events. */
struct MHD_Response *jobs_response(struct request *request);

/* The progress function of a job (struct seki_import_options). */
int job_progress(void *ctx, const struct seki_progress *progress);

/* Wake all watchers, so that they send a sign of life. */
void jobs_tick(struct server *server);

/* -- connections (daemon.c) -- */

struct connections {
    pthread_mutex_t mutex;
    struct connection *first;
    size_t n;
};

int daemon_start(struct server *server, int listen_fd, struct seki_err *err);
void daemon_stop(struct server *server);

/* Cut connections whose head or body takes too long. */
void daemon_tick(struct server *server);

/* -- the whole -- */

struct metrics {
    atomic_ullong requests[6]; /* by hundreds of the status */
    atomic_ullong milliseconds, received, jobs;
};

struct server {
    struct serve_options options;
    struct seki_engine *engine;
    struct MHD_Daemon *daemon;
    bool is_secure; /* answers reach the browser by TLS */
    char *tls_cert, *tls_key;
    char spool_dir[4096];
    struct pool pool;
    struct guard guard;
    struct jobs jobs;
    struct connections connections;
    struct metrics metrics;
    pthread_mutex_t log_mutex;
    atomic_bool is_stopping;
    atomic_ullong next_id, n_open; /* requests that were begun and are not over */
    int64_t started_ms;
};

/* What is allowed to be read back in the log: never a name, never a body. */
void server_log_request(struct server *server, const struct request *request);
void server_log_failure(struct server *server, const struct request *request, const struct seki_err *err);

/* -- routes (router.c) -- */

/* 0 and the endpoint, or 404, or 405 with the allowed methods in `allow`. */
unsigned route_find(struct request *request, struct str method, struct str path, char allow[64]);

/* -- static files (files.c) -- */

/* A file of the web part; paths of its pages give index.html. 404 if there is none. */
void files_reply(struct request *request);

#define E(id, method, path, call, right, limit, flags, body, answer)                                                   \
    int call(struct request *request, struct seki_err *err);
#include "server/endpoints.def"
#undef E

#endif
