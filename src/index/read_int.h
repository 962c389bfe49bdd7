/*
 * index/read_int.h - an open index, inside the room.
 *
 * Section pointers are checked at open: each lies whole inside the file. Numbers found inside sections are not trusted;
 * index_sub and index_read_text check them when they are followed.
 */
#ifndef INDEX_READ_INT_H
#define INDEX_READ_INT_H

#include "base/file.h"
#include "index/format_int.h"
#include "index/list_index.h"

struct list_index {
    struct file_map map;
    struct str list, edition;
    struct str text;
    const struct text_ref *refs;
    const struct index_entry *entries;
    const uint32_t *entry_order;
    const struct index_name *names;
    const struct index_token *tokens;
    const struct index_word *words;
    const uint32_t *postings;
    const struct index_gram *grams;
    const uint32_t *gram_words;
    const struct index_key *keys;
    const struct index_contact *contacts;
    uint32_t n[SECTION_COUNT];
};

/* A piece of TEXT; STR_NULL for NO_REF and for one that leaves the section. */
static inline struct str index_read_text(const struct list_index *index, struct text_ref ref)
{
    if (ref.offset > index->text.n || ref.length > index->text.n - ref.offset)
        return STR_NULL;
    return (struct str){index->text.p + ref.offset, ref.length};
}

/* The part of a range that lies inside its section. */
static inline struct index_range index_sub(const struct list_index *index, enum index_section_id id,
                                           struct index_range range)
{
    uint32_t count = index->n[id];
    if (range.first > count)
        return (struct index_range){0, 0};
    if (range.n > count - range.first)
        range.n = count - range.first;
    return range;
}

#endif
