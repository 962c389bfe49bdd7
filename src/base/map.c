/* base/map.c - see base/map.h. */
#include "base/map.h"

void map_init(struct map *map, struct arena *arena)
{
    *map = (struct map){.arena = arena};
}

static size_t find_slot(const struct map *map, struct str key, uint64_t hash)
{
    size_t at = hash & (map->n_slots - 1);
    while (map->slots[at]) {
        const struct map_entry *entry = &map->v[map->slots[at] - 1];
        if (entry->hash == hash && str_eq(entry->key, key))
            break;
        at = (at + 1) & (map->n_slots - 1);
    }
    return at;
}

static bool grow_slots(struct map *map)
{
    if (map->n_slots && (map->n + 1) * 4 <= map->n_slots * 3)
        return true;
    size_t n_slots = map->n_slots ? map->n_slots * 2 : 16;
    uint32_t *slots = ARENA_ARRAY(map->arena, n_slots, uint32_t);
    if (!slots || map->n >= UINT32_MAX - 1)
        return false;
    map->slots = slots;
    map->n_slots = n_slots;
    for (size_t i = 0; i < map->n; i++)
        slots[find_slot(map, map->v[i].key, map->v[i].hash)] = (uint32_t)i + 1;
    return true;
}

bool map_put(struct map *map, struct str key, void *value)
{
    if (!grow_slots(map))
        return false;
    uint64_t hash = str_hash(key);
    size_t at = find_slot(map, key, hash);
    if (map->slots[at]) {
        map->v[map->slots[at] - 1].value = value;
        return true;
    }
    struct map_entry entry = {key, value, hash};
    if (!ARENA_PUSH(map->arena, map, entry))
        return false;
    map->slots[at] = (uint32_t)map->n;
    return true;
}

static const struct map_entry *find_entry(const struct map *map, struct str key)
{
    if (map->n_slots == 0)
        return NULL;
    uint32_t index = map->slots[find_slot(map, key, str_hash(key))];
    return index ? &map->v[index - 1] : NULL;
}

void *map_get(const struct map *map, struct str key)
{
    const struct map_entry *entry = find_entry(map, key);
    return entry ? entry->value : NULL;
}

bool map_has(const struct map *map, struct str key)
{
    return find_entry(map, key) != NULL;
}
