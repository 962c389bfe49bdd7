/*
 * source/import_read.c - third step of an import: a child reads a group, this side sorts what comes into parts.
 *
 * Nothing that comes is trusted: codes, dates, places and text are checked here, records when they are stored. See
 * source/import_int.h.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "source/detect.h"
#include "source/import_int.h"

struct reading {
    struct import_run *run;
    struct import_group *group;
};

enum { TELL_EVERY = 1000, MS_OF_DAY = 24 * 60 * 60 * 1000 };

static int nonsense(struct seki_err *err, const char *what)
{
    return err_set(err, SEKI_E_CHILD, "the reading process wrote nonsense: %s", what);
}

static int add_part(struct reading *reading, struct str code, struct seki_err *err)
{
    struct import_group *group = reading->group;
    struct import_part part = {.list = arena_str(reading->run->arena, code),
                               .rejected = ARENA_ARRAY(reading->run->arena, group->n_files, int64_t)};
    if (group->parts.n >= LIMIT(FILE_LISTS))
        return err_limit(err, LIMIT_ID_FILE_LISTS);
    if (!part.list.p || !part.rejected)
        return err_oom(err);
    spool_part_init(&part.spool);
    part.is_known = group->is_known && import_is_stored(reading->run, group, code);
    if (!ARENA_PUSH(reading->run->arena, &group->parts, part))
        return err_oom(err);
    return 0;
}

static int take_list(struct reading *reading, struct str code, struct seki_err *err)
{
    struct import_group *group = reading->group;
    if (!source_code_is_good(code))
        return nonsense(err, "a code of a list");
    for (size_t i = 0; i < group->parts.n; i++) {
        if (str_eq(group->parts.v[i].list, code)) {
            group->at = i;
            return 0;
        }
    }
    TRY(add_part(reading, code, err));
    group->at = group->parts.n - 1;
    return 0;
}

/* The newest date that is not in the future counts: lists hold typing errors such as the year 3017. One day is left for
 * places that are a day ahead of UTC. */
static int take_edition(struct reading *reading, struct import_part *part, struct str date, struct seki_err *err)
{
    struct day day, old;
    int64_t tomorrow = reading->run->ctx->now_ms / MS_OF_DAY + 1;
    if (!day_parse_full(date, &day))
        return nonsense(err, "a date");
    if (day_number(day) > tomorrow || (day_parse_full(part->inside, &old) && day_cmp(day, old) <= 0))
        return 0;
    part->inside = arena_str(reading->run->arena, date);
    return part->inside.p ? 0 : err_oom(err);
}

static int take_reject(struct reading *reading, struct str payload, struct seki_err *err)
{
    struct import_group *group = reading->group;
    struct import_bad_row row = {.part = group->at};
    uint32_t place;
    TRY(frame_read_reject(payload, &place, &row.line, &row.reason, err));
    if (place >= group->n_files || utf8_check(row.reason) != row.reason.n)
        return nonsense(err, "a rejected row");
    row.place = place;
    if (++group->n_bad_rows > LIMIT(ROWS))
        return err_limit(err, LIMIT_ID_ROWS);
    if (row.part == SIZE_MAX)
        group->early[place]++;
    else
        group->parts.v[row.part].rejected[place]++;
    if (group->bad_rows.n >= LIMIT(REJECTS))
        return 0;
    row.reason = arena_str(reading->run->arena, row.reason);
    return row.reason.p && ARENA_PUSH(reading->run->arena, &group->bad_rows, row) ? 0 : err_oom(err);
}

static int take_note(struct reading *reading, struct import_part *part, struct str text, struct seki_err *err)
{
    if (utf8_check(text) != text.n)
        return nonsense(err, "a note");
    if (part->notes.n >= LIMIT(FILE_NOTES))
        return 0;
    text = arena_str(reading->run->arena, text);
    return text.p && ARENA_PUSH(reading->run->arena, &part->notes, text) ? 0 : err_oom(err);
}

static int take_row(struct reading *reading, struct import_part *part, const struct frame *frame, struct seki_err *err)
{
    struct import_run *run = reading->run;
    uint64_t *count = frame->type == FRAME_RECORD ? &part->records : &part->relations;
    if (++*count % TELL_EVERY == 0)
        TRY(import_tell(run, run->files[reading->group->files[0]].path, part->records, 0, err));
    if (part->records > LIMIT(LIST_PARTIES))
        return err_limit(err, LIMIT_ID_LIST_PARTIES);
    if (part->records + part->relations > LIMIT(ROWS))
        return err_limit(err, LIMIT_ID_ROWS);
    return part->is_known ? 0 : spool_add(&run->spool, run->arena, &part->spool, frame, err);
}

