/*
 * reading/alike.c - how alike two rows of sounds are.
 *
 * HOW IT WORKS. The cheapest way to turn one row into the other (Wagner and Fischer 1974), with prices in hundredths of
 * a letter: little for sounds that stand for one another, nothing for vowels that a script does not write, little for
 * those that kana must add. The sum against the weight of both rows is how unlike they are.
 *
 *   +muhanmado  muhammad    m u h a m a d o: the last o is free                        1.00
 *   *mhmwd      mahmoud     ou is the long vowel و, a is not written                   0.98
 *   marina      marianna    a vowel too many                                           0.88
 */
#include "reading/sounds_int.h"

enum {
    SAME = 0,
    FAR = 250,        /* never */
    UNKNOWN_NEAR = 0, /* empty fields of the table */
    CLASS = 45,       /* consonants of one class that NEAR has no row for */
    VOWELS = 120,     /* another vowel is another name: Koizumi, Koizumo */
    WEAKS = 50,
    WEAK_VOWEL = 75,
    EXTRA_VOWEL = 60, /* another vowel instead of the one that kana adds */
    LAST_ALIF = 10,
    WEIGHT = 100,     /* of a consonant */
    WEIGHT_WEAK = 50, /* of a vowel or a weak consonant */
    WEIGHT_FREE = 10, /* of one that costs nothing */
};

/* Cost + 1, 0 = no row. */
#define SOUND(name, kind, ...)
#define NEAR(a, b, cost) [SOUND_##a][SOUND_##b] = (cost) + 1, [SOUND_##b][SOUND_##a] = (cost) + 1,
static const uint8_t NEAR_ROWS[SOUND_COUNT][SOUND_COUNT] = {
#include "reading/sounds.def"
};
#undef SOUND
#undef NEAR

static enum sound_kind kind_of(enum sound sound)
{
    return SOUND_ROWS[sound].kind;
}

static bool is_vowel_at(const struct sounds *sounds, size_t i)
{
    return i < sounds->n && kind_of((enum sound)sounds->v[i]) == SOUND_VOWEL;
}

static bool is_soft_at(const struct sounds *sounds, size_t i)
{
    return i < sounds->n && kind_of((enum sound)sounds->v[i]) != SOUND_CONSONANT;
}

/* A vowel that kana writes behind a consonant because it must: o behind t and d, i behind ch and j, else u. */
static bool is_extra(const struct sounds *sounds, size_t i)
{
    if (sounds->habit != HABIT_KANA || i == 0 || is_soft_at(sounds, i + 1) || is_soft_at(sounds, i - 1))
        return false;
    enum sound before = (enum sound)sounds->v[i - 1], vowel = (enum sound)sounds->v[i];
    if (vowel == SOUND_O)
        return before == SOUND_T || before == SOUND_D;
    if (vowel == SOUND_I)
        return before == SOUND_TI || before == SOUND_DI || before == SOUND_SH || before == SOUND_SHCH ||
               before == SOUND_TSH || before == SOUND_K;
    return vowel == SOUND_U;
}

static bool is_liquid_at(const struct sounds *sounds, size_t i)
{
    return i < sounds->n && (sounds->v[i] == SOUND_R || sounds->v[i] == SOUND_L);
}

/* A vowel where one of the two scripts does not write all vowels. */
static int unwritten_gap(const struct sounds *own, size_t i, enum sound_habit other)
{
    if (other != HABIT_UNWRITTEN)
        return 40;
    bool is_second = i && is_vowel_at(own, i - 1); /* the script would write a diphthong: Hasan, Hussein */
    return own->habit == HABIT_UNWRITTEN || is_second ? 30 : 2;
}

static int vowel_gap(const struct sounds *own, size_t i, enum sound_habit other)
{
    enum sound vowel = (enum sound)own->v[i];
    if (own->habit == HABIT_UNWRITTEN || other == HABIT_UNWRITTEN)
        return unwritten_gap(own, i, other);
    if (is_extra(own, i))
        return 5;
    if (own->habit == HABIT_KANA && is_vowel_at(own, i + 1))
        return 10; /* ファ fua is fa, ティ tei is ti */
    if (is_soft_at(own, i + 1) || (i && is_soft_at(own, i - 1)))
        return vowel == SOUND_A || vowel == SOUND_O ? 70 : 25; /* ie and iye, but not Marina and Marianna */
    if (vowel == SOUND_E && (i + 1 == own->n || is_liquid_at(own, i + 1)))
        return 35; /* Petr and Peter, Karl and Karle */
    return WEIGHT;
}

