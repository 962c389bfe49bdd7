/*
 * tests/fuzz/fuzz_source.c - every reader of source/formats.def, one program for each: FUZZ_READER is its name.
 *
 * Whatever the bytes: a record has an id, a listed one a name, every text is UTF-8, a record survives its JSON form,
 * and the same bytes give the same results. Several files (companions) are joined by the separator below.
 */
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "source/reader.h"
#include "store/record_json.h"

#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)
#define READER      JOIN(source_reader_, FUZZ_READER)

static const struct str SEPARATOR = {"\n=====FILE=====\n", 16};

enum { MAX_FILES = 4 };

/* Everything that was handed on goes into the hash. */
struct result {
    struct sha256 hash;
    bool has_list;
};

static void add(struct result *result, struct str text)
{
    FUZZ_CHECK(utf8_check(text) == text.n);
    sha256_add(&result->hash, text);
    sha256_add(&result->hash, STR("\n"));
}

static int take_list(void *ctx, struct str code, struct seki_err *err)
{
    struct result *result = ctx;
    (void)err;
    FUZZ_CHECK(source_code_is_good(code));
    result->has_list = true;
    add(result, code);
    return 0;
}

static int take_text(void *ctx, struct str text, struct seki_err *err)
{
    struct result *result = ctx;
    (void)err;
    FUZZ_CHECK(result->has_list);
    add(result, text);
    return 0;
}

static int take_record(void *ctx, const struct party_record *record, struct seki_err *err)
{
    struct result *result = ctx;
    struct party_record again;
    struct buf one, other;
    struct arena arena;
    FUZZ_CHECK(result->has_list && record->entry.n && (!record->is_listed || record->n_names));
    arena_init(&arena, 64 * MIB);
    buf_init(&one, 64 * MIB);
    buf_init(&other, 64 * MIB);
    record_encode(&one, record);
    FUZZ_CHECK(buf_check(&one, err) == 0);
    FUZZ_CHECK(record_decode(&arena, buf_str(&one), &again, err) == 0);
    record_encode(&other, &again);
    FUZZ_CHECK(str_eq(buf_str(&one), buf_str(&other)));
    add(result, buf_str(&one));
    buf_done(&one);
    buf_done(&other);
    arena_done(&arena);
    return 0;
}

static int take_relation(void *ctx, const struct party_relation *relation, struct seki_err *err)
{
    struct result *result = ctx;
    struct buf text;
    FUZZ_CHECK(result->has_list && relation->from.n && relation->to.n);
    FUZZ_CHECK(relation->share_min <= relation->share_max && relation->share_max <= 10000);
    buf_init(&text, 64 * MIB);
    relation_encode(&text, relation);
    FUZZ_CHECK(buf_check(&text, err) == 0);
    add(result, buf_str(&text));
    buf_done(&text);
    return 0;
}

static int take_reject(void *ctx, size_t file, uint64_t line, struct str reason, struct seki_err *err)
{
    (void)err;
    (void)line;
    FUZZ_CHECK(file < MAX_FILES && reason.n);
    add(ctx, reason);
    return 0;
}

static void read_once(const struct source_file *files, size_t n, char ret_hex[SHA256_HEX])
{
    struct result result = {0};
    struct source_sink sink = {&result, take_list, take_text, take_record, take_relation, take_reject, take_text};
    struct seki_err err = {0};
    struct arena arena;
    sha256_init(&result.hash);
    arena_init(&arena, 256 * MIB);
    struct source_input input = {files, n, &arena};
    int code = READER.read(&input, &sink, &err);
    FUZZ_CHECK(code >= 0 ? err.code == 0 || err.reason[0] : err.code == code && err.reason[0]);
    add(&result, code < 0 ? STR("failed") : STR("read"));
    arena_done(&arena);
    sha256_hex(&result.hash, ret_hex);
}

/* Each file belongs to a main file that belongs to itself, or to none. */
static void group_once(const struct source_file *files, size_t n)
{
    size_t main_of[MAX_FILES];
    if (!READER.group || READER.group(files, n, main_of, NULL) < 0)
        return;
    for (size_t i = 0; i < n; i++)
        FUZZ_CHECK(main_of[i] == SOURCE_NO_MAIN || (main_of[i] < n && main_of[main_of[i]] == main_of[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct source_file files[MAX_FILES];
    struct str rest = {(const char *)data, n}, part;
    char one[SHA256_HEX], other[SHA256_HEX];
    size_t n_files = 0;
    while (n_files < MAX_FILES && str_split(&rest, SEPARATOR, &part)) {
        files[n_files] = (struct source_file){STR("folder/some_2024-01-02.file"), part, part, -1};
        files[n_files].head.n = part.n < SOURCE_HEAD_BYTES ? part.n : SOURCE_HEAD_BYTES;
        FUZZ_CHECK(READER.probe(&files[n_files]) >= 0);
        n_files++;
    }
    if (n_files == 0)
        return 0;
    group_once(files, n_files);
    read_once(files, n_files, one);
    read_once(files, n_files, other);
    FUZZ_CHECK(str_eq(str_c(one), str_c(other)));
    return 0;
}
