/*
 * draft/finder.c - patterns over the folded text. See draft/draft_int.h.
 *
 * HOW IT WORKS. words.def has the words of each language, patterns.def expressions that name them as <<CLASS>>. Both
 * are put together and compiled by PCRE2 once for each process; matching is bounded by LIMIT(DRAFT_MATCHES).
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/buf.h"
#include "base/limits.h"
#include "draft/draft_int.h"

#include <pcre2.h>
#include <string.h>

enum { LATER = 0, NOCASE = PCRE2_CASELESS, LINES = PCRE2_MULTILINE, CASE = 0 };

static const struct {
    const char *name, *words;
} WORDS[] = {
#define WORDS(name, language, words) {#name, words},
#include "draft/words.def"
#undef WORDS
};

static const struct {
    const char *name, *regex;
    uint32_t options;
} PATTERNS[] = {
#define PATTERN(id, options, regex) {#id, regex, options},
#include "draft/patterns.def"
#undef PATTERN
};

struct finder {
    pcre2_code *code[PATTERN_COUNT]; /* NULL until it is first asked for */
    pcre2_match_data *data;
    pcre2_match_context *context;
};

static void add_words(struct buf *out, struct str name)
{
    bool is_first = true;
    buf_add(out, STR("(?:"));
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++) {
        if (!str_eq(str_c(WORDS[i].name), name))
            continue;
        if (!is_first)
            buf_addc(out, '|');
        buf_add(out, str_c(WORDS[i].words));
        is_first = false;
    }
    buf_addc(out, ')');
}

/* Words may name words: three rounds are enough for what the tables hold. */
static int expand(struct arena *arena, struct str regex, struct str *ret_regex, struct seki_err *err)
{
    for (int round = 0; round < 3 && str_has(regex, STR("<<")); round++) {
        AUTO(buf_done) struct buf out = {0};
        buf_init(&out, (size_t)LIMIT(RULE_BYTES));
        while (regex.n) {
            size_t from = str_find(regex, STR("<<"), 0), to = str_find(regex, STR(">>"), 0);
            if (from >= regex.n || to >= regex.n)
                from = regex.n;
            buf_add(&out, str_sub(regex, 0, from));
            if (from < regex.n)
                add_words(&out, str_sub(regex, from + 2, to - from - 2));
            regex = from < regex.n ? str_from(regex, to + 2) : STR("");
        }
        TRY(buf_take(&out, arena, &regex, err));
    }
    *ret_regex = regex;
    return 0;
}

static int compile(struct draft *draft, enum pattern pattern, struct seki_err *err)
{
    struct str regex;
    int code;
    PCRE2_SIZE at;
    TRY(expand(draft->arena, str_c(PATTERNS[pattern].regex), &regex, err));
    draft->finder->code[pattern] =
        pcre2_compile((PCRE2_SPTR)regex.p, regex.n,
                      PATTERNS[pattern].options | PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK, &code, &at, NULL);
    if (!draft->finder->code[pattern]) {
        PCRE2_UCHAR text[128];
        (void)pcre2_get_error_message(code, text, sizeof(text));
        return err_set(err, SEKI_E_INTERNAL, "pattern %s: %s at %zu: %.40s", PATTERNS[pattern].name, (const char *)text,
                       (size_t)at, regex.p + (at > 20 ? at - 20 : 0));
    }
    return 0;
}

int finder_open(struct draft *draft, struct seki_err *err)
{
    draft->finder = ARENA_NEW(draft->arena, struct finder);
    TRY_MEM(draft->finder, err);
    draft->finder->data = pcre2_match_data_create(FINDER_GROUPS, NULL);
    draft->finder->context = pcre2_match_context_create(NULL);
    TRY_MEM(draft->finder->data, err);
    TRY_MEM(draft->finder->context, err);
    (void)pcre2_set_match_limit(draft->finder->context, (uint32_t)LIMIT(DRAFT_MATCHES));
    (void)pcre2_set_heap_limit(draft->finder->context, (uint32_t)(LIMIT(REGEX_MEMORY) / KIB));
    return 0;
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
    if (!finder->code[pattern] && compile(draft, pattern, draft->err) < 0) {
        text_memory(draft, false);
        return false;
    }
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
