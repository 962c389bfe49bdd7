/*
 * model/finding.h - what a check says about a dealing: findings, groups, level, and the words around them.
 *
 * An assessment is findings + level + versions of rules and lists. It is made once by assess, stored as it is, and
 * never overwritten. All texts live in the arena of the request.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "base/str.h"
#include "base/value.h"

/* GUIDE section 2, P2: unknown is a result. */
#define FINDING_STATES(X)                                                                                              \
    X(ABSENT, "absent")                                                                                                \
    X(PRESENT, "present")                                                                                              \
    X(UNKNOWN, "unknown")                                                                                              \
    X(EXPLAINED, "explained")                                                                                          \
    X(NOT_APPLICABLE, "not_applicable")

#define FINDING_SEVERITIES(X)                                                                                          \
    X(LOW, "low")                                                                                                      \
    X(MEDIUM, "medium")                                                                                                \
    X(HIGH, "high")                                                                                                    \
    X(CRITICAL, "critical")

/* GUIDE section 5.8: a critical is of three kinds. */
#define FINDING_STOPS(X)                                                                                               \
    X(NONE, "")                                                                                                        \
    X(LEGAL, "legal")                                                                                                  \
    X(DANGER, "danger")                                                                                                \
    X(EXPOSURE, "exposure")

#define FINDING_LEVELS(X)                                                                                              \
    X(GREEN, "green")                                                                                                  \
    X(AMBER, "amber")                                                                                                  \
    X(RED, "red")

#define FINDING_ENUM(name, word) FINDING_##name,
enum finding_state { FINDING_STATES(FINDING_ENUM) FINDING_STATE_COUNT };
enum finding_severity { FINDING_SEVERITIES(FINDING_ENUM) FINDING_SEVERITY_COUNT };
#undef FINDING_ENUM
#define FINDING_ENUM(name, word) FINDING_STOP_##name,
enum finding_stop { FINDING_STOPS(FINDING_ENUM) FINDING_STOP_COUNT };
#undef FINDING_ENUM
#define FINDING_ENUM(name, word) FINDING_LEVEL_##name,
enum finding_level { FINDING_LEVELS(FINDING_ENUM) FINDING_LEVEL_COUNT };
#undef FINDING_ENUM

struct str finding_state_word(enum finding_state value);
struct str finding_severity_word(enum finding_severity value);
struct str finding_stop_word(enum finding_stop value);
struct str finding_level_word(enum finding_level value);
bool finding_state_of(struct str word, enum finding_state *ret_value);
bool finding_severity_of(struct str word, enum finding_severity *ret_value);
bool finding_stop_of(struct str word, enum finding_stop *ret_value);
bool finding_level_of(struct str word, enum finding_level *ret_value);

/* A text in the two languages of the product. */
struct bilingual {
    struct str ja, en;
};

/* Where a fact comes from. `source`: dealing, list, policy, history, answer; `place`: a JSON pointer, "jp_meti_eul
 * 511", a table and row; `sha256` of the file where there is one; `text` what stands there. */
struct evidence {
    struct str source, place, sha256, text;
};

struct evidence_list {
    struct evidence *v;
    size_t n, cap;
};

struct finding {
    struct str indicator; /* PRC-05 */
    struct bilingual title;
    enum finding_state state;
    enum finding_severity severity; /* the effective one */
    struct str group;
    bool is_mandatory;
    enum finding_stop stop;
    struct value *facts; /* a map: the facts the rule looked at, with the values found */
    struct evidence_list evidence;
    struct str_list basis;
    bool has_question, asks_counterpart;
    struct bilingual question;
    struct str rule, rule_version; /* rule file and its hash */
};

struct finding_list {
    struct finding *v;
    size_t n, cap;
};

#endif
