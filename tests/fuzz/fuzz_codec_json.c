/*
 * tests/fuzz/fuzz_codec_json.c - JSON in, JSON out.
 *
 * What was read and written again reads as the same tree, and writes the same bytes, compact and for people.
 */
#include "base/limits.h"
#include "codec/json.h"
#include "fuzz.h"

static void check_again(struct arena *arena, const struct value *value)
{
    struct buf one, other;
    struct value *again = NULL;
    buf_init(&one, 64 * MIB);
    buf_init(&other, 64 * MIB);
    json_write_pretty(&other, value);
    FUZZ_CHECK(json_parse(arena, buf_str(&other), &again, NULL) == 0 && value_eq(value, again));
    buf_reset(&other);
    json_write(&one, value);
    FUZZ_CHECK(json_parse(arena, buf_str(&one), &again, NULL) == 0 && value_eq(value, again));
    json_write(&other, again);
    FUZZ_CHECK(str_eq(buf_str(&one), buf_str(&other)));
    buf_done(&one);
    buf_done(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena;
    struct value *value = NULL;
    struct seki_err err = {0};
    arena_init(&arena, 256 * MIB);
    if (json_parse(&arena, (struct str){(const char *)data, n}, &value, &err) == 0)
        check_again(&arena, value);
    else
        FUZZ_CHECK(value == NULL && err.reason[0]);
    arena_done(&arena);
    return 0;
}
