/*
 * assess/gather_contacts.c - PRC-05: who shares a telephone, a mail address, a domain, an address, an account?
 *
 * HOW IT WORKS. Each contact point of an organisation here is asked for in three places: the other parties, the stored
 * dealings (latest versions), the entries of the lists. Every other organisation found is compared: the same name is
 * the same organisation; one group (graph.c) shares rightly; what is left is told. A contact point of more than
 * LIMIT(HUB_ORGANISATIONS) organisations is a hub (a forwarder's desk, an office tower): told, not counted.
 *
 *   po-1 orderer Alpha, 03-5555-0134   +   stored po-7 orderer Beta, +81 3 5555 0134   ->  "phone +81355550134"
 */
#include "assess/contacts_int.h"
#include "assess/graph_int.h"
#include "assess/input_int.h"
#include "assess/screening_int.h"
#include "base/limits.h"
#include "base/map.h"
#include "store/dealings.h"

/* An organisation that uses the contact point. */
struct user {
    struct str core, folded; /* "" = no name */
    size_t party;            /* of this dealing; SIZE_MAX = elsewhere */
    struct evidence evidence;
    struct str name;
};

struct user_list {
    struct user *v;
    size_t n, cap;
};

struct sharing {
    struct gather *gather;
    struct contact_list contacts;
    size_t *next;                  /* by contact: the next one with the same value + 1; 0 = none */
    const struct contact *contact; /* looked at */
    struct user_list users;
    bool is_crowded; /* more users than are told apart */
    struct seki_err *err;
    int code;
};

/* ---- who uses it ---- */

static int user_add(struct sharing *in, struct user user)
{
    TRY_MEM(user.evidence.place.p, in->err);
    for (size_t i = 0; i < in->users.n; i++)
        if (in->users.v[i].party == user.party && user.party == SIZE_MAX && str_eq(in->users.v[i].core, user.core))
            return 0;
    return ARENA_PUSH(in->gather->arena, &in->users, user) ? 0 : err_oom(in->err);
}

static int users_here(struct sharing *in, size_t first)
{
    for (size_t i = first + 1; i > 0; i = in->next[i - 1]) {
        const struct contact *contact = &in->contacts.v[i - 1];
        const struct party *party = &in->gather->parties.v[contact->party];
        struct user user = {.core = party->core, .folded = party->folded, .party = contact->party, .name = party->name};
        if (!party_is_organisation(party))
            continue;
        TRY(input_evidence(in->gather, contact->pointer, contact->written, &user.evidence, in->err));
        TRY(user_add(in, user));
    }
    return 0;
}

static int users_stored(struct sharing *in)
{
    struct gather *gather = in->gather;
    struct contact_query query = {.kind = in->contact->kind,
                                  .value = in->contact->value,
                                  .is_organisation = true,
                                  .except_dealing = value_get_text(gather->dealing, STR("id"))};
    struct contact_users found;
    TRY(dealing_contact_users(gather->context->store, gather->arena, &query, &found, in->err));
    in->is_crowded = in->is_crowded || found.has_more;
    for (size_t i = 0; i < found.n; i++) {
        const struct contact_user *row = &found.v[i];
        struct user user = {.core = row->party_key, .party = SIZE_MAX, .name = row->party_name};
        struct str core;
        TRY(party_fold(gather, row->party_name, false, &user.folded, &core, in->err));
        user.evidence = (struct evidence){STR("history"),
                                          arena_printf(gather->arena, "dealing %.*s", STR_ARG(row->dealing)), STR_NULL,
                                          arena_printf(gather->arena, "%.*s: %.*s %.*s", STR_ARG(row->party_name),
                                                       STR_ARG(in->contact->kind), STR_ARG(in->contact->value))};
        TRY(user_add(in, user));
    }
    return 0;
}

/* Called for the entries of one list. */
struct entry_search {
    struct sharing *in;
    const struct assess_list *list;
};

static int entry_user(struct entry_search *search, uint32_t number)
{
    struct sharing *in = search->in;
    struct gather *gather = in->gather;
    struct list_entry entry;
    struct user user = {.party = SIZE_MAX};
    TRY(list_index_entry(gather->arena, search->list->index, number, &entry, in->err));
    if (entry.schema == PARTY_PERSON || !screening_entry_holds(&entry, gather->day) || entry.n_names == 0)
        return 0;
    user.name = entry.names[0].text;
    TRY(party_fold(gather, user.name, false, &user.folded, &user.core, in->err));
    user.evidence = (struct evidence){
        STR("list"), arena_printf(gather->arena, "%.*s %.*s", STR_ARG(search->list->list), STR_ARG(entry.entry)),
        search->list->sha256,
        arena_printf(gather->arena, "%.*s: %.*s %.*s", STR_ARG(user.name), STR_ARG(in->contact->kind),
                     STR_ARG(in->contact->value))};
    return user_add(in, user);
}

