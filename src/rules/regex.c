/* rules/regex.c - see rules/regex_int.h. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/limits.h"
#include "rules/regex_int.h"

#include <pcre2.h>

static void *take_memory(size_t size, void *arena)
{
    return arena_alloc(arena, size);
}

/* The arena gives all back at once. */
static void leave_memory(void *block, void *arena)
{
    (void)block;
    (void)arena;
}

static uint32_t options_of(unsigned flags)
{
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
    options |= flags & REGEX_NOCASE ? PCRE2_CASELESS : 0;
    options |= flags & REGEX_MULTILINE ? PCRE2_MULTILINE : 0;
    options |= flags & REGEX_DOTALL ? PCRE2_DOTALL : 0;
    return options;
}

int regex_compile(struct arena *arena, struct str pattern, unsigned flags, struct regex *ret_regex,
                  struct seki_err *err)
{
    pcre2_general_context *memory = pcre2_general_context_create(take_memory, leave_memory, arena);
    pcre2_compile_context *context = memory ? pcre2_compile_context_create(memory) : NULL;
    TRY_MEM(context, err);
    int code;
    PCRE2_SIZE offset;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, options_of(flags), &code, &offset, context);
    if (!compiled && code == PCRE2_ERROR_HEAP_FAILED)
        return err_oom(err);
    if (!compiled) {
        PCRE2_UCHAR text[128];
        (void)pcre2_get_error_message(code, text, sizeof(text));
        return err_set(err, SEKI_E_MEANING, "regular expression: %s at character %zu", (const char *)text,
                       (size_t)offset);
    }
    ret_regex->code = compiled;
    return 0;
}

int regex_matches(const struct regex *regex, struct str text, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    pcre2_general_context *memory = pcre2_general_context_create(take_memory, leave_memory, scratch);
    pcre2_match_context *context = memory ? pcre2_match_context_create(memory) : NULL;
    pcre2_match_data *data = context ? pcre2_match_data_create(1, memory) : NULL;
    int result = PCRE2_ERROR_NOMEMORY;
    if (data) {
        (void)pcre2_set_match_limit(context, (uint32_t)LIMIT(REGEX_STEPS));
        (void)pcre2_set_heap_limit(context, (uint32_t)(LIMIT(REGEX_MEMORY) / KIB));
        result = pcre2_match(regex->code, (PCRE2_SPTR)(text.p ? text.p : ""), text.n, 0, 0, data, context);
    }
    arena_rewind(scratch, mark);
    if (result >= 0)
        return 1;
    return result == PCRE2_ERROR_NOMATCH ? 0 : -1;
}
