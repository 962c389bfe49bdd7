/*
 * draft/find_item.c - items: what they share, and which message's items count.
 *
 * HOW IT WORKS. In each message, tables first, then "key: value" lines, then list lines, then models in sentences. The
 * newest customer message with items decides; what they only change (a number) is changed; a customer's forward and,
 * last, our own older words fill. Nothing is an item that stands in a request for secrecy or packing.
 */
#include "base/limits.h"
#include "draft/draft_int.h"

#include <string.h>

bool item_is_barred(const struct draft *draft, struct span at)
{
    for (size_t i = 0; i < draft->secrecy.n; i++)
        if (span_meets(draft->secrecy.v[i].at, at))
            return true;
    return false;
}

struct draft_item *item_add(struct draft *draft, const struct message *message, struct span name)
{
    struct draft_item item = {.message = (uint32_t)(message - draft->messages)};
    if (draft->n_items >= LIMIT(DEALING_ITEMS))
        return NULL;
    if (!span_is_none(name))
        item.name = found_at(name);
    bool is_ok =
        arena_grow(draft->arena, (void **)&draft->items, draft->n_items, &draft->cap_items, sizeof(*draft->items));
    text_memory(draft, is_ok);
    if (!is_ok)
        return NULL;
    draft->items[draft->n_items] = item;
    return &draft->items[draft->n_items++];
}

static const struct {
    struct str sign, code;
} CURRENCIES[] = {
#define CURRENCY(sign, code) {{sign, sizeof(sign) - 1}, {code, sizeof(code) - 1}},
#include "draft/currencies.def"
#undef CURRENCY
};

static struct str currency_of(struct str sign)
{
    for (size_t i = 0; i < ARRAY_LEN(CURRENCIES); i++)
        if (str_eq_nocase(CURRENCIES[i].sign, sign))
            return CURRENCIES[i].code;
    return STR_NULL;
}

bool item_price(struct draft *draft, struct draft_item *item, struct span where)
{
    struct hit hit;
    if (!find_in(draft, PATTERN_AMOUNT, draft->fold.p, where, &hit))
        return false;
    bool is_front = !span_is_none(hit.group[1]);
    struct str code = currency_of(text_folded(draft, is_front ? hit.group[1] : hit.group[4]));
    if (!code.p)
        return false;
    struct str amount = item_number(draft, is_front ? hit.group[2] : hit.group[3]);
    item->amount = found_as(hit.at, amount);
    item->currency = code;
    return true;
}

void item_currency(struct draft *draft, struct draft_item *item, struct span where)
{
    struct hit hit;
    struct str code = STR_NULL;
    if (find_in(draft, PATTERN_CURRENCY, draft->fold.p, where, &hit))
        code = currency_of(text_folded(draft, hit.at));
    if (code.p && !item->currency.p)
        item->currency = code;
}

/* A model as a value of its own key or cell: the first word, or all of it if it is short. */
void item_model(struct draft *draft, struct draft_item *item, struct span where)
{
    struct span model;
    where = span_trim(draft, where);
    if (item_next_model(draft, draft->fold.p, where, &model))
        where = model;
    if (!span_is_none(where) && where.to - where.from < 60)
        item->model = found_at(where);
}

/* -- which items count -- */

static bool is_item(const struct draft_item *item)
{
    return item->name.is_there || item->model.is_there;
}

/* Without what is neither named nor numbered. */
static void drop_empty(struct draft *draft, size_t from)
{
    size_t n = from;
    for (size_t i = from; i < draft->n_items; i++)
        if (is_item(&draft->items[i]))
            draft->items[n++] = draft->items[i];
    draft->n_items = n;
}

/* "from 4 to 6", "6 instead of 4", "4台から": is it the number that no longer holds? */
static bool is_old_amount(struct draft *draft, const struct message *message, const struct amount *amount,
                          struct span sentence)
{
    struct span before = {sentence.from, amount->at.from}, behind = {amount->at.to, sentence.to};
    struct hit hit;
    return find_hit(draft, PATTERN_OLD_BEHIND, message, behind, &hit) ||
           find_hit(draft, PATTERN_OLD_BEFORE, message, before, &hit);
}

