/*
 * draft/item_line.c - items in "key: value" lines, in lists, and in sentences.
 *
 * HOW IT WORKS. Keys: a name opens an item, the keys behind it fill it. Lines: a bullet or number, an amount, perhaps a
 * model; what is left is the name. Sentences: every model number, with the amount that stands nearest and, in front of
 * it, the words of the name. Each way is taken only if the one before found nothing.
 */
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <string.h>
#include <unicode/uchar.h>

static uint32_t index_of(const struct draft *draft, const struct message *message)
{
    return (uint32_t)(message - draft->messages);
}

/* The nearest model in a span that is no measure or term. */
static bool next_model(struct draft *draft, const char *view, struct span where, struct span *ret_at)
{
    struct hit hit;
    while (find_in(draft, PATTERN_MODEL, view, where, &hit)) {
        where.from = hit.at.to;
        if (hit.at.to - hit.at.from >= 2 && !find_any(draft, PATTERN_MODEL_NOT, hit.at) &&
            !find_any(draft, PATTERN_HS_SHAPE, hit.at)) {
            *ret_at = hit.at;
            return true;
        }
    }
    return false;
}

/* Marks of more than one byte around a name. */
static const struct str MARKS_BEFORE[] = {{"…", 3}, {"、", 3}, {"「", 3}, {"」", 3}, {"【", 3}, {"】", 3}};
static const struct str MARKS_BEHIND[] = {{"…", 3}, {"、", 3}, {"「", 3}, {"」", 3}, {"【", 3}, {"】", 3}, {"を", 3}};

static bool cut_mark(const struct draft *draft, struct span *at)
{
    struct str text = text_folded(draft, *at);
    for (size_t i = 0; i < ARRAY_LEN(MARKS_BEHIND); i++)
        if (str_ends(text, MARKS_BEHIND[i]) && text.n > MARKS_BEHIND[i].n) {
            at->to -= (uint32_t)MARKS_BEHIND[i].n;
            return true;
        }
    for (size_t i = 0; i < ARRAY_LEN(MARKS_BEFORE); i++)
        if (str_starts(text, MARKS_BEFORE[i]) && text.n > MARKS_BEFORE[i].n) {
            at->from += (uint32_t)MARKS_BEFORE[i].n;
            return true;
        }
    return false;
}

static struct span strip(struct draft *draft, struct span at)
{
    do {
        while (at.from < at.to && strchr(" \t,;:/|\"'-.*([", draft->fold.p[at.from]))
            at.from++;
        while (at.to > at.from && strchr(" \t,;:/|\"'-([", draft->fold.p[at.to - 1]))
            at.to--;
    } while (cut_mark(draft, &at));
    struct str text = text_folded(draft, at);
    if (str_ends(text, STR(")")) && !str_has(text, STR("(")))
        at.to--;
    return at;
}

static struct span without_label(struct draft *draft, struct span at)
{
    struct hit hit;
    if (find_in(draft, PATTERN_MODEL_LABEL, draft->fold.p, at, &hit) && hit.at.to == at.to)
        at.to = hit.at.from;
    return strip(draft, at);
}

/* -- key: value -- */

struct keys {
    const struct message *message;
    struct draft_item *item;
    bool has_name;
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
    struct hit hit;
    if (!keys->item || keys->item->name.is_there)
        keys->item = item_add(draft, keys->message, SPAN_NONE);
    if (!keys->item)
        return;
    if (find_in(draft, PATTERN_QUOTED, draft->fold.p, value, &hit))
        name = value = hit.group[1];
    if (find_in(draft, PATTERN_QUANTITY, draft->fold.p, value, &hit)) {
        (void)item_quantity(draft, keys->item, value);
        name.to = hit.at.from;
    }
    if (next_model(draft, draft->fold.p, value, &model)) {
        keys->item->model = found_at(model);
        if (model.from > value.from + 2)
            name.to = model.from < name.to ? model.from : name.to;
    }
    name = without_label(draft, name);
    if (!span_is_none(name))
        keys->item->name = found_at(name);
}

static void read_number_key(struct draft *draft, struct draft_item *item, struct span value)
{
    struct hit hit;
    if (find_in(draft, PATTERN_CELL_QUANTITY, draft->fold.p, value, &hit)) {
        item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
        item->unit = found_at(hit.group[2]);
    } else if (!item_quantity(draft, item, value) && find_in(draft, PATTERN_NUMBER, draft->fold.p, value, &hit)) {
        item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
    }
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
    if (!span_is_none(hit->group[2]))
        item_model(draft, item, value);
    else if (!span_is_none(hit->group[3]))
        read_number_key(draft, item, value);
    else if (!span_is_none(hit->group[4]))
        (void)item_price(draft, item, value);
    else if (find_in(draft, PATTERN_HS_CODE_ONLY, draft->fold.p, value, &code))
        item->hs_code = found_at(code.at);
}

