/*
 * store/desk.h - dealings as people work on them: the row that lists show, answers, decisions, authors, parties.
 *
 * Answers and decisions are added and never changed. The desk row and the parties of a dealing are derived from its
 * latest version (owner and snoozed_until apart) and written again with each one. Everything that is written here lies
 * in the caller's transaction. Errors and threads: store/store.h.
 */
#ifndef STORE_DESK_H
#define STORE_DESK_H

#include "base/time.h"
#include "store/store.h"

struct desk_row {
    struct str id, kind, date;
    int64_t version;
    struct str title, party, department, subsidiary, entered_by, received_at, due_at; /* or STR_NULL */
    struct str due_order;                                                             /* due_at in UTC, or "9999" */
    struct str level;                                                                 /* green, amber, red */
    bool is_incomplete;
    int64_t missing, questions; /* open mandatory checks; questions to send */
    struct str decider;         /* a role, or STR_NULL */
    struct str state;           /* open, held, escalated, approved, declined */
    bool is_work;               /* somebody has to do something */
    struct str owner, snoozed_until;
    struct str search; /* folded words; written, not read back */
    struct str updated_at;
    int64_t revision;
    struct str sort_key; /* desk_page: where the row stands */
};

struct desk_rows {
    struct desk_row *v;
    size_t n, cap;
};

/* Write the row of a dealing (added or replaced). */
int desk_put(struct store *store, const struct desk_row *row, struct seki_err *err);

/* 1 found, 0 none. */
int desk_get(struct store *store, struct arena *arena, struct str id, struct desk_row *ret_row, struct seki_err *err);

/* What a reader may see, by kind of dealing: texts of the form ",procurement,student,". */
struct desk_view {
    struct str all_kinds, department_kinds, own_kinds, red_kinds;
    struct str department, user; /* the reader's */
};

/* ",a,b," of the words; one of them must hold. STR_NULL = any. */
struct desk_filter {
    struct str kinds, levels, states, department;
    struct str id_part;  /* lower case; in the id, or */
    struct str words[4]; /* folded; each in `search`. STR_NULL = not asked */
};

enum desk_sort { DESK_BY_DATE, DESK_BY_DUE, DESK_BY_LEVEL, DESK_BY_TITLE, DESK_BY_UPDATED };

struct desk_question {
    struct desk_view view;
    struct desk_filter filter;
    enum desk_sort sort;
    bool is_descending;
    struct str after_key, after_id; /* the last row of the page before; STR_NULL = from the start */
    size_t limit;
};
int desk_page(struct store *store, struct arena *arena, const struct desk_question *question,
              struct desk_rows *ret_rows, struct seki_err *err);

/* Open work, earliest deadline first. */
enum desk_work { DESK_WORK_ALL, DESK_WORK_MINE, DESK_WORK_DECIDE, DESK_WORK_ANSWER, DESK_WORK_SNOOZED };
struct desk_work_question {
    struct desk_view view;
    enum desk_work work;
    struct str green_kinds, amber_kinds, red_kinds; /* kinds that the reader decides at the level */
    struct str now;
    struct str after_key, after_id;
    size_t limit;
};
int desk_work_page(struct store *store, struct arena *arena, const struct desk_work_question *question,
                   struct desk_rows *ret_rows, struct seki_err *err);

/* Dealings (of those the reader may see) with the party, newest first. */
int desk_of_party(struct store *store, struct arena *arena, const struct desk_view *view, struct str party,
                  struct desk_rows *ret_rows, struct seki_err *err);

/* Stored dealings without a row here (made by an older program), at most `limit`. */
int desk_lacking(struct store *store, struct arena *arena, size_t limit, struct str_list *ret_ids,
                 struct seki_err *err);

/* -- who entered it -- */

int desk_author_add(struct store *store, struct str dealing, struct str user, struct seki_err *err);
/* 1 the user entered or changed it, 0 not. */
int desk_author_has(struct store *store, struct str dealing, struct str user, struct seki_err *err);

/* -- answers and decisions -- */

struct answer_row {
    int64_t number, version;
    struct str indicator, state, note; /* note or STR_NULL */
    struct str evidence;               /* a list as JSON */
    struct str actor, at;
};

struct answer_rows {
    struct answer_row *v;
    size_t n, cap;
};

int desk_answer_add(struct store *store, struct str dealing, const struct answer_row *row, struct seki_err *err);
/* Oldest first. */
int desk_answers(struct store *store, struct arena *arena, struct str dealing, struct answer_rows *ret_rows,
                 struct seki_err *err);

struct decision_row {
    int64_t number, version;
    struct str decision, reason, level, actor, roles, at;
};

struct decision_rows {
    struct decision_row *v;
    size_t n, cap;
};

/* ret_number: from 1. A decline marks the dealing as declined for later ones (PRC-28), an approval takes the mark off.
 */
int desk_decision_add(struct store *store, struct str dealing, const struct decision_row *row, int64_t *ret_number,
                      struct seki_err *err);
/* Oldest first. */
int desk_decisions(struct store *store, struct arena *arena, struct str dealing, struct decision_rows *ret_rows,
                   struct seki_err *err);

/* -- versions and assessments as history -- */

struct history_row {
    int64_t version, number; /* number of the assessment of that version */
    struct str date, at, actor, sha256, level;
    bool is_incomplete, is_answer; /* is_answer: the version was made by recording an answer */
    struct str body, assessment;
};

struct history_rows {
    struct history_row *v;
    size_t n, cap;
};

/* Versions with their newest assessment, or all assessments (`is_assessments`), newest first, before (version, number);
 * 0 = from the start. */
struct history_question {
    struct str dealing;
    bool is_assessments;
    int64_t before_version, before_number;
    size_t limit;
};
int desk_history(struct store *store, struct arena *arena, const struct history_question *question,
                 struct history_rows *ret_rows, struct seki_err *err);

#endif
