/*
 * codec/yaml_scalar.c - see codec/yaml_int.h.
 *
 * Numbers are rewritten to JSON syntax, digit by digit, nothing is rounded: +007 -> 7, .5 -> 0.5, 1. -> 1.0, 0x1F
 * -> 31.
 */
#include "codec/yaml_int.h"

#include <inttypes.h>
#include <string.h>

struct number_parts {
    bool is_negative;
    struct str whole, fraction, exponent; /* digits; exponent with its sign */
    bool has_point;
};

static struct str take_digits(struct str *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9')
        n++;
    struct str digits = str_sub(*rest, 0, n);
    *rest = str_from(*rest, n);
    return digits;
}

static bool take_char(struct str *rest, const char *set)
{
    if (!rest->n || !strchr(set, rest->p[0]) || !rest->p[0])
        return false;
    *rest = str_from(*rest, 1);
    return true;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool split_number(struct str text, struct number_parts *ret_parts)
{
    struct number_parts parts = {0};
    struct str rest = text;
    if (rest.n && (rest.p[0] == '-' || rest.p[0] == '+'))
        parts.is_negative = rest.p[0] == '-', rest = str_from(rest, 1);
    parts.whole = take_digits(&rest);
    parts.has_point = take_char(&rest, ".");
    if (parts.has_point)
        parts.fraction = take_digits(&rest);
    if (!parts.whole.n && !parts.fraction.n)
        return false;
    if (take_char(&rest, "eE")) {
        struct str exponent = rest;
        (void)take_char(&rest, "+-");
        if (!take_digits(&rest).n)
            return false;
        parts.exponent = exponent;
    }
    *ret_parts = parts;
    return rest.n == 0;
}

static struct str json_digits(struct arena *arena, const struct number_parts *parts)
{
    struct str whole = parts->whole;
    while (whole.n > 1 && whole.p[0] == '0')
        whole = str_from(whole, 1);
    if (!whole.n)
        whole = STR("0");
    struct str fraction = parts->fraction.n ? parts->fraction : STR("0");
    return arena_printf(arena, "%s%.*s%s%.*s%s%.*s", parts->is_negative ? "-" : "", STR_ARG(whole),
                        parts->has_point ? "." : "", parts->has_point ? (int)fraction.n : 0, fraction.p,
                        parts->exponent.n ? "e" : "", STR_ARG(parts->exponent));
}

/* 0o17 and 0x1F. False if it is none or does not fit in 64 bits. */
static bool based_number(struct str text, uint64_t *ret_number)
{
    static const char DIGITS[] = "0123456789abcdef";
    unsigned base = str_starts(text, STR("0o")) ? 8 : str_starts(text, STR("0x")) ? 16 : 0;
    uint64_t number = 0;
    if (!base || text.n < 3)
        return false;
    for (size_t i = 2; i < text.n; i++) {
        char c = text.p[i] >= 'A' && text.p[i] <= 'F' ? (char)(text.p[i] + 32) : text.p[i];
        const char *digit = c ? strchr(DIGITS, c) : NULL;
        if (!digit || (unsigned)(digit - DIGITS) >= base || number > (UINT64_MAX - 15) / base)
            return false;
        number = number * base + (uint64_t)(digit - DIGITS);
    }
    *ret_number = number;
    return true;
}

static bool is_word(struct str text, const char *words)
{
    struct str rest = str_c(words), word;
    while (str_split(&rest, STR(" "), &word))
        if (str_eq(word, text))
            return true;
    return false;
}

int yaml_plain_value(struct arena *arena, struct str text, struct value **ret_value, struct seki_err *err)
{
    struct number_parts parts;
    struct value *value;
    uint64_t number;
    if (text.n == 0 || is_word(text, "~ null Null NULL"))
        value = value_new(arena, VALUE_NULL);
    else if (is_word(text, "true True TRUE false False FALSE"))
        value = value_new_bool(arena, (text.p[0] | 0x20) == 't');
    else if (based_number(text, &number))
        value = value_new_number(arena, arena_printf(arena, "%" PRIu64, number));
    else if (split_number(text, &parts))
        value = value_new_number(arena, json_digits(arena, &parts));
    else
        value = value_new_text(arena, text);
    TRY_MEM(value, err);
    *ret_value = value;
    return 0;
}
