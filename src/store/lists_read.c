/* store/lists_read.c - editions and their records read again; see store/lists.h. */
#include "base/limits.h"
#include "store/lists.h"
#include "store/record_json.h"
#include "store/sql_int.h"

/* -- editions -- */

struct editions {
    struct list_edition *v;
    size_t n, cap;
};

struct files {
    struct edition_file *v;
    size_t n, cap;
};

static int read_files(struct store *store, struct arena *arena, struct list_edition *edition, struct seki_err *err)
{
    struct files files = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_FILES);
    sql_put_text(query, edition->id);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct edition_file file = {sql_text(query, arena, 0), sql_text(query, arena, 1), sql_int(query, 2)};
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &files, file), err);
    }
    edition->files = files.v;
    edition->n_files = files.n;
    return got;
}

static struct list_edition row_edition(struct query *query, struct arena *arena)
{
    return (struct list_edition){
        .id = sql_text(query, arena, 0),
        .list = sql_text(query, arena, 1),
        .edition = sql_text(query, arena, 2),
        .imported_at = sql_text(query, arena, 3),
        .sha256 = sql_text(query, arena, 4),
        .format = sql_text(query, arena, 5),
        .seq = sql_int(query, 6),
        .parties = sql_int(query, 7),
        .listed = sql_int(query, 8),
        .relations = sql_int(query, 9),
        .rejected = sql_int(query, 10),
        .diff = {.previous = sql_text(query, arena, 11),
                 .added = sql_int(query, 12),
                 .changed = sql_int(query, 13),
                 .removed = sql_int(query, 14),
                 .unchanged = sql_int(query, 15)},
        .is_current = sql_bool(query, 16),
    };
}

/* All rows of a query over LIST_COLUMNS with at most one parameter. */
static int read_editions(struct store *store, struct arena *arena, enum sql_id id, struct str parameter,
                         struct editions *editions, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    if (parameter.p)
        sql_put_text(query, parameter);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct list_edition edition = row_edition(query, arena);
        TRY(sql_taken(query, err));
        TRY(read_files(store, arena, &edition, err));
        TRY_MEM(ARENA_PUSH(arena, editions, edition), err);
    }
    return got;
}

int lists_all(struct store *store, struct arena *arena, struct list_edition **ret_editions, size_t *ret_n,
              struct seki_err *err)
{
    struct editions editions = {0};
    TRY(read_editions(store, arena, SQL_LISTS_ALL, STR_NULL, &editions, err));
    *ret_editions = editions.v;
    *ret_n = editions.n;
    return 0;
}

int lists_of_import(struct store *store, struct arena *arena, struct str group_sha256,
                    struct list_edition **ret_editions, size_t *ret_n, struct seki_err *err)
{
    struct editions editions = {0};
    TRY(read_editions(store, arena, SQL_LISTS_OF_IMPORT, group_sha256, &editions, err));
    *ret_editions = editions.v;
    *ret_n = editions.n;
    return 0;
}

int lists_edition(struct store *store, struct arena *arena, struct str edition_id, struct list_edition *ret_edition,
                  struct seki_err *err)
{
    struct editions editions = {0};
    TRY(read_editions(store, arena, SQL_LIST_EDITION, edition_id, &editions, err));
    if (!editions.n)
        return err_set(err, SEKI_E_NOTFOUND, "no list edition %.*s", STR_ARG(edition_id));
    *ret_edition = editions.v[0];
    return 0;
}

int lists_current_at(struct store *store, struct arena *arena, struct str list, int64_t seq, struct str *ret_edition_id,
                     struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_CURRENT_AT);
    sql_put_text(query, list);
    sql_put_int(query, seq);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct str id = sql_text(query, arena, 0);
    TRY(sql_taken(query, err));
    *ret_edition_id = id;
    return 1;
}

/* -- the edition of a day -- */

/* How old an edition is where none is in force: its date, or the day it was imported. */
static struct str age_of(const struct list_edition *edition)
{
    return edition->edition.p ? edition->edition : str_sub(edition->imported_at, 0, DAY_TEXT - 1);
}

static bool is_better(const struct list_edition *a, const struct list_edition *b, struct str day)
{
    bool a_holds = a->edition.p && str_cmp(a->edition, day) <= 0;
    bool b_holds = b->edition.p && str_cmp(b->edition, day) <= 0;
    if (a_holds != b_holds)
        return a_holds;
    int order = a_holds ? str_cmp(a->edition, b->edition) : str_cmp(age_of(b), age_of(a));
    if (order != 0)
        return order > 0;
    /* The same date: the later import corrects the earlier one. Two undated ones: the oldest stored. */
    bool is_later_import = a->seq > b->seq;
    return a->edition.p && b->edition.p ? is_later_import : !is_later_import;
}

int lists_on_day(struct store *store, struct arena *arena, struct day day, struct list_edition **ret_editions,
                 size_t *ret_n, struct seki_err *err)
{
    struct list_edition *all = NULL;
    size_t n_all = 0, n = 0;
    char text[DAY_TEXT];
    day_text(day, text);
    TRY(lists_all(store, arena, &all, &n_all, err));
    for (size_t i = 0; i < n_all; i++) { /* ordered by list: the best one so far is the last kept */
        if (n && str_eq(all[n - 1].list, all[i].list)) {
            if (is_better(&all[i], &all[n - 1], str_c(text)))
                all[n - 1] = all[i];
        } else {
            all[n++] = all[i];
        }
    }
    for (size_t i = 0; i < n; i++)
        all[i].is_later = !all[i].edition.p || str_cmp(all[i].edition, str_c(text)) > 0;
    *ret_editions = all;
    *ret_n = n;
    return 0;
}

/* -- records -- */

static int row_record(struct query *query, struct arena *arena, struct party_record *ret_record, struct seki_err *err)
{
    struct str body = sql_peek(query, 0);
    TRY(sql_taken(query, err));
    int code = record_decode(arena, body, ret_record, err);
    if (code < 0 && code != SEKI_E_NOMEM) {
        err_trail(err, "a stored record");
        return code;
    }
    if (code == 0)
        ret_record->row = (uint64_t)sql_int(query, 1);
    return code;
}

int lists_each_record(struct store *store, struct str edition_id,
                      int (*each)(void *ctx, const struct party_record *record, struct seki_err *err), void *ctx,
                      struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    arena_init(&scratch, 16 * LIMIT(RECORD_BYTES));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_RECORDS);
    sql_put_text(query, edition_id);
    struct arena_mark empty = arena_mark(&scratch);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct party_record record;
        TRY(row_record(query, &scratch, &record, err));
        TRY(each(ctx, &record, err));
        arena_rewind(&scratch, empty);
    }
    return got;
}

int lists_record(struct store *store, struct arena *arena, struct str edition_id, struct str entry,
                 struct party_record *ret_record, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_RECORD);
    sql_put_text(query, edition_id);
    sql_put_text(query, entry);
    int got = sql_next(query, err);
    TRY(got);
    if (!got)
        return err_set(err, SEKI_E_NOTFOUND, "no entry %.*s in this edition", STR_ARG(entry));
    return row_record(query, arena, ret_record, err);
}

int lists_rejects(struct store *store, struct arena *arena, struct str edition_id, struct list_rejects *ret_rejects,
                  struct seki_err *err)
{
    struct list_rejects rejects = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_REJECTS);
    sql_put_text(query, edition_id);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct list_reject reject = {
            .file = sql_text(query, arena, 0), .line = sql_int(query, 1), .reason = sql_text(query, arena, 2)};
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &rejects, reject), err);
    }
    *ret_rejects = rejects;
    return got;
}
