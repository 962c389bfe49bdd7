/*
 * source/child_lock.c - shutting a process in: descriptors, limits, system calls. See source/child.h.
 *
 * Order matters: what needs a system call that is about to be forbidden comes first, the filter last.
 */
#include "base/file.h"
#include "base/limits.h"
#include "source/child.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CHILD_HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CHILD_HAS_SANITIZER 1
#endif
#endif
#ifndef CHILD_HAS_SANITIZER
#define CHILD_HAS_SANITIZER 0
#endif

/* Memory, reading and moving in what is open, time for the libraries' own use, ending. */
static const int ALLOWED[] = {
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(read),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(close),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),
    SCMP_SYS(sysinfo),
#if CHILD_HAS_SANITIZER
    SCMP_SYS(write),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getrlimit),
    SCMP_SYS(prlimit64),
    SCMP_SYS(clone),
    SCMP_SYS(clone3),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(pipe2),
    SCMP_SYS(tgkill),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
#endif
};

/* Libraries that look for a file and live without it (locales, converters) are told that there is none. */
static const int DENIED[] = {
    SCMP_SYS(open), SCMP_SYS(openat),     SCMP_SYS(access),   SCMP_SYS(faccessat), SCMP_SYS(faccessat2),
    SCMP_SYS(stat), SCMP_SYS(newfstatat), SCMP_SYS(readlink), SCMP_SYS(statx),     SCMP_SYS(ioctl),
};

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

enum { CHILD_KEEP_MAX = 1024 };

/* Close everything but the pipe, the job's files and (for a sanitizer's report) standard error. */
static int close_others(const struct child_job *job, int out, struct seki_err *err)
{
    int keep[CHILD_KEEP_MAX + 2];
    size_t n = 0;
    if (job->n_fds > CHILD_KEEP_MAX)
        return err_set(err, SEKI_E_LIMIT, "more than %d files in one reading process", CHILD_KEEP_MAX);
    for (size_t i = 0; i < job->n_fds; i++)
        keep[n++] = job->fds[i];
    keep[n++] = out;
    if (CHILD_HAS_SANITIZER)
        keep[n++] = STDERR_FILENO;
    qsort(keep, n, sizeof(*keep), by_number);
    unsigned from = 0;
    for (size_t i = 0; i < n; i++) {
        if ((unsigned)keep[i] > from && close_range(from, (unsigned)keep[i] - 1, 0) < 0)
            return err_errno(err, errno, "close descriptors");
        if ((unsigned)keep[i] >= from)
            from = (unsigned)keep[i] + 1;
    }
    return close_range(from, ~0U, 0) < 0 ? err_errno(err, errno, "close descriptors") : 0;
}

/* Bytes of address space in use, from /proc; 0 when that cannot be told. The first number there is in pages. */
static uint64_t address_space(void)
{
    char text[128];
    uint64_t pages = 0;
    AUTO(file_close) int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof(text));
    struct str rest = {text, n < 0 ? 0 : (size_t)n}, first = STR("");
    if (!str_split(&rest, STR(" "), &first) || !str_to_u64(first, &pages))
        return 0;
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

struct limit_row {
    int resource;
    uint64_t soft, hard;
};

static int set_limits(const struct child_job *job, uint64_t in_use, struct seki_err *err)
{
    const struct limit_row rows[] = {
        {RLIMIT_CORE, 0, 0},
        {RLIMIT_FSIZE, 0, 0},
        {RLIMIT_NOFILE, 0, 0},
        {RLIMIT_CPU, job->seconds, job->seconds + 1},
        {RLIMIT_AS, in_use + job->memory, in_use + job->memory},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct rlimit limit = {rows[i].soft, rows[i].hard};
        bool is_in_the_way = rows[i].resource == RLIMIT_AS || rows[i].resource == RLIMIT_NOFILE ||
                             rows[i].resource == RLIMIT_FSIZE; /* of a sanitizer: shadow memory, its report */
        if (CHILD_HAS_SANITIZER && is_in_the_way)
            continue;
        if (setrlimit((__rlimit_resource_t)rows[i].resource, &limit) < 0)
            return err_errno(err, errno, "limit the reading process");
    }
    return 0;
}

static int add_rules(scmp_filter_ctx filter, int out)
{
    int code = 0;
    for (size_t i = 0; code == 0 && i < ARRAY_LEN(ALLOWED); i++)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, ALLOWED[i], 0);
    for (size_t i = 0; code == 0 && i < ARRAY_LEN(DENIED); i++)
        code = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), DENIED[i], 0);
    if (code == 0 && !CHILD_HAS_SANITIZER)
        code = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)out));
    return code;
}

static int filter_calls(int out, struct seki_err *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    TRY_MEM(filter, err);
    int code = add_rules(filter, out);
    if (code == 0)
        code = seccomp_load(filter);
    seccomp_release(filter);
    return code < 0 ? err_errno(err, -code, "filter the system calls of the reading process") : 0;
}

int child_lock(const struct child_job *job, int out, struct seki_err *err)
{
    uint64_t in_use = address_space();
    TRY(close_others(job, out, err));
    TRY(set_limits(job, in_use, err));
    if (prctl(PR_SET_DUMPABLE, 0) < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return err_errno(err, errno, "take privileges from the reading process");
    return filter_calls(out, err);
}
