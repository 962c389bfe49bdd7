/* tools/reading/japanese.h - what the files share that make the table of Japanese readings
 * (src/reading/japanese_int.h). */
#ifndef READING_JAPANESE_H
#define READING_JAPANESE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "reading/japanese_int.h"
#include "text/name.h"

/* A written form with one reading (codes of kana, see japanese_int.h), and how often it was met in each role. */
struct entry {
    struct str text, kana;
    float weight[READING_ROLES];
};

/* A reading of one character, learned from the entries. */
struct unit {
    uint32_t c;
    struct str kana;
    float prior; /* what a dictionary of characters says; 0: met in words only */
    float n[READING_ROLES][JAPANESE_PLACES];
    float cost[READING_ROLES]; /* in bits, of this reading among those of the character */
};

struct chars; /* units and how to find them: learn.c */

struct making {
    const struct text_tools *tools;
    struct arena *arena;
    struct map entries; /* text, NUL, kana ──> struct entry */
    struct chars *chars;
    float lengths[READING_ROLES][JAPANESE_WORD_MAX + 1]; /* entries of so many characters */
};

/* ---- read.c ---- */

/* Read a file in EUC-JP as UTF-8. */
int read_euc(struct arena *arena, const char *path, struct str *ret_text, struct seki_err *err);

/* Fold a written form as names are. */
int read_fold(struct making *making, struct str raw, struct str *ret_text, struct seki_err *err);

/* Kana of either kind as codes; p is NULL if there is something else in `text`. */
int read_kana(struct making *making, struct str text, struct str *ret_kana, struct seki_err *err);

/* Add to the weight of an entry in a role; a new one if need be. */
int read_add(struct making *making, struct str text, struct str kana, enum reading_role role, float weight,
             struct seki_err *err);

/* The dictionaries. */
int read_enamdict(struct making *making, const char *path, struct seki_err *err);
int read_kanjidic(struct making *making, const char *path, struct seki_err *err);
int read_ipadic(struct making *making, const char *path, struct seki_err *err);

/* ---- learn.c ---- */

int chars_init(struct making *making, struct seki_err *err);

/* A reading that a dictionary of characters has, with its weight. */
int chars_add(struct making *making, uint32_t c, struct str kana, float prior, struct seki_err *err);

/* Count in the entries how the characters are read. */
int chars_learn(struct making *making, struct seki_err *err);

/* The units in order of character, then kana; and the number of times a character was met. */
const struct unit **chars_sorted(struct making *making, size_t *ret_n, struct seki_err *err);
float chars_seen(const struct making *making, uint32_t c, enum reading_role role, enum japanese_place place);

/* ---- pack.c ---- */

/* Write the table to `path`, and the C source that takes it into the program to `path_c`. */
int pack_table(struct making *making, const char *path, const char *path_c, struct seki_err *err);

#endif
