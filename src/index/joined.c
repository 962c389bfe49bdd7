/* index/joined.c - the further words of a name; see index_joined_words in index/list_index.h. */
#include "base/utf8.h"
#include "index/list_index.h"

#include <string.h>

struct core_tokens {
    const struct name_token **v;
    size_t n;
};

static int core_of(struct arena *arena, const struct folded_name *name, struct core_tokens *ret_core,
                   struct seki_err *err)
{
    struct core_tokens core = {ARENA_ARRAY(arena, name->n_tokens + 1, const struct name_token *), 0};
    TRY_MEM(core.v, err);
    for (size_t i = 0; i < name->n_tokens; i++)
        if (name->tokens[i].kind != TOKEN_LEGAL_FORM)
            core.v[core.n++] = &name->tokens[i];
    for (size_t i = 0; core.n == 0 && i < name->n_tokens; i++)
        core.v[i] = &name->tokens[i];
    if (core.n == 0)
        core.n = name->n_tokens;
    *ret_core = core;
    return 0;
}

static int join(struct arena *arena, const struct core_tokens *core, size_t from, size_t to, struct str *ret_text,
                struct seki_err *err)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += core->v[i]->text.n;
    char *text = arena_alloc(arena, n);
    TRY_MEM(text, err);
    n = 0;
    for (size_t i = from; i < to; i++) {
        memcpy(text + n, core->v[i]->text.p, core->v[i]->text.n);
        n += core->v[i]->text.n;
    }
    *ret_text = (struct str){text, n};
    return 0;
}

static int give_pairs(struct str run, index_word_fn *fn, void *ctx, struct seki_err *err)
{
    struct str rest = run;
    (void)utf8_next(&rest);
    if (rest.n == 0)
        return fn(ctx, run, LIST_WORD_PAIR, err);
    struct str at = run;
    while (rest.n) {
        (void)utf8_next(&rest);
        TRY(fn(ctx, (struct str){at.p, (size_t)(rest.p - at.p)}, LIST_WORD_PAIR, err));
        (void)utf8_next(&at);
    }
    return 0;
}

static int give_alphabet_pair(struct arena *arena, const struct core_tokens *core, size_t i, index_word_fn *fn,
                              void *ctx, struct seki_err *err)
{
    struct str text;
    if (i + 1 >= core->n || core->v[i + 1]->is_cjk)
        return 0;
    TRY(join(arena, core, i, i + 2, &text, err));
    return text.n <= INDEX_JOINED_CHARS ? fn(ctx, text, LIST_WORD_JOINED, err) : 0;
}

int index_joined_words(struct arena *arena, const struct folded_name *name, index_word_fn *fn, void *ctx,
                       struct seki_err *err)
{
    struct core_tokens core = {NULL, 0};
    struct str text;
    bool has_cjk = false;
    TRY(core_of(arena, name, &core, err));
    for (size_t i = 0, end; i < core.n; i = end) {
        end = i + 1;
        if (!core.v[i]->is_cjk) {
            TRY(give_alphabet_pair(arena, &core, i, fn, ctx, err));
            continue;
        }
        has_cjk = true;
        while (end < core.n && core.v[end]->is_cjk)
            end++;
        TRY(join(arena, &core, i, end, &text, err));
        TRY(give_pairs(text, fn, ctx, err));
    }
    if (has_cjk || core.n < 3)
        return 0;
    TRY(join(arena, &core, 0, core.n, &text, err));
    return text.n <= INDEX_JOINED_CHARS ? fn(ctx, text, LIST_WORD_JOINED, err) : 0;
}
