/*
 * codec/schema.c - see codec/schema.h.
 *
 * HOW IT WORKS. One interpreter walks schema and value together. The path to the value is a chain of steps on the C
 * stack, written out as a JSON pointer only when something is wrong. For anyOf each branch is tried; if none holds, the
 * failure of the branch that came furthest (deepest place, then the right type) is reported.
 */
#include "codec/schema.h"
#include "base/time.h"
#include "base/utf8.h"
#include "codec/schema_country_int.h"

#include <stdio.h>
#include <string.h>

struct step {
    const struct step *up;
    struct str key; /* of a map member */
    size_t index;   /* of a list item, when key.p is NULL */
};

struct check {
    struct seki_err *err;
    size_t depth; /* of the step that failed, to compare branches */
    bool is_type; /* the failure was a wrong type */
};

static int check_value(struct check *check, const struct schema *schema, const struct value *value,
                       const struct step *step);

/* -- failures -- */

static size_t depth_of(const struct step *step)
{
    size_t depth = 0;
    for (; step; step = step->up)
        depth++;
    return depth;
}

/* Append one step, with ~ and / escaped as RFC 6901 asks. What does not fit is cut. */
static void put_step(char *place, size_t size, const struct step *step)
{
    size_t n = strlen(place);
    char number[24];
    struct str key = step->key;
    if (!key.p) {
        char *p = number + sizeof(number);
        size_t rest = step->index;
        do
            *--p = (char)('0' + rest % 10);
        while (rest /= 10);
        key = (struct str){p, (size_t)(number + sizeof(number) - p)};
    }
    if (n + 1 < size)
        place[n++] = '/';
    for (size_t i = 0; i < key.n && n + 2 < size; i++) {
        bool is_special = key.p[i] == '~' || key.p[i] == '/';
        place[n++] = is_special ? '~' : key.p[i];
        if (is_special)
            place[n++] = key.p[i] == '~' ? '0' : '1';
    }
    place[n] = '\0';
}

static void put_steps(char *place, size_t size, const struct step *step)
{
    if (!step)
        return;
    put_steps(place, size, step->up);
    put_step(place, size, step);
}

/* Called after err_set: remember the place. */
static int fail(struct check *check, const struct step *step)
{
    check->depth = depth_of(step);
    check->is_type = false;
    if (check->err) {
        check->err->place[0] = '\0';
        put_steps(check->err->place, sizeof(check->err->place), step);
    }
    return SEKI_E_MEANING;
}

#define FAIL(check, step, ...) (err_set((check)->err, SEKI_E_MEANING, __VA_ARGS__), fail((check), (step)))

/* -- did you mean -- */

enum { GUESS_MAX = 48 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Edits between two short words (insert, delete, replace, swap of neighbours); GUESS_MAX if one is too long. */
static size_t edits(struct str a, struct str b)
{
    size_t rows[3][GUESS_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    if (a.n > GUESS_MAX || b.n > GUESS_MAX)
        return GUESS_MAX;
    for (size_t j = 0; j <= b.n; j++)
        above[j] = before[j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a.p[i - 1] != b.p[j - 1]));
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] && before[j - 2] + 1 < row[j])
                row[j] = before[j - 2] + 1;
        }
        size_t *free_row = before;
        before = above;
        above = row;
        row = free_row;
    }
    return above[b.n];
}

struct guess {
    struct str wrong, best;
    size_t edits;
};

static struct guess guess_for(struct str wrong)
{
    /* One edit in two letters, two in four, three from eight on. */
    size_t most = wrong.n < 4 ? 1 : wrong.n < 8 ? 2 : 3;
    return (struct guess){wrong, STR_NULL, most + 1};
}

static void consider(struct guess *guess, struct str word)
{
    size_t n = edits(guess->wrong, word);
    /* A word that was begun (phon, phones) is near as well. */
    if (guess->wrong.n >= 3 && str_starts(word, guess->wrong) && n > 1)
        n = 1;
    if (n < guess->edits) {
        guess->edits = n;
        guess->best = word;
    }
}

