/* tables.c - the tables of verbs, options and words, made from the .def files. */
#include "cli.h"

#include <string.h>

const struct cli_command CLI_COMMANDS[] = {
#define OPT(id) (UINT64_C(1) << CLI_##id)
#define C(name, run, min, max, options, operands, en, ja, example)                                                     \
    {#name, (run), (min), (max), (options) | OPT(LANG) | OPT(HELP), (operands), (en), (ja), (example)},
#include "commands.def"
#undef C
#undef OPT
};
const size_t CLI_N_COMMANDS = sizeof(CLI_COMMANDS) / sizeof(CLI_COMMANDS[0]);

const struct cli_option_row CLI_OPTIONS[CLI_OPTION_COUNT] = {
#define O(id, name, value, en, ja) {(name), (value), (en), (ja)},
#include "options.def"
#undef O
};

static const char *const WORDS[MSG_COUNT][2] = {
#define M(id, en, ja) {(en), (ja)},
#include "messages.def"
#undef M
};

const char *cli_text(const struct cli_args *args, enum cli_message message)
{
    return WORDS[message][args->is_japanese];
}

const char *cli_field(const struct seki_value *map, const char *key)
{
    return seki_value_text(seki_value_get(map, key));
}

const char *cli_bilingual(const struct cli_args *args, const struct seki_value *map)
{
    return cli_field(map, args->is_japanese ? "ja" : "en");
}
