/* store/relation.c - an edge of the graph as canonical JSON and back; see store/record_json.h. */
#include "store/record_int.h"
#include "store/record_json.h"

#define FIELD(key, member)                                                                                             \
    {                                                                                                                  \
        {key, sizeof(key) - 1}, offsetof(struct party_relation, member)                                                \
    }
static const struct record_field TEXTS[] = {
    FIELD("id", id),           FIELD("kind", kind),        FIELD("from", from),
    FIELD("to", to),           FIELD("share", share_text), FIELD("from_date", from_date),
    FIELD("to_date", to_date),
};

enum { NEEDED = 3 /* of TEXTS, behind the id: kind, from, to */, WHOLE = 10000 };

static struct str *text_at(struct party_relation *relation, size_t index)
{
    return (struct str *)(void *)((char *)relation + TEXTS[index].offset);
}

void relation_encode(struct buf *buf, const struct party_relation *relation)
{
    struct party_relation copy = *relation;
    buf_addc(buf, '{');
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++)
        record_put_text(buf, TEXTS[i].key, *text_at(&copy, i));
    if (relation->share_min >= 0)
        record_put_int(buf, STR("share_min"), relation->share_min);
    if (relation->share_max >= 0)
        record_put_int(buf, STR("share_max"), relation->share_max);
    if (relation->row)
        record_put_int(buf, STR("row"), (int64_t)relation->row);
    buf_addc(buf, '}');
}

static int take_number(const struct value *value, struct party_relation *relation, struct seki_err *err)
{
    bool is_min = str_eq(value->key, STR("share_min"));
    int64_t number = 0;
    if (str_eq(value->key, STR("row"))) {
        TRY(record_take_int(value, 1, INT64_MAX, &number, err));
        relation->row = (uint64_t)number;
        return 0;
    }
    if (!is_min && !str_eq(value->key, STR("share_max")))
        return record_refuse(value->key, "is no field of a relation", err);
    TRY(record_take_int(value, 0, WHOLE, &number, err));
    *(is_min ? &relation->share_min : &relation->share_max) = (int32_t)number;
    return 0;
}

static int take_field(const struct value *value, struct party_relation *relation, struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++)
        if (str_eq(value->key, TEXTS[i].key)) {
            if (!value_is(value, VALUE_TEXT))
                return record_refuse(value->key, "is no text", err);
            *text_at(relation, i) = value->text;
            return 0;
        }
    return take_number(value, relation, err);
}

int relation_of_value(const struct value *value, struct party_relation *ret_relation, struct seki_err *err)
{
    struct party_relation relation = {.share_min = -1, .share_max = -1};
    for (VALUE_EACH(field, value))
        TRY(take_field(field, &relation, err));
    for (size_t i = 1; i <= NEEDED; i++)
        if (!text_at(&relation, i)->n)
            return record_refuse(TEXTS[i].key, "is missing", err);
    *ret_relation = relation;
    return 0;
}

int relation_decode(struct arena *arena, struct str json, struct party_relation *ret_relation, struct seki_err *err)
{
    struct value *map = NULL;
    TRY(record_parse(arena, json, &map, err));
    return relation_of_value(map, ret_relation, err);
}
