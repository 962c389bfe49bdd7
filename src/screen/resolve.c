/*
 * screen/resolve.c - what is known of each hit; see screen/resolve.h.
 *
 * HOW IT WORKS. A hit is looked up by the folded name that made it, first among reviews, then among known parties. The
 * entry must still say the same of itself: its fingerprint (party_identity) now against the one of the review, or
 * against the one in the edition that was current when the party was recorded. Read from the store, not from the index,
 * so that an index made in another way changes nothing.
 */
#include "screen/resolve.h"
#include "base/limits.h"
#include "screen/screen_int.h"
#include "store/known.h"
#include "store/lists.h"
#include "store/reviews.h"
#include "text/name.h"

#include <stdlib.h>

int resolver_open(struct resolver *resolver, struct seki_err *err)
{
    TRY(reviews_any(resolver->store, &resolver->has_reviews, err));
    return known_any(resolver->store, &resolver->has_parties, err);
}

int resolve_key(const struct text_tools *tools, struct arena *arena, struct str name, bool is_person,
                struct str *ret_key, struct seki_err *err)
{
    struct folded_name folded;
    struct seki_err why;
    int code = name.n ? name_fold(tools, arena, name, is_person, &folded, &why) : SEKI_E_MEANING;
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    *ret_key = code < 0 ? STR("") : folded.key;
    return 0;
}

/* One call. */
struct resolve {
    const struct resolver *resolver;
    const struct screen_query *query;
    struct arena *arena;
};

static const struct resolve_list *find_list(const struct resolver *resolver, struct str list)
{
    for (size_t i = 0; i < resolver->n_lists; i++)
        if (str_eq(resolver->lists[i].list, list))
            return &resolver->lists[i];
    return NULL;
}

/* -- does the entry say the same? -- */

/* 1 and the fingerprint of the entry in an edition; 0 where it is not there. */
static int identity_in(struct resolve *resolve, struct str edition_id, struct str entry, char ret_hex[SHA256_HEX],
                       struct seki_err *err)
{
    struct party_record record;
    struct seki_err why;
    int code = lists_record(resolve->resolver->store, resolve->arena, edition_id, entry, &record, &why);
    if (code == SEKI_E_NOTFOUND)
        return 0;
    if (code < 0) {
        if (err)
            *err = why;
        return code;
    }
    TRY(party_identity(resolve->arena, &record, ret_hex, err));
    return record.is_listed;
}

static int identity_now(struct resolve *resolve, const struct list_entry *entry, char ret_hex[SHA256_HEX],
                        struct seki_err *err)
{
    const struct resolve_list *list = find_list(resolve->resolver, entry->list);
    return list ? identity_in(resolve, list->edition_id, entry->entry, ret_hex, err) : 0;
}

/* -- reasons to look again -- */

static void look_again(struct screen_resolved *resolved, const char *code, const char *ja, const char *en)
{
    resolved->holds = false;
    resolved->code = str_c(code);
    resolved->why = (struct bilingual){str_c(ja), str_c(en)};
}

/* Both give something, and nothing is common. */
static bool is_other(struct str_list reviewed, struct str_list asked)
{
    for (size_t i = 0; i < asked.n; i++)
        if (str_list_has(reviewed, asked.v[i]))
            return false;
    return reviewed.n > 0 && asked.n > 0;
}

static int check_review(struct resolve *resolve, const struct review_row *review, const struct list_entry *entry,
                        struct screen_resolved *resolved, struct seki_err *err)
{
    char now[SHA256_HEX];
    int got = identity_now(resolve, entry, now, err);
    TRY(got);
    if (!got || !str_eq(str_c(now), review->identity))
        look_again(resolved, "entry_changed", "確認の後に掲載内容が変わりました", "The entry changed after the review");
    else if (is_other(review->birth_dates, resolve->query->birth_dates) ||
             is_other(review->countries, resolve->query->countries))
        look_again(resolved, "party_differs", "確認した相手と生年月日または国が異なります",
                   "The party has another birth date or country than the one that was reviewed");
    return 0;
}

static int check_known(struct resolve *resolve, const struct known_party *party, const struct list_entry *entry,
                       struct screen_resolved *resolved, struct seki_err *err)
{
    char now[SHA256_HEX], then[SHA256_HEX];
    struct str edition_id;
    if (day_cmp(party->until, resolve->resolver->day) < 0) {
        look_again(resolved, "expired", "登録の期限が過ぎました", "The last day of the record is over");
        return 0;
    }
    int was =
        lists_current_at(resolve->resolver->store, resolve->arena, entry->list, party->import_seq, &edition_id, err);
    if (was > 0)
        was = identity_in(resolve, edition_id, entry->entry, then, err);
    TRY(was);
    int is = identity_now(resolve, entry, now, err);
    TRY(is);
    if (!was)
        look_again(resolved, "entry_new", "登録の後に掲載されました", "The entry came on the list after the record");
    else if (!is || !str_eq(str_c(now), str_c(then)))
        look_again(resolved, "entry_changed", "登録の後に掲載内容が変わりました", "The entry changed after the record");
    return 0;
}

