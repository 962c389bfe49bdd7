/* api/list_editions.c - the stored editions as the page of lists shows them, and the rows that were not taken. */
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

static bool is_edition(const struct list_edition *edition, struct str code, struct str wanted)
{
    bool is_undated = str_eq(wanted, STR("undated"));
    return str_eq(edition->list, code) && (is_undated ? !edition->edition.p : str_eq(edition->edition, wanted));
}

bool list_find_edition(const struct list_edition *editions, size_t n, struct str code, struct str wanted,
                       struct list_edition *ret_edition)
{
    bool is_found = false;
    for (size_t i = 0; i < n; i++)
        if (is_edition(&editions[i], code, wanted) && (!is_found || editions[i].seq > ret_edition->seq)) {
            *ret_edition = editions[i];
            is_found = true;
        }
    return is_found;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Codes have ASCII letters; a capital one means the same. */
static bool has_letters(struct str code, struct str q)
{
    for (size_t i = 0; i + q.n <= code.n; i++) {
        size_t n = 0;
        while (n < q.n && lower(code.p[i + n]) == lower(q.p[n]))
            n++;
        if (n == q.n)
            return true;
    }
    return false;
}

static size_t choose(struct list_edition *editions, size_t n, const struct seki_editions_options *options)
{
    struct str q = str_trim(str_c(options->q ? options->q : ""));
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if ((!options->is_current_only || editions[i].is_current) && has_letters(editions[i].list, q))
            editions[kept++] = editions[i];
    return kept;
}

int seki_list_editions(struct seki_session *session, const struct seki_editions_options *options,
                       struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct list_edition *editions = NULL;
    struct page_place place;
    uint64_t before = INT64_MAX;
    size_t n, i = 0, shown = 0;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_LISTS, err));
    TRY(page_read(&arena, &options->page, &place, err));
    if (place.key.p && !str_to_u64(place.key, &before))
        return err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    TRY(lists_all(session->store, &arena, &editions, &n, err));
    n = choose(editions, n, options);
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

/* -- rows that were not taken -- */

static struct value *reject_value(struct arena *arena, const struct list_reject *reject)
{
    struct value *row = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, row, STR("file"), reject->file) &&
                    value_put_int(arena, row, STR("line"), reject->line) &&
                    value_put_text(arena, row, STR("reason"), reject->reason);
    return is_whole ? row : NULL;
}

static int rejects_page(struct seki_session *session, struct arena *arena, struct str edition_id,
                        const struct page_place *place, struct value **ret_root, struct seki_err *err)
{
    struct list_rejects rejects;
    uint64_t from = 0;
    struct value *items = value_new(arena, VALUE_LIST);
    TRY_MEM(items, err);
    if (place->key.p && !str_to_u64(place->key, &from))
        return err_set(err, SEKI_E_SYNTAX, "no cursor of this list");
    TRY(lists_rejects(session->store, arena, edition_id, &rejects, err));
    uint64_t to = from + place->limit;
    for (uint64_t i = from; i < to && i < rejects.n; i++)
        TRY_MEM(value_add(items, reject_value(arena, &rejects.v[i])), err);
    struct str key = arena_printf(arena, "%llu", (unsigned long long)to);
    TRY_MEM(key.p, err);
    *ret_root = page_value(arena, items, to < rejects.n, key, STR(""));
    return 0;
}

int seki_list_rejects(struct seki_session *session, const char *code, const char *edition, const struct seki_page *page,
                      struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct list_edition *editions = NULL, found;
    struct page_place place;
    struct value *root = NULL;
    size_t n;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_LISTS, err));
    TRY(page_read(&arena, page, &place, err));
    TRY(lists_all(session->store, &arena, &editions, &n, err));
    if (!list_find_edition(editions, n, str_c(code), str_c(edition), &found))
        return access_not_found(err);
    TRY(rejects_page(session, &arena, found.id, &place, &root, err));
    TRY(api_audit(session, API_LISTS, found.list, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}
