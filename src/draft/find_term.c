/*
 * draft/find_term.c - title, payment, dates and destination.
 *
 * HOW IT WORKS. Payment: the value of its key, else a sentence about paying; the method decides, in an order (a letter
 * of credit with sixty days is a letter of credit). Destination: keys, trade terms, "to X"; it needs the name of a
 * country, or a city that the text itself puts beside a country's name.
 */
#include "draft/draft_int.h"

#include <stdio.h>
#include <string.h>

static const struct {
    enum pattern pattern;
    struct str term;
} TERMS[] = {
    {PATTERN_TERM_CRYPTO, {"crypto", 6}},      {PATTERN_TERM_LC, {"lc", 2}},     {PATTERN_TERM_ADVANCE, {"advance", 7}},
    {PATTERN_TERM_OPEN, {"open_account", 12}}, {PATTERN_TERM_CASH, {"cash", 4}},
};

/* -- payment -- */

static bool term_in(struct draft *draft, struct span at)
{
    struct hit hit;
    for (size_t i = 0; i < ARRAY_LEN(TERMS); i++)
        if (find_in(draft, TERMS[i].pattern, draft->fold.p, at, &hit)) {
            draft->terms = found_as(hit.at, TERMS[i].term);
            return true;
        }
    return false;
}

static bool is_settlement(struct draft *draft, struct span sentence)
{
    return find_any(draft, PATTERN_TERM_SETTLEMENT, sentence);
}

/* The words of an answer to our question about a topic. */
static bool by_answer(struct draft *draft, const struct message *message, enum topic topic,
                      bool (*take)(struct draft *, struct span))
{
    for (size_t i = 0; i < draft->n_answers; i++)
        if ((draft->answers[i].topics & topic) && draft->answers[i].message == (uint32_t)(message - draft->messages) &&
            take(draft, draft->answers[i].at))
            return true;
    return false;
}

/* What else has days in it: "納期は7月、支払は翌月末" is two clauses. */
static bool is_other_term(struct draft *draft, struct span sentence, struct span at)
{
    struct span clause = {sentence.from, at.to};
    struct hit hit;
    while (clause.from < at.from &&
           find_in(draft, PATTERN_CLAUSE, draft->fold.p, (struct span){clause.from, at.from}, &hit))
        clause.from = hit.at.to;
    return find_any(draft, PATTERN_NOT_PAYMENT, clause);
}

static void find_payment(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    (void)by_answer(draft, message, TOPIC_PAYMENT, term_in);
    while (!draft->terms.is_there && find_hit(draft, PATTERN_KEY_PAYMENT, message, where, &hit)) {
        (void)term_in(draft, hit.group[1]);
        where.from = hit.at.to;
    }
    for (size_t i = 0; i < ARRAY_LEN(TERMS) && !draft->terms.is_there; i++) {
        where = message_span(draft, message);
        while (!draft->terms.is_there && find_hit(draft, TERMS[i].pattern, message, where, &hit)) {
            struct span sentence = thread_sentence_at(draft, message, hit.at);
            where.from = hit.at.to;
            if (is_settlement(draft, sentence) && line_at(draft, hit.at.from)->zone != ZONE_HEADER &&
                !(TERMS[i].pattern == PATTERN_TERM_OPEN && is_other_term(draft, sentence, hit.at)))
                draft->terms = found_as(hit.at, TERMS[i].term);
        }
    }
}

/* Only who pays is said, not how. */
static void find_third_party(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    struct draft_party *payer = party_of(draft, ROLE_PAYER);
    while (!draft->terms.is_there && find_hit(draft, PATTERN_TERM_THIRD, message, where, &hit)) {
        if (is_settlement(draft, thread_sentence_at(draft, message, hit.at)))
            draft->terms = found_as(hit.at, STR("third_party"));
        where.from = hit.at.to;
    }
    if (!draft->terms.is_there && payer && payer->name.is_there)
        draft->terms = found_as(payer->name.at, STR("third_party"));
}

/* -- dates -- */

static unsigned month_of(struct str word)
{
    static const char *const months[12][4] = {
        {"jan", "янв", "ocak"},        {"feb", "фев", "şubat"},   {"mar", "мар", "mart", "mär"},
        {"apr", "апр", "nisan"},       {"may", "мая", "mai"},     {"jun", "июн", "haziran"},
        {"jul", "июл", "temmuz"},      {"aug", "авг", "ağustos"}, {"sep", "сен", "eylül"},
        {"oct", "окт", "okt", "ekim"}, {"nov", "ноя", "kasım"},   {"dec", "дек", "dez", "aralık"}};
    for (unsigned m = 0; m < 12; m++)
        for (unsigned i = 0; i < 4 && months[m][i]; i++)
            if (str_eq_nocase(str_sub(word, 0, strlen(months[m][i])), str_c(months[m][i])))
                return m + 1;
    return 0;
}

