/* source/detect.c - see source/detect.h. */
#include "source/detect.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

int detect_fill_head(struct source_file *file, struct arena *arena, struct seki_err *err)
{
    struct stream *in = NULL;
    struct str head = STR_NULL;
    char *copy = NULL;
    int code = source_open(file, arena, &in, err);
    if (code == 0)
        code = stream_peek(in, SOURCE_HEAD_BYTES, &head, err);
    if (code == 0 && !(copy = arena_cstr(arena, head)))
        code = err_oom(err);
    stream_close(&in);
    if (code == 0)
        file->head = (struct str){copy, head.n};
    return code;
}

int detect_reader(const struct source_file *file, const struct source_reader **ret_reader, struct seki_err *err)
{
    const struct source_reader *best = NULL;
    int best_score = 0;
    if (file->head.n == 0)
        return err_set(err, SEKI_E_MEANING, "the file is empty");
    for (size_t i = 0; i < source_reader_count(); i++) {
        const struct source_reader *reader = source_reader_at(i);
        int score = reader->probe(file);
        if (score > best_score) {
            best = reader;
            best_score = score;
        }
    }
    if (!best)
        return err_set(err, SEKI_E_UNSUPPORTED, "this is no list in a format that can be read");
    *ret_reader = best;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "20250929" as "2025-09-29". */
static struct str with_dashes(struct str digits, char text[DAY_TEXT])
{
    for (size_t i = 0, k = 0; i < digits.n; i++) {
        if (i == 4 || i == 6)
            text[k++] = '-';
        text[k++] = digits.p[i];
    }
    return (struct str){text, DAY_TEXT - 1};
}

/* Does something touch the n characters at `at` that makes them part of a longer number or date? */
static bool is_touched(struct str name, size_t at, size_t n)
{
    bool is_before = at > 0 && is_digit(name.p[at - 1]);
    bool is_behind = at + n < name.n && is_digit(name.p[at + n]);
    /* "2025-02-30" is no day, and no month either */
    bool is_cut = n == 7 && at + 8 < name.n && name.p[at + 7] == '-' && is_digit(name.p[at + 8]);
    return is_before || is_behind || is_cut;
}

/* The date of this length (10, 8 or 7) that begins at `at`. */
static bool date_at(struct str name, size_t at, size_t n, struct day *ret_day)
{
    char text[DAY_TEXT];
    struct str part = str_sub(name, at, n);
    if (part.n != n || is_touched(name, at, n))
        return false;
    if (n == 8)
        part = with_dashes(part, text);
    return day_parse(part, ret_day) && ret_day->month != 0 && ret_day->year >= 1900 && ret_day->year <= 2200;
}

bool detect_date_in_name(struct str name, struct day *ret_day)
{
    static const size_t LENGTHS[] = {10, 8, 7};
    for (size_t k = 0; k < sizeof(LENGTHS) / sizeof(*LENGTHS); k++) {
        for (size_t at = name.n; at-- > 0;) {
            struct day day;
            if (date_at(name, at, LENGTHS[k], &day)) {
                *ret_day = day_last(day);
                return true;
            }
        }
    }
    return false;
}

bool detect_edition(const char *path, struct day *ret_day)
{
    char folder[PATH_MAX], whole[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (detect_date_in_name(str_c(slash ? slash + 1 : path), ret_day))
        return true;
    if (n >= sizeof(folder))
        return false;
    memcpy(folder, path, n);
    folder[n] = '\0';
    if (!realpath(n ? folder : slash ? "/" : ".", whole)) /* "list.csv" alone lies in a folder too */
        return false;
    const char *name = strrchr(whole, '/');
    return name && detect_date_in_name(str_c(name + 1), ret_day);
}
