/*
 * screen/explain.c - the parts of a score.
 *
 * Everything is counted in whole 1/10,000, so the parts sum to the score exactly as shown; what rounding leaves over
 * goes to the heaviest pair of words.
 */
#include "reading/reading.h"
#include "screen/screen_int.h"

#include <math.h>
#include <string.h>

enum { SCALE = 10000, PARTS_MAX = 3 * SCREEN_TOKENS + 16 };

struct parts {
    struct screen_part v[PARTS_MAX];
    int weights[PARTS_MAX];
    size_t n;
};

static int scaled(double weight)
{
    return (int)lround(weight * SCALE);
}

static void add(struct parts *parts, struct str query, struct str entry, enum screen_reason reason, int weight)
{
    if (parts->n == PARTS_MAX)
        return;
    parts->weights[parts->n] = weight;
    parts->v[parts->n++] = (struct screen_part){query, entry, screen_reason_word(reason), 0};
}

static int clamp(int score)
{
    return score < 0 ? 0 : score > SCALE ? SCALE : score;
}

int screen_total(const struct screen_alignment *alignment, const struct screen_evidence *evidence)
{
    int score = scaled(alignment->score);
    if (evidence)
        score += scaled(evidence->birth_date) + scaled(evidence->country) + scaled(evidence->identifier);
    return clamp(score);
}

enum screen_decision screen_decide(int score)
{
    if (score >= scaled(SCREEN_MATCH_AT))
        return SCREEN_MATCH;
    return score >= scaled(SCREEN_REVIEW_AT) ? SCREEN_REVIEW : SCREEN_NO;
}

struct str screen_decision_word(enum screen_decision decision)
{
    static const char *const WORDS[] = {[SCREEN_NO] = "no", [SCREEN_REVIEW] = "review", [SCREEN_MATCH] = "match"};
    return str_c(WORDS[decision]);
}

/* A word as it is shown: a reading word by what was written. */
static struct str shown(const struct screen_token *token)
{
    return token->kind == TOKEN_READING ? reading_source(token->text) : token->text;
}

/* Words first .. first + n - 1 of a name, as one text. */
static int words_text(struct arena *arena, const struct screen_name *name, unsigned first, unsigned n,
                      struct str *ret_text, struct seki_err *err)
{
    struct str text = shown(&name->tokens[first]);
    for (unsigned i = first + 1; i < first + n; i++) {
        text = arena_printf(arena, "%.*s %.*s", STR_ARG(text), STR_ARG(shown(&name->tokens[i])));
        TRY_MEM(text.p, err);
    }
    *ret_text = text;
    return 0;
}

/* Equal after folding, but written with other characters: a variant (traditional, simplified, Japanese). */
static enum screen_reason shown_reason(const struct screen_alignment *a, const struct screen_link *link)
{
    const struct screen_token *query = &a->query->tokens[link->q_first];
    if (link->reason != REASON_EXACT || !query->is_cjk)
        return link->reason;
    bool is_same = str_has(a->query->text, query->text) == str_has(a->entry->text, query->text);
    return is_same ? REASON_EXACT : REASON_VARIANT;
}

static int add_links(struct arena *arena, const struct screen_alignment *a, struct parts *parts, struct seki_err *err)
{
    for (unsigned q = 0; q < a->query->n_tokens; q++)
        for (size_t i = 0; i < a->n_links; i++) {
            const struct screen_link *link = &a->links[i];
            struct str query = STR_NULL, entry = STR_NULL;
            double weight = 0;
            if (link->q_first != q)
                continue;
            for (unsigned k = link->q_first; k < link->q_first + (unsigned)link->q_n; k++)
                weight += a->query->tokens[k].weight;
            for (unsigned k = link->e_first; k < link->e_first + (unsigned)link->e_n; k++)
                weight += a->entry->tokens[k].weight;
            TRY(words_text(arena, a->query, link->q_first, link->q_n, &query, err));
            TRY(words_text(arena, a->entry, link->e_first, link->e_n, &entry, err));
            add(parts, query, entry, shown_reason(a, link), scaled(link->similarity * weight / a->total));
        }
    return 0;
}