static bool on_entry(void *ctx, uint32_t entry)
{
    struct entry_search *search = ctx;
    if (search->in->users.n > LIMIT(CONTACT_PARTIES)) {
        search->in->is_crowded = true;
        return false;
    }
    search->in->code = entry_user(search, entry);
    return search->in->code >= 0;
}

static int users_listed(struct sharing *in)
{
    const struct assess_context *context = in->gather->context;
    for (size_t i = 0; i < context->n_lists; i++) {
        struct entry_search search = {in, &context->lists[i]};
        if (!context->lists[i].index || policy_list_effect(&in->gather->engine->policy, context->lists[i].list, STR(""),
                                                           in->gather->day) == POLICY_TRACKER)
            continue;
        list_index_find_contact(context->lists[i].index, in->contact->kind, in->contact->value, on_entry, &search);
        TRY(in->code);
    }
    return 0;
}

/* ---- are they one? ---- */

/* A party that is that entry by its name (a hit that nobody cleared) is no second organisation. */
static bool is_own_entry(const struct gather *gather, const struct user *here, const struct user *other)
{
    for (size_t i = 0; i < gather->hits.n; i++) {
        const struct hit *hit = &gather->hits.v[i];
        struct str code = hit->list->list, place = other->evidence.place;
        if (hit->node == here->party && hit->state != HIT_CLEARED && str_starts(place, code) &&
            str_eq(str_from(place, code.n + 1), hit->hit.entry.entry))
            return true;
    }
    return false;
}

static bool is_cleared_entry(const struct gather *gather, const struct user *here, const struct user *other)
{
    for (size_t i = 0; i < gather->hits.n; i++) {
        const struct hit *hit = &gather->hits.v[i];
        struct str code = hit->list->list, place = other->evidence.place;
        if (hit->node == here->party && hit->state == HIT_CLEARED && str_starts(place, code) &&
            str_eq(str_from(place, code.n + 1), hit->hit.entry.entry))
            return true;
    }
    return false;
}

static bool is_same_name(const struct gather *gather, const struct user *a, const struct user *b)
{
    if (str_is_empty(a->core) || str_is_empty(b->core))
        return false;
    return str_eq(a->core, b->core) && !is_cleared_entry(gather, a, b);
}

/* Different organisations of different groups? A party without a name cannot be told apart from one elsewhere. */
static int is_other(struct sharing *in, const struct user *here, const struct user *other, bool *ret_is_other)
{
    struct gather *gather = in->gather;
    struct graph *graph;
    uint32_t node;
    bool is_group = false;
    *ret_is_other = false;
    if (here->party == other->party || is_same_name(gather, here, other))
        return 0;
    if (other->party == SIZE_MAX && (str_is_empty(here->core) || is_own_entry(gather, here, other)))
        return 0;
    TRY(graph_of(gather, &graph, in->err));
    bool is_known = other->party != SIZE_MAX;
    if (is_known)
        node = graph->party_node[other->party];
    else
        is_known = graph_find(graph, other->folded, &node);
    if (is_known)
        TRY(graph_same_group(gather, graph->party_node[here->party], node, &is_group, in->err));
    *ret_is_other = !is_group;
    return 0;
}

/* What the store knows about organisations that stand elsewhere, so that groups are seen. */
static int elsewhere_extend(struct sharing *in)
{
    struct str_list folded = {ARENA_ARRAY(in->gather->arena, in->users.n, struct str), 0};
    TRY_MEM(folded.v, in->err);
    for (size_t i = 0; i < in->users.n; i++)
        if (in->users.v[i].party == SIZE_MAX && !str_is_empty(in->users.v[i].folded))
            folded.v[folded.n++] = in->users.v[i].folded;
    return folded.n > 0 ? graph_extend(in->gather, folded, in->err) : 0;
}

/* Groups among the users: a user that is no other than one before it is not counted again. */
static int groups_count(struct sharing *in, const struct user *here, size_t *ret_n)
{
    size_t n = 1;
    for (size_t i = 0; i < in->users.n; i++) {
        bool is_new;
        TRY(is_other(in, here, &in->users.v[i], &is_new));
        n += is_new;
    }
    *ret_n = n;
    return 0;
}

/* ---- the facts ---- */

