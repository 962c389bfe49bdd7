/*
 * draft/find_contact.c - mail addresses, telephones, web sites, addresses, and the sender's country.
 *
 * HOW IT WORKS. Contact points in a customer's messages are the sender's, but for those in the block of another party.
 * A telephone needs a label in front, or a numbering plan that knows it (libphonenumber); dates, codes and amounts have
 * neither. An address needs a
 * postcode, a street word or the marks of its script; a country comes from the address, or from beside the name.
 */
#include "draft/draft_int.h"
#include "text/phone.h"

#include <string.h>

enum { NAME_COUNTRY_REACH = 80, PLANS_MAX = 12 };

static struct draft_party *owner_of(struct draft *draft, struct span at)
{
    for (size_t i = 1; i < draft->n_parties; i++)
        if (!span_is_none(draft->parties[i].block) && span_meets(draft->parties[i].block, at))
            return &draft->parties[i];
    return &draft->parties[0];
}

static struct str value_of(const struct draft *draft, const struct found *found)
{
    return found->value.p ? found->value : text_written(draft, found->at);
}

static void add_once(struct draft *draft, struct found_list *list, struct found found)
{
    struct str value = value_of(draft, &found);
    for (size_t i = 0; i < list->n; i++)
        if (str_eq_nocase(value_of(draft, &list->v[i]), value))
            return;
    found_add(draft, list, found);
}

/* A line with our own name on it tells how we are reached: "To: Minamo Seiki (Fax ...)". */
static bool is_our_line(struct draft *draft, struct span at)
{
    return own_name(draft, text_written(draft, line_at(draft, at.from)->at));
}

/* -- mail addresses -- */

/* In a marketplace's mail only what its visitor typed is the customer's. */
static bool is_outside_form(const struct draft *draft, struct span at)
{
    return !span_is_none(draft->form) && !span_meets(draft->form, at);
}

static void add_header(struct draft *draft, const struct mime_addresses *list, const char *header)
{
    if (!span_is_none(draft->form))
        return;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].address.n && !own_address(draft, list->v[i].address)) {
            struct found found = {.is_there = true, .value = list->v[i].address, .header = header};
            add_once(draft, &draft->parties[0].emails, found);
        }
}

static void add_emails(struct draft *draft, const char *view, struct span where)
{
    struct hit hit;
    while (find_in(draft, PATTERN_EMAIL, view, where, &hit)) {
        where.from = hit.at.to;
        if (!own_address(draft, text_written(draft, hit.at)) && !is_outside_form(draft, hit.at))
            add_once(draft, &owner_of(draft, hit.at)->emails, found_at(hit.at));
    }
}

static void find_emails(struct draft *draft, const struct message *message)
{
    uint32_t index = (uint32_t)(message - draft->messages);
    if (!span_is_none(message->from))
        add_emails(draft, draft->fold.p, message->from);
    for (size_t i = message->first; i < message->last; i++) {
        const struct line *line = &draft->lines[i];
        struct str text = text_folded(draft, line->at);
        if (line->message == index && line->zone == ZONE_HEADER &&
            (str_eq_nocase(str_sub(text, 0, 8), STR("Reply-To")) || str_starts(text, STR("返信先"))))
            add_emails(draft, draft->fold.p, line->at);
    }
    add_emails(draft, message->view, message_span(draft, message));
}

/* -- telephones -- */

static size_t count_digits(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] >= '0' && text.p[i] <= '9' ? 1 : 0;
    return n;
}

