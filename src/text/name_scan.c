/*
 * text/name_scan.c - letters and marks to pieces.
 *
 * HOW IT WORKS. One walk over the folded text. Letters and digits of alphabets gather in a word until a mark or a CJK
 * character comes. CJK characters gather in a run that goes on over blanks, dots, dashes and brackets with something
 * behind them, because Han and kana have no blanks of their own (山田 太郎, 貿易(総)会社, ビン・ラディン); Hangul has,
 * so there a blank ends the run. Brackets that close the name end a run: what they hold is another name.
 */
#include "text/name_int.h"

#include "base/utf8.h"
#include "text/han_int.h"

#include <string.h>

enum { RUN_GROWTH = 4, RUN_SPARE = 32 };

struct scanner {
    struct name_pieces *pieces;
    struct str text;
    size_t at;
    char *run;     /* room for all runs together; NULL in ASCII text */
    size_t n_run;  /* bytes used by runs that are finished */
    size_t n_open; /* bytes of the open run behind them */
    uint64_t cuts; /* of the open run */
    uint32_t n_chars;
    bool has_latin; /* there are plain letters somewhere in the name */
    bool has_blank; /* a blank came behind the open run */
    bool is_hangul; /* the open run ends in Hangul */
};

void name_add(struct name_pieces *pieces, struct name_piece piece)
{
    if (pieces->n == pieces->cap)
        pieces->is_cut = true;
    else
        pieces->v[pieces->n++] = piece;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || is_digit(c);
}

static void end_run(struct scanner *scan)
{
    if (scan->n_open) {
        bool is_before_digit = scan->at < scan->text.n && is_digit(scan->text.p[scan->at]);
        scan->pieces->run = (struct str){scan->run + scan->n_run, scan->n_open};
        scan->pieces->run_cuts = scan->cuts;
        name_add_run(scan->pieces, is_before_digit);
    }
    scan->cuts = 0;
    scan->n_chars = 0;
    scan->n_run += scan->n_open;
    scan->n_open = 0;
    scan->has_blank = false;
}

static bool is_hangul(uint32_t c)
{
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);
}

static void add_cjk(struct scanner *scan, uint32_t c, size_t bytes)
{
    if (scan->n_open && scan->has_blank && (scan->is_hangul || is_hangul(c)))
        end_run(scan);
    if (scan->n_open && scan->has_blank && scan->n_chars < 64)
        scan->cuts |= UINT64_C(1) << scan->n_chars;
    scan->n_chars++;
    memcpy(scan->run + scan->n_run + scan->n_open, scan->text.p + scan->at, bytes);
    scan->n_open += bytes;
    scan->has_blank = false;
    scan->is_hangul = is_hangul(c);
    scan->at += bytes;
}

/* End of the word that begins at `at`. */
static size_t word_end(struct str text, size_t at)
{
    while (at < text.n) {
        if (is_ascii_word(text.p[at])) {
            at++;
            continue;
        }
        if ((unsigned char)text.p[at] < 0x80)
            break;
        struct str rest = str_from(text, at);
        if (han_is_cjk(utf8_next(&rest)))
            break;
        at = text.n - rest.n;
    }
    return at;
}

static bool is_single_letter(struct str word)
{
    return !is_digit(word.p[0]) && (word.n == 1 || ((unsigned char)word.p[0] >= 0xC0 && utf8_count(word) == 1));
}

/* Is the single letter at `at` parted by a full stop alone from a single letter in front of it? */
static bool is_tight_at(const struct scanner *scan, size_t at)
{
    const struct name_pieces *pieces = scan->pieces;
    if (at < 2 || scan->text.p[at - 1] != '.' || pieces->n == 0)
        return false;
    const struct name_piece *before = &pieces->v[pieces->n - 1];
    return before->is_single && before->token.text.p + before->token.text.n == scan->text.p + at - 1;
}

static void add_word(struct scanner *scan)
{
    size_t end = word_end(scan->text, scan->at);
    struct str word = str_sub(scan->text, scan->at, end - scan->at);
    name_mend_letters(&word, scan->has_latin);
    struct name_piece piece = {.token = {.text = word, .kind = TOKEN_WORD}, .is_single = is_single_letter(word)};
    piece.is_tight = piece.is_single && is_tight_at(scan, scan->at);
    name_add(scan->pieces, piece);
    scan->at = end;
}

/* (株): one CJK character in brackets at `at`; its bytes in *ret_n. */
static bool is_bracketed_one(const struct scanner *scan, uint32_t *ret_c, size_t *ret_n)
{
    struct str rest = str_from(scan->text, scan->at + 1);
    size_t before = rest.n;
    *ret_c = utf8_next(&rest);
    *ret_n = before - rest.n;
    return han_is_cjk(*ret_c) && rest.n && rest.p[0] == ')';
}

