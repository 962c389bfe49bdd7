/* cmd_review.c - review: is a hit the party or not? And config known-good: who is known, for which lists, until when.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "cli.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

/* -- review -- */

static void add_text(struct buf *json, const char *key, const char *text)
{
    if (!text)
        return;
    buf_printf(json, "%s\"%s\":\"", json->n > 1 ? "," : "", key);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20)
            buf_printf(json, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            buf_printf(json, "\\%c", c);
        else
            buf_addc(json, (char)c);
    }
    buf_addc(json, '"');
}

/* {"list":...,"entry":...,"same":...,"reason":...,"query":{"name":...}} */
static int body_of(const struct cli_args *args, bool is_same, struct buf *json, struct seki_err *err)
{
    AUTO(buf_done) struct buf query;
    char list[256];
    const char *place = args->operands[1], *colon = strchr(place, ':');
    buf_init(&query, (size_t)LIMIT(FIELD_BYTES));
    (void)snprintf(list, sizeof(list), "%.*s", (int)(colon - place), place);
    buf_addc(&query, '{');
    add_text(&query, "name", args->operands[0]);
    add_text(&query, "schema", args->options[CLI_SCHEMA]);
    add_text(&query, "country", args->options[CLI_COUNTRY]);
    add_text(&query, "birth", args->options[CLI_BIRTH]);
    buf_addc(json, '{');
    add_text(json, "list", list);
    add_text(json, "entry", colon + 1);
    add_text(json, "reason", args->options[CLI_REASON]);
    buf_printf(json, ",\"same\":%s,\"query\":%.*s}}", is_same ? "true" : "false", STR_ARG(buf_str(&query)));
    TRY(buf_check(&query, err));
    return buf_check(json, err);
}

static int review(const struct cli_args *args, struct seki_session *session, bool is_same)
{
    AUTO(buf_done) struct buf json;
    struct seki_answer *answer = NULL;
    struct seki_err err;
    buf_init(&json, (size_t)LIMIT(RECORD_BYTES));
    int code = body_of(args, is_same, &json, &err);
    if (code == 0)
        code = seki_review_add(session, buf_str(&json).p, json.n, &answer, &err);
    if (code < 0)
        return cli_fail(args, &err);
    const struct seki_value *root = seki_answer_root(answer);
    int status = EXIT_OK;
    if (cli_has(args, CLI_JSON)) {
        status = cli_print_json(args, answer);
    } else {
        (void)printf("%s: %s %s: %s\n", cli_field(root, "name"), cli_field(root, "list"), cli_field(root, "entry"),
                     cli_text(args, is_same ? MSG_SAME : MSG_NOT_SAME));
        status = cli_flush(args);
    }
    seki_answer_free(answer);
    return status;
}

int cmd_review(const struct cli_args *args)
{
    struct cli_session open;
    const char *word = args->operands[2], *colon = strchr(args->operands[1], ':');
    bool is_same = strcmp(word, "same") == 0;
    if (!is_same && strcmp(word, "different") != 0)
        return cli_usage(args, cli_text(args, MSG_UNKNOWN_ACTION), word);
    if (!colon || colon == args->operands[1] || !colon[1] || colon - args->operands[1] > 255)
        return cli_usage(args, "%s", cli_text(args, MSG_NEEDS_LIST_AND_ENTRY));
    int status = cli_open(args, true, &open);
    if (status == 0)
        status = review(args, open.session, is_same);
    cli_close(&open);
    return status;
}

/* -- config known-good -- */

/* "eu_fsf, un_sc" */
static const char *lists_text(const struct cli_args *args, struct arena *arena, const struct seki_value *lists)
{
    struct str text = STR_NULL;
    for (const struct seki_value *list = seki_value_first(lists); list; list = seki_value_next(list))
        text = arena_printf(arena, "%.*s%s%s", STR_ARG(text), text.n ? ", " : "", seki_value_text(list));
    return text.p ? text.p : cli_text(args, MSG_ALL_LISTS);
}

static void print_known_row(const struct cli_args *args, struct arena *arena, struct term_table *table,
                            const struct seki_value *row)
{
    bool is_own = strcmp(cli_field(row, "kind"), "own_company") == 0;
    bool is_over = seki_value_bool(seki_value_get(row, "expired"));
    term_cell(table, cli_field(row, "name"));
    term_cell(table, cli_text(args, is_own ? MSG_OWN_COMPANY : MSG_KNOWN_GOOD));
    term_cell(table, lists_text(args, arena, seki_value_get(row, "lists")));
    term_cell(table, cli_field(row, "until"));
    term_cell(table, is_over ? cli_text(args, MSG_EXPIRED) : "");
    term_cell(table, cli_field(row, "reason"));
    term_cell(table, cli_field(row, "by"));
}

static void print_known(const struct cli_args *args, const struct seki_answer *answer)
{
    static const enum cli_message heads[] = {MSG_NAME, MSG_KIND, MSG_LIST, MSG_UNTIL, MSG_EXPIRED, MSG_REASON, MSG_BY};
    AUTO(arena_done) struct arena arena;
    const struct seki_value *known = seki_value_get(seki_answer_root(answer), "known");
    struct term_table table;
    arena_init(&arena, 16 * (size_t)MIB);
    term_table_init(&table, sizeof(heads) / sizeof(heads[0]));
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
        term_cell(&table, cli_text(args, heads[i]));
    for (const struct seki_value *row = seki_value_first(known); row; row = seki_value_next(row))
        print_known_row(args, &arena, &table, row);
    if (seki_value_count(known))
        term_table_print(&table);
    else
        (void)puts(cli_text(args, MSG_NOBODY_KNOWN));
}

static int ask_known(const struct cli_args *args, struct seki_session *session, struct seki_answer **ret_answer,
                     struct seki_err *err)
{
    struct seki_known_options options = SEKI_OPTIONS(struct seki_known_options);
    struct cli_given lists;
    if (!cli_has(args, CLI_NAME))
        return seki_known(session, ret_answer, err);
    cli_take_given(args, CLI_LIST, &lists);
    options.name = args->options[CLI_NAME];
    options.is_own = cli_has(args, CLI_OWN);
    options.lists = lists.v;
    options.n_lists = lists.n;
    options.reason = args->options[CLI_REASON];
    options.until = args->options[CLI_UNTIL];
    options.is_removed = cli_has(args, CLI_REMOVE);
    return seki_known_put(session, &options, ret_answer, err);
}

int cli_known_good(const struct cli_args *args)
{
    struct cli_session open;
    struct seki_answer *answer = NULL;
    struct seki_err err;
    int status = cli_open(args, true, &open);
    if (status == 0 && ask_known(args, open.session, &answer, &err) < 0)
        status = cli_fail(args, &err);
    if (status == 0 && cli_has(args, CLI_JSON)) {
        status = cli_print_json(args, answer);
    } else if (status == 0) {
        print_known(args, answer);
        status = cli_flush(args);
    }
    seki_answer_free(answer);
    cli_close(&open);
    return status;
}