/* Countries whose plans an unlabelled number is tried against: those of the text's scripts, and those it names. */
static size_t plans_of(struct draft *draft, struct str plans[PLANS_MAX])
{
    static const struct {
        unsigned script;
        struct str country;
    } rows[] = {{SCRIPT_KANA, {"JP", 2}}, {SCRIPT_HANGUL, {"KR", 2}},   {SCRIPT_HAN, {"CN", 2}},
                {SCRIPT_HAN, {"TW", 2}},  {SCRIPT_CYRILLIC, {"RU", 2}}, {SCRIPT_LATIN, {"US", 2}},
                {SCRIPT_LATIN, {"GB", 2}}};
    struct span rest = {0, (uint32_t)draft->fold.n}, at;
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].script & draft->scripts)
            plans[n++] = rows[i].country;
    for (struct str code; n < PLANS_MAX && (code = country_in(draft, rest, false, &at)).p; rest.from = at.to) {
        bool is_known = false;
        for (size_t i = 0; i < n; i++)
            is_known |= str_eq(plans[i], code);
        if (!is_known)
            plans[n++] = code;
    }
    return n;
}

/* Does a plan know it? Of a number written as it is dialled ("0...", "+...") the length is enough. */
static bool fits_plan(struct draft *draft, struct span at)
{
    struct str plans[PLANS_MAX] = {STR_NULL}, text = text_folded(draft, at);
    size_t n = plans_of(draft, plans);
    enum phone_fit least = find_any(draft, PATTERN_PHONE_DIALLED, at) ? PHONE_POSSIBLE : PHONE_VALID;
    for (size_t i = 0; i < (n ? n : 1); i++)
        if (phone_fit(text, plans[i]) >= least)
            return true;
    return false;
}

/* Is the number labelled on its line, or one that a numbering plan knows? A lone letter ("M 080...") is a weak label.
 */
static bool is_phone(struct draft *draft, const struct message *message, struct span at)
{
    const struct line *line = line_at(draft, at.from);
    struct span before = {at.from > line->at.from + 60 ? at.from - 60 : line->at.from, at.from};
    size_t n = count_digits(text_folded(draft, at));
    struct hit hit;
    while (((unsigned char)draft->fold.p[before.from] & 0xC0) == 0x80)
        before.from++;
    if (n < 7 || n > 15 || find_any(draft, PATTERN_PHONE_NOT, at))
        return false;
    if (find_hit(draft, PATTERN_PHONE_BEFORE, message, before, &hit))
        return true;
    if (line->zone == ZONE_ATTACHED || find_hit(draft, PATTERN_NUMBER_OF, message, before, &hit))
        return false;
    bool is_dialled =
        find_any(draft, PATTERN_PHONE_SHAPE, at) || find_hit(draft, PATTERN_PHONE_LETTER, message, before, &hit);
    return n >= 9 && is_dialled && fits_plan(draft, at);
}

/* Where to look on: behind a telephone, or behind the first blank of what is none ("1-1 0564-55-0152"). */
static uint32_t behind_phone(const struct draft *draft, struct span hit, bool is_taken)
{
    size_t blank = str_find_char(text_folded(draft, hit), ' ', 0);
    return is_taken || blank == 0 || blank >= hit.to - hit.from ? hit.to : hit.from + (uint32_t)blank;
}

static void find_phones(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_PHONE, message, where, &hit)) {
        struct span at = span_trim(draft, hit.at);
        while (at.to > at.from && strchr(" -./(", draft->fold.p[at.to - 1]))
            at.to--;
        bool is_taken = !is_outside_form(draft, at) && is_phone(draft, message, at);
        if (is_taken && !own_phone(draft, text_written(draft, at)) && !is_our_line(draft, at))
            add_once(draft, &owner_of(draft, at)->phones, found_at(at));
        uint32_t next = behind_phone(draft, hit.at, is_taken);
        where.from = next > where.from ? next : where.from + 1;
    }
}

/* -- web sites -- */

static bool is_sender_domain(struct draft *draft, struct span at)
{
    struct str site = text_folded(draft, at);
    for (size_t i = 0; i < draft->parties[0].emails.n; i++) {
        struct str email = value_of(draft, &draft->parties[0].emails.v[i]);
        struct str host = str_from(email, str_find_char(email, '@', 0) + 1);
        if (host.n > 3 && str_has(site, host))
            return true;
    }
    return false;
}

