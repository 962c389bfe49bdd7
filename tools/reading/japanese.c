/*
 * tools/reading/japanese.c - makes the table of Japanese readings from dictionaries that Debian packages hold.
 *
 *   japanese_readings OUTPUT OUTPUT.c ENAMDICT KANJIDIC IPADIC.csv...
 *
 * The output depends on the bytes of the dictionaries alone.
 */
#include "japanese.h"

#include <stdio.h>

enum { MOST_MEMORY_MIB = 3072 };

static int make(struct making *making, char **argv, int argc, struct seki_err *err)
{
    TRY(chars_init(making, err));
    map_init(&making->entries, making->arena);
    TRY(read_enamdict(making, argv[3], err));
    TRY(read_kanjidic(making, argv[4], err));
    for (int i = 5; i < argc; i++)
        TRY(read_ipadic(making, argv[i], err));
    TRY(chars_learn(making, err));
    return pack_table(making, argv[1], argv[2], err);
}

int main(int argc, char **argv)
{
    struct seki_err err;
    struct text_tools *tools;
    struct arena arena;
    if (argc < 6) {
        fputs("usage: japanese_readings OUTPUT OUTPUT.c ENAMDICT KANJIDIC IPADIC.csv...\n", stderr);
        return 2;
    }
    if (text_open(&tools, &err) < 0) {
        fprintf(stderr, "japanese_readings: %s\n", err.reason);
        return 1;
    }
    arena_init(&arena, (size_t)MOST_MEMORY_MIB << 20);
    struct making making = {.tools = tools, .arena = &arena};
    int code = make(&making, argv, argc, &err);
    if (code < 0)
        fprintf(stderr, "japanese_readings: %s\n", err.reason);
    arena_done(&arena);
    text_close(&tools);
    return code < 0;
}
