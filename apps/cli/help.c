/* help.c - help, the manual page and completion, all made from the tables. */
#include "cli.h"

#include <stdio.h>

static void print_options(const struct cli_args *args, uint64_t options)
{
    for (size_t i = 0; i < CLI_OPTION_COUNT; i++) {
        const struct cli_option_row *row = &CLI_OPTIONS[i];
        if (!(options >> i & 1))
            continue;
        int n = printf("  --%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
        (void)printf("%*s%s\n", n < 22 ? 22 - n : 1, "", args->is_japanese ? row->ja : row->en);
    }
}

int cli_help(const struct cli_args *args, const struct cli_command *command)
{
    if (!command) {
        (void)printf("%s: %s VERB [--help]\n\n%s:\n", cli_text(args, MSG_USAGE), args->program,
                     cli_text(args, MSG_COMMANDS));
        for (size_t i = 0; i < CLI_N_COMMANDS; i++)
            (void)printf("  %-12s%s\n", CLI_COMMANDS[i].name,
                         args->is_japanese ? CLI_COMMANDS[i].ja : CLI_COMMANDS[i].en);
        return cli_flush(args);
    }
    (void)printf("%s\n\n%s: %s %s [%s] %s\n\n", args->is_japanese ? command->ja : command->en,
                 cli_text(args, MSG_USAGE), args->program, command->name, cli_text(args, MSG_OPTIONS),
                 command->operands);
    (void)printf("%s:\n", cli_text(args, MSG_OPTIONS));
    print_options(args, command->options);
    (void)printf("\n%s:\n  %s %s\n", cli_text(args, MSG_EXAMPLE), args->program, command->example);
    return cli_flush(args);
}

int cmd_completion(const struct cli_args *args)
{
    (void)puts("_sekisho() {\n    local word=${COMP_WORDS[COMP_CWORD]}\n    case ${COMP_WORDS[1]} in");
    for (size_t i = 0; i < CLI_N_COMMANDS; i++) {
        (void)printf("    %s) [[ $word == -* ]] && COMPREPLY=($(compgen -W \"", CLI_COMMANDS[i].name);
        for (size_t j = 0; j < CLI_OPTION_COUNT; j++)
            if (CLI_COMMANDS[i].options >> j & 1)
                (void)printf("--%s ", CLI_OPTIONS[j].name);
        (void)puts("\" -- \"$word\")) ;;");
    }
    (void)printf("    *) COMPREPLY=($(compgen -W \"");
    for (size_t i = 0; i < CLI_N_COMMANDS; i++)
        (void)printf("%s ", CLI_COMMANDS[i].name);
    (void)puts("\" -- \"$word\")) ;;\n    esac\n}\ncomplete -o default -F _sekisho sekisho");
    return cli_flush(args);
}

int cmd_man(const struct cli_args *args)
{
    (void)printf(".TH SEKISHO 1 \"\" \"sekisho %s\"\n.SH NAME\nsekisho \\- a checkpoint for dealings\n"
                 ".SH SYNOPSIS\n.B sekisho\nVERB [options] [operands]\n.SH VERBS\n",
                 seki_version());
    for (size_t i = 0; i < CLI_N_COMMANDS; i++) {
        const struct cli_command *command = &CLI_COMMANDS[i];
        (void)printf(".SS %s %s\n%s.\n.PP\n", command->name, command->operands,
                     args->is_japanese ? command->ja : command->en);
        (void)printf("%s:\n.nf\nsekisho %s\n.fi\n", cli_text(args, MSG_EXAMPLE), command->example);
    }
    (void)puts(".SH OPTIONS");
    for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
        (void)printf(".TP\n.B \\-\\-%s %s\n%s.\n", CLI_OPTIONS[i].name,
                     CLI_OPTIONS[i].value ? CLI_OPTIONS[i].value : "",
                     args->is_japanese ? CLI_OPTIONS[i].ja : CLI_OPTIONS[i].en);
    (void)puts(".SH EXIT STATUS\n0 ok; 1 failure, or a batch with a refused line; 2 usage; 10 only for verify and "
               "\\-\\-fail\\-on\\-hit.\n.SH ENVIRONMENT\nSEKISHO_DATA, NO_COLOR, LANG.");
    return cli_flush(args);
}
