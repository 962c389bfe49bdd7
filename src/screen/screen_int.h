/*
 * screen/screen_int.h - what the files of the room share.
 *
 *   screen.c      the calls: prepare, candidates of each list, compare, evidence, order
 *   prepare.c     a written name -> spellings -> weighed words
 *   candidates.c  the names of a list that can reach the threshold
 *   similar.c     two words
 *   compare.c     two names: which words belong together, and the score
 *   evidence.c    birth date, country, identifiers
 *   explain.c     the parts that sum to the score
 *   resolve.c     what people said of the hits before
 */
#ifndef SCREEN_SCREEN_INT_H
#define SCREEN_SCREEN_INT_H

#include "index/list_index.h"
#include "screen/screen.h"
#include "screen/weights_int.h"

/* The lowest score of names that other evidence can lift to review. */
#define NEEDED_SCORE (SCREEN_REVIEW_AT - EVIDENCE_MOST)

enum { SCREEN_TOKENS = 64 }; /* = LIMIT(TOKENS), for arrays */

struct screen_token {
    struct str text;
    enum token_kind kind;
    bool is_cjk, is_common;
    uint32_t n_chars;
    double weight;
};

/* A spelling ready to be compared. Legal forms stand apart: they are not weighed. */
struct screen_name {
    struct str text; /* the whole name, as written */
    struct str key;
    bool is_person; /* folded as a person's name */
    bool is_weak;
    bool is_reading;                 /* a rendering in Latin letters of a name in another script */
    bool is_han;                     /* of Han characters */
    const struct screen_name *whole; /* of a part, the name that it is a part of, if that can be compared */
    uint32_t n_tokens, n_legal;
    struct screen_token tokens[SCREEN_TOKENS];
    struct str legal[SCREEN_TOKENS];
    double total; /* of the weights */
};

/* ---- screen.c ---- */

/* The order of hits, for qsort. */
int screen_hit_cmp(const void *a, const void *b);

/* ---- prepare.c ---- */

/* Ways to read one asked name: its spellings, each folded as a person's and as another name. */
struct screen_names {
    struct screen_name **v;
    struct folded_name *folded; /* beside v */
    size_t n, cap;
};

/* Weigh a token; fills n_chars (if 0) and weight. */
void screen_weigh(struct screen_token *token, bool is_person);

/* From a folded name. */
void screen_name_set(struct screen_name *name, const struct folded_name *folded, struct str text, bool is_person);

/* A name of an index, with the whole name if it is a part. */
struct screen_loaded {
    struct list_name row;
    struct screen_name name, whole;
};

/* Name number `i`; false if it is not comparable. */
bool screen_name_load(struct screen_loaded *loaded, const struct list_index *index, uint32_t i, bool is_person);

struct screen_ask {
    struct str name;
    bool as_person, as_other;
};

/* SEKI_E_MEANING "not comparable" when nothing is left of the name. Adds to *names. */
int screen_prepare(const struct text_tools *tools, struct arena *arena, const struct screen_ask *ask,
                   struct screen_names *names, struct seki_err *err);

/* ---- similar.c ---- */

enum screen_reason {
    REASON_EXACT,
    REASON_VARIANT,
    REASON_EDIT,
    REASON_JOINED,
    REASON_NUMERIC,
    REASON_INITIAL,
    REASON_MISSING,
    REASON_EXTRA,
    REASON_LEGAL_FORM,
    REASON_ORDER,
    REASON_WEAK,
    REASON_BIRTH_DATE,
    REASON_COUNTRY,
    REASON_IDENTIFIER,
    REASON_LIMIT,
    REASON_READING,         /* by sound */
    REASON_TRANSLITERATION, /* letter by letter */
    REASON_TRANSLATION,
    REASON_CUT, /* the asked name ends within a word */
    REASON_COUNT
};
struct str screen_reason_word(enum screen_reason reason);

/* Most edits that similar words of this length can be apart. */
unsigned screen_max_edits(uint32_t n_chars, bool is_cjk, bool is_person);

/* A reading word and a Latin word or another reading word: 0 .. 1 by the way that fits best. */
double screen_similar_reading(struct str reading, struct str other, bool is_reading, enum screen_reason *ret_reason);

/* 0 (not similar) .. 1 for two words; *ret_reason says how. */
double screen_similar(const struct screen_token *a, const struct screen_token *b, bool is_person,
                      enum screen_reason *ret_reason);

bool screen_is_patronym(struct str word);

/* The same for texts that are alphabet words, joined or not. */
double screen_similar_words(struct str a, uint32_t n_a, struct str b, uint32_t n_b, enum screen_reason *ret_reason);

/* ---- compare.c ---- */

/* Words query[q_first ..] and entry[e_first ..] belong together. */
struct screen_link {
    uint8_t q_first, q_n, e_first, e_n;
    uint8_t reason;
    double similarity;
};

struct screen_alignment {
    const struct screen_name *query, *entry;
    struct screen_link links[SCREEN_TOKENS];
    size_t n_links;
    bool q_used[SCREEN_TOKENS], e_used[SCREEN_TOKENS];
    bool is_numbered;                                     /* a number found no equal */
    double total;                                         /* of both names, after conflicts */
    double order, legal, number, other_word, edits, weak; /* penalties, <= 0 */
    double score;                                         /* of the names, 0 .. 1 */
};

void screen_align(const struct screen_name *query, const struct screen_name *entry, struct screen_alignment *ret);

/* May the last word of an asked name be the beginning of a longer one? */
bool screen_can_be_cut(const struct screen_token *word);

/* Most that two names can score when the words that belong together weigh at most `shared` on each side. */
double screen_bound(double shared, double query_total, double entry_total);

/* ---- evidence.c ---- */

struct screen_evidence {
    double birth_date, country, identifier;
    struct str birth_query, birth_entry, country_query, country_entry, id_query, id_entry;
};
void screen_evidence(const struct screen_query *query, const struct list_index *index, uint32_t entry,
                     struct screen_evidence *ret);

/* ---- explain.c ---- */

/* Parts, score and decision of a hit. `evidence` may be NULL. */
int screen_explain(struct arena *arena, const struct screen_alignment *alignment,
                   const struct screen_evidence *evidence, struct screen_hit *hit, struct seki_err *err);

/* Score with evidence, in 1/10,000. */
int screen_total(const struct screen_alignment *alignment, const struct screen_evidence *evidence);
enum screen_decision screen_decide(int score);

/* ---- candidates.c ---- */

struct screen_scratch; /* counters of one run */
int screen_scratch_new(struct arena *arena, const struct list_index *const *lists, size_t n_lists,
                       struct screen_scratch **ret_scratch, struct seki_err *err);

/* `fn` is called once for each name of the list that can reach SCREEN_REVIEW_AT against `name`; `shared` is the most
 * weight that they can share, on either side. It returns 0 or a code. */
struct screen_search {
    struct arena *arena;
    struct screen_scratch *scratch;
    const struct list_index *index;
    const struct screen_name *name;
    const struct folded_name *folded;
    int (*fn)(void *ctx, uint32_t name, double shared, struct seki_err *err);
    void *ctx;
};
int screen_candidates(const struct screen_search *search, struct seki_err *err);

#endif
