/*
 * server/serve.c - start and graceful end.
 *
 *   address, engine, first user ──> workers, jobs, event loop ──> "listening on ..." ──> wait for a signal
 *   signal ──> new calls get 503 ──> running calls end ──> jobs are cancelled ──> sockets close ──> engine closes
 */
#include "server/serve.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/time.h"
#include "server/head.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { DRAIN_SECONDS = 20, SEND_SECONDS = 5, BEAT_SECONDS = 10, BACKLOG = 128 };

struct address {
    char host[256], port[16];
};

/* HOST:PORT or [HOST]:PORT */
static int split_address(const char *text, struct address *ret_address, struct seki_err *err)
{
    const char *colon = strrchr(text, ':');
    uint64_t port;
    size_t n = colon ? (size_t)(colon - text) : 0;
    const char *host = text;
    if (n >= 2 && host[0] == '[' && host[n - 1] == ']') {
        host++;
        n -= 2;
    }
    if (!colon || n == 0 || n >= sizeof(ret_address->host) || !str_to_u64(str_c(colon + 1), &port) || port > 65535)
        return err_set(err, SEKI_E_USAGE, "\"%s\" is no address such as 127.0.0.1:8080", text);
    (void)snprintf(ret_address->host, sizeof(ret_address->host), "%.*s", (int)n, host);
    (void)snprintf(ret_address->port, sizeof(ret_address->port), "%llu", (unsigned long long)port);
    return 0;
}

static bool is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr);
}

static int bind_one(const struct addrinfo *info, const struct address *address, int *ret_fd, struct seki_err *err)
{
    int yes = 1, fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return err_errno(err, errno, "socket");
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(fd, info->ai_addr, info->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0) {
        *ret_fd = fd;
        return 0;
    }
    int problem = errno;
    (void)close(fd);
    if (problem == EADDRINUSE)
        return err_set(err, SEKI_E_BUSY, "port %s of %s is in use", address->port, address->host);
    return err_errno(err, problem, "%s:%s", address->host, address->port);
}

static int open_socket(const struct server *server, const struct address *address, int *ret_fd, struct seki_err *err)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV}, *found = NULL;
    int code = getaddrinfo(address->host, address->port, &hints, &found);
    if (code != 0)
        return err_set(err, SEKI_E_USAGE, "%s: %s", address->host, gai_strerror(code));
    if (!is_loopback(found->ai_addr) && !server->is_secure)
        code = err_set(err, SEKI_E_USAGE,
                       "%s can be reached from other machines; give --tls-cert and --tls-key, or --behind-proxy",
                       address->host);
    else
        code = bind_one(found, address, ret_fd, err);
    freeaddrinfo(found);
    return code;
}

/* The port that the system chose. */
static unsigned bound_port(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {0};
    socklen_t n = sizeof(address);
    if (getsockname(fd, &address.any, &n) != 0)
        return 0;
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

static int read_pem(struct arena *arena, const char *path, char **ret_text, struct seki_err *err)
{
    struct str bytes;
    TRY(file_read(arena, path, (size_t)LIMIT(RULE_BYTES), &bytes, err));
    *ret_text = arena_cstr(arena, bytes);
    TRY_MEM(*ret_text, err);
    return 0;
}

static int read_tls(struct server *server, struct arena *arena, struct seki_err *err)
{
    const struct serve_options *options = &server->options;
    if (!options->tls_cert != !options->tls_key)
        return err_set(err, SEKI_E_USAGE, "--tls-cert and --tls-key belong together");
    server->is_secure = options->tls_cert || options->is_behind_proxy;
    if (!options->tls_cert)
        return 0;
    TRY(read_pem(arena, options->tls_cert, &server->tls_cert, err));
    return read_pem(arena, options->tls_key, &server->tls_key, err);
}

/* Uploads that a killed server left behind. */
static void remove_left_over(const char *dir)
{
    DIR *folder = opendir(dir);
    char path[4096];
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL) {
        (void)snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
        DIR *inner = entry->d_name[0] == '.' ? NULL : opendir(path);
        const struct dirent *file;
        while (inner && (file = readdir(inner)) != NULL) {
            char name[sizeof(path) + sizeof(file->d_name) + 1];
            (void)snprintf(name, sizeof(name), "%s/%s", path, file->d_name);
            (void)unlink(name); /* a folder is not unlinked */
        }
        if (inner) {
            (void)closedir(inner);
            (void)rmdir(path);
        }
    }
    if (folder)
        (void)closedir(folder);
}

