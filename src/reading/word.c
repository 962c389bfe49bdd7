/*
 * reading/word.c - the spellings of a word: gathered, written as one text, compared.
 *
 * The text of a reading word is the source, '=', and its spellings, each between the letter of its way and '|'.
 * Spellings by sound and by meaning are kept as keys, those by letters in full, for there the vowels still count:
 *
 *   工業=skogyo|mindustr|
 */
#include "reading/sounds_int.h"

#include <string.h>

static const char WAY_LETTERS[READING_WAYS + 1] = {'s', 'l', 'm', '\0'}; /* the last: no way */
static reading_key_of *const KEYS[READING_WAYS] = {
    [READING_SOUND] = reading_key_sound, [READING_MEANING] = reading_key_meaning};

/* The keys of a spelling by one way. Those by letters rest on its sounds, which likeness needs too. */
struct keys {
    enum reading_way way;
    struct reading_key_list list;
    struct sounds sounds; /* by letters only */
};

static void none(struct keys *ret)
{
    ret->way = READING_WAYS;
    ret->list.n = 0;
    ret->sounds.n = 0;
}

static void keys_of(struct str word, enum reading_way way, bool is_latin, struct keys *ret)
{
    none(ret);
    ret->way = way;
    if (word.n == 0 || word.n > READING_KEY_BYTES)
        return;
    if (way != READING_LETTERS) {
        size_t n = KEYS[way](word, ret->list.v[0].text);
        ret->list.v[0].n = (uint8_t)n;
        ret->list.n = n > 0;
    } else if (sounds_parse(word, is_latin, &ret->sounds)) {
        reading_keys_letters(&ret->sounds, &ret->list);
    }
}

static struct str key_text(const struct reading_key *key)
{
    return (struct str){key->text, key->n};
}

static bool has_key(const struct keys *keys, struct str key)
{
    for (size_t i = 0; i < keys->list.n; i++)
        if (str_eq(key_text(&keys->list.v[i]), key))
            return true;
    return false;
}

static bool share_key(const struct keys *a, const struct keys *b)
{
    for (size_t i = 0; i < a->list.n; i++)
        if (has_key(b, key_text(&a->list.v[i])))
            return true;
    return false;
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

/* By letters a spelling is another if its vowels are; else if its key is. */
static bool is_known(const struct reading_word *word, struct str kept, enum reading_way way)
{
    for (size_t i = 0; i < word->spellings.n; i++)
        if (word->spellings.v[i].way == way && str_eq(word->spellings.v[i].text, kept))
            return true;
    return false;
}

int reading_spell(const struct reading_ask *ask, struct reading_word *word, struct str text, enum reading_way way,
                  struct seki_err *err)
{
    struct keys keys;
    keys_of(text, way, false, &keys);
    if (keys.list.n == 0 || word->spellings.n == READING_SPELLINGS)
        return 0;
    struct str kept = way == READING_LETTERS ? text : key_text(&keys.list.v[0]);
    if (is_known(word, kept, way))
        return 0;
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
    if (!next_spelling(&rest, &spelling))
        return STR_NULL;
    bool is_marked = spelling.n > 1 && (spelling.p[1] == '*' || spelling.p[1] == '+'); /* sounds_int.h */
    return str_from(spelling, is_marked ? 2 : 1);
}

static enum reading_way way_of(struct str spelling)
{
    const char *at = memchr(WAY_LETTERS, spelling.p[0], sizeof(WAY_LETTERS));
    return at ? (enum reading_way)(at - WAY_LETTERS) : READING_WAYS; /* another letter: a damaged file */
}

/* The keys of a stored spelling: by sound and by meaning it is its key. */
static void stored_keys(struct str spelling, enum reading_way way, struct keys *ret)
{
    struct str text = str_from(spelling, 1);
    if (way == READING_LETTERS) {
        keys_of(text, way, false, ret);
        return;
    }
    none(ret);
    ret->way = way;
    ret->list.n = text.n > 0 && text.n <= READING_KEY_BYTES;
    if (ret->list.n) {
        ret->list.v[0].n = (uint8_t)text.n;
        memcpy(ret->list.v[0].text, text.p, text.n);
    }
}

struct best {
    double likeness;
    enum reading_way way;
};

static void try_pair(const struct keys *a, const struct keys *b, struct best *best)
{
    if (!share_key(a, b))
        return;
    double likeness = a->way == READING_LETTERS ? sounds_alike(&a->sounds, &b->sounds) : 1;
    if (likeness > best->likeness)
        *best = (struct best){likeness, a->way};
}

/* Against a Latin word. Its keys by a way are made when the first spelling of that way comes. */
static void try_latin(struct str spelling, struct str latin, struct keys theirs[READING_WAYS], struct best *best)
{
    struct keys own;
    enum reading_way way = way_of(spelling);
    if (way == READING_WAYS)
        return;
    if (theirs[way].way == READING_WAYS)
        keys_of(latin, way, true, &theirs[way]);
    stored_keys(spelling, way, &own);
    try_pair(&own, &theirs[way], best);
}

static void try_reading(struct str spelling, struct str other, struct best *best)
{
    struct keys own, theirs;
    enum reading_way way = way_of(spelling);
    struct str rest = spellings_of(other), next;
    if (way == READING_WAYS)
        return;
    stored_keys(spelling, way, &own);
    while (next_spelling(&rest, &next))
        if (next.p[0] == spelling.p[0]) {
            stored_keys(next, way, &theirs);
            try_pair(&own, &theirs, best);
        }
}

double reading_likeness(struct str reading, struct str other, bool is_reading, enum reading_way *ret_way)
{
    struct keys theirs[READING_WAYS];
    struct best best = {0, READING_SOUND};
    struct str rest = spellings_of(reading), spelling;
    for (int way = 0; way < READING_WAYS; way++)
        none(&theirs[way]);
    while (best.likeness < 1 && next_spelling(&rest, &spelling)) {
        if (is_reading)
            try_reading(spelling, other, &best);
        else
            try_latin(spelling, other, theirs, &best);
    }
    *ret_way = best.way;
    return best.likeness;
}

/* Hand out keys with the letter of their way in front; false if `fn` wants no more. */
static bool hand_out(const struct keys *keys, reading_key_fn *fn, void *ctx)
{
    char text[READING_KEY_BYTES + 1];
    text[0] = WAY_LETTERS[keys->way];
    for (size_t i = 0; i < keys->list.n; i++) {
        memcpy(text + 1, keys->list.v[i].text, keys->list.v[i].n);
        if (!fn(ctx, (struct str){text, (size_t)keys->list.v[i].n + 1}))
            return false;
    }
    return true;
}

void reading_keys(struct str word, bool is_reading, reading_key_fn *fn, void *ctx)
{
    struct keys keys;
    for (int way = 0; !is_reading && way < READING_WAYS; way++) {
        keys_of(word, (enum reading_way)way, true, &keys);
        if (!hand_out(&keys, fn, ctx))
            return;
    }
    struct str rest = is_reading ? spellings_of(word) : STR_NULL, spelling;
    while (next_spelling(&rest, &spelling)) {
        if (way_of(spelling) == READING_WAYS)
            continue;
        stored_keys(spelling, way_of(spelling), &keys);
        if (!hand_out(&keys, fn, ctx))
            return;
    }
}
