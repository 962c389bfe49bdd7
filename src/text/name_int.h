/*
 * text/name_int.h - the pieces of a name on their way to tokens. Inside the room only.
 *
 *   name_scan.c   letters and marks        ──> pieces (words, single letters; runs of Han go through name_run.c)
 *   name_repair.c damaged words                mended
 *   name_kind.c   pieces                   ──> numbers, legal forms, generic words, honorifics
 *   name.c        pieces                   ──> struct folded_name
 */
#ifndef TEXT_NAME_INT_H
#define TEXT_NAME_INT_H

#include "base/arena.h"
#include "text/tools_int.h"

struct name_piece {
    struct name_token token;
    bool is_single;        /* one letter of an alphabet */
    bool is_tight;         /* a single letter that a full stop alone parts from the single letter before: A.B. */
    bool is_joined;        /* letters closed up: an acronym, so no common word */
    bool has_form;         /* could be a legal form, if it stands in the right place: */
    enum form_place place; /* FORM_LAST, FORM_FIRST or FORM_EDGE */
    struct str form;       /* its class */
};

struct name_pieces {
    const struct text_tools *tools;
    struct arena *arena;
    bool is_person;
    bool is_cut;           /* there was no room for more */
    bool is_out_of_memory; /* asked once at the end */
    struct name_piece *v;
    size_t n, cap;
    struct str run;    /* the run that is cut into pieces */
    uint64_t run_cuts; /* where blanks were written in it; see struct name_token */
};

/* Add one, or note is_cut when the array is full. */
void name_add(struct name_pieces *pieces, struct name_piece piece);

/* Cut `text` (from letters_fold; changed in place) into pieces. 0 or SEKI_E_NOMEM. */
int name_scan(struct name_pieces *pieces, struct str text, struct seki_err *err);

/* Add the pieces of the run of Han, kana or Hangul in pieces->run. is_before_digit: an ASCII digit follows it directly.
 */
void name_add_run(struct name_pieces *pieces, bool is_before_digit);

/* Letters joined out of several pieces (A.B. and A B), where the name is no person's. */
void name_join_letters(struct name_pieces *pieces);

/* Mend look-alike letters of other scripts and digits in a word (which may be changed in place). A single letter is
 * mended where the name has Latin letters elsewhere. */
void name_mend_letters(struct str *word, bool has_latin);

/* The word of a legal form, or a usual one of organisations, that `word` is with one typing error; else `word`. */
struct str name_mend_form(struct str word);

/* Cut a legal form off a name that is written as one word: "acmetradingltd". */
void name_cut_joined(struct name_pieces *pieces);

/* Give each piece its kind; phrases become one piece, dropped words disappear. */
void name_classify(struct name_pieces *pieces);

#endif
