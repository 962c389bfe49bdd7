/*
 * api/party.c - one party: its names, contact points, identifiers, the dealings it is in, what the lists say.
 *
 * An id is that of a party of stored dealings (made from its folded name) or that of an entry of a list. Contact points
 * and identifiers are read from the dealings that this session may see, and from nowhere else.
 */
#include "api/party_int.h"
#include "base/limits.h"
#include "codec/json.h"
#include "store/dealings.h"

struct page {
    struct seki_session *session;
    struct arena *arena;
    struct str id;
    struct value *names, *contacts, *identifiers, *dealings;
    struct str schema, country, shown_name;
};

/* -- gathering without doubles -- */

static int add_text(struct page *page, struct value *list, struct str text, struct seki_err *err)
{
    for (VALUE_EACH(item, list))
        if (str_eq(item->text, text))
            return 0;
    if (text.n)
        TRY_MEM(value_add(list, value_new_text(page->arena, text)), err);
    return 0;
}

static int add_pair(struct page *page, struct value *list, struct str kind, struct str text, struct seki_err *err)
{
    if (!text.n)
        return 0;
    for (VALUE_EACH(item, list))
        if (str_eq(value_get_text(item, STR("kind")), kind) && str_eq(value_get_text(item, STR("value")), text))
            return 0;
    struct value *row = value_add(list, value_new(page->arena, VALUE_MAP));
    bool is_whole =
        value_put_text(page->arena, row, STR("kind"), kind) && value_put_text(page->arena, row, STR("value"), text);
    TRY_MEM(is_whole, err);
    return 0;
}

/* Fields of a party that are contact points: the field, what it is called, the text in a map of it. */
static const struct {
    struct str field, kind, inner;
} CONTACTS[] = {
    {{"emails", 6}, {"email", 5}, {NULL, 0}},         {{"phones", 6}, {"phone", 5}, {NULL, 0}},
    {{"addresses", 9}, {"address", 7}, {NULL, 0}},    {{"website", 7}, {"website", 7}, {NULL, 0}},
    {{"accounts", 8}, {"account", 7}, {"number", 6}},
};

static int add_contacts(struct page *page, const struct value *party, struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(CONTACTS); i++) {
        const struct value *field = value_get(party, CONTACTS[i].field);
        if (value_is(field, VALUE_TEXT))
            TRY(add_pair(page, page->contacts, CONTACTS[i].kind, field->text, err));
        if (!value_is(field, VALUE_LIST))
            continue;
        for (VALUE_EACH(item, field)) {
            struct str text = CONTACTS[i].inner.p ? value_get_text(item, CONTACTS[i].inner) : value_text(item);
            TRY(add_pair(page, page->contacts, CONTACTS[i].kind, text, err));
        }
    }
    for (VALUE_EACH(row, value_get(party, STR("identifiers"))))
        TRY(add_pair(page, page->identifiers, value_get_text(row, STR("kind")), value_get_text(row, STR("value")),
                     err));
    return 0;
}

static int add_names(struct page *page, const struct value *party, struct seki_err *err)
{
    TRY(add_text(page, page->names, value_get_text(party, STR("name")), err));
    for (VALUE_EACH(name, value_get(party, STR("names"))))
        TRY(add_text(page, page->names, value_text(name), err));
    if (!page->schema.p)
        page->schema = value_get_text(party, STR("schema"));
    if (!page->country.p)
        page->country = value_get_text(party, STR("country"));
    return 0;
}

static int add_roles(struct value *roles, struct arena *arena, const struct value *role, struct seki_err *err)
{
    if (value_is(role, VALUE_TEXT))
        TRY_MEM(value_add(roles, value_new_text(arena, role->text)), err);
    if (value_is(role, VALUE_LIST))
        for (VALUE_EACH(item, role))
            TRY_MEM(value_add(roles, value_new_text(arena, value_text(item))), err);
    return 0;
}

