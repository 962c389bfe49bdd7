/*
 * draft/find_party.c - end user, consignee, payer, bank, forwarder, agent: who is named in a role.
 *
 * HOW IT WORKS. A word of a role ("End user", "荷受人", "получатель"), then the name: a name with legal form in the
 * rest of the sentence, a quoted or bracketed one, or what follows the colon. A heading alone on its line takes the
 * lines below it. Payers and banks are also told by what they do. The newest message that names a role decides.
 */
#include "draft/draft_int.h"

#include <string.h>

enum { NAME_REACH = 240, PLACE_REACH = 200 };

struct draft_party *party_of(struct draft *draft, enum role role)
{
    for (size_t i = 0; i < draft->n_parties; i++)
        if (draft->parties[i].roles & (1u << role))
            return &draft->parties[i];
    return NULL;
}

struct draft_party *party_add(struct draft *draft)
{
    bool is_ok = arena_grow(draft->arena, (void **)&draft->parties, draft->n_parties, &draft->cap_parties,
                            sizeof(*draft->parties));
    text_memory(draft, is_ok);
    if (!is_ok)
        return NULL;
    draft->parties[draft->n_parties] = (struct draft_party){0};
    return &draft->parties[draft->n_parties++];
}

static uint32_t index_of(const struct draft *draft, const struct message *message)
{
    return (uint32_t)(message - draft->messages);
}

static struct mention *mention_between(struct draft *draft, struct span where)
{
    struct mention *first = NULL;
    for (size_t i = 0; i < draft->n_mentions; i++) {
        struct mention *mention = &draft->mentions[i];
        if (mention->at.from < where.from || mention->at.to > where.to ||
            own_name(draft, text_written(draft, mention->at)))
            continue;
        if (!first || mention->at.from < first->at.from)
            first = mention;
    }
    return first;
}

/* The part behind a name in which its country or address stands: to the bracket's end, or the sentence's. */
static struct span behind_name(struct draft *draft, struct span name, struct span sentence, char *ret_mark)
{
    struct span behind = {name.to, sentence.to < name.to ? name.to : sentence.to};
    behind = span_cut(draft, behind, PLACE_REACH);
    while (behind.from < behind.to && strchr(" \n\"", draft->fold.p[behind.from]))
        behind.from++;
    *ret_mark = behind.from < behind.to ? draft->fold.p[behind.from] : '\0';
    size_t end = str_find_char(text_folded(draft, behind), *ret_mark == '(' ? ')' : '\n', 1);
    if (end < behind.to - behind.from)
        behind.to = behind.from + (uint32_t)end;
    return behind;
}

/* "our Hong Kong affiliate, X", but not the country of the sentence before. */
static struct str country_before(struct draft *draft, struct span name, struct span sentence, struct span *ret_at)
{
    if (sentence.from >= name.from || name.from - sentence.from >= NAME_REACH)
        return STR_NULL;
    struct span before = {name.from > sentence.from + 60 ? name.from - 60 : sentence.from, name.from};
    struct str code = country_in(draft, before, true, ret_at);
    if (code.p && str_has(text_folded(draft, (struct span){ret_at->to, name.from}), STR(".")))
        return STR_NULL;
    return code;
}

/* Country behind the name ("(Malaysia)", ", Vietnam"), in it, or in front of it. */
static void add_country(struct draft *draft, struct draft_party *party, struct span sentence)
{
    struct span name = party->name.at, at;
    struct str code = STR_NULL;
    char mark;
    struct span behind = behind_name(draft, name, sentence, &mark);
    if (mark == '(' || mark == ',')
        code = country_in(draft, behind, false, &at);
    if (!code.p)
        code = country_in(draft, name, true, &at);
    if (!code.p)
        code = country_before(draft, name, sentence, &at);
    if (code.p)
        party->country = found_as(at, code);
}

