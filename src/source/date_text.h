/*
 * source/date_text.h - dates as lists write them in words, as ISO texts. For readers; inside the room only.
 */
#ifndef SOURCE_DATE_TEXT_H
#define SOURCE_DATE_TEXT_H

#include "source/party_build.h"

/* "09/01/1981" (month first, as US agencies write) -> 1981-09-01. False if it is no such day. */
bool date_of_us(struct str text, struct day *ret_day);

/* "10 Dec 1948", "Dec 1948", "1948", "1948-12-10", with "circa" in front or not. False on anything else. */
bool date_of_words(struct str text, struct day *ret_day);

/* A day as ISO text in the arena, in its precision. */
int date_iso(struct arena *arena, struct day day, struct str *ret_text, struct seki_err *err);

/* Add a day to the birth dates of a party. */
int date_add_birth(struct party_build *build, struct day day, struct seki_err *err);

/* Add every year from `from` to `to`; a longer range than thirty years says nothing and is passed over. */
int date_add_birth_years(struct party_build *build, int from, int to, struct seki_err *err);

/* "circa 1951", "01 Jan 1950 to 31 Dec 1955", "1951 to 1953": everything it can mean. Passes over what it cannot read.
 */
int date_add_birth_words(struct party_build *build, struct str text, struct seki_err *err);

#endif
