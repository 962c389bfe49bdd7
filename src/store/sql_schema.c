/*
 * store/sql_schema.c - the schema in the engine's spelling; see store/sql_int.h and migrations/001_lists.sql.
 *
 *   "key text not null primary key) {keyed};"   ->   "key text not null primary key) strict, without rowid;"
 *
 * A directive stays on its line, so one inside a comment stays a comment.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "store/sql_int.h"

#include <stdio.h>

struct directive {
    struct str word, text;
};

static const struct directive DIRECTIVES[] = {
    {{"bigint", 6}, {"integer", 7}},
    {{"table", 5}, {"strict", 6}},
    {{"keyed", 5}, {"strict, without rowid", 21}},
};

static void put_append_only(struct buf *sql, struct str table)
{
    static const char *const VERBS[] = {"update", "delete"};
    for (size_t i = 0; i < ARRAY_LEN(VERBS); i++)
        buf_printf(sql,
                   "create trigger %.*s_no_%s before %s on %.*s begin "
                   "select raise(abort, 'rows of %.*s are never changed or removed'); end; ",
                   STR_ARG(table), VERBS[i], VERBS[i], STR_ARG(table), STR_ARG(table));
}

static bool put_directive(struct buf *sql, struct str word)
{
    const struct str append_only = STR("append_only ");
    if (str_starts(word, append_only)) {
        put_append_only(sql, str_from(word, append_only.n));
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(DIRECTIVES); i++)
        if (str_eq(word, DIRECTIVES[i].word)) {
            buf_add(sql, DIRECTIVES[i].text);
            return true;
        }
    return false;
}

static int expand(struct str script, struct buf *sql, struct seki_err *err)
{
    size_t at = 0;
    for (;;) {
        size_t open = str_find_char(script, '{', at);
        buf_add(sql, str_sub(script, at, open == SIZE_MAX ? script.n : open - at));
        if (open == SIZE_MAX)
            return buf_check(sql, err);
        size_t end = str_find_char(script, '}', open);
        struct str word = end == SIZE_MAX ? str_from(script, open) : str_sub(script, open + 1, end - open - 1);
        if (end == SIZE_MAX || !put_directive(sql, word))
            return err_set(err, SEKI_E_INTERNAL, "unknown directive {%.*s}", STR_ARG(word));
        at = end + 1;
    }
}

int sql_run_script(struct store *store, const struct embedded_file *script, struct seki_err *err)
{
    AUTO(buf_done) struct buf sql;
    buf_init(&sql, 1 * MIB);
    int code = expand((struct str){script->bytes, script->n}, &sql, err);
    buf_addc(&sql, '\0');
    if (code == 0)
        code = buf_check(&sql, err);
    if (code == 0)
        code = sql_exec(store, buf_str(&sql).p, err);
    if (code < 0)
        err_trail(err, "%s", script->path);
    return code;
}

static int take_version(void *version, int columns, char **values, char **names)
{
    uint64_t number = 0;
    (void)names;
    if (columns != 1 || !str_to_u64(str_c(values[0]), &number) || number > INT_MAX)
        return 1;
    *(int *)version = (int)number;
    return 0;
}

int sql_version_get(struct store *store, int *ret_version, struct seki_err *err)
{
    int version = 0;
    TRY(sql_exec_rows(store, "pragma user_version", take_version, &version, err));
    *ret_version = version;
    return 0;
}

int sql_version_put(struct store *store, int version, struct seki_err *err)
{
    char text[64];
    (void)snprintf(text, sizeof(text), "pragma user_version=%d", version);
    return sql_exec(store, text, err);
}