static int add_dealing(struct page *page, const struct desk_row *row, struct seki_err *err)
{
    struct dealing_version version;
    struct value *dealing, *item = desk_value(page->arena, row), *roles = value_new(page->arena, VALUE_LIST);
    TRY(dealing_latest(page->session->store, page->arena, row->id, &version, err));
    TRY(json_parse(page->arena, version.body, &dealing, err));
    for (VALUE_EACH(party, value_get(dealing, STR("parties")))) {
        int is_it = desk_is_party(page->session, page->arena, party, page->id, err);
        TRY(is_it);
        if (!is_it)
            continue;
        TRY(add_names(page, party, err));
        TRY(add_contacts(page, party, err));
        TRY(add_roles(roles, page->arena, value_get(party, STR("role")), err));
    }
    TRY_MEM(value_put(item, STR("roles"), roles) && value_add(page->dealings, item), err);
    return 0;
}

/* -- entries of lists -- */

static int find_entry(struct page *page, const struct day_lists *lists, struct list_entry *ret_entry,
                      struct seki_err *err)
{
    for (size_t i = 0; i < lists->n_indexes; i++)
        for (uint32_t k = 0; k < list_index_count(lists->indexes[i]); k++) {
            struct arena_mark mark = arena_mark(page->arena);
            TRY(list_index_entry(page->arena, lists->indexes[i], k, ret_entry, err));
            if (str_eq(ret_entry->entity, page->id))
                return 1;
            arena_rewind(page->arena, mark);
        }
    return 0;
}

static int add_list(struct page *page, struct value *map, struct str key, struct str_list texts, struct seki_err *err)
{
    struct value *list = value_put(map, key, value_new(page->arena, VALUE_LIST));
    TRY_MEM(list, err);
    for (size_t i = 0; i < texts.n; i++)
        TRY_MEM(value_add(list, value_new_text(page->arena, texts.v[i])), err);
    return 0;
}

static int entry_value(struct page *page, const struct list_entry *entry, struct value **ret_value,
                       struct seki_err *err)
{
    struct arena *arena = page->arena;
    struct value *map = value_new(arena, VALUE_MAP);
    bool is_whole = value_put_text(arena, map, STR("list"), entry->list) &&
                    value_put_text(arena, map, STR("edition"), entry->edition) &&
                    value_put_text(arena, map, STR("entry"), entry->entry) &&
                    value_put_int(arena, map, STR("row"), (int64_t)entry->row) &&
                    value_put_text(arena, map, STR("remarks"), entry->remarks) &&
                    value_put_text(arena, map, STR("start"), entry->start_date) &&
                    value_put_text(arena, map, STR("end"), entry->end_date);
    TRY_MEM(is_whole, err);
    TRY(add_list(page, map, STR("countries"), entry->countries, err));
    TRY(add_list(page, map, STR("births"), entry->birth_dates, err));
    TRY(add_list(page, map, STR("addresses"), entry->addresses, err));
    TRY(add_list(page, map, STR("programs"), entry->programs, err));
    TRY(add_list(page, map, STR("topics"), entry->topics, err));
    *ret_value = map;
    return 0;
}

static int take_entry(struct page *page, const struct list_entry *entry, struct seki_err *err)
{
    for (size_t i = 0; i < entry->n_names; i++)
        TRY(add_text(page, page->names, entry->names[i].text, err));
    for (size_t i = 0; i < entry->n_identifiers; i++)
        TRY(add_pair(page, page->identifiers, entry->identifiers[i].kind, entry->identifiers[i].value, err));
    for (size_t i = 0; i < entry->addresses.n; i++)
        TRY(add_pair(page, page->contacts, STR("address"), entry->addresses.v[i], err));
    page->schema = party_schema_word(entry->schema);
    page->country = entry->countries.n ? entry->countries.v[0] : STR_NULL;
    page->shown_name = entry->n_names ? entry->names[0].text : entry->entry;
    return 0;
}

/* -- the page -- */

