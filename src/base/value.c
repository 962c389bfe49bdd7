/* base/value.c - see base/value.h. */
#include "base/value.h"

#include <inttypes.h>
#include <stdlib.h>

bool value_is_false(const struct value *value)
{
    return value_is(value, VALUE_BOOL) && !value->truth;
}

const struct value *value_get(const struct value *map, struct str key)
{
    if (!value_is(map, VALUE_MAP))
        return NULL;
    for (VALUE_EACH(child, map))
        if (str_eq(child->key, key))
            return child;
    return NULL;
}

struct str value_text(const struct value *value)
{
    return value_is(value, VALUE_TEXT) ? value->text : STR_NULL;
}

struct str value_get_text(const struct value *map, struct str key)
{
    return value_text(value_get(map, key));
}

const struct value *value_at(const struct value *list, size_t index)
{
    for (VALUE_EACH(child, list))
        if (index-- == 0)
            return child;
    return NULL;
}

const struct value *value_find(const struct value *root, struct str pointer)
{
    struct str part;
    if (pointer.n == 0)
        return root;
    pointer = str_from(pointer, 1);
    while (root && str_split(&pointer, STR("/"), &part)) {
        uint64_t index;
        if (value_is(root, VALUE_LIST))
            root = str_to_u64(part, &index) ? value_at(root, (size_t)index) : NULL;
        else
            root = value_get(root, part);
    }
    return root;
}

/* The parts of a JSON number: sign, digits without the point, power of ten. */
struct decimal {
    bool is_negative;
    uint64_t digits;
    int64_t power;
};

static bool take_digit(struct decimal *decimal, char c)
{
    uint64_t digit = (uint64_t)(c - '0');
    if (decimal->digits > (UINT64_MAX - digit) / 10)
        return false;
    decimal->digits = decimal->digits * 10 + digit;
    return true;
}

static bool read_decimal(struct str text, struct decimal *ret_decimal)
{
    struct decimal decimal = {0};
    size_t i = 0;
    bool after_point = false;
    if (text.n && text.p[0] == '-') {
        decimal.is_negative = true;
        i++;
    }
    for (; i < text.n && text.p[i] != 'e' && text.p[i] != 'E'; i++) {
        if (text.p[i] == '.') {
            after_point = true;
            continue;
        }
        if (text.p[i] < '0' || text.p[i] > '9' || !take_digit(&decimal, text.p[i]))
            return false;
        decimal.power -= after_point;
    }
    if (i < text.n)
        decimal.power += strtol(text.p + i + 1, NULL, 10); /* ends at a NUL, a comma or a bracket */
    *ret_decimal = decimal;
    return true;
}

bool value_fixed(const struct value *value, int decimals, int64_t *ret_number)
{
    struct decimal decimal;
    if (!value_is(value, VALUE_NUMBER) || !read_decimal(value->text, &decimal))
        return false;
    int64_t power = decimal.power + decimals;
    uint64_t number = decimal.digits;
    for (; power < 0 && number; power++)
        number /= 10;
    for (; power > 0 && number; power--) {
        if (number > INT64_MAX / 10)
            return false;
        number *= 10;
    }
    if (number > INT64_MAX)
        return false;
    *ret_number = decimal.is_negative ? -(int64_t)number : (int64_t)number;
    return true;
}

bool value_int(const struct value *value, int64_t *ret_number)
{
    int64_t number, finer;
    if (!value_fixed(value, 0, &number) || !value_fixed(value, 6, &finer) || finer != number * 1000000)
        return false;
    *ret_number = number;
    return true;
}

bool value_double(const struct value *value, double *ret_number)
{
    if (!value_is(value, VALUE_NUMBER))
        return false;
    *ret_number = strtod(value->text.p, NULL);
    return true;
}

static bool children_eq(const struct value *a, const struct value *b)
{
    if (a->n != b->n)
        return false;
    const struct value *other = b->first;
    for (VALUE_EACH(child, a)) {
        if (!value_eq(child, a->kind == VALUE_MAP ? value_get(b, child->key) : other))
            return false;
        other = other->next;
    }
    return true;
}

bool value_eq(const struct value *a, const struct value *b)
{
    if (!a || !b || a->kind != b->kind)
        return a == b;
    switch (a->kind) {
    case VALUE_NULL:
        return true;
    case VALUE_BOOL:
        return a->truth == b->truth;
    case VALUE_NUMBER:
    case VALUE_TEXT:
        return str_eq(a->text, b->text);
    case VALUE_LIST:
    case VALUE_MAP:
        return children_eq(a, b);
    }
    return false;
}

struct value *value_new(struct arena *arena, enum value_kind kind)
{
    struct value *value = ARENA_NEW(arena, struct value);
    if (value)
        value->kind = kind;
    return value;
}

struct value *value_new_text(struct arena *arena, struct str text)
{
    struct value *value = value_new(arena, text.p ? VALUE_TEXT : VALUE_NULL);
    if (value)
        value->text = text;
    return value;
}

struct value *value_new_number(struct arena *arena, struct str digits)
{
    struct value *value = value_new(arena, VALUE_NUMBER);
    if (!value || !digits.p)
        return NULL;
    value->text = digits;
    return value;
}

struct value *value_new_int(struct arena *arena, int64_t number)
{
    return value_new_number(arena, arena_printf(arena, "%" PRId64, number));
}

struct value *value_new_bool(struct arena *arena, bool truth)
{
    struct value *value = value_new(arena, VALUE_BOOL);
    if (value)
        value->truth = truth;
    return value;
}

struct value *value_add(struct value *list, struct value *child)
{
    if (!list || !child)
        return NULL;
    if (list->last)
        list->last->next = child;
    else
        list->first = child;
    list->last = child;
    list->n++;
    return child;
}

struct value *value_put(struct value *map, struct str key, struct value *child)
{
    if (child)
        child->key = key;
    return value_add(map, child);
}

struct value *value_put_text(struct arena *arena, struct value *map, struct str key, struct str text)
{
    return value_put(map, key, value_new_text(arena, text));
}

struct value *value_put_int(struct arena *arena, struct value *map, struct str key, int64_t number)
{
    return value_put(map, key, value_new_int(arena, number));
}

struct value *value_put_bool(struct arena *arena, struct value *map, struct str key, bool truth)
{
    return value_put(map, key, value_new_bool(arena, truth));
}

struct value *value_copy(struct arena *arena, const struct value *value)
{
    struct value *copy = value ? value_new(arena, value->kind) : NULL;
    if (!copy)
        return NULL;
    copy->line = value->line;
    copy->truth = value->truth;
    copy->text = arena_str(arena, value->text);
    if (value->text.p && !copy->text.p)
        return NULL;
    for (VALUE_EACH(child, value)) {
        struct str key = arena_str(arena, child->key);
        if ((child->key.p && !key.p) || !value_put(copy, key, value_copy(arena, child)))
            return NULL;
    }
    return copy;
}
