/* Tests of users, logins, passwords and API keys. */
#include "api_test.h"

static void the_first_user_is_made_once(void **state)
{
    struct desk_fixture *f = *state;
    char password[SEKI_PASSWORD_TEXT], token[SEKI_TOKEN_TEXT];
    struct seki_session *session = NULL;
    struct seki_answer *answer = NULL;
    struct seki_login_options login = SEKI_OPTIONS(struct seki_login_options);
    assert_int_equal(seki_first_user(f->engine, password, &f->err), 1);
    assert_int_equal(strlen(password), 14);
    assert_true(password[4] == '-' && password[9] == '-');
    assert_int_equal(seki_first_user(f->engine, password + 0, &f->err), 0);
    login.user = "admin";
    login.password = password;
    assert_ok(seki_login(f->engine, &login, token, &f->err));
    assert_ok(seki_token_session(f->engine, token, &session, &f->err));
    assert_ok(seki_session_show(session, &answer, &f->err));
    assert_string_equal(text_of(answer, "user"), "admin");
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "roles")), 2);
    assert_true(seki_session_may(session, "users.w"));
    assert_true(seki_session_may(session, "procurement.w"));
    assert_false(seki_session_may(session, "procurement.d"));
    assert_null(strstr(seki_answer_json(answer, NULL), password));
    seki_answer_free(answer);
    seki_session_close(session);
}

static void every_bad_login_is_answered_alike(void **state)
{
    static const struct {
        const char *user, *password;
    } rows[] = {
        {"export1", "wrong horse"}, {"nobody", "correct horse"},   {"", "correct horse"},        {"export1", ""},
        {"gone", "correct horse"},  {"export1 ", "correct horse"}, {"export1", "correct horse "}};
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    char first[SEKI_ERR_REASON] = "", token[SEKI_TOKEN_TEXT] = "untouched";
    make_user(f, "export1", "export_control", NULL);
    make_user(f, "gone", "sales", NULL);
    struct seki_session *session = local_session(f);
    make_user(f, "boss", "admin", NULL);
    assert_ok(seki_user_disable(session, "gone", true, &answer, &f->err));
    seki_answer_free(answer);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct seki_login_options login = SEKI_OPTIONS(struct seki_login_options);
        login.user = rows[i].user;
        login.password = rows[i].password;
        assert_int_equal(seki_login(f->engine, &login, token, &f->err), SEKI_E_LOGIN);
        if (!first[0])
            (void)snprintf(first, sizeof(first), "%s", f->err.reason);
        assert_string_equal(f->err.reason, first);
        assert_string_equal(token, "untouched");
    }
    seki_session_close(session);
}

static int change(struct desk_fixture *f, struct seki_session *session, const char *token, const char *json)
{
    return seki_password_change(session, token, json, strlen(json), &f->err);
}

static void a_token_ends_with_logout_password_and_disabling(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f), *session = NULL;
    struct seki_answer *answer = NULL;
    char tokens[3][SEKI_TOKEN_TEXT], csrf[SEKI_TOKEN_TEXT];
    struct seki_login_options login = SEKI_OPTIONS(struct seki_login_options);
    make_user(f, "boss", "admin", NULL);
    make_user(f, "sales1", "sales", "sales-east");
    login.user = "sales1";
    login.password = "correct horse";
    for (size_t i = 0; i < 3; i++)
        assert_ok(seki_login(f->engine, &login, tokens[i], &f->err));
    seki_token_csrf(tokens[0], csrf);
    assert_true(seki_token_csrf_ok(tokens[0], csrf));
    assert_false(seki_token_csrf_ok(tokens[1], csrf));
    assert_false(seki_token_csrf_ok(tokens[0], NULL));
    assert_ok(seki_logout(f->engine, tokens[0], &f->err));
    assert_int_equal(seki_token_session(f->engine, tokens[0], &session, &f->err), SEKI_E_LOGIN);
    assert_ok(seki_token_session(f->engine, tokens[1], &session, &f->err));
    assert_int_equal(change(f, session, tokens[1], "{\"old\":\"x\",\"new\":\"battery"), SEKI_E_SYNTAX);
    assert_int_equal(change(f, session, tokens[1], "{\"old\":\"x\",\"new\":\"battery staple\"}"), SEKI_E_DENIED);
    assert_int_equal(change(f, session, tokens[1], "{\"old\":\"correct horse\",\"new\":\"short\"}"), SEKI_E_MEANING);
    assert_string_equal(f->err.place, "/new");
    assert_ok(change(f, session, tokens[1], "{\"old\":\"correct horse\",\"new\":\"battery staple\"}"));
    seki_session_close(session);
    assert_int_equal(seki_token_session(f->engine, tokens[2], &session, &f->err), SEKI_E_LOGIN);
    assert_ok(seki_token_session(f->engine, tokens[1], &session, &f->err));
    seki_session_close(session);
    assert_ok(seki_user_disable(local, "sales1", true, &answer, &f->err));
    seki_answer_free(answer);
    assert_int_equal(seki_token_session(f->engine, tokens[1], &session, &f->err), SEKI_E_LOGIN);
    seki_session_close(local);
}