/* A short form that stands for a legal form, written out; else the character itself joins the run. */
static void add_bracketed_one(struct scanner *scan, uint32_t c, size_t bytes)
{
    const struct text_tools *tools = scan->pieces->tools;
    scan->at++;
    for (size_t i = 0; i < tools->n_shorts; i++)
        if (tools->shorts[i].code_point == c) {
            struct str text = tools->shorts[i].text;
            memcpy(scan->run + scan->n_run + scan->n_open, text.p, text.n);
            scan->n_open += text.n;
            scan->n_chars += (uint32_t)utf8_count(text);
            scan->at += bytes + 1;
            return;
        }
    add_cjk(scan, c, bytes);
    scan->at++;
}

/* Is there nothing but marks behind the bracket that closes the one at `at`? */
static bool is_last_bracket(struct str text, size_t at)
{
    size_t close = str_find_char(text, ')', at);
    if (close == SIZE_MAX)
        return true;
    while (close < text.n && !is_ascii_word(text.p[close]) && (unsigned char)text.p[close] < 0x80)
        close++;
    return close == text.n;
}

static void take_mark(struct scanner *scan)
{
    char c = scan->text.p[scan->at];
    uint32_t one;
    size_t bytes;
    if (c == '(' && scan->run && is_bracketed_one(scan, &one, &bytes)) {
        add_bracketed_one(scan, one, bytes);
        return;
    }
    if (c == ',' || (c == '(' && scan->run && is_last_bracket(scan->text, scan->at)))
        end_run(scan);
    scan->has_blank = true;
    scan->at++;
}

static void take(struct scanner *scan)
{
    unsigned char c = (unsigned char)scan->text.p[scan->at];
    if (c < 0x80 && !is_ascii_word((char)c)) {
        take_mark(scan);
        return;
    }
    struct str rest = str_from(scan->text, scan->at);
    uint32_t code_point = c < 0x80 ? c : utf8_next(&rest);
    if (han_is_cjk(code_point)) {
        add_cjk(scan, code_point, scan->text.n - scan->at - rest.n);
        return;
    }
    end_run(scan);
    add_word(scan);
}

static bool has_wide(struct str text)
{
    unsigned char seen = 0;
    for (size_t i = 0; i < text.n; i++)
        seen |= (unsigned char)text.p[i];
    return seen >= 0x80;
}

int name_scan(struct name_pieces *pieces, struct str text, struct seki_err *err)
{
    struct scanner scan = {.pieces = pieces, .text = text};
    if (has_wide(text)) {
        scan.run = arena_alloc(pieces->arena, text.n * RUN_GROWTH + RUN_SPARE);
        TRY_MEM(scan.run, err);
    }
    for (size_t i = 0; i < text.n && !scan.has_latin; i++)
        scan.has_latin = text.p[i] >= 'a' && text.p[i] <= 'z';
    while (scan.at < text.n)
        take(&scan);
    end_run(&scan);
    return 0;
}

/* How many single letters from `i` on belong together: all tight ones, or else all loose ones. */
static size_t group_at(const struct name_pieces *pieces, size_t i)
{
    size_t end = i + 1;
    bool is_tight = end < pieces->n && pieces->v[end].is_tight;
    while (end < pieces->n && pieces->v[end].is_single && pieces->v[end].is_tight == is_tight) {
        /* a loose letter that begins a tight group belongs to that group: A B.V. */
        if (!is_tight && end + 1 < pieces->n && pieces->v[end + 1].is_tight)
            break;
        end++;
    }
    return end - i;
}

/* Close the letters up in front, in the folded text itself. */
static struct name_piece join_group(const struct name_piece *v, size_t n)
{
    struct name_piece joined = v[0];
    if (n == 1)
        return joined;
    char *into = (char *)(uintptr_t)joined.token.text.p; /* name_scan's text may be changed */
    size_t length = joined.token.text.n;
    for (size_t i = 1; i < n; i++) {
        memmove(into + length, v[i].token.text.p, v[i].token.text.n);
        length += v[i].token.text.n;
    }
    joined.token.text.n = length;
    joined.is_single = false;
    joined.is_joined = true;
    return joined;
}

void name_join_letters(struct name_pieces *pieces)
{
    size_t out = 0;
    for (size_t i = 0; i < pieces->n; out++) {
        size_t n = pieces->v[i].is_single ? group_at(pieces, i) : 1;
        pieces->v[out] = join_group(&pieces->v[i], n);
        i += n;
    }
    pieces->n = out;
}
