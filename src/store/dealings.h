/*
 * store/dealings.h - dealings with all their versions, what can be found in them, and their assessments.
 *
 * Every version is kept as it came; nothing here is ever changed or removed. Beside the bodies the store keeps what
 * later dealings ask for: contact points, products, largest orders, texts. These look-ups see the latest version of
 * each dealing only, go by index, and are bounded, so 100,000 dealings answer like ten.
 *
 * Days are given as struct day and must be full; quantities are fixed-point in 1/1000. Keys (party_key, item_key,
 * text_key, the normalised value of a contact) are made by the caller with room text; the store only compares bytes. An
 * empty or absent key never matches anything. Errors and threads: store/store.h.
 */
#ifndef STORE_DEALINGS_H
#define STORE_DEALINGS_H

#include "base/time.h"
#include "store/store.h"

enum { DEALING_QUANTITY_UNKNOWN = -1 };

/* One version of a dealing as handed in. */
struct dealing_row {
    struct str id;
    int64_t version;        /* from 1, without gaps */
    struct str kind;        /* procurement, ... */
    struct day date;        /* the day it is judged on */
    struct str received_at; /* as given, or STR_NULL */
    struct str title, department, entered_by;
    struct str body;        /* the JSON as it is kept */
    struct str sha256;      /* of the body; STR_NULL = computed here */
    struct str at, actor;   /* when stored (RFC 3339), by whom */
    struct str orderer_key; /* folded name of the customer, or STR_NULL */
    struct str text_key;    /* hash of the folded text, or STR_NULL */
    bool is_customer_hit, is_declined;
    struct str level; /* green, amber, red; STR_NULL = not assessed */
    bool is_incomplete;
};

/* A way to reach a party. kind: phone, email, domain, address, account, website, ... */
struct dealing_contact {
    struct str kind, value;   /* value normalised */
    struct str party_key;     /* folded core name; empty = no name: kept, but nobody's contact */
    struct str party_name;    /* as written */
    struct str country, role; /* or STR_NULL */
    bool is_organisation;
};

struct dealing_item {
    struct str item_key, model_key; /* folded; STR_NULL = none */
    int64_t quantity;               /* 1/1000; DEALING_QUANTITY_UNKNOWN */
    struct str unit;                /* or STR_NULL */
    struct str orderer_key;         /* or STR_NULL */
};

/* Contacts and items of one version together. */
struct dealing_parts {
    const struct dealing_contact *contacts;
    size_t n_contacts;
    const struct dealing_item *items;
    size_t n_items;
};

/* 1 for an id that is not stored, else the number after the latest version. */
int dealing_next_version(struct store *store, struct str id, int64_t *ret_version, struct seki_err *err);

/* Store a version. SEKI_E_CONFLICT when `version` is not the next one (somebody else was faster). Makes its own
 * transaction when none is open; inside one it is undone by the caller's rollback. */
int dealing_put(struct store *store, const struct dealing_row *row, const struct dealing_parts *parts,
                struct seki_err *err);

/* A stored version; `contacts` and `items` are not read back. */
struct dealing_version {
    int64_t version;
    struct day date;
    struct str at, actor, body, sha256;
};

struct dealing_versions {
    struct dealing_version *v;
    size_t n, cap;
};

/* All versions, oldest first; none: n = 0. */
int dealing_versions(struct store *store, struct arena *arena, struct str id, struct dealing_versions *ret_versions,
                     struct seki_err *err);

/* The latest version; SEKI_E_NOTFOUND. */
int dealing_latest(struct store *store, struct arena *arena, struct str id, struct dealing_version *ret_version,
                   struct seki_err *err);

/* -- who else used this contact point (PRC-05, APR-10, APR-15; GUIDE section 5.2) -- */

struct contact_query {
    struct str kind, value;
    bool is_organisation;      /* look at organisations, or else at persons */
    struct str except_dealing; /* do not count this one; STR_NULL = count all */
    size_t limit;              /* rows wanted; 0 = LIMIT(CONTACT_PARTIES) */
};

/* One row for each party_key: the party's newest dealing with this contact point. Many more parties than
 * LIMIT(HUB_ORGANISATIONS) are not told apart: has_more alone makes it a hub. */
struct contact_user {
    struct str dealing, party_key, party_name, country, role;
    int64_t version;
    struct day date;
};

struct contact_users {
    struct contact_user *v; /* ordered by party_key */
    size_t n, cap;
    size_t n_parties; /* different party_keys, counted up to LIMIT(CONTACT_PARTIES) */
    bool has_more;    /* n_parties stopped at that limit */
};

int dealing_contact_users(struct store *store, struct arena *arena, const struct contact_query *query,
                          struct contact_users *ret_users, struct seki_err *err);

/* -- the same product (PRC-04, PRC-28) -- */

struct product_query {
    struct str item_key, model_key;            /* same item name, or same model where both have one */
    struct day from_day, to_day;               /* both included; DAY_NONE = open */
    struct str except_dealing, except_orderer; /* STR_NULL = none */
    bool is_flagged_only;                      /* only dealings whose customer was a hit, or that were declined */
    size_t limit;                              /* rows; 0 = LIMIT(PRODUCT_ROWS) */
};

struct product_order {
    struct str dealing, orderer_key, unit;
    struct day date;
    int64_t quantity; /* 1/1000 or DEALING_QUANTITY_UNKNOWN */
    bool is_customer_hit, is_declined;
};

struct product_orders {
    struct product_order *v; /* newest first, one row for each item line */
    size_t n, cap;
    bool has_more;
};

int dealing_same_product(struct store *store, struct arena *arena, const struct product_query *query,
                         struct product_orders *ret_orders, struct seki_err *err);

/* -- the largest order so far of that party and product (PRC-11) -- */

struct largest_query {
    struct str orderer_key, item_key, model_key;
    struct str unit;           /* only orders in this unit; STR_NULL = only orders without a unit */
    struct day until_day;      /* included */
    struct str except_dealing; /* or STR_NULL */
};

/* 1 found, 0 there is no earlier order with a quantity. */
int dealing_largest_order(struct store *store, struct arena *arena, const struct largest_query *query,
                          struct product_order *ret_order, struct seki_err *err);

/* -- the same text (PRC-28) -- */

struct text_query {
    struct str text_key;
    struct str except_dealing; /* or STR_NULL */
    bool is_flagged_only;
    size_t limit; /* 0 = LIMIT(PRODUCT_ROWS) */
};

/* Orders whose `unit` and `quantity` are unknown: one row for each dealing, newest first. */
int dealing_same_text(struct store *store, struct arena *arena, const struct text_query *query,
                      struct product_orders *ret_orders, struct seki_err *err);

/* -- assessments: made once, never overwritten -- */

struct assessment_row {
    struct str dealing;
    int64_t version;
    struct str at, actor;
    struct str level; /* green, amber, red */
    bool is_incomplete;
    struct str body; /* the answer as JSON */
};

/* Store one; a version may be assessed again, each is kept. The dealing version must be there (SEKI_E_NOTFOUND). */
int assessment_put(struct store *store, const struct assessment_row *row, struct seki_err *err);

/* The newest assessment of the dealing (of any version, highest version first). 1 found, 0 none. */
int assessment_latest(struct store *store, struct arena *arena, struct str dealing, struct assessment_row *ret_row,
                      struct seki_err *err);

#endif
