/* source/import.c - the order of the steps. See source/import.h and source/import_int.h. */
#include "source/import.h"
#include "source/import_int.h"

#include <assert.h>

static int read_groups(struct import_run *run, struct seki_err *err)
{
    for (size_t i = 0; i < run->n_groups; i++)
        if (!run->groups[i].is_known || run->groups[i].reader->has_many_lists)
            TRY(import_read_group(run, i, err));
    return 0;
}

/* Every list once, in the order in which the files name them. */
static int store_lists(struct import_run *run, struct seki_err *err)
{
    struct map seen;
    map_init(&seen, run->arena);
    for (size_t g = 0; g < run->n_groups; g++) {
        for (size_t i = 0; i < run->groups[g].parts.n; i++) {
            struct str list = run->groups[g].parts.v[i].list;
            if (map_has(&seen, list))
                continue;
            if (!map_put(&seen, list, NULL))
                return err_oom(err);
            TRY(import_store_list(run, list, err));
        }
    }
    return 0;
}

static int run_steps(struct import_run *run, const char *const *paths, size_t n, struct import_report *ret_report,
                     struct seki_err *err)
{
    TRY(spool_open(&run->spool, store_dir(run->ctx->store), err));
    TRY(lists_all(run->ctx->store, run->arena, &run->stored, &run->n_stored, err));
    TRY(import_open(run, paths, n, err));
    TRY(import_sort(run, err));
    TRY(read_groups(run, err));
    TRY(store_lists(run, err));
    return import_write_report(run, ret_report, err);
}

int import_files(const struct import_ctx *ctx, const char *const *paths, size_t n, struct arena *arena,
                 struct import_report *ret_report, struct seki_err *err)
{
    struct import_run run = {.ctx = ctx, .arena = arena, .spool.fd = -1};
    struct day day;
    assert(!store_in_transaction(ctx->store));
    if (ctx->edition.n && !day_parse_full(ctx->edition, &day))
        return err_set(err, SEKI_E_MEANING, "the edition must be a day, YYYY-MM-DD, not \"%.*s\"",
                       STR_ARG(str_sub(ctx->edition, 0, 40)));
    int code = run_steps(&run, paths, n, ret_report, err);
    import_close(&run);
    return code;
}
