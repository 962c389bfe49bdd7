/*
 * base/arena.h - memory with a lifetime.
 *
 * There are three lifetimes and no fourth: engine, snapshot, request; each is an arena. Who returns memory takes an
 * arena as its first argument; nobody frees single things. An arena is born with a maximum (a named limit); past it,
 * or without memory, arena_alloc gives NULL and the caller returns err_oom(). Blocks are aligned for any type.
 * An arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/attr.h"
#include "base/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *newest;
    size_t used, max; /* bytes handed out and the most that may be */
};

/* A point to go back to with arena_rewind. */
struct arena_mark {
    struct arena_chunk *chunk;
    size_t chunk_used, used;
};

/* Prepare an empty arena that hands out at most `max` bytes. Takes no memory yet. */
void arena_init(struct arena *arena, size_t max);

/* Give everything back and leave an empty arena with the same maximum. */
void arena_done(struct arena *arena);

/* Zeroed memory; NULL when the maximum or the memory is used up. size 0 gives a valid unique pointer. */
void *arena_alloc(struct arena *arena, size_t size) ATTR_MUST_USE;

/* `count` zeroed elements; NULL on overflow as well. */
void *arena_array(struct arena *arena, size_t count, size_t size) ATTR_MUST_USE;

#define ARENA_NEW(arena, type)      ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, n, type) ((type *)arena_array((arena), (n), sizeof(type)))

/* A copy with a NUL byte behind it (not counted). p is NULL when there is no memory. STR_NULL stays STR_NULL. */
struct str arena_str(struct arena *arena, struct str s) ATTR_MUST_USE;

/* The same as a C string; bytes behind an inner NUL are unreachable. NULL without memory; "" for STR_NULL. */
char *arena_cstr(struct arena *arena, struct str s) ATTR_MUST_USE;

/* printf into the arena; p is NULL without memory. */
struct str arena_printf(struct arena *arena, const char *fmt, ...) ATTR_PRINTF(2, 3) ATTR_MUST_USE;

/* Remember a point, and give back everything allocated since. Marks nest; rewinding to an old one kills newer ones. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/*
 * A growing array in an arena: struct { T *v; size_t n, cap; }. ARENA_PUSH(arena, &list, value) is false without
 * memory. Old storage stays in the arena until it is reset, so the cost is at most twice the final size.
 */
#define ARENA_PUSH(arena, list, value)                                                                                 \
    (arena_grow((arena), (void **)&(list)->v, (list)->n, &(list)->cap, sizeof(*(list)->v))                             \
         ? ((list)->v[(list)->n++] = (value), true)                                                                    \
         : false)

bool arena_grow(struct arena *arena, void **v, size_t n, size_t *cap, size_t size);

#endif
