/*
 * assess/assess_int.h - what the files of this room share: the engine, a dealing being judged, its parties.
 */
#ifndef ASSESS_ASSESS_INT_H
#define ASSESS_ASSESS_INT_H

#include "assess/assess.h"
#include "assess/facts_int.h"
#include "assess/levels.h"
#include "assess/policy.h"
#include "base/map.h"
#include "rules/rules.h"
#include "screen/resolve.h"
#include "screen/screen.h"
#include "store/relations.h"
#include "store/store.h"
#include "text/text.h"
#include "trace/owned.h"

struct assess_engine {
    const struct text_tools *text;
    struct rule_pack pack;
    struct str_list indicators; /* all in the pack, sorted, each once */
    struct levels levels;
    struct policy policy;
    struct owned_rule *owned_rules; /* rows of policy/fifty_percent_rules.csv */
    size_t n_owned_rules;
    struct str rules_version, levels_version;
};

enum subject_id {
#define SUBJECT(name, function) SUBJECT_##name,
#include "assess/subjects.def"
#undef SUBJECT
    SUBJECT_COUNT
};

/* A party of the dealing, prepared once. */
struct party {
    const struct value *value;
    struct str pointer; /* "/parties/0" */
    struct str_list roles;
    struct str key, name;             /* STR_NULL if missing; name = the first of names[] where there is no `name` */
    struct str country, kind;         /* STR_NULL if missing, and if it is known that there is none */
    bool has_no_country, has_no_kind; /* known: there is none (false) */
    bool is_person;
    bool is_comparable;      /* has a name that folds to something */
    struct str folded;       /* struct folded_name.key: joins the stored graph */
    struct str core;         /* without legal forms: joins parties of dealings; "" if not comparable */
    struct str_list foldeds; /* of `name` and names[], each once, `folded` first */
    struct str_list keys;    /* what tells who it is (party_same_int.h): cores of all names, registration numbers */
    size_t same;             /* the first party that is the same one; itself if there is none before */
    struct str id;           /* key, else core; "" = nobody can tell */
};

struct party_list {
    struct party *v;
    size_t n, cap;
};

/* How a hit stands. */
enum hit_state { HIT_CONFIRMED, HIT_REVIEW, HIT_CLEARED };

/* A hit of a party, or of an owner named only in a relation. */
struct hit {
    size_t node; /* index of the party, or parties.n + index of the name in gather.owners */
    struct screen_hit hit;
    const struct assess_list *list;
    enum policy_effect effect;
    enum hit_state state;
};

struct hit_list {
    struct hit *v;
    size_t n, cap;
};

/* One indicator while it is judged; GUIDE section 5.1. */
enum judge_stage { JUDGE_NEW, JUDGE_BUSY, JUDGE_DONE };
struct judged {
    struct str indicator;
    const struct rule *rule; /* NULL: no rule is valid on the day */
    enum judge_stage stage;
    struct finding finding;
    const struct rule_case *row;
};

struct judged_list {
    struct judged *v;
    size_t n, cap;
};

/* The graph around the parties: dealing and store together (graph.c). */
struct graph;

/* A dealing being judged: everything worked out so far. Lives in the arena of the request. */
struct gather {
    const struct assess_context *context;
    const struct assess_engine *engine;
    struct arena *arena;
    const struct value *dealing;
    struct day day;
    struct str date; /* the same as text */
    struct str kind;
    struct party_list parties;
    struct map party_keys; /* key of a party -> its index + 1: party_same_int.h */
    bool is_traced;        /* party_keys holds what stored dealings know as well */
    bool has_parties;      /* the dealing says who its parties are */
    struct fact_slot slots[FACT_ID_COUNT];
    bool is_gathered[SUBJECT_COUNT];
    bool is_screened;
    const struct resolver *resolver; /* what people said of hits; NULL until somebody is looked up */
    struct hit_list hits;            /* of parties, trackers included */
    struct graph *graph;             /* NULL until graph_of */
    struct judged_list judged;
    struct str judging; /* the indicator whose rule is looked at; its own answer is not a fact for it */
};

/* -- dealing and parties -- */

/* Prepare a dealing for judging; the rest is worked out when asked for. */
int gather_init(struct gather *gather, const struct assess_context *context, struct arena *arena,
                const struct value *dealing, struct seki_err *err);

bool party_has_role(const struct party *party, struct str role);
bool party_is_organisation(const struct party *party);

/* The party with this key, or else with exactly this name; NULL. */
const struct party *party_find(const struct gather *gather, struct str key_or_name);

/* Fold into the arena: "" for what folds to nothing. */
int party_fold(struct gather *gather, struct str name, bool is_person, struct str *ret_folded, struct str *ret_core,
               struct seki_err *err);

/* Evidence from a policy table: the place is "policy/group_a_countries.csv:12". */
int gather_policy_evidence(struct gather *gather, enum fact_id id, const struct policy_row *row, struct str text,
                           struct seki_err *err);

/* ship_date where the dealing says it, else the day it is judged on. */
struct day gather_ship_day(const struct gather *gather);

#define SUBJECT(name, function) int function(struct gather *gather, struct seki_err *err);
#include "assess/subjects.def"
#undef SUBJECT

#endif
