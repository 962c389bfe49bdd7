/* source/child.c - see source/child.h. The parent's side, and the first steps of the child. */
#include "source/child.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHILD_PIPE_BYTES = 1024 * 1024, CHILD_BROKEN = 3 };

struct child {
    const struct child_job *job;
    pid_t pid;
    int in; /* read end of the pipe; -1 = closed */
    struct frame_reader frames;
    uint64_t n_frames;
    int64_t ms_left;
    bool has_fallen_silent; /* its end of the pipe was closed before the last frame: it is dead or dying */
};

/* What the program does on a signal is not the child's business: it dies of them. */
static void forget_signals(void)
{
    sigset_t none;
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static void work_and_exit(const struct child_job *job, int out, pid_t parent)
{
    struct seki_err err = {0};
    struct frame_writer writer;
    frame_writer_init(&writer, out);
    forget_signals();
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(CHILD_BROKEN);
    int code = child_lock(job, out, &err);
    if (code == 0)
        code = job->work(job->ctx, &writer, &err);
    if (code >= 0)
        code = frame_write_end(&writer, &err);
    if (code < 0 && frame_write_failed(&writer, &err, NULL) < 0)
        _exit(CHILD_BROKEN);
    _exit(0);
}

static int start(struct child *child, struct seki_err *err)
{
    int ends[2];
    pid_t parent = getpid();
    if (fault_hit(FAULT_READ) || pipe2(ends, O_CLOEXEC) < 0)
        return err_errno(err, EMFILE, "a pipe to the reading process");
    (void)fcntl(ends[0], F_SETPIPE_SZ, CHILD_PIPE_BYTES); /* only faster */
    child->pid = fork();
    if (child->pid == 0)
        work_and_exit(child->job, ends[1], parent);
    (void)close(ends[1]);
    if (child->pid < 0) {
        int errnum = errno;
        (void)close(ends[0]);
        return err_errno(err, errnum, "start a reading process");
    }
    child->in = ends[0];
    return 0;
}

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Wait for bytes; the time is taken off what the child has left. */
static int wait_for_bytes(struct child *child, struct seki_err *err)
{
    for (;;) {
        struct pollfd wait = {.fd = child->in, .events = POLLIN};
        int64_t before = now_ms();
        int got = poll(&wait, 1, (int)child->ms_left);
        int errnum = errno;
        child->ms_left -= now_ms() - before;
        if (got > 0)
            return 0;
        if (got < 0 && errnum != EINTR)
            return err_errno(err, errnum, "wait for the reading process");
        if (got == 0 || child->ms_left <= 0)
            return err_set(err, SEKI_E_CHILD, "reading took more than %llu seconds (limit PARSE_SECONDS)",
                           (unsigned long long)child->job->seconds);
    }
}

/* Bytes into frames: 1 = some came, 0 = the child closed its end. */
static int take_bytes(struct child *child, struct seki_err *err)
{
    char *room;
    size_t n;
    TRY(wait_for_bytes(child, err));
    TRY(frame_reader_room(&child->frames, &room, &n, err));
    long got = file_read_some(child->in, room, n, err);
    if (got <= 0)
        return (int)got;
    frame_reader_got(&child->frames, (size_t)got);
    return 1;
}

static int failed_in_child(const struct child *child, struct str payload, struct seki_err *err)
{
    int code = frame_read_failed(payload, err);
    if (code == SEKI_E_NOMEM)
        code = err_set(err, SEKI_E_LIMIT, "reading needs more than %llu MiB of memory (limit PARSE_MEMORY)",
                       (unsigned long long)(child->job->memory / MIB));
    return code;
}

/* 1 = go on, 0 = the end was there, negative = failed. */
static int handle(struct child *child, const struct frame *frame, child_frame_fn on_frame, void *ctx,
                  struct seki_err *err)
{
    uint64_t n;
    switch (frame->type) {
    case FRAME_FAILED:
        return failed_in_child(child, frame->payload, err);
    case FRAME_END:
        TRY(frame_read_end(frame->payload, &n, err));
        if (n != child->n_frames || child->frames.from != child->frames.n)
            return err_set(err, SEKI_E_CHILD, "the reading process lost messages");
        return 0;
    default:
        child->n_frames++;
        TRY(on_frame(ctx, frame, err));
        return 1;
    }
}

static int converse(struct child *child, child_frame_fn on_frame, void *ctx, struct seki_err *err)
{
    for (;;) {
        struct frame frame;
        int got = frame_read(&child->frames, &frame, err);
        if (got < 0)
            return got;
        if (got) {
            int code = handle(child, &frame, on_frame, ctx, err);
            if (code <= 0)
                return code;
            continue;
        }
        got = take_bytes(child, err);
        if (got < 0)
            return got;
        if (got == 0) {
            child->has_fallen_silent = true;
            return err_set(err, SEKI_E_CHILD, "the reading process ended too early");
        }
    }
}

static const char *cause_of(int signal_number)
{
    switch (signal_number) {
    case SIGXCPU:
        return "it used more processor time than the limit PARSE_SECONDS allows";
    case SIGSYS:
        return "it tried a system call that reading does not need";
    case SIGBUS:
        return "the file became shorter while it was read";
    case SIGKILL:
        return "it was killed, perhaps for lack of memory";
    default:
        return strsignal(signal_number);
    }
}

/* Reap it. Why it died says more than that its pipe fell silent; a signal to a process that is dying changes nothing.
 */
static int finish(struct child *child, int code, struct seki_err *err)
{
    int status = 0;
    if (code < 0)
        (void)kill(child->pid, SIGKILL);
    (void)close(child->in);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (child->has_fallen_silent && WIFSIGNALED(status))
        return err_set(err, SEKI_E_CHILD, "the reading process died: %s", cause_of(WTERMSIG(status)));
    return code;
}

int child_run(const struct child_job *job, child_frame_fn on_frame, void *ctx, struct seki_err *err)
{
    struct child_job full = *job;
    if (full.seconds == 0)
        full.seconds = LIMIT(PARSE_SECONDS);
    if (full.memory == 0)
        full.memory = LIMIT(PARSE_MEMORY);
    struct child child = {.job = &full, .in = -1, .ms_left = (int64_t)full.seconds * 1000};
    TRY(start(&child, err));
    int code = finish(&child, converse(&child, on_frame, ctx, err), err);
    frame_reader_done(&child.frames);
    if (code < 0)
        err_place(err, "%s", job->what);
    return code;
}
