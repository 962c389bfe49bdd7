/* server/call_users.c - users and API keys, for the administrator. */
#include "server/table.h"

enum { SCOPES = 32 };

/* All users are one page. */
static int users_page(struct request *request, const struct seki_page *page, void *ctx, struct seki_answer **ret_answer,
                      struct seki_err *err)
{
    (void)page, (void)ctx;
    return seki_user_list(request->session, ret_answer, err);
}

int call_users(struct request *request, struct seki_err *err)
{
    return table_reply(request, &(struct table){TABLE_USERS, users_page, NULL}, err);
}

int call_user_create(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    int code = seki_user_create(request->session, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

int call_user_change(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *name = request_parameter(request, 0);
    TRY_MEM(name, err);
    int code = seki_user_change(request->session, name, call_body(request), request->body.n, &answer, err);
    return call_finish(request, code, &answer);
}

int call_user_password(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *name = request_parameter(request, 0);
    TRY_MEM(name, err);
    return call_finish(request, seki_user_password(request->session, name, NULL, &answer, err), &answer);
}

int call_keys(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    return call_finish(request, seki_key_list(request->session, &answer, err), &answer);
}

static int add_key(struct request *request, const struct seki_answer *tree, struct seki_answer **ret_answer,
                   struct seki_err *err)
{
    struct seki_key_options options = SEKI_OPTIONS(struct seki_key_options);
    const char *scopes[SCOPES];
    TRY(call_text(tree, "user", &options.user, err));
    TRY(call_text(tree, "expires", &options.expires, err));
    const struct seki_value *list = seki_value_get(seki_answer_root(tree), "scopes");
    for (const struct seki_value *scope = seki_value_first(list); scope; scope = seki_value_next(scope)) {
        if (options.n_scopes == SCOPES)
            return err_set(err, SEKI_E_MEANING, "too many scopes");
        scopes[options.n_scopes++] = seki_value_text(scope);
    }
    options.scopes = scopes;
    return seki_key_add(request->session, &options, ret_answer, err);
}

int call_key_create(struct request *request, struct seki_err *err)
{
    struct seki_answer *tree = NULL, *answer = NULL;
    TRY(call_parse(request, &tree, err));
    int code = add_key(request, tree, &answer, err);
    seki_answer_free(tree);
    return call_finish(request, code, &answer);
}

int call_key_revoke(struct request *request, struct seki_err *err)
{
    struct seki_answer *answer = NULL;
    const char *id = request_parameter(request, 0);
    TRY_MEM(id, err);
    return call_finish(request, seki_key_revoke(request->session, id, &answer, err), &answer);
}
