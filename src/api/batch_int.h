/*
 * api/batch_int.h - many queries or dealings from one input: reading rows, answering each, writing lines in order.
 *
 *   input ── rows (JSON lines, CSV, stored parties) ──> answer of the verb ──> pending lines ── commit ──> the caller's
 * line function
 *
 * Only for this room.
 */
#ifndef API_BATCH_INT_H
#define API_BATCH_INT_H

#include "api/desk_int.h"
#include "api/rescreen_int.h"
#include "codec/csv.h"
#include "codec/lines.h"
#include "codec/stream.h"
#include "store/parties.h"

/* One row of the input. A row that cannot be read has `problem`; the texts live until the next row. */
struct batch_row {
    uint64_t number;           /* line, from 1 */
    struct str line;           /* JSON lines: the line itself */
    const struct value *id;    /* NULL = none given */
    struct query_words words;  /* screen */
    const struct value *party; /* screen: a stored party instead of words; NULL = none */
    struct str left, right;    /* compare */
    bool has_problem;
    struct seki_err problem;
};

/* The stored parties as rows. */
struct batch_parties {
    bool is_open;
    struct arena arena; /* of a page */
    struct desk_view view;
    struct party_sources page;
    size_t at;
};

struct batch {
    struct seki_session *session;
    const struct seki_batch_options *options;
    struct arena input_arena; /* stream and reader */
    struct arena row_arena;   /* rewound for every row */
    struct stream *stream;
    struct lines *lines; /* JSON lines, or */
    struct csv *csv;     /* CSV with these columns (-1 = not there), or */
    struct batch_parties parties;
    int columns[8];
    struct buf pending; /* finished lines, each with its end, that wait for the commit */
    size_t n_pending;
    struct day_lists day_lists;
    bool has_day_lists;
    struct rescreen rescreen; /* only what an edition changed, where options ask for it */
    bool has_rescreen;
    int refused;
    uint64_t done;
    int flush_code; /* what went wrong while the input waited; 0 = nothing */
    struct seki_err flush_err;
};

/* Open the input and tell its form by content. */
int batch_input_open(struct batch *batch, struct seki_err *err);
void batch_input_close(struct batch *batch);

/* Stored parties instead of an input (batch_parties.c). The next one: 1; 0 at the end. */
int batch_parties_open(struct batch *batch, struct seki_err *err);
int batch_parties_next(struct batch *batch, struct batch_row *row, struct seki_err *err);
void batch_parties_close(struct batch *batch);

/* The next row: 1; 0 at the end; a code when the input itself fails. */
int batch_next(struct batch *batch, struct batch_row *ret_row, struct seki_err *err);

/* A query or a pair given as an object. SEKI_E_SYNTAX or SEKI_E_MEANING when it is none. */
int batch_take_object(struct batch *batch, const struct value *object, struct batch_row *row, struct seki_err *err);

/* Answer one row: append its line(s) to batch->pending. */
int batch_answer(struct batch *batch, const struct batch_row *row, struct seki_err *err);

/* The heading of a CSV answer, or STR_NULL. */
struct str batch_heading(const struct batch *batch);

/* Make durable what was answered and hand the pending lines over. */
int batch_flush(struct batch *batch, struct seki_err *err);

#endif
