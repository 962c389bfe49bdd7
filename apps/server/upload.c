/*
 * server/upload.c - uploads that are too large for memory: a folder of their own below the data folder, so that a full
 * disk is the store's full disk, with the file's own name inside, because names tell which list a file is.
 */
#include "base/file.h"
#include "base/hash.h"
#include "base/time.h"
#include "server/head.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The last part of a name, without what could lead elsewhere. */
static struct str safe_name(struct str name)
{
    size_t slash;
    while ((slash = str_find_char(name, '/', 0)) != SIZE_MAX || (slash = str_find_char(name, '\\', 0)) != SIZE_MAX)
        name = str_from(name, slash + 1);
    if (name.n == 0 || name.p[0] == '.')
        return STR("upload");
    return str_sub(name, 0, 200);
}

int upload_open(struct request *request, struct str name, struct seki_err *err)
{
    char uuid[UUID_TEXT], folder[sizeof(request->spool_path) + UUID_TEXT + 1];
    uuid7(moment_now(), uuid);
    struct str last = safe_name(name);
    (void)snprintf(folder, sizeof(folder), "%s/%s", request->server->spool_dir, uuid);
    TRY(dir_make_private(folder, err));
    int n = snprintf(request->spool_path, sizeof(request->spool_path), "%s/%.*s", folder, STR_ARG(last));
    if (n < 0 || (size_t)n >= sizeof(request->spool_path)) {
        (void)rmdir(folder);
        request->spool_path[0] = '\0';
        return err_set(err, SEKI_E_LIMIT, "the name of the upload is too long");
    }
    request->spool_fd = open(request->spool_path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (request->spool_fd < 0)
        return err_errno(err, errno, "upload");
    return 0;
}

void upload_remove(const char *path)
{
    char folder[4096];
    (void)unlink(path);
    (void)snprintf(folder, sizeof(folder), "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    (void)rmdir(folder);
}
