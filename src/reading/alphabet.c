/*
 * reading/alphabet.c - scripts in which each letter has its sound: Cyrillic, Greek, Armenian, Georgian, Hebrew, Thai,
 * the scripts of India. Arabic has rules of its own beside the letters (arabic.c).
 */
#include "reading/alphabet_int.h"

#include "base/utf8.h"

#include <string.h>

enum {
    SPELLING = 5,
    END = 0x1100,
    INDIA = 0x0900, /* nine blocks of Unicode, from Devanagari to Malayalam, have the order of the first */
    INDIA_BLOCK = 0x80,
};

struct letter {
    char v[ALPHABET_VARIANTS][SPELLING]; /* "" = not known; of the others: as the first */
};

struct pair {
    uint32_t first, second;
    struct letter letter;
};

static const struct letter LETTERS[END] = {
#define LETTER(code, ...) [code] = {{__VA_ARGS__}},
#define PAIR(first, second, ...)
#include "reading/alphabets.def"
#undef LETTER
#undef PAIR
};

static const struct pair PAIRS[] = {
#define LETTER(code, ...)
#define PAIR(first, second, ...) {first, second, {{__VA_ARGS__}}},
#include "reading/alphabets.def"
#undef LETTER
#undef PAIR
};

static const struct {
    uint32_t first, end;
    enum alphabet alphabet;
    const char *mark; /* how it writes vowels: reading/sounds_int.h */
} BLOCKS[] = {
    {0x0370, 0x0400, GREEK, ""},   {0x0400, 0x0530, CYRILLIC, ""}, {0x0530, 0x0590, ARMENIAN, ""},
    {0x0590, 0x0600, HEBREW, "*"}, {0x0600, 0x0700, ARABIC, "*"},  {0x0900, 0x0D80, INDIAN, "*"},
    {0x0E00, 0x0E80, THAI, "*"},   {0x10A0, 0x1100, GEORGIAN, ""},
};

static size_t block_of(uint32_t letter)
{
    size_t i = 0;
    while (i < ARRAY_LEN(BLOCKS) && (letter < BLOCKS[i].first || letter >= BLOCKS[i].end))
        i++;
    return i;
}

enum alphabet alphabet_of(uint32_t letter)
{
    size_t block = block_of(letter);
    return block < ARRAY_LEN(BLOCKS) ? BLOCKS[block].alphabet : NO_ALPHABET;
}

static const char *variant_of(const struct letter *letter, unsigned variant)
{
    const char *spelling = letter->v[letter->v[variant][0] ? variant : 0];
    return spelling[0] == '-' ? "" : spelling[0] ? spelling : NULL;
}

const char *alphabet_letter(uint32_t letter, unsigned variant)
{
    if (alphabet_of(letter) == INDIAN)
        letter = INDIA + letter % INDIA_BLOCK;
    return letter < END ? variant_of(&LETTERS[letter], variant) : NULL;
}

/* Would h make one sound with the letter in front? k|h is no kh. */
static bool is_apart(const struct alphabet_text *text, const char *spelling)
{
    return spelling[0] == 'h' && text->n && strchr("cdgkprstz", text->text[text->n - 1]);
}

bool alphabet_add(struct alphabet_text *text, const char *spelling)
{
    size_t n = strlen(spelling);
    if (is_apart(text, spelling) && !alphabet_add(text, "'"))
        return false;
    if (text->n + n > ALPHABET_BYTES)
        return false;
    memcpy(text->text + text->n, spelling, n);
    text->n += n;
    return true;
}

static const struct letter *pair_of(uint32_t first, struct str rest)
{
    uint32_t second = rest.n ? utf8_next(&rest) : 0;
    for (size_t i = 0; i < ARRAY_LEN(PAIRS); i++)
        if (PAIRS[i].first == first && PAIRS[i].second == second)
            return &PAIRS[i].letter;
    return NULL;
}

bool alphabet_spell(struct alphabet_text *text, struct str letters, unsigned variant)
{
    while (letters.n) {
        uint32_t c = utf8_next(&letters);
        const struct letter *pair = pair_of(c, letters);
        const char *spelling = pair ? variant_of(pair, variant) : alphabet_letter(c, variant);
        if (!spelling || !alphabet_add(text, spelling))
            return false;
        if (pair)
            (void)utf8_next(&letters);
    }
    return true;
}

/* The block of the first letter that is not Latin. */
static size_t block_of_word(struct str word)
{
    size_t block = ARRAY_LEN(BLOCKS);
    while (word.n && block == ARRAY_LEN(BLOCKS))
        block = block_of(utf8_next(&word));
    return block;
}

static const struct {
    struct str text;
    const char *russian;
} NAMES[] = {
#define NAME(text, russian) {{text, sizeof(text) - 1}, russian},
#include "reading/slavic_names.def"
#undef NAME
};

/* The Russian forms of a given name and of its patronymics. */
static int spell_russian(const struct reading_ask *ask, struct reading_word *word, struct str token,
                         struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++) {
        struct alphabet_text text = {.n = 0};
        if (str_starts(token, NAMES[i].text) && alphabet_add(&text, NAMES[i].russian) &&
            alphabet_spell(&text, str_from(token, NAMES[i].text.n), 0))
            TRY(reading_spell(ask, word, (struct str){text.text, text.n}, READING_LETTERS, err));
    }
    return 0;
}

int reading_alphabet(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    struct str token = ask->token->text;
    size_t block = block_of_word(token);
    struct reading_word *word = NULL;
    if (block == ARRAY_LEN(BLOCKS) || BLOCKS[block].alphabet == ARABIC)
        return 0;
    for (unsigned variant = 0; variant < ALPHABET_VARIANTS; variant++) {
        struct alphabet_text text = {.n = 0};
        if (!alphabet_add(&text, BLOCKS[block].mark) || !alphabet_spell(&text, token, variant))
            return 0;
        if (!word) {
            struct reading_cut *cut = reading_cut_add(ask, cuts);
            word = cut ? reading_word_add(ask, cut, token) : NULL;
            TRY_MEM(word, err);
        }
        TRY(reading_spell(ask, word, (struct str){text.text, text.n}, READING_LETTERS, err));
    }
    return BLOCKS[block].alphabet == CYRILLIC ? spell_russian(ask, word, token, err) : 0;
}
