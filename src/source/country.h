/*
 * source/country.h - what lists write for a country, as its ISO 3166-1 alpha-2 code.
 *
 * Codes and names are those of ISO 3166-1, with a small table for the spellings that lists use and ISO does not
 * ("Korea, North", "Burma", "West Bank"). Nothing is opened: it works inside the reading process.
 */
#ifndef SOURCE_COUNTRY_H
#define SOURCE_COUNTRY_H

#include "base/str.h"

/* "cu", "CUB", "Cuba", "CUBA" give "CU". STR_NULL when it is none. The result is static. */
struct str country_code(struct str text);

/* The same for the last part of an address behind a comma: "Tehran, Iran" gives "IR". */
struct str country_code_of_address(struct str address);

#endif
