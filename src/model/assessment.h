/*
 * model/assessment.h - the answer to one version of a dealing.
 *
 * Made once by assess, stored as it is, never overwritten. The same struct serves the library, the command line and
 * the store: assessment_value() gives the tree whose field order is fixed (shared design DEALING.md, section 4), so
 * every place writes the same bytes. All texts live in the arena of the request.
 *
 *   findings --groups--> severities --concern table--> C0..C4 --level table (asset S0..S3)--> green, amber, red
 */
#ifndef MODEL_ASSESSMENT_H
#define MODEL_ASSESSMENT_H

#include "base/arena.h"
#include "model/finding.h"

/* Present findings that rest on the same fact; they count once, at the highest severity (GUIDE section 5.2). */
struct assessment_group {
    struct str group;
    enum finding_severity severity;
    struct str_list indicators; /* in the order of the findings */
};

struct assessment_group_list {
    struct assessment_group *v;
    size_t n, cap;
};

/* A question that is proposed now: of a present finding, or of an unknown mandatory check. */
struct assessment_question {
    struct str indicator;
    struct bilingual text;
};

struct assessment_question_list {
    struct assessment_question *v;
    size_t n, cap;
};

struct assessment_action {
    struct str id;
    struct bilingual text;
};

struct assessment_action_list {
    struct assessment_action *v;
    size_t n, cap;
};

/* An edition that was looked at. `edition` is STR_NULL when it is undated; is_later: the list has no edition dated on
 * or before the day of the dealing, so the oldest stored one was taken. */
struct assessment_list {
    struct str list, edition;
    bool is_later;
};

struct assessment_list_list {
    struct assessment_list *v;
    size_t n, cap;
};

struct assessment {
    struct str dealing;
    int64_t version; /* from 1 */
    struct str date; /* the day it was judged on */
    enum finding_level level;
    bool is_incomplete;
    int concern;                    /* 0 .. 4 */
    struct str highest_sensitivity; /* S0 .. S3 */
    struct finding_list findings;
    struct assessment_group_list groups;
    struct assessment_question_list questions;
    struct assessment_action_list actions;
    struct str decider; /* a role */
    struct bilingual explanation;
    struct assessment_list_list lists;
    struct str rules_version, levels_version; /* SHA-256 over the files they were made of */
    struct str due_at;                        /* RFC 3339 with the organisation's offset; STR_NULL for green */
    struct value *changes;                    /* a list against the version before; NULL for version 1 */
    bool is_customer_hit; /* no part of the answer: a customer is on a list, which later dealings ask the store for */
};

/* The answer as a tree, fields in the order of DEALING.md section 4; `changes` comes last and only where there is one.
 * Texts are looked at, not copied: the tree lives as long as the assessment. NULL without memory. */
struct value *assessment_value(struct arena *arena, const struct assessment *assessment);

#endif
