/*
 * server/jobs.c - long work: a queue with one thread of its own, progress that can be asked for or listened to, and
 * cancel.
 *
 * HOW IT WORKS. A job takes over session and upload of the request that started it. Every change counts job->change up
 * and wakes the listeners (jobs_events.c). Jobs that are over are kept for an hour, at most KEPT_JOBS of them; only the
 * user who started a job sees it.
 */
#include "base/hash.h"
#include "base/mem.h"
#include "base/time.h"
#include "server/head.h"
#include "server/jobs_int.h"

#include <stdio.h>
#include <string.h>

enum { KEPT_JOBS = 100, KEPT_MS = 3600 * 1000 };

static const char *const STATES[] = {[JOB_QUEUED] = "queued",
                                     [JOB_RUNNING] = "running",
                                     [JOB_DONE] = "done",
                                     [JOB_FAILED] = "failed",
                                     [JOB_CANCELLED] = "cancelled"};

static void lock(struct server *server)
{
    (void)pthread_mutex_lock(&server->jobs.mutex);
}

static void unlock(struct server *server)
{
    (void)pthread_mutex_unlock(&server->jobs.mutex);
}

bool job_is_over(const struct job *job)
{
    return job->state >= JOB_DONE;
}

static void free_job(struct job *job)
{
    seki_session_close(job->session);
    seki_answer_free(job->result);
    mem_free(job);
}

/* Under the lock. */
static void changed(struct job *job)
{
    job->change++;
    job_wake(job);
}

/* Under the lock: forget jobs that are over and old, or too many. */
static void forget_old(struct jobs *jobs)
{
    struct job **place = &jobs->first;
    int64_t now = moment_now();
    size_t n = 0;
    while (*place) {
        struct job *job = *place;
        bool is_old = ++n > KEPT_JOBS || now - job->ended_ms > KEPT_MS;
        if (!job_is_over(job) || job->references || !is_old) {
            place = &job->next;
            continue;
        }
        *place = job->next;
        free_job(job);
    }
}

static bool actor_of(struct seki_session *session, char *actor, size_t size, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    if (seki_session_show(session, &answer, err) < 0)
        return false;
    (void)snprintf(actor, size, "%s", seki_value_text(seki_value_get(seki_answer_root(answer), "user")));
    seki_answer_free(answer);
    return true;
}

int jobs_add(struct request *request, job_fn run, struct job **ret_job, struct seki_err *err)
{
    struct job *job = mem_zalloc(1, sizeof(*job));
    TRY_MEM(job, err);
    if (!actor_of(request->session, job->actor, sizeof(job->actor), err)) {
        mem_free(job);
        return err ? err->code : SEKI_E_INTERNAL;
    }
    uuid7(moment_now(), job->id);
    job->server = request->server;
    job->run = run;
    job->session = request->session;
    request->session = NULL;
    memcpy(job->path, request->spool_path, sizeof(job->path));
    request->spool_path[0] = '\0';
    *ret_job = job;
    return 0;
}

void jobs_queue(struct job *job)
{
    struct jobs *jobs = &job->server->jobs;
    atomic_fetch_add(&job->server->metrics.jobs, 1);
    lock(job->server);
    forget_old(jobs);
    job->next = jobs->first;
    jobs->first = job;
    (void)pthread_cond_broadcast(&jobs->has_work);
    unlock(job->server);
}

int jobs_find(struct request *request, struct job **ret_job, struct seki_err *err)
{
    char actor[sizeof(((struct job *)0)->actor)];
    struct job *found = NULL;
    if (!actor_of(request->session, actor, sizeof(actor), err))
        return err->code;
    lock(request->server);
    for (struct job *job = request->server->jobs.first; job && !found; job = job->next)
        if (str_eq(str_c(job->id), request->parameters[0]) && strcmp(job->actor, actor) == 0)
            found = job;
    if (found)
        found->references++;
    unlock(request->server);
    if (!found)
        return err_set(err, SEKI_E_NOTFOUND, "no such job");
    *ret_job = found;
    return 0;
}

void jobs_release(struct job *job)
{
    if (!job)
        return;
    lock(job->server);
    job->references--;
    unlock(job->server);
}

/* Under the lock: it never began. */
static void drop_queued(struct job *job)
{
    job->state = JOB_CANCELLED;
    job->ended_ms = moment_now();
    if (job->path[0])
        upload_remove(job->path);
}

bool jobs_cancel(struct job *job)
{
    lock(job->server);
    bool is_running = !job_is_over(job);
    job->is_cancelled = true;
    if (job->state == JOB_QUEUED)
        drop_queued(job);
    changed(job);
    unlock(job->server);
    return is_running;
}

int job_progress(void *ctx, const struct seki_progress *progress)
{
    struct job *job = ctx;
    const char *name = progress->step ? progress->step : "";
    const char *slash = strrchr(name, '/'); /* a file's folder is ours, its name the user's */
    lock(job->server);
    (void)snprintf(job->step, sizeof(job->step), "%s", slash ? slash + 1 : name);
    job->done = progress->done;
    job->total = progress->total;
    changed(job);
    bool must_stop = job->is_cancelled;
    unlock(job->server);
    return must_stop;
}

/* -- JSON -- */

