/* text/name.c - see text/name.h; the steps are in name_scan.c, name_run.c and name_kind.c. */
#include "text/name.h"

#include "base/limits.h"
#include "text/letters_int.h"
#include "text/name_int.h"

#include <string.h>

/* Before letters are joined and phrases recognised there are more pieces than tokens. */
enum { PIECES_PER_TOKEN = 4, SHORTEST_PIECE = 2 };

static int gather(struct name_pieces *pieces, struct str text, struct seki_err *err)
{
    size_t most = (size_t)LIMIT(TOKENS) * PIECES_PER_TOKEN;
    size_t cap = text.n / SHORTEST_PIECE + 8;
    pieces->cap = cap < most ? cap : most;
    pieces->v = ARENA_ARRAY(pieces->arena, pieces->cap, struct name_piece);
    TRY_MEM(pieces->v, err);
    TRY(name_scan(pieces, text, err));
    if (pieces->is_out_of_memory)
        return err_oom(err);
    if (!pieces->is_person) {
        name_join_letters(pieces);
        name_cut_joined(pieces);
    }
    name_classify(pieces);
    if (pieces->n > LIMIT(TOKENS)) {
        pieces->n = (size_t)LIMIT(TOKENS);
        pieces->is_cut = true;
    }
    return 0;
}

/* Put `text` behind what is in `out`, with a blank between. */
static size_t append(char *out, size_t n, struct str text)
{
    if (n)
        out[n++] = ' ';
    memcpy(out + n, text.p, text.n);
    return n + text.n;
}

static int build(const struct name_pieces *pieces, struct folded_name *ret_name, struct seki_err *err)
{
    struct arena *arena = pieces->arena;
    size_t total = 1, n_key = 0, n_core = 0;
    for (size_t i = 0; i < pieces->n; i++)
        total += pieces->v[i].token.text.n + 1;
    struct folded_name name = {.n_tokens = pieces->n, .is_cut = pieces->is_cut};
    char *key = arena_alloc(arena, total), *core = arena_alloc(arena, total);
    name.tokens = ARENA_ARRAY(arena, pieces->n, struct name_token);
    TRY_MEM(key && core && name.tokens, err);
    for (size_t i = 0; i < pieces->n; i++) {
        struct name_token *token = &name.tokens[i];
        *token = pieces->v[i].token;
        n_key = append(key, n_key, token->text);
        token->text.p = key + n_key - token->text.n;
        if (token->kind != TOKEN_LEGAL_FORM)
            n_core = append(core, n_core, token->text);
    }
    name.key = (struct str){key, n_key};
    name.core = n_core ? (struct str){core, n_core} : name.key;
    *ret_name = name;
    return 0;
}

int name_fold_letters(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_text,
                      struct seki_err *err)
{
    return letters_fold(tools, arena, raw, ret_text, err);
}

int name_fold(const struct text_tools *tools, struct arena *arena, struct str raw, bool is_person,
              struct folded_name *ret_name, struct seki_err *err)
{
    struct name_pieces pieces = {.tools = tools, .arena = arena, .is_person = is_person};
    struct str text;
    TRY(letters_fold(tools, arena, raw, &text, err));
    TRY(gather(&pieces, text, err));
    if (pieces.n == 0)
        return err_set(err, SEKI_E_MEANING, "not comparable: the name has no letters or digits");
    return build(&pieces, ret_name, err);
}
