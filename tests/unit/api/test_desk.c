/* Tests of dealings on the desk: who sees and does what, answers, decisions, withdrawal, inbox, conditions, pages. */
#include "api_test.h"

/* The order with everything answered: green on S0 unless a row says otherwise. */
#define ORDER(id, kind, department, more)                                                                               \
    "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"title\":\"高速モーターの引き合い\",\"date\":\"2026-11-02\"," \
    "\"department\":\"" department "\",\"asset\":{\"name\":\"m\",\"sensitivity\":\"S2\"},"                              \
    "\"parties\":[{\"role\":\"orderer\",\"schema\":\"Company\",\"name\":\"Gulf Bright Trading FZE\","                   \
    "\"names\":[\"湾輝貿易\"],\"country\":\"AE\",\"emails\":[\"sales@gulfbright.example\"]},"                       \
    "{\"role\":\"end_user\",\"schema\":\"Company\",\"name\":\"Northern Pump Works\",\"country\":\"AE\"}]" more "}"

static int assess(struct desk_fixture *f, struct seki_session *session, const char *json, struct seki_answer **answer)
{
    return seki_assess(session, json, strlen(json), 0, answer, &f->err);
}

static void put(struct desk_fixture *f, struct seki_session *session, const char *json)
{
    struct seki_answer *answer = NULL;
    assert_ok(assess(f, session, json, &answer));
    seki_answer_free(answer);
}

static int decide(struct desk_fixture *f, struct seki_session *session, const char *id, const char *word,
                  struct seki_answer **answer)
{
    char json[128];
    (void)snprintf(json, sizeof(json), "{\"decision\":\"%s\",\"reason\":\"because\"}", word);
    return seki_dealing_decide(session, id, json, strlen(json), answer, &f->err);
}

static int answer_with(struct desk_fixture *f, struct seki_session *session, const char *id, const char *json)
{
    struct seki_answer *answer = NULL;
    int code = seki_dealing_answer(session, id, json, strlen(json), &answer, &f->err);
    seki_answer_free(answer);
    return code;
}

/* -- the table of roles: what each may do with an amber order of another department that somebody else entered -- */

