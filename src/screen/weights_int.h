/*
 * screen/weights_int.h - all numbers of the scorer in one place, fixed once.
 *
 * The score of two names is what they share over what they have: each pair of words that belong together counts its
 * similarity times the weights of both, and the sum is divided by the weights of all words of both names (Dice). What
 * one side lacks therefore costs its weight. Weights are of the word alone (its kind and length), never of loaded
 * lists.
 */
#ifndef SCREEN_WEIGHTS_INT_H
#define SCREEN_WEIGHTS_INT_H

/* -- weight of a word -- */
#define WEIGHT_WORD_2     0.60 /* words of one or two letters */
#define WEIGHT_WORD_3     0.80
#define WEIGHT_WORD_5     1.00 /* four or five */
#define WEIGHT_WORD_7     1.10
#define WEIGHT_WORD_LONG  1.20
#define WEIGHT_GENERIC    0.35 /* trading, international */
#define WEIGHT_ARTICLE    0.10 /* the, of, and: generic words of at most ARTICLE_LETTERS */
#define WEIGHT_PARTICLE   0.25 /* al, bin, van, de in names of persons */
#define WEIGHT_PATRONYMIC 0.45 /* ivanovich, ivanovna: left out in most writing */
#define WEIGHT_NUMBER     0.80
#define WEIGHT_INITIAL    0.40
#define WEIGHT_CJK_CHAR   0.50 /* for each character of a CJK run */

/* Both sides have generic words that the other lacks (trading / shipping): they tell the names apart more than one that
 * is only left out. */
#define WEIGHT_GENERIC_CONFLICT 0.70

/* Persons: if only one of them has words that the other lacks, these weigh less, provided that what both share tells
 * enough (compare.c); both can have SUBSET_LEAST in common at least then. */
#define WEIGHT_SUBSET 0.25
#define SUBSET_LEAST  1.60

/* -- similarity of two words -- */
#define EDIT_COST        1.00 /* 1 - EDIT_COST / length for the first edit, EDIT_COST_MORE for each further one */
#define EDIT_COST_MORE   2.00
#define EDIT_FIRST       0.25 /* further edits when the first letters differ and are not two vowels */
#define SIMILAR_CJK_MOST 0.82 /* another character is another word: 北京 and 南京, 航空 and 航天 */
#define EDIT_SPELLING    0.50 /* of an edit that changes only vowels or doubled letters (mohamed, muhammad) */
#define SIMILAR_LEAST    0.50 /* less is not similar */
#define SIMILAR_INITIAL  0.80 /* "a" and "abdul" */
#define SIMILAR_JOINED   0.98 /* "hai xiang" and "haixiang" */
/* The last word of the asked name is the beginning of a listed one, and the names are so alike in length that a field
 * may have been too short: CUT_SHARE of the letters. */
#define SIMILAR_CUT 0.90
#define CUT_SHARE   0.75
/* A word of another script and its Latin spelling: other characters may sound or mean the same. */
#define SIMILAR_SOUND   0.97
#define SIMILAR_LETTERS 0.97 /* times how near the vowels are */
#define SIMILAR_MEANING 0.93
#define LETTERS_LEAST   0.75 /* vowels further apart are of another name */

/* -- penalties -- */
#define PENALTY_ORDER         0.02 /* words of an organisation in another order */
#define PENALTY_PATRONYM      0.20 /* "a bin b" is not "b bin a" */
#define PENALTY_LEGAL_MISSING 0.01 /* a legal form on one side only */
#define PENALTY_LEGAL_OTHER   0.03 /* another legal form */
#define PENALTY_NUMBER        0.30 /* No. 601 is not No. 602 */
#define PENALTY_OTHER_WORD    0.05 /* persons: each side has a word that the other lacks */

/*
 * The most that a doubtful pair of names can score: between the two thresholds. Doubtful are names
 * - of which one has a number that the other lacks;
 * - with typing errors in two words, in one of fewer than EDIT_LETTERS, or another character in a CJK run;
 * - that the list calls weak, and acronyms: only if they are equal, else 0;
 * - that share only words that tell too little: if they are equal or would match, else 0.
 *
 * Words tell a party when those that are not generic have TELLING_LETTERS (in names of persons: two words, unless the
 * names are equal) or TELLING_CJK characters. Equal names tell with less: a word and TELLING_EXACT letters in all,
 * TELLING_GENERIC letters in two generic words, TELLING_EXACT_CJK characters, or equal legal forms as well and
 * TELLING_WRITTEN bytes as written.
 */
#define CAP_WEAK 0.80
enum {
    EDIT_LETTERS = 4,
    TELLING_LETTERS = 5,
    TELLING_ALONE = 8, /* in a name of one word */
    INITIAL_LETTERS = 5,
    CUT_LETTERS = 8, /* least in a name that may be cut */
    TELLING_CJK = 3,
    TELLING_EXACT = 8,
    TELLING_GENERIC = 9,
    ARTICLE_LETTERS = 3,
    TELLING_WRITTEN = 10,
    TELLING_SIGNED = 3, /* with a legal form or a number */
    TELLING_EXACT_CJK = 4,
    CJK_SIGN = 2, /* what a number or a legal form counts in a CJK name */
};

/* -- other evidence, added to the names' score -- */
#define EVIDENCE_BIRTH_DAY     0.05  /* the same full day */
#define EVIDENCE_BIRTH_YEAR    0.03  /* the same as far as both say */
#define EVIDENCE_BIRTH_NEAR    -0.05 /* the same year, another day; or a year apart */
#define EVIDENCE_BIRTH_OTHER   -0.20 /* the same name, another person: at most review */
#define EVIDENCE_COUNTRY       0.02
#define EVIDENCE_COUNTRY_OTHER -0.05
#define EVIDENCE_IDENTIFIER    0.90
/* The most that evidence other than identifiers adds: names below SCREEN_REVIEW_AT minus this are out. */
#define EVIDENCE_MOST (EVIDENCE_BIRTH_DAY + EVIDENCE_COUNTRY)

#endif
