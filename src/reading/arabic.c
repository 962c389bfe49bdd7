/*
 * reading/arabic.c - names in Arabic letters: Arabic, Persian, Urdu, Pashto.
 *
 *   نمر             *nmr                          vowels are not written; reading/alike.c does not ask for them
 *   محمد            muhammad, mehmed              but of the usual names they are known (arabic_names.def)
 *   التكريتي        al (generic) | *tkryty        or joined: *'ltkryty, *'tkryty (at-Tikriti)
 *   عبد الرحمن      *'bd, *'bd'l | al | *rhmn     or joined: *'bd'lrhmn, *'bd'rhmn (Abdulrahman, Abdurrahman)
 *   عزيز الرحمن     *'zyz | al | *rhmn            or joined: *'zyz'lrhmn, *'zyz'rhmn (Azizurrahman)
 *   عبد الله        *'bd'llh                      always joined
 *
 * HOW IT WORKS. Three renderings at most: with words and articles apart, with each article joined to its word, and with
 * the words joined that writers of Latin letters join. So each token has three cuts at most, one for each rendering; a
 * token that is joined to the one behind has an empty cut, for its letters stand in the other's.
 */
#include "reading/alphabet_int.h"

#include "base/utf8.h"

#define MARK "*"

enum { WAY_APART, WAY_WHOLE, WAY_JOINED, WAYS };

static const struct str ARTICLE = {"ال", 4}, ABD = {"عبد", 6}, ABD_AL = {"عبدال", 10}, AL_DIN = {"الدين", 10};
static const struct str ALLAH[] = {{"الله", 8}, {"اله", 6}};

/* Words that writers join to the next, and those that they join to the one in front, beside all with an article. */
static const struct str JOINING[] = {{"عبد", 6}, {"ابو", 6}, {"ابي", 6}, {"ابا", 6},
                                     {"بن", 4},  {"ابن", 6}, {"بو", 4},  {"ام", 4}};
static const struct str JOINED[] = {{"الله", 8}, {"اله", 6}, {"زاده", 8}, {"پور", 6}, {"نژاد", 8}};

/* Words whose vowels are known. */
static const struct {
    struct str text;
    const char *spelling;
} NAMES[] = {
#define NAME(text, spelling) {{text, sizeof(text) - 1}, spelling},
#include "reading/arabic_names.def"
#undef NAME
};

/* Letters that take the l of the article into themselves: ar-Rahman. */
static bool is_sun(uint32_t c)
{
    static const uint32_t SUN[] = {U'ت', U'ث', U'د', U'ذ', U'ر', U'ز', U'س', U'ش', U'ص', U'ض', U'ط', U'ظ', U'ل', U'ن'};
    for (size_t i = 0; i < ARRAY_LEN(SUN); i++)
        if (SUN[i] == c)
            return true;
    return false;
}

static bool is_allah(struct str word)
{
    return str_find_word(ALLAH, ARRAY_LEN(ALLAH), word, &(size_t){0});
}

static bool has_article(struct str word)
{
    enum { LEAST = 4 }; /* letters; الف is no article with ف */
    return str_starts(word, ARTICLE) && !is_allah(word) && utf8_count(word) >= LEAST;
}

/* Are the words written as one by some? */
static bool is_pair(struct str first, struct str second)
{
    return str_find_word(JOINING, ARRAY_LEN(JOINING), first, &(size_t){0}) ||
           str_find_word(JOINED, ARRAY_LEN(JOINED), second, &(size_t){0}) ||
           (has_article(second) && !has_article(first));
}

static bool is_arabic(const struct name_token *token)
{
    struct str text = token->text;
    return token->kind != TOKEN_LEGAL_FORM && alphabet_of(utf8_next(&text)) == ARABIC;
}

