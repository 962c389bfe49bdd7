/*
 * base/value.h - a tree of values: what JSON, YAML and our own answers have in common.
 *
 *   {"id": "po-1", "parties": [{"role": "orderer"}]}
 *
 *   map ── "id" text ── "parties" list ── map ── "role" text
 *
 * A value lives in an arena with all its children; children are a linked list in the order of the source, so what is
 * written again has the order it was read in. Numbers keep their digits as written: nothing is rounded by reading.
 * A tree is built by one thread and may be read by many. Functions that look accept NULL and answer "nothing".
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include "base/arena.h"
#include "base/err.h"

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_TEXT, VALUE_LIST, VALUE_MAP };

struct value {
    enum value_kind kind;
    uint32_t line;       /* of the source, from 1; 0 = made by us */
    bool truth;          /* VALUE_BOOL */
    struct str key;      /* name within the parent map; STR_NULL elsewhere */
    struct str text;     /* VALUE_TEXT, or the digits of VALUE_NUMBER */
    struct value *first; /* children of a list or map, in order */
    struct value *last, *next;
    size_t n; /* number of children */
};

/* for (VALUE_EACH(item, list)) */
#define VALUE_EACH(item, parent)                                                                                       \
    const struct value *item = (parent) ? (parent)->first : NULL;                                                      \
    item;                                                                                                              \
    item = item->next

/* -- looking -- */
static inline bool value_is(const struct value *value, enum value_kind kind)
{
    return value && value->kind == kind;
}

bool value_is_false(const struct value *value);                         /* the boolean false, nothing else */
const struct value *value_get(const struct value *map, struct str key); /* NULL if it is not there or not a map */
struct str value_text(const struct value *value);                       /* of a text; STR_NULL otherwise */
struct str value_get_text(const struct value *map, struct str key);
const struct value *value_at(const struct value *list, size_t index); /* O(index) */

/* A JSON pointer (RFC 6901) such as "/parties/0/name"; NULL if there is nothing. */
const struct value *value_find(const struct value *root, struct str pointer);

/* Numbers. False when it is none, is out of range or (for value_int) has a fraction. value_fixed multiplies by
 * 10^decimals and truncates what is finer: value_fixed(12.5, 4) = 125000. Exponents are understood. */
bool value_int(const struct value *value, int64_t *ret_number);
bool value_fixed(const struct value *value, int decimals, int64_t *ret_number);
bool value_double(const struct value *value, double *ret_number);

/* The same tree (kinds, texts, order of lists; the order of keys does not matter)? */
bool value_eq(const struct value *a, const struct value *b);

/* -- building: NULL without memory; adding to a NULL parent or a NULL child gives NULL, so a failure carries through
 *    a chain of calls and is checked once at the end -- */
struct value *value_new(struct arena *arena, enum value_kind kind);
struct value *value_new_text(struct arena *arena, struct str text); /* looks at `text`, does not copy */
struct value *value_new_int(struct arena *arena, int64_t number);
struct value *value_new_number(struct arena *arena, struct str digits); /* must be JSON number syntax */
struct value *value_new_bool(struct arena *arena, bool truth);
struct value *value_add(struct value *list, struct value *child);
struct value *value_put(struct value *map, struct str key, struct value *child); /* key is looked at, not copied */
struct value *value_put_text(struct arena *arena, struct value *map, struct str key,
                             struct str text); /* null if absent */
struct value *value_put_int(struct arena *arena, struct value *map, struct str key, int64_t number);
struct value *value_put_bool(struct arena *arena, struct value *map, struct str key, bool truth);

/* A deep copy whose texts and keys live in `arena`. NULL without memory. */
struct value *value_copy(struct arena *arena, const struct value *value);

#endif
