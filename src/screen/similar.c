/*
 * screen/similar.c - how alike two words are.
 *
 *   mohamed   muhammad    two edits, but only vowels and a doubled letter: variant, 0.8125
 *   anna      anne        one edit in four letters: 0.625
 *   wang      hwang       one edit in five, and another first letter
 *   601       602         numbers are alike only when they are equal
 */
#include "base/attr.h"
#include "base/utf8.h"
#include "reading/reading.h"
#include "screen/screen_int.h"
#include "text/edit.h"

#include <string.h>

enum { SKELETON_BYTES = 64, SPELLING_LETTERS = 5 };

struct str screen_reason_word(enum screen_reason reason)
{
    static const char *const WORDS[REASON_COUNT] = {
        [REASON_EXACT] = "exact",
        [REASON_VARIANT] = "variant",
        [REASON_EDIT] = "edit",
        [REASON_JOINED] = "joined",
        [REASON_NUMERIC] = "numeric",
        [REASON_INITIAL] = "initial",
        [REASON_MISSING] = "missing",
        [REASON_EXTRA] = "extra",
        [REASON_LEGAL_FORM] = "legal_form",
        [REASON_ORDER] = "order",
        [REASON_WEAK] = "weak",
        [REASON_BIRTH_DATE] = "birth_date",
        [REASON_COUNTRY] = "country",
        [REASON_LIMIT] = "limit",
        [REASON_IDENTIFIER] = "identifier",
        [REASON_READING] = "reading",
        [REASON_TRANSLITERATION] = "transliteration",
        [REASON_TRANSLATION] = "translation",
        [REASON_CUT] = "cut",
    };
    return str_c(WORDS[reason]);
}

unsigned screen_max_edits(uint32_t n_chars, bool is_cjk, bool is_person)
{
    if (is_cjk) /* a character is a word: one other character in a person's name is another person */
        return is_person || n_chars < 5 ? 0 : n_chars < 9 ? 1 : 2;
    return n_chars < 4 ? 0 : n_chars < 8 ? 1 : n_chars < 13 ? 2 : 3;
}

static bool is_vowel(char c)
{
    return c != 0 && strchr("aeiouy", c) != NULL;
}

/* An h that is not heard: behind a consonant other than s or c. */
static bool is_silent(char c, char before)
{
    return c == 'h' && before != ' ' && !is_vowel(before) && before != 's' && before != 'c';
}

/* The letter that stands for the sound: q and c (but not ch) are k, w is v. */
static char sound_of(char c, char after)
{
    if (c == 'q' || (c == 'c' && after != 'h'))
        return 'k';
    return c == 'w' ? 'v' : c;
}

/* The consonants that spellings of one sound keep; ph is f, doubled letters are one. False if the word is not of plain
 * letters or too long. */
static bool skeleton(struct str word, char *ret_text, size_t *ret_n)
{
    size_t n = 0;
    if (word.n > SKELETON_BYTES)
        return false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i], before = i ? word.p[i - 1] : ' ', after = i + 1 < word.n ? word.p[i + 1] : ' ';
        if (c < 'a' || c > 'z')
            return false;
        if (is_silent(c, before)) {
            if (before == 'p' && n)
                ret_text[n - 1] = 'f';
        } else if (!is_vowel(c) && c != before) {
            ret_text[n++] = sound_of(c, after);
        }
    }
    *ret_n = n;
    return true;
}

/* The last sound: an h behind a vowel is silent (fatimah). */
static char end_of(struct str word)
{
    bool is_silent = word.n > 1 && word.p[word.n - 1] == 'h' && is_vowel(word.p[word.n - 2]);
    return word.p[word.n - (is_silent ? 2 : 1)];
}

static bool is_spelling(struct str a, struct str b)
{
    char x[SKELETON_BYTES], y[SKELETON_BYTES];
    size_t n_x, n_y;
    char end_a = end_of(a), end_b = end_of(b);
    if (is_vowel(end_a) != is_vowel(end_b) || (is_vowel(end_a) && end_a != end_b)) /* maria, mario; luis, luisa */
        return false;
    return skeleton(a, x, &n_x) && skeleton(b, y, &n_y) && n_x > 1 && n_x == n_y && memcmp(x, y, n_x) == 0;
}

static double by_edits(double edits, uint32_t n_chars)
{
    double cost = edits <= 1 ? EDIT_COST * edits : EDIT_COST + EDIT_COST_MORE * (edits - 1);
    double similarity = 1 - cost / n_chars;
    return similarity < SIMILAR_LEAST ? 0 : similarity;
}

/* badur, abdur */
static bool is_swapped_first(struct str a, struct str b)
{
    return a.n > 1 && b.n > 1 && a.p[0] == b.p[1] && a.p[1] == b.p[0];
}

