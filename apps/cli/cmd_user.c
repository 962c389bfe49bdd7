/*
 * cmd_user.c - user and key: who may sign in, and the keys of programs.
 *
 *   user add NAME --role ROLE ... | user list | user disable NAME | user enable NAME | user roles NAME --role ROLE ...
 *   user password NAME | key add --user NAME --scope SCOPE ... --expires DATE | key list | key revoke ID
 *
 * A password comes from standard input (--password-stdin) or is made here and printed once; it is never an argument.
 */
#include "base/secret.h"
#include "base/str.h"
#include "cli.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

enum { PASSWORD_BYTES = 1026 };

/* What an action works with. */
struct action_call {
    const struct cli_args *args;
    struct seki_session *session;
    const char *name; /* the operand after the action; NULL = none */
    struct seki_answer *answer;
    struct seki_err err;
};

/* -- passwords -- */

/* The first line of standard input. False when there is none or it is too long. */
static bool read_password(char password[PASSWORD_BYTES])
{
    if (!fgets(password, PASSWORD_BYTES, stdin))
        return false;
    size_t n = strcspn(password, "\r\n");
    bool is_whole = password[n] != '\0' || n < PASSWORD_BYTES - 1;
    password[n] = '\0';
    return is_whole && n > 0;
}

typedef int with_password_fn(struct action_call *call, const char *password);

static int with_password(struct action_call *call, with_password_fn *fn)
{
    char password[PASSWORD_BYTES] = "";
    if (!cli_has(call->args, CLI_PASSWORD_STDIN))
        return fn(call, NULL);
    if (!read_password(password))
        return cli_usage(call->args, "%s", cli_text(call->args, MSG_NO_PASSWORD)), SEKI_E_USAGE;
    int code = fn(call, password);
    secret_wipe(password, sizeof(password));
    return code;
}

static void print_password(const struct action_call *call)
{
    const struct seki_value *root = seki_answer_root(call->answer);
    const char *password = cli_field(root, "password");
    if (password[0])
        (void)printf(cli_text(call->args, MSG_ONE_TIME_PASSWORD), cli_field(root, "name"), password);
    if (password[0])
        (void)putchar('\n');
}

/* -- users -- */

static int add_user(struct action_call *call, const char *password)
{
    struct cli_given roles;
    struct seki_user_options options = SEKI_OPTIONS(struct seki_user_options);
    cli_take_given(call->args, CLI_ROLE, &roles);
    options.name = call->name;
    options.roles = roles.v;
    options.n_roles = roles.n;
    options.department = call->args->options[CLI_DEPARTMENT];
    options.password = password;
    return seki_user_add(call->session, &options, &call->answer, &call->err);
}

static int user_add(struct action_call *call)
{
    return with_password(call, add_user);
}

static int set_password(struct action_call *call, const char *password)
{
    return seki_user_password(call->session, call->name, password, &call->answer, &call->err);
}

static int user_password(struct action_call *call)
{
    return with_password(call, set_password);
}

static int user_list(struct action_call *call)
{
    return seki_user_list(call->session, &call->answer, &call->err);
}

static int user_disable(struct action_call *call)
{
    return seki_user_disable(call->session, call->name, true, &call->answer, &call->err);
}

static int user_enable(struct action_call *call)
{
    return seki_user_disable(call->session, call->name, false, &call->answer, &call->err);
}

static int user_roles(struct action_call *call)
{
    struct cli_given roles;
    cli_take_given(call->args, CLI_ROLE, &roles);
    return seki_user_roles(call->session, call->name, roles.v, roles.n, &call->answer, &call->err);
}

/* "admin, sales" of a list of texts. */
static const char *joined(const struct seki_value *list, char *into, size_t size)
{
    size_t n = 0;
    into[0] = '\0';
    for (const struct seki_value *item = seki_value_first(list); item && n < size; item = seki_value_next(item))
        n += (size_t)snprintf(into + n, size - n, "%s%s", n ? ", " : "", seki_value_text(item));
    return into;
}

