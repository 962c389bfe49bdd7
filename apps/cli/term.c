/* term.c - see term.h. */
#include "term.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static const char *const STYLES[] = {
    [TERM_PLAIN] = "",           [TERM_BOLD] = "\033[1m",     [TERM_DIM] = "\033[2m",
    [TERM_GREEN] = "\033[1;32m", [TERM_AMBER] = "\033[1;33m", [TERM_RED] = "\033[1;31m",
};

static bool has_colour(void)
{
    const char *no_colour = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) && !(no_colour && no_colour[0]);
}

void term_print(enum term_style style, const char *text)
{
    bool is_styled = style != TERM_PLAIN && has_colour();
    (void)printf("%s%s%s", is_styled ? STYLES[style] : "", text, is_styled ? "\033[0m" : "");
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 100;
}

/* The longest head of `text` that fits into `width` cells, cut at a blank if there is one, or after any wide character.
 */
static size_t line_length(struct str text, size_t width)
{
    size_t cells = 0, cut = 0;
    struct str rest = text;
    while (rest.n) {
        struct str before = rest;
        uint32_t c = utf8_next(&rest);
        size_t w = utf8_width((struct str){before.p, before.n - rest.n});
        if (cells + w > width)
            return cut ? cut : (size_t)(before.p - text.p);
        cells += w;
        if (c == ' ')
            cut = (size_t)(before.p - text.p);
        else if (w == 2)
            cut = (size_t)(rest.p - text.p);
    }
    return text.n;
}

void term_wrap(int indent, const char *text)
{
    size_t width = terminal_width() - (size_t)indent;
    struct str rest = str_c(text), paragraph;
    while (str_split(&rest, STR("\n"), &paragraph)) {
        do {
            size_t n = line_length(paragraph, width);
            (void)printf("%*s%.*s\n", indent, "", (int)n, paragraph.p);
            paragraph = str_from(paragraph, n);
            while (paragraph.n && paragraph.p[0] == ' ')
                paragraph = str_from(paragraph, 1);
        } while (paragraph.n);
    }
}

void term_table_init(struct term_table *table, size_t n_columns)
{
    memset(table, 0, sizeof(*table));
    table->n_columns = n_columns;
}

void term_cell(struct term_table *table, const char *text)
{
    if (table->n_cells == table->n_columns * TERM_PAGE)
        term_table_print(table);
    table->cells[table->n_cells++] = text;
}

static void print_cell(const struct term_table *table, size_t i, const size_t *widths)
{
    size_t column = i % table->n_columns;
    size_t pad = widths[column] - utf8_width(str_c(table->cells[i]));
    bool is_last = column + 1 == table->n_columns;
    if (table->is_right[column])
        (void)printf("%*s", (int)pad, "");
    term_print(i < table->n_columns && !table->had_heading ? TERM_BOLD : TERM_PLAIN, table->cells[i]);
    if (is_last)
        (void)putchar('\n');
    else
        (void)printf("%*s", (int)(table->is_right[column] ? 2 : pad + 2), "");
}

void term_table_print(struct term_table *table)
{
    size_t widths[TERM_COLUMNS] = {0};
    assert(table->n_columns > 0 && table->n_columns <= TERM_COLUMNS);
    for (size_t i = 0; i < table->n_cells; i++) {
        size_t width = utf8_width(str_c(table->cells[i]));
        if (width > widths[i % table->n_columns])
            widths[i % table->n_columns] = width;
    }
    for (size_t i = 0; i < table->n_cells; i++)
        print_cell(table, i, widths);
    table->had_heading = true;
    table->n_cells = 0;
}

static double now_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int term_progress_show(void *term_progress, const struct seki_progress *progress)
{
    struct term_progress *shown = term_progress;
    double now = now_seconds();
    if (!isatty(STDERR_FILENO))
        return 0;
    if (strcmp(shown->step, progress->step) != 0) {
        (void)snprintf(shown->step, sizeof(shown->step), "%s", progress->step);
        shown->started = now;
    }
    if (now - shown->shown < 0.2)
        return 0;
    shown->shown = now;
    shown->is_open = true;
    double seconds = now - shown->started;
    double rate = seconds > 0 ? (double)progress->done / seconds : 0;
    unsigned long long done = progress->done, total = progress->total;
    (void)fputs("\r\033[K", stderr);
    if (total > done && rate > 0)
        (void)fprintf(stderr, cli_text(shown->args, MSG_PROGRESS_ETA), progress->step, done, total, rate,
                      (double)(total - done) / rate);
    else
        (void)fprintf(stderr, cli_text(shown->args, MSG_PROGRESS), progress->step, done, rate);
    return 0;
}

void term_progress_done(struct term_progress *progress)
{
    if (progress->is_open)
        (void)fputs("\r\033[K", stderr);
    progress->is_open = false;
}
