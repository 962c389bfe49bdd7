/*
 * bench_assess.c - processor time of one assessment in process.
 *
 *   bench_assess DATA ORDER.json ROUNDS
 *
 * Opens the store once, judges the order ROUNDS times as a dry run after one round to warm up, and prints
 * "median_ms min_ms max_ms" of the processor time of the process.
 */
#include "base/arena.h"
#include "base/file.h"
#include <sekisho/sekisho.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double cpu_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static int measure(struct seki_session *session, struct str json, double *times, size_t rounds, struct seki_err *err)
{
    for (size_t i = 0; i < rounds + 1; i++) {
        struct seki_answer *answer;
        double start = cpu_ms();
        int code = seki_assess(session, json.p, json.n, SEKI_ASSESS_DRY_RUN, &answer, err);
        if (code < 0)
            return code;
        if (i > 0)
            times[i - 1] = cpu_ms() - start;
        seki_answer_free(answer);
    }
    qsort(times, rounds, sizeof(*times), by_size);
    return 0;
}

int main(int argc, char **argv)
{
    enum { ROUNDS_MAX = 10000 };
    static double times[ROUNDS_MAX];
    struct seki_engine *engine = NULL;
    struct seki_session *session = NULL;
    struct seki_err err = {0};
    struct seki_open_options open_options = SEKI_OPTIONS(struct seki_open_options);
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    struct arena arena;
    struct str json;
    uint64_t rounds;
    if (argc != 4 || !str_to_u64(str_c(argv[3]), &rounds) || rounds == 0 || rounds > ROUNDS_MAX)
        return fprintf(stderr, "usage: bench_assess DATA ORDER.json ROUNDS\n"), 2;
    arena_init(&arena, 1 << 24);
    open_options.data_dir = argv[1];
    options.actor = "local:bench";
    int code = file_read(&arena, argv[2], 1 << 22, &json, &err);
    if (code == 0)
        code = seki_engine_open(&open_options, &engine, &err);
    if (code == 0)
        code = seki_session_open(engine, &options, &session, &err);
    if (code == 0)
        code = measure(session, json, times, (size_t)rounds, &err);
    if (code < 0)
        (void)fprintf(stderr, "bench_assess: %s: %s\n", err.place, err.reason);
    else
        (void)printf("%.3f %.3f %.3f\n", times[rounds / 2], times[0], times[rounds - 1]);
    seki_session_close(session);
    seki_engine_close(engine);
    arena_done(&arena);
    return code < 0;
}
