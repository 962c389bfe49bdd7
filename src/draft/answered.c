/*
 * draft/answered.c - answers between or below our questions: "> 2. What for?" and then "Cold rooms."
 *
 * The customer's lines right behind a quoted line of ours answer it, up to a blank line. What the quoted line asks
 * about (use, model, number ...) makes the answer a value, as a label would.
 */
#include "draft/draft_int.h"

static const struct {
    enum pattern pattern;
    enum topic topic;
} TOPICS[] = {
    {PATTERN_ASKS_USE, TOPIC_USE},         {PATTERN_ASKS_MODEL, TOPIC_MODEL}, {PATTERN_ASKS_QUANTITY, TOPIC_QUANTITY},
    {PATTERN_ASKS_PAYMENT, TOPIC_PAYMENT}, {PATTERN_ASKS_PLACE, TOPIC_PLACE}, {PATTERN_ASKS_USER, TOPIC_USER},
};

static bool is_theirs(const struct draft *draft, size_t i)
{
    const struct line *line = &draft->lines[i];
    return line->zone == ZONE_BODY && !span_is_none(line->at) && draft->messages[line->message].author == AUTHOR_THEIRS;
}

/* The last solid line above, if it is a quoted one of ours. */
static const struct line *question_above(const struct draft *draft, size_t i)
{
    size_t above = i;
    while (above > 0 && span_is_none(draft->lines[above - 1].at))
        above--;
    const struct line *line = above > 0 ? &draft->lines[above - 1] : NULL;
    if (line && draft->is_chat && line->is_ours)
        return line;
    bool is_question = line && line->depth > draft->lines[i].depth && line->zone == ZONE_BODY &&
                       draft->messages[line->message].author == AUTHOR_OURS;
    return is_question ? line : NULL;
}

static struct span answer_at(struct draft *draft, size_t i)
{
    struct span at = draft->lines[i].at;
    struct hit hit;
    for (size_t k = i + 1; k < draft->n_lines && draft->lines[k].message == draft->lines[i].message; k++) {
        if (span_is_none(draft->lines[k].at))
            break;
        at.to = draft->lines[k].at.to;
    }
    if (find_in(draft, PATTERN_ANSWER_HEAD, draft->fold.p, at, &hit))
        at.from = hit.at.to;
    return at;
}

void thread_answers(struct draft *draft)
{
    for (size_t i = 1; i < draft->n_lines && !draft->is_out_of_memory; i++) {
        const struct line *question = is_theirs(draft, i) ? question_above(draft, i) : NULL;
        struct answer answer = {.message = draft->lines[i].message};
        for (size_t k = 0; question && k < ARRAY_LEN(TOPICS); k++)
            if (find_any(draft, TOPICS[k].pattern, question->at))
                answer.topics |= TOPICS[k].topic;
        if (answer.topics == 0)
            continue;
        answer.at = answer_at(draft, i);
        bool is_ok = arena_grow(draft->arena, (void **)&draft->answers, draft->n_answers, &draft->cap_answers,
                                sizeof(*draft->answers));
        text_memory(draft, is_ok);
        if (is_ok)
            draft->answers[draft->n_answers++] = answer;
    }
}
