/* cmd_store.c - init, import, config, verify, version: the store and what is in it. */
#include "cli.h"
#include "term.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_import_row(const struct cli_args *args, struct term_table *table, const struct seki_value *file)
{
    const struct seki_value *edition = seki_value_get(file, "edition");
    static const char *const counts[] = {"added", "changed", "removed", "rejected"};
    term_cell(table, cli_field(file, "file"));
    term_cell(table, cli_field(file, "list"));
    term_cell(table, seki_value_kind(edition) == SEKI_TEXT ? seki_value_text(edition) : cli_text(args, MSG_UNDATED));
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
        term_cell(table, cli_field(file, counts[i]));
}

static void print_import(const struct cli_args *args, const struct seki_answer *answer)
{
    static const enum cli_message heads[] = {MSG_FILE_,   MSG_LIST,    MSG_EDITION, MSG_ADDED,
                                             MSG_CHANGED, MSG_REMOVED, MSG_REJECTED};
    static const size_t n = sizeof(heads) / sizeof(heads[0]);
    struct term_table table;
    term_table_init(&table, n);
    for (size_t i = 0; i < n; i++) {
        table.is_right[i] = i >= 3;
        term_cell(&table, cli_text(args, heads[i]));
    }
    const struct seki_value *files = seki_value_get(seki_answer_root(answer), "files");
    for (const struct seki_value *file = seki_value_first(files); file; file = seki_value_next(file))
        if (seki_value_kind(seki_value_get(file, "error")) == SEKI_NULL)
            print_import_row(args, &table, file);
    term_table_print(&table);
}

/* What was refused or left out goes to standard error, with the JSON answer too. */
static void print_import_problems(const struct cli_args *args, const struct seki_answer *answer)
{
    const struct seki_value *files = seki_value_get(seki_answer_root(answer), "files");
    for (const struct seki_value *file = seki_value_first(files); file; file = seki_value_next(file)) {
        const char *name = cli_field(file, "file");
        const struct seki_value *error = seki_value_get(file, "error");
        if (seki_value_kind(error) != SEKI_NULL)
            (void)fprintf(stderr, "sekisho: %s\n", seki_value_text(error)); /* names the file */
        const struct seki_value *rejects = seki_value_get(file, "rejects");
        for (const struct seki_value *row = seki_value_first(rejects); row; row = seki_value_next(row)) {
            (void)fputs("sekisho: ", stderr);
            (void)fprintf(stderr, cli_text(args, MSG_REJECTED_LINE), name, cli_field(row, "line"),
                          cli_field(row, "reason"));
            (void)fputc('\n', stderr);
        }
    }
}

static int import_into(const struct cli_args *args, struct seki_session *session)
{
    struct seki_err err;
    struct seki_answer *answer = NULL;
    struct term_progress progress = {.args = args};
    struct seki_import_options options = SEKI_OPTIONS(struct seki_import_options);
    options.paths = (const char *const *)args->operands;
    options.n_paths = (size_t)args->n_operands;
    options.edition = args->options[CLI_EDITION];
    options.progress = term_progress_show;
    options.progress_ctx = &progress;
    int refused = seki_import(session, &options, &answer, &err);
    term_progress_done(&progress);
    if (refused < 0)
        return cli_fail(args, &err);
    print_import_problems(args, answer);
    int status = 0;
    if (cli_has(args, CLI_JSON))
        status = cli_print_json(args, answer);
    else
        print_import(args, answer);
    seki_answer_free(answer);
    return status ? status : refused ? EXIT_FAILED : cli_flush(args);
}

int cmd_import(const struct cli_args *args)
{
    struct cli_session open;
    int status = cli_open(args, true, &open);
    if (status == 0)
        status = import_into(args, open.session);
    cli_close(&open);
    return status;
}

