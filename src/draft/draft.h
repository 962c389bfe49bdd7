/*
 * draft/draft.h - a dealing proposed from a mail or a text: what an inquiry says, each value with its place.
 *
 *   bytes ──> codec/mime ──> text ──> messages, signatures, disclaimers ──> values with spans ──>
 * {"draft","spans","notes"} └────────────────────── in a process that may only think (source/child.h) ──────────┘
 *
 * HOW IT WORKS (design: the dealing's form, section on drafts).
 *   text.c     the message as a person reads it, and a folded copy of the same length in characters to search in
 *   label.c    labels in front of values ("品　　名　：", a heading above its value) in one form
 *   thread.c   who wrote which line: newest message, quotes, forwards; signature; disclaimer
 *   answered.c what answers a question of ours
 *   words.def, patterns.def   what labels, units, legal forms and phrases look like, a row for a language
 *   find_*.c   one kind of value each: contacts, organisations, parties, items, statements, terms, places
 *   answer.c   the tree: a value without a place in the text cannot be written
 * Nothing is guessed: what the text does not say is left out, and a person corrects the rest.
 *
 *   "数量：１２台"  ──>  /items/0/quantity 12, /items/0/unit 台, spans "１２" and "台"
 */
#ifndef DRAFT_DRAFT_H
#define DRAFT_DRAFT_H

#include "base/value.h"

/* Our own organisation: never a party. Every list may be empty; then the domains of To and Cc alone tell. */
struct draft_context {
    struct str_list names, domains, phones;
};

/* Prepare libraries once, before threads. */
void draft_start(void);

/*
 * Read `bytes` (a mail, plain text or HTML) in a locked child process and give the answer
 * {"draft":{...},"spans":[{"path","text","from","to"}|{"path","text","header"}],"notes":[{"path","ja","en"}]} in the
 * arena. The draft is a dealing that seki_assess accepts. `from` and `to` count Unicode code points of draft.text.
 * SEKI_E_UNSUPPORTED without readable text, SEKI_E_LIMIT with the limit's name, SEKI_E_CHILD when reading died,
 * SEKI_E_NOMEM. Any thread.
 */
int draft_make(const struct draft_context *context, struct arena *arena, struct str bytes, struct value **ret_answer,
               struct seki_err *err);

/* The same in the calling process: for fuzzing and tests, which want to see what happens. */
int draft_make_here(const struct draft_context *context, struct arena *arena, struct str bytes,
                    struct value **ret_answer, struct seki_err *err);

#endif
