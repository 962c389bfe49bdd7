/*
 * base/mem.h - the only place that calls malloc and friends.
 *
 * All of it passes base/fault.h, so a test can make the k-th allocation fail. Sizes are checked for overflow.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include "base/attr.h"
#include <stddef.h>

/* NULL when there is no memory or `size` is 0. */
void *mem_alloc(size_t size) ATTR_MUST_USE;

/* `count` zeroed elements; NULL on overflow or no memory. */
void *mem_zalloc(size_t count, size_t size) ATTR_MUST_USE;

/* Grow or shrink to `count` elements; on NULL the old block is untouched. */
void *mem_resize(void *block, size_t count, size_t size) ATTR_MUST_USE;

/* NULL is fine. */
void mem_free(void *block);

/* For AUTO(mem_free_at): frees *(void **)pointer. */
void mem_free_at(void *pointer);

#endif
