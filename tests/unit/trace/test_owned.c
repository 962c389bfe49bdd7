/* The 50 % rules over small graphs, the published examples restated, a generated graph, and the policy table. */
#include "base/attr.h"
#include "base/file.h"
#include "codec/json.h"
#include "trace/owned.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define RULE(name, who, more, together, control, force, from, to)                                                      \
    {                                                                                                                  \
        .id = STR(name), .authority = STR(who), .threshold = 5000, .is_more_than = (more), .is_aggregate = (together), \
        .is_indirect = true, .counts_control = (control), .is_in_force = (force), .valid_from = from, .valid_to = to   \
    }

enum { MAX_EDGES = 8, MAX_LISTED = 4, NODES = 8 };

/* L, M = listed; A .. E = others. */
enum { L, M, A, B, C, D, E };

static const struct owned_rule *test_rules(size_t *ret_n)
{
    static struct owned_rule rules[8];
    const struct owned_rule rows[] = {
        RULE("ofac", "US OFAC", false, true, false, true, ((struct day){2014, 8, 13}), DAY_NONE),
        RULE("ofac_old", "US OFAC", false, false, false, true, ((struct day){2008, 2, 14}),
             ((struct day){2014, 8, 12})),
        RULE("bis", "US BIS", false, true, false, true, ((struct day){2025, 9, 29}), ((struct day){2025, 11, 9})),
        RULE("bis", "US BIS", false, true, false, false, ((struct day){2025, 11, 10}), ((struct day){2026, 11, 9})),
        RULE("bis", "US BIS", false, true, false, true, ((struct day){2026, 11, 10}), DAY_NONE),
        RULE("uk", "UK", true, false, true, true, ((struct day){2018, 11, 22}), DAY_NONE),
        RULE("other", "*", false, true, false, true, DAY_NONE, DAY_NONE),
    };
    memcpy(rules, rows, sizeof(rows));
    *ret_n = ARRAY_LEN(rows);
    return rules;
}

#define EVERY STR("*")
#define LIST_RULES                                                                                                     \
    {                                                                                                                  \
        {STR("sdn"), EVERY, STR("ofac")}, {STR("sdn"), EVERY, STR("ofac_old")}, {STR("uk"), EVERY, STR("uk")},         \
            {STR("csl"), STR("Entity List"), STR("bis")}, {STR("csl"), EVERY, STR("other")},                           \
        {                                                                                                              \
            EVERY, EVERY, STR("other")                                                                                 \
        }                                                                                                              \
    }

static struct owned_question question_of(const struct owned_edge *edges, size_t n_edges,
                                         const struct owned_listed *listed, size_t n_listed)
{
    struct owned_question question = {.n_nodes = NODES,
                                      .edges = edges,
                                      .n_edges = n_edges,
                                      .listed = listed,
                                      .n_listed = n_listed,
                                      .day = {2026, 11, 25}};
    question.rules = test_rules(&question.n_rules);
    return question;
}

#define SAYS(who, owner, owned, share)                                                                                 \
    {                                                                                                                  \
        owner, owned, share, share, false, DAY_NONE, DAY_NONE, STR(who), STR("/")                                      \
    }
#define HOLDS(owner, owned, share) SAYS("", owner, owned, share)
#define RANGE(owner, owned, share_min, share_max)                                                                      \
    {                                                                                                                  \
        owner, owned, share_min, share_max, false, DAY_NONE, DAY_NONE, STR(""), STR("/")                               \
    }
#define CONTROLS(owner, owned)                                                                                         \
    {                                                                                                                  \
        owner, owned, -1, -1, true, DAY_NONE, DAY_NONE, STR(""), STR("/")                                              \
    }

/* One asked party, the first list of both listed parties. */
struct row {
    const char *list;
    struct owned_edge edges[MAX_EDGES];
    size_t n_edges;
    uint32_t asked;
    enum owned_state state;
    int32_t share_min, share_max; /* -1: no verdict */
    size_t n_listed, n_proof;
};

