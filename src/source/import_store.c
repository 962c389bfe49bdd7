/*
 * source/import_store.c - last step of an import: one list, one transaction.
 *
 *   begin ── for each edition, by date: rows, index file, comparison ── audit ── commit
 *      └──────────────── any failure: rollback, the index files made so far are removed ────────┘
 *
 * An index file is in place before the commit and has no edition if the process dies in between; the next import
 * removes such orphans while it holds the write lock, so it cannot take one that another process is just making.
 */
#include "base/limits.h"
#include "index/list_index.h"
#include "source/import_int.h"
#include "store/audit.h"
#include "store/record_json.h"
#include "text/name.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STORE_TELL_EVERY = 500 };

/* A part with its group, in the order of storing. */
struct place {
    struct import_group *group;
    struct import_part *part;
    const char *index_path; /* "" until the file is there */
};

struct storing {
    struct import_run *run;
    struct place *place;
    struct str edition_id;
    struct list_index_writer *writer;
    struct arena rows; /* rewound for each row */
    uint64_t n, told;
    const char *path; /* of the main file */
};

/* -- orphans -- */

static bool is_index_of(const struct list_edition *editions, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(name, editions[i].id) && str_eq(str_from(name, editions[i].id.n), STR(".idx")))
            return true;
    return false;
}

/* Files of editions that do not exist. The write lock is held: nobody else is making one. */
static int sweep(struct import_run *run, struct seki_err *err)
{
    struct list_edition *editions;
    size_t n;
    if (run->has_swept)
        return 0;
    run->has_swept = true;
    TRY(lists_all(run->ctx->store, run->arena, &editions, &n, err));
    struct str folder = arena_printf(run->arena, "%s/index", store_dir(run->ctx->store));
    TRY_MEM(folder.p, err);
    DIR *dir = opendir(folder.p);
    if (!dir)
        return errno == ENOENT ? 0 : err_errno(err, errno, "%s", folder.p);
    for (const struct dirent *file; (file = readdir(dir));) {
        struct str name = str_c(file->d_name);
        bool is_ours = str_has(name, STR(".idx")); /* and what its writer left: .idx.part */
        if (is_ours && !is_index_of(editions, n, name))
            (void)unlinkat(dirfd(dir), file->d_name, 0);
    }
    (void)closedir(dir);
    return 0;
}

/* -- rows -- */

static int store_record(struct storing *storing, struct str json, struct seki_err *err)
{
    struct party_record record;
    TRY(record_decode(&storing->rows, json, &record, err));
    int code = lists_add_record(storing->run->ctx->store, storing->edition_id, &record, err);
    if (code <= 0)
        return code;
    return list_index_writer_add(storing->writer, &record, err);
}

static int store_relation(struct storing *storing, struct str json, struct seki_err *err)
{
    struct party_relation relation;
    TRY(relation_decode(&storing->rows, json, &relation, err));
    return lists_add_relation(storing->run->ctx->store, storing->edition_id, &relation, err);
}

/* Progress: storing is three quarters of the bytes of the main file. */
static int tell(struct storing *storing, struct seki_err *err)
{
    const struct import_file *main = &storing->run->files[storing->place->group->files[0]];
    uint64_t all = storing->place->part->records + storing->place->part->relations;
    uint64_t bytes = (uint64_t)main->bytes / 4 * 3 * storing->n / (all ? all : 1);
    uint64_t more = bytes - storing->told;
    storing->told = bytes;
    return import_tell(storing->run, main->path, storing->n, more, err);
}

static int store_row(void *ctx, const struct frame *frame, struct seki_err *err)
{
    struct storing *storing = ctx;
    struct arena_mark mark = arena_mark(&storing->rows);
    int code = frame->type == FRAME_RECORD ? store_record(storing, frame->payload, err)
                                           : store_relation(storing, frame->payload, err);
    arena_rewind(&storing->rows, mark);
    if (code < 0)
        err_place(err, "%s", storing->path);
    TRY(code);
    return ++storing->n % STORE_TELL_EVERY == 0 ? tell(storing, err) : 0;
}

