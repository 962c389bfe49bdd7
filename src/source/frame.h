/*
 * source/frame.h - how a reading process talks to its parent: small messages, written in batches.
 *
 *   ┌────────────┬──────┬─────────────────────┐
 *   │ length u32 │ type │ payload, length bytes│   little endian
 *   └────────────┴──────┴─────────────────────┘
 *
 * The side that reads trusts nothing: lengths are bounded, types are known ones, the payloads are checked by who uses
 * them. Belongs to one thread. Inside the room only, and for its tests.
 */
#ifndef SOURCE_FRAME_H
#define SOURCE_FRAME_H

#include "base/buf.h"

/* Letter, name. A conversation ends with END or FAILED. */
#define FRAME_TYPES(X)                                                                                                 \
    X(LIST, 'L')     /* code of the list that what follows belongs to */                                               \
    X(EDITION, 'D')  /* its date, as it stands in the file */                                                          \
    X(RECORD, 'R')   /* a party: store/record_json.h */                                                                \
    X(RELATION, 'E') /* an edge: store/record_json.h */                                                                \
    X(REJECT, 'X')   /* u32 file, u64 line, reason */                                                                  \
    X(NOTE, 'N')     /* a sentence for the report */                                                                   \
    X(FORMAT, 'F')   /* name of the format of a file */                                                                \
    X(GROUP, 'G')    /* u32 for each file: its main file, or UINT32_MAX */                                             \
    X(FAILED, '!')   /* i32 code, then reason, place, trail, each ended by a zero byte */                              \
    X(END, '.')      /* u64 number of frames before this one */

enum frame_type {
#define FRAME_TYPE_ID(name, letter) FRAME_##name = (letter),
    FRAME_TYPES(FRAME_TYPE_ID)
#undef FRAME_TYPE_ID
};

/* The largest payload: a record of LIMIT(RECORD_BYTES) whose every byte needs six in JSON, and its keys. */
#define FRAME_MAX (8 * 1024 * 1024)

enum { FRAME_HEAD = 5, FRAME_BATCH = 64 * 1024 };

struct frame {
    enum frame_type type;
    struct str payload;
};

/* -- writing -- */

struct frame_writer {
    int fd;
    struct buf batch;
    uint64_t n; /* frames so far */
};

/* `fd` stays the caller's. */
void frame_writer_init(struct frame_writer *out, int fd);
void frame_writer_done(struct frame_writer *out);

/* Append a frame to a buffer. A payload over FRAME_MAX: SEKI_E_LIMIT, nothing was added. */
int frame_append(struct buf *buf, enum frame_type type, struct str payload, struct seki_err *err);

/* Add a frame; the batch is written when it is full. A payload over FRAME_MAX: SEKI_E_LIMIT, nothing was added. */
int frame_write(struct frame_writer *out, enum frame_type type, struct str payload, struct seki_err *err);
int frame_write_reject(struct frame_writer *out, uint32_t file, uint64_t line, struct str reason, struct seki_err *err);

/* The last frames of a conversation; these flush. */
int frame_write_end(struct frame_writer *out, struct seki_err *err);
int frame_write_failed(struct frame_writer *out, const struct seki_err *failure, struct seki_err *err);
int frame_flush(struct frame_writer *out, struct seki_err *err);

/* -- reading -- */

struct frame_reader {
    char *p; /* bytes that came and are not yet taken: p[from .. n) */
    size_t from, n, cap;
};

/* All zero is an empty reader. Give the memory back with frame_reader_done. */
void frame_reader_done(struct frame_reader *in);

/* Room for more bytes: where to put them and how many fit. Then tell with frame_reader_got how many came. */
int frame_reader_room(struct frame_reader *in, char **ret_room, size_t *ret_n, struct seki_err *err);
void frame_reader_got(struct frame_reader *in, size_t n);

/* The next whole frame: 1; 0 = more bytes are needed; SEKI_E_CHILD when these are no frames. The payload is good until
 * the next frame_reader_room. */
int frame_read(struct frame_reader *in, struct frame *ret_frame, struct seki_err *err);

/* Take payloads apart. SEKI_E_CHILD when they are too short. */
int frame_read_reject(struct str payload, uint32_t *ret_file, uint64_t *ret_line, struct str *ret_reason,
                      struct seki_err *err);
int frame_read_u32(struct str payload, size_t index, uint32_t *ret_number, struct seki_err *err);
int frame_read_end(struct str payload, uint64_t *ret_n, struct seki_err *err);

/* Fill err with the failure that was sent; returns its code (SEKI_E_CHILD if the code is none of the table). */
int frame_read_failed(struct str payload, struct seki_err *err);

#endif