static const struct {
    const char *role, *department;
    int read, write, decide, parties;
} ROLES[] = {
    {"employee", "x", SEKI_E_NOTFOUND, 0, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
    {"sales", "sales-east", 0, 0, SEKI_E_DENIED, 0},
    {"sales", "sales-west", SEKI_E_NOTFOUND, SEKI_E_DENIED, SEKI_E_NOTFOUND, 0},
    {"export_control", NULL, 0, 0, 0, 0},
    {"security_officer", NULL, 0, 0, SEKI_E_DENIED, 0},
    {"hr", NULL, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, 0},
    {"it_security", NULL, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, 0},
    {"executive", NULL, SEKI_E_NOTFOUND, SEKI_E_DENIED, SEKI_E_NOTFOUND, 0},
    {"research_security", NULL, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, 0},
    {"auditor", NULL, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
    {"admin", NULL, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
};

/* The example of the macro under another id. */
static const char *order_with_id(char *into, size_t size, const char *id)
{
    (void)snprintf(into, size, "{\"id\":\"%s%s", id, ORDER("", "procurement", "sales-east", "") + strlen("{\"id\":\""));
    return into;
}

static void roles_decide_over_dealings(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    for (size_t i = 0; i < ARRAY_LEN(ROLES); i++) {
        char id[32], json[1024], name[16];
        struct seki_answer *answers[4] = {NULL, NULL, NULL, NULL};
        struct seki_parties_options parties = SEKI_OPTIONS(struct seki_parties_options);
        (void)snprintf(id, sizeof(id), "po-%zu", i);
        (void)snprintf(name, sizeof(name), "u%zu", i);
        put(f, local, order_with_id(json, sizeof(json), id));
        make_user(f, name, ROLES[i].role, ROLES[i].department);
        struct seki_session *session = sign_in(f, name);
        assert_int_equal(seki_dealing(session, id, &answers[0], &f->err), ROLES[i].read);
        assert_int_equal(decide(f, session, id, "hold", &answers[1]), ROLES[i].decide);
        (void)snprintf(id, sizeof(id), "new-%zu", i);
        assert_int_equal(assess(f, session, order_with_id(json, sizeof(json), id), &answers[2]), ROLES[i].write);
        parties.q = "gulf";
        assert_int_equal(seki_parties(session, &parties, &answers[3], &f->err), ROLES[i].parties);
        for (size_t k = 0; k < 4; k++)
            seki_answer_free(answers[k]);
        seki_session_close(session);
    }
    seki_session_close(local);
}

/* "may" of each role for the kinds of dealings that the table knows. */
static void rights_of_each_role(void **state)
{
    static const struct {
        const char *role, *has, *lacks;
    } rows[] = {
        {"employee", "procurement.w supply.r recruitment.w", "screen.r procurement.d recruitment.r lists.r"},
        {"sales", "screen.r parties.r lists.r reviews.r procurement.w supply.w",
         "reviews.w lists.w procurement.d investment.r users.r"},
        {"export_control", "lists.w reviews.w procurement.d supply.d investment.r student.w",
         "investment.w student.d users.r"},
        {"security_officer", "lists.w procurement.w investment.d student.w cyber.r audit.r", "procurement.d users.r"},
        {"hr", "screen.r recruitment.d recruitment.w", "lists.r procurement.r"},
        {"it_security", "screen.r cyber.d cyber.w", "lists.r procurement.r"},
        {"executive", "screen.r procurement.r procurement.d investment.d student.d", "procurement.w lists.r"},
        {"research_security", "lists.r student.d joint_research.d rules.r", "lists.w procurement.r"},
        {"auditor", "audit.r rules.r", "screen.r lists.r procurement.r"},
        {"admin", "lists.w users.w settings.w keys.w rules.r", "screen.r procurement.r audit.r"},
    };
    struct desk_fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct seki_session *session = NULL;
        struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
        const char *const words[2] = {rows[i].has, rows[i].lacks};
        options.actor = "somebody";
        options.roles = &rows[i].role;
        options.n_roles = 1;
        assert_ok(seki_session_open(f->engine, &options, &session, &f->err));
        for (int k = 0; k < 2; k++) {
            struct str rest = str_c(words[k]), word;
            while (str_split(&rest, STR(" "), &word)) {
                char right[64];
                (void)snprintf(right, sizeof(right), "%.*s", STR_ARG(word));
                if (seki_session_may(session, right) != (k == 0))
                    fail_msg("%s: %s", rows[i].role, right);
            }
        }
        seki_session_close(session);
    }
}

/* -- levels -- */

static void red_is_decided_by_the_executive_alone(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    static const char red[] = ORDER("red-1", "procurement", "sales-east",
                                    ",\"notices\":[{\"authority\":\"METI\",\"date\":\"2026-10-01\",\"kind\":\"inform\","
                                    "\"covers\":[\"Gulf Bright Trading FZE\"]}]");
    make_user(f, "sales1", "sales", "sales-east");
    make_user(f, "export1", "export_control", NULL);
    make_user(f, "exec1", "executive", NULL);
    struct seki_session *sales = sign_in(f, "sales1"), *control = sign_in(f, "export1"), *exec = sign_in(f, "exec1");
    assert_ok(assess(f, sales, red, &answer));
    assert_string_equal(text_of(answer, "level"), "red");
    seki_answer_free(answer);
    assert_int_equal(decide(f, sales, "red-1", "escalate", &answer), SEKI_E_DENIED); /* entered it */
    assert_int_equal(decide(f, control, "red-1", "decline", &answer), SEKI_E_DENIED);
    assert_ok(decide(f, control, "red-1", "escalate", &answer));
    assert_string_equal(text_of(answer, "state"), "escalated");
    seki_answer_free(answer);
    assert_ok(decide(f, exec, "red-1", "decline", &answer));
    assert_string_equal(text_of(answer, "state"), "declined");
    assert_string_equal(text_of(answer, "by"), "exec1");
    seki_answer_free(answer);
    seki_session_close(sales);
    seki_session_close(control);
    seki_session_close(exec);
}

/* -- from an order to approval, and back when a field changes -- */

static const char *const ANSWERS[] = {
    "{\"indicator\":\"PRC-01\",\"state\":\"absent\"}",
    "{\"indicator\":\"PRC-02\",\"state\":\"absent\"}",
    "{\"indicator\":\"PRC-13\",\"state\":\"absent\",\"note\":\"asked by telephone\"}",
    "{\"indicator\":\"PRC-14\",\"state\":\"absent\"}",
    "{\"indicator\":\"PRC-20\",\"state\":\"not_applicable\",\"note\":\"no goods\"}",
};

static void approval_waits_for_answers_and_ends_with_a_change(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    static const char first[] =
        ORDER("po-1", "procurement", "sales-east", ",\"order\":{\"use\":{\"statement\":\"irrigation pumps\"}}");
    static const char changed[] =
        ORDER("po-1", "procurement", "sales-east", ",\"order\":{\"use\":{\"statement\":\"other pumps\"}}");
    make_user(f, "sales1", "sales", "sales-east");
    make_user(f, "export1", "export_control", NULL);
    struct seki_session *sales = sign_in(f, "sales1"), *control = sign_in(f, "export1");
    put(f, sales, first);
    assert_int_equal(decide(f, control, "po-1", "approve", &answer), 1);
    assert_true(seki_value_count(seki_value_get(seki_answer_root(answer), "missing")) > 0);
    seki_answer_free(answer);
    assert_int_equal(answer_with(f, control, "po-1", "{\"indicator\":\"PRC-99\",\"state\":\"absent\"}"),
                     SEKI_E_MEANING);
    assert_int_equal(answer_with(f, control, "po-1", "{\"indicator\":\"PRC-13\",\"state\":\"maybe\"}"), SEKI_E_MEANING);
    assert_string_equal(f->err.place, "/state");
    assert_int_equal(answer_with(f, control, "po-1", "{\"indicator\":\"PRC-20\",\"state\":\"not_applicable\"}"),
                     SEKI_E_MEANING);
    for (size_t i = 0; i < ARRAY_LEN(ANSWERS); i++)
        assert_int_equal(answer_with(f, i % 2 ? control : sales, "po-1", ANSWERS[i]), 0);
    assert_ok(seki_dealing(control, "po-1", &answer, &f->err));
    const struct seki_value *can = seki_value_get(seki_answer_root(answer), "can_decide");
    assert_int_equal(seki_value_count(seki_value_get(can, "decisions")), 4);
    assert_int_equal(seki_value_kind(seki_value_get(can, "why_not")), SEKI_NULL);
    assert_string_equal(text_of(answer, "version"), "6");
    seki_answer_free(answer);
    assert_ok(seki_dealing(sales, "po-1", &answer, &f->err));
    can = seki_value_get(seki_answer_root(answer), "can_decide");
    assert_int_equal(seki_value_count(seki_value_get(can, "decisions")), 0);
    assert_string_equal(seki_value_text(seki_value_get(seki_value_get(can, "why_not"), "ja")),
                        "登録者は判断できません");
    seki_answer_free(answer);
    assert_ok(decide(f, control, "po-1", "approve", &answer));
    assert_string_equal(text_of(answer, "state"), "approved");
    seki_answer_free(answer);
    put(f, sales, changed);
    assert_ok(seki_dealing(control, "po-1", &answer, &f->err));
    assert_string_equal(text_of(answer, "state"), "open");
    assert_non_null(strstr(seki_answer_json(answer, NULL), "\"decision\":\"withdrawn\""));
    seki_answer_free(answer);
    assert_ok(seki_dealing_versions(control, "po-1", NULL, &answer, &f->err));
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "items")), 7);
    seki_answer_free(answer);
    assert_ok(seki_dealing_assessments(control, "po-1", &(struct seki_page){.limit = 3}, &answer, &f->err));
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "items")), 3);
    seki_answer_free(answer);
    seki_session_close(sales);
    seki_session_close(control);
}