/* A node is found by the folded form of its names. */
static int add_node_keys(void *ctx, struct str node, struct str_list names, struct seki_err *err)
{
    struct storing *storing = ctx;
    struct arena_mark mark = arena_mark(&storing->rows);
    int code = 0;
    for (size_t i = 0; code == 0 && i < names.n; i++) {
        struct folded_name folded;
        struct seki_err why = {0};
        code = name_fold(storing->run->ctx->tools, &storing->rows, names.v[i], false, &folded, &why);
        if (code == SEKI_E_MEANING || code == SEKI_E_LIMIT) /* cannot be compared, so nobody asks for it */
            code = 0;
        else if (code < 0 && err)
            *err = why;
        else
            code = relations_add_node_key(storing->run->ctx->store, storing->edition_id, node, folded.key, err);
    }
    arena_rewind(&storing->rows, mark);
    return code;
}

static int store_rejects(struct storing *storing, struct seki_err *err)
{
    const struct import_group *group = storing->place->group;
    size_t part = (size_t)(storing->place->part - group->parts.v);
    for (size_t i = 0; i < group->bad_rows.n; i++) {
        const struct import_bad_row *row = &group->bad_rows.v[i];
        if (row->part != part)
            continue;
        struct list_reject reject = {.file = str_c(storing->run->files[group->files[row->place]].path),
                                     .reason = row->reason,
                                     .line = (int64_t)row->line};
        TRY(lists_add_reject(storing->run->ctx->store, storing->edition_id, &reject, err));
    }
    return 0;
}

/* -- one edition -- */

static int begin_edition(struct storing *storing, struct seki_err *err)
{
    struct import_run *run = storing->run;
    const struct import_group *group = storing->place->group;
    const struct import_part *part = storing->place->part;
    char at[MOMENT_TEXT], id[UUID_TEXT];
    struct edition_file *files = ARENA_ARRAY(run->arena, group->n_files, struct edition_file);
    TRY_MEM(files, err);
    for (size_t i = 0; i < group->n_files; i++) {
        const struct import_file *file = &run->files[group->files[i]];
        files[i] = (struct edition_file){str_c(file->path), str_c(file->sha256), file->bytes};
    }
    moment_text(run->ctx->now_ms, at);
    uuid7(run->ctx->now_ms, id);
    storing->edition_id = arena_str(run->arena, str_c(id));
    TRY_MEM(storing->edition_id.p, err);
    struct new_edition edition = {
        .id = storing->edition_id,
        .list = part->list,
        .edition = part->edition,
        .imported_at = str_c(at),
        .sha256 = str_c(group->sha256),
        .format = str_c(group->reader->format),
        .files = files,
        .n_files = group->n_files,
    };
    return lists_begin_edition(run->ctx->store, &edition, err);
}

static int fill_edition(struct storing *storing, struct seki_err *err)
{
    struct import_run *run = storing->run;
    struct import_part *part = storing->place->part;
    TRY(spool_each(&run->spool, run->arena, &part->spool, store_row, storing, err));
    TRY(store_rejects(storing, err));
    if (part->relations)
        TRY(relations_each_node(run->ctx->store, storing->edition_id, add_node_keys, storing, err));
    return lists_finish_edition(run->ctx->store, run->arena, storing->edition_id, &part->diff, err);
}

