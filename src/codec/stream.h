/*
 * codec/stream.h - bytes that are pulled, wherever they come from.
 *
 * Every reader of this room takes a stream, so a plain file, a compressed one, a member of a zip and bytes in memory
 * are read alike. A stream lives in the arena it was opened in; what it holds outside of memory (a descriptor, a
 * decompressor) is given back by stream_close, which must come before the arena ends. Belongs to one thread.
 *
 *     AUTO(stream_close) struct stream *in = NULL;
 *     TRY(unpack_open(arena, "list.csv.xz", &in, err));
 *     TRY(stream_peek(in, 512, &head, err));           // what format is it?
 */
#ifndef CODEC_STREAM_H
#define CODEC_STREAM_H

#include "base/arena.h"
#include "base/err.h"

struct stream;

enum { STREAM_PEEK_MAX = 65536 };

/* How a kind of source gives bytes: `read` fills up to n bytes (0 = the end, negative = a code), `close` gives back
 * what it holds and may be NULL. */
struct stream_source {
    long (*read)(void *self, void *into, size_t n, struct seki_err *err);
    void (*close)(void *self);
};

/* A stream over bytes in memory, which must outlive it. */
int stream_open_bytes(struct arena *arena, struct str bytes, struct stream **ret_stream, struct seki_err *err);

/* A stream over a source of one's own; `self` is handed to its functions. `source` is static. */
int stream_open_source(struct arena *arena, const struct stream_source *source, void *self, struct stream **ret_stream,
                       struct seki_err *err);

/* Up to n bytes; 0 at the end; fewer than n does not mean the end. Negative: a code (I/O, a limit, damaged packing). */
long stream_read(struct stream *stream, void *into, size_t n, struct seki_err *err);

/* Look at the next bytes without taking them: as many as there are up to n (at most STREAM_PEEK_MAX). The slice is good
 * until the next stream_read. 0 or a code. */
int stream_peek(struct stream *stream, size_t n, struct str *ret_head, struct seki_err *err);

/* All bytes that are left, copied into the arena. More than `max`: SEKI_E_LIMIT. */
int stream_read_all(struct arena *arena, struct stream *stream, size_t max, struct str *ret_bytes,
                    struct seki_err *err);

/* Give back what is outside of memory and forget the stream; for AUTO(stream_close) as well. NULL is fine. */
void stream_close(struct stream **stream);

#endif
