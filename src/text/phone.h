/*
 * text/phone.h - one form for a telephone number (ITU-T E.164), by libphonenumber.
 *
 *   "+81-3-5555-0134"        "03-5555-0134" (JP)             ╮
 *   "０３－５５５５－０１３４" (JP)  "(03) 5555 0134 ext. 12" (JP)  ┴──>  +81355550134, JP
 */
#ifndef TEXT_PHONE_H
#define TEXT_PHONE_H

#include "base/arena.h"
#include "text/text.h"

struct phone {
    struct str e164; /* "+81355550134" */
    /*
     * ISO 3166 alpha-2 of the number. STR_NULL when it cannot be said: international services (+800), and numbers that
     * fit no plan of a country code that countries share (+1, +7, +44 ...): naming the largest would be a guess.
     */
    struct str country;
};

/*
 * 1 and the phone, 0 if it is no number, negative on failure (SEKI_E_NOMEM). `country` (ISO 3166 alpha-2, may be
 * STR_NULL) is where a number without +code is dialled. Extensions and remarks behind it ("（代）", "(main)") are
 * dropped. Possible numbers are accepted, not only assigned ones: what a party wrote is evidence even if no such line
 * exists. Any thread with its own arena.
 */
int phone_normalise(const struct text_tools *tools, struct arena *arena, struct str raw, struct str country,
                    struct phone *ret_phone, struct seki_err *err);

enum phone_fit { PHONE_NO_FIT, PHONE_POSSIBLE, PHONE_VALID };

/*
 * Does it fit the plan of the country, or of its +code: by its length alone, or as a line that could be assigned? For
 * telling a telephone number that nobody labelled from any other number; what a party calls its telephone is taken by
 * phone_normalise as it is. PHONE_NO_FIT also without memory. Any thread.
 */
enum phone_fit phone_fit(struct str raw, struct str country);

#endif
