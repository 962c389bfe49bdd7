/*
 * tests/fuzz/fuzz_codec_csv.c - rows of any bytes, with every set of options.
 *
 * Reading ends, lines never go back, fields are UTF-8 without zero bytes, and after a bad row reading can go on.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "fuzz.h"

static void check_fields(const struct str *fields, size_t n)
{
    FUZZ_CHECK(n > 0 && n <= LIMIT(COLUMNS));
    for (size_t i = 0; i < n; i++) {
        FUZZ_CHECK(fields[i].p && utf8_check(fields[i]) == fields[i].n);
        FUZZ_CHECK(str_find_char(fields[i], '\0', 0) == SIZE_MAX);
    }
}

static void read_all(struct str bytes, const struct csv_options *options)
{
    struct arena arena;
    struct stream *stream;
    struct csv *csv = NULL;
    struct str *fields;
    size_t n, rows = 0;
    uint64_t line = 0;
    int code;
    arena_init(&arena, 16 * MIB);
    FUZZ_CHECK(stream_open_bytes(&arena, bytes, &stream, NULL) == 0);
    FUZZ_CHECK(csv_open(&arena, stream, options, &csv, NULL) == 0);
    while ((code = csv_next(csv, &fields, &n, NULL)) != 0) {
        FUZZ_CHECK(csv_can_go_on(csv) && csv_line(csv) > line);
        line = csv_line(csv);
        if (code > 0)
            check_fields(fields, n);
        FUZZ_CHECK(++rows <= bytes.n + 1);
    }
    csv_close(&csv);
    arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct csv_options options[] = {
        {0}, {.lazy_quotes = true}, {.separator = '\t'}, {.separator = '\t', .no_quotes = true}};
    for (size_t i = 0; i < ARRAY_LEN(options); i++)
        read_all((struct str){(const char *)data, n}, &options[i]);
    return 0;
}
