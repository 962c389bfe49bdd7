/*
 * api/rescreen.c - the two sets of lists of a rescreening and the answer to one query; see api/rescreen_int.h.
 *
 * HOW IT WORKS. A hit is that of its list alone, so only lists with another edition are asked twice; the whole answers
 * are made for those few queries that differ there.
 */
#include "api/access_int.h"
#include "api/party_int.h"
#include "api/rescreen_int.h"
#include "base/limits.h"

#include <math.h>
#include <stdlib.h>

/* -- which editions -- */

struct wanted {
    struct str list; /* STR_NULL = all */
    struct str date;
    struct day day;
};

static int unknown_edition(struct str since, struct seki_err *err)
{
    return err_set(err, SEKI_E_NOTFOUND, "no edition \"%.*s\"; give DATE or LIST@DATE of a stored edition",
                   STR_ARG(str_sub(since, 0, 100)));
}

static bool read_wanted(struct str since, struct wanted *wanted)
{
    size_t at = str_find_char(since, '@', 0);
    bool is_one = at != SIZE_MAX;
    wanted->list = is_one ? str_sub(since, 0, at) : STR_NULL;
    wanted->date = is_one ? str_from(since, at + 1) : since;
    return (!is_one || at > 0) && day_parse_full(wanted->date, &wanted->day);
}

/* The editions of then, in the place of `editions`, which are all there are. */
static bool choose_then(const struct wanted *wanted, const struct list_edition *editions, size_t n,
                        struct list_edition *ret_edition)
{
    bool is_found = false;
    for (size_t i = 0; i < n; i++) {
        bool is_it =
            (!wanted->list.p || str_eq(editions[i].list, wanted->list)) && str_eq(editions[i].edition, wanted->date);
        if (is_it && (!is_found || editions[i].seq > ret_edition->seq)) {
            *ret_edition = editions[i];
            is_found = true;
        }
    }
    return is_found;
}

static int then_of(struct seki_session *session, struct arena *arena, const struct wanted *wanted, struct day today,
                   struct editions_of *ret_then, struct seki_err *err)
{
    struct list_edition *all, one;
    size_t n_all;
    TRY(lists_all(session->store, arena, &all, &n_all, err));
    if (!choose_then(wanted, all, n_all, &one))
        return 0;
    TRY(lists_on_day(session->store, arena, wanted->list.p ? today : wanted->day, &ret_then->v, &ret_then->n, err));
    for (size_t i = 0; wanted->list.p && i < ret_then->n; i++)
        if (str_eq(ret_then->v[i].list, wanted->list))
            ret_then->v[i] = one;
    return 1;
}

static const struct assess_list *same_list(const struct day_lists *lists, struct str list)
{
    for (size_t i = 0; i < lists->n; i++)
        if (str_eq(lists->assess[i].list, list))
            return &lists->assess[i];
    return NULL;
}

/* Every stored list has an edition of each day, so both sets hold the same lists. */
static int pair_up(struct rescreen *rescreen, struct seki_err *err)
{
    struct arena *arena = &rescreen->before.arena;
    size_t n = rescreen->before.n;
    rescreen->v = ARENA_ARRAY(arena, n, struct rescreen_list);
    rescreen->now_v = ARENA_ARRAY(arena, n, const struct list_index *);
    rescreen->before_v = ARENA_ARRAY(arena, n, const struct list_index *);
    TRY_MEM(rescreen->v && rescreen->now_v && rescreen->before_v, err);
    for (size_t i = 0; i < n; i++) {
        const struct assess_list *before = &rescreen->before.assess[i];
        const struct assess_list *now = same_list(rescreen->now, before->list);
        if (!now || str_eq(now->edition_id, before->edition_id))
            continue;
        rescreen->v[rescreen->n++] = (struct rescreen_list){before->list, before->edition, now->index, before->index};
        if (now->index)
            rescreen->now_v[rescreen->n_now++] = now->index;
        if (before->index)
            rescreen->before_v[rescreen->n_before++] = before->index;
    }
    return 0;
}

int rescreen_open(struct seki_session *session, struct str since, const struct day_lists *now,
                  struct rescreen *ret_rescreen, struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    struct wanted wanted;
    struct editions_of then = {0};
    *ret_rescreen = (struct rescreen){.now = now};
    arena_init(&scratch, (size_t)LIMIT(REQUEST_BYTES));
    if (!read_wanted(since, &wanted))
        return unknown_edition(since, err);
    int got = then_of(session, &scratch, &wanted, now->day, &then, err);
    TRY(got);
    if (!got)
        return unknown_edition(since, err);
    TRY(api_edition_lists(session, now->day, &then, &ret_rescreen->before, err));
    int code = pair_up(ret_rescreen, err);
    if (code < 0)
        rescreen_done(ret_rescreen);
    return code;
}

void rescreen_done(struct rescreen *rescreen)
{
    api_day_lists_done(&rescreen->before);
    *rescreen = (struct rescreen){.now = NULL};
}

/* -- one query -- */

static bool is_same_entry(const struct screen_hit *a, const struct screen_hit *b)
{
    return str_eq(a->entry.entry, b->entry.entry) && str_eq(a->entry.list, b->entry.list);
}

static bool is_same_hit(const struct screen_hit *a, const struct screen_hit *b)
{
    return str_eq(a->entry_name, b->entry_name) && a->decision == b->decision && fabs(a->score - b->score) < 0.00005;
}

