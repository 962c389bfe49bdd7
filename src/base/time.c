/* base/time.c - calendar days and moments; zones are in zone.c. See base/time.h. */
#include "base/time.h"

#include <stdio.h>
#include <time.h>

bool day_is_known(struct day day)
{
    return day.year != 0;
}

static bool digits(struct str s, size_t from, size_t n, int *ret_value)
{
    int value = 0;
    if (from + n > s.n)
        return false;
    for (size_t i = from; i < from + n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        value = value * 10 + (s.p[i] - '0');
    }
    *ret_value = value;
    return true;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && is_leap);
}

/* "-MM" at `from`: a number from 1 to max. */
static bool dashed(struct str text, size_t from, int max, int *ret_value)
{
    return from < text.n && text.p[from] == '-' && digits(text, from + 1, 2, ret_value) && *ret_value >= 1 &&
           *ret_value <= max;
}

bool day_parse(struct str text, struct day *ret_day)
{
    int year, month = 0, mday = 0;
    if (text.n != 4 && text.n != 7 && text.n != 10)
        return false;
    if (!digits(text, 0, 4, &year) || year < 1)
        return false;
    if (text.n >= 7 && !dashed(text, 4, 12, &month))
        return false;
    if (text.n == 10 && !dashed(text, 7, month_length(year, month), &mday))
        return false;
    *ret_day = (struct day){(int16_t)year, (uint8_t)month, (uint8_t)mday};
    return true;
}

bool day_parse_full(struct str text, struct day *ret_day)
{
    return text.n == 10 && day_parse(text, ret_day);
}

void day_text(struct day day, char ret_text[DAY_TEXT])
{
    unsigned year = (unsigned)day.year % 10000;
    if (!day_is_known(day))
        ret_text[0] = '\0';
    else if (!day.month)
        (void)snprintf(ret_text, DAY_TEXT, "%04u", year);
    else if (!day.mday)
        (void)snprintf(ret_text, DAY_TEXT, "%04u-%02u", year, day.month % 100u);
    else
        (void)snprintf(ret_text, DAY_TEXT, "%04u-%02u-%02u", year, day.month % 100u, day.mday % 100u);
}

struct day day_first(struct day day)
{
    if (!day.month)
        day.month = 1;
    if (!day.mday)
        day.mday = 1;
    return day;
}

struct day day_last(struct day day)
{
    if (!day.month)
        day.month = 12;
    if (!day.mday)
        day.mday = (uint8_t)month_length(day.year, day.month);
    return day;
}

int day_cmp(struct day a, struct day b)
{
    int64_t left = day_number(a), right = day_number(b);
    return (left > right) - (left < right);
}

/* Days from civil: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
int64_t day_number(struct day day)
{
    day = day_first(day);
    int64_t y = day.year - (day.month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.mday - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

struct day day_of_number(int64_t number)
{
    int64_t z = number + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t month = mp < 10 ? mp + 3 : mp - 9;
    int64_t year = yoe + era * 400 + (month <= 2);
    return (struct day){(int16_t)year, (uint8_t)month, (uint8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

struct day day_add_months(struct day day, int months)
{
    day = day_first(day);
    int total = day.year * 12 + (day.month - 1) + months;
    int year = total / 12, month = total % 12 + 1;
    int length = month_length(year, month);
    return (struct day){(int16_t)year, (uint8_t)month, (uint8_t)(day.mday < length ? day.mday : length)};
}

int day_weekday(struct day day)
{
    int64_t n = (day_number(day) + 4) % 7;
    return (int)(n < 0 ? n + 7 : n);
}

/* "Z", "+09:00": minutes east of Greenwich. */
static bool parse_offset(struct str s, int *ret_minutes)
{
    int hours, minutes;
    if (s.n == 1 && (s.p[0] == 'Z' || s.p[0] == 'z')) {
        *ret_minutes = 0;
        return true;
    }
    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' || !digits(s, 1, 2, &hours) ||
        !digits(s, 4, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret_minutes = (s.p[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

/* ".25" -> 250; the rest of *s begins after it. */
static int take_fraction(struct str *s)
{
    int ms = 0, scale = 100;
    if (s->n == 0 || s->p[0] != '.')
        return 0;
    *s = str_from(*s, 1);
    while (s->n && s->p[0] >= '0' && s->p[0] <= '9') {
        ms += (s->p[0] - '0') * scale;
        scale /= 10;
        *s = str_from(*s, 1);
    }
    return ms;
}

bool moment_parse(struct str text, int64_t *ret_ms)
{
    struct day day;
    int hour, minute, second, offset;
    if (text.n < 20 || !day_parse_full(str_sub(text, 0, 10), &day) || (text.p[10] != 'T' && text.p[10] != 't') ||
        text.p[13] != ':' || text.p[16] != ':' || !digits(text, 11, 2, &hour) || !digits(text, 14, 2, &minute) ||
        !digits(text, 17, 2, &second) || hour > 23 || minute > 59 || second > 60)
        return false;
    struct str rest = str_from(text, 19);
    int ms = take_fraction(&rest);
    if (!parse_offset(rest, &offset))
        return false;
    *ret_ms = ((day_number(day) * 1440 + hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
    return true;
}

void moment_text(int64_t ms, char ret_text[MOMENT_TEXT])
{
    int64_t seconds = ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
    int64_t number = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400;
    unsigned rest = (unsigned)(seconds - number * 86400);
    char day[DAY_TEXT];
    day_text(day_of_number(number), day);
    (void)snprintf(ret_text, MOMENT_TEXT, "%sT%02u:%02u:%02uZ", day, rest / 3600 % 24, rest / 60 % 60, rest % 60);
}

int64_t moment_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
