/*
 * index/list_index.h - one list edition as an immutable mapped file: its entries, its names prepared for comparison,
 * and everything by which a name or a contact point finds them.
 *
 *   store (records) --writer--> DATA/index/<edition id>.idx --map--> screen (names), assess (contact points)
 *
 * The file is derived: when it is lost or damaged it is built again from the store. Inside there are offsets, never
 * pointers, and every offset is checked against its section when it is followed, so a damaged file gives a clear
 * SEKI_E_CORRUPT at open or empty answers, never a crash. All texts that come out look into the map and live until
 * list_index_close(). An open index is read-only: any number of threads may use it at once. A writer belongs to one
 * thread.
 *
 * HOW IT WORKS
 *
 *   entry 7 ─── names 12..14 ─── tokens ─── word 93 "tianhai" ─── names with it: 12, 80, 512
 *      │                                       ▲
 *      │                                  gram "ian" ─── words with it, shortest first
 *      └─── contacts: hash("phone", "+81312345678") ─── entry 7
 *
 * A *word* is a distinct folded token; neighbouring tokens are also kept joined ("hai xiang" = "haixiang"), and a run
 * of Han, kana or hangul also as its pairs of characters. list_index_words() gives the words that can be within a given
 * number of typing errors of a token; it leaves none out (trigram count filter, see there).
 */
#ifndef INDEX_LIST_INDEX_H
#define INDEX_LIST_INDEX_H

#include "base/arena.h"
#include "model/party.h"
#include "text/name.h"
#include "text/text.h"

/* ---- writing ---- */

struct list_index_writer;

/* Begin an index for one edition. `edition` may be STR_NULL (undated). Nothing is on the disk before finish. `tools`
 * must outlive the writer. Free with list_index_writer_finish or _drop. */
int list_index_writer_open(const struct text_tools *tools, const char *path, struct str list, struct str edition,
                           struct list_index_writer **ret_writer, struct seki_err *err);

/* Add a record; one with is_listed false is passed over. The record is copied. A name that folds to nothing is kept for
 * showing but cannot be found. Over LIMIT(INDEX_BYTES): SEKI_E_LIMIT. */
int list_index_writer_add(struct list_index_writer *writer, const struct party_record *record, struct seki_err *err);

/* Write beside `path`, sync, rename over it, sync the folder (mode 0600). The writer is freed in every case. */
int list_index_writer_finish(struct list_index_writer **writer, struct seki_err *err);

/* Forget it; usable with AUTO(). */
void list_index_writer_drop(struct list_index_writer **writer);

/* ---- entries ---- */

struct list_index;

/* Map and check a file: magic, version, sizes, sections, hash over all bytes. SEKI_E_CORRUPT or SEKI_E_UNSUPPORTED
 * (other version): build it again. */
int list_index_open(const char *path, struct list_index **ret_index, struct seki_err *err);
void list_index_close(struct list_index **index); /* NULL inside is fine; usable with AUTO() */

struct str list_index_list(const struct list_index *index);    /* "jp_meti_eul" */
struct str list_index_edition(const struct list_index *index); /* "2026-02-27"; STR_NULL = undated */
uint32_t list_index_count(const struct list_index *index);     /* entries, numbered from 0 in the order they came */

/* An entry of a list, as the list has it. */
struct list_entry {
    struct str list, edition; /* edition STR_NULL = undated */
    struct str entry;         /* the list's own id */
    struct str entity;        /* our id: uuid8(list, entry) */
    enum party_schema schema;
    struct party_name *names; /* as written; the first is the name to show */
    size_t n_names;
    struct party_identifier *identifiers;
    size_t n_identifiers;
    struct str_list countries, birth_dates, addresses, programs, topics;
    unsigned concerns;
    struct str source_field, start_date, end_date, title, remarks; /* STR_NULL = the list does not say */
    uint64_t row;
};

/* Entry number `i`; arrays come from the arena, texts look into the map. Numbers out of range: SEKI_E_NOTFOUND. */
int list_index_entry(struct arena *arena, const struct list_index *index, uint32_t i, struct list_entry *ret_entry,
                     struct seki_err *err);

/* The entry with the list's own id `entry`: true and its number. O(log n). */
bool list_index_find_entry(const struct list_index *index, struct str entry, uint32_t *ret_number);

/* Only what comparing needs, without an arena. False if out of range. */
struct list_entry_brief {
    struct str entry;
    enum party_schema schema;
    uint32_t n_countries, n_birth_dates, n_identifiers, number;
};
bool list_index_brief(const struct list_index *index, uint32_t i, struct list_entry_brief *ret_brief);
struct str list_index_country(const struct list_index *index, uint32_t entry, uint32_t i);
struct str list_index_birth_date(const struct list_index *index, uint32_t entry, uint32_t i);

/* ---- contact points and identifiers ---- */

/* Called for each entry that uses the value; false stops. */
typedef bool list_index_contact_fn(void *ctx, uint32_t entry);

/*
 * Entries that use this contact point. Kinds and normal forms:
 *   phone   E.164 (text/phone.h)             email    lower case, whole
 *   domain  registrable, no free mail        address  address key (text/address.h)
 *   account, iban, swift, imo, lei, passport, id, tax, registration, houjin_bangou, uscc, inn, ogrn, mmsi, crypto, ...:
 *           letters and digits only, upper case (index_identifier_key)
 *   name    folded key of a name, with and without legal forms
 * `value` must be normalised. O(log n). Each entry is given once.
 */
