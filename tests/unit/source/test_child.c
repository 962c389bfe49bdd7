/* tests/unit/source/test_child.c - the reading process: what it may not do, how it may end, what its parent believes.
 */
#include "base/file.h"
#include "source/child.h"
#include "source_test.h"

#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HAS_SANITIZER 1
#else
#define HAS_SANITIZER 0
#endif

/* What came: the payloads, one line each. */
struct seen {
    char text[4096];
    size_t n;
    int refuse; /* code to return from the n-th frame */
};

static int note_frame(void *ctx, const struct frame *frame, struct seki_err *err)
{
    struct seen *seen = ctx;
    if (seen->refuse && seen->n == 1)
        return err_set(err, seen->refuse, "enough");
    size_t used = strlen(seen->text);
    (void)snprintf(seen->text + used, sizeof(seen->text) - used, "%c %.*s\n", (char)frame->type,
                   (int)(frame->payload.n < 100 ? frame->payload.n : 100), frame->payload.p);
    seen->n++;
    return 0;
}

static int run(int (*work)(void *, struct frame_writer *, struct seki_err *), struct seen *seen, struct seki_err *err)
{
    struct child_job job = {.work = work, .what = "some.csv", .seconds = 2, .memory = 64 * MIB};
    *seen = (struct seen){.refuse = seen->refuse};
    return child_run(&job, note_frame, seen, err);
}

static int work_well(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    TRY(frame_write(out, FRAME_LIST, STR("one"), err));
    TRY(frame_write_reject(out, 0, 7, STR("bad"), err));
    return frame_write(out, FRAME_NOTE, STR("two"), err);
}

static int work_much(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    for (int i = 0; i < 200000; i++)
        TRY(frame_write(out, FRAME_NOTE, STR("the same sentence again and again, to fill the pipe more than once"),
                        err));
    return 0;
}

static int work_fail(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    TRY(frame_write(out, FRAME_NOTE, STR("before"), err));
    int code = err_set(err, SEKI_E_SYNTAX, "no such column");
    err_place(err, "some.csv:12");
    return code;
}

static int work_crash(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    (void)out;
    (void)err;
    return *(volatile int *)(uintptr_t)ctx; /* NULL */
}

static int work_forever(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    (void)out;
    (void)err;
    for (volatile unsigned i = 0;; i = i + 1)
        if (i == UINT32_MAX)
            i = 0;
    return 0;
}

static int work_silently(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    char byte;
    int *pipe_end = ctx;
    (void)out;
    return read(*pipe_end, &byte, 1) < 0 ? err_set(err, SEKI_E_IO, "read") : 0; /* nobody writes: waits without work */
}

static int work_with_much_memory(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    struct arena arena;
    (void)ctx;
    arena_init(&arena, (size_t)4 * GIB);
    for (int i = 0; i < 4096; i++)
        TRY_MEM(arena_alloc(&arena, MIB), err);
    return frame_write(out, FRAME_NOTE, STR("had it"), err);
}

static int work_exit(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    TRY(frame_write(out, FRAME_NOTE, STR("half"), err));
    TRY(frame_flush(out, err));
    _exit(0);
}

static int work_nonsense(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    return file_write_all(out->fd, STR("\xff\xff\xff\xff nonsense nonsense"), err);
}

static int work_liar(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    out->n = 41;
    return frame_write(out, FRAME_NOTE, STR("one of many"), err);
}

static int work_network(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    (void)socket(AF_INET, SOCK_STREAM, 0);
    return frame_write(out, FRAME_NOTE, STR("still alive"), err);
}

static int work_open(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    int fd = open("/etc/hostname", O_RDONLY);
    return frame_write(out, FRAME_NOTE, fd < 0 ? STR("shut") : STR("open"), err);
}

static int work_fork(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    (void)ctx;
    if (kill(getppid(), 0) == 0 || vfork() == 0)
        _exit(0);
    return frame_write(out, FRAME_NOTE, STR("still alive"), err);
}

