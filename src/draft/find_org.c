/*
 * draft/find_org.c - where organisations are named, and which of them wrote.
 *
 * HOW IT WORKS. Names with a legal form are found everywhere by patterns of each script. The sender is the one that the
 * most signs speak for: a form's "Company:", "We are X" and "Xの田中です", the signature, the sender's domain; names of
 * parties with another role, and our own, are out. Other scripts of it stand in brackets or on lines beside it.
 */
#include "base/utf8.h"
#include "draft/draft_int.h"

#include <string.h>
#include <unicode/uchar.h>

enum {
    WEIGHT_KEY = 60,
    WEIGHT_INTRO = 30,
    WEIGHT_SIGNATURE = 25,
    WEIGHT_DOMAIN = 20,
    WEIGHT_FORM = 15,
    MENTIONS_MAX = 2000
};

static uint32_t message_index(const struct draft *draft, const struct message *message)
{
    return (uint32_t)(message - draft->messages);
}

/* Cut what a greedy run took in front of the name: "弊社は青波ポンプ工業株式会社". */
static struct span without_head(struct draft *draft, enum pattern head, struct span at)
{
    struct hit hit;
    if (find_in(draft, head, draft->fold.p, at, &hit) && hit.at.from == at.from && hit.at.to + 9 < at.to)
        at.from = hit.at.to;
    return at;
}

static struct mention *add_mention(struct draft *draft, const struct message *message, struct span at,
                                   enum org_kind kind, bool has_form)
{
    struct mention mention = {at, kind, has_form, false, message_index(draft, message)};
    if (draft->n_mentions >= MENTIONS_MAX)
        return NULL;
    for (size_t i = 0; i < draft->n_mentions; i++)
        if (span_meets(draft->mentions[i].at, at))
            return &draft->mentions[i];
    bool is_ok = arena_grow(draft->arena, (void **)&draft->mentions, draft->n_mentions, &draft->cap_mentions,
                            sizeof(*draft->mentions));
    text_memory(draft, is_ok);
    if (!is_ok)
        return NULL;
    draft->mentions[draft->n_mentions] = mention;
    return &draft->mentions[draft->n_mentions++];
}

static const struct {
    enum pattern pattern, head;
    enum org_kind kind;
    unsigned scripts;
} ORGS[] = {
    {PATTERN_ORG_RU, PATTERN_COUNT, ORG_RU, SCRIPT_CYRILLIC | SCRIPT_LATIN},
    {PATTERN_ORG_KO, PATTERN_COUNT, ORG_KO, SCRIPT_HANGUL},
    {PATTERN_ORG_JA, PATTERN_ORG_JA_HEAD, ORG_JA, SCRIPT_HAN | SCRIPT_KANA},
    {PATTERN_ORG_ZH, PATTERN_ORG_ZH_HEAD, ORG_ZH, SCRIPT_HAN},
    {PATTERN_ORG_THAI, PATTERN_COUNT, ORG_RU, ~0U},
    {PATTERN_ORG_LATIN, PATTERN_COUNT, ORG_LATIN, SCRIPT_LATIN},
    {PATTERN_ORG_LATIN_PREFIX, PATTERN_COUNT, ORG_LATIN, SCRIPT_LATIN},
};

/* A dangling bracket belongs to what stands around the name. */
static struct span balanced(const struct draft *draft, struct span at)
{
    struct str text = text_folded(draft, at);
    bool opens = str_has(text, STR("(")), closes = str_has(text, STR(")"));
    size_t bracket = str_find_char(text, closes && !opens ? ')' : '(', 0);
    if (closes && !opens && bracket + 1 == text.n)
        at.to--;
    else if (opens != closes && bracket < (closes ? text.n / 2 : text.n))
        at.from += (uint32_t)bracket + 1;
    return at;
}

/* Without words of the sentence in front: "We're Grey Tern Ltd", "From: Grey Tern Ltd". */
static struct span without_title(struct draft *draft, struct span at)
{
    struct hit hit;
    if (find_in(draft, PATTERN_ORG_LATIN_HEAD, draft->fold.p, at, &hit) && hit.at.to + 3 < at.to)
        at.from = hit.at.to;
    return at;
}

