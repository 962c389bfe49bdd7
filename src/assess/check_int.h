/* assess/check_int.h - what a schema cannot say about a dealing. SEKI_E_MEANING with the JSON pointer as place. */
#ifndef ASSESS_CHECK_INT_H
#define ASSESS_CHECK_INT_H

#include "assess/assess_int.h"

/* Can a dealing of this kind be judged at all? */
int check_kind(const struct assess_engine *engine, const struct value *dealing, struct seki_err *err);

int check_dealing(const struct gather *gather, struct seki_err *err);

#endif
