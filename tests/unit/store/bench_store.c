/*
 * tests/unit/store/bench_store.c - how fast the store is, as figures.
 *
 *   bench_store FOLDER     makes FOLDER/store, fills it, prints one line for each figure, leaves it
 */
#include "base/limits.h"
#include "store/dealings.h"
#include "store/lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RECORDS = 60000, DEALINGS = 100000, ALONE = 500, BATCH = 256, LOOKUPS = 2000 };

static struct arena arena;
static struct seki_err err;
static struct store *store;

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void check(int code)
{
    if (code >= 0)
        return;
    (void)fprintf(stderr, "%d %s\n", code, err.reason);
    exit(1);
}

static void bench_import(const char *id, const char *date)
{
    struct new_edition edition = {.id = str_c(id),
                                  .list = STR("l"),
                                  .edition = str_c(date),
                                  .imported_at = STR("t"),
                                  .sha256 = str_c(id),
                                  .format = STR("f")};
    double start = seconds();
    check(store_begin(store, &err));
    check(lists_begin_edition(store, &edition, &err));
    for (int i = 0; i < RECORDS; i++) {
        char entry[32], name[64];
        (void)snprintf(entry, sizeof(entry), "entry-%d", i);
        (void)snprintf(name, sizeof(name), "Invented Trading and Engineering %d Company Limited", i);
        struct party_name names[] = {{str_c(name), PARTY_NAME_PRIMARY},
                                     {STR("An Alias of It"), PARTY_NAME_ALIAS},
                                     {STR("想像上の貿易株式会社"), PARTY_NAME_ALIAS}};
        struct str address = STR("12 Invented Street, Some Town, Some Province, 1234567");
        struct party_record record = {.entry = str_c(entry),
                                      .schema = PARTY_COMPANY,
                                      .is_listed = true,
                                      .names = names,
                                      .n_names = 3,
                                      .addresses = {&address, 1},
                                      .remarks = address,
                                      .row = (uint64_t)i + 1};
        check(lists_add_record(store, str_c(id), &record, &err));
    }
    check(lists_finish_edition(store, &arena, str_c(id), NULL, &err));
    check(store_commit(store, &err));
    printf("import of %d records (%s): %.2f s\n", RECORDS, date, seconds() - start);
}

static void put(int i)
{
    char id[32], phone[32], party[32], item[32];
    (void)snprintf(id, sizeof(id), "po-%d", i);
    (void)snprintf(phone, sizeof(phone), "+8135%07d", i % 3 == 0 ? 1 : i / 4);
    (void)snprintf(party, sizeof(party), "party %d", i % 20000);
    (void)snprintf(item, sizeof(item), "item %d", i % 500);
    struct dealing_contact contacts[5];
    for (int k = 0; k < 5; k++)
        contacts[k] = (struct dealing_contact){k < 2 ? STR("phone") : STR("email"),
                                               str_c(k == 0 ? phone : party),
                                               str_c(party),
                                               str_c(party),
                                               STR("JP"),
                                               STR("orderer"),
                                               true};
    struct dealing_item items[] = {{str_c(item), STR_NULL, 1000 * (i % 97), STR("pcs"), str_c(party)},
                                   {STR("everybody's item"), STR_NULL, 1000, STR("pcs"), str_c(party)}};
    struct dealing_parts parts = {contacts, 5, items, 2};
    static char body[1500];
    for (size_t k = 0; k < sizeof(body); k++)
        body[k] = 'x';
    struct dealing_row row = {.id = str_c(id),
                              .version = 1,
                              .kind = STR("procurement"),
                              .date = day_of_number(20000 + i % 365),
                              .body = {body, sizeof(body)},
                              .at = STR("t"),
                              .actor = STR("a"),
                              .orderer_key = str_c(party),
                              .text_key = str_c(item),
                              .is_customer_hit = i % 1000 == 0};
    check(dealing_put(store, &row, &parts, &err));
    struct assessment_row assessment = {.dealing = str_c(id),
                                        .version = 1,
                                        .at = STR("t"),
                                        .actor = STR("a"),
                                        .level = STR("green"),
                                        .body = {body, sizeof(body)}};
    check(assessment_put(store, &assessment, &err));
}

static void bench_dealings(void)
{
    double start = seconds();
    for (int i = 0; i < ALONE; i++) {
        check(store_begin(store, &err));
        put(i);
        check(store_commit(store, &err));
    }
    printf("dealing with its assessment, one commit each: %.0f/s\n", ALONE / (seconds() - start));
    start = seconds();
    for (int i = ALONE; i < DEALINGS; i += BATCH) {
        check(store_begin(store, &err));
        for (int k = i; k < i + BATCH && k < DEALINGS; k++) {
            check(store_savepoint(store, &err));
            put(k);
            check(store_release(store, &err));
        }
        check(store_commit(store, &err));
    }
    printf("the same, commits of %d with savepoints: %.0f/s\n", BATCH, (DEALINGS - ALONE) / (seconds() - start));
}

