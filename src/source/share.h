/*
 * source/share.h - what registers write for a share, as a range in 1/10,000 of the whole.
 */
#ifndef SOURCE_SHARE_H
#define SOURCE_SHARE_H

#include "base/str.h"

struct share_range {
    int32_t min, max; /* 0 .. 10000, min <= max */
};

/*
 * "12.5%" and "12,5" give 1250..1250, "25-50%" 2500..5000, ">75%" 7501..10000, "at least 50" and ">=50" 5000..10000,
 * "<25%" 0..2499, "up to 25" 0..2500, "more than 25% but not more than 50%" 2501..5000. A bare number is percent.
 * False: not understood, or outside 0 .. 100.
 */
bool share_parse(struct str text, struct share_range *ret_range);

#endif
