/*
 * tests/unit/index/index_damage.h - set the hashes of a damaged index right, so that the damage passes the first check.
 */
#ifndef INDEX_INDEX_DAMAGE_H
#define INDEX_INDEX_DAMAGE_H

#include "index/format_int.h"

#include <string.h>

/* Hashes that fit what is there now, as far as the sections lie inside. `bytes` hold at least a header. */
static inline void index_set_hashes(char *bytes, size_t n)
{
    struct index_header header;
    memcpy(&header, bytes, sizeof(header));
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        struct index_section *section = &header.sections[i];
        size_t width = index_section_width(i);
        if (section->offset <= n && section->count <= (n - section->offset) / width)
            section->hash = str_hash((struct str){bytes + section->offset, section->count * width});
    }
    header.hash = str_hash((struct str){(const char *)&header, offsetof(struct index_header, hash)});
    memcpy(bytes, &header, sizeof(header));
}

#endif
