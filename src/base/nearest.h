/*
 * base/nearest.h - "did you mean": the known word that is nearest to a mistyped one.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/* Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment) between two ASCII words of at
 * most 64 bytes; longer words give SIZE_MAX. */
size_t nearest_distance(struct str a, struct str b);

/* The word of the table with the smallest distance, if that is at most a third of its length, rounded up; the first one
 * of equals. False when nothing is near. */
bool nearest_word(const struct str *words, size_t n, struct str word, size_t *ret_index);

#endif
