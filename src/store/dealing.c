/* store/dealing.c - versions of dealings written and read again; see store/dealings.h. */
#include "store/dealings.h"

#include "base/hash.h"
#include "store/sql_int.h"

#include <assert.h>

int dealing_next_version(struct store *store, struct str id, int64_t *ret_version, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DEALING_HEAD);
    sql_put_text(query, id);
    int got = sql_next(query, err);
    TRY(got);
    *ret_version = got ? sql_int(query, 0) + 1 : 1;
    return 0;
}

/* -- writing -- */

static int add_version(struct store *store, const struct dealing_row *row, struct seki_err *err)
{
    char date[DAY_TEXT], sha256[SHA256_HEX];
    if (!row->sha256.n)
        sha256_of(row->body, sha256);
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DEALING_ADD);
    sql_put_text(query, row->id);
    sql_put_int(query, row->version);
    sql_put_text(query, row->kind);
    sql_put_day(query, row->date, date);
    sql_put_text(query, row->received_at);
    sql_put_text(query, row->title);
    sql_put_text(query, row->department);
    sql_put_text(query, row->entered_by);
    sql_put_text(query, row->body);
    sql_put_text(query, row->sha256.n ? row->sha256 : str_c(sha256));
    sql_put_text(query, row->at);
    sql_put_text(query, row->actor);
    sql_put_key(query, row->orderer_key);
    sql_put_key(query, row->text_key);
    sql_put_int(query, row->is_customer_hit);
    sql_put_int(query, row->is_declined);
    sql_put_key(query, row->level);
    sql_put_int(query, row->is_incomplete);
    return sql_run(query, err);
}

static int put_head(struct store *store, const struct dealing_row *row, struct seki_err *err)
{
    char date[DAY_TEXT];
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DEALING_HEAD_PUT);
    sql_put_text(query, row->id);
    sql_put_int(query, row->version);
    sql_put_text(query, row->kind);
    sql_put_day(query, row->date, date);
    sql_put_key(query, row->orderer_key);
    sql_put_key(query, row->text_key);
    sql_put_int(query, row->is_customer_hit);
    sql_put_int(query, row->is_declined);
    return sql_run(query, err);
}

static int drop_parts(struct store *store, enum sql_id id, struct str dealing, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    sql_put_text(query, dealing);
    return sql_run(query, err);
}

static int add_contact(struct store *store, const struct dealing_row *row, const struct dealing_contact *contact,
                       int64_t number, struct seki_err *err)
{
    char date[DAY_TEXT];
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DEALING_CONTACT_ADD);
    sql_put_text(query, row->id);
    sql_put_int(query, number);
    sql_put_int(query, row->version);
    sql_put_day(query, row->date, date);
    sql_put_text(query, contact->kind);
    sql_put_text(query, contact->value);
    sql_put_text(query, contact->party_key.p ? contact->party_key : STR(""));
    sql_put_text(query, contact->party_name);
    sql_put_key(query, contact->country);
    sql_put_key(query, contact->role);
    sql_put_int(query, contact->is_organisation);
    return sql_run(query, err);
}

static int add_item(struct store *store, const struct dealing_row *row, const struct dealing_item *item, int64_t number,
                    struct seki_err *err)
{
    char date[DAY_TEXT];
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_DEALING_ITEM_ADD);
    sql_put_text(query, row->id);
    sql_put_int(query, number);
    sql_put_day(query, row->date, date);
    sql_put_key(query, item->item_key);
    sql_put_key(query, item->model_key);
    sql_put_int(query, item->quantity < 0 ? DEALING_QUANTITY_UNKNOWN : item->quantity);
    sql_put_key(query, item->unit);
    sql_put_key(query, item->orderer_key);
    sql_put_int(query, row->is_customer_hit || row->is_declined);
    return sql_run(query, err);
}

static int put_parts(struct store *store, const struct dealing_row *row, const struct dealing_parts *parts,
                     struct seki_err *err)
{
    if (row->version > 1) {
        TRY(drop_parts(store, SQL_DEALING_CONTACTS_DROP, row->id, err));
        TRY(drop_parts(store, SQL_DEALING_ITEMS_DROP, row->id, err));
    }
    for (size_t i = 0; i < parts->n_contacts; i++)
        if (parts->contacts[i].kind.n && parts->contacts[i].value.n)
            TRY(add_contact(store, row, &parts->contacts[i], (int64_t)i + 1, err));
    for (size_t i = 0; i < parts->n_items; i++)
        TRY(add_item(store, row, &parts->items[i], (int64_t)i + 1, err));
    return 0;
}

static int put_locked(struct store *store, const struct dealing_row *row, const struct dealing_parts *parts,
                      struct seki_err *err)
{
    int64_t next = 0;
    TRY(dealing_next_version(store, row->id, &next, err));
    if (next != row->version)
        return err_set(err, SEKI_E_CONFLICT, "dealing %.*s: version %lld is not the next one, %lld is",
                       STR_ARG(row->id), (long long)row->version, (long long)next);
    TRY(add_version(store, row, err));
    TRY(put_head(store, row, err));
    return put_parts(store, row, parts, err);
}

int dealing_put(struct store *store, const struct dealing_row *row, const struct dealing_parts *parts,
                struct seki_err *err)
{
    static const struct dealing_parts NONE = {0};
    bool is_own = false;
    assert(row->id.n && row->kind.n && row->body.p && row->at.n && row->actor.n && row->date.mday);
    TRY(transaction_enter(store, &is_own, err));
    return transaction_leave(store, is_own, put_locked(store, row, parts ? parts : &NONE, err), err);
}

/* -- reading -- */

static int read_versions(struct store *store, struct arena *arena, enum sql_id id, struct str dealing,
                         struct dealing_versions *versions, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    sql_put_text(query, dealing);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct dealing_version version = {
            .version = sql_int(query, 0),
            .date = sql_day(query, 1),
            .at = sql_text(query, arena, 2),
            .actor = sql_text(query, arena, 3),
            .body = sql_text(query, arena, 4),
            .sha256 = sql_text(query, arena, 5),
        };
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, versions, version), err);
    }
    return got;
}

int dealing_versions(struct store *store, struct arena *arena, struct str id, struct dealing_versions *ret_versions,
                     struct seki_err *err)
{
    struct dealing_versions versions = {0};
    TRY(read_versions(store, arena, SQL_DEALING_VERSIONS, id, &versions, err));
    *ret_versions = versions;
    return 0;
}

int dealing_latest(struct store *store, struct arena *arena, struct str id, struct dealing_version *ret_version,
                   struct seki_err *err)
{
    struct dealing_versions versions = {0};
    TRY(read_versions(store, arena, SQL_DEALING_LATEST, id, &versions, err));
    if (!versions.n)
        return err_set(err, SEKI_E_NOTFOUND, "no dealing %.*s", STR_ARG(id));
    *ret_version = versions.v[0];
    return 0;
}
