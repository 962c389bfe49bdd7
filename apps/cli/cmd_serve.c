/* cmd_serve.c - serve: options in, the rest is the server's (server/serve.h). */
#include "cli.h"
#include "server/serve.h"

#include <limits.h>
#include <string.h>

int cmd_serve(const struct cli_args *args)
{
    char path[PATH_MAX];
    struct seki_err err;
    const char *log = args->options[CLI_LOG] ? args->options[CLI_LOG] : "text";
    const char *listen = args->options[CLI_LISTEN];
    if (!cli_data_dir(args, path, sizeof(path)))
        return cli_usage(args, "--data: path too long");
    if (strcmp(log, "text") != 0 && strcmp(log, "json") != 0)
        return cli_usage(args, cli_text(args, MSG_BAD_LOG), log);
    struct serve_options options = {.data_dir = path,
                                    .listen = listen ? listen : "127.0.0.1:8080",
                                    .tls_cert = args->options[CLI_TLS_CERT],
                                    .tls_key = args->options[CLI_TLS_KEY],
                                    .is_behind_proxy = cli_has(args, CLI_BEHIND_PROXY),
                                    .is_json_log = strcmp(log, "json") == 0};
    return serve(&options, &err) < 0 ? cli_fail(args, &err) : EXIT_OK;
}
