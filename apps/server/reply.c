/*
 * server/reply.c - answers: JSON, problems (RFC 9457), headers that every answer carries.
 *
 * A 404 has always the same bytes: what a session may not see looks like what does not exist.
 */
#include "server/server.h"

#include <string.h>

static const struct {
    unsigned status;
    const char *en, *ja;
} TITLES[] = {
    {200, "OK", "正常"},
    {201, "Created", "作成済み"},
    {202, "Accepted", "受付済み"},
    {204, "No content", "内容なし"},
    {304, "Not modified", "変更なし"},
    {400, "Malformed", "形式が正しくありません"},
    {401, "Not signed in", "ログインが必要です"},
    {403, "Not allowed", "権限がありません"},
    {404, "Not found", "見つかりません"},
    {405, "Method not allowed", "この操作はできません"},
    {408, "Too slow", "時間切れです"},
    {409, "Conflict", "競合しています"},
    {411, "Length required", "長さが必要です"},
    {412, "Changed by somebody else", "他の人が変更しました"},
    {413, "Too large", "大きすぎます"},
    {415, "Unsupported type", "対応していない形式です"},
    {422, "Not acceptable", "受け付けられない内容です"},
    {429, "Too many requests", "要求が多すぎます"},
    {500, "Internal error", "内部エラー"},
    {503, "Not available", "現在利用できません"},
    {507, "Disk full", "ディスクの空きがありません"},
};

/* Sent with every answer. Scripts, styles and connections come from this server alone. */
static const struct reply_header ALWAYS[] = {
    {"Content-Security-Policy", "default-src 'self'; img-src 'self' data:; font-src 'self'; object-src 'none'; "
                                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=()"},
};

const char *reply_title(unsigned status, bool is_japanese)
{
    for (size_t i = 0; i < ARRAY_LEN(TITLES); i++)
        if (TITLES[i].status == status)
            return is_japanese ? TITLES[i].ja : TITLES[i].en;
    return "Problem";
}

void reply_json_text(struct buf *out, struct str text)
{
    buf_addc(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c < 0x20)
            buf_printf(out, "\\u%04x", c);
        else
            buf_addc(out, (char)c);
    }
    buf_addc(out, '"');
}

static void add_children(struct buf *out, const struct seki_value *parent, bool is_map)
{
    buf_addc(out, is_map ? '{' : '[');
    for (const struct seki_value *child = seki_value_first(parent); child; child = seki_value_next(child)) {
        if (child != seki_value_first(parent))
            buf_addc(out, ',');
        if (is_map) {
            reply_json_text(out, str_c(seki_value_key(child)));
            buf_addc(out, ':');
        }
        reply_json_value(out, child);
    }
    buf_addc(out, is_map ? '}' : ']');
}

void reply_json_value(struct buf *out, const struct seki_value *value)
{
    switch (seki_value_kind(value)) {
    case SEKI_BOOL:
        buf_add(out, seki_value_bool(value) ? STR("true") : STR("false"));
        break;
    case SEKI_NUMBER:
        buf_add(out, str_c(seki_value_text(value)));
        break;
    case SEKI_TEXT:
        reply_json_text(out, str_c(seki_value_text(value)));
        break;
    case SEKI_LIST:
    case SEKI_MAP:
        add_children(out, value, seki_value_kind(value) == SEKI_MAP);
        break;
    case SEKI_NULL:
        buf_add(out, STR("null"));
        break;
    }
}

static void clear(struct request *request, unsigned status)
{
    request->reply = (struct reply){.status = status};
}

void reply_nothing(struct request *request, unsigned status)
{
    clear(request, status);
}

void reply_bytes(struct request *request, unsigned status, const char *type, struct str bytes)
{
    clear(request, status);
    request->reply.type = type;
    request->reply.bytes = bytes;
}

void reply_answer(struct request *request, unsigned status, struct seki_answer *answer)
{
    size_t n;
    const char *json = seki_answer_json(answer, &n);
    char *line = arena_alloc(&request->arena, n + 1);
    if (line) {
        memcpy(line, json, n);
        line[n] = '\n';
        reply_bytes(request, status, "application/json", (struct str){line, n + 1});
    } else {
        reply_problem(request, 503, NULL, NULL);
    }
    seki_answer_free(answer);
}

