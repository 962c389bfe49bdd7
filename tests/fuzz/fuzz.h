/*
 * tests/fuzz/fuzz.h - the door between a fuzz target and what drives it (libFuzzer, or replay.c).
 *
 * A target states properties, not only "does not crash": FUZZ_CHECK stops the program when one does not hold.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Try one input; returns 0. The name is libFuzzer's. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define FUZZ_CHECK(property)                                                                                           \
    do {                                                                                                               \
        if (!(property))                                                                                               \
            __builtin_trap();                                                                                          \
    } while (0)

#endif