static void take_site(struct draft *draft, struct span at)
{
    struct draft_party *owner = owner_of(draft, at);
    if (!owner->website.is_there && !is_outside_form(draft, at) && !own_site(draft, text_written(draft, at)))
        owner->website = found_at(at);
}

static void find_sites(struct draft *draft, const struct message *message)
{
    struct span all = message_span(draft, message), where = all;
    struct hit hit;
    if (!draft->parties[0].website.is_there && find_hit(draft, PATTERN_SITE_NONE, message, all, &hit)) {
        draft->parties[0].website = found_at(hit.at);
        draft->parties[0].website.is_false = true;
    }
    while (find_hit(draft, PATTERN_SITE_LABEL, message, where, &hit)) {
        take_site(draft, hit.group[1]);
        where.from = hit.at.to;
    }
    for (where = all; find_hit(draft, PATTERN_SITE, message, where, &hit); where.from = hit.at.to)
        take_site(draft, hit.at);
    for (size_t i = message->first; i < message->last && !draft->parties[0].website.is_there; i++)
        if (draft->lines[i].message == (uint32_t)(message - draft->messages) &&
            find_in(draft, PATTERN_SITE_LINE, message->view, draft->lines[i].at, &hit) &&
            is_sender_domain(draft, hit.group[1]))
            take_site(draft, hit.group[1]);
}

/* -- addresses -- */

static void add_address(struct draft *draft, struct span at)
{
    struct draft_party *orderer = &draft->parties[0];
    at = span_trim(draft, at);
    if (at.to < at.from + 8 || is_our_line(draft, at) || is_outside_form(draft, at))
        return;
    for (size_t p = 0; p < draft->n_parties; p++)
        for (size_t i = 0; i < draft->parties[p].addresses.n; i++)
            if (span_meets(draft->parties[p].addresses.v[i].at, at))
                return;
    if (owner_of(draft, at) == orderer)
        add_once(draft, &orderer->addresses, found_at(at));
}

/* Without the telephone or the name that follows on the same line. */
static struct span cut_address(struct draft *draft, struct span at)
{
    struct hit hit;
    struct span rest = {at.from + 9 < at.to ? at.from + 9 : at.to, at.to};
    while (rest.from < at.to && ((unsigned char)draft->fold.p[rest.from] & 0xC0) == 0x80)
        rest.from++;
    if (find_in(draft, PATTERN_ADDRESS_JA_END, draft->fold.p, rest, &hit))
        at.to = hit.at.from;
    for (uint32_t i = rest.from; i + 1 < at.to; i++)
        if (draft->fold.p[i] == ' ' &&
            find_in(draft, PATTERN_ORG_SOFT_JA, draft->fold.p, (struct span){i + 1, at.to}, &hit))
            at.to = i;
    for (size_t i = 0; i < draft->n_mentions; i++)
        if (draft->mentions[i].at.from > at.from && draft->mentions[i].at.from < at.to)
            at.to = draft->mentions[i].at.from;
    at = span_trim(draft, at);
    if (str_ends(text_folded(draft, at), STR(")")) && !str_has(text_folded(draft, at), STR("(")))
        at.to--;
    return at;
}

static void find_marked_addresses(struct draft *draft, const struct message *message)
{
    static const enum pattern patterns[] = {PATTERN_ADDRESS_JA, PATTERN_ADDRESS_ZH, PATTERN_ADDRESS_KO,
                                            PATTERN_ADDRESS_RU};
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
        struct span where = message_span(draft, message);
        struct hit hit;
        while (find_hit(draft, patterns[i], message, where, &hit)) {
            if (line_at(draft, hit.at.from)->zone != ZONE_ATTACHED)
                add_address(draft, cut_address(draft, hit.at));
            where.from = hit.at.to;
        }
    }
    struct hit key;
    if (find_hit(draft, PATTERN_KEY_ADDRESS, message, message_span(draft, message), &key))
        add_address(draft, cut_address(draft, key.group[1]));
}

