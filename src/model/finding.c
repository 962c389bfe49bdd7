/* model/finding.c - words of the tables in model/finding.h. */
#include "model/finding.h"

#define WORD(name, word) {"" word, sizeof(word) - 1},
static const struct str STATES[] = {FINDING_STATES(WORD)};
static const struct str SEVERITIES[] = {FINDING_SEVERITIES(WORD)};
static const struct str STOPS[] = {FINDING_STOPS(WORD)};
static const struct str LEVELS[] = {FINDING_LEVELS(WORD)};
#undef WORD

/* word and its reverse for one table */
#define WORD_FUNCTIONS(subject, type, table)                                                                           \
    struct str subject##_word(enum type value)                                                                         \
    {                                                                                                                  \
        return table[value];                                                                                           \
    }                                                                                                                  \
    bool subject##_of(struct str word, enum type *ret_value)                                                           \
    {                                                                                                                  \
        size_t index;                                                                                                  \
        if (!str_find_word(table, ARRAY_LEN(table), word, &index))                                                     \
            return false;                                                                                              \
        *ret_value = (enum type)index;                                                                                 \
        return true;                                                                                                   \
    }

WORD_FUNCTIONS(finding_state, finding_state, STATES)
WORD_FUNCTIONS(finding_severity, finding_severity, SEVERITIES)
WORD_FUNCTIONS(finding_stop, finding_stop, STOPS)
WORD_FUNCTIONS(finding_level, finding_level, LEVELS)
