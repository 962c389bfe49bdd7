/* cmd_assess.c - assess: a dealing goes in; level, reasons, questions and actions come out, for people or as JSON. */
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

struct word_row {
    const char *word;
    enum cli_message message;
    enum term_style style;
};

static const struct word_row LEVELS[] = {
    {"green", MSG_LEVEL_GREEN, TERM_GREEN}, {"amber", MSG_LEVEL_AMBER, TERM_AMBER}, {"red", MSG_LEVEL_RED, TERM_RED}};
static const struct word_row SEVERITIES[] = {{"low", MSG_SEVERITY_LOW, TERM_PLAIN},
                                             {"medium", MSG_SEVERITY_MEDIUM, TERM_AMBER},
                                             {"high", MSG_SEVERITY_HIGH, TERM_RED},
                                             {"critical", MSG_SEVERITY_CRITICAL, TERM_RED}};

static void print_word(const struct cli_args *args, const struct word_row *rows, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].word, word) == 0) {
            term_print(rows[i].style, cli_text(args, rows[i].message));
            return;
        }
    term_print(TERM_PLAIN, word);
}

static void print_head(const struct cli_args *args, const struct seki_value *answer)
{
    print_word(args, LEVELS, sizeof(LEVELS) / sizeof(LEVELS[0]), cli_field(answer, "level"));
    if (seki_value_bool(seki_value_get(answer, "incomplete")))
        (void)printf(" · %s", cli_text(args, MSG_INCOMPLETE));
    (void)printf("   %s %s · %s %s · %s · %s %s\n", cli_text(args, MSG_DEALING), cli_field(answer, "dealing"),
                 cli_text(args, MSG_VERSION), cli_field(answer, "version"), cli_field(answer, "date"),
                 cli_text(args, MSG_CONCERN), cli_field(answer, "concern"));
    term_wrap(2, cli_bilingual(args, seki_value_get(answer, "explanation")));
    (void)printf("  %s: %s", cli_text(args, MSG_DECIDER), cli_field(answer, "decider"));
    if (cli_field(answer, "due_at")[0])
        (void)printf(" · %s: %s", cli_text(args, MSG_DUE), cli_field(answer, "due_at"));
    (void)puts("");
}

static void print_heading(const char *text)
{
    (void)puts("");
    term_print(TERM_BOLD, text);
    (void)puts("");
}

static void print_evidence(const struct seki_value *finding)
{
    const struct seki_value *evidence = seki_value_get(finding, "evidence");
    for (const struct seki_value *row = seki_value_first(evidence); row; row = seki_value_next(row)) {
        char line[1024];
        (void)snprintf(line, sizeof(line), "%s %s: %s", cli_field(row, "source"), cli_field(row, "place"),
                       cli_field(row, "text"));
        term_wrap(10, line);
    }
}

static void print_finding(const struct cli_args *args, const struct seki_value *finding, bool is_detailed)
{
    char line[1024];
    (void)snprintf(line, sizeof(line), "%s  %s", cli_field(finding, "indicator"),
                   cli_bilingual(args, seki_value_get(finding, "title")));
    if (!is_detailed) {
        term_wrap(2, line);
        return;
    }
    (void)printf("  [");
    print_word(args, SEVERITIES, sizeof(SEVERITIES) / sizeof(SEVERITIES[0]), cli_field(finding, "severity"));
    (void)printf("] %s\n", line);
    print_evidence(finding);
}

static void print_findings(const struct cli_args *args, const struct seki_value *answer, const char *state,
                           enum cli_message heading)
{
    const struct seki_value *findings = seki_value_get(answer, "findings");
    bool is_detailed = strcmp(state, "present") == 0 || strcmp(state, "explained") == 0;
    bool is_open = false;
    for (const struct seki_value *finding = seki_value_first(findings); finding; finding = seki_value_next(finding)) {
        if (strcmp(cli_field(finding, "state"), state) != 0)
            continue;
        if (!is_open)
            print_heading(cli_text(args, heading));
        is_open = true;
        print_finding(args, finding, is_detailed);
    }
}

static void print_absent(const struct cli_args *args, const struct seki_value *answer)
{
    const struct seki_value *findings = seki_value_get(answer, "findings");
    char line[4096];
    size_t n = 0;
    for (const struct seki_value *finding = seki_value_first(findings); finding; finding = seki_value_next(finding)) {
        if (strcmp(cli_field(finding, "state"), "absent") != 0 || n >= sizeof(line))
            continue;
        n += (size_t)snprintf(line + n, sizeof(line) - n, "%s%s", n ? ", " : "", cli_field(finding, "indicator"));
    }
    if (n) {
        print_heading(cli_text(args, MSG_ABSENT));
        term_wrap(2, line);
    }
}

