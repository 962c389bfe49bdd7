/*
 * reading/alphabet_int.h - letters of scripts that are read one by one (alphabets.def). Inside the room only.
 */
#ifndef READING_ALPHABET_INT_H
#define READING_ALPHABET_INT_H

#include "reading/reading_int.h"

enum { ALPHABET_BYTES = READING_KEY_BYTES, ALPHABET_VARIANTS = 3 };

enum alphabet { CYRILLIC, GREEK, ARMENIAN, GEORGIAN, HEBREW, ARABIC, INDIAN, THAI, NO_ALPHABET };

/* A spelling in the making. */
struct alphabet_text {
    size_t n;
    char text[ALPHABET_BYTES];
};

/* The alphabet that a letter belongs to. */
enum alphabet alphabet_of(uint32_t letter);

/* What a letter is spelled; NULL if it is not known. */
const char *alphabet_letter(uint32_t letter, unsigned variant);

/* Append; false if there is no room. */
bool alphabet_add(struct alphabet_text *text, const char *spelling);

/* Append letters one by one. False if one is not known or there is no room. */
bool alphabet_spell(struct alphabet_text *text, struct str letters, unsigned variant);

#endif