/* -- texts -- */

static bool is_capitals(struct str text, size_t n)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < 'A' || text.p[i] > 'Z')
            return false;
    return text.n == n;
}

static bool is_decimal(struct str text)
{
    size_t digits = 0, points = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9')
            digits++;
        else if (text.p[i] == '.' && digits && !points++)
            digits = 0;
        else if (i || text.p[i] != '-')
            return false;
    }
    return digits > 0;
}

static bool has_format(struct str text, enum schema_format format)
{
    struct day day;
    int64_t ms;
    switch (format) {
    case SCHEMA_FORMAT_DATE:
        return day_parse_full(text, &day);
    case SCHEMA_FORMAT_PARTIAL_DATE:
        return day_parse(text, &day);
    case SCHEMA_FORMAT_DATE_TIME:
        return moment_parse(text, &ms);
    case SCHEMA_FORMAT_COUNTRY:
        return schema_country_known(text);
    case SCHEMA_FORMAT_CURRENCY:
        return is_capitals(text, 3);
    case SCHEMA_FORMAT_DECIMAL:
        return is_decimal(text);
    case SCHEMA_FORMAT_NONE:
    case SCHEMA_FORMAT_COUNT:
        return true;
    }
    return true;
}

/* 2026-02-30 has the right shape; then the day itself is what is wrong. */
static bool has_day_shape(struct str text)
{
    static const char SHAPE[] = "dddd-dd-dd";
    for (size_t i = 0; i < text.n; i++)
        if (i < sizeof(SHAPE) - 1 && (SHAPE[i] == 'd' ? text.p[i] < '0' || text.p[i] > '9' : text.p[i] != SHAPE[i]))
            return false;
    return text.n == sizeof(SHAPE) - 1;
}

static const char *format_reason(struct str text, enum schema_format format)
{
    static const char *const REASONS[SCHEMA_FORMAT_COUNT] = {
#define REASON(name, word, reason) reason,
        SCHEMA_FORMATS(REASON)
#undef REASON
    };
    bool is_day = format == SCHEMA_FORMAT_DATE || format == SCHEMA_FORMAT_PARTIAL_DATE;
    return is_day && has_day_shape(text) ? "no such day" : REASONS[format];
}

/* Two capital letters that are no country have the right shape; what was meant is told where it can be guessed. */
static int country_fails(struct check *check, struct str text, const struct step *step)
{
    struct str meant = schema_country_meant(text);
    const char *reason = is_capitals(text, 2) ? "no such country code" : format_reason(text, SCHEMA_FORMAT_COUNTRY);
    if (meant.p)
        return FAIL(check, step, "%s; did you mean %.*s?", reason, STR_ARG(meant));
    return FAIL(check, step, "%s", reason);
}

static int check_words(struct check *check, const struct schema *schema, struct str text, const struct step *step)
{
    size_t index;
    struct guess guess = guess_for(text);
    if (!schema->n_words || str_find_word(schema->words, schema->n_words, text, &index))
        return 0;
    for (size_t i = 0; i < schema->n_words; i++)
        consider(&guess, schema->words[i]);
    struct str shown = str_sub(text, 0, 80);
    if (guess.best.p)
        return FAIL(check, step, "unknown value \"%.*s\"; did you mean %.*s?", STR_ARG(shown), STR_ARG(guess.best));
    return FAIL(check, step, "unknown value \"%.*s\"", STR_ARG(shown));
}