/* -- one hit -- */

static enum screen_decision decide(const struct screen_resolved *resolved)
{
    if (resolved->holds)
        return resolved->is_same ? SCREEN_MATCH : SCREEN_NO;
    return resolved->is_same && resolved->computed == SCREEN_NO ? SCREEN_REVIEW : resolved->computed;
}

static int settle(struct resolve *resolve, struct screen_hit *hit, const struct screen_resolved *resolved,
                  struct seki_err *err)
{
    struct screen_resolved *kept = ARENA_NEW(resolve->arena, struct screen_resolved);
    TRY_MEM(kept, err);
    *kept = *resolved;
    hit->resolved = kept;
    hit->decision = decide(kept);
    return 0;
}

static int settle_by_review(struct resolve *resolve, const struct review_row *review, struct screen_hit *hit,
                            struct seki_err *err)
{
    struct screen_resolved resolved = {.kind = RESOLVED_REVIEW,
                                       .is_same = review->is_same,
                                       .holds = true,
                                       .computed = hit->decision,
                                       .name = review->name,
                                       .reason = review->reason,
                                       .actor = review->actor,
                                       .at = review->at};
    TRY(check_review(resolve, review, &hit->entry, &resolved, err));
    return settle(resolve, hit, &resolved, err);
}

static int settle_by_party(struct resolve *resolve, const struct known_party *party, struct screen_hit *hit,
                           struct seki_err *err)
{
    char until[DAY_TEXT];
    day_text(party->until, until);
    bool is_own = str_eq(party->kind, STR("own_company"));
    struct screen_resolved resolved = {.kind = is_own ? RESOLVED_OWN_COMPANY : RESOLVED_KNOWN_GOOD,
                                       .holds = true,
                                       .computed = hit->decision,
                                       .name = party->name,
                                       .reason = party->reason,
                                       .actor = party->actor,
                                       .at = party->at,
                                       .until = arena_str(resolve->arena, str_c(until))};
    TRY_MEM(resolved.until.p, err);
    TRY(check_known(resolve, party, &hit->entry, &resolved, err));
    return settle(resolve, hit, &resolved, err);
}

/* The newest record that holds; else the newest, to be looked at again. */
static int look_for_party(struct resolve *resolve, struct str key, struct screen_hit *hit, struct seki_err *err)
{
    bool is_person = hit->entry.schema == PARTY_PERSON;
    struct known_parties parties;
    const struct screen_hit found = *hit;
    TRY(known_parties_of(resolve->resolver->store, resolve->arena, key, is_person, &parties, err));
    for (size_t i = 0; i < parties.n && !(hit->resolved && hit->resolved->holds); i++) {
        const struct known_party *party = &parties.v[i];
        struct screen_hit settled = found;
        if (party->lists.n && !str_list_has(party->lists, hit->entry.list))
            continue;
        TRY(settle_by_party(resolve, party, &settled, err));
        if (!hit->resolved || settled.resolved->holds)
            *hit = settled;
    }
    return 0;
}

static int resolve_hit(struct resolve *resolve, struct screen_hit *hit, struct seki_err *err)
{
    struct review_pair pair = {.list = hit->entry.list, .entry = hit->entry.entry};
    struct review_row review;
    bool is_person = hit->entry.schema == PARTY_PERSON;
    int got = 0;
    TRY(resolve_key(resolve->resolver->tools, resolve->arena, hit->query_name, is_person, &pair.key, err));
    if (!pair.key.n)
        return 0;
    if (resolve->resolver->has_reviews)
        got = reviews_of_pair(resolve->resolver->store, resolve->arena, &pair, &review, err);
    TRY(got);
    if (got)
        return settle_by_review(resolve, &review, hit, err);
    return resolve->resolver->has_parties ? look_for_party(resolve, pair.key, hit, err) : 0;
}

/* -- entries that were found to be the same -- */

static bool has_hit(const struct screen_hits *hits, struct str list, struct str entry)
{
    for (size_t i = 0; i < hits->n; i++)
        if (str_eq(hits->v[i].entry.list, list) && str_eq(hits->v[i].entry.entry, entry))
            return true;
    return false;
}

/* The best pair of the name and a listed one. False: none can be compared. */
static int compare_names(struct resolve *resolve, struct str name, struct screen_hit *hit, struct seki_err *err)
{
    struct screen_pair pair = {.left = name, .schema = hit->entry.schema, .has_schema = true};
    struct screen_hit best = {.score = -1}, one;
    struct seki_err why;
    for (size_t i = 0; i < hit->entry.n_names; i++) {
        pair.right = hit->entry.names[i].text;
        int code = screen_compare(resolve->resolver->tools, &pair, resolve->arena, &one, &why);
        if (code == SEKI_E_NOMEM)
            return err_oom(err);
        if (code < 0 || one.score <= best.score)
            continue;
        best = one;
        best.entry_name = pair.right;
    }
    if (best.score < 0)
        return 0;
    best.entry = hit->entry;
    best.query_name = name;
    *hit = best;
    return 1;
}

