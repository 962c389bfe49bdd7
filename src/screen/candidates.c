/*
 * screen/candidates.c - the names of a list that can reach the threshold against one asked name.
 *
 * HOW IT WORKS. Each word of the query has a *slot*: the words of the index that are similar to it (alone, or joined
 * with its neighbour), each with the most that it can add. A name can only reach the threshold r if words worth need =
 * r * W / (2 - r) are shared (W: weight of the query; the best case is that the entry has no other word). So the slots
 * are sorted, the rarest first, and only as many are walked as must be: what is left must add up to less than need.
 * Names met on the way with enough weight are given to the caller, who compares them in full.
 *
 * WHAT IS LEFT OUT. The result holds every name that screen_align would give SCREEN_REVIEW_AT, with these exceptions:
 * names made of several initials against full words, where no other word is shared; CJK runs against such runs cut
 * otherwise by numbers; words of more than 250 letters; names joined to more than INDEX_JOINED_CHARS bytes.
 */
#include "reading/reading.h"
#include "screen/screen_int.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define UNITS 1000 /* of weight, in the counters */

enum { WORD_EDITS = 3, SLOT_WORDS = 4096 };

struct slot_word {
    uint32_t word;
    uint16_t units; /* most that it adds */
};

struct slot {
    struct {
        struct slot_word *v;
        size_t n, cap;
    } words;
    struct {
        uint32_t *v;
        size_t n, cap;
    } names;        /* of CJK runs found by their pairs */
    uint16_t units; /* most that one of them adds */
    size_t size;    /* names to walk */
};

/* The similar words of a text, kept while the names of one query are looked up in one list. */
struct similar_word {
    struct str text;
    uint32_t word, n_chars, flags;
    double similarity;
};

struct similar_words {
    struct str text; /* of a word or a reading word: no word has the signs of a reading word */
    struct {
        struct similar_word *v;
        size_t n, cap;
    } words;
};

struct screen_scratch {
    const struct list_index *index; /* what `known` is of */
    struct {
        struct similar_words *v;
        size_t n, cap;
    } known;
    uint8_t *counts;   /* for list_index_words, and for pairs of CJK names */
    uint16_t *units;   /* for each name of the list */
    uint32_t *touched; /* names whose units are not zero */
    size_t n_touched;
};

int screen_scratch_new(struct arena *arena, const struct list_index *const *lists, size_t n_lists,
                       struct screen_scratch **ret_scratch, struct seki_err *err)
{
    struct screen_scratch *scratch = ARENA_NEW(arena, struct screen_scratch);
    uint32_t words = 0, names = 0;
    TRY_MEM(scratch, err);
    for (size_t i = 0; i < n_lists; i++) {
        uint32_t n_words = list_index_word_count(lists[i]), n_names = list_index_name_count(lists[i]);
        words = n_words > words ? n_words : words;
        names = n_names > names ? n_names : names;
    }
    scratch->counts = arena_alloc(arena, words > names ? words : names);
    scratch->units = ARENA_ARRAY(arena, names, uint16_t);
    scratch->touched = ARENA_ARRAY(arena, names, uint32_t);
    if (!scratch->counts || !scratch->units || !scratch->touched)
        return err_oom(err);
    *ret_scratch = scratch;
    return 0;
}

static uint16_t to_units(double weight)
{
    double units = ceil(weight * UNITS);
    return units > UINT16_MAX ? UINT16_MAX : (uint16_t)units;
}

/* ---- slots ---- */

/* Similar words of the index for one text, which stands for the query's words with the weights `left` and `right`. */
struct filling {
    const struct screen_search *search;
    struct str text;
    uint32_t n_chars;
    bool is_reading;
    double weight; /* of all words that the text stands for */
    double factor; /* SIMILAR_JOINED or 1 */
    struct slot *slots[2];
    double shares[2]; /* weights of the words; 0 = no second word */
    bool is_oom;
};

