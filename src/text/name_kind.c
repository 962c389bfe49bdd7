/*
 * text/name_kind.c - what each piece of a name is: number, legal form, generic word, honorific.
 *
 * Phrases ("limited liability company") are looked for longest first. A form that could be a word ("AG", "AS", "PT") is
 * one only in its place, which is seen after all pieces are known.
 */
#include "text/name_int.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(struct str s)
{
    size_t n = 0;
    while (n < s.n && is_digit(s.p[n]))
        n++;
    return n;
}

/* 7, 007, 1st, 22nd, 10th. */
static bool take_number(struct name_piece *piece)
{
    struct str text = piece->token.text;
    size_t digits = count_digits(text);
    struct str tail = str_from(text, digits);
    bool is_ordinal =
        str_eq(tail, STR("st")) || str_eq(tail, STR("nd")) || str_eq(tail, STR("rd")) || str_eq(tail, STR("th"));
    if (digits == 0 || (tail.n && !is_ordinal))
        return false;
    text.n = digits;
    while (text.n > 1 && text.p[0] == '0')
        text = str_from(text, 1);
    piece->token.text = text;
    piece->token.kind = TOKEN_NUMBER;
    return true;
}

static bool is_number_word(const struct name_piece *piece)
{
    struct str text = piece->token.text;
    return piece->token.kind == TOKEN_WORD && (str_eq(text, STR("no")) || str_eq(text, STR("nr")) ||
                                               str_eq(text, STR("nos")) || str_eq(text, STR("number")));
}

static bool is_phrase_at(const struct word_row *row, const struct name_pieces *pieces, size_t i)
{
    if (row->n_rest >= pieces->n - i)
        return false;
    for (size_t k = 0; k < row->n_rest; k++)
        if (!str_eq(row->rest[k], pieces->v[i + 1 + k].token.text))
            return false;
    return true;
}

static bool is_for(enum word_use use, bool is_person)
{
    return is_person == (use == WORD_PARTICLE || use == WORD_HONORIFIC || use == WORD_COMMON);
}

/* Write what the row says into the piece. True when no shorter row can add to it. */
static bool apply(const struct word_row *row, struct name_piece *piece)
{
    switch (row->use) {
    case WORD_FORM:
        if (row->place == FORM_ANY) {
            piece->token = (struct name_token){.text = row->value, .kind = TOKEN_LEGAL_FORM};
            return true;
        }
        if (piece->has_form)
            piece->place = FORM_EDGE; /* rows for both ends */
        else
            piece->place = row->place;
        piece->has_form = true;
        piece->form = row->value;
        return false;
    case WORD_ORDINAL:
        piece->token = (struct name_token){.text = row->value, .kind = TOKEN_NUMBER};
        return true;
    case WORD_SAME:
        if (piece->token.kind == TOKEN_WORD)
            piece->token = (struct name_token){.text = row->value, .kind = TOKEN_GENERIC};
        return true;
    case WORD_COMMON:
        piece->token.is_common = true;
        return false;
    case WORD_GENERIC:
    case WORD_PARTICLE:
    case WORD_HONORIFIC:
        if (piece->token.kind == TOKEN_WORD && !piece->is_joined)
            piece->token.kind = TOKEN_GENERIC;
        return false;
    }
    return true;
}

/* Look the piece at `i` up; how many pieces the phrase takes. */
static size_t look_up(const struct name_pieces *pieces, size_t i, struct name_piece *piece)
{
    const struct word_row *first = words_find(pieces->tools, piece->token.text);
    if (!first && !pieces->is_person)
        first = words_find(pieces->tools, name_mend_form(piece->token.text));
    for (const struct word_row *row = first; row; row = row->next) {
        if (!is_for(row->use, pieces->is_person) || !is_phrase_at(row, pieces, i))
            continue;
        if (apply(row, piece))
            return 1 + row->n_rest;
    }
    return 1;
}

static bool is_honorific(const struct name_pieces *pieces, const struct name_piece *piece)
{
    for (const struct word_row *row = words_find(pieces->tools, piece->token.text); row; row = row->next)
        if (row->use == WORD_HONORIFIC)
            return true;
    return false;
}

/* Mr. and Dr. in front, Ph.D. behind; one piece always stays. */
static void drop_honorifics(struct name_pieces *pieces)
{
    size_t first = 0;
    while (first + 1 < pieces->n && is_honorific(pieces, &pieces->v[first]))
        first++;
    while (pieces->n > first + 1 && is_honorific(pieces, &pieces->v[pieces->n - 1]))
        pieces->n--;
    pieces->n -= first;
    for (size_t i = 0; first && i < pieces->n; i++)
        pieces->v[i] = pieces->v[i + first];
}

static bool is_form_at(const struct name_piece *piece, enum form_place end)
{
    return piece->has_form && (piece->place == end || piece->place == FORM_EDGE);
}

static void make_form(struct name_piece *piece)
{
    piece->token.text = piece->form;
    piece->token.kind = TOKEN_LEGAL_FORM;
    piece->has_form = false;
}

static bool is_form(const struct name_piece *piece)
{
    return piece->token.kind == TOKEN_LEGAL_FORM;
}

/* The ends of the name, and of each stretch of one script. */
static void place_forms(struct name_pieces *pieces)
{
    bool is_end = true;
    for (size_t i = pieces->n; i-- > 1;) {
        struct name_piece *piece = &pieces->v[i];
        if (is_end && is_form_at(piece, FORM_LAST))
            make_form(piece);
        bool is_script_change = piece->token.is_cjk && !pieces->v[i - 1].token.is_cjk && i > 1 &&
                                !pieces->v[i - 2].token.is_cjk; /* Siemens AG 西门子, but not 株式会社 I.S.ブルク */
        is_end = is_script_change || (is_end && is_form(piece));
    }
    bool is_start = true;
    for (size_t i = 0; i + 1 < pieces->n && is_start; i++) {
        struct name_piece *piece = &pieces->v[i];
        if (is_form_at(piece, FORM_FIRST))
            make_form(piece);
        is_start = is_form(piece);
    }
}

void name_classify(struct name_pieces *pieces)
{
    if (pieces->is_person)
        drop_honorifics(pieces);
    size_t out = 0;
    for (size_t i = 0; i < pieces->n; out++) {
        struct name_piece piece = pieces->v[i];
        size_t n = 1;
        if (!piece.token.is_cjk && piece.is_single)
            piece.token.kind = TOKEN_INITIAL;
        if (!piece.token.is_cjk && !take_number(&piece))
            n = look_up(pieces, i, &piece);
        if (piece.token.kind == TOKEN_NUMBER && out && is_number_word(&pieces->v[out - 1]))
            out--; /* No. 601 */
        pieces->v[out] = piece;
        i += n;
    }
    pieces->n = out;
    if (!pieces->is_person)
        place_forms(pieces);
}
