/*
 * source/detect.h - which format is a file, and which files belong together. The part of it that runs in the child.
 *
 * Inside the room only, and for its tests.
 */
#ifndef SOURCE_DETECT_H
#define SOURCE_DETECT_H

#include "source/reader.h"

/* Fill file->head from the file's content. A damaged packing: SEKI_E_SYNTAX. */
int detect_fill_head(struct source_file *file, struct arena *arena, struct seki_err *err);

/* The reader that is surest of the file. SEKI_E_UNSUPPORTED when none knows it, SEKI_E_MEANING when it is empty. */
int detect_reader(const struct source_file *file, const struct source_reader **ret_reader, struct seki_err *err);

/* A date in a name: "YYYY-MM-DD", "YYYYMMDD", or "YYYY-MM", which means its last day. The last one in the text counts;
 * a full date counts before a month. False if there is none. */
bool detect_date_in_name(struct str name, struct day *ret_day);

/* The edition a path tells: from the file's name, else from its folder's. False if neither says. */
bool detect_edition(const char *path, struct day *ret_day);

#endif
