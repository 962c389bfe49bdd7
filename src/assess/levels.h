/*
 * assess/levels.h - the tables that turn findings into a level: rules/levels.yml and rules/actions.yml, read once.
 *
 * GUIDE section 5 as data: groups, mandatory checks, concern table, level table, due times, deciders, actions. A change
 * in the file gives another levels_version.
 */
#ifndef ASSESS_LEVELS_H
#define ASSESS_LEVELS_H

#include "assess/assess.h"

/* S0 .. S3 (GUIDE section 4). */
enum { SENSITIVITY_COUNT = 4, CONCERN_COUNT = 5 };
struct str levels_sensitivity_word(int sensitivity);
bool levels_sensitivity_of(struct str word, int *ret_sensitivity);

struct levels_group {
    struct str id;
    struct bilingual name;
    struct str_list indicators;
};

struct levels_group_list {
    struct levels_group *v;
    size_t n, cap;
};

/* A row of the concern table: reached when each count is. */
struct levels_concern {
    int concern;
    int64_t least[FINDING_SEVERITY_COUNT];
};

struct levels_concern_list {
    struct levels_concern *v;
    size_t n, cap;
};

struct levels_due {
    bool is_given;
    int workdays; /* working days after the first one that counts; 0 = the same (else next) working day */
    int hour, minute;
};

/* Everything that depends on the kind of dealing. */
struct levels_kind {
    struct str kind;
    struct str_list mandatory;
    struct str deciders[FINDING_LEVEL_COUNT];
};

struct levels_kind_list {
    struct levels_kind *v;
    size_t n, cap;
};

struct levels {
    struct levels_group_list groups;
    struct levels_concern_list concerns;
    enum finding_level table[CONCERN_COUNT][SENSITIVITY_COUNT];
    enum finding_level incomplete_level; /* at least this, where incomplete_for */
    bool incomplete_for[SENSITIVITY_COUNT];
    int default_sensitivity;
    struct levels_due due[FINDING_LEVEL_COUNT];
    int received_hour, received_minute; /* when only the day is known */
    struct levels_kind_list kinds;
    struct str_list level_actions[FINDING_LEVEL_COUNT], incomplete_actions;
    struct assessment_action_list actions;
};

/* Read both files. SEKI_E_SYNTAX or SEKI_E_MEANING with the place "rules/levels.yml:12". */
int levels_read(struct arena *arena, const struct assess_file *levels_file, const struct assess_file *actions_file,
                struct levels *ret_levels, struct seki_err *err);

const struct levels_group *levels_group_of(const struct levels *levels, struct str indicator); /* NULL: stands alone */
const struct levels_kind *levels_kind_of(const struct levels *levels, struct str kind); /* NULL: cannot be judged */
const struct assessment_action *levels_action_of(const struct levels *levels, struct str id);

#endif
