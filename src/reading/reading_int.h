/*
 * reading/reading_int.h - what the scripts of this room share. Inside the room only.
 *
 *   reading.c    takes a name apart, asks each script that fits (scripts.def), puts renderings together
 *   word.c       spellings of a word, their text form, keys and likeness
 *   key_*.c      the key of a spelling, one file a way
 *   sounds_int.h what is compared by letters
 *   others       one file a script: characters to words with spellings
 */
#ifndef READING_READING_INT_H
#define READING_READING_INT_H

#include "reading/reading.h"

/* A word in the making. Spellings are lower-case ASCII letters and digits, the likeliest first; those by letters may
 * have the marks of sounds_int.h. */
struct reading_spelling {
    struct str text;
    enum reading_way way;
};

struct reading_word {
    struct str source;
    enum token_kind kind; /* TOKEN_READING, or what the word is by itself: TOKEN_NUMBER, TOKEN_LEGAL_FORM; then the text
                             is `source` */
    bool is_generic;      /* a word that many names have */
    struct {
        struct reading_spelling *v;
        size_t n, cap;
    } spellings;
};

/* One way to cut a token into words. */
struct reading_cut {
    struct {
        struct reading_word *v;
        size_t n, cap;
    } words;
};

struct reading_cuts {
    struct {
        struct reading_cut *v;
        size_t n, cap;
    } list;
};

/* The token that a script is asked to read. */
struct reading_ask {
    const struct text_tools *tools;
    struct arena *arena;
    const struct name_token *token;
    const struct folded_name *name; /* the whole name, for hints: kana anywhere means Japanese */
    bool is_person;
};

/* Adds its cuts, the likeliest first; none if the token is not of its script. 0 or SEKI_E_NOMEM. */
typedef int reading_script_fn(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err);

#define SCRIPT(function) reading_script_fn function;
#include "reading/scripts.def"
#undef SCRIPT

/* ---- word.c ---- */

/* A new last cut; a new last word of a cut; NULL without memory. */
struct reading_cut *reading_cut_add(const struct reading_ask *ask, struct reading_cuts *cuts);
struct reading_word *reading_word_add(const struct reading_ask *ask, struct reading_cut *cut, struct str source);

/* Add a spelling unless the same is there (by sound and meaning: the same key) or the word is full. The text is copied.
 */
int reading_spell(const struct reading_ask *ask, struct reading_word *word, struct str text, enum reading_way way,
                  struct seki_err *err);

/* The token text of a word: see reading.h. */
int reading_word_text(struct arena *arena, const struct reading_word *word, struct str *ret_text, struct seki_err *err);

/* ---- kana.c: kana as codes of japanese_int.h to Hepburn; `ret` has room for 4 bytes a kana ---- */

size_t reading_hepburn(const uint8_t *kana, size_t n, char *ret);

/* ---- japanese.c ---- */

/* What a piece of a name is: a family name, a given name, a word of an organisation's name. */
enum reading_role { READING_FAMILY, READING_GIVEN, READING_WORD, READING_ROLES };

/* Add the Japanese readings of a piece (Han, kana) to the spellings of a word, by sound. Their number, 0 if it cannot
 * be read; SEKI_E_NOMEM. */
int reading_japanese_spell(const struct reading_ask *ask, struct reading_word *word, struct str piece,
                           enum reading_role role, struct seki_err *err);

/* Write the words, slices of `piece`, of which a piece of an organisation's name most likely consists; their
 * number, 0 if it cannot be read in Japanese. SEKI_E_NOMEM. */
enum { READING_CUT_WORDS = 32 };
int reading_japanese_cut(const struct reading_ask *ask, struct str piece, struct str ret[READING_CUT_WORDS],
                         struct seki_err *err);

/* ---- japanese_join.c ---- */

/* The name of an organisation, without its legal form, as one word with its spellings; none if it is not Japanese or
 * has nothing to join. `cuts`: what was read of each token. SEKI_E_NOMEM. */
int reading_japanese_join(const struct reading_ask *ask, const struct reading_cuts *cuts, struct reading_word *ret_word,
                          struct seki_err *err);

/* ---- keys: 0 = the word has none ---- */

/* Write the key of `word` (lower-case ASCII) to `ret`, READING_KEY_BYTES; its length. */
typedef size_t reading_key_of(struct str word, char *ret);
reading_key_of reading_key_sound, reading_key_meaning;

/* By letters a word has several keys, for a letter may be several sounds. The likeliest first. */
struct reading_key {
    uint8_t n;
    char text[READING_KEY_BYTES];
};

enum { READING_LATIN_KEYS = 8, READING_KEYS = 16 };

struct reading_key_list {
    size_t n;
    struct reading_key v[READING_KEYS];
};

struct sounds;
void reading_keys_letters(const struct sounds *sounds, struct reading_key_list *ret);

#endif
