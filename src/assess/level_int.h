/* assess/level_int.h - from findings to the answer: groups, concern, level, questions, actions, decider, words. */
#ifndef ASSESS_LEVEL_INT_H
#define ASSESS_LEVEL_INT_H

#include "assess/assess_int.h"

/* What the asset says: the highest sensitivity, and whether one is missing (counts as the default, and incomplete). */
struct level_asset {
    int sensitivity;
    bool is_missing;
};

/* Fill the answer from its findings, which are there already. */
int level_fill(struct gather *gather, struct assessment *assessment, struct seki_err *err);

/* The sentence (GUIDE section 5.6); after everything else is filled. */
int explain_fill(struct gather *gather, struct assessment *assessment, const struct level_asset *asset,
                 struct seki_err *err);

#endif
