/* server/call_session.c - signing in and out, the session's own page, password and preferences. */
#include "server/call.h"

static void put_cookie(struct request *request, const char *token, int seconds)
{
    struct str cookie =
        arena_printf(&request->arena, "sekisho_session=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s", token,
                     seconds, request->server->is_secure ? "; Secure" : "");
    reply_header(request, "Set-Cookie", cookie.p);
}

static void put_csrf(struct request *request, const char *token)
{
    char csrf[SEKI_TOKEN_TEXT];
    seki_token_csrf(token, csrf);
    reply_header(request, "X-CSRF-Token", arena_cstr(&request->arena, str_c(csrf)));
}

static int check_fields(const struct seki_answer *tree, struct seki_err *err)
{
    const struct seki_value *field = seki_value_first(seki_answer_root(tree));
    for (; field; field = seki_value_next(field)) {
        struct str key = str_c(seki_value_key(field));
        if (str_eq(key, STR("user")) || str_eq(key, STR("password")) || str_eq(key, STR("otp")))
            continue;
        (void)err_set(err, SEKI_E_MEANING, "unknown field");
        err_place(err, "/%s", key.p);
        return SEKI_E_MEANING;
    }
    return 0;
}

static int log_in(struct request *request, const struct seki_answer *tree, char token[SEKI_TOKEN_TEXT],
                  struct seki_err *err)
{
    struct seki_login_options options = SEKI_OPTIONS(struct seki_login_options);
    TRY(check_fields(tree, err));
    TRY(call_text(tree, "user", &options.user, err));
    TRY(call_text(tree, "password", &options.password, err));
    return seki_login(request->server->engine, &options, token, err);
}

int call_login(struct request *request, struct seki_err *err)
{
    char token[SEKI_TOKEN_TEXT];
    struct seki_answer *tree = NULL;
    enum { HALF_DAY = 12 * 3600 };
    if (guard_is_over(request->server, request, GUARD_LOGINS)) {
        reply_problem(request, 429, "too many failed logins from this address", NULL);
        return 0;
    }
    TRY(call_parse(request, &tree, err));
    int code = log_in(request, tree, token, err);
    seki_answer_free(tree);
    if (code == SEKI_E_LOGIN)
        guard_count(request->server, request, GUARD_LOGINS);
    TRY(code);
    reply_nothing(request, 204);
    put_cookie(request, token, HALF_DAY);
    put_csrf(request, token);
    return 0;
}

int call_session(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    TRY(call_finish(request, seki_session_show(request->session, &answer, err), &answer));
    if (!request->head.bearer.p)
        put_csrf(request, request->head.cookie.p); /* for a page that was loaded again */
    return 0;
}

int call_logout(struct request *request, struct seki_err *err)
{
    if (!request->head.bearer.p)
        TRY(seki_logout(request->server->engine, request->head.cookie.p, err));
    reply_nothing(request, 204);
    put_cookie(request, "", 0);
    return 0;
}

int call_password(struct request *request, struct seki_err *err)
{
    if (guard_is_over(request->server, request, GUARD_LOGINS)) {
        reply_problem(request, 429, "too many failed logins from this address", NULL);
        return 0;
    }
    int code = seki_password_change(request->session, request->head.cookie.p, call_body(request), request->body.n, err);
    if (code == SEKI_E_DENIED)
        guard_count(request->server, request, GUARD_LOGINS);
    return call_done(request, code);
}

int call_preferences(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_preferences_put(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}
