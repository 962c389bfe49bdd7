/* store/lists_compare.c - two editions of a list side by side; see store/lists.h. */
#include "store/lists.h"
#include "store/sql_int.h"

static struct str or_none(struct str id)
{
    return id.p ? id : STR("");
}

int lists_differences(struct store *store, struct arena *arena, const struct difference_question *question,
                      struct list_differences *ret_differences, struct seki_err *err)
{
    struct list_differences differences = {0};
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_DIFFERENCES);
    sql_put_text(query, question->edition_id);
    sql_put_text(query, or_none(question->against_id));
    sql_put_text(query, or_none(question->after));
    sql_put_key(query, question->change);
    sql_put_int(query, (int64_t)question->limit);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct list_difference difference = {
            .entry = sql_text(query, arena, 0),
            .change = sql_text(query, arena, 1),
            .row = sql_int(query, 2),
            .before = sql_text(query, arena, 3),
            .after = sql_text(query, arena, 4),
        };
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, &differences, difference), err);
    }
    *ret_differences = differences;
    return got;
}

int lists_difference_counts(struct store *store, const struct difference_question *question, int64_t ret_counts[3],
                            struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_LIST_DIFFERENCE_COUNTS);
    sql_put_text(query, question->edition_id);
    sql_put_text(query, or_none(question->against_id));
    TRY(sql_next(query, err));
    for (int i = 0; i < 3; i++)
        ret_counts[i] = sql_int(query, i);
    return 0;
}
