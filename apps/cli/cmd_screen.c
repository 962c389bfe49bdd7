/* cmd_screen.c - screen and compare: names against lists, a name against a name. */
#include "cli.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

static const char *decision_text(const struct cli_args *args, const char *decision)
{
    return cli_text(args, strcmp(decision, "match") == 0    ? MSG_DECISION_MATCH
                          : strcmp(decision, "review") == 0 ? MSG_DECISION_REVIEW
                                                            : MSG_DECISION_NO);
}

static void print_parts(const struct seki_value *explain)
{
    for (const struct seki_value *part = seki_value_first(explain); part; part = seki_value_next(part)) {
        const char *query = cli_field(part, "query"), *entry = cli_field(part, "entry");
        (void)printf("    %8s  %s", cli_field(part, "weight"), cli_field(part, "reason"));
        if (query[0] || entry[0])
            (void)printf(": %s = %s", query[0] ? query : "-", entry[0] ? entry : "-");
        (void)putchar('\n');
    }
}

/* What people said of the hit: "not the same party (computed: match): another address - tanaka, 2026-11-02" */
static void print_resolved(const struct cli_args *args, const struct seki_value *resolved)
{
    const char *kind = cli_field(resolved, "kind"), *reason = cli_field(resolved, "reason");
    enum cli_message said = strcmp(kind, "own_company") == 0                    ? MSG_OWN_COMPANY
                            : strcmp(kind, "known_good") == 0                   ? MSG_KNOWN_GOOD
                            : seki_value_bool(seki_value_get(resolved, "same")) ? MSG_SAME
                                                                                : MSG_NOT_SAME;
    if (seki_value_kind(resolved) == SEKI_NULL)
        return;
    (void)printf("  -> %s (%s: %s)", cli_text(args, said), cli_text(args, MSG_COMPUTED),
                 decision_text(args, cli_field(resolved, "computed")));
    (void)printf("%s%s - %s, %.10s\n", reason[0] ? ": " : "", reason, cli_field(resolved, "by"),
                 cli_field(resolved, "at"));
    if (!seki_value_bool(seki_value_get(resolved, "holds"))) {
        (void)fputs("     ", stdout);
        term_print(TERM_AMBER, cli_text(args, MSG_LOOK_AGAIN));
        (void)printf(": %s\n", cli_bilingual(args, seki_value_get(resolved, "why")));
    }
}

static void print_hit(const struct cli_args *args, const struct seki_value *hit)
{
    const char *decision = cli_field(hit, "decision");
    bool is_match = strcmp(decision, "match") == 0, is_no = strcmp(decision, "no") == 0;
    term_print(is_match ? TERM_RED : is_no ? TERM_DIM : TERM_AMBER, decision_text(args, decision));
    (void)printf("  %s  %s  %s %s", cli_field(hit, "score"), cli_field(hit, "list"), cli_text(args, MSG_ENTRY),
                 cli_field(hit, "entry"));
    if (strncmp(cli_field(hit, "list"), "sample", 6) == 0)
        (void)printf("  (%s)", cli_text(args, MSG_SAMPLE_DATA));
    (void)putchar('\n');
    (void)printf("  %s\n", cli_field(hit, "entry_name"));
    print_resolved(args, seki_value_get(hit, "resolved"));
    print_parts(seki_value_get(hit, "explain"));
}

/* A hit that was found to be another party is shown, and counts as none. */
static bool has_open_hit(const struct seki_value *hits)
{
    for (const struct seki_value *hit = seki_value_first(hits); hit; hit = seki_value_next(hit))
        if (strcmp(cli_field(hit, "decision"), "no") != 0)
            return true;
    return false;
}

static struct seki_screen_options options_of(const struct cli_args *args)
{
    struct seki_screen_options options = SEKI_OPTIONS(struct seki_screen_options);
    options.name = args->operands[0];
    options.schema = args->options[CLI_SCHEMA];
    options.country = args->options[CLI_COUNTRY];
    options.birth = args->options[CLI_BIRTH];
    options.flags = cli_has(args, CLI_EXHAUSTIVE) ? SEKI_SCREEN_EXHAUSTIVE : 0;
    return options;
}

