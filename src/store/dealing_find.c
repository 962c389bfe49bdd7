/*
 * store/dealing_find.c - what stored dealings tell about a new one; see store/dealings.h.
 *
 * Every look-up walks one index and stops at a limit. Users of a contact point are found party by party: each step asks
 * for the first row behind the party_key of the step before, so that a party with ten thousand dealings costs one step.
 */
#include "base/limits.h"
#include "store/dealings.h"
#include "store/sql_int.h"

/* "not this one": an absent text must differ from every stored id. */
static struct str or_none(struct str id)
{
    return id.p ? id : STR("");
}

static size_t or_limit(size_t wanted, enum limit limit)
{
    size_t most = (size_t)limit_value(limit);
    return wanted && wanted < most ? wanted : most;
}

/* -- contact points -- */

/* The party behind `after`. 1 found, 0 no more. */
static int next_user(struct store *store, struct arena *arena, const struct contact_query *wanted, struct str after,
                     struct contact_user *ret_user, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_CONTACT_NEXT);
    sql_put_text(query, wanted->kind);
    sql_put_text(query, wanted->value);
    sql_put_int(query, wanted->is_organisation);
    sql_put_text(query, after);
    sql_put_text(query, or_none(wanted->except_dealing));
    int got = sql_next(query, err);
    if (got <= 0)
        return got;
    *ret_user = (struct contact_user){
        .party_key = sql_text(query, arena, 0),
        .dealing = sql_text(query, arena, 1),
        .version = sql_int(query, 2),
        .date = sql_day(query, 3),
        .party_name = sql_text(query, arena, 4),
        .country = sql_text(query, arena, 5),
        .role = sql_text(query, arena, 6),
    };
    TRY(sql_taken(query, err));
    return 1;
}

int dealing_contact_users(struct store *store, struct arena *arena, const struct contact_query *query,
                          struct contact_users *ret_users, struct seki_err *err)
{
    struct contact_users users = {0};
    struct contact_user user = {.party_key = STR("")}; /* parties without a name have no key and are left out */
    size_t limit = or_limit(query->limit, LIMIT_ID_CONTACT_PARTIES);
    int got = query->kind.n && query->value.n;
    while (got > 0) {
        got = next_user(store, arena, query, user.party_key, &user, err);
        TRY(got);
        if (got && users.n_parties == LIMIT(CONTACT_PARTIES)) {
            users.has_more = true;
            break;
        }
        users.n_parties += (size_t)got;
        if (got && users.n < limit)
            TRY_MEM(ARENA_PUSH(arena, &users, user), err);
    }
    *ret_users = users;
    return 0;
}

/* -- products -- */

static struct product_order row_order(struct query *query, struct arena *arena)
{
    return (struct product_order){
        .dealing = sql_text(query, arena, 0),
        .date = sql_day(query, 1),
        .orderer_key = sql_text(query, arena, 2),
        .quantity = sql_int(query, 3),
        .unit = sql_text(query, arena, 4),
        .is_customer_hit = sql_bool(query, 5),
        .is_declined = sql_bool(query, 6),
    };
}

static int read_orders(struct query *query, struct arena *arena, struct product_orders *orders, struct seki_err *err)
{
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct product_order order = row_order(query, arena);
        TRY(sql_taken(query, err));
        TRY_MEM(ARENA_PUSH(arena, orders, order), err);
    }
    return got;
}

/* One row more than wanted was asked for: it says that there are more. */
static void cut_orders(struct product_orders *orders, size_t limit)
{
    orders->has_more = orders->n > limit;
    if (orders->has_more)
        orders->n = limit;
}

int dealing_same_product(struct store *store, struct arena *arena, const struct product_query *query,
                         struct product_orders *ret_orders, struct seki_err *err)
{
    struct product_orders orders = {0};
    char from[DAY_TEXT], to[DAY_TEXT];
    size_t limit = or_limit(query->limit, LIMIT_ID_PRODUCT_ROWS);
    AUTO(sql_end) struct query *rows = sql_ask(store, query->is_flagged_only ? SQL_ORDERS_FLAGGED : SQL_ORDERS);
    sql_put_key(rows, query->item_key);
    sql_put_key(rows, query->model_key);
    day_text(query->from_day, from);
    sql_put_text(rows, str_c(from)); /* "" is before every day */
    day_text(query->to_day, to);
    sql_put_text(rows, to[0] ? str_c(to) : STR("9999-12-31"));
    sql_put_text(rows, or_none(query->except_dealing));
    sql_put_key(rows, query->except_orderer);
    sql_put_int(rows, (int64_t)limit + 1);
    TRY(read_orders(rows, arena, &orders, err));
    cut_orders(&orders, limit);
    *ret_orders = orders;
    return 0;
}

int dealing_largest_order(struct store *store, struct arena *arena, const struct largest_query *query,
                          struct product_order *ret_order, struct seki_err *err)
{
    struct product_orders orders = {0};
    char until[DAY_TEXT];
    AUTO(sql_end) struct query *rows = sql_ask(store, SQL_LARGEST);
    sql_put_key(rows, query->orderer_key);
    sql_put_key(rows, query->item_key);
    sql_put_key(rows, query->model_key);
    sql_put_day(rows, query->until_day, until);
    sql_put_text(rows, or_none(query->except_dealing));
    sql_put_key(rows, query->unit);
    TRY(read_orders(rows, arena, &orders, err));
    if (orders.n)
        *ret_order = orders.v[0];
    return orders.n > 0;
}

/* -- texts -- */

int dealing_same_text(struct store *store, struct arena *arena, const struct text_query *query,
                      struct product_orders *ret_orders, struct seki_err *err)
{
    struct product_orders orders = {0};
    size_t limit = or_limit(query->limit, LIMIT_ID_PRODUCT_ROWS);
    AUTO(sql_end) struct query *rows = sql_ask(store, SQL_TEXTS);
    sql_put_key(rows, query->text_key);
    sql_put_text(rows, or_none(query->except_dealing));
    sql_put_int(rows, query->is_flagged_only);
    sql_put_int(rows, (int64_t)limit + 1);
    TRY(read_orders(rows, arena, &orders, err));
    cut_orders(&orders, limit);
    *ret_orders = orders;
    return 0;
}
