/* source/date_text.c - see source/date_text.h. */
#include "source/date_text.h"

enum { BIRTH_YEARS_MAX = 30 };

static bool number_of(struct str text, uint64_t most, int *ret_number)
{
    uint64_t number;
    if (!str_to_u64(text, &number) || number > most)
        return false;
    *ret_number = (int)number;
    return true;
}

/* Does the day exist, in its precision? */
static bool make_day(int year, int month, int mday, struct day *ret_day)
{
    struct day day = {(int16_t)year, (uint8_t)month, (uint8_t)mday}, back;
    char text[DAY_TEXT];
    if (year < 1000 || year > 9999)
        return false;
    day_text(day, text);
    if (!day_parse(str_c(text), &back))
        return false;
    *ret_day = back;
    return true;
}

bool date_of_us(struct str text, struct day *ret_day)
{
    struct str rest = str_trim(text), month, mday, year;
    int m, d, y;
    return str_split(&rest, STR("/"), &month) && str_split(&rest, STR("/"), &mday) &&
           str_split(&rest, STR("/"), &year) && !rest.p && number_of(month, 12, &m) && number_of(mday, 31, &d) &&
           number_of(year, 9999, &y) && m && d && make_day(y, m, d, ret_day);
}

static int month_of(struct str word)
{
    static const char *const NAMES[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    for (int i = 0; i < 12 && word.n >= 3; i++)
        if (str_eq_nocase(str_sub(word, 0, 3), str_c(NAMES[i])))
            return i + 1;
    return 0;
}

static struct str without_circa(struct str text)
{
    static const char *const WORDS[] = {"circa ", "approximately ", "c. "};
    text = str_trim(text);
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        if (str_eq_nocase(str_sub(text, 0, str_c(WORDS[i]).n), str_c(WORDS[i])))
            return str_trim(str_from(text, str_c(WORDS[i]).n));
    return text;
}

bool date_of_words(struct str text, struct day *ret_day)
{
    struct str words[3], rest = without_circa(text), word;
    int n = 0, mday = 0, year;
    if (day_parse(rest, ret_day))
        return ret_day->year >= 1000;
    while (str_split(&rest, STR(" "), &word)) {
        if (word.n == 0)
            continue;
        if (n == 3)
            return false;
        words[n++] = word;
    }
    if (n < 2 || !number_of(words[n - 1], 9999, &year) || (n == 3 && !number_of(words[0], 31, &mday)))
        return false;
    int month = month_of(words[n - 2]);
    return month && (n == 2 || mday) && make_day(year, month, mday, ret_day);
}

int date_iso(struct arena *arena, struct day day, struct str *ret_text, struct seki_err *err)
{
    char text[DAY_TEXT];
    day_text(day, text);
    struct str copy = arena_str(arena, str_c(text));
    TRY_MEM(copy.p, err);
    *ret_text = copy;
    return 0;
}

int date_add_birth(struct party_build *build, struct day day, struct seki_err *err)
{
    struct str text;
    TRY(date_iso(build->arena, day, &text, err));
    return party_build_birth_date(build, text, err);
}

int date_add_birth_years(struct party_build *build, int from, int to, struct seki_err *err)
{
    if (from < 1000 || to > 9999 || to - from > BIRTH_YEARS_MAX)
        return 0;
    for (int year = from; year <= to; year++)
        TRY(date_add_birth(build, (struct day){(int16_t)year, 0, 0}, err));
    return 0;
}

int date_add_birth_words(struct party_build *build, struct str text, struct seki_err *err)
{
    struct day from, to;
    size_t at = str_find(text, STR(" to "), 0);
    if (at == SIZE_MAX)
        return date_of_words(text, &from) ? date_add_birth(build, from, err) : 0;
    if (!date_of_words(str_sub(text, 0, at), &from) || !date_of_words(str_from(text, at + 4), &to))
        return 0;
    return date_add_birth_years(build, from.year, to.year, err);
}