static void read_keys(struct draft *draft, const struct message *message)
{
    struct keys keys = {.message = message};
    for (size_t i = message->first; i < message->last; i++) {
        const struct line *line = &draft->lines[i];
        struct span where = line->at;
        struct hit hit;
        if (line->message != index_of(draft, message) || line->zone == ZONE_HEADER)
            continue;
        while (find_hit(draft, PATTERN_KEY_PAIR, message, where, &hit)) {
            struct span value = value_span(draft, line, hit.at.to);
            if (!item_is_barred(draft, value))
                read_key(draft, &keys, &hit, value);
            where.from = value.to > hit.at.to ? value.to : hit.at.to;
        }
    }
}

/* -- lists -- */

/* Behind an amount the name; in front of a model the name; between them the name. */
static struct span name_of_line(struct draft *draft, struct span line, struct span amount, struct span model)
{
    struct span name = line;
    if (!span_is_none(amount) && amount.from < line.from + 4)
        name.from = amount.to; /* "12 pcs gear motor GM-400" */
    else if (!span_is_none(amount))
        name.to = amount.from;
    if (!span_is_none(model) && model.from >= name.from && model.from < name.to) {
        struct span before = without_label(draft, (struct span){name.from, model.from});
        if (before.to > before.from + 2)
            return before;
        struct span after = strip(draft, (struct span){model.to, name.to});
        struct hit hit;
        if (find_in(draft, PATTERN_QTY_WORD_END, draft->fold.p, after, &hit))
            after = strip(draft, (struct span){after.from, hit.at.from});
        return after;
    }
    struct hit hit;
    name = strip(draft, name);
    if (find_in(draft, PATTERN_QTY_WORD_END, draft->fold.p, name, &hit))
        name = strip(draft, (struct span){name.from, hit.at.from});
    return name;
}

static struct span cut_spec(struct draft *draft, struct span name)
{
    struct hit hit;
    if (find_in(draft, PATTERN_SPEC, draft->fold.p, name, &hit) && hit.at.from > name.from + 3)
        name.to = hit.at.from;
    if (find_in(draft, PATTERN_OF_HEAD, draft->fold.p, name, &hit) && hit.at.from == name.from)
        name.from = hit.at.to;
    return strip(draft, name);
}

static void read_list_line(struct draft *draft, const struct message *message, const struct line *line,
                           bool needs_bullet)
{
    struct hit bullet, amount = {0};
    struct span at = line->at, model = SPAN_NONE;
    bool has_bullet = find_in(draft, PATTERN_BULLET, draft->fold.p, at, &bullet);
    if (has_bullet)
        at.from = bullet.at.to;
    bool has_model = next_model(draft, draft->fold.p, at, &model);
    bool has_amount = find_in(draft, PATTERN_QUANTITY, draft->fold.p, at, &amount);
    if (!has_amount || (needs_bullet && !has_bullet && !has_model) || item_is_barred(draft, at) ||
        find_any(draft, PATTERN_LIST_NOT, at))
        return;
    struct draft_item item = {0};
    (void)item_quantity(draft, &item, at);
    struct span quantity = {item.quantity.at.from, item.unit.at.to};
    struct span name = cut_spec(draft, name_of_line(draft, at, quantity, model));
    if (name.to < name.from + 3 || name.to - name.from > 200)
        return;
    struct draft_item *added = item_add(draft, message, name);
    if (!added)
        return;
    added->quantity = item.quantity;
    added->unit = item.unit;
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
        bool has_bullet = find_in(draft, PATTERN_BULLET, draft->fold.p, line->at, &hit);
        if (!has_bullet &&
            (find_any(draft, PATTERN_SENTENCE_IN, line->at) || find_any(draft, PATTERN_SENTENCE_END, line->at)))
            continue;
        read_list_line(draft, message, line, true);
    }
}

/* -- sentences -- */

static uint32_t last_character(const struct draft *draft, struct span at)
{
    uint32_t i = at.to;
    while (i > at.from && ((unsigned char)draft->fold.p[--i] & 0xC0) == 0x80)
        ;
    struct str rest = str_sub(draft->fold, i, at.to - i);
    return rest.n ? utf8_next(&rest) : 0;
}

