/*
 * server/serve.h - `sekisho serve`: the door of the HTTP server for the command line.
 *
 * The server is a plain customer of <sekisho/sekisho.h>; besides that it uses base and libmicrohttpd.
 */
#ifndef SERVER_SERVE_H
#define SERVER_SERVE_H

#include <sekisho/sekisho.h>
#include <stdbool.h>

struct serve_options {
    const char *data_dir;
    const char *listen;             /* HOST:PORT or [HOST]:PORT; port 0 = any free one */
    const char *tls_cert, *tls_key; /* PEM files, both or none */
    bool is_behind_proxy;           /* X-Forwarded-For is believed, cookies are Secure */
    bool is_json_log;
};

/*
 * Answer until SIGTERM or SIGINT, then finish what was begun. Prints "listening on http://HOST:PORT" as the first line
 * of standard output. 0 after a clean end. SEKI_E_BUSY when the port is in use; SEKI_E_USAGE for an address that is not
 * loopback without TLS and without a proxy.
 */
int serve(const struct serve_options *options, struct seki_err *err);

#endif
