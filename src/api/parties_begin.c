/*
 * api/parties_begin.c - entries of lists whose names hold words that begin like those somebody has typed so far.
 *
 * HOW IT WORKS. The longest typed word looks words of an index up: itself and those it is a beginning of; of Han and
 * kana the first two characters, which every name with them is filed under. Of each name with such a word every typed
 * word must be the beginning of a word (of Han and kana: stand in the name). An entry is given once.
 */
#include "api/party_int.h"
#include "base/utf8.h"

#include <string.h>

struct walk {
    struct arena *arena;
    const struct list_index *index;
    const struct folded_name *typed;
    struct str word;
    uint8_t *seen; /* a bit an entry */
    struct party_beginnings *found;
    bool is_oom;
};

static bool has_beginning(const struct list_index *index, const struct list_name *name, const struct name_token *typed)
{
    struct list_token token;
    if (typed->is_cjk)
        return str_find(name->key, typed->text, 0) != SIZE_MAX;
    for (uint32_t i = 0; i < name->n_tokens; i++)
        if (list_index_token(index, name->first_token + i, &token) && str_starts(token.text, typed->text))
            return true;
    return false;
}

static void take_name(struct walk *walk, uint32_t number)
{
    struct list_name name;
    if (!list_index_name(walk->index, number, &name) || walk->seen[name.entry / 8] & 1U << name.entry % 8)
        return;
    for (size_t i = 0; i < walk->typed->n_tokens; i++)
        if (!has_beginning(walk->index, &name, &walk->typed->tokens[i]))
            return;
    walk->seen[name.entry / 8] |= (uint8_t)(1U << name.entry % 8);
    struct party_beginning row = {walk->index, name.entry, name.text};
    walk->is_oom |= !ARENA_PUSH(walk->arena, walk->found, row);
}

static void take_postings(struct walk *walk, uint32_t word)
{
    struct list_postings names = list_index_postings(walk->index, word);
    for (size_t i = 0; i < names.n && walk->found->n < PARTY_BEGINNINGS && !walk->is_oom; i++)
        take_name(walk, names.v[i]);
}

static void take_word(void *ctx, uint32_t word)
{
    struct walk *walk = ctx;
    uint32_t n_chars, flags;
    struct str text = list_index_word(walk->index, word, &n_chars, &flags);
    if (flags & LIST_WORD_TOKEN && str_starts(text, walk->word))
        take_postings(walk, word);
}

static void find_words(struct walk *walk, bool is_cjk)
{
    char key[LIST_CUT_BYTES + 1] = {LIST_CUT_MARK};
    uint32_t word;
    if (list_index_find_word(walk->index, walk->word, &word))
        take_postings(walk, word);
    if (is_cjk || walk->word.n < 2 || walk->word.n > LIST_CUT_BYTES)
        return;
    memcpy(key + 1, walk->word.p, walk->word.n);
    list_index_key_words(walk->index, (struct str){key, walk->word.n + 1}, take_word, walk);
}

static struct str first_two(struct str text)
{
    struct str rest = text;
    for (size_t i = 0; i < 2 && rest.n; i++)
        (void)utf8_next(&rest);
    return str_sub(text, 0, text.n - rest.n);
}

int party_find_beginnings(struct arena *arena, const struct day_lists *lists, const struct folded_name *typed,
                          struct party_beginnings *ret_found, struct seki_err *err)
{
    const struct name_token *longest = typed->tokens;
    struct walk walk = {.arena = arena, .typed = typed, .found = ret_found};
    *ret_found = (struct party_beginnings){0};
    if (!typed->n_tokens)
        return 0;
    for (size_t i = 1; i < typed->n_tokens; i++)
        if (typed->tokens[i].text.n > longest->text.n)
            longest = &typed->tokens[i];
    walk.word = longest->is_cjk ? first_two(longest->text) : longest->text;
    for (size_t i = 0; i < lists->n_indexes && ret_found->n < PARTY_BEGINNINGS; i++) {
        size_t bytes = list_index_count(lists->indexes[i]) / 8 + 1;
        walk.index = lists->indexes[i];
        walk.seen = ARENA_ARRAY(arena, bytes, uint8_t);
        TRY_MEM(walk.seen, err);
        memset(walk.seen, 0, bytes);
        find_words(&walk, longest->is_cjk);
    }
    return walk.is_oom ? err_oom(err) : 0;
}
