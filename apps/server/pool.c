/*
 * server/pool.c - workers: requests wait in a queue while their connections are suspended.
 *
 * HOW IT WORKS. Two lanes: hashing a password takes a good part of a second by design, so logins have one worker of
 * their own and a flood of them holds nobody else up. Admission counts what is queued or in work, in all and for one
 * session.
 */
#include "server/head.h"

#include <string.h>
#include <time.h>

enum { READERS = 3 };

static void finish(struct server *server, struct request *request)
{
    struct pool *pool = &server->pool;
    (void)pthread_mutex_lock(&pool->mutex);
    pool->n_running--;
    for (size_t i = 0; i < ARRAY_LEN(pool->credentials) && request->credential[0]; i++)
        if (strcmp(pool->credentials[i], request->credential) == 0) {
            pool->credentials[i][0] = '\0';
            break;
        }
    if (pool->n_running == 0)
        (void)pthread_cond_broadcast(&pool->is_idle);
    (void)pthread_mutex_unlock(&pool->mutex);
}

static void call(struct request *request)
{
    struct seki_err err = {0};
    bool is_checking = request->state == REQUEST_CHECKING;
    if (!guard_enter(request)) {
        /* the reply is written */
    } else if (is_checking) {
        if (upload_open(request, request_query(request, "name"), &err) < 0)
            reply_error(request, &err);
    } else if (request->endpoint->call(request, &err) < 0) {
        reply_error(request, &err);
    }
    seki_session_close(request->session);
    request->session = NULL;
}

static struct request *take(struct pool *pool, struct lane *lane)
{
    (void)pthread_mutex_lock(&pool->mutex);
    while (!lane->first && !pool->is_ending)
        (void)pthread_cond_wait(&pool->has_work, &pool->mutex);
    struct request *request = lane->first;
    if (request) {
        lane->first = request->next;
        if (!lane->first)
            lane->last = NULL;
    }
    (void)pthread_mutex_unlock(&pool->mutex);
    return request;
}

static void work(struct server *server, enum pool_lane lane)
{
    struct request *request;
    while ((request = take(&server->pool, &server->pool.lanes[lane])) != NULL) {
        struct MHD_Connection *connection = request->connection;
        call(request);
        finish(server, request);
        MHD_resume_connection(connection); /* from here on the request belongs to the event loop */
    }
}

static void *work_reads(void *server)
{
    work(server, LANE_READS);
    return NULL;
}

static void *work_writes(void *server)
{
    work(server, LANE_WRITES);
    return NULL;
}

static void *work_logins(void *server)
{
    work(server, LANE_LOGIN);
    return NULL;
}

static enum pool_lane lane_of(const struct request *request)
{
    if (request->endpoint->flags & END_LOGIN)
        return LANE_LOGIN;
    bool is_read = str_eq(request->endpoint->method, STR("GET")) || request->endpoint->flags & END_READS;
    return is_read ? LANE_READS : LANE_WRITES;
}

int pool_start(struct server *server, struct seki_err *err)
{
    struct pool *pool = &server->pool;
    if (pthread_cond_init(&pool->has_work, NULL) || pthread_cond_init(&pool->is_idle, NULL))
        return err_set(err, SEKI_E_INTERNAL, "no lock for the workers");
    pool->n_threads = READERS + 2;
    for (size_t i = 0; i < pool->n_threads; i++) {
        void *(*run)(void *) = i == 0 ? work_logins : i == 1 ? work_writes : work_reads;
        if (pthread_create(&pool->threads[i], NULL, run, server) != 0)
            return err_set(err, SEKI_E_NOMEM, "no thread for a worker");
        pool->n_started++;
    }
    return 0;
}

static unsigned admit(struct pool *pool, struct request *request)
{
    size_t n_mine = 0, free_slot = SIZE_MAX;
    if (pool->n_running >= LIMIT(REQUESTS_IN_FLIGHT))
        return 503;
    for (size_t i = 0; i < ARRAY_LEN(pool->credentials); i++) {
        if (!pool->credentials[i][0])
            free_slot = free_slot == SIZE_MAX ? i : free_slot;
        else if (strcmp(pool->credentials[i], request->credential) == 0)
            n_mine++;
    }
    if (free_slot == SIZE_MAX)
        return 503;
    if (n_mine >= LIMIT(SESSION_IN_FLIGHT))
        return 429;
    memcpy(pool->credentials[free_slot], request->credential, sizeof(request->credential));
    pool->n_running++;
    return 0;
}

unsigned pool_admit(struct server *server, struct request *request)
{
    struct pool *pool = &server->pool;
    (void)pthread_mutex_lock(&pool->mutex);
    unsigned status = admit(pool, request);
    (void)pthread_mutex_unlock(&pool->mutex);
    return status;
}

void pool_push(struct server *server, struct request *request)
{
    struct pool *pool = &server->pool;
    struct lane *lane = &pool->lanes[lane_of(request)];
    request->next = NULL;
    (void)pthread_mutex_lock(&pool->mutex);
    if (lane->last)
        lane->last->next = request;
    else
        lane->first = request;
    lane->last = request;
    (void)pthread_cond_broadcast(&pool->has_work);
    (void)pthread_mutex_unlock(&pool->mutex);
}

bool pool_drain(struct server *server, int seconds)
{
    struct pool *pool = &server->pool;
    struct timespec until;
    int code = 0;
    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    (void)pthread_mutex_lock(&pool->mutex);
    while (pool->n_running && code == 0)
        code = pthread_cond_timedwait(&pool->is_idle, &pool->mutex, &until);
    bool is_idle = pool->n_running == 0;
    (void)pthread_mutex_unlock(&pool->mutex);
    return is_idle;
}

void pool_stop(struct server *server)
{
    struct pool *pool = &server->pool;
    (void)pthread_mutex_lock(&pool->mutex);
    pool->is_ending = true;
    (void)pthread_cond_broadcast(&pool->has_work);
    (void)pthread_mutex_unlock(&pool->mutex);
    for (size_t i = 0; i < pool->n_started; i++)
        (void)pthread_join(pool->threads[i], NULL);
    pool->n_started = 0;
}