static int audit(const struct storing *storing, struct seki_err *err)
{
    const struct import_ctx *ctx = storing->run->ctx;
    const struct import_part *part = storing->place->part;
    char at[MOMENT_TEXT];
    if (ctx->actor.n == 0)
        return 0;
    moment_text(ctx->now_ms, at);
    struct str object = arena_printf(storing->run->arena, "list %.*s edition %.*s", STR_ARG(part->list),
                                     STR_ARG(part->edition.n ? part->edition : STR("undated")));
    struct str detail = arena_printf(
        storing->run->arena, "{\"id\":\"%.*s\",\"sha256\":\"%s\",\"added\":%lld,\"changed\":%lld,\"removed\":%lld}",
        STR_ARG(storing->edition_id), storing->place->group->sha256, (long long)part->diff.added,
        (long long)part->diff.changed, (long long)part->diff.removed);
    if (!object.p || !detail.p)
        return err_oom(err);
    struct audit_entry entry = {str_c(at), ctx->actor, ctx->roles, ctx->purpose, STR("import"), object, detail};
    return audit_add(ctx->store, &entry, err);
}

static int store_edition(struct import_run *run, struct place *place, struct seki_err *err)
{
    struct storing storing = {.run = run, .place = place, .path = run->files[place->group->files[0]].path};
    TRY(begin_edition(&storing, err));
    const char *path = store_index_path(run->ctx->store, run->arena, storing.edition_id);
    TRY_MEM(path, err);
    TRY(list_index_writer_open(run->ctx->tools, path, place->part->list, place->part->edition, &storing.writer, err));
    arena_init(&storing.rows, (size_t)LIMIT(REQUEST_BYTES));
    int code = fill_edition(&storing, err);
    if (code == 0)
        code = list_index_writer_finish(&storing.writer, err);
    if (code == 0) {
        place->index_path = path;
        code = audit(&storing, err);
    }
    if (code == 0 && run->ctx->look)
        code = run->ctx->look(run->ctx->look_ctx, storing.edition_id, err);
    list_index_writer_drop(&storing.writer);
    arena_done(&storing.rows);
    return code < 0 ? code : tell(&storing, err);
}

/* -- one list -- */

/* Undated first, then by date; equal dates stay in the order of the call. */
static int by_edition(const void *a, const void *b)
{
    const struct place *one = a, *other = b;
    int order = str_cmp(one->part->edition, other->part->edition);
    if (order)
        return order;
    return one->group < other->group ? -1 : one->group > other->group;
}

static void undo(struct import_run *run, const struct place *places, size_t n)
{
    store_rollback(run->ctx->store);
    for (size_t i = 0; i < n; i++)
        if (places[i].index_path)
            (void)unlink(places[i].index_path);
}

static int store_places(struct import_run *run, struct place *places, size_t n, struct seki_err *err)
{
    TRY(store_begin(run->ctx->store, err));
    int code = sweep(run, err);
    for (size_t i = 0; code == 0 && i < n; i++)
        code = store_edition(run, &places[i], err);
    if (code == 0 && !run->ctx->is_dry)
        code = store_commit(run->ctx->store, err);
    if (code == 0 && !run->ctx->is_dry)
        return 0;
    undo(run, places, n);
    if (code == 0)
        return 0;
    spool_explain_full(store_dir(run->ctx->store), err);
    return code;
}

int import_store_list(struct import_run *run, struct str list, struct seki_err *err)
{
    struct place *places = ARENA_ARRAY(run->arena, run->n_groups, struct place);
    struct seki_err why = {0};
    size_t n = 0;
    TRY_MEM(places, err);
    for (size_t g = 0; g < run->n_groups; g++) {
        struct import_group *group = &run->groups[g];
        for (size_t i = 0; run->files[group->files[0]].code == 0 && i < group->parts.n; i++) {
            struct import_part *part = &group->parts.v[i];
            if (str_eq(part->list, list) && !part->is_known && part->records + part->relations)
                places[n++] = (struct place){group, part, NULL};
        }
    }
    if (n == 0)
        return 0;
    qsort(places, n, sizeof(*places), by_edition);
    int code = store_places(run, places, n, &why);
    for (size_t i = 0; i < n; i++) {
        spool_drop(&run->spool, &places[i].part->spool);
        places[i].part->code = code;
        places[i].part->err = why;
    }
    if (!import_is_fatal(code))
        return 0;
    if (err)
        *err = why;
    return code;
}
