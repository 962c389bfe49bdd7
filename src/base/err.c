/* base/err.c - see base/err.h. The table of codes is SEKI_ERRORS in sekisho/error.h. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct code_row {
    int code, http, exit_status;
    const char *text;
};

static const struct code_row CODES[] = {
#define ROW(name, number, http, exit_status, text) {(number), (http), (exit_status), (text)},
    SEKI_ERRORS(ROW)
#undef ROW
};

static const struct code_row *find_code(int code)
{
    for (size_t i = 0; i < ARRAY_LEN(CODES); i++)
        if (CODES[i].code == code)
            return &CODES[i];
    return NULL;
}

const char *seki_code_text(int code)
{
    const struct code_row *row = find_code(code);
    return row ? row->text : code >= 0 ? "ok" : "unknown failure";
}

int seki_code_http(int code)
{
    const struct code_row *row = find_code(code);
    return row ? row->http : code >= 0 ? 200 : 500;
}

int seki_code_exit(int code)
{
    const struct code_row *row = find_code(code);
    return row ? row->exit_status : code >= 0 ? 0 : 1;
}

int(err_set)(struct seki_err *err, int code, const char *fmt, ...)
{
    if (!err)
        return code;
    va_list args;
    va_start(args, fmt);
    err->code = code;
    err->place[0] = err->trail[0] = '\0';
    (void)vsnprintf(err->reason, sizeof(err->reason), fmt, args);
    va_end(args);
    return code;
}

int err_oom(struct seki_err *err)
{
    return err_set(err, SEKI_E_NOMEM, "%s", seki_code_text(SEKI_E_NOMEM));
}

int err_errno(struct seki_err *err, int errnum, const char *fmt, ...)
{
    char what[SEKI_ERR_REASON / 2];
    char text[128] = "";
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(what, sizeof(what), fmt, args);
    va_end(args);
    int code = errnum == ENOSPC || errnum == EDQUOT ? SEKI_E_FULL
               : errnum == ENOENT                   ? SEKI_E_NOTFOUND
               : errnum == ENOMEM                   ? SEKI_E_NOMEM
                                                    : SEKI_E_IO;
    return err_set(err, code, "%s: %s", what, strerror_r(errnum, text, sizeof(text)));
}

void err_place(struct seki_err *err, const char *fmt, ...)
{
    if (!err || err->place[0])
        return;
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(err->place, sizeof(err->place), fmt, args);
    va_end(args);
}

void err_trail(struct seki_err *err, const char *fmt, ...)
{
    if (!err)
        return;
    char head[SEKI_ERR_TRAIL / 2];
    char old[SEKI_ERR_TRAIL];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(head, sizeof(head), fmt, args);
    va_end(args);
    memcpy(old, err->trail, sizeof(old));
    size_t n = (size_t)snprintf(err->trail, sizeof(err->trail), "%s%s", head, old[0] ? ": " : "");
    if (n < sizeof(err->trail))
        (void)snprintf(err->trail + n, sizeof(err->trail) - n, "%.*s", (int)(sizeof(err->trail) - n - 1), old);
}