static struct str contact_text(struct sharing *in)
{
    return arena_printf(in->gather->arena, "%.*s %.*s", STR_ARG(in->contact->kind), STR_ARG(in->contact->value));
}

static int shared_evidence(struct sharing *in, const struct user *here, bool *ret_is_shared)
{
    struct gather *gather = in->gather;
    bool is_shared = false, is_new;
    for (size_t i = 0; i < in->users.n; i++) {
        TRY(is_other(in, here, &in->users.v[i], &is_new));
        if (!is_new)
            continue;
        is_shared = true;
        TRY(fact_evidence(gather, FACT_ID_CONTACTS_SHARED, in->users.v[i].evidence, in->err));
    }
    *ret_is_shared = *ret_is_shared || is_shared;
    return is_shared ? fact_evidence(gather, FACT_ID_CONTACTS_SHARED, here->evidence, in->err) : 0;
}

static int shared_put(struct sharing *in)
{
    bool is_shared = false;
    for (size_t i = 0; i < in->users.n && in->users.v[i].party != SIZE_MAX; i++)
        TRY(shared_evidence(in, &in->users.v[i], &is_shared));
    return is_shared ? fact_put_text(in->gather, FACT_ID_CONTACTS_SHARED, contact_text(in), in->err) : 0;
}

static int hub_put(struct sharing *in)
{
    struct gather *gather = in->gather;
    struct value *hubs = value_new(gather->arena, VALUE_LIST);
    TRY(fact_put_text(gather, FACT_ID_CONTACTS_HUBS, contact_text(in), in->err));
    for (size_t i = 0; i < gather->slots[FACT_ID_CONTACTS_HUBS].values.n; i++) {
        const struct value *hub = gather->slots[FACT_ID_CONTACTS_HUBS].values.v[i].value;
        TRY_MEM(value_add(hubs, value_copy(gather->arena, hub)), in->err);
    }
    return fact_note(gather, FACT_ID_CONTACTS_SHARED, STR("contacts.hubs"), hubs, in->err);
}

/* One contact point, of all parties here that use it. */
static int contact_judge(struct sharing *in, size_t first)
{
    size_t n_groups;
    in->contact = &in->contacts.v[first];
    in->users = (struct user_list){0};
    in->is_crowded = false;
    TRY(users_here(in, first));
    if (in->users.n == 0)
        return 0;
    TRY(users_stored(in));
    TRY(users_listed(in));
    if (in->users.n == 1)
        return 0;
    TRY(elsewhere_extend(in));
    TRY(groups_count(in, &in->users.v[0], &n_groups));
    return in->is_crowded || n_groups > LIMIT(HUB_ORGANISATIONS) ? hub_put(in) : shared_put(in);
}

/* Chain the contacts of one value, in order: next[i] is the place of the next one + 1. */
static int contacts_chain(struct sharing *in, bool **ret_is_first)
{
    struct arena *arena = in->gather->arena;
    struct map last;
    bool *is_first = ARENA_ARRAY(arena, in->contacts.n, bool);
    in->next = ARENA_ARRAY(arena, in->contacts.n, size_t);
    TRY_MEM(is_first && in->next, in->err);
    map_init(&last, arena);
    for (size_t i = 0; i < in->contacts.n; i++) {
        in->contact = &in->contacts.v[i];
        struct str key = contact_text(in);
        TRY_MEM(key.p, in->err);
        size_t *before = map_get(&last, key);
        is_first[i] = !before;
        if (before)
            *before = i + 1;
        if (!map_put(&last, key, &in->next[i]))
            return err_oom(in->err);
    }
    *ret_is_first = is_first;
    return 0;
}

int gather_contacts(struct gather *gather, struct seki_err *err)
{
    struct sharing in = {.gather = gather, .err = err};
    bool *is_first = NULL, has_any = false;
    TRY(screening_run(gather, err));
    TRY(contacts_read(gather, &in.contacts, err));
    if (in.contacts.n > LIMIT(DEALING_CONTACTS)) {
        int code = err_limit(err, LIMIT_ID_DEALING_CONTACTS);
        err_place(err, "/parties");
        return code;
    }
    TRY(contacts_chain(&in, &is_first));
    for (size_t i = 0; i < in.contacts.n; i++) {
        has_any = has_any || party_is_organisation(&gather->parties.v[in.contacts.v[i].party]);
        if (is_first[i])
            TRY(contact_judge(&in, i));
    }
    if (!has_any)
        fact_unknown(gather, FACT_ID_CONTACTS_SHARED);
    return 0;
}
