/*
 * assess/input_int.h - the fields of a dealing as facts, by the names of DEALING.md.
 */
#ifndef ASSESS_INPUT_INT_H
#define ASSESS_INPUT_INT_H

#include "assess/assess_int.h"

/* Is it a field of schema/dealing.json, or parties.<role>.id, answers.<indicator>, findings.<indicator>? */
bool input_knows(struct str path);

/* Its values in this dealing. */
int input_get(struct gather *gather, struct str path, struct fact *ret_fact, struct seki_err *err);

/* Evidence {"dealing", pointer, text as it stands there} of one value. */
int input_evidence(struct gather *gather, struct str pointer, const struct value *value, struct evidence *ret_evidence,
                   struct seki_err *err);

/* Evidence of all values of a path. */
int input_evidence_of(struct gather *gather, struct str path, struct evidence_list *into, struct seki_err *err);

#endif
