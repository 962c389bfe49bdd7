/* api/list_int.h - editions of lists as values. Only for this room. */
#ifndef API_LIST_INT_H
#define API_LIST_INT_H

#include "api/party_int.h"
#include "store/lists.h"

/* {"code","edition","imported_at","entries",...}; NULL without memory. */
struct value *list_edition_value(struct arena *arena, const struct list_edition *edition);

/* The last import of the edition ("2026-02-27", "undated"); false if there is none. */
bool list_find_edition(const struct list_edition *editions, size_t n, struct str code, struct str wanted,
                       struct list_edition *ret_edition);

/* Put our parties that an edition concerns against the one before it into `ours` ({"id","name","dealings"}), each once;
 * of those that this session may see. */
int list_add_affected(struct seki_session *session, struct arena *arena, struct str edition_id, struct value *ours,
                      struct seki_err *err);

#endif
