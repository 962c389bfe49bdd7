/*
 * source/import_job.c - what the reading processes do. See source/import_int.h.
 *
 * Everything here but import_run_job runs behind the filter of source/child.h: it may map and read the files that are
 * open, and write frames.
 */
#include "base/limits.h"
#include "source/detect.h"
#include "source/import_int.h"
#include "store/record_json.h"

#include <errno.h>
#include <sys/mman.h>

int import_run_job(struct import_job *job, int (*work)(void *, struct frame_writer *, struct seki_err *),
                   child_frame_fn on_frame, void *ctx, struct seki_err *err)
{
    int *fds = ARENA_ARRAY(job->arena, job->n, int);
    TRY_MEM(fds, err);
    for (size_t i = 0; i < job->n; i++)
        fds[i] = job->files[i]->fd;
    struct child_job child = {.work = work, .ctx = job, .fds = fds, .n_fds = job->n, .what = job->files[0]->path};
    return child_run(&child, on_frame, ctx, err);
}

/* The file as a reader wants it: mapped, with the beginning of its content. */
static int show_file(struct arena *arena, const struct import_file *file, struct source_file *ret_file,
                     struct seki_err *err)
{
    *ret_file = (struct source_file){.path = str_c(file->path), .bytes = STR(""), .fd = file->fd};
    if (file->bytes == 0)
        return 0;
    void *p = mmap(NULL, (size_t)file->bytes, PROT_READ, MAP_SHARED, file->fd, 0);
    if (p == MAP_FAILED)
        return err_errno(err, errno, "map");
    ret_file->bytes = (struct str){p, (size_t)file->bytes};
    return detect_fill_head(ret_file, arena, err);
}

static int show_files(const struct import_job *job, struct arena *arena, struct source_file **ret_files,
                      struct seki_err *err)
{
    struct source_file *files = ARENA_ARRAY(arena, job->n, struct source_file);
    TRY_MEM(files, err);
    for (size_t i = 0; i < job->n; i++) {
        int code = show_file(arena, job->files[i], &files[i], err);
        if (code < 0)
            err_place(err, "%s", job->files[i]->path);
        TRY(code);
    }
    *ret_files = files;
    return 0;
}

/* The memory of a child is never given back: it ends soon. */
static void init_arena(struct arena *arena)
{
    arena_init(arena, (size_t)LIMIT(PARSE_MEMORY));
}

int import_job_detect(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    const struct import_job *job = ctx;
    const struct source_reader *reader;
    struct source_file *files;
    struct arena arena;
    init_arena(&arena);
    TRY(show_files(job, &arena, &files, err));
    TRY(detect_reader(&files[0], &reader, err));
    return frame_write(out, FRAME_FORMAT, str_c(reader->format), err);
}

int import_job_group(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    const struct import_job *job = ctx;
    struct source_file *files;
    struct arena arena;
    init_arena(&arena);
    TRY(show_files(job, &arena, &files, err));
    size_t *main_of = ARENA_ARRAY(&arena, job->n, size_t);
    char *bytes = ARENA_ARRAY(&arena, job->n * 4, char);
    if (!main_of || !bytes)
        return err_oom(err);
    TRY(job->reader->group(files, job->n, main_of, err));
    for (size_t i = 0; i < job->n; i++) {
        uint32_t number = main_of[i] < job->n ? (uint32_t)main_of[i] : UINT32_MAX;
        for (size_t k = 0; k < 4; k++)
            bytes[i * 4 + k] = (char)(number >> (8 * k) & 0xff);
    }
    return frame_write(out, FRAME_GROUP, (struct str){bytes, job->n * 4}, err);
}

/* -- the sink that turns into frames -- */

struct frame_sink {
    struct frame_writer *out;
    struct buf json;
};

static int sink_list(void *ctx, struct str code, struct seki_err *err)
{
    return frame_write(((struct frame_sink *)ctx)->out, FRAME_LIST, code, err);
}

static int sink_edition(void *ctx, struct str date, struct seki_err *err)
{
    return frame_write(((struct frame_sink *)ctx)->out, FRAME_EDITION, date, err);
}

static int sink_reject(void *ctx, size_t file, uint64_t line, struct str reason, struct seki_err *err)
{
    return frame_write_reject(((struct frame_sink *)ctx)->out, (uint32_t)file, line, reason, err);
}

static int sink_note(void *ctx, struct str text, struct seki_err *err)
{
    return frame_write(((struct frame_sink *)ctx)->out, FRAME_NOTE, text, err);
}

/* What grew too large by joining (thousands of Sanctions of one party) is a rejected row. */
static int send_json(struct frame_sink *sink, enum frame_type type, uint64_t row, struct seki_err *err)
{
    if (sink->json.failed == SEKI_E_LIMIT)
        return sink_reject(sink, 0, row, STR("the record is too large"), err);
    TRY(buf_check(&sink->json, err));
    return frame_write(sink->out, type, buf_str(&sink->json), err);
}

static int sink_record(void *ctx, const struct party_record *record, struct seki_err *err)
{
    struct frame_sink *sink = ctx;
    buf_reset(&sink->json);
    record_encode(&sink->json, record);
    return send_json(sink, FRAME_RECORD, record->row, err);
}

static int sink_relation(void *ctx, const struct party_relation *relation, struct seki_err *err)
{
    struct frame_sink *sink = ctx;
    buf_reset(&sink->json);
    relation_encode(&sink->json, relation);
    return send_json(sink, FRAME_RELATION, relation->row, err);
}

int import_job_read(void *ctx, struct frame_writer *out, struct seki_err *err)
{
    const struct import_job *job = ctx;
    struct frame_sink to = {.out = out};
    struct source_sink sink = {&to, sink_list, sink_edition, sink_record, sink_relation, sink_reject, sink_note};
    struct source_file *files;
    struct arena arena;
    init_arena(&arena);
    buf_init(&to.json, FRAME_MAX);
    TRY(show_files(job, &arena, &files, err));
    struct source_input input = {.files = files, .n = job->n, .arena = &arena};
    int code = job->reader->read(&input, &sink, err);
    buf_done(&to.json);
    return code;
}