static int put_hits(struct page *page, struct value *root, struct day_lists *lists, struct seki_err *err)
{
    struct screen_hits hits;
    struct value *list = value_put(root, STR("hits"), value_new(page->arena, VALUE_LIST));
    TRY_MEM(list, err);
    if (!page->shown_name.n)
        return 0;
    TRY(party_hits(page->session, page->arena, page->shown_name, lists, &hits, err));
    for (size_t i = 0; i < hits.n; i++)
        TRY_MEM(value_add(list, api_hit_value(page->arena, &hits.v[i])), err);
    return 0;
}

static struct value *head_of(struct page *page, struct str source)
{
    struct arena *arena = page->arena;
    struct value *root = value_new(arena, VALUE_MAP);
    bool is_whole =
        value_put_text(arena, root, STR("id"), page->id) && value_put_text(arena, root, STR("source"), source) &&
        value_put_text(arena, root, STR("name"), page->shown_name) && value_put(root, STR("names"), page->names) &&
        value_put_text(arena, root, STR("schema"), page->schema) &&
        value_put_text(arena, root, STR("country"), page->country) &&
        value_put(root, STR("contacts"), page->contacts) && value_put(root, STR("identifiers"), page->identifiers) &&
        value_put(root, STR("dealings"), page->dealings);
    return is_whole ? root : NULL;
}

static int fill_stored(struct page *page, const struct desk_view *view, struct seki_err *err)
{
    struct desk_rows rows;
    TRY(desk_of_party(page->session->store, page->arena, view, page->id, &rows, err));
    for (size_t i = 0; i < rows.n; i++)
        TRY(add_dealing(page, &rows.v[i], err));
    return 0;
}

/* A listed party may be one of ours under the same folded name. */
static int fill_listed(struct page *page, const struct desk_view *view, struct seki_err *err)
{
    struct str listed = page->id;
    struct desk_name folded;
    char id[37];
    bool is_person = str_eq(page->schema, STR("Person"));
    TRY(desk_fold(page->session, page->arena, page->shown_name, is_person, &folded, err));
    desk_party_id(folded.core, id);
    page->id = str_c(id);
    int code = fill_stored(page, view, err);
    page->id = listed;
    return code;
}

static int page_in(struct page *page, struct day_lists *lists, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct desk_view view;
    struct party_row party;
    struct list_entry entry;
    struct value *listed = NULL;
    TRY(access_view(page->session, page->arena, &view, err));
    int got = parties_get(page->session->store, page->arena, &view, page->id, &party, err);
    TRY(got);
    if (got) {
        page->shown_name = party.name;
        TRY(fill_stored(page, &view, err));
    } else {
        int found = find_entry(page, lists, &entry, err);
        TRY(found);
        if (!found)
            return access_not_found(err);
        TRY(take_entry(page, &entry, err));
        TRY(entry_value(page, &entry, &listed, err));
        TRY(fill_listed(page, &view, err));
    }
    struct value *root = head_of(page, got ? STR("dealing") : STR("list"));
    TRY_MEM(root, err);
    TRY(put_hits(page, root, lists, err));
    TRY_MEM(!listed || value_put(root, STR("list"), listed), err);
    TRY(api_audit(page->session, API_PARTY, page->id, STR_NULL, err));
    return api_answer(root, ret_answer, err);
}

int seki_party(struct seki_session *session, const char *id, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct page page = {.session = session, .arena = &arena, .id = str_c(id ? id : "")};
    struct day_lists lists;
    struct day today;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_PARTY, err));
    page.names = value_new(&arena, VALUE_LIST);
    page.contacts = value_new(&arena, VALUE_LIST);
    page.identifiers = value_new(&arena, VALUE_LIST);
    page.dealings = value_new(&arena, VALUE_LIST);
    TRY_MEM(page.names && page.contacts && page.identifiers && page.dealings, err);
    TRY(api_today(session, &today, err));
    TRY(api_day_lists(session, today, &lists, err));
    int code = page_in(&page, &lists, ret_answer, err);
    api_day_lists_done(&lists);
    return code;
}
