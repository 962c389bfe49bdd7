/* base/str.c - see base/str.h. */
#include "base/str.h"

#include <string.h>
#include <strings.h>
#include <xxhash.h>

struct str str_c(const char *text)
{
    return text ? (struct str){text, strlen(text)} : STR_NULL;
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_nocase(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

int str_cmp_at(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool str_starts(struct str s, struct str head)
{
    return s.n >= head.n && (head.n == 0 || memcmp(s.p, head.p, head.n) == 0);
}

bool str_ends(struct str s, struct str tail)
{
    return s.n >= tail.n && (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

bool str_has(struct str s, struct str part)
{
    return str_find(s, part, 0) != SIZE_MAX;
}

bool str_is_empty(struct str s)
{
    return s.n == 0;
}

size_t str_find(struct str s, struct str part, size_t from)
{
    if (from > s.n || part.n > s.n - from)
        return SIZE_MAX;
    if (part.n == 0)
        return from;
    const char *at = memmem(s.p + from, s.n - from, part.p, part.n);
    return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_find_char(struct str s, char c, size_t from)
{
    if (from >= s.n)
        return SIZE_MAX;
    const char *at = memchr(s.p + from, c, s.n - from);
    return at ? (size_t)(at - s.p) : SIZE_MAX;
}

struct str str_sub(struct str s, size_t from, size_t n)
{
    if (!s.p)
        return s;
    if (from > s.n)
        from = s.n;
    if (n > s.n - from)
        n = s.n - from;
    return (struct str){s.p + from, n};
}

struct str str_from(struct str s, size_t from)
{
    return str_sub(s, from, SIZE_MAX);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_from(s, 1);
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool str_split(struct str *rest, struct str separator, struct str *ret_part)
{
    if (!rest->p)
        return false;
    size_t at = str_find(*rest, separator, 0);
    if (at == SIZE_MAX) {
        *ret_part = *rest;
        *rest = STR_NULL;
    } else {
        *ret_part = str_sub(*rest, 0, at);
        *rest = str_from(*rest, at + separator.n);
    }
    return true;
}

bool str_to_u64(struct str s, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *ret_value = value;
    return true;
}

uint64_t str_hash(struct str s)
{
    return XXH3_64bits(s.p, s.n);
}

bool str_list_has(struct str_list list, struct str s)
{
    size_t index;
    return str_find_word(list.v, list.n, s, &index);
}

bool str_find_word(const struct str *words, size_t n, struct str word, size_t *ret_index)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(words[i], word)) {
            *ret_index = i;
            return true;
        }
    return false;
}
