/*
 * api/rescreen_int.h - what an edition changed for a query: asked of two sets of lists, told where the answers differ.
 *
 *   EDITION ──> the lists of then | the lists of now ──> those whose edition differs ──> hits of both, side by side
 *
 * Only for this room.
 */
#ifndef API_RESCREEN_INT_H
#define API_RESCREEN_INT_H

#include "api/api_int.h"

/* A list that has another edition now than then. */
struct rescreen_list {
    struct str list, edition;              /* edition: of then; STR_NULL = undated */
    const struct list_index *now, *before; /* NULL: no listed party */
};

struct rescreen {
    const struct day_lists *now; /* of today; the caller's */
    struct day_lists before;
    struct rescreen_list *v;
    size_t n;
    const struct list_index **now_v, **before_v; /* the indexes of these */
    size_t n_now, n_before;
};

/*
 * `since` is DATE or LIST@DATE, the date of a stored edition; else SEKI_E_NOTFOUND. DATE: of every list the edition of
 * that day (lists_on_day). LIST@DATE: that edition, and of all others the one of now. Given back with rescreen_done.
 */
int rescreen_open(struct seki_session *session, struct str since, const struct day_lists *now,
                  struct rescreen *ret_rescreen, struct seki_err *err);
void rescreen_done(struct rescreen *rescreen);

/* {"id","hits","before","changes":[{"list","entry","kind","why":{"code","ja","en"}}]}, or NULL where no hit differs in
 * list, entry, entry_name, score and decision. A name that cannot be compared: as api_screen_value. */
int rescreen_value(const struct rescreen *rescreen, const struct screen_request *request, struct arena *arena,
                   struct value **ret_value, struct seki_err *err);

/* Why a hit is there, is not there any more, or is another one. `before` or `now` NULL = no hit. */
struct rescreen_change {
    const struct rescreen_list *list;
    const struct list_entry *entry; /* of now, else of then */
    const struct screen_hit *before, *now;
};
int rescreen_why(struct arena *arena, const struct rescreen_change *change, struct value **ret_why,
                 struct seki_err *err);

#endif
