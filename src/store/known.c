/* store/known.c - parties that are known; see store/known.h. */
#include "store/known.h"

#include "store/sql_int.h"
#include "store/texts_int.h"

int known_any(struct store *store, bool *ret_any, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KNOWN_ANY);
    TRY(sql_next(query, err));
    *ret_any = sql_bool(query, 0);
    return 0;
}

int known_party_add(struct store *store, const struct known_party *party, struct seki_err *err)
{
    AUTO(buf_done) struct buf lists = {0};
    char until[DAY_TEXT];
    TRY(texts_join(&party->lists, &lists, err));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KNOWN_ADD);
    sql_put_text(query, party->id);
    sql_put_text(query, party->kind);
    sql_put_text(query, party->name);
    sql_put_text(query, party->key);
    sql_put_text(query, party->person_key);
    sql_put_text(query, buf_str(&lists));
    sql_put_text(query, party->reason);
    sql_put_day(query, party->until, until);
    sql_put_text(query, party->actor);
    sql_put_text(query, party->at);
    return sql_run(query, err);
}

int known_party_end(struct store *store, struct str id, struct str actor, struct str at, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KNOWN_END);
    sql_put_text(query, id);
    sql_put_text(query, actor);
    sql_put_text(query, at);
    return sql_run(query, err);
}

static int read_parties(struct query *query, struct arena *arena, struct known_parties *ret_parties,
                        struct seki_err *err)
{
    struct known_parties parties = {0};
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct known_party party = {
            .id = sql_text(query, arena, 0),
            .kind = sql_text(query, arena, 1),
            .name = sql_text(query, arena, 2),
            .key = sql_text(query, arena, 3),
            .person_key = sql_text(query, arena, 4),
            .reason = sql_text(query, arena, 6),
            .until = sql_day(query, 7),
            .actor = sql_text(query, arena, 8),
            .at = sql_text(query, arena, 9),
            .import_seq = sql_int(query, 10),
        };
        struct str lists = sql_text(query, arena, 5);
        TRY(sql_taken(query, err));
        TRY(texts_split(arena, lists, &party.lists, err));
        TRY_MEM(ARENA_PUSH(arena, &parties, party), err);
    }
    *ret_parties = parties;
    return got;
}

int known_parties_of(struct store *store, struct arena *arena, struct str key, bool is_person,
                     struct known_parties *ret_parties, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, is_person ? SQL_KNOWN_PERSONS_OF : SQL_KNOWN_OF);
    sql_put_text(query, key);
    return read_parties(query, arena, ret_parties, err);
}

int known_parties_all(struct store *store, struct arena *arena, struct known_parties *ret_parties, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_KNOWN_ALL);
    return read_parties(query, arena, ret_parties, err);
}
