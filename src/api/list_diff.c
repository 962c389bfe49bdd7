/*
 * api/list_diff.c - two editions of a list side by side, and which of our parties they concern.
 *
 * A party is concerned when one of its folded names is that of the entry. Only parties of dealings that this session
 * may see are told; a count over a very large difference (a first import) is left out rather than guessed.
 */
#include "api/list_int.h"
#include "base/limits.h"
#include "codec/json.h"

#include <stdio.h>

enum { COUNTED = 5000, ROUND = 500 };

struct compare {
    struct seki_session *session;
    struct arena *arena;
    const struct seki_list_diff_options *options;
    struct list_edition edition, against; /* against.id STR_NULL = none */
    struct desk_view view;
    struct difference_question question;
};

/* -- which editions -- */

static int choose_editions(struct compare *compare, struct seki_err *err)
{
    const struct seki_list_diff_options *options = compare->options;
    struct list_edition *editions = NULL;
    struct str code = str_c(options->code), against = str_c(options->against);
    size_t n;
    TRY(lists_all(compare->session->store, compare->arena, &editions, &n, err));
    if (!list_find_edition(editions, n, code, str_c(options->edition), &compare->edition))
        return access_not_found(err);
    if (against.n)
        return list_find_edition(editions, n, code, against, &compare->against) ? 0 : access_not_found(err);
    for (size_t i = 0; i < n; i++)
        if (str_eq(editions[i].id, compare->edition.diff.previous))
            compare->against = editions[i];
    return 0;
}

/* -- our parties -- */

static int add_our(struct compare *compare, struct value *ours, struct str name, bool is_person, struct seki_err *err)
{
    struct desk_name folded;
    struct party_row party;
    char id[37];
    TRY(desk_fold(compare->session, compare->arena, name, is_person, &folded, err));
    if (!folded.core.n)
        return 0;
    desk_party_id(folded.core, id);
    for (VALUE_EACH(row, ours))
        if (str_eq(value_get_text(row, STR("id")), str_c(id)))
            return 0;
    int got = parties_get(compare->session->store, compare->arena, &compare->view, str_c(id), &party, err);
    if (got <= 0)
        return got;
    struct value *row = value_add(ours, value_new(compare->arena, VALUE_MAP));
    bool is_whole = value_put_text(compare->arena, row, STR("id"), party.id) &&
                    value_put_text(compare->arena, row, STR("name"), party.name) &&
                    value_put_int(compare->arena, row, STR("dealings"), party.dealings);
    TRY_MEM(is_whole, err);
    return 0;
}

static int add_ours(struct compare *compare, struct value *ours, const struct value *record, struct seki_err *err)
{
    bool is_person = str_eq(value_get_text(record, STR("schema")), STR("Person"));
    for (VALUE_EACH(name, value_get(record, STR("names"))))
        TRY(add_our(compare, ours, value_text(value_at(name, 0)), is_person, err));
    return 0;
}

struct row {
    struct value *before, *after, *ours;
};

static int read_row(struct compare *compare, const struct list_difference *difference, struct row *ret_row,
                    struct seki_err *err)
{
    struct row row = {.ours = value_new(compare->arena, VALUE_LIST)};
    TRY_MEM(row.ours, err);
    if (difference->before.p)
        TRY(json_parse(compare->arena, difference->before, &row.before, err));
    if (difference->after.p)
        TRY(json_parse(compare->arena, difference->after, &row.after, err));
    TRY(add_ours(compare, row.ours, row.before, err));
    TRY(add_ours(compare, row.ours, row.after, err));
    *ret_row = row;
    return 0;
}

/* One round of an import: the records go, the parties found stay. */
static int affected_round(struct compare *compare, const struct list_differences *differences, struct value *ours,
                          struct arena *arena, struct seki_err *err)
{
    struct row row = {NULL, NULL, NULL};
    for (size_t i = 0; i < differences->n; i++) {
        TRY(read_row(compare, &differences->v[i], &row, err));
        for (VALUE_EACH(found, row.ours)) {
            bool is_there = false;
            for (VALUE_EACH(known, ours))
                is_there |= str_eq(value_get_text(known, STR("id")), value_get_text(found, STR("id")));
            if (!is_there)
                TRY_MEM(value_add(ours, value_copy(arena, found)), err);
        }
    }
    return 0;
}

int list_add_affected(struct seki_session *session, struct arena *arena, struct str edition_id, struct value *ours,
                      struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    struct compare compare = {.session = session, .arena = &scratch};
    struct list_differences differences;
    char last[1024] = "";
    arena_init(&scratch, (size_t)LIMIT(REQUEST_BYTES));
    do {
        arena_done(&scratch);
        TRY(access_view(session, &scratch, &compare.view, err));
        TRY(lists_edition(session->store, &scratch, edition_id, &compare.edition, err));
        compare.question = (struct difference_question){.edition_id = edition_id,
                                                        .against_id = compare.edition.diff.previous,
                                                        .after = str_c(last),
                                                        .limit = ROUND};
        TRY(lists_differences(session->store, &scratch, &compare.question, &differences, err));
        TRY(affected_round(&compare, &differences, ours, arena, err));
        if (differences.n)
            (void)snprintf(last, sizeof(last), "%.*s", STR_ARG(differences.v[differences.n - 1].entry));
    } while (differences.n == ROUND);
    return 0;
}

