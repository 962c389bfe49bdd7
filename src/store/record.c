/*
 * store/record.c - a party record as canonical JSON; see store/record_json.h. Reading it again: store/record_read.c.
 *
 * Keys come in the order of the struct; what is absent is left out; names and identifiers are small lists, since they
 * are most of the bytes.
 */
#include "codec/json.h"
#include "store/record_json.h"

#include "store/record_int.h"

void record_put_key(struct buf *buf, struct str key)
{
    struct str so_far = buf_str(buf);
    if (so_far.n && so_far.p[so_far.n - 1] != '{')
        buf_addc(buf, ',');
    json_write_text(buf, key);
    buf_addc(buf, ':');
}

void record_put_text(struct buf *buf, struct str key, struct str text)
{
    if (!text.p)
        return;
    record_put_key(buf, key);
    json_write_text(buf, text);
}

void record_put_int(struct buf *buf, struct str key, int64_t number)
{
    record_put_key(buf, key);
    buf_printf(buf, "%lld", (long long)number);
}

static void put_list(struct buf *buf, struct str key, struct str_list list)
{
    if (!list.n)
        return;
    record_put_key(buf, key);
    for (size_t i = 0; i < list.n; i++) {
        buf_addc(buf, i ? ',' : '[');
        json_write_text(buf, list.v[i]);
    }
    buf_addc(buf, ']');
}

static void put_names(struct buf *buf, const struct party_record *record)
{
    if (!record->n_names)
        return;
    record_put_key(buf, STR("names"));
    for (size_t i = 0; i < record->n_names; i++) {
        buf_addc(buf, i ? ',' : '[');
        buf_addc(buf, '[');
        json_write_text(buf, record->names[i].text);
        buf_addc(buf, ',');
        json_write_text(buf, party_name_kind_word(record->names[i].kind));
        buf_addc(buf, ']');
    }
    buf_addc(buf, ']');
}

static void put_identifiers(struct buf *buf, const struct party_record *record)
{
    if (!record->n_identifiers)
        return;
    record_put_key(buf, STR("identifiers"));
    for (size_t i = 0; i < record->n_identifiers; i++) {
        const struct party_identifier *identifier = &record->identifiers[i];
        buf_addc(buf, i ? ',' : '[');
        buf_addc(buf, '[');
        json_write_text(buf, identifier->kind);
        buf_addc(buf, ',');
        json_write_text(buf, identifier->value);
        if (identifier->country.n) {
            buf_addc(buf, ',');
            json_write_text(buf, identifier->country);
        }
        buf_addc(buf, ']');
    }
    buf_addc(buf, ']');
}

void record_encode(struct buf *buf, const struct party_record *record)
{
    buf_addc(buf, '{');
    record_put_text(buf, STR("entry"), record->entry.p ? record->entry : STR(""));
    record_put_text(buf, STR("schema"), party_schema_word(record->schema));
    record_put_key(buf, STR("listed"));
    buf_add(buf, record->is_listed ? STR("true") : STR("false"));
    put_names(buf, record);
    put_identifiers(buf, record);
    for (size_t i = 0; i < RECORD_LIST_COUNT; i++)
        put_list(buf, RECORD_LISTS[i].key, *record_list_at(record, i));
    if (record->concerns)
        record_put_int(buf, STR("concerns"), (int64_t)record->concerns);
    for (size_t i = 0; i < RECORD_TEXT_COUNT; i++)
        record_put_text(buf, RECORD_TEXTS[i].key, *record_text_at(record, i));
    if (record->row)
        record_put_int(buf, STR("row"), (int64_t)record->row);
    buf_addc(buf, '}');
}
