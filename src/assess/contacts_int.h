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
    struct str country; /* of a telephone number; STR_NULL = cannot be said */
};

struct contact_list {
    struct contact *v;
    size_t n, cap;
};

/* All of them in order of the parties; what cannot be normalised is left out. Each (party, kind, value) once. */
int contacts_read(struct gather *gather, struct contact_list *ret_contacts, struct seki_err *err);

#endif