static void test_ends(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        int (*work)(void *, struct frame_writer *, struct seki_err *);
        int code;
        const char *reason; /* part of it */
        bool is_for_plain_builds;
    } ROWS[] = {
        {"its own failure", work_fail, SEKI_E_SYNTAX, "no such column", false},
        {"a crash", work_crash, SEKI_E_CHILD, "the reading process died: Segmentation fault", true},
        {"an endless loop", work_forever, SEKI_E_CHILD, "PARSE_SECONDS", false},
        {"too much memory", work_with_much_memory, SEKI_E_LIMIT, "PARSE_MEMORY", true},
        {"an early end", work_exit, SEKI_E_CHILD, "ended too early", false},
        {"nonsense", work_nonsense, SEKI_E_CHILD, "nonsense", false},
        {"lost messages", work_liar, SEKI_E_CHILD, "lost messages", false},
        {"the network", work_network, SEKI_E_CHILD, "system call", false},
        {"another process", work_fork, SEKI_E_CHILD, "system call", true},
    };
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct seen seen = {0};
        struct seki_err err = {0};
        if (ROWS[i].is_for_plain_builds && HAS_SANITIZER)
            continue;
        print_message("# %s\n", ROWS[i].what);
        assert_int_equal(run(ROWS[i].work, &seen, &err), ROWS[i].code);
        if (!strstr(err.reason, ROWS[i].reason))
            fail_msg("%s: %s", ROWS[i].what, err.reason);
        assert_non_null(strstr(err.place, "some.csv"));
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nobody is left */
        assert_int_equal(errno, ECHILD);
    }
}

static void test_good(void **state)
{
    (void)state;
    struct seen seen = {0};
    struct seki_err err = {0};
    assert_int_equal(run(work_well, &seen, &err), 0);
    assert_int_equal(seen.n, 3);
    assert_non_null(strstr(seen.text, "L one\nX "));
    assert_non_null(strstr(seen.text, "N two\n"));
    assert_int_equal(run(work_much, &seen, &err), 0);
    assert_int_equal(seen.n, 200000);
    assert_int_equal(run(work_open, &seen, &err), 0);
    assert_string_equal(seen.text, "N shut\n");
}

static void test_parent_stops(void **state)
{
    (void)state;
    struct seen seen = {.refuse = SEKI_E_FULL};
    struct seki_err err = {0};
    assert_int_equal(run(work_much, &seen, &err), SEKI_E_FULL);
    assert_string_equal(err.reason, "enough");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

/* A child that waits and does not work is stopped as well. */
static void test_silent(void **state)
{
    (void)state;
    int ends[2];
    struct seen seen = {0};
    struct seki_err err = {0};
    assert_int_equal(pipe(ends), 0);
    struct child_job job = {
        .work = work_silently, .ctx = &ends[0], .fds = &ends[0], .n_fds = 1, .what = "slow.csv", .seconds = 1};
    assert_int_equal(child_run(&job, note_frame, &seen, &err), SEKI_E_CHILD);
    assert_non_null(strstr(err.reason, "PARSE_SECONDS"));
    (void)close(ends[0]);
    (void)close(ends[1]);
}

/* Payloads that are too short, cut, or say what no failure says. */
static void test_hostile_frames(void **state)
{
    (void)state;
    struct frame_reader in = {0};
    struct frame frame;
    struct seki_err err = {0};
    uint32_t file;
    uint64_t line;
    struct str reason;
    char *room;
    size_t n;
    assert_int_equal(frame_reader_room(&in, &room, &n, &err), 0);
    memcpy(room, "\x02\0\0\0Na", 6);
    frame_reader_got(&in, 6);
    assert_int_equal(frame_read(&in, &frame, &err), 0);
    assert_int_equal(frame_reader_room(&in, &room, &n, &err), 0);
    memcpy(room, "b\0\0\0\0?", 6);
    frame_reader_got(&in, 6);
    assert_int_equal(frame_read(&in, &frame, &err), 1);
    assert_int_equal(frame.payload.n, 2);
    assert_int_equal(frame_read(&in, &frame, &err), SEKI_E_CHILD);
    frame_reader_done(&in);
    assert_int_equal(frame_read_reject(STR("short"), &file, &line, &reason, &err), SEKI_E_CHILD);
    assert_int_equal(frame_read_failed(STR("abc"), &err), SEKI_E_CHILD);
    assert_int_equal(frame_read_failed(STR("\x05\0\0\0a\0b\0c\0"), &err), SEKI_E_CHILD);
    assert_int_equal(frame_read_failed(STR("\xfb\xff\xff\xff"
                                           "a\0b\0c"),
                                       &err),
                     SEKI_E_CHILD);
    assert_int_equal(frame_read_failed(STR("\xfb\xff\xff\xff"
                                           "a\0b\0c\0"),
                                       &err),
                     SEKI_E_SYNTAX);
    assert_string_equal(err.place, "b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),   cmocka_unit_test(test_ends),           cmocka_unit_test(test_parent_stops),
        cmocka_unit_test(test_silent), cmocka_unit_test(test_hostile_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
