/*
 * tests/fuzz/replay.c - feed every file of a folder to a fuzz target once; prints TAP.
 *
 * Lets the seeds (and the inputs of crashes that were repaired) run as tests in every build, without libFuzzer. The
 * folder's files are taken in order of their names. An input that crashes ends the program before its line is printed.
 */
#include "base/arena.h"
#include "base/file.h"
#include "fuzz.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEED_MAX = 64 << 20, SEED_PATH = 4096 };

static int is_seed(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int replay(const char *folder, const char *name)
{
    char path[SEED_PATH];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return -1;
    struct arena arena;
    arena_init(&arena, SEED_MAX * 2);
    struct str bytes;
    int status = file_read(&arena, path, SEED_MAX, &bytes, NULL);
    if (status == 0)
        status = LLVMFuzzerTestOneInput((const uint8_t *)bytes.p, bytes.n);
    arena_done(&arena);
    return status;
}

int main(int argc, char **argv)
{
    struct dirent **entries;
    int n = argc == 2 ? scandir(argv[1], &entries, is_seed, alphasort) : -1;
    if (n <= 0) {
        fprintf(stderr, "usage: %s FOLDER (of seeds, at least one)\n", argv[0]);
        return 1;
    }
    int failed = 0;
    printf("1..%d\n", n);
    for (int i = 0; i < n; i++) {
        int status = replay(argv[1], entries[i]->d_name);
        failed |= status != 0;
        printf("%sok %d - %s\n", status ? "not " : "", i + 1, entries[i]->d_name);
        fflush(stdout);
        free(entries[i]);
    }
    free(entries);
    return failed;
}
