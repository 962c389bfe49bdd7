/* tests/unit/store/test_dealing.c - versions, what can be found in them, assessments. */
#include "store/dealings.h"
#include "store_test.h"

static struct day day_of(const char *text)
{
    struct day day = DAY_NONE;
    assert_true(!text[0] || day_parse_full(str_c(text), &day));
    return day;
}

static struct dealing_row row_of(const char *id, int64_t version, const char *date)
{
    return (struct dealing_row){.id = str_c(id),
                                .version = version,
                                .kind = STR("procurement"),
                                .date = day_of(date),
                                .body = STR("{\"a\":1}"),
                                .at = STR("2026-11-25T00:00:00Z"),
                                .actor = STR("yamada")};
}

static void put(struct fixture *f, const struct dealing_row *row, const struct dealing_parts *parts)
{
    assert_ok(dealing_put(f->store, row, parts, &f->err));
}

static void versions_are_kept(void **state)
{
    struct fixture *f = *state;
    int64_t next = 0;
    struct dealing_versions versions = {0};
    struct dealing_version latest;
    assert_ok(dealing_next_version(f->store, STR("po-1"), &next, &f->err));
    assert_int_equal(next, 1);
    assert_int_equal(dealing_latest(f->store, &f->arena, STR("po-1"), &latest, &f->err), SEKI_E_NOTFOUND);
    for (int64_t version = 1; version <= 3; version++) {
        struct dealing_row row = row_of("po-1", version, "2026-11-02");
        row.body = arena_printf(&f->arena, "{\"version\":%d}", (int)version);
        put(f, &row, NULL);
    }
    assert_ok(dealing_next_version(f->store, STR("po-1"), &next, &f->err));
    assert_int_equal(next, 4);
    assert_ok(dealing_versions(f->store, &f->arena, STR("po-1"), &versions, &f->err));
    assert_int_equal(versions.n, 3);
    assert_str(versions.v[0].body, "{\"version\":1}");
    assert_str(versions.v[0].actor, "yamada");
    assert_int_equal(versions.v[0].sha256.n, 64);
    assert_int_equal(day_cmp(versions.v[0].date, day_of("2026-11-02")), 0);
    assert_ok(dealing_latest(f->store, &f->arena, STR("po-1"), &latest, &f->err));
    assert_str(latest.body, "{\"version\":3}");
}

static void refuses_wrong_version(void **state)
{
    static const int64_t WRONG[] = {1, 3, 0, -1};
    struct fixture *f = *state;
    struct dealing_row row = row_of("po-1", 1, "2026-11-02");
    put(f, &row, NULL);
    for (size_t i = 0; i < ARRAY_LEN(WRONG); i++) {
        row.version = WRONG[i];
        assert_int_equal(dealing_put(f->store, &row, NULL, &f->err), SEKI_E_CONFLICT);
    }
}

/* id, version, date, party_key, organisation? of one phone. */
static void put_contact(struct fixture *f, const char *id, int64_t version, const char *date, const char *party)
{
    struct dealing_contact contacts[] = {
        {STR("phone"), STR("+81355550100"), str_c(party), STR("As Written"), STR("JP"), STR("orderer"), true},
        {STR("email"), str_c(party), str_c(party), STR("As Written"), STR_NULL, STR_NULL, true},
        {STR("phone"), STR(""), STR("nobody"), STR_NULL, STR_NULL, STR_NULL, true},
        {STR("phone"), STR("+81355550100"), STR("a person"), STR("Ann"), STR_NULL, STR_NULL, false},
        {STR("phone"), STR("+81355550100"), STR_NULL, STR_NULL, STR_NULL, STR_NULL, true},
    };
    struct dealing_row row = row_of(id, version, date);
    put(f, &row, &(struct dealing_parts){.contacts = contacts, .n_contacts = ARRAY_LEN(contacts)});
}

static struct contact_users users_of(struct fixture *f, const struct contact_query *query)
{
    struct contact_users users = {0};
    assert_ok(dealing_contact_users(f->store, &f->arena, query, &users, &f->err));
    return users;
}

