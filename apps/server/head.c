/*
 * server/head.c - the head of a request: what it says is copied out, and what can be refused on its word is refused.
 */
#include "server/head.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static const char NOBODY[] = "no valid session or key";

static struct str header(struct request *request, const char *name)
{
    const char *value = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
    return value ? arena_str(&request->arena, str_c(value)) : STR_NULL;
}

/* "\"abc\"" or "W/\"abc\"" or "*" to what stands between the quotes. */
static struct str entity_tag(struct request *request, const char *name)
{
    struct str tag = str_trim(header(request, name));
    size_t from = str_find_char(tag, '"', 0);
    size_t to = from == SIZE_MAX ? SIZE_MAX : str_find_char(tag, '"', from + 1);
    return to == SIZE_MAX ? tag : arena_str(&request->arena, str_sub(tag, from + 1, to - from - 1));
}

static enum MHD_Result take_query(void *ctx, enum MHD_ValueKind kind, const char *key, const char *value)
{
    struct request *request = ctx;
    struct request_head *head = &request->head;
    struct query_pair *pair = &head->query[head->n_query];
    struct seki_err err;
    (void)kind;
    if (head->n_query == QUERY_PARAMETERS) {
        reply_problem(request, 400, "too many parameters", NULL);
        return MHD_NO;
    }
    if (request_decode(&request->arena, str_c(key), &pair->key, &err) < 0 ||
        request_decode(&request->arena, value ? str_c(value) : STR(""), &pair->value, &err) < 0) {
        reply_error(request, &err);
        return MHD_NO;
    }
    head->n_query++;
    return MHD_YES;
}

/* The address that calls are counted under: of IPv6 the network, because a host has all of it. */
static void read_address(struct request *request)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct str forwarded = request->server->options.is_behind_proxy ? header(request, "X-Forwarded-For") : STR_NULL;
    char text[INET6_ADDRSTRLEN] = "";
    if (forwarded.n) {
        struct str part;
        while (str_split(&forwarded, STR(","), &part))
            request->head.address = str_trim(part); /* the last one was written by our own proxy */
        return;
    }
    if (info && info->client_addr->sa_family == AF_INET) {
        const struct sockaddr_in *v4 = (const void *)info->client_addr;
        request->head.is_loopback = ntohl(v4->sin_addr.s_addr) >> 24 == 127;
        (void)inet_ntop(AF_INET, &v4->sin_addr, text, sizeof(text));
    } else if (info && info->client_addr->sa_family == AF_INET6) {
        struct sockaddr_in6 v6 = *(const struct sockaddr_in6 *)(const void *)info->client_addr;
        request->head.is_loopback = IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
        memset(v6.sin6_addr.s6_addr + 8, 0, 8);
        (void)inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof(text));
    }
    request->head.address = arena_str(&request->arena, str_c(text));
}

static void read_credentials(struct request *request)
{
    const char *cookie = MHD_lookup_connection_value(request->connection, MHD_COOKIE_KIND, "sekisho_session");
    struct str authorization = header(request, "Authorization");
    if (cookie)
        request->head.cookie = arena_str(&request->arena, str_c(cookie));
    if (str_eq_nocase(str_sub(authorization, 0, 7), STR("Bearer ")))
        request->head.bearer = str_trim(str_from(authorization, 7));
    struct str token = request->head.bearer.p ? request->head.bearer : request->head.cookie;
    uint64_t hash = token.p ? str_hash(token) : str_hash(request->head.address);
    for (int i = 0; i < 16; i++, hash >>= 4)
        request->credential[i] = "0123456789abcdef"[hash & 15];
}

/* The quality of a language in Accept-Language, in thousandths; -1 = not named. */
static int quality(struct str accepted, struct str language)
{
    struct str part;
    int best = -1;
    while (str_split(&accepted, STR(","), &part)) {
        struct str tag = str_trim(part), weight = STR_NULL;
        size_t semicolon = str_find_char(tag, ';', 0);
        if (semicolon != SIZE_MAX)
            weight = str_trim(str_from(tag, semicolon + 1));
        if (!str_eq_nocase(str_sub(tag, 0, 2), language))
            continue;
        int value = 1000;
        if (str_starts(weight, STR("q=0.")) && weight.n > 4)
            value = (weight.p[4] - '0') * 100;
        else if (str_starts(weight, STR("q=0")))
            value = 0;
        best = value > best ? value : best;
    }
    return best;
}