static void the_last_administrator_stays(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *session = local_session(f);
    struct seki_answer *answer = NULL;
    const char *role = "sales";
    make_user(f, "boss", "admin", NULL);
    assert_int_equal(seki_user_disable(session, "boss", true, &answer, &f->err), SEKI_E_MEANING);
    assert_int_equal(seki_user_roles(session, "boss", &role, 1, &answer, &f->err), SEKI_E_MEANING);
    assert_int_equal(seki_user_disable(session, "nobody", true, &answer, &f->err), SEKI_E_NOTFOUND);
    make_user(f, "boss2", "admin", NULL);
    assert_ok(seki_user_roles(session, "boss", &role, 1, &answer, &f->err));
    seki_answer_free(answer);
    seki_session_close(session);
}

static void users_are_checked(void **state)
{
    static const struct {
        const char *json;
        int code;
        const char *place;
    } rows[] = {
        {"{\"name\":\"a b\",\"roles\":[\"sales\"]}", SEKI_E_MEANING, "/name"},
        {"{\"name\":\"ab\",\"roles\":[\"king\"]}", SEKI_E_MEANING, "/roles/0"},
        {"{\"name\":\"ab\",\"roles\":[]}", SEKI_E_MEANING, "/roles"},
        {"{\"name\":\"ab\",\"roles\":\"sales\"}", SEKI_E_MEANING, "/roles"},
        {"{\"name\":\"ab\",\"roles\":[\"sales\"],\"password\":\"short\"}", SEKI_E_MEANING, "/password"},
        {"{\"name\":\"ab\",\"roles\":[\"sales\"],\"pasword\":\"x\"}", SEKI_E_MEANING, "/pasword"},
        {"[]", SEKI_E_MEANING, ""},
        {"{", SEKI_E_SYNTAX, NULL},
        {"{\"name\":\"ab\",\"roles\":[\"sales\",\"hr\"],\"department\":\"x\"}", 0, NULL},
        {"{\"name\":\"ab\",\"roles\":[\"sales\"]}", SEKI_E_EXISTS, NULL},
    };
    struct desk_fixture *f = *state;
    struct seki_session *session = local_session(f);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct seki_answer *answer = NULL;
        assert_int_equal(seki_user_create(session, rows[i].json, strlen(rows[i].json), &answer, &f->err), rows[i].code);
        if (rows[i].code && rows[i].place)
            assert_string_equal(f->err.place, rows[i].place);
        if (!rows[i].code)
            assert_int_equal(strlen(text_of(answer, "password")), 14);
        seki_answer_free(answer);
    }
    seki_session_close(session);
}

