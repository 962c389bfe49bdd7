/*
 * server/daemon.c - the event loop's side: heads and bodies in, answers out. Nothing here waits.
 *
 * HOW IT WORKS. libmicrohttpd calls on_request() once when the head of a request is there, then for each piece of the
 * body, then once more when all is there. The head is judged at once: route, type, announced size. When the body is
 * complete the connection is suspended, a worker takes the request, and resuming it leads back here to send the reply.
 *
 * A body that grows over its limit cannot be answered through the library while it still comes. The answer is then
 * written to the socket directly, the sending side is closed, and what still comes is read and dropped for a while, so
 * that the client sees the answer and not a broken connection (RFC 9112 section 9.6).
 */
#include "base/file.h"
#include "base/mem.h"
#include "base/time.h"
#include "server/head.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A socket, with the moment since which it owes us a head or a body. */
struct connection {
    struct connection *previous, *next;
    int fd;
    int64_t since_ms; /* 0: owes nothing */
    bool is_long;     /* a spooled body may take longer */
};

/* -- connections -- */

static void link_connection(struct connections *all, struct connection *connection)
{
    connection->next = all->first;
    if (all->first)
        all->first->previous = connection;
    all->first = connection;
    all->n++;
}

static void unlink_connection(struct connections *all, struct connection *connection)
{
    if (connection->previous)
        connection->previous->next = connection->next;
    else
        all->first = connection->next;
    if (connection->next)
        connection->next->previous = connection->previous;
    all->n--;
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **ctx, enum MHD_ConnectionNotificationCode code)
{
    struct server *server = cls;
    struct connections *all = &server->connections;
    (void)pthread_mutex_lock(&all->mutex);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
        struct connection *connection = mem_zalloc(1, sizeof(*connection));
        if (connection) {
            connection->fd = info ? info->connect_fd : -1;
            connection->since_ms = moment_now();
            link_connection(all, connection);
        }
        *ctx = connection;
    } else if (*ctx) {
        unlink_connection(all, *ctx);
        mem_free(*ctx);
        *ctx = NULL;
    }
    (void)pthread_mutex_unlock(&all->mutex);
}

/* Say from when on the connection owes something; 0 = nothing. */
static void set_debt(struct request *request, int64_t since_ms, bool is_long)
{
    struct connections *all = &request->server->connections;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *connection = info ? info->socket_context : NULL;
    (void)pthread_mutex_lock(&all->mutex);
    if (connection) {
        connection->since_ms = since_ms;
        connection->is_long = is_long;
    }
    (void)pthread_mutex_unlock(&all->mutex);
}

void daemon_tick(struct server *server)
{
    struct connections *all = &server->connections;
    int64_t now = moment_now();
    (void)pthread_mutex_lock(&all->mutex);
    for (const struct connection *one = all->first; one; one = one->next) {
        int64_t allowed = (int64_t)(one->is_long ? LIMIT(UPLOAD_SECONDS) : LIMIT(BODY_SECONDS)) * 1000;
        if (one->since_ms && now - one->since_ms > allowed && one->fd >= 0)
            (void)shutdown(one->fd, SHUT_RDWR); /* the library sees the end and clears up */
    }
    (void)pthread_mutex_unlock(&all->mutex);
}

/* -- bodies -- */

/* Refuse while the body still comes. */
static enum MHD_Result refuse_raw(struct request *request)
{
    AUTO(buf_done) struct buf bytes;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    buf_init(&bytes, (size_t)LIMIT(FIELD_BYTES));
    request->state = REQUEST_REFUSED;
    if (request->server->options.tls_cert || !info || reply_raw(request, &bytes) < 0)
        return MHD_NO;
    (void)send(info->connect_fd, bytes.p, bytes.n, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)shutdown(info->connect_fd, SHUT_WR);
    return MHD_YES;
}

static enum MHD_Result refuse_body(struct request *request, unsigned status, const char *detail)
{
    reply_problem(request, status, detail, NULL);
    return refuse_raw(request);
}

static enum MHD_Result keep_piece(struct request *request, struct str piece)
{
    struct seki_err err;
    int code = 0;
    if (request->spool_fd >= 0)
        code = file_write_all(request->spool_fd, piece, &err);
    else
        buf_add(&request->body, piece);
    if (code == 0 && request->spool_fd < 0)
        code = buf_check(&request->body, &err);
    if (code == 0)
        return MHD_YES;
    reply_error(request, &err);
    return refuse_raw(request);
}

static enum MHD_Result take_piece(struct request *request, struct str piece)
{
    enum limit limit = request->endpoint ? request->endpoint->limit : LIMIT_ID_BODY_NONE;
    request->received += piece.n;
    if (request->state == REQUEST_REFUSED) {
        request->drained += piece.n;
        return request->drained > LIMIT(DRAIN_BYTES) ? MHD_NO : MHD_YES;
    }
    if (request->reply.status)
        return refuse_raw(request);
    if (request->received > limit_value(limit)) {
        struct seki_err err;
        (void)err_limit(&err, limit);
        return refuse_body(request, 413, err.reason);
    }
    return keep_piece(request, piece);
}