static const struct screen_hit *find_hit(const struct screen_hits *hits, const struct screen_hit *wanted)
{
    for (size_t i = 0; i < hits->n; i++)
        if (is_same_entry(&hits->v[i], wanted))
            return &hits->v[i];
    return NULL;
}

struct change_list {
    struct rescreen_change *v;
    size_t n, cap;
};

static const struct rescreen_list *list_of(const struct rescreen *rescreen, const struct screen_hit *hit)
{
    for (size_t i = 0; i < rescreen->n; i++)
        if (str_eq(rescreen->v[i].list, hit->entry.list))
            return &rescreen->v[i];
    return NULL;
}

static int by_entry(const void *a, const void *b)
{
    const struct rescreen_change *x = a, *y = b;
    int order = str_cmp(x->entry->list, y->entry->list);
    return order ? order : str_cmp(x->entry->entry, y->entry->entry);
}

/* An entry that a person found to be the same is a hit of every list that has it: of the others, nothing changed. */
static void keep_changed(const struct rescreen *rescreen, struct screen_hits *hits)
{
    size_t kept = 0;
    for (size_t i = 0; i < hits->n; i++)
        if (list_of(rescreen, &hits->v[i]))
            hits->v[kept++] = hits->v[i];
    hits->n = kept;
}

static int find_changes(const struct rescreen *rescreen, struct arena *arena, const struct screen_hits *now,
                        const struct screen_hits *before, struct change_list *changes, struct seki_err *err)
{
    for (size_t i = 0; i < now->n; i++) {
        const struct screen_hit *hit = &now->v[i], *old = find_hit(before, hit);
        struct rescreen_change change = {list_of(rescreen, hit), &hit->entry, old, hit};
        if (!old || !is_same_hit(hit, old))
            TRY_MEM(ARENA_PUSH(arena, changes, change), err);
    }
    for (size_t i = 0; i < before->n; i++) {
        const struct screen_hit *hit = &before->v[i];
        struct rescreen_change change = {list_of(rescreen, hit), &hit->entry, hit, NULL};
        if (!find_hit(now, hit))
            TRY_MEM(ARENA_PUSH(arena, changes, change), err);
    }
    if (changes->n)
        qsort(changes->v, changes->n, sizeof(*changes->v), by_entry);
    return 0;
}

static int add_change(struct arena *arena, struct value *list, const struct rescreen_change *change,
                      struct seki_err *err)
{
    struct value *row = value_add(list, value_new(arena, VALUE_MAP)), *why = NULL;
    struct str kind = !change->before ? STR("added") : !change->now ? STR("removed") : STR("changed");
    TRY(rescreen_why(arena, change, &why, err));
    bool is_whole = value_put_text(arena, row, STR("list"), change->entry->list) &&
                    value_put_text(arena, row, STR("entry"), change->entry->entry) &&
                    value_put_text(arena, row, STR("kind"), kind) && value_put(row, STR("why"), why);
    TRY_MEM(is_whole, err);
    return 0;
}

static int put_before(const struct screen_request *request, struct arena *arena, struct value *root,
                      struct seki_err *err)
{
    struct screen_lists lists = {request->lists->indexes, request->lists->n_indexes,
                                 request->flags & SEKI_SCREEN_EXHAUSTIVE};
    struct value *list = value_put(root, STR("before"), value_new(arena, VALUE_LIST));
    struct screen_hits hits;
    TRY_MEM(list, err);
    TRY(api_screen_hits(request, lists, arena, &hits, err));
    for (size_t i = 0; i < hits.n; i++)
        TRY_MEM(value_add(list, api_hit_value(arena, &hits.v[i])), err);
    return 0;
}

static int put_changes(struct arena *arena, const struct change_list *changes, struct value *root, struct seki_err *err)
{
    struct value *list = value_put(root, STR("changes"), value_new(arena, VALUE_LIST));
    TRY_MEM(list, err);
    for (size_t i = 0; i < changes->n; i++)
        TRY(add_change(arena, list, &changes->v[i], err));
    return 0;
}

int rescreen_value(const struct rescreen *rescreen, const struct screen_request *request, struct arena *arena,
                   struct value **ret_value, struct seki_err *err)
{
    struct screen_hits now, before;
    struct change_list changes = {0};
    struct seki_err cause = {0};
    struct screen_request then = *request;
    then.lists = &rescreen->before;
    *ret_value = NULL;
    bool is_exhaustive = request->flags & SEKI_SCREEN_EXHAUSTIVE;
    struct screen_lists now_lists = {rescreen->now_v, rescreen->n_now, is_exhaustive};
    struct screen_lists before_lists = {rescreen->before_v, rescreen->n_before, is_exhaustive};
    int code = api_screen_hits(request, now_lists, arena, &now, &cause);
    if (code == SEKI_E_MEANING || code == SEKI_E_LIMIT)
        return api_screen_refused(arena, request->id, &cause, ret_value, err);
    if (code < 0 && err)
        *err = cause;
    TRY(code);
    TRY(api_screen_hits(&then, before_lists, arena, &before, err));
    keep_changed(rescreen, &now);
    keep_changed(rescreen, &before);
    TRY(find_changes(rescreen, arena, &now, &before, &changes, err));
    if (!changes.n)
        return 0;
    TRY(api_screen_value(request, arena, ret_value, err));
    TRY(put_before(&then, arena, *ret_value, err));
    return put_changes(arena, &changes, *ret_value, err);
}