static void who_changes_a_dealing_does_not_decide_it(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    make_user(f, "sales1", "sales", "sales-east");
    make_user(f, "export1", "export_control", NULL);
    make_user(f, "export2", "export_control", NULL);
    struct seki_session *sales = sign_in(f, "sales1"), *one = sign_in(f, "export1"), *two = sign_in(f, "export2");
    put(f, sales, ORDER("po-1", "procurement", "sales-east", ""));
    put(f, one, ORDER("po-1", "procurement", "sales-east", ",\"text\":\"changed\""));
    assert_int_equal(decide(f, one, "po-1", "hold", &answer), SEKI_E_DENIED);
    assert_ok(decide(f, two, "po-1", "hold", &answer));
    seki_answer_free(answer);
    /* whoever is named as having entered it counts too */
    put(f, one, ORDER("po-2", "procurement", "sales-east", ",\"entered_by\":\"export2\""));
    assert_int_equal(decide(f, two, "po-2", "hold", &answer), SEKI_E_DENIED);
    seki_session_close(sales);
    seki_session_close(one);
    seki_session_close(two);
}

static void hidden_is_like_missing(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    struct seki_session *local = local_session(f);
    struct seki_err hidden, missing;
    put(f, local, ORDER("po-1", "procurement", "sales-east", ""));
    make_user(f, "west", "sales", "sales-west");
    struct seki_session *session = sign_in(f, "west");
    assert_int_equal(seki_dealing(session, "po-1", &answer, &hidden), SEKI_E_NOTFOUND);
    assert_int_equal(seki_dealing(session, "po-9", &answer, &missing), SEKI_E_NOTFOUND);
    assert_string_equal(hidden.reason, missing.reason);
    assert_string_equal(hidden.place, missing.place);
    assert_int_equal(assess(f, session, ORDER("po-1", "procurement", "sales-west", ""), &answer), SEKI_E_NOTFOUND);
    seki_session_close(session);
    seki_session_close(local);
}

