/* store/lists.c - the import of an edition: begin, add, compare, finish; see store/lists.h. */
#include "store/lists.h"

#include "base/hash.h"
#include "base/limits.h"
#include "store/record_json.h"
#include "store/sql_int.h"

int lists_find_import(struct store *store, struct str group_sha256, bool *ret_known, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_KNOWN);
    sql_put_text(query, group_sha256);
    int got = sql_next(query, err);
    TRY(got);
    *ret_known = got > 0;
    return 0;
}

static int add_file(struct store *store, const struct new_edition *edition, size_t index, struct seki_err *err)
{
    const struct edition_file *file = &edition->files[index];
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_FILE_ADD);
    sql_put_text(query, edition->id);
    sql_put_int(query, (int64_t)index + 1);
    sql_put_text(query, file->name);
    sql_put_text(query, file->sha256);
    sql_put_int(query, file->bytes);
    return sql_run(query, err);
}

static int add_edition(struct store *store, const struct new_edition *edition, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_EDITION_ADD);
    sql_put_text(query, edition->id);
    sql_put_text(query, edition->list);
    sql_put_key(query, edition->edition);
    sql_put_text(query, edition->imported_at);
    sql_put_text(query, edition->sha256);
    sql_put_text(query, edition->format);
    return sql_run(query, err);
}

int lists_begin_edition(struct store *store, const struct new_edition *edition, struct seki_err *err)
{
    struct day day;
    if (edition->edition.n && !day_parse_full(edition->edition, &day))
        return err_set(err, SEKI_E_MEANING, "edition \"%.*s\" is no day (YYYY-MM-DD)", STR_ARG(edition->edition));
    TRY(add_edition(store, edition, err));
    store->rejects = 0;
    for (size_t i = 0; i < edition->n_files; i++)
        TRY(add_file(store, edition, i, err));
    return 0;
}

/* -- records -- */

static int add_body(struct store *store, struct str sha256, struct str body, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_BODY_ADD);
    sql_put_text(query, sha256);
    sql_put_text(query, body);
    return sql_run(query, err);
}

/* Which body has the entry that is there already? */
static int check_same(struct store *store, struct str edition_id, struct str entry, struct str sha256,
                      struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_PARTY_BODY);
    sql_put_text(query, edition_id);
    sql_put_text(query, entry);
    TRY(sql_next(query, err));
    if (str_eq(sql_peek(query, 0), sha256))
        return 0;
    return err_set(err, SEKI_E_CONFLICT, "entry \"%.*s\" is there twice with different content", STR_ARG(entry));
}

static int add_party(struct store *store, struct str edition_id, const struct party_record *record, struct str sha256,
                     struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_PARTY_ADD);
    sql_put_text(query, edition_id);
    sql_put_text(query, record->entry);
    sql_put_text(query, sha256);
    sql_put_int(query, record->is_listed);
    sql_put_int(query, (int64_t)record->row);
    TRY(sql_run(query, err));
    return sql_changes(query) > 0;
}

int lists_add_record(struct store *store, struct str edition_id, const struct party_record *record,
                     struct seki_err *err)
{
    AUTO(buf_done) struct buf body;
    char sha256[SHA256_HEX];
    struct party_record content = *record;
    content.row = 0; /* a party that only moved did not change */
    buf_init(&body, LIMIT(RECORD_BYTES));
    record_encode(&body, &content);
    TRY(buf_check(&body, err));
    sha256_of(buf_str(&body), sha256);
    TRY(add_body(store, str_c(sha256), buf_str(&body), err));
    int added = add_party(store, edition_id, record, str_c(sha256), err);
    return added != 0 ? added : check_same(store, edition_id, record->entry, str_c(sha256), err);
}

int lists_add_relation(struct store *store, struct str edition_id, const struct party_relation *relation,
                       struct seki_err *err)
{
    AUTO(buf_done) struct buf body;
    buf_init(&body, LIMIT(RECORD_BYTES));
    relation_encode(&body, relation);
    TRY(buf_check(&body, err));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_RELATION_ADD);
    sql_put_text(query, edition_id);
    sql_put_text(query, relation->from);
    sql_put_text(query, relation->to);
    sql_put_text(query, buf_str(&body));
    return sql_run(query, err);
}

