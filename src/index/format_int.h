/*
 * index/format_int.h - the bytes of a list index.
 *
 *   header | TEXT | REFS | ENTRIES | ENTRY_ORDER | NAMES | TOKENS | WORDS | POSTINGS | GRAMS | GRAM_WORDS | KEYS |
 * CONTACTS
 *
 * Each section is an array of one struct, begins at a multiple of eight and has its own hash in the header. Numbers are
 * of the machine that wrote the file (the header tells byte order): an index is a cache, it never travels. A `_ref` is
 * a piece of TEXT; offset NO_REF is an absent text. Change anything here: raise INDEX_VERSION, old files are rebuilt.
 */
#ifndef INDEX_FORMAT_INT_H
#define INDEX_FORMAT_INT_H

#include "base/str.h"

#define INDEX_MAGIC "SEKIIDX"
enum { INDEX_VERSION = 3, INDEX_BYTE_ORDER = 0x01020304, SECTION_ALIGN = 8 };

#define NO_REF UINT32_MAX

struct text_ref {
    uint32_t offset, length;
};

/* n elements of another section. */
struct index_range {
    uint32_t first, n;
};

struct index_entry {
    struct text_ref entry, entity, source_field, start_date, end_date, title, remarks;
    struct index_range names;       /* of NAMES, parts included */
    struct index_range identifiers; /* of REFS, three for each: kind, value, country */
    struct index_range countries, birth_dates, addresses, programs, topics; /* of REFS */
    uint32_t schema, concerns;
    uint64_t row;
};

enum index_name_flags {
    NAME_IS_PART = 1 << 0,    /* compared is a part of the listed name */
    NAME_IS_WEAK = 1 << 1,    /* weak by the list's word, or an acronym */
    NAME_IS_COPY = 1 << 2,    /* folds like an earlier name of the entry: shown, not searched */
    NAME_IS_READING = 1 << 3, /* compared is a rendering in Latin letters (reading/reading.h) */
};

struct index_name {
    uint32_t entry;
    struct text_ref text, key, core;
    uint32_t first_token;
    uint16_t n_tokens;
    uint8_t kind, flags;
};

struct index_token {
    uint32_t word;
    uint8_t kind, is_cjk, is_common, unused;
};

/* Sorted by (n_chars, text). `letters`: one bit for each letter, see index_word_letters. */
struct index_word {
    uint64_t letters;
    struct text_ref text;
    struct index_range postings; /* of POSTINGS */
    uint32_t n_chars, flags;
};

/* Three code points of a padded word; sorted by key. Words of a gram ascend, so the shortest come first. */
struct index_gram {
    uint64_t key;
    struct index_range words; /* of GRAM_WORDS */
};

/* A word by one of its keys (reading_keys). Sorted by (hash, word); equal hashes need not be equal keys. */
struct index_key {
    uint32_t hash, word;
};

/* Sorted by (hash, entry). */
struct index_contact {
    uint64_t hash; /* index_contact_hash */
    struct text_ref value;
    uint32_t kind, kind_length; /* of TEXT */
    uint32_t entry, unused;
};

/* name, element */
#define INDEX_SECTIONS(X)                                                                                              \
    X(TEXT, char)                                                                                                      \
    X(REFS, struct text_ref)                                                                                           \
    X(ENTRIES, struct index_entry)                                                                                     \
    X(ENTRY_ORDER, uint32_t) /* entries by their own id */                                                             \
    X(NAMES, struct index_name)                                                                                        \
    X(TOKENS, struct index_token)                                                                                      \
    X(WORDS, struct index_word)                                                                                        \
    X(POSTINGS, uint32_t) /* names */                                                                                  \
    X(GRAMS, struct index_gram)                                                                                        \
    X(GRAM_WORDS, uint32_t) /* words */                                                                                \
    X(KEYS, struct index_key)                                                                                          \
    X(CONTACTS, struct index_contact)

enum index_section_id {
#define INDEX_SECTION_ID(name, type) SECTION_##name,
    INDEX_SECTIONS(INDEX_SECTION_ID)
#undef INDEX_SECTION_ID
        SECTION_COUNT
};

struct index_section {
    uint64_t offset, count, hash;
};

struct index_header {
    char magic[8];
    uint32_t version, byte_order;
    uint32_t fold_version, unused; /* TEXT_FOLD_VERSION */
    uint64_t file_size;
    struct text_ref list, edition;
    struct index_section sections[SECTION_COUNT];
    uint64_t hash; /* of all bytes before it */
};

/* Bytes of one element of a section. */
size_t index_section_width(enum index_section_id id);

/* A set of letters: an edit changes at most two bits of it (a swap none). */
uint64_t index_word_letters(struct str word);

/* A word longer than this has no more trigrams; it is found by its beginning. */
enum { LIST_WORD_GRAMS = 256 };

/* Trigrams of a word with two blanks before and behind, repeats included: n_chars + 2. Returns the number written, at
 * most `max`. */
size_t index_word_grams(struct str word, uint64_t *ret_keys, size_t max);

uint64_t index_contact_hash(struct str kind, struct str value);

uint32_t index_key_hash(struct str key);

#endif
