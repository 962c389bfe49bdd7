/* store/record_read.c - canonical JSON back to a party record, everything checked; see store/record_json.h. */
#include "base/limits.h"
#include "codec/json.h"
#include "store/record_int.h"
#include "store/record_json.h"

const struct record_field RECORD_LISTS[RECORD_LIST_COUNT] = {
    {{"countries", 9}, offsetof(struct party_record, countries)},
    {{"births", 6}, offsetof(struct party_record, birth_dates)},
    {{"addresses", 9}, offsetof(struct party_record, addresses)},
    {{"programs", 8}, offsetof(struct party_record, programs)},
    {{"topics", 6}, offsetof(struct party_record, topics)},
};

const struct record_field RECORD_TEXTS[RECORD_TEXT_COUNT] = {
    {{"source", 6}, offsetof(struct party_record, source_field)},
    {{"remarks", 7}, offsetof(struct party_record, remarks)},
    {{"start", 5}, offsetof(struct party_record, start_date)},
    {{"end", 3}, offsetof(struct party_record, end_date)},
    {{"title", 5}, offsetof(struct party_record, title)},
};

enum {
    CONCERNS_ALL = CONCERN_BIOLOGICAL | CONCERN_CHEMICAL | CONCERN_MISSILE | CONCERN_NUCLEAR | CONCERN_CONVENTIONAL
};

const struct str_list *record_list_at(const struct party_record *record, size_t index)
{
    return (const struct str_list *)(const void *)((const char *)record + RECORD_LISTS[index].offset);
}

const struct str *record_text_at(const struct party_record *record, size_t index)
{
    return (const struct str *)(const void *)((const char *)record + RECORD_TEXTS[index].offset);
}

int record_refuse(struct str key, const char *what, struct seki_err *err)
{
    int code = err_set(err, SEKI_E_MEANING, "%s", what);
    err_place(err, "/%.*s", STR_ARG(key));
    return code;
}

int record_take_int(const struct value *value, int64_t least, int64_t most, int64_t *ret_number, struct seki_err *err)
{
    int64_t number = 0;
    if (!value_int(value, &number) || number < least || number > most)
        return record_refuse(value->key, "is no whole number in its bounds", err);
    *ret_number = number;
    return 0;
}

int record_parse(struct arena *arena, struct str json, struct value **ret_map, struct seki_err *err)
{
    if (json.n > LIMIT(RECORD_BYTES))
        return err_limit(err, LIMIT_ID_RECORD_BYTES);
    TRY(json_parse(arena, json, ret_map, err));
    return value_is(*ret_map, VALUE_MAP) ? 0 : err_set(err, SEKI_E_MEANING, "a record is an object");
}

static int take_list(struct arena *arena, const struct value *value, struct str_list *ret_list, struct seki_err *err)
{
    if (!value_is(value, VALUE_LIST))
        return record_refuse(value->key, "is no list", err);
    struct str_list list = {ARENA_ARRAY(arena, value->n, struct str), 0};
    TRY_MEM(list.v, err);
    for (VALUE_EACH(item, value)) {
        if (!value_is(item, VALUE_TEXT))
            return record_refuse(value->key, "holds something that is no text", err);
        list.v[list.n++] = item->text;
    }
    *ret_list = list;
    return 0;
}

static int take_names(struct arena *arena, const struct value *value, struct party_record *record, struct seki_err *err)
{
    if (!value_is(value, VALUE_LIST))
        return record_refuse(value->key, "is no list", err);
    if (value->n > LIMIT(NAMES))
        return err_limit(err, LIMIT_ID_NAMES);
    TRY_MEM(record->names = ARENA_ARRAY(arena, value->n, struct party_name), err);
    for (VALUE_EACH(item, value)) {
        struct party_name *name = &record->names[record->n_names++];
        if (item->n != 2 || !value_is(value_at(item, 0), VALUE_TEXT) ||
            !party_name_kind_of(value_text(value_at(item, 1)), &name->kind))
            return record_refuse(value->key, "holds something that is no name with its kind", err);
        name->text = value_text(value_at(item, 0));
    }
    return 0;
}

