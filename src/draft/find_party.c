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
    if (find_in(draft, PATTERN_CLAUSE_TAIL, draft->fold.p, at, &hit))
        at = span_trim(draft, (struct span){at.from, hit.at.from});
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
static bool says_nobody(struct draft *draft, struct span name)
{
    return name.to < name.from + 4 || find_any(draft, PATTERN_NOBODY, name);
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
    if (inner.from >= 2 && (unsigned char)draft->fold.p[inner.from - 2] == 0xC2)
        return inner; /* between guillemets stands a name, in Russian */
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

/* The lines right below "納入先：X" that tell where X is and how to reach it. */
static struct span lines_below(struct draft *draft, uint32_t at)
{
    const struct line *line = line_at(draft, at), *end = draft->lines + draft->n_lines;
    struct span block = SPAN_NONE;
    uint32_t message = line->message;
    for (line++; line < end && line->message == message && !span_is_none(line->at); line++) {
        bool is_contact =
            find_any(draft, PATTERN_PHONE_LABEL, line->at) || find_any(draft, PATTERN_EMAIL, line->at) ||
            find_any(draft, PATTERN_POSTCODE, line->at) ||
            (find_any(draft, PATTERN_ADDRESS_WORD, line->at) && find_any(draft, PATTERN_ADDRESS_NUMBER, line->at));
        if (!is_contact || find_any(draft, PATTERN_KEY_ORDER, line->at))
            break;
        block = (struct span){block.from ? block.from : line->at.from, line->at.to};
    }
    return block;
}

/* Where to reach a party: behind its name on the line, or below. */
static struct span contact_of(struct draft *draft, struct span name)
{
    struct span block = lines_below(draft, name.from), rest = {name.to, line_at(draft, name.from)->at.to};
    if (span_is_none(block) && rest.from < rest.to && find_any(draft, PATTERN_PHONE_LABEL, rest))
        return rest;
    return block;
}

/* What a block of lines tells of a party. */
static void read_lines_of(struct draft *draft, struct draft_party *party, struct span block)
{
    struct span place;
    struct hit hit;
    party->block = block;
    for (const struct line *line = line_at(draft, block.from);
         line < draft->lines + draft->n_lines && line->at.to <= block.to && !party->addresses.n; line++) {
        if (line->at.from < block.from)
            continue;
        if (find_in(draft, PATTERN_ADDRESS_JA, draft->fold.p, line->at, &hit))
            found_add(draft, &party->addresses, found_at(span_trim(draft, hit.at)));
        else if (!find_any(draft, PATTERN_ADDRESS_NOT, line->at) && !find_any(draft, PATTERN_PHONE_LABEL, line->at) &&
                 find_any(draft, PATTERN_ADDRESS_NUMBER, line->at))
            found_add(draft, &party->addresses, found_at(line->at));
    }
    struct str code = country_in(draft, block, true, &place);
    if (code.p && !party->country.is_there)
        party->country = found_as(place, code);
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
    if (line->at.to < block.to)
        read_lines_of(draft, party, (struct span){line->at.to + 1, block.to});
    party->block = block;
}

static struct span without_article(const struct draft *draft, struct span name)
{
    if (str_starts(text_folded(draft, name), STR("The ")))
        name.from += 4;
    return name;
}

/* Is what stands between a name and the role behind it a link ("X, Nigeria, who is the end user")? */
static bool links_role(struct draft *draft, struct span name, uint32_t role)
{
    struct span between = {name.to, role}, place;
    struct hit hit;
    if (span_is_none(name))
        return false;
    if (country_in(draft, between, false, &place).p)
        between.from = place.to;
    return find_in(draft, PATTERN_IS_ROLE, draft->fold.p, between, &hit) && hit.at.to == between.to;
}

/* "X, who is the end user", "Xが最終需要者です", "the X Authority (end user)": the name in front of the role. */
static struct span name_before(struct draft *draft, const struct role_word *word, struct span sentence,
                               struct mention **ret_mention)
{
    struct span rest = {sentence.from, word->at.from};
    struct mention *last = NULL;
    struct hit hit;
    for (size_t i = 0; !word->is_key && i < draft->n_mentions; i++) {
        struct mention *mention = &draft->mentions[i];
        if (mention->at.from >= rest.from && mention->at.to <= rest.to && !mention->is_taken &&
            links_role(draft, mention->at, word->at.from))
            last = mention;
    }
    *ret_mention = last;
    if (last)
        return last->at;
    while (!word->is_key && find_in(draft, PATTERN_NAME_SOFT, draft->fold.p, rest, &hit)) {
        if (links_role(draft, hit.group[1], word->at.from))
            return without_article(draft, hit.group[1]);
        rest.from = hit.at.to;
    }
    return SPAN_NONE;
}

/* The name that a role word is followed by, in `rest`. */
static void name_in_role(struct draft *draft, const struct message *message, const struct role_word *word,
                         struct span rest, struct span sentence)
{
    struct mention *mention = word->role == ROLE_BANK ? NULL : mention_between(draft, rest);
    struct span name = mention ? mention->at : plain_name(draft, word, rest);
    struct span between = {rest.from, name.from};
    bool is_other = mention && name.from > rest.from + 30 && says_nobody(draft, between);
    if (span_is_none(name) || is_other || (!mention && says_nobody(draft, name)))
        name = name_before(draft, word, sentence, &mention);
    if (span_is_none(name))
        return;
    struct draft_party *party = give_role(draft, message, word->role, name, sentence);
    if (!party)
        return;
    if (mention)
        mention->is_taken = true;
    struct span block = word->is_key ? contact_of(draft, name) : SPAN_NONE;
    if (!span_is_none(block) && span_is_none(party->block))
        read_lines_of(draft, party, block);
}

/* "マリナ国際フォワーダー株式会社": a word of a name, not of a role. */
static bool is_in_name(const struct draft *draft, struct span at)
{
    for (size_t i = 0; i < draft->n_mentions; i++) {
        struct span name = draft->mentions[i].at;
        if (name.from <= at.from && at.to < name.to)
            return true;
    }
    return false;
}

static void read_role(struct draft *draft, const struct message *message, const struct hit *hit)
{
    struct span sentence = thread_sentence_at(draft, message, hit->at), rest = {hit->at.to, sentence.to};
    uint32_t after = 0;
    if (is_in_name(draft, hit->at))
        return;
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
    struct hit link;
    if (find_in(draft, PATTERN_ROLE_LINK, draft->fold.p, rest, &link) && link.at.to < rest.to) {
        rest.from = link.at.to;
        word.is_key |= !span_is_none(link.group[1]); /* "The end user is X": as good as a colon */
    }
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

/* Does the sentence say that this name pays: "X が送金します", "paid by our sister company X", "由X支付"? */
static bool is_payer(struct draft *draft, const struct message *message, struct span name, struct span sentence)
{
    struct span before = {sentence.from, name.from}, behind = {name.to, sentence.to};
    struct hit hit;
    if (!find_any(draft, PATTERN_PAYS, sentence) || find_in(draft, PATTERN_PAYEE, message->view, before, &hit))
        return false;
    bool pays_behind = find_in(draft, PATTERN_PAYER_BEHIND, message->view, behind, &hit) &&
                       find_any(draft, PATTERN_PAYS, (struct span){name.to, sentence.to});
    bool pays_before = find_in(draft, PATTERN_PAYER_BEFORE, message->view, before, &hit) &&
                       (find_any(draft, PATTERN_PAYS, before) || pays_behind);
    /* "送金はXから": the verb stands in front as well */
    return pays_behind || pays_before ||
           (find_in(draft, PATTERN_PAYER_BEHIND, message->view, behind, &hit) && find_any(draft, PATTERN_PAYS, before));
}

static void read_payers(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    for (size_t i = 0; i < draft->n_mentions; i++) {
        struct mention *mention = &draft->mentions[i];
        if (mention->is_taken || mention->message != index_of(draft, message) ||
            line_at(draft, mention->at.from)->zone == ZONE_SIGNATURE || find_any(draft, PATTERN_BANK_NAME, mention->at))
            continue;
        struct span sentence = thread_sentence_at(draft, message, mention->at);
        if (is_payer(draft, message, mention->at, sentence) &&
            give_role(draft, message, ROLE_PAYER, mention->at, sentence))
            mention->is_taken = true;
    }
    /* "paid by the Ministry of Health": no legal form, but a word that only organisations have */
    while ((draft->scripts & SCRIPT_LATIN) && find_hit(draft, PATTERN_NAME_SOFT, message, where, &hit)) {
        struct span name = hit.group[1], sentence = thread_sentence_at(draft, message, hit.at);
        where.from = hit.at.to;
        if (line_at(draft, name.from)->zone != ZONE_SIGNATURE && !find_any(draft, PATTERN_BANK_NAME, name) &&
            !is_in_name(draft, name) && !mention_between(draft, name) && is_payer(draft, message, name, sentence))
            (void)give_role(draft, message, ROLE_PAYER, name, sentence);
    }
}

static void read_banks(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_BANK_NAME, message, where, &hit)) {
        struct str name = text_folded(draft, hit.at);
        where.from = hit.at.to;
        if ((!str_has(name, STR(" ")) && (unsigned char)name.p[0] < 0x80) ||
            find_any(draft, PATTERN_BANK_LABEL, hit.at))
            continue;
        struct mention *mention = mention_between(draft, (struct span){hit.at.from, hit.at.to + 30});
        if (give_role(draft, message, ROLE_BANK, hit.at, thread_sentence_at(draft, message, hit.at)) && mention &&
            span_meets(mention->at, hit.at))
            mention->is_taken = true;
    }
}

