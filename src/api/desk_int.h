/*
 * api/desk_int.h - a dealing on the desk: the row that lists show, its state, and what blocks it. Only for this room.
 *
 *   open ──approve──> approved      a new version that differs makes approved, held and declined open again
 *        ──hold─────> held          (a row "withdrawn" in the history says why)
 *        ──decline──> declined
 *        ──escalate─> escalated     stays until somebody decides
 */
#ifndef API_DESK_INT_H
#define API_DESK_INT_H

#include "api/access_int.h"
#include "store/desk.h"

/* Before a dealing is judged: may this session write it? Fills entered_by and department where a user left them out.
 * `ret_row` is the stored row, ret_row->id.p NULL for a new dealing. */
int desk_prepare(struct seki_session *session, struct arena *arena, struct value *dealing, struct desk_row *ret_row,
                 struct seki_err *err);

/* What was stored with a version. */
struct desk_change {
    const struct value *dealing, *assessment; /* assessment: the answer as a tree */
    const struct desk_row *before;            /* NULL or id.p NULL = none */
    struct str actor;
    bool is_answer; /* made by recording an answer: its actor did not enter the dealing */
};

/* Write row, authors and parties of a version that was just stored, in its transaction. */
int desk_keep(struct seki_session *session, struct arena *arena, const struct desk_change *change,
              struct seki_err *err);

/* Folded words of a text joined by one blank, with and without legal forms; "" if nothing is left. */
struct desk_name {
    struct str key, core;
};
int desk_fold(const struct seki_session *session, struct arena *arena, struct str text, bool is_person,
              struct desk_name *ret_name, struct seki_err *err);

/* Write the parties of a dealing (desk_parties.c). Their folded names are appended to `search`. */
int desk_keep_parties(struct seki_session *session, struct arena *arena, struct str id, const struct value *dealing,
                      struct buf *search, struct seki_err *err);

/* The id under which a party with this folded name is known. */
void desk_party_id(struct str core, char ret_id[37]);

/* The party that is known under the id as the latest version of a dealing describes it: 1, or 0 where that does not
 * name it. */
int desk_find_party(struct seki_session *session, struct arena *arena, struct str dealing_id, struct str id,
                    const struct value **ret_party, struct seki_err *err);

/* Is this party of a dealing the one that is known under the id? 1 or 0. */
int desk_is_party(const struct seki_session *session, struct arena *arena, const struct value *party, struct str id,
                  struct seki_err *err);

/* The state after a decision; is there something to do? */
struct str desk_state_after(struct str decision);
bool desk_is_work(const struct desk_row *row);

/* {"indicator","title"} of each open mandatory check, and what else makes the answer incomplete. */
struct value *desk_missing(struct arena *arena, const struct value *assessment);

/* The fields of a row as lists show them, and the entity tag of the dealing. NULL without memory. */
struct value *desk_value(struct arena *arena, const struct desk_row *row);
void desk_etag(const struct desk_row *row, char ret_etag[ETAG_TEXT]);

/* Bring rows of an older program up to date (engine open). */
int desk_catch_up(struct seki_engine *engine, struct seki_err *err);

/* -- pages -- */

enum { PAGE_DEFAULT = 50, PAGE_MOST = 200 };

/* The number of rows wanted, and where to begin: texts in the arena, STR_NULL at the start. */
struct page_place {
    size_t limit;
    struct str key, id;
};
int page_read(struct arena *arena, const struct seki_page *page, struct page_place *ret_place, struct seki_err *err);

/* {"items":items,"next":cursor or null}: a cursor behind (key, id) where has_more. NULL without memory. */
struct value *page_value(struct arena *arena, struct value *items, bool has_more, struct str key, struct str id);

#endif
