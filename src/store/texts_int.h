/* store/texts_int.h - lists of texts in one column, a line each. Inside the room only. */
#ifndef STORE_TEXTS_INT_H
#define STORE_TEXTS_INT_H

#include "base/buf.h"

/* Begin the buffer and fill it; the caller frees it (AUTO(buf_done)), also after a failure. The texts have no line
 * ends. */
int texts_join(const struct str_list *texts, struct buf *out, struct seki_err *err);

/* The texts look into `joined`. */
int texts_split(struct arena *arena, struct str joined, struct str_list *ret_texts, struct seki_err *err);

#endif
