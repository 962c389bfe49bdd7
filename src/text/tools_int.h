/*
 * text/tools_int.h - what text_open builds and the files of this room read. Inside the room only.
 *
 *   words["co"] ──> row co ltd (ANY, "ltd") ──> row co limited ──> row co (longest first)
 *   runs[]      ──> 股份有限公司, 有限公司, 株式会社 ... (longest first)
 */
#ifndef TEXT_TOOLS_INT_H
#define TEXT_TOOLS_INT_H

#include "base/map.h"
#include "text/name.h"
#include <unicode/uidna.h>
#include <unicode/unorm2.h>

enum form_place { FORM_ANY, FORM_LAST, FORM_FIRST, FORM_EDGE, FORM_INSIDE, FORM_END };

enum word_use {
    WORD_FORM,
    WORD_GENERIC,
    WORD_ORDINAL,
    WORD_PARTICLE,
    WORD_HONORIFIC,
    WORD_COMMON,
    WORD_SAME,
};

/* What a word, or a phrase that begins with it, means. */
struct word_row {
    enum word_use use;
    enum form_place place;  /* of WORD_FORM */
    struct str value;       /* class of a form, digits of an ordinal, the usual spelling */
    const struct str *rest; /* the words of the phrase behind the first */
    size_t n_rest;
    const struct word_row *next; /* another row of the same first word; longer phrases come first */
};

/* What may be cut out of a run of Han or Hangul. */
struct run_row {
    struct str text;
    enum form_place place; /* FORM_INSIDE or FORM_END */
    enum token_kind kind;
    struct str value; /* class of a form; of generic words the text */
};

struct short_row {
    uint32_t code_point;
    struct str text;
};

struct text_tools {
    struct arena arena;
    const UNormalizer2 *nfkc_casefold, *nfd;
    UIDNA *idna;
    struct map words;
    struct run_row *runs;
    size_t n_runs;
    struct str *honorific_ends;
    size_t n_honorific_ends;
    struct short_row *shorts;
    size_t n_shorts;
};

/* The rows of a first word, longest phrase first; NULL if there are none. */
const struct word_row *words_find(const struct text_tools *tools, struct str word);

/* Fill words, runs, honorific_ends and shorts from the .def tables. */
int words_load(struct text_tools *tools, struct seki_err *err);

#endif
