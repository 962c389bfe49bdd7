/*
 * draft/item_name.c - the words that name a thing, and its model number.
 *
 * HOW IT WORKS. A line of a list is cut at its bullet, amount, price, model, labels and marks; the first piece that has
 * words in it is the name. In a sentence the name is the run of words in front of the model, else behind it.
 */
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <string.h>

enum { CUTS_MAX = 24 };

bool item_next_model(struct draft *draft, const char *view, struct span where, struct span *ret_at)
{
    struct hit hit, before;
    while (find_in(draft, PATTERN_MODEL, view, where, &hit)) {
        struct span head = {hit.at.from > 24 ? hit.at.from - 24 : 0, hit.at.from};
        where.from = hit.at.to;
        while (head.from < head.to && ((unsigned char)draft->fold.p[head.from] & 0xC0) == 0x80)
            head.from++;
        if (hit.at.to - hit.at.from >= 2 && !find_any(draft, PATTERN_MODEL_NOT, hit.at) &&
            !find_any(draft, PATTERN_HS_SHAPE, hit.at) && !find_in(draft, PATTERN_REFERENCE, view, head, &before)) {
            *ret_at = hit.at;
            return true;
        }
    }
    return false;
}

/* Marks of more than one byte around a name. */
static const struct str MARKS_BEFORE[] = {{"…", 3},  {"、", 3}, {"「", 3}, {"」", 3}, {"【", 3},
                                          {"】", 3}, {"。", 3}, {"『", 3}, {"』", 3}};
static const struct str MARKS_BEHIND[] = {{"…", 3},  {"、", 3}, {"「", 3}, {"」", 3}, {"【", 3},
                                          {"】", 3}, {"を", 3}, {"『", 3}, {"』", 3}};

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

struct span item_strip(struct draft *draft, struct span at)
{
    do {
        while (at.from < at.to && strchr(" \t,;:/|\"'-.*([~", draft->fold.p[at.from]))
            at.from++;
        while (at.to > at.from && strchr(" \t,;:/|\"'-([.~", draft->fold.p[at.to - 1]))
            at.to--;
    } while (cut_mark(draft, &at));
    struct str text = text_folded(draft, at);
    if (str_ends(text, STR(")")) && !str_has(text, STR("(")))
        at.to--;
    return at;
}

struct span item_without_label(struct draft *draft, struct span at)
{
    struct hit hit;
    if (find_in(draft, PATTERN_MODEL_LABEL, draft->fold.p, at, &hit) && hit.at.to == at.to)
        at.to = hit.at.from;
    return item_strip(draft, at);
}

/* -- a line of a list -- */

struct cuts {
    struct span v[CUTS_MAX];
    size_t n;
};

static void add_cut(struct cuts *cuts, struct span at)
{
    if (cuts->n < CUTS_MAX && !span_is_none(at))
        cuts->v[cuts->n++] = at;
}

/* The piece from `from` to the next cut; `ret_next` is behind that cut. */
static struct span piece_at(const struct cuts *cuts, uint32_t from, uint32_t to, uint32_t *ret_next)
{
    struct span piece = {from, to};
    *ret_next = to;
    for (size_t i = 0; i < cuts->n; i++) {
        if (cuts->v[i].to <= from || cuts->v[i].from >= piece.to)
            continue;
        piece.to = cuts->v[i].from > from ? cuts->v[i].from : from;
        *ret_next = cuts->v[i].to;
    }
    return piece;
}

static bool is_name(struct draft *draft, struct span at)
{
    struct hit hit;
    if (at.to < at.from + 3 || at.to - at.from > 200 || find_any(draft, PATTERN_NO_NAME, at))
        return false;
    return !find_in(draft, PATTERN_LABEL, draft->fold.p, at, &hit) && find_any(draft, PATTERN_NAME_LETTERS, at);
}

struct span item_name_in(struct draft *draft, struct span line, const struct amount *amount, struct span model)
{
    struct cuts cuts = {0};
    struct span where = line;
    struct hit hit;
    struct amount one;
    uint32_t next;
    add_cut(&cuts, amount->at);
    add_cut(&cuts, model);
    while (amount_next(draft, draft->fold.p, where, &one)) {
        if (!amount_is_measure(draft, &one))
            add_cut(&cuts, one.at);
        where.from = one.at.to;
    }
    for (where = line; find_in(draft, PATTERN_AMOUNT, draft->fold.p, where, &hit); where.from = hit.at.to)
        add_cut(&cuts, hit.at);
    for (where = line; find_in(draft, PATTERN_NAME_BREAK, draft->fold.p, where, &hit);
         where.from = hit.at.to > where.from ? hit.at.to : where.from + 1)
        add_cut(&cuts, hit.at);
    for (uint32_t from = line.from; from < line.to; from = next) {
        struct span piece = item_without_label(draft, piece_at(&cuts, from, line.to, &next));
        if (find_in(draft, PATTERN_OF_HEAD, draft->fold.p, piece, &hit) && hit.at.from == piece.from)
            piece = item_strip(draft, (struct span){hit.at.to, piece.to});
        if (is_name(draft, piece))
            return piece;
        next = next > from ? next : from + 1;
    }
    return SPAN_NONE;
}

/* -- a sentence -- */

static uint32_t last_character(const struct draft *draft, struct span at)
{
    uint32_t i = at.to;
    while (i > at.from && ((unsigned char)draft->fold.p[--i] & 0xC0) == 0x80)
        ;
    struct str rest = str_sub(draft->fold, i, at.to - i);
    return rest.n ? utf8_next(&rest) : 0;
}

struct span item_words_before(struct draft *draft, const char *view, struct span before)
{
    struct hit hit, head;
    uint32_t c = last_character(draft, before);
    bool is_hangul = c >= 0xAC00 && c < 0xD7B0;
    enum pattern pattern = is_hangul ? PATTERN_NAME_KO : c >= 0x2E80 ? PATTERN_NAME_CJK : PATTERN_NAME_WORDS;
    if (!find_in(draft, pattern, view, before, &hit))
        return SPAN_NONE;
    struct span name = hit.at;
    if (pattern == PATTERN_NAME_CJK && find_in(draft, PATTERN_NAME_ZH, view, name, &head))
        name.from = head.at.to;
    if (pattern == PATTERN_NAME_WORDS && find_in(draft, PATTERN_NAME_HEAD, view, name, &head))
        name.from = head.at.to;
    if (is_hangul && find_in(draft, PATTERN_HEAD_KO, view, name, &head))
        name.from = head.at.to;
    return item_strip(draft, name);
}

/* "15 pcs of PS-700 pressure sensors for ..." */
struct span item_words_behind(struct draft *draft, const char *view, struct span behind)
{
    struct hit hit;
    if (!find_in(draft, PATTERN_NAME_BEHIND, view, behind, &hit))
        return SPAN_NONE;
    struct span name = item_strip(draft, hit.group[1]);
    return is_name(draft, name) ? name : SPAN_NONE;
}
