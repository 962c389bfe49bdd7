/*
 * codec/schemas.h - the schemas that are built into the program, one for each file under schema/.
 */
#ifndef CODEC_SCHEMAS_H
#define CODEC_SCHEMAS_H

#include "codec/schema.h"

/* schema/dealing.json: a dealing as it is handed in and stored. */
extern const struct schema SCHEMA_DEALING;

#endif
