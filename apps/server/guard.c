/*
 * server/guard.c - who is it, and may they? Sessions by cookie with a CSRF token, API keys, and the counts by address.
 *
 * The right of a call is judged by the library; here it is looked at only where a large body would come first.
 */
#include "base/time.h"
#include "server/server.h"

#include <string.h>

enum { MINUTE_MS = 60000, PROBES = 8 };

static const char ONE_TEXT[] = "no valid session or key";

/* The row of an address in this minute; an old row of another address is taken over. */
static struct guard_row *find_row(struct guard *guard, uint64_t address, int64_t minute)
{
    struct guard_row *oldest = &guard->rows[address % ARRAY_LEN(guard->rows)];
    for (size_t i = 0; i < PROBES; i++) {
        struct guard_row *row = &guard->rows[(address + i) % ARRAY_LEN(guard->rows)];
        if (row->address == address) {
            oldest = row;
            break;
        }
        if (row->minute < oldest->minute)
            oldest = row;
    }
    if (oldest->address != address || oldest->minute != minute)
        *oldest = (struct guard_row){.address = address, .minute = minute};
    return oldest;
}

static unsigned change(struct server *server, const struct request *request, enum guard_count count, unsigned by)
{
    struct guard *guard = &server->guard;
    uint64_t address = str_hash(request->head.address) | 1;
    (void)pthread_mutex_lock(&guard->mutex);
    struct guard_row *row = find_row(guard, address, request->started_ms / MINUTE_MS);
    unsigned n = row->counts[count] += by;
    (void)pthread_mutex_unlock(&guard->mutex);
    return n;
}

bool guard_is_over(struct server *server, const struct request *request, enum guard_count count)
{
    uint64_t max = count == GUARD_LOGINS ? LIMIT(FAILED_LOGINS) : LIMIT(STRANGER_CALLS);
    return change(server, request, count, 0) >= max;
}

void guard_count(struct server *server, const struct request *request, enum guard_count count)
{
    (void)change(server, request, count, 1);
}

static bool is_changing(const struct request *request)
{
    return !str_eq(request->endpoint->method, STR("GET"));
}

static bool refuse(struct request *request, unsigned status, const char *detail)
{
    reply_problem(request, status, detail, NULL);
    return false;
}

/* A key in the Authorization header counts before a cookie: it was put there on purpose. */
static int open_session(struct request *request, struct seki_err *err)
{
    struct seki_engine *engine = request->server->engine;
    if (request->head.bearer.p)
        return seki_key_session(engine, request->head.bearer.p, &request->session, err);
    if (request->head.cookie.p)
        return seki_token_session(engine, request->head.cookie.p, &request->session, err);
    return err_set(err, SEKI_E_LOGIN, "%s", ONE_TEXT);
}

static bool may_send(struct request *request)
{
    char read[64];
    struct str right = request->endpoint->right;
    if (!(request->endpoint->flags & END_SPOOL) || right.n < 3 || right.n >= sizeof(read))
        return true;
    memcpy(read, right.p, right.n + 1);
    read[right.n - 1] = 'r';
    if (seki_session_may(request->session, right.p))
        return true;
    return refuse(request, seki_session_may(request->session, read) ? 403 : 404, "the roles do not allow this");
}

static bool may_begin(struct request *request)
{
    struct seki_condition_options conditions = SEKI_OPTIONS(struct seki_condition_options);
    struct seki_answer *before = NULL;
    struct seki_err err;
    conditions.if_match = request->head.if_match.p;
    conditions.idempotency_key = request->endpoint->flags & END_CREATE ? request->head.idempotency_key.p : NULL;
    if (!is_changing(request) || (!conditions.if_match && !conditions.idempotency_key))
        return true;
    struct str route = arena_printf(&request->arena, "%.*s %.*s?%.*s", STR_ARG(request->endpoint->method),
                                    STR_ARG(request->head.path), STR_ARG(request_query(request, "dry_run")));
    conditions.route = route.p;
    conditions.body = request->body.p ? request->body.p : "";
    conditions.body_length = request->body.n;
    int code = route.p ? seki_conditions(request->session, &conditions, &before, &err) : err_oom(&err);
    if (code < 0)
        reply_error(request, &err);
    if (code > 0)
        reply_answer(request, request->endpoint->flags & END_CREATED ? 201 : 200, before);
    return code == 0;
}

bool guard_enter(struct request *request)
{
    struct seki_err err;
    if (request->endpoint->flags & END_OPEN)
        return true;
    if (guard_is_over(request->server, request, GUARD_STRANGERS))
        if (!request->head.bearer.p && !request->head.cookie.p)
            return refuse(request, 429, "too many calls without a session");
    if (open_session(request, &err) < 0) {
        if (err.code != SEKI_E_LOGIN)
            return reply_error(request, &err), false;
        guard_count(request->server, request, GUARD_STRANGERS);
        return refuse(request, 401, ONE_TEXT);
    }
    if (!request->head.bearer.p && is_changing(request) &&
        !seki_token_csrf_ok(request->head.cookie.p, request->head.csrf.p))
        return refuse(request, 403, "the header X-CSRF-Token is missing or wrong");
    return may_send(request) && may_begin(request);
}