/* The part of a line that can be an address: behind the name of the organisation, before "Tel". */
static struct span address_part(struct draft *draft, const struct line *line)
{
    struct span part = line->at;
    struct hit hit;
    for (size_t i = 0; i < draft->n_mentions; i++)
        if (draft->mentions[i].has_form && span_meets(draft->mentions[i].at, part))
            part.from = draft->mentions[i].at.to;
    while (part.from < part.to && strchr(" ,-|", draft->fold.p[part.from]))
        part.from++;
    if (find_in(draft, PATTERN_ADDRESS_NOT, draft->fold.p, part, &hit))
        part.to = hit.at.from;
    struct str text = text_folded(draft, part);
    size_t bar = str_find_char(text, '|', 0);
    if (bar < text.n)
        part.to = part.from + (uint32_t)bar;
    return span_trim(draft, part);
}

static bool is_latin(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += (unsigned char)text.p[i] >= 0xE2 ? 1 : 0;
    return n * 4 < text.n;
}

enum sign { SIGN_NUMBER = 1, SIGN_WORD = 2, SIGN_COUNTRY = 4, SIGN_COMMA = 8 };

static unsigned address_signs(struct draft *draft, struct span at)
{
    struct str text = text_folded(draft, at);
    struct span place;
    unsigned signs = 0;
    if (!is_latin(text) || text.n < 5 || text.n > 250)
        return 0;
    signs |= find_any(draft, PATTERN_ADDRESS_NUMBER, at) ? SIGN_NUMBER : 0;
    signs |= find_any(draft, PATTERN_ADDRESS_WORD, at) ? SIGN_WORD : 0;
    signs |= country_in(draft, at, true, &place).p ? SIGN_COUNTRY : 0;
    signs |= str_has(text, STR(",")) || str_has(text, STR("·")) ? SIGN_COMMA : 0;
    return signs;
}

static bool is_enough(unsigned signs)
{
    return __builtin_popcount(signs) >= 3 && (signs & SIGN_NUMBER);
}

/* In the signature, or right below the line that names the sender. */
static bool may_hold_address(const struct draft *draft, size_t i)
{
    const struct draft_party *orderer = &draft->parties[0];
    const struct line *line = &draft->lines[i];
    if (line->zone == ZONE_SIGNATURE)
        return true;
    if ((line->zone != ZONE_BODY && line->zone != ZONE_ATTACHED) || !orderer->name.is_there || i == 0)
        return false;
    struct str name = text_written(draft, orderer->name.at);
    return str_has(text_written(draft, draft->lines[i - 1].at), name) || str_has(text_written(draft, line->at), name);
}

static bool is_address_line(struct draft *draft, uint32_t index, size_t i)
{
    const struct line *line = &draft->lines[i];
    return line->message == index && may_hold_address(draft, i) && !find_any(draft, PATTERN_KEY_ORDER, line->at) &&
           !find_any(draft, PATTERN_SENTENCE_IN_TEXT, line->at);
}

/*
 * Does the next line go on with the address: "12 Wharf Loop," and "Port Chalmers 9099, New Zealand", or the three lines
 * of a letter's head? Once a country was named it is over.
 */
static bool goes_on(struct draft *draft, const struct line *next, unsigned signs, struct span *ret_part)
{
    if (next >= draft->lines + draft->n_lines || span_is_none(next->at) || (signs & SIGN_COUNTRY))
        return false;
    struct span part = address_part(draft, next);
    unsigned more = span_is_none(part) ? 0 : address_signs(draft, part);
    if (part.from != next->at.from || !(more & (SIGN_NUMBER | SIGN_COUNTRY | SIGN_WORD)) ||
        find_any(draft, PATTERN_ADDRESS_NOT, next->at) || find_any(draft, PATTERN_KEY_ORDER, next->at))
        return false;
    *ret_part = part;
    return true;
}

