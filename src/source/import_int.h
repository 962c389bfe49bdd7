/*
 * source/import_int.h - the steps of an import and what they hand on. Inside the room only.
 *
 *   import_open.c   files: open, hash, find twins          import_read.c   read a group into parts (parent's side)
 *   import_sort.c   format of each file, groups            import_store.c  parts of a list into the store
 *   import_job.c    the work of the children               import_report.c lines of the report
 */
#ifndef SOURCE_IMPORT_INT_H
#define SOURCE_IMPORT_INT_H

#include "base/hash.h"
#include "base/map.h"
#include "source/child.h"
#include "source/import.h"
#include "source/reader.h"
#include "source/spool.h"
#include "store/lists.h"

struct import_file {
    const char *path; /* as given */
    int fd;
    int64_t bytes;
    char sha256[SHA256_HEX];
    const struct source_reader *reader;
    size_t twin;  /* an earlier file of the call with the same bytes; SIZE_MAX = none */
    size_t group; /* SIZE_MAX = refused before there was one */
    size_t place; /* in its group: 0 = the main file */
    int code;     /* 0, or why it is refused */
    struct seki_err err;
};

struct import_bad_row {
    size_t part, place; /* of the group; part SIZE_MAX = before the first list */
    uint64_t line;
    struct str reason;
};

/* One list out of one group. */
struct import_part {
    struct str list;
    struct str inside;  /* edition that the file tells, or STR_NULL */
    struct str edition; /* the one that counts, or STR_NULL */
    struct spool_part spool;
    uint64_t records, relations;
    int64_t *rejected; /* for each file of the group */
    struct {
        struct str *v;
        size_t n, cap;
    } notes;
    bool is_known;
    struct edition_diff diff;
    int code; /* 0, or why its list was not stored */
    struct seki_err err;
};

/* Files that are one input. */
struct import_group {
    const struct source_reader *reader;
    size_t *files; /* indices; files[0] = the main file */
    size_t n_files;
    char sha256[SHA256_HEX];
    bool is_known; /* the bytes lie in some edition */
    struct {
        struct import_part *v;
        size_t n, cap;
    } parts;
    struct {
        struct import_bad_row *v;
        size_t n, cap;
    } bad_rows;          /* the first LIMIT(REJECTS) */
    uint64_t n_bad_rows; /* all of them */
    int64_t *early;      /* rows rejected before the first list, for each file */
    size_t at;           /* part that was named last */
};

struct import_run {
    const struct import_ctx *ctx;
    struct arena *arena;
    struct import_file *files;
    size_t n_files;
    struct import_group *groups;
    size_t n_groups;
    struct list_edition *stored; /* all editions before this call */
    size_t n_stored;
    struct spool spool;
    bool has_swept;       /* orphans of the index folder were removed */
    uint64_t done, total; /* progress in bytes */
};

/* Open, measure and hash each file; a failure refuses that file. */
int import_open(struct import_run *run, const char *const *paths, size_t n, struct seki_err *err);
void import_close(struct import_run *run);

/* The format of each file and the groups. */
int import_sort(struct import_run *run, struct seki_err *err);

/* Read a group that is to be read; a failure refuses its files. Negative only when the import cannot go on. */
int import_read_group(struct import_run *run, size_t index, struct seki_err *err);

/* Everything of one list in one transaction; a failure goes into its parts. Negative as above. */
int import_store_list(struct import_run *run, struct str list, struct seki_err *err);

int import_write_report(struct import_run *run, struct import_report *ret_report, struct seki_err *err);

/* Does an edition hold all files of the group? `list` STR_NULL = of any list. */
bool import_is_stored(const struct import_run *run, const struct import_group *group, struct str list);
bool import_edition_holds(const struct import_run *run, const struct list_edition *edition,
                          const struct import_group *group);

/* Must the whole import stop for this code? */
bool import_is_fatal(int code);

/* Refuse a file: keep the failure, naming the file. */
void import_refuse(struct import_file *file, int code, const struct seki_err *err);

int import_tell(struct import_run *run, const char *file, uint64_t records, uint64_t more_done, struct seki_err *err);

/* -- in the children -- */

/* ctx of the three kinds of work. */
struct import_job {
    const struct source_reader *reader; /* NULL: find it */
    struct import_file **files;
    size_t n;
    struct arena *arena;
};

/* Work for child_run: FORMAT of files[0]; GROUP of all files; the records of the group. */
int import_job_detect(void *ctx, struct frame_writer *out, struct seki_err *err);
int import_job_group(void *ctx, struct frame_writer *out, struct seki_err *err);
int import_job_read(void *ctx, struct frame_writer *out, struct seki_err *err);

/* Run one of them on the files of the job. */
int import_run_job(struct import_job *job, int (*work)(void *, struct frame_writer *, struct seki_err *),
                   child_frame_fn on_frame, void *ctx, struct seki_err *err);

#endif
