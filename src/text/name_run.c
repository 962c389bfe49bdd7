/*
 * text/name_run.c - numbers and legal forms inside a run of Han, kana or Hangul, where words have no blanks.
 *
 *   中国航天工业集团有限公司第二研究院  ──>  中国航天工业 | 集团 (generic) | ltd (form) | 2 (number) | 研究院 (generic)
 *
 * A numeral is a number behind 第, in front of a counter (号, 院, 厂), in a run of two and more in front of other
 * counters (十三所), or as three and more digits (六二五). Elsewhere it is part of a word: 三菱, 千葉, 五十嵐.
 */
#include "text/name_int.h"

#include "base/utf8.h"
#include "text/han_int.h"
#include "text/numeral.h"

enum { SUFFIX_DEPTH = 3 };

static const uint32_t COUNTERS_ONE[] = {U'号', U'院', U'厂'};
static const uint32_t COUNTERS_TWO[] = {U'号', U'院', U'厂', U'所', U'局', U'部',
                                        U'室', U'工', U'研', U'年', U'月', U'日'};

static bool is_class_in(uint32_t c, const uint32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (han_class(v[i]) == c)
            return true;
    return false;
}

static bool is_dai(uint32_t c)
{
    return c == han_class(U'第');
}

/* The blanks inside `text`, if it is a piece of the run. */
static uint64_t cuts_in(const struct name_pieces *pieces, struct str text)
{
    uintptr_t p = (uintptr_t)text.p, run = (uintptr_t)pieces->run.p;
    if (!pieces->run_cuts || p < run || p >= run + pieces->run.n)
        return 0;
    size_t first = utf8_count(str_sub(pieces->run, 0, p - run)), n = utf8_count(text);
    uint64_t cuts = first < 64 ? pieces->run_cuts >> first : 0;
    return cuts & ~UINT64_C(1) & (n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX);
}

static void add_token(struct name_pieces *pieces, struct str text, enum token_kind kind)
{
    struct name_token token = {.text = text, .kind = kind, .is_cjk = true, .cuts = cuts_in(pieces, text)};
    name_add(pieces, (struct name_piece){.token = token});
}

static bool is_generic(const struct text_tools *tools, struct str text)
{
    for (const struct word_row *row = words_find(tools, text); row; row = row->next)
        if (row->use == WORD_GENERIC && row->n_rest == 0)
            return true;
    return false;
}

/* The longest row of the place that ends `text`, or NULL. */
static const struct run_row *row_at_end(const struct text_tools *tools, struct str text)
{
    for (size_t i = 0; i < tools->n_runs; i++)
        if (tools->runs[i].place == FORM_END && str_ends(text, tools->runs[i].text))
            return &tools->runs[i];
    return NULL;
}

static const struct run_row *row_inside(const struct text_tools *tools, struct str rest)
{
    for (size_t i = 0; i < tools->n_runs; i++)
        if (tools->runs[i].place == FORM_INSIDE && str_starts(rest, tools->runs[i].text))
            return &tools->runs[i];
    return NULL;
}

/* A part between forms and numbers: 贸易总公司 ──> 贸易 | co. */
static void add_part(struct name_pieces *pieces, struct str part)
{
    const struct run_row *ends[SUFFIX_DEPTH];
    size_t n = 0;
    while (part.n && n < SUFFIX_DEPTH) {
        const struct run_row *row = row_at_end(pieces->tools, part);
        if (!row)
            break;
        ends[n++] = row;
        part.n -= row->text.n;
    }
    if (part.n)
        add_token(pieces, part, is_generic(pieces->tools, part) ? TOKEN_GENERIC : TOKEN_WORD);
    while (n--)
        add_token(pieces, ends[n]->value, ends[n]->kind);
}

struct numerals {
    struct str run;
    size_t n;
    bool is_all_digits;
    uint32_t follower; /* the character behind, 0 at the end */
};