static void check_row(const struct row *row, size_t index)
{
    const struct owned_list_rule list_rules[] = LIST_RULES;
    const struct owned_listed listed[] = {{L, str_c(row->list), STR_NULL, STR_NULL},
                                          {M, str_c(row->list), STR_NULL, STR_NULL}};
    struct owned_question question = question_of(row->edges, row->n_edges, listed, ARRAY_LEN(listed));
    struct owned_answer answer;
    struct seki_err err;
    struct arena arena;
    question.asked = &row->asked;
    question.n_asked = 1;
    question.list_rules = list_rules;
    question.n_list_rules = ARRAY_LEN(list_rules);
    arena_init(&arena, 1 << 20);
    assert_int_equal(owned_find(&arena, &question, &answer, &err), 0);
    struct owned_verdict none = {.share_min = -1, .share_max = -1};
    struct owned_verdict got = answer.n ? answer.v[0] : none;
    if (answer.n > 1 || got.state != row->state || got.share_min != row->share_min || got.share_max != row->share_max ||
        got.n_listed != row->n_listed || got.n_proof != row->n_proof)
        fail_msg("row %zu: %zu verdicts, state %d, share %d to %d, %zu listed, %zu holdings", index, answer.n,
                 (int)got.state, (int)got.share_min, (int)got.share_max, got.n_listed, got.n_proof);
    arena_done(&arena);
}

