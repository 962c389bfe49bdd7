/* api/lists.c - seki_lists and seki_verify: what is stored, and is it whole? */
#include "api/api_int.h"
#include "base/limits.h"

static struct value *edition_value(struct arena *arena, const struct list_edition *edition)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("list"), edition->list) &&
                    value_put_text(arena, row, STR("edition"), edition->edition) &&
                    value_put_text(arena, row, STR("imported_at"), edition->imported_at) &&
                    value_put_int(arena, row, STR("parties"), edition->parties) &&
                    value_put_text(arena, row, STR("sha256"), edition->sha256) &&
                    value_put_bool(arena, row, STR("current"), edition->is_current);
    return is_whole ? row : NULL;
}

static int lists_in(struct seki_session *session, struct arena *arena, struct seki_answer **ret_answer,
                    struct seki_err *err)
{
    struct list_edition *editions;
    size_t n;
    TRY(lists_all(session->store, arena, &editions, &n, err));
    struct value *root = value_new(arena, VALUE_MAP), *list = value_new(arena, VALUE_LIST);
    TRY_MEM(value_put(root, STR("lists"), list), err);
    for (size_t i = 0; i < n; i++)
        TRY_MEM(value_add(list, edition_value(arena, &editions[i])), err);
    TRY(api_audit(session, API_LISTS, STR_NULL, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

int seki_lists(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    TRY(api_enter(session, API_LISTS, err));
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = lists_in(session, &arena, ret_answer, err);
    arena_done(&arena);
    return code;
}

struct checks {
    struct arena *arena;
    struct value *list;
    int failed;
};

/* One row: {"check","ok","count","problem"?} */
static int add_check(struct checks *checks, struct str name, int64_t count, struct str problem, struct seki_err *err)
{
    struct value *row = value_add(checks->list, value_new(checks->arena, VALUE_MAP));
    bool is_whole = value_put_text(checks->arena, row, STR("check"), name) &&
                    value_put_bool(checks->arena, row, STR("ok"), problem.n == 0) &&
                    value_put_int(checks->arena, row, STR("count"), count);
    if (is_whole && problem.n)
        is_whole = value_put_text(checks->arena, row, STR("problem"), problem);
    TRY_MEM(is_whole, err);
    checks->failed += problem.n > 0;
    return 0;
}

static int check_indexes(struct seki_session *session, struct checks *checks, struct seki_err *err)
{
    struct list_edition *editions;
    size_t n;
    struct str problem = STR("");
    struct seki_err cause;
    TRY(lists_all(session->store, checks->arena, &editions, &n, err));
    for (size_t i = 0; i < n && problem.n == 0; i++)
        if (api_index_check(session, &editions[i], &cause) < 0) {
            problem = arena_printf(checks->arena, "%.*s: %s", STR_ARG(editions[i].list), cause.reason);
            TRY_MEM(problem.p, err);
        }
    return add_check(checks, STR("indexes"), (int64_t)n, problem, err);
}

static int verify_in(struct seki_session *session, struct arena *arena, struct seki_answer **ret_answer,
                     struct seki_err *err)
{
    struct store_health health;
    struct value *root = value_new(arena, VALUE_MAP), *list = value_new(arena, VALUE_LIST);
    struct checks checks = {arena, list, 0};
    TRY_MEM(list, err);
    TRY(store_verify(session->store, arena, &health, err));
    struct str first = health.problems.n ? health.problems.v[0] : STR("");
    TRY(add_check(&checks, STR("database"), (int64_t)health.problems.n, first, err));
    for (size_t i = 1; i < health.problems.n; i++)
        TRY(add_check(&checks, STR("database"), 1, health.problems.v[i], err));
    TRY(add_check(&checks, STR("audit rows"), health.audit_rows, STR(""), err));
    TRY(add_check(&checks, STR("list editions"), health.editions, STR(""), err));
    TRY(add_check(&checks, STR("dealings"), health.dealings, STR(""), err));
    TRY(add_check(&checks, STR("assessments"), health.assessments, STR(""), err));
    TRY(check_indexes(session, &checks, err));
    TRY_MEM(value_put_bool(arena, root, STR("ok"), checks.failed == 0) && value_put(root, STR("checks"), list), err);
    if (checks.failed == 0)
        TRY(api_audit(session, API_VERIFY, STR_NULL, STR_NULL, err)); /* a damaged log is not written on */
    TRY(api_answer(root, ret_answer, err));
    return checks.failed;
}

int seki_verify(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena arena;
    TRY(api_enter(session, API_VERIFY, err));
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = verify_in(session, &arena, ret_answer, err);
    arena_done(&arena);
    return code;
}