static void print_users(const struct action_call *call)
{
    const struct seki_value *items = seki_value_get(seki_answer_root(call->answer), "items");
    for (const struct seki_value *user = seki_value_first(items); user; user = seki_value_next(user)) {
        char roles[512];
        bool is_disabled = seki_value_bool(seki_value_get(user, "disabled"));
        (void)printf("%-20s %-16s %s%s%s\n", cli_field(user, "name"), cli_field(user, "department"),
                     joined(seki_value_get(user, "roles"), roles, sizeof(roles)), is_disabled ? "  " : "",
                     is_disabled ? cli_text(call->args, MSG_DISABLED) : "");
    }
}

/* -- keys -- */

static int key_add(struct action_call *call)
{
    struct cli_given scopes;
    struct seki_key_options options = SEKI_OPTIONS(struct seki_key_options);
    cli_take_given(call->args, CLI_SCOPE, &scopes);
    options.user = call->args->options[CLI_USER];
    options.scopes = scopes.v;
    options.n_scopes = scopes.n;
    options.expires = call->args->options[CLI_EXPIRES];
    if (!options.user || !options.expires)
        return cli_usage(call->args, "%s", cli_text(call->args, MSG_KEY_NEEDS)), SEKI_E_USAGE;
    return seki_key_add(call->session, &options, &call->answer, &call->err);
}

static int key_list(struct action_call *call)
{
    return seki_key_list(call->session, &call->answer, &call->err);
}

static int key_revoke(struct action_call *call)
{
    return seki_key_revoke(call->session, call->name, &call->answer, &call->err);
}

/* The key alone, so that a script can take it. */
static void print_key(const struct action_call *call)
{
    (void)puts(cli_field(seki_answer_root(call->answer), "key"));
}

static void print_keys(const struct action_call *call)
{
    const struct seki_value *items = seki_value_get(seki_answer_root(call->answer), "items");
    for (const struct seki_value *key = seki_value_first(items); key; key = seki_value_next(key)) {
        char scopes[512];
        bool is_revoked = cli_field(key, "revoked_at")[0];
        (void)printf("%s %-20s %s  %s%s%s\n", cli_field(key, "id"), cli_field(key, "user"),
                     cli_field(key, "expires_at"), joined(seki_value_get(key, "scopes"), scopes, sizeof(scopes)),
                     is_revoked ? "  " : "", is_revoked ? cli_text(call->args, MSG_REVOKED) : "");
    }
}

/* -- one row for each action -- */

struct action {
    const char *verb, *word;
    bool needs_name;
    int (*run)(struct action_call *call);
    void (*print)(const struct action_call *call); /* NULL = nothing to say */
};

static const struct action ACTIONS[] = {
    {"user", "add", true, user_add, print_password}, {"user", "list", false, user_list, print_users},
    {"user", "disable", true, user_disable, NULL},   {"user", "enable", true, user_enable, NULL},
    {"user", "roles", true, user_roles, NULL},       {"user", "password", true, user_password, print_password},
    {"key", "add", false, key_add, print_key},       {"key", "list", false, key_list, print_keys},
    {"key", "revoke", true, key_revoke, NULL},
};

static const struct action *find_action(const struct cli_args *args)
{
    for (size_t i = 0; i < sizeof(ACTIONS) / sizeof(ACTIONS[0]); i++)
        if (strcmp(ACTIONS[i].verb, args->verb) == 0 && strcmp(ACTIONS[i].word, args->operands[0]) == 0)
            return &ACTIONS[i];
    return NULL;
}

static int run_action(const struct action *action, struct action_call *call)
{
    int code = action->run(call);
    int status = EXIT_OK;
    if (code == SEKI_E_USAGE)
        status = EXIT_USAGE; /* told already */
    else if (code < 0)
        status = cli_fail(call->args, &call->err);
    else if (cli_has(call->args, CLI_JSON))
        status = cli_print_json(call->args, call->answer);
    else if (action->print)
        action->print(call);
    seki_answer_free(call->answer);
    return status ? status : cli_flush(call->args);
}

int cmd_user(const struct cli_args *args)
{
    struct cli_session open;
    struct action_call call = {.args = args, .name = args->n_operands > 1 ? args->operands[1] : NULL};
    const struct action *action = find_action(args);
    if (!action)
        return cli_usage(args, cli_text(args, MSG_UNKNOWN_ACTION), args->operands[0]);
    if (action->needs_name != (args->n_operands == 2))
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    int status = cli_open(args, true, &open);
    call.session = open.session;
    if (status == 0)
        status = run_action(action, &call);
    cli_close(&open);
    return status;
}
