/* base/buf.c - see base/buf.h. */
#include "base/buf.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void buf_init(struct buf *buf, size_t max)
{
    *buf = (struct buf){.max = max};
}

void buf_done(struct buf *buf)
{
    mem_free(buf->p);
    *buf = (struct buf){.max = buf->max};
}

static bool make_room(struct buf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (more > buf->max - buf->n) {
        buf->failed = SEKI_E_LIMIT;
        return false;
    }
    if (buf->cap - buf->n >= more)
        return true;
    size_t cap = buf->cap ? buf->cap : 256;
    while (cap - buf->n < more)
        cap *= 2;
    char *p = mem_resize(buf->p, cap, 1);
    if (!p) {
        buf->failed = SEKI_E_NOMEM;
        return false;
    }
    buf->p = p;
    buf->cap = cap;
    return true;
}

void buf_add(struct buf *buf, struct str s)
{
    if (s.n == 0 || !make_room(buf, s.n))
        return;
    memcpy(buf->p + buf->n, s.p, s.n);
    buf->n += s.n;
}

void buf_addc(struct buf *buf, char c)
{
    buf_add(buf, (struct str){&c, 1});
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    if (n >= 0 && make_room(buf, (size_t)n + 1)) {
        (void)vsnprintf(buf->p + buf->n, (size_t)n + 1, fmt, again);
        buf->n += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

void buf_reset(struct buf *buf)
{
    buf->n = 0;
    buf->failed = 0;
}

struct str buf_str(const struct buf *buf)
{
    return buf->n ? (struct str){buf->p, buf->n} : STR("");
}

int buf_check(const struct buf *buf, struct seki_err *err)
{
    if (buf->failed == SEKI_E_LIMIT)
        return err_set(err, SEKI_E_LIMIT, "text over %zu bytes", buf->max);
    return buf->failed ? err_oom(err) : 0;
}

int buf_take(const struct buf *buf, struct arena *arena, struct str *ret_text, struct seki_err *err)
{
    TRY(buf_check(buf, err));
    struct str copy = arena_str(arena, buf_str(buf));
    TRY_MEM(copy.p, err);
    *ret_text = copy;
    return 0;
}
