/* base/zone.c - time zones by ICU's calendar (libc's are process-wide and not thread-safe). See base/time.h. */
#include "base/time.h"

#include <stdio.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { ZONE_MAX = 64 };

static bool to_utf16(struct str zone, UChar ret_zone[ZONE_MAX])
{
    UErrorCode status = U_ZERO_ERROR;
    if (zone.n == 0 || zone.n >= ZONE_MAX)
        return false;
    u_strFromUTF8(ret_zone, ZONE_MAX, NULL, zone.p, (int32_t)zone.n, &status);
    return U_SUCCESS(status) != 0;
}

bool zone_is_known(struct str zone)
{
    UChar name[ZONE_MAX], canonical[ZONE_MAX];
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = 0;
    if (!to_utf16(zone, name) || !str_has(zone, STR("/")))
        return str_eq(zone, STR("UTC"));
    ucal_getCanonicalTimeZoneID(name, -1, canonical, ZONE_MAX, &is_system, &status);
    return U_SUCCESS(status) && is_system;
}

static void close_calendar(UCalendar **calendar)
{
    if (*calendar)
        ucal_close(*calendar);
}

static int open_calendar(struct str zone, UCalendar **ret_calendar, struct seki_err *err)
{
    UChar name[ZONE_MAX];
    UErrorCode status = U_ZERO_ERROR;
    if (!zone_is_known(zone) || !to_utf16(zone, name))
        return err_set(err, SEKI_E_MEANING, "unknown time zone \"%.*s\"", STR_ARG(zone));
    UCalendar *calendar = ucal_open(name, -1, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "calendar: %s", u_errorName(status));
    *ret_calendar = calendar;
    return 0;
}

int zone_day(struct str zone, int64_t ms, struct day *ret_day, struct seki_err *err)
{
    AUTO(close_calendar) UCalendar *calendar = NULL;
    UErrorCode status = U_ZERO_ERROR;
    TRY(open_calendar(zone, &calendar, err));
    ucal_setMillis(calendar, (double)ms, &status);
    int year = ucal_get(calendar, UCAL_YEAR, &status);
    int month = ucal_get(calendar, UCAL_MONTH, &status) + 1;
    int mday = ucal_get(calendar, UCAL_DATE, &status);
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "calendar: %s", u_errorName(status));
    *ret_day = (struct day){(int16_t)year, (uint8_t)month, (uint8_t)mday};
    return 0;
}

int zone_moment(struct str zone, struct day day, int hour, int minute, int64_t *ret_ms, struct seki_err *err)
{
    AUTO(close_calendar) UCalendar *calendar = NULL;
    UErrorCode status = U_ZERO_ERROR;
    TRY(open_calendar(zone, &calendar, err));
    day = day_first(day);
    ucal_clear(calendar);
    ucal_setDateTime(calendar, day.year, day.month - 1, day.mday, hour, minute, 0, &status);
    double ms = ucal_getMillis(calendar, &status);
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "calendar: %s", u_errorName(status));
    *ret_ms = (int64_t)ms;
    return 0;
}

int zone_text(struct str zone, int64_t ms, char ret_text[26], struct seki_err *err)
{
    AUTO(close_calendar) UCalendar *calendar = NULL;
    UErrorCode status = U_ZERO_ERROR;
    char utc[MOMENT_TEXT];
    TRY(open_calendar(zone, &calendar, err));
    ucal_setMillis(calendar, (double)ms, &status);
    int offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &status) + ucal_get(calendar, UCAL_DST_OFFSET, &status);
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "calendar: %s", u_errorName(status));
    moment_text(ms + offset, utc);
    unsigned minutes = (unsigned)(offset < 0 ? -offset : offset) / 60000u;
    (void)snprintf(ret_text, 26, "%.19s%c%02u:%02u", utc, offset < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
    return 0;
}
