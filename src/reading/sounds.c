/*
 * reading/sounds.c - spellings to sounds; see reading/sounds_int.h.
 *
 * HOW IT WORKS. Rules stand by their first letter; the first that fits is taken. A doubled consonant is one, n and ng
 * in front of m are not heard (ムハンマド Muhammad), nor is ng in front of n, and m in front of b and p may be written
 * n.
 */
#include "reading/sounds_int.h"

#include <string.h>

#define SOUND(name, kind, ...) [SOUND_##name] = {SOUND_##kind, {__VA_ARGS__}},
#define NEAR(a, b, cost)
const struct sound_row SOUND_ROWS[SOUND_COUNT] = {
#include "reading/sounds.def"
};
#undef SOUND
#undef NEAR

enum place { ANYWHERE, FIRST, BEFORE_E, BEFORE_CONSONANT, BEFORE_NO_VOWEL, FIRST_BEFORE_CONSONANT };

enum {
    LATIN = 1 << HABIT_LATIN,
    WRITTEN = 1 << HABIT_WRITTEN,
    UNWRITTEN = 1 << HABIT_UNWRITTEN,
    KANA = 1 << HABIT_KANA,
    OURS = WRITTEN | UNWRITTEN | KANA,
    ALL = LATIN | OURS,
    RULES = 8
};

struct rule {
    const char *text; /* NULL behind the last */
    uint8_t habits;
    uint8_t place;
    uint8_t sound, then; /* `then`: a second sound, SOUND_COUNT = none */
};

#define ONE(text, habits, place, sound)                                                                                \
    {                                                                                                                  \
        text, habits, place, SOUND_##sound, SOUND_COUNT                                                                \
    }
#define TWO(text, habits, place, sound, then)                                                                          \
    {                                                                                                                  \
        text, habits, place, SOUND_##sound, SOUND_##then                                                               \
    }

static const struct rule RULE_ROWS['z' - 'a' + 1][RULES] = {
    ['a' - 'a'] = {ONE("a", ALL, ANYWHERE, A)},
    ['b' - 'a'] = {ONE("b", ALL, ANYWHERE, B)},
    ['c' - 'a'] = {TWO("chi", KANA, ANYWHERE, TI, I), ONE("ch", OURS, ANYWHERE, TSH), ONE("cz", LATIN, ANYWHERE, TSH),
                   ONE("ch", LATIN, ANYWHERE, CH), ONE("ck", LATIN, ANYWHERE, K), ONE("c", LATIN, BEFORE_E, C),
                   ONE("c", LATIN, BEFORE_CONSONANT, K), ONE("c", ALL, ANYWHERE, CK)},
    ['d' - 'a'] = {ONE("dzh", ALL, ANYWHERE, DJ), ONE("dj", ALL, ANYWHERE, DJ), ONE("dh", ALL, ANYWHERE, DH),
                   ONE("dz", ALL, ANYWHERE, DZ), ONE("dt", LATIN, ANYWHERE, T), ONE("d", ALL, ANYWHERE, D)},
    ['e' - 'a'] = {ONE("ee", LATIN, ANYWHERE, I), ONE("e", ALL, ANYWHERE, E)},
    ['f' - 'a'] = {ONE("f", KANA, ANYWHERE, FU), ONE("f", ALL, ANYWHERE, F)},
    ['g' - 'a'] = {ONE("gh", ALL, ANYWHERE, GH), ONE("g", LATIN, BEFORE_E, GE), ONE("g", ALL, ANYWHERE, G)},
    ['h' - 'a'] = {ONE("h", ALL, ANYWHERE, H)},
    ['i' - 'a'] = {ONE("i", ALL, ANYWHERE, I)},
    ['j' - 'a'] = {TWO("ji", KANA, ANYWHERE, DI, I), ONE("j", LATIN, ANYWHERE, J), ONE("j", UNWRITTEN, ANYWHERE, JIM),
                   ONE("j", ALL, ANYWHERE, DJ)},
    ['k' - 'a'] = {ONE("kh", ALL, ANYWHERE, KH), ONE("k", ALL, ANYWHERE, K)},
    ['l' - 'a'] = {ONE("l", ALL, ANYWHERE, L)},
    ['m' - 'a'] = {ONE("m", ALL, ANYWHERE, M)},
    ['n' - 'a'] = {ONE("ng", LATIN, BEFORE_E, NGE), ONE("ng", LATIN, ANYWHERE, NG),
                   ONE("ng", OURS, BEFORE_NO_VOWEL, NG), ONE("n", ALL, ANYWHERE, N)},
    ['o' - 'a'] = {ONE("ou", ALL, ANYWHERE, U), ONE("oo", ALL, ANYWHERE, U), ONE("o", ALL, ANYWHERE, O)},
    ['p' - 'a'] = {ONE("ph", ALL, ANYWHERE, F), ONE("pf", LATIN, ANYWHERE, F), ONE("p", ALL, ANYWHERE, P)},
    ['q' - 'a'] = {ONE("q", ALL, ANYWHERE, Q)},
    ['r' - 'a'] = {ONE("rh", ALL, ANYWHERE, R), ONE("r", ALL, ANYWHERE, R)},
    ['s' - 'a'] = {ONE("shch", ALL, ANYWHERE, SHCH), TWO("shichi", KANA, ANYWHERE, SHCH, I),
                   ONE("sch", ALL, ANYWHERE, SCH), ONE("sh", ALL, ANYWHERE, SH), ONE("sz", LATIN, ANYWHERE, S),
                   ONE("sc", LATIN, BEFORE_E, SCH), ONE("s", ALL, ANYWHERE, S)},
    ['t' - 'a'] = {ONE("tsch", LATIN, ANYWHERE, TSH), ONE("tch", ALL, ANYWHERE, TTSH), ONE("th", ALL, ANYWHERE, TH),
                   TWO("tsu", KANA, ANYWHERE, TU, U), ONE("ts", ALL, ANYWHERE, TS), ONE("tz", LATIN, ANYWHERE, TS),
                   ONE("t", ALL, ANYWHERE, T)},
    ['u' - 'a'] = {ONE("u", KANA, FIRST_BEFORE_CONSONANT, UV), ONE("u", ALL, ANYWHERE, U)},
    ['v' - 'a'] = {ONE("v", ALL, ANYWHERE, V)},
    ['w' - 'a'] = {ONE("w", ALL, ANYWHERE, W)},
    ['x' - 'a'] = {ONE("x", LATIN, FIRST, X), TWO("x", ALL, ANYWHERE, K, XS)},
    ['y' - 'a'] = {TWO("you", ALL, ANYWHERE, Y, U), ONE("yo", ALL, ANYWHERE, YO), ONE("y", ALL, ANYWHERE, Y)},
    ['z' - 'a'] = {ONE("zh", ALL, ANYWHERE, ZH), ONE("z", ALL, ANYWHERE, Z)},
};

