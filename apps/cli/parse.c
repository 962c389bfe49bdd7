/*
 * parse.c - arguments: sekisho VERB [operands and options in any order].
 *
 *   --option VALUE | --option=VALUE | --flag | -- (only operands follow)
 *
 * An unknown verb or option names the nearest known one.
 */
#include "base/nearest.h"
#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cli_usage(const struct cli_args *args, const char *fmt, ...)
{
    va_list list;
    (void)fputs("sekisho: ", stderr);
    va_start(list, fmt);
    (void)vfprintf(stderr, fmt, list);
    va_end(list);
    (void)fputc('\n', stderr);
    if (args->verb)
        (void)fprintf(stderr, "%s: %s %s --help\n", cli_text(args, MSG_USAGE), args->program, args->verb);
    else {
        (void)fprintf(stderr, cli_text(args, MSG_SEE_HELP), args->program);
        (void)fputc('\n', stderr);
    }
    return EXIT_USAGE;
}

static bool locale_is_japanese(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);
        if (value && value[0])
            return strncmp(value, "ja", 2) == 0;
    }
    return false;
}

/* The language decides how mistakes are told, so it is looked for before anything else. */
static int find_language(int argc, char **argv, struct cli_args *args)
{
    args->is_japanese = locale_is_japanese();
    for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--") != 0; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0 ? argv[i] + 7 : NULL;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            value = argv[i + 1];
        if (value && strcmp(value, "ja") != 0 && strcmp(value, "en") != 0)
            return cli_usage(args, cli_text(args, MSG_BAD_LANG), value);
        if (value)
            args->is_japanese = strcmp(value, "ja") == 0;
    }
    return 0;
}

static int unknown(const struct cli_args *args, enum cli_message message, const char *word, const char *nearest)
{
    char text[256];
    int n = snprintf(text, sizeof(text), cli_text(args, message), word);
    if (nearest && n >= 0 && (size_t)n < sizeof(text))
        (void)snprintf(text + n, sizeof(text) - (size_t)n, cli_text(args, MSG_DID_YOU_MEAN), nearest);
    return cli_usage(args, "%s", text);
}

static int unknown_option(const struct cli_args *args, const char *given, struct str name)
{
    struct str names[CLI_OPTION_COUNT];
    char nearest[64];
    size_t index;
    for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
        names[i] = str_c(CLI_OPTIONS[i].name);
    if (!nearest_word(names, CLI_OPTION_COUNT, name, &index))
        return unknown(args, MSG_UNKNOWN_OPTION, given, NULL);
    (void)snprintf(nearest, sizeof(nearest), "--%s", CLI_OPTIONS[index].name);
    return unknown(args, MSG_UNKNOWN_OPTION, given, nearest);
}

/* One "--..." at argv[*at]; moves *at over its value. */
static int take_option(struct cli_args *args, int argc, char **argv, int *at)
{
    const char *given = argv[*at];
    struct str name = str_c(given + 2);
    size_t equals = str_find_char(name, '=', 0);
    const char *value = equals == SIZE_MAX ? NULL : name.p + equals + 1;
    name = str_sub(name, 0, equals);
    for (size_t i = 0; i < CLI_OPTION_COUNT; i++) {
        if (!str_eq(str_c(CLI_OPTIONS[i].name), name))
            continue;
        if (!CLI_OPTIONS[i].value && value)
            return cli_usage(args, cli_text(args, MSG_TAKES_NO_VALUE), given);
        if (CLI_OPTIONS[i].value && !value) {
            if (*at + 1 >= argc)
                return cli_usage(args, cli_text(args, MSG_NEEDS_VALUE), given);
            value = argv[++*at];
        }
        args->options[i] = value ? value : "";
        if (value && args->n_repeated < CLI_REPEATED) {
            args->repeated[args->n_repeated].option = (enum cli_option)i;
            args->repeated[args->n_repeated++].value = value;
        }
        return 0;
    }
    return unknown_option(args, given, name);
}

static int take_arguments(struct cli_args *args, int argc, char **argv)
{
    bool only_operands = false;
    args->operands = argv + 1; /* operands are gathered in place: there are never more than were read */
    for (int i = 1; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (!only_operands && strcmp(argv[i], "-h") == 0) {
            args->options[CLI_HELP] = "";
        } else if (!only_operands && strncmp(argv[i], "--", 2) == 0) {
            int status = take_option(args, argc, argv, &i);
            if (status)
                return status;
        } else if (!args->verb) {
            args->verb = argv[i];
        } else {
            args->operands[args->n_operands++] = argv[i];
        }
    }
    return 0;
}

int cli_parse(int argc, char **argv, struct cli_args *ret_args)
{
    *ret_args = (struct cli_args){.program = argc > 0 ? argv[0] : "sekisho"};
    int status = find_language(argc, argv, ret_args);
    return status ? status : take_arguments(ret_args, argc, argv);
}

static int check_command(const struct cli_args *args, const struct cli_command *command)
{
    for (size_t i = 0; i < CLI_OPTION_COUNT; i++)
        if (args->options[i] && !(command->options >> i & 1)) {
            char name[64];
            (void)snprintf(name, sizeof(name), "--%s", CLI_OPTIONS[i].name);
            return cli_usage(args, cli_text(args, MSG_NOT_FOR_VERB), name, command->name);
        }
    if (args->n_operands < command->min_operands ||
        (command->max_operands >= 0 && args->n_operands > command->max_operands))
        return cli_usage(args, "%s", cli_text(args, MSG_WRONG_OPERANDS));
    return 0;
}

static int unknown_verb(const struct cli_args *args)
{
    struct str names[64];
    struct cli_args bare = *args;
    size_t index;
    bare.verb = NULL;
    for (size_t i = 0; i < CLI_N_COMMANDS && i < 64; i++)
        names[i] = str_c(CLI_COMMANDS[i].name);
    bool is_near = nearest_word(names, CLI_N_COMMANDS, str_c(args->verb), &index);
    return unknown(&bare, MSG_UNKNOWN_VERB, args->verb, is_near ? CLI_COMMANDS[index].name : NULL);
}

int main(int argc, char **argv)
{
    struct cli_args args;
    int status = cli_parse(argc, argv, &args);
    if (status)
        return status;
    if (!args.verb) {
        status = cli_help(&args, NULL);
        return cli_has(&args, CLI_HELP) ? status : EXIT_USAGE;
    }
    for (size_t i = 0; i < CLI_N_COMMANDS; i++) {
        const struct cli_command *command = &CLI_COMMANDS[i];
        if (strcmp(args.verb, command->name) != 0)
            continue;
        if (cli_has(&args, CLI_HELP))
            return cli_help(&args, command);
        status = check_command(&args, command);
        return status ? status : command->run(&args);
    }
    return unknown_verb(&args);
}