static unsigned number_at(const struct draft *draft, struct span at)
{
    uint64_t number = 0;
    return str_to_u64(text_folded(draft, at), &number) && number < 10000 ? (unsigned)number : 0;
}

static bool day_of(struct draft *draft, const struct hit *hit, struct str *ret_day)
{
    static const unsigned char forms[][3] = {{1, 2, 3}, {4, 5, 6}};
    unsigned year = 0, month = 0, day = 0;
    for (size_t i = 0; i < ARRAY_LEN(forms); i++)
        if (!span_is_none(hit->group[forms[i][0]])) {
            year = number_at(draft, hit->group[forms[i][0]]);
            month = number_at(draft, hit->group[forms[i][1]]);
            day = number_at(draft, hit->group[forms[i][2]]);
        }
    if (!span_is_none(hit->group[8])) {
        day = number_at(draft, hit->group[7]);
        month = month_of(text_folded(draft, hit->group[8]));
        year = number_at(draft, hit->group[9]);
    }
    if (year < 1990 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    *ret_day = arena_printf(draft->arena, "%04u-%02u-%02u", year, month, day);
    text_memory(draft, ret_day->p != NULL);
    return ret_day->p != NULL;
}

/* "令和9年5月31日": the first year of the era was 2019. */
static bool era_at(struct draft *draft, const char *view, struct span where, struct found *ret_found)
{
    enum { ERA_BEFORE = 2018 };
    struct hit hit;
    if (!find_in(draft, PATTERN_DATE_ERA, view, where, &hit) || hit.at.from != where.from)
        return false;
    unsigned year = number_at(draft, hit.group[1]), month = number_at(draft, hit.group[2]),
             day = number_at(draft, hit.group[3]);
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    struct str text = arena_printf(draft->arena, "%04u-%02u-%02u", ERA_BEFORE + (year ? year : 1), month, day);
    text_memory(draft, text.p != NULL);
    *ret_found = found_as(hit.at, text);
    return text.p != NULL;
}

/* A date that begins at a place. Month first ("March 31, 2027") and day first ("31.3.2027") are patterns of their own.
 */
static bool date_at(struct draft *draft, const char *view, struct span where, struct found *ret_found)
{
    static const enum pattern patterns[] = {PATTERN_DATE, PATTERN_DATE_MONTH_FIRST, PATTERN_DATE_POINTS};
    struct hit hit;
    struct str day;
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
        if (!find_in(draft, patterns[i], view, where, &hit) || hit.at.from != where.from)
            continue;
        if (patterns[i] == PATTERN_DATE_MONTH_FIRST) {
            hit.group[7] = hit.group[2];
            hit.group[8] = hit.group[1];
            hit.group[9] = hit.group[3];
            hit.group[1] = hit.group[2] = hit.group[3] = SPAN_NONE;
        } else if (patterns[i] == PATTERN_DATE_POINTS) {
            struct span day_span = hit.group[1];
            hit.group[1] = hit.group[3];
            hit.group[3] = day_span;
        }
        if (day_of(draft, &hit, &day)) {
            *ret_found = found_as(hit.at, day);
            return true;
        }
    }
    return era_at(draft, view, where, ret_found);
}

static void find_ship_date(struct draft *draft, const struct message *message)
{
    struct span all = message_span(draft, message), where = all;
    struct hit hit;
    while (!draft->ship_date.is_there && find_hit(draft, PATTERN_KEY_SHIPDATE, message, where, &hit)) {
        if (!find_any(draft, PATTERN_DELIVERY_WISH, hit.at))
            (void)date_at(draft, message->view, (struct span){hit.at.to, all.to}, &draft->ship_date);
        where.from = hit.at.to > where.from ? hit.at.to : where.from + 1;
    }
    for (where = all; !draft->ship_date.is_there && find_hit(draft, PATTERN_SHIPPED_BY, message, where, &hit);
         where.from = hit.at.to) /* "2027年7月15日までに出荷" */
        (void)date_at(draft, message->view, (struct span){hit.at.from, all.to}, &draft->ship_date);
}

/* -- destination -- */

static bool take_country(struct draft *draft, struct span at, bool is_last)
{
    struct span place;
    struct hit arrow;
    if (find_in(draft, PATTERN_ARROW, draft->fold.p, at, &arrow))
        at.from = arrow.at.to; /* "Paris -> Niamey": where it ends */
    struct str code = span_is_none(at) ? STR_NULL : country_in(draft, at, is_last, &place);
    if (!code.p)
        return false;
    draft->destination = found_as(place, code);
    return true;
}