static int take_frame(void *ctx, const struct frame *frame, struct seki_err *err)
{
    struct reading *reading = ctx;
    struct import_group *group = reading->group;
    if (frame->type == FRAME_LIST)
        return take_list(reading, frame->payload, err);
    if (frame->type == FRAME_REJECT)
        return take_reject(reading, frame->payload, err);
    if (group->at == SIZE_MAX)
        return nonsense(err, "a record before its list");
    struct import_part *part = &group->parts.v[group->at];
    switch (frame->type) {
    case FRAME_EDITION:
        return take_edition(reading, part, frame->payload, err);
    case FRAME_NOTE:
        return take_note(reading, part, frame->payload, err);
    case FRAME_RECORD:
    case FRAME_RELATION:
        return take_row(reading, part, frame, err);
    default:
        return nonsense(err, "a message out of place");
    }
}

/* -- afterwards -- */

/* Rows rejected before the first list count with it. */
static void settle_early(struct import_group *group)
{
    if (group->parts.n == 0)
        return;
    for (size_t i = 0; i < group->n_files; i++) {
        group->parts.v[0].rejected[i] += group->early[i];
        group->early[i] = 0;
    }
    for (size_t i = 0; i < group->bad_rows.n; i++)
        if (group->bad_rows.v[i].part == SIZE_MAX)
            group->bad_rows.v[i].part = 0;
}

static int choose_edition(struct import_run *run, const struct import_group *group, struct import_part *part,
                          struct seki_err *err)
{
    char text[DAY_TEXT];
    struct day day = DAY_NONE;
    part->edition = run->ctx->edition.n ? run->ctx->edition : part->inside;
    for (size_t i = 0; !part->edition.n && !day_is_known(day) && i < group->n_files; i++)
        if (!detect_edition(run->files[group->files[i]].path, &day))
            day = DAY_NONE;
    if (!day_is_known(day))
        return 0;
    day_text(day, text);
    part->edition = arena_str(run->arena, str_c(text));
    return part->edition.p ? 0 : err_oom(err);
}

static void refuse_group(struct import_run *run, struct import_group *group, int code, const struct seki_err *why)
{
    for (size_t i = 0; i < group->n_files; i++)
        import_refuse(&run->files[group->files[i]], code, why);
    for (size_t i = 0; i < group->parts.n; i++)
        spool_drop(&run->spool, &group->parts.v[i].spool);
}

/* A file in which nothing could be read must not empty its list. */
static bool has_something(const struct import_group *group)
{
    for (size_t i = 0; i < group->parts.n; i++)
        if (group->parts.v[i].records + group->parts.v[i].relations)
            return true;
    return false;
}

int import_read_group(struct import_run *run, size_t index, struct seki_err *err)
{
    struct import_group *group = &run->groups[index];
    struct reading reading = {run, group};
    struct seki_err why = {0};
    struct import_file **files = ARENA_ARRAY(run->arena, group->n_files, struct import_file *);
    const struct import_file *main = &run->files[group->files[0]];
    TRY_MEM(files, err);
    for (size_t i = 0; i < group->n_files; i++)
        files[i] = &run->files[group->files[i]];
    TRY(import_tell(run, main->path, 0, 0, err));
    struct import_job job = {.reader = group->reader, .files = files, .n = group->n_files, .arena = run->arena};
    int code = import_run_job(&job, import_job_read, take_frame, &reading, &why);
    settle_early(group);
    if (import_is_fatal(code)) {
        if (err)
            *err = why;
        return code;
    }
    if (code == 0 && !has_something(group)) {
        code = err_set(&why, SEKI_E_MEANING, "nothing in it could be read as an entry of a list");
        err_place(&why, "%s", main->path);
    }
    if (code < 0)
        refuse_group(run, group, code, &why);
    for (size_t i = 0; code == 0 && i < group->parts.n; i++)
        TRY(choose_edition(run, group, &group->parts.v[i], err));
    return import_tell(run, main->path, 0, (uint64_t)main->bytes / 4, err);
}