static struct numerals numerals_at(struct str rest)
{
    struct numerals found = {.run = {rest.p, 0}, .is_all_digits = true};
    while (rest.n) {
        uint32_t c = utf8_next(&rest);
        if (!numeral_is_han(c)) {
            found.follower = c;
            break;
        }
        found.n++;
        found.is_all_digits = found.is_all_digits && numeral_is_han_digit(c);
        found.run.n = (size_t)(rest.p - found.run.p);
    }
    return found;
}

static bool is_number(const struct numerals *found, bool is_behind_dai)
{
    if (found->n == 0)
        return false;
    if (is_behind_dai || (found->is_all_digits && found->n >= 3))
        return true;
    if (found->n == 1)
        return is_class_in(found->follower, COUNTERS_ONE, ARRAY_LEN(COUNTERS_ONE));
    return is_class_in(found->follower, COUNTERS_TWO, ARRAY_LEN(COUNTERS_TWO));
}

/* Where cutting stands: the part that is not added yet begins at `start`, what is looked at is at `at`. */
struct cutter {
    struct name_pieces *pieces;
    struct str run;
    size_t start, at;
};

static void flush_part(struct cutter *cut, size_t next)
{
    if (cut->at > cut->start)
        add_part(cut->pieces, str_sub(cut->run, cut->start, cut->at - cut->start));
    cut->start = cut->at = next;
}

static void add_number(struct name_pieces *pieces, uint64_t value)
{
    struct str text = arena_printf(pieces->arena, "%llu", (unsigned long long)value);
    if (text.p)
        add_token(pieces, text, TOKEN_NUMBER);
    else
        pieces->is_out_of_memory = true;
}

/* 第十, 六二五, 十三所. If it is no number, cut->at moves behind the numerals (or stays where there are none). */
static bool take_number(struct cutter *cut)
{
    struct str rest = str_from(cut->run, cut->at), behind = rest;
    bool dai = is_dai(utf8_next(&behind));
    struct numerals found = numerals_at(dai ? behind : rest);
    uint64_t value;
    if (!is_number(&found, dai) || !numeral_parse_han(found.run, &value)) {
        cut->at += dai ? 0 : found.run.n;
        return false;
    }
    flush_part(cut, (size_t)(found.run.p + found.run.n - cut->run.p));
    add_number(cut->pieces, value);
    return true;
}

static bool take_form(struct cutter *cut)
{
    const struct run_row *row = row_inside(cut->pieces->tools, str_from(cut->run, cut->at));
    if (!row)
        return false;
    flush_part(cut, cut->at + row->text.n);
    add_token(cut->pieces, row->value, row->kind);
    return true;
}

static void add_person_run(struct name_pieces *pieces, struct str run)
{
    const struct text_tools *tools = pieces->tools;
    for (size_t i = 0; i < tools->n_honorific_ends; i++)
        if (str_ends(run, tools->honorific_ends[i]) && run.n > tools->honorific_ends[i].n + 3) {
            run.n -= tools->honorific_ends[i].n;
            break;
        }
    add_token(pieces, run, TOKEN_WORD);
}

/* 第 in front of digits: 第23研究所. */
static struct str without_last_dai(struct str run)
{
    struct str last = str_from(run, run.n >= 3 ? run.n - 3 : 0);
    if (run.n >= 3 && is_dai(utf8_next(&last)))
        run.n -= 3;
    return run;
}

void name_add_run(struct name_pieces *pieces, bool is_before_digit)
{
    struct str run = pieces->run;
    if (pieces->is_person) {
        add_person_run(pieces, run);
        return;
    }
    struct cutter cut = {.pieces = pieces, .run = is_before_digit ? without_last_dai(run) : run};
    while (cut.at < cut.run.n) {
        size_t before = cut.at;
        if (take_form(&cut) || take_number(&cut) || cut.at > before)
            continue;
        struct str rest = str_from(cut.run, cut.at);
        utf8_next(&rest);
        cut.at = cut.run.n - rest.n;
    }
    flush_part(&cut, cut.run.n);
}