static void find_names(struct draft *draft, const struct message *message, size_t row)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, ORGS[row].pattern, message, where, &hit)) {
        struct span at = hit.at;
        if (ORGS[row].head != PATTERN_COUNT)
            at = without_head(draft, ORGS[row].head, at);
        if (ORGS[row].kind == ORG_JA && at.from > hit.at.from && find_any(draft, PATTERN_FORM_ONLY, at)) {
            where.from = at.from; /* "最終客先が株式会社X": the form belongs to what follows */
            continue;
        }
        if (ORGS[row].kind == ORG_LATIN)
            at = without_title(draft, at);
        (void)add_mention(draft, message, balanced(draft, span_trim(draft, at)), ORGS[row].kind, true);
        where.from = hit.at.to > where.from ? hit.at.to : where.from + 1;
    }
}

void find_organisations(struct draft *draft)
{
    for (size_t m = 0; m < draft->n_messages; m++)
        for (size_t i = 0; i < ARRAY_LEN(ORGS); i++)
            if (draft->scripts & ORGS[i].scripts)
                find_names(draft, &draft->messages[m], i);
}

/* -- the sender -- */

struct choice {
    struct mention *mention;
    int weight;
};

static struct str squeezed(struct draft *draft, struct str text)
{
    char *out = arena_alloc(draft->arena, text.n + 4);
    size_t n = 0;
    if (!out)
        return STR("");
    while (text.n) {
        uint32_t c = utf8_next(&text);
        if (u_isalnum((UChar32)c) && c < 0x250)
            n += utf8_put((uint32_t)u_tolower((UChar32)c), out + n);
    }
    return (struct str){out, n};
}

/* Words of the sender's domain in a name: "Amber Gate Contracting" at amber-gate.example. */
static bool fits_domain(struct draft *draft, struct str name, struct str address)
{
    struct str words = squeezed(draft, name), host, word;
    size_t at = str_find_char(address, '@', 0);
    if (at >= address.n || words.n < 3)
        return false;
    host = str_from(address, at + 1);
    while (str_split(&host, STR("."), &word)) {
        struct str part;
        while (str_split(&word, STR("-"), &part))
            if (part.n >= 4 && host.p && str_has(words, squeezed(draft, part)))
                return true;
    }
    return false;
}

static struct str sender_address(const struct draft *draft, uint32_t message)
{
    return draft->messages[message].address;
}

static bool is_theirs(const struct draft *draft, uint32_t message)
{
    return draft->messages[message].author == AUTHOR_THEIRS;
}

static bool is_ours_named(const struct draft *draft, struct span at)
{
    return own_name(draft, text_written(draft, at));
}

static int weigh(struct draft *draft, const struct mention *mention)
{
    const struct line *line = line_at(draft, mention->at.from);
    int weight = mention->has_form ? WEIGHT_FORM : 0;
    bool is_relay = !span_is_none(draft->form) && !span_meets(draft->form, mention->at);
    if (!is_theirs(draft, mention->message) || mention->is_taken || is_relay || is_ours_named(draft, mention->at))
        return -1;
    if (line->zone == ZONE_SIGNATURE)
        weight += WEIGHT_SIGNATURE;
    if (fits_domain(draft, text_written(draft, mention->at), sender_address(draft, mention->message)))
        weight += WEIGHT_DOMAIN;
    return weight;
}

static void mark_soft(struct draft *draft, const struct message *message, struct span at, enum org_kind kind, int extra,
                      struct choice *best)
{
    at = span_trim(draft, at);
    if (span_is_none(at) || is_ours_named(draft, at))
        return;
    struct mention *mention = add_mention(draft, message, at, kind, false);
    if (!mention)
        return;
    int weight = weigh(draft, mention);
    if (weight >= 0 && weight + extra > best->weight)
        *best = (struct choice){mention, weight + extra};
}

/* The mention that stands at a place, if any. */
static struct mention *mention_in(struct draft *draft, struct span at)
{
    for (size_t i = 0; i < draft->n_mentions; i++)
        if (span_meets(draft->mentions[i].at, at))
            return &draft->mentions[i];
    return NULL;
}

static bool has_org_word(struct draft *draft, struct span at)
{
    return find_any(draft, PATTERN_SOFT_END, at) || find_any(draft, PATTERN_FORM_END, at);
}

/* "Tern Cooperative in Nakuru": without where it sits. */
static struct span without_place(struct draft *draft, struct span at)
{
    struct hit hit;
    if (find_in(draft, PATTERN_PLACE_TAIL, draft->fold.p, at, &hit) && hit.at.from > at.from + 3 &&
        !has_org_word(draft, (struct span){hit.at.from, at.to}))
        at.to = hit.at.from;
    return at;
}

