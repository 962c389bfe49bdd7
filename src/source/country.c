/*
 * source/country.c - see source/country.h.
 *
 * HOW IT WORKS. The table is made when the program is built: codes and names of ISO 3166-1 (Debian's iso-codes) and the
 * spellings of country_aliases.csv, in lower case, sorted. A look-up lowers the text and halves the table.
 */
#include "source/country.h"
#include "source/country_int.h"

#include <string.h>

enum { COUNTRY_KEY_MAX = 80 };

static struct str find(const char *key)
{
    size_t low = 0, high = COUNTRY_ROWS_COUNT;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(key, COUNTRY_ROWS[middle].key);
        if (order == 0)
            return str_c(COUNTRY_ROWS[middle].code);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return STR_NULL;
}

struct str country_code(struct str text)
{
    char key[COUNTRY_KEY_MAX];
    text = str_trim(text);
    if (text.n < 2 || text.n >= sizeof(key))
        return STR_NULL;
    for (size_t i = 0; i < text.n; i++)
        key[i] = (char)(text.p[i] >= 'A' && text.p[i] <= 'Z' ? text.p[i] + ('a' - 'A') : text.p[i]);
    key[text.n] = '\0';
    return find(key);
}

struct str country_code_of_address(struct str address)
{
    size_t at = address.n;
    while (at > 0 && address.p[at - 1] != ',')
        at--;
    return country_code(str_from(address, at));
}
