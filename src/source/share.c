/*
 * source/share.c - see source/share.h.
 *
 * HOW IT WORKS. The text is walked once: a sign or word before a number says what the number is (a bound from below,
 * from above, or the share itself); two numbers with nothing but a dash or "to" between them are a range.
 */
#include "source/share.h"

enum share_bound { SHARE_EXACT, SHARE_OVER, SHARE_FROM, SHARE_UNDER, SHARE_UPTO };

struct bound_word {
    struct str word;
    enum share_bound bound;
};

/* The first one that stands in the text before the number counts, so longer ones come first. */
static const struct bound_word WORDS[] = {
    {{"not more than", 13}, SHARE_UPTO},
    {{"no more than", 12}, SHARE_UPTO},
    {{"less than or equal", 18}, SHARE_UPTO},
    {{"not less than", 13}, SHARE_FROM},
    {{"or more", 7}, SHARE_FROM},
    {{"more than", 9}, SHARE_OVER},
    {{"less than", 9}, SHARE_UNDER},
    {{"at least", 8}, SHARE_FROM},
    {{"at most", 7}, SHARE_UPTO},
    {{"up to", 5}, SHARE_UPTO},
    {{"over", 4}, SHARE_OVER},
    {{"above", 5}, SHARE_OVER},
    {{"under", 5}, SHARE_UNDER},
    {{"below", 5}, SHARE_UNDER},
    {{">=", 2}, SHARE_FROM},
    {{"≥", 3}, SHARE_FROM},
    {{"<=", 2}, SHARE_UPTO},
    {{"≤", 3}, SHARE_UPTO},
    {{">", 1}, SHARE_OVER},
    {{"<", 1}, SHARE_UNDER},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "12.5" or "12,5" at the front of *rest in 1/100; false on overflow. Digits behind the second decimal are cut. */
static bool take_number(struct str *rest, int32_t *ret_number)
{
    int64_t whole = 0, part = 0, scale = 10;
    size_t i = 0;
    for (; i < rest->n && is_digit(rest->p[i]); i++)
        if ((whole = whole * 10 + (rest->p[i] - '0')) > 1000)
            return false;
    if (i + 1 < rest->n && (rest->p[i] == '.' || rest->p[i] == ',') && is_digit(rest->p[i + 1]))
        for (i++; i < rest->n && is_digit(rest->p[i]); i++, scale /= 10)
            part += scale * (rest->p[i] - '0');
    *rest = str_from(*rest, i);
    *ret_number = (int32_t)(whole * 100 + part);
    return true;
}

static enum share_bound bound_of(struct str before)
{
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(*WORDS); i++)
        if (str_has(before, WORDS[i].word))
            return WORDS[i].bound;
    return SHARE_EXACT;
}

static void apply(struct share_range *range, enum share_bound bound, int32_t number, bool is_first)
{
    switch (bound) {
    case SHARE_OVER:
        range->min = number + 1;
        break;
    case SHARE_FROM:
        range->min = number;
        break;
    case SHARE_UNDER:
        range->max = number - 1;
        break;
    case SHARE_UPTO:
        range->max = number;
        break;
    case SHARE_EXACT:
        range->max = number;
        if (is_first)
            range->min = number;
        break;
    }
}

bool share_parse(struct str text, struct share_range *ret_range)
{
    struct share_range range = {0, 10000};
    size_t n_numbers = 0;
    struct str rest = text;
    while (rest.n) {
        size_t at = 0;
        int32_t number;
        while (at < rest.n && !is_digit(rest.p[at]))
            at++;
        struct str before = str_sub(rest, 0, at);
        if (at == rest.n)
            break;
        rest = str_from(rest, at);
        if (!take_number(&rest, &number) || ++n_numbers > 2)
            return false;
        enum share_bound bound = bound_of(before);
        if (bound == SHARE_EXACT && str_starts(str_trim(str_from(rest, rest.n && rest.p[0] == '%')), STR("or more")))
            bound = SHARE_FROM;
        apply(&range, bound, number, n_numbers == 1);
    }
    if (n_numbers == 0 || range.min > range.max || range.min < 0 || range.max > 10000)
        return false;
    *ret_range = range;
    return true;
}