static double heaviest(struct str text, uint32_t n_chars, uint32_t flags)
{
    bool is_reading = flags & LIST_WORD_READING;
    struct screen_token token = {is_reading ? text : STR("?"), is_reading ? TOKEN_READING : TOKEN_WORD, false, n_chars,
                                 0};
    screen_weigh(&token, false);
    if (!(flags & LIST_WORD_JOINED))
        return token.weight;
    token.n_chars = (n_chars + 1) / 2;
    screen_weigh(&token, false);
    return 2 * token.weight;
}

static void add_word(struct filling *filling, uint32_t word, double similarity, double ratio)
{
    for (int i = 0; i < 2; i++) {
        struct slot *slot = filling->slots[i];
        if (!slot || slot->words.n >= SLOT_WORDS)
            continue;
        struct slot_word row = {word, to_units(similarity * filling->shares[i] * ratio)};
        if (!ARENA_PUSH(filling->search->arena, &slot->words, row)) {
            filling->is_oom = true;
            return;
        }
        slot->units = row.units > slot->units ? row.units : slot->units;
        slot->size += list_index_postings(filling->search->index, word).n;
    }
}

/* ---- similar words ---- */

struct word_search {
    const struct screen_search *search;
    struct str text;
    uint32_t n_chars;
    bool is_reading;
    struct similar_words *found;
    bool is_oom;
};

static void take_word(void *ctx, uint32_t word)
{
    struct word_search *ask = ctx;
    struct similar_word row = {.word = word};
    enum screen_reason reason;
    row.text = list_index_word(ask->search->index, word, &row.n_chars, &row.flags);
    if (row.text.n == 0)
        return;
    row.similarity = screen_similar_words(ask->text, ask->n_chars, row.text, row.n_chars, &reason);
    if (row.similarity > 0 && !ARENA_PUSH(ask->search->arena, &ask->found->words, row))
        ask->is_oom = true;
}

/* A word that shares a key with the text; one of them is a reading word. */
static void take_reading(void *ctx, uint32_t word)
{
    struct word_search *ask = ctx;
    struct similar_word row = {.word = word};
    enum screen_reason reason;
    row.text = list_index_word(ask->search->index, word, &row.n_chars, &row.flags);
    bool is_reading = row.flags & LIST_WORD_READING;
    if (row.text.n == 0 || (!ask->is_reading && !is_reading))
        return;
    for (size_t i = 0; i < ask->found->words.n; i++)
        if (ask->found->words.v[i].word == word)
            return;
    row.similarity = ask->is_reading ? screen_similar_reading(ask->text, row.text, is_reading, &reason)
                                     : screen_similar_reading(row.text, ask->text, false, &reason);
    if (row.similarity > 0 && !ARENA_PUSH(ask->search->arena, &ask->found->words, row))
        ask->is_oom = true;
}

static bool search_key(void *ctx, struct str key)
{
    struct word_search *ask = ctx;
    char marked[READING_KEY_BYTES + 2] = {LIST_READING_MARK};
    if (key.n >= sizeof(marked))
        return true;
    memcpy(marked + 1, key.p, key.n);
    list_index_key_words(ask->search->index, (struct str){marked, key.n + 1}, take_reading, ask);
    if (ask->is_reading)
        list_index_key_words(ask->search->index, key, take_reading, ask);
    return !ask->is_oom;
}

/* Look for each class of lengths with the number of edits that it allows. */
static void search_words(struct word_search *ask)
{
    const struct screen_search *search = ask->search;
    uint32_t n = ask->n_chars, min = n > WORD_EDITS ? n - WORD_EDITS : 1, max = n + WORD_EDITS, word;
    for (uint32_t from = min, to; from <= max; from = to + 1) {
        unsigned edits = screen_max_edits(from > n ? from : n, false, false);
        for (to = from; to < max && screen_max_edits(to + 1 > n ? to + 1 : n, false, false) == edits; to++)
            ;
        struct list_word_search words = {ask->text, edits, from, to, search->scratch->counts, take_word, ask};
        if (edits > 0)
            list_index_words(search->index, &words);
    }
    if (screen_max_edits(n, false, false) == 0 && list_index_find_word(search->index, ask->text, &word))
        take_word(ask, word);
}

