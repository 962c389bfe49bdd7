/*
 * assess/contacts_int.h - contact points of the parties in normal form: for PRC-05, and for the store.
 */
#ifndef ASSESS_CONTACTS_INT_H
#define ASSESS_CONTACTS_INT_H

#include "assess/assess_int.h"

struct contact {
    size_t party;
    struct str kind;    /* phone, email, domain, address, account */
    struct str value;   /* normalised */
    struct str pointer; /* "/parties/0/phones/1" */
    const struct value *written;
    const struct value *item; /* the map around it (an account); NULL where the field is one text */
    struct str country;       /* of a telephone number; STR_NULL = cannot be said */
    struct str bank; /* of an account: the folded name of its bank; "" = not named, or the number says it (IBAN) */
};

struct contact_list {
    struct contact *v;
    size_t n, cap;
    bool has_weak; /* an organisation wrote an address that is too weak to be compared */
};

/*
 * Accounts as they are stored. The same number at two named banks is two accounts, so a named bank is a part of the
 * value; the bare number is kept beside it, for those who name no bank.
 *     {"number":"1234567","bank":"Alder Bank"}   account "1234567 alder bank", account_number "1234567"
 *     {"number":"1234567"}                       account "1234567"
 */
#define CONTACT_ACCOUNT        STR("account")
#define CONTACT_ACCOUNT_NUMBER STR("account_number")

/* All of them in order of the parties; what cannot be normalised is left out. Each (party, kind, value) once. */
int contacts_read(struct gather *gather, struct contact_list *ret_contacts, struct seki_err *err);

#endif
