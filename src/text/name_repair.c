/*
 * text/name_repair.c - words that arrive damaged and can be mended for certain.
 *
 *   НОSТ (three letters are Cyrillic)  ──> host          C0MPANY, L1MITED            ──> company, limited
 *   compaany, coepany, limitid         ──> the form company, limited
 *   parsreactorscompanylimited         ──> parsreactors | company limited
 */
#include "text/name_int.h"

#include "base/utf8.h"
#include "text/edit.h"

#include <string.h>

/* Letters that look like Latin ones, in lower case; the look may be that of the capital. */
struct look_alike {
    uint16_t from;
    char to;
};

static const struct look_alike LOOKS[] = {
    {0x0430, 'a'}, {0x0432, 'b'}, {0x0435, 'e'}, {0x043A, 'k'}, {0x043C, 'm'}, {0x043D, 'h'},
    {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'},
    {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x03B1, 'a'}, {0x03B2, 'b'}, {0x03B5, 'e'},
    {0x03B6, 'z'}, {0x03B7, 'h'}, {0x03B9, 'i'}, {0x03BA, 'k'}, {0x03BC, 'm'}, {0x03BD, 'n'},
    {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C4, 't'}, {0x03C5, 'y'}, {0x03C7, 'x'},
};

static char latin_of(uint32_t c)
{
    for (size_t i = 0; i < ARRAY_LEN(LOOKS); i++)
        if (LOOKS[i].from == c)
            return LOOKS[i].to;
    return '\0';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Write the word with Latin letters for look-alikes; false if a letter has no Latin look. */
static bool unmix(struct str word, char *ret, size_t *ret_n)
{
    size_t n = 0;
    while (word.n) {
        uint32_t c = utf8_next(&word);
        char latin = c < 0x80 ? (char)c : latin_of(c);
        if (!latin)
            return false;
        ret[n++] = latin;
    }
    *ret_n = n;
    return true;
}

/* More letters of the other script, and each Latin one looks like one of it: the Latin ones are the strangers (Iван).
 */
static bool is_other_script(struct str word, size_t n_latin, size_t n_wide_bytes)
{
    if (n_wide_bytes / 2 <= n_latin)
        return false;
    for (size_t i = 0; i < word.n; i++) {
        bool has_twin = !is_letter(word.p[i]);
        for (size_t k = 0; k < ARRAY_LEN(LOOKS) && !has_twin; k++)
            has_twin = LOOKS[k].to == word.p[i];
        if (!has_twin)
            return false;
    }
    return true;
}

/* A digit that a scanner or a person put for the letter of the same shape; it has letters on both sides, or two behind.
 */
static char letter_for(struct str word, size_t i)
{
    static const char DIGITS[] = "0158", LETTERS[] = "oisb";
    const char *at = memchr(DIGITS, word.p[i], sizeof(DIGITS) - 1);
    bool has_before = i > 0 && is_letter(word.p[i - 1]), has_behind = i + 1 < word.n && is_letter(word.p[i + 1]);
    bool has_two_behind = has_behind && i + 2 < word.n && is_letter(word.p[i + 2]);
    return at && has_behind && (has_before || (i == 0 && has_two_behind)) ? LETTERS[at - DIGITS] : '\0';
}

void name_mend_letters(struct str *word, bool has_latin)
{
    enum { MOST = 64 };
    char text[MOST];
    size_t n, letters = 0, digits = 0, wide = 0;
    for (size_t i = 0; i < word->n; i++) {
        letters += is_letter(word->p[i]);
        digits += is_digit(word->p[i]);
        wide += (unsigned char)word->p[i] >= 0x80;
    }
    bool is_single = has_latin && utf8_count(*word) == 1;
    if ((letters == 0 && !is_single) || word->n > MOST)
        return;
    char *into = (char *)(uintptr_t)word->p; /* name_scan's text may be changed */
    if (wide && (is_single || !is_other_script(*word, letters, wide)) && unmix(*word, text, &n)) {
        memcpy(into, text, n);
        word->n = n;
    }
    for (size_t i = 0; digits && wide == 0 && digits * 2 < letters && i < word->n; i++)
        if (letter_for(*word, i))
            into[i] = letter_for(*word, i);
}

/* ---- words of legal forms ---- */

/* Long enough that one error leaves no doubt. */
static const char *const FORM_WORDS[] = {"limited",     "company",     "corporation", "incorporated", "liability",
                                         "industries",  "trading",     "technology",  "technologies", "international",
                                         "enterprises", "enterprise",  "engineering", "investments",  "investment",
                                         "industry",    "electronics", "institute",   "university"};

struct str name_mend_form(struct str word)
{
    enum { LEAST = 6, MOST = 14 };
    if (word.n < LEAST || word.n > MOST)
        return word;
    for (size_t i = 0; i < ARRAY_LEN(FORM_WORDS); i++) {
        struct str form = str_c(FORM_WORDS[i]);
        /* One error leaves the first letter or the last one as it is. */
        bool is_near = word.n + 1 >= form.n && form.n + 1 >= word.n &&
                       (word.p[0] == form.p[0] || word.p[word.n - 1] == form.p[form.n - 1]);
        if (is_near && edit_distance(word, form, 1) == 1)
            return form;
    }
    return word;
}

/* Ends and beginnings of a name whose blanks are lost. */
static const char *const JOINED_ENDS[] = {
    "corporation", "incorporated",  "company",     "limited",    "gmbh",        "corp",
    "ltd",         "llc",           "inc",         "jsc",        "plc",         "fzco",
    "fze",         "industries",    "industry",    "industrial", "trading",     "technologies",
    "technology",  "international", "enterprises", "enterprise", "engineering", "investments",
    "investment",  "electronics",   "institute",   "university", "services",    "holdings",
    "group",       "development",   "shipping",    "logistics",  "systems",     "solutions",
    "co"};
static const char *const JOINED_STARTS[] = {"jointstockcompany", "limitedliabilitycompany"};

enum { JOINED_LEAST = 10, CORE_LEAST = 3, JOINED_WORDS = 5 };

static struct name_piece *room_for(struct name_pieces *pieces, size_t i)
{
    if (pieces->n == pieces->cap)
        return NULL;
    memmove(&pieces->v[i + 1], &pieces->v[i], (pieces->n - i) * sizeof(*pieces->v));
    pieces->n++;
    return &pieces->v[i];
}

static void cut_end(struct name_pieces *pieces, size_t i, size_t n_end)
{
    struct str word = pieces->v[i].token.text;
    struct name_piece *core = room_for(pieces, i);
    if (!core)
        return;
    core->token.text.n = word.n - n_end;
    pieces->v[i + 1].token.text = str_from(word, word.n - n_end);
}

static void cut_start(struct name_pieces *pieces, size_t i, size_t n_start)
{
    struct str word = pieces->v[i].token.text;
    struct name_piece *start = room_for(pieces, i);
    if (!start)
        return;
    start->token.text.n = n_start;
    pieces->v[i + 1].token.text = str_from(word, n_start);
}

/* Cut the first end that fits off the first piece. */
static bool cut_one_end(struct name_pieces *pieces, bool is_first)
{
    struct str word = pieces->v[0].token.text;
    for (size_t i = 0; i < ARRAY_LEN(JOINED_ENDS); i++) {
        struct str end = str_c(JOINED_ENDS[i]);
        if (word.n < end.n + CORE_LEAST || !str_ends(word, end) || (is_first && word.n < JOINED_LEAST))
            continue;
        cut_end(pieces, 0, end.n);
        return true;
    }
    return false;
}

void name_cut_joined(struct name_pieces *pieces)
{
    if (pieces->n == 0 || pieces->n > 2 || pieces->v[0].token.is_cjk)
        return;
    struct str word = pieces->v[0].token.text;
    for (size_t i = 0; i < ARRAY_LEN(JOINED_STARTS); i++) {
        struct str start = str_c(JOINED_STARTS[i]);
        if (word.n >= start.n + CORE_LEAST && str_starts(word, start)) {
            cut_start(pieces, 0, start.n);
            return;
        }
    }
    for (int n = 0; n < JOINED_WORDS && cut_one_end(pieces, n == 0); n++)
        ;
}
