/*
 * base/buf.h - a text builder that is born with its maximum.
 *
 * Failures stick: after the first (no memory, over the maximum) every call does nothing, and buf_take / buf_check
 * report it once at the end. Belongs to one thread.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/err.h"

struct buf {
    char *p;
    size_t n, cap, max;
    int failed; /* 0, SEKI_E_NOMEM or SEKI_E_LIMIT */
};

void buf_init(struct buf *buf, size_t max);
void buf_done(struct buf *buf); /* for AUTO(buf_done) as well */

void buf_add(struct buf *buf, struct str s);
void buf_addc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *fmt, ...) ATTR_PRINTF(2, 3);

/* Empty, keeping the storage; a failure is forgotten. */
void buf_reset(struct buf *buf);

/* What was built so far; valid until the next call. */
struct str buf_str(const struct buf *buf);

/* 0, or the failure that stuck. */
int buf_check(const struct buf *buf, struct seki_err *err);

/* Copy the text into the arena. 0 or a code. */
int buf_take(const struct buf *buf, struct arena *arena, struct str *ret_text, struct seki_err *err);

#endif
