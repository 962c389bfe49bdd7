/*
 * text/words.c - the tables of legal forms and common words (legal_forms.def, generic_words.def), folded and indexed
 * once.
 */
#include "text/letters_int.h"
#include "text/tools_int.h"

#include "base/utf8.h"
#include "text/han_int.h"

#include <stdlib.h>

struct form_source {
    enum form_place place;
    const char *value, *spelling;
};

struct word_source {
    enum word_use use;
    const char *value, *spelling;
};

static const struct form_source FORMS[] = {
#define FORM(place, value, spelling) {FORM_##place, value, spelling},
#define SHORT(character, spelling)
#include "text/legal_forms.def"
#undef FORM
#undef SHORT
};

static const char *const SHORTS[][2] = {
#define FORM(place, value, spelling)
#define SHORT(character, spelling) {character, spelling},
#include "text/legal_forms.def"
#undef FORM
#undef SHORT
};

static const struct word_source WORDS[] = {
#define GENERIC(spelling)         {WORD_GENERIC, NULL, spelling},
#define PARTICLE(spelling)        {WORD_PARTICLE, NULL, spelling},
#define HONORIFIC(spelling)       {WORD_HONORIFIC, NULL, spelling},
#define ORDINAL(number, spelling) {WORD_ORDINAL, #number, spelling},
#define SAME(value, spelling)     {WORD_SAME, value, spelling},
#define SUFFIX(spelling)
#define HONORIFIC_END(spelling)
#include "text/generic_words.def"
#undef GENERIC
#undef PARTICLE
#undef HONORIFIC
#undef ORDINAL
#undef SAME
#undef SUFFIX
#undef HONORIFIC_END
};

#define GENERIC(spelling)
#define PARTICLE(spelling)
#define HONORIFIC(spelling)
#define ORDINAL(number, spelling)
#define SAME(value, spelling)
#define HONORIFIC_END(spelling)
#define SUFFIX(spelling) spelling,
static const char *const SUFFIXES[] = {
#include "text/generic_words.def"
};
#undef SUFFIX
#undef HONORIFIC_END
#define SUFFIX(spelling)
#define HONORIFIC_END(spelling) spelling,
static const char *const HONORIFIC_ENDS[] = {
#include "text/generic_words.def"
};
#undef GENERIC
#undef PARTICLE
#undef HONORIFIC
#undef ORDINAL
#undef SAME
#undef SUFFIX
#undef HONORIFIC_END

static const char *const COMMON_NAMES[] = {
#define COMMON(names) names,
#include "text/common_names.def"
#undef COMMON
};

const struct word_row *words_find(const struct text_tools *tools, struct str word)
{
    return map_get(&tools->words, word);
}

/* Put a row into the chain of its first word, in front of shorter phrases. */
static int add_row(struct text_tools *tools, struct str first, struct word_row *row, struct seki_err *err)
{
    struct word_row *head = map_get(&tools->words, first);
    if (!head || row->n_rest > head->n_rest) {
        row->next = head;
        TRY_MEM(map_put(&tools->words, first, row), err);
        return 0;
    }
    while (head->next && head->next->n_rest >= row->n_rest)
        head = (struct word_row *)(uintptr_t)head->next; /* ours until text_open returns */
    row->next = head->next;
    head->next = row;
    return 0;
}

static int add_words(struct text_tools *tools, const char *spelling, struct word_row draft, struct seki_err *err)
{
    struct str text, word, first = STR_NULL;
    struct {
        struct str *v;
        size_t n, cap;
    } rest = {0};
    TRY(letters_fold(tools, &tools->arena, str_c(spelling), &text, err));
    while (str_split(&text, STR(" "), &word)) {
        if (!first.p)
            first = word;
        else
            TRY_MEM(ARENA_PUSH(&tools->arena, &rest, word), err);
    }
    struct word_row *row = ARENA_NEW(&tools->arena, struct word_row);
    TRY_MEM(row, err);
    *row = draft;
    row->rest = rest.v;
    row->n_rest = rest.n;
    return add_row(tools, first, row, err);
}

