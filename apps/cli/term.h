/*
 * term.h - what a person sees: colour only on a terminal, columns that respect the width of Japanese, progress.
 */
#ifndef CLI_TERM_H
#define CLI_TERM_H

#include "cli.h"

enum term_style { TERM_PLAIN, TERM_BOLD, TERM_DIM, TERM_GREEN, TERM_AMBER, TERM_RED };

/* Print text in a style on standard output; plain text unless that is a terminal and NO_COLOR is not set. */
void term_print(enum term_style style, const char *text);

/* A line or paragraph, wrapped to the terminal's width (100 where there is none), each line indented. */
void term_wrap(int indent, const char *text);

/* A table: add cells row by row (the first row is the heading), then print it aligned. The texts are looked at. */
enum { TERM_COLUMNS = 8, TERM_PAGE = 256 };
struct term_table {
    size_t n_columns, n_cells;
    const char *cells[TERM_COLUMNS * TERM_PAGE]; /* a full page is printed and begun anew */
    bool is_right[TERM_COLUMNS];                 /* numbers stand to the right */
    bool had_heading;
};
void term_table_init(struct term_table *table, size_t n_columns);
void term_cell(struct term_table *table, const char *text);
void term_table_print(struct term_table *table);

/* Progress on standard error, at most five times a second, only on a terminal. */
struct term_progress {
    const struct cli_args *args;
    char step[256];
    double started, shown;
    bool is_open;
};
int term_progress_show(void *term_progress, const struct seki_progress *progress);
void term_progress_done(struct term_progress *progress);

#endif
