/*
 * source/workbook.h - workbooks and their cells, for readers; inside the room only.
 */
#ifndef SOURCE_WORKBOOK_H
#define SOURCE_WORKBOOK_H

#include "codec/xlsx.h"
#include "source/reader.h"

/* Is the content a zip with several members, as a workbook is? Looks at the content itself. False on any failure. */
bool workbook_is_one(const struct source_file *file);

/* Open the workbook in a file, which may be packed once more (xlsx.xz). */
int workbook_open(const struct source_file *file, struct arena *arena, struct xlsx **ret_book, struct seki_err *err);

/* Does some sheet have, within its first rows, a cell that holds this text? For probes; false on any failure. */
bool workbook_has_cell(const struct source_file *file, struct str text);

/* Each run of white space (line ends, no-break and ideographic blanks as well) as one blank, none at the ends. Cells
 * are broken into lines by hand, and not always in the same place. */
int workbook_squeeze(struct arena *arena, struct str cell, struct str *ret_text, struct seki_err *err);

#endif
