/*
 * source/mof_alias.c - the alias columns of source/mof_int.h.
 *
 *   "(a)ファラオ（Pharaoh）、(b)ラジャ（Radja）"
 *   "アブ・アリ\nAbu Ali"
 *   "(a)ハルカト(b)エイチ・ユー・エー\n(f.k.a.: (a)Harakat-ul-Ansar (b)HUA)"
 *   "（別称、株式会社A、B工場）\n(a.k.a. AO A; a.k.a. B Zavod)"
 *   "アフメド・ガルバヤ、サイード\n（Ahmed Garbaya, Sa-id）"
 *
 * HOW IT WORKS. The cell, made narrow, is cut into segments at line ends, semicolons and "(a)"; marks (a.k.a., f.k.a.,
 * 別称, 旧称) are taken off and set the kind from there on. Commas are the hard part: they part names ("A, B") and
 * parts of one name ("SAYED, Kader"). They part names where the other language shows the same number, or behind a 別称
 * mark. Elsewhere the whole is kept, and its parts become weak names.
 */
#include "base/utf8.h"
#include "source/mof_int.h"
#include "source/workbook.h"

#include <string.h>

enum { SEGMENTS_MAX = 512 };

struct segment {
    struct str text;
    enum party_name_kind kind;
    bool is_marked, is_japanese;
    size_t parts; /* between commas */
};

struct alias_cell {
    struct party_build *build;
    struct segment v[SEGMENTS_MAX];
    size_t n, n_japanese, n_latin;
    enum party_name_kind kind;
    bool is_marked, has_blocks;
};

static const struct {
    const char *mark;
    bool is_former;
} MARKS[] = {
    {"a.k.a.:", false}, {"a.k.a.", false}, {"also known as", false}, {"別称)", false}, {"別称、", false},
    {"別名、", false},  {"別名)", false},  {"f.k.a.:", true},        {"f.k.a.", true}, {"formerly known as", true},
    {"旧称)", true},    {"旧称、", true},  {"別称,", false},         {"旧称,", true},  {"別称:", false},
    {"旧称:", true},
};

/* Take brackets and marks off the front; tells the kind if there was one. */
static struct str take_marks(struct alias_cell *cell, struct str text)
{
    for (;;) {
        struct str inner = str_trim(text);
        bool has_bracket = str_starts(inner, STR("("));
        if (has_bracket)
            inner = str_trim(str_from(inner, 1));
        size_t i = 0;
        while (i < ARRAY_LEN(MARKS) && !str_starts(inner, str_c(MARKS[i].mark)))
            i++;
        if (i == ARRAY_LEN(MARKS))
            return str_trim(text);
        cell->is_marked = true;
        if (cell->kind != PARTY_NAME_WEAK)
            cell->kind = MARKS[i].is_former ? PARTY_NAME_FORMER : PARTY_NAME_ALIAS;
        text = str_from(inner, strlen(MARKS[i].mark));
    }
}

/* Without separators at the ends, and without brackets that have no partner. */
static struct str trim_segment(struct str text)
{
    static const char *const TAILS[] = {"、", ",", ";", "。", " "};
    for (bool is_changed = true; is_changed;) {
        size_t open = 0, close = 0;
        is_changed = false;
        text = str_trim(text);
        for (size_t i = 0; i < ARRAY_LEN(TAILS); i++)
            if (str_ends(text, str_c(TAILS[i])))
                text.n -= strlen(TAILS[i]), is_changed = true;
        for (size_t i = 0; i < text.n; i++)
            open += text.p[i] == '(', close += text.p[i] == ')';
        if (close > open && str_ends(text, STR(")")))
            text.n--, is_changed = true;
        if (open > close && str_starts(text, STR("(")))
            text = str_from(text, 1), is_changed = true;
    }
    return text;
}

/* "(X)" around the whole. */
static struct str without_brackets(struct str text)
{
    if (str_starts(text, STR("(")) && str_find_char(text, ')', 0) == text.n - 1)
        return str_sub(text, 1, text.n - 2);
    return text;
}

/* Words that make a remark of a piece. */
static bool is_remark(struct str text)
{
    static const char *const WORDS[] = {"生まれ",        "出生",      "旅券",        "発行",
                                        "指定した",      "有効期限",  "Passport No", "passport no",
                                        "date of issue", "issued on", "以前のリスト"};
    uint64_t number;
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        if (str_has(text, str_c(WORDS[i])))
            return true;
    return mof_is_blank(text) || str_to_u64(text, &number);
}

