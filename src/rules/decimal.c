/* rules/decimal.c - see rules/decimal_int.h. */
#include "rules/decimal_int.h"

enum { EXPONENT_DIGITS = 9 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits with at most one point; *ret_point is the number of digits before it. */
static bool scan_digits(struct str text, size_t *ret_end, size_t *ret_point)
{
    size_t i = 0, digits = 0, point = SIZE_MAX;
    for (; i < text.n && (is_digit(text.p[i]) || (text.p[i] == '.' && point == SIZE_MAX)); i++) {
        if (text.p[i] == '.')
            point = digits;
        else
            digits++;
    }
    *ret_end = i;
    *ret_point = point == SIZE_MAX ? digits : point;
    return digits > 0;
}

static bool scan_exponent(struct str text, int64_t *ret_exponent)
{
    *ret_exponent = 0;
    if (text.n == 0)
        return true;
    if (text.p[0] != 'e' && text.p[0] != 'E')
        return false;
    text = str_from(text, 1);
    bool is_negative = str_starts(text, STR("-"));
    if (is_negative || str_starts(text, STR("+")))
        text = str_from(text, 1);
    uint64_t number;
    if (text.n > EXPONENT_DIGITS || !str_to_u64(text, &number))
        return false;
    *ret_exponent = is_negative ? -(int64_t)number : (int64_t)number;
    return true;
}

/* Cut zeros at both ends; the power is that of the first digit left. */
static void cut_zeros(struct decimal *decimal, struct str digits, size_t point)
{
    size_t skipped = 0, from = 0;
    for (; from < digits.n && !(digits.p[from] >= '1' && digits.p[from] <= '9'); from++)
        skipped += digits.p[from] == '0';
    while (digits.n > from && (digits.p[digits.n - 1] == '0' || digits.p[digits.n - 1] == '.'))
        digits.n--;
    decimal->digits = str_from(digits, from);
    decimal->power += (int64_t)point - (int64_t)skipped - 1;
    if (decimal->digits.n == 0)
        *decimal = (struct decimal){0, STR(""), 0};
}

bool decimal_parse(struct str text, struct decimal *ret_decimal)
{
    struct decimal decimal = {.sign = 1};
    size_t end, point;
    if (str_starts(text, STR("-")))
        decimal.sign = -1;
    if (str_starts(text, STR("-")) || str_starts(text, STR("+")))
        text = str_from(text, 1);
    if (!scan_digits(text, &end, &point) || !scan_exponent(str_from(text, end), &decimal.power))
        return false;
    cut_zeros(&decimal, str_sub(text, 0, end), point);
    *ret_decimal = decimal;
    return true;
}

/* Digit by digit, the point left out; a number that ends first is the smaller. */
static int cmp_digits(struct str a, struct str b)
{
    size_t i = 0, k = 0;
    for (;; i++, k++) {
        if (i < a.n && a.p[i] == '.')
            i++;
        if (k < b.n && b.p[k] == '.')
            k++;
        if (i >= a.n || k >= b.n)
            return (i < a.n) - (k < b.n);
        if (a.p[i] != b.p[k])
            return a.p[i] < b.p[k] ? -1 : 1;
    }
}

int decimal_cmp(const struct decimal *a, const struct decimal *b)
{
    if (a->sign != b->sign)
        return a->sign < b->sign ? -1 : 1;
    if (a->power != b->power && a->sign)
        return a->power < b->power ? -a->sign : a->sign;
    return a->sign * cmp_digits(a->digits, b->digits);
}