static int add_same(struct resolve *resolve, const struct review_row *review, struct str name, struct screen_hits *hits,
                    struct seki_err *err)
{
    const struct resolve_list *list = find_list(resolve->resolver, review->list);
    struct screen_hit hit = {.score = 0};
    uint32_t number;
    if (!list || !list->index || has_hit(hits, review->list, review->entry) ||
        !list_index_find_entry(list->index, review->entry, &number))
        return 0;
    TRY(list_index_entry(resolve->arena, list->index, number, &hit.entry, err));
    int got = compare_names(resolve, name, &hit, err);
    if (got <= 0)
        return got;
    TRY(settle_by_review(resolve, review, &hit, err));
    struct screen_hit *v = ARENA_ARRAY(resolve->arena, hits->n + 1, struct screen_hit);
    TRY_MEM(v, err);
    for (size_t i = 0; i < hits->n; i++)
        v[i] = hits->v[i];
    v[hits->n++] = hit;
    hits->v = v;
    return 0;
}

static int add_same_of_name(struct resolve *resolve, struct str name, struct screen_hits *hits, struct seki_err *err)
{
    struct review_rows reviews = {0};
    struct str key = STR(""), before = STR("");
    for (int is_person = 0; is_person < 2; is_person++) {
        TRY(resolve_key(resolve->resolver->tools, resolve->arena, name, is_person, &key, err));
        if (!key.n || str_eq(key, before))
            continue;
        before = key;
        TRY(reviews_same(resolve->resolver->store, resolve->arena, key, &reviews, err));
        for (size_t i = 0; i < reviews.n; i++)
            TRY(add_same(resolve, &reviews.v[i], name, hits, err));
    }
    return 0;
}

static int add_all_same(struct resolve *resolve, struct screen_hits *hits, struct seki_err *err)
{
    size_t n = hits->n;
    TRY(add_same_of_name(resolve, resolve->query->name, hits, err));
    for (size_t i = 0; i < resolve->query->other_names.n; i++)
        TRY(add_same_of_name(resolve, resolve->query->other_names.v[i], hits, err));
    if (hits->n > n)
        qsort(hits->v, hits->n, sizeof(*hits->v), screen_hit_cmp);
    return 0;
}

int screen_resolve(const struct resolver *resolver, const struct screen_query *query, struct arena *arena,
                   struct screen_hits *hits, struct seki_err *err)
{
    struct resolve resolve = {resolver, query, arena};
    if (!resolver->has_reviews && !resolver->has_parties)
        return 0;
    for (size_t i = 0; i < hits->n; i++)
        TRY(resolve_hit(&resolve, &hits->v[i], err));
    return resolver->has_reviews ? add_all_same(&resolve, hits, err) : 0;
}

int screen_resolve_pairing(const struct resolver *resolver, const struct screen_query *query, struct arena *arena,
                           struct screen_pairing *pairing, struct seki_err *err)
{
    struct resolve resolve = {resolver, query, arena};
    if (!resolver->has_reviews && !resolver->has_parties)
        return 0;
    TRY(resolve_hit(&resolve, &pairing->hit, err));
    if (pairing->hit.resolved && pairing->hit.resolved->holds)
        pairing->stage = SCREEN_STAGE_RESOLVED;
    return 0;
}

/* -- as a value -- */

static struct value *why_value(struct arena *arena, const struct screen_resolved *resolved)
{
    struct value *why = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, why, STR("code"), resolved->code) &&
                    value_put_text(arena, why, STR("ja"), resolved->why.ja) &&
                    value_put_text(arena, why, STR("en"), resolved->why.en);
    return is_whole ? why : NULL;
}

struct value *screen_resolved_value(struct arena *arena, const struct screen_resolved *resolved)
{
    static const struct str KINDS[] = {[RESOLVED_REVIEW] = {"review", 6},
                                       [RESOLVED_KNOWN_GOOD] = {"known_good", 10},
                                       [RESOLVED_OWN_COMPANY] = {"own_company", 11}};
    struct value *map = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, map, STR("kind"), KINDS[resolved->kind]) &&
                    value_put_bool(arena, map, STR("same"), resolved->is_same) &&
                    value_put_bool(arena, map, STR("holds"), resolved->holds) &&
                    value_put_text(arena, map, STR("computed"), screen_decision_word(resolved->computed)) &&
                    value_put_text(arena, map, STR("name"), resolved->name) &&
                    value_put_text(arena, map, STR("reason"), resolved->reason) &&
                    value_put_text(arena, map, STR("by"), resolved->actor) &&
                    value_put_text(arena, map, STR("at"), resolved->at);
    if (is_whole && resolved->until.p)
        is_whole = value_put_text(arena, map, STR("until"), resolved->until);
    if (is_whole && !resolved->holds)
        is_whole = value_put(map, STR("why"), why_value(arena, resolved));
    return is_whole ? map : NULL;
}
