/*
 * source/import.h - list files into the store.
 *
 *   paths ── hash, known? ── which format? (child) ── which belong together? (child) ── read (child) ──┐
 *                                                                                                      ▼
 *   report <── for each list one transaction: editions, index files, comparison with the one before <── spool
 *
 * HOW IT WORKS. Each file is read in a process of its own that may only think (source/child.h); its records wait in a
 * nameless file in the data folder until everything was read. Then each list becomes one transaction: all files of that
 * list in the call go together, as editions one after the other by their dates; a list that fails leaves the others
 * alone. An index file is made inside the transaction; one that a killed import left behind is removed by the next.
 *
 * EDITION: the caller's date, else the one inside the file, else one in the name of the file or its folder (a month
 * means its last day), else undated. KNOWN BYTES: a file (or group of files) whose bytes lie in an edition already is a
 * no-op, whatever came since.
 *
 * A file is refused when no format knows it, when reading it fails as a whole, when it is a companion without its main
 * file, or when nothing in it could be read. Single bad rows are listed and do not stop anything.
 */
#ifndef SOURCE_IMPORT_H
#define SOURCE_IMPORT_H

#include "store/store.h"
#include "text/text.h"

struct import_progress {
    const char *file;     /* being read or stored; as given */
    uint64_t records;     /* read or stored so far in this step */
    uint64_t done, total; /* bytes of all files; reading a file is a quarter of its bytes, storing the rest */
};

struct import_ctx {
    struct store *store; /* no open transaction */
    const struct text_tools *tools;
    int64_t now_ms;
    struct str edition;               /* "YYYY-MM-DD" for all files, or STR_NULL */
    struct str actor, roles, purpose; /* for the audit record of each list; no actor, no record */
    /* Called now and then, may be NULL. Non-zero stops with SEKI_E_INTERRUPTED; the list being stored is undone. */
    int (*progress)(void *ctx, const struct import_progress *progress);
    void *progress_ctx;
    bool is_dry; /* everything is done and then undone: the report says what would change */
    /* Called for each edition that was stored, inside its transaction (also of a dry run); may be NULL. */
    int (*look)(void *ctx, struct str edition_id, struct seki_err *err);
    void *look_ctx;
};

struct import_reject {
    uint64_t line; /* or row of a sheet; 0 = the whole file */
    struct str reason;
};

/* One for each file and list; a refused file has one without a list. All texts in the arena of the call. */
struct import_line {
    struct str file;                 /* as given */
    struct str list, edition;        /* STR_NULL: refused before it was known; undated */
    struct str format;               /* STR_NULL when no format knows the file */
    int64_t added, changed, removed; /* parties against the edition before; 0 for a companion */
    int64_t rejected;                /* rows of this file that could not be used */
    struct {
        struct import_reject *v; /* the first of them, at most LIMIT(REJECTS) */
        size_t n, cap;
    } rejects;
    struct str_list notes; /* sentences: rows that were merged, entities left out */
    bool is_known;         /* these bytes were imported before: nothing was done */
    bool is_companion;     /* its parties count with its main file */
    int code;              /* 0, or why it was refused */
    struct str error;      /* one sentence that names the file; STR_NULL */
};

struct import_report {
    struct import_line *v; /* in the order of the files, then of the lists in a file */
    size_t n, cap;
    size_t n_refused; /* files refused, or of which nothing could be read */
};

/* 0 even when files were refused: the report says which. A negative code only when nothing can go on (no memory,
 * interrupted); lists finished before it stay, and nothing half-done does. */
int import_files(const struct import_ctx *ctx, const char *const *paths, size_t n, struct arena *arena,
                 struct import_report *ret_report, struct seki_err *err);

#endif