/* A street with its number, a place with its country; a lone country is no address. */
static bool looks_like_address(struct draft *draft, struct span at, bool is_bracket)
{
    struct span place;
    if (at.to < at.from + 8 || find_any(draft, PATTERN_ADDRESS_NOT, at))
        return false;
    bool has_country = country_in(draft, at, true, &place).p != NULL;
    if (find_any(draft, PATTERN_ADDRESS_NUMBER, at) && (has_country || find_any(draft, PATTERN_ADDRESS_WORD, at)))
        return !find_any(draft, PATTERN_NOT_ADDRESS_NUMBER, at);
    return has_country && !is_bracket && str_has(text_folded(draft, at), STR(","));
}

/* An address behind the name: in brackets, or what follows a comma, if it looks like one. */
static void add_address(struct draft *draft, struct draft_party *party, struct span sentence)
{
    char mark;
    struct span behind = behind_name(draft, party->name.at, sentence, &mark);
    struct hit hit;
    if (span_is_none(behind))
        return;
    if (find_in(draft, PATTERN_ADDRESS_JA, draft->fold.p, behind, &hit) ||
        find_in(draft, PATTERN_ADDRESS_ZH, draft->fold.p, behind, &hit)) {
        struct span at = span_trim(draft, hit.at);
        if (str_ends(text_folded(draft, at), STR(")")))
            at.to--;
        found_add(draft, &party->addresses, found_at(at));
        return;
    }
    if (mark != '(' && mark != ',')
        return;
    struct span at = span_trim(draft, (struct span){behind.from + 1, behind.to});
    if (str_ends(text_folded(draft, at), STR(".")))
        at.to--;
    if (looks_like_address(draft, at, mark == '('))
        found_add(draft, &party->addresses, found_at(at));
}

static struct draft_party *same_name(struct draft *draft, struct span name)
{
    struct str written = text_written(draft, name);
    for (size_t i = 1; i < draft->n_parties; i++)
        if (draft->parties[i].name.is_there && str_eq(text_written(draft, draft->parties[i].name.at), written))
            return &draft->parties[i];
    return NULL;
}

/* A role that a newer message gave is not given again. */
static struct draft_party *give_role(struct draft *draft, const struct message *message, enum role role,
                                     struct span name, struct span sentence)
{
    struct draft_party *holder = party_of(draft, role), *party = same_name(draft, name);
    name = span_trim(draft, name);
    if (span_is_none(name) || own_name(draft, text_written(draft, name)))
        return NULL;
    if (holder && holder != party && (holder->message != index_of(draft, message) || role != ROLE_AGENT))
        return NULL;
    if (!party) {
        party = party_add(draft);
        if (!party)
            return NULL;
        party->name = found_at(name);
        party->message = index_of(draft, message);
        add_country(draft, party, sentence);
        add_address(draft, party, sentence);
    }
    party->roles |= 1u << role;
    return party;
}

/* The lines below a heading such as "CONSIGNEE:", up to a blank line. */
static struct span block_below(const struct draft *draft, uint32_t at)
{
    const struct line *line = line_at(draft, at), *end = draft->lines + draft->n_lines;
    struct span block = SPAN_NONE;
    for (line++; line < end && !span_is_none(line->at); line++) {
        if (block.from == 0)
            block.from = line->at.from;
        block.to = line->at.to;
    }
    return block;
}

static bool is_colon_next(const struct draft *draft, uint32_t at, uint32_t *ret_after)
{
    for (uint32_t i = at; i < draft->fold.n && i < at + 16; i++) {
        char c = draft->fold.p[i];
        if (c == ':' || (i > at && draft->fold.p[i] == ']')) {
            *ret_after = i + 1;
            return true;
        }
        if (c == '\n')
            return false;
        if (c == '(' || (c != ' ' && c != '/' && !(c >= 'A' && c <= 'Z') && (unsigned char)c < 0x80))
            return false;
    }
    return false;
}

static bool is_heading(const struct draft *draft, uint32_t after)
{
    const struct line *line = line_at(draft, after ? after - 1 : 0);
    return line && after >= line->at.to;
}

