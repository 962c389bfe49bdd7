/*
 * draft/item_line.c - items in lists and in sentences.
 *
 * HOW IT WORKS. Lines: a bullet or number, an amount, perhaps a model; what is left is the name (item_name.c).
 * Sentences: every model number, with the amount that stands nearest and the words of the name beside it. Each way is
 * taken only if the one before found nothing.
 */
#include "draft/draft_int.h"

#include <string.h>

static uint32_t index_of(const struct draft *draft, const struct message *message)
{
    return (uint32_t)(message - draft->messages);
}

/* -- lists -- */

static void read_list_line(struct draft *draft, const struct message *message, const struct line *line, bool has_bullet)
{
    struct hit bullet;
    struct amount amount = {0};
    struct span at = line->at, model = SPAN_NONE;
    if (has_bullet && find_in(draft, PATTERN_BULLET, draft->fold.p, at, &bullet))
        at.from = bullet.at.to;
    bool has_model = item_next_model(draft, draft->fold.p, at, &model);
    bool has_amount = amount_in(draft, draft->fold.p, at, &amount);
    if ((!has_amount && !(has_bullet && has_model)) || (!has_bullet && !has_model) || item_is_barred(draft, at) ||
        find_any(draft, PATTERN_LIST_NOT, at))
        return;
    struct span name = item_name_in(draft, at, &amount, model);
    if (span_is_none(name) || find_any(draft, PATTERN_ITEM_NOT, name))
        return;
    struct draft_item *added = item_add(draft, message, name);
    if (!added)
        return;
    if (has_amount)
        item_take_amount(added, &amount);
    if (has_model)
        added->model = found_at(model);
    (void)item_price(draft, added, at);
}

/* A line of a list: a bullet, or a short line that is no sentence. */
static void read_lists(struct draft *draft, const struct message *message)
{
    for (size_t i = message->first; i < message->last; i++) {
        const struct line *line = &draft->lines[i];
        if (line->message != index_of(draft, message) || (line->zone != ZONE_BODY && line->zone != ZONE_ATTACHED) ||
            span_is_none(line->at) || line->at.to - line->at.from > 300)
            continue;
        struct hit hit;
        struct span first, second;
        bool has_bullet = find_in(draft, PATTERN_BULLET, draft->fold.p, line->at, &hit);
        if (!has_bullet && item_next_model(draft, draft->fold.p, line->at, &first) &&
            item_next_model(draft, draft->fold.p, (struct span){first.to, line->at.to}, &second))
            continue; /* two things on one line: a sentence */
        if (!has_bullet &&
            (find_any(draft, PATTERN_SENTENCE_IN, line->at) || find_any(draft, PATTERN_SENTENCE_END, line->at)))
            continue;
        read_list_line(draft, message, line, has_bullet);
    }
}

/* -- sentences -- */

/* Where a model's name may stand, and the amount that goes with it. */
struct model_place {
    struct span before, behind;
    struct amount amount;
    struct hit count;
    bool has_amount, has_count;
};

/* The amount that belongs to a model: behind it, before the next model; else in front. */
static bool amount_near(struct draft *draft, const struct message *message, const struct model_place *place,
                        struct amount *ret_amount)
{
    struct span behind = place->behind, before = place->before, next = SPAN_NONE;
    struct amount amount;
    if (item_next_model(draft, message->view, behind, &next))
        behind.to = next.from;
    /* "2 pumps P-1 and 1 motor M-2": what stands in front belongs to the model, if it stands close */
    bool is_before = false;
    for (; amount_next(draft, message->view, before, &amount); before.from = amount.at.to) {
        if (is_before && amount_is_measure(draft, &amount))
            continue; /* "20 pcs of cable 5 m" */
        *ret_amount = amount;
        is_before = true;
    }
    if (is_before && !find_any(draft, PATTERN_FAR, (struct span){ret_amount->at.to, place->before.to}))
        return true; /* close by */
    bool is_behind = amount_next(draft, message->view, behind, &amount);
    if (is_behind && !span_is_none(next) &&
        find_any(draft, PATTERN_AND_WORDS, (struct span){behind.from, amount.at.from}))
        is_behind = false; /* "A-1 and 2 motors B-2": it belongs to the next */
    if (is_behind)
        *ret_amount = amount;
    return is_before || is_behind;
}

/* "3 pumps", "three (3) pumps", "three pumps". */
static void add_count(struct draft *draft, struct draft_item *item, const struct hit *hit)
{
    struct span at = span_is_none(hit->group[1]) ? hit->group[2] : hit->group[1];
    if (span_is_none(at))
        item->quantity = found_as(hit->group[3], amount_of_word(draft, hit->group[3]));
    else
        item->quantity = found_as(at, item_number(draft, at));
}

