/*
 * screen/prepare.c - from a name to weighed words.
 *
 *   "Al Noor Trading LLC"  ──>  al 0.60, noor 1.00, trading 0.35 (generic); legal form: llc
 */
#include "base/utf8.h"
#include "reading/reading.h"
#include "screen/screen_int.h"

#include <string.h>

/* Particles of personal names: they come and go between spellings. */
static bool is_particle(struct str word)
{
    static const char *const PARTICLES[] = {"abd", "al",  "bin", "bint", "da",  "de",  "del", "della", "den",  "der",
                                            "di",  "dos", "du",  "el",   "ibn", "ben", "la",  "le",    "ould", "ud",
                                            "ul",  "ur",  "van", "von",  "y",   "e",   "wa",  "as",    "ad",   "ar"};
    for (size_t i = 0; i < ARRAY_LEN(PARTICLES); i++)
        if (str_eq(str_c(PARTICLES[i]), word))
            return true;
    return false;
}

static bool is_patronymic(struct str word)
{
    static const char *const ENDINGS[] = {"ovich", "evich", "ovna", "evna", "ович", "евич", "овна", "евна"};
    for (size_t i = 0; i < ARRAY_LEN(ENDINGS); i++)
        if (word.n > strlen(ENDINGS[i]) + 2 && str_ends(word, str_c(ENDINGS[i])))
            return true;
    return false;
}

/* II to IX in names of other than persons are numbers; I, V and X are letters too often. */
static bool is_roman(struct str word)
{
    static const char *const NUMERALS[] = {"ii", "iii", "iv", "vi", "vii", "viii", "ix"};
    for (size_t i = 0; i < ARRAY_LEN(NUMERALS); i++)
        if (str_eq(word, str_c(NUMERALS[i])))
            return true;
    return false;
}

static double word_weight(uint32_t n_chars)
{
    if (n_chars <= 2)
        return WEIGHT_WORD_2;
    if (n_chars == 3)
        return WEIGHT_WORD_3;
    return n_chars <= 5 ? WEIGHT_WORD_5 : n_chars <= 7 ? WEIGHT_WORD_7 : WEIGHT_WORD_LONG;
}

void screen_weigh(struct screen_token *token, bool is_person)
{
    /* A reading word weighs what its likeliest spelling does. */
    struct str text = token->kind == TOKEN_READING ? reading_first(token->text) : token->text;
    if (token->n_chars == 0 || token->kind == TOKEN_READING)
        token->n_chars = (uint32_t)utf8_count(text);
    if (token->kind == TOKEN_GENERIC)
        token->weight = token->n_chars <= ARTICLE_LETTERS && !token->is_cjk ? WEIGHT_ARTICLE : WEIGHT_GENERIC;
    else if (token->kind == TOKEN_NUMBER)
        token->weight = WEIGHT_NUMBER;
    else if (token->kind == TOKEN_INITIAL)
        token->weight = WEIGHT_INITIAL;
    else if (token->is_cjk)
        token->weight = WEIGHT_CJK_CHAR * token->n_chars;
    else if (is_person && is_particle(text))
        token->weight = WEIGHT_PARTICLE;
    else if (is_person && is_patronymic(text))
        token->weight = WEIGHT_PATRONYMIC;
    else
        token->weight = word_weight(token->n_chars);
}

static bool is_han(struct str source)
{
    uint32_t c = utf8_next(&source);
    return c >= 0x3400 && !(c >= 0xAC00 && c <= 0xD7A3);
}

static void add_token(struct screen_name *name, struct screen_token token)
{
    if (token.kind == TOKEN_LEGAL_FORM) {
        if (name->n_legal < SCREEN_TOKENS)
            name->legal[name->n_legal++] = token.text;
        return;
    }
    if (name->n_tokens == SCREEN_TOKENS)
        return;
    if (!name->is_person && token.kind == TOKEN_WORD && is_roman(token.text))
        token.kind = TOKEN_NUMBER;
    if (token.kind == TOKEN_READING) {
        name->is_reading = true;
        name->is_han |= is_han(reading_source(token.text));
    }
    screen_weigh(&token, name->is_person);
    name->total += token.weight;
    name->tokens[name->n_tokens++] = token;
}

/* A name of legal forms only ("Limited") is compared by them. */
static void use_legal(struct screen_name *name)
{
    for (uint32_t i = 0; i < name->n_legal; i++)
        add_token(name, (struct screen_token){.text = name->legal[i], .kind = TOKEN_GENERIC});
    name->n_legal = 0;
}

static void start(struct screen_name *name, bool is_person)
{
    /* Token arrays are not cleared: only the first n_tokens count, and this runs for each candidate. */
    name->is_person = is_person;
    name->is_weak = name->is_reading = name->is_han = false;
    name->whole = NULL;
    name->n_tokens = name->n_legal = 0;
    name->total = 0;
}

void screen_name_set(struct screen_name *name, const struct folded_name *folded, struct str text, bool is_person)
{
    start(name, is_person);
    name->text = text;
    name->key = folded->key;
    for (size_t i = 0; i < folded->n_tokens; i++) {
        const struct name_token *token = &folded->tokens[i];
        add_token(name, (struct screen_token){.text = token->text,
                                              .kind = token->kind,
                                              .is_cjk = token->is_cjk,
                                              .is_common = token->is_common});
    }
    if (name->n_tokens == 0)
        use_legal(name);
}

