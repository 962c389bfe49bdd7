/*
 * api/users_int.h - what the files about users share: bounds of names and passwords, small values. Only for this room.
 */
#ifndef API_USERS_INT_H
#define API_USERS_INT_H

#include "api/access_int.h"
#include "store/users.h"

/* A password has at least USER_PASSWORD_LEAST characters (NIST SP 800-63B, 3.1.1.2: 8 at least, 64 or more allowed). */
enum { USER_NAME_BYTES = 64, USER_PASSWORD_BYTES = 1024, USER_PASSWORD_LEAST = 8 };

/* A list of texts; NULL without memory. */
struct value *users_texts(struct arena *arena, struct str_list texts);

/* A JSON document the user keeps under ("space", ""); NULL in ret_value if there is none or no store. */
int users_document(struct seki_session *session, struct arena *arena, struct str space, struct value **ret_value,
                   struct seki_err *err);

/* SEKI_E_MEANING with place "/field" when it is too short or too long. */
int users_check_password(struct str password, struct str field, struct seki_err *err);

/* The user, who must exist (SEKI_E_NOTFOUND). */
int users_find(struct seki_session *session, struct arena *arena, struct str name, struct user_row *ret_user,
               struct seki_err *err);

#endif