static void finds_contact_users(void **state)
{
    struct fixture *f = *state;
    struct contact_query query = {.kind = STR("phone"), .value = STR("+81355550100"), .is_organisation = true};
    assert_int_equal(users_of(f, &query).n_parties, 0);
    put_contact(f, "po-1", 1, "2026-01-01", "alpha");
    put_contact(f, "po-2", 1, "2026-03-01", "alpha"); /* the newest of alpha */
    put_contact(f, "po-3", 1, "2026-02-01", "alpha");
    put_contact(f, "po-4", 1, "2026-01-01", "beta");
    put_contact(f, "po-5", 1, "2026-01-01", "gamma");
    put_contact(f, "po-5", 2, "2026-01-01", "delta"); /* the latest version alone counts */
    struct contact_users users = users_of(f, &query);
    assert_int_equal(users.n_parties, 3);
    assert_int_equal(users.n, 3);
    assert_false(users.has_more);
    assert_str(users.v[0].party_key, "alpha");
    assert_str(users.v[0].dealing, "po-2");
    assert_str(users.v[0].party_name, "As Written");
    assert_str(users.v[0].country, "JP");
    assert_str(users.v[0].role, "orderer");
    assert_int_equal(users.v[0].version, 1);
    assert_int_equal(day_cmp(users.v[0].date, day_of("2026-03-01")), 0);
    assert_str(users.v[1].party_key, "beta");
    assert_str(users.v[2].party_key, "delta");
    assert_int_equal(users.v[2].version, 2);

    query.except_dealing = STR("po-2");
    assert_str(users_of(f, &query).v[0].dealing, "po-3");
    query.except_dealing = STR("po-4");
    assert_int_equal(users_of(f, &query).n_parties, 2);
    query.limit = 1;
    users = users_of(f, &query);
    assert_int_equal(users.n, 1);
    assert_int_equal(users.n_parties, 2);
    query.is_organisation = false;
    assert_str(users_of(f, &query).v[0].party_key, "a person");
    query.value = STR("");
    assert_int_equal(users_of(f, &query).n_parties, 0);
}

static void counts_hub_to_limit(void **state)
{
    struct fixture *f = *state;
    int most = (int)LIMIT(CONTACT_PARTIES);
    assert_ok(store_begin(f->store, &f->err));
    for (int i = 0; i < most; i++) {
        char id[32], party[32];
        (void)snprintf(id, sizeof(id), "po-%d", i);
        (void)snprintf(party, sizeof(party), "party %d", i);
        put_contact(f, id, 1, "2026-01-01", party);
    }
    assert_ok(store_commit(f->store, &f->err));
    struct contact_query query = {.kind = STR("phone"), .value = STR("+81355550100"), .is_organisation = true};
    struct contact_users users = users_of(f, &query);
    assert_int_equal(users.n_parties, most);
    assert_false(users.has_more);
    put_contact(f, "one more", 1, "2026-01-01", "zeta");
    users = users_of(f, &query);
    assert_int_equal(users.n_parties, most);
    assert_true(users.has_more);
}

/* One dealing with one item. Empty texts are absent. */
struct order {
    const char *id;
    int version;
    const char *date, *orderer, *item, *model, *unit;
    int quantity;
    bool is_hit, is_declined;
};

static struct str key_of(const char *text)
{
    return text[0] ? str_c(text) : STR_NULL;
}

static void put_order(struct fixture *f, const struct order *order)
{
    struct dealing_item item = {key_of(order->item), key_of(order->model), order->quantity, key_of(order->unit),
                                key_of(order->orderer)};
    struct dealing_row row = row_of(order->id, order->version, order->date);
    row.orderer_key = key_of(order->orderer);
    row.is_customer_hit = order->is_hit;
    row.is_declined = order->is_declined;
    put(f, &row, &(struct dealing_parts){.items = &item, .n_items = 1});
}

static const struct order ORDERS[] = {
    {"o1", 1, "2026-01-01", "alpha", "pump", "p1", "pcs", 10000, false, false},
    {"o2", 1, "2026-01-15", "beta", "pump", "", "pcs", 30000, true, false},
    {"o3", 1, "2026-02-01", "alpha", "big pump", "p1", "", 5000, false, true},
    {"o4", 1, "2026-02-01", "alpha", "pump", "", "kg", 99000, false, false},
    {"o5", 1, "2026-03-01", "", "valve", "", "pcs", -1, false, false},
    {"o6", 1, "2026-03-01", "alpha", "pump", "", "pcs", 77000, false, false},
    {"o6", 2, "2026-03-02", "alpha", "valve", "", "pcs", 88000, false, false},
};

static void put_orders(struct fixture *f)
{
    for (size_t i = 0; i < ARRAY_LEN(ORDERS); i++)
        put_order(f, &ORDERS[i]);
}

