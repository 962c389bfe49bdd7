/*
 * reading/word.c - the spellings of a word: gathered, written as one text, compared.
 *
 * The text of a reading word is the source, '=', and its spellings, each between the letter of its way and '|'.
 * Spellings by sound and by meaning are kept as keys, those by letters in full, for there the vowels still count:
 *
 *   工業=skogyo|mindustr|
 */
#include "reading/reading_int.h"

#include <string.h>

static const char WAY_LETTERS[READING_WAYS] = {'s', 'l', 'm'};
static reading_key_of *const KEYS[READING_WAYS] = {reading_key_sound, reading_key_letters, reading_key_meaning};

/* A key with the letter of its way in front. */
struct key {
    char text[READING_KEY_BYTES + 1];
    size_t n; /* 0 = none */
};

static void key_of(struct str word, enum reading_way way, struct key *ret)
{
    ret->text[0] = WAY_LETTERS[way];
    size_t n = word.n && word.n <= READING_KEY_BYTES ? KEYS[way](word, ret->text + 1) : 0;
    ret->n = n ? n + 1 : 0;
}

static bool is_key(const struct key *key, struct str other)
{
    return key->n && str_eq((struct str){key->text, key->n}, other);
}

/* ---- making ---- */

struct reading_cut *reading_cut_add(const struct reading_ask *ask, struct reading_cuts *cuts)
{
    if (!ARENA_PUSH(ask->arena, &cuts->list, (struct reading_cut){0}))
        return NULL;
    return &cuts->list.v[cuts->list.n - 1];
}

struct reading_word *reading_word_add(const struct reading_ask *ask, struct reading_cut *cut, struct str source)
{
    struct reading_word word = {.source = source, .kind = TOKEN_READING};
    if (!ARENA_PUSH(ask->arena, &cut->words, word))
        return NULL;
    return &cut->words.v[cut->words.n - 1];
}

static bool has_key(const struct reading_word *word, const struct key *key, enum reading_way way)
{
    struct key other;
    for (size_t i = 0; i < word->spellings.n; i++) {
        if (word->spellings.v[i].way != way)
            continue;
        if (way != READING_LETTERS) {
            if (str_eq(word->spellings.v[i].text, (struct str){key->text + 1, key->n - 1}))
                return true;
            continue;
        }
        key_of(word->spellings.v[i].text, way, &other);
        if (is_key(&other, (struct str){key->text, key->n}))
            return true;
    }
    return false;
}

int reading_spell(const struct reading_ask *ask, struct reading_word *word, struct str text, enum reading_way way,
                  struct seki_err *err)
{
    struct key key;
    key_of(text, way, &key);
    if (key.n == 0 || word->spellings.n == READING_SPELLINGS || has_key(word, &key, way))
        return 0;
    struct str kept = way == READING_LETTERS ? text : (struct str){key.text + 1, key.n - 1};
    struct reading_spelling spelling = {arena_str(ask->arena, kept), way};
    if (!spelling.text.p || !ARENA_PUSH(ask->arena, &word->spellings, spelling))
        return err_oom(err);
    return 0;
}

int reading_word_text(struct arena *arena, const struct reading_word *word, struct str *ret_text, struct seki_err *err)
{
    size_t n = word->source.n + 1;
    for (size_t i = 0; i < word->spellings.n; i++)
        n += word->spellings.v[i].text.n + 2;
    char *text = arena_alloc(arena, n);
    TRY_MEM(text, err);
    memcpy(text, word->source.p, word->source.n);
    n = word->source.n;
    text[n++] = '=';
    for (size_t i = 0; i < word->spellings.n; i++) {
        const struct reading_spelling *spelling = &word->spellings.v[i];
        text[n++] = WAY_LETTERS[spelling->way];
        memcpy(text + n, spelling->text.p, spelling->text.n);
        n += spelling->text.n;
        text[n++] = '|';
    }
    *ret_text = (struct str){text, n};
    return 0;
}