static int take_identifiers(struct arena *arena, const struct value *value, struct party_record *record,
                            struct seki_err *err)
{
    if (!value_is(value, VALUE_LIST))
        return record_refuse(value->key, "is no list", err);
    TRY_MEM(record->identifiers = ARENA_ARRAY(arena, value->n, struct party_identifier), err);
    for (VALUE_EACH(item, value)) {
        struct party_identifier *identifier = &record->identifiers[record->n_identifiers++];
        *identifier = (struct party_identifier){value_text(value_at(item, 0)), value_text(value_at(item, 1)),
                                                value_text(value_at(item, 2))};
        if (item->n < 2 || item->n > 3 || !identifier->kind.n || !identifier->value.p)
            return record_refuse(value->key, "holds something that is no identifier", err);
    }
    return 0;
}

/* entry, schema, listed, concerns, row. 1 taken, 0 it is another key. */
static int take_single(const struct value *value, struct party_record *record, struct seki_err *err)
{
    int64_t number = 0;
    if (str_eq(value->key, STR("entry"))) {
        record->entry = value_text(value);
    } else if (str_eq(value->key, STR("schema"))) {
        if (!party_schema_of(value_text(value), &record->schema))
            return record_refuse(value->key, "is no schema", err);
    } else if (str_eq(value->key, STR("listed"))) {
        if (!value_is(value, VALUE_BOOL))
            return record_refuse(value->key, "is neither true nor false", err);
        record->is_listed = value->truth;
    } else if (str_eq(value->key, STR("concerns"))) {
        TRY(record_take_int(value, 0, CONCERNS_ALL, &number, err));
        record->concerns = (unsigned)number;
    } else if (str_eq(value->key, STR("row"))) {
        TRY(record_take_int(value, 1, INT64_MAX, &number, err));
        record->row = (uint64_t)number;
    } else {
        return 0;
    }
    return 1;
}

/* The fields of the two tables, names and identifiers. */
static int take_many(struct arena *arena, const struct value *value, struct party_record *record, struct seki_err *err)
{
    for (size_t i = 0; i < RECORD_LIST_COUNT; i++)
        if (str_eq(value->key, RECORD_LISTS[i].key))
            return take_list(arena, value, (struct str_list *)(void *)((char *)record + RECORD_LISTS[i].offset), err);
    for (size_t i = 0; i < RECORD_TEXT_COUNT; i++)
        if (str_eq(value->key, RECORD_TEXTS[i].key)) {
            if (!value_is(value, VALUE_TEXT))
                return record_refuse(value->key, "is no text", err);
            *(struct str *)(void *)((char *)record + RECORD_TEXTS[i].offset) = value->text;
            return 0;
        }
    if (str_eq(value->key, STR("names")))
        return take_names(arena, value, record, err);
    if (str_eq(value->key, STR("identifiers")))
        return take_identifiers(arena, value, record, err);
    return record_refuse(value->key, "is no field of a record", err);
}

int record_of_value(struct arena *arena, const struct value *value, struct party_record *ret_record,
                    struct seki_err *err)
{
    struct party_record record = {0};
    for (VALUE_EACH(field, value)) {
        int got = take_single(field, &record, err);
        if (got == 0)
            got = take_many(arena, field, &record, err);
        TRY(got);
    }
    if (!record.entry.n)
        return record_refuse(STR("entry"), "is missing", err);
    if (record.is_listed && !record.n_names)
        return record_refuse(STR("names"), "is missing: a listed party has a name", err);
    *ret_record = record;
    return 0;
}

int record_decode(struct arena *arena, struct str json, struct party_record *ret_record, struct seki_err *err)
{
    struct value *map = NULL;
    TRY(record_parse(arena, json, &map, err));
    return record_of_value(arena, map, ret_record, err);
}
