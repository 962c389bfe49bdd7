/*
 * cli.h - what the verbs of the command line share: parsed arguments, words in two languages, sessions.
 *
 * The command line is a plain customer of <sekisho/sekisho.h>; besides that it uses base only. Data goes to standard
 * output, messages to standard error. Exit status: 0 ok; 1 failure, or a batch with a refused line; 2 usage; 10 only
 * for verify and --fail-on-hit.
 */
#ifndef CLI_H
#define CLI_H

#include <sekisho/sekisho.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_FOUND = 10 };

enum cli_option {
#define O(id, name, value, en, ja) CLI_##id,
#include "options.def"
#undef O
    CLI_OPTION_COUNT
};

enum cli_message {
#define M(id, en, ja) MSG_##id,
#include "messages.def"
#undef M
    MSG_COUNT
};

enum { CLI_REPEATED = 64 };

struct cli_args {
    const char *program; /* as it was called, so that examples run as printed */
    const char *verb;
    const char *options[CLI_OPTION_COUNT]; /* value, or "" for a flag that was given; NULL = not given */
    struct {
        enum cli_option option;
        const char *value;
    } repeated[CLI_REPEATED]; /* every option with a value in the order given, for those that may come again */
    size_t n_repeated;
    char **operands;
    int n_operands;
    bool is_japanese;
};

struct cli_command {
    const char *name;
    int (*run)(const struct cli_args *args);
    int min_operands, max_operands;
    uint64_t options; /* set of 1 << enum cli_option */
    const char *operands, *en, *ja, *example;
};

extern const struct cli_command CLI_COMMANDS[];
extern const size_t CLI_N_COMMANDS;

struct cli_option_row {
    const char *name, *value, *en, *ja;
};
extern const struct cli_option_row CLI_OPTIONS[CLI_OPTION_COUNT];

/* The words of a message in the language of the user. */
const char *cli_text(const struct cli_args *args, enum cli_message message);

/* Parse argv into `ret_args` (zeroed by the callee). 0, or an exit status after the message was printed. */
int cli_parse(int argc, char **argv, struct cli_args *ret_args);

/* Help of one verb, or of the program if command is NULL, on standard output. Returns the exit status. */
int cli_help(const struct cli_args *args, const struct cli_command *command);

static inline bool cli_has(const struct cli_args *args, enum cli_option option)
{
    return args->options[option] != NULL;
}

/* Folder of the store: --data, SEKISHO_DATA, or the user's data folder; into `path`. False when it is too long. */
bool cli_data_dir(const struct cli_args *args, char *path, size_t size);

struct cli_session {
    struct seki_engine *engine;
    struct seki_session *session;
};

/* Open store and session as local:USER. 0, or an exit status after the message was printed. Close with
 * cli_close in any case (AUTO(cli_close) works). */
int cli_open(const struct cli_args *args, bool needs_store, struct cli_session *ret_session);
void cli_close(struct cli_session *session);

/* Print a failure on standard error ("sekisho: place: reason"); with --json also {"error":{...}} on standard output.
 * Returns its exit status. */
int cli_fail(const struct cli_args *args, const struct seki_err *err);

/* A usage mistake: message, then how to get help; EXIT_USAGE. */
int cli_usage(const struct cli_args *args, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Print the answer as JSON with a line end and flush. 0 or EXIT_FAILED when the output cannot be written. */
int cli_print_json(const struct cli_args *args, const struct seki_answer *answer);
int cli_flush(const struct cli_args *args);

/* The "ja" or "en" text of a bilingual map. */
const char *cli_bilingual(const struct cli_args *args, const struct seki_value *map);

/* Text of a field; "" if it is not there. */
const char *cli_field(const struct seki_value *map, const char *key);

/* Run seki_batch with the verb's options (--input, --jsonl, --csv, --dry-run, --changes-since). Returns the exit
 * status. */
int cli_batch(const struct cli_args *args, enum seki_batch_verb verb, bool needs_store);

/* The values of an option that may come again, in the order given. */
struct cli_given {
    const char *v[CLI_REPEATED];
    size_t n;
};
void cli_take_given(const struct cli_args *args, enum cli_option option, struct cli_given *ret_given);

/* assess --draft, config organisation, config known-good. */
int cli_draft(const struct cli_args *args);
int cli_organisation(const struct cli_args *args);
int cli_known_good(const struct cli_args *args);

int cmd_init(const struct cli_args *args);
int cmd_import(const struct cli_args *args);
int cmd_lists(const struct cli_args *args);
int cmd_screen(const struct cli_args *args);
int cmd_compare(const struct cli_args *args);
int cmd_assess(const struct cli_args *args);
int cmd_config(const struct cli_args *args);
int cmd_review(const struct cli_args *args);
int cmd_serve(const struct cli_args *args);
int cmd_user(const struct cli_args *args);
int cmd_verify(const struct cli_args *args);
int cmd_version(const struct cli_args *args);
int cmd_completion(const struct cli_args *args);
int cmd_man(const struct cli_args *args);

#endif
