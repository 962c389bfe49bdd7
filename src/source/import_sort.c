/*
 * source/import_sort.c - second step of an import: which format is each file, and which belong together.
 *
 * One child looks at one file; where a format has companions, one more child sees all files of that format and says
 * which main file each belongs to. See source/import_int.h.
 */
#include "base/limits.h"
#include "source/import_int.h"

#include <stdlib.h>

static bool is_open(const struct import_file *file)
{
    return file->code == 0 && file->twin == SIZE_MAX;
}

static int take_format(void *ctx, const struct frame *frame, struct seki_err *err)
{
    struct import_file *file = ctx;
    const struct source_reader *reader = source_reader_named(frame->payload);
    if (frame->type != FRAME_FORMAT || !reader)
        return err_set(err, SEKI_E_CHILD, "the reading process wrote nonsense");
    file->reader = reader;
    return 0;
}

static int detect_all(struct import_run *run, struct seki_err *err)
{
    for (size_t i = 0; i < run->n_files; i++) {
        struct import_file *file = &run->files[i];
        struct seki_err why = {0};
        if (!is_open(file))
            continue;
        TRY(import_tell(run, file->path, 0, 0, err));
        struct import_job job = {.files = &file, .n = 1, .arena = run->arena};
        int code = import_run_job(&job, import_job_detect, take_format, file, &why);
        if (code == 0 && !file->reader)
            code = err_set(&why, SEKI_E_CHILD, "the reading process said nothing");
        if (code < 0)
            import_refuse(file, code, &why);
    }
    return 0;
}

/* -- groups -- */

struct grouping {
    size_t *files; /* indices of the files of one format */
    size_t n;
    uint32_t *main_of; /* index into files; >= n = none */
    bool is_told;
};

static int take_groups(void *ctx, const struct frame *frame, struct seki_err *err)
{
    struct grouping *grouping = ctx;
    if (frame->type != FRAME_GROUP || frame->payload.n != grouping->n * 4)
        return err_set(err, SEKI_E_CHILD, "the reading process wrote nonsense");
    for (size_t i = 0; i < grouping->n; i++)
        TRY(frame_read_u32(frame->payload, i, &grouping->main_of[i], err));
    grouping->is_told = true;
    return 0;
}

static int ask_groups(struct import_run *run, const struct source_reader *reader, struct grouping *grouping,
                      struct seki_err *err)
{
    struct import_file **files = ARENA_ARRAY(run->arena, grouping->n, struct import_file *);
    TRY_MEM(files, err);
    for (size_t i = 0; i < grouping->n; i++)
        files[i] = &run->files[grouping->files[i]];
    struct import_job job = {.reader = reader, .files = files, .n = grouping->n, .arena = run->arena};
    TRY(import_run_job(&job, import_job_group, take_groups, grouping, err));
    return grouping->is_told ? 0 : err_set(err, SEKI_E_CHILD, "the reading process said nothing");
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(str_c(*(const char *const *)a), str_c(*(const char *const *)b));
}

/* One file: its own hash. More: the hash over their hashes in order, so that the order of the call does not matter. */
static int hash_group(const struct import_run *run, struct import_group *group, struct seki_err *err)
{
    const char **hashes = ARENA_ARRAY(run->arena, group->n_files, const char *);
    struct sha256 hash;
    TRY_MEM(hashes, err);
    for (size_t i = 0; i < group->n_files; i++)
        hashes[i] = run->files[group->files[i]].sha256;
    qsort(hashes, group->n_files, sizeof(*hashes), by_text);
    sha256_init(&hash);
    for (size_t i = 0; i < group->n_files; i++)
        sha256_add(&hash, str_c(hashes[i]));
    sha256_hex(&hash, group->sha256);
    for (size_t i = 0; group->n_files == 1 && i < SHA256_HEX; i++)
        group->sha256[i] = hashes[0][i];
    return 0;
}