static void test_rows(void **state)
{
    const struct row rows[] = {
        /* OFAC FAQ 401: 50 % of 50 % is caught; shares are not multiplied */
        {"sdn", {HOLDS(L, A, 5000), HOLDS(A, B, 5000)}, 2, B, OWNED_CERTAINLY, 5000, 5000, 1, 2},
        {"sdn", {HOLDS(L, A, 5000), HOLDS(A, B, 2500)}, 2, B, OWNED_NO, 2500, 2500, 1, 2},
        {"sdn", {HOLDS(L, A, 2500), HOLDS(A, B, 5000)}, 2, B, OWNED_NO, -1, -1, 0, 0},
        {"sdn", {HOLDS(L, A, 5000), HOLDS(L, B, 1000), HOLDS(A, B, 4000)}, 3, B, OWNED_CERTAINLY, 5000, 5000, 1, 3},
        {"sdn", {HOLDS(L, A, 3000), HOLDS(M, A, 2500)}, 2, A, OWNED_CERTAINLY, 5500, 5500, 2, 2},
        {"sdn", {HOLDS(L, A, 2500), HOLDS(M, A, 2499)}, 2, A, OWNED_NO, 4999, 4999, 2, 2},
        {"sdn", {HOLDS(L, A, 6000), HOLDS(A, B, 6000), HOLDS(B, C, 6000)}, 3, C, OWNED_CERTAINLY, 6000, 6000, 1, 3},
        /* cycles and self-holdings end and are not counted twice */
        {"sdn", {HOLDS(L, A, 5000), HOLDS(A, B, 5000), HOLDS(B, A, 5000)}, 3, A, OWNED_CERTAINLY, 10000, 10000, 1, 3},
        {"sdn", {HOLDS(A, B, 10000), HOLDS(B, A, 10000)}, 2, A, OWNED_NO, -1, -1, 0, 0},
        {"sdn", {HOLDS(A, A, 4000), HOLDS(L, A, 2000)}, 2, A, OWNED_NO, 2000, 2000, 1, 1},
        {"sdn", {HOLDS(L, A, 6000), HOLDS(A, L, 6000)}, 2, L, OWNED_NO, -1, -1, 0, 0},
        /* ranges */
        {"sdn", {RANGE(L, A, 4000, 6000)}, 1, A, OWNED_POSSIBLY, 4000, 6000, 1, 1},
        {"sdn", {RANGE(L, A, 5000, 6000)}, 1, A, OWNED_CERTAINLY, 5000, 6000, 1, 1},
        {"sdn", {RANGE(L, A, -1, -1)}, 1, A, OWNED_POSSIBLY, 0, 10000, 1, 1},
        {"sdn", {RANGE(L, A, 4000, 6000), HOLDS(A, B, 10000)}, 2, B, OWNED_POSSIBLY, 0, 10000, 1, 2},
        {"sdn",
         {RANGE(L, A, 4000, 6000), HOLDS(A, B, 3000), HOLDS(M, B, 3000)},
         3,
         B,
         OWNED_POSSIBLY,
         3000,
         6000,
         2,
         3},
        /* two sources for one holding are not added, two blocks of one source are */
        {"sdn", {SAYS("r", L, A, 3000), SAYS("s", L, A, 3000)}, 2, A, OWNED_NO, 3000, 3000, 1, 1},
        {"sdn", {SAYS("r", L, A, 3000), SAYS("s", L, A, 6000)}, 2, A, OWNED_POSSIBLY, 3000, 6000, 1, 1},
        {"sdn",
         {SAYS("s", L, A, 3000), SAYS("r", L, A, 5000), SAYS("s", L, A, 2000)},
         3,
         A,
         OWNED_CERTAINLY,
         5000,
         5000,
         1,
         1},
        {"sdn", {HOLDS(L, A, 3000), HOLDS(L, A, 2500)}, 2, A, OWNED_CERTAINLY, 5500, 5500, 1, 1},
        {"sdn", {RANGE(L, A, -1, -1), HOLDS(L, A, 6000)}, 2, A, OWNED_CERTAINLY, 6000, 6000, 1, 1},
        /* UK: more than 50 %, each alone, control counts */
        {"uk", {HOLDS(L, A, 5000)}, 1, A, OWNED_NO, 5000, 5000, 1, 1},
        {"uk", {HOLDS(L, A, 5001)}, 1, A, OWNED_CERTAINLY, 5001, 5001, 1, 1},
        {"uk", {HOLDS(L, A, 3000), HOLDS(M, A, 4000)}, 2, A, OWNED_NO, 4000, 4000, 1, 1},
        {"uk", {HOLDS(L, A, 6000), HOLDS(A, B, 3000), HOLDS(L, B, 3000)}, 3, B, OWNED_CERTAINLY, 6000, 6000, 1, 3},
        {"uk", {CONTROLS(L, A)}, 1, A, OWNED_CERTAINLY, 0, 0, 1, 1},
        {"sdn", {CONTROLS(L, A)}, 1, A, OWNED_NO, -1, -1, 0, 0},
        {"sdn", {CONTROLS(L, A), HOLDS(L, A, 2000)}, 2, A, OWNED_NO, 2000, 2000, 1, 1},
        /* other lists */
        {"jp", {HOLDS(L, A, 2000), HOLDS(M, A, 3000)}, 2, A, OWNED_CERTAINLY, 5000, 5000, 2, 2},
        {"jp", {HOLDS(B, A, 9000)}, 1, A, OWNED_NO, -1, -1, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        check_row(&rows[i], i);
}

static void test_days(void **state)
{
    static const struct {
        const char *list, *field;
        struct day day;
        const char *rule;
        bool is_in_force;
        enum owned_state state;
    } rows[] = {
        {"sdn", NULL, {2026, 11, 25}, "ofac", true, OWNED_CERTAINLY},
        {"sdn", NULL, {2014, 8, 13}, "ofac", true, OWNED_CERTAINLY},
        {"sdn", NULL, {2014, 8, 12}, "ofac_old", true, OWNED_NO},
        {"sdn", NULL, {2008, 2, 13}, "ofac_old", false, OWNED_NO},
        {"csl", "Entity List (EL) - BIS", {2025, 9, 28}, "bis", false, OWNED_CERTAINLY},
        {"csl", "Entity List (EL) - BIS", {2025, 11, 9}, "bis", true, OWNED_CERTAINLY},
        {"csl", "Entity List (EL) - BIS", {2025, 11, 10}, "bis", false, OWNED_CERTAINLY},
        {"csl", "Entity List (EL) - BIS", {2026, 11, 9}, "bis", false, OWNED_CERTAINLY},
        {"csl", "Entity List (EL) - BIS", {2026, 11, 10}, "bis", true, OWNED_CERTAINLY},
        {"csl", "Denied Persons List", {2026, 11, 25}, "other", true, OWNED_CERTAINLY},
        {"csl", NULL, {2026, 11, 25}, "other", true, OWNED_CERTAINLY},
        {"un_sc", NULL, {1990, 1, 1}, "other", true, OWNED_CERTAINLY},
    };
    const struct owned_edge edges[] = {HOLDS(L, A, 2500), HOLDS(M, A, 2500)};
    const struct owned_list_rule list_rules[] = LIST_RULES;
    const uint32_t asked = A;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str list = str_c(rows[i].list), field = str_c(rows[i].field);
        const struct owned_listed listed[] = {{L, list, field, STR_NULL}, {M, list, field, STR_NULL}};
        struct owned_question question = question_of(edges, ARRAY_LEN(edges), listed, ARRAY_LEN(listed));
        struct owned_answer answer;
        struct seki_err err;
        struct arena arena;
        question.asked = &asked;
        question.n_asked = 1;
        question.list_rules = list_rules;
        question.n_list_rules = ARRAY_LEN(list_rules);
        question.day = rows[i].day;
        arena_init(&arena, 1 << 20);
        assert_int_equal(owned_find(&arena, &question, &answer, &err), 0);
        assert_int_equal(answer.n, 1);
        if (!str_eq(answer.v[0].rule->id, str_c(rows[i].rule)) || answer.v[0].is_in_force != rows[i].is_in_force ||
            answer.v[0].state != rows[i].state)
            fail_msg("row %zu: %.*s, in force %d, state %d", i, STR_ARG(answer.v[0].rule->id),
                     (int)answer.v[0].is_in_force, (int)answer.v[0].state);
        arena_done(&arena);
    }
}

/* Two lists on two owners: a verdict under each rule, and a holding that is over by its dates does not count. */
static void test_two_rules_and_dates(void **state)
{
    const struct owned_edge edges[] = {
        HOLDS(L, A, 6000),
        HOLDS(M, A, 3000),
        {L, B, 9000, 9000, false, DAY_NONE, {2026, 11, 24}, STR("register"), STR("page 1")},
        {L, B, 1000, 1000, false, {2026, 11, 25}, DAY_NONE, STR("register"), STR("page 2")},
        {L, C, 9000, 9000, false, {2027, 0, 0}, DAY_NONE, STR_NULL, STR_NULL},
    };
    static const uint32_t asked[] = {C, B, A};
    const struct owned_list_rule list_rules[] = LIST_RULES;
    const struct owned_listed listed[] = {
        {L, STR("sdn"), STR_NULL, STR_NULL}, {M, STR("uk"), STR_NULL, STR_NULL}, {L, STR("jp"), STR_NULL, STR_NULL}};
    struct owned_question question = question_of(edges, ARRAY_LEN(edges), listed, ARRAY_LEN(listed));
    struct owned_answer answer;
    struct seki_err err;
    struct arena arena;
    (void)state;
    question.asked = asked;
    question.n_asked = ARRAY_LEN(asked);
    question.list_rules = list_rules;
    question.n_list_rules = ARRAY_LEN(list_rules);
    arena_init(&arena, 1 << 20);
    assert_int_equal(owned_find(&arena, &question, &answer, &err), 0);
    assert_int_equal(answer.n, 5); /* B: sdn, jp; A: sdn, uk, jp */
    assert_int_equal(answer.v[0].node, B);
    assert_int_equal(answer.v[0].share_max, 1000);
    assert_true(str_eq(answer.v[0].proof[0].place, STR("page 2")));
    assert_int_equal(answer.v[2].node, A);
    assert_int_equal(answer.v[2].state, OWNED_CERTAINLY);
    assert_true(str_eq(answer.v[3].rule->id, STR("uk")));
    assert_int_equal(answer.v[3].state, OWNED_NO);
    assert_int_equal(answer.v[3].share_max, 3000);
    assert_false(answer.has_holdings[0]);
    assert_true(answer.has_holdings[1] && answer.has_holdings[2]);
    arena_done(&arena);
}

static void test_refused(void **state)
{
    const struct owned_edge bad[] = {HOLDS(NODES, A, 1), HOLDS(A, NODES, 1), HOLDS(A, B, 10001), RANGE(A, B, 60, 50),
                                     RANGE(A, B, -2, 5)};
    const struct owned_list_rule list_rules[] = {{STR("sdn"), EVERY, STR("ofac")}};
    const struct owned_listed listed[] = {{L, STR("sdn"), STR_NULL, STR_NULL}};
    const struct owned_listed strange[] = {{L, STR("jp"), STR_NULL, STR_NULL}};
    struct owned_answer answer;
    struct seki_err err;
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct owned_question question = question_of(&bad[i], 1, listed, 1);
        question.list_rules = list_rules;
        question.n_list_rules = 1;
        assert_int_equal(owned_find(&arena, &question, &answer, &err), SEKI_E_MEANING);
    }
    struct owned_question question = question_of(NULL, 0, strange, 1);
    question.list_rules = list_rules;
    question.n_list_rules = 1;
    assert_int_equal(owned_find(&arena, &question, &answer, &err), SEKI_E_MEANING);
    assert_string_equal(err.reason, "no ownership rule for the list jp");
    arena_done(&arena);
}