/* A forwarder's name says what it does, if nothing else does: "輸出は「X国際フォワーダー」が手配します". */
static void read_forwarders(struct draft *draft, const struct message *message)
{
    struct hit hit;
    for (size_t i = 0; i < draft->n_mentions; i++) {
        struct mention *mention = &draft->mentions[i];
        if (mention->is_taken || mention->message != index_of(draft, message) ||
            line_at(draft, mention->at.from)->zone == ZONE_SIGNATURE ||
            !find_in(draft, PATTERN_FORWARDER_NAME, draft->fold.p, mention->at, &hit))
            continue;
        struct span sentence = thread_sentence_at(draft, message, mention->at);
        if (find_any(draft, PATTERN_FORWARDER_DOES, sentence) &&
            give_role(draft, message, ROLE_FORWARDER, mention->at, sentence))
            mention->is_taken = true;
    }
}

/* "Who is the end user?" - "Arctic Weather AB, Sweden". */
static void read_answers(struct draft *draft, const struct message *message)
{
    for (size_t i = 0; i < draft->n_answers; i++) {
        const struct answer *answer = &draft->answers[i];
        struct role_word word = {ROLE_END_USER, true, {answer->at.from, answer->at.from}};
        if ((answer->topics & TOPIC_USER) && answer->message == index_of(draft, message))
            name_in_role(draft, message, &word, span_cut(draft, answer->at, NAME_REACH),
                         thread_sentence_at(draft, message, answer->at));
    }
}

static void read_message(struct draft *draft, const struct message *message)
{
    read_answers(draft, message);
    read_roles(draft, message);
    read_banks(draft, message);
    read_payers(draft, message);
    read_forwarders(draft, message);
}

/* Theirs, then what they forward. */
void find_parties(struct draft *draft)
{
    static const enum author authors[] = {AUTHOR_THEIRS, AUTHOR_OTHER};
    for (size_t a = 0; a < ARRAY_LEN(authors); a++)
        for (size_t i = 0; i < draft->n_messages; i++)
            if (draft->messages[i].author == authors[a])
                read_message(draft, &draft->messages[i]);
}