static int check_text(struct check *check, const struct schema *schema, struct str text, const struct step *step)
{
    size_t n = schema->min_length || schema->max_length ? utf8_count(text) : 0;
    if (n < schema->min_length)
        return n == 0 ? FAIL(check, step, "must not be empty")
                      : FAIL(check, step, "must have at least %zu characters", schema->min_length);
    if (schema->max_length && n > schema->max_length)
        return FAIL(check, step, "must have at most %zu characters", schema->max_length);
    if (!has_format(text, schema->format) && schema->format == SCHEMA_FORMAT_COUNTRY)
        return country_fails(check, text, step);
    if (!has_format(text, schema->format))
        return FAIL(check, step, "%s", format_reason(text, schema->format));
    return check_words(check, schema, text, step);
}

/* -- maps and lists -- */

static int unknown_field(struct check *check, const struct schema *schema, struct str name, const struct step *step)
{
    struct guess guess = guess_for(name);
    for (size_t i = 0; i < schema->n_properties; i++)
        consider(&guess, schema->properties[i].name);
    if (guess.best.p)
        return FAIL(check, step, "unknown field; did you mean %.*s?", STR_ARG(guess.best));
    return FAIL(check, step, "unknown field");
}

static const struct schema_property *property_of(const struct schema *schema, struct str name)
{
    for (size_t i = 0; i < schema->n_properties; i++)
        if (str_eq(schema->properties[i].name, name))
            return &schema->properties[i];
    return NULL;
}

static int check_member(struct check *check, const struct schema *schema, const struct value *member,
                        const struct step *up)
{
    struct step step = {up, member->key, 0};
    const struct schema_property *property = property_of(schema, member->key);
    if (property) {
        if (member->kind == VALUE_NULL && !property->is_required)
            return 0; /* not known */
        return check_value(check, property->schema, member, &step);
    }
    if (schema->is_closed)
        return unknown_field(check, schema, member->key, &step);
    if (schema->names) {
        struct value name = {.kind = VALUE_TEXT, .text = member->key};
        TRY(check_value(check, schema->names, &name, &step));
    }
    return schema->more ? check_value(check, schema->more, member, &step) : 0;
}

static int check_map(struct check *check, const struct schema *schema, const struct value *map, const struct step *up)
{
    for (VALUE_EACH(member, map))
        TRY(check_member(check, schema, member, up));
    for (size_t i = 0; i < schema->n_properties; i++) {
        const struct schema_property *property = &schema->properties[i];
        struct step step = {up, property->name, 0};
        if (property->is_required && !value_get(map, property->name))
            return FAIL(check, &step, "is required");
    }
    return 0;
}

static int check_list(struct check *check, const struct schema *schema, const struct value *list, const struct step *up)
{
    struct step step = {up, STR_NULL, 0};
    if (list->n < schema->min_items)
        return FAIL(check, up, "must have at least %zu items", schema->min_items);
    if (schema->max_items && list->n > schema->max_items)
        return FAIL(check, up, "must have at most %zu items", schema->max_items);
    for (VALUE_EACH(item, list)) {
        if (schema->items)
            TRY(check_value(check, schema->items, item, &step));
        step.index++;
    }
    return 0;
}

/* -- numbers, types, branches -- */

static int check_number(struct check *check, const struct schema *schema, const struct value *value,
                        const struct step *step)
{
    double number;
    if (!value_double(value, &number))
        return 0;
    if (schema->has_minimum && number < schema->minimum)
        return FAIL(check, step, "must be at least %g", schema->minimum);
    if (schema->has_maximum && number > schema->maximum)
        return FAIL(check, step, "must be at most %g", schema->maximum);
    return 0;
}

static bool has_type(const struct schema *schema, const struct value *value)
{
    int64_t number;
    if (!schema->types || (schema->types & SCHEMA_TYPE(value->kind)))
        return true;
    return (schema->types & SCHEMA_INTEGER) && value->kind == VALUE_NUMBER && value_int(value, &number);
}

enum { ONLY_FALSE = 1 << 9, ONLY_TRUE = 1 << 10 }; /* beside the types of a schema: a constant */