static bool is_vowel_letter(char c)
{
    return c && strchr("aeiouy", c) != NULL;
}

/* Is the word at `at`, behind a rule of `n` letters, what the rule wants? */
static bool is_in_place(struct str word, size_t at, size_t n, enum place place)
{
    char next = at + n < word.n ? word.p[at + n] : '\0';
    bool is_before_vowel = is_vowel_letter(next);
    switch (place) {
    case FIRST:
        return at == 0;
    case BEFORE_E:
        return next == 'e' || next == 'i' || next == 'y';
    case BEFORE_CONSONANT:
        return next && !is_before_vowel;
    case BEFORE_NO_VOWEL:
        return !is_before_vowel;
    case FIRST_BEFORE_CONSONANT:
        return at == 0 && next && !is_before_vowel;
    case ANYWHERE:
        break;
    }
    return true;
}

static const struct rule *rule_at(struct str word, size_t at, enum sound_habit habit)
{
    char c = word.p[at];
    if (c < 'a' || c > 'z')
        return NULL;
    const struct rule *rules = RULE_ROWS[c - 'a'];
    for (size_t i = 0; i < RULES && rules[i].text; i++) {
        size_t n = strlen(rules[i].text);
        if ((rules[i].habits >> habit & 1) && at + n <= word.n && memcmp(word.p + at, rules[i].text, n) == 0 &&
            is_in_place(word, at, n, (enum place)rules[i].place))
            return &rules[i];
    }
    return NULL;
}

static bool is_p(enum sound sound)
{
    return SOUND_ROWS[sound].kind == SOUND_CONSONANT && SOUND_ROWS[sound].keys[0][0] == 'p';
}

static bool add(struct sounds *sounds, enum sound sound, char digit)
{
    size_t n = sounds->n;
    enum sound last = n ? (enum sound)sounds->v[n - 1] : SOUND_COUNT;
    if (last == sound && sound != SOUND_DIGIT)
        return true;
    if (n && last == SOUND_M && is_p(sound))
        sounds->v[n - 1] = SOUND_MB;
    if ((last == SOUND_N && sound == SOUND_M) || (last == SOUND_NG && (sound == SOUND_M || sound == SOUND_N)))
        sounds->n = --n;
    if (n == SOUNDS)
        return false;
    sounds->v[n] = (uint8_t)sound;
    sounds->digits[n] = digit;
    sounds->n++;
    return true;
}

static enum sound_habit take_habit(struct str *word, bool is_latin)
{
    char mark = word->n ? word->p[0] : '\0';
    if (is_latin)
        return HABIT_LATIN;
    if (mark != '*' && mark != '+')
        return HABIT_WRITTEN;
    *word = str_from(*word, 1);
    return mark == '*' ? HABIT_UNWRITTEN : HABIT_KANA;
}

/* Add what stands at *at and move behind it. */
static bool take(struct sounds *sounds, struct str word, size_t *at)
{
    char c = word.p[*at];
    if (c >= '0' && c <= '9') {
        ++*at;
        return add(sounds, SOUND_DIGIT, c);
    }
    if (c == '\'') {
        ++*at;
        return add(sounds, SOUND_AIN, '\0');
    }
    if (*at + 1 < word.n && word.p[*at + 1] == c && !is_vowel_letter(c)) {
        ++*at;
        return true;
    }
    const struct rule *rule = rule_at(word, *at, sounds->habit);
    if (!rule)
        return false;
    *at += strlen(rule->text);
    return add(sounds, (enum sound)rule->sound, '\0') &&
           (rule->then == SOUND_COUNT || add(sounds, (enum sound)rule->then, '\0'));
}

bool sounds_parse(struct str word, bool is_latin, struct sounds *ret)
{
    ret->n = 0;
    ret->habit = take_habit(&word, is_latin);
    for (size_t at = 0; at < word.n;)
        if (!take(ret, word, &at))
            return false;
    return ret->n > 0;
}
