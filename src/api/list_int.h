/* api/list_int.h - editions of lists as values. Only for this room. */
#ifndef API_LIST_INT_H
#define API_LIST_INT_H

#include "api/party_int.h"
#include "store/lists.h"

/* {"code","edition","imported_at","entries",...}; NULL without memory. */
struct value *list_edition_value(struct arena *arena, const struct list_edition *edition);

#endif
