/*
 * draft/label.c - labels in front of values, brought into one form before anything is looked for.
 *
 * People set "品　　名　　ポンプ", "品名 : ポンプ", a heading with the value on the next line, a form of two columns.
 * Here each becomes "品名:" and blanks in the folded text, in the same number of characters, so that places stay right
 * and every finder knows one way of writing a label.
 *
 *   品　　名　　ポンプ  ──>  品名:　　　ポンプ        ＜用途＞⏎病院の空調  ──>  ＜用途＞ 病院の空調
 */
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <string.h>

enum { LABEL_BYTES = 60, LABEL_GAPS = 10 };

/* A label at the head of a line: what it is without blanks, and where the value begins. */
struct label {
    char text[LABEL_BYTES + 4];
    size_t n;
    uint32_t from, to; /* of the folded text; `to` is behind the last blank */
    uint32_t mark;     /* length of the colon or bracket that ends it; 0 = blanks alone do */
    bool is_spaced;    /* blanks stand between its characters */
};

static uint32_t character_at(const struct draft *draft, uint32_t at, uint32_t end, uint32_t *ret_next)
{
    struct str rest = str_sub(draft->fold, at, end - at);
    uint32_t c = rest.n ? utf8_next(&rest) : 0;
    *ret_next = end - (uint32_t)rest.n;
    return c;
}

static bool is_cjk(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t';
}

/* Is the gap wide enough to part two columns: a tab, two blanks, or a blank as wide as a Han character? */
static bool is_wide(const struct draft *draft, uint32_t from, uint32_t to)
{
    struct str raw = str_sub(draft->text, draft->written[draft->character[from]],
                             draft->written[draft->character[to]] - draft->written[draft->character[from]]);
    return to >= from + 2 || str_has(raw, STR("\t")) || str_has(raw, STR("　"));
}

static bool is_label(struct draft *draft, struct str text)
{
    struct hit hit;
    return text.n >= 2 && find_in(draft, PATTERN_LABEL, text.p, (struct span){0, (uint32_t)text.n}, &hit);
}

/* A cell without the blanks between its Han characters ("型　式"); empty if it is longer than a label. */
static struct str without_gaps(const struct draft *draft, struct span cell, char out[LABEL_BYTES + 4])
{
    size_t n = 0;
    uint32_t next, before = 0;
    for (uint32_t at = cell.from; at < cell.to && n < LABEL_BYTES; at = next) {
        uint32_t c = character_at(draft, at, cell.to, &next), after;
        if (is_blank(c) && is_cjk(before) && is_cjk(character_at(draft, next, cell.to, &after)))
            continue;
        memcpy(out + n, draft->fold.p + at, next - at);
        n += next - at;
        before = c;
    }
    return (struct str){out, cell.to - cell.from <= LABEL_BYTES ? n : 0};
}

/* The cells behind a gap: if one of them is a label too, the line is the head of a table. */
static bool is_table_head(struct draft *draft, struct span rest)
{
    struct span cell = {rest.from, rest.from};
    for (uint32_t at = rest.from; at <= rest.to; at++) {
        bool is_end = at == rest.to || draft->fold.p[at] == '\t' ||
                      (draft->fold.p[at] == ' ' && at + 1 < rest.to && draft->fold.p[at + 1] == ' ');
        if (!is_end)
            continue;
        cell.to = at;
        cell = span_trim(draft, cell);
        char closed[LABEL_BYTES + 4];
        struct str text = without_gaps(draft, cell, closed);
        if (text.n && is_label(draft, text))
            return true;
        cell.from = at + 1;
    }
    return false;
}

static uint32_t closing_mark(uint32_t c, uint32_t length)
{
    return c == ':' || c == 0x3011 || c == ']' || c == '>' || c == 0x3009 ? length : 0;
}

/* Blanks from `at` on: where do they end? */
static uint32_t skip_blanks(const struct draft *draft, uint32_t at, uint32_t end)
{
    while (at < end && is_blank((unsigned char)draft->fold.p[at]))
        at++;
    return at;
}

static struct str text_of(const struct label *label)
{
    return (struct str){label->text, label->n};
}

/* Blanks from `at` to `next`: do they end a label, as the gap between two columns does? */
static bool ends_at_gap(struct draft *draft, const struct label *label, struct span gap, uint32_t end)
{
    uint32_t after, behind = character_at(draft, gap.to, end, &after);
    return gap.to < end && closing_mark(behind, 1) == 0 && is_wide(draft, gap.from, gap.to) &&
           is_label(draft, text_of(label)) && !is_table_head(draft, (struct span){gap.to, end});
}

/* A colon or bracket behind what was read: is it a label that needs closing up? */
static bool ends_at_mark(struct draft *draft, struct label *label, uint32_t mark, uint32_t next)
{
    while (label->n && label->text[label->n - 1] == ' ')
        label->n--;
    label->mark = mark;
    label->to = next;
    return label->is_spaced && is_label(draft, text_of(label));
}