static void add_left_over(const struct screen_alignment *a, struct parts *parts)
{
    for (uint32_t i = 0; i < a->query->n_tokens; i++)
        if (!a->q_used[i])
            add(parts, shown(&a->query->tokens[i]), STR(""), REASON_MISSING, 0);
    for (uint32_t i = 0; i < a->entry->n_tokens; i++)
        if (!a->e_used[i])
            add(parts, STR(""), shown(&a->entry->tokens[i]), REASON_EXTRA, 0);
    if (a->other_word < 0)
        add(parts, STR(""), STR(""), REASON_MISSING, scaled(a->other_word));
}

static void add_penalties(const struct screen_alignment *a, struct parts *parts)
{
    const struct screen_name *q = a->query, *e = a->entry;
    if (q->n_legal || e->n_legal)
        add(parts, q->n_legal ? q->legal[0] : STR(""), e->n_legal ? e->legal[0] : STR(""), REASON_LEGAL_FORM,
            scaled(a->legal));
    if (a->edits < 0)
        add(parts, STR(""), STR(""), REASON_EDIT, scaled(a->edits));
    if (a->order < 0)
        add(parts, q->key, e->key, REASON_ORDER, scaled(a->order));
    if (a->number < 0)
        add(parts, STR(""), STR(""), REASON_NUMERIC, scaled(a->number));
    if (a->weak < 0)
        add(parts, q->key, e->key, REASON_WEAK, scaled(a->weak));
}

/* Rounding leaves a few 1/10,000 over, or the sum of the names was cut at 0. */
static void settle(struct parts *parts, int score)
{
    size_t heaviest = 0;
    int left = score;
    for (size_t i = 0; i < parts->n; i++) {
        left -= parts->weights[i];
        if (parts->weights[i] > parts->weights[heaviest])
            heaviest = i;
    }
    if (parts->n && left <= (int)parts->n && left >= -(int)parts->n)
        parts->weights[heaviest] += left;
    else if (left)
        add(parts, STR(""), STR(""), REASON_LIMIT, left);
}

static int add_evidence(const struct screen_evidence *e, struct parts *parts)
{
    size_t before = parts->n;
    if (e->birth_query.p)
        add(parts, e->birth_query, e->birth_entry, REASON_BIRTH_DATE, scaled(e->birth_date));
    if (e->country_query.p)
        add(parts, e->country_query, e->country_entry, REASON_COUNTRY, scaled(e->country));
    if (e->identifier > 0)
        add(parts, e->id_query, e->id_entry, REASON_IDENTIFIER, scaled(e->identifier));
    int sum = 0;
    for (; before < parts->n; before++)
        sum += parts->weights[before];
    return sum;
}

int screen_explain(struct arena *arena, const struct screen_alignment *alignment,
                   const struct screen_evidence *evidence, struct screen_hit *hit, struct seki_err *err)
{
    struct parts parts;
    parts.n = 0;
    TRY(add_links(arena, alignment, &parts, err));
    add_left_over(alignment, &parts);
    add_penalties(alignment, &parts);
    settle(&parts, scaled(alignment->score));
    int score = scaled(alignment->score) + (evidence ? add_evidence(evidence, &parts) : 0);
    if (clamp(score) != score)
        add(&parts, STR(""), STR(""), REASON_LIMIT, clamp(score) - score);
    hit->parts = ARENA_ARRAY(arena, parts.n, struct screen_part);
    TRY_MEM(hit->parts, err);
    for (size_t i = 0; i < parts.n; i++) {
        hit->parts[i] = parts.v[i];
        hit->parts[i].weight = (double)parts.weights[i] / SCALE;
    }
    hit->n_parts = parts.n;
    hit->score = (double)clamp(score) / SCALE;
    hit->decision = screen_decide(clamp(score));
    hit->query_name = alignment->query->text;
    hit->entry_name = alignment->entry->text;
    return 0;
}
