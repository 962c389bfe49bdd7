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

/* Digits without separators: "1,200" is 1200. */
struct str item_number(struct draft *draft, struct span at)
{
    struct str text = text_folded(draft, at);
    char *out = arena_alloc(draft->arena, text.n + 1);
    size_t n = 0;
    text_memory(draft, out != NULL);
    for (size_t i = 0; out && i < text.n; i++)
        if ((text.p[i] >= '0' && text.p[i] <= '9') || text.p[i] == '.')
            out[n++] = text.p[i];
    while (out && n > 1 && out[0] == '0' && out[1] != '.') {
        out++;
        n--;
    }
    return (struct str){out, out ? n : 0};
}

bool item_quantity(struct draft *draft, struct draft_item *item, struct span where)
{
    struct hit hit, last = {0};
    while (find_in(draft, PATTERN_QUANTITY, draft->fold.p, where, &hit)) {
        struct str unit = text_folded(draft, hit.group[2]);
        bool is_length =
            str_eq_nocase(unit, STR("m")) || str_eq_nocase(unit, STR("g")) || str_eq_nocase(unit, STR("l"));
        if (span_is_none(last.at) || !is_length)
            last = hit;
        where.from = hit.at.to;
    }
    if (span_is_none(last.at))
        return false;
    item->quantity = found_as(last.group[1], item_number(draft, last.group[1]));
    item->unit = found_at(last.group[2]);
    return true;
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

/* A model as a value of its own key or cell: the first word, or all of it if it is short. */
void item_model(struct draft *draft, struct draft_item *item, struct span where)
{
    struct hit hit;
    where = span_trim(draft, where);
    if (find_in(draft, PATTERN_MODEL, draft->fold.p, where, &hit))
        where = hit.at;
    if (!span_is_none(where) && where.to - where.from < 60)
        item->model = found_at(where);
}

/* -- which items count -- */

static bool has_items(const struct draft *draft, size_t from)
{
    for (size_t i = from; i < draft->n_items; i++)
        if (draft->items[i].name.is_there)
            return true;
    return false;
}

static void drop_nameless(struct draft *draft, size_t from)
{
    size_t n = from;
    for (size_t i = from; i < draft->n_items; i++)
        if (draft->items[i].name.is_there)
            draft->items[n++] = draft->items[i];
    draft->n_items = n;
}

/* "We need 36 pcs in the end", "数量は 8台 に変更": a number for the one item of an older message. */
static bool read_change(struct draft *draft, const struct message *message, struct draft_item *ret_item)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_QUANTITY, message, where, &hit)) {
        struct span sentence = thread_sentence_at(draft, message, hit.at);
        where.from = hit.at.to;
        if (!find_any(draft, PATTERN_QTY_CHANGE, sentence))
            continue;
        ret_item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
        ret_item->unit = found_at(hit.group[2]);
        return true;
    }
    return false;
}

/* One item, and a number elsewhere in the message: "... TCX-1280? i need 3 pcs". */
static void read_far_quantity(struct draft *draft, const struct message *message, size_t from)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    if (draft->n_items != from + 1 || draft->items[from].quantity.is_there)
        return;
    while (find_hit(draft, PATTERN_QUANTITY, message, where, &hit)) {
        if (line_at(draft, hit.at.from)->zone == ZONE_BODY) {
            (void)item_quantity(draft, &draft->items[from], hit.at);
            return;
        }
        where.from = hit.at.to;
    }
}

static bool read_message(struct draft *draft, const struct message *message, size_t from)
{
    find_item_tables(draft, message);
    if (!has_items(draft, from))
        find_item_lines(draft, message);
    drop_nameless(draft, from);
    read_far_quantity(draft, message, from);
    return draft->n_items > from;
}

static bool read_authors(struct draft *draft, enum author author, struct draft_item *change)
{
    for (size_t i = 0; i < draft->n_messages; i++) {
        const struct message *message = &draft->messages[i];
        if (message->author != author)
            continue;
        if (read_message(draft, message, draft->n_items))
            return true;
        if (!change->quantity.is_there && author == AUTHOR_THEIRS)
            (void)read_change(draft, message, change);
    }
    return false;
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
            if (names_model || (draft->n_items == 1 && find_any(draft, PATTERN_PRICE_WORD, line_span)))
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
    if (is_found && change.quantity.is_there && draft->n_items == 1) {
        draft->items[0].quantity = change.quantity;
        draft->items[0].unit = change.unit;
    }
    read_common_code(draft);
    read_loose_price(draft);
    read_our_model(draft);
}
