/*
 * draft/answer.c - the tree of the answer. Every value goes through put(), which writes its span beside it, so a value
 * without a place cannot get in.
 */
#include "draft/draft_int.h"

#include <string.h>

struct writer {
    struct draft *draft;
    struct arena *arena;
    struct value *spans, *notes;
};

static void add_span(struct writer *out, struct str path, const struct found *found)
{
    struct draft *draft = out->draft;
    struct value *span = value_add(out->spans, value_new(out->arena, VALUE_MAP));
    text_memory(draft, value_put_text(out->arena, span, STR("path"), path) != NULL);
    if (found->header) {
        text_memory(draft, value_put_text(out->arena, span, STR("text"), found->value) != NULL);
        text_memory(draft, value_put_text(out->arena, span, STR("header"), str_c(found->header)) != NULL);
        return;
    }
    uint32_t from = draft->character[found->at.from], to = draft->character[found->at.to];
    struct str text = str_sub(draft->text, draft->written[from], draft->written[to] - draft->written[from]);
    text_memory(draft, value_put_text(out->arena, span, STR("text"), text) != NULL);
    text_memory(draft, value_put_int(out->arena, span, STR("from"), from) != NULL);
    text_memory(draft, value_put_int(out->arena, span, STR("to"), to) != NULL);
}

static struct str text_of(const struct writer *out, const struct found *found)
{
    return found->value.p ? found->value : text_written(out->draft, found->at);
}

/* A text, or false; nothing if it was not found. */
static void put(struct writer *out, struct value *map, struct str parent, const char *key, const struct found *found)
{
    if (!found->is_there)
        return;
    struct str path = arena_printf(out->arena, "%.*s/%s", STR_ARG(parent), key);
    struct str name = arena_str(out->arena, str_c(key)), text = text_of(out, found);
    if (!found->is_false && text.n == 0)
        return;
    struct value *value = found->is_false ? value_new_bool(out->arena, false) : value_new_text(out->arena, text);
    text_memory(out->draft, value_put(map, name, value) != NULL);
    add_span(out, path, found);
}

static void put_number(struct writer *out, struct value *map, struct str parent, const char *key,
                       const struct found *found)
{
    if (!found->is_there || found->value.n == 0 || found->value.n > 15)
        return;
    struct str name = arena_str(out->arena, str_c(key));
    text_memory(out->draft, value_put(map, name, value_new_number(out->arena, found->value)) != NULL);
    add_span(out, arena_printf(out->arena, "%.*s/%s", STR_ARG(parent), key), found);
}

static void put_list(struct writer *out, struct value *map, struct str parent, const char *key,
                     const struct found_list *list)
{
    if (list->n == 0)
        return;
    struct value *values = value_put(map, arena_str(out->arena, str_c(key)), value_new(out->arena, VALUE_LIST));
    for (size_t i = 0; i < list->n; i++) {
        text_memory(out->draft, value_add(values, value_new_text(out->arena, text_of(out, &list->v[i]))) != NULL);
        add_span(out, arena_printf(out->arena, "%.*s/%s/%zu", STR_ARG(parent), key, i), &list->v[i]);
    }
}

static const char *const ROLES[ROLE_COUNT] = {"orderer", "end_user",  "consignee", "payer",
                                              "bank",    "forwarder", "agent"};

static void put_roles(struct writer *out, struct value *map, unsigned roles)
{
    struct value *list = value_new(out->arena, VALUE_LIST), *one = NULL;
    for (unsigned i = 0; i < ROLE_COUNT; i++)
        if (roles & (1u << i)) {
            one = value_new_text(out->arena, str_c(ROLES[i]));
            text_memory(out->draft, value_add(list, one) != NULL);
        }
    if (list && list->n == 1)
        text_memory(out->draft, value_put_text(out->arena, map, STR("role"), one->text) != NULL);
    else
        text_memory(out->draft, value_put(map, STR("role"), list) != NULL);
}

static void put_party(struct writer *out, struct value *list, const struct draft_party *party)
{
    struct value *map = value_new(out->arena, VALUE_MAP);
    struct str path = arena_printf(out->arena, "/parties/%zu", list ? list->n : 0);
    text_memory(out->draft, value_add(list, map) != NULL);
    put_roles(out, map, party->roles);
    put(out, map, path, "name", &party->name);
    put_list(out, map, path, "names", &party->names);
    put(out, map, path, "country", &party->country);
    put_list(out, map, path, "emails", &party->emails);
    put_list(out, map, path, "phones", &party->phones);
    put_list(out, map, path, "addresses", &party->addresses);
    put(out, map, path, "website", &party->website);
}

static void put_price(struct writer *out, struct value *map, struct str parent, const struct draft_item *item)
{
    if (!item->amount.is_there || item->amount.value.n == 0)
        return;
    struct value *price = value_put(map, STR("price"), value_new(out->arena, VALUE_MAP));
    text_memory(out->draft, value_put_text(out->arena, price, STR("amount"), item->amount.value) != NULL);
    text_memory(out->draft, value_put_text(out->arena, price, STR("currency"), item->currency) != NULL);
    add_span(out, arena_printf(out->arena, "%.*s/price", STR_ARG(parent)), &item->amount);
}

