/*
 * reading/japanese_spell.c - the likeliest readings of a piece of a Japanese name.
 *
 *   美咲 as a given name  ──> みさき, みさ, よしさき, みえ, ...
 *
 * HOW IT WORKS. A lattice over the characters: an edge is a word of the table (of persons' names only the whole piece)
 * or one character with one of its readings. At each position the best ways to get there are kept, in order of cost,
 * each with another sound; those of the next position are the merged sums of theirs and the costs of the edges (k best
 * paths with one heap of streams a position).
 */
#include "reading/japanese_int.h"

#include "base/utf8.h"

#include <string.h>

enum { EDGES = 512, LONE_KANA = 12 * JAPANESE_UNIT, LONE_CHAR = 5 * JAPANESE_UNIT, MARGIN = 24 * JAPANESE_UNIT };

/* The vowel of each kana code, to hear which vowels are long; others are '-'. */
static const char VOWELS[] = "-aaiiuueeooaaiiuueeooaaiiuueeooaaiiuuueeooaiueoaaaiiiuuueeeoooaiueoaauuooaiueoaaieo-uae-";

/* A way to read what is in front of a position. */
struct way {
    const uint8_t *kana; /* of the last edge */
    uint32_t cost, sound;
    uint8_t n_kana, n_all, from; /* kana of the edge, of the whole; where the edge begins */
    uint8_t before;              /* index of the way there */
    bool is_word;                /* the edge is a word of the table */
    char vowel;
};

struct beam {
    struct way *v;
    size_t n;
};

/* Readings of one edge, each added to the ways of the position where it begins. */
struct stream {
    struct japanese_reading reading;
    uint32_t cost; /* of its next sum */
    uint8_t from, next;
    bool is_word;
};

struct lattice {
    struct str chars[JAPANESE_RUN_MAX];
    size_t n, most;
    enum reading_role role;
    struct beam beams[JAPANESE_RUN_MAX + 1];
    struct stream streams[EDGES];
    size_t n_streams;
};

static bool take_chars(struct lattice *lattice, struct str piece)
{
    for (lattice->n = 0; piece.n; lattice->n++) {
        if (lattice->n == JAPANESE_RUN_MAX)
            return false;
        struct str rest = piece;
        (void)utf8_next(&rest);
        lattice->chars[lattice->n] = str_sub(piece, 0, piece.n - rest.n);
        piece = rest;
    }
    return lattice->n > 0;
}

static struct str text_of(const struct lattice *lattice, size_t from, size_t to)
{
    const char *p = lattice->chars[from].p;
    return (struct str){p, (size_t)(lattice->chars[to - 1].p + lattice->chars[to - 1].n - p)};
}

/* ---- the heap of streams, smallest cost first ---- */

static void sift_down(struct lattice *lattice, size_t i)
{
    struct stream *v = lattice->streams;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= lattice->n_streams)
            return;
        if (child + 1 < lattice->n_streams && v[child + 1].cost < v[child].cost)
            child++;
        if (v[i].cost <= v[child].cost)
            return;
        struct stream swap = v[i];
        v[i] = v[child];
        v[child] = swap;
        i = child;
    }
}

/* `more` is added to the cost; an edge without is a word of the table. */
static void add_stream(struct lattice *lattice, size_t from, struct japanese_reading reading, unsigned more)
{
    if (lattice->beams[from].n == 0 || lattice->n_streams == EDGES)
        return;
    unsigned cost = reading.cost + more;
    lattice->streams[lattice->n_streams++] = (struct stream){
        .reading = reading, .cost = lattice->beams[from].v[0].cost + cost, .from = (uint8_t)from, .is_word = more == 0};
}

static void add_streams(struct lattice *lattice, size_t from, struct japanese_readings readings, unsigned more)
{
    struct japanese_reading reading;
    while (japanese_next(&readings, &reading))
        add_stream(lattice, from, reading, more);
}

/* ---- edges that end at a position ---- */

static enum japanese_place place_of(const struct lattice *lattice, size_t i)
{
    if (lattice->n == 1)
        return JAPANESE_ONLY;
    if (i == 0)
        return JAPANESE_FIRST;
    return i + 1 == lattice->n ? JAPANESE_LAST : JAPANESE_INNER;
}

