/*
 * reading/sounds_int.h - a word that is read letter by letter, as a row of sounds. Inside the room only.
 *
 *   sounds.def    the sounds: what they are in a key, how near two of them are
 *   sounds.c      a spelling ──> sounds
 *   key_letters.c sounds ──> keys
 *   alike.c       two rows of sounds ──> how alike they are
 *
 * A Latin word has been written by anybody in any language: "ch" may be Chekhov and Christos. A spelling that this room
 * makes of another script means one sound a letter; in front of it may stand a mark that says how the script writes
 * vowels:
 *   muhammad     all of them
 *   *mhmd        only some (Arabic, Hebrew, Thai, the scripts of India)
 *   +muhanmado   more than there are (kana)
 */
#ifndef READING_SOUNDS_INT_H
#define READING_SOUNDS_INT_H

#include "reading/reading_int.h"

enum sound {
#define SOUND(name, kind, ...) SOUND_##name,
#define NEAR(a, b, cost)
#include "reading/sounds.def"
#undef SOUND
#undef NEAR
    SOUND_COUNT
};

enum sound_kind { SOUND_VOWEL, SOUND_WEAK, SOUND_CONSONANT };

enum { SOUND_KEYS = 3, SOUNDS = 40 };

struct sound_row {
    enum sound_kind kind;
    const char *keys[SOUND_KEYS]; /* NULL behind the last */
};

extern const struct sound_row SOUND_ROWS[SOUND_COUNT];

/* Whose spelling it is, which is how it writes vowels. */
enum sound_habit { HABIT_LATIN, HABIT_WRITTEN, HABIT_UNWRITTEN, HABIT_KANA };

struct sounds {
    uint8_t v[SOUNDS];   /* enum sound */
    char digits[SOUNDS]; /* of SOUND_DIGIT */
    size_t n;
    enum sound_habit habit;
};

/* The sounds of a Latin word or of a spelling of this room. False for a word that has too many, or other characters. */
bool sounds_parse(struct str word, bool is_latin, struct sounds *ret);

/* How alike two rows of sounds are, 0 .. 1. */
double sounds_alike(const struct sounds *a, const struct sounds *b);

#endif