/* Is it a name, and none of the words that stand where a name might? */
static bool is_usable(struct draft *draft, struct span name)
{
    return name.to >= name.from + 3 && name.to - name.from <= 150 && !find_any(draft, PATTERN_ITEM_NOT, name) &&
           find_any(draft, PATTERN_NAME_LETTERS, name) && !find_any(draft, PATTERN_NO_NAME, name);
}

static struct span name_of_model(struct draft *draft, const struct message *message, const struct model_place *place)
{
    struct span before = item_without_label(draft, place->before), name = SPAN_NONE;
    uint32_t end = place->has_amount && place->amount.at.to <= place->before.to ? place->amount.at.to
                   : place->has_count                                           ? place->count.at.to
                                                                                : place->before.from;
    if (before.from < end)
        before.from = end;
    struct hit head;
    if (before.from < before.to)
        name = item_words_before(draft, message->view, before);
    while (find_in(draft, PATTERN_SPEC_PIECE, draft->fold.p, name, &head) && name.from > before.from + 2) {
        before.to = name.from; /* "winding machine, 4 axis, model FW-4" */
        name = item_words_before(draft, message->view, item_strip(draft, before));
    }
    if (find_in(draft, PATTERN_OF_HEAD, draft->fold.p, name, &head) && head.at.from == name.from)
        name = item_strip(draft, (struct span){head.at.to, name.to});
    if (!is_usable(draft, name) && place->has_amount &&
        place->amount.at.to <= place->before.to) /* "probe, 1 set (PB-20)" */
        name = item_words_before(draft, message->view,
                                 item_strip(draft, (struct span){place->before.from, place->amount.at.from}));
    if (!is_usable(draft, name))
        name = item_words_behind(draft, message->view, place->behind);
    return name;
}

/* "coupling DC-40-15 and DC-40-20": the second is called like the first. */
static struct span name_of_last(const struct draft *draft, const struct message *message, struct span sentence)
{
    const struct draft_item *last = draft->n_items ? &draft->items[draft->n_items - 1] : NULL;
    bool is_beside = last && last->message == index_of(draft, message) && last->name.is_there && !last->name.header &&
                     last->model.is_there && span_meets(last->model.at, sentence);
    return is_beside ? last->name.at : SPAN_NONE;
}

static void read_model_in(struct draft *draft, const struct message *message, struct span model, uint32_t floor)
{
    struct span sentence = thread_sentence_at(draft, message, model);
    struct model_place place = {.before = {sentence.from > floor ? sentence.from : floor, model.from}};
    place.behind = span_cut(draft, (struct span){model.to, sentence.to}, 160);
    if (item_is_barred(draft, model))
        return;
    place.has_amount = amount_near(draft, message, &place, &place.amount);
    place.has_count =
        !place.has_amount && find_in(draft, PATTERN_COUNT_WORD, draft->fold.p, place.before, &place.count);
    struct span name = name_of_model(draft, message, &place);
    if (!is_usable(draft, name)) /* else the model alone: another message may name it */
        name = name_of_last(draft, message, sentence);
    struct draft_item *item = item_add(draft, message, name);
    if (!item)
        return;
    item->model = found_at(model);
    if (place.has_amount)
        item_take_amount(item, &place.amount);
    else if (place.has_count)
        add_count(draft, item, &place.count);
}

static void read_sentences(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message), model;
    uint32_t floor = where.from;
    while (item_next_model(draft, message->view, where, &model)) {
        const struct line *line = line_at(draft, model.from);
        if (line->zone != ZONE_SIGNATURE)
            read_model_in(draft, message, model, floor);
        where.from = floor = model.to;
    }
}

/* "do you have dissolved oxygen sensors? Around 20 pcs": no model at all. */
bool find_item_asked(struct draft *draft, const struct message *message)
{
    struct hit hit;
    struct amount amount;
    if (!find_hit(draft, PATTERN_ASKED, message, message_span(draft, message), &hit))
        return false;
    struct span name = SPAN_NONE;
    for (int i = 1; i <= 5 && span_is_none(name); i++)
        name = hit.group[i];
    if (item_is_barred(draft, name) || find_any(draft, PATTERN_ITEM_NOT, name))
        return false;
    struct draft_item *item = item_add(draft, message, item_strip(draft, name));
    struct span rest = {hit.at.from, message_span(draft, message).to};
    if (item && amount_next(draft, message->view, rest, &amount))
        item_take_amount(item, &amount);
    return item != NULL;
}

static bool is_named(const struct draft *draft, size_t from)
{
    for (size_t i = from; i < draft->n_items; i++)
        if (draft->items[i].name.is_there)
            return true;
    return false;
}

void find_item_lines(struct draft *draft, const struct message *message)
{
    static void (*const ways[])(struct draft *, const struct message *) = {find_item_keys, read_lists, read_sentences};
    size_t from = draft->n_items;
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        draft->n_items = from;
        ways[i](draft, message);
        if (is_named(draft, from))
            return;
    }
    if (draft->n_items > from)
        return; /* models alone */
    find_item_keys(draft, message);
}
