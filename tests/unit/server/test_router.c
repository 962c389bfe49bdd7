/* Tests of apps/server/router.c: which call a path means, what is allowed, what parameters are. */
#include "server/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

struct row {
    const char *method, *path;
    unsigned status;
    int endpoint; /* -1 = none */
    const char *first, *second;
};

static const struct row ROWS[] = {
    {"GET", "/v1/session", 0, ENDPOINT_SESSION, NULL, NULL},
    {"HEAD", "/v1/session", 0, ENDPOINT_SESSION, NULL, NULL},
    {"POST", "/v1/session", 0, ENDPOINT_LOGIN, NULL, NULL},
    {"PATCH", "/v1/session", 405, -1, NULL, NULL},
    {"GET", "/v1/dealings/po-1", 0, ENDPOINT_DEALING, "po-1", NULL},
    {"GET", "/v1/dealings/a%2Fb", 0, ENDPOINT_DEALING, "a/b", NULL},
    {"GET", "/v1/dealings/a%2Fb/versions", 0, ENDPOINT_VERSIONS, "a/b", NULL},
    {"GET", "/v1/dealings/%E6%A1%88", 0, ENDPOINT_DEALING, "案", NULL},
    {"GET", "/v1/dealings/%00", 404, -1, NULL, NULL},
    {"GET", "/v1/dealings/%ff", 404, -1, NULL, NULL},
    {"GET", "/v1/dealings/%z", 404, -1, NULL, NULL},
    {"GET", "/v1/dealings/", 404, -1, NULL, NULL},
    {"GET", "/v1/dealings//versions", 404, -1, NULL, NULL},
    {"GET", "/v1/dealings/x/versions/y", 404, -1, NULL, NULL},
    {"GET", "/v1/lists/jp_meti_eul/2026-02-27", 0, ENDPOINT_DIFF, "jp_meti_eul", "2026-02-27"},
    {"DELETE", "/v1/jobs/j", 0, ENDPOINT_JOB_CANCEL, "j", NULL},
    {"GET", "/v1", 404, -1, NULL, NULL},
    {"GET", "", 404, -1, NULL, NULL},
    {"GET", "/", 404, -1, NULL, NULL},
};

static void test_routes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct request request = {0};
        char allow[64];
        arena_init(&request.arena, (size_t)LIMIT(FIELD_BYTES));
        unsigned status = route_find(&request, str_c(ROWS[i].method), str_c(ROWS[i].path), allow);
        print_message("%s %s\n", ROWS[i].method, ROWS[i].path);
        assert_int_equal(status, ROWS[i].status);
        if (ROWS[i].endpoint >= 0)
            assert_ptr_equal(request.endpoint, &ENDPOINTS[ROWS[i].endpoint]);
        if (ROWS[i].first)
            assert_true(str_eq(request.parameters[0], str_c(ROWS[i].first)));
        if (ROWS[i].second)
            assert_true(str_eq(request.parameters[1], str_c(ROWS[i].second)));
        if (status == 405)
            assert_string_equal(allow, "POST, GET, DELETE");
        arena_done(&request.arena);
    }
}

/* No two rows mean the same call, so the order of the table means nothing. */
static void test_rows_differ(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++)
        for (size_t j = i + 1; j < ENDPOINT_COUNT; j++)
            assert_false(str_eq(ENDPOINTS[i].method, ENDPOINTS[j].method) &&
                         str_eq(ENDPOINTS[i].path, ENDPOINTS[j].path));
}

/* What changes something needs a session, but for signing in. */
static void test_only_signing_in_is_open(void **state)
{
    (void)state;
    for (size_t i = 0; i < ENDPOINT_COUNT; i++)
        if (ENDPOINTS[i].flags & END_OPEN && i != ENDPOINT_LOGIN)
            assert_true(str_eq(ENDPOINTS[i].method, STR("GET")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_routes), cmocka_unit_test(test_rows_differ),
                                       cmocka_unit_test(test_only_signing_in_is_open)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