/* The similar words of a text, from what is known or by a search; NULL without memory. */
static const struct similar_words *similar_words(const struct screen_search *search, struct str text, uint32_t n_chars,
                                                 bool is_reading)
{
    struct screen_scratch *scratch = search->scratch;
    if (scratch->index != search->index)
        scratch->known.n = 0;
    scratch->index = search->index;
    for (size_t i = 0; i < scratch->known.n; i++)
        if (str_eq(scratch->known.v[i].text, text))
            return &scratch->known.v[i];
    struct similar_words found = {.text = text};
    struct word_search ask = {search, text, n_chars, is_reading, &found, false};
    if (!is_reading)
        search_words(&ask);
    reading_keys(text, is_reading, search_key, &ask);
    if (ask.is_oom || !ARENA_PUSH(search->arena, &scratch->known, found))
        return NULL;
    return &scratch->known.v[scratch->known.n - 1];
}

static void find_words(struct filling *filling)
{
    const struct similar_words *known =
        similar_words(filling->search, filling->text, filling->n_chars, filling->is_reading);
    filling->is_oom |= !known;
    for (size_t i = 0; known && i < known->words.n; i++) {
        const struct similar_word *row = &known->words.v[i];
        double ratio = heaviest(row->text, row->n_chars, row->flags) / filling->weight;
        add_word(filling, row->word, row->similarity * filling->factor, ratio > 1 ? ratio : 1);
    }
}

static struct filling filling_of(const struct screen_search *search, struct slot *slot,
                                 const struct screen_token *token)
{
    return (struct filling){.search = search,
                            .text = token->text,
                            .n_chars = token->n_chars,
                            .is_reading = token->kind == TOKEN_READING,
                            .weight = token->weight,
                            .factor = 1,
                            .slots = {slot},
                            .shares = {token->weight}};
}

static int fill_token(const struct screen_search *search, struct slot *slot, const struct screen_token *token,
                      struct seki_err *err)
{
    struct filling filling = filling_of(search, slot, token);
    uint32_t word;
    if (token->kind == TOKEN_NUMBER || token->kind == TOKEN_INITIAL) {
        if (list_index_find_word(search->index, token->text, &word))
            add_word(&filling, word, 1, 1);
    } else {
        find_words(&filling);
    }
    struct str rest = token->text;
    (void)utf8_next(&rest);
    struct str first = {token->text.p, token->text.n - rest.n};
    if (search->name->is_person && token->kind == TOKEN_WORD && list_index_find_word(search->index, first, &word))
        add_word(&filling, word, SIMILAR_INITIAL, 1);
    return filling.is_oom ? err_oom(err) : 0;
}

struct cut_search {
    struct filling *filling;
    struct str word;
};

static void take_cut(void *ctx, uint32_t word)
{
    struct cut_search *search = ctx;
    uint32_t n_chars, flags;
    struct str text = list_index_word(search->filling->search->index, word, &n_chars, &flags);
    if (!(flags & LIST_WORD_TOKEN) || text.n <= search->word.n || !str_starts(text, search->word))
        return;
    double ratio = heaviest(text, n_chars, LIST_WORD_TOKEN) / search->filling->weight;
    add_word(search->filling, word, SIMILAR_CUT, ratio > 1 ? ratio : 1);
}

/* The words that the last word of the name may be the beginning of. */
static int fill_cut(const struct screen_search *search, struct slot *slots, struct seki_err *err)
{
    const struct screen_name *name = search->name;
    const struct screen_token *last = &name->tokens[name->n_tokens - 1];
    char key[LIST_CUT_BYTES + 1] = {LIST_CUT_MARK};
    if (name->n_tokens < 2 || !screen_can_be_cut(last) || last->text.n > LIST_CUT_BYTES)
        return 0;
    struct filling filling = filling_of(search, &slots[name->n_tokens - 1], last);
    struct cut_search cut = {&filling, last->text};
    memcpy(key + 1, last->text.p, last->text.n);
    list_index_key_words(search->index, (struct str){key, last->text.n + 1}, take_cut, &cut);
    return filling.is_oom ? err_oom(err) : 0;
}

