/*
 * codec/csv.c - see codec/csv.h.
 *
 * HOW IT WORKS. A window holds the raw bytes from the beginning of the current row; `at` walks through it, more is read
 * when it reaches the end. Fields are copied without their quotes into `text`, one behind the other, and cut into
 * slices when the row is complete. Because the raw row is still there, a bad row can be left after its first line.
 *
 *     window:  1,"a ""b""",c\n2,...        text:  1a "b"c      ends: 1 6 7
 *              ^from        ^at
 */
#include "codec/csv.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <string.h>

enum { READ_BYTES = 65536 };

/* What stands behind a field. */
enum field_end { FIELD_NEXT = 1, FIELD_LAST = 2 };

struct csv {
    struct stream *stream;
    struct csv_options options;
    char *window;
    size_t from, at, to, cap;
    bool is_at_end, is_begun, is_broken, was_quoted;
    uint64_t line, next_line;
    struct buf text;
    size_t *ends;
    struct str *fields;
    size_t n_fields;
};

int csv_open(struct arena *arena, struct stream *stream, const struct csv_options *options, struct csv **ret_csv,
             struct seki_err *err)
{
    struct csv *csv = ARENA_NEW(arena, struct csv);
    TRY_MEM(csv, err);
    csv->stream = stream;
    if (options)
        csv->options = *options;
    if (!csv->options.separator)
        csv->options.separator = ',';
    csv->next_line = 1;
    csv->ends = ARENA_ARRAY(arena, LIMIT(COLUMNS), size_t);
    csv->fields = ARENA_ARRAY(arena, LIMIT(COLUMNS), struct str);
    TRY_MEM(csv->ends && csv->fields, err);
    buf_init(&csv->text, LIMIT(RECORD_BYTES));
    *ret_csv = csv;
    return 0;
}

void csv_close(struct csv **csv)
{
    if (*csv) {
        buf_done(&(*csv)->text);
        mem_free((*csv)->window);
        (*csv)->window = NULL;
    }
    *csv = NULL;
}

uint64_t csv_line(const struct csv *csv)
{
    return csv->line;
}

bool csv_can_go_on(const struct csv *csv)
{
    return !csv->is_broken;
}

static int give_up(struct csv *csv, int code)
{
    csv->is_broken = true;
    return code;
}

/* Move the row to the front of the window and make room for one more block behind it. */
static int make_room(struct csv *csv, struct seki_err *err)
{
    size_t n = csv->to - csv->from;
    if (n > LIMIT(RECORD_BYTES))
        return err_limit(err, LIMIT_ID_RECORD_BYTES);
    if (csv->from)
        memmove(csv->window, csv->window + csv->from, n);
    csv->at -= csv->from;
    csv->to = n;
    csv->from = 0;
    if (csv->cap - n >= READ_BYTES)
        return 0;
    size_t cap = csv->cap ? csv->cap * 2 : 2 * (size_t)READ_BYTES;
    char *window = mem_resize(csv->window, cap, 1);
    if (!window)
        return give_up(csv, err_oom(err));
    csv->window = window;
    csv->cap = cap;
    return 0;
}

/* Is there a byte at `at + ahead`? 1, 0 at the end of the file, or a code. */
static int has_byte(struct csv *csv, size_t ahead, struct seki_err *err)
{
    while (csv->at + ahead >= csv->to) {
        if (csv->is_at_end)
            return 0;
        TRY(make_room(csv, err));
        long got = stream_read(csv->stream, csv->window + csv->to, READ_BYTES, err);
        if (got < 0)
            return give_up(csv, (int)got);
        csv->is_at_end = got == 0;
        csv->to += (size_t)got;
    }
    return 1;
}

static char byte(const struct csv *csv)
{
    return csv->window[csv->at];
}

static void keep(struct csv *csv, size_t n)
{
    buf_add(&csv->text, (struct str){csv->window + csv->at, n});
    csv->at += n;
}

/* Bytes from `at` on that are none of the two characters. */
static size_t plain_run(const struct csv *csv, char a, char b)
{
    const char *p = csv->window + csv->at, *end = csv->window + csv->to, *q = p;
    while (q < end && *q != a && *q != b)
        q++;
    return (size_t)(q - p);
}

/* A quote stands at `at`: does it close the field? 1, 0 (it is text, and was kept), or a code. */
static int closes(struct csv *csv, struct seki_err *err)
{
    int more = has_byte(csv, 1, err);
    if (more < 0)
        return more;
    char next = more ? csv->window[csv->at + 1] : '\n';
    if (next == '"') {
        keep(csv, 1);
        csv->at++;
        return 0;
    }
    if (csv->options.lazy_quotes && next != csv->options.separator && next != '\n' && next != '\r') {
        keep(csv, 1);
        return 0;
    }
    csv->at++;
    return 1;
}

static int scan_quoted(struct csv *csv, struct seki_err *err)
{
    csv->at++;
    csv->was_quoted = true;
    for (;;) {
        int more = has_byte(csv, 0, err);
        if (more < 0)
            return more;
        if (more == 0)
            return err_set(err, SEKI_E_SYNTAX, "a quoted field is not closed: the row is cut or has a stray quote");
        if (byte(csv) != '"') {
            keep(csv, plain_run(csv, '"', '"'));
            continue;
        }
        int closed = closes(csv, err);
        if (closed)
            return closed < 0 ? closed : 0;
    }
}