/* Words that say that it is the sender, or that nobody is named. */
static bool says_nobody(const struct draft *draft, struct span name)
{
    static const char *const words[] = {"弊社", "当社",      "同上",         "未定",    "貴社", "our ",
                                        "same", "ourselves", "undecided",    "本公司",  "我司", "to be",
                                        "tbd",  "will be",   "confidential", "unknown", "自社", "当方"};
    struct str text = text_folded(draft, name);
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_has(text, str_c(words[i])))
            return true;
    return text.n < 4;
}

static struct span cut_at(const struct draft *draft, struct span at, const char *stops)
{
    for (uint32_t i = at.from; i < at.to; i++)
        for (const char *c = stops; *c; c++)
            if (draft->fold.p[i] == *c)
                return (struct span){at.from, i};
    return at;
}

struct role_word {
    enum role role;
    bool is_key; /* a colon follows */
    struct span at;
};

/* "Sahel Institute (Niger)": a country in brackets is no part of the name. */
static struct span without_country(struct draft *draft, struct span name)
{
    struct span place;
    struct hit hit;
    if (find_in(draft, PATTERN_COUNTRY_BRACKET, draft->fold.p, name, &hit) &&
        country_in(draft, hit.group[1], false, &place).p)
        name.to = hit.at.from;
    return name;
}

/* Words in quotes or brackets that name an organisation; right behind the role, capitalised words are enough. */
static struct span bracket_name(struct draft *draft, struct span rest)
{
    struct span near = span_cut(draft, rest, 90);
    struct hit hit, soft;
    if (!find_in(draft, PATTERN_BRACKET_NAME, draft->fold.p, near, &hit) || hit.at.from != near.from)
        return SPAN_NONE;
    struct span inner = hit.group[1];
    if (find_in(draft, PATTERN_ORG_SOFT_JA, draft->fold.p, inner, &soft) || find_any(draft, PATTERN_SOFT_END, inner) ||
        find_any(draft, PATTERN_SOFT_KO, inner))
        return inner;
    bool is_next = near.from + 3 > inner.from;
    if (is_next && find_in(draft, PATTERN_NAME_LATIN, draft->fold.p, inner, &soft) && soft.at.to == inner.to)
        return inner;
    return SPAN_NONE;
}

static bool has_name_word(struct draft *draft, struct span at)
{
    return find_any(draft, PATTERN_SOFT_END, at) || find_any(draft, PATTERN_FORM_END, at);
}

/* A name without a legal form: capitalised words, quoted, bracketed behind a warehouse. */
static struct span plain_name(struct draft *draft, const struct role_word *word, struct span rest)
{
    struct hit hit;
    bool is_place = word->role == ROLE_CONSIGNEE && find_any(draft, PATTERN_DELIVERY_WORD, word->at);
    bool is_free = word->is_key && word->role != ROLE_BANK && !is_place; /* whatever follows the colon is a name */
    if (find_in(draft, PATTERN_NAME_LATIN, draft->fold.p, rest, &hit) && hit.at.from == rest.from &&
        (is_free || has_name_word(draft, hit.group[1])))
        return without_country(draft, hit.group[1]);
    struct span name = bracket_name(draft, rest);
    if (!span_is_none(name))
        return name;
    if (word->is_key && find_in(draft, PATTERN_ORG_SOFT_JA, draft->fold.p, rest, &hit) && hit.at.from <= rest.from + 1)
        return hit.at;
    return word->is_key && word->role == ROLE_END_USER ? cut_at(draft, rest, "(,\n;") : SPAN_NONE;
}

static enum role role_of(const struct hit *hit)
{
    static const enum role roles[] = {ROLE_END_USER, ROLE_CONSIGNEE, ROLE_PAYER, ROLE_FORWARDER, ROLE_AGENT, ROLE_BANK};
    for (size_t i = 0; i < ARRAY_LEN(roles); i++)
        if (!span_is_none(hit->group[i + 1]))
            return roles[i];
    return ROLE_AGENT;
}