static int fill_joined(const struct screen_search *search, struct slot *slots, uint32_t i, struct seki_err *err)
{
    const struct screen_token *left = &search->name->tokens[i], *right = left + 1;
    char *text = arena_alloc(search->arena, left->text.n + right->text.n);
    TRY_MEM(text, err);
    memcpy(text, left->text.p, left->text.n);
    memcpy(text + left->text.n, right->text.p, right->text.n);
    struct filling filling = {.search = search,
                              .text = {text, left->text.n + right->text.n},
                              .n_chars = left->n_chars + right->n_chars,
                              .weight = left->weight + right->weight,
                              .factor = SIMILAR_JOINED,
                              .slots = {&slots[i], &slots[i + 1]},
                              .shares = {left->weight, right->weight}};
    if (filling.text.n <= INDEX_JOINED_CHARS)
        find_words(&filling);
    return filling.is_oom ? err_oom(err) : 0;
}

/* ---- CJK ---- */

struct pair_walk {
    const struct screen_search *search;
    struct slot *slot;
    unsigned needed;
    bool is_undo;
};

static int walk_pair(void *ctx, struct str text, uint32_t flags, struct seki_err *err)
{
    struct pair_walk *walk = ctx;
    const struct screen_search *search = walk->search;
    uint8_t *counts = search->scratch->counts;
    uint32_t word;
    if (!(flags & LIST_WORD_PAIR) || !list_index_find_word(search->index, text, &word))
        return 0;
    struct list_postings names = list_index_postings(search->index, word);
    for (size_t i = 0; i < names.n; i++) {
        if (names.v[i] >= list_index_name_count(search->index))
            continue;
        if (walk->is_undo)
            counts[names.v[i]] = 0;
        else if (counts[names.v[i]] < UINT8_MAX && ++counts[names.v[i]] == walk->needed)
            if (!ARENA_PUSH(search->arena, &walk->slot->names, names.v[i]))
                return err_oom(err);
    }
    return 0;
}

/* Names that share so many pairs of characters that the runs can be within the allowed edits: an edit breaks at most
 * two pairs, a swap three. */
static int fill_cjk(const struct screen_search *search, struct slot *slot, const struct screen_token *token,
                    struct seki_err *err)
{
    struct filling filling = filling_of(search, slot, token);
    unsigned edits = screen_max_edits(token->n_chars + 1, true, search->name->is_person);
    uint32_t word, pairs = token->n_chars > 1 ? token->n_chars - 1 : 1;
    if (edits == 0 || pairs <= 3 * edits) {
        if (list_index_find_word(search->index, token->text, &word))
            add_word(&filling, word, 1, 1);
        return filling.is_oom ? err_oom(err) : 0;
    }
    unsigned needed = pairs - 3 * edits;
    struct name_token run = {.text = token->text, .kind = TOKEN_WORD, .is_cjk = true};
    struct folded_name folded = {.tokens = &run, .n_tokens = 1};
    struct pair_walk walk = {search, slot, needed < UINT8_MAX ? needed : UINT8_MAX, false};
    TRY(index_joined_words(search->arena, &folded, walk_pair, &walk, err));
    walk.is_undo = true;
    TRY(index_joined_words(search->arena, &folded, walk_pair, &walk, err));
    slot->units = to_units(token->weight * (token->n_chars + edits) / token->n_chars);
    slot->size += slot->names.n;
    return 0;
}

static bool can_join(const struct screen_token *token)
{
    return !token->is_cjk && token->kind != TOKEN_NUMBER && token->kind != TOKEN_READING;
}

static int fill_slots(const struct screen_search *search, struct slot *slots, struct seki_err *err)
{
    const struct screen_name *name = search->name;
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        const struct screen_token *token = &name->tokens[i];
        bool is_run = token->is_cjk && token->kind != TOKEN_NUMBER;
        TRY(is_run ? fill_cjk(search, &slots[i], token, err) : fill_token(search, &slots[i], token, err));
        if (i + 1 < name->n_tokens && can_join(token) && can_join(token + 1))
            TRY(fill_joined(search, slots, i, err));
    }
    return fill_cut(search, slots, err);
}