static void test_read(void **state)
{
    const struct str header[] = {STR("id"),      STR("authority"), STR("lists"),      STR("operator"),
                                 STR("percent"), STR("aggregate"), STR("indirect"),   STR("control_counts"),
                                 STR("effect"),  STR("status"),    STR("valid_from"), STR("valid_to"),
                                 STR("source"),  STR("note")};
    struct str fields[] = {STR("bis_affiliates"),
                           STR("US BIS"),
                           STR("Entity List"),
                           STR(">="),
                           STR("33.34"),
                           STR("yes"),
                           STR("yes"),
                           STR("no"),
                           STR("e"),
                           STR("suspended"),
                           STR("2025-11-10"),
                           STR(""),
                           STR("s"),
                           STR("n")};
    static const struct {
        size_t column;
        const char *text;
    } bad[] = {{3, "="}, {4, ""}, {4, "101"}, {4, "-5"}, {4, "half"}, {5, "maybe"}, {9, "gone"}, {10, "2025-13-01"}};
    struct owned_rule rule;
    struct seki_err err;
    (void)state;
    assert_int_equal(owned_rule_read(header, fields, ARRAY_LEN(fields), &rule, &err), 0);
    assert_int_equal(rule.threshold, 3334);
    assert_true(rule.is_aggregate && rule.is_indirect && !rule.is_more_than && !rule.counts_control &&
                !rule.is_in_force);
    assert_int_equal(rule.valid_from.month, 11);
    assert_false(day_is_known(rule.valid_to));
    assert_int_equal(owned_rule_read(header, fields, 5, &rule, &err), SEKI_E_MEANING);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct str kept = fields[bad[i].column];
        fields[bad[i].column] = str_c(bad[i].text);
        if (owned_rule_read(header, fields, ARRAY_LEN(fields), &rule, &err) != SEKI_E_MEANING)
            fail_msg("'%s' was accepted", bad[i].text);
        fields[bad[i].column] = kept;
    }
}