static int scan_plain(struct csv *csv, struct seki_err *err)
{
    int more;
    while ((more = has_byte(csv, 0, err)) > 0) {
        size_t n = plain_run(csv, csv->options.separator, '\n');
        if (n == 0)
            break;
        keep(csv, n);
    }
    return more < 0 ? more : 0;
}

/* Behind a field: a separator, a line end or the end. Gives an enum field_end. */
static int scan_end(struct csv *csv, struct seki_err *err)
{
    int more = has_byte(csv, 0, err);
    if (more <= 0)
        return more < 0 ? more : FIELD_LAST;
    if (byte(csv) == '\r') {
        more = has_byte(csv, 1, err);
        if (more < 0)
            return more;
        if (more == 0 || csv->window[csv->at + 1] == '\n')
            csv->at++;
        if (more == 0)
            return FIELD_LAST;
    }
    char c = byte(csv);
    if (c != '\n' && c != csv->options.separator)
        return err_set(err, SEKI_E_SYNTAX, "text behind a closing quote");
    csv->at++;
    return c == '\n' ? FIELD_LAST : FIELD_NEXT;
}

/* One field into `text`; gives an enum field_end. */
static int scan_field(struct csv *csv, struct seki_err *err)
{
    size_t start = csv->text.n;
    int more = has_byte(csv, 0, err);
    if (more < 0)
        return more;
    bool quoted = more && byte(csv) == '"' && !csv->options.no_quotes;
    TRY(quoted ? scan_quoted(csv, err) : scan_plain(csv, err));
    int end = scan_end(csv, err);
    if (!quoted && end == FIELD_LAST && csv->text.n > start && csv->text.p[csv->text.n - 1] == '\r')
        csv->text.n--;
    TRY(end);
    int failed = buf_check(&csv->text, err);
    if (failed)
        return failed == SEKI_E_NOMEM ? give_up(csv, failed) : failed;
    if (csv->text.n - start > LIMIT(FIELD_BYTES))
        return err_limit(err, LIMIT_ID_FIELD_BYTES);
    if (csv->n_fields == LIMIT(COLUMNS))
        return err_limit(err, LIMIT_ID_COLUMNS);
    csv->ends[csv->n_fields++] = csv->text.n;
    return end;
}

static int scan_row(struct csv *csv, struct seki_err *err)
{
    int end;
    csv->n_fields = 0;
    csv->was_quoted = false;
    buf_reset(&csv->text);
    do
        end = scan_field(csv, err);
    while (end == FIELD_NEXT);
    return end < 0 ? end : 0;
}

/* Leave a bad row: go on behind its first line. */
static int leave_row(struct csv *csv, struct seki_err *err)
{
    for (;;) {
        const char *row = csv->window + csv->from;
        const char *end = csv->to > csv->from ? memchr(row, '\n', csv->to - csv->from) : NULL;
        csv->at = csv->from = end ? (size_t)(end - csv->window) + 1 : csv->to;
        csv->next_line = csv->line + 1;
        if (end)
            return 0;
        int more = has_byte(csv, 0, err);
        if (more <= 0)
            return more;
    }
}

/* The row was scanned to its end: the next one begins behind it. */
static void close_row(struct csv *csv)
{
    for (const char *p = csv->window + csv->from, *end = csv->window + csv->at; p < end; p++)
        csv->next_line += *p == '\n';
    csv->from = csv->at;
}

static int check_field(struct str field, struct seki_err *err)
{
    size_t bad = utf8_check(field);
    if (bad < field.n)
        return err_set(err, SEKI_E_SYNTAX, "not UTF-8 (byte 0x%02X)", (unsigned char)field.p[bad]);
    if (str_find_char(field, '\0', 0) != SIZE_MAX)
        return err_set(err, SEKI_E_SYNTAX, "a zero byte");
    return 0;
}

/* Cut the text into fields. Each is checked alone: halves of a character on both sides of a separator are no text. */
static int check_row(struct csv *csv, struct seki_err *err)
{
    struct str text = buf_str(&csv->text);
    size_t start = 0;
    for (size_t i = 0; i < csv->n_fields; i++) {
        csv->fields[i] = str_sub(text, start, csv->ends[i] - start);
        TRY(check_field(csv->fields[i], err));
        start = csv->ends[i];
    }
    return 0;
}

static bool is_single(const struct csv *csv, struct str text)
{
    return csv->n_fields == 1 && !csv->was_quoted && str_eq(buf_str(&csv->text), text);
}

static int begin(struct csv *csv, struct seki_err *err)
{
    int more = has_byte(csv, 2, err);
    if (more < 0)
        return more;
    csv->is_begun = true;
    if (more && memcmp(csv->window, "\xEF\xBB\xBF", 3) == 0)
        csv->from = csv->at = 3;
    return 0;
}

int csv_next(struct csv *csv, struct str **ret_fields, size_t *ret_n, struct seki_err *err)
{
    if (!csv->is_begun)
        TRY(begin(csv, err));
    for (;;) {
        csv->line = csv->next_line;
        int code = has_byte(csv, 0, err);
        if (code <= 0)
            return code;
        code = scan_row(csv, err);
        if (code < 0 && !csv->is_broken)
            TRY(leave_row(csv, err));
        if (code < 0)
            return code;
        close_row(csv);
        if (is_single(csv, STR("")))
            continue;
        if (is_single(csv, STR("\x1A")) && (code = has_byte(csv, 0, err)) <= 0)
            return code; /* the end mark of DOS files */
        TRY(check_row(csv, err));
        *ret_fields = csv->fields;
        *ret_n = csv->n_fields;
        return 1;
    }
}