/* One look-up LOOKUPS times with changing keys. */
static void bench_lookup(const char *what, void (*look)(int))
{
    double start = seconds();
    for (int i = 0; i < LOOKUPS; i++) {
        struct arena_mark mark = arena_mark(&arena);
        look(i * 37 % DEALINGS);
        arena_rewind(&arena, mark);
    }
    printf("%s: %.4f ms\n", what, (seconds() - start) * 1000 / LOOKUPS);
}

static void look_phone(int i)
{
    char phone[32];
    struct contact_users users;
    (void)snprintf(phone, sizeof(phone), "+8135%07d", i / 4);
    struct contact_query query = {.kind = STR("phone"), .value = str_c(phone), .is_organisation = true, .limit = 32};
    check(dealing_contact_users(store, &arena, &query, &users, &err));
}

static void look_hub(int i)
{
    struct contact_users users;
    struct contact_query query = {
        .kind = STR("phone"), .value = STR("+81350000001"), .is_organisation = true, .limit = 32};
    (void)i;
    check(dealing_contact_users(store, &arena, &query, &users, &err));
}

static void look_product(int i)
{
    char item[32];
    struct product_orders orders;
    (void)snprintf(item, sizeof(item), "item %d", i % 500);
    struct product_query query = {.item_key = str_c(item),
                                  .from_day = day_of_number(20100),
                                  .to_day = day_of_number(20160),
                                  .except_orderer = STR("party 1"),
                                  .limit = 20};
    check(dealing_same_product(store, &arena, &query, &orders, &err));
}

static void look_common_product(int i)
{
    struct product_orders orders;
    struct product_query query = {.item_key = STR("everybody's item"),
                                  .from_day = day_of_number(20100),
                                  .to_day = day_of_number(20160),
                                  .limit = 20};
    (void)i;
    check(dealing_same_product(store, &arena, &query, &orders, &err));
}

static void look_flagged(int i)
{
    struct product_orders orders;
    struct product_query query = {.item_key = STR("everybody's item"), .is_flagged_only = true, .limit = 20};
    (void)i;
    check(dealing_same_product(store, &arena, &query, &orders, &err));
}

static void look_largest(int i)
{
    char party[32], item[32];
    struct product_order order;
    (void)snprintf(party, sizeof(party), "party %d", i % 20000);
    (void)snprintf(item, sizeof(item), "item %d", i % 500);
    struct largest_query query = {
        .orderer_key = str_c(party), .item_key = str_c(item), .unit = STR("pcs"), .until_day = day_of_number(20300)};
    check(dealing_largest_order(store, &arena, &query, &order, &err));
}

static void look_text(int i)
{
    char item[32];
    struct product_orders orders;
    (void)snprintf(item, sizeof(item), "item %d", i % 500);
    struct text_query query = {.text_key = str_c(item), .limit = 20};
    check(dealing_same_text(store, &arena, &query, &orders, &err));
}

static void look_versions(int i)
{
    char id[32];
    struct dealing_versions versions;
    (void)snprintf(id, sizeof(id), "po-%d", i);
    check(dealing_versions(store, &arena, str_c(id), &versions, &err));
}

int main(int argc, char **argv)
{
    char dir[4096];
    arena_init(&arena, 1 * GIB);
    (void)snprintf(dir, sizeof(dir), "%s/store", argc > 1 ? argv[1] : ".");
    check(store_create(dir, &(struct store_settings){0}, 0, &err));
    check(store_open(dir, &store, &err));
    bench_import("e1", "2025-01-01");
    bench_import("e2", "2026-01-01");
    bench_dealings();
    printf("look-ups with %d dealings stored:\n", DEALINGS);
    bench_lookup("  a telephone of few parties", look_phone);
    bench_lookup("  a telephone of 20,000 parties (hub)", look_hub);
    bench_lookup("  same product within 60 days", look_product);
    bench_lookup("  same product, in every dealing", look_common_product);
    bench_lookup("  same product, flagged customers", look_flagged);
    bench_lookup("  largest order so far", look_largest);
    bench_lookup("  same text", look_text);
    bench_lookup("  all versions of a dealing", look_versions);
    double start = seconds();
    struct store_health health;
    check(store_verify(store, &arena, &health, &err));
    printf("verification: %.2f s, %s\n", seconds() - start, health.is_whole ? "whole" : "damaged");
    store_close(&store);
    arena_done(&arena);
    return 0;
}
