/*
 * text/address.c - see text/address.h. Addresses in Han, kana or Hangul are in address_cjk.c.
 *
 * HOW IT WORKS (Latin, Cyrillic and other scripts with blanks). Letters are folded; words are the unit. Words of
 * streets get one spelling (street, st), postal codes (five digits and more, NNN-NNNN) and the country's name at the
 * end go, numbers joined by a dash stay together, the order stays.
 */
#include "text/address.h"

#include "text/address_int.h"
#include "text/han_int.h"
#include "text/letters_int.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum { ADDRESS_WORDS = 64, FEWEST_WORDS = 3, POSTAL_DIGITS = 5, COUNTRY_CHARS = 100 };

static const struct {
    struct str word, spelling;
} SPELLINGS[] = {
#define SPELLING(word, spelling) {{"" word, sizeof(word) - 1}, {"" spelling, sizeof(spelling) - 1}},
#define COUNTRY(name)
#include "text/address_words.def"
#undef SPELLING
#undef COUNTRY
};

static const struct str COUNTRIES[] = {
#define SPELLING(word, spelling)
#define COUNTRY(name) {"" name, sizeof(name) - 1},
#include "text/address_words.def"
#undef SPELLING
#undef COUNTRY
};

struct words {
    struct str v[ADDRESS_WORDS];
    size_t n;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_number(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!is_digit(word.p[i]) && word.p[i] != '-')
            return false;
    return true;
}

static bool has_digit(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (is_digit(word.p[i]))
            return true;
    return false;
}

/* A dash stays only between digits. */
static bool is_mark_at(struct str text, size_t i)
{
    char c = text.p[i];
    if (c == '-')
        return i == 0 || i + 1 == text.n || !is_digit(text.p[i - 1]) || !is_digit(text.p[i + 1]);
    return c == ' ' || c == '.' || c == ',' || c == '(' || c == ')';
}

/* Words beyond ADDRESS_WORDS are not looked at. */
static void cut_words(struct str text, struct words *ret_words)
{
    ret_words->n = 0;
    for (size_t i = 0; i < text.n && ret_words->n < ADDRESS_WORDS;) {
        size_t from = i;
        while (i < text.n && !is_mark_at(text, i))
            i++;
        if (i > from)
            ret_words->v[ret_words->n++] = str_sub(text, from, i - from);
        while (i < text.n && is_mark_at(text, i))
            i++;
    }
}

/* Does the phrase end the words? Then they are cut by it. */
static bool drop_at_end(struct words *words, struct str phrase)
{
    size_t n = words->n, from = phrase.n;
    while (from) {
        size_t to = from;
        while (from && phrase.p[from - 1] != ' ')
            from--;
        if (n == 0 || !str_eq(words->v[--n], str_sub(phrase, from, to - from)))
            return false;
        from -= from > 0;
    }
    words->n = n;
    return true;
}

/* The country's English name by ICU (CLDR), folded. Empty when the code is unknown. */
static int country_name(const struct text_tools *tools, struct arena *arena, struct str country, struct str *ret_name,
                        struct seki_err *err)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[COUNTRY_CHARS];
    char locale[8] = "und_", name[COUNTRY_CHARS * 3];
    int32_t n = 0;
    *ret_name = STR_NULL;
    if (country.n != 2)
        return 0;
    memcpy(locale + 4, country.p, 2);
    uloc_getDisplayCountry(locale, "en", wide, COUNTRY_CHARS, &status);
    u_strToUTF8(name, sizeof(name), &n, wide, -1, &status);
    if (U_FAILURE(status) || n == 0)
        return 0;
    return letters_fold(tools, arena, (struct str){name, (size_t)n}, ret_name, err);
}

static int drop_country(const struct text_tools *tools, struct arena *arena, struct str country, struct words *words,
                        struct seki_err *err)
{
    struct str name;
    TRY(country_name(tools, arena, country, &name, err));
    if (name.n && drop_at_end(words, name))
        return 0;
    struct str longest = STR_NULL; /* of those that fit */
    for (size_t i = 0; i < ARRAY_LEN(COUNTRIES); i++) {
        struct words copy = *words;
        if (COUNTRIES[i].n > longest.n && drop_at_end(&copy, COUNTRIES[i]))
            longest = COUNTRIES[i];
    }
    (void)drop_at_end(words, longest);
    return 0;
}

/* A number of five digits and more, but not a house number in front and not a post box. */
static bool is_postal(const struct words *words, size_t i)
{
    struct str word = words->v[i];
    if (i == 0 || !is_number(word) || str_eq(words->v[i - 1], STR("box")))
        return false;
    size_t dash = str_find_char(word, '-', 0);
    return dash == SIZE_MAX ? word.n >= POSTAL_DIGITS : (dash == 3 && word.n == 8) || (dash == 5 && word.n == 10);
}

static struct str spelling_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(SPELLINGS); i++)
        if (str_eq(SPELLINGS[i].word, word))
            return SPELLINGS[i].spelling;
    return word;
}

static void spell(struct words *words)
{
    size_t out = 0;
    for (size_t i = 0; i < words->n; i++) {
        if (is_postal(words, i))
            continue;
        struct str word = spelling_of(words->v[i]);
        if (word.n)
            words->v[out++] = word;
    }
    words->n = out;
}

static int join(struct arena *arena, const struct words *words, size_t total, struct str *ret_key, struct seki_err *err)
{
    char *out = arena_alloc(arena, total);
    size_t n = 0, numbers = 0;
    TRY_MEM(out, err);
    for (size_t i = 0; i < words->n; i++) {
        if (n)
            out[n++] = ' ';
        memcpy(out + n, words->v[i].p, words->v[i].n);
        n += words->v[i].n;
        numbers += has_digit(words->v[i]);
    }
    bool is_weak = numbers == words->n ? numbers < 2 : !numbers && words->n < FEWEST_WORDS;
    *ret_key = is_weak || words->n == 0 ? STR_NULL : (struct str){out, n};
    return 0;
}

static bool has_cjk(struct str text)
{
    while (text.n)
        if (han_is_cjk(utf8_next(&text)))
            return true;
    return false;
}

int address_key(const struct text_tools *tools, struct arena *arena, struct str raw, struct str country,
                struct str *ret_key, struct seki_err *err)
{
    struct str text;
    struct words words;
    TRY(letters_fold(tools, arena, raw, &text, err));
    if (has_cjk(text))
        return address_key_cjk(arena, text, ret_key, err);
    cut_words(text, &words);
    TRY(drop_country(tools, arena, country, &words, err));
    spell(&words);
    size_t total = ADDRESS_WORDS;
    for (size_t i = 0; i < words.n; i++)
        total += words.v[i].n;
    return join(arena, &words, total, ret_key, err);
}
