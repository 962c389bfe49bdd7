/*
 * store/record_int.h - what writing and reading of records have in common: the tables of plain fields.
 *
 * A field that is one text or a list of texts is a row here; it is then written, read and checked.
 */
#ifndef STORE_RECORD_INT_H
#define STORE_RECORD_INT_H

#include "base/buf.h"
#include "base/value.h"
#include "model/party.h"

#include <stddef.h>

struct record_field {
    struct str key;
    size_t offset;
};

enum { RECORD_LIST_COUNT = 5, RECORD_TEXT_COUNT = 5 };
extern const struct record_field RECORD_LISTS[RECORD_LIST_COUNT];
extern const struct record_field RECORD_TEXTS[RECORD_TEXT_COUNT];

const struct str_list *record_list_at(const struct party_record *record, size_t index);
const struct str *record_text_at(const struct party_record *record, size_t index);

/* Append a member to an object that was begun with '{'; an absent text is left out. */
void record_put_key(struct buf *buf, struct str key);
void record_put_text(struct buf *buf, struct str key, struct str text);
void record_put_int(struct buf *buf, struct str key, int64_t number);

/* SEKI_E_MEANING with the place "/key". */
int record_refuse(struct str key, const char *what, struct seki_err *err);

/* Whole numbers within bounds. */
int record_take_int(const struct value *value, int64_t least, int64_t most, int64_t *ret_number, struct seki_err *err);

/* The JSON of an untrusted process as a map. */
int record_parse(struct arena *arena, struct str json, struct value **ret_map, struct seki_err *err);

#endif
