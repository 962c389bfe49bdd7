/*
 * reading/japanese.c - Japanese names in Han characters, with or without kana: persons, and the doors for others.
 *
 *   山田太郎    ──>  山田 {yamada, yamata} | 太郎 {taro}      山 {yama} | 田太郎 {tataro}
 *   山田 太郎   ──>  山田 {yamada, yamata} | 太郎 {taro}
 *   佐藤さき子  ──>  佐藤 {sato} | さき子 {sakiko}
 *
 * HOW IT WORKS. Where a blank was written the name is cut there. Else each place is tried, and the cuts are kept whose
 * two parts together are likely enough against the best: how likely a part is comes from the table (japanese_int.h),
 * whether it is a name that is known or one put together of characters.
 */
#include "reading/japanese_int.h"
#include "reading/reading_int.h"

#include "base/utf8.h"

enum {
    CUTS = 4,
    CUT_MARGIN = 12 * JAPANESE_UNIT, /* a cut that is rarer than this against the best is none */
    UNUSUAL = 6 * JAPANESE_UNIT,     /* a person has a family and a given name */
    PART_MAX = JAPANESE_WORD_MAX,
    SPELLING_BYTES = READING_KEY_BYTES * 2,
};

int reading_japanese_spell(const struct reading_ask *ask, struct reading_word *word, struct str piece,
                           enum reading_role role, struct seki_err *err)
{
    struct japanese_spelling spellings[READING_SPELLINGS];
    char text[SPELLING_BYTES];
    int n = japanese_spell(ask->arena, piece, role, spellings, READING_SPELLINGS, err);
    for (int i = 0; i < n; i++) {
        struct str hepburn = {text, reading_hepburn(spellings[i].kana, spellings[i].n, text)};
        TRY(reading_spell(ask, word, hepburn, READING_SOUND, err));
    }
    return n;
}

int reading_japanese_cut(const struct reading_ask *ask, struct str piece, struct str ret[READING_CUT_WORDS],
                         struct seki_err *err)
{
    size_t ends[JAPANESE_RUN_MAX], from = 0;
    _Static_assert((int)JAPANESE_RUN_MAX <= (int)READING_CUT_WORDS, "a word has a character at least");
    int n = japanese_cut(ask->arena, piece, ends, err);
    for (int i = 0; i < n; i++) {
        ret[i] = str_sub(piece, from, ends[i] - from);
        from = ends[i];
    }
    return n;
}

/* Can a Japanese reader read it: Han characters, perhaps with kana? */
static bool is_japanese(struct str text)
{
    bool has_han = false;
    while (text.n) {
        uint32_t c = utf8_next(&text);
        bool is_han = c >= 0x3400 && (c < 0xA000 || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000);
        if (!is_han && (c < 0x3041 || c > 0x30FF) && c != 0x3005 && c != 0x3007)
            return false;
        has_han |= is_han;
    }
    return has_han;
}

/* One way to cut: where the given name begins, in bytes; 0 or all = one part. */
struct cut {
    size_t at;
    unsigned cost;
};

/* Put a cut in its place among the best. */
static void keep(struct cut *cuts, size_t *n, struct cut cut)
{
    if (*n == CUTS && cuts[CUTS - 1].cost <= cut.cost)
        return;
    size_t i = *n < CUTS ? (*n)++ : CUTS - 1;
    for (; i > 0 && cuts[i - 1].cost > cut.cost; i--)
        cuts[i] = cuts[i - 1];
    cuts[i] = cut;
}

/* Cost of the likeliest reading; UINT_MAX if it has none. */
static int best_cost(const struct reading_ask *ask, struct str piece, enum reading_role role, unsigned *ret_cost,
                     struct seki_err *err)
{
    struct japanese_spelling best;
    int n = utf8_count(piece) <= PART_MAX ? japanese_spell(ask->arena, piece, role, &best, 1, err) : 0;
    TRY(n);
    *ret_cost = n ? best.cost : UINT32_MAX;
    return 0;
}

