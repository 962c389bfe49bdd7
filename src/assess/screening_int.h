/*
 * assess/screening_int.h - hits of parties and owners, shared by the gather files.
 */
#ifndef ASSESS_SCREENING_INT_H
#define ASSESS_SCREENING_INT_H

#include "assess/assess_int.h"

/* Look all parties up, once for each dealing; fills gather->hits (party order, best hit first). */
int screening_run(struct gather *gather, struct seki_err *err);

/* Look one party up, with what a person resolved there; its hits are added to gather->hits. */
int screening_of_party(struct gather *gather, size_t node, struct seki_err *err);

/* Matches of a name that stands in no party (an owner); `node` is kept in the hits. */
int screening_of_name(struct gather *gather, struct str name, size_t node, struct hit_list *into, struct seki_err *err);

/* Is there a list of the day that is no tracker / that is one? */
bool screening_has_watchlist(const struct gather *gather);
bool screening_has_tracker(const struct gather *gather);

/* Does the entry's own start and end admit the day? */
bool screening_entry_holds(const struct list_entry *entry, struct day day);

/* Orderer, consignee or end user confirmed on a list? After screening_run. */
bool screening_is_customer_hit(const struct gather *gather);

/* {"list", "jp_meti_eul 511", sha256 of the edition, name and programs as listed} */
int screening_evidence(struct gather *gather, enum fact_id id, const struct hit *hit, struct seki_err *err);

#endif
