/*
 * draft/text.c - the text as a person reads it, and its folded copy. See draft/draft_int.h.
 *
 * HOW IT WORKS. Folding changes a character, never their number: full-width letters and digits become ASCII, all blanks
 * one blank, dashes one dash, quotes one quote. So patterns are written once, for ASCII punctuation.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <string.h>

/* Runs of characters that are searched for as one. */
static const struct {
    uint32_t first, last, as;
} FOLDS[] = {
    {0xA0, 0xA0, ' '},     {0x2000, 0x200A, ' '},  {0x2010, 0x2015, '-'},  {0x2018, 0x201A, '\''},
    {0x201C, 0x201E, '"'}, {0x202F, 0x202F, ' '},  {0x2032, 0x2032, '\''}, {0x2212, 0x2212, '-'},
    {0x3000, 0x3000, ' '}, {0xFFE5, 0xFFE5, 0xA5},
};

static uint32_t folded(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFEE0;
    for (size_t i = 0; c >= FOLDS[0].first && i < ARRAY_LEN(FOLDS); i++)
        if (c >= FOLDS[i].first && c <= FOLDS[i].last)
            return FOLDS[i].as;
    return c;
}

static unsigned script_of(uint32_t c)
{
    static const struct {
        uint32_t first, last;
        unsigned script;
    } rows[] = {{'A', 'z', SCRIPT_LATIN},      {0xC0, 0x24F, SCRIPT_LATIN},  {0x400, 0x52F, SCRIPT_CYRILLIC},
                {0x3041, 0x30FF, SCRIPT_KANA}, {0x3400, 0x9FFF, SCRIPT_HAN}, {0xAC00, 0xD7A3, SCRIPT_HANGUL}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (c >= rows[i].first && c <= rows[i].last)
            return rows[i].script;
    return 0;
}

/* Marks that nobody sees. */
static bool is_invisible(uint32_t c)
{
    return c == 0x200B || c == 0x200E || c == 0x200F || c == 0xFEFF || (c >= 0x202A && c <= 0x202E);
}

/* The text of the draft: without invisible marks, with blanks at line ends and rows of empty lines cut. */
static int clean(struct draft *draft, struct str text, struct seki_err *err)
{
    AUTO(buf_done) struct buf out = {0};
    char bytes[4];
    size_t solid = 0; /* up to here nothing can be cut any more */
    buf_init(&out, text.n + 1);
    while (text.n) {
        uint32_t c = utf8_next(&text);
        if (is_invisible(c) || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
            continue;
        if (c == '\n')
            out.n = solid > out.n ? out.n : solid;
        buf_add(&out, (struct str){bytes, utf8_put(c, bytes)});
        if (c != ' ' && c != '\t')
            solid = out.n;
    }
    while (out.n && (out.p[out.n - 1] == '\n' || out.p[out.n - 1] == ' ' || out.p[out.n - 1] == '\t'))
        out.n--;
    return buf_take(&out, draft->arena, &draft->text, err);
}

int text_read(struct draft *draft, struct seki_err *err)
{
    AUTO(buf_done) struct buf out = {0};
    char bytes[4];
    TRY(clean(draft, draft->mail.text, err));
    size_t n = utf8_count(draft->text), at = 0;
    buf_init(&out, draft->text.n + 1);
    draft->written = ARENA_ARRAY(draft->arena, n + 1, uint32_t);
    draft->character = ARENA_ARRAY(draft->arena, draft->text.n + 2, uint32_t);
    TRY_MEM(draft->written, err);
    TRY_MEM(draft->character, err);
    for (struct str rest = draft->text; rest.n; at++) {
        draft->written[at] = (uint32_t)(draft->text.n - rest.n);
        uint32_t c = folded(utf8_next(&rest));
        draft->scripts |= script_of(c);
        size_t length = utf8_put(c, bytes);
        for (size_t i = 0; i < length; i++)
            draft->character[out.n + i] = (uint32_t)at;
        buf_add(&out, (struct str){bytes, length});
    }
    draft->written[n] = (uint32_t)draft->text.n;
    draft->character[out.n] = (uint32_t)n;
    draft->n_characters = n;
    return buf_take(&out, draft->arena, &draft->fold, err);
}

bool span_is_none(struct span at)
{
    return at.to <= at.from;
}

bool span_meets(struct span a, struct span b)
{
    return a.from < b.to && b.from < a.to;
}

struct str text_folded(const struct draft *draft, struct span at)
{
    return str_sub(draft->fold, at.from, at.to - at.from);
}

struct str text_written(const struct draft *draft, struct span at)
{
    uint32_t from = draft->written[draft->character[at.from]], to = draft->written[draft->character[at.to]];
    struct str raw = str_sub(draft->text, from, to - from);
    char *out = arena_alloc(draft->arena, raw.n + 1);
    size_t n = 0;
    if (!out)
        return STR_NULL;
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] != '\n') {
            out[n++] = raw.p[i];
            continue;
        }
        while (i + 1 < raw.n && strchr(" >\t\n", raw.p[i + 1]))
            i++;
        out[n++] = ' ';
    }
    return (struct str){out, n};
}

struct span span_trim(const struct draft *draft, struct span at)
{
    static const char blanks[] = " \t\n";
    static const char ends[] = " \t\n,;:|";
    const char *p = draft->fold.p;
    while (at.from < at.to && strchr(blanks, p[at.from]))
        at.from++;
    while (at.to > at.from && strchr(ends, p[at.to - 1]))
        at.to--;
    return at;
}

struct span span_cut(const struct draft *draft, struct span at, uint32_t max)
{
    if (at.to > at.from + max)
        at.to = at.from + max;
    while (at.to > at.from && at.to < draft->fold.n && ((unsigned char)draft->fold.p[at.to] & 0xC0) == 0x80)
        at.to--;
    return at;
}

const struct line *line_at(const struct draft *draft, uint32_t at)
{
    size_t low = 0, high = draft->n_lines;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (draft->lines[middle].at.from <= at)
            low = middle;
        else
            high = middle;
    }
    return draft->n_lines ? &draft->lines[low] : NULL;
}

struct found found_at(struct span at)
{
    return (struct found){.is_there = true, .at = at};
}

struct found found_as(struct span at, struct str value)
{
    return (struct found){.is_there = true, .at = at, .value = value};
}

void text_memory(struct draft *draft, bool is_ok)
{
    draft->is_out_of_memory |= !is_ok;
}

void found_add(struct draft *draft, struct found_list *list, struct found found)
{
    text_memory(draft, ARENA_PUSH(draft->arena, list, found));
}
