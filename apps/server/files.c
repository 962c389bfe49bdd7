/*
 * server/files.c - the web part: files that were put into the program when it was built, each also compressed.
 *
 * Names below assets/ hold a hash of their content and never change; everything else is asked for anew. A path that
 * looks like no file belongs to a page, and every page is index.html.
 */
#include "base/embed.h"
#include "server/server.h"

#include <string.h>

extern const struct embedded_file SERVER_WEB_FILES[];
extern const size_t SERVER_WEB_FILES_COUNT;

static const struct {
    const char *ending, *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
};

static const struct embedded_file *find_file(struct str path, const char *ending)
{
    size_t n = strlen(ending);
    for (size_t i = 0; i < SERVER_WEB_FILES_COUNT; i++) {
        struct str name = str_c(SERVER_WEB_FILES[i].path);
        if (name.n == path.n + n && str_starts(name, path) && str_ends(name, str_c(ending)))
            return &SERVER_WEB_FILES[i];
    }
    return NULL;
}

static const char *type_of(struct str path)
{
    for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
        if (str_ends(path, str_c(TYPES[i].ending)))
            return TYPES[i].type;
    return "application/octet-stream";
}

static bool is_page(struct str path)
{
    size_t slash;
    if (str_starts(path, STR("/")) || str_has(path, STR("..")) || str_has(path, STR("%")))
        return false;
    while ((slash = str_find_char(path, '/', 0)) != SIZE_MAX)
        path = str_from(path, slash + 1);
    return str_find_char(path, '.', 0) == SIZE_MAX;
}

void files_reply(struct request *request)
{
    struct str path = str_from(request->head.path, 1);
    if (is_page(path))
        path = STR("index.html");
    const struct embedded_file *file = find_file(path, "");
    const struct embedded_file *small = request->head.takes_gzip ? find_file(path, ".gz") : NULL;
    if (!file) {
        reply_problem(request, 404, NULL, NULL);
        return;
    }
    file = small ? small : file;
    reply_bytes(request, 200, type_of(path), (struct str){file->bytes, file->n});
    request->reply.is_gzip = small != NULL;
    reply_header(request, "Vary", "Accept-Encoding");
    reply_header(request, "Cache-Control",
                 str_starts(path, STR("assets/")) ? "public, max-age=31536000, immutable" : "no-cache");
}
