/*
 * server/log.c - one line a request on standard error: number, route, status, milliseconds. The route is the row of the
 * table and not the path, so no id, name or body reaches the log.
 */
#include "base/time.h"
#include "server/server.h"

#include <stdio.h>

static const char *method_of(const struct request *request)
{
    return request->endpoint ? request->endpoint->method.p : request->head.is_head ? "HEAD" : "GET";
}

static const char *route_of(const struct request *request)
{
    return request->endpoint ? request->endpoint->path.p : request->reply.status == 200 ? "static" : "unknown";
}

void server_log_request(struct server *server, const struct request *request)
{
    char at[MOMENT_TEXT];
    int64_t now = moment_now();
    unsigned long long ms = (unsigned long long)(now - request->started_ms);
    moment_text(now, at);
    size_t hundred = request->reply.status / 100;
    atomic_fetch_add(&server->metrics.requests[hundred < 6 ? hundred : 0], 1);
    atomic_fetch_add(&server->metrics.milliseconds, ms);
    atomic_fetch_add(&server->metrics.received, request->received);
    (void)pthread_mutex_lock(&server->log_mutex);
    if (server->options.is_json_log)
        (void)fprintf(
            stderr, "{\"at\":\"%s\",\"id\":%llu,\"method\":\"%s\",\"route\":\"%s\",\"status\":%u,\"ms\":%llu}\n", at,
            (unsigned long long)request->id, method_of(request), route_of(request), request->reply.status, ms);
    else
        (void)fprintf(stderr, "%s %llu %s %s %u %llums\n", at, (unsigned long long)request->id, method_of(request),
                      route_of(request), request->reply.status, ms);
    (void)pthread_mutex_unlock(&server->log_mutex);
}

void server_log_failure(struct server *server, const struct request *request, const struct seki_err *err)
{
    (void)pthread_mutex_lock(&server->log_mutex);
    if (server->options.is_json_log) {
        AUTO(buf_done) struct buf text;
        buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
        reply_json_text(&text, str_c(err->reason));
        (void)fprintf(stderr, "{\"id\":%llu,\"failure\":%.*s}\n", (unsigned long long)request->id,
                      STR_ARG(buf_str(&text)));
    } else {
        (void)fprintf(stderr, "%llu failure: %s%s%s\n", (unsigned long long)request->id, err->trail,
                      err->trail[0] ? ": " : "", err->reason);
    }
    (void)pthread_mutex_unlock(&server->log_mutex);
}
