/*
 * index/list_words.c - names and words of an open index, and the search for words within some typing errors.
 *
 * HOW IT WORKS. The words that hold a trigram stand in one ascending list, shortest first, so the part with fitting
 * lengths is found by bisection. For each trigram of the searched text one is added to the count of each such word;
 * when the count reaches what two words within k edits must share, the word is given if its letters fit as well (an
 * edit changes at most two bits of the letter set). Afterwards the counts that were touched are set back to zero.
 */
#include "index/read_int.h"

#include "base/utf8.h"

#include <stdlib.h>

uint32_t list_index_name_count(const struct list_index *index)
{
    return index->n[SECTION_NAMES];
}

uint32_t list_index_word_count(const struct list_index *index)
{
    return index->n[SECTION_WORDS];
}

bool list_index_name(const struct list_index *index, uint32_t i, struct list_name *ret_name)
{
    if (i >= index->n[SECTION_NAMES])
        return false;
    const struct index_name *row = &index->names[i];
    struct index_range tokens = index_sub(index, SECTION_TOKENS, (struct index_range){row->first_token, row->n_tokens});
    if (row->kind >= PARTY_NAME_KIND_COUNT || row->entry >= list_index_count(index))
        return false;
    *ret_name = (struct list_name){
        .entry = row->entry,
        .text = index_read_text(index, row->text),
        .key = index_read_text(index, row->key),
        .core = index_read_text(index, row->core),
        .kind = row->kind,
        .is_part = row->flags & NAME_IS_PART,
        .is_weak = row->flags & NAME_IS_WEAK,
        .is_reading = row->flags & NAME_IS_READING,
        .first_token = tokens.first,
        .n_tokens = tokens.n,
    };
    return true;
}

struct list_names list_index_names_of(const struct list_index *index, uint32_t entry)
{
    struct index_range range = {0, 0};
    if (entry < list_index_count(index))
        range = index_sub(index, SECTION_NAMES, index->entries[entry].names);
    return (struct list_names){range.first, range.n};
}

bool list_index_token(const struct list_index *index, uint32_t i, struct list_token *ret_token)
{
    if (i >= index->n[SECTION_TOKENS])
        return false;
    const struct index_token *row = &index->tokens[i];
    if (row->word >= index->n[SECTION_WORDS] || row->kind > TOKEN_READING)
        return false;
    const struct index_word *word = &index->words[row->word];
    *ret_token = (struct list_token){.text = index_read_text(index, word->text),
                                     .kind = row->kind,
                                     .is_cjk = row->is_cjk,
                                     .is_common = row->is_common,
                                     .n_chars = word->n_chars,
                                     .word = row->word};
    return true;
}

struct str list_index_word(const struct list_index *index, uint32_t word, uint32_t *ret_n_chars, uint32_t *ret_flags)
{
    if (word >= index->n[SECTION_WORDS])
        return STR_NULL;
    *ret_n_chars = index->words[word].n_chars;
    *ret_flags = index->words[word].flags;
    return index_read_text(index, index->words[word].text);
}

struct list_postings list_index_postings(const struct list_index *index, uint32_t word)
{
    struct index_range range = {0, 0};
    if (word < index->n[SECTION_WORDS])
        range = index_sub(index, SECTION_POSTINGS, index->words[word].postings);
    return (struct list_postings){index->postings + range.first, range.n};
}

