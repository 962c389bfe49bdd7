/*
 * assess/record.c - putting a dealing and its answer into the store, with the keys under which later ones find it.
 */
#include "assess/contacts_int.h"
#include "assess/history_int.h"
#include "assess/party_same_int.h"
#include "base/buf.h"
#include "base/limits.h"
#include "codec/json.h"
#include "store/dealings.h"

static int json_of(struct arena *arena, const struct value *value, struct str *ret_json, struct seki_err *err)
{
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, LIMIT(JSON_BYTES));
    json_write(&buf, value);
    return buf_take(&buf, arena, ret_json, err);
}

/* Rows for the store while they are made. */
struct rows {
    struct dealing_contact *v;
    size_t n, cap;
};

static int row_add(struct gather *gather, struct rows *rows, const struct party *party, struct str kind,
                   struct str value, struct seki_err *err)
{
    struct dealing_contact row = {.kind = kind,
                                  .value = value,
                                  .party_key = party->core,
                                  .party_name = party->name,
                                  .country = party->country,
                                  .role = party->roles.n > 0 ? party->roles.v[0] : STR_NULL,
                                  .is_organisation = party_is_organisation(party)};
    TRY_MEM(value.p, err);
    return ARENA_PUSH(gather->arena, rows, row) ? 0 : err_oom(err);
}

static int contact_rows(struct gather *gather, struct rows *rows, const struct contact *contact, struct seki_err *err)
{
    const struct party *party = &gather->parties.v[contact->party];
    if (str_is_empty(contact->bank))
        return row_add(gather, rows, party, contact->kind, contact->value, err);
    struct str value = arena_printf(gather->arena, "%.*s %.*s", STR_ARG(contact->value), STR_ARG(contact->bank));
    TRY(row_add(gather, rows, party, contact->kind, value, err));
    return row_add(gather, rows, party, CONTACT_ACCOUNT_NUMBER, contact->value, err);
}

/* Other names and registration numbers, so that a later dealing knows the party under them. */
static int alias_rows(struct gather *gather, struct rows *rows, const struct party *party, struct seki_err *err)
{
    for (size_t i = 0; i < party->keys.n && party->is_comparable; i++) {
        struct str number;
        if (party_key_is_identifier(party->keys.v[i], &number))
            TRY(row_add(gather, rows, party, PARTY_KIND_IDENTIFIER, number, err));
        else if (!str_eq(party->keys.v[i], party->core))
            TRY(row_add(gather, rows, party, PARTY_KIND_NAME, party->keys.v[i], err));
    }
    return 0;
}

static int contacts_make(struct gather *gather, struct dealing_parts *parts, struct seki_err *err)
{
    struct contact_list contacts;
    struct rows rows = {0};
    TRY(contacts_read(gather, &contacts, err));
    for (size_t i = 0; i < contacts.n; i++)
        TRY(contact_rows(gather, &rows, &contacts.v[i], err));
    for (size_t i = 0; i < gather->parties.n; i++)
        TRY(alias_rows(gather, &rows, &gather->parties.v[i], err));
    parts->contacts = rows.v;
    parts->n_contacts = rows.n;
    return 0;
}

static int items_make(struct gather *gather, struct dealing_parts *parts, struct seki_err *err)
{
    const struct value *items = value_get(gather->dealing, STR("items"));
    struct dealing_item *v = ARENA_ARRAY(gather->arena, items ? items->n : 0, struct dealing_item);
    TRY_MEM(v, err);
    for (VALUE_EACH(item, items)) {
        struct history_keys keys;
        TRY(history_item_keys(gather, item, &keys, err));
        if (!keys.item.p && !keys.model.p)
            continue;
        v[parts->n_items++] = (struct dealing_item){.item_key = keys.item,
                                                    .model_key = keys.model,
                                                    .quantity = history_quantity(item),
                                                    .unit = value_get_text(item, STR("unit")),
                                                    .orderer_key = history_orderer(gather)};
    }
    parts->items = v;
    return 0;
}

static bool is_declined(const struct value *dealing)
{
    return str_eq(value_text(value_find(dealing, STR("/outcome/result"))), STR("declined"));
}

static int dealing_row_make(struct gather *gather, const struct assessment *assessment, struct str at,
                            struct dealing_row *row, struct seki_err *err)
{
    const struct value *dealing = gather->dealing;
    *row = (struct dealing_row){.id = assessment->dealing,
                                .version = assessment->version,
                                .kind = gather->kind,
                                .date = gather->day,
                                .received_at = value_get_text(dealing, STR("received_at")),
                                .title = value_get_text(dealing, STR("title")),
                                .department = value_get_text(dealing, STR("department")),
                                .entered_by = value_get_text(dealing, STR("entered_by")),
                                .at = at,
                                .actor = gather->context->actor,
                                .orderer_key = history_orderer(gather),
                                .is_customer_hit = assessment->is_customer_hit,
                                .is_declined = is_declined(dealing),
                                .level = finding_level_word(assessment->level),
                                .is_incomplete = assessment->is_incomplete};
    TRY(history_text_key(gather, &row->text_key, err));
    return json_of(gather->arena, dealing, &row->body, err);
}

int assess_store(const struct assess_context *context, struct arena *arena, const struct value *dealing,
                 const struct assessment *assessment, struct seki_err *err)
{
    struct gather *gather = ARENA_NEW(arena, struct gather);
    struct value *answer = assessment_value(arena, assessment);
    struct dealing_parts parts = {0};
    struct dealing_row row;
    char at[MOMENT_TEXT];
    TRY_MEM(gather && answer, err);
    TRY(gather_init(gather, context, arena, dealing, err));
    moment_text(context->now_ms, at);
    TRY(contacts_make(gather, &parts, err));
    TRY(items_make(gather, &parts, err));
    TRY(dealing_row_make(gather, assessment, str_c(at), &row, err));
    TRY(dealing_put(context->store, &row, &parts, err));
    struct assessment_row kept = {.dealing = assessment->dealing,
                                  .version = assessment->version,
                                  .at = str_c(at),
                                  .actor = context->actor,
                                  .level = row.level,
                                  .is_incomplete = row.is_incomplete};
    TRY(json_of(arena, answer, &kept.body, err));
    return assessment_put(context->store, &kept, err);
}