static const char *ids_of(struct fixture *f, const struct product_orders *orders)
{
    AUTO(buf_done) struct buf buf;
    struct str text = STR_NULL;
    buf_init(&buf, 1000);
    for (size_t i = 0; i < orders->n; i++)
        buf_printf(&buf, "%s%.*s", i ? " " : "", STR_ARG(orders->v[i].dealing));
    assert_ok(buf_take(&buf, &f->arena, &text, &f->err));
    return text.p;
}

static void finds_same_product(void **state)
{
    static const struct {
        const char *item, *model, *from, *to, *except_dealing, *except_orderer;
        const char *found;
        size_t limit;
        bool is_flagged_only, has_more;
    } ROWS[] = {
        {"pump", "", "", "", "", "", "o4 o2 o1", 0, false, false},
        {"pump", "p1", "", "", "", "", "o4 o3 o2 o1", 0, false, false}, /* o1 by both, once */
        {"", "p1", "", "", "", "", "o3 o1", 0, false, false},
        {"pump", "p1", "2026-01-15", "2026-01-31", "", "", "o2", 0, false, false},
        {"pump", "p1", "2026-01-16", "", "", "", "o4 o3", 0, false, false},
        {"pump", "p1", "", "", "o4", "", "o3 o2 o1", 0, false, false},
        {"pump", "p1", "", "", "", "alpha", "o2", 0, false, false},
        {"pump", "p1", "", "", "", "", "o3 o2", 0, true, false},
        {"pump", "p1", "", "", "", "", "o4 o3", 2, false, true},
        {"pump", "p1", "", "", "", "", "o4 o3 o2 o1", 4, false, false},
        {"valve", "", "", "", "", "alpha", "o5", 0, false, false},
        {"nothing", "none", "", "", "", "", "", 0, false, false},
        {"", "", "", "", "", "", "", 0, false, false},
    };
    struct fixture *f = *state;
    put_orders(f);
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct product_orders orders = {0};
        struct product_query query = {.item_key = key_of(ROWS[i].item),
                                      .model_key = key_of(ROWS[i].model),
                                      .from_day = day_of(ROWS[i].from),
                                      .to_day = day_of(ROWS[i].to),
                                      .except_dealing = key_of(ROWS[i].except_dealing),
                                      .except_orderer = key_of(ROWS[i].except_orderer),
                                      .is_flagged_only = ROWS[i].is_flagged_only,
                                      .limit = ROWS[i].limit};
        assert_ok(dealing_same_product(f->store, &f->arena, &query, &orders, &f->err));
        if (strcmp(ids_of(f, &orders), ROWS[i].found) != 0 || orders.has_more != ROWS[i].has_more)
            fail_msg("row %zu: %s, more %d", i, ids_of(f, &orders), orders.has_more);
    }
}

static void finds_largest_order(void **state)
{
    static const struct {
        const char *orderer, *item, *model, *unit, *until, *except;
        const char *found;
        int quantity;
    } ROWS[] = {
        {"alpha", "pump", "", "pcs", "2026-12-31", "", "o1", 10000},
        {"alpha", "pump", "", "kg", "2026-12-31", "", "o4", 99000},
        {"alpha", "pump", "p1", "", "2026-12-31", "", "o3", 5000},
        {"alpha", "valve", "", "pcs", "2026-12-31", "", "o6", 88000},
        {"alpha", "valve", "", "pcs", "2026-03-02", "", "o6", 88000},
        {"alpha", "valve", "", "pcs", "2026-03-01", "", "", 0},
        {"alpha", "valve", "", "pcs", "2026-12-31", "o6", "", 0},
        {"beta", "pump", "", "pcs", "2026-12-31", "", "o2", 30000},
        {"beta", "valve", "", "pcs", "2026-12-31", "", "", 0},
        {"", "valve", "", "pcs", "2026-12-31", "", "", 0}, /* and o5 has no quantity */
    };
    struct fixture *f = *state;
    put_orders(f);
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct product_order order = {0};
        struct largest_query query = {.orderer_key = key_of(ROWS[i].orderer),
                                      .item_key = key_of(ROWS[i].item),
                                      .model_key = key_of(ROWS[i].model),
                                      .unit = key_of(ROWS[i].unit),
                                      .until_day = day_of(ROWS[i].until),
                                      .except_dealing = key_of(ROWS[i].except)};
        int found = dealing_largest_order(f->store, &f->arena, &query, &order, &f->err);
        if (found != (ROWS[i].found[0] != '\0'))
            fail_msg("row %zu: %d", i, found);
        assert_str(order.dealing, ROWS[i].found);
        assert_int_equal(order.quantity, ROWS[i].quantity);
    }
}

