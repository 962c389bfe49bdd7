/*
 * assess/assess.h - the door of the room: a dealing goes in, a level with its reasons comes out.
 *
 * Place in the flow: api reads and checks a dealing against schema/dealing.json, picks the lists of its day, opens a
 * transaction, calls assess_dealing and assess_store, commits, and writes the answer.
 *
 * HOW IT WORKS. assess_dealing asks four parts in turn:
 *   gather_*.c   fill facts (assess/facts.def) from the dealing, the lists, the store and the policy tables, each with
 *                its evidence; a fact is worked out when the first rule asks for it, once for each dealing
 *   rules        judge the facts, three-valued; no indicator is decided in C
 *   answers.c    put what a person found beside what was computed
 *   level.c      groups, concern, level, decider, questions, actions, due date: tables of rules/levels.yml
 *
 *   {"id":"po-1","kind":"procurement",...}  ->  {"dealing":"po-1","version":1,"level":"amber","incomplete":true,...}
 *
 * The answer depends on the dealing, the lists, the store, the files of the engine and (only when the dealing gives no
 * date) the day of now_ms. The same inputs give the same bytes.
 */
#ifndef ASSESS_ASSESS_H
#define ASSESS_ASSESS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/time.h"
#include "base/value.h"
#include "model/assessment.h"

struct text_tools;
struct list_index;
struct screen_query;
struct store;

/* -- the engine: rules, levels, actions and policy tables, read once ------------------------------------------- */

/* A file as bytes: "rules/procurement/PRC-01.yml", "rules/levels.yml", "rules/actions.yml", "policy/lists.csv".
 * Bytes and path must live as long as the engine. */
struct assess_file {
    struct str path, bytes;
};

struct assess_sources {
    const struct text_tools *text;
    const struct assess_file *files; /* embedded ones first, then the user's: the last of one path holds */
    size_t n_files;
};

/* A file or row that could not be used; the others were. */
struct assess_problem {
    struct str path;
    uint32_t line; /* 0 = the whole file */
    struct str reason;
};

struct assess_problem_list {
    struct assess_problem *v;
    size_t n, cap;
};

/* Opaque. Lives in the arena it was opened with; read-only afterwards, shared by threads. */
struct assess_engine;

/* Read all files. A rule or policy row that cannot be used is put into `problems` (may be NULL) with file and line.
 * SEKI_E_MEANING or SEKI_E_SYNTAX with the place when levels.yml or actions.yml is missing or malformed, or when a
 * mandatory indicator has no rule: without them no level can be given. */
int assess_engine_open(struct arena *arena, const struct assess_sources *sources, struct assess_problem_list *problems,
                       struct assess_engine **ret_engine, struct seki_err *err);

/* SHA-256 (hex) of the rule files, and of levels.yml with actions.yml. */
struct str assess_rules_version(const struct assess_engine *engine);
struct str assess_levels_version(const struct assess_engine *engine);

/* -- one dealing ------------------------------------------------------------------------------------------------ */

/* One list of that day (store/lists.h, lists_on_day) with its opened index. */
struct assess_list {
    const struct list_index *index; /* NULL: the edition holds no listed party */
    struct str list, edition;       /* edition STR_NULL = undated */
    struct str edition_id, sha256;
    bool is_later;
};

/* The world in which a dealing is judged. Everything is looked at; nothing is kept. */
struct assess_context {
    const struct assess_engine *engine;
    struct store *store;             /* read by assess_dealing, written by assess_store */
    const struct assess_list *lists; /* of the day of the dealing, in the order the answer names them */
    size_t n_lists;
    struct str home;     /* ISO 3166 alpha-2 */
    struct str timezone; /* IANA */
    struct str actor;
    int64_t now_ms;
    int64_t version; /* the version that the dealing gets (dealing_next_version) */
};

/* The day a dealing is judged on: its `date`, else the day of now_ms in the zone. SEKI_E_MEANING with place /date. */
int assess_day(const struct value *dealing, struct str timezone, int64_t now_ms, struct day *ret_day,
               struct seki_err *err);

/* Judge a dealing that passed the schema and has an id (api makes one where it is missing). Nothing is stored.
 * SEKI_E_MEANING with err->place = JSON pointer when the dealing is understood but refused: an answer for an unknown
 * indicator, `absent` against a computed present, a relation to nobody, a kind this release cannot judge, ... */
int assess_dealing(const struct assess_context *context, struct arena *arena, const struct value *dealing,
                   struct assessment *ret_assessment, struct seki_err *err);

/* Put dealing, contacts, items and assessment into the store, in the transaction the caller has opened. */
int assess_store(const struct assess_context *context, struct arena *arena, const struct value *dealing,
                 const struct assessment *assessment, struct seki_err *err);

/* A party of a dealing as it is looked up in the lists: all its names, schema, country, birth date, identifiers. Texts
 * look into the party. */
int assess_party_query(struct arena *arena, const struct value *party, struct screen_query *ret_query,
                       struct seki_err *err);

/* Two versions of a dealing side by side. */
struct assess_versions {
    const struct value *before, *after;
    const struct value *before_answer; /* or NULL */
    const struct assessment *answer;   /* to `after`; looked at only beside before_answer */
};

/* What differs between two versions: a list of {"what","path","before","after"}; `what` is "field" (path: a JSON
 * pointer into the dealing), "finding" (an indicator, its states) or "answer" (level, incomplete, concern), in this
 * order; empty when nothing differs. At most LIMIT(CHANGES) rows. assess_dealing calls it for version > 1 against the
 * latest version in the store. */
int assess_changes(struct arena *arena, const struct assess_versions *versions, struct value **ret_changes,
                   struct seki_err *err);

#endif
