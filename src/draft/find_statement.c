/*
 * draft/find_statement.c - what the text says about use, secrecy and packing, in its own words.
 *
 * HOW IT WORKS. Secrecy first: sentences that refuse, hide or ask to write something else. They give no use and no
 * item. Use is the value of its key, the answer to our question, what follows "用途は", the first sentence that says
 * what the goods are for, or the words "for our ..." behind what is asked for. A language's patterns are tried only
 * where its script stands in the text.
 */
#include "draft/draft_int.h"

#include <string.h>

enum { STATEMENTS_MAX = 50 };

struct row {
    enum pattern pattern;
    unsigned scripts;
};

static const struct row SECRECY[] = {
    {PATTERN_SECRECY_JA, SCRIPT_KANA},   {PATTERN_SECRECY_EN, SCRIPT_LATIN},    {PATTERN_SECRECY_ZH, SCRIPT_HAN},
    {PATTERN_SECRECY_KO, SCRIPT_HANGUL}, {PATTERN_SECRECY_RU, SCRIPT_CYRILLIC}, {PATTERN_SECRECY_DE, SCRIPT_LATIN},
};

static const struct row PACKING[] = {{PATTERN_PACKING, ~0U}};

static const struct row USES[] = {
    {PATTERN_USE_JA, SCRIPT_KANA},   {PATTERN_USE_EN, SCRIPT_LATIN},    {PATTERN_USE_ZH, SCRIPT_HAN},
    {PATTERN_USE_KO, SCRIPT_HANGUL}, {PATTERN_USE_RU, SCRIPT_CYRILLIC}, {PATTERN_USE_DE, SCRIPT_LATIN},
    {PATTERN_USE_TR, SCRIPT_LATIN},
};

static bool is_known(const struct found_list *list, struct span at)
{
    for (size_t i = 0; i < list->n; i++)
        if (span_meets(list->v[i].at, at))
            return true;
    return false;
}

/* A sentence without the bullet and key in front of it. */
static struct span bare(struct draft *draft, struct span sentence)
{
    static const enum pattern heads[] = {PATTERN_BULLET, PATTERN_SECRECY_KEY};
    struct hit hit;
    for (size_t i = 0; i < ARRAY_LEN(heads); i++)
        if (find_in(draft, heads[i], draft->fold.p, sentence, &hit) && hit.at.from == sentence.from &&
            hit.at.to < sentence.to)
            sentence.from = hit.at.to;
    return span_trim(draft, sentence);
}

static void find_sentences(struct draft *draft, const struct message *message, enum pattern pattern,
                           struct found_list *list)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (list->n < STATEMENTS_MAX && find_hit(draft, pattern, message, where, &hit)) {
        struct span sentence = thread_sentence_at(draft, message, hit.at), value = bare(draft, sentence);
        where.from = hit.at.to > where.from ? hit.at.to : where.from + 1;
        if (is_known(list, value) || line_at(draft, hit.at.from)->zone == ZONE_HEADER)
            continue;
        if (list == &draft->secrecy && find_any(draft, PATTERN_SECRECY_NOT, sentence))
            continue;
        found_add(draft, list, found_at(value));
        if (sentence.to > where.from)
            where.from = sentence.to;
    }
}

static void find_rows(struct draft *draft, const struct row *rows, size_t n, struct found_list *list)
{
    for (size_t i = 0; i < draft->n_messages; i++)
        for (size_t k = 0; k < n && draft->messages[i].author == AUTHOR_THEIRS; k++)
            if (rows[k].scripts & draft->scripts)
                find_sentences(draft, &draft->messages[i], rows[k].pattern, list);
}

static bool take_use(struct draft *draft, struct span at)
{
    at = span_trim(draft, at);
    if (span_is_none(at) || at.to < at.from + 4)
        return false;
    if (find_any(draft, PATTERN_USE_NONE, at)) {
        draft->use = found_at(at);
        draft->use.is_false = true;
        return true;
    }
    if (find_any(draft, PATTERN_USE_REFUSED, at) || is_known(&draft->secrecy, at))
        return false;
    draft->use = found_at(at);
    return true;
}

/* The value of a key ends with its sentence; "Purpose: X. We ask ..." */
static struct span first_sentence(struct draft *draft, struct span at)
{
    struct hit hit;
    if (find_in(draft, PATTERN_STOP, draft->fold.p, at, &hit) && hit.at.from > at.from)
        at.to = hit.at.from;
    return at;
}

static bool use_of_key(struct draft *draft, const struct message *message, enum pattern pattern)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, pattern, message, where, &hit)) {
        struct span value = first_sentence(draft, hit.group[1]);
        const struct line *line = line_at(draft, hit.group[1].from), *next = line + 1;
        bool is_open = value.to == hit.group[1].to && next < draft->lines + draft->n_lines &&
                       next->message == line->message && !span_is_none(next->at) &&
                       find_any(draft, PATTERN_CONTINUED, next->at) && value.to - value.from > 40;
        if (is_open)
            value = first_sentence(draft, (struct span){value.from, next->at.to});
        if (take_use(draft, value))
            return true;
        where.from = hit.at.to;
    }
    return false;
}

