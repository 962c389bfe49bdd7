/* reading/reading.c - see reading/reading.h. */
#include "reading/reading_int.h"

#include <string.h>

static reading_script_fn *const SCRIPTS[] = {
#define SCRIPT(function) function,
#include "reading/scripts.def"
#undef SCRIPT
};

/* The ways to cut each token of the name; none for tokens that stay. */
struct job {
    struct reading_ask ask;
    struct reading_cuts *cuts; /* one for each token */
    size_t most;               /* ways of the token that has most */
    bool is_readable;          /* each word of another script can be read */
};

static bool is_latin(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] >= 0x80)
            return false;
    return true;
}

static bool needs_reading(const struct name_token *token)
{
    return token->kind != TOKEN_LEGAL_FORM && token->kind != TOKEN_NUMBER && !is_latin(token->text);
}

static int cut_token(struct job *job, size_t i, struct seki_err *err)
{
    struct reading_cuts *cuts = &job->cuts[i];
    job->ask.token = &job->ask.name->tokens[i];
    if (!needs_reading(job->ask.token))
        return 0;
    for (size_t s = 0; s < ARRAY_LEN(SCRIPTS); s++)
        TRY(SCRIPTS[s](&job->ask, cuts, err));
    job->is_readable &= cuts->list.n > 0;
    job->most = cuts->list.n > job->most ? cuts->list.n : job->most;
    return 0;
}

static int add_words(struct arena *arena, const struct reading_cut *cut, struct folded_name *rendering,
                     struct seki_err *err)
{
    for (size_t i = 0; i < cut->words.n; i++) {
        const struct reading_word *word = &cut->words.v[i];
        struct name_token token = {.text = word->source, .kind = word->kind};
        if (word->kind == TOKEN_READING)
            TRY(reading_word_text(arena, word, &token.text, err));
        rendering->tokens[rendering->n_tokens++] = token;
    }
    return 0;
}

/* The mark in front of keys of renderings. */
static int make_key(struct arena *arena, struct folded_name *rendering, struct seki_err *err)
{
    size_t n = 1;
    for (size_t i = 0; i < rendering->n_tokens; i++)
        n += rendering->tokens[i].text.n + 1;
    char *key = arena_alloc(arena, n);
    TRY_MEM(key, err);
    n = 0;
    key[n++] = '=';
    for (size_t i = 0; i < rendering->n_tokens; i++) {
        struct str text = rendering->tokens[i].text;
        memcpy(key + n, text.p, text.n);
        n += text.n;
        key[n++] = ' ';
    }
    rendering->key = rendering->core = (struct str){key, n - 1};
    return 0;
}

static const struct reading_cut *cut_of(const struct job *job, size_t token, size_t way)
{
    const struct reading_cuts *cuts = &job->cuts[token];
    return cuts->list.n ? &cuts->list.v[way < cuts->list.n ? way : 0] : NULL;
}

static int put_together(const struct job *job, size_t way, struct folded_name *rendering, struct seki_err *err)
{
    const struct folded_name *name = job->ask.name;
    struct arena *arena = job->ask.arena;
    size_t n = 0;
    for (size_t i = 0; i < name->n_tokens; i++)
        n += cut_of(job, i, way) ? cut_of(job, i, way)->words.n : 1;
    *rendering = (struct folded_name){.tokens = ARENA_ARRAY(arena, n, struct name_token), .is_cut = name->is_cut};
    TRY_MEM(rendering->tokens, err);
    for (size_t i = 0; i < name->n_tokens; i++) {
        const struct reading_cut *cut = cut_of(job, i, way);
        if (cut)
            TRY(add_words(arena, cut, rendering, err));
        else
            rendering->tokens[rendering->n_tokens++] = name->tokens[i];
    }
    return make_key(arena, rendering, err);
}

/* The joined word in place of the first token that is no legal form; the others are in it. */
static int put_joined(const struct job *job, const struct reading_word *joined, struct folded_name *rendering,
                      struct seki_err *err)
{
    const struct folded_name *name = job->ask.name;
    struct name_token word = {.kind = TOKEN_READING};
    bool is_put = false;
    *rendering = (struct folded_name){.tokens = ARENA_ARRAY(job->ask.arena, name->n_tokens, struct name_token),
                                      .is_cut = name->is_cut};
    TRY_MEM(rendering->tokens, err);
    TRY(reading_word_text(job->ask.arena, joined, &word.text, err));
    for (size_t i = 0; i < name->n_tokens; i++) {
        bool is_form = name->tokens[i].kind == TOKEN_LEGAL_FORM;
        if (is_form || !is_put)
            rendering->tokens[rendering->n_tokens++] = is_form ? name->tokens[i] : word;
        is_put |= !is_form;
    }
    return make_key(job->ask.arena, rendering, err);
}

/* A name in Latin letters alone is still Japanese if its legal form was. */
static bool is_foreign(const struct folded_name *name)
{
    for (size_t i = 0; i < name->n_tokens; i++)
        if (name->tokens[i].is_cjk || !is_latin(name->tokens[i].text))
            return true;
    return false;
}

int reading_render(const struct text_tools *tools, struct arena *arena, const struct folded_name *name, bool is_person,
                   struct renderings *ret, struct seki_err *err)
{
    struct job job = {.ask = {.tools = tools, .arena = arena, .name = name, .is_person = is_person},
                      .is_readable = true};
    struct reading_word joined;
    *ret = (struct renderings){NULL, 0};
    if (!is_foreign(name))
        return 0;
    job.cuts = ARENA_ARRAY(arena, name->n_tokens, struct reading_cuts);
    TRY_MEM(job.cuts, err);
    for (size_t i = 0; i < name->n_tokens && job.is_readable; i++)
        TRY(cut_token(&job, i, err));
    if (!job.is_readable)
        return 0;
    TRY(reading_japanese_join(&job.ask, job.cuts, &joined, err));
    size_t n = job.most < READING_RENDERINGS - 1 ? job.most : READING_RENDERINGS - 1;
    ret->v = ARENA_ARRAY(arena, n + 1, struct folded_name);
    TRY_MEM(ret->v, err);
    for (; ret->n < n; ret->n++)
        TRY(put_together(&job, ret->n, &ret->v[ret->n], err));
    if (joined.spellings.n) {
        TRY(put_joined(&job, &joined, &ret->v[ret->n], err));
        ret->n++;
    }
    return 0;
}
