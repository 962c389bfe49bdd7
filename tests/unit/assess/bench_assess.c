/*
 * How long one assessment takes: a five-party order, the test lists, N stored dealings (default 100,000).
 *
 *   bench_assess [N]     prints processor milliseconds for each assessment, median of 50
 */
#include "assess_test.h"

#include <time.h>

static double cpu_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* A stored dealing like those of a busy year: 400 customers, 300 products, telephones of their own. */
static int store_one(struct assess_fixture *f, size_t i)
{
    struct arena *arena = &f->arena;
    struct str id = arena_printf(arena, "d%zu", i), customer = arena_printf(arena, "customer%zu", i % 400);
    struct str product = arena_printf(arena, "product%zu", i % 300);
    struct str phone = arena_printf(arena, "+4930%07zu", i % 400), body = arena_printf(arena, "{\"id\":\"d%zu\"}", i);
    struct dealing_contact contact = {.kind = STR("phone"),
                                      .value = phone,
                                      .party_key = customer,
                                      .party_name = customer,
                                      .role = STR("orderer"),
                                      .is_organisation = true};
    struct dealing_item item = {.item_key = product, .quantity = 1000, .orderer_key = customer};
    struct dealing_parts parts = {&contact, 1, &item, 1};
    struct dealing_row row = {.id = id,
                              .version = 1,
                              .kind = STR("procurement"),
                              .date = day_of_number(20400 + (int64_t)(i % 365)),
                              .body = body,
                              .at = STR("2026-01-01T00:00:00Z"),
                              .actor = STR("bench"),
                              .orderer_key = customer,
                              .level = STR("green")};
    return dealing_put(f->store, &row, &parts, &f->err);
}

static int fill(struct assess_fixture *f, size_t n)
{
    TRY(store_begin(f->store, &f->err));
    for (size_t i = 0; i < n; i++) {
        struct arena_mark mark = arena_mark(&f->arena);
        TRY(store_one(f, i));
        arena_rewind(&f->arena, mark);
    }
    return store_commit(f->store, &f->err);
}

static const char *const ORDER =
    "{\"id\":\"po-1\",\"kind\":\"procurement\",\"date\":\"2026-05-02\",\"asset\":{\"sensitivity\":\"S2\"},"
    "\"parties\":[{\"role\":\"orderer\",\"key\":\"o\",\"name\":\"customer7\",\"country\":\"DE\",\"phones\":[\"+"
    "49300000007\"],"
    "\"emails\":[\"a@alder.example\"],\"addresses\":[\"Lindenweg 12, 10115 Berlin\"]},"
    "{\"role\":\"end_user\",\"key\":\"e\",\"name\":\"Birch Waterworks "
    "AG\",\"country\":\"DE\",\"phones\":[\"+49301111111\"]},"
    "{\"role\":\"payer\",\"name\":\"Cedar Finance Ltd\",\"country\":\"GB\",\"phones\":[\"+442079460000\"]},"
    "{\"role\":\"forwarder\",\"name\":\"Dune Logistics\",\"country\":\"AE\",\"phones\":[\"+97145550199\"]},"
    "{\"role\":\"agent\",\"name\":\"Elm Agency\",\"country\":\"SG\",\"phones\":[\"+6563334444\"]}],"
    "\"relations\":[{\"from\":\"Fritz Alder\",\"to\":\"o\",\"kind\":\"owns\",\"share\":100}],"
    "\"items\":[{\"name\":\"product 7\",\"quantity\":4},{\"name\":\"product 8\",\"quantity\":1}],"
    "\"shipment\":{\"destination\":\"DE\",\"route\":[\"DE\"]}}";

static int compare(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    enum { RUNS = 50 };
    double times[RUNS];
    struct assess_fixture *f;
    void *state;
    uint64_t n = 100000;
    if ((argc > 1 && !str_to_u64(str_c(argv[1]), &n)) || assess_setup(&state) < 0)
        return 1;
    f = state;
    int code = fill(f, (size_t)n);
    for (size_t i = 0; i < RUNS && code >= 0; i++) {
        struct assessment answer;
        struct arena_mark mark = arena_mark(&f->arena);
        double start = cpu_ms();
        struct value *dealing;
        code = json_parse(&f->arena, str_c(ORDER), &dealing, &f->err);
        if (code >= 0)
            code = test_judge(f, dealing, false, &answer);
        times[i] = cpu_ms() - start;
        arena_rewind(&f->arena, mark);
    }
    if (code < 0)
        (void)fprintf(stderr, "%s: %s\n", f->err.place, f->err.reason);
    qsort(times, RUNS, sizeof(double), compare);
    (void)printf("assess: %llu stored dealings, %.2f ms (median of %d), %.2f ms (slowest)\n", (unsigned long long)n,
                 times[RUNS / 2], RUNS, times[RUNS - 1]);
    (void)assess_teardown(&state);
    return code < 0;
}
