/*
 * codec/xlsx.h - sheets of an Excel workbook (ECMA-376 part 1, SpreadsheetML), row by row.
 *
 * HOW IT WORKS. The workbook names its sheets; shared strings are read once, without their phonetic runs (rPh), runs of
 * rich text joined, white space kept. A sheet is streamed: memory holds one row. Cells come as text: shared, inline and
 * formula strings as they are, numbers with the digits in the file, booleans "TRUE" / "FALSE", errors ("#N/A") and
 * missing cells as STR_NULL. Dates are numbers in a workbook; xlsx_serial_day turns one into a day.
 */
#ifndef CODEC_XLSX_H
#define CODEC_XLSX_H

#include "base/time.h"
#include "codec/unpack.h"

struct xlsx;

/* Does the zip look like a workbook? */
bool xlsx_is_workbook(const struct zip *zip);

/* Open a workbook in memory; `bytes` must outlive it. Lives in the arena, nothing to close. */
int xlsx_open(struct arena *arena, struct str bytes, struct xlsx **ret_book, struct seki_err *err);

size_t xlsx_sheet_count(const struct xlsx *book);
struct str xlsx_sheet_name(const struct xlsx *book, size_t sheet);
bool xlsx_sheet_is_hidden(const struct xlsx *book, size_t sheet);

/* One row: its number in the sheet (from 1) and its cells from column A; trailing empty cells are left out. */
typedef int (*xlsx_row_fn)(void *ctx, uint64_t row, const struct str *cells, size_t n_cells, struct seki_err *err);

/* Stream a sheet. `row` returns 0 to go on or a negative code to stop; the cells are good during the call. Empty rows
 * are not delivered. */
int xlsx_read_sheet(const struct xlsx *book, size_t sheet, xlsx_row_fn row, void *ctx, struct seki_err *err);

/* The day of a date serial ("25569" = 1970-01-01 in the 1900 system; the workbook says which system it uses). False if
 * the text is no number or outside 1900 .. 9999. */
bool xlsx_serial_day(const struct xlsx *book, struct str number, struct day *ret_day);

#endif
