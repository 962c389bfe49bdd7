/*
 * assess/party_same_int.h - who is the same: all names of a party, and its registration numbers.
 *
 *   {"name":"アルダーポンプ","names":["Alder Pumps GmbH"],"identifiers":[{"kind":"lei","value":"5493 00..."}]}
 *     -> keys "アルタ...", "alder pumps", "\nlei 549300..."
 *
 * Two parties are the same one if they have a key in common: the core of a name, or an identifier of a register that
 * gives each organisation one number (houjin_bangou, lei, uscc, ror). Parties of one dealing are joined once, when they
 * are read. Parties of stored dealings are known by their first name (party_key); under which other names and numbers
 * they were known there is kept beside their contact points as kinds "name" and "identifier" (record.c).
 */
#ifndef ASSESS_PARTY_SAME_INT_H
#define ASSESS_PARTY_SAME_INT_H

#include "assess/assess_int.h"

/* The kinds under which other names and numbers are stored as contact points. */
#define PARTY_KIND_NAME       STR("name")
#define PARTY_KIND_IDENTIFIER STR("identifier")

/* Fill foldeds, keys and same of a party just read, and gather->party_keys. */
int party_keys_read(struct gather *gather, size_t index, struct seki_err *err);

/* An identifier among the keys; `ret_value` is it without the mark ("lei 549300..."). */
bool party_key_is_identifier(struct str key, struct str *ret_value);

/* Are these parties of one dealing the same one? */
bool party_is_same(const struct gather *gather, size_t a, size_t b);

/* The party here that somebody of another dealing is, who is known there by the name `key`. SIZE_MAX: nobody here. The
 * stored dealings are asked at most once for each dealing. */
int party_of_key(struct gather *gather, struct str key, size_t *ret_index, struct seki_err *err);

/* The party here with this registration number. SIZE_MAX: nobody, or no number that tells organisations apart. */
int party_of_number(struct gather *gather, struct str kind, struct str value, size_t *ret_index, struct seki_err *err);

/* A party of `other` (another dealing, or another version) with that role that is the same one as `party`? */
bool party_has_match(const struct party *party, const struct gather *other, struct str role);

/* Under which first names stored dealings know the party, its own first: each once. "" is never among them. */
int party_stored_keys(struct gather *gather, size_t index, struct str_list *ret_keys, struct seki_err *err);

#endif
