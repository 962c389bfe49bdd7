/* source/import_report.c - what became of each file and list. See source/import_int.h. */
#include "source/import_int.h"

/* "a.csv: reason (line 3)"; the file is named once. */
static int explain(struct import_run *run, const char *path, const struct seki_err *why, struct str *ret_text,
                   struct seki_err *err)
{
    struct str name = str_c(path), place = str_c(why->place), reason = str_c(why->reason);
    bool has_name = str_has(reason, name) || str_has(place, name);
    bool is_place = place.n && !str_eq(place, name);
    struct str text = arena_printf(run->arena, "%s%s%.*s%s%.*s%s", has_name && !str_has(place, name) ? "" : path,
                                   has_name && !str_has(place, name) ? "" : ": ", STR_ARG(reason), is_place ? " (" : "",
                                   is_place ? (int)place.n : 0, place.p, is_place ? ")" : "");
    TRY_MEM(text.p, err);
    *ret_text = text;
    return 0;
}

static int push(struct import_run *run, struct import_report *report, const struct import_line *line,
                struct seki_err *err)
{
    if (line->code < 0)
        report->n_refused++;
    return ARENA_PUSH(run->arena, report, *line) ? 0 : err_oom(err);
}

static int add_rejects(struct import_run *run, const struct import_group *group, size_t part, size_t place,
                       struct import_line *line, struct seki_err *err)
{
    for (size_t i = 0; i < group->bad_rows.n; i++) {
        const struct import_bad_row *row = &group->bad_rows.v[i];
        if (row->part != part || row->place != place)
            continue;
        if (!ARENA_PUSH(run->arena, &line->rejects, ((struct import_reject){row->line, row->reason})))
            return err_oom(err);
    }
    return 0;
}

/* The bytes were there before: one line for each list they gave. */
static int report_known(struct import_run *run, const struct import_group *group, const struct import_file *file,
                        struct import_report *report, struct seki_err *err)
{
    for (size_t i = 0; i < run->n_stored; i++) {
        const struct list_edition *edition = &run->stored[i];
        bool is_newest = true;
        if (!import_edition_holds(run, edition, group))
            continue;
        for (size_t k = 0; k < run->n_stored; k++)
            if (run->stored[k].seq > edition->seq && str_eq(run->stored[k].list, edition->list) &&
                import_edition_holds(run, &run->stored[k], group))
                is_newest = false;
        if (!is_newest)
            continue;
        struct import_line line = {.file = str_c(file->path),
                                   .list = edition->list,
                                   .edition = edition->edition,
                                   .format = edition->format,
                                   .is_known = true,
                                   .is_companion = file->place != 0};
        TRY(push(run, report, &line, err));
    }
    return 0;
}

static int report_part(struct import_run *run, struct import_group *group, size_t at, const struct import_file *file,
                       struct import_report *report, struct seki_err *err)
{
    const struct import_part *part = &group->parts.v[at];
    struct import_line line = {.file = str_c(file->path),
                               .list = part->list,
                               .edition = part->edition,
                               .format = str_c(group->reader->format),
                               .is_known = part->is_known,
                               .is_companion = file->place != 0,
                               .rejected = part->rejected[file->place]};
    if (part->code < 0) {
        line.code = part->code;
        TRY(explain(run, file->path, &part->err, &line.error, err));
    }
    if (part->code == 0 && !part->is_known && file->place == 0) {
        line.added = part->diff.added;
        line.changed = part->diff.changed;
        line.removed = part->diff.removed;
        line.notes = (struct str_list){part->notes.v, part->notes.n};
    }
    if (!part->is_known)
        TRY(add_rejects(run, group, at, file->place, &line, err));
    else
        line.rejected = 0;
    return push(run, report, &line, err);
}

static int report_refused(struct import_run *run, const struct import_file *file, struct import_report *report,
                          struct seki_err *err)
{
    struct import_line line = {.file = str_c(file->path), .code = file->code};
    if (file->reader)
        line.format = str_c(file->reader->format);
    if (file->group != SIZE_MAX) {
        const struct import_group *group = &run->groups[file->group];
        size_t part = group->parts.n ? 0 : SIZE_MAX;
        line.list = group->parts.n ? group->parts.v[0].list : STR_NULL;
        line.rejected = group->parts.n ? group->parts.v[0].rejected[file->place] : group->early[file->place];
        line.is_companion = file->place != 0;
        TRY(add_rejects(run, group, part, file->place, &line, err));
    }
    TRY(explain(run, file->path, &file->err, &line.error, err));
    return push(run, report, &line, err);
}

/* The same bytes as a file before it in the call: its lines again, with nothing done. */
static int report_twin(struct import_run *run, const struct import_file *file, struct import_report *report,
                       struct seki_err *err)
{
    struct str first = str_c(run->files[file->twin].path);
    size_t n = report->n;
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(report->v[i].file, first))
            continue;
        struct import_line line = report->v[i];
        line.file = str_c(file->path);
        line.added = line.changed = line.removed = line.rejected = 0;
        line.rejects.n = 0;
        line.notes = (struct str_list){0};
        line.is_known = line.code == 0;
        TRY(push(run, report, &line, err));
    }
    return 0;
}

static int report_file(struct import_run *run, const struct import_file *file, struct import_report *report,
                       struct seki_err *err)
{
    if (file->twin != SIZE_MAX)
        return report_twin(run, file, report, err);
    if (file->code < 0 || file->group == SIZE_MAX)
        return report_refused(run, file, report, err);
    struct import_group *group = &run->groups[file->group];
    if (group->parts.n == 0)
        return report_known(run, group, file, report, err);
    for (size_t i = 0; i < group->parts.n; i++)
        if (group->parts.v[i].records + group->parts.v[i].relations || group->parts.v[i].rejected[file->place])
            TRY(report_part(run, group, i, file, report, err));
    return 0;
}

int import_write_report(struct import_run *run, struct import_report *ret_report, struct seki_err *err)
{
    struct import_report report = {0};
    for (size_t i = 0; i < run->n_files; i++)
        TRY(report_file(run, &run->files[i], &report, err));
    *ret_report = report;
    return 0;
}