/* Is token `i` joined to the one in front? Pairs are made from the front on. */
static bool is_joined(const struct folded_name *name, size_t i)
{
    bool joined = false;
    for (size_t k = 1; k <= i; k++) {
        const struct name_token *a = &name->tokens[k - 1], *b = &name->tokens[k];
        joined = !joined && is_arabic(a) && is_arabic(b) && is_pair(a->text, b->text);
    }
    return joined;
}

/* Letters of one word; the one it begins with may be any vowel. */
static bool spell(struct alphabet_text *text, struct str word, unsigned variant)
{
    struct str rest = word;
    if (utf8_next(&rest) == U'ا') {
        if (!alphabet_add(text, "'"))
            return false;
        word = rest;
    }
    return alphabet_spell(text, word, variant);
}

static int add_spelling(const struct reading_ask *ask, struct reading_word *word, const struct alphabet_text *text,
                        struct seki_err *err)
{
    return reading_spell(ask, word, (struct str){text->text, text->n}, READING_LETTERS, err);
}

/* The word behind `front` (spelled, with the mark): with its article, and with the l of the article taken in. */
static int spell_behind(const struct reading_ask *ask, struct reading_word *word, const struct alphabet_text *front,
                        struct str part, struct seki_err *err)
{
    bool article = has_article(part);
    struct str bare = article ? str_from(part, ARTICLE.n) : part, rest = bare;
    bool sun = article && is_sun(utf8_next(&rest));
    for (unsigned variant = 0; variant < ALPHABET_VARIANTS; variant++) {
        struct alphabet_text plain = *front, taken_in = *front;
        if (alphabet_add(&plain, article ? "'l" : "") && spell(&plain, bare, variant))
            TRY(add_spelling(ask, word, &plain, err));
        if (sun && alphabet_add(&taken_in, "'") && spell(&taken_in, bare, variant))
            TRY(add_spelling(ask, word, &taken_in, err));
    }
    return 0;
}

/* ة in front of another word is heard as t; the folding has made it ه. */
static int spell_construct(const struct reading_ask *ask, struct reading_word *word, struct str part,
                           struct seki_err *err)
{
    const struct folded_name *name = ask->name;
    struct alphabet_text text = {.n = 0};
    bool is_last = ask->token == &name->tokens[name->n_tokens - 1];
    if (is_last || !str_ends(part, STR("ه")) || part.n <= 4)
        return 0;
    if (alphabet_add(&text, MARK) && spell(&text, str_sub(part, 0, part.n - 2), 0) && alphabet_add(&text, "t"))
        return add_spelling(ask, word, &text, err);
    return 0;
}

/* The spellings of a word whose vowels are known. */
static int spell_name(const struct reading_ask *ask, struct reading_word *word, struct str part, struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        if (str_eq(NAMES[i].text, part))
            TRY(reading_spell(ask, word, str_c(NAMES[i].spelling), READING_LETTERS, err));
    return 0;
}

/* One word of a cut. */
static int add_word(const struct reading_ask *ask, struct reading_cut *cut, struct str part, struct seki_err *err)
{
    struct alphabet_text mark = {.n = 0};
    struct reading_word *word = reading_word_add(ask, cut, part);
    TRY_MEM(word, err);
    TRY(spell_name(ask, word, part, err));
    if (word->spellings.n)
        return 0;
    (void)alphabet_add(&mark, MARK);
    TRY(spell_behind(ask, word, &mark, part, err));
    return spell_construct(ask, word, part, err);
}

static int add_article(const struct reading_ask *ask, struct reading_cut *cut, struct seki_err *err)
{
    struct reading_word *word = reading_word_add(ask, cut, STR("al"));
    TRY_MEM(word, err);
    word->kind = TOKEN_GENERIC;
    return 0;
}

/* abd and abdul. */
static int add_abd(const struct reading_ask *ask, struct reading_cut *cut, struct str part, struct seki_err *err)
{
    struct reading_word *word = reading_word_add(ask, cut, part);
    TRY_MEM(word, err);
    TRY(reading_spell(ask, word, STR(MARK "'bd"), READING_LETTERS, err));
    return reading_spell(ask, word, STR(MARK "'bd'l"), READING_LETTERS, err);
}

