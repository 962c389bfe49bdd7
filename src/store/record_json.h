/*
 * store/record_json.h - a party record and a relation as one line of JSON, and back.
 *
 * Used twice: the reading process hands records to its parent in this form, and the store keeps them in it. Canonical:
 * the same record always has the same bytes (fixed order of keys, absent fields left out, no blanks), so bodies can be
 * compared by hash. `row` is written only when it is not 0: the store writes it as 0, since a party that moved to
 * another row of the file did not change.
 *
 *   {"entry":"511","schema":"Company","listed":true,"names":[["Alpha Kōgyō","name"],["アルファ工業","alias"]],
 *    "identifiers":[["phone","03-5555-0100","JP"]],"countries":["JP"],"concerns":5,"row":12}
 *
 * No state, safe in any thread.
 */
#ifndef STORE_RECORD_JSON_H
#define STORE_RECORD_JSON_H

#include "base/buf.h"
#include "base/value.h"
#include "model/party.h"

/* Append one JSON object without a line end. Failures stick in the buf (buf_check). Texts must be UTF-8. */
void record_encode(struct buf *buf, const struct party_record *record);
void relation_encode(struct buf *buf, const struct party_relation *relation);

/*
 * Read it again into the arena (all texts are copied there). The bytes come from a reading process that may have been
 * taken over by a hostile file, so everything is checked: SEKI_E_SYNTAX for no JSON, SEKI_E_MEANING (place = JSON
 * pointer) for unknown keys, wrong kinds, an empty entry, a listed party without a name.
 */
int record_decode(struct arena *arena, struct str json, struct party_record *ret_record, struct seki_err *err);
int relation_decode(struct arena *arena, struct str json, struct party_relation *ret_relation, struct seki_err *err);

/* The same from a parsed value, for callers that carry records inside a larger document; texts are looked at, not
 * copied. */
int record_of_value(struct arena *arena, const struct value *value, struct party_record *ret_record,
                    struct seki_err *err);
int relation_of_value(const struct value *value, struct party_relation *ret_relation, struct seki_err *err);

#endif