static void read_block(struct draft *draft, const struct message *message, enum role role, struct span block)
{
    const struct line *line = line_at(draft, block.from);
    struct span name = cut_at(draft, line->at, ",");
    struct mention *mention = mention_between(draft, line->at);
    if (mention)
        name = mention->at;
    if (span_is_none(block) || says_nobody(draft, name))
        return;
    struct draft_party *party = give_role(draft, message, role, name, line->at);
    if (!party)
        return;
    if (mention)
        mention->is_taken = true;
    party->block = block;
    struct span rest = {line->at.to, block.to}, place;
    for (line++; line < draft->lines + draft->n_lines && line->at.to <= block.to && line->at.from > block.from; line++)
        if (!find_any(draft, PATTERN_ADDRESS_NOT, line->at) && find_any(draft, PATTERN_ADDRESS_NUMBER, line->at) &&
            !party->addresses.n)
            found_add(draft, &party->addresses, found_at(line->at));
    struct str code = country_in(draft, rest, true, &place);
    if (code.p && !party->country.is_there)
        party->country = found_as(place, code);
}

/* The name that a role word is followed by, in `rest`. */
static void name_in_role(struct draft *draft, const struct message *message, const struct role_word *word,
                         struct span rest, struct span sentence)
{
    struct mention *mention = word->role == ROLE_BANK ? NULL : mention_between(draft, rest);
    struct span name = mention ? mention->at : plain_name(draft, word, rest);
    if (span_is_none(name) || (!mention && says_nobody(draft, name)))
        return;
    struct span between = {rest.from, name.from};
    if (mention && name.from > rest.from + 30 && says_nobody(draft, between))
        return;
    if (give_role(draft, message, word->role, name, sentence) && mention)
        mention->is_taken = true;
}

static void read_role(struct draft *draft, const struct message *message, const struct hit *hit)
{
    struct span sentence = thread_sentence_at(draft, message, hit->at), rest = {hit->at.to, sentence.to};
    uint32_t after = 0;
    struct role_word word = {role_of(hit), is_colon_next(draft, hit->at.to, &after), hit->at};
    if (word.is_key && is_heading(draft, after)) {
        struct span block = block_below(draft, hit->at.from);
        if (!find_any(draft, PATTERN_KEY_ANY, block))
            read_block(draft, message, word.role, block);
        return;
    }
    if (word.is_key) {
        struct span value = thread_sentence_at(draft, message, (struct span){after + 1, after + 2});
        rest = (struct span){after, value.to};
        sentence.to = value.to;
    }
    rest = span_cut(draft, span_trim(draft, rest), NAME_REACH);
    if (!span_is_none(rest))
        name_in_role(draft, message, &word, rest, sentence);
}

static void read_roles(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_ROLE_AT, message, where, &hit)) {
        read_role(draft, message, &hit);
        where.from = hit.at.to;
    }
}

static void read_payers(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_PAYER_SENTENCE, message, where, &hit)) {
        struct span sentence = thread_sentence_at(draft, message, hit.at);
        struct mention *mention = mention_between(draft, sentence);
        where.from = hit.at.to;
        if (!mention || mention->is_taken || find_any(draft, PATTERN_BANK_NAME, mention->at))
            continue;
        if (give_role(draft, message, ROLE_PAYER, mention->at, sentence))
            mention->is_taken = true;
    }
}

static void read_banks(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_BANK_NAME, message, where, &hit)) {
        struct str name = text_folded(draft, hit.at);
        where.from = hit.at.to;
        if (!str_has(name, STR(" ")) && (unsigned char)name.p[0] < 0x80)
            continue;
        struct mention *mention = mention_between(draft, (struct span){hit.at.from, hit.at.to + 30});
        if (give_role(draft, message, ROLE_BANK, hit.at, thread_sentence_at(draft, message, hit.at)) && mention &&
            span_meets(mention->at, hit.at))
            mention->is_taken = true;
    }
}

void find_parties(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_messages; i++) {
        const struct message *message = &draft->messages[i];
        if (message->author != AUTHOR_THEIRS)
            continue;
        read_roles(draft, message);
        read_banks(draft, message);
        read_payers(draft, message);
    }
}
