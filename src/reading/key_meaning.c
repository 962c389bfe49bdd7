/*
 * reading/key_meaning.c - the stem of a translated word: industry, industries ──> industr.
 */
#include "reading/reading_int.h"

#include <string.h>

static struct str without(struct str word, struct str ending, size_t least)
{
    return word.n >= least + ending.n && str_ends(word, ending) ? str_sub(word, 0, word.n - ending.n) : word;
}

size_t reading_key_meaning(struct str word, char *ret)
{
    enum { STEM = 4 };
    if (word.n > READING_KEY_BYTES)
        return 0;
    struct str stem = without(without(word, STR("ies"), STEM), STR("s"), STEM);
    stem = without(stem, STR("y"), STEM);
    memcpy(ret, stem.p, stem.n);
    return stem.n;
}
