/*
 * text/numeral.c - see text/numeral.h.
 *
 * The tables hold characters as written and their class representatives are looked up when comparing, so the file works
 * on raw and on folded text alike.
 */
#include "text/numeral.h"

#include "base/attr.h"
#include "base/utf8.h"
#include "text/han_int.h"

struct numeral {
    uint32_t code_point;
    uint64_t value;
};

#define MAN 10000ULL

/* 〇零一..九 are digits; 十百千 multiply the digit before them; 万億 multiply all before them. */
static const struct numeral NUMERALS[] = {
    {0x3007, 0},  {U'零', 0},    {U'一', 1},   {U'二', 2},        {U'三', 3},  {U'四', 4},  {U'五', 5},  {U'六', 6},
    {U'七', 7},   {U'八', 8},    {U'九', 9},   {U'壱', 1},        {U'弐', 2},  {U'参', 3},  {U'十', 10}, {U'拾', 10},
    {U'百', 100}, {U'千', 1000}, {U'万', MAN}, {U'億', MAN *MAN}, {U'廿', 20}, {U'卅', 30},
};

static const struct numeral *numeral_of(uint32_t c)
{
    uint32_t class = han_class(c);
    for (size_t i = 0; i < ARRAY_LEN(NUMERALS); i++)
        if (NUMERALS[i].code_point == c || han_class(NUMERALS[i].code_point) == class)
            return &NUMERALS[i];
    return NULL;
}

bool numeral_is_han(uint32_t code_point)
{
    return han_is(code_point) && numeral_of(code_point);
}

bool numeral_is_han_digit(uint32_t code_point)
{
    const struct numeral *numeral = han_is(code_point) ? numeral_of(code_point) : NULL;
    return numeral && numeral->value < 10;
}

/* 六二五: place by place. */
static bool parse_places(struct str run, uint64_t *ret_value)
{
    uint64_t value = 0;
    for (size_t n = 0; run.n; n++) {
        const struct numeral *numeral = numeral_of(utf8_next(&run));
        if (!numeral || numeral->value > 9 || n >= 16)
            return false;
        value = value * 10 + numeral->value;
    }
    *ret_value = value;
    return true;
}

/* What has been read: total of closed 万 groups, the open group, the digit that waits for its unit. */
struct reading {
    uint64_t total, group, digit;
    uint64_t last_unit, last_group; /* units must fall: 百 then 十, 億 then 万 */
};

static bool add_unit(struct reading *r, uint64_t unit)
{
    if (unit >= r->last_unit)
        return false;
    r->group += (r->digit ? r->digit : 1) * unit;
    r->digit = 0;
    r->last_unit = unit;
    return true;
}

static bool close_group(struct reading *r, uint64_t unit)
{
    if (unit >= r->last_group || r->group + r->digit == 0)
        return false;
    r->total += (r->group + r->digit) * unit;
    *r = (struct reading){.total = r->total, .last_unit = MAN, .last_group = unit};
    return true;
}

static bool add(struct reading *r, uint64_t value)
{
    if (value >= MAN)
        return close_group(r, value);
    if (value == 20 || value == 30) { /* 廿 and 卅 are digit and unit in one */
        if (r->digit || r->last_unit <= 10)
            return false;
        r->digit = value / 10;
        return add_unit(r, 10);
    }
    if (value >= 10)
        return add_unit(r, value);
    if (r->digit)
        return false;
    r->digit = value;
    return true;
}

bool numeral_parse_han(struct str run, uint64_t *ret_value)
{
    if (run.n == 0)
        return false;
    if (parse_places(run, ret_value))
        return true;
    struct reading r = {.last_unit = MAN, .last_group = UINT64_MAX};
    while (run.n) {
        const struct numeral *numeral = numeral_of(utf8_next(&run));
        if (!numeral || !add(&r, numeral->value))
            return false;
    }
    *ret_value = r.total + r.group + r.digit;
    return true;
}