/* -- the answer -- */

static int add_item(struct compare *compare, struct value *items, const struct list_difference *difference,
                    const struct row *row, struct seki_err *err)
{
    struct arena *arena = compare->arena;
    const struct value *shown = row->after ? row->after : row->before;
    struct str name = value_text(value_at(value_at(value_get(shown, STR("names")), 0), 0));
    struct value *item = value_add(items, value_new(arena, VALUE_MAP));
    bool is_whole =
        value_put_text(arena, item, STR("change"), difference->change) &&
        value_put_text(arena, item, STR("entry"), difference->entry) &&
        value_put_text(arena, item, STR("name"), name) && value_put_int(arena, item, STR("row"), difference->row) &&
        (!row->before || value_put(item, STR("before"), row->before)) &&
        (!row->after || value_put(item, STR("after"), row->after)) && value_put(item, STR("ours"), row->ours);
    TRY_MEM(is_whole, err);
    return 0;
}

/* One page of items; ret_last is the entry it ends with, has_more whether others follow. */
static int read_items(struct compare *compare, size_t limit, struct value *items, struct str *ret_last, bool *has_more,
                      struct seki_err *err)
{
    struct list_differences differences;
    struct row row = {NULL, NULL, NULL};
    compare->question.limit = ROUND;
    *has_more = false;
    *ret_last = STR_NULL;
    do {
        TRY(lists_differences(compare->session->store, compare->arena, &compare->question, &differences, err));
        for (size_t i = 0; i < differences.n; i++) {
            *has_more = items->n == limit;
            if (*has_more)
                return 0;
            TRY(read_row(compare, &differences.v[i], &row, err));
            compare->question.after = *ret_last = differences.v[i].entry;
            if (!compare->options->is_ours_only || row.ours->n)
                TRY(add_item(compare, items, &differences.v[i], &row, err));
        }
    } while (differences.n == ROUND);
    return 0;
}

static int count_ours(struct compare *compare, int64_t *ret_ours, struct seki_err *err)
{
    struct difference_question question = compare->question;
    struct list_differences differences;
    struct row row = {NULL, NULL, NULL};
    question.after = STR("");
    question.change = STR_NULL;
    question.limit = COUNTED;
    TRY(lists_differences(compare->session->store, compare->arena, &question, &differences, err));
    for (size_t i = 0; i < differences.n; i++) {
        TRY(read_row(compare, &differences.v[i], &row, err));
        *ret_ours += row.ours->n > 0;
    }
    return 0;
}

static int counts_value(struct compare *compare, struct value **ret_counts, struct seki_err *err)
{
    static const struct str NAMES[] = {{"added", 5}, {"changed", 7}, {"removed", 7}};
    int64_t counts[3], ours = 0;
    struct value *map = value_new(compare->arena, VALUE_MAP);
    TRY(lists_difference_counts(compare->session->store, &compare->question, counts, err));
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        TRY_MEM(value_put_int(compare->arena, map, NAMES[i], counts[i]), err);
    if (counts[0] + counts[1] + counts[2] <= COUNTED) {
        TRY(count_ours(compare, &ours, err));
        TRY_MEM(value_put_int(compare->arena, map, STR("ours"), ours), err);
    } else {
        TRY_MEM(value_put_text(compare->arena, map, STR("ours"), STR_NULL), err);
    }
    *ret_counts = map;
    return 0;
}

static int diff_in(struct compare *compare, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct arena *arena = compare->arena;
    struct value *items = value_new(arena, VALUE_LIST), *counts = NULL;
    struct page_place place;
    struct str last;
    bool has_more;
    TRY(page_read(arena, &compare->options->page, &place, err));
    TRY(choose_editions(compare, err));
    TRY(access_view(compare->session, arena, &compare->view, err));
    compare->question = (struct difference_question){.edition_id = compare->edition.id,
                                                     .against_id = compare->against.id,
                                                     .change = str_c(compare->options->change),
                                                     .after = place.key};
    TRY(counts_value(compare, &counts, err));
    TRY(read_items(compare, place.limit, items, &last, &has_more, err));
    struct value *root = page_value(arena, items, has_more, last, STR(""));
    bool is_whole = value_put_text(arena, root, STR("code"), compare->edition.list) &&
                    value_put_text(arena, root, STR("edition"), compare->edition.edition) &&
                    value_put_text(arena, root, STR("against"), compare->against.edition) &&
                    value_put_text(arena, root, STR("imported_at"), compare->edition.imported_at) &&
                    value_put_int(arena, root, STR("entries"), compare->edition.parties) &&
                    value_put(root, STR("counts"), counts) &&
                    value_put_int(arena, root, STR("rejected"), compare->edition.rejected);
    TRY_MEM(is_whole, err);
    TRY(api_audit(compare->session, API_LIST_DIFF, compare->edition.list, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

int seki_list_diff(struct seki_session *session, const struct seki_list_diff_options *options,
                   struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct compare compare = {.session = session, .arena = &arena, .options = options};
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_LIST_DIFF, err));
    return diff_in(&compare, ret_answer, err);
}
