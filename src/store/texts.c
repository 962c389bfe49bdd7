/* store/texts.c - see store/texts_int.h. */
#include "store/texts_int.h"

#include "base/limits.h"

int texts_join(const struct str_list *texts, struct buf *out, struct seki_err *err)
{
    buf_init(out, (size_t)LIMIT(FIELD_BYTES));
    for (size_t i = 0; i < texts->n; i++) {
        if (i)
            buf_addc(out, '\n');
        buf_add(out, texts->v[i]);
    }
    return buf_check(out, err);
}

int texts_split(struct arena *arena, struct str joined, struct str_list *ret_texts, struct seki_err *err)
{
    struct str rest = joined, line;
    size_t n = 0;
    for (size_t i = 0; i < joined.n; i++)
        n += joined.p[i] == '\n';
    ret_texts->v = ARENA_ARRAY(arena, n + 1, struct str);
    TRY_MEM(ret_texts->v, err);
    ret_texts->n = 0;
    while (rest.n && str_split(&rest, STR("\n"), &line))
        ret_texts->v[ret_texts->n++] = line;
    return 0;
}
