/* source/import_open.c - first step of an import: open the files, hash them as they are. See source/import_int.h. */
#include "base/file.h"
#include "base/limits.h"
#include "source/import_int.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool import_is_fatal(int code)
{
    return code == SEKI_E_INTERRUPTED;
}

void import_refuse(struct import_file *file, int code, const struct seki_err *err)
{
    if (file->code)
        return;
    file->code = code;
    file->err = *err;
}

static int hash_file(int fd, char ret_hex[SHA256_HEX], struct seki_err *err)
{
    struct sha256 hash;
    char bytes[16 * 1024];
    long got;
    sha256_init(&hash);
    while ((got = file_read_some(fd, bytes, sizeof(bytes), err)) > 0)
        sha256_add(&hash, (struct str){bytes, (size_t)got});
    if (got == 0)
        sha256_hex(&hash, ret_hex);
    return (int)got;
}

/* Is it something an import can read? */
static int check_regular(int fd, const char *path, int64_t *ret_bytes, struct seki_err *err)
{
    struct stat info;
    if (fstat(fd, &info) < 0)
        return err_errno(err, errno, "%s", path);
    if (!S_ISREG(info.st_mode))
        return err_set(err, SEKI_E_MEANING, "%s: is not a regular file", path);
    if ((uint64_t)info.st_size > LIMIT(FILE_BYTES))
        return err_limit(err, LIMIT_ID_FILE_BYTES);
    if (info.st_size == 0)
        return err_set(err, SEKI_E_MEANING, "the file is empty");
    *ret_bytes = info.st_size;
    return 0;
}

/* The descriptor is the file's from the first moment: import_close closes it. */
static int open_one(struct import_file *file, struct seki_err *err)
{
    file->fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a named pipe must not block */
    if (file->fd < 0)
        return err_errno(err, errno, "%s", file->path);
    TRY(check_regular(file->fd, file->path, &file->bytes, err));
    return hash_file(file->fd, file->sha256, err);
}

int import_open(struct import_run *run, const char *const *paths, size_t n, struct seki_err *err)
{
    run->files = ARENA_ARRAY(run->arena, n, struct import_file);
    TRY_MEM(run->files, err);
    run->n_files = n;
    for (size_t i = 0; i < n; i++)
        run->files[i] = (struct import_file){.path = paths[i], .fd = -1, .twin = SIZE_MAX, .group = SIZE_MAX};
    for (size_t i = 0; i < n; i++) {
        struct import_file *file = &run->files[i];
        struct seki_err why = {0};
        int code = open_one(file, &why);
        if (code < 0)
            import_refuse(file, code, &why);
        for (size_t k = 0; code == 0 && k < i && file->twin == SIZE_MAX; k++)
            if (run->files[k].code == 0 && str_eq(str_c(run->files[k].sha256), str_c(file->sha256)))
                file->twin = run->files[k].twin == SIZE_MAX ? k : run->files[k].twin;
        if (file->twin == SIZE_MAX)
            run->total += (uint64_t)file->bytes;
    }
    return 0;
}

void import_close(struct import_run *run)
{
    for (size_t i = 0; i < run->n_files; i++)
        file_close(&run->files[i].fd);
    for (size_t g = 0; g < run->n_groups; g++)
        for (size_t i = 0; i < run->groups[g].parts.n; i++)
            spool_part_done(&run->groups[g].parts.v[i].spool);
    spool_close(&run->spool);
}

int import_tell(struct import_run *run, const char *file, uint64_t records, uint64_t more_done, struct seki_err *err)
{
    run->done += more_done;
    if (!run->ctx->progress)
        return 0;
    struct import_progress progress = {file, records, run->done < run->total ? run->done : run->total, run->total};
    if (run->ctx->progress(run->ctx->progress_ctx, &progress) == 0)
        return 0;
    return err_set(err, SEKI_E_INTERRUPTED, "the import was interrupted");
}
