/* base/mem.c - see base/mem.h. */
#include "base/mem.h"
#include "base/fault.h"

#include <stdint.h>
#include <stdlib.h>

void *mem_alloc(size_t size)
{
    if (size == 0 || fault_hit(FAULT_ALLOC))
        return NULL;
    return malloc(size);
}

void *mem_zalloc(size_t count, size_t size)
{
    if (count == 0 || size == 0 || fault_hit(FAULT_ALLOC))
        return NULL;
    return calloc(count, size);
}

void *mem_resize(void *block, size_t count, size_t size)
{
    if (count == 0 || size == 0 || count > SIZE_MAX / size || fault_hit(FAULT_ALLOC))
        return NULL;
    return realloc(block, count * size);
}

void mem_free(void *block)
{
    free(block);
}

void mem_free_at(void *pointer)
{
    free(*(void **)pointer);
}