/* A kana that stands for itself. */
static void add_kana(struct lattice *lattice, size_t i)
{
    static const uint8_t CODES[JAPANESE_CODES] = {
#define FOUR(n) (n) | JAPANESE_END, ((n) + 1) | JAPANESE_END, ((n) + 2) | JAPANESE_END, ((n) + 3) | JAPANESE_END
        FOUR(0x00), FOUR(0x04), FOUR(0x08), FOUR(0x0C), FOUR(0x10), FOUR(0x14), FOUR(0x18), FOUR(0x1C),
        FOUR(0x20), FOUR(0x24), FOUR(0x28), FOUR(0x2C), FOUR(0x30), FOUR(0x34), FOUR(0x38), FOUR(0x3C),
        FOUR(0x40), FOUR(0x44), FOUR(0x48), FOUR(0x4C), FOUR(0x50), FOUR(0x54),
#undef FOUR
    };
    struct str rest = lattice->chars[i];
    uint32_t c = utf8_next(&rest);
    if (c > JAPANESE_KANA_BASE && c < JAPANESE_KANA_BASE + JAPANESE_LONG)
        add_stream(lattice, i, (struct japanese_reading){&CODES[c - JAPANESE_KANA_BASE], 1, 0}, LONE_KANA);
}

static void add_char(struct lattice *lattice, size_t i)
{
    size_t before = lattice->n_streams;
    if (lattice->role != READING_WORD) {
        unsigned more = i == 0 ? japanese_length(lattice->role, lattice->n) : 0;
        add_streams(lattice, i, japanese_char(lattice->chars[i], lattice->role, place_of(lattice, i)), more);
    }
    for (int place = JAPANESE_FIRST; lattice->role == READING_WORD && place < JAPANESE_PLACES; place++)
        add_streams(lattice, i, japanese_char(lattice->chars[i], READING_WORD, (enum japanese_place)place), LONE_CHAR);
    if (lattice->n_streams == before)
        add_kana(lattice, i);
}

static void add_edges(struct lattice *lattice, size_t to)
{
    struct japanese_readings readings;
    lattice->n_streams = 0;
    bool is_piece = lattice->role != READING_WORD;
    size_t most = is_piece ? lattice->n : JAPANESE_WORD_MAX;
    for (size_t n = is_piece && to < lattice->n ? most + 1 : is_piece ? most : 1; n <= most && n <= to; n++)
        if (japanese_word(text_of(lattice, to - n, to), lattice->role, &readings))
            add_streams(lattice, to - n, readings, 0);
    add_char(lattice, to - 1);
    for (size_t i = lattice->n_streams / 2; i-- > 0;)
        sift_down(lattice, i);
}

/* ---- ways ---- */

/* The sound of a way with more kana behind: what is long or short, small or large does not count. */
static void hear(struct way *way, const uint8_t *kana, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t code = kana[i] & (JAPANESE_END - 1);
        char vowel = VOWELS[code];
        bool is_long = code == JAPANESE_LONG || (way->vowel == 'o' && (code == 6 || code == 10)) ||
                       (way->vowel == vowel && code <= 10);
        if (is_long)
            continue;
        bool is_small = code == 0x43 || code == 0x45 || code == 0x47;
        way->sound = (way->sound ^ (uint32_t)(code + is_small)) * 0x01000193U;
        way->vowel = vowel;
    }
}

static bool is_heard(const struct beam *beam, const struct way *way)
{
    for (size_t i = 0; i < beam->n; i++)
        if (beam->v[i].sound == way->sound)
            return true;
    return false;
}

