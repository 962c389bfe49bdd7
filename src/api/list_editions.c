/* api/list_editions.c - the stored editions as the page of lists shows them. */
#include "api/list_int.h"
#include "base/limits.h"

#include <stdlib.h>

static struct value *files_value(struct arena *arena, const struct list_edition *edition)
{
    struct value *list = value_new(arena, VALUE_LIST);
    for (size_t i = 0; i < edition->n_files; i++) {
        struct value *row = value_add(list, value_new(arena, VALUE_MAP));
        bool is_whole = value_put_text(arena, row, STR("name"), edition->files[i].name) &&
                        value_put_text(arena, row, STR("sha256"), edition->files[i].sha256) &&
                        value_put_int(arena, row, STR("bytes"), edition->files[i].bytes);
        if (!is_whole)
            return NULL;
    }
    return list;
}

struct value *list_edition_value(struct arena *arena, const struct list_edition *edition)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("code"), edition->list) &&
                    value_put_text(arena, row, STR("edition"), edition->edition) &&
                    value_put_text(arena, row, STR("imported_at"), edition->imported_at) &&
                    value_put_int(arena, row, STR("entries"), edition->parties) &&
                    value_put_int(arena, row, STR("added"), edition->diff.added) &&
                    value_put_int(arena, row, STR("changed"), edition->diff.changed) &&
                    value_put_int(arena, row, STR("removed"), edition->diff.removed) &&
                    value_put_int(arena, row, STR("rejected"), edition->rejected) &&
                    value_put_bool(arena, row, STR("current"), edition->is_current) &&
                    value_put_text(arena, row, STR("sha256"), edition->sha256) &&
                    value_put_text(arena, row, STR("format"), edition->format) &&
                    value_put(row, STR("files"), files_value(arena, edition));
    return is_whole ? row : NULL;
}

static int by_import(const void *a, const void *b)
{
    const struct list_edition *x = a, *y = b;
    return x->seq > y->seq ? -1 : x->seq < y->seq;
}

int seki_list_editions(struct seki_session *session, const struct seki_page *page, struct seki_answer **ret_answer,
                       struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct list_edition *editions = NULL;
    struct page_place place;
    uint64_t before = INT64_MAX;
    size_t n, i = 0, shown = 0;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_LISTS, err));
    TRY(page_read(&arena, page, &place, err));
    if (place.key.p && !str_to_u64(place.key, &before))
        return err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    TRY(lists_all(session->store, &arena, &editions, &n, err));
    if (n)
        qsort(editions, n, sizeof(*editions), by_import);
    while (i < n && (uint64_t)editions[i].seq >= before)
        i++;
    struct value *items = value_new(&arena, VALUE_LIST);
    for (; i < n && shown < place.limit; i++, shown++)
        TRY_MEM(value_add(items, list_edition_value(&arena, &editions[i])), err);
    struct str key = arena_printf(&arena, "%lld", shown ? (long long)editions[i - 1].seq : 0);
    TRY_MEM(key.p, err);
    TRY(api_audit(session, API_LISTS, STR_NULL, STR_NULL, err));
    return api_answer(page_value(&arena, items, i < n, key, STR("")), ret_answer, err);
}