static bool load_row(struct screen_name *name, const struct list_index *index, const struct list_name *row,
                     bool is_person)
{
    start(name, is_person);
    name->text = row->text;
    name->key = row->key;
    name->is_weak = row->is_weak;
    for (uint32_t i = 0; i < row->n_tokens; i++) {
        struct list_token token;
        if (!list_index_token(index, row->first_token + i, &token) || token.text.n == 0)
            return false;
        add_token(name, (struct screen_token){.text = token.text,
                                              .kind = token.kind,
                                              .is_cjk = token.is_cjk,
                                              .is_common = token.is_common,
                                              .n_chars = token.n_chars});
    }
    if (name->n_tokens == 0)
        use_legal(name);
    return name->n_tokens > 0;
}

bool screen_name_load(struct screen_loaded *loaded, const struct list_index *index, uint32_t i, bool is_person)
{
    if (!list_index_name(index, i, &loaded->row) || !load_row(&loaded->name, index, &loaded->row, is_person))
        return false;
    if (loaded->row.is_reading)
        return true;
    /* The row of the whole name stands before those of its parts. */
    struct list_name row = loaded->row;
    while (row.is_part)
        if (i == 0 || !list_index_name(index, --i, &row))
            return true;
    if (loaded->row.is_part && load_row(&loaded->whole, index, &row, is_person))
        loaded->name.whole = &loaded->whole;
    return true;
}

/* ---- the names that are asked ---- */

static bool is_known(const struct screen_names *names, const struct folded_name *folded, bool is_person)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->v[i]->is_person == is_person && str_eq(names->v[i]->key, folded->key))
            return true;
    return false;
}

static int add_name(struct arena *arena, struct screen_names *names, struct screen_name *name,
                    const struct folded_name *folded, struct seki_err *err)
{
    if (names->n == names->cap) {
        size_t cap = names->cap ? names->cap * 2 : 8;
        struct screen_name **v = ARENA_ARRAY(arena, cap, struct screen_name *);
        struct folded_name *all = ARENA_ARRAY(arena, cap, struct folded_name);
        if (!v || !all)
            return err_oom(err);
        if (names->n) {
            memcpy(v, names->v, names->n * sizeof(struct screen_name *));
            memcpy(all, names->folded, names->n * sizeof(*all));
        }
        names->v = v;
        names->folded = all;
        names->cap = cap;
    }
    names->folded[names->n] = *folded;
    names->v[names->n++] = name;
    return 0;
}

struct spelling {
    const struct text_tools *tools;
    struct str whole, text;
    bool is_person, is_part, is_weak;
    const struct screen_name *wholes[2]; /* folded as another name and as a person's */
};

/* Its renderings in Latin letters, if it is of another script. */
static int add_renderings(struct arena *arena, const struct spelling *spelling, const struct folded_name *folded,
                          struct screen_names *names, struct seki_err *err)
{
    struct renderings renderings;
    TRY(reading_render(spelling->tools, arena, folded, spelling->is_person, &renderings, err));
    for (size_t i = 0; i < renderings.n; i++) {
        struct screen_name *name = ARENA_NEW(arena, struct screen_name);
        TRY_MEM(name, err);
        screen_name_set(name, &renderings.v[i], spelling->whole, spelling->is_person);
        name->is_weak = spelling->is_weak;
        TRY(add_name(arena, names, name, &renderings.v[i], err));
    }
    return 0;
}

/* 1 if it can be compared, 0 if nothing is left. */
static int add_spelling(struct arena *arena, struct spelling *spelling, struct screen_names *names,
                        struct seki_err *err)
{
    struct folded_name folded;
    int code = name_fold(spelling->tools, arena, spelling->text, spelling->is_person, &folded, err);
    if (code == SEKI_E_MEANING)
        return 0;
    TRY(code);
    if (is_known(names, &folded, spelling->is_person))
        return 1;
    struct screen_name *name = ARENA_NEW(arena, struct screen_name);
    TRY_MEM(name, err);
    screen_name_set(name, &folded, spelling->whole, spelling->is_person);
    name->is_weak = spelling->is_weak;
    if (spelling->is_part)
        name->whole = spelling->wholes[spelling->is_person];
    else
        spelling->wholes[spelling->is_person] = name;
    TRY(add_name(arena, names, name, &folded, err));
    TRY(add_renderings(arena, spelling, &folded, names, err));
    return 1;
}

static int add_both(struct arena *arena, const struct screen_ask *ask, struct spelling *spelling,
                    struct screen_names *names, struct seki_err *err)
{
    int any = 0;
    for (int as_person = 0; as_person < 2; as_person++) {
        if (as_person ? !ask->as_person : !ask->as_other)
            continue;
        spelling->is_person = as_person;
        int code = add_spelling(arena, spelling, names, err);
        TRY(code);
        any |= code;
    }
    return any;
}

int screen_prepare(const struct text_tools *tools, struct arena *arena, const struct screen_ask *ask,
                   struct screen_names *names, struct seki_err *err)
{
    struct str_list spellings, weak;
    TRY(name_split(arena, ask->name, &spellings, &weak, err));
    struct spelling spelling = {.tools = tools, .whole = ask->name};
    int any = 0;
    for (size_t i = 0; i < spellings.n + weak.n; i++) {
        bool is_weak = i >= spellings.n;
        spelling.text = is_weak ? weak.v[i - spellings.n] : spellings.v[i];
        spelling.is_part = i > 0;
        spelling.is_weak = is_weak;
        int code = add_both(arena, ask, &spelling, names, err);
        TRY(code);
        any |= code;
    }
    if (any)
        return 0;
    return err_set(err, SEKI_E_MEANING,
                   "not comparable: nothing is left of the name when signs and blanks are taken away");
}
