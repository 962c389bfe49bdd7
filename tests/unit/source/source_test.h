/*
 * tests/unit/source/source_test.h - what the tests of this room share: run a reader over text and look at what it says.
 *
 * Everything a reader hands on becomes one line of a log, in order:
 *
 *   list us_csl
 *   record {"entry":"1","schema":"Person",…}        (store/record_json.h)
 *   relation {…}
 *   reject 0:3 the row is cut: …                    (file:line)
 *   note …
 *   edition 2026-01-31
 *   failed -5 …                                     (what read returned)
 */
#ifndef SOURCE_TEST_H
#define SOURCE_TEST_H

#include "base/arena.h"
#include "base/limits.h"
#include "codec/stream.h"
#include "codec/unpack.h"
#include "source/reader.h"
#include "store/record_json.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct log {
    struct buf text;
    uint64_t records, listed, relations, rejects;
};

static inline int log_list(void *ctx, struct str code, struct seki_err *err)
{
    struct log *log = ctx;
    buf_printf(&log->text, "list %.*s\n", STR_ARG(code));
    return buf_check(&log->text, err);
}

static inline int log_edition(void *ctx, struct str date, struct seki_err *err)
{
    struct log *log = ctx;
    buf_printf(&log->text, "edition %.*s\n", STR_ARG(date));
    return buf_check(&log->text, err);
}

static inline int log_record(void *ctx, const struct party_record *record, struct seki_err *err)
{
    struct log *log = ctx;
    log->records++;
    log->listed += record->is_listed;
    buf_add(&log->text, STR("record "));
    record_encode(&log->text, record);
    buf_addc(&log->text, '\n');
    return buf_check(&log->text, err);
}

static inline int log_relation(void *ctx, const struct party_relation *relation, struct seki_err *err)
{
    struct log *log = ctx;
    log->relations++;
    buf_add(&log->text, STR("relation "));
    relation_encode(&log->text, relation);
    buf_addc(&log->text, '\n');
    return buf_check(&log->text, err);
}

static inline int log_reject(void *ctx, size_t file, uint64_t line, struct str reason, struct seki_err *err)
{
    struct log *log = ctx;
    log->rejects++;
    buf_printf(&log->text, "reject %zu:%llu %.*s\n", file, (unsigned long long)line, STR_ARG(reason));
    return buf_check(&log->text, err);
}

static inline int log_note(void *ctx, struct str text, struct seki_err *err)
{
    struct log *log = ctx;
    buf_printf(&log->text, "note %.*s\n", STR_ARG(text));
    return buf_check(&log->text, err);
}

/* Read the files (main file first) and fill a log; free it with log_done. */
static inline void log_read(struct log *log, const struct source_reader *reader, const struct source_file *files,
                            size_t n)
{
    struct source_sink sink = {log, log_list, log_edition, log_record, log_relation, log_reject, log_note};
    struct seki_err err = {0};
    struct arena arena;
    *log = (struct log){0};
    buf_init(&log->text, 256 * MIB);
    arena_init(&arena, 512 * MIB);
    struct source_input input = {.files = files, .n = n, .arena = &arena};
    int code = reader->read(&input, &sink, &err);
    if (code < 0)
        buf_printf(&log->text, "failed %d %s\n", code, err.reason);
    buf_addc(&log->text, '\0');
    arena_done(&arena);
    assert_int_equal(log->text.failed, 0);
}

static inline void log_read_text(struct log *log, const struct source_reader *reader, const char *path, struct str text)
{
    struct source_file file = {.path = str_c(path), .bytes = text, .fd = -1};
    file.head = str_sub(text, 0, SOURCE_HEAD_BYTES);
    log_read(log, reader, &file, 1);
}

static inline void log_done(struct log *log)
{
    buf_done(&log->text);
}

/* The log must hold this text; on failure both are shown. */
#define assert_log_has(log, expected)                                                                                  \
    do {                                                                                                               \
        if (!strstr((log)->text.p, (expected)))                                                                        \
            fail_msg("expected: %s\nin the log:\n%.6000s", (expected), (log)->text.p);                                 \
    } while (0)

#define assert_log_lacks(log, unexpected)                                                                              \
    do {                                                                                                               \
        if (strstr((log)->text.p, (unexpected)))                                                                       \
            fail_msg("not expected: %s\nin the log:\n%.6000s", (unexpected), (log)->text.p);                           \
    } while (0)

/* A file below $SEKISHO_SHARED/data; skips the test when there is none. Free with free(). */
static inline char *shared_path(const char *name)
{
    const char *shared = getenv("SEKISHO_SHARED");
    char *path = NULL;
    if (!shared || asprintf(&path, "%s/data/%s", shared, name) < 0)
        skip();
    return path;
}

/* Read one real file as an import would. */
static inline void log_read_shared(struct log *log, const struct source_reader *reader, const char *name)
{
    char *path = shared_path(name);
    struct source_file file = {.path = str_c(path), .fd = open(path, O_RDONLY)};
    assert_true(file.fd >= 0);
    log_read(log, reader, &file, 1);
    (void)close(file.fd);
    free(path);
}

#endif
