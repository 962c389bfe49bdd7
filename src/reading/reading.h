/*
 * reading/reading.h - how a name in another script may be written in Latin letters: sets, never one string.
 *
 *   山田太郎   ──> rendering 1: 山田 {yamada, yamata} | 太郎 {taro, futoro}       rendering 2: 山 {yama} | 田太郎 {...}
 *   小泉 まい  ──> 小泉 {koizumi, oizumi} | まい {mai}
 *   日本工営   ──> 日本 {nippon, nihon, = japan} | 工営 {koei}
 *   Газпром    ──> {gazprom}
 *
 * HOW IT WORKS. Each word of the name that is not in Latin letters becomes a *reading word*: a token of kind
 * TOKEN_READING whose text holds the source and all its spellings, so that it can be stored in an index like any other
 * word. A spelling comes by one of three ways (enum reading_way); two words belong together if the keys of two
 * spellings of the same way are equal (reading_likeness). Keys take together what writers use for one another, so a set
 * stays small: long vowels, Hepburn and kunrei, doubled letters, unwritten Arabic vowels. Everything is a function of
 * the name alone. No state: any thread, each with its own arena.
 */
#ifndef READING_READING_H
#define READING_READING_H

#include "base/arena.h"
#include "text/name.h"

enum reading_way {
    READING_SOUND, /* how the characters are read: 山田 yamada, 王 wang, 김 kim */
    READING_LETTERS, /* letter by letter, vowels uncertain: محمد mhmd, ハキーミー hakimi, Газпром gazprom */
    READING_MEANING, /* what the word means: 工業 industries */
    READING_WAYS
};

enum {
    READING_SPELLINGS = 64, /* of one word, the best */
    READING_RENDERINGS = 12,
    READING_KEY_BYTES = 96, /* longest key; longer words have none */
};

struct renderings {
    struct folded_name *v; /* the likeliest first */
    size_t n;
};

/*
 * The renderings of a folded name that has words in other scripts than Latin; none if it has no such words or they
 * cannot be read. Tokens that are Latin words, numbers or legal forms stay as they are; the key begins with a mark that
 * no other key has. The last rendering of a Japanese organisation may be its whole name as one word, as kana write it
 * (NTTデータ); so too if only the legal form is Japanese (NTT株式会社). SEKI_E_NOMEM.
 */
int reading_render(const struct text_tools *tools, struct arena *arena, const struct folded_name *name, bool is_person,
                   struct renderings *ret, struct seki_err *err);

/*
 * How alike a reading word and another word are, 0 (no spelling with an equal key) .. 1; the other is a folded Latin
 * word or a reading word (is_reading). *ret_way is the way of the pair that fits best. The same from both sides.
 */
double reading_likeness(struct str reading, struct str other, bool is_reading, enum reading_way *ret_way);

/* The written form that a reading word stands for ("山田"), and the likeliest spelling ("yamada"). */
struct str reading_source(struct str reading);
struct str reading_first(struct str reading);

/* Called for each key of a word; a Latin word has one for each way. false ends. */
typedef bool reading_key_fn(void *ctx, struct str key);

/* The keys of a reading word (is_reading) or of a folded Latin word. Words with a likeness above 0 share a key. The
 * first byte of a key tells the way, so keys of two ways are never equal. */
void reading_keys(struct str word, bool is_reading, reading_key_fn *fn, void *ctx);

#endif
