/*
 * reading/japanese_join.c - the whole name of an organisation as one word, as it is written in kana.
 *
 *   NTTデータ      ──> {nttdeta, enuteiteideta, ...}        エヌティティデータ
 *   第24星空銀行   ──> {nijuyonhoshizoraginko, ...}         ニジュウヨンホシゾラギンコウ
 *
 * HOW IT WORKS. Each token has its spellings: Latin letters stand for themselves or are read by their Japanese names, a
 * number is read as one, other tokens have been read before. They are put together so that the ranks of a combination,
 * multiplied, stay small.
 */
#include "reading/japanese_int.h"
#include "reading/reading_int.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST = READING_SPELLINGS,
    LETTERS_MAX = 5,
    LETTER_WAYS = 12,
    NUMBER_MAX = 9999,
    NUMBER_WAYS = 4,
    TEXT_MAX = 128
};

/* The Japanese names of the letters, in the Hepburn of kana without small ones and long marks. */
static const char *const LETTERS[26][2] = {
    {"e", "ei"}, {"bi"},          {"shi"},       {"dei", "de"},
    {"i"},       {"efu"},         {"ji"},        {"eichi", "etchi"},
    {"ai"},      {"jie", "jiei"}, {"ke", "kei"}, {"eru"},
    {"emu"},     {"enu"},         {"o"},         {"pi"},
    {"kiyu"},    {"aru"},         {"esu"},       {"tei", "te"},
    {"yu"},      {"bui", "bi"},   {"daburiyu"},  {"ekkusu"},
    {"wai"},     {"zetto"},
};

/* Latin words that are signs: & is folded to "and", Roman numerals are read in English. */
static const char *const SIGNS[][2] = {{"and", "ando"}, {"ii", "tsu"}, {"iii", "suri"}, {"iv", "fuo"}, {"no", "nanba"}};

struct rank {
    struct str text;
    unsigned rank; /* product of the ranks of its parts, from 1 */
};

struct ranks {
    struct rank *v;
    size_t n, cap;
};

static int by_rank(const void *a, const void *b)
{
    const struct rank *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static int add(struct arena *arena, struct ranks *list, struct str text, struct seki_err *err)
{
    struct rank row = {arena_str(arena, text), (unsigned)list->n + 1};
    TRY_MEM(row.text.p && ARENA_PUSH(arena, list, row), err);
    return 0;
}

/* Each of `left` with each of `right` behind it, the best `most`. */
static int combine(struct arena *arena, struct ranks *left, const struct ranks *right, size_t most,
                   struct seki_err *err)
{
    struct ranks all = {0};
    char text[2 * TEXT_MAX];
    for (size_t i = 0; i < left->n; i++)
        for (size_t j = 0; j < right->n && left->v[i].rank * right->v[j].rank <= most; j++) {
            struct str a = left->v[i].text, b = right->v[j].text;
            if (a.n + b.n > TEXT_MAX)
                continue;
            memcpy(text, a.p, a.n);
            memcpy(text + a.n, b.p, b.n);
            TRY(add(arena, &all, (struct str){text, a.n + b.n}, err));
            all.v[all.n - 1].rank = left->v[i].rank * right->v[j].rank;
        }
    if (all.n)
        qsort(all.v, all.n, sizeof(*all.v), by_rank);
    all.n = all.n < most ? all.n : most;
    *left = all;
    return 0;
}

static int add_names(struct arena *arena, struct str word, struct ranks *ret, struct seki_err *err)
{
    struct ranks names = {0};
    TRY(add(arena, &names, STR(""), err));
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < 'a' || word.p[i] > 'z')
            return 0;
        struct ranks ways = {0};
        const char *const *letter = LETTERS[word.p[i] - 'a'];
        for (int k = 0; k < 2 && letter[k]; k++)
            TRY(add(arena, &ways, str_c(letter[k]), err));
        TRY(combine(arena, &names, &ways, LETTER_WAYS, err));
    }
    for (size_t i = 0; i < names.n; i++)
        TRY(add(arena, ret, names.v[i].text, err));
    return 0;
}

/* Itself, as the sign that it stands for, and by the names of its letters if it is short. */
static int read_latin(struct arena *arena, struct str word, struct ranks *ret, struct seki_err *err)
{
    TRY(add(arena, ret, word, err));
    for (size_t i = 0; i < ARRAY_LEN(SIGNS); i++)
        if (str_eq(word, str_c(SIGNS[i][0])))
            TRY(add(arena, ret, str_c(SIGNS[i][1]), err));
    return word.n <= LETTERS_MAX ? add_names(arena, word, ret, err) : 0;
}

