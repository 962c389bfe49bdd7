/*
 * base/err.h - filling a struct seki_err and passing failures on.
 *
 * A function that fails says so once with err_set() and returns the code; its callers pass it on with TRY() and may
 * add what they were doing with err_trail(). Three different things: a failure is returned, doubtful input is listed,
 * a bug is asserted.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/attr.h"
#include <sekisho/error.h>

/* Write code and reason (printf form), empty place and trail. Returns `code`, so a caller can `return err_set(...)`. */
int err_set(struct seki_err *err, int code, const char *fmt, ...) ATTR_PRINTF(3, 4);

/* SEKI_E_NOMEM with the general text. */
int err_oom(struct seki_err *err);

/* From an errno value: ENOSPC and EDQUOT become SEKI_E_FULL, ENOENT SEKI_E_NOTFOUND, the rest SEKI_E_IO. The reason
 * is "<what>: <system text>". Returns the code. */
int err_errno(struct seki_err *err, int errnum, const char *fmt, ...) ATTR_PRINTF(3, 4);

/* Say where, if nobody said it yet (the innermost place is the exact one). Returns err's code or `code` if NULL. */
void err_place(struct seki_err *err, const char *fmt, ...) ATTR_PRINTF(2, 3);

/* Put "<text>: " in front of the trail. */
void err_trail(struct seki_err *err, const char *fmt, ...) ATTR_PRINTF(2, 3);

/* The static analyzer does not look into other files: tell it that a failure's code is the one that was given. */
#ifdef __clang_analyzer__
#define err_set(err, code, ...) ((void)(err_set)((err), (code), __VA_ARGS__), (code))
#endif

/* Leave the function with the code of a failed call. */
#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        int try_code_ = (call);                                                                                        \
        if (try_code_ < 0)                                                                                             \
            return try_code_;                                                                                          \
    } while (0)

/* Leave the function when an allocation gave NULL. */
#define TRY_MEM(pointer, err)                                                                                          \
    do {                                                                                                               \
        if (!(pointer))                                                                                                \
            return (void)err_oom(err), SEKI_E_NOMEM;                                                                   \
    } while (0)

#endif