static void put_item(struct writer *out, struct value *list, const struct draft_item *item)
{
    struct value *map = value_new(out->arena, VALUE_MAP);
    struct str path = arena_printf(out->arena, "/items/%zu", list ? list->n : 0);
    text_memory(out->draft, value_add(list, map) != NULL);
    put(out, map, path, "name", &item->name);
    put(out, map, path, "model", &item->model);
    put_number(out, map, path, "quantity", &item->quantity);
    put(out, map, path, "unit", &item->unit);
    put(out, map, path, "hs_code", &item->hs_code);
    put_price(out, map, path, item);
}

/* A block that has something in it. */
static struct value *block(struct writer *out, struct value *map, struct str key, bool is_needed)
{
    return is_needed ? value_put(map, key, value_new(out->arena, VALUE_MAP)) : NULL;
}

static void put_blocks(struct writer *out, struct value *map)
{
    struct draft *draft = out->draft;
    bool has_use = draft->use.is_there;
    struct value *order = block(out, map, STR("order"), has_use || draft->secrecy.n);
    if (has_use)
        put(out, value_put(order, STR("use"), value_new(out->arena, VALUE_MAP)), STR("/order/use"), "statement",
            &draft->use);
    if (order)
        put_list(out, order, STR("/order"), "secrecy_requests", &draft->secrecy);
    struct value *shipment =
        block(out, map, STR("shipment"), draft->destination.is_there || draft->ship_date.is_there || draft->packing.n);
    if (shipment) {
        put(out, shipment, STR("/shipment"), "destination", &draft->destination);
        put(out, shipment, STR("/shipment"), "ship_date", &draft->ship_date);
        if (draft->packing.n)
            put(out, shipment, STR("/shipment"), "packing_request", &draft->packing.v[0]);
    }
    struct value *payment = block(out, map, STR("payment"), draft->terms.is_there);
    if (payment)
        put(out, payment, STR("/payment"), "terms", &draft->terms);
}

static void add_note(struct writer *out, const char *path, struct str ja, struct str en)
{
    struct value *note = value_add(out->notes, value_new(out->arena, VALUE_MAP));
    text_memory(out->draft, value_put_text(out->arena, note, STR("path"), str_c(path)) != NULL);
    text_memory(out->draft, value_put_text(out->arena, note, STR("ja"), ja) != NULL);
    text_memory(out->draft, value_put_text(out->arena, note, STR("en"), en) != NULL);
}

static void put_notes(struct writer *out)
{
    struct draft *draft = out->draft;
    for (size_t i = 0; i < draft->persons.n; i++) {
        struct str name = text_of(out, &draft->persons.v[i]);
        add_note(
            out, "/parties/0/name",
            arena_printf(out->arena, "差出人の表示名：%.*s（組織名は書かれていません）", STR_ARG(name)),
            arena_printf(out->arena, "Display name of the sender: %.*s (no organisation is named)", STR_ARG(name)));
    }
    for (size_t i = 0; i < draft->mail.n_attachments; i++) {
        const struct mime_attachment *file = &draft->mail.attachments[i];
        struct str name = file->name.n ? file->name : STR("-");
        add_note(out, "/text",
                 arena_printf(out->arena, "添付ファイル：%.*s（%.*s、%zu バイト、SHA-256 %s）%s", STR_ARG(name),
                              STR_ARG(file->type), file->size, file->sha256,
                              file->is_read ? "本文に読み込みました" : "読んでいません"),
                 arena_printf(out->arena, "Attachment: %.*s (%.*s, %zu bytes, SHA-256 %s)%s", STR_ARG(name),
                              STR_ARG(file->type), file->size, file->sha256,
                              file->is_read ? ", read into the text" : ", not read"));
    }
    if (draft->mail.is_cut)
        add_note(out, "/text", STR("本文が長いため、途中までを読みました（上限 MAIL_TEXT）"),
                 STR("The text is long; it was read up to the limit MAIL_TEXT"));
}

struct value *answer_of(struct draft *draft)
{
    struct writer out = {.draft = draft, .arena = draft->arena};
    struct value *root = value_new(out.arena, VALUE_MAP), *dealing = value_new(out.arena, VALUE_MAP);
    out.spans = value_new(out.arena, VALUE_LIST);
    out.notes = value_new(out.arena, VALUE_LIST);
    text_memory(draft, value_put(root, STR("draft"), dealing) != NULL);
    text_memory(draft, value_put_text(out.arena, dealing, STR("kind"), STR("procurement")) != NULL);
    put(&out, dealing, STR(""), "title", &draft->title);
    put(&out, dealing, STR(""), "received_at", &draft->received_at);
    struct value *parties = value_put(dealing, STR("parties"), value_new(out.arena, VALUE_LIST));
    for (size_t i = 0; i < draft->n_parties; i++)
        put_party(&out, parties, &draft->parties[i]);
    if (draft->n_items) {
        struct value *items = value_put(dealing, STR("items"), value_new(out.arena, VALUE_LIST));
        for (size_t i = 0; i < draft->n_items; i++)
            put_item(&out, items, &draft->items[i]);
    }
    put_blocks(&out, dealing);
    text_memory(draft, value_put_text(out.arena, dealing, STR("text"), draft->text) != NULL);
    put_notes(&out);
    text_memory(draft, value_put(root, STR("spans"), out.spans) != NULL);
    text_memory(draft, value_put(root, STR("notes"), out.notes) != NULL);
    return draft->is_out_of_memory ? NULL : root;
}
