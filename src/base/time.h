/*
 * base/time.h - days, moments and time zones.
 *
 * A `struct day` is a calendar day (proleptic Gregorian) with a precision: "1962", "1962-09", "1962-09-03". A moment is
 * milliseconds since 1970-01-01T00:00:00Z; in text RFC 3339. Zones are IANA names; their rules are ICU's.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/err.h"
#include "base/str.h"

struct day {
    int16_t year;        /* 1 .. 9999; 0 = no day */
    uint8_t month, mday; /* 0 = not known (precision year or month) */
};

enum { DAY_TEXT = 11, MOMENT_TEXT = 25 };

#define DAY_NONE ((struct day){0, 0, 0})

bool day_is_known(struct day day);

/* "YYYY", "YYYY-MM" or "YYYY-MM-DD", the whole slice, a day that exists. False on anything else. */
bool day_parse(struct str text, struct day *ret_day);

/* The same, but only a full day is accepted. */
bool day_parse_full(struct str text, struct day *ret_day);

/* At most DAY_TEXT bytes with NUL, in the day's precision; "" for DAY_NONE. */
void day_text(struct day day, char ret_text[DAY_TEXT]);

/* Order of full days; a missing month or day counts as 1. */
int day_cmp(struct day a, struct day b);

/* The first / last day that a day of lower precision can mean. */
struct day day_first(struct day day);
struct day day_last(struct day day);

/* Days since 1970-01-01 of a full day, and back. */
int64_t day_number(struct day day);
struct day day_of_number(int64_t number);

/* `months` later (or earlier); the day of the month is cut to the month's length. */
struct day day_add_months(struct day day, int months);

/* 0 = Sunday .. 6 = Saturday. */
int day_weekday(struct day day);

/* RFC 3339 with any offset; seconds may have a fraction (milliseconds are kept). */
bool moment_parse(struct str text, int64_t *ret_ms);

/* "2026-11-02T00:14:00Z"; a millisecond part is left out. */
void moment_text(int64_t ms, char ret_text[MOMENT_TEXT]);

/* The clock. Rooms do not call it: api takes the time once and hands it down. */
int64_t moment_now(void);

/* Is it an IANA zone name known to ICU? */
bool zone_is_known(struct str zone);

/* The day in that zone at that moment, and the moment of a local time of a day there. 0 or SEKI_E_MEANING. */
int zone_day(struct str zone, int64_t ms, struct day *ret_day, struct seki_err *err);
int zone_moment(struct str zone, struct day day, int hour, int minute, int64_t *ret_ms, struct seki_err *err);

/* The moment as local RFC 3339 text with offset: "2026-11-04T18:00:00+09:00" (26 bytes with NUL). */
int zone_text(struct str zone, int64_t ms, char ret_text[26], struct seki_err *err);

#endif
