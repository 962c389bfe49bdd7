/*
 * source/ofac_int.h - what the two readers of OFAC's lists (CSV and XML) share: the words of its remarks, which of the
 * two lists a file is, and handing a party on. Inside the room only.
 */
#ifndef SOURCE_OFAC_INT_H
#define SOURCE_OFAC_INT_H

#include "source/party_build.h"
#include "source/reader.h"

/* A party with the names it is linked to ("Linked To: HAMAS"). */
struct ofac_party {
    struct party_build build;
    struct party_texts links;
    struct str owner; /* of a vessel */
};

void ofac_party_init(struct ofac_party *party, struct arena *arena);

/* "DOB 1962; POB Shati; Passport 1084010 (Egypt) issued 03 May 1994; a.k.a. 'BNC'; Linked To: HAMAS." Each part goes
 * where it belongs; parts that are no fact of ours stay in the remarks alone. */
int ofac_add_remarks(struct ofac_party *party, struct str remarks, struct seki_err *err);

/* One fact by its label ("Passport", "Tax ID No."), value and country, which may be STR_NULL. Passes over other labels.
 */
int ofac_add_fact(struct ofac_party *party, struct str label, struct str value, struct str country,
                  struct seki_err *err);

/* A country as OFAC writes it: "Region: Gaza" is Gaza, "undetermined" is none. */
int ofac_add_country(struct party_build *build, struct str country, struct seki_err *err);

/* "SDGT] [SYRIA" and "[SDGT]" are two programs and one. */
int ofac_add_programs(struct party_build *build, struct str programs, struct seki_err *err);

/* Record, then its relations. */
int ofac_emit(struct source_sink *sink, struct ofac_party *party, struct seki_err *err);

/*
 * SDN or not? OFAC gives both lists the same form, and only the programs tell: those of the non-SDN lists (sectoral
 * sanctions, NS-PLC, NS-MBS, CMIC, CAPTA, foreign sanctions evaders) fill one file and are rare in the other.
 * Count every entry, then ask; the name decides an even count.
 */
struct ofac_votes {
    size_t sdn, other;
};

void ofac_vote(struct ofac_votes *votes, struct str programs, struct str remarks);
struct str ofac_list_code(const struct ofac_votes *votes, struct str path);

#endif
