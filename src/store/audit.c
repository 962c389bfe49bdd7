/* store/audit.c - the append-only chain of who did what; see store/audit.h. */
#include "store/audit.h"

#include "base/hash.h"
#include "store/sql_int.h"

#include <assert.h>
#include <stdio.h>

enum { AUDIT_TEXTS = 7 };

/* The texts of an entry in the order of the canonical form; an absent one is empty. */
static void texts_of(const struct audit_entry *entry, struct str ret_texts[AUDIT_TEXTS])
{
    const struct str texts[AUDIT_TEXTS] = {entry->at,   entry->actor,  entry->roles, entry->purpose,
                                           entry->verb, entry->object, entry->detail};
    for (size_t i = 0; i < AUDIT_TEXTS; i++)
        ret_texts[i] = texts[i].p ? texts[i] : STR("");
}

static void add_part(struct sha256 *hash, struct str text)
{
    char length[32];
    (void)snprintf(length, sizeof(length), "%zu:", text.n);
    sha256_add(hash, str_c(length));
    sha256_add(hash, text);
    sha256_add(hash, STR("\n"));
}

static void hash_row(const struct audit_entry *entry, int64_t seq, struct str previous, char ret_hex[SHA256_HEX])
{
    struct str texts[AUDIT_TEXTS];
    struct sha256 hash;
    char number[32];
    (void)snprintf(number, sizeof(number), "%lld", (long long)seq);
    texts_of(entry, texts);
    sha256_init(&hash);
    add_part(&hash, previous);
    add_part(&hash, str_c(number));
    for (size_t i = 0; i < AUDIT_TEXTS; i++)
        add_part(&hash, texts[i]);
    sha256_hex(&hash, ret_hex);
}

/* -- adding -- */

struct head {
    int64_t seq;
    char hash[SHA256_HEX];
};

static int read_head(struct store *store, struct head *ret_head, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUDIT_HEAD);
    int got = sql_next(query, err);
    TRY(got);
    if (!got)
        return err_set(err, SEKI_E_CORRUPT, "%s: the head of the audit chain is missing", store->path);
    struct str hash = sql_peek(query, 1);
    TRY(sql_taken(query, err));
    ret_head->seq = sql_int(query, 0);
    (void)snprintf(ret_head->hash, sizeof(ret_head->hash), "%.*s", STR_ARG(hash));
    return 0;
}

static int add_row(struct store *store, const struct audit_entry *entry, const struct head *last,
                   const struct head *next, struct seki_err *err)
{
    struct str texts[AUDIT_TEXTS];
    texts_of(entry, texts);
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUDIT_ADD);
    sql_put_int(query, next->seq);
    for (size_t i = 0; i < AUDIT_TEXTS; i++)
        sql_put_text(query, texts[i]);
    sql_put_text(query, str_c(last->hash));
    sql_put_text(query, str_c(next->hash));
    return sql_run(query, err);
}

static int put_head(struct store *store, const struct head *head, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUDIT_HEAD_PUT);
    sql_put_int(query, head->seq);
    sql_put_text(query, str_c(head->hash));
    return sql_run(query, err);
}

static int add_locked(struct store *store, const struct audit_entry *entry, struct seki_err *err)
{
    struct head last, next;
    TRY(read_head(store, &last, err));
    next.seq = last.seq + 1;
    hash_row(entry, next.seq, str_c(last.hash), next.hash);
    TRY(add_row(store, entry, &last, &next, err));
    return put_head(store, &next, err);
}

int audit_add(struct store *store, const struct audit_entry *entry, struct seki_err *err)
{
    assert(entry->at.n && entry->actor.n && entry->verb.n);
    bool is_own = false;
    TRY(transaction_enter(store, &is_own, err));
    return transaction_leave(store, is_own, add_locked(store, entry, err), err);
}

/* -- reading -- */

static struct audit_row row_of(struct query *query, struct arena *arena)
{
    return (struct audit_row){
        .seq = sql_int(query, 0),
        .entry = {sql_text(query, arena, 1), sql_text(query, arena, 2), sql_text(query, arena, 3),
                  sql_text(query, arena, 4), sql_text(query, arena, 5), sql_text(query, arena, 6),
                  sql_text(query, arena, 7)},
        .previous = sql_text(query, arena, 8),
        .hash = sql_text(query, arena, 9),
    };
}

int audit_list(struct store *store, struct arena *arena, int64_t after, size_t limit, struct audit_rows *ret_rows,
               struct seki_err *err)
{
    struct audit_rows rows = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUDIT_ROWS);
    sql_put_int(query, after);
    sql_put_int(query, (int64_t)limit);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct audit_row row = row_of(query, arena);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &rows, row), err);
    }
    *ret_rows = rows;
    return got;
}

/* -- verifying -- */

/* What is wrong with a row that should follow `last`; NULL if nothing. */
static const char *judge(const struct audit_row *row, const struct head *last)
{
    char hash[SHA256_HEX];
    if (row->seq != last->seq + 1)
        return "rows are missing before it";
    if (!str_eq(row->previous, str_c(last->hash)))
        return "it does not follow the row before it";
    hash_row(&row->entry, row->seq, row->previous, hash);
    return str_eq(row->hash, str_c(hash)) ? NULL : "it was changed";
}

static int report(struct audit_state *state, struct arena *arena, int64_t seq, const char *what, struct seki_err *err)
{
    state->is_whole = false;
    state->bad_seq = seq;
    state->problem = arena_printf(arena, "audit row %lld: %s", (long long)seq, what);
    return state->problem.p ? 0 : err_oom(err);
}

static const char ORIGIN[] = "0000000000000000000000000000000000000000000000000000000000000000";

/* Walk until the first row that does not fit; `last` is then the last good one. */
static int walk(struct store *store, struct arena *arena, struct head *last, struct audit_state *state,
                struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_AUDIT_ROWS);
    sql_put_int(query, INT64_MIN);
    sql_put_int(query, INT64_MAX);
    struct arena_mark empty = arena_mark(arena);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct audit_row row = row_of(query, arena);
        TRY(sql_taken(query, err));
        const char *what = judge(&row, last);
        state->rows++;
        last->seq = row.seq;
        (void)snprintf(last->hash, sizeof(last->hash), "%.*s", STR_ARG(row.hash));
        arena_rewind(arena, empty);
        if (what)
            return report(state, arena, last->seq, what, err);
    }
    return got;
}

int audit_verify(struct store *store, struct arena *arena, struct audit_state *ret_state, struct seki_err *err)
{
    struct audit_state state = {.is_whole = true};
    struct head last = {0}, head = {0};
    (void)snprintf(last.hash, sizeof(last.hash), "%s", ORIGIN);
    TRY(walk(store, arena, &last, &state, err));
    if (state.is_whole) {
        TRY(read_head(store, &head, err));
        if (head.seq != last.seq)
            TRY(report(&state, arena, last.seq + 1, "it and what followed was cut off", err));
        else if (!str_eq(str_c(head.hash), str_c(last.hash)))
            TRY(report(&state, arena, last.seq, "it is not the row that was written last", err));
    }
    *ret_state = state;
    return 0;
}
