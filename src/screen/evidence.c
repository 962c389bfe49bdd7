/*
 * screen/evidence.c - what speaks for or against a hit besides the names.
 *
 *   birth 1962-09-03 against 1962       agree as far as both say    +0.03
 *   country IR against IR, SY           agree                       +0.02
 *   passport AB123456 on both sides     the same document           +0.90
 */
#include "base/time.h"
#include "screen/screen_int.h"

static double compare_birth(struct day a, struct day b)
{
    int apart = a.year > b.year ? a.year - b.year : b.year - a.year;
    if (apart > 1)
        return EVIDENCE_BIRTH_OTHER;
    if (apart == 1)
        return EVIDENCE_BIRTH_NEAR;
    if (a.month == 0 || b.month == 0)
        return EVIDENCE_BIRTH_YEAR;
    if (a.month != b.month)
        return EVIDENCE_BIRTH_NEAR;
    if (a.mday == 0 || b.mday == 0)
        return EVIDENCE_BIRTH_YEAR;
    return a.mday == b.mday ? EVIDENCE_BIRTH_DAY : EVIDENCE_BIRTH_NEAR;
}

/* The best agreement of any two dates: lists give several when they are not sure. */
static void birth_evidence(const struct screen_query *query, const struct list_index *index,
                           const struct list_entry_brief *entry, struct screen_evidence *ret)
{
    bool is_known = false;
    for (size_t i = 0; i < query->birth_dates.n; i++)
        for (uint32_t k = 0; k < entry->n_birth_dates; k++) {
            struct str other = list_index_birth_date(index, entry->number, k);
            struct day a, b;
            if (!day_parse(query->birth_dates.v[i], &a) || !day_parse(other, &b))
                continue;
            double weight = compare_birth(a, b);
            if (is_known && weight <= ret->birth_date)
                continue;
            is_known = true;
            ret->birth_date = weight;
            ret->birth_query = query->birth_dates.v[i];
            ret->birth_entry = other;
        }
}

/* Only codes are compared: a list that writes "Korea, North" says nothing here. */
static void country_evidence(const struct screen_query *query, const struct list_index *index,
                             const struct list_entry_brief *entry, struct screen_evidence *ret)
{
    for (size_t i = 0; i < query->countries.n; i++)
        for (uint32_t k = 0; k < entry->n_countries; k++) {
            struct str country = list_index_country(index, entry->number, k);
            if (country.n != 2 || query->countries.v[i].n != 2)
                continue;
            bool is_same = str_eq_nocase(country, query->countries.v[i]);
            if (ret->country > 0 || (ret->country < 0 && !is_same))
                continue;
            ret->country = is_same ? EVIDENCE_COUNTRY : EVIDENCE_COUNTRY_OTHER;
            ret->country_query = query->countries.v[i];
            ret->country_entry = country;
        }
}

void screen_evidence(const struct screen_query *query, const struct list_index *index, uint32_t entry,
                     struct screen_evidence *ret)
{
    struct list_entry_brief brief;
    *ret = (struct screen_evidence){0};
    if (!list_index_brief(index, entry, &brief))
        return;
    birth_evidence(query, index, &brief, ret);
    country_evidence(query, index, &brief, ret);
}