static void print_config(const struct cli_args *args, const struct seki_answer *answer)
{
    struct term_table table;
    term_table_init(&table, 2);
    term_cell(&table, cli_text(args, MSG_SETTING));
    term_cell(&table, cli_text(args, MSG_VALUE));
    const struct seki_value *root = seki_answer_root(answer);
    for (const struct seki_value *row = seki_value_first(root); row; row = seki_value_next(row)) {
        term_cell(&table, seki_value_key(row));
        term_cell(&table, seki_value_text(row));
    }
    term_table_print(&table);
}

static void print_verify(const struct cli_args *args, const struct seki_answer *answer)
{
    struct term_table table;
    term_table_init(&table, 4);
    table.is_right[1] = true;
    const struct seki_value *checks = seki_value_get(seki_answer_root(answer), "checks");
    for (const struct seki_value *row = seki_value_first(checks); row; row = seki_value_next(row)) {
        bool is_ok = seki_value_bool(seki_value_get(row, "ok"));
        term_cell(&table, cli_field(row, "check"));
        term_cell(&table, cli_field(row, "count"));
        term_cell(&table, cli_text(args, is_ok ? MSG_OK : MSG_BAD));
        term_cell(&table, cli_field(row, "problem"));
    }
    table.had_heading = true;
    term_table_print(&table);
}

/* What the verbs that only ask have in common: open, ask, print. */
struct question {
    int (*ask)(struct seki_session *session, struct seki_answer **ret_answer, struct seki_err *err);
    void (*print)(const struct cli_args *args, const struct seki_answer *answer);
    int positive_exit; /* exit status when the call answers more than 0 */
};

static int run_question(const struct cli_args *args, const struct question *question)
{
    struct cli_session open;
    struct seki_answer *answer = NULL;
    struct seki_err err;
    int status = cli_open(args, true, &open);
    if (status == 0) {
        int result = question->ask(open.session, &answer, &err);
        if (result < 0) {
            status = cli_fail(args, &err);
        } else if (cli_has(args, CLI_JSON)) {
            status = cli_print_json(args, answer);
        } else {
            question->print(args, answer);
            status = cli_flush(args);
        }
        if (result > 0 && status == 0)
            status = question->positive_exit;
    }
    seki_answer_free(answer);
    cli_close(&open);
    return status;
}

int cmd_init(const struct cli_args *args)
{
    char path[PATH_MAX];
    struct seki_err err;
    struct seki_init_options options = SEKI_OPTIONS(struct seki_init_options);
    if (!cli_data_dir(args, path, sizeof(path)))
        return cli_usage(args, "--data: path too long");
    options.data_dir = path;
    options.home = args->options[CLI_HOME];
    options.timezone = args->options[CLI_TIMEZONE];
    if (seki_init(&options, &err) < 0)
        return cli_fail(args, &err);
    if (cli_has(args, CLI_JSON))
        return run_question(args, &(struct question){seki_config, print_config, EXIT_OK});
    (void)printf(cli_text(args, MSG_STORE_MADE), path, options.home ? options.home : "JP",
                 options.timezone ? options.timezone : "Asia/Tokyo");
    (void)putchar('\n');
    return cli_flush(args);
}

int cmd_verify(const struct cli_args *args)
{
    return run_question(args, &(struct question){seki_verify, print_verify, EXIT_FOUND});
}

int cmd_config(const struct cli_args *args)
{
    struct cli_session open;
    struct seki_err err;
    if (args->n_operands == 0)
        return run_question(args, &(struct question){seki_config, print_config, EXIT_OK});
    if (args->n_operands == 1 && strcmp(args->operands[0], "organisation") == 0)
        return cli_organisation(args);
    if (args->n_operands == 1 && strcmp(args->operands[0], "known-good") == 0)
        return cli_known_good(args);
    if (args->n_operands != 2)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    int status = cli_open(args, true, &open);
    if (status == 0 && seki_config_set(open.session, args->operands[0], args->operands[1], &err) < 0)
        status = cli_fail(args, &err);
    cli_close(&open);
    return status;
}

int cmd_version(const struct cli_args *args)
{
    (void)printf(cli_has(args, CLI_JSON) ? "{\"version\":\"%s\"}\n" : "sekisho %s\n", seki_version());
    return cli_flush(args);
}
