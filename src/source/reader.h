/*
 * source/reader.h - the one interface of a format: what a reader is given, and where it puts what it finds.
 *
 *   bytes of one file (or of files that belong together)
 *        │ probe: is it mine?        │ group: which files belong to which main file?
 *        └──────────────> read ──────┴──> source_list, source_edition, source_record, source_relation,
 *                                         source_reject, source_note
 *
 * A reader sees bytes and limits. It does not see the store, the clock or the network, and it opens nothing: it runs in
 * a process of its own that may only read memory and write to a pipe (source/child.h). The same bytes always give the
 * same records in the same order. A bad row is handed to source_reject with its line and a reason, and reading goes on;
 * only when nothing sensible can follow does `read` return an error.
 *
 * To add a format: one row in formats.def, one file read_<format>.c that defines `source_reader_<format>`, one test
 * tests/unit/source/test_read_<format>.c. The fuzz target is made from the table.
 */
#ifndef SOURCE_READER_H
#define SOURCE_READER_H

#include "codec/stream.h"
#include "model/party.h"

/* One file. `path` is as the user gave it: for messages and as a hint, never to be opened. `bytes` is what lies on the
 * disk, perhaps compressed (for a workbook: all of it). `head` is the first part of the content, decompressed (at most
 * SOURCE_HEAD_BYTES; it may end in the middle of a line or a character). For a zip with several members (a workbook)
 * `head` is the start of `bytes`: "PK". `fd` serves source_open; -1 (tests) means `bytes` are the content. */
struct source_file {
    struct str path;
    struct str bytes;
    struct str head;
    int fd;
};

enum { SOURCE_HEAD_BYTES = 64 * 1024 };

/* What `read` works on. files[0] is the main file, the others are its companions in the order given. `arena` lives as
 * long as the call; large files want an arena of their own that is rewound for each record. */
struct source_input {
    const struct source_file *files;
    size_t n;
    struct arena *arena;
};

/* Where the results go. Readers use the source_… functions below, not the pointers. A text that is handed over is
 * looked at during the call only, so a reader may reuse its memory for the next record. All return 0 or a code that
 * the reader passes on with TRY. */
struct source_sink {
    void *ctx;
    int (*list)(void *ctx, struct str code, struct seki_err *err);
    int (*edition)(void *ctx, struct str date, struct seki_err *err);
    int (*record)(void *ctx, const struct party_record *record, struct seki_err *err);
    int (*relation)(void *ctx, const struct party_relation *relation, struct seki_err *err);
    int (*reject)(void *ctx, size_t file, uint64_t line, struct str reason, struct seki_err *err);
    int (*note)(void *ctx, struct str text, struct seki_err *err);
};

/* The longest code of a list, and is it one: [a-z0-9_-], not empty? */
enum { SOURCE_CODE_MAX = 64 };
bool source_code_is_good(struct str code);

/* Begin the list with this code ("us_csl"), or go on with one begun before. Everything below
 * belongs to the list named last. */
int source_list(struct source_sink *sink, struct str code, struct seki_err *err);

/* An edition date that stands inside the file, a full day "YYYY-MM-DD". At any time after source_list. Told several
 * times (the date of each row), the newest that is not in the future counts; without any the name of the file or its
 * folder decides. */
int source_edition(struct source_sink *sink, struct str date, struct seki_err *err);

/* One party. `entry` and, if it is listed, a name are needed, and UTF-8: without them it is rejected here. Each entry
 * once: a second record with an entry that was there before in the list is an error of the reader (merge first). */
int source_record(struct source_sink *sink, const struct party_record *record, struct seki_err *err);

int source_relation(struct source_sink *sink, const struct party_relation *relation, struct seki_err *err);

/* A row that could not be used: index of the file in source_input, line (or row) from 1, and why. May come before the
 * first source_list. More than LIMIT(REJECTS) are counted, not listed. */
int source_reject(struct source_sink *sink, size_t file, uint64_t line, struct seki_err *err, const char *fmt, ...)
    ATTR_PRINTF(5, 6);

/* One sentence for the report of the import: rows that were merged, entities that were left out. */
int source_note(struct source_sink *sink, struct seki_err *err, const char *fmt, ...) ATTR_PRINTF(3, 4);

/* The decompressed content of a file from its beginning, as a stream; close with stream_close. One stream for a file at
 * a time; open it again for a second pass. Limits: FILE_BYTES, FILE_RATIO. */
int source_open(const struct source_file *file, struct arena *arena, struct stream **ret_stream, struct seki_err *err);

/* `main_of` of a companion whose main file is not in the call. */
#define SOURCE_NO_MAIN SIZE_MAX

struct source_reader {
    const char *format;  /* "ofac_csv": kept with the edition, shown to people; never changes */
    const char *title;   /* what it is, for people */
    bool has_many_lists; /* one file may hold several lists */

    /* How sure is the reader that this file is its own? 0 = no, 100 = certain (a signature, a root element, a header
     * line). The highest answer wins, ties by order of the table. Judge by content; a name is a last hint. */
    int (*probe)(const struct source_file *file);

    /* NULL: each file stands alone. Else: of `n` files of this format in one call, say for each the index of its main
     * file: itself for a main file, SOURCE_NO_MAIN if there is none. */
    int (*group)(const struct source_file *files, size_t n, size_t *main_of, struct seki_err *err);

    /* Read everything. 0, or a code when the file as a whole is no good (err->place: the file's path with the line). */
    int (*read)(const struct source_input *input, struct source_sink *sink, struct seki_err *err);
};

/* The table of formats.def, in its order. */
size_t source_reader_count(void);
const struct source_reader *source_reader_at(size_t index);
const struct source_reader *source_reader_named(struct str format); /* NULL if there is none */

#define SOURCE_FORMAT(name) extern const struct source_reader source_reader_##name;
#include "source/formats.def"
#undef SOURCE_FORMAT

#endif
