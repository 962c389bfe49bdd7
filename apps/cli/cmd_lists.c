/* cmd_lists.c - lists: the stored editions; lists undo: the newest import of one is taken back. */
#include "cli.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

/* What a verb of lists asks, and how the answer is shown. */
struct list_verb {
    int (*ask)(const struct cli_args *args, struct seki_session *session, struct seki_answer **ret_answer,
               struct seki_err *err);
    void (*print)(const struct cli_args *args, const struct seki_answer *answer);
};

static int run(const struct cli_args *args, const struct list_verb *verb)
{
    struct cli_session open;
    struct seki_answer *answer = NULL;
    struct seki_err err;
    int status = cli_open(args, true, &open);
    if (status == 0 && verb->ask(args, open.session, &answer, &err) < 0)
        status = cli_fail(args, &err);
    if (status == 0 && cli_has(args, CLI_JSON)) {
        status = cli_print_json(args, answer);
    } else if (status == 0) {
        verb->print(args, answer);
        status = cli_flush(args);
    }
    seki_answer_free(answer);
    cli_close(&open);
    return status;
}

static const char *edition_of(const struct cli_args *args, const struct seki_value *row)
{
    const char *edition = cli_field(row, "edition");
    return edition[0] ? edition : cli_text(args, MSG_UNDATED);
}

/* -- lists -- */

static int ask_lists(const struct cli_args *args, struct seki_session *session, struct seki_answer **ret_answer,
                     struct seki_err *err)
{
    (void)args;
    return seki_lists(session, ret_answer, err);
}

static void print_lists(const struct cli_args *args, const struct seki_answer *answer)
{
    static const enum cli_message heads[] = {MSG_LIST, MSG_EDITION, MSG_IMPORTED_AT, MSG_PARTIES, MSG_CURRENT};
    static const size_t n = sizeof(heads) / sizeof(heads[0]);
    const struct seki_value *lists = seki_value_get(seki_answer_root(answer), "lists");
    struct term_table table;
    if (!seki_value_count(lists)) {
        (void)puts(cli_text(args, MSG_NO_LISTS));
        return;
    }
    term_table_init(&table, n);
    table.is_right[3] = true;
    for (size_t i = 0; i < n; i++)
        term_cell(&table, cli_text(args, heads[i]));
    for (const struct seki_value *row = seki_value_first(lists); row; row = seki_value_next(row)) {
        term_cell(&table, cli_field(row, "list"));
        term_cell(&table, edition_of(args, row));
        term_cell(&table, cli_field(row, "imported_at"));
        term_cell(&table, cli_field(row, "parties"));
        term_cell(&table, seki_value_bool(seki_value_get(row, "current")) ? "*" : "");
    }
    term_table_print(&table);
}

/* -- lists undo -- */

static int ask_undo(const struct cli_args *args, struct seki_session *session, struct seki_answer **ret_answer,
                    struct seki_err *err)
{
    return seki_list_undo(session, args->operands[1], NULL, ret_answer, err);
}

static void print_undo(const struct cli_args *args, const struct seki_answer *answer)
{
    const struct seki_value *root = seki_answer_root(answer);
    const struct seki_value *undone = seki_value_get(root, "undone"), *current = seki_value_get(root, "current");
    const struct seki_value *ours = seki_value_get(root, "affects");
    const char *code = cli_field(undone, "code");
    (void)printf(cli_text(args, MSG_TAKEN_BACK), code, edition_of(args, undone), cli_field(undone, "imported_at"));
    (void)putchar('\n');
    if (seki_value_kind(current) == SEKI_NULL)
        (void)printf(cli_text(args, MSG_LIST_IS_EMPTY), code);
    else
        (void)printf(cli_text(args, MSG_CURRENT_AGAIN), code, edition_of(args, current));
    (void)putchar('\n');
    for (const struct seki_value *party = seki_value_first(ours); party; party = seki_value_next(party))
        (void)printf("  %s: %s\n", cli_text(args, MSG_AFFECTS), cli_field(party, "name"));
}

int cmd_lists(const struct cli_args *args)
{
    static const struct list_verb lists = {ask_lists, print_lists}, undo = {ask_undo, print_undo};
    const char *action = args->n_operands ? args->operands[0] : NULL;
    if (!action)
        return run(args, &lists);
    if (strcmp(action, "undo") != 0)
        return cli_usage(args, cli_text(args, MSG_UNKNOWN_ACTION), action);
    if (args->n_operands != 2)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    return run(args, &undo);
}