int lists_add_reject(struct store *store, struct str edition_id, const struct list_reject *reject, struct seki_err *err)
{
    if ((uint64_t)++store->rejects > LIMIT(REJECTS))
        return 0; /* counted, not kept */
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_REJECT_ADD);
    sql_put_text(query, edition_id);
    sql_put_int(query, store->rejects);
    sql_put_text(query, reject->file.p ? reject->file : STR(""));
    sql_put_int(query, reject->line);
    sql_put_text(query, reject->reason.p ? reject->reason : STR(""));
    return sql_run(query, err);
}

/* -- the end of an import -- */

struct counts {
    int64_t parties, listed, relations, rejected;
};

static int count(struct store *store, struct str edition_id, struct counts *ret_counts, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_COUNTS);
    sql_put_text(query, edition_id);
    TRY(sql_next(query, err));
    *ret_counts = (struct counts){sql_int(query, 0), sql_int(query, 1), sql_int(query, 2), store->rejects};
    return 0;
}

static int find_previous(struct store *store, struct arena *arena, struct str edition_id, struct str *ret_previous,
                         struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_PREVIOUS);
    sql_put_text(query, edition_id);
    int got = sql_next(query, err);
    TRY(got);
    *ret_previous = got ? sql_text(query, arena, 0) : STR_NULL;
    return sql_taken(query, err);
}

static int count_parties(struct store *store, struct str edition_id, int64_t *ret_parties, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_PARTIES);
    sql_put_text(query, edition_id);
    TRY(sql_next(query, err));
    *ret_parties = sql_int(query, 0);
    return 0;
}

static int compare(struct store *store, struct str edition_id, const struct counts *counts, struct edition_diff *diff,
                   struct seki_err *err)
{
    if (!diff->previous.p) {
        diff->added = counts->parties;
        return 0;
    }
    int64_t before = 0;
    TRY(count_parties(store, diff->previous, &before, err));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_KEPT);
    sql_put_text(query, edition_id);
    sql_put_text(query, diff->previous);
    TRY(sql_next(query, err));
    int64_t kept = sql_int(query, 0);
    diff->unchanged = sql_int(query, 1);
    diff->changed = kept - diff->unchanged;
    diff->added = counts->parties - kept;
    diff->removed = before - kept;
    return 0;
}

static int add_total(struct store *store, struct str edition_id, const struct counts *counts,
                     const struct edition_diff *diff, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_TOTAL_ADD);
    sql_put_text(query, edition_id);
    sql_put_int(query, counts->parties);
    sql_put_int(query, counts->listed);
    sql_put_int(query, counts->relations);
    sql_put_int(query, counts->rejected);
    sql_put_text(query, diff->previous);
    sql_put_int(query, diff->added);
    sql_put_int(query, diff->changed);
    sql_put_int(query, diff->removed);
    sql_put_int(query, diff->unchanged);
    return sql_run(query, err);
}

int lists_finish_edition(struct store *store, struct arena *arena, struct str edition_id, struct edition_diff *ret_diff,
                         struct seki_err *err)
{
    struct counts counts = {0};
    struct edition_diff diff = {0};
    TRY(count(store, edition_id, &counts, err));
    TRY(find_previous(store, arena, edition_id, &diff.previous, err));
    TRY(compare(store, edition_id, &counts, &diff, err));
    TRY(add_total(store, edition_id, &counts, &diff, err));
    if (ret_diff)
        *ret_diff = diff;
    return 0;
}

int lists_undo(struct store *store, struct str edition_id, struct str at, struct str actor, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_UNDO_ADD);
    sql_put_text(query, edition_id);
    sql_put_text(query, at);
    sql_put_text(query, actor);
    return sql_run(query, err);
}