static int add_run(struct text_tools *tools, const char *spelling, struct run_row draft, struct seki_err *err)
{
    TRY(letters_fold(tools, &tools->arena, str_c(spelling), &draft.text, err));
    if (!draft.value.p)
        draft.value = draft.text;
    tools->runs[tools->n_runs++] = draft;
    return 0;
}

static int by_length(const void *a, const void *b)
{
    size_t n = ((const struct run_row *)a)->text.n, m = ((const struct run_row *)b)->text.n;
    return (m > n) - (m < n);
}

static int load_forms(struct text_tools *tools, struct seki_err *err)
{
    tools->runs = ARENA_ARRAY(&tools->arena, ARRAY_LEN(FORMS) + ARRAY_LEN(SUFFIXES), struct run_row);
    TRY_MEM(tools->runs, err);
    for (size_t i = 0; i < ARRAY_LEN(FORMS); i++) {
        const struct form_source *form = &FORMS[i];
        if (form->place == FORM_INSIDE || form->place == FORM_END)
            TRY(add_run(tools, form->spelling,
                        (struct run_row){.place = form->place, .kind = TOKEN_LEGAL_FORM, .value = str_c(form->value)},
                        err));
        else
            TRY(add_words(tools, form->spelling,
                          (struct word_row){.use = WORD_FORM, .place = form->place, .value = str_c(form->value)}, err));
    }
    for (size_t i = 0; i < ARRAY_LEN(SUFFIXES); i++)
        TRY(add_run(tools, SUFFIXES[i], (struct run_row){.place = FORM_END, .kind = TOKEN_GENERIC}, err));
    qsort(tools->runs, tools->n_runs, sizeof(*tools->runs), by_length);
    return 0;
}

static int load_shorts(struct text_tools *tools, struct seki_err *err)
{
    tools->shorts = ARENA_ARRAY(&tools->arena, ARRAY_LEN(SHORTS), struct short_row);
    TRY_MEM(tools->shorts, err);
    for (size_t i = 0; i < ARRAY_LEN(SHORTS); i++) {
        struct short_row *row = &tools->shorts[tools->n_shorts++];
        struct str character = str_c(SHORTS[i][0]);
        row->code_point = han_class(utf8_next(&character));
        TRY(letters_fold(tools, &tools->arena, str_c(SHORTS[i][1]), &row->text, err));
    }
    return 0;
}

static int load_honorific_ends(struct text_tools *tools, struct seki_err *err)
{
    tools->honorific_ends = ARENA_ARRAY(&tools->arena, ARRAY_LEN(HONORIFIC_ENDS), struct str);
    TRY_MEM(tools->honorific_ends, err);
    for (size_t i = 0; i < ARRAY_LEN(HONORIFIC_ENDS); i++)
        TRY(letters_fold(tools, &tools->arena, str_c(HONORIFIC_ENDS[i]),
                         &tools->honorific_ends[tools->n_honorific_ends++], err));
    return 0;
}

static int load_common_names(struct text_tools *tools, struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(COMMON_NAMES); i++) {
        struct str rest = str_c(COMMON_NAMES[i]), name;
        while (str_split(&rest, STR(" "), &name)) {
            struct word_row *row = ARENA_NEW(&tools->arena, struct word_row);
            TRY_MEM(row, err);
            *row = (struct word_row){.use = WORD_COMMON};
            TRY(add_row(tools, name, row, err));
        }
    }
    return 0;
}

int words_load(struct text_tools *tools, struct seki_err *err)
{
    TRY(load_forms(tools, err));
    TRY(load_shorts(tools, err));
    TRY(load_honorific_ends(tools, err));
    TRY(load_common_names(tools, err));
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        TRY(add_words(tools, WORDS[i].spelling, (struct word_row){.use = WORDS[i].use, .value = str_c(WORDS[i].value)},
                      err));
    return 0;
}
