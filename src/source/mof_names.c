/* source/mof_names.c - the two name columns of source/mof_int.h, and spellings in brackets. */
#include "base/utf8.h"
#include "source/mof_int.h"
#include "source/workbook.h"
#include "text/name.h"

enum { WORDS_MAX = 16, SPELLINGS_MAX = 8, VARIANTS_MAX = 16 };

struct str mof_without_quotes(struct str text)
{
    static const char *const PAIRS[][2] = {{"「", "」"}, {"“", "”"}, {"”", "”"}, {"\"", "\""}, {"『", "』"}};
    for (size_t i = 0; i < ARRAY_LEN(PAIRS); i++) {
        struct str open = str_c(PAIRS[i][0]), close = str_c(PAIRS[i][1]);
        if (text.n > open.n + close.n && str_starts(text, open) && str_ends(text, close))
            return str_sub(text, open.n, text.n - open.n - close.n);
    }
    return text;
}

int mof_add_split(struct party_build *build, struct str text, enum party_name_kind kind, struct seki_err *err)
{
    struct str_list names, weak;
    enum party_name_kind part_kind = kind == PARTY_NAME_PRIMARY ? PARTY_NAME_ALIAS : kind;
    TRY(name_split(build->arena, text, &names, &weak, err));
    /* The whole of "ラジャ（Radja）" is no name: two names stand there. */
    size_t from = names.n >= 3 && mof_is_japanese(names.v[1]) != mof_is_japanese(names.v[2]) ? 1 : 0;
    for (size_t i = from; i < names.n; i++)
        TRY(party_build_name(build, mof_without_quotes(names.v[i]), i ? part_kind : kind, err));
    for (size_t i = 0; i < weak.n; i++)
        TRY(party_build_name(build, mof_without_quotes(weak.v[i]), PARTY_NAME_WEAK, err));
    return 0;
}

/* -- "Pavel (Pavlo) KRYLLO (KRILLO)" -- */

struct word {
    struct str spellings[SPELLINGS_MAX];
    size_t n;
    bool is_dot; /* joined to the word before by "・", not by a blank */
};

struct words {
    struct word v[WORDS_MAX];
    size_t n;
};

static const struct str DOT = {"・", 3};

/* Spellings between the brackets: "Alexander/Oleksandr", "TYTSKY, TYTSKYY". */
static void take_spellings(struct word *word, struct str inner)
{
    struct str part, half;
    if (str_starts(inner, STR("旧姓:")))
        inner = str_from(inner, STR("旧姓:").n);
    while (str_split(&inner, STR(","), &part))
        while (str_split(&part, STR("/"), &half))
            if (str_trim(half).n && !str_eq(str_trim(half), STR("nee")) && word->n < SPELLINGS_MAX)
                word->spellings[word->n++] = str_trim(half);
}

/* Split a narrow name into words with their spellings. False when it has another form (several words in brackets). */
static bool split_words(struct str text, struct words *ret_words)
{
    bool is_dot = false;
    ret_words->n = 0;
    while ((text = str_trim(text)).n) {
        if (text.p[0] == '(') {
            size_t close = str_find_char(text, ')', 0);
            if (close == SIZE_MAX || !ret_words->n)
                return false;
            take_spellings(&ret_words->v[ret_words->n - 1], str_sub(text, 1, close - 1));
            text = str_from(text, close + 1);
            continue;
        }
        if (str_starts(text, DOT)) {
            is_dot = true;
            text = str_from(text, DOT.n);
            continue;
        }
        size_t n = 0;
        while (n < text.n && text.p[n] != ' ' && text.p[n] != '(' && !str_starts(str_from(text, n), DOT))
            n++;
        if (ret_words->n == WORDS_MAX)
            return false;
        ret_words->v[ret_words->n++] = (struct word){.spellings = {str_sub(text, 0, n)}, .n = 1, .is_dot = is_dot};
        is_dot = false;
        text = str_from(text, n);
    }
    return ret_words->n > 0;
}

/* The choice-th combination; *choice becomes what is left, 0 for a real one. */
static int join_words(struct arena *arena, const struct words *words, size_t *choice, struct str *ret_name,
                      struct seki_err *err)
{
    struct str name = STR_NULL;
    for (size_t i = 0; i < words->n; i++) {
        const struct word *word = &words->v[i];
        struct str spelling = word->spellings[*choice % word->n];
        *choice /= word->n;
        name = i ? arena_printf(arena, "%.*s%s%.*s", STR_ARG(name), word->is_dot ? "・" : " ", STR_ARG(spelling))
                 : spelling;
        TRY_MEM(name.p, err);
    }
    *ret_name = name;
    return 0;
}

