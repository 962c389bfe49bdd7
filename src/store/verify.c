/* store/verify.c - look at everything that is stored; see store_verify in store/store.h. */
#include "base/hash.h"
#include "base/limits.h"
#include "store/audit.h"
#include "store/sql_int.h"

struct problems {
    struct str *v;
    size_t n, cap;
};

static int add_problem(struct arena *arena, struct problems *problems, struct str problem, struct seki_err *err)
{
    TRY_MEM(problem.p, err);
    if (problems->n < LIMIT(PROBLEMS))
        TRY_MEM(ARENA_PUSH(arena, problems, problem), err);
    return 0;
}

/* Rows of (sha256, body, what). */
static int verify_hashes(struct store *store, struct arena *arena, enum sql_id id, struct problems *problems,
                         struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, id);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        char sha256[SHA256_HEX];
        struct str wanted = sql_peek(query, 0), body = sql_peek(query, 1), what = sql_peek(query, 2);
        TRY(sql_taken(query, err));
        sha256_of(body, sha256);
        if (!str_eq(wanted, str_c(sha256)))
            TRY(add_problem(
                arena, problems,
                arena_printf(arena, "%.*s: the content does not fit its hash %.*s", STR_ARG(what), STR_ARG(wanted)),
                err));
    }
    return got;
}

static int verify_editions(struct store *store, struct arena *arena, struct problems *problems, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_VERIFY_EDITIONS);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        int64_t wanted = sql_int(query, 2), found = sql_int(query, 3);
        struct str id = sql_peek(query, 0), list = sql_peek(query, 1);
        TRY(sql_taken(query, err));
        if (wanted != found)
            TRY(add_problem(arena, problems,
                            arena_printf(arena, "edition %.*s of %.*s: %lld parties, %lld were imported", STR_ARG(id),
                                         STR_ARG(list), (long long)found, (long long)wanted),
                            err));
    }
    return got;
}

static int verify_heads(struct store *store, struct arena *arena, struct problems *problems, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_VERIFY_HEADS);
    int got;
    while ((got = sql_next(query, err)) > 0) {
        struct str id = sql_peek(query, 0);
        TRY(sql_taken(query, err));
        TRY(add_problem(arena, problems, arena_printf(arena, "dealing %.*s: versions are missing", STR_ARG(id)), err));
    }
    return got;
}

static int verify_audit(struct store *store, struct arena *arena, struct problems *problems, int64_t *ret_rows,
                        struct seki_err *err)
{
    struct audit_state audit;
    TRY(audit_verify(store, arena, &audit, err));
    *ret_rows = audit.rows;
    return audit.is_whole ? 0 : add_problem(arena, problems, audit.problem, err);
}

static int count(struct store *store, struct store_health *health, struct seki_err *err)
{
    AUTO(sql_end) struct query *query = sql_ask(store, SQL_VERIFY_COUNTS);
    TRY(sql_next(query, err));
    health->editions = sql_int(query, 0);
    health->dealings = sql_int(query, 1);
    health->assessments = sql_int(query, 2);
    return 0;
}

static int verify_rows(struct store *store, struct arena *arena, struct problems *problems, struct store_health *health,
                       struct seki_err *err)
{
    TRY(verify_hashes(store, arena, SQL_VERIFY_BODIES, problems, err));
    TRY(verify_hashes(store, arena, SQL_VERIFY_DEALINGS, problems, err));
    TRY(verify_editions(store, arena, problems, err));
    TRY(verify_heads(store, arena, problems, err));
    TRY(verify_audit(store, arena, problems, &health->audit_rows, err));
    return count(store, health, err);
}

int store_verify(struct store *store, struct arena *arena, struct store_health *ret_health, struct seki_err *err)
{
    struct store_health health = {0};
    struct problems problems = {0};
    struct seki_err broken;
    struct str_list found = {0};
    TRY(sql_check(store, arena, (int)LIMIT(PROBLEMS), &found, err));
    for (size_t i = 0; i < found.n; i++)
        TRY(add_problem(arena, &problems, found.v[i], err));
    int code = verify_rows(store, arena, &problems, &health, &broken);
    if (code == SEKI_E_CORRUPT) {
        code = add_problem(arena, &problems, arena_str(arena, str_c(broken.reason)), err);
    } else if (code < 0 && err) {
        *err = broken;
    }
    TRY(code);
    health.problems = (struct str_list){problems.v, problems.n};
    health.is_whole = problems.n == 0;
    *ret_health = health;
    return 0;
}
