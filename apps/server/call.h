/* server/call.h - what the calls have in common: an answer of the library becomes a reply, parameters become options.
 */
#ifndef SERVER_CALL_H
#define SERVER_CALL_H

#include "server/server.h"

/* Finish a call of the library: pass a failure on, or reply with the answer (taken) and, on GET and PUT, its entity
 * tag. The answer is handed over by its address, because the call that fills it stands in the same argument list. */
int call_finish(struct request *request, int code, struct seki_answer **answer);

/* The same without an answer: 204. */
int call_done(struct request *request, int code);

/* The same with 204 and the entity tag of an answer that is not sent; takes it (NULL after a failure). */
int call_silent(struct request *request, int code, struct seki_answer *answer);

/* ?limit= and ?cursor= */
int call_page(struct request *request, struct seki_page *ret_page, struct seki_err *err);

/* The body as it came; "" if there is none. */
const char *call_body(const struct request *request);

/* The body as a tree that is a map; freed by the caller. */
int call_parse(struct request *request, struct seki_answer **ret_tree, struct seki_err *err);

/* A text field; SEKI_E_MEANING with its path when it is missing or no text. */
int call_text(const struct seki_answer *tree, const char *key, const char **ret_text, struct seki_err *err);

#endif
