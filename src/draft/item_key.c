/*
 * draft/item_key.c - items in "key: value" lines, and in answers to our questions.
 *
 * HOW IT WORKS. A key of a name opens an item, the keys behind it fill it; words in front of the first key of a line
 * ("(1) 圧電素子 型番: PZ-10") are a name too. What answers "which model, how many?" fills one item of its message.
 */
#include "draft/draft_int.h"

#include <string.h>

struct keys {
    const struct message *message;
    struct draft_item *item;
};

static struct span value_span(struct draft *draft, const struct line *line, uint32_t from)
{
    struct span value = {from, line->at.to};
    struct hit hit;
    if (find_in(draft, PATTERN_KEY_NEXT, draft->fold.p, value, &hit))
        value.to = hit.at.from;
    return span_trim(draft, value);
}

static struct draft_item *item_of(struct draft *draft, struct keys *keys)
{
    if (!keys->item)
        keys->item = item_add(draft, keys->message, SPAN_NONE);
    return keys->item;
}

/* "ブラシレスモータ BL-60（24V）" holds a model, "gear pump, 2 units" an amount. */
static void read_item_key(struct draft *draft, struct keys *keys, struct span value)
{
    struct span model, name = value;
    struct amount amount;
    struct hit hit;
    if (!keys->item || keys->item->name.is_there)
        keys->item = item_add(draft, keys->message, SPAN_NONE);
    if (!keys->item)
        return;
    if (find_in(draft, PATTERN_QUOTED, draft->fold.p, value, &hit))
        name = value = hit.group[1];
    if (amount_in(draft, draft->fold.p, value, &amount) && !amount_is_measure(draft, &amount)) {
        item_take_amount(keys->item, &amount);
        if (amount.at.from > value.from + 2)
            name.to = amount.at.from;
        else
            name.from = amount.at.to;
    }
    if (item_next_model(draft, draft->fold.p, value, &model)) {
        keys->item->model = found_at(model);
        if (model.from > value.from + 2)
            name.to = model.from < name.to ? model.from : name.to;
        else if (model.to < name.to)
            name.from = model.to;
    }
    name = item_without_label(draft, name);
    if (find_in(draft, PATTERN_OF_HEAD, draft->fold.p, name, &hit) && hit.at.from == name.from)
        name = item_strip(draft, (struct span){hit.at.to, name.to});
    if (!span_is_none(name))
        keys->item->name = found_at(name);
}

/* "12台", "three (3) sets", or a bare number. */
static void read_number_key(struct draft *draft, struct draft_item *item, struct span value)
{
    struct amount amount;
    struct hit hit;
    bool has_number = find_in(draft, PATTERN_CELL_NUMBER, draft->fold.p, value, &hit);
    if (amount_next(draft, draft->fold.p, value, &amount) &&
        (!has_number || amount.at.from <= hit.group[1].from || amount.number.from == hit.group[1].from)) {
        item_take_amount(item, &amount);
        return;
    }
    if (!has_number && !find_in(draft, PATTERN_NUMBER, draft->fold.p, value, &hit))
        return;
    struct found unit = item->unit;
    item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
    item->unit = unit;
}

static void read_key(struct draft *draft, struct keys *keys, const struct hit *hit, struct span value)
{
    struct hit code;
    if (span_is_none(value))
        return;
    if (!span_is_none(hit->group[1])) {
        read_item_key(draft, keys, value);
        return;
    }
    struct draft_item *item = item_of(draft, keys);
    if (!item)
        return;
    if (!span_is_none(hit->group[2]) && !item->model.is_there)
        item_model(draft, item, value);
    else if (!span_is_none(hit->group[3]))
        read_number_key(draft, item, value);
    else if (!span_is_none(hit->group[4]))
        (void)item_price(draft, item, value);
    else if (!span_is_none(hit->group[5]) && find_in(draft, PATTERN_HS_CODE_ONLY, draft->fold.p, value, &code))
        item->hs_code = found_at(code.at);
    else if (!span_is_none(hit->group[6]) && !item->unit.is_there && value.to - value.from < 24)
        item->unit = found_at(value);
}

/* Words behind a bullet, in front of the first key of a line that holds several. */
static void read_head(struct draft *draft, struct keys *keys, const struct line *line, const struct hit *first)
{
    struct hit bullet, second;
    struct amount none = {0};
    struct span rest = {first->at.to, line->at.to};
    if (!span_is_none(first->group[1]) || !find_in(draft, PATTERN_BULLET, draft->fold.p, line->at, &bullet) ||
        bullet.at.to + 3 > first->at.from || !find_in(draft, PATTERN_KEY_PAIR, draft->fold.p, rest, &second))
        return;
    struct span name = item_name_in(draft, (struct span){bullet.at.to, first->at.from}, &none, SPAN_NONE);
    if (!span_is_none(name) && !item_is_barred(draft, name))
        read_item_key(draft, keys, name);
}

static void read_line(struct draft *draft, struct keys *keys, const struct line *line)
{
    struct span where = line->at;
    struct str text = text_folded(draft, line->at);
    struct hit hit;
    bool is_first = true;
    bool has_mark = str_has(text, STR(":")) || str_has(text, STR("=")) || str_has(text, STR("]")) ||
                    str_has(text, STR(">")) || str_has(text, STR("】")) || str_has(text, STR("は"));
    if (!has_mark)
        return; /* no label ends here */
    while (find_hit(draft, PATTERN_KEY_PAIR, keys->message, where, &hit)) {
        struct span value = value_span(draft, line, hit.at.to);
        if (is_first)
            read_head(draft, keys, line, &hit);
        is_first = false;
        if (!item_is_barred(draft, value))
            read_key(draft, keys, &hit, value);
        where.from = value.to > hit.at.to ? value.to : hit.at.to;
    }
}

/* "Which model, how many?" - "FD-50を1台です。" */
static void read_answers(struct draft *draft, struct keys *keys)
{
    for (size_t i = 0; i < draft->n_answers; i++) {
        const struct answer *answer = &draft->answers[i];
        struct span model;
        struct amount amount;
        if (answer->message != (uint32_t)(keys->message - draft->messages))
            continue;
        if ((answer->topics & TOPIC_MODEL) && item_next_model(draft, keys->message->view, answer->at, &model)) {
            struct draft_item *item = item_of(draft, keys);
            if (item && !item->model.is_there) {
                struct span before = {answer->at.from, model.from};
                struct span name = item_words_before(draft, keys->message->view, item_without_label(draft, before));
                item->model = found_at(model);
                if (!item->name.is_there && name.to > name.from + 3)
                    item->name = found_at(name);
            }
        }
        if ((answer->topics & TOPIC_QUANTITY) && amount_next(draft, keys->message->view, answer->at, &amount)) {
            struct draft_item *item = item_of(draft, keys);
            if (item && !item->quantity.is_there)
                item_take_amount(item, &amount);
        }
    }
}

void find_item_keys(struct draft *draft, const struct message *message)
{
    struct keys keys = {.message = message};
    for (size_t i = message->first; i < message->last; i++) {
        const struct line *line = &draft->lines[i];
        if (line->message == (uint32_t)(message - draft->messages) && line->zone != ZONE_HEADER)
            read_line(draft, &keys, line);
    }
    read_answers(draft, &keys);
}
