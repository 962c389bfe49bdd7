/*
 * api/batch_parties.c - all stored parties as rows of a batch, each as its newest dealing describes it.
 */
#include "api/batch_int.h"
#include "base/limits.h"

enum { PAGE_ROWS = 500 };

int batch_parties_open(struct batch *batch, struct seki_err *err)
{
    arena_init(&batch->parties.arena, (size_t)LIMIT(REQUEST_BYTES));
    batch->parties.is_open = true;
    return access_view(batch->session, &batch->input_arena, &batch->parties.view, err);
}

void batch_parties_close(struct batch *batch)
{
    if (batch->parties.is_open)
        arena_done(&batch->parties.arena);
}

/* 0: there is no other page. */
static int turn_page(struct batch *batch, struct seki_err *err)
{
    struct batch_parties *parties = &batch->parties;
    struct parties_page page = {.view = parties->view, .after = STR(""), .limit = PAGE_ROWS};
    if (parties->page.n) {
        page.after = arena_str(&batch->row_arena, parties->page.v[parties->page.n - 1].id);
        TRY_MEM(page.after.p, err);
    }
    arena_done(&parties->arena);
    parties->at = 0;
    TRY(parties_all(batch->session->store, &parties->arena, &page, &parties->page, err));
    return parties->page.n > 0;
}

/* 0 where the dealing was changed meanwhile and names the party no more. */
static int read_party(struct batch *batch, const struct party_source *source, struct batch_row *row,
                      struct seki_err *err)
{
    int got = desk_find_party(batch->session, &batch->row_arena, source->dealing, source->id, &row->party, err);
    if (got <= 0)
        return got;
    row->id = value_new_text(&batch->row_arena, source->id);
    TRY_MEM(row->id, err);
    return 1;
}

int batch_parties_next(struct batch *batch, struct batch_row *row, struct seki_err *err)
{
    struct batch_parties *parties = &batch->parties;
    for (;;) {
        if (parties->at == parties->page.n) {
            int got = turn_page(batch, err);
            if (got <= 0)
                return got;
        }
        int got = read_party(batch, &parties->page.v[parties->at++], row, err);
        if (got != 0)
            return got;
    }
}