static int find_cuts(const struct reading_ask *ask, struct cut *cuts, size_t *ret_n, struct seki_err *err)
{
    struct str run = ask->token->text, rest = run;
    unsigned family, given;
    *ret_n = 0;
    TRY(best_cost(ask, run, READING_FAMILY, &family, err));
    TRY(best_cost(ask, run, READING_GIVEN, &given, err));
    unsigned whole = family < given ? family : given;
    if (whole != UINT32_MAX)
        keep(cuts, ret_n, (struct cut){run.n, whole + (ask->name->n_tokens > 1 ? 0 : UNUSUAL + whole)});
    for ((void)utf8_next(&rest); rest.n; (void)utf8_next(&rest)) {
        size_t at = run.n - rest.n;
        TRY(best_cost(ask, str_sub(run, 0, at), READING_FAMILY, &family, err));
        if (family != UINT32_MAX)
            TRY(best_cost(ask, rest, READING_GIVEN, &given, err));
        if (family != UINT32_MAX && given != UINT32_MAX)
            keep(cuts, ret_n, (struct cut){at, family + given});
    }
    return 0;
}

static int add_part(const struct reading_ask *ask, struct reading_cut *cut, struct str part,
                    const enum reading_role *roles, struct seki_err *err)
{
    struct reading_word *word = reading_word_add(ask, cut, part);
    TRY_MEM(word, err);
    TRY(reading_japanese_spell(ask, word, part, roles[0], err));
    if (roles[1] != roles[0])
        TRY(reading_japanese_spell(ask, word, part, roles[1], err));
    return 0;
}

static const enum reading_role FAMILY[2] = {READING_FAMILY, READING_FAMILY}, GIVEN[2] = {READING_GIVEN, READING_GIVEN},
                               EITHER[2] = {READING_GIVEN, READING_FAMILY}, WORD[2] = {READING_WORD, READING_WORD};

static int add_cut(const struct reading_ask *ask, struct reading_cuts *cuts, size_t at, struct seki_err *err)
{
    struct str run = ask->token->text;
    struct reading_cut *cut = reading_cut_add(ask, cuts);
    TRY_MEM(cut, err);
    if (at == run.n)
        return add_part(ask, cut, run, EITHER, err);
    TRY(add_part(ask, cut, str_sub(run, 0, at), FAMILY, err));
    return add_part(ask, cut, str_from(run, at), GIVEN, err);
}

/* As it was written: the family name, then others. */
static int cut_at_blanks(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    struct str rest = ask->token->text, part = {rest.p, 0};
    struct reading_cut *cut = reading_cut_add(ask, cuts);
    TRY_MEM(cut, err);
    for (unsigned i = 0; rest.n; i++) {
        if (i < 64 && (ask->token->cuts >> i & 1)) {
            TRY(add_part(ask, cut, part, cut->words.n ? GIVEN : FAMILY, err));
            part = (struct str){rest.p, 0};
        }
        (void)utf8_next(&rest);
        part.n = (size_t)(rest.p - part.p);
    }
    return add_part(ask, cut, part, GIVEN, err);
}

/* An organisation: the whole as one word, for kana have no blanks; and word by word. */
static int cut_organisation(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    struct str run = ask->token->text, words[READING_CUT_WORDS];
    int n = reading_japanese_cut(ask, run, words, err);
    TRY(n);
    for (int whole = 1; whole >= 0; whole--) {
        if (n == 0 || (n == 1 && !whole))
            continue;
        struct reading_cut *cut = reading_cut_add(ask, cuts);
        TRY_MEM(cut, err);
        for (int i = 0; i < (whole ? 1 : n); i++)
            TRY(add_part(ask, cut, whole ? run : words[i], WORD, err));
    }
    return 0;
}

static int cut_person(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    struct cut found[CUTS];
    size_t n;
    if (ask->token->cuts)
        return cut_at_blanks(ask, cuts, err);
    TRY(find_cuts(ask, found, &n, err));
    for (size_t i = 0; i < n; i++)
        if (found[i].cost <= found[0].cost + CUT_MARGIN)
            TRY(add_cut(ask, cuts, found[i].at, err));
    return 0;
}

int reading_japanese(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    if (!is_japanese(ask->token->text))
        return 0;
    return ask->is_person ? cut_person(ask, cuts, err) : cut_organisation(ask, cuts, err);
}