/* -- lists -- */

static size_t count_found(struct desk_fixture *f, struct seki_session *session, const char *q)
{
    struct seki_answer *answer = NULL;
    struct seki_dealings_options options = SEKI_OPTIONS(struct seki_dealings_options);
    options.q = q;
    assert_ok(seki_dealings(session, &options, &answer, &f->err));
    size_t n = seki_value_count(seki_value_get(seki_answer_root(answer), "items"));
    seki_answer_free(answer);
    return n;
}

static void words_find_dealings(void **state)
{
    static const struct {
        const char *q;
        size_t found;
    } rows[] = {{"高速", 1},        {"ﾓｰﾀｰ", 1},
                {"gulf bright", 1}, {"BRIGHT gulf", 1},
                {"湾輝", 1},        {"po-77", 1},
                {"PO-77", 1},       {"northern", 1},
                {"gulf west", 0},   {"低速", 0},
                {"%", 0},           {"", 1},
                {"株式会社", 0},    {"Gulf Bright Trading FZE", 1}};
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    put(f, local, ORDER("po-77", "procurement", "sales-east", ""));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (count_found(f, local, rows[i].q) != rows[i].found)
            fail_msg("%s: %zu", rows[i].q, count_found(f, local, rows[i].q));
    seki_session_close(local);
}

