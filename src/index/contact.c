/*
 * index/contact.c - contact points and identifiers of a record in the forms that list_index_find_contact looks up.
 *
 *   {phone, "03-5555-0134", JP}   ──> phone +81355550134
 *   {email, "A@X.example"}        ──> email a@x.example, domain x.example (unless anybody can have a mailbox there)
 *   {passport, "ab 123-456"}      ──> passport AB123456
 *   address                       ──> address key
 */
#include "base/utf8.h"
#include "index/writer_int.h"
#include "text/address.h"
#include "text/domain.h"
#include "text/phone.h"

enum { IDENTIFIER_MIN = 4 }; /* shorter ones say nothing */

int index_identifier_key(struct arena *arena, struct str raw, struct str *ret_key, struct seki_err *err)
{
    char *key = arena_alloc(arena, raw.n + 1);
    size_t n = 0, n_chars = 0;
    TRY_MEM(key, err);
    while (raw.n) {
        uint32_t c = utf8_next(&raw);
        if (c >= 0xff01 && c <= 0xff5e) /* full width forms of ASCII */
            c -= 0xff01 - '!';
        if (c >= 'a' && c <= 'z')
            c -= 'a' - 'A';
        bool is_kept = c >= 0x80 ? c > 0xbf && c != 0x3000 : (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        if (!is_kept)
            continue;
        n += utf8_put(c, key + n);
        n_chars++;
    }
    *ret_key = n_chars < IDENTIFIER_MIN ? STR("") : (struct str){key, n};
    return 0;
}

int index_add_contact(struct list_index_writer *writer, struct str kind, struct str value, uint32_t entry,
                      struct seki_err *err)
{
    struct index_contact contact = {.hash = index_contact_hash(kind, value), .entry = entry};
    struct text_ref kind_ref;
    if (value.n == 0)
        return 0;
    TRY(index_text_shared(writer, kind, &kind_ref, err));
    contact.kind = kind_ref.offset;
    contact.kind_length = kind_ref.length;
    TRY(index_text(writer, value, &contact.value, err));
    return ARENA_PUSH(&writer->arena, &writer->contacts, contact) ? 0 : err_oom(err);
}

struct contact_input {
    struct list_index_writer *writer;
    struct str value, country;
    uint32_t entry;
};

static int add_phone(const struct contact_input *in, struct seki_err *err)
{
    struct phone phone;
    int code = phone_normalise(in->writer->tools, &in->writer->scratch, in->value, in->country, &phone, err);
    return code <= 0 ? code : index_add_contact(in->writer, STR("phone"), phone.e164, in->entry, err);
}

static int add_domain(const struct contact_input *in, int code, struct str domain, struct seki_err *err)
{
    if (code <= 0 || domain_is_free_mail(domain))
        return code;
    return index_add_contact(in->writer, STR("domain"), domain, in->entry, err);
}

static int add_email(const struct contact_input *in, struct seki_err *err)
{
    struct arena *scratch = &in->writer->scratch;
    struct str email = arena_str(scratch, str_trim(in->value)), domain = STR_NULL;
    char *letters = arena_alloc(scratch, email.n + 1);
    if ((in->value.p && !email.p) || !letters)
        return err_oom(err);
    for (size_t i = 0; i < email.n; i++)
        letters[i] = email.p[i] >= 'A' && email.p[i] <= 'Z' ? (char)(email.p[i] + 32) : email.p[i];
    int code = domain_of_email(in->writer->tools, scratch, in->value, &domain, err);
    TRY(add_domain(in, code, domain, err));
    return code == 0 ? 0 : index_add_contact(in->writer, STR("email"), (struct str){letters, email.n}, in->entry, err);
}

static int add_website(const struct contact_input *in, struct seki_err *err)
{
    struct str domain = STR_NULL;
    int code = domain_of_url(in->writer->tools, &in->writer->scratch, in->value, &domain, err);
    return add_domain(in, code, domain, err);
}

static int add_address(const struct contact_input *in, struct seki_err *err)
{
    struct str key = STR_NULL;
    int code = address_key(in->writer->tools, &in->writer->scratch, in->value, in->country, &key, err);
    if (code == SEKI_E_LIMIT) /* too long to be one address: shown, not compared */
        return 0;
    return code < 0 ? code : index_add_contact(in->writer, STR("address"), key, in->entry, err);
}

/* Kinds with a normal form of their own; all others are index_identifier_key under their own kind. */
static const struct contact_kind {
    const char *kind;
    int (*add)(const struct contact_input *in, struct seki_err *err);
} CONTACT_KINDS[] = {
    {"phone", add_phone},    {"fax", add_phone},       {"mobile", add_phone},    {"email", add_email},
    {"domain", add_website}, {"website", add_website}, {"address", add_address},
};

static int add_identifier(const struct contact_input *in, struct str kind, struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(CONTACT_KINDS); i++)
        if (str_eq(str_c(CONTACT_KINDS[i].kind), kind))
            return CONTACT_KINDS[i].add(in, err);
    struct str key;
    TRY(index_identifier_key(&in->writer->scratch, in->value, &key, err));
    return index_add_contact(in->writer, kind, key, in->entry, err);
}

int index_add_contacts(struct list_index_writer *writer, const struct party_record *record, uint32_t entry,
                       struct seki_err *err)
{
    struct str home = record->countries.n == 1 ? record->countries.v[0] : STR_NULL;
    struct contact_input in = {.writer = writer, .entry = entry};
    for (size_t i = 0; i < record->n_identifiers; i++) {
        const struct party_identifier *identifier = &record->identifiers[i];
        in.value = identifier->value;
        in.country = identifier->country.n ? identifier->country : home;
        TRY(add_identifier(&in, identifier->kind, err));
    }
    in.country = home;
    for (size_t i = 0; i < record->addresses.n; i++) {
        in.value = record->addresses.v[i];
        TRY(add_address(&in, err));
    }
    return 0;
}
