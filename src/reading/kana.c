/*
 * reading/kana.c - kana to Hepburn.
 *
 * The folding of names has made katakana hiragana and small kana large, so きよ may be kyo or kiyo and いつせい may be
 * issei or itsusei; the key by sound takes the first pair together, the second gets two spellings.
 */
#include "reading/reading_int.h"

#include "base/utf8.h"

#include <string.h>

/* From U+3042. */
static const char *const KANA[] = {
    "a",   "",   "i",  "",   "u",   "",   "e",  "",   "o",  "ka", "ga", "ki", "gi", "ku", "gu",  "ke", "ge",
    "ko",  "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "tsu",
    "tsu", "zu", "te", "de", "to",  "do", "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi",  "bi", "pi",
    "fu",  "bu", "pu", "he", "be",  "pe", "ho", "bo", "po", "ma", "mi", "mu", "me", "mo", "ya",  "ya", "yu",
    "yu",  "yo", "yo", "ra", "ri",  "ru", "re", "ro", "wa", "wa", "i",  "e",  "o",  "n",  "vu",
};
enum { FIRST = 0x3042, LONG_MARK = 0x30FC, TSU = 0x3064, SPELL_BYTES = 96 };

static const char *romaji_of(uint32_t c)
{
    return c >= FIRST && c < FIRST + ARRAY_LEN(KANA) ? KANA[c - FIRST] : NULL;
}

/* Write the part of a kana run; `doubles` writes つ before k, s, t, p as a doubled letter. False if it is no kana. */
static bool spell(struct str part, bool doubles, char *ret, size_t *ret_n)
{
    size_t n = 0;
    while (part.n) {
        uint32_t c = utf8_next(&part);
        struct str rest = part;
        const char *romaji = romaji_of(c), *next = rest.n ? romaji_of(utf8_next(&rest)) : NULL;
        if (c == LONG_MARK)
            continue; /* long and short vowels have one key */
        if (!romaji || n + 4 > SPELL_BYTES)
            return false;
        if (doubles && c == TSU && next && strchr("kstpc", next[0])) {
            ret[n++] = next[0];
            continue;
        }
        memcpy(ret + n, romaji, strlen(romaji));
        n += strlen(romaji);
    }
    *ret_n = n;
    return n > 0;
}

static int add_word(const struct reading_ask *ask, struct reading_cut *cut, struct str part, struct seki_err *err)
{
    char text[SPELL_BYTES];
    size_t n;
    struct reading_word *word = reading_word_add(ask, cut, part);
    TRY_MEM(word, err);
    for (int doubles = 1; doubles >= 0; doubles--)
        if (spell(part, doubles, text, &n))
            TRY(reading_spell(ask, word, (struct str){text, n}, READING_SOUND, err));
    return 0;
}

int reading_kana(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    char text[SPELL_BYTES];
    size_t n;
    struct str run = ask->token->text, part = {run.p, 0}, rest = run;
    if (!spell(run, false, text, &n))
        return 0;
    struct reading_cut *cut = reading_cut_add(ask, cuts);
    TRY_MEM(cut, err);
    for (unsigned i = 0; rest.n; i++) {
        if (i < 64 && (ask->token->cuts >> i & 1)) {
            TRY(add_word(ask, cut, part, err));
            part = (struct str){rest.p, 0};
        }
        (void)utf8_next(&rest);
        part.n = (size_t)(rest.p - part.p);
    }
    return add_word(ask, cut, part, err);
}