static int why_not(const struct cli_args *args, struct seki_session *session)
{
    struct seki_err err;
    struct seki_answer *answer = NULL;
    struct seki_screen_options options = options_of(args);
    if (seki_why_not(session, args->options[CLI_WHY_NOT], &options, &answer, &err) < 0)
        return cli_fail(args, &err);
    const struct seki_value *root = seki_answer_root(answer);
    if (cli_has(args, CLI_JSON) || cli_has(args, CLI_JSONL)) {
        (void)cli_print_json(args, answer);
    } else {
        (void)printf("%s  %s (%s %s, %s %s)  %s\n", decision_text(args, cli_field(root, "decision")),
                     cli_field(root, "score"), cli_text(args, MSG_DECISION_MATCH), cli_field(root, "match_at"),
                     cli_text(args, MSG_DECISION_REVIEW), cli_field(root, "review_at"), cli_field(root, "stage"));
        (void)printf("  %s = %s\n", cli_field(root, "query_name"), cli_field(root, "entry_name"));
        print_parts(seki_value_get(root, "explain"));
    }
    seki_answer_free(answer);
    return cli_flush(args);
}

static int screen_one(const struct cli_args *args, struct seki_session *session)
{
    struct seki_err err;
    struct seki_answer *answer = NULL;
    struct seki_screen_options options = options_of(args);
    if (seki_screen(session, &options, &answer, &err) < 0)
        return cli_fail(args, &err);
    const struct seki_value *root = seki_answer_root(answer);
    const struct seki_value *hits = seki_value_get(root, "hits");
    const char *error = cli_field(root, "error");
    int status = error[0] ? EXIT_FAILED : EXIT_OK;
    if (error[0])
        (void)fprintf(stderr, "sekisho: %s\n", error);
    if (cli_has(args, CLI_JSON) || cli_has(args, CLI_JSONL)) {
        (void)cli_print_json(args, answer);
    } else if (!error[0]) {
        for (const struct seki_value *hit = seki_value_first(hits); hit; hit = seki_value_next(hit))
            print_hit(args, hit);
        if (!seki_value_count(hits))
            (void)printf("%s: %s\n", options.name, cli_text(args, MSG_NO_HITS));
    }
    if (status == EXIT_OK && has_open_hit(hits) && cli_has(args, CLI_FAIL_ON_HIT))
        status = EXIT_FOUND;
    seki_answer_free(answer);
    return status ? status : cli_flush(args);
}

int cmd_screen(const struct cli_args *args)
{
    struct cli_session open;
    if (cli_has(args, CLI_INPUT) || cli_has(args, CLI_CHANGES_SINCE))
        return cli_batch(args, SEKI_BATCH_SCREEN, true);
    if (args->n_operands != 1)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    int status = cli_open(args, true, &open);
    if (status == 0)
        status = cli_has(args, CLI_WHY_NOT) ? why_not(args, open.session) : screen_one(args, open.session);
    cli_close(&open);
    return status;
}

static int compare_one(const struct cli_args *args, struct seki_session *session)
{
    struct seki_err err;
    struct seki_answer *answer = NULL;
    if (seki_compare(session, args->operands[0], args->operands[1], args->options[CLI_SCHEMA], &answer, &err) < 0)
        return cli_fail(args, &err);
    const struct seki_value *root = seki_answer_root(answer);
    int status = EXIT_OK;
    if (cli_has(args, CLI_JSON) || cli_has(args, CLI_JSONL)) {
        status = cli_print_json(args, answer);
    } else {
        (void)printf("%s  %s\n", decision_text(args, cli_field(root, "decision")), cli_field(root, "score"));
        print_parts(seki_value_get(root, "explain"));
    }
    seki_answer_free(answer);
    return status ? status : cli_flush(args);
}

int cmd_compare(const struct cli_args *args)
{
    struct cli_session open;
    if (cli_has(args, CLI_INPUT))
        return cli_batch(args, SEKI_BATCH_COMPARE, false);
    if (args->n_operands != 2)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    int status = cli_open(args, false, &open);
    if (status == 0)
        status = compare_one(args, open.session);
    cli_close(&open);
    return status;
}
