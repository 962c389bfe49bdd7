/*
 * draft/finder.c - patterns over the folded text. See draft/draft_int.h.
 *
 * HOW IT WORKS. words.def has the words of each language, patterns.def expressions that name them as <<CLASS>>.
 * tools/draft_patterns.c puts both together and compiles them when the program is built; here PCRE2's bytes are only
 * taken in, which is fifty times faster. A library of another version refuses them: then the sources are compiled.
 * Matching is bounded by LIMIT(DRAFT_MATCHES).
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/limits.h"
#include "draft/finder_int.h"

#include <pcre2.h>
#include <string.h>

struct finder {
    pcre2_code *code[PATTERN_COUNT];
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static int compile_one(size_t i, pcre2_code **ret_code, struct seki_err *err)
{
    const struct draft_regex *regex = &DRAFT_REGEX[i];
    int code;
    PCRE2_SIZE at;
    *ret_code = pcre2_compile(regex->source, PCRE2_ZERO_TERMINATED,
                              regex->options | PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK, &code, &at, NULL);
    if (!*ret_code && code == PCRE2_ERROR_HEAP_FAILED)
        return err_oom(err);
    return *ret_code ? 0 : err_set(err, SEKI_E_INTERNAL, "pattern %zu is refused at %zu", i, (size_t)at);
}

int finder_compile(void **ret_codes, struct seki_err *err)
{
    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        pcre2_code *code = NULL;
        TRY(compile_one(i, &code, err));
        ret_codes[i] = code;
    }
    return 0;
}

int finder_open(struct draft *draft, struct seki_err *err)
{
    struct finder *finder = draft->finder = ARENA_NEW(draft->arena, struct finder);
    TRY_MEM(finder, err);
    finder->data = pcre2_match_data_create(FINDER_GROUPS, NULL);
    finder->context = pcre2_match_context_create(NULL);
    TRY_MEM(finder->data, err);
    TRY_MEM(finder->context, err);
    (void)pcre2_set_match_limit(finder->context, (uint32_t)LIMIT(DRAFT_MATCHES));
    (void)pcre2_set_heap_limit(finder->context, (uint32_t)(LIMIT(REGEX_MEMORY) / KIB));
    int32_t n = pcre2_serialize_decode(finder->code, PATTERN_COUNT, DRAFT_CODE, NULL);
    if (n == PCRE2_ERROR_NOMEMORY)
        return err_oom(err);
    return n == PATTERN_COUNT ? 0 : finder_compile((void **)finder->code, err);
}

void finder_close(struct draft *draft)
{
    if (!draft->finder)
        return;
    for (size_t i = 0; i < PATTERN_COUNT; i++)
        pcre2_code_free(draft->finder->code[i]);
    pcre2_match_data_free(draft->finder->data);
    pcre2_match_context_free(draft->finder->context);
}

bool find_in(struct draft *draft, enum pattern pattern, const char *view, struct span where, struct hit *ret_hit)
{
    struct finder *finder = draft->finder;
    struct hit hit = {0};
    if (where.from >= where.to)
        return false;
    int n = pcre2_match(finder->code[pattern], (PCRE2_SPTR)view, where.to, where.from, PCRE2_NO_UTF_CHECK, finder->data,
                        finder->context);
    if (n < 1)
        return false; /* no hit, or a text made to take forever */
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(finder->data);
    for (int i = 0; i < n && i < FINDER_GROUPS; i++)
        if (ends[(size_t)2 * (size_t)i] != PCRE2_UNSET)
            hit.group[i] =
                (struct span){(uint32_t)ends[(size_t)2 * (size_t)i], (uint32_t)ends[(size_t)2 * (size_t)i + 1]};
    hit.at = hit.group[0];
    *ret_hit = hit;
    return true;
}

bool find_hit(struct draft *draft, enum pattern pattern, const struct message *message, struct span where,
              struct hit *ret_hit)
{
    return find_in(draft, pattern, message->view, where, ret_hit);
}

bool find_any(struct draft *draft, enum pattern pattern, struct span where)
{
    struct hit hit;
    return find_in(draft, pattern, draft->fold.p, where, &hit);
}
