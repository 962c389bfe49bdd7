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

/* Itself, and by the names of its letters if it is short. */
static int read_latin(struct arena *arena, struct str word, struct ranks *ret, struct seki_err *err)
{
    struct ranks names = {0};
    TRY(add(arena, ret, word, err));
    TRY(add(arena, &names, STR(""), err));
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] < 'a' || word.p[i] > 'z' || word.n > LETTERS_MAX)
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

/* 24 ──> 二十四 ──> nijuyon */
static int read_number(const struct reading_ask *ask, struct str digits, struct ranks *ret, struct seki_err *err)
{
    static const char *const DIGITS[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, *const TENS[] = {
                                                                                                        "千", "百",
                                                                                                        "十", ""};
    struct japanese_spelling spellings[NUMBER_WAYS];
    char text[TEXT_MAX];
    size_t n = 0;
    uint64_t value;
    if (!str_to_u64(digits, &value) || value == 0 || value > NUMBER_MAX)
        return 0;
    unsigned power = 1000;
    for (size_t i = 0; i < ARRAY_LEN(TENS); i++, power /= 10) {
        unsigned digit = (unsigned)value / power % 10;
        const char *const parts[] = {digit == 1 && power > 1 ? "" : DIGITS[digit], digit ? TENS[i] : ""};
        for (size_t k = 0; k < ARRAY_LEN(parts); k++) {
            memcpy(text + n, parts[k], strlen(parts[k]));
            n += strlen(parts[k]);
        }
    }
    int found = japanese_spell(ask->arena, (struct str){text, n}, READING_WORD, spellings, NUMBER_WAYS, err);
    for (int i = 0; i < found; i++) {
        struct str spelled = {text, reading_hepburn(spellings[i].kana, spellings[i].n, text)};
        if (spelled.n <= TEXT_MAX)
            TRY(add(ask->arena, ret, spelled, err));
    }
    return found < 0 ? found : 0;
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
            TRY(read_number(ask, token->text, &part, err));
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