static void choose_keys(struct draft *draft, const struct message *message, struct choice *best)
{
    struct hit hit;
    struct hit value;
    if (!find_hit(draft, PATTERN_KEY_COMPANY, message, message_span(draft, message), &hit))
        return;
    if (find_in(draft, PATTERN_COMPANY_VALUE, draft->fold.p, hit.group[1], &value))
        hit.group[1] = value.group[1]; /* without "（大阪）" and "担当：能勢" behind it */
    mark_soft(draft, message, hit.group[1], ORG_JA, WEIGHT_KEY, best);
}

/* How people introduce themselves. `needs_word`: capitals alone do not make a name an organisation's. */
static const struct {
    enum pattern pattern;
    enum org_kind kind;
    unsigned scripts;
    bool needs_word;
} INTROS[] = {
    {PATTERN_INTRO_JA, ORG_JA, SCRIPT_HAN | SCRIPT_KANA, false},
    {PATTERN_INTRO_LATIN, ORG_LATIN, SCRIPT_LATIN, true},
    {PATTERN_INTRO_HERE, ORG_LATIN, SCRIPT_LATIN, true},
    {PATTERN_INTRO_KO, ORG_KO, SCRIPT_HANGUL, false},
    {PATTERN_INTRO_ZH, ORG_ZH, SCRIPT_HAN, false},
    {PATTERN_INTRO_RU, ORG_RU, SCRIPT_CYRILLIC, false},
};

static void choose_intro(struct draft *draft, const struct message *message, size_t row, struct choice *best)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, INTROS[row].pattern, message, where, &hit)) {
        struct span name = without_place(draft, hit.group[1]);
        struct mention *mention = mention_in(draft, name);
        int weight = mention ? weigh(draft, mention) : -1;
        where.from = hit.at.to;
        if (weight >= 0 && weight + WEIGHT_INTRO > best->weight)
            *best = (struct choice){mention, weight + WEIGHT_INTRO};
        else if (!mention && (!INTROS[row].needs_word || has_org_word(draft, name) ||
                              fits_domain(draft, text_written(draft, name), message->address)))
            mark_soft(draft, message, name, INTROS[row].kind, WEIGHT_INTRO, best);
    }
}

/* Lines of a signature without a legal form: a word such as University, or the sender's domain, tells. */
static void choose_line(struct draft *draft, const struct message *message, const struct line *line,
                        struct choice *best)
{
    struct hit hit;
    if (find_in(draft, PATTERN_ORG_SOFT_JA, draft->fold.p, line->at, &hit)) {
        mark_soft(draft, message, hit.at, ORG_JA, 1, best);
        return;
    }
    if (!find_in(draft, PATTERN_NAME_LATIN, draft->fold.p, line->at, &hit))
        return;
    struct str name = text_written(draft, hit.group[1]);
    bool is_sender = draft->mail.from.n && str_eq_nocase(name, draft->mail.from.v[0].name);
    if (!is_sender && (has_org_word(draft, hit.group[1]) || fits_domain(draft, name, message->address)))
        mark_soft(draft, message, hit.group[1], ORG_LATIN, 0, best);
}

static void choose_in(struct draft *draft, const struct message *message, struct choice *best)
{
    choose_keys(draft, message, best);
    for (size_t i = 0; i < ARRAY_LEN(INTROS); i++)
        if (INTROS[i].scripts & draft->scripts)
            choose_intro(draft, message, i, best);
    for (size_t i = message->first; i < message->last; i++)
        if (draft->lines[i].message == message_index(draft, message) && draft->lines[i].zone == ZONE_SIGNATURE)
            choose_line(draft, message, &draft->lines[i], best);
    for (size_t i = 0; i < draft->n_mentions; i++) {
        if (draft->mentions[i].message != message_index(draft, message))
            continue;
        int weight = weigh(draft, &draft->mentions[i]);
        if (weight > best->weight)
            *best = (struct choice){&draft->mentions[i], weight};
    }
}

/* The same organisation without its legal form elsewhere: "青波ポンプ工業" and "青波ポンプ工業株式会社". */
static struct mention *with_form(struct draft *draft, struct mention *mention)
{
    struct str name = text_written(draft, mention->at);
    for (size_t i = 0; !mention->has_form && i < draft->n_mentions; i++) {
        struct mention *other = &draft->mentions[i];
        if (other->has_form && is_theirs(draft, other->message) && str_has(text_written(draft, other->at), name))
            return other;
    }
    return mention;
}