static void a_key_is_cut_to_its_scopes(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_session *local = local_session(f), *session = NULL;
    struct seki_answer *answer = NULL;
    const char *scopes[] = {"screen.r", "metrics"}, *bad = "screen.x";
    char key[SEKI_TOKEN_TEXT], id[64];
    struct seki_key_options options = SEKI_OPTIONS(struct seki_key_options);
    make_user(f, "robot", "export_control", NULL);
    options.user = "robot";
    options.scopes = scopes;
    options.n_scopes = 2;
    options.expires = "2020-01-01";
    assert_int_equal(seki_key_add(local, &options, &answer, &f->err), SEKI_E_MEANING);
    options.expires = "2999-01-01";
    options.scopes = &bad;
    options.n_scopes = 1;
    assert_int_equal(seki_key_add(local, &options, &answer, &f->err), SEKI_E_MEANING);
    options.scopes = scopes;
    options.n_scopes = 2;
    assert_ok(seki_key_add(local, &options, &answer, &f->err));
    (void)snprintf(key, sizeof(key), "%s", text_of(answer, "key"));
    (void)snprintf(id, sizeof(id), "%s", text_of(answer, "id"));
    seki_answer_free(answer);
    assert_ok(seki_key_list(local, &answer, &f->err));
    assert_null(strstr(seki_answer_json(answer, NULL), key));
    seki_answer_free(answer);
    assert_ok(seki_key_session(f->engine, key, &session, &f->err));
    assert_true(seki_session_may(session, "screen.r") && seki_session_may(session, "metrics"));
    assert_false(seki_session_may(session, "procurement.r"));
    assert_int_equal(seki_lists(session, &answer, &f->err), SEKI_E_NOTFOUND);
    seki_session_close(session);
    assert_ok(seki_key_revoke(local, id, &answer, &f->err));
    seki_answer_free(answer);
    assert_int_equal(seki_key_revoke(local, id, &answer, &f->err), SEKI_E_NOTFOUND);
    assert_int_equal(seki_key_session(f->engine, key, &session, &f->err), SEKI_E_LOGIN);
    assert_int_equal(seki_key_session(f->engine, "", &session, &f->err), SEKI_E_LOGIN);
    seki_session_close(local);
}

static void what_a_user_keeps_is_the_users_own(void **state)
{
    struct desk_fixture *f = *state;
    struct seki_answer *answer = NULL;
    static const char views[] = "{\"items\":[{\"name\":\"red\",\"address\":\"/dealings?level=red\"}]}";
    static const char evil[] = "{\"items\":[{\"name\":\"red\",\"address\":\"//evil.example\"}]}";
    static const char pink[] = "{\"theme\":\"pink\"}";
    static const char wishes[] = "{\"theme\":\"dark\",\"wareki\":true,\"language\":\"ja\"}";
    make_user(f, "a", "sales", "x");
    make_user(f, "b", "sales", "x");
    struct seki_session *a = sign_in(f, "a"), *b = sign_in(f, "b");
    assert_ok(seki_kept_put(a, "check/1", "{\"x\":[1, 2]}", strlen("{\"x\":[1, 2]}"), NULL, &f->err));
    assert_ok(seki_kept_get(a, "check/1", &answer, &f->err));
    assert_string_equal(seki_answer_json(answer, NULL), "{\"x\":[1,2]}");
    seki_answer_free(answer);
    assert_int_equal(seki_kept_get(b, "check/1", &answer, &f->err), SEKI_E_NOTFOUND);
    assert_int_equal(seki_kept_delete(b, "check/1", &f->err), SEKI_E_NOTFOUND);
    assert_ok(seki_kept_delete(a, "check/1", &f->err));
    assert_int_equal(seki_kept_get(a, "check/1", &answer, &f->err), SEKI_E_NOTFOUND);
    assert_int_equal(seki_views_put(a, evil, sizeof(evil) - 1, &answer, &f->err), SEKI_E_MEANING);
    assert_ok(seki_views_put(a, views, sizeof(views) - 1, &answer, &f->err));
    seki_answer_free(answer);
    assert_ok(seki_views_get(b, &answer, &f->err));
    assert_string_equal(seki_answer_json(answer, NULL), "{\"items\":[]}");
    seki_answer_free(answer);
    assert_int_equal(seki_preferences_put(a, pink, sizeof(pink) - 1, &answer, &f->err), SEKI_E_MEANING);
    assert_ok(seki_preferences_put(a, wishes, sizeof(wishes) - 1, &answer, &f->err));
    seki_answer_free(answer);
    seki_session_close(a);
    seki_session_close(b);
    a = sign_in(f, "a");
    assert_ok(seki_session_show(a, &answer, &f->err));
    assert_string_equal(text_of(answer, "locale"), "ja");
    seki_answer_free(answer);
    seki_session_close(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(the_first_user_is_made_once),
        DESK_TEST(every_bad_login_is_answered_alike),
        DESK_TEST(a_token_ends_with_logout_password_and_disabling),
        DESK_TEST(the_last_administrator_stays),
        DESK_TEST(users_are_checked),
        DESK_TEST(a_key_is_cut_to_its_scopes),
        DESK_TEST(what_a_user_keeps_is_the_users_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
