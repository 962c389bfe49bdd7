/*
 * assess/gather_contacts.c - PRC-05: who shares a telephone, a mail address, a domain, an address, an account?
 *
 * HOW IT WORKS. Each contact point of an organisation here is asked for in three places: the other parties, the stored
 * dealings (latest versions), the entries of the lists. Every other organisation found is compared: a name or a
 * registration number in common is the same organisation (party_same_int.h); one group (graph_group.c) shares rightly;
 * what is left is told, and where nobody can say whether it is one group, the fact is open. A contact point of more
 * than LIMIT(HUB_ORGANISATIONS) groups is a hub (a forwarder's desk, an office tower): told, not counted.
 *
 *   po-1 orderer Alpha, 03-5555-0134   +   stored po-7 orderer Beta, +81 3 5555 0134   ->  "phone +81355550134"
 */
#include "assess/contacts_int.h"
#include "assess/graph_int.h"
#include "assess/input_int.h"
#include "assess/party_same_int.h"
#include "assess/screening_int.h"
#include "base/limits.h"
#include "base/map.h"
#include "store/dealings.h"

/* An organisation that uses the contact point. */
struct user {
    struct str core, folded; /* "" = no name */
    size_t party;            /* of this dealing; SIZE_MAX = elsewhere */
    size_t known_as;         /* of a list entry: the party here that has its registration number; SIZE_MAX = nobody */
    struct str bank;         /* of an account; "" = any, OTHER_BANK = one that is not said here */
    struct evidence evidence;
    struct str name;
};

/* A stored account whose bank was named there: it can be that of those here who name no bank. */
#define OTHER_BANK STR("*")

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
        if (in->users.v[i].party == user.party && user.party == SIZE_MAX && str_eq(in->users.v[i].core, user.core) &&
            str_eq(in->users.v[i].bank, user.bank))
            return 0;
    return ARENA_PUSH(in->gather->arena, &in->users, user) ? 0 : err_oom(in->err);
}

static int users_here(struct sharing *in, size_t first)
{
    for (size_t i = first + 1; i > 0; i = in->next[i - 1]) {
        const struct contact *contact = &in->contacts.v[i - 1];
        const struct party *party = &in->gather->parties.v[contact->party];
        struct user user = {.core = party->core,
                            .folded = party->folded,
                            .party = contact->party,
                            .known_as = SIZE_MAX,
                            .bank = contact->bank,
                            .name = party->name};
        if (!party_is_organisation(party))
            continue;
        TRY(input_evidence(in->gather, contact->pointer, contact->written, &user.evidence, in->err));
        TRY(user_add(in, user));
    }
    return 0;
}

/* Users of a stored contact point of that kind and value. */
static int stored_add(struct sharing *in, struct str kind, struct str value, struct str bank)
{
    struct gather *gather = in->gather;
    struct contact_query query = {.kind = kind,
                                  .value = value,
                                  .is_organisation = true,
                                  .except_dealing = value_get_text(gather->dealing, STR("id"))};
    struct contact_users found;
    TRY_MEM(value.p, in->err);
    TRY(dealing_contact_users(gather->context->store, gather->arena, &query, &found, in->err));
    in->is_crowded = in->is_crowded || found.has_more;
    for (size_t i = 0; i < found.n; i++) {
        const struct contact_user *row = &found.v[i];
        struct user user = {.core = row->party_key, .party = SIZE_MAX, .known_as = SIZE_MAX, .bank = bank};
        struct str core;
        user.name = row->party_name;
        TRY(party_fold(gather, row->party_name, false, &user.folded, &core, in->err));
        user.evidence = (struct evidence){STR("history"),
                                          arena_printf(gather->arena, "dealing %.*s", STR_ARG(row->dealing)), STR_NULL,
                                          arena_printf(gather->arena, "%.*s: %.*s %.*s", STR_ARG(row->party_name),
                                                       STR_ARG(in->contact->kind), STR_ARG(in->contact->value))};
        TRY(user_add(in, user));
    }
    return 0;
}

