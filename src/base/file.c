/* base/file.c - see base/file.h. */
#include "base/file.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void file_close(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

long file_read_some(int fd, void *into, size_t n, struct seki_err *err)
{
    for (;;) {
        if (fault_hit(FAULT_READ))
            return err_errno(err, EIO, "read");
        ssize_t got = read(fd, into, n);
        if (got >= 0)
            return (long)got;
        if (errno != EINTR)
            return err_errno(err, errno, "read");
    }
}

int file_write_all(int fd, struct str bytes, struct seki_err *err)
{
    while (bytes.n) {
        if (fault_hit(FAULT_WRITE))
            return err_errno(err, ENOSPC, "write");
        ssize_t put = write(fd, bytes.p, bytes.n);
        if (put < 0 && errno != EINTR)
            return err_errno(err, errno, "write");
        if (put > 0)
            bytes = str_from(bytes, (size_t)put);
    }
    return 0;
}

int file_sync(int fd, const char *path, struct seki_err *err)
{
    if (fault_hit(FAULT_SYNC))
        return err_errno(err, EIO, "sync %s", path);
    return fsync(fd) < 0 ? err_errno(err, errno, "sync %s", path) : 0;
}

static void parent_of(const char *path, char ret_parent[PATH_MAX])
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (!slash)
        (void)snprintf(ret_parent, PATH_MAX, ".");
    else
        (void)snprintf(ret_parent, PATH_MAX, "%.*s", (int)(n ? n : 1), path);
}

int file_sync_dir(const char *path, struct seki_err *err)
{
    AUTO(file_close) int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "open %s", path);
    return file_sync(fd, path, err);
}

static int open_for_reading(const char *path, int *ret_fd, struct seki_err *err)
{
    if (strcmp(path, "-") == 0) {
        *ret_fd = dup(STDIN_FILENO);
        return *ret_fd < 0 ? err_errno(err, errno, "standard input") : 0;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_errno(err, errno, "%s", path);
    struct stat info;
    if (fstat(fd, &info) < 0 || S_ISDIR(info.st_mode)) {
        file_close(&fd);
        return err_set(err, SEKI_E_MEANING, "%s: is not a file", path);
    }
    *ret_fd = fd;
    return 0;
}

int file_read(struct arena *arena, const char *path, size_t max, struct str *ret_bytes, struct seki_err *err)
{
    AUTO(file_close) int fd = -1;
    AUTO(mem_free_at) char *bytes = NULL;
    size_t n = 0, cap = 64 * 1024;
    TRY(open_for_reading(path, &fd, err));
    TRY_MEM(bytes = mem_alloc(cap), err);
    for (;;) {
        long got = file_read_some(fd, bytes + n, cap - n, err);
        if (got < 0) {
            err_place(err, "%s", path);
            return (int)got;
        }
        if (got == 0)
            break;
        n += (size_t)got;
        if (n > max)
            return err_set(err, SEKI_E_LIMIT, "%s: larger than %zu bytes", path, max);
        if (n == cap) {
            char *more = mem_resize(bytes, cap * 2, 1);
            TRY_MEM(more, err);
            bytes = more;
            cap *= 2;
        }
    }
    *ret_bytes = arena_str(arena, (struct str){bytes, n});
    TRY_MEM(ret_bytes->p, err);
    return 0;
}

static int write_new(const char *path, struct str bytes, struct seki_err *err)
{
    AUTO(file_close) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_errno(err, errno, "create %s", path);
    int code = file_write_all(fd, bytes, err);
    if (code < 0)
        err_place(err, "%s", path);
    return code < 0 ? code : file_sync(fd, path, err);
}

int file_replace(const char *path, struct str bytes, struct seki_err *err)
{
    char temp[PATH_MAX], parent[PATH_MAX];
    if ((size_t)snprintf(temp, sizeof(temp), "%s.part", path) >= sizeof(temp))
        return err_set(err, SEKI_E_LIMIT, "%s: path too long", path);
    parent_of(path, parent);
    int code = write_new(temp, bytes, err);
    if (code == 0 && rename(temp, path) < 0)
        code = err_errno(err, errno, "rename %s", path);
    if (code == 0)
        return file_sync_dir(parent, err);
    (void)unlink(temp);
    return code;
}

int file_map(const char *path, struct file_map *ret_map, struct seki_err *err)
{
    AUTO(file_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) < 0)
        return err_errno(err, errno, "%s", path);
    *ret_map = (struct file_map){0};
    if (info.st_size == 0)
        return 0;
    if (fault_hit(FAULT_READ))
        return err_errno(err, EIO, "map %s", path);
    void *p = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        return err_errno(err, errno, "map %s", path);
    *ret_map = (struct file_map){p, (size_t)info.st_size};
    return 0;
}

void file_unmap(struct file_map *map)
{
    if (map->p)
        (void)munmap((void *)(uintptr_t)map->p, map->n);
    *map = (struct file_map){0};
}

int dir_check_private(const char *path, struct seki_err *err)
{
    struct stat info;
    if (stat(path, &info) < 0)
        return err_errno(err, errno, "%s", path);
    if (!S_ISDIR(info.st_mode))
        return err_set(err, SEKI_E_MEANING, "%s: is not a folder", path);
    if (info.st_uid != geteuid())
        return err_set(err, SEKI_E_UNSAFE, "%s: belongs to another user", path);
    if (info.st_mode & (S_IRWXG | S_IRWXO))
        return err_set(err, SEKI_E_UNSAFE, "%s: group or others can get in (mode %04o); run: chmod 700", path,
                       (unsigned)(info.st_mode & 07777));
    return 0;
}

int dir_make_private(const char *path, struct seki_err *err)
{
    if (mkdir(path, 0700) == 0)
        return 0;
    if (errno == EEXIST)
        return dir_check_private(path, err);
    return err_errno(err, errno, "make folder %s", path);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}