/* ---- reading ---- */

struct str reading_source(struct str reading)
{
    size_t end = str_find_char(reading, '=', 0);
    return str_sub(reading, 0, end);
}

/* Take the next spelling off the front, with the letter of its way. False at the end. */
static bool next_spelling(struct str *rest, struct str *ret_spelling)
{
    size_t end = str_find_char(*rest, '|', 0);
    if (end == SIZE_MAX || end == 0)
        return false;
    *ret_spelling = str_sub(*rest, 0, end);
    *rest = str_from(*rest, end + 1);
    return true;
}

static struct str spellings_of(struct str reading)
{
    size_t end = str_find_char(reading, '=', 0);
    return end == SIZE_MAX ? STR_NULL : str_from(reading, end + 1);
}

struct str reading_first(struct str reading)
{
    struct str rest = spellings_of(reading), spelling;
    return next_spelling(&rest, &spelling) ? str_from(spelling, 1) : STR_NULL;
}

static enum reading_way way_of(struct str spelling)
{
    const char *at = memchr(WAY_LETTERS, spelling.p[0], sizeof(WAY_LETTERS));
    return at ? (enum reading_way)(at - WAY_LETTERS) : READING_WAYS; /* another letter: a damaged file */
}

/* A spelling as its key, way letter included. */
static struct str key_of_spelling(struct str spelling, struct key *room)
{
    if (way_of(spelling) != READING_LETTERS)
        return spelling;
    key_of(str_from(spelling, 1), READING_LETTERS, room);
    return (struct str){room->text, room->n};
}

/* What a word is compared by: a Latin word has one key a way, a reading word is walked. */
struct other {
    struct str word;
    bool is_reading;
    struct key keys[READING_WAYS];
};

struct best {
    double likeness;
    enum reading_way way;
};

static void try_pair(struct str a, struct str b, enum reading_way way, struct best *best)
{
    double likeness = way == READING_LETTERS ? reading_alike(a, b, way) : 1;
    if (likeness > best->likeness)
        *best = (struct best){likeness, way};
}

static void try_spelling(struct str spelling, const struct other *other, struct best *best)
{
    struct key room, other_room;
    enum reading_way way = way_of(spelling);
    struct str key = key_of_spelling(spelling, &room), rest = spellings_of(other->word), theirs;
    if (way == READING_WAYS || key.n == 0)
        return;
    if (!other->is_reading) {
        if (is_key(&other->keys[way], key))
            try_pair(str_from(spelling, 1), other->word, way, best);
        return;
    }
    while (next_spelling(&rest, &theirs))
        if (theirs.p[0] == spelling.p[0] && str_eq(key_of_spelling(theirs, &other_room), key))
            try_pair(str_from(spelling, 1), str_from(theirs, 1), way, best);
}

double reading_likeness(struct str reading, struct str other, bool is_reading, enum reading_way *ret_way)
{
    struct other ask = {.word = other, .is_reading = is_reading};
    struct best best = {0, READING_SOUND};
    struct str rest = spellings_of(reading), spelling;
    for (int way = 0; !is_reading && way < READING_WAYS; way++)
        key_of(other, (enum reading_way)way, &ask.keys[way]);
    while (next_spelling(&rest, &spelling))
        try_spelling(spelling, &ask, &best);
    *ret_way = best.way;
    return best.likeness;
}

void reading_keys(struct str word, bool is_reading, reading_key_fn *fn, void *ctx)
{
    struct key key;
    if (!is_reading) {
        for (int way = 0; way < READING_WAYS; way++) {
            key_of(word, (enum reading_way)way, &key);
            if (key.n && !fn(ctx, (struct str){key.text, key.n}))
                return;
        }
        return;
    }
    struct str rest = spellings_of(word), spelling;
    while (next_spelling(&rest, &spelling)) {
        struct str own = key_of_spelling(spelling, &key);
        if (way_of(spelling) != READING_WAYS && own.n && !fn(ctx, own))
            return;
    }
}
