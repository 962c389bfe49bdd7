/*
 * base/arena.c - chunks of growing size, newest first:
 *
 *   newest -> [older | used | size | bytes....] -> [older ...] -> NULL
 */
#include "base/arena.h"
#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct arena_chunk {
    struct arena_chunk *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

enum { ARENA_CHUNK_MIN = 4096, ARENA_CHUNK_MAX = 1 << 20 };

void arena_init(struct arena *arena, size_t max)
{
    *arena = (struct arena){.max = max};
}

void arena_done(struct arena *arena)
{
    struct arena_chunk *chunk = arena->newest;
    while (chunk) {
        struct arena_chunk *older = chunk->older;
        mem_free(chunk);
        chunk = older;
    }
    *arena = (struct arena){.max = arena->max};
}

static bool add_chunk(struct arena *arena, size_t size)
{
    size_t next = arena->newest ? arena->newest->size * 2 : ARENA_CHUNK_MIN;
    if (next > ARENA_CHUNK_MAX)
        next = ARENA_CHUNK_MAX;
    if (next < size)
        next = size;
    struct arena_chunk *chunk = mem_alloc(sizeof(*chunk) + next);
    if (!chunk)
        return false;
    *chunk = (struct arena_chunk){.older = arena->newest, .size = next};
    arena->newest = chunk;
    return true;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > arena->max || arena->max - size < align)
        return NULL;
    size = size ? (size + align - 1) / align * align : align;
    if (size > arena->max - arena->used)
        return NULL;
    struct arena_chunk *chunk = arena->newest;
    if (!chunk || chunk->size - chunk->used < size) {
        if (!add_chunk(arena, size))
            return NULL;
        chunk = arena->newest;
    }
    void *block = chunk->bytes + chunk->used;
    chunk->used += size;
    arena->used += size;
    return memset(block, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return arena_alloc(arena, count * size);
}

struct str arena_str(struct arena *arena, struct str s)
{
    if (!s.p)
        return STR_NULL;
    char *copy = arena_alloc(arena, s.n + 1);
    if (!copy)
        return STR_NULL;
    memcpy(copy, s.p, s.n);
    return (struct str){copy, s.n};
}

char *arena_cstr(struct arena *arena, struct str s)
{
    char *copy = arena_alloc(arena, s.n + 1);
    if (copy && s.n)
        memcpy(copy, s.p, s.n);
    return copy;
}

struct str arena_printf(struct arena *arena, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    char *text = n < 0 ? NULL : arena_alloc(arena, (size_t)n + 1);
    if (text)
        (void)vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    va_end(args);
    return text ? (struct str){text, (size_t)n} : STR_NULL;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->newest, arena->newest ? arena->newest->used : 0, arena->used};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
    while (arena->newest != mark.chunk) {
        struct arena_chunk *chunk = arena->newest;
        arena->newest = chunk->older;
        mem_free(chunk);
    }
    if (arena->newest)
        arena->newest->used = mark.chunk_used;
    arena->used = mark.used;
}

bool arena_grow(struct arena *arena, void **v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    size_t more = *cap ? *cap * 2 : 8;
    void *grown = arena_array(arena, more, size);
    if (!grown)
        return false;
    if (n)
        memcpy(grown, *v, n * size);
    *v = grown;
    *cap = more;
    return true;
}
