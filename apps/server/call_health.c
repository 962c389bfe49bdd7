/* server/call_health.c - is it alive, is it ready, what has it done? For a supervisor on the same machine. */
#include "base/time.h"
#include "server/call.h"

#include <stdio.h>
#include <unistd.h>

int call_health(struct request *request, struct seki_err *err)
{
    (void)err;
    reply_bytes(request, 200, "text/plain; charset=utf-8", STR("ok\n"));
    return 0;
}

int call_ready(struct request *request, struct seki_err *err)
{
    (void)err;
    reply_bytes(request, 200, "text/plain; charset=utf-8", STR("ready\n"));
    return 0;
}

static bool may_read_metrics(struct request *request)
{
    struct seki_session *session = NULL;
    if (request->head.is_loopback)
        return true;
    if (!request->head.bearer.p ||
        seki_key_session(request->server->engine, request->head.bearer.p, &session, NULL) < 0)
        return false;
    bool may = seki_session_may(session, "metrics");
    seki_session_close(session);
    return may;
}

/* Resident memory in bytes; 0 where it cannot be read. */
static unsigned long long resident(void)
{
    char line[256];
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file)
        return 0;
    if (fgets(line, sizeof(line), file)) {
        struct str rest = str_c(line), field;
        (void)str_split(&rest, STR(" "), &field);
        (void)str_split(&rest, STR(" "), &field);
        uint64_t n;
        pages = str_to_u64(field, &n) ? n : 0;
    }
    (void)fclose(file);
    return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

int call_metrics(struct request *request, struct seki_err *err)
{
    static const char *const hundreds[] = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};
    struct server *server = request->server;
    AUTO(buf_done) struct buf text;
    struct str bytes;
    if (!may_read_metrics(request)) {
        reply_problem(request, 401, NULL, NULL);
        return 0;
    }
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    buf_add(&text, STR("# TYPE sekisho_requests_total counter\n"));
    for (size_t i = 0; i < ARRAY_LEN(hundreds); i++)
        buf_printf(&text, "sekisho_requests_total{status=\"%s\"} %llu\n", hundreds[i],
                   (unsigned long long)atomic_load(&server->metrics.requests[i]));
    buf_printf(&text, "# TYPE sekisho_request_milliseconds_total counter\nsekisho_request_milliseconds_total %llu\n",
               (unsigned long long)atomic_load(&server->metrics.milliseconds));
    buf_printf(&text, "# TYPE sekisho_received_bytes_total counter\nsekisho_received_bytes_total %llu\n",
               (unsigned long long)atomic_load(&server->metrics.received));
    buf_printf(&text, "# TYPE sekisho_jobs_total counter\nsekisho_jobs_total %llu\n",
               (unsigned long long)atomic_load(&server->metrics.jobs));
    buf_printf(&text, "# TYPE sekisho_resident_bytes gauge\nsekisho_resident_bytes %llu\n", resident());
    buf_printf(&text, "# TYPE sekisho_uptime_seconds gauge\nsekisho_uptime_seconds %llu\n",
               (unsigned long long)(moment_now() - server->started_ms) / 1000);
    TRY(buf_take(&text, &request->arena, &bytes, err));
    reply_bytes(request, 200, "text/plain; version=0.0.4; charset=utf-8", bytes);
    return 0;
}
