/*
 * reading/key_sound.c - one key for all usual spellings of a sound.
 *
 *   shouji, shoji, syozi, Shōji    ──> shoji        tanaka, Tanaka      ──> tanaka
 *   ohno, oono, ōno, ono           ──> ono          shimbashi           ──> shinbashi
 *   konnichi, koniti               ──> konichi      fujii, huzii        ──> fuji
 *
 * Sources: ISO 3602 (kunrei), Hepburn of BS 4812, the passport rules of the Japanese foreign ministry (oh, no long
 * vowels, m before b, m and p).
 */
#include "reading/reading_int.h"

#include <string.h>

struct sound {
    const char *from, *to;
};

/* Applied from left to right, the first that fits; longest first. */
static const struct sound SOUNDS[] = {
    {"sya", "sha"}, {"syu", "shu"}, {"syo", "sho"}, {"tya", "cha"}, {"tyu", "chu"}, {"tyo", "cho"}, {"zya", "ja"},
    {"zyu", "ju"},  {"zyo", "jo"},  {"jya", "ja"},  {"jyu", "ju"},  {"jyo", "jo"},  {"cya", "cha"}, {"cyu", "chu"},
    {"cyo", "cho"}, {"tch", "ch"},  {"dzu", "zu"},  {"tsu", "tsu"}, {"sh", "sh"},   {"ch", "ch"},   {"si", "shi"},
    {"ti", "chi"},  {"tu", "tsu"},  {"hu", "fu"},   {"zi", "ji"},   {"di", "ji"},   {"du", "zu"},   {"wo", "o"},
    {"mb", "nb"},   {"mp", "np"},   {"mm", "nm"},
};

static bool is_vowel(char c)
{
    return c && strchr("aeiou", c) != NULL;
}

static const struct sound *sound_at(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(SOUNDS); i++)
        if (str_starts(word, str_c(SOUNDS[i].from)))
            return &SOUNDS[i];
    return NULL;
}

struct key {
    char *text;
    size_t n;
};

/* Long vowels and doubled letters are written once: oo, ou, oh before a consonant; kiyo is kyo. */
static bool is_silent(const struct key *key, char c, char next)
{
    if (key->n == 0)
        return false;
    char last = key->text[key->n - 1];
    if (c == last)
        return true;
    if (last == 'o' && c == 'u')
        return true;
    return last == 'o' && c == 'h' && !is_vowel(next);
}

/* Ends in sh, ch or j. */
static bool is_soft(const struct key *key)
{
    char last = key->text[key->n - 1], before = key->n > 1 ? key->text[key->n - 2] : '\0';
    return last == 'j' || (last == 'h' && (before == 's' || before == 'c'));
}

static void add(struct key *key, char c, char next)
{
    if (is_silent(key, c, next) || key->n == READING_KEY_BYTES)
        return;
    /* ki|yo and kyo: an i between a consonant and ya, yu, yo is not heard the same by all */
    if (c == 'y' && key->n > 1 && key->text[key->n - 1] == 'i' && !is_vowel(key->text[key->n - 2])) {
        key->n--;
        if (is_soft(key)) /* shiya, sha; chiya, cha; jiya, ja */
            return;
    }
    key->text[key->n++] = c;
}

size_t reading_key_sound(struct str word, char *ret)
{
    struct key key = {ret, 0};
    while (word.n) {
        const struct sound *sound = sound_at(word);
        struct str from = sound ? str_c(sound->from) : str_sub(word, 0, 1);
        struct str to = sound ? str_c(sound->to) : from;
        word = str_from(word, from.n);
        for (size_t i = 0; i < to.n; i++) {
            char next = i + 1 < to.n ? to.p[i + 1] : word.n ? word.p[0] : '\0';
            add(&key, to.p[i], next);
        }
    }
    return key.n;
}
