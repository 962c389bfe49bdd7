/*
 * server/request.h - one request from its head to its answer.
 *
 *   daemon.c (event loop: head, body) ──> pool.c (a worker) ──> guard.c (who is it?) ──> call_*.c ──> reply ──>
 * daemon.c
 *
 * A request belongs to the event loop while it is read and written, and to one worker in between; the two never touch
 * it at the same time, because the connection is suspended meanwhile. All its memory is one arena.
 */
#ifndef SERVER_REQUEST_H
#define SERVER_REQUEST_H

#include "base/buf.h"
#include "base/limits.h"
#include <microhttpd.h>
#include <sekisho/sekisho.h>

struct server;
struct request;
struct job;

/* A call writes request->reply, or fails and its error is answered as a problem. */
typedef int (*call_fn)(struct request *request, struct seki_err *err);

enum endpoint_flags {
    END_OPEN = 1 << 0,    /* needs no session */
    END_SPOOL = 1 << 1,   /* the body goes to a file; the session is checked before it */
    END_LOGIN = 1 << 2,   /* hashes a password: has a worker of its own */
    END_BYTES = 1 << 3,   /* the body is an octet stream or text, not JSON */
    END_CREATE = 1 << 4,  /* understands Idempotency-Key */
    END_STREAM = 1 << 5,  /* the answer is a stream of events */
    END_READS = 1 << 7,   /* changes nothing although it is no GET: need not wait for the writer */
    END_CREATED = 1 << 6, /* its good answer is 201 */
};

enum endpoint_id {
#define E(id, method, path, call, right, limit, flags, body, answer) ENDPOINT_##id,
#include "server/endpoints.def"
#undef E
    ENDPOINT_COUNT
};

struct endpoint {
    struct str method, path; /* "/v1/dealings/{id}" */
    call_fn call;
    struct str right; /* a word of `may`; "" = any session */
    enum limit limit; /* of the body */
    unsigned flags;
    struct str body, answer; /* names of schemas in schema/openapi.yaml; "" = none */
};

extern const struct endpoint ENDPOINTS[ENDPOINT_COUNT];

enum { PATH_PARAMETERS = 2, QUERY_PARAMETERS = 32, REPLY_HEADERS = 4 };

struct reply_header {
    const char *name, *value; /* static, or in the request's arena */
};

struct reply {
    unsigned status;
    const char *type; /* Content-Type */
    struct str bytes; /* in the arena, or static */
    struct reply_header headers[REPLY_HEADERS];
    size_t n_headers;
    struct job *events; /* END_STREAM: the job whose events follow */
    bool is_gzip;
};

struct query_pair {
    struct str key, value;
};

/* What a request says about itself, copied out of the connection. */
struct request_head {
    struct str path, cookie, bearer, csrf, if_match, if_none_match, idempotency_key, content_type, address;
    struct query_pair query[QUERY_PARAMETERS];
    size_t n_query;
    bool is_japanese, takes_gzip, is_loopback, is_head, has_body;
};

enum request_state { REQUEST_READING, REQUEST_CHECKING, REQUEST_WORKING, REQUEST_ANSWERED, REQUEST_REFUSED };

struct request {
    struct server *server;
    struct MHD_Connection *connection;
    struct arena arena;
    uint64_t id;
    int64_t started_ms;
    enum request_state state;
    const struct endpoint *endpoint; /* NULL: a static file or nothing */
    struct str parameters[PATH_PARAMETERS];
    struct request_head head;
    struct buf body;
    int spool_fd; /* -1 = none */
    char spool_path[4096];
    uint64_t received;
    size_t drained;
    struct seki_session *session; /* while a call runs */
    char credential[17];          /* of the token, for the count in flight; "" = none */
    struct reply reply;
    struct request *next; /* in a queue of the pool */
};

/* -- looking (request.c) -- */

/* A parameter of the query; STR_NULL if it is not there. */
struct str request_query(const struct request *request, const char *key);

/* The same and the path's parameters as C strings in the arena; NULL if not there or without memory. */
const char *request_query_text(struct request *request, const char *key);
const char *request_parameter(struct request *request, size_t index);

/* A flag of the query: "true" or "1"; SEKI_E_MEANING for other words than those and "false", "0". */
int request_flag(const struct request *request, const char *key, bool *ret_flag, struct seki_err *err);

/* The value of one percent-encoded text, decoded into the arena. SEKI_E_SYNTAX for bad escapes, NUL or no UTF-8. */
int request_decode(struct arena *arena, struct str text, struct str *ret_text, struct seki_err *err);

/* -- answering (reply.c) -- */

/* The answer's JSON and a line end, as the command line prints it; takes the answer. */
void reply_answer(struct request *request, unsigned status, struct seki_answer *answer);

/* Bytes that live as long as the request. */
void reply_bytes(struct request *request, unsigned status, const char *type, struct str bytes);
void reply_nothing(struct request *request, unsigned status);
void reply_header(struct request *request, const char *name, const char *value);

/* application/problem+json (RFC 9457). `detail` and `path` may be NULL. A 404 has always the same bytes. */
void reply_problem(struct request *request, unsigned status, const char *detail, const char *path);
void reply_error(struct request *request, const struct seki_err *err);

/* The title of a status: "Not found". */
const char *reply_title(unsigned status, bool is_japanese);

/* Append a JSON text in quotes. */
void reply_json_text(struct buf *out, struct str text);

/* Append a part of an answer as JSON. The depth is that of the answer, which has its limit. */
void reply_json_value(struct buf *out, const struct seki_value *value);

/* Hand the reply to the connection; owns nothing afterwards. */
enum MHD_Result reply_send(struct request *request);

/* The whole answer as bytes, for a connection that is cut while it still sends. */
int reply_raw(const struct request *request, struct buf *out);

#endif
