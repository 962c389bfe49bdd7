/* codec/schema_country.c - see codec/schema_country_int.h. Both tables are sorted: two binary searches. */
#include "codec/schema_country_int.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_BYTES = 96 }; /* longer than every name in ISO 3166-1 */

static int code_compare(const void *text, const void *row)
{
    return strcmp(text, row);
}

static const char *code_find(const char code[3])
{
    return bsearch(code, SCHEMA_COUNTRIES, SCHEMA_COUNTRIES_COUNT, sizeof(SCHEMA_COUNTRIES[0]), code_compare);
}

bool schema_country_known(struct str text)
{
    char code[3] = "";
    if (text.n != 2)
        return false;
    memcpy(code, text.p, 2);
    return code_find(code) != NULL;
}

static int meant_compare(const void *key, const void *row)
{
    return strcmp(key, ((const struct schema_country_meant *)row)->key);
}

struct str schema_country_meant(struct str text)
{
    char key[KEY_BYTES], code[3] = "";
    if (text.n == 0 || text.n >= sizeof(key))
        return STR_NULL;
    for (size_t i = 0; i < text.n; i++) {
        bool is_capital = text.p[i] >= 'A' && text.p[i] <= 'Z', is_small = text.p[i] >= 'a' && text.p[i] <= 'z';
        key[i] = (char)(is_capital ? text.p[i] - 'A' + 'a' : text.p[i]);
        if (i < 2)
            code[i] = (char)(is_small ? text.p[i] - 'a' + 'A' : text.p[i]);
    }
    key[text.n] = '\0';
    if (text.n == 2 && code_find(code))
        return str_c(code_find(code));
    const struct schema_country_meant *row = bsearch(key, SCHEMA_COUNTRIES_MEANT, SCHEMA_COUNTRIES_MEANT_COUNT,
                                                     sizeof(SCHEMA_COUNTRIES_MEANT[0]), meant_compare);
    return row ? str_c(row->code) : STR_NULL;
}
