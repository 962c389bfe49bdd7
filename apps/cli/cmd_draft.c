/* cmd_draft.c - assess --draft: a mail or a text goes in, a proposed dealing comes out; and who we are, for it. */
#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli.h"

#include <sekisho/desk.h>
#include <stdio.h>
#include <string.h>

static void print_place(const struct seki_value *span)
{
    const char *header = cli_field(span, "header");
    if (header[0])
        (void)printf("  %-28s %s  [%s]\n", cli_field(span, "path"), cli_field(span, "text"), header);
    else
        (void)printf("  %-28s %s  [%s-%s]\n", cli_field(span, "path"), cli_field(span, "text"), cli_field(span, "from"),
                     cli_field(span, "to"));
}

static void print_draft(const struct cli_args *args, const struct seki_value *root)
{
    const struct seki_value *spans = seki_value_get(root, "spans"), *notes = seki_value_get(root, "notes");
    for (const struct seki_value *span = seki_value_first(spans); span; span = seki_value_next(span))
        print_place(span);
    for (const struct seki_value *note = seki_value_first(notes); note; note = seki_value_next(note))
        (void)printf("  %s\n", cli_bilingual(args, note));
}

static int draft_one(const struct cli_args *args, struct seki_session *session, struct str bytes)
{
    struct seki_err err;
    struct seki_answer *answer = NULL;
    int status = EXIT_OK;
    if (seki_draft(session, bytes.p, bytes.n, &answer, &err) < 0) {
        err_trail(&err, "%s", args->operands[0]);
        return cli_fail(args, &err);
    }
    if (cli_has(args, CLI_JSON))
        status = cli_print_json(args, answer);
    else
        print_draft(args, seki_answer_root(answer));
    seki_answer_free(answer);
    int flushed = cli_flush(args);
    return status ? status : flushed;
}

int cli_draft(const struct cli_args *args)
{
    struct cli_session open = {0};
    struct arena arena;
    struct seki_err err;
    struct str bytes;
    if (args->n_operands != 1)
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    arena_init(&arena, 4 * (size_t)LIMIT(MAIL_BYTES));
    if (file_read(&arena, args->operands[0], (size_t)LIMIT(MAIL_BYTES), &bytes, &err) < 0) {
        arena_done(&arena);
        return cli_fail(args, &err);
    }
    int status = cli_open(args, cli_has(args, CLI_DATA), &open);
    if (status == 0)
        status = draft_one(args, open.session, bytes);
    cli_close(&open);
    arena_done(&arena);
    return status;
}

/* -- config organisation -- */

int cli_organisation(const struct cli_args *args)
{
    struct cli_session open;
    struct seki_err err;
    struct seki_answer *answer = NULL;
    struct cli_given names, domains, phones;
    struct seki_organisation_options options = SEKI_OPTIONS(struct seki_organisation_options);
    cli_take_given(args, CLI_NAME, &names);
    cli_take_given(args, CLI_DOMAIN, &domains);
    cli_take_given(args, CLI_PHONE, &phones);
    options.names = names.v;
    options.n_names = names.n;
    options.domains = domains.v;
    options.n_domains = domains.n;
    options.phones = phones.v;
    options.n_phones = phones.n;
    int status = cli_open(args, true, &open);
    if (status == 0 && seki_organisation_put(open.session, &options, &answer, &err) < 0)
        status = cli_fail(args, &err);
    if (status == 0 && cli_has(args, CLI_JSON))
        status = cli_print_json(args, answer);
    seki_answer_free(answer);
    cli_close(&open);
    return status;
}