/* The cost of sound `i` where the other row has none. */
static int gap(const struct sounds *own, size_t i, enum sound_habit other)
{
    bool is_last = i + 1 == own->n;
    switch ((enum sound)own->v[i]) {
    case SOUND_Y:
    case SOUND_J:
        return own->habit == HABIT_UNWRITTEN ? 40 : 15;
    case SOUND_W:
        return 40;
    case SOUND_AIN:
        return 3;
    case SOUND_H:
        return is_last ? 5 : 35;
    case SOUND_XS:
        return 30;
    case SOUND_UV:
        return 60;
    default:
        return kind_of((enum sound)own->v[i]) == SOUND_VOWEL ? vowel_gap(own, i, other) : WEIGHT;
    }
}

static int swap_of_kinds(enum sound a, enum sound b)
{
    enum sound_kind kind_a = kind_of(a), kind_b = kind_of(b);
    if (kind_a == SOUND_CONSONANT && kind_b == SOUND_CONSONANT)
        return SOUND_ROWS[a].keys[0][0] == SOUND_ROWS[b].keys[0][0] ? CLASS : FAR;
    if (kind_a == SOUND_CONSONANT || kind_b == SOUND_CONSONANT)
        return FAR;
    if (kind_a == kind_b)
        return kind_a == SOUND_VOWEL ? VOWELS : WEAKS;
    return WEAK_VOWEL;
}

/* ى and ي are one letter after folding, so a last y may be an a: Mustafa, Musa. */
static bool is_last_alif(const struct sounds *own, size_t i, enum sound other)
{
    return own->habit == HABIT_UNWRITTEN && i + 1 == own->n && own->v[i] == SOUND_Y && other == SOUND_A;
}

/* The cost of sound `i` of a for sound `k` of b. */
static int swap(const struct sounds *a, size_t i, const struct sounds *b, size_t k)
{
    enum sound sound_a = (enum sound)a->v[i], sound_b = (enum sound)b->v[k];
    if (sound_a == sound_b)
        return sound_a == SOUND_DIGIT && a->digits[i] != b->digits[k] ? FAR : SAME;
    if (is_last_alif(a, i, sound_b) || is_last_alif(b, k, sound_a))
        return LAST_ALIF;
    int near = NEAR_ROWS[sound_a][sound_b], cost = near ? near - 1 : swap_of_kinds(sound_a, sound_b);
    bool is_added = (is_extra(a, i) && is_vowel_at(b, k)) || (is_extra(b, k) && is_vowel_at(a, i));
    return is_added && cost > EXTRA_VOWEL ? EXTRA_VOWEL : cost;
}

static int weight(const struct sounds *own, enum sound_habit other)
{
    int sum = 0;
    for (size_t i = 0; i < own->n; i++) {
        bool is_free = is_soft_at(own, i) && gap(own, i, other) <= 5;
        sum += is_free ? WEIGHT_FREE : is_soft_at(own, i) ? WEIGHT_WEAK : WEIGHT;
    }
    return sum;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

double sounds_alike(const struct sounds *a, const struct sounds *b)
{
    int rows[2][SOUNDS + 1], *above = rows[0], *row = rows[1];
    above[0] = 0;
    for (size_t k = 0; k < b->n; k++)
        above[k + 1] = above[k] + gap(b, k, a->habit);
    for (size_t i = 0; i < a->n; i++) {
        int without = gap(a, i, b->habit);
        row[0] = above[0] + without;
        for (size_t k = 0; k < b->n; k++)
            row[k + 1] =
                least(least(above[k] + swap(a, i, b, k), above[k + 1] + without), row[k] + gap(b, k, a->habit));
        int *next = above;
        above = row;
        row = next;
    }
    int all = (weight(a, b->habit) + weight(b, a->habit)) / 2;
    return all > above[b->n] ? 1 - (double)above[b->n] / all : 0;
}
