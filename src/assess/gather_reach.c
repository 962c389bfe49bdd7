/*
 * assess/gather_reach.c - PRC-07, 23: free mail, telephones and banks that are nowhere near the dealing.
 *
 *   destination AE, party's seat AE, telephone +86 ...  ->  contacts.phone_mismatch true
 */
#include "assess/contacts_int.h"
#include "text/domain.h"
#include "text/phone.h"

/* ---- free mail (PRC-07) ---- */

static int mail_put(struct gather *gather, const struct party *party, const struct value *mails, struct seki_err *err)
{
    bool is_all_free = true, has_any = false;
    size_t index = 0;
    for (VALUE_EACH(mail, mails)) {
        struct str domain, pointer = arena_printf(gather->arena, "%.*s/emails/%zu", STR_ARG(party->pointer), index++);
        int got = domain_of_email(gather->engine->text, gather->arena, value_text(mail), &domain, err);
        TRY(got);
        TRY(fact_evidence_field(gather, FACT_ID_CONTACTS_FREE_MAIL, pointer, mail, err));
        has_any = has_any || got > 0;
        is_all_free = is_all_free && (got == 0 || domain_is_free_mail(domain));
    }
    if (value_is(mails, VALUE_LIST) && mails->n > 0 && !has_any) {
        fact_unknown(gather, FACT_ID_CONTACTS_FREE_MAIL); /* none of them is a mail address */
        return 0;
    }
    return fact_put_bool(gather, FACT_ID_CONTACTS_FREE_MAIL, has_any && is_all_free, err);
}

int gather_mail(struct gather *gather, struct seki_err *err)
{
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        const struct value *mails = value_get(party->value, STR("emails"));
        if (!party_has_role(party, STR("orderer")))
            continue;
        if (!mails || mails->kind == VALUE_NULL)
            fact_unknown(gather, FACT_ID_CONTACTS_FREE_MAIL);
        else
            TRY(mail_put(gather, party, mails, err));
    }
    if (!gather->has_parties)
        fact_unknown(gather, FACT_ID_CONTACTS_FREE_MAIL);
    return 0;
}

/* ---- telephones (PRC-23) ---- */

/* "" is no place: known, there is none. */
static struct str destination_of(const struct gather *gather)
{
    const struct value *destination = value_find(gather->dealing, STR("/shipment/destination"));
    return value_is_false(destination) ? STR("") : value_text(destination);
}

static struct str seat_of(const struct party *party)
{
    return party->has_no_country ? STR("") : party->country;
}

/* Outside both? Equal to one of them: no. Not equal, and one of them missing: nobody knows. */
static int place_put(struct gather *gather, enum fact_id id, struct str place, struct str destination, struct str seat,
                     struct seki_err *err)
{
    if ((destination.p && str_eq(place, destination)) || (seat.p && str_eq(place, seat)))
        return fact_put_bool(gather, id, false, err);
    if (place.p && destination.p && seat.p)
        return fact_put_bool(gather, id, true, err);
    fact_unknown(gather, id);
    return 0;
}

static int phones_put(struct gather *gather, const struct party *party, const struct value *phones,
                      struct seki_err *err)
{
    size_t index = 0;
    for (VALUE_EACH(item, phones)) {
        struct phone phone = {STR_NULL, STR_NULL};
        struct str pointer = arena_printf(gather->arena, "%.*s/phones/%zu", STR_ARG(party->pointer), index++);
        TRY(phone_normalise(gather->engine->text, gather->arena, value_text(item), party->country, &phone, err));
        TRY(fact_evidence_field(gather, FACT_ID_CONTACTS_PHONE, pointer, item, err));
        TRY(place_put(gather, FACT_ID_CONTACTS_PHONE, phone.country, destination_of(gather), seat_of(party), err));
    }
    return 0;
}

int gather_phones(struct gather *gather, struct seki_err *err)
{
    if (!gather->has_parties)
        fact_unknown(gather, FACT_ID_CONTACTS_PHONE);
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct value *phones = value_get(gather->parties.v[i].value, STR("phones"));
        if (!phones || phones->kind == VALUE_NULL)
            fact_unknown(gather, FACT_ID_CONTACTS_PHONE);
        else
            TRY(phones_put(gather, &gather->parties.v[i], phones, err));
    }
    return 0;
}

/* ---- the bank (PRC-23) ---- */

/* The seat that fits best: of several orderers one in the bank's country is enough. */
static struct str orderer_seat(const struct gather *gather, struct str country)
{
    struct str seat = STR_NULL;
    bool is_missing = false;
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (!party_has_role(party, STR("orderer")))
            continue;
        if (party->country.p && str_eq(party->country, country))
            return party->country;
        seat = seat_of(party);
        is_missing = is_missing || !seat.p;
    }
    return is_missing ? STR_NULL : seat;
}

int gather_bank(struct gather *gather, struct seki_err *err)
{
    const struct value *bank = value_find(gather->dealing, STR("/payment/bank_country"));
    if (value_is_false(bank) || value_is_false(value_get(gather->dealing, STR("payment"))))
        return 0; /* known: no bank */
    if (!value_is(bank, VALUE_TEXT)) {
        fact_unknown(gather, FACT_ID_PAYMENT_BANK);
        return 0;
    }
    TRY(fact_evidence_field(gather, FACT_ID_PAYMENT_BANK, STR("/payment/bank_country"), bank, err));
    return place_put(gather, FACT_ID_PAYMENT_BANK, bank->text, destination_of(gather), orderer_seat(gather, bank->text),
                     err);
}
