/* codec/lines.c - see codec/lines.h. */
#include "codec/lines.h"
#include "base/buf.h"

#include <string.h>

struct lines {
    struct stream *stream;
    struct buf line;
    uint64_t number;
    bool is_at_end;
    size_t from, to;
    char block[16384]; /* block[from .. to) was read and not looked at */
};

int lines_open(struct arena *arena, struct stream *stream, size_t max_line, struct lines **ret_lines,
               struct seki_err *err)
{
    struct lines *lines = ARENA_NEW(arena, struct lines);
    TRY_MEM(lines, err);
    lines->stream = stream;
    buf_init(&lines->line, max_line);
    *ret_lines = lines;
    return 0;
}

/* Collect up to the next line end: 1, 0 if nothing was left. */
static int collect(struct lines *lines, struct seki_err *err)
{
    bool has_any = false;
    for (;;) {
        if (lines->from == lines->to) {
            long got = lines->is_at_end ? 0 : stream_read(lines->stream, lines->block, sizeof(lines->block), err);
            if (got < 0)
                return (int)got;
            lines->is_at_end = got == 0;
            if (got == 0)
                return has_any;
            lines->from = 0;
            lines->to = (size_t)got;
        }
        struct str rest = {lines->block + lines->from, lines->to - lines->from};
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        buf_add(&lines->line, str_sub(rest, 0, n));
        lines->from += end ? n + 1 : n;
        has_any = true;
        if (end)
            return 1;
    }
}

int lines_next(struct lines *lines, struct str *ret_line, uint64_t *ret_number, struct seki_err *err)
{
    buf_reset(&lines->line);
    int code = collect(lines, err);
    if (code <= 0)
        return code;
    *ret_number = ++lines->number;
    code = buf_check(&lines->line, NULL);
    if (code == SEKI_E_LIMIT)
        return err_set(err, SEKI_E_LIMIT, "a line over %zu bytes", lines->line.max);
    if (code < 0)
        return err_oom(err);
    struct str line = buf_str(&lines->line);
    if (lines->number == 1 && str_starts(line, STR("\xEF\xBB\xBF")))
        line = str_from(line, 3);
    if (str_ends(line, STR("\r")))
        line = str_sub(line, 0, line.n - 1);
    *ret_line = line;
    return 1;
}

void lines_close(struct lines **lines)
{
    if (*lines)
        buf_done(&(*lines)->line);
    *lines = NULL;
}