/* A city of the destination that the text puts beside a country elsewhere: "Karachi-74999, Pakistan". */
static bool take_city(struct draft *draft, struct span at)
{
    struct hit hit;
    if (find_in(draft, PATTERN_ARROW, draft->fold.p, at, &hit))
        at.from = hit.at.to;
    while (find_in(draft, PATTERN_CITY_WORD, draft->fold.p, at, &hit)) {
        struct str city = text_folded(draft, hit.at);
        at.from = hit.at.to;
        if (find_any(draft, PATTERN_CITY_NOT, hit.at))
            continue;
        for (size_t i = 0; i < draft->n_lines; i++) {
            const struct line *line = &draft->lines[i];
            struct span place;
            size_t where = str_find(text_folded(draft, line->at), city, 0);
            if (draft->messages[line->message].author == AUTHOR_OURS || line->zone == ZONE_DISCLAIMER ||
                line->zone == ZONE_HEADER || where >= line->at.to - line->at.from)
                continue;
            struct span behind = {line->at.from + (uint32_t)where, line->at.to};
            if (behind.to > behind.from + 60)
                behind.to = behind.from + 60;
            struct str code = country_in(draft, behind, false, &place);
            if (code.p) {
                draft->destination = found_as(hit.at, code);
                return true;
            }
        }
    }
    return false;
}

static const struct {
    enum pattern pattern;
    unsigned scripts;
    bool is_last;
} PLACES[] = {
    {PATTERN_KEY_DEST, ~0U, false},
    {PATTERN_SEND_JA, SCRIPT_KANA, true},
    {PATTERN_SEND_KO, SCRIPT_HANGUL, true},
    {PATTERN_SEND_ZH, SCRIPT_HAN, false},
    {PATTERN_SEND_RU, SCRIPT_CYRILLIC, false},
    {PATTERN_INCOTERM, SCRIPT_LATIN, true},
    {PATTERN_KEY_DELIVERY, ~0U, true},
    {PATTERN_SHIP_TO, SCRIPT_LATIN, false},
};

static bool take_answer(struct draft *draft, struct span at)
{
    return take_country(draft, at, true);
}

static bool find_place(struct draft *draft, const struct message *message, bool by_city)
{
    if (by_answer(draft, message, TOPIC_PLACE, take_answer))
        return true;
    for (size_t i = 0; i < ARRAY_LEN(PLACES); i++) {
        struct span where = message_span(draft, message);
        struct hit hit;
        while ((PLACES[i].scripts & draft->scripts) && find_hit(draft, PLACES[i].pattern, message, where, &hit)) {
            where.from = hit.at.to;
            for (int group = 1; group <= 6; group++) {
                if (span_is_none(hit.group[group]) || line_at(draft, hit.at.from)->zone == ZONE_SIGNATURE)
                    continue;
                if (by_city ? take_city(draft, hit.group[group])
                            : take_country(draft, hit.group[group], PLACES[i].is_last))
                    return true;
            }
        }
    }
    return false;
}

/* A sentence that moves goods and names a country, in no wording that is known: better than nothing. */
static void find_moved(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (!draft->destination.is_there && find_hit(draft, PATTERN_MOVE, message, where, &hit)) {
        struct span sentence = thread_sentence_at(draft, message, hit.at);
        where.from = hit.at.to;
        if (line_at(draft, hit.at.from)->zone != ZONE_SIGNATURE && !is_settlement(draft, sentence) &&
            !find_any(draft, PATTERN_NOT_MOVED, sentence))
            (void)take_country(draft, sentence, true);
    }
}

static void find_destination(struct draft *draft)
{
    for (int by_city = 0; by_city < 2; by_city++)
        for (int author = AUTHOR_THEIRS; author <= AUTHOR_OTHER; author++)
            for (size_t i = 0; i < draft->n_messages && !draft->destination.is_there; i++)
                if ((int)draft->messages[i].author == author && author != AUTHOR_OURS)
                    (void)find_place(draft, &draft->messages[i], by_city);
    static const enum role receivers[] = {ROLE_CONSIGNEE, ROLE_END_USER};
    for (size_t i = 0; i < ARRAY_LEN(receivers) && !draft->destination.is_there; i++) {
        const struct draft_party *party = party_of(draft, receivers[i]);
        if (party && party->country.is_there && !(party->roles & (1u << ROLE_ORDERER)))
            draft->destination = party->country; /* goods go where who receives them sits */
    }
    for (size_t i = 0; i < draft->n_messages; i++)
        if (draft->messages[i].author == AUTHOR_THEIRS)
            find_moved(draft, &draft->messages[i]);
}

void find_terms(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_messages; i++) {
        const struct message *message = &draft->messages[i];
        if (message->author != AUTHOR_THEIRS)
            continue;
        if (!draft->terms.is_there) {
            find_payment(draft, message);
            find_third_party(draft, message);
        }
        if (!draft->ship_date.is_there)
            find_ship_date(draft, message);
    }
    find_destination(draft);
}

void find_title(struct draft *draft)
{
    if (draft->mail.subject.n)
        draft->title = (struct found){.is_there = true, .value = draft->mail.subject, .header = "Subject"};
    if (draft->mail.date.p)
        draft->received_at = (struct found){.is_there = true, .value = draft->mail.date, .header = "Date"};
}
