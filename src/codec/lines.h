/*
 * codec/lines.h - lines of text, one at a time (JSON lines, lists of names).
 *
 * CR LF and LF end a line; a byte order mark is dropped; the last line needs no end. Empty lines are lines. The bytes
 * are not checked: json_parse does that.
 */
#ifndef CODEC_LINES_H
#define CODEC_LINES_H

#include "codec/stream.h"

struct lines;

/* Begin to read lines of at most max_line bytes (a named limit). `stream` must outlive the reader. */
int lines_open(struct arena *arena, struct stream *stream, size_t max_line, struct lines **ret_lines,
               struct seki_err *err);

/* The next line without its end: 1; 0 at the end; SEKI_E_LIMIT for a line that is too long (it is passed over, call
 * again to go on; *ret_number is set then as well); another code when reading fails. Good until the next call. */
int lines_next(struct lines *lines, struct str *ret_line, uint64_t *ret_number, struct seki_err *err);

/* For AUTO(lines_close). */
void lines_close(struct lines **lines);

#endif
