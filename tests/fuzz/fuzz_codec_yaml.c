/*
 * tests/fuzz/fuzz_codec_yaml.c - YAML of any bytes.
 *
 * What was read can be written as JSON and read again to the same tree: numbers are JSON numbers, texts are UTF-8.
 */
#include "base/limits.h"
#include "codec/json.h"
#include "codec/yaml.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena;
    struct value *value = NULL, *again = NULL;
    struct seki_err err = {0};
    struct buf buf;
    arena_init(&arena, 256 * MIB);
    buf_init(&buf, 64 * MIB);
    if (yaml_parse(&arena, (struct str){(const char *)data, n}, &value, &err) == 0) {
        json_write(&buf, value);
        FUZZ_CHECK(json_parse(&arena, buf_str(&buf), &again, NULL) == 0 && value_eq(value, again));
    } else {
        FUZZ_CHECK(value == NULL && err.reason[0]);
    }
    buf_done(&buf);
    arena_done(&arena);
    return 0;
}
