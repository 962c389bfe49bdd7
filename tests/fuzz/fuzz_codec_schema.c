/*
 * tests/fuzz/fuzz_codec_schema.c - any JSON against the schema of a dealing.
 *
 * A refusal names a place that is a JSON pointer into the document (or to a missing member of it) and a reason; the
 * same document gets the same answer twice, and with or without somewhere to write the error.
 */
#include "base/limits.h"
#include "codec/json.h"
#include "codec/schemas.h"
#include "fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena;
    struct value *value;
    struct seki_err one = {0}, other = {0};
    arena_init(&arena, 64 * MIB);
    if (json_parse(&arena, (struct str){(const char *)data, n}, &value, NULL) == 0) {
        int code = schema_check(&SCHEMA_DEALING, value, &one);
        FUZZ_CHECK(code == schema_check(&SCHEMA_DEALING, value, &other));
        FUZZ_CHECK(code == schema_check(&SCHEMA_DEALING, value, NULL));
        FUZZ_CHECK(strcmp(one.place, other.place) == 0 && strcmp(one.reason, other.reason) == 0);
        FUZZ_CHECK(code == 0 || (one.reason[0] && (one.place[0] == '/' || one.place[0] == '\0')));
    }
    arena_done(&arena);
    return 0;
}
