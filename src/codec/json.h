/*
 * codec/json.h - JSON (RFC 8259) to a tree of values and back.
 *
 * Reading is strict: one document, well-formed UTF-8 (a byte order mark in front is dropped), no zero character, no
 * lone surrogate, no duplicate key, no comments, nesting at most LIMIT(DEPTH), size at most LIMIT(JSON_BYTES). Digits
 * of numbers are kept as written. Failures are SEKI_E_SYNTAX or SEKI_E_LIMIT with the place "line N column M". Writing
 * is canonical: the same tree gives the same bytes, UTF-8 as it is, keys in the order of the tree.
 */
#ifndef CODEC_JSON_H
#define CODEC_JSON_H

#include "base/buf.h"
#include "base/value.h"

/* Parse one document into the arena. `bytes` may go away afterwards. */
int json_parse(struct arena *arena, struct str bytes, struct value **ret_value, struct seki_err *err);

/* Append compact JSON; NULL is written as null. A failure sticks in buf (buf_check). */
void json_write(struct buf *buf, const struct value *value);

/* The same with two blanks per level and line ends between, for people. No line end behind. */
void json_write_pretty(struct buf *buf, const struct value *value);

/* Append one text as a JSON string with its quotes. Text that is not UTF-8 must not come here. */
void json_write_text(struct buf *buf, struct str text);

#endif