void reply_header(struct request *request, const char *name, const char *value)
{
    struct reply *reply = &request->reply;
    if (value && reply->n_headers < REPLY_HEADERS)
        reply->headers[reply->n_headers++] = (struct reply_header){name, value};
}

static void write_problem(struct buf *out, unsigned status, const char *title, const char *detail, const char *path)
{
    buf_add(out, STR("{\"type\":\"about:blank\",\"title\":"));
    reply_json_text(out, str_c(title));
    buf_printf(out, ",\"status\":%u,\"detail\":", status);
    reply_json_text(out, str_c(detail));
    if (path && path[0]) {
        buf_add(out, STR(",\"path\":"));
        reply_json_text(out, str_c(path));
    }
    buf_add(out, STR("}\n"));
}

void reply_problem(struct request *request, unsigned status, const char *detail, const char *path)
{
    AUTO(buf_done) struct buf text;
    struct str bytes = STR("");
    const char *title = reply_title(status, request->head.is_japanese);
    if (status == 404)
        detail = path = NULL;
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    write_problem(&text, status, title, detail ? detail : title, path);
    (void)buf_take(&text, &request->arena, &bytes, NULL);
    reply_bytes(request, status, "application/problem+json", bytes);
    if (status == 429 || status == 503)
        reply_header(request, "Retry-After", status == 429 ? "60" : "2");
}

void reply_error(struct request *request, const struct seki_err *err)
{
    unsigned status = (unsigned)seki_code_http(err->code);
    bool is_inside = status == 500 || err->code == SEKI_E_NOMEM;
    /* What went wrong inside is for the log: it may name paths. */
    if (is_inside)
        server_log_failure(request->server, request, err);
    reply_problem(request, status, is_inside ? NULL : err->reason, is_inside ? NULL : err->place);
}

static void add_headers(struct request *request, struct MHD_Response *response)
{
    const struct reply *reply = &request->reply;
    for (size_t i = 0; i < ARRAY_LEN(ALWAYS); i++)
        (void)MHD_add_response_header(response, ALWAYS[i].name, ALWAYS[i].value);
    if (request->server->is_secure)
        (void)MHD_add_response_header(response, "Strict-Transport-Security", "max-age=31536000");
    struct str id = arena_printf(&request->arena, "%llu", (unsigned long long)request->id);
    if (id.p)
        (void)MHD_add_response_header(response, "X-Request-Id", id.p);
    if (reply->type)
        (void)MHD_add_response_header(response, "Content-Type", reply->type);
    if (reply->is_gzip)
        (void)MHD_add_response_header(response, "Content-Encoding", "gzip");
    bool has_cache = false; /* what is the same for everybody may be kept */
    for (size_t i = 0; i < reply->n_headers; i++) {
        (void)MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
        has_cache = has_cache || strcmp(reply->headers[i].name, "Cache-Control") == 0;
    }
    if (!has_cache)
        (void)MHD_add_response_header(response, "Cache-Control", "no-store");
}

enum MHD_Result reply_send(struct request *request)
{
    struct str bytes = request->reply.bytes;
    struct MHD_Response *response =
        request->reply.events
            ? jobs_response(request)
            : MHD_create_response_from_buffer(bytes.n, (void *)(uintptr_t)bytes.p, MHD_RESPMEM_PERSISTENT);
    if (!response)
        return MHD_NO;
    add_headers(request, response);
    request->state = REQUEST_ANSWERED;
    enum MHD_Result result = MHD_queue_response(request->connection, request->reply.status, response);
    MHD_destroy_response(response);
    return result;
}

int reply_raw(const struct request *request, struct buf *out)
{
    const struct reply *reply = &request->reply;
    buf_printf(out, "HTTP/1.1 %u %s\r\n", reply->status, reply_title(reply->status, false));
    for (size_t i = 0; i < ARRAY_LEN(ALWAYS); i++)
        buf_printf(out, "%s: %s\r\n", ALWAYS[i].name, ALWAYS[i].value);
    for (size_t i = 0; i < reply->n_headers; i++)
        buf_printf(out, "%s: %s\r\n", reply->headers[i].name, reply->headers[i].value);
    buf_printf(out, "Content-Type: %s\r\nContent-Length: %zu\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
               reply->type ? reply->type : "text/plain", reply->bytes.n);
    buf_add(out, reply->bytes);
    return buf_check(out, NULL);
}