/* ---- walking ---- */

static int slot_cmp(const void *a, const void *b)
{
    const struct slot *x = a, *y = b;
    return (x->size > y->size) - (x->size < y->size);
}

static void touch(const struct screen_search *search, uint32_t name, uint16_t units)
{
    struct screen_scratch *scratch = search->scratch;
    if (name >= list_index_name_count(search->index))
        return;
    if (scratch->units[name] == 0 && units > 0)
        scratch->touched[scratch->n_touched++] = name;
    uint32_t sum = (uint32_t)scratch->units[name] + units;
    scratch->units[name] = sum > UINT16_MAX ? UINT16_MAX : (uint16_t)sum;
}

static void walk_slot(const struct screen_search *search, const struct slot *slot)
{
    for (size_t i = 0; i < slot->words.n; i++) {
        struct list_postings names = list_index_postings(search->index, slot->words.v[i].word);
        for (size_t k = 0; k < names.n; k++)
            touch(search, names.v[k], slot->words.v[i].units);
    }
    for (size_t i = 0; i < slot->names.n; i++)
        touch(search, slot->names.v[i], slot->units);
}

/* The name written as one word: what it meets is a candidate whatever else it shares. */
static int walk_whole(const struct screen_search *search, struct seki_err *err)
{
    const struct screen_name *name = search->name;
    char *text = arena_alloc(search->arena, INDEX_JOINED_CHARS);
    struct slot slot = {0};
    size_t n = 0;
    struct filling filling = {
        .search = search, .weight = name->total, .factor = 1, .slots = {&slot}, .shares = {name->total}};
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        if (name->tokens[i].is_cjk || name->is_reading || n + name->tokens[i].text.n > INDEX_JOINED_CHARS)
            return 0;
        memcpy(text + n, name->tokens[i].text.p, name->tokens[i].text.n);
        n += name->tokens[i].text.n;
        filling.n_chars += name->tokens[i].n_chars;
    }
    if (name->n_tokens < 2)
        return 0;
    filling.text = (struct str){text, n};
    find_words(&filling);
    for (size_t i = 0; i < slot.words.n; i++)
        slot.words.v[i].units = UINT16_MAX;
    walk_slot(search, &slot);
    return filling.is_oom ? err_oom(err) : 0;
}

/* `rest` is what the slots that were not walked can add. */
static int give_touched(const struct screen_search *search, double need, double rest, struct seki_err *err)
{
    struct screen_scratch *scratch = search->scratch;
    int code = 0;
    for (size_t i = 0; i < scratch->n_touched; i++) {
        uint32_t name = scratch->touched[i];
        double most = scratch->units[name] + rest;
        if (code == 0 && most >= need)
            code = search->fn(search->ctx, name, most / UNITS, err);
        scratch->units[name] = 0;
    }
    scratch->n_touched = 0;
    return code;
}

int screen_candidates(const struct screen_search *search, struct seki_err *err)
{
    struct slot slots[SCREEN_TOKENS];
    const struct screen_name *name = search->name;
    double need = NEEDED_SCORE * name->total / (2 - NEEDED_SCORE), rest = 0;
    if (name->is_person)
        need = fmin(need, SUBSET_LEAST);
    need *= UNITS;
    memset(slots, 0, name->n_tokens * sizeof(*slots));
    TRY(fill_slots(search, slots, err));
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        rest += slots[i].units;
        if (name->tokens[i].kind == TOKEN_INITIAL && name->is_person) /* may meet any word that begins so */
            rest += SIMILAR_INITIAL * WEIGHT_WORD_LONG * UNITS;
    }
    qsort(slots, name->n_tokens, sizeof(*slots), slot_cmp);
    for (uint32_t i = 0; i < name->n_tokens && rest >= need; i++) {
        walk_slot(search, &slots[i]);
        rest -= slots[i].units;
    }
    TRY(walk_whole(search, err));
    return give_touched(search, need, rest, err);
}
