/*
 * text/edit.h - how far two texts are apart, counted in code points.
 */
#ifndef TEXT_EDIT_H
#define TEXT_EDIT_H

#include "base/str.h"

/*
 * Optimal string alignment distance (Damerau-Levenshtein without overlapping edits): insertions, deletions,
 * substitutions and swaps of neighbours. Gives max + 1 as soon as it is known to be larger than `max`, and for texts
 * longer than EDIT_CHARS code points unless they are equal. Both well-formed UTF-8. O(len * max), no allocation.
 */
enum { EDIT_CHARS = 256 };
unsigned edit_distance(struct str a, struct str b, unsigned max);

/* 1 - distance / longer length, 0 .. 1; 0 when it is below `least` (which bounds the work). Two empty texts: 1. */
double edit_similarity(struct str a, struct str b, double least);

/* Jaro-Winkler similarity (Winkler 1990; prefix scale 0.1, at most 4 code points), 0 .. 1. Longer texts than
 * EDIT_CHARS: 1 if equal, else 0. */
double edit_jaro_winkler(struct str a, struct str b);

#endif