/* ---- with SEKISHO_SHARED ---- */

static struct str shared_file(struct arena *arena, const char *name)
{
    const char *shared = getenv("SEKISHO_SHARED");
    struct str path = arena_printf(arena, "%s/data/trace/%s", shared ? shared : "/nonexistent", name), bytes;
    if (!shared || !file_exists(path.p)) {
        arena_done(arena);
        skip();
    }
    assert_int_equal(file_read(arena, path.p, 1 << 20, &bytes, NULL), 0);
    return bytes;
}

/* Who is caught, as numbers in order; the listed themselves are not. */
static struct str caught_of(struct arena *arena, const struct owned_question *question)
{
    struct owned_answer answer;
    struct seki_err err;
    struct str text = STR("");
    assert_int_equal(owned_find(arena, question, &answer, &err), 0);
    for (size_t i = 0; i < answer.n; i++) {
        bool is_listed = false;
        for (size_t k = 0; k < question->n_listed; k++)
            is_listed = is_listed || question->listed[k].node == answer.v[i].node;
        if (answer.v[i].state == OWNED_CERTAINLY && !is_listed)
            text = arena_printf(arena, "%.*s%u\n", STR_ARG(text), answer.v[i].node);
    }
    return text;
}

/* "51,48,0.376" */
static struct owned_edge edge_of(struct str line)
{
    struct str owner = STR_NULL, owned = STR_NULL;
    uint64_t from = 0, to = 0;
    int64_t share = 0;
    assert_true(str_split(&line, STR(","), &owner) && str_split(&line, STR(","), &owned));
    struct value number = {.kind = VALUE_NUMBER, .text = line};
    assert_true(str_to_u64(owner, &from) && str_to_u64(owned, &to) && value_fixed(&number, 4, &share));
    return (struct owned_edge){
        .owner = (uint32_t)from, .owned = (uint32_t)to, .share_min = (int32_t)share, .share_max = (int32_t)share};
}