void list_index_find_contact(const struct list_index *index, struct str kind, struct str value,
                             list_index_contact_fn *fn, void *ctx);

/* The normal form of identifiers: ASCII letters and digits, upper case, full width made half; other letters stay as
 * they are. Empty if shorter than 4 characters: too common to say anything. */
int index_identifier_key(struct arena *arena, struct str raw, struct str *ret_key, struct seki_err *err);

/* ---- names and words, for screen ---- */

uint32_t list_index_name_count(const struct list_index *index);
uint32_t list_index_word_count(const struct list_index *index);

/* A spelling of an entry: a listed name, or a part of one ("Air Koryo" of "Air Koryo (高麗航空)"). */
struct list_name {
    uint32_t entry;
    struct str text;      /* the listed name, as written */
    struct str key, core; /* see struct folded_name */
    enum party_name_kind kind;
    bool is_part;    /* compared is a part of `text` */
    bool is_reading; /* compared is a rendering of it in Latin letters */
    bool is_weak;    /* the list calls it weak, or it is an acronym */
    uint32_t first_token, n_tokens;
};
bool list_index_name(const struct list_index *index, uint32_t i, struct list_name *ret_name);

/* The spellings of an entry: first .. first + n - 1. */
struct list_names {
    uint32_t first, n;
};
struct list_names list_index_names_of(const struct list_index *index, uint32_t entry);

/* Token `i` of the file (first_token .. first_token + n_tokens - 1 of a name). */
struct list_token {
    struct str text;
    enum token_kind kind;
    bool is_cjk, is_common;
    uint32_t n_chars; /* code points */
    uint32_t word;
};
bool list_index_token(const struct list_index *index, uint32_t i, struct list_token *ret_token);

/* What a word of the index is. One word can be several at once in different names. */
enum list_word_flags {
    LIST_WORD_TOKEN = 1 << 0,   /* a token of an alphabet */
    LIST_WORD_JOINED = 1 << 1,  /* neighbouring tokens written together */
    LIST_WORD_CJK = 1 << 2,     /* a token of Han, kana or hangul */
    LIST_WORD_PAIR = 1 << 3,    /* two neighbouring characters of CJK tokens, or the only one */
    LIST_WORD_READING = 1 << 4, /* a word of another script with its Latin spellings (reading/reading.h) */
};

/*
 * The further words that a name is found by, the same for entries and queries: each two neighbouring tokens joined, all
 * tokens joined (up to INDEX_JOINED_CHARS bytes), and the pairs of characters of its CJK tokens. Legal forms are left
 * out unless there is nothing else. `fn` returns 0 or a code; the text lives in `arena`. A word may be given twice.
 */
enum { INDEX_JOINED_CHARS = 96 };
typedef int index_word_fn(void *ctx, struct str text, uint32_t flags, struct seki_err *err);
int index_joined_words(struct arena *arena, const struct folded_name *name, index_word_fn *fn, void *ctx,
                       struct seki_err *err);

/* Word number of exactly this text. O(log n). */
bool list_index_find_word(const struct list_index *index, struct str text, uint32_t *ret_word);

/* The names that contain the word, ascending; the slice looks into the map. */
struct list_postings {
    const uint32_t *v;
    size_t n;
};
struct list_postings list_index_postings(const struct list_index *index, uint32_t word);

/* Text, length in code points and enum list_word_flags of a word; STR_NULL if there is no such word. */
struct str list_index_word(const struct list_index *index, uint32_t word, uint32_t *ret_n_chars, uint32_t *ret_flags);

/* Called for each word that may be within the distance. */
typedef void list_index_word_fn(void *ctx, uint32_t word);

/*
 * All alphabet words (tokens and joined ones) of min_chars to max_chars code points whose distance to `text` (optimal
 * string alignment: insert, delete, replace, swap neighbours) may be at most `max_edits`, and perhaps others: the
 * caller measures. Complete: an edit breaks at most three of the padded trigrams of a word (a swap four), so two words
 * within k share at least n + 2 - 4k, n being the longer length; where that is less than one, all words of fitting
 * length are given. CJK words are found by their pairs instead. Words over 250 letters are compared by their beginning.
 * `counts` is scratch: list_index_word_count() zero bytes, left zero.
 */
struct list_word_search {
    struct str text;
    uint32_t max_edits, min_chars, max_chars;
    uint8_t *counts;
    list_index_word_fn *fn;
    void *ctx;
};
void list_index_words(const struct list_index *index, const struct list_word_search *search);

/* Each token is also found by its beginnings, of 2 to LIST_CUT_BYTES bytes: as key LIST_CUT_MARK and the beginning. */
enum { LIST_CUT_BYTES = 24, LIST_CUT_MARK = '<' };

/* Keys of reading words stand apart, behind this mark: a Latin word asks for reading words only. */
enum { LIST_READING_MARK = '>' };

/* All words (tokens, joined ones, reading words) that have the key, and perhaps others; see reading_keys. */
void list_index_key_words(const struct list_index *index, struct str key, list_index_word_fn *fn, void *ctx);

#endif