/* "must be a text", "must be a list or false". */
static int wrong_type(struct check *check, unsigned types, const struct step *step)
{
    static const struct {
        unsigned type;
        const char *word;
    } words[] = {
        {SCHEMA_TYPE(VALUE_TEXT), "a text"},
        {SCHEMA_TYPE(VALUE_NUMBER), "a number"},
        {SCHEMA_INTEGER, "a whole number"},
        {SCHEMA_TYPE(VALUE_LIST), "a list"},
        {SCHEMA_TYPE(VALUE_MAP), "a block {...}"},
        {SCHEMA_TYPE(VALUE_BOOL), "true or false"},
        {SCHEMA_TYPE(VALUE_NULL), "null"},
        {ONLY_FALSE, "false"},
        {ONLY_TRUE, "true"},
    };
    char text[128] = "";
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        size_t n = strlen(text);
        if (types & words[i].type)
            (void)snprintf(text + n, sizeof(text) - n, "%s%s", n ? " or " : "", words[i].word);
    }
    int code = FAIL(check, step, "must be %s", text);
    check->is_type = true;
    return code;
}

/* Did branch failure a come further than b? A value of a fitting type beats one of another type. */
static bool is_further(const struct check *a, const struct check *b)
{
    if (a->depth != b->depth)
        return a->depth > b->depth;
    return !a->is_type && b->is_type;
}

/* The types that the branches accept, to name all of them when none fits. */
static unsigned types_of(const struct schema *schema)
{
    unsigned types = schema->types;
    if (schema->has_constant)
        types = schema->constant ? ONLY_TRUE : ONLY_FALSE;
    for (size_t i = 0; i < schema->n_any; i++)
        types |= types_of(schema->any[i]);
    return types;
}

/* No branch held: say what the best one said; if it is the type itself, name the types of all. */
static int no_branch(struct check *check, const struct schema *schema, const struct step *step,
                     const struct check *best)
{
    if (best->is_type && best->depth == depth_of(step))
        return wrong_type(check, types_of(schema), step);
    if (check->err)
        *check->err = *best->err;
    check->depth = best->depth;
    check->is_type = best->is_type;
    return SEKI_E_MEANING;
}

static int check_any(struct check *check, const struct schema *schema, const struct value *value,
                     const struct step *step)
{
    struct seki_err errs[2]; /* of the best branch so far and of the current one */
    struct check best = {&errs[0], 0, true};
    size_t held = 0;
    for (size_t i = 0; i < schema->n_any; i++) {
        struct check branch = {best.err == &errs[0] ? &errs[1] : &errs[0], 0, false};
        if (check_value(&branch, schema->any[i], value, step) == 0)
            held++;
        else if (i == 0 || is_further(&branch, &best))
            best = branch;
        if (held && !schema->is_one)
            return 0;
    }
    if (held == 1)
        return 0;
    if (held > 1)
        return FAIL(check, step, "fits more than one of the allowed forms");
    return no_branch(check, schema, step, &best);
}

static int check_value(struct check *check, const struct schema *schema, const struct value *value,
                       const struct step *step)
{
    if (!has_type(schema, value))
        return wrong_type(check, types_of(schema), step);
    if (schema->has_constant && value->kind == VALUE_BOOL && value->truth != schema->constant)
        return wrong_type(check, types_of(schema), step);
    switch (value->kind) {
    case VALUE_TEXT:
        TRY(check_text(check, schema, value->text, step));
        break;
    case VALUE_NUMBER:
        TRY(check_number(check, schema, value, step));
        break;
    case VALUE_LIST:
        TRY(check_list(check, schema, value, step));
        break;
    case VALUE_MAP:
        TRY(check_map(check, schema, value, step));
        break;
    case VALUE_NULL:
    case VALUE_BOOL:
        break;
    }
    return schema->n_any ? check_any(check, schema, value, step) : 0;
}

int schema_check(const struct schema *schema, const struct value *value, struct seki_err *err)
{
    struct check check = {.err = err};
    return check_value(&check, schema, value, NULL);
}
