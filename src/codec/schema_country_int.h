/*
 * codec/schema_country_int.h - country codes for the format "country" of a schema: ISO 3166-1 alpha-2, and XK.
 *
 *   "AE"  ->  known        "UK"  ->  not known, GB was meant        "ae"  ->  not known, AE was meant
 *
 * The tables are made by tools/country_codes.py; const, shared by all threads.
 */
#ifndef CODEC_SCHEMA_COUNTRY_INT_H
#define CODEC_SCHEMA_COUNTRY_INT_H

#include "base/str.h"

struct schema_country_meant {
    const char *key; /* lower case (ASCII) */
    char code[3];
};

extern const char SCHEMA_COUNTRIES[][3]; /* sorted */
extern const size_t SCHEMA_COUNTRIES_COUNT;
extern const struct schema_country_meant SCHEMA_COUNTRIES_MEANT[]; /* sorted by key */
extern const size_t SCHEMA_COUNTRIES_MEANT_COUNT;

/* Capital letters only. */
bool schema_country_known(struct str text);

/* The code that was probably meant by what is none: another case, alpha-3, a name, a usual mistake. STR_NULL if nothing
 * comes near. The result is static. */
struct str schema_country_meant(struct str text);

#endif