static void finds_same_text(void **state)
{
    struct fixture *f = *state;
    static const char *const IDS[] = {"t1", "t2", "t3"};
    for (size_t i = 0; i < ARRAY_LEN(IDS); i++) {
        struct dealing_row row = row_of(IDS[i], 1, "2026-01-01");
        row.text_key = i < 2 ? STR("text") : STR_NULL;
        row.is_declined = i == 1;
        put(f, &row, NULL);
    }
    struct product_orders orders = {0};
    struct text_query query = {.text_key = STR("text")};
    assert_ok(dealing_same_text(f->store, &f->arena, &query, &orders, &f->err));
    assert_string_equal(ids_of(f, &orders), "t2 t1");
    assert_true(orders.v[0].is_declined);
    assert_int_equal(orders.v[0].quantity, DEALING_QUANTITY_UNKNOWN);
    query.is_flagged_only = true;
    assert_ok(dealing_same_text(f->store, &f->arena, &query, &orders, &f->err));
    assert_string_equal(ids_of(f, &orders), "t2");
    query.except_dealing = STR("t2");
    assert_ok(dealing_same_text(f->store, &f->arena, &query, &orders, &f->err));
    assert_int_equal(orders.n, 0);
    assert_ok(dealing_same_text(f->store, &f->arena, &(struct text_query){0}, &orders, &f->err));
    assert_int_equal(orders.n, 0);
}

static void assessments_are_kept(void **state)
{
    struct fixture *f = *state;
    struct assessment_row row = {.dealing = STR("po-1"),
                                 .version = 1,
                                 .at = STR("t"),
                                 .actor = STR("a"),
                                 .level = STR("amber"),
                                 .is_incomplete = true,
                                 .body = STR("{\"n\":1}")};
    struct assessment_row found = {0};
    assert_int_equal(assessment_put(f->store, &row, &f->err), SEKI_E_NOTFOUND);
    for (int64_t version = 1; version <= 2; version++) {
        struct dealing_row dealing = row_of("po-1", version, "2026-01-01");
        put(f, &dealing, NULL);
    }
    assert_int_equal(assessment_latest(f->store, &f->arena, STR("po-1"), &found, &f->err), 0);
    row.version = 2;
    assert_ok(assessment_put(f->store, &row, &f->err));
    row.body = STR("{\"n\":2}");
    assert_ok(assessment_put(f->store, &row, &f->err));
    row.version = 1;
    row.body = STR("{\"n\":3}");
    assert_ok(assessment_put(f->store, &row, &f->err));
    assert_int_equal(assessment_latest(f->store, &f->arena, STR("po-1"), &found, &f->err), 1);
    assert_str(found.body, "{\"n\":2}");
    assert_int_equal(found.version, 2);
    assert_true(found.is_incomplete);
    assert_str(found.level, "amber");
}

static void rolled_back_line_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t next = 0;
    assert_ok(store_begin(f->store, &f->err));
    put_contact(f, "po-1", 1, "2026-01-01", "alpha");
    assert_ok(store_savepoint(f->store, &f->err));
    put_contact(f, "po-2", 1, "2026-01-01", "beta");
    put_contact(f, "po-1", 2, "2026-01-01", "gamma");
    store_rollback_to(f->store);
    assert_ok(store_commit(f->store, &f->err));
    assert_ok(dealing_next_version(f->store, STR("po-1"), &next, &f->err));
    assert_int_equal(next, 2);
    struct contact_query query = {.kind = STR("phone"), .value = STR("+81355550100"), .is_organisation = true};
    struct contact_users users = users_of(f, &query);
    assert_int_equal(users.n, 1);
    assert_str(users.v[0].party_key, "alpha");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(versions_are_kept),   STORE_TEST(refuses_wrong_version), STORE_TEST(finds_contact_users),
        STORE_TEST(counts_hub_to_limit), STORE_TEST(finds_same_product),    STORE_TEST(finds_largest_order),
        STORE_TEST(finds_same_text),     STORE_TEST(assessments_are_kept),  STORE_TEST(rolled_back_line_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
