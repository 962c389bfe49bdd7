/*
 * rules/decimal_int.h - decimal numbers of any length, compared exactly.
 *
 * A double says 0.1 + 0.2 is not 0.3 and 9007199254740993 is 9007199254740992; a threshold in a rule must not. A
 * decimal looks at the digits where they stand: 0012.50e3 is sign +, digits "12.50" without zeros at the ends, first
 * digit worth 10^4.
 */
#ifndef RULES_DECIMAL_INT_H
#define RULES_DECIMAL_INT_H

#include "base/str.h"

struct decimal {
    int sign;          /* -1, 0, 1 */
    struct str digits; /* from the first to the last non-zero digit; may hold a point */
    int64_t power;     /* of ten, of the first digit */
};

/* [+-] digits [. digits] [e [+-] digits], the whole text, a digit on either side of the point. False on anything else
 * and on an exponent of more than nine digits. Looks at the text, does not copy. */
bool decimal_parse(struct str text, struct decimal *ret_decimal);

/* < 0, 0, > 0. Linear in the digits. */
int decimal_cmp(const struct decimal *a, const struct decimal *b);

#endif
