/*
 * source/csl_int.h - the parts of the reader of the US Consolidated Screening List. Inside the room only.
 */
#ifndef SOURCE_CSL_INT_H
#define SOURCE_CSL_INT_H

#include "source/party_build.h"

/* One identifier of the "ids" column. */
struct csl_id {
    struct str kind, value, country; /* country STR_NULL = not said */
};

/*
 * "JO, 2014-08-30, 2009-08-31, K475336, Passport" -> passport, K475336, JO. Country, then dates, then the value (which
 * may hold ", "), then the type. False for a type that identifies nobody.
 */
bool csl_id_parse(struct str item, struct csl_id *ret_id);

/* "Entity List (EL) - Bureau of Industry and Security" -> "export.control"; STR_NULL for a source not known. */
struct str csl_topic_of(struct str source);

#endif
