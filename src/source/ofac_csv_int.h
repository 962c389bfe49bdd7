/*
 * source/ofac_csv_int.h - the four kinds of OFAC's csv files and how they find each other. Inside the room only.
 */
#ifndef SOURCE_OFAC_CSV_INT_H
#define SOURCE_OFAC_CSV_INT_H

#include "base/map.h"
#include "codec/csv.h"
#include "source/ofac_int.h"

/* Columns are the signature: main 12, addresses 6, aliases 5, comments 2. */
enum ofac_kind { OFAC_NONE, OFAC_MAIN, OFAC_ADDRESSES, OFAC_ALIASES, OFAC_COMMENTS };

/* From the first row, and whether the file uses OFAC's "-0-" or another mark of its own. How sure: 0 .. 100. */
enum ofac_kind ofac_csv_kind(const struct source_file *file, int *ret_confidence);

/* Number of columns of a kind. */
size_t ofac_csv_columns(enum ofac_kind kind);

/* "-0- " is null. */
struct str ofac_field(struct str field);

/* Called for each good row (columns and entry number are right); others are rejected when `sink` is given. */
typedef int (*ofac_row_fn)(void *ctx, const struct str *fields, uint64_t line, struct seki_err *err);

struct ofac_walk {
    const struct source_file *file;
    size_t file_index;
    enum ofac_kind kind;
    struct source_sink *sink; /* NULL: bad rows are passed over in silence */
    ofac_row_fn row;
    void *ctx;
};

int ofac_csv_walk(const struct ofac_walk *walk, struct seki_err *err);

/* group() of the reader. */
int ofac_csv_group(const struct source_file *files, size_t n, size_t *main_of, struct seki_err *err);

#endif