/* The words right before a model, by the script they end in. */
static struct span words_before(struct draft *draft, struct span before)
{
    struct hit hit, head;
    uint32_t c = last_character(draft, before);
    bool is_hangul = c >= 0xAC00 && c < 0xD7B0;
    enum pattern pattern = is_hangul ? PATTERN_NAME_KO : c >= 0x2E80 ? PATTERN_NAME_CJK : PATTERN_NAME_WORDS;
    if (!find_in(draft, pattern, draft->fold.p, before, &hit))
        return SPAN_NONE;
    struct span name = hit.at;
    if (pattern == PATTERN_NAME_CJK && find_in(draft, PATTERN_NAME_ZH, draft->fold.p, name, &head))
        name.from = head.at.to;
    if (pattern == PATTERN_NAME_WORDS && find_in(draft, PATTERN_NAME_HEAD, draft->fold.p, name, &head))
        name.from = head.at.to;
    if (is_hangul && find_in(draft, PATTERN_HEAD_KO, draft->fold.p, name, &head))
        name.from = head.at.to;
    return strip(draft, name);
}

/* The amount that belongs to a model: behind it, before the next model; else in front. */
static bool amount_near(struct draft *draft, const struct message *message, struct span before, struct span behind,
                        struct hit *ret_hit)
{
    struct hit hit;
    struct span next;
    if (next_model(draft, message->view, behind, &next))
        behind.to = next.from;
    if (find_hit(draft, PATTERN_QUANTITY, message, behind, ret_hit))
        return true;
    bool is_found = false;
    while (find_hit(draft, PATTERN_QUANTITY, message, before, &hit)) {
        *ret_hit = hit;
        is_found = true;
        before.from = hit.at.to;
    }
    return is_found;
}

static void add_count(struct draft *draft, struct draft_item *item, struct span before)
{
    struct hit hit;
    if (!find_in(draft, PATTERN_COUNT_WORD, draft->fold.p, before, &hit))
        return;
    struct span at = span_is_none(hit.group[1]) ? hit.group[2] : hit.group[1];
    item->quantity = found_as(at, item_number(draft, at));
}

/* Where a model's name may stand, and the amount that goes with it. */
struct model_place {
    struct span before, behind;
    struct hit amount, count;
    bool has_amount, has_count;
};

static struct span name_of_model(struct draft *draft, const struct model_place *place)
{
    struct span name = without_label(draft, place->before);
    uint32_t amount_end = place->has_amount ? place->amount.at.to : place->has_count ? place->count.at.to : UINT32_MAX;
    if (amount_end < name.to && amount_end >= name.from)
        return cut_spec(draft, (struct span){amount_end, name.to});
    return words_before(draft, name);
}

static void read_model_in(struct draft *draft, const struct message *message, struct span model, uint32_t floor)
{
    struct span sentence = thread_sentence_at(draft, message, model);
    struct model_place place = {.before = {sentence.from > floor ? sentence.from : floor, model.from}};
    place.behind = span_cut(draft, (struct span){model.to, sentence.to}, 160);
    if (item_is_barred(draft, model) || place.before.from >= model.from)
        return;
    place.has_amount = amount_near(draft, message, place.before, place.behind, &place.amount);
    place.has_count =
        !place.has_amount && find_in(draft, PATTERN_COUNT_WORD, draft->fold.p, place.before, &place.count);
    struct span name = name_of_model(draft, &place);
    if (name.to < name.from + 3 || name.to - name.from > 150 || find_any(draft, PATTERN_ITEM_NOT, name))
        return;
    struct draft_item *item = item_add(draft, message, name);
    if (!item)
        return;
    item->model = found_at(model);
    if (place.has_amount)
        (void)item_quantity(draft, item, place.amount.at);
    else if (place.has_count)
        add_count(draft, item, place.before);
}

static void read_sentences(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message), model;
    uint32_t floor = where.from;
    while (next_model(draft, message->view, where, &model)) {
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
    if (!find_hit(draft, PATTERN_ASKED, message, message_span(draft, message), &hit))
        return false;
    struct span name = span_is_none(hit.group[1]) ? hit.group[2] : hit.group[1];
    if (item_is_barred(draft, name) || find_any(draft, PATTERN_ITEM_NOT, name))
        return false;
    struct draft_item *item = item_add(draft, message, strip(draft, name));
    if (item &&
        find_hit(draft, PATTERN_QUANTITY, message, (struct span){hit.at.from, message_span(draft, message).to}, &hit))
        (void)item_quantity(draft, item, hit.at);
    return item != NULL;
}

static size_t named(const struct draft *draft, size_t from)
{
    size_t n = 0;
    for (size_t i = from; i < draft->n_items; i++)
        n += draft->items[i].name.is_there ? 1 : 0;
    return n;
}

void find_item_lines(struct draft *draft, const struct message *message)
{
    size_t from = draft->n_items;
    read_keys(draft, message);
    if (named(draft, from))
        return;
    draft->n_items = from;
    read_lists(draft, message);
    if (!named(draft, from))
        read_sentences(draft, message);
}