static void find_latin_addresses(struct draft *draft, const struct message *message)
{
    enum { LINES_MAX = 4 };
    uint32_t index = (uint32_t)(message - draft->messages);
    for (size_t i = message->first; i < message->last; i++) {
        if (!is_address_line(draft, index, i))
            continue;
        struct span at = address_part(draft, &draft->lines[i]), next;
        unsigned signs = span_is_none(at) ? 0 : address_signs(draft, at), first = signs;
        size_t n = 1;
        if (!(signs & (SIGN_NUMBER | SIGN_WORD)))
            continue;
        while (n < LINES_MAX && i + n < message->last && goes_on(draft, &draft->lines[i + n], signs, &next)) {
            at.to = next.to;
            signs |= address_signs(draft, next);
            n++;
        }
        bool is_letter_head = n > 1 && (first & SIGN_NUMBER) && (first & SIGN_WORD);
        if (!is_enough(signs) && !is_letter_head)
            continue;
        add_address(draft, at);
        i += n - 1;
    }
}

/* -- country -- */

/* "Quay Electronics (HK) Ltd": a name that tells its country. */
static struct str country_in_bracket(struct draft *draft, struct span name, struct span *ret_at)
{
    size_t open = str_find_char(text_folded(draft, name), '(', 0);
    struct span rest = {name.from + (uint32_t)open, name.to};
    return span_is_none(rest) ? STR_NULL : country_in(draft, rest, true, ret_at);
}

/* "Najd Bridge LLC (Dubai, UAE)": a country in the words behind the name. */
static struct str country_by_name(struct draft *draft, const struct draft_party *orderer, struct span *ret_at)
{
    struct str code = STR_NULL;
    for (size_t i = 0; orderer->name.is_there && !code.p && i < draft->n_mentions; i++) {
        const struct mention *mention = &draft->mentions[i];
        const struct message *message = &draft->messages[mention->message];
        if (message->author != AUTHOR_THEIRS ||
            !str_eq(text_written(draft, mention->at), text_written(draft, orderer->name.at)))
            continue;
        struct span sentence = thread_sentence_at(draft, message, mention->at);
        struct span behind = {mention->at.to, sentence.to};
        code = country_in(draft, span_cut(draft, behind, NAME_COUNTRY_REACH), false, ret_at);
    }
    if (!code.p && orderer->name.is_there && !orderer->name.header)
        code = country_in_bracket(draft, orderer->name.at, ret_at);
    for (size_t i = 0; !code.p && i < orderer->names.n; i++)
        code = country_in_bracket(draft, orderer->names.v[i].at, ret_at);
    return code;
}

static struct str country_by_key(struct draft *draft, struct span *ret_at)
{
    struct str code = STR_NULL;
    struct hit hit;
    for (size_t i = 0; !code.p && i < draft->n_messages; i++)
        if (draft->messages[i].author == AUTHOR_THEIRS &&
            find_hit(draft, PATTERN_KEY_COUNTRY, &draft->messages[i], message_span(draft, &draft->messages[i]), &hit))
            code = country_in(draft, hit.group[1], false, ret_at);
    return code;
}

static void country_of_orderer(struct draft *draft)
{
    struct draft_party *orderer = &draft->parties[0];
    struct str code = STR_NULL;
    struct span at;
    for (size_t i = 0; i < orderer->addresses.n && !code.p; i++)
        code = country_in(draft, orderer->addresses.v[i].at, true, &at);
    if (!code.p)
        code = country_by_name(draft, orderer, &at);
    if (!code.p)
        code = country_by_key(draft, &at);
    if (code.p)
        orderer->country = found_as(at, code);
}

void find_contacts(struct draft *draft)
{
    add_header(draft, &draft->mail.from, "From");
    add_header(draft, &draft->mail.reply_to, "Reply-To");
    for (size_t i = 0; i < draft->n_messages; i++) {
        const struct message *message = &draft->messages[i];
        if (message->author != AUTHOR_THEIRS)
            continue;
        find_emails(draft, message);
        find_phones(draft, message);
        find_sites(draft, message);
        find_marked_addresses(draft, message);
        find_latin_addresses(draft, message);
    }
    country_of_orderer(draft);
}