/* A piece behind a Latin comma that only ends the name before it. */
static bool is_suffix(struct str text)
{
    static const char *const WORDS[] = {"LTD", "LTD.",    "INC",  "INC.", "LLC", "L.L.C.", "CO",
                                        "CO.", "CO. LTD", "S.A.", "SA",   "PLC", "P.L.C.", "JR",
                                        "JR.", "AO",      "OOO",  "PAO",  "JSC", "AG",     "GMBH"};
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        if (str_eq_nocase(text, str_c(WORDS[i])))
            return true;
    return false;
}

/* The next piece up to a comma outside brackets; Japanese text is parted by 、, Latin by ", ". */
static bool next_part(struct str *rest, bool is_japanese, struct str *ret_part)
{
    struct str comma = is_japanese ? STR("、") : STR(", ");
    size_t depth = 0, i = 0;
    if (!rest->n)
        return false;
    for (; i < rest->n; i++) {
        depth += rest->p[i] == '(';
        depth -= rest->p[i] == ')' && depth;
        if (depth || !str_starts(str_from(*rest, i), comma))
            continue;
        struct str after = str_from(*rest, i + comma.n);
        size_t end = str_find(after, comma, 0);
        if (is_japanese || !is_suffix(str_trim(str_sub(after, 0, end))))
            break;
    }
    *ret_part = str_trim(str_sub(*rest, 0, i));
    *rest = i < rest->n ? str_from(*rest, i + comma.n) : STR_NULL;
    return true;
}

static size_t count_parts(struct str text, bool is_japanese)
{
    struct str part;
    size_t n = 0;
    while (next_part(&text, is_japanese, &part))
        n++;
    return n;
}

/* "、1979年…" or "(1969年…": a birth told behind a name. Gives where it begins; SIZE_MAX if it does not. */
static size_t birth_tail(struct str piece)
{
    size_t year = str_find(piece, STR("年"), 0);
    while (year != SIZE_MAX && year >= 5) {
        size_t at = year - 4;
        uint64_t number;
        if (str_to_u64(str_sub(piece, at, 4), &number)) {
            if (piece.p[at - 1] == '(')
                return at - 1;
            if (at >= 3 && str_starts(str_from(piece, at - 3), STR("、")))
                return at - 3;
        }
        year = str_find(piece, STR("年"), year + 1);
    }
    return SIZE_MAX;
}

/* Without what stands behind a name that is no name: a birth, when it was listed so. */
static struct str without_tail(struct str piece)
{
    static const char *const TAILS[] = {
        "(previously listed as", "(formerly listed as", "(以前掲載", "(旧掲載", "(【", ", born ", " born "};
    size_t language = str_starts(piece, STR("【")) ? str_find(piece, STR("】"), 0) : SIZE_MAX;
    if (language != SIZE_MAX)
        piece = str_from(piece, language + STR("】").n);
    size_t birth = birth_tail(piece);
    if (birth != SIZE_MAX && birth > 0)
        piece = str_sub(piece, 0, birth);
    for (size_t i = 0; i < ARRAY_LEN(TAILS); i++) {
        size_t at = str_find(piece, str_c(TAILS[i]), 0);
        if (at != SIZE_MAX && at > 0)
            piece = str_sub(piece, 0, at);
    }
    return piece;
}

static int add_segment(struct alias_cell *cell, struct str raw, struct seki_err *err)
{
    struct str text = trim_segment(take_marks(cell, raw));
    TRY(workbook_squeeze(cell->build->arena, without_brackets(text), &text, err));
    text = mof_without_quotes(trim_segment(text));
    if (!text.n || cell->n == SEGMENTS_MAX)
        return 0;
    text = without_tail(text);
    bool is_japanese = mof_is_japanese(text);
    cell->v[cell->n++] =
        (struct segment){text, cell->kind, cell->is_marked, is_japanese, count_parts(text, is_japanese)};
    cell->n_japanese += is_japanese;
    cell->n_latin += !is_japanese;
    return 0;
}

static bool is_mark_at(struct str text, size_t at)
{
    struct str rest = str_from(text, at);
    for (size_t i = 0; i < ARRAY_LEN(MARKS); i++)
        if (str_starts(rest, str_c(MARKS[i].mark)))
            return true;
    return false;
}

/* Segments end at a semicolon, at a line end outside brackets, and before a mark. A bracket that opens a mark is none.
 */
static int cut_block(struct alias_cell *cell, struct str block, struct seki_err *err)
{
    size_t from = 0, depth = 0;
    for (size_t i = 0; i < block.n; i++) {
        char c = block.p[i];
        bool is_mark = is_mark_at(block, i);
        depth += c == '(' && !is_mark_at(block, i + 1);
        depth -= c == ')' && depth;
        if (!is_mark && c != ';' && !(c == '\n' && depth == 0))
            continue;
        TRY(add_segment(cell, str_sub(block, from, i - from), err));
        from = is_mark ? i : i + 1;
    }
    return add_segment(cell, str_from(block, from), err);
}

