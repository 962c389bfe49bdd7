/*
 * api/indexes.c - the lists of a day with their mapped indexes.
 *
 * An index file is derived from the store: one that is missing, damaged or of another version of folding is built again
 * here, and only a failure to build is a failure.
 */
#include "api/api_int.h"
#include "base/limits.h"
#include "base/mem.h"

int api_index_cache_init(struct index_cache *cache, struct seki_err *err)
{
    arena_init(&cache->arena, (size_t)LIMIT(REQUEST_BYTES));
    if (pthread_mutex_init(&cache->mutex, NULL) != 0)
        return err_set(err, SEKI_E_INTERNAL, "no mutex for the list indexes");
    return 0;
}

void api_index_cache_done(struct index_cache *cache)
{
    for (size_t i = 0; i < cache->n; i++)
        list_index_close(&cache->v[i].index);
    arena_done(&cache->arena);
    (void)pthread_mutex_destroy(&cache->mutex);
}

static int add_to_writer(void *ctx, const struct party_record *record, struct seki_err *err)
{
    return list_index_writer_add(ctx, record, err);
}

static int rebuild(struct seki_session *session, const struct list_edition *edition, const char *path,
                   struct seki_err *err)
{
    AUTO(list_index_writer_drop) struct list_index_writer *writer = NULL;
    TRY(list_index_writer_open(session->engine->text, path, edition->list, edition->edition, &writer, err));
    TRY(lists_each_record(session->store, edition->id, add_to_writer, writer, err));
    return list_index_writer_finish(&writer, err);
}

static bool is_mendable(int code)
{
    return code == SEKI_E_NOTFOUND || code == SEKI_E_CORRUPT || code == SEKI_E_UNSUPPORTED;
}

static int open_index(struct seki_session *session, const struct list_edition *edition, struct list_index **ret_index,
                      struct seki_err *err)
{
    struct arena arena;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    const char *path = store_index_path(session->store, &arena, edition->id);
    int code = path ? list_index_open(path, ret_index, err) : err_oom(err);
    if (is_mendable(code)) {
        code = rebuild(session, edition, path, err);
        if (code == 0)
            code = list_index_open(path, ret_index, err);
    }
    arena_done(&arena);
    return code;
}

static int cached_index(struct seki_session *session, const struct list_edition *edition, struct list_index **ret_index,
                        struct seki_err *err)
{
    struct index_cache *cache = &session->engine->indexes;
    for (size_t i = 0; i < cache->n; i++)
        if (str_eq(cache->v[i].edition_id, edition->id)) {
            *ret_index = cache->v[i].index;
            return 0;
        }
    struct index_slot slot = {.edition_id = arena_str(&cache->arena, edition->id)};
    TRY_MEM(slot.edition_id.p, err);
    TRY(open_index(session, edition, &slot.index, err));
    if (!ARENA_PUSH(&cache->arena, cache, slot)) {
        list_index_close(&slot.index);
        return err_oom(err);
    }
    *ret_index = slot.index;
    return 0;
}

static int shared_index(struct seki_session *session, const struct list_edition *edition, struct list_index **ret_index,
                        struct seki_err *err)
{
    struct index_cache *cache = &session->engine->indexes;
    (void)pthread_mutex_lock(&cache->mutex);
    int code = cached_index(session, edition, ret_index, err);
    (void)pthread_mutex_unlock(&cache->mutex);
    return code;
}

int api_index_check(struct seki_session *session, const struct list_edition *edition, struct seki_err *err)
{
    struct list_index *index;
    return edition->listed ? shared_index(session, edition, &index, err) : 0;
}

/* The texts of the editions are copied: they may live elsewhere. */
static int copy_texts(struct arena *arena, struct assess_list *list, struct seki_err *err)
{
    struct str *const texts[] = {&list->list, &list->edition, &list->edition_id, &list->sha256};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct str copy = arena_str(arena, *texts[i]);
        TRY_MEM(!texts[i]->p || copy.p, err);
        *texts[i] = copy;
    }
    return 0;
}

static int fill(struct seki_session *session, const struct editions_of *editions, struct day_lists *lists,
                struct seki_err *err)
{
    lists->n = editions->n;
    lists->assess = ARENA_ARRAY(&lists->arena, lists->n, struct assess_list);
    lists->indexes = ARENA_ARRAY(&lists->arena, lists->n, const struct list_index *);
    struct resolve_list *asked = ARENA_ARRAY(&lists->arena, lists->n, struct resolve_list);
    TRY_MEM(lists->assess && lists->indexes && asked, err);
    for (size_t i = 0; i < lists->n; i++) {
        const struct list_edition *edition = &editions->v[i];
        struct list_index *index = NULL;
        if (edition->listed)
            TRY(shared_index(session, edition, &index, err));
        lists->assess[i] = (struct assess_list){index,       edition->list,   edition->edition,
                                                edition->id, edition->sha256, edition->is_later};
        TRY(copy_texts(&lists->arena, &lists->assess[i], err));
        asked[i] = (struct resolve_list){index, lists->assess[i].list, lists->assess[i].edition_id};
        if (index)
            lists->indexes[lists->n_indexes++] = index;
    }
    lists->resolver = (struct resolver){.tools = session->engine->text,
                                        .store = session->store,
                                        .day = lists->day,
                                        .lists = asked,
                                        .n_lists = lists->n};
    return resolver_open(&lists->resolver, err);
}

int api_edition_lists(struct seki_session *session, struct day day, const struct editions_of *editions,
                      struct day_lists *ret_lists, struct seki_err *err)
{
    *ret_lists = (struct day_lists){.day = day};
    arena_init(&ret_lists->arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = fill(session, editions, ret_lists, err);
    if (code < 0)
        api_day_lists_done(ret_lists);
    return code;
}

int api_day_lists(struct seki_session *session, struct day day, struct day_lists *ret_lists, struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    struct editions_of editions;
    arena_init(&scratch, (size_t)LIMIT(REQUEST_BYTES));
    TRY(lists_on_day(session->store, &scratch, day, &editions.v, &editions.n, err));
    return api_edition_lists(session, day, &editions, ret_lists, err);
}

void api_day_lists_done(struct day_lists *lists)
{
    arena_done(&lists->arena);
    *lists = (struct day_lists){.arena = {.max = lists->arena.max}};
}
