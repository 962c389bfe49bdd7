/*
 * reading/key_letters.c - the consonants that all spellings of a foreign name keep, and how near the vowels are.
 *
 *   muhammad, mohamed    ──> mhmd
 */
#include "reading/reading_int.h"

#include "text/edit.h"

#include <string.h>

static bool is_vowel(char c)
{
    return c && strchr("aeiouy", c) != NULL;
}

size_t reading_key_letters(struct str word, char *ret)
{
    size_t n = 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        if (!is_vowel(c) && (n == 0 || ret[n - 1] != c))
            ret[n++] = c;
    }
    return n;
}

double reading_alike(struct str a, struct str b, enum reading_way way)
{
    return way == READING_LETTERS ? 0.5 + 0.5 * edit_similarity(a, b, 0) : 1;
}