static bool use_by_key(struct draft *draft, const struct message *message)
{
    return use_of_key(draft, message, PATTERN_KEY_USE);
}

/* Where it is used tells what for, if nothing else does. */
static bool use_by_place(struct draft *draft, const struct message *message)
{
    return use_of_key(draft, message, PATTERN_KEY_USE_PLACE);
}

static bool use_by_answer(struct draft *draft, const struct message *message)
{
    for (size_t i = 0; i < draft->n_answers; i++) {
        const struct answer *answer = &draft->answers[i];
        if ((answer->topics & TOPIC_USE) && answer->message == (uint32_t)(message - draft->messages) &&
            take_use(draft, thread_sentence_at(draft, message, (struct span){answer->at.from, answer->at.from + 1})))
            return true;
    }
    return false;
}

/* "用途は排水です", "排水用です": words around which say where the statement begins and ends. */
static bool use_by_words(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_USE_HA, message, where, &hit)) {
        for (int i = 1; i <= 4; i++)
            if (!span_is_none(hit.group[i]) && take_use(draft, hit.group[i]))
                return true;
        where.from = hit.at.to;
    }
    where = message_span(draft, message);
    return find_hit(draft, PATTERN_USE_PART, message, where, &hit) && take_use(draft, hit.at);
}

static bool is_usable(struct draft *draft, struct span sentence)
{
    return line_at(draft, sentence.from)->zone != ZONE_SIGNATURE && !find_any(draft, PATTERN_USE_NOT, sentence) &&
           !find_any(draft, PATTERN_USE_REFUSED, sentence) && !is_known(&draft->secrecy, sentence);
}

/* The first sentence, of any language, that says what the goods are for. */
static bool use_by_sentence(struct draft *draft, const struct message *message)
{
    struct span best = SPAN_NONE;
    for (size_t i = 0; i < ARRAY_LEN(USES); i++) {
        struct span where = message_span(draft, message);
        struct hit hit, head;
        if (!(USES[i].scripts & draft->scripts))
            continue;
        while (find_hit(draft, USES[i].pattern, message, where, &hit)) {
            struct span sentence = thread_sentence_at(draft, message, hit.at);
            where.from = hit.at.to;
            if (!is_usable(draft, sentence))
                continue;
            if (find_in(draft, PATTERN_USE_KEY_HEAD, draft->fold.p, sentence, &head) && head.at.from == sentence.from)
                sentence.from = head.at.to;
            struct span before = {sentence.from, hit.at.from};
            if (USES[i].pattern == PATTERN_USE_ZH && find_in(draft, PATTERN_CLAUSE_ZH, draft->fold.p, before, &head))
                sentence.from = head.at.to; /* Chinese sentences are long: the clause says it */
            if (span_is_none(best) || sentence.from < best.from)
                best = sentence;
            break;
        }
    }
    return take_use(draft, best);
}

/* "We need 15 pcs of sensors for our buoys": the last words alone. */
static bool use_by_purpose(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while ((draft->scripts & SCRIPT_LATIN) && find_hit(draft, PATTERN_USE_FOR, message, where, &hit)) {
        struct span sentence = thread_sentence_at(draft, message, hit.at);
        where.from = hit.at.to;
        if (is_usable(draft, hit.group[1]) && find_any(draft, PATTERN_USE_ASKING, sentence) &&
            take_use(draft, hit.group[1]))
            return true;
    }
    return false;
}

/* "厨房排気用のファン": a use in front of the thing, if nothing else tells one. */
static bool use_by_part(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (!draft->secrecy.n && find_hit(draft, PATTERN_USE_PART_NO, message, where, &hit)) {
        where.from = hit.at.to;
        if (is_usable(draft, hit.group[1]) && take_use(draft, hit.group[1]))
            return true;
    }
    return false;
}

static void find_use(struct draft *draft, enum author author)
{
    static bool (*const ways[])(struct draft *, const struct message *) = {
        use_by_key, use_by_answer, use_by_words, use_by_sentence, use_by_place, use_by_purpose, use_by_part};
    for (size_t i = 0; i < draft->n_messages; i++)
        for (size_t k = 0; k < ARRAY_LEN(ways); k++)
            if (draft->messages[i].author == author && !draft->use.is_there)
                (void)ways[k](draft, &draft->messages[i]);
}

void find_statements(struct draft *draft)
{
    find_rows(draft, SECRECY, ARRAY_LEN(SECRECY), &draft->secrecy);
    find_rows(draft, PACKING, ARRAY_LEN(PACKING), &draft->packing);
    find_use(draft, AUTHOR_THEIRS);
    find_use(draft, AUTHOR_OTHER);
}