/* Take the cheapest sum off the heap into the beam, and put the next one of its stream back. */
static void take_sum(struct lattice *lattice, struct beam *beam)
{
    struct stream *stream = &lattice->streams[0];
    const struct beam *from = &lattice->beams[stream->from];
    const struct way *before = &from->v[stream->next];
    struct way way = {.kana = stream->reading.kana,
                      .cost = stream->cost,
                      .sound = before->sound,
                      .vowel = before->vowel,
                      .n_kana = stream->reading.n,
                      .from = stream->from,
                      .before = stream->next,
                      .is_word = stream->is_word};
    way.n_all = (uint8_t)(before->n_all + way.n_kana);
    hear(&way, way.kana, way.n_kana);
    if (way.n_all <= JAPANESE_KANA_MAX && !is_heard(beam, &way))
        beam->v[beam->n++] = way;
    stream->next++;
    if (stream->next < from->n)
        stream->cost += from->v[stream->next].cost - before->cost;
    else
        *stream = lattice->streams[--lattice->n_streams];
    sift_down(lattice, 0);
}

static void fill(struct lattice *lattice)
{
    lattice->beams[0].v[0] = (struct way){.sound = 0x811C9DC5U, .vowel = '-'};
    lattice->beams[0].n = 1;
    for (size_t to = 1; to <= lattice->n; to++) {
        struct beam *beam = &lattice->beams[to];
        add_edges(lattice, to);
        while (lattice->n_streams && beam->n < lattice->most &&
               (beam->n == 0 || lattice->streams[0].cost <= beam->v[0].cost + MARGIN))
            take_sum(lattice, beam);
    }
}

static void write_way(const struct lattice *lattice, size_t index, struct japanese_spelling *ret)
{
    size_t at = lattice->n;
    const struct way *way = &lattice->beams[at].v[index];
    *ret = (struct japanese_spelling){.cost = (uint16_t)way->cost, .n = way->n_all};
    while (at) {
        size_t into = way->n_all - way->n_kana;
        for (size_t i = 0; i < way->n_kana; i++)
            ret->kana[into + i] = way->kana[i] & (JAPANESE_END - 1);
        at = way->from;
        way = &lattice->beams[at].v[way->before];
    }
}

/* A filled lattice in the arena; NULL in *ret_lattice if the piece is too long. */
static int make_lattice(struct arena *arena, struct str piece, enum reading_role role, size_t most,
                        struct lattice **ret_lattice, struct seki_err *err)
{
    struct lattice *lattice = ARENA_NEW(arena, struct lattice);
    TRY_MEM(lattice, err);
    lattice->role = role;
    lattice->most = most;
    *ret_lattice = NULL;
    if (!take_chars(lattice, piece))
        return 0;
    struct way *ways = ARENA_ARRAY(arena, (lattice->n + 1) * most, struct way);
    TRY_MEM(ways, err);
    for (size_t i = 0; i <= lattice->n; i++)
        lattice->beams[i].v = ways + i * most;
    fill(lattice);
    *ret_lattice = lattice;
    return 0;
}

int japanese_spell(struct arena *arena, struct str piece, enum reading_role role, struct japanese_spelling *ret,
                   size_t most, struct seki_err *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct lattice *lattice;
    TRY(make_lattice(arena, piece, role, most, &lattice, err));
    size_t n = lattice ? lattice->beams[lattice->n].n : 0;
    for (size_t i = 0; i < n; i++)
        write_way(lattice, i, &ret[i]);
    arena_rewind(arena, mark);
    return (int)n;
}

int japanese_cut(struct arena *arena, struct str piece, size_t ends[JAPANESE_RUN_MAX], struct seki_err *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct lattice *lattice;
    size_t n = 0, backwards[JAPANESE_RUN_MAX];
    TRY(make_lattice(arena, piece, READING_WORD, 1, &lattice, err));
    bool was_char = false;
    for (size_t at = lattice && lattice->beams[lattice->n].n ? lattice->n : 0; at > 0;) {
        const struct way *way = &lattice->beams[at].v[0];
        if (way->is_word || !was_char) /* characters in a row that are no words are one that is not known */
            backwards[n++] = (size_t)(lattice->chars[at - 1].p + lattice->chars[at - 1].n - piece.p);
        was_char = !way->is_word;
        at = way->from;
    }
    for (size_t i = 0; i < n; i++)
        ends[i] = backwards[n - 1 - i];
    arena_rewind(arena, mark);
    return (int)n;
}
