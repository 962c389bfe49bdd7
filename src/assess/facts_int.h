/*
 * assess/facts_int.h - facts of one dealing: what is known, where it comes from, and what is told beside it.
 *
 *   facts.def row --> struct fact_slot {values, has_unknown, evidence, notes} --> struct fact of the rules room
 */
#ifndef ASSESS_FACTS_INT_H
#define ASSESS_FACTS_INT_H

#include "assess/assess.h"
#include "rules/rules.h"

enum fact_id {
#define FACT(name, path, subject, type, meaning) FACT_ID_##name,
#include "assess/facts.def"
#undef FACT
    FACT_ID_COUNT
};

struct fact_value {
    const struct value *value;
};

/* Something told in `facts` of a finding beside the fact itself: holdings below 50 %, hubs, a table that is missing. */
struct fact_note {
    struct str key;
    struct value *value;
};

/* One fact while it is filled, and afterwards. */
struct fact_slot {
    struct {
        struct fact_value *v;
        size_t n, cap;
    } values;
    bool has_unknown;
    struct evidence_list evidence;
    struct {
        struct fact_note *v;
        size_t n, cap;
    } notes;
};

struct gather;

/* Filling. Each gives 0 or SEKI_E_NOMEM. Texts are looked at. */
int fact_put(struct gather *gather, enum fact_id id, struct value *value, struct seki_err *err);
int fact_put_text(struct gather *gather, enum fact_id id, struct str text, struct seki_err *err);
int fact_put_bool(struct gather *gather, enum fact_id id, bool truth, struct seki_err *err);
void fact_unknown(struct gather *gather, enum fact_id id);

/* Where a fact comes from. At most LIMIT(FACT_EVIDENCE) rows are kept for each fact. */
int fact_evidence(struct gather *gather, enum fact_id id, struct evidence evidence, struct seki_err *err);

/* Evidence in the dealing itself: `pointer` is a JSON pointer, the text is what stands there. */
int fact_evidence_field(struct gather *gather, enum fact_id id, struct str pointer, const struct value *value,
                        struct seki_err *err);

/* Tell something beside the fact. A `value` of NULL is a failure of building it. The last one under a key holds. */
int fact_note(struct gather *gather, enum fact_id id, struct str key, struct value *value, struct seki_err *err);
int fact_note_text(struct gather *gather, enum fact_id id, struct str key, struct str text, struct seki_err *err);

/* What was told under the key so far; NULL. */
struct value *fact_note_find(const struct gather *gather, enum fact_id id, struct str key);

/* A slot filled (its subject is gathered first). */
int fact_slot_of(struct gather *gather, enum fact_id id, const struct fact_slot **ret_slot, struct seki_err *err);

/* Is the path a fact? For struct fact_schema; ctx is not used. */
bool facts_knows(void *ctx, struct str path);

/* The row of a derived fact; false if the path has none. */
bool facts_find(struct str path, enum fact_id *ret_id);

/* For struct fact_source; ctx is a struct gather. */
int facts_get(void *ctx, struct str path, struct fact *ret_fact, struct seki_err *err);

/* The evidence for a path, derived or of the dealing. */
int facts_evidence(struct gather *gather, struct str path, struct evidence_list *into, struct seki_err *err);

#endif
