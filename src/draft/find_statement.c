/*
 * draft/find_statement.c - what the text says about use, secrecy and packing, in its own words.
 *
 * HOW IT WORKS. Secrecy first: sentences that refuse, hide or ask to write something else. They give no use and no
 * item. Use is the value of its key, what follows "用途は", or the first sentence that says what the goods are for.
 */
#include "draft/draft_int.h"

#include <string.h>

enum { STATEMENTS_MAX = 50 };

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
    struct hit hit;
    if (find_in(draft, PATTERN_BULLET, draft->fold.p, sentence, &hit) && hit.at.from == sentence.from &&
        hit.at.to < sentence.to)
        sentence.from = hit.at.to;
    if (find_in(draft, PATTERN_SECRECY_KEY, draft->fold.p, sentence, &hit) && hit.at.from == sentence.from &&
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
        if (pattern == PATTERN_SECRECY && find_any(draft, PATTERN_SECRECY_NOT, sentence))
            continue;
        found_add(draft, list, found_at(value));
        if (sentence.to > where.from)
            where.from = sentence.to;
    }
}

static bool is_barred(const struct draft *draft, struct span at)
{
    return is_known(&draft->secrecy, at);
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
    if (find_any(draft, PATTERN_USE_REFUSED, at) || is_barred(draft, at))
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

static bool use_by_key(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_KEY_USE, message, where, &hit)) {
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

static bool use_by_words(struct draft *draft, const struct message *message)
{
    struct span where = message_span(draft, message);
    struct hit hit;
    while (find_hit(draft, PATTERN_USE_HA, message, where, &hit)) {
        for (int i = 1; i <= 3; i++)
            if (!span_is_none(hit.group[i]) && take_use(draft, hit.group[i]))
                return true;
        where.from = hit.at.to;
    }
    where = message_span(draft, message);
    if (find_hit(draft, PATTERN_USE_PART, message, where, &hit) && take_use(draft, hit.at))
        return true;
    while (find_hit(draft, PATTERN_USE_SENTENCE, message, where, &hit)) {
        struct span sentence = thread_sentence_at(draft, message, hit.at);
        struct hit tail;
        if (find_in(draft, PATTERN_USE_KEY_HEAD, draft->fold.p, sentence, &tail) && tail.at.from == sentence.from)
            sentence.from = tail.at.to;
        if (line_at(draft, hit.at.from)->zone != ZONE_SIGNATURE && take_use(draft, sentence))
            return true;
        where.from = hit.at.to;
    }
    return false;
}

static void find_use(struct draft *draft, enum author author)
{
    for (size_t i = 0; i < draft->n_messages && !draft->use.is_there; i++)
        if (draft->messages[i].author == author && !use_by_key(draft, &draft->messages[i]))
            (void)use_by_words(draft, &draft->messages[i]);
}

void find_statements(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_messages; i++) {
        const struct message *message = &draft->messages[i];
        if (message->author != AUTHOR_THEIRS)
            continue;
        find_sentences(draft, message, PATTERN_SECRECY, &draft->secrecy);
        find_sentences(draft, message, PATTERN_PACKING, &draft->packing);
    }
    find_use(draft, AUTHOR_THEIRS);
    find_use(draft, AUTHOR_OTHER);
}