/* The main file files[main] and those that name it. */
static int make_group(struct import_run *run, const struct grouping *grouping, uint32_t main, struct seki_err *err)
{
    struct import_group *group = &run->groups[run->n_groups];
    *group = (struct import_group){.reader = run->files[grouping->files[main]].reader, .at = SIZE_MAX};
    group->files = ARENA_ARRAY(run->arena, grouping->n, size_t);
    group->early = ARENA_ARRAY(run->arena, grouping->n, int64_t);
    if (!group->files || !group->early)
        return err_oom(err);
    group->files[group->n_files++] = grouping->files[main];
    for (uint32_t i = 0; i < grouping->n; i++)
        if (i != main && grouping->main_of[i] == main)
            group->files[group->n_files++] = grouping->files[i];
    for (size_t i = 0; i < group->n_files; i++) {
        run->files[group->files[i]].group = run->n_groups;
        run->files[group->files[i]].place = i;
    }
    TRY(hash_group(run, group, err));
    group->is_known = import_is_stored(run, group, STR_NULL);
    run->n_groups++;
    return 0;
}

/* A companion alone: fine if its bytes were imported with their main file before, else refused by name. */
static void refuse_orphan(struct import_run *run, size_t index, const struct source_reader *reader)
{
    struct import_file *file = &run->files[index];
    struct seki_err why = {0};
    int code = err_set(&why, SEKI_E_MEANING, "a companion file (%s) whose main file is not in the call", reader->title);
    err_place(&why, "%s", file->path);
    import_refuse(file, code, &why);
}

static int make_groups(struct import_run *run, const struct source_reader *reader, struct grouping *grouping,
                       struct seki_err *err)
{
    for (uint32_t i = 0; i < grouping->n; i++)
        if (grouping->main_of[i] == i)
            TRY(make_group(run, grouping, i, err));
    for (uint32_t i = 0; i < grouping->n; i++) {
        size_t file = grouping->files[i];
        if (run->files[file].group != SIZE_MAX)
            continue;
        TRY(make_group(run, grouping, i, err));
        struct import_group *alone = &run->groups[run->n_groups - 1];
        if (alone->is_known)
            continue;
        run->n_groups--;
        for (size_t k = 0; k < alone->n_files; k++) {
            run->files[alone->files[k]].group = SIZE_MAX;
            refuse_orphan(run, alone->files[k], reader);
        }
    }
    return 0;
}

static int group_format(struct import_run *run, const struct source_reader *reader, struct seki_err *err)
{
    struct grouping grouping = {.files = ARENA_ARRAY(run->arena, run->n_files, size_t),
                                .main_of = ARENA_ARRAY(run->arena, run->n_files, uint32_t)};
    struct seki_err why = {0};
    int code = 0;
    if (!grouping.files || !grouping.main_of)
        return err_oom(err);
    for (size_t i = 0; i < run->n_files; i++) {
        if (!is_open(&run->files[i]) || run->files[i].reader != reader)
            continue;
        grouping.main_of[grouping.n] = (uint32_t)grouping.n;
        grouping.files[grouping.n++] = i;
    }
    if (grouping.n && reader->group)
        code = ask_groups(run, reader, &grouping, &why);
    for (size_t i = 0; code < 0 && i < grouping.n; i++)
        import_refuse(&run->files[grouping.files[i]], code, &why);
    return code < 0 ? 0 : make_groups(run, reader, &grouping, err);
}

int import_sort(struct import_run *run, struct seki_err *err)
{
    run->groups = ARENA_ARRAY(run->arena, run->n_files, struct import_group);
    TRY_MEM(run->groups, err);
    TRY(detect_all(run, err));
    for (size_t i = 0; i < source_reader_count(); i++)
        TRY(group_format(run, source_reader_at(i), err));
    return 0;
}

bool import_edition_holds(const struct import_run *run, const struct list_edition *edition,
                          const struct import_group *group)
{
    for (size_t i = 0; i < group->n_files; i++) {
        bool is_there = false;
        for (size_t k = 0; k < edition->n_files && !is_there; k++)
            is_there = str_eq(edition->files[k].sha256, str_c(run->files[group->files[i]].sha256));
        if (!is_there)
            return false;
    }
    return true;
}

bool import_is_stored(const struct import_run *run, const struct import_group *group, struct str list)
{
    for (size_t i = 0; i < run->n_stored; i++)
        if ((!list.p || str_eq(run->stored[i].list, list)) && import_edition_holds(run, &run->stored[i], group))
            return true;
    return false;
}
