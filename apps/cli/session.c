/* session.c - opening the store as the person at the keyboard, printing failures and JSON, running batches. */
#include "cli.h"
#include "term.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool cli_data_dir(const struct cli_args *args, char *path, size_t size)
{
    const char *data = args->options[CLI_DATA] ? args->options[CLI_DATA] : getenv("SEKISHO_DATA");
    const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int n;
    if (data && data[0])
        n = snprintf(path, size, "%s", data);
    else if (xdg && xdg[0])
        n = snprintf(path, size, "%s/sekisho", xdg);
    else
        n = snprintf(path, size, "%s/.local/share/sekisho", home ? home : ".");
    return n >= 0 && (size_t)n < size;
}

static void print_json_text(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            (void)printf("\\%c", c);
        else if (c < 0x20)
            (void)printf("\\u%04x", c);
        else
            (void)putchar(c);
    }
}

int cli_fail(const struct cli_args *args, const struct seki_err *err)
{
    (void)fprintf(stderr, "sekisho: %s%s%s%s%s\n", err->trail, err->trail[0] ? ": " : "", err->place,
                  err->place[0] ? ": " : "", err->reason);
    if (cli_has(args, CLI_JSON)) {
        (void)fputs("{\"error\":{\"path\":\"", stdout);
        print_json_text(err->place);
        (void)fputs("\",\"reason\":\"", stdout);
        print_json_text(err->reason);
        (void)puts("\"}}");
        (void)fflush(stdout);
    }
    return seki_code_exit(err->code);
}

int cli_flush(const struct cli_args *args)
{
    (void)args;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_OK;
    (void)fprintf(stderr, "sekisho: standard output: cannot write\n");
    return EXIT_FAILED;
}

int cli_print_json(const struct cli_args *args, const struct seki_answer *answer)
{
    size_t length;
    const char *json = seki_answer_json(answer, &length);
    (void)fwrite(json, 1, length, stdout);
    (void)putchar('\n');
    return cli_flush(args);
}

static void actor_name(char *name, size_t size)
{
    const struct passwd *user = getpwuid(geteuid());
    if (user)
        (void)snprintf(name, size, "local:%s", user->pw_name);
    else
        (void)snprintf(name, size, "local:%lu", (unsigned long)geteuid());
}

int cli_open(const struct cli_args *args, bool needs_store, struct cli_session *ret_session)
{
    char path[PATH_MAX], actor[256];
    struct seki_err err;
    struct seki_open_options open_options = SEKI_OPTIONS(struct seki_open_options);
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    *ret_session = (struct cli_session){0};
    if (!cli_data_dir(args, path, sizeof(path)))
        return cli_usage(args, "--data: path too long");
    open_options.data_dir = needs_store ? path : NULL;
    if (seki_engine_open(&open_options, &ret_session->engine, &err) < 0)
        return cli_fail(args, &err);
    actor_name(actor, sizeof(actor));
    options.actor = actor;
    options.purpose = args->verb;
    options.locale = args->is_japanese ? "ja" : "en";
    if (seki_session_open(ret_session->engine, &options, &ret_session->session, &err) < 0)
        return cli_fail(args, &err);
    return 0;
}

void cli_close(struct cli_session *session)
{
    seki_session_close(session->session);
    seki_engine_close(session->engine);
    *session = (struct cli_session){0};
}

void cli_take_given(const struct cli_args *args, enum cli_option option, struct cli_given *ret_given)
{
    ret_given->n = 0;
    for (size_t i = 0; i < args->n_repeated; i++)
        if (args->repeated[i].option == option)
            ret_given->v[ret_given->n++] = args->repeated[i].value;
}

static int write_line(void *ctx, const char *line, size_t length)
{
    (void)ctx;
    if (fwrite(line, 1, length, stdout) != length || putchar('\n') == EOF || fflush(stdout) != 0)
        return -1;
    return 0;
}

int cli_batch(const struct cli_args *args, enum seki_batch_verb verb, bool needs_store)
{
    struct cli_session open;
    struct seki_err err;
    struct term_progress progress = {.args = args};
    struct seki_batch_options options = SEKI_OPTIONS(struct seki_batch_options);
    if (args->n_operands > 0)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    int status = cli_open(args, needs_store, &open);
    if (status == 0) {
        options.verb = verb;
        options.input = args->options[CLI_INPUT];
        options.changes_since = args->options[CLI_CHANGES_SINCE];
        options.output = cli_has(args, CLI_CSV) ? SEKI_FORM_CSV : SEKI_FORM_JSONL;
        options.flags = cli_has(args, CLI_DRY_RUN)      ? SEKI_ASSESS_DRY_RUN
                        : cli_has(args, CLI_EXHAUSTIVE) ? SEKI_SCREEN_EXHAUSTIVE
                                                        : 0;
        options.line = write_line;
        options.progress = term_progress_show;
        options.progress_ctx = &progress;
        int refused = seki_batch(open.session, &options, &err);
        term_progress_done(&progress);
        status = refused < 0 ? cli_fail(args, &err) : refused > 0 ? EXIT_FAILED : cli_flush(args);
    }
    cli_close(&open);
    return status;
}
