/* rules/pattern.c - see rules/pattern_int.h. */
#include "base/utf8.h"
#include "rules/pattern_int.h"

#include <unicode/uchar.h>

/* Unicode simple folding: one code point stays one, so `?` keeps its meaning. */
static uint32_t fold(uint32_t c, bool is_cased)
{
    if (is_cased)
        return c;
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
}

/* The next code point of a pattern, with escapes resolved. */
static uint32_t next_of_pattern(struct str *rest, const struct pattern_options *options)
{
    uint32_t c = utf8_next(rest);
    if (options->is_literal)
        return fold(c, options->is_cased);
    if (c == '*')
        return PATTERN_MANY;
    if (c == '?')
        return PATTERN_ONE;
    if (c == '\\' && rest->n && (rest->p[0] == '*' || rest->p[0] == '?' || rest->p[0] == '\\'))
        c = utf8_next(rest);
    return fold(c, options->is_cased);
}

static void put(struct pattern *pattern, uint32_t c)
{
    if (c == PATTERN_MANY && pattern->n && pattern->v[pattern->n - 1] == PATTERN_MANY)
        return; /* two in a row say no more than one */
    pattern->v[pattern->n++] = c;
}

bool pattern_compile(struct arena *arena, struct str text, struct pattern_options options, struct pattern *ret_pattern)
{
    struct pattern pattern = {.is_cased = options.is_cased};
    pattern.v = ARENA_ARRAY(arena, utf8_count(text) + 2, uint32_t);
    if (!pattern.v)
        return false;
    if (options.open & PATTERN_OPEN_START)
        put(&pattern, PATTERN_MANY);
    while (text.n)
        put(&pattern, next_of_pattern(&text, &options));
    if (options.open & PATTERN_OPEN_END)
        put(&pattern, PATTERN_MANY);
    *ret_pattern = pattern;
    return true;
}

/* Go forward; at a mismatch let the last MANY swallow one more code point. Earlier ones need no second try, because
 * the last one can swallow whatever they could. */
bool pattern_matches(const struct pattern *pattern, struct str text)
{
    size_t at = 0, after_many = SIZE_MAX;
    struct str retry = text;
    while (text.n) {
        if (at < pattern->n && pattern->v[at] == PATTERN_MANY) {
            after_many = ++at;
            retry = text;
            if (at == pattern->n)
                return true;
            continue;
        }
        uint32_t c = utf8_next(&text);
        if (at < pattern->n && (pattern->v[at] == PATTERN_ONE || pattern->v[at] == fold(c, pattern->is_cased))) {
            at++;
        } else if (after_many != SIZE_MAX) {
            (void)utf8_next(&retry);
            text = retry;
            at = after_many;
        } else {
            return false;
        }
    }
    while (at < pattern->n && pattern->v[at] == PATTERN_MANY)
        at++;
    return at == pattern->n;
}

/* Does `text` begin with `part`? *ret_rest is what follows. */
static bool take_head(struct str text, struct str part, bool is_cased, struct str *ret_rest)
{
    while (part.n) {
        if (!text.n || fold(utf8_next(&text), is_cased) != fold(utf8_next(&part), is_cased))
            return false;
    }
    *ret_rest = text;
    return true;
}

bool pattern_equals(struct str text, struct str part, bool is_cased)
{
    struct str rest;
    return take_head(text, part, is_cased, &rest) && rest.n == 0;
}

bool pattern_starts(struct str text, struct str part, bool is_cased)
{
    struct str rest;
    return take_head(text, part, is_cased, &rest);
}

bool pattern_contains(struct str text, struct str part, bool is_cased)
{
    struct str rest;
    for (; text.n; (void)utf8_next(&text))
        if (take_head(text, part, is_cased, &rest))
            return true;
    return part.n == 0;
}

bool pattern_ends(struct str text, struct str part, bool is_cased)
{
    size_t n = utf8_count(text), n_part = utf8_count(part);
    if (n_part > n)
        return false;
    for (; n > n_part; n--)
        (void)utf8_next(&text);
    return pattern_equals(text, part, is_cased);
}