/* "We need 36 pcs in the end", "数量は 8台 に変更": a number for the one item of an older message. */
static bool read_change(struct draft *draft, const struct message *message, struct draft_item *ret_item)
{
    struct span where = message_span(draft, message);
    struct amount amount;
    while (amount_next(draft, message->view, where, &amount)) {
        struct span sentence = thread_sentence_at(draft, message, amount.at);
        where.from = amount.at.to;
        if (!find_any(draft, PATTERN_QTY_CHANGE, sentence) || is_old_amount(draft, message, &amount, sentence))
            continue;
        item_take_amount(ret_item, &amount);
        return true;
    }
    return false;
}

/* "one now and one to spare, two in all": the sum of the only item. */
static void read_total(struct draft *draft, const struct message *message, struct draft_item *item)
{
    struct span where = message_span(draft, message);
    struct amount amount;
    struct hit hit;
    for (; amount_next(draft, message->view, where, &amount); where.from = amount.at.to)
        if (!amount_is_measure(draft, &amount) &&
            find_hit(draft, PATTERN_TOTAL, message, (struct span){where.from, amount.at.from}, &hit))
            item_take_amount(item, &amount);
}

/* One item, and a number elsewhere in the message: "... TCX-1280? i need 3 pcs". */
static void read_far_quantity(struct draft *draft, const struct message *message, size_t from)
{
    struct span where = message_span(draft, message);
    struct amount amount;
    if (draft->n_items != from + 1)
        return;
    read_total(draft, message, &draft->items[from]);
    if (draft->items[from].quantity.is_there)
        return;
    while (amount_next(draft, message->view, where, &amount)) {
        const struct line *line = line_at(draft, amount.at.from);
        where.from = amount.at.to;
        if (line->zone == ZONE_SIGNATURE || amount_is_measure(draft, &amount) || span_is_none(amount.unit) ||
            find_any(draft, PATTERN_LIST_NOT, line->at))
            continue;
        item_take_amount(&draft->items[from], &amount);
        return;
    }
}

static bool read_message(struct draft *draft, const struct message *message, size_t from)
{
    find_item_tables(draft, message);
    drop_empty(draft, from);
    if (draft->n_items == from)
        find_item_lines(draft, message);
    drop_empty(draft, from);
    read_far_quantity(draft, message, from);
    return draft->n_items > from;
}

static void fill(struct found *value, const struct found *older)
{
    if (!value->is_there)
        *value = *older;
}

/* What an older message knows of the same thing: the same model, or the only thing there is on both sides. */
static void fill_item(struct draft *draft, struct draft_item *item, size_t from, bool is_only)
{
    for (size_t i = from; i < draft->n_items; i++) {
        const struct draft_item *older = &draft->items[i];
        bool is_same = item->model.is_there && older->model.is_there &&
                       str_eq(text_written(draft, item->model.at), text_written(draft, older->model.at));
        if (!is_same && !(is_only && draft->n_items == from + 1 && !(item->model.is_there && older->model.is_there)))
            continue;
        fill(&item->name, &older->name);
        fill(&item->model, &older->model);
        fill(&item->hs_code, &older->hs_code);
        if (!item->quantity.is_there) {
            item->quantity = older->quantity;
            item->unit = older->unit;
        }
    }
}

static bool is_nameless(const struct draft *draft)
{
    for (size_t i = 0; i < draft->n_items; i++)
        if (!draft->items[i].name.is_there)
            return true;
    return false;
}

/* A newer message may say only the model; what it is stands in an older one, perhaps ours. */
static void fill_from_older(struct draft *draft, size_t message)
{
    size_t n = draft->n_items;
    if (n == 1 && is_nameless(draft) && find_item_asked(draft, &draft->messages[message])) {
        fill(&draft->items[0].name, &draft->items[1].name);
        draft->n_items = n;
    }
    for (size_t i = message + 1; i < draft->n_messages && is_nameless(draft); i++) {
        (void)read_message(draft, &draft->messages[i], n);
        if (draft->n_items == n)
            (void)find_item_asked(draft, &draft->messages[i]);
        for (size_t k = 0; k < n; k++)
            if (!draft->items[k].name.is_there)
                fill_item(draft, &draft->items[k], n, n == 1);
        draft->n_items = n;
    }
}

