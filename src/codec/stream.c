/* codec/stream.c - see codec/stream.h. */
#include "codec/stream.h"
#include "base/buf.h"

#include <string.h>

struct stream {
    const struct stream_source *source;
    void *self;
    struct arena *arena;
    char *ahead; /* peeked bytes that were not taken yet: ahead[from .. to) */
    size_t from, to;
};

int stream_open_source(struct arena *arena, const struct stream_source *source, void *self, struct stream **ret_stream,
                       struct seki_err *err)
{
    struct stream *stream = ARENA_NEW(arena, struct stream);
    TRY_MEM(stream, err);
    *stream = (struct stream){.source = source, .self = self, .arena = arena};
    *ret_stream = stream;
    return 0;
}

static long read_bytes(void *self, void *into, size_t n, struct seki_err *err)
{
    (void)err;
    struct str *rest = self;
    if (n > rest->n)
        n = rest->n;
    if (n)
        memcpy(into, rest->p, n);
    *rest = str_from(*rest, n);
    return (long)n;
}

int stream_open_bytes(struct arena *arena, struct str bytes, struct stream **ret_stream, struct seki_err *err)
{
    static const struct stream_source source = {read_bytes, NULL};
    struct str *rest = ARENA_NEW(arena, struct str);
    TRY_MEM(rest, err);
    *rest = bytes;
    return stream_open_source(arena, &source, rest, ret_stream, err);
}

long stream_read(struct stream *stream, void *into, size_t n, struct seki_err *err)
{
    size_t ahead = stream->to - stream->from;
    if (ahead == 0)
        return stream->source->read(stream->self, into, n, err);
    if (n > ahead)
        n = ahead;
    memcpy(into, stream->ahead + stream->from, n);
    stream->from += n;
    return (long)n;
}

/* Peeked bytes are moved to the front, so that there is room for n in all. */
static int make_room(struct stream *stream, struct seki_err *err)
{
    if (!stream->ahead) {
        stream->ahead = arena_alloc(stream->arena, STREAM_PEEK_MAX);
        TRY_MEM(stream->ahead, err);
    }
    memmove(stream->ahead, stream->ahead + stream->from, stream->to - stream->from);
    stream->to -= stream->from;
    stream->from = 0;
    return 0;
}

int stream_peek(struct stream *stream, size_t n, struct str *ret_head, struct seki_err *err)
{
    if (n > STREAM_PEEK_MAX)
        n = STREAM_PEEK_MAX;
    TRY(make_room(stream, err));
    while (stream->to < n) {
        long got = stream->source->read(stream->self, stream->ahead + stream->to, n - stream->to, err);
        if (got < 0)
            return (int)got;
        if (got == 0)
            break;
        stream->to += (size_t)got;
    }
    *ret_head = (struct str){stream->ahead, stream->to < n ? stream->to : n};
    return 0;
}

int stream_read_all(struct arena *arena, struct stream *stream, size_t max, struct str *ret_bytes, struct seki_err *err)
{
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, max);
    char block[16384];
    for (;;) {
        long got = stream_read(stream, block, sizeof(block), err);
        if (got < 0)
            return (int)got;
        if (got == 0)
            return buf_take(&buf, arena, ret_bytes, err);
        buf_add(&buf, (struct str){block, (size_t)got});
        TRY(buf_check(&buf, err));
    }
}

void stream_close(struct stream **stream)
{
    struct stream *open = *stream;
    *stream = NULL;
    if (open && open->source->close)
        open->source->close(open->self);
}