static int open_store(struct server *server, struct seki_err *err)
{
    struct seki_open_options options = SEKI_OPTIONS(struct seki_open_options);
    char password[SEKI_PASSWORD_TEXT];
    options.data_dir = server->options.data_dir;
    TRY(seki_engine_open(&options, &server->engine, err));
    int made = seki_first_user(server->engine, password, err);
    TRY(made);
    if (made)
        (void)fprintf(stderr, "one-time password of admin: %s\n", password);
    (void)snprintf(server->spool_dir, sizeof(server->spool_dir), "%s/incoming", server->options.data_dir);
    TRY(dir_make_private(server->spool_dir, err));
    remove_left_over(server->spool_dir);
    return 0;
}

static void wait_for_signal(struct server *server, const sigset_t *signals)
{
    const struct timespec second = {1, 0};
    for (unsigned beat = 0;; beat++) {
        if (sigtimedwait(signals, NULL, &second) > 0)
            return;
        daemon_tick(server);
        if (beat % BEAT_SECONDS == 0)
            jobs_tick(server);
    }
}

static void finish(struct server *server)
{
    const struct timespec moment = {0, 10 * 1000 * 1000};
    atomic_store(&server->is_stopping, true);
    (void)pool_drain(server, DRAIN_SECONDS);
    jobs_stop(server);
    for (int i = 0; i < SEND_SECONDS * 100 && atomic_load(&server->n_open); i++)
        (void)nanosleep(&moment, NULL);
    pool_stop(server);
    daemon_stop(server);
    jobs_free(server);
}

static int run(struct server *server, struct arena *arena, struct seki_err *err)
{
    struct address address;
    sigset_t signals;
    int fd = -1;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL); /* before any thread, so that only the wait below sees them */
    TRY(split_address(server->options.listen, &address, err));
    TRY(read_tls(server, arena, err));
    TRY(open_socket(server, &address, &fd, err));
    int code = open_store(server, err);
    if (code == 0)
        code = pool_start(server, err);
    if (code == 0)
        code = jobs_start(server, err);
    if (code == 0)
        code = daemon_start(server, fd, err);
    if (code == 0) {
        bool is_v6 = strchr(address.host, ':') != NULL;
        (void)printf("listening on %s://%s%s%s:%u\n", server->tls_cert ? "https" : "http", is_v6 ? "[" : "",
                     address.host, is_v6 ? "]" : "", bound_port(fd));
        (void)fflush(stdout);
        wait_for_signal(server, &signals);
    } else if (!server->daemon) {
        (void)close(fd);
    }
    finish(server);
    return code;
}

int serve(const struct serve_options *options, struct seki_err *err)
{
    struct arena arena;
    struct server *server = mem_zalloc(1, sizeof(*server));
    TRY_MEM(server, err);
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    server->options = *options;
    server->started_ms = moment_now();
    (void)pthread_mutex_init(&server->log_mutex, NULL);
    (void)pthread_mutex_init(&server->guard.mutex, NULL);
    (void)pthread_mutex_init(&server->connections.mutex, NULL);
    (void)pthread_mutex_init(&server->pool.mutex, NULL);
    (void)pthread_mutex_init(&server->jobs.mutex, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    int code = run(server, &arena, err);
    seki_engine_close(server->engine);
    arena_done(&arena);
    mem_free(server);
    return code;
}