double screen_similar_words(struct str a, uint32_t n_a, struct str b, uint32_t n_b, enum screen_reason *ret_reason)
{
    uint32_t longer = n_a > n_b ? n_a : n_b;
    unsigned max = screen_max_edits(longer, false, false);
    *ret_reason = REASON_EXACT;
    if (str_eq(a, b))
        return 1;
    if (max == 0 || longer - (n_a < n_b ? n_a : n_b) > max)
        return 0;
    unsigned distance = edit_distance(a, b, max);
    if (distance > max)
        return 0;
    double edits = distance;
    *ret_reason = REASON_EDIT;
    if (longer >= SPELLING_LETTERS && is_spelling(a, b)) {
        *ret_reason = REASON_VARIANT;
        edits *= EDIT_SPELLING;
    }
    if (a.p[0] != b.p[0] && !(is_vowel(a.p[0]) && is_vowel(b.p[0])) && !is_swapped_first(a, b))
        edits += EDIT_FIRST;
    return by_edits(edits, longer);
}

static double similar_cjk(const struct screen_token *a, const struct screen_token *b, bool is_person,
                          enum screen_reason *ret_reason)
{
    uint32_t longer = a->n_chars > b->n_chars ? a->n_chars : b->n_chars;
    unsigned max = screen_max_edits(longer, true, is_person);
    *ret_reason = REASON_EXACT;
    if (str_eq(a->text, b->text))
        return 1;
    if (max == 0)
        return 0;
    unsigned distance = edit_distance(a->text, b->text, max);
    *ret_reason = REASON_EDIT;
    if (distance > max)
        return 0;
    double similarity = by_edits(distance, longer);
    return similarity < SIMILAR_CJK_MOST ? similarity : SIMILAR_CJK_MOST;
}

/* "son of" as Arabic names write it. */
bool screen_is_patronym(struct str word)
{
    return str_eq(word, STR("bin")) || str_eq(word, STR("ibn")) || str_eq(word, STR("ben"));
}

static double similar_initial(const struct screen_token *a, const struct screen_token *b, bool is_person,
                              enum screen_reason *ret_reason)
{
    const struct screen_token *initial = a->kind == TOKEN_INITIAL ? a : b, *word = initial == a ? b : a;
    *ret_reason = REASON_INITIAL;
    if (!str_starts(word->text, initial->text))
        return 0;
    if (word->kind == TOKEN_INITIAL)
        return 1;
    return is_person ? SIMILAR_INITIAL : 0;
}

double screen_similar_reading(struct str reading, struct str other, bool is_reading, enum screen_reason *ret_reason)
{
    static const struct {
        enum screen_reason reason;
        double similarity;
    } WAYS[READING_WAYS] = {[READING_SOUND] = {REASON_READING, SIMILAR_SOUND},
                            [READING_LETTERS] = {REASON_TRANSLITERATION, SIMILAR_LETTERS},
                            [READING_MEANING] = {REASON_TRANSLATION, SIMILAR_MEANING}};
    enum reading_way way;
    double likeness = reading_likeness(reading, other, is_reading, &way);
    *ret_reason = WAYS[way].reason;
    if (way == READING_LETTERS && likeness < LETTERS_LEAST)
        return 0;
    return likeness * WAYS[way].similarity;
}

/* Two words of an alphabet. */
static double similar_letters(const struct screen_token *a, const struct screen_token *b, bool is_person,
                              enum screen_reason *ret_reason)
{
    if (is_person && screen_is_patronym(a->text) && screen_is_patronym(b->text)) {
        *ret_reason = str_eq(a->text, b->text) ? REASON_EXACT : REASON_VARIANT;
        return 1;
    }
    if (a->kind == TOKEN_INITIAL || b->kind == TOKEN_INITIAL)
        return similar_initial(a, b, is_person, ret_reason);
    double similarity = screen_similar_words(a->text, a->n_chars, b->text, b->n_chars, ret_reason);
    /* maria, mario: two names that both are usual are two names, not one with a typing error */
    bool is_other = is_person && *ret_reason == REASON_EDIT && a->is_common && b->is_common;
    return is_other ? 0 : similarity;
}

double screen_similar(const struct screen_token *a, const struct screen_token *b, bool is_person,
                      enum screen_reason *ret_reason)
{
    if (a->kind == TOKEN_NUMBER || b->kind == TOKEN_NUMBER) { /* 601 and 六〇一 fold to the same digits */
        *ret_reason = REASON_NUMERIC;
        return a->kind == b->kind && str_eq(a->text, b->text);
    }
    if (a->is_cjk != b->is_cjk)
        return 0;
    if (a->kind == TOKEN_READING)
        return screen_similar_reading(a->text, b->text, b->kind == TOKEN_READING, ret_reason);
    if (b->kind == TOKEN_READING)
        return screen_similar_reading(b->text, a->text, false, ret_reason);
    return a->is_cjk ? similar_cjk(a, b, is_person, ret_reason) : similar_letters(a, b, is_person, ret_reason);
}