/* Read on from `at` until a colon, a bracket or a wide gap ends a known label. The longest counts. */
static bool read_label(struct draft *draft, uint32_t at, uint32_t end, struct label *ret_label)
{
    struct label label = {.from = at};
    uint32_t next, after, before = 0;
    bool is_found = false;
    at = skip_blanks(draft, at, end);
    label.is_spaced = at > label.from;
    for (unsigned gaps = 0; at < end && label.n < LABEL_BYTES && gaps < LABEL_GAPS; at = next) {
        uint32_t c = character_at(draft, at, end, &next), mark = closing_mark(c, next - at);
        if (mark) {
            bool is_end = ends_at_mark(draft, &label, mark, next);
            if (is_end)
                *ret_label = label;
            return is_end || is_found;
        }
        if (!is_blank(c)) {
            memcpy(label.text + label.n, draft->fold.p + at, next - at);
            label.n += next - at;
            before = c;
            continue;
        }
        next = skip_blanks(draft, at, end);
        label.to = next;
        if (ends_at_gap(draft, &label, (struct span){at, next}, end)) {
            *ret_label = label;
            is_found = true;
        }
        gaps++;
        label.is_spaced = true;
        if (!is_cjk(before) || !is_cjk(character_at(draft, next, end, &after)))
            label.text[label.n++] = ' ';
    }
    return is_found;
}

/* Write bytes of the folded text anew; it has the same number of characters as before. */
static void rewrite(struct draft *draft, uint32_t from, const char *bytes, uint32_t n)
{
    char *fold = (char *)(uintptr_t)draft->fold.p; /* text_read made it, and finders only read it later */
    uint32_t character = draft->character[from];
    memcpy(fold + from, bytes, n);
    for (uint32_t i = from; i < from + n; i++) {
        if (i > from && ((unsigned char)fold[i] & 0xC0) != 0x80)
            character++;
        draft->character[i] = character;
    }
}

static void close_up(struct draft *draft, const struct label *label)
{
    char bytes[LABEL_BYTES * 4];
    uint32_t n = label->to - label->from, mark_at = label->to - label->mark, used = (uint32_t)label->n;
    if (n > sizeof(bytes) || used + (label->mark ? label->mark : 1) > n)
        return;
    memcpy(bytes, label->text, used);
    if (label->mark)
        memcpy(bytes + used, draft->fold.p + mark_at, label->mark);
    else
        bytes[used] = ':';
    used += label->mark ? label->mark : 1;
    memset(bytes + used, ' ', n - used);
    rewrite(draft, label->from, bytes, n);
}

/* Behind quote marks, blanks, bullets and an opening bracket. */
static uint32_t label_start(struct draft *draft, struct span line)
{
    struct hit hit;
    while (line.from < line.to && strchr(" \t>", draft->fold.p[line.from]))
        line.from++;
    if (find_in(draft, PATTERN_LABEL_HEAD, draft->fold.p, line, &hit))
        line.from = hit.at.to;
    return line.from;
}

/* A label alone on its line: in brackets, with a colon or a bullet, or in a script where no common word looks like it.
 */
static bool is_heading(struct draft *draft, struct span line, struct hit *ret_hit)
{
    if (!find_in(draft, PATTERN_HEADING, draft->fold.p, line, ret_hit))
        return false;
    uint32_t at = skip_blanks(draft, line.from, line.to), next;
    bool is_bracketed = !span_is_none(ret_hit->group[2]) && !span_is_none(ret_hit->group[3]);
    return is_bracketed || !span_is_none(ret_hit->group[4]) || !span_is_none(ret_hit->group[1]) ||
           is_cjk(character_at(draft, at, line.to, &next));
}

/* A heading alone on its line, and the value below it: one line. */
static void join_heading(struct draft *draft, struct span line)
{
    uint32_t at = line.to + 1, end = line.to + 1;
    struct hit hit, below;
    while (end < draft->fold.n && draft->fold.p[end] != '\n')
        end++;
    struct span next = {skip_blanks(draft, at, end), end};
    if (span_is_none(next) || draft->fold.p[next.from] == '>' || line.to - line.from > LABEL_BYTES ||
        !is_heading(draft, line, &hit) || is_heading(draft, next, &below) || find_any(draft, PATTERN_KEY_ANY, next))
        return;
    bool is_marked = !span_is_none(hit.group[3]) || !span_is_none(hit.group[4]);
    rewrite(draft, line.to, is_marked ? " " : ":", 1);
}

void text_labels(struct draft *draft)
{
    struct label label;
    uint32_t end;
    for (uint32_t from = 0; from < draft->fold.n; from = end + 1) {
        const char *stop = memchr(draft->fold.p + from, '\n', draft->fold.n - from);
        end = stop ? (uint32_t)(stop - draft->fold.p) : (uint32_t)draft->fold.n;
        struct span line = {from, end};
        uint32_t start = label_start(draft, line);
        if (start < end && read_label(draft, start, end, &label))
            close_up(draft, &label);
        if (stop && start < end)
            join_heading(draft, (struct span){start == from ? from : line.from, end});
    }
}
