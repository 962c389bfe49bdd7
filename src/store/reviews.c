/* store/reviews.c - what people said of hits; see store/reviews.h. */
#include "store/reviews.h"

#include "store/sql_int.h"
#include "store/texts_int.h"

int reviews_any(struct store *store, bool *ret_any, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEW_ANY);
    TRY(sql_next(query, err));
    *ret_any = sql_bool(query, 0);
    return 0;
}

static int add_row(struct store *store, const struct review_row *review, struct seki_err *err)
{
    AUTO(buf_done) struct buf countries = {0}, births = {0};
    TRY(texts_join(&review->countries, &countries, err));
    TRY(texts_join(&review->birth_dates, &births, err));
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEW_ADD);
    sql_put_text(query, review->list);
    sql_put_text(query, review->entry);
    sql_put_key(query, review->edition);
    sql_put_text(query, review->identity);
    sql_put_key(query, review->party);
    sql_put_text(query, review->name);
    sql_put_text(query, buf_str(&countries));
    sql_put_text(query, buf_str(&births));
    sql_put_int(query, review->is_same);
    sql_put_text(query, review->reason);
    sql_put_text(query, review->actor);
    sql_put_text(query, review->at);
    return sql_run(query, err);
}

static int last_seq(struct store *store, int64_t *ret_seq, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEW_LAST);
    TRY(sql_next(query, err));
    *ret_seq = sql_int(query, 0);
    return 0;
}

static int add_key(struct store *store, const struct review_row *review, struct str key, int64_t seq,
                   struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEW_KEY_ADD);
    sql_put_text(query, key);
    sql_put_text(query, review->list);
    sql_put_text(query, review->entry);
    sql_put_int(query, seq);
    return sql_run(query, err);
}

int reviews_add(struct store *store, const struct review_row *review, const struct str_list *keys, int64_t *ret_seq,
                struct seki_err *err)
{
    int64_t seq;
    TRY(add_row(store, review, err));
    TRY(last_seq(store, &seq, err));
    for (size_t i = 0; i < keys->n; i++)
        TRY(add_key(store, review, keys->v[i], seq, err));
    *ret_seq = seq;
    return 0;
}

static int row_review(struct query *query, struct arena *arena, struct review_row *ret_review, struct seki_err *err)
{
    struct review_row review = {
        .seq = sql_int(query, 0),
        .list = sql_text(query, arena, 1),
        .entry = sql_text(query, arena, 2),
        .edition = sql_text(query, arena, 3),
        .identity = sql_text(query, arena, 4),
        .party = sql_text(query, arena, 5),
        .name = sql_text(query, arena, 6),
        .is_same = sql_bool(query, 9),
        .reason = sql_text(query, arena, 10),
        .actor = sql_text(query, arena, 11),
        .at = sql_text(query, arena, 12),
    };
    struct str countries = sql_text(query, arena, 7), births = sql_text(query, arena, 8);
    TRY(sql_taken(query, err));
    TRY(texts_split(arena, countries, &review.countries, err));
    TRY(texts_split(arena, births, &review.birth_dates, err));
    *ret_review = review;
    return 0;
}

int reviews_of_pair(struct store *store, struct arena *arena, const struct review_pair *pair,
                    struct review_row *ret_review, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEW_OF_PAIR);
    sql_put_text(query, pair->key);
    sql_put_text(query, pair->list);
    sql_put_text(query, pair->entry);
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    TRY(row_review(query, arena, ret_review, err));
    return 1;
}

static int read_reviews(struct query *query, struct arena *arena, struct review_rows *ret_reviews, struct seki_err *err)
{
    struct review_rows reviews = {0};
    struct review_row review;
    int got;
    while ((got = sql_next(query, err)) > 0) {
        TRY(row_review(query, arena, &review, err));
        TRY_MEM(ARENA_PUSH(arena, &reviews, review), err);
    }
    *ret_reviews = reviews;
    return got;
}

int reviews_same(struct store *store, struct arena *arena, struct str key, struct review_rows *ret_reviews,
                 struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEWS_SAME);
    sql_put_text(query, key);
    return read_reviews(query, arena, ret_reviews, err);
}

int reviews_page(struct store *store, struct arena *arena, const struct review_question *question,
                 struct review_rows *ret_reviews, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_REVIEWS_PAGE);
    sql_put_key(query, question->list);
    sql_put_key(query, question->entry);
    sql_put_int(query, question->before);
    sql_put_int(query, (int64_t)question->limit);
    return read_reviews(query, arena, ret_reviews, err);
}
