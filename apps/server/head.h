/* server/head.h - what the head of a request says, and what is refused on its word alone. Event loop only. */
#ifndef SERVER_HEAD_H
#define SERVER_HEAD_H

#include "server/server.h"

/* Fill request->head and find the endpoint; a failure is in request->reply. */
void head_read(struct request *request, const char *url, const char *method);

/* Type, announced size, credentials, end of the server: refusals that need no body. */
void head_judge(struct request *request);

/* Remove a spooled upload with its folder. */
void upload_remove(const char *path);

/* Make the file for an upload of that name (only its last part is used). */
int upload_open(struct request *request, struct str name, struct seki_err *err);

#endif