static void pages_follow_each_other(void **state)
{
    static const char *const sorts[] = {"date", "-date", "due", "-level", "title", "-updated"};
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    for (int i = 0; i < 7; i++) {
        char json[1024], id[16];
        (void)snprintf(id, sizeof(id), "po-%d", i);
        put(f, local, order_with_id(json, sizeof(json), id));
    }
    for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
        struct seki_dealings_options options = SEKI_OPTIONS(struct seki_dealings_options);
        char cursor[256] = "", seen[256] = "";
        size_t n = 0, at = 0;
        options.sort = sorts[i];
        options.page = (struct seki_page){2, cursor};
        do {
            struct seki_answer *answer = NULL;
            assert_ok(seki_dealings(local, &options, &answer, &f->err));
            const struct seki_value *items = seki_value_get(seki_answer_root(answer), "items");
            for (const struct seki_value *item = seki_value_first(items); item; item = seki_value_next(item), n++) {
                assert_null(strstr(seen, seki_value_text(seki_value_get(item, "id"))));
                at +=
                    (size_t)snprintf(seen + at, sizeof(seen) - at, "%s ", seki_value_text(seki_value_get(item, "id")));
            }
            (void)snprintf(cursor, sizeof(cursor), "%s", text_of(answer, "next"));
            seki_answer_free(answer);
        } while (cursor[0]);
        assert_int_equal(n, 7);
    }
    struct seki_answer *answer = NULL;
    struct seki_dealings_options options = SEKI_OPTIONS(struct seki_dealings_options);
    options.page.cursor = "zz";
    assert_int_equal(seki_dealings(local, &options, &answer, &f->err), SEKI_E_SYNTAX);
    options.page.cursor = NULL;
    options.sort = "colour";
    assert_int_equal(seki_dealings(local, &options, &answer, &f->err), SEKI_E_MEANING);
    seki_session_close(local);
}

static void the_inbox_holds_open_work(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    struct seki_inbox_options all = SEKI_OPTIONS(struct seki_inbox_options), mine = all, snoozed = all;
    static const char nobody[] = "{\"owner\":\"nobody\"}", owner[] = "{\"owner\":\"export1\"}",
                      until[] = "{\"until\":\"2999-01-01T00:00:00Z\"}";
    mine.view = "mine";
    snoozed.view = "snoozed";
    make_user(f, "export1", "export_control", NULL);
    make_user(f, "sales1", "sales", "sales-east");
    struct seki_session *sales = sign_in(f, "sales1"), *control = sign_in(f, "export1");
    put(f, sales, ORDER("po-1", "procurement", "sales-east", ""));
    assert_ok(seki_inbox(control, &all, &answer, &f->err));
    const struct seki_value *item = seki_value_first(seki_value_get(seki_answer_root(answer), "items"));
    assert_string_equal(seki_value_text(seki_value_get(item, "id")), "po-1");
    assert_non_null(strstr(seki_answer_json(answer, NULL), "必須の確認"));
    seki_answer_free(answer);
    assert_int_equal(seki_inbox_set(control, "po-1", nobody, sizeof(nobody) - 1, &answer, &f->err), SEKI_E_MEANING);
    assert_ok(seki_inbox_set(control, "po-1", owner, sizeof(owner) - 1, &answer, &f->err));
    seki_answer_free(answer);
    assert_ok(seki_inbox(control, &mine, &answer, &f->err));
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "items")), 1);
    seki_answer_free(answer);
    assert_ok(seki_inbox_set(control, "po-1", until, sizeof(until) - 1, &answer, &f->err));
    seki_answer_free(answer);
    assert_ok(seki_inbox(control, &all, &answer, &f->err));
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "items")), 0);
    seki_answer_free(answer);
    assert_ok(seki_inbox(control, &snoozed, &answer, &f->err));
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "items")), 1);
    seki_answer_free(answer);
    seki_session_close(sales);
    seki_session_close(control);
}