/* Do commas in this segment part names? */
static bool commas_part(const struct alias_cell *cell, const struct segment *segment)
{
    size_t own = segment->is_japanese ? cell->n_japanese : cell->n_latin;
    size_t others = segment->is_japanese ? cell->n_latin : cell->n_japanese;
    if (segment->is_marked && segment->is_japanese && !cell->has_blocks)
        return true;
    if (own != 1)
        return false;
    if (others == 0)
        return segment->is_japanese;
    if (others == segment->parts)
        return true;
    for (size_t i = 0; i < cell->n; i++)
        if (others == 1 && cell->v[i].is_japanese != segment->is_japanese)
            return cell->v[i].parts == segment->parts;
    return false;
}

static bool has_han(struct str text)
{
    while (text.n) {
        uint32_t code = utf8_next(&text);
        if (code >= 0x3400 && code <= 0x9FFF)
            return true;
    }
    return false;
}

static bool has_small_letter(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z')
            return true;
    return false;
}

/* "アルリビ Al-Libi": where the Latin half begins; SIZE_MAX if the piece is not of that form ("株式会社 KBM" is one
 * name). */
static size_t latin_half(struct str piece)
{
    if (str_find_char(piece, '(', 0) != SIZE_MAX)
        return SIZE_MAX;
    for (size_t at = str_find_char(piece, ' ', 0); at != SIZE_MAX; at = str_find_char(piece, ' ', at + 1)) {
        struct str left = str_sub(piece, 0, at), right = str_from(piece, at + 1);
        if (mof_is_japanese(left) && !has_han(left) && !mof_is_japanese(right) && has_small_letter(right))
            return at;
    }
    return SIZE_MAX;
}

static int add_piece(struct party_build *build, struct str piece, enum party_name_kind kind, struct seki_err *err)
{
    TRY(mof_take_original(build, &piece, err));
    piece = mof_without_quotes(trim_segment(piece));
    if (is_remark(piece))
        return 0;
    size_t half = latin_half(piece);
    if (half == SIZE_MAX)
        return mof_add_split(build, piece, kind, err);
    TRY(mof_add_split(build, str_sub(piece, 0, half), kind, err));
    return mof_add_split(build, str_from(piece, half + 1), kind, err);
}

/* "A、B及びC" beside three names of the other language: 及び parts names as well. Turned into commas. */
static int part_ands(const struct alias_cell *cell, struct segment *segment, struct seki_err *err)
{
    size_t ands = 0, at = 0;
    static const struct str and = {"及び", 6};
    while ((at = str_find(segment->text, and, at)) != SIZE_MAX)
        ands++, at += and.n;
    if (!segment->is_japanese || ands == 0 || segment->parts + ands != cell->n_latin)
        return 0;
    while ((at = str_find(segment->text, and, 0)) != SIZE_MAX) {
        segment->text = arena_printf(cell->build->arena, "%.*s、%.*s", (int)at, segment->text.p,
                                     STR_ARG(str_from(segment->text, at + and.n)));
        TRY_MEM(segment->text.p, err);
    }
    segment->parts += ands;
    return 0;
}

static int add_names(const struct alias_cell *cell, const struct segment *segment, struct seki_err *err)
{
    struct str rest = segment->text, part;
    bool is_sure = commas_part(cell, segment);
    if (segment->parts < 2 || !is_sure)
        TRY(add_piece(cell->build, segment->text, segment->kind, err));
    /* Parts of a list in blocks are names with a comma in them ("JAHLEB, Ahmed"): no parts of theirs. */
    if (segment->parts < 2 || (!is_sure && (segment->is_japanese ? cell->n_japanese : cell->n_latin) != 1))
        return 0;
    while (next_part(&rest, segment->is_japanese, &part))
        TRY(add_piece(cell->build, part, is_sure ? segment->kind : PARTY_NAME_WEAK, err));
    return 0;
}

int mof_add_aliases(struct party_build *build, struct str text, enum party_name_kind kind, struct seki_err *err)
{
    struct str rest, block;
    if (mof_is_blank(text))
        return 0;
    struct alias_cell *cell = ARENA_NEW(build->arena, struct alias_cell);
    TRY_MEM(cell, err);
    *cell = (struct alias_cell){.build = build, .kind = kind};
    TRY(mof_narrow(build->arena, text, &rest, err));
    while (mof_next_block(&rest, &block)) {
        cell->has_blocks |= rest.p != NULL;
        TRY(cut_block(cell, block, err));
    }
    for (size_t i = 0; i < cell->n; i++) {
        TRY(part_ands(cell, &cell->v[i], err));
        TRY(add_names(cell, &cell->v[i], err));
    }
    return 0;
}