/* "凍結乾燥機について": the subject names the one thing whose model alone is told. */
static void name_from_subject(struct draft *draft)
{
    struct str subject = draft->mail.subject;
    struct draft_item *item = draft->n_items == 1 ? &draft->items[0] : NULL;
    struct hit hit;
    if (!item || item->name.is_there || !subject.n ||
        !find_in(draft, PATTERN_SUBJECT_ITEM, subject.p, (struct span){0, (uint32_t)subject.n}, &hit))
        return;
    struct str name = str_trim(str_sub(subject, hit.group[1].from, hit.group[1].to - hit.group[1].from));
    if (name.n >= 3 && !find_in(draft, PATTERN_ITEM_NOT, name.p, (struct span){0, (uint32_t)name.n}, &hit))
        item->name = (struct found){.is_there = true, .value = name, .header = "Subject"};
}

static bool read_authors(struct draft *draft, enum author author, struct draft_item *change)
{
    for (size_t i = 0; i < draft->n_messages; i++) {
        const struct message *message = &draft->messages[i];
        if (message->author != author)
            continue;
        if (read_message(draft, message, draft->n_items)) {
            fill_from_older(draft, i);
            return true;
        }
        if (!change->quantity.is_there && author == AUTHOR_THEIRS)
            (void)read_change(draft, message, change);
    }
    return false;
}

/* Models without any name: the number is what it is called. */
static void name_by_model(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_items; i++)
        if (!draft->items[i].name.is_there) {
            draft->items[i].name = draft->items[i].model;
            draft->items[i].model = (struct found){0};
        }
}

/* One code for all: "(いずれも HSコード 8482.10)". */
static void read_common_code(struct draft *draft)
{
    struct hit hit;
    for (size_t i = 0; i < draft->n_items; i++) {
        const struct message *message = &draft->messages[draft->items[i].message];
        if (!draft->items[i].hs_code.is_there &&
            find_hit(draft, PATTERN_HS_CODE, message, message_span(draft, message), &hit))
            draft->items[i].hs_code = found_at(hit.group[1]);
    }
}

/* A price in a sentence: of the item whose model stands in it, or of the only one. */
static void read_loose_price(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_items; i++) {
        struct draft_item *item = &draft->items[i];
        const struct message *message = &draft->messages[item->message];
        struct span where = message_span(draft, message);
        struct hit hit;
        while (!item->amount.is_there && message->author == AUTHOR_THEIRS &&
               find_hit(draft, PATTERN_AMOUNT, message, where, &hit)) {
            const struct line *line = line_at(draft, hit.at.from);
            struct span line_span = line->at;
            bool names_model =
                item->model.is_there && str_has(text_folded(draft, line_span), text_folded(draft, item->model.at));
            bool names_item = item->name.is_there && !item->name.header &&
                              str_has(text_folded(draft, line_span), text_folded(draft, item->name.at));
            if (names_model || (names_item && find_any(draft, PATTERN_PRICE_WORD, line_span)) ||
                (draft->n_items == 1 && find_any(draft, PATTERN_PRICE_WORD, line_span)))
                (void)item_price(draft, item, line_span);
            where.from = hit.at.to;
        }
    }
}

/* A model that we named: "Yes, model DO-7." */
static void read_our_model(struct draft *draft)
{
    struct draft_item *item = draft->n_items == 1 ? &draft->items[0] : NULL;
    struct hit hit;
    for (size_t i = 0; item && !item->model.is_there && i < draft->n_messages; i++)
        if (draft->messages[i].author == AUTHOR_OURS &&
            find_hit(draft, PATTERN_OUR_MODEL, &draft->messages[i], message_span(draft, &draft->messages[i]), &hit))
            item->model = found_at(hit.group[1]);
}

void find_items(struct draft *draft)
{
    struct draft_item change = {0};
    bool is_found = read_authors(draft, AUTHOR_THEIRS, &change) || read_authors(draft, AUTHOR_OTHER, &change);
    for (size_t i = draft->n_messages; !is_found && i > 0; i--)
        if (draft->messages[i - 1].author == AUTHOR_THEIRS)
            is_found = find_item_asked(draft, &draft->messages[i - 1]);
    if (!is_found)
        is_found = read_authors(draft, AUTHOR_OURS, &change); /* what we offered, and they answer to */
    if (is_found && change.quantity.is_there && draft->n_items == 1) {
        draft->items[0].quantity = change.quantity;
        draft->items[0].unit = change.unit;
    }
    name_from_subject(draft);
    name_by_model(draft);
    read_common_code(draft);
    read_loose_price(draft);
    read_our_model(draft);
}
