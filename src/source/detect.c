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

/* The date of this length that begins at `at`, if it is one and no digit touches it. */
static bool date_at(struct str name, size_t at, size_t n, struct day *ret_day)
{
    char text[DAY_TEXT];
    struct str part = str_sub(name, at, n);
    if (part.n != n || (at > 0 && is_digit(name.p[at - 1])) || (at + n < name.n && is_digit(name.p[at + n])))
        return false;
    if (n == 8) {
        for (size_t i = 0, k = 0; i < 8; i++) {
            if (i == 4 || i == 6)
                text[k++] = '-';
            text[k++] = part.p[i];
        }
        part = (struct str){text, 10};
    }
    if (!day_parse(part, ret_day) || ret_day->year < 1900 || ret_day->year > 2200)
        return false;
    if (n == 7 && at + 8 < name.n && name.p[at + 7] == '-' && is_digit(name.p[at + 8]))
        return false; /* a full date, but of no day that exists */
    return part.n == 10 || ret_day->month != 0;
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