static void a_party_is_found_as_it_is_typed(void **state)
{
    static const struct {
        const char *q;
        size_t found;
    } rows[] = {{"g", 1},     {"gul", 1}, {"gulf b", 1}, {"湾", 1}, {"湾輝", 1},
                {"north", 1}, {"xyz", 0}, {"", 0},       {"...", 0}};
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    char id[64];
    struct seki_session *local = local_session(f);
    put(f, local, ORDER("po-1", "procurement", "sales-east", ""));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct seki_parties_options options = SEKI_OPTIONS(struct seki_parties_options);
        options.q = rows[i].q;
        assert_ok(seki_parties(local, &options, &answer, &f->err));
        const struct seki_value *items = seki_value_get(seki_answer_root(answer), "items");
        if (seki_value_count(items) != rows[i].found)
            fail_msg("%s: %zu", rows[i].q, seki_value_count(items));
        if (i == 0)
            (void)snprintf(id, sizeof(id), "%s", seki_value_text(seki_value_get(seki_value_first(items), "id")));
        seki_answer_free(answer);
    }
    assert_ok(seki_party(local, id, &answer, &f->err));
    assert_string_equal(text_of(answer, "name"), "Gulf Bright Trading FZE");
    assert_non_null(strstr(seki_answer_json(answer, NULL), "sales@gulfbright.example"));
    assert_non_null(strstr(seki_answer_json(answer, NULL), "湾輝貿易"));
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "dealings")), 1);
    seki_answer_free(answer);
    make_user(f, "west", "sales", "sales-west");
    struct seki_session *west = sign_in(f, "west");
    assert_int_equal(seki_party(west, id, &answer, &f->err), SEKI_E_NOTFOUND);
    seki_session_close(west);
    seki_session_close(local);
}

/* -- conditions -- */

static void a_key_makes_a_request_happen_once(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    struct seki_answer *first = NULL, *again = NULL;
    static const char body[] = ORDER("po-1", "procurement", "sales-east", "");
    struct seki_condition_options options = SEKI_OPTIONS(struct seki_condition_options);
    options.idempotency_key = "k1";
    options.route = "POST /v1/assessments";
    options.body = body;
    options.body_length = sizeof(body) - 1;
    assert_int_equal(seki_conditions(local, &options, &again, &f->err), 0);
    assert_ok(assess(f, local, body, &first));
    assert_int_equal(seki_conditions(local, &options, &again, &f->err), 1);
    assert_string_equal(seki_answer_json(first, NULL), seki_answer_json(again, NULL));
    seki_answer_free(again);
    options.body_length--;
    assert_int_equal(seki_conditions(local, &options, &again, &f->err), SEKI_E_MEANING);
    options.route = "POST /v1/other";
    assert_int_equal(seki_conditions(local, &options, &again, &f->err), 0);
    seki_answer_free(first);
    seki_session_close(local);
}

static void a_lost_race_is_told(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    struct seki_answer *answer = NULL, *unused = NULL;
    char etag[128];
    struct seki_condition_options options = SEKI_OPTIONS(struct seki_condition_options);
    put(f, local, ORDER("po-1", "procurement", "sales-east", ""));
    assert_ok(seki_dealing(local, "po-1", &answer, &f->err));
    (void)snprintf(etag, sizeof(etag), "%s", seki_answer_etag(answer));
    seki_answer_free(answer);
    options.if_match = etag;
    assert_ok(seki_conditions(local, &options, &unused, &f->err));
    put(f, local, ORDER("po-1", "procurement", "sales-east", ",\"text\":\"one\""));
    assert_ok(seki_conditions(local, &options, &unused, &f->err));
    assert_int_equal(assess(f, local, ORDER("po-1", "procurement", "sales-east", ",\"text\":\"two\""), &answer),
                     SEKI_E_CONFLICT);
    put(f, local, ORDER("po-1", "procurement", "sales-east", ",\"text\":\"two\"")); /* the condition is used up */
    seki_session_close(local);
}

