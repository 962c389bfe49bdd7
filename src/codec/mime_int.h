/* codec/mime_int.h - headers of a mail, apart from its tree. Inside the room only. */
#ifndef CODEC_MIME_INT_H
#define CODEC_MIME_INT_H

#include "codec/mime.h"

/* A parameter of a structured header ("attachment; filename*0*=..."), decoded (RFC 2231, RFC 2047, quoted or not);
 * STR_NULL (and 0) if it is not there. */
int mime_parameter(struct arena *arena, struct str header, struct str name, struct str *ret_value,
                   struct seki_err *err);

#endif
