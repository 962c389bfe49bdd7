/*
 * reading/kana.c - kana to Hepburn.
 *
 * The folding of names has made katakana hiragana and small kana large, so きよ may be kyo or kiyo and いつせい may be
 * issei or itsusei; the key by sound takes the first pair together, the second gets two spellings.
 */
#include "reading/japanese_int.h"
#include "reading/reading_int.h"

#include "base/utf8.h"

#include <string.h>

/* By code (japanese_int.h). Small kana as those of full size; what they change is said below. */
static const char *const KANA[JAPANESE_CODES] = {
    "",    "a",  "a",  "i",  "i",  "u",   "u",  "e",  "e",  "o",  "o",  "ka", "ga", "ki", "gi", "ku",  "gu", "ke",
    "ge",  "ko", "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta", "da", "chi", "ji", "tsu",
    "tsu", "zu", "te", "de", "to", "do",  "na", "ni", "nu", "ne", "no", "ha", "ba", "pa", "hi", "bi",  "pi", "fu",
    "bu",  "pu", "he", "be", "pe", "ho",  "bo", "po", "ma", "mi", "mu", "me", "mo", "ya", "ya", "yu",  "yu", "yo",
    "yo",  "ra", "ri", "ru", "re", "ro",  "wa", "wa", "i",  "e",  "o",  "n",  "bu", "ka", "ke", "",
};
enum { SMALL_TSU = 0x23, TSU = 0x24, SMALL_YA = 0x43, SMALL_YO = 0x47, SPELL_KANA = 64, SPELL_BYTES = 4 * SPELL_KANA };

/* きゃ kya, しゃ sha: a small ya, yu, yo behind a kana on i takes the place of its vowel. */
static bool is_joined(uint8_t code, size_t n, const char *text)
{
    return code >= SMALL_YA && code <= SMALL_YO && code % 2 == 1 && n > 1 && text[n - 1] == 'i';
}

/* Ends in sh, ch or j. */
static bool is_soft(const char *text, size_t n)
{
    return text[n - 1] == 'j' || (text[n - 1] == 'h' && n > 1 && (text[n - 2] == 's' || text[n - 2] == 'c'));
}

size_t reading_hepburn(const uint8_t *kana, size_t n, char *ret)
{
    size_t out = 0;
    for (size_t i = 0; i < n; i++) {
        const char *romaji = KANA[kana[i]], *next = i + 1 < n ? KANA[kana[i + 1]] : "";
        if (kana[i] == SMALL_TSU && *next && strchr("kstpc", *next)) {
            ret[out++] = *next;
            continue;
        }
        if (is_joined(kana[i], out, ret)) {
            out--;
            romaji += is_soft(ret, out); /* sha, cha, ja; but hya */
        }
        memcpy(ret + out, romaji, strlen(romaji));
        out += strlen(romaji);
    }
    return out;
}

/* The codes of a kana run; `doubles` makes つ before k, s, t, p a small one. False if it is no kana. */
static bool codes_of(struct str part, bool doubles, uint8_t *ret, size_t *ret_n)
{
    size_t n = 0;
    while (part.n) {
        uint32_t c = utf8_next(&part);
        uint8_t code = c == 0x30FC ? JAPANESE_LONG : (uint8_t)(c - JAPANESE_KANA_BASE);
        if (c <= JAPANESE_KANA_BASE || (code != JAPANESE_LONG && c >= JAPANESE_KANA_BASE + JAPANESE_LONG) ||
            n == SPELL_KANA)
            return false;
        ret[n++] = doubles && code == TSU ? SMALL_TSU : code;
    }
    *ret_n = n;
    return n > 0;
}

/* A foreign name (アブドゥッラー): つ may double any consonant. With the mark of reading/sounds_int.h. */
static size_t spell_letters(const uint8_t *kana, size_t n, bool doubles, char *ret)
{
    size_t out = 0;
    ret[out++] = '+';
    for (size_t i = 0; i < n; i++) {
        const char *romaji = KANA[kana[i]], *next = i + 1 < n ? KANA[kana[i + 1]] : "";
        if (doubles && (kana[i] == TSU || kana[i] == SMALL_TSU) && *next && !strchr("aiueon", *next))
            continue;
        memcpy(ret + out, romaji, strlen(romaji));
        out += strlen(romaji);
    }
    return out;
}

static int add_word(const struct reading_ask *ask, struct reading_cut *cut, struct str part, struct seki_err *err)
{
    char text[SPELL_BYTES + 1];
    uint8_t codes[SPELL_KANA];
    size_t n;
    struct reading_word *word = reading_word_add(ask, cut, part);
    TRY_MEM(word, err);
    for (int doubles = 1; doubles >= 0; doubles--)
        if (codes_of(part, doubles, codes, &n)) {
            TRY(reading_spell(ask, word, (struct str){text, reading_hepburn(codes, n, text)}, READING_SOUND, err));
            TRY(reading_spell(ask, word, (struct str){text, spell_letters(codes, n, doubles, text)}, READING_LETTERS,
                              err));
        }
    return 0;
}

/* Word by word, as blanks and dots were written. */
static int cut_at_blanks(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    struct str part = {ask->token->text.p, 0}, rest = ask->token->text;
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

int reading_kana(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    uint8_t codes[SPELL_KANA];
    size_t n;
    if (!codes_of(ask->token->text, false, codes, &n))
        return 0;
    TRY(cut_at_blanks(ask, cuts, err));
    if (ask->is_person || !ask->token->cuts)
        return 0;
    struct reading_cut *whole = reading_cut_add(ask, cuts); /* organisations are written with dots and without */
    TRY_MEM(whole, err);
    return add_word(ask, whole, ask->token->text, err);
}
