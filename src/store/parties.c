/* store/parties.c - the parties of stored dealings and the words that find them; see store/parties.h. */
#include "store/parties.h"

#include "store/sql_int.h"

#include <string.h>

static int put_row(struct store *store, const struct party_row *party, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTY_PUT);
    sql_put_text(query, party->id);
    sql_put_text(query, party->key);
    sql_put_text(query, party->name);
    sql_put_text(query, party->names);
    return sql_run(query, err);
}

static int add_word(struct store *store, struct str word, struct str party, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTY_WORD_ADD);
    sql_put_text(query, word);
    sql_put_text(query, party);
    return sql_run(query, err);
}

int parties_put(struct store *store, const struct party_row *party, const struct str_list *words, struct seki_err *err)
{
    TRY(put_row(store, party, err));
    for (size_t i = 0; i < words->n; i++)
        TRY(add_word(store, words->v[i], party->id, err));
    return 0;
}

static int drop_links(struct store *store, struct str dealing, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTY_LINKS_DROP);
    sql_put_text(query, dealing);
    return sql_run(query, err);
}

int parties_link(struct store *store, struct str dealing, const struct str_list *ids, struct seki_err *err)
{
    TRY(drop_links(store, dealing, err));
    for (size_t i = 0; i < ids->n; i++) {
        AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTY_LINK_ADD);
        sql_put_text(query, dealing);
        sql_put_int(query, (int64_t)i + 1);
        sql_put_text(query, ids->v[i]);
        TRY(sql_run(query, err));
    }
    return 0;
}

static void put_view(struct query *query, const struct desk_view *view)
{
    const struct str texts[] = {view->all_kinds, view->department_kinds, view->own_kinds,
                                view->red_kinds, view->department,       view->user};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        sql_put_text(query, texts[i].p ? texts[i] : STR(""));
}

static struct party_row row_party(struct query *query, struct arena *arena)
{
    return (struct party_row){
        .id = sql_text(query, arena, 0),
        .key = sql_text(query, arena, 1),
        .name = sql_text(query, arena, 2),
        .names = sql_text(query, arena, 3),
        .dealings = sql_int(query, 4),
    };
}

int parties_get(struct store *store, struct arena *arena, const struct desk_view *view, struct str id,
                struct party_row *ret_party, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTY_GET);
    put_view(query, view);
    sql_put_text(query, id);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    struct party_row party = row_party(query, arena);
    TRY(sql_taken(query, err));
    if (party.dealings)
        *ret_party = party;
    return party.dealings > 0;
}

int parties_find(struct store *store, struct arena *arena, const struct parties_question *question,
                 struct party_rows *ret_parties, struct seki_err *err)
{
    struct party_rows parties = {0};
    /* The first text behind all that begin with the word: U+10FFFF is in no word. */
    struct str end = arena_printf(arena, "%.*s\xf4\x8f\xbf\xbf", STR_ARG(question->word));
    TRY_MEM(end.p, err);
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTIES_FIND);
    put_view(query, &question->view);
    sql_put_text(query, question->word);
    sql_put_text(query, end);
    for (size_t i = 0; i < ARRAY_LEN(question->parts); i++)
        sql_put_key(query, question->parts[i]);
    sql_put_text(query, question->after.p ? question->after : STR(""));
    sql_put_int(query, (int64_t)question->limit);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct party_row party = row_party(query, arena);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &parties, party), err);
    }
    *ret_parties = parties;
    return got;
}

int parties_all(struct store *store, struct arena *arena, const struct parties_page *page,
                struct party_sources *ret_sources, struct seki_err *err)
{
    struct party_sources sources = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_PARTIES_ALL);
    put_view(query, &page->view);
    sql_put_text(query, page->after.p ? page->after : STR(""));
    sql_put_int(query, (int64_t)page->limit);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct party_source source = {sql_text(query, arena, 0), sql_text(query, arena, 1)};
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &sources, source), err);
    }
    *ret_sources = sources;
    return got;
}
