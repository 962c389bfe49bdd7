/*
 * reading/japanese_int.h - the table of Japanese readings, and the doors to it. Inside the room, and for the program
 * that makes the table (tools/reading/).
 *
 *   words   山田  ──> やまだ (family 12.1 bits, word 15.0), やまた (family 17.3)
 *   chars   美    ──> み (in front of a given name 9.0 bits, behind 8.1), よし (...), はる (...)
 *
 * HOW IT WORKS. A cost is how unlikely something is, -log2 of its share among all things of its kind, in eighths of a
 * bit; costs of parts that follow one another are added. So the whole of a name in the dictionary and a name put
 * together of its characters are compared in one currency, and so are two ways to cut a name. Texts are folded as names
 * are (Han by class, hiragana of full size). Readings keep small kana: one byte a kana, the last with the high bit.
 */
#ifndef READING_JAPANESE_INT_H
#define READING_JAPANESE_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "reading/reading_int.h"

/* Where a character stands in its piece. */
enum japanese_place { JAPANESE_ONLY, JAPANESE_FIRST, JAPANESE_INNER, JAPANESE_LAST, JAPANESE_PLACES };

enum {
    JAPANESE_UNIT = 8,           /* costs of one bit */
    JAPANESE_NEVER = 255,        /* no cost: the role has no such reading */
    JAPANESE_WORD_MAX = 8,       /* characters of the longest word of the dictionary */
    JAPANESE_RUN_MAX = 32,       /* characters of the longest piece that is read */
    JAPANESE_KANA_MAX = 48,      /* kana of its longest reading */
    JAPANESE_CHAR_KANA = 8,      /* kana of the longest reading of one character */
    JAPANESE_KANA_BASE = 0x3040, /* code of a kana: U+3041 is 1, U+3096 is 0x56 */
    JAPANESE_LONG = 0x57,        /* ー */
    JAPANESE_CODES = 0x58,
    JAPANESE_END = 0x80, /* added to the last code of a reading */
};

static const char JAPANESE_MAGIC[8] = "SEKIJA1";

/*
 * The head of the table. Offsets count from the head; words and chars are in bytewise order of their texts, each with
 * one uint32_t offset into its bytes. A word: length of the text, the text, its readings. A character: the same. A
 * reading: of a word        one byte with a bit for each role (JAPANESE_END: the last reading), a cost for each bit,
 * kana of a character   uint16_t with a bit for each role and place (role * JAPANESE_PLACES + place; 0x8000: the last),
 * ...
 */
struct japanese_head {
    char magic[8];
    uint32_t bytes; /* of the whole table */
    uint32_t n_words, words, word_bytes;
    uint32_t n_chars, chars, char_bytes;
    uint8_t lengths[READING_ROLES][JAPANESE_WORD_MAX + 1]; /* cost of a piece having so many characters */
};

/* A reading as it stands in the table; the high bit of its last kana is set. */
struct japanese_reading {
    const uint8_t *kana;
    uint8_t n, cost;
};

/* The readings of a word or a character that have a cost of one kind, in the order of the table. */
struct japanese_readings {
    const uint8_t *next; /* NULL at the end */
    uint8_t bit;
    bool is_char;
};

/* The readings of a word in a role; none if it is not there. False if no word of the table begins with `text`. */
bool japanese_word(struct str text, enum reading_role role, struct japanese_readings *ret);

/* The readings of a character in a role and place; none if it is not there. */
struct japanese_readings japanese_char(struct str text, enum reading_role role, enum japanese_place place);

/* The next reading. False at the end. */
bool japanese_next(struct japanese_readings *readings, struct japanese_reading *ret);

/* Cost of a piece of the role having `n` characters. */
unsigned japanese_length(enum reading_role role, size_t n);

/* The whole table, for tests of its order. */
const struct japanese_head *japanese_table(void);

/* ---- japanese_spell.c ---- */

/* How a piece may be read. */
struct japanese_spelling {
    uint16_t cost;
    uint8_t n;
    uint8_t kana[JAPANESE_KANA_MAX]; /* codes */
};

/* Write the likeliest readings of a piece of a role, at most `most`, the likeliest first; their number. Each has
 * another sound (long vowels do not count). 0 if a character has no reading or the piece is too long. `arena` is for
 * scratch. */
int japanese_spell(struct arena *arena, struct str piece, enum reading_role role, struct japanese_spelling *ret,
                   size_t most, struct seki_err *err);

/* Write where the words end, in bytes, of which a piece of an organisation's name most likely consists; their number, 0
 * if it cannot be read. `arena` is for scratch. */
int japanese_cut(struct arena *arena, struct str piece, size_t ends[JAPANESE_RUN_MAX], struct seki_err *err);

#endif