void head_read(struct request *request, const char *url, const char *method)
{
    struct request_head *head = &request->head;
    struct str accepted = header(request, "Accept-Language"), encodings = header(request, "Accept-Encoding");
    char allow[64];
    head->path = arena_str(&request->arena, str_c(url));
    head->is_head = strcmp(method, "HEAD") == 0;
    head->is_japanese = quality(accepted, STR("ja")) > quality(accepted, STR("en"));
    head->takes_gzip = str_has(encodings, STR("gzip"));
    head->csrf = header(request, "X-CSRF-Token");
    head->if_match = entity_tag(request, "If-Match");
    head->if_none_match = entity_tag(request, "If-None-Match");
    head->idempotency_key = header(request, "Idempotency-Key");
    head->content_type = header(request, "Content-Type");
    head->has_body = header(request, "Transfer-Encoding").p || header(request, "Content-Length").n > 0;
    read_address(request);
    read_credentials(request);
    (void)MHD_get_connection_values(request->connection, MHD_GET_ARGUMENT_KIND, take_query, request);
    unsigned status = head->path.p ? route_find(request, str_c(method), head->path, allow) : 503;
    bool is_file =
        status == 404 && !str_starts(head->path, STR("/v1/")) && (head->is_head || strcmp(method, "GET") == 0);
    if (request->reply.status || status == 0 || is_file)
        return;
    /* Who has no session learns nothing about which calls there are. */
    bool is_stranger = !head->cookie.p && !head->bearer.p;
    reply_problem(request, is_stranger ? 401 : status, is_stranger ? NOBODY : NULL, NULL);
    if (is_stranger)
        guard_count(request->server, request, GUARD_STRANGERS);
    else if (status == 405)
        reply_header(request, "Allow", arena_cstr(&request->arena, str_c(allow)));
}

/* A JSON call says so or nothing; uploads may say anything but a form. */
static bool is_right_type(const struct request *request)
{
    struct str type = request->head.content_type;
    struct str main_part = str_trim(str_sub(type, 0, str_find_char(type, ';', 0)));
    struct str rest = str_from(type, main_part.n);
    if (!type.n)
        return true;
    if (request->endpoint->flags & END_BYTES)
        return !str_eq_nocase(main_part, STR("multipart/form-data"));
    if (str_has(rest, STR("charset=")) && !str_has(rest, STR("utf-8")) && !str_has(rest, STR("UTF-8")))
        return false;
    return str_eq_nocase(main_part, STR("application/json"));
}

static unsigned announced_size(struct request *request)
{
    struct str text = header(request, "Content-Length");
    uint64_t n = 0;
    if (text.p && !str_to_u64(str_trim(text), &n))
        return 400;
    return n > limit_value(request->endpoint->limit) ? 413 : 0;
}

void head_judge(struct request *request)
{
    struct server *server = request->server;
    struct seki_err err;
    bool is_stranger = !request->head.cookie.p && !request->head.bearer.p;
    bool is_open = !request->endpoint || request->endpoint->flags & END_OPEN;
    if (atomic_load(&server->is_stopping) && request->endpoint != &ENDPOINTS[ENDPOINT_HEALTH]) {
        reply_problem(request, 503, "the server is shutting down", NULL);
    } else if (!is_open && is_stranger) {
        bool is_over = guard_is_over(server, request, GUARD_STRANGERS);
        guard_count(server, request, GUARD_STRANGERS);
        reply_problem(request, is_over ? 429 : 401, is_over ? "too many calls without a session" : NOBODY, NULL);
    } else if (request->endpoint) {
        unsigned status = announced_size(request);
        if (status == 413)
            (void)err_limit(&err, request->endpoint->limit);
        if (status)
            reply_problem(request, status, status == 413 ? err.reason : NULL, NULL);
        else if (!str_eq(request->endpoint->method, STR("GET")) && !is_right_type(request))
            reply_problem(request, 415, "this call takes application/json", NULL);
    }
}
