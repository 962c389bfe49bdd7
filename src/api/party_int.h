/* api/party_int.h - hits of a name in the lists as values, and entries of lists, shared by search and page. Only for
 * this room. */
#ifndef API_PARTY_INT_H
#define API_PARTY_INT_H

#include "api/desk_int.h"
#include "store/parties.h"
#include "text/name.h"

/* {"entity","list","entry","score","decision","query_name","entry_name","explain"} as seki_screen. NULL without memory.
 */
struct value *api_hit_value(struct arena *arena, const struct screen_hit *hit);

/* The [{"query","entry","reason","weight"}] of a hit. */
struct value *api_parts_value(struct arena *arena, const struct screen_hit *hit);

/* The lists of today and the hits of a name there; a name that cannot be compared has none. */
int party_hits(struct seki_session *session, struct arena *arena, struct str name, struct day_lists *lists,
               struct screen_hits *ret_hits, struct seki_err *err);

/* An entry found by the beginnings of words; `name` is the listed name they stand in. Lives as long as the lists. */
struct party_beginning {
    const struct list_index *index;
    uint32_t entry;
    struct str name;
};

struct party_beginnings {
    struct party_beginning *v;
    size_t n, cap;
};

enum { PARTY_BEGINNINGS = 200 };

/* At most PARTY_BEGINNINGS entries with a name in which every typed word begins a word. SEKI_E_NOMEM. */
int party_find_beginnings(struct arena *arena, const struct day_lists *lists, const struct folded_name *typed,
                          struct party_beginnings *ret_found, struct seki_err *err);

#endif