/* The chosen name elsewhere, and the other right behind it: "三つ葉機械（Mitsuba Kikai Ltd）". */
static bool is_bracketed(const struct draft *draft, const struct mention *other, const struct mention *chosen)
{
    struct str name = text_written(draft, chosen->at);
    for (size_t i = 0; i < draft->n_mentions; i++) {
        const struct mention *same = &draft->mentions[i];
        if (same->at.to <= other->at.from && same->at.to + 4 > other->at.from &&
            str_eq(text_written(draft, same->at), name))
            return true;
    }
    return false;
}

/* Another script than the chosen name's, on its line or near it in the signature. */
static bool is_other_name(const struct draft *draft, const struct mention *other, const struct mention *chosen)
{
    const struct line *home = line_at(draft, chosen->at.from), *line = line_at(draft, other->at.from);
    bool is_local = other->kind == ORG_RU && chosen->kind != ORG_LATIN && other->kind != chosen->kind;
    if ((other->kind == ORG_LATIN) == (chosen->kind == ORG_LATIN) && !is_local)
        return false;
    if (line == home || is_bracketed(draft, other, chosen))
        return true;
    return line->zone == ZONE_SIGNATURE && line->message == home->message &&
           (home->zone == ZONE_SIGNATURE || line + 4 > home);
}

static void add_names(struct draft *draft, const struct mention *chosen, struct draft_party *orderer)
{
    for (size_t i = 0; i < draft->n_mentions && orderer->names.n == 0; i++) {
        struct mention *other = &draft->mentions[i];
        if (other == chosen || other->is_taken || !is_theirs(draft, other->message) ||
            is_ours_named(draft, other->at) || !is_other_name(draft, other, chosen))
            continue;
        other->is_taken = true;
        found_add(draft, &orderer->names, found_at(other->at));
    }
}

/* The header may name it when nothing else does: a legal form in the display name; else it is a note. */
static void name_from_header(struct draft *draft, struct draft_party *orderer)
{
    const struct mime_address *from = draft->mail.from.n ? &draft->mail.from.v[0] : NULL;
    struct hit hit;
    if (!from || own_address(draft, from->address) || from->name.n == 0 || !span_is_none(draft->form))
        return;
    for (size_t i = 0; i < draft->n_mentions; i++)
        if (draft->mentions[i].has_form && !draft->mentions[i].is_taken && is_theirs(draft, draft->mentions[i].message))
            return;
    struct found found = {.is_there = true, .value = from->name, .header = "From"};
    for (size_t i = 0; i < ARRAY_LEN(ORGS); i++)
        if (find_in(draft, ORGS[i].pattern, from->name.p, (struct span){0, (uint32_t)from->name.n}, &hit)) {
            found.value = str_sub(from->name, hit.at.from, hit.at.to - hit.at.from);
            orderer->name = found;
            return;
        }
    found_add(draft, &draft->persons, found);
}

/* Goods that go to the sender's own address: no other party. Its contact points are the sender's. */
static void merge_sender(struct draft *draft)
{
    struct draft_party *orderer = &draft->parties[0];
    size_t n = 1;
    for (size_t i = 1; i < draft->n_parties; i++) {
        struct draft_party *party = &draft->parties[i];
        bool is_sender = orderer->name.is_there && !orderer->name.header && party->name.is_there &&
                         own_same(text_written(draft, party->name.at), text_written(draft, orderer->name.at));
        if (!is_sender) {
            draft->parties[n++] = *party;
            continue;
        }
        for (size_t k = 0; k < party->addresses.n; k++)
            found_add(draft, &orderer->addresses, party->addresses.v[k]);
    }
    draft->n_parties = n;
}

void find_orderer(struct draft *draft)
{
    struct draft_party *orderer = &draft->parties[0];
    struct choice best = {NULL, 0};
    for (size_t i = 0; i < draft->n_messages && !best.mention; i++)
        if (is_theirs(draft, (uint32_t)i)) {
            /* a newer message that is only a line or two may name nobody: the next older one does */
            choose_in(draft, &draft->messages[i], &best);
        }
    if (!best.mention) {
        name_from_header(draft, orderer);
        return;
    }
    struct mention *chosen = with_form(draft, best.mention);
    chosen->is_taken = true;
    orderer->name = found_at(chosen->at);
    orderer->message = chosen->message;
    add_names(draft, chosen, orderer);
    merge_sender(draft);
}