int mof_add_variants(struct party_build *build, struct str text, struct seki_err *err)
{
    struct words words;
    struct str narrow;
    TRY(mof_narrow(build->arena, text, &narrow, err));
    if (str_find_char(narrow, '(', 0) == SIZE_MAX || !split_words(narrow, &words))
        return 0;
    for (size_t i = 0; i < VARIANTS_MAX; i++) {
        struct str name;
        size_t choice = i;
        TRY(join_words(build->arena, &words, &choice, &name, err));
        if (choice)
            break;
        TRY(party_build_name(build, name, PARTY_NAME_ALIAS, err));
    }
    return 0;
}

/* -- 日本語表記, 英語表記 -- */

/* Without colons and blanks at both ends. */
static struct str trim_colons(struct str text)
{
    static const struct str wide = {"：", 3};
    for (;;) {
        text = str_trim(text);
        if (str_starts(text, STR(":")))
            text = str_from(text, 1);
        else if (str_starts(text, wide))
            text = str_from(text, wide.n);
        else if (str_ends(text, STR(":")))
            text.n--;
        else if (str_ends(text, wide))
            text.n -= wide.n;
        else
            return text;
    }
}

/* "X (original script: Y)" and "X (Y:original script)". */
int mof_take_original(struct party_build *build, struct str *text, struct seki_err *err)
{
    static const struct str mark = {"original script", 15};
    size_t at = str_find(*text, mark, 0), open = 0, inner = 0;
    if (at == SIZE_MAX)
        return 0;
    for (size_t i = 0; i < at; i++) {
        bool is_wide = str_starts(str_from(*text, i), STR("（"));
        if (text->p[i] == '(' || is_wide) {
            open = i;
            inner = i + (is_wide ? 3 : 1);
        }
    }
    struct str before = trim_colons(str_sub(*text, inner, at - inner)), after = str_from(*text, at + mark.n);
    size_t narrow = str_find_char(after, ')', 0), wide = str_find(after, STR("）"), 0);
    after = trim_colons(str_sub(after, 0, narrow < wide ? narrow : wide));
    *text = str_trim(str_sub(*text, 0, open));
    return party_build_name(build, after.n ? after : before, PARTY_NAME_ALIAS, err);
}

static bool has_mark(struct str text)
{
    return str_has(text, STR("k.a.")) || str_has(text, STR("known as")) || str_has(text, STR("別称")) ||
           str_has(text, STR("旧称")) || str_has(text, STR("別名"));
}

/* "X（a.k.a. Y）": X is a name, the bracket is read like an alias cell. */
static int split_marked(struct party_build *build, struct str text, struct seki_err *err)
{
    struct str narrow;
    TRY(mof_narrow(build->arena, text, &narrow, err));
    size_t open = str_find_char(narrow, '(', 0);
    if (open == SIZE_MAX)
        return 0;
    TRY(party_build_name(build, str_sub(narrow, 0, open), PARTY_NAME_ALIAS, err));
    return mof_add_aliases(build, str_from(narrow, open), PARTY_NAME_ALIAS, err);
}

static int add_cell(struct party_build *build, struct str cell, bool is_person, struct seki_err *err)
{
    struct str text;
    TRY(workbook_squeeze(build->arena, cell, &text, err));
    if (mof_is_blank(text))
        return 0;
    TRY(mof_take_original(build, &text, err));
    TRY(party_build_name(build, text, PARTY_NAME_PRIMARY, err));
    if (has_mark(text))
        return split_marked(build, text, err);
    return is_person ? mof_add_variants(build, text, err) : mof_add_split(build, text, PARTY_NAME_PRIMARY, err);
}

/* "A社（A）、B社（B）" beside "A CO（A）、 B CO（B）": the same number of parts in both, so they are names of their
 * own. */
static int add_parts(struct party_build *build, struct str ja, struct str en, struct seki_err *err)
{
    static const struct str comma = {"、", 3};
    struct str cells[] = {ja, en}, part;
    size_t n[2] = {0, 0};
    for (size_t i = 0; i < 2; i++)
        for (struct str rest = cells[i]; str_split(&rest, comma, &part);)
            n[i]++;
    if (n[0] != n[1] || n[0] < 2)
        return 0;
    for (size_t i = 0; i < 2; i++) {
        for (struct str rest = cells[i]; str_split(&rest, comma, &part);) {
            TRY(workbook_squeeze(build->arena, part, &part, err));
            TRY(mof_add_split(build, part, PARTY_NAME_ALIAS, err));
        }
    }
    return 0;
}

int mof_add_names(struct party_build *build, struct str ja, struct str en, bool is_person, struct seki_err *err)
{
    TRY(add_cell(build, ja, is_person, err));
    TRY(add_cell(build, en, is_person, err));
    return add_parts(build, ja, en, err);
}