/* -- the rest -- */

static void settings_are_whole(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    struct seki_answer *answer = NULL;
    static const char good[] = "{\"organisation\":{\"names\":[\"桜精機株式会社\"]},\"language\":\"en\"}";
    static const char bad[] = "{\"language\":\"ja\",\"timezone\":\"Mars/Base\"}";
    assert_ok(seki_settings_put(local, good, sizeof(good) - 1, &answer, &f->err));
    assert_string_equal(
        seki_answer_json(answer, NULL),
        "{\"organisation\":{\"names\":[\"桜精機株式会社\"],\"domains\":[],\"phones\":[]},\"home\":\"JP\","
        "\"language\":\"en\",\"timezone\":\"Asia/Tokyo\",\"calendar\":\"JP\"}");
    seki_answer_free(answer);
    assert_int_equal(seki_settings_put(local, bad, sizeof(bad) - 1, &answer, &f->err), SEKI_E_MEANING);
    assert_string_equal(f->err.place, "/timezone");
    assert_ok(seki_settings_get(local, &answer, &f->err));
    assert_string_equal(text_of(answer, "language"), "en"); /* nothing of the refused body stays */
    seki_answer_free(answer);
    seki_session_close(local);
}

static void queries_are_answered_like_lines(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    struct seki_answer *answer = NULL;
    static const char body[] = "{\"queries\":[{\"id\":\"a\",\"name\":\"Kite\"},3,{\"id\":7,\"name\":\"...\"}]}";
    assert_ok(seki_screen_queries(local, body, sizeof(body) - 1, &answer, &f->err));
    const char *json = seki_answer_json(answer, NULL);
    assert_non_null(strstr(json, "{\"results\":[{\"id\":\"a\",\"hits\":[]},{\"id\":\"\",\"hits\":[],\"error\":"));
    assert_non_null(strstr(json, "{\"id\":7,\"hits\":[],\"error\":\"not comparable"));
    seki_answer_free(answer);
    seki_session_close(local);
}

static void open_questions_make_a_letter(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f);
    struct seki_answer *answer = NULL;
    put(f, local, ORDER("po-1", "procurement", "sales-east", ",\"order\":{\"use\":{\"statement\":false}}"));
    assert_ok(seki_dealing_letter(local, "po-1", "ja", &answer, &f->err));
    assert_non_null(strstr(text_of(answer, "text"), "Gulf Bright Trading FZE 御中"));
    assert_null(strstr(text_of(answer, "text"), "PRC-"));
    assert_non_null(strstr(text_of(answer, "eml"), "To: sales@gulfbright.example\r\n"));
    for (const char *line = text_of(answer, "eml"), *end; (end = strstr(line, "\r\n")); line = end + 2)
        assert_true(end - line <= 76);
    seki_answer_free(answer);
    assert_int_equal(seki_dealing_letter(local, "po-1", "fr", &answer, &f->err), SEKI_E_MEANING);
    seki_session_close(local);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(roles_decide_over_dealings),
        DESK_TEST(rights_of_each_role),
        DESK_TEST(red_is_decided_by_the_executive_alone),
        DESK_TEST(approval_waits_for_answers_and_ends_with_a_change),
        DESK_TEST(who_changes_a_dealing_does_not_decide_it),
        DESK_TEST(hidden_is_like_missing),
        DESK_TEST(words_find_dealings),
        DESK_TEST(pages_follow_each_other),
        DESK_TEST(the_inbox_holds_open_work),
        DESK_TEST(a_party_is_found_as_it_is_typed),
        DESK_TEST(a_key_makes_a_request_happen_once),
        DESK_TEST(a_lost_race_is_told),
        DESK_TEST(settings_are_whole),
        DESK_TEST(queries_are_answered_like_lines),
        DESK_TEST(open_questions_make_a_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