bool list_index_find_word(const struct list_index *index, struct str text, uint32_t *ret_word)
{
    uint32_t low = 0, high = index->n[SECTION_WORDS], n_chars = (uint32_t)utf8_count(text);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct index_word *word = &index->words[middle];
        int order = word->n_chars != n_chars ? (word->n_chars < n_chars ? -1 : 1)
                                             : str_cmp(index_read_text(index, word->text), text);
        if (order == 0) {
            *ret_word = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

/* ---- words within some edits ---- */

enum { COUNT_MAX = 200 }; /* counts are bytes; asking for fewer shared trigrams finds more, never less */

struct gram_search {
    const struct list_index *index;
    const struct list_word_search *ask;
    uint32_t low, high; /* words of fitting length: low <= word < high */
    uint32_t needed;    /* shared trigrams */
    uint64_t letters;
};

/* First word of at least this length. */
static uint32_t first_of_length(const struct list_index *index, uint32_t n_chars)
{
    uint32_t low = 0, high = index->n[SECTION_WORDS];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->words[middle].n_chars < n_chars)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct index_gram *find_gram(const struct list_index *index, uint64_t key)
{
    uint32_t low = 0, high = index->n[SECTION_GRAMS];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->grams[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->n[SECTION_GRAMS] && index->grams[low].key == key ? &index->grams[low] : NULL;
}

static void give(const struct gram_search *search, uint32_t word)
{
    const struct index_word *row = &search->index->words[word];
    unsigned apart = (unsigned)__builtin_popcountll(row->letters ^ search->letters);
    if (apart <= 2 * search->ask->max_edits && (row->flags & (LIST_WORD_TOKEN | LIST_WORD_JOINED)))
        search->ask->fn(search->ask->ctx, word);
}

/* The words of fitting length that hold the trigram. */
static struct index_range fitting(const struct gram_search *search, uint64_t key)
{
    const struct index_gram *gram = find_gram(search->index, key);
    struct index_range range = {0, 0};
    if (!gram)
        return range;
    range = index_sub(search->index, SECTION_GRAM_WORDS, gram->words);
    const uint32_t *words = search->index->gram_words + range.first;
    uint32_t low = 0, high = range.n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (words[middle] < search->low)
            low = middle + 1;
        else
            high = middle;
    }
    return (struct index_range){range.first + low, range.n - low};
}

static void count(const struct gram_search *search, struct index_range range)
{
    const uint32_t *words = search->index->gram_words + range.first;
    uint8_t *counts = search->ask->counts;
    for (uint32_t i = 0; i < range.n; i++) {
        uint32_t word = words[i];
        if (word >= search->high || word < search->low) /* the latter only in a damaged file */
            return;
        if (counts[word] < UINT8_MAX && ++counts[word] == search->needed)
            give(search, word);
    }
}

static void uncount(const struct gram_search *search, struct index_range range)
{
    const uint32_t *words = search->index->gram_words + range.first;
    for (uint32_t i = 0; i < range.n && words[i] < search->high && words[i] >= search->low; i++)
        search->ask->counts[words[i]] = 0;
}

static int range_cmp(const void *a, const void *b)
{
    const struct index_range *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/*
 * Put the longest lists last and tell how many of them need not be walked. A word that shares `needed` trigrams shares
 * at least needed - s of those that are left when s are dropped, so the common trigrams ("ing") cost nothing. Two
 * remain needed, for with one nearly everything would be given.
 */
static size_t leave_longest(struct index_range *ranges, size_t n, uint32_t *needed)
{
    enum { NEEDED_LEAST = 3 };
    if (*needed <= NEEDED_LEAST || *needed >= n)
        return 0;
    size_t left = *needed - NEEDED_LEAST;
    qsort(ranges, n, sizeof(*ranges), range_cmp);
    *needed = NEEDED_LEAST;
    return left;
}

void list_index_words(const struct list_index *index, const struct list_word_search *search)
{
    uint64_t keys[LIST_WORD_GRAMS];
    struct index_range ranges[LIST_WORD_GRAMS];
    uint32_t n_chars = (uint32_t)utf8_count(search->text), k = search->max_edits;
    uint32_t low = n_chars > k ? n_chars - k : 0, high = n_chars + k;
    low = low > search->min_chars ? low : search->min_chars;
    high = high < search->max_chars ? high : search->max_chars;
    uint32_t longer = n_chars > low ? n_chars : low;
    uint32_t shared = longer + 2 > 4 * k ? longer + 2 - 4 * k : 0;
    struct gram_search grams = {.index = index,
                                .ask = search,
                                .letters = index_word_letters(search->text),
                                .low = first_of_length(index, low),
                                .high = first_of_length(index, high + 1),
                                .needed = shared < COUNT_MAX ? shared : COUNT_MAX};
    if (grams.needed == 0) {
        for (uint32_t word = grams.low; word < grams.high; word++)
            give(&grams, word);
        return;
    }
    size_t n = index_word_grams(search->text, keys, LIST_WORD_GRAMS);
    for (size_t i = 0; i < n; i++)
        ranges[i] = fitting(&grams, keys[i]);
    n -= leave_longest(ranges, n, &grams.needed);
    for (size_t i = 0; i < n; i++)
        count(&grams, ranges[i]);
    for (size_t i = 0; i < n; i++)
        uncount(&grams, ranges[i]);
}

/* ---- words by key ---- */

void list_index_key_words(const struct list_index *index, struct str key, list_index_word_fn *fn, void *ctx)
{
    uint32_t low = 0, high = index->n[SECTION_KEYS], hash = index_key_hash(key);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->keys[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < index->n[SECTION_KEYS] && index->keys[low].hash == hash; low++)
        fn(ctx, index->keys[low].word);
}