/* An account: at the banks named here, at no named bank, and, for those here who name none, at any bank. */
static int stored_accounts(struct sharing *in)
{
    struct arena *arena = in->gather->arena;
    size_t n_here = in->users.n;
    bool is_any_bank = false;
    for (size_t i = 0; i < n_here; i++) {
        struct str bank = in->users.v[i].bank;
        struct str value = arena_printf(arena, "%.*s %.*s", STR_ARG(in->contact->value), STR_ARG(bank));
        is_any_bank = is_any_bank || str_is_empty(bank);
        if (!str_is_empty(bank))
            TRY(stored_add(in, CONTACT_ACCOUNT, value, bank));
    }
    TRY(stored_add(in, CONTACT_ACCOUNT, in->contact->value, STR("")));
    return is_any_bank ? stored_add(in, CONTACT_ACCOUNT_NUMBER, in->contact->value, OTHER_BANK) : 0;
}

static int users_stored(struct sharing *in)
{
    if (str_eq(in->contact->kind, CONTACT_ACCOUNT))
        return stored_accounts(in);
    return stored_add(in, in->contact->kind, in->contact->value, STR(""));
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
    struct user user = {.party = SIZE_MAX, .known_as = SIZE_MAX};
    TRY(list_index_entry(gather->arena, search->list->index, number, &entry, in->err));
    if (entry.schema == PARTY_PERSON || !screening_entry_holds(&entry, gather->day) || entry.n_names == 0)
        return 0;
    user.name = entry.names[0].text;
    TRY(party_fold(gather, user.name, false, &user.folded, &user.core, in->err));
    for (size_t i = 0; i < entry.n_identifiers && user.known_as == SIZE_MAX; i++)
        TRY(party_of_number(gather, entry.identifiers[i].kind, entry.identifiers[i].value, &user.known_as, in->err));
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

/* The hit of a party here on the entry that the other one is; NULL. */
static const struct hit *entry_hit(const struct gather *gather, const struct user *here, const struct user *other)
{
    for (size_t i = 0; i < gather->hits.n && here->party != SIZE_MAX; i++) {
        const struct hit *hit = &gather->hits.v[i];
        struct str code = hit->list->list, place = other->evidence.place;
        if (hit->node == here->party && str_eq(other->evidence.source, STR("list")) && str_starts(place, code) &&
            str_eq(str_from(place, code.n + 1), hit->hit.entry.entry))
            return hit;
    }
    return NULL;
}

/* One organisation: the same party, a name or number in common, or the entry that the party is by its name. A person's
 * word against it holds. A party without a name cannot be told apart from one elsewhere. */
static int is_same(struct sharing *in, const struct user *a, const struct user *b, bool *ret_is_same)
{
    struct gather *gather = in->gather;
    const struct user *here = a->party != SIZE_MAX ? a : b, *other = here == a ? b : a;
    const struct hit *hit = entry_hit(gather, here, other);
    size_t index;
    if (here->party == SIZE_MAX || other->party != SIZE_MAX) {
        *ret_is_same =
            here->party == SIZE_MAX ? str_eq(a->core, b->core) : party_is_same(gather, here->party, other->party);
        return 0;
    }
    *ret_is_same = hit ? hit->state != HIT_CLEARED : str_is_empty(here->core);
    if (hit || *ret_is_same)
        return 0;
    TRY(party_of_key(gather, other->core, &index, in->err));
    *ret_is_same = (index != SIZE_MAX && party_is_same(gather, index, here->party)) ||
                   (other->known_as != SIZE_MAX && party_is_same(gather, other->known_as, here->party));
    return 0;
}

static bool user_node(const struct graph *graph, const struct user *user, uint32_t *ret_node)
{
    if (user->party == SIZE_MAX)
        return graph_find(graph, user->folded, ret_node);
    *ret_node = graph->party_node[user->party];
    return true;
}

/* Different organisations of different groups? */
static int is_other(struct sharing *in, const struct user *a, const struct user *b, enum truth *ret_is_other)
{
    struct graph *graph;
    uint32_t left, right;
    enum truth is_group = TRUTH_FALSE;
    bool is_one;
    *ret_is_other = TRUTH_FALSE;
    TRY(is_same(in, a, b, &is_one));
    if (is_one)
        return 0;
    TRY(graph_of(in->gather, &graph, in->err));
    if (user_node(graph, a, &left) && user_node(graph, b, &right) && left != right)
        TRY(graph_same_group(in->gather, left, right, &is_group, in->err));
    *ret_is_other = truth_not(is_group);
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

/* More groups among the users than a contact point has that means something? Who may be of the group of one before is
 * not counted again. */
static int is_hub(struct sharing *in, bool *ret_is_hub)
{
    const struct user **groups = ARENA_ARRAY(in->gather->arena, LIMIT(HUB_ORGANISATIONS) + 1, const struct user *);
    size_t n = 0;
    TRY_MEM(groups, in->err);
    for (size_t i = 0; i < in->users.n && n <= LIMIT(HUB_ORGANISATIONS); i++) {
        enum truth is_new = TRUTH_TRUE;
        for (size_t k = 0; k < n && is_new == TRUTH_TRUE; k++)
            TRY(is_other(in, groups[k], &in->users.v[i], &is_new));
        if (is_new == TRUTH_TRUE)
            groups[n++] = &in->users.v[i];
    }
    *ret_is_hub = n > LIMIT(HUB_ORGANISATIONS);
    return 0;
}

/* ---- the facts ---- */

static struct str contact_text(struct sharing *in)
{
    return arena_printf(in->gather->arena, "%.*s %.*s", STR_ARG(in->contact->kind), STR_ARG(in->contact->value));
}

/* Both name a bank, and not the same one. */
static bool is_bank_other(const struct user *a, const struct user *b)
{
    return !str_is_empty(a->bank) && !str_is_empty(b->bank) && !str_eq(a->bank, b->bank);
}

static int shared_evidence(struct sharing *in, const struct user *here, enum truth *ret_is_shared)
{
    struct gather *gather = in->gather;
    enum truth is_shared = TRUTH_FALSE;
    for (size_t i = 0; i < in->users.n; i++) {
        const struct user *other = &in->users.v[i];
        enum truth is_new;
        if (other == here || is_bank_other(here, other))
            continue;
        TRY(is_other(in, here, other, &is_new));
        is_shared = truth_or(is_shared, is_new);
        if (is_new != TRUTH_FALSE)
            TRY(fact_evidence(gather, FACT_ID_CONTACTS_SHARED, other->evidence, in->err));
    }
    *ret_is_shared = truth_or(*ret_is_shared, is_shared);
    return is_shared != TRUTH_FALSE ? fact_evidence(gather, FACT_ID_CONTACTS_SHARED, here->evidence, in->err) : 0;
}

/* Add the contact point to a list told beside the fact. */
static int contact_tell(struct sharing *in, struct str key)
{
    struct gather *gather = in->gather;
    struct value *list = fact_note_find(gather, FACT_ID_CONTACTS_SHARED, key);
    struct str text = contact_text(in);
    if (!list)
        list = value_new(gather->arena, VALUE_LIST);
    TRY_MEM(text.p && value_add(list, value_new_text(gather->arena, text)), in->err);
    return fact_note(gather, FACT_ID_CONTACTS_SHARED, key, list, in->err);
}

static int shared_put(struct sharing *in)
{
    enum truth is_shared = TRUTH_FALSE;
    for (size_t i = 0; i < in->users.n && in->users.v[i].party != SIZE_MAX; i++)
        TRY(shared_evidence(in, &in->users.v[i], &is_shared));
    if (is_shared == TRUTH_TRUE)
        return fact_put_text(in->gather, FACT_ID_CONTACTS_SHARED, contact_text(in), in->err);
    if (is_shared == TRUTH_FALSE)
        return 0;
    fact_unknown(in->gather, FACT_ID_CONTACTS_SHARED); /* one group? nobody can tell */
    return contact_tell(in, STR("contacts.shared_if_no_group"));
}

static int hub_put(struct sharing *in)
{
    TRY(fact_put_text(in->gather, FACT_ID_CONTACTS_HUBS, contact_text(in), in->err));
    return contact_tell(in, STR("contacts.hubs"));
}

/* One contact point, of all parties here that use it. */
static int contact_judge(struct sharing *in, size_t first)
{
    bool is_crowd;
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
    if (in->is_crowded)
        return hub_put(in);
    TRY(elsewhere_extend(in));
    TRY(is_hub(in, &is_crowd));
    return is_crowd ? hub_put(in) : shared_put(in);
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
    TRY_MEM(is_first, err);
    for (size_t i = 0; i < in.contacts.n; i++) {
        has_any = has_any || party_is_organisation(&gather->parties.v[in.contacts.v[i].party]);
        if (is_first[i])
            TRY(contact_judge(&in, i));
    }
    if (!has_any && !in.contacts.has_weak)
        fact_unknown(gather, FACT_ID_CONTACTS_SHARED);
    return 0;
}
