/* source/country_int.h - the generated table of country names (tools/country_table.py). Inside the room only. */
#ifndef SOURCE_COUNTRY_INT_H
#define SOURCE_COUNTRY_INT_H

#include <stddef.h>

struct country_row {
    const char *key; /* name or code, ASCII letters in lower case */
    const char *code;
};

/* Sorted bytewise by key; static storage. */
extern const struct country_row COUNTRY_ROWS[];
extern const size_t COUNTRY_ROWS_COUNT;

#endif
