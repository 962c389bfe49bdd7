/*
 * codec/csv.h - rows of comma or tab separated text (RFC 4180, read tolerantly), one at a time.
 *
 * Tolerated: a byte order mark, CR LF and LF, line ends inside quoted fields, empty lines (skipped), a lone 0x1A as the
 * end of the file (OFAC; no row), rows of different lengths (they are the reader's business), a last line without its
 * end. Reported as a bad row, after which reading goes on: bytes that are not UTF-8, a zero byte, text behind a closing
 * quote (unless lazy_quotes), a quote that is never closed, a row over LIMIT(RECORD_BYTES) or LIMIT(COLUMNS), a field
 * over LIMIT(FIELD_BYTES). After a quote that is never closed reading goes on with the line behind the bad row's first
 * line, so one stray quote costs one row and not the rest of the list.
 *
 *     1,"a ""b"", c"<CR><LF>    gives  {"1", "a \"b\", c"}
 */
#ifndef CODEC_CSV_H
#define CODEC_CSV_H

#include "codec/stream.h"

struct csv;

struct csv_options {
    char separator;   /* ',' or '\t' ...; 0 = ',' */
    bool no_quotes;   /* a quote is a character like any other (plain TSV) */
    bool lazy_quotes; /* a quote inside a field closes it only before a separator or a line end */
};

/* Begin to read. `stream` stays the caller's and must outlive the reader; options NULL = comma, strict quotes. */
int csv_open(struct arena *arena, struct stream *stream, const struct csv_options *options, struct csv **ret_csv,
             struct seki_err *err);

/* The next row: 1 and its fields (never STR_NULL; an empty field has n = 0), 0 at the end, SEKI_E_SYNTAX or
 * SEKI_E_LIMIT for a bad row (csv_can_go_on; it begins at csv_line), or a failure of the stream. The fields are good
 * until the next call. */
int csv_next(struct csv *csv, struct str **ret_fields, size_t *ret_n, struct seki_err *err);

/* After a failure of csv_next: was it a bad row (call again), not a failure of the stream? */
bool csv_can_go_on(const struct csv *csv);

/* The line (from 1) at which the row of the last csv_next begins. */
uint64_t csv_line(const struct csv *csv);

/* Give back the row memory; for AUTO(csv_close). */
void csv_close(struct csv **csv);

#endif