/* The token alone, its article apart. */
static int add_apart(const struct reading_ask *ask, struct reading_cut *cut, struct seki_err *err)
{
    struct str text = ask->token->text;
    if (str_starts(text, ABD_AL) && text.n > ABD_AL.n && !is_allah(str_from(text, ABD.n))) {
        TRY(add_abd(ask, cut, ABD, err));
        TRY(add_article(ask, cut, err));
        return add_word(ask, cut, str_from(text, ABD_AL.n), err);
    }
    if (str_eq(text, ABD))
        return add_abd(ask, cut, text, err);
    if (!has_article(text))
        return add_word(ask, cut, text, err);
    TRY(add_article(ask, cut, err));
    return add_word(ask, cut, str_from(text, ARTICLE.n), err);
}

/* `before` and the word behind it as one. */
static int add_joined(const struct reading_ask *ask, struct reading_cut *cut, struct str before, struct str text,
                      struct seki_err *err)
{
    struct alphabet_text front = {.n = 0};
    struct str source = {before.p, (size_t)(text.p + text.n - before.p)}; /* both are slices of one key */
    struct reading_word *word = reading_word_add(ask, cut, source);
    TRY_MEM(word, err);
    if (!alphabet_add(&front, MARK) || (before.n && !spell(&front, before, 0)))
        return 0;
    return spell_behind(ask, word, &front, text, err);
}

/* The token in one word, whatever it has. */
static int add_whole(const struct reading_ask *ask, struct reading_cut *cut, struct seki_err *err)
{
    struct str text = ask->token->text, before = {text.p, 0};
    if (str_starts(text, ABD_AL))
        before.n = ABD.n;
    else if (str_ends(text, AL_DIN))
        before.n = text.n - AL_DIN.n;
    return add_joined(ask, cut, before, str_from(text, before.n), err);
}

static bool is_readable(struct str word)
{
    struct alphabet_text text = {.n = 0};
    return spell(&text, word, 0);
}

/* Is the token, in one word, another than apart? */
static bool has_whole(struct str text)
{
    return has_article(text) || str_starts(text, ABD_AL) || (str_ends(text, AL_DIN) && text.n > AL_DIN.n);
}

/* The cut of the token in rendering `way`. */
static int add_way(const struct reading_ask *ask, struct reading_cuts *cuts, unsigned way, struct seki_err *err)
{
    const struct folded_name *name = ask->name;
    size_t i = (size_t)(ask->token - name->tokens);
    struct str text = ask->token->text;
    bool is_first = i + 1 < name->n_tokens && is_joined(name, i + 1), is_second = is_joined(name, i);
    bool is_always = (is_first && is_allah(name->tokens[i + 1].text)) || (is_second && is_allah(text));
    struct reading_cut *cut = reading_cut_add(ask, cuts);
    TRY_MEM(cut, err);
    if ((is_first || is_second) && (is_always || way == WAY_JOINED))
        return is_first ? 0 : add_joined(ask, cut, ask->token[-1].text, text, err);
    return way == WAY_APART || !has_whole(text) ? add_apart(ask, cut, err) : add_whole(ask, cut, err);
}

/* How many renderings the name needs. */
static unsigned count_ways(const struct folded_name *name)
{
    unsigned n = 1;
    for (size_t i = 0; i < name->n_tokens; i++) {
        if (is_joined(name, i))
            return WAYS;
        if (is_arabic(&name->tokens[i]) && has_whole(name->tokens[i].text))
            n = WAY_WHOLE + 1;
    }
    return n;
}

int reading_arabic(const struct reading_ask *ask, struct reading_cuts *cuts, struct seki_err *err)
{
    if (!is_arabic(ask->token) || !is_readable(ask->token->text))
        return 0;
    for (unsigned way = 0, n = count_ways(ask->name); way < n; way++)
        TRY(add_way(ask, cuts, way, err));
    return 0;
}