static void add_estimate(const struct job *job, struct buf *out)
{
    int64_t end = job_is_over(job) ? job->ended_ms : moment_now();
    double seconds = job->started_ms ? (double)(end - job->started_ms) / 1000 : 0;
    double rate = seconds > 0 ? (double)job->done / seconds : 0;
    buf_printf(out, ",\"step\":");
    reply_json_text(out, str_c(job->step));
    buf_printf(out, ",\"done\":%llu,\"total\":", (unsigned long long)job->done);
    if (job->total)
        buf_printf(out, "%llu", (unsigned long long)job->total);
    else
        buf_add(out, STR("null"));
    buf_printf(out, ",\"seconds\":%.1f,\"rate\":%.1f,\"seconds_left\":", seconds, rate);
    if (job->total > job->done && rate > 0 && !job_is_over(job))
        buf_printf(out, "%.0f", (double)(job->total - job->done) / rate);
    else
        buf_add(out, STR("null"));
}

/* JSON of the library, in which the folder of the upload is left out: it means nothing to the reader. */
static void add_without_folder(const struct job *job, struct buf *out, struct str json)
{
    char folder[sizeof(job->path)];
    (void)snprintf(folder, sizeof(folder), "%s", job->path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[1] = '\0';
    struct str part, rest = json;
    if (!slash) {
        buf_add(out, json);
        return;
    }
    while (str_split(&rest, str_c(folder), &part))
        buf_add(out, part);
}

static void add_end(const struct job *job, struct buf *out)
{
    size_t n;
    if (job->result) {
        const char *json = seki_answer_json(job->result, &n);
        buf_add(out, STR(",\"result\":"));
        add_without_folder(job, out, (struct str){json, n});
    }
    if (job->error.code < 0 && job->state == JOB_FAILED) {
        buf_printf(out, ",\"error\":{\"status\":%d,\"detail\":", seki_code_http(job->error.code));
        AUTO(buf_done) struct buf text;
        buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
        add_without_folder(job, &text, str_c(job->error.reason));
        reply_json_text(out, buf_str(&text));
        buf_addc(out, '}');
    }
    if (job->state == JOB_CANCELLED)
        buf_add(out,
                STR(",\"stays\":{\"ja\":\"取り込みが終わったリストは残ります。途中のリストは保存されていません。\","
                    "\"en\":\"Lists that were finished stay. The list that was being read was not stored.\"}"));
}

void job_json_open(const struct job *job, struct buf *out, bool has_end)
{
    buf_printf(out, "{\"job\":\"%s\",\"state\":\"%s\"", job->id, STATES[job->state]);
    add_estimate(job, out);
    if (has_end && job_is_over(job))
        add_end(job, out);
    buf_addc(out, '}');
}

void jobs_json(struct job *job, struct buf *out)
{
    lock(job->server);
    job_json_open(job, out, true);
    buf_addc(out, '\n');
    unlock(job->server);
}

/* -- the thread -- */

/* Oldest first. */
static struct job *next_job(struct jobs *jobs)
{
    struct job *found = NULL;
    for (struct job *job = jobs->first; job; job = job->next)
        if (job->state == JOB_QUEUED)
            found = job;
    return found;
}

static void end_job(struct job *job, int code, struct seki_answer *answer, const struct seki_err *err)
{
    lock(job->server);
    job->result = answer;
    job->error = *err;
    job->state = code == SEKI_E_INTERRUPTED ? JOB_CANCELLED : code != 0 ? JOB_FAILED : JOB_DONE;
    job->ended_ms = moment_now();
    struct seki_session *session = job->session;
    job->session = NULL;
    changed(job);
    unlock(job->server);
    seki_session_close(session);
}

static void run_job(struct job *job)
{
    struct seki_answer *answer = NULL;
    struct seki_err err = {0};
    int code = job->run(job, &answer, &err);
    if (job->path[0])
        upload_remove(job->path); /* the name stays: answers are told without it */
    end_job(job, code, answer, &err);
}

static void *run_jobs(void *ctx)
{
    struct server *server = ctx;
    struct jobs *jobs = &server->jobs;
    lock(server);
    while (!jobs->is_ending) {
        struct job *job = next_job(jobs);
        if (!job) {
            (void)pthread_cond_wait(&jobs->has_work, &jobs->mutex);
            continue;
        }
        job->state = JOB_RUNNING;
        job->started_ms = moment_now();
        changed(job);
        unlock(server);
        run_job(job);
        lock(server);
    }
    unlock(server);
    return NULL;
}

int jobs_start(struct server *server, struct seki_err *err)
{
    struct jobs *jobs = &server->jobs;
    if (pthread_cond_init(&jobs->has_work, NULL) || pthread_create(&jobs->thread, NULL, run_jobs, server))
        return err_set(err, SEKI_E_NOMEM, "no thread for long work");
    jobs->is_started = true;
    return 0;
}

void jobs_stop(struct server *server)
{
    struct jobs *jobs = &server->jobs;
    if (!jobs->is_started)
        return;
    lock(server);
    jobs->is_ending = true;
    for (struct job *job = jobs->first; job; job = job->next) {
        job->is_cancelled = true;
        if (job->state == JOB_QUEUED)
            drop_queued(job);
        changed(job);
    }
    (void)pthread_cond_broadcast(&jobs->has_work);
    unlock(server);
    (void)pthread_join(jobs->thread, NULL);
    jobs->is_started = false;
}

void jobs_free(struct server *server)
{
    while (server->jobs.first) {
        struct job *job = server->jobs.first;
        server->jobs.first = job->next;
        free_job(job);
    }
}
