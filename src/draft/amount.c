/*
 * draft/amount.c - how many: "12 pcs", "数量 4", "×3", "two (2) units", "二台", "一式".
 *
 * HOW IT WORKS. Each way of writing an amount is a pattern with its groups; the one that begins first counts. Numbers
 * in words get their digits here, Han numerals by text/numeral.h.
 */
#include "draft/draft_int.h"
#include "text/numeral.h"

#include <string.h>

/* Digits and a point: "1,200" is 1200, "1.200,50" is 1200.50. A comma before two last digits is a point. */
struct str item_number(struct draft *draft, struct span at)
{
    struct str text = text_folded(draft, at);
    char *out = arena_alloc(draft->arena, text.n + 1);
    size_t n = 0;
    bool is_comma = text.n > 3 && text.p[text.n - 3] == ',';
    text_memory(draft, out != NULL);
    for (size_t i = 0; out && i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9')
            out[n++] = text.p[i];
        else if (is_comma ? i == text.n - 3 : text.p[i] == '.')
            out[n++] = '.';
    }
    while (out && n > 1 && out[0] == '0' && out[1] != '.') {
        out++;
        n--;
    }
    return (struct str){out, out ? n : 0};
}

struct str amount_of_word(struct draft *draft, struct span at)
{
    static const char *const words[] = {"one",   "two",   "three", "four", "five",   "six",
                                        "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    static const char *const digits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"};
    struct str word = text_folded(draft, at);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_eq_nocase(word, str_c(words[i])))
            return str_c(digits[i]);
    return STR("1"); /* "a set of" */
}

static struct str han_number(struct draft *draft, struct span at)
{
    struct str run = text_folded(draft, at);
    uint64_t value = 0;
    if (str_eq(run, STR("两")) || str_eq(run, STR("兩")))
        return STR("2");
    if (!numeral_parse_han(run, &value) || value == 0)
        return STR_NULL;
    struct str digits = arena_printf(draft->arena, "%llu", (unsigned long long)value);
    text_memory(draft, digits.p != NULL);
    return digits;
}

/* Groups of the number and unit; a second number wins over the first ("two (2)"). */
static const struct {
    enum pattern pattern;
    unsigned char number, digits, unit;
} WAYS[] = {
    {PATTERN_QUANTITY, 0, 1, 2},       {PATTERN_QUANTITY_WORD, 1, 2, 3},  {PATTERN_QUANTITY_HAN, 1, 0, 2},
    {PATTERN_QUANTITY_LABEL, 0, 1, 2}, {PATTERN_QUANTITY_TIMES, 0, 1, 0}, {PATTERN_QUANTITY_BEFORE, 0, 1, 0},
};

static bool read_way(struct draft *draft, size_t way, const struct hit *hit, struct amount *ret_amount)
{
    struct span number = hit->group[WAYS[way].digits ? WAYS[way].digits : WAYS[way].number];
    struct amount amount = {.at = hit->at};
    if (WAYS[way].unit)
        amount.unit = hit->group[WAYS[way].unit];
    if (WAYS[way].digits && !span_is_none(number))
        amount.value = item_number(draft, number);
    else {
        number = hit->group[WAYS[way].number];
        amount.value =
            WAYS[way].pattern == PATTERN_QUANTITY_HAN ? han_number(draft, number) : amount_of_word(draft, number);
    }
    amount.number = number;
    *ret_amount = amount;
    return amount.value.n > 0 && !span_is_none(number);
}

/* "about 500 a year": what may come, not what is ordered. */
static bool is_forecast(struct draft *draft, const char *view, struct span where, struct span at)
{
    struct hit hit;
    struct span before = {at.from > where.from + 40 ? at.from - 40 : where.from, at.from};
    while (before.from < before.to && ((unsigned char)draft->fold.p[before.from] & 0xC0) == 0x80)
        before.from++;
    return find_in(draft, PATTERN_FORECAST_BEFORE, view, before, &hit) ||
           find_in(draft, PATTERN_FORECAST_BEHIND, view, (struct span){at.to, where.to}, &hit);
}

bool amount_next(struct draft *draft, const char *view, struct span where, struct amount *ret_amount)
{
    bool is_found = false;
    for (size_t i = 0; i < ARRAY_LEN(WAYS); i++) {
        struct span rest = where;
        struct hit hit;
        struct amount amount;
        while (find_in(draft, WAYS[i].pattern, view, rest, &hit)) {
            rest.from = hit.at.to;
            if (!read_way(draft, i, &hit, &amount) || is_forecast(draft, view, where, hit.at))
                continue;
            bool is_first = !is_found || amount.at.from < ret_amount->at.from ||
                            (amount.at.from == ret_amount->at.from && amount.at.to > ret_amount->at.to);
            if (is_first)
                *ret_amount = amount;
            is_found = true;
            break;
        }
    }
    return is_found;
}

/* "5 m" may be how long the thing is, not how many. */
bool amount_is_measure(const struct draft *draft, const struct amount *amount)
{
    static const char *const measures[] = {"m",  "g",  "l",    "ft",    "km", "kg", "mt",
                                           "m2", "m3", "feet", "meter", "米", "м"};
    struct str unit = text_folded(draft, amount->unit);
    for (size_t i = 0; i < ARRAY_LEN(measures); i++)
        if (str_eq_nocase(unit, str_c(measures[i])))
            return true;
    return false;
}

/* The last amount that counts things; else the last measure. */
bool amount_in(struct draft *draft, const char *view, struct span where, struct amount *ret_amount)
{
    struct amount amount;
    bool is_found = false, has_count = false;
    while (amount_next(draft, view, where, &amount)) {
        bool is_count = !amount_is_measure(draft, &amount);
        where.from = amount.at.to;
        if (is_count || !has_count) {
            *ret_amount = amount;
            has_count |= is_count;
        }
        is_found = true;
    }
    return is_found;
}

void item_take_amount(struct draft_item *item, const struct amount *amount)
{
    item->quantity = found_as(amount->number, amount->value);
    item->unit = span_is_none(amount->unit) ? (struct found){0} : found_at(amount->unit);
}

bool item_quantity(struct draft *draft, struct draft_item *item, struct span where)
{
    struct amount amount;
    if (!amount_in(draft, draft->fold.p, where, &amount))
        return false;
    item_take_amount(item, &amount);
    return true;
}
