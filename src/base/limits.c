/* base/limits.c - see base/limits.h. */
#include "base/limits.h"

#include <inttypes.h>

static const struct {
    const char *name;
    uint64_t value;
    const char *what;
} ROWS[LIMIT_COUNT] = {
#define ROW(name, value, what) {#name, (value), (what)},
    LIMITS(ROW)
#undef ROW
};

uint64_t limit_value(enum limit limit)
{
    return ROWS[limit].value;
}

const char *limit_name(enum limit limit)
{
    return ROWS[limit].name;
}

const char *limit_text(enum limit limit)
{
    return ROWS[limit].what;
}

int err_limit(struct seki_err *err, enum limit limit)
{
    return err_set(err, SEKI_E_LIMIT, "over the limit %s (%" PRIu64 "): %s", limit_name(limit), limit_value(limit),
                   limit_text(limit));
}