/* -- the life of a request -- */

static struct request *new_request(struct server *server, struct MHD_Connection *connection)
{
    struct request *request = mem_zalloc(1, sizeof(*request));
    if (!request)
        return NULL;
    arena_init(&request->arena, (size_t)LIMIT(REQUEST_BYTES));
    request->server = server;
    request->connection = connection;
    request->spool_fd = -1;
    request->id = atomic_fetch_add(&server->next_id, 1) + 1;
    request->started_ms = moment_now();
    atomic_fetch_add(&server->n_open, 1);
    return request;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **ctx, enum MHD_RequestTerminationCode code)
{
    struct request *request = *ctx;
    (void)connection;
    (void)code;
    if (!request)
        return;
    server_log_request(cls, request);
    atomic_fetch_sub(&request->server->n_open, 1);
    set_debt(request, moment_now(), false); /* the next head, or the end of the connection */
    file_close(&request->spool_fd);
    if (request->spool_path[0])
        upload_remove(request->spool_path);
    jobs_release(request->reply.events);
    seki_session_close(request->session);
    buf_done(&request->body);
    arena_done(&request->arena);
    mem_free(request);
    *ctx = NULL;
}

/* Hand the request to a worker. */
static enum MHD_Result begin_work(struct request *request, enum request_state state)
{
    unsigned status = pool_admit(request->server, request);
    if (status) {
        reply_problem(request, status, "too many calls at once", NULL);
        return reply_send(request);
    }
    request->state = state;
    set_debt(request, 0, false);
    MHD_suspend_connection(request->connection);
    pool_push(request->server, request);
    return MHD_YES;
}

/* The head is there. */
static enum MHD_Result on_head(struct request *request, const char *url, const char *method)
{
    head_read(request, url, method);
    if (request->reply.status == 0)
        head_judge(request);
    if (request->reply.status && request->head.has_body)
        return reply_send(request); /* at once; the connection ends with it */
    if (request->reply.status)
        return MHD_YES;
    if (!request->endpoint) {
        files_reply(request);
        return MHD_YES; /* sent when the library has seen the end of the request */
    }
    if (request->endpoint->flags & END_SPOOL)
        return begin_work(request, REQUEST_CHECKING);
    buf_init(&request->body, (size_t)limit_value(request->endpoint->limit) + 1);
    set_debt(request, request->started_ms, false);
    return MHD_YES;
}

/* The session of an upload was checked: the library shows the head once more, and the body may come. */
static enum MHD_Result on_checked(struct request *request)
{
    if (request->reply.status)
        return reply_send(request);
    request->state = REQUEST_READING;
    set_debt(request, moment_now(), true);
    return MHD_YES;
}

/* All of the body is there, or a worker has done its part. */
static enum MHD_Result on_end(struct request *request)
{
    switch (request->state) {
    case REQUEST_CHECKING:
        return on_checked(request);
    case REQUEST_REFUSED:
        return MHD_NO;
    case REQUEST_READING:
        if (request->reply.status == 0)
            return begin_work(request, REQUEST_WORKING);
        return reply_send(request);
    case REQUEST_WORKING:
    case REQUEST_ANSWERED:
        break;
    }
    return reply_send(request);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *n, void **ctx)
{
    struct request *request = *ctx;
    (void)version;
    if (!request) {
        *ctx = request = new_request(cls, connection);
        return request ? on_head(request, url, method) : MHD_NO;
    }
    if (*n == 0)
        return on_end(request);
    struct str piece = {data, *n};
    *n = 0;
    return take_piece(request, piece);
}

/* Escapes stay as they are; request_decode() does it later. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
    (void)cls;
    (void)connection;
    return strlen(text);
}

int daemon_start(struct server *server, int listen_fd, struct seki_err *err)
{
    bool is_tls = server->tls_cert != NULL;
    unsigned flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | (is_tls ? MHD_USE_TLS : 0);
    struct MHD_OptionItem options[] = {
        {MHD_OPTION_LISTEN_SOCKET, listen_fd, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, (intptr_t)LIMIT(CONNECTIONS), NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, (intptr_t)LIMIT(IDLE_SECONDS), NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)LIMIT(HEAD_BYTES), NULL},
        {MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)on_completed, server},
        {MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)on_connection, server},
        {MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)keep_escapes, NULL},
        {is_tls ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, 0, server->tls_cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, server->tls_key},
        {MHD_OPTION_END, 0, NULL},
    };
    server->daemon =
        MHD_start_daemon(flags, 0, NULL, NULL, on_request, server, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
    if (!server->daemon)
        return err_set(err, SEKI_E_IO, "the HTTP server does not start%s",
                       is_tls ? "; are certificate and key right?" : "");
    return 0;
}

void daemon_stop(struct server *server)
{
    if (server->daemon)
        MHD_stop_daemon(server->daemon);
    server->daemon = NULL;
}