static void test_generated_graph(void **state)
{
    enum { PARTIES = 300, ROWS = 400, LISTED = 16 };
    static struct owned_edge edges[ROWS];
    static struct owned_listed listed[LISTED];
    static uint32_t asked[PARTIES];
    static const char *const files[] = {"ownership/own300.ge50.expected.txt", "ownership/own300.gt50.expected.txt"};
    const struct owned_list_rule list_rules[] = {{EVERY, EVERY, STR("r")}};
    struct owned_rule rule = {
        .id = STR("r"), .threshold = 5000, .is_aggregate = true, .is_indirect = true, .is_in_force = true};
    struct owned_question question = {.n_nodes = PARTIES + 1,
                                      .edges = edges,
                                      .listed = listed,
                                      .asked = asked,
                                      .n_asked = ARRAY_LEN(asked),
                                      .rules = &rule,
                                      .n_rules = 1,
                                      .list_rules = list_rules,
                                      .n_list_rules = 1,
                                      .day = {2026, 11, 25}};
    struct arena arena;
    (void)state;
    arena_init(&arena, 64 << 20);
    struct str text = shared_file(&arena, "ownership/own300.csv"), line;
    (void)str_split(&text, STR("\n"), &line);
    while (str_split(&text, STR("\n"), &line) && line.n) {
        assert_true(question.n_edges < ROWS);
        edges[question.n_edges++] = edge_of(line);
    }
    text = shared_file(&arena, "ownership/own300.listed.txt");
    while (str_split(&text, STR("\n"), &line) && line.n) {
        uint64_t node;
        assert_true(str_to_u64(str_trim(line), &node) && question.n_listed < LISTED);
        listed[question.n_listed++] = (struct owned_listed){(uint32_t)node, STR("x"), STR_NULL, STR_NULL};
    }
    for (uint32_t i = 0; i < ARRAY_LEN(asked); i++)
        asked[i] = i;
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        rule.is_more_than = i == 1;
        struct str wanted = shared_file(&arena, files[i]), got = caught_of(&arena, &question);
        assert_true(str_eq(str_trim(wanted), str_trim(got)));
    }
    arena_done(&arena);
}

/* Names of a published case to numbers. */
static uint32_t node_of(struct str *names, uint32_t *n, struct str name)
{
    size_t index;
    if (str_find_word(names, *n, name, &index))
        return (uint32_t)index;
    assert_true(*n < NODES);
    names[*n] = name;
    return (*n)++;
}

static void check_case(struct arena *arena, const struct value *test)
{
    struct str names[NODES];
    uint32_t n_names = 0, asked;
    struct owned_edge edges[MAX_EDGES];
    struct owned_listed listed[MAX_LISTED];
    const struct owned_list_rule list_rules[] = {{EVERY, EVERY, STR("other")}};
    struct owned_question question = question_of(edges, 0, listed, 0);
    struct owned_answer answer;
    struct seki_err err;
    for (VALUE_EACH(item, value_get(test, STR("listed"))))
        listed[question.n_listed++] =
            (struct owned_listed){node_of(names, &n_names, item->text), STR("x"), STR_NULL, STR_NULL};
    for (VALUE_EACH(item, value_get(test, STR("edges")))) {
        int64_t share;
        assert_true(value_fixed(value_get(item, STR("percent")), 2, &share));
        struct owned_edge edge = {.owner = node_of(names, &n_names, value_get_text(item, STR("owner"))),
                                  .owned = node_of(names, &n_names, value_get_text(item, STR("owned"))),
                                  .share_min = (int32_t)share,
                                  .share_max = (int32_t)share};
        edges[question.n_edges++] = edge;
    }
    question.asked = &asked;
    question.n_asked = 1;
    question.list_rules = list_rules;
    question.n_list_rules = 1;
    for (VALUE_EACH(item, value_get(test, STR("expect")))) {
        bool is_caught = str_eq(item->text, STR("blocked")) || str_eq(item->text, STR("owned"));
        asked = node_of(names, &n_names, item->key);
        assert_int_equal(owned_find(arena, &question, &answer, &err), 0);
        assert_int_equal(answer.n > 0 && answer.v[0].state == OWNED_CERTAINLY, is_caught);
    }
}

static void test_published_cases(void **state)
{
    struct value *tree = NULL;
    struct seki_err err;
    struct arena arena;
    (void)state;
    arena_init(&arena, 64 << 20);
    struct str bytes = shared_file(&arena, "ofac50/cases_dev.json");
    assert_int_equal(json_parse(&arena, bytes, &tree, &err), 0);
    const struct value *cases = value_get(tree, STR("cases"));
    assert_true(cases && cases->n > 0);
    for (VALUE_EACH(item, cases))
        check_case(&arena, item);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),           cmocka_unit_test(test_days), cmocka_unit_test(test_two_rules_and_dates),
        cmocka_unit_test(test_refused),        cmocka_unit_test(test_read), cmocka_unit_test(test_generated_graph),
        cmocka_unit_test(test_published_cases)};
    return cmocka_run_group_tests_name("trace/owned", tests, NULL, NULL);
}
