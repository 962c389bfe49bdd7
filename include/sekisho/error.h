/*
 * sekisho/error.h - what went wrong, where, and while doing what.
 *
 * Every call that can fail returns an int: zero or a count is success, a negative number is a code of the table
 * SEKI_ERRORS below. The last parameter, a `struct seki_err *`, may be NULL; it is written only on failure.
 * A seki_err belongs to the caller, holds no pointers and needs no clean-up. Not shared between threads.
 *
 * Part of the public interface; include <sekisho/sekisho.h>.
 */
#ifndef SEKISHO_ERROR_H
#define SEKISHO_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The one table of failures: name, number, HTTP status, exit status, text.
 * Numbers are part of the interface: append, never renumber.
 */
#define SEKI_ERRORS(X)                                                                                                 \
    X(NOMEM, -1, 503, 1, "out of memory")                                                                              \
    X(IO, -2, 500, 1, "input or output failed")                                                                        \
    X(FULL, -3, 507, 1, "no space left on the disk")                                                                   \
    X(LIMIT, -4, 413, 1, "over a limit")                                                                               \
    X(SYNTAX, -5, 400, 1, "malformed")                                                                                 \
    X(MEANING, -6, 422, 1, "understood but not acceptable")                                                            \
    X(NOTFOUND, -7, 404, 1, "not found")                                                                               \
    X(EXISTS, -8, 409, 1, "exists already")                                                                            \
    X(DENIED, -9, 403, 1, "not allowed")                                                                               \
    X(UNSAFE, -10, 500, 1, "file permissions are not safe")                                                            \
    X(CONFLICT, -11, 412, 1, "changed by somebody else")                                                               \
    X(USAGE, -12, 400, 2, "wrong use")                                                                                 \
    X(UNSUPPORTED, -13, 415, 1, "format not recognised")                                                               \
    X(CORRUPT, -14, 500, 1, "the store is damaged")                                                                    \
    X(BUSY, -15, 503, 1, "in use by another process")                                                                  \
    X(INTERRUPTED, -16, 503, 1, "interrupted")                                                                         \
    X(CHILD, -17, 422, 1, "the reading process failed")                                                                \
    X(INTERNAL, -18, 500, 1, "internal error")                                                                         \
    X(LOGIN, -19, 401, 1, "not signed in")

enum seki_code {
    SEKI_OK = 0,
#define SEKI_X(name, number, http, exit_status, text) SEKI_E_##name = (number),
    SEKI_ERRORS(SEKI_X)
#undef SEKI_X
};

enum { SEKI_ERR_REASON = 512, SEKI_ERR_PLACE = 1024, SEKI_ERR_TRAIL = 512 };

struct seki_err {
    int code;                     /* an enum seki_code, never SEKI_OK after a failure */
    char reason[SEKI_ERR_REASON]; /* one sentence without a full stop */
    char place[SEKI_ERR_PLACE];   /* file:line, or a path such as /parties/1/phones; may be empty */
    char trail[SEKI_ERR_TRAIL];   /* what was being done, outermost first, parts joined by ": "; may be empty */
};

/* The general text of a code ("out of memory"); never NULL. @since 0.1 */
const char *seki_code_text(int code);

/* The HTTP status of a code (200 for zero and counts). @since 0.1 */
int seki_code_http(int code);

/* The exit status of a code (0 for zero and counts). @since 0.1 */
int seki_code_exit(int code);

#ifdef __cplusplus
}
#endif
#endif