/* questions and actions: one numbered list each */
static void print_numbered(const struct cli_args *args, const struct seki_value *list, enum cli_message heading)
{
    int n = 0;
    for (const struct seki_value *row = seki_value_first(list); row; row = seki_value_next(row)) {
        char line[2048];
        const char *indicator = cli_field(row, "indicator");
        if (n++ == 0)
            print_heading(cli_text(args, heading));
        (void)snprintf(line, sizeof(line), "%d. %s%s%s", n, indicator, indicator[0] ? ": " : "",
                       cli_bilingual(args, row));
        term_wrap(2, line);
    }
}

static void print_lists_used(const struct cli_args *args, const struct seki_value *answer)
{
    const struct seki_value *lists = seki_value_get(answer, "lists");
    if (seki_value_count(lists))
        print_heading(cli_text(args, MSG_LISTS_USED));
    for (const struct seki_value *row = seki_value_first(lists); row; row = seki_value_next(row)) {
        const char *edition = cli_field(row, "edition");
        (void)printf("  %s %s", cli_field(row, "list"), edition[0] ? edition : cli_text(args, MSG_UNDATED));
        if (edition[0] && seki_value_bool(seki_value_get(row, "later")))
            (void)printf(" (%s)", cli_text(args, MSG_LATER_EDITION));
        if (strncmp(cli_field(row, "list"), "sample", 6) == 0)
            (void)printf(" (%s)", cli_text(args, MSG_SAMPLE_DATA));
        (void)puts("");
    }
}

static void print_changes(const struct cli_args *args, const struct seki_value *answer)
{
    const struct seki_value *changes = seki_value_get(answer, "changes");
    if (seki_value_count(changes))
        print_heading(cli_text(args, MSG_CHANGES));
    for (const struct seki_value *row = seki_value_first(changes); row; row = seki_value_next(row)) {
        const char *before = cli_field(row, "before"), *after = cli_field(row, "after");
        (void)printf("  %s: %s -> %s\n", cli_field(row, "path"), before[0] ? before : "-", after[0] ? after : "-");
    }
}

static void print_assessment(const struct cli_args *args, const struct seki_value *answer)
{
    print_head(args, answer);
    print_changes(args, answer);
    print_findings(args, answer, "present", MSG_PRESENT);
    print_findings(args, answer, "explained", MSG_EXPLAINED);
    print_findings(args, answer, "unknown", MSG_UNKNOWN);
    print_absent(args, answer);
    print_numbered(args, seki_value_get(answer, "questions"), MSG_QUESTIONS);
    print_numbered(args, seki_value_get(answer, "actions"), MSG_ACTIONS);
    print_lists_used(args, answer);
    if (cli_has(args, CLI_DRY_RUN))
        (void)printf("\n(%s)\n", cli_text(args, MSG_DRY_RUN));
}

static int assess_one(const struct cli_args *args, struct seki_session *session, struct str json)
{
    struct seki_err err;
    struct seki_answer *answer = NULL;
    if (seki_assess(session, json.p, json.n, cli_has(args, CLI_DRY_RUN) ? SEKI_ASSESS_DRY_RUN : 0, &answer, &err) < 0) {
        err_trail(&err, "%s", args->operands[0]);
        return cli_fail(args, &err);
    }
    const struct seki_value *root = seki_answer_root(answer);
    int status = EXIT_OK;
    if (cli_has(args, CLI_JSON) || cli_has(args, CLI_JSONL))
        status = cli_print_json(args, answer);
    else
        print_assessment(args, root);
    if (status == EXIT_OK && cli_has(args, CLI_FAIL_ON_HIT) && strcmp(cli_field(root, "level"), "green") != 0)
        status = EXIT_FOUND;
    seki_answer_free(answer);
    int flushed = cli_flush(args);
    return status ? status : flushed;
}

int cmd_assess(const struct cli_args *args)
{
    struct cli_session open;
    struct arena arena;
    struct seki_err err;
    struct str json;
    if (cli_has(args, CLI_DRAFT))
        return cli_draft(args);
    if (cli_has(args, CLI_INPUT))
        return cli_batch(args, SEKI_BATCH_ASSESS, true);
    if (args->n_operands != 1)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    arena_init(&arena, 4 * (size_t)LIMIT(DEALING_BYTES));
    if (file_read(&arena, args->operands[0], (size_t)LIMIT(DEALING_BYTES), &json, &err) < 0) {
        arena_done(&arena);
        return cli_fail(args, &err);
    }
    int status = cli_open(args, true, &open);
    if (status == 0)
        status = assess_one(args, open.session, json);
    cli_close(&open);
    arena_done(&arena);
    return status;
}
