/*
 * base/map.h - text to pointer, in an arena.
 *
 * Open addressing, at most 3/4 full. Keys are looked at, not copied: they must live as long as the map. A key that is
 * put again gets the new value. Iteration is in order of first insertion, so output made from a map is stable.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/arena.h"

struct map_entry {
    struct str key;
    void *value;
    uint64_t hash;
};

struct map {
    struct arena *arena;
    struct map_entry *v; /* n entries in order of insertion */
    size_t n, cap;
    uint32_t *slots; /* index + 1 into v, 0 = free */
    size_t n_slots;
};

void map_init(struct map *map, struct arena *arena);

/* False without memory. */
bool map_put(struct map *map, struct str key, void *value) ATTR_MUST_USE;

/* NULL if the key is not there (or was put with NULL; use map_has to tell). */
void *map_get(const struct map *map, struct str key);
bool map_has(const struct map *map, struct str key);

#endif
