/*
 * api/dealing_int.h - one stored dealing as it stands now, for showing, answering and deciding. Only for this room.
 */
#ifndef API_DEALING_INT_H
#define API_DEALING_INT_H

#include "api/desk_int.h"
#include "base/hash.h"
#include "store/dealings.h"

struct dealing_now {
    struct desk_row row;
    struct access_dealing access;
    struct value *dealing, *assessment; /* of the latest version */
    struct value *missing;              /* what keeps it from being approved; a list */
    char assessment_sha256[SHA256_HEX]; /* of the answer as stored */
};

/* The dealing, if this session may read it; else "not found". */
int dealing_read(struct seki_session *session, struct arena *arena, struct str id, struct dealing_now *ret_now,
                 struct seki_err *err);

/* desk_missing, and the asset where that is what is missing. NULL without memory. */
struct value *dealing_missing(struct arena *arena, const struct dealing_now *now);

/* {"decisions":[...],"why_not":{"ja","en"} or null}: what this session may record now, and why not the rest. */
struct value *dealing_can_decide(struct arena *arena, const struct dealing_now *now);

/* A decision as it is shown. NULL without memory. */
struct value *dealing_decision_value(struct arena *arena, const struct decision_row *decision);

/* {"ja","en"} put under `key`. */
bool dealing_put_bilingual(struct arena *arena, struct value *map, struct str key, struct bilingual text);

#endif
