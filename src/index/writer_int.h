/*
 * index/writer_int.h - an index being built: what writer.c collects and build.c sorts and writes.
 *
 * While records come in, words are numbered in order of appearance; build.c sorts them and renumbers.
 */
#ifndef INDEX_WRITER_INT_H
#define INDEX_WRITER_INT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "index/format_int.h"
#include "index/list_index.h"

struct word_draft {
    struct str text;
    uint32_t number; /* of appearance; after sorting the final one */
    uint32_t n_chars, flags;
};

/* In a list that is sorted while the drafts stay where they are. */
struct word_place {
    struct word_draft *draft;
};

#define INDEX_LIST_OF(type)                                                                                            \
    struct {                                                                                                           \
        type *v;                                                                                                       \
        size_t n, cap;                                                                                                 \
    }

struct list_index_writer {
    const struct text_tools *tools;
    struct arena arena;   /* everything that stays until the file is written */
    struct arena scratch; /* of one record */
    const char *path;
    struct str list;
    struct text_ref list_ref, edition_ref;
    struct buf text;
    struct map texts; /* short texts that repeat: countries, programs, kinds; value: struct text_ref */
    struct map words; /* value: struct word_draft */
    INDEX_LIST_OF(struct word_place) drafts;
    INDEX_LIST_OF(struct text_ref) refs;
    INDEX_LIST_OF(struct index_entry) entries;
    INDEX_LIST_OF(struct index_name) names;
    INDEX_LIST_OF(struct index_token) tokens;
    INDEX_LIST_OF(uint64_t) uses; /* word << 32 | name */
    INDEX_LIST_OF(struct index_contact) contacts;
};

/* Copy a text into TEXT. index_text_shared keeps one copy of equal texts. STR_NULL gives NO_REF. */
int index_text(struct list_index_writer *writer, struct str text, struct text_ref *ret_ref, struct seki_err *err);
int index_text_shared(struct list_index_writer *writer, struct str text, struct text_ref *ret_ref,
                      struct seki_err *err);

/* Names of a record and its contact points, added for entry number `entry`. */
int index_add_names(struct list_index_writer *writer, const struct party_record *record, uint32_t entry,
                    struct seki_err *err);
int index_add_contacts(struct list_index_writer *writer, const struct party_record *record, uint32_t entry,
                       struct seki_err *err);
int index_add_contact(struct list_index_writer *writer, struct str kind, struct str value, uint32_t entry,
                      struct seki_err *err);

/* Sort, lay out and write the file. */
int index_build(struct list_index_writer *writer, struct seki_err *err);

#endif