/* How thousands, hundreds, tens and ones are read, by digit. */
static const char *const DIGITS[4][10][2] = {
    {{""}, {"sen"}, {"nisen"}, {"sanzen"}, {"yonsen"}, {"gosen"}, {"rokusen"}, {"nanasen"}, {"hassen"}, {"kyusen"}},
    {{""},
     {"hyaku"},
     {"nihyaku"},
     {"sanbyaku"},
     {"yonhyaku"},
     {"gohyaku"},
     {"roppyaku"},
     {"nanahyaku"},
     {"happyaku"},
     {"kyuhyaku"}},
    {{""},
     {"ju"},
     {"niju"},
     {"sanju"},
     {"yonju"},
     {"goju"},
     {"rokuju"},
     {"nanaju", "shichiju"},
     {"hachiju"},
     {"kyuju"}},
    {{""}, {"ichi"}, {"ni"}, {"san"}, {"yon", "shi"}, {"go"}, {"roku"}, {"nana", "shichi"}, {"hachi"}, {"kyu", "ku"}},
};
static const char *const ENGLISH[] = {"",         "wan",   "tsu",  "suri", "fuo", "faibu",
                                      "shikkusu", "sebun", "eito", "nain", "ten"};

/* As a number: nijuyon; with 第 in front, which folding takes off; in English if it is small. */
static int read_number(struct arena *arena, struct str digits, struct ranks *ret, struct seki_err *err)
{
    struct ranks number = {0};
    uint64_t value;
    if (!str_to_u64(digits, &value) || value == 0 || value > NUMBER_MAX)
        return 0;
    TRY(add(arena, &number, STR(""), err));
    unsigned power = 1000;
    for (size_t i = 0; i < ARRAY_LEN(DIGITS); i++, power /= 10) {
        struct ranks ways = {0};
        const char *const *digit = DIGITS[i][value / power % 10];
        for (size_t k = 0; k < 2 && digit[k]; k++)
            TRY(add(arena, &ways, str_c(digit[k]), err));
        TRY(combine(arena, &number, &ways, NUMBER_WAYS, err));
    }
    for (size_t i = 0; i < number.n; i++) {
        char text[TEXT_MAX] = "dai";
        memcpy(text + 3, number.v[i].text.p, number.v[i].text.n);
        TRY(add(arena, ret, number.v[i].text, err));
        TRY(add(arena, ret, (struct str){text, number.v[i].text.n + 3}, err));
    }
    return value < ARRAY_LEN(ENGLISH) ? add(arena, ret, str_c(ENGLISH[value]), err) : 0;
}

/* The spellings by sound of a token that was read as one word. */
static int take_word(struct arena *arena, const struct reading_cuts *cuts, struct ranks *ret, struct seki_err *err)
{
    for (size_t i = 0; i < cuts->list.n; i++) {
        const struct reading_cut *cut = &cuts->list.v[i];
        if (cut->words.n != 1 || ret->n)
            continue;
        for (size_t k = 0; k < cut->words.v[0].spellings.n; k++)
            if (cut->words.v[0].spellings.v[k].way == READING_SOUND)
                TRY(add(arena, ret, cut->words.v[0].spellings.v[k].text, err));
    }
    return 0;
}

/* Is it a Japanese name in which something is to be joined? */
static bool can_join(const struct folded_name *name)
{
    size_t n = 0;
    bool is_japanese = false;
    for (size_t i = 0; i < name->n_tokens; i++) {
        is_japanese |= name->tokens[i].is_cjk;
        n += name->tokens[i].kind != TOKEN_LEGAL_FORM;
    }
    return is_japanese && (n > 1 || (n == 1 && name->n_tokens > 1));
}

int reading_japanese_join(const struct reading_ask *ask, const struct reading_cuts *cuts, struct reading_word *ret_word,
                          struct seki_err *err)
{
    struct ranks whole = {0};
    bool is_new = false;
    *ret_word = (struct reading_word){.source = ask->name->core, .kind = TOKEN_READING};
    if (ask->is_person || !can_join(ask->name))
        return 0;
    TRY(add(ask->arena, &whole, STR(""), err));
    for (size_t i = 0; i < ask->name->n_tokens; i++) {
        const struct name_token *token = &ask->name->tokens[i];
        struct ranks part = {0};
        if (token->kind == TOKEN_LEGAL_FORM)
            continue;
        if (token->kind == TOKEN_NUMBER)
            TRY(read_number(ask->arena, token->text, &part, err));
        else if ((unsigned char)token->text.p[0] < 0x80)
            TRY(read_latin(ask->arena, token->text, &part, err));
        else
            TRY(take_word(ask->arena, &cuts[i], &part, err));
        is_new |= whole.v[0].text.n > 0 || part.n > 1;
        TRY(combine(ask->arena, &whole, &part, MOST, err));
        if (whole.n == 0)
            return 0;
    }
    for (size_t i = 0; is_new && i < whole.n; i++)
        TRY(reading_spell(ask, ret_word, whole.v[i].text, READING_SOUND, err));
    return 0;
}
