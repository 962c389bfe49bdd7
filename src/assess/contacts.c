/*
 * assess/contacts.c - reading the contact points of the parties.
 *
 *   {"country":"JP","phones":["03-5555-0134"],"emails":["a@gulf.example"],"website":"https://www.gulf.example/x"}
 *     -> phone +81355550134, email a@gulf.example, domain gulf.example (once)
 *
 * National numbers are read in the party's country. The domain of a free mail provider is nobody's own.
 */
#include "assess/contacts_int.h"
#include "base/map.h"
#include "index/list_index.h"
#include "text/address.h"
#include "text/domain.h"
#include "text/phone.h"

struct reading {
    struct gather *gather;
    const struct party *party;
    struct contact_list *into;
    struct map seen; /* "kind value\nbank" of this party */
    struct seki_err *err;
};

static int contact_add(struct reading *in, struct contact contact)
{
    struct arena *arena = in->gather->arena;
    struct str key =
        arena_printf(arena, "%.*s %.*s\n%.*s", STR_ARG(contact.kind), STR_ARG(contact.value), STR_ARG(contact.bank));
    TRY_MEM(key.p && contact.pointer.p, in->err);
    if (map_has(&in->seen, key))
        return 0;
    if (!map_put(&in->seen, key, in))
        return err_oom(in->err);
    contact.party = (size_t)(in->party - in->gather->parties.v);
    return ARENA_PUSH(arena, in->into, contact) ? 0 : err_oom(in->err);
}

static struct str lower(struct arena *arena, struct str text)
{
    struct str copy = arena_str(arena, str_trim(text));
    char *p = arena_cstr(arena, copy);
    for (size_t i = 0; p && i < copy.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] - 'A' + 'a');
    return p ? (struct str){p, copy.n} : STR_NULL;
}

static int phone_read(struct reading *in, struct contact contact, struct str text)
{
    struct phone phone;
    int got = phone_normalise(in->gather->engine->text, in->gather->arena, text, in->party->country, &phone, in->err);
    if (got <= 0)
        return got;
    contact.kind = STR("phone");
    contact.value = phone.e164;
    contact.country = phone.country;
    return contact_add(in, contact);
}

static int domain_add(struct reading *in, struct contact contact, int got, struct str domain)
{
    if (got <= 0 || domain_is_free_mail(domain))
        return got;
    contact.kind = STR("domain");
    contact.value = domain;
    return contact_add(in, contact);
}

static int email_read(struct reading *in, struct contact contact, struct str text)
{
    struct str domain;
    int got = domain_of_email(in->gather->engine->text, in->gather->arena, text, &domain, in->err);
    if (got > 0 && str_find_char(text, '@', 0) != SIZE_MAX) {
        contact.kind = STR("email");
        contact.value = lower(in->gather->arena, text);
        TRY_MEM(contact.value.p, in->err);
        TRY(contact_add(in, contact));
    }
    return domain_add(in, contact, got, domain);
}

static int website_read(struct reading *in, struct contact contact, struct str text)
{
    struct str domain;
    int got = domain_of_url(in->gather->engine->text, in->gather->arena, text, &domain, in->err);
    return domain_add(in, contact, got, domain);
}

static int address_read(struct reading *in, struct contact contact, struct str text)
{
    struct seki_err inner;
    contact.kind = STR("address");
    int code =
        address_key(in->gather->engine->text, in->gather->arena, text, in->party->country, &contact.value, &inner);
    if (code == SEKI_E_NOMEM)
        return err_oom(in->err);
    if (code >= 0 && !str_is_empty(contact.value))
        return contact_add(in, contact);
    in->into->has_weak = in->into->has_weak || party_is_organisation(in->party);
    return 0;
}

/* An IBAN names its bank itself (ISO 13616): two letters, two check digits that make the number 1 modulo 97. */
static bool is_iban(struct str key)
{
    unsigned rest = 0;
    if (key.n < 15 || key.n > 34)
        return false;
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[(i + 4) % key.n];
        bool is_digit = c >= '0' && c <= '9', is_letter = c >= 'A' && c <= 'Z';
        bool is_at_letters = (i + 4) % key.n < 2;
        if ((!is_digit && !is_letter) || (is_at_letters && !is_letter))
            return false;
        rest = is_digit ? rest * 10 + (unsigned)(c - '0') : rest * 100 + (unsigned)(c - 'A') + 10;
        rest %= 97;
    }
    return rest == 1;
}

static int account_read(struct reading *in, struct contact contact, struct str text)
{
    struct str bank = value_get_text(contact.item, STR("bank")), folded;
    contact.kind = CONTACT_ACCOUNT;
    TRY(index_identifier_key(in->gather->arena, text, &contact.value, in->err));
    if (str_is_empty(contact.value))
        return 0;
    if (bank.p && !is_iban(contact.value))
        TRY(party_fold(in->gather, bank, false, &folded, &contact.bank, in->err));
    return contact_add(in, contact);
}

typedef int contact_fn(struct reading *in, struct contact contact, struct str text);

/* Which field holds what, and how it is read. A row with `inner` holds maps with the text there. */
static const struct {
    struct str field, inner;
    contact_fn *read;
} FIELDS[] = {
    {{"phones", 6}, {NULL, 0}, phone_read},         {{"emails", 6}, {NULL, 0}, email_read},
    {{"website", 7}, {NULL, 0}, website_read},      {{"addresses", 9}, {NULL, 0}, address_read},
    {{"accounts", 8}, {"number", 6}, account_read},
};

static int field_read(struct reading *in, size_t field)
{
    struct arena *arena = in->gather->arena;
    const struct value *value = value_get(in->party->value, FIELDS[field].field);
    struct contact contact = {.written = value};
    size_t index = 0;
    contact.pointer = arena_printf(arena, "%.*s/%.*s", STR_ARG(in->party->pointer), STR_ARG(FIELDS[field].field));
    if (value_is(value, VALUE_TEXT))
        return FIELDS[field].read(in, contact, value->text);
    if (!value_is(value, VALUE_LIST))
        return 0;
    struct str base = contact.pointer;
    for (VALUE_EACH(item, value)) {
        contact.item = item;
        contact.written = FIELDS[field].inner.p ? value_get(item, FIELDS[field].inner) : item;
        contact.pointer = arena_printf(arena, "%.*s/%zu", STR_ARG(base), index++);
        if (value_is(contact.written, VALUE_TEXT))
            TRY(FIELDS[field].read(in, contact, contact.written->text));
    }
    return 0;
}

int contacts_read(struct gather *gather, struct contact_list *ret_contacts, struct seki_err *err)
{
    *ret_contacts = (struct contact_list){0};
    for (size_t i = 0; i < gather->parties.n; i++) {
        struct reading in = {.gather = gather, .party = &gather->parties.v[i], .into = ret_contacts, .err = err};
        map_init(&in.seen, gather->arena);
        for (size_t field = 0; field < ARRAY_LEN(FIELDS); field++)
            TRY(field_read(&in, field));
    }
    return 0;
}
