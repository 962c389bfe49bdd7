/*
 * reading/key_letters.c - the consonants that all spellings of a foreign name keep.
 *
 *   muhammad, mohamed, *mhmd, +muhanmado   ──> mmt
 *   khaled                                 ──> klt, alt     (+harido ──> alt)
 *   george                                 ──> klk, kls     (+joruju ──> sls; girgis ──> klks, kls, ...)
 *
 * A word that begins with a vowel or a weak consonant begins with a. A sound that may be two things gives two keys.
 */
#include "reading/sounds_int.h"

#include <string.h>

static bool has_key(const struct reading_key_list *list, const char *text, size_t n)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].n == n && memcmp(list->v[i].text, text, n) == 0)
            return true;
    return false;
}

/* What alternative `which` of sound `i` adds to a key; NULL if there is no such alternative. */
static const char *addition(const struct sounds *sounds, size_t i, size_t which, char *digit)
{
    const char *text = which < SOUND_KEYS ? SOUND_ROWS[sounds->v[i]].keys[which] : NULL;
    if (text && text[0] == '#') {
        digit[0] = sounds->digits[i];
        return digit;
    }
    return text && text[0] == '\0' && i == 0 ? "a" : text;
}

static void append(struct reading_key *key, const char *text)
{
    size_t n = strlen(text);
    if (key->n + n <= READING_KEY_BYTES) {
        memcpy(key->text + key->n, text, n);
        key->n += n;
    }
}

/* Lengthen all keys by sound `i`; alternatives beyond the room are left out. */
static void lengthen(struct reading_key_list *list, const struct sounds *sounds, size_t i, size_t most)
{
    char digit[2] = "";
    size_t n = list->n;
    for (size_t which = 1; which < SOUND_KEYS; which++) {
        const char *text = addition(sounds, i, which, digit);
        for (size_t k = 0; text && k < n && list->n < most; k++) {
            list->v[list->n] = list->v[k];
            append(&list->v[list->n++], text);
        }
    }
    for (size_t k = 0; k < n; k++)
        append(&list->v[k], addition(sounds, i, 0, digit));
}

void reading_keys_letters(const struct sounds *sounds, struct reading_key_list *ret)
{
    size_t most = sounds->habit == HABIT_LATIN ? READING_LATIN_KEYS : READING_KEYS;
    struct reading_key_list all = {.n = 1};
    all.v[0].n = 0;
    for (size_t i = 0; i < sounds->n; i++)
        lengthen(&all, sounds, i, most);
    ret->n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (!has_key(ret, all.v[i].text, all.v[i].n))
            ret->v[ret->n++] = all.v[i];
}
