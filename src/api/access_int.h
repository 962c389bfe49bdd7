/*
 * api/access_int.h - what a session may see and do with dealings; the table is api/access.def. Only for this room.
 */
#ifndef API_ACCESS_INT_H
#define API_ACCESS_INT_H

#include "api/api_int.h"
#include "store/desk.h"

/* Kinds of dealings (DEALING section 2). */
extern const struct str ACCESS_KINDS[];
enum { ACCESS_N_KINDS = 8 };

/* How far a right reaches; several roles add up. */
struct access {
    bool is_all, is_department, is_own, is_red;
    unsigned levels; /* ACCESS_GREEN ... at which d holds */
};
enum { ACCESS_GREEN = 1, ACCESS_AMBER = 2, ACCESS_RED = 4 };

/* The reach of "<kind>.<letter>". */
struct access access_of(const struct seki_session *session, struct str kind, char letter);

/* All rights of the session ("procurement.r"), in the order of the table, each once. False without memory. */
bool access_rights(const struct seki_session *session, struct arena *arena, struct str_list *ret_rights);

/* Is it a right, is it a role of the table? */
bool access_is_right(struct str right);
bool access_is_role(struct str role);

/* The role within a sentence, as people read it ("the export control manager"). An unknown role is told as it is. */
struct bilingual access_role_text(struct str role);

/* "not found", the same for what is not there and for what is not there for this session. */
int access_not_found(struct seki_err *err);
int access_denied(struct seki_err *err);

/* The reader's view of dealings for the store. */
int access_view(const struct seki_session *session, struct arena *arena, struct desk_view *ret_view,
                struct seki_err *err);

/* ",a,b," of the kinds that the session decides at the level. */
int access_decides(const struct seki_session *session, struct arena *arena, unsigned level, struct str *ret_kinds,
                   struct seki_err *err);

/* What the session may do with one stored dealing. */
struct access_dealing {
    bool can_read, can_write, can_decide; /* can_decide: at the level the dealing has */
    bool is_author;
};
int access_dealing(const struct seki_session *session, const struct desk_row *row, struct access_dealing *ret_access,
                   struct seki_err *err);

/* The row of a dealing that the session may read, with what it may do; else "not found". */
int access_find(struct seki_session *session, struct arena *arena, struct str id, struct desk_row *ret_row,
                struct access_dealing *ret_access, struct seki_err *err);

#endif
