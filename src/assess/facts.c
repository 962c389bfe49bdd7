/*
 * assess/facts.c - the derived facts of facts.def: filled by gather functions, handed to the rules.
 *
 * HOW IT WORKS. The first question for a fact runs the gather function of its subject, which fills all facts of that
 * subject; later questions find them. A fact keeps its values, whether there may be more, and where each comes from.
 *
 *   facts_get("contacts.shared") -> gather_contacts() -> values {"phone +97145550199"}, evidence /parties/0/phones/0
 */
#include "assess/assess_int.h"
#include "assess/input_int.h"
#include "base/limits.h"

static const struct {
    struct str path;
    enum subject_id subject;
} FACTS[] = {
#define FACT(name, path, subject, type, meaning) {{"" path, sizeof(path) - 1}, SUBJECT_##subject},
#include "assess/facts.def"
#undef FACT
};

typedef int gather_fn(struct gather *gather, struct seki_err *err);

static gather_fn *const SUBJECTS[] = {
#define SUBJECT(name, function) function,
#include "assess/subjects.def"
#undef SUBJECT
};

int fact_put(struct gather *gather, enum fact_id id, struct value *value, struct seki_err *err)
{
    TRY_MEM(value, err);
    return ARENA_PUSH(gather->arena, &gather->slots[id].values, (struct fact_value){value}) ? 0 : err_oom(err);
}

int fact_put_text(struct gather *gather, enum fact_id id, struct str text, struct seki_err *err)
{
    TRY_MEM(text.p, err);
    return fact_put(gather, id, value_new_text(gather->arena, text), err);
}

int fact_put_bool(struct gather *gather, enum fact_id id, bool truth, struct seki_err *err)
{
    return fact_put(gather, id, value_new_bool(gather->arena, truth), err);
}

void fact_unknown(struct gather *gather, enum fact_id id)
{
    gather->slots[id].has_unknown = true;
}

int fact_evidence(struct gather *gather, enum fact_id id, struct evidence evidence, struct seki_err *err)
{
    struct evidence_list *list = &gather->slots[id].evidence;
    TRY_MEM(evidence.place.p, err);
    if (list->n >= LIMIT(FACT_EVIDENCE))
        return 0;
    return ARENA_PUSH(gather->arena, list, evidence) ? 0 : err_oom(err);
}

int fact_evidence_field(struct gather *gather, enum fact_id id, struct str pointer, const struct value *value,
                        struct seki_err *err)
{
    struct evidence evidence;
    TRY_MEM(pointer.p, err);
    if (gather->slots[id].evidence.n >= LIMIT(FACT_EVIDENCE))
        return 0;
    TRY(input_evidence(gather, pointer, value, &evidence, err));
    return fact_evidence(gather, id, evidence, err);
}

int fact_note(struct gather *gather, enum fact_id id, struct str key, struct value *value, struct seki_err *err)
{
    struct fact_slot *slot = &gather->slots[id];
    TRY_MEM(value, err);
    for (size_t i = 0; i < slot->notes.n; i++)
        if (str_eq(slot->notes.v[i].key, key)) {
            slot->notes.v[i].value = value;
            return 0;
        }
    return ARENA_PUSH(gather->arena, &slot->notes, ((struct fact_note){key, value})) ? 0 : err_oom(err);
}

struct value *fact_note_find(const struct gather *gather, enum fact_id id, struct str key)
{
    const struct fact_slot *slot = &gather->slots[id];
    for (size_t i = 0; i < slot->notes.n; i++)
        if (str_eq(slot->notes.v[i].key, key))
            return slot->notes.v[i].value;
    return NULL;
}

int fact_note_text(struct gather *gather, enum fact_id id, struct str key, struct str text, struct seki_err *err)
{
    TRY_MEM(text.p, err);
    return fact_note(gather, id, key, value_new_text(gather->arena, text), err);
}

int fact_slot_of(struct gather *gather, enum fact_id id, const struct fact_slot **ret_slot, struct seki_err *err)
{
    enum subject_id subject = FACTS[id].subject;
    if (!gather->is_gathered[subject]) {
        gather->is_gathered[subject] = true;
        TRY(SUBJECTS[subject](gather, err));
    }
    *ret_slot = &gather->slots[id];
    return 0;
}

bool facts_find(struct str path, enum fact_id *ret_id)
{
    for (size_t i = 0; i < ARRAY_LEN(FACTS); i++)
        if (str_eq(FACTS[i].path, path)) {
            *ret_id = (enum fact_id)i;
            return true;
        }
    return false;
}

bool facts_knows(void *ctx, struct str path)
{
    enum fact_id id;
    (void)ctx;
    return facts_find(path, &id) || input_knows(path);
}

static int slot_fact(struct gather *gather, const struct fact_slot *slot, struct fact *ret_fact, struct seki_err *err)
{
    size_t n = slot->values.n;
    const struct value **v = ARENA_ARRAY(gather->arena, n, const struct value *);
    TRY_MEM(v, err);
    for (size_t i = 0; i < n; i++)
        v[i] = slot->values.v[i].value;
    *ret_fact = (struct fact){.state = n > 0 || !slot->has_unknown ? FACT_KNOWN : FACT_UNKNOWN,
                              .v = v,
                              .n = n,
                              .has_unknown = slot->has_unknown};
    return 0;
}

int facts_get(void *ctx, struct str path, struct fact *ret_fact, struct seki_err *err)
{
    struct gather *gather = ctx;
    const struct fact_slot *slot;
    enum fact_id id;
    if (!facts_find(path, &id))
        return input_get(gather, path, ret_fact, err);
    TRY(fact_slot_of(gather, id, &slot, err));
    return slot_fact(gather, slot, ret_fact, err);
}

static bool evidence_eq(const struct evidence *a, const struct evidence *b)
{
    return str_eq(a->place, b->place) && str_eq(a->source, b->source) && str_eq(a->text, b->text);
}

static int evidence_once(struct gather *gather, const struct evidence *evidence, struct evidence_list *into,
                         struct seki_err *err)
{
    for (size_t i = 0; i < into->n; i++)
        if (evidence_eq(&into->v[i], evidence))
            return 0;
    return ARENA_PUSH(gather->arena, into, *evidence) ? 0 : err_oom(err);
}

int facts_evidence(struct gather *gather, struct str path, struct evidence_list *into, struct seki_err *err)
{
    struct evidence_list found = {0};
    const struct fact_slot *slot;
    enum fact_id id;
    if (facts_find(path, &id)) {
        TRY(fact_slot_of(gather, id, &slot, err));
        found = slot->evidence;
    } else {
        TRY(input_evidence_of(gather, path, &found, err));
    }
    for (size_t i = 0; i < found.n; i++)
        TRY(evidence_once(gather, &found.v[i], into, err));
    return 0;
}
