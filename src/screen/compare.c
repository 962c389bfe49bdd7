/*
 * screen/compare.c - two names: which words belong together, and what that is worth.
 *
 *   query   tian hai xiang | technology          entry   tianhai xiang | tech | ltd
 *           └──┬───┘    │       ┆                        └──┬───┘  │      ┆      (legal forms are not weighed)
 *           joined 0.98 exact   missing                  joined  exact   extra
 *
 * HOW IT WORKS. All pairs of words (and of a word with two neighbouring words written together) that are similar are
 * listed and taken greedily, the most similar first, each word once: with similarities this high that is the best
 * assignment in all but contrived cases, and it does not depend on which name is the query. Then the names as a whole
 * are tried as one word. The score is the sum of similarity times weights over all weights, less a few fixed penalties.
 */
#include "screen/screen_int.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINKS_MAX = 512 };

struct links {
    struct screen_link v[LINKS_MAX];
    size_t n;
};

static double weight_of(const struct screen_name *name, unsigned first, unsigned n)
{
    double weight = 0;
    for (unsigned i = first; i < first + n; i++)
        weight += name->tokens[i].weight;
    return weight;
}

static void add_link(struct links *links, struct screen_link link)
{
    if (links->n < LINKS_MAX)
        links->v[links->n++] = link;
}

static void link_words(struct screen_alignment *a, struct links *links)
{
    bool is_person = a->query->is_person && a->entry->is_person;
    for (uint32_t i = 0; i < a->query->n_tokens; i++)
        for (uint32_t j = 0; j < a->entry->n_tokens; j++) {
            enum screen_reason reason;
            double s = screen_similar(&a->query->tokens[i], &a->entry->tokens[j], is_person, &reason);
            if (s > 0)
                add_link(links, (struct screen_link){(uint8_t)i, 1, (uint8_t)j, 1, (uint8_t)reason, s});
        }
}

static uint32_t letters_of(const struct screen_name *name)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < name->n_tokens; i++)
        n += name->tokens[i].n_chars;
    return n;
}

bool screen_can_be_cut(const struct screen_token *word)
{
    return word->kind == TOKEN_WORD && !word->is_cjk && !word->is_common && word->n_chars > 1;
}

/* The last word as it was asked against all longer words that begin with it. */
static void link_cut(struct screen_alignment *a, struct links *links)
{
    const struct screen_name *q = a->query, *e = a->entry;
    const struct screen_token *last = &q->tokens[q->n_tokens - 1];
    uint32_t n_query = letters_of(q);
    if (q->n_tokens < 2 || n_query < CUT_LETTERS || !screen_can_be_cut(last) || n_query < CUT_SHARE * letters_of(e))
        return;
    for (uint32_t i = 0; i < e->n_tokens; i++) {
        const struct screen_token *word = &e->tokens[i];
        bool is_word = word->kind == TOKEN_WORD || word->kind == TOKEN_GENERIC;
        if (is_word && !word->is_cjk && word->text.n > last->text.n && str_starts(word->text, last->text))
            add_link(links,
                     (struct screen_link){(uint8_t)(q->n_tokens - 1), 1, (uint8_t)i, 1, REASON_CUT, SIMILAR_CUT});
    }
}

static bool can_join(const struct screen_token *token)
{
    return !token->is_cjk && token->kind != TOKEN_NUMBER && token->kind != TOKEN_READING;
}

/* Similarity of `word` to left and right written together. */
static double similar_joined(const struct screen_token *left, const struct screen_token *right,
                             const struct screen_token *word)
{
    char text[INDEX_JOINED_CHARS];
    size_t n = left->text.n + right->text.n;
    bool is_reading = word->kind == TOKEN_READING;
    if (!can_join(left) || !can_join(right) || !(is_reading || can_join(word)) || n > sizeof(text) ||
        (!is_reading && left->text.p[0] != word->text.p[0]))
        return 0;
    enum { READING_APART = 6 }; /* vowels that one script does not write */
    uint32_t n_chars = left->n_chars + right->n_chars;
    if (is_reading && (n_chars > word->n_chars + READING_APART || word->n_chars > n_chars + READING_APART))
        return 0;
    if (!is_reading && (n_chars + 3 < word->n_chars || word->n_chars + 3 < n_chars))
        return 0;
    memcpy(text, left->text.p, left->text.n);
    memcpy(text + left->text.n, right->text.p, right->text.n);
    enum screen_reason reason;
    struct str joined = {text, n};
    return SIMILAR_JOINED * (is_reading ? screen_similar_reading(word->text, joined, false, &reason)
                                        : screen_similar_words(joined, n_chars, word->text, word->n_chars, &reason));
}

static void link_joined(struct screen_alignment *a, struct links *links)
{
    const struct screen_name *q = a->query, *e = a->entry;
    for (uint32_t i = 0; i < q->n_tokens; i++)
        for (uint32_t j = 0; j < e->n_tokens; j++) {
            double s = i + 1 < q->n_tokens ? similar_joined(&q->tokens[i], &q->tokens[i + 1], &e->tokens[j]) : 0;
            if (s > 0)
                add_link(links, (struct screen_link){(uint8_t)i, 2, (uint8_t)j, 1, REASON_JOINED, s});
            s = j + 1 < e->n_tokens ? similar_joined(&e->tokens[j], &e->tokens[j + 1], &q->tokens[i]) : 0;
            if (s > 0)
                add_link(links, (struct screen_link){(uint8_t)i, 1, (uint8_t)j, 2, REASON_JOINED, s});
        }
}

/* Most similar first; then the heavier; then those nearest to the same place, which is the same from both sides. */
static bool is_better(const struct screen_alignment *a, const struct screen_link *x, const struct screen_link *y)
{
    if (x->similarity != y->similarity)
        return x->similarity > y->similarity;
    double wx = weight_of(a->query, x->q_first, x->q_n) + weight_of(a->entry, x->e_first, x->e_n);
    double wy = weight_of(a->query, y->q_first, y->q_n) + weight_of(a->entry, y->e_first, y->e_n);
    if (fabs(wx - wy) > 1e-9)
        return wx > wy;
    int dx = abs(x->q_first - x->e_first), dy = abs(y->q_first - y->e_first);
    if (dx != dy)
        return dx < dy;
    return x->q_first + x->e_first < y->q_first + y->e_first;
}

static bool is_free(const bool *used, unsigned first, unsigned n)
{
    return !used[first] && (n < 2 || !used[first + 1]);
}

static void take(struct screen_alignment *a, const struct screen_link *link)
{
    for (unsigned i = 0; i < link->q_n; i++)
        a->q_used[link->q_first + i] = true;
    for (unsigned i = 0; i < link->e_n; i++)
        a->e_used[link->e_first + i] = true;
    a->links[a->n_links++] = *link;
}

static void take_best(struct screen_alignment *a, struct links *links)
{
    for (;;) {
        const struct screen_link *best = NULL;
        for (size_t i = 0; i < links->n; i++) {
            struct screen_link *link = &links->v[i];
            if (!is_free(a->q_used, link->q_first, link->q_n) || !is_free(a->e_used, link->e_first, link->e_n))
                *link = links->v[--links->n], i--;
            else if (!best || is_better(a, link, best))
                best = link;
        }
        if (!best)
            return;
        take(a, best);
    }
}

/* ---- the score ---- */

struct left_over {
    double weight;  /* of words that found nobody */
    double generic; /* of the generic ones among them */
    bool has_number, has_letter, has_word;
};

static bool is_word(const struct screen_token *token)
{
    return (token->kind == TOKEN_WORD || token->kind == TOKEN_READING) && token->weight > WEIGHT_PARTICLE;
}

static struct left_over left_over(const struct screen_name *name, const bool *used)
{
    struct left_over left = {0};
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        if (used[i])
            continue;
        const struct screen_token *token = &name->tokens[i];
        left.weight += token->weight;
        left.generic += token->kind == TOKEN_GENERIC ? token->weight : 0;
        left.has_number |= token->kind == TOKEN_NUMBER;
        left.has_letter |= token->kind == TOKEN_INITIAL && !name->is_person;
        left.has_word |= is_word(token);
    }
    return left;
}

/* Is what they share enough to tell a person, if one name has words that the other lacks? Two names that are not
 * common, or one and two common ones. */
static bool is_telling_subset(const struct screen_alignment *a)
{
    unsigned common = 0, rare = 0;
    for (size_t i = 0; i < a->n_links; i++) {
        const struct screen_token *q = &a->query->tokens[a->links[i].q_first];
        const struct screen_token *e = &a->entry->tokens[a->links[i].e_first];
        if (!is_word(q) || !is_word(e))
            continue;
        common += q->is_common || e->is_common;
        rare += !q->is_common && !e->is_common;
    }
    return rare >= 2 || (rare == 1 && common >= 2);
}

static bool is_ordered(const struct screen_alignment *a)
{
    for (size_t i = 0; i < a->n_links; i++)
        for (size_t k = 0; k < i; k++)
            if ((a->links[i].q_first < a->links[k].q_first) != (a->links[i].e_first < a->links[k].e_first))
                return false;
    return true;
}

static bool has_legal(const struct screen_name *name, struct str form)
{
    for (uint32_t i = 0; i < name->n_legal; i++)
        if (str_eq(name->legal[i], form))
            return true;
    return false;
}

/* Forms that translations use for one another; others (AG and GmbH) tell two companies of one group apart. */
static bool is_loose_form(struct str form)
{
    static const char *const FORMS[] = {"ltd", "co", "corp", "inc", "llc", "plc", "jsc"};
    for (size_t i = 0; i < ARRAY_LEN(FORMS); i++)
        if (str_eq(form, str_c(FORMS[i])))
            return true;
    return false;
}

static bool has_loose_form(const struct screen_name *name)
{
    for (uint32_t i = 0; i < name->n_legal; i++)
        if (is_loose_form(name->legal[i]))
            return true;
    return name->n_legal == 0;
}

static double legal_penalty(const struct screen_name *q, const struct screen_name *e)
{
    if (q->n_legal == 0 && e->n_legal == 0)
        return 0;
    if (q->n_legal == 0 || e->n_legal == 0)
        return -PENALTY_LEGAL_MISSING;
    for (uint32_t i = 0; i < q->n_legal; i++)
        if (has_legal(e, q->legal[i]))
            return 0;
    return -PENALTY_LEGAL_OTHER;
}

/* Do the words that found each other tell a party, or are they only a short or common word? */
struct told {
    uint32_t letters, cjk, words;
};

static struct told told(const struct screen_name *name, const bool *used)
{
    struct told told = {0};
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        const struct screen_token *token = &name->tokens[i];
        if (!used[i] || (!is_word(token) && token->kind != TOKEN_INITIAL))
            continue;
        told.words++;
        told.letters += is_word(token) && !token->is_cjk ? token->n_chars : 0;
        told.cjk += token->is_cjk ? token->n_chars : 0;
    }
    return told;
}

static bool is_telling(const struct screen_alignment *a, bool exact)
{
    struct told q = told(a->query, a->q_used), e = told(a->entry, a->e_used);
    if (q.cjk)
        return q.cjk >= TELLING_CJK || q.letters > 0;
    bool needs_two = a->query->is_person && a->entry->is_person && !exact && q.letters < TELLING_ALONE;
    uint32_t words = q.words > e.words ? q.words : e.words;
    return q.letters >= TELLING_LETTERS && words > (needs_two ? 1 : 0);
}

/* "V. Orlov" and "Viktor Orlov": the letter tells little, so the other word has to be a rare one. */
static bool is_only_initialled(const struct screen_alignment *a)
{
    bool has_initial = false, has_rare = false;
    for (size_t i = 0; i < a->n_links; i++) {
        const struct screen_token *q = &a->query->tokens[a->links[i].q_first];
        const struct screen_token *e = &a->entry->tokens[a->links[i].e_first];
        has_initial |= a->links[i].reason == REASON_INITIAL && a->links[i].similarity < 1;
        has_rare |= is_word(q) && is_word(e) && !q->is_common && !e->is_common && q->n_chars >= INITIAL_LETTERS &&
                    a->links[i].similarity == 1;
    }
    return has_initial && !has_rare;
}

/* The same name with the same legal form, written long enough. */
static bool is_written_alike(const struct screen_alignment *a)
{
    const struct screen_name *q = a->query, *e = a->entry;
    return !q->whole && !e->whole && q->text.n >= TELLING_WRITTEN && e->text.n >= TELLING_WRITTEN &&
           str_eq(q->key, e->key);
}

struct sum {
    uint32_t letters, cjk, words, signs;
};

static struct sum sum_of(const struct screen_name *name)
{
    struct sum sum = {.signs = name->n_legal > 0};
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        const struct screen_token *token = &name->tokens[i];
        sum.words += token->kind == TOKEN_WORD || token->kind == TOKEN_READING;
        sum.signs += token->kind == TOKEN_NUMBER;
        sum.letters += token->is_cjk ? 0 : token->n_chars;
        sum.cjk += token->is_cjk && token->kind != TOKEN_NUMBER ? token->n_chars : 0;
    }
    return sum;
}

/* Names that are equal to the last word may be short: then generic words, digits and legal forms count too. */
static bool is_exact_telling(const struct screen_alignment *a)
{
    struct sum sum = sum_of(a->query);
    if (a->query->is_person)
        return false;
    if (is_written_alike(a))
        return true;
    if (sum.words && sum.signs && sum.letters >= TELLING_SIGNED && str_eq(a->query->key, a->entry->key))
        return true;
    return (sum.cjk && sum.cjk + CJK_SIGN * sum.signs >= TELLING_EXACT_CJK) ||
           (sum.words && sum.letters >= TELLING_EXACT) || (a->query->n_tokens > 1 && sum.letters >= TELLING_GENERIC);
}

/* Two numbers, or two letters (Plant A, Plant B), that differ; or a number that one side lacks. */
static double number_penalty(const struct left_over *query, const struct left_over *entry, double score)
{
    if ((query->has_number && entry->has_number) || (query->has_letter && entry->has_letter))
        return -PENALTY_NUMBER;
    return query->has_number || entry->has_number ? fmin(0, CAP_WEAK - score) : 0;
}

static bool follows_patronym(const struct screen_name *name, unsigned i)
{
    return i > 0 && screen_is_patronym(name->tokens[i - 1].text);
}

static bool has_patronym(const struct screen_name *name)
{
    for (uint32_t i = 0; i < name->n_tokens; i++)
        if (follows_patronym(name, i + 1))
            return true;
    return false;
}

/* "Salman bin Muhammad" against "Muhammad bin Salman": a father here is a son there. */
static bool is_turned_round(const struct screen_alignment *a)
{
    if (!has_patronym(a->query) || !has_patronym(a->entry))
        return false;
    for (size_t i = 0; i < a->n_links; i++)
        if (follows_patronym(a->query, a->links[i].q_first) != follows_patronym(a->entry, a->links[i].e_first))
            return true;
    return false;
}

static double order_penalty(const struct screen_alignment *a, bool is_person)
{
    if (is_ordered(a))
        return 0;
    if (!is_person)
        return -PENALTY_ORDER;
    return is_turned_round(a) ? -PENALTY_PATRONYM : 0;
}

/* How many words found each other in spite of typing errors or another character. */
static unsigned edited(const struct screen_alignment *a, bool is_cjk, enum screen_reason reason)
{
    unsigned n = 0;
    for (size_t i = 0; i < a->n_links; i++)
        n += a->links[i].reason == reason && a->links[i].similarity < 1 &&
             a->query->tokens[a->links[i].q_first].is_cjk == is_cjk;
    return n;
}

/* An error in a word so short that it may well be another word: anna, anne. */
static bool is_short_edited(const struct screen_alignment *a)
{
    for (size_t i = 0; i < a->n_links; i++)
        if (a->links[i].reason == REASON_EDIT && a->query->tokens[a->links[i].q_first].n_chars < EDIT_LETTERS &&
            a->entry->tokens[a->links[i].e_first].n_chars < EDIT_LETTERS)
            return true;
    return false;
}

/* Errors in two words or in a short one, or another character in a CJK run. Another spelling counts beside an error,
 * but two spellings alone (mohamed husain) do not. */
static double edits_penalty(const struct screen_alignment *a, double score)
{
    unsigned errors = edited(a, false, REASON_EDIT), spellings = edited(a, false, REASON_VARIANT);
    bool is_doubtful = (errors > 0 && errors + spellings > 1) || is_short_edited(a) || edited(a, true, REASON_EDIT) > 0;
    return is_doubtful ? fmin(0, CAP_WEAK - score) : 0;
}

static void sum_up(struct screen_alignment *a)
{
    const struct screen_name *q = a->query, *e = a->entry;
    struct left_over lq = left_over(q, a->q_used), le = left_over(e, a->e_used);
    double shared = 0;
    a->total = q->total + e->total;
    if (lq.generic > 0 && le.generic > 0)
        a->total += (lq.generic + le.generic) * (WEIGHT_GENERIC_CONFLICT / WEIGHT_GENERIC - 1);
    for (size_t i = 0; i < a->n_links; i++) {
        const struct screen_link *link = &a->links[i];
        shared += link->similarity * (weight_of(q, link->q_first, link->q_n) + weight_of(e, link->e_first, link->e_n));
    }
    bool is_person = q->is_person && e->is_person;
    if (is_person && (lq.weight == 0 || le.weight == 0) && is_telling_subset(a))
        a->total -= (1 - WEIGHT_SUBSET) * (lq.weight + le.weight);
    a->order = order_penalty(a, is_person);
    a->legal = legal_penalty(q, e);
    a->other_word = is_person && lq.has_word && le.has_word ? -PENALTY_OTHER_WORD : 0;
    a->score = shared / a->total + a->order + a->legal + a->other_word;
    a->number = number_penalty(&lq, &le, a->score);
    a->edits = edits_penalty(a, a->score + a->number);
    a->score += a->number + a->edits;
    a->is_numbered = lq.has_number || le.has_number;
}

static bool is_exact(const struct screen_alignment *a)
{
    for (size_t i = 0; i < a->n_links; i++)
        if (a->links[i].similarity < 1)
            return false;
    return left_over(a->query, a->q_used).weight + left_over(a->entry, a->e_used).weight <= WEIGHT_ARTICLE;
}

static void cap(struct screen_alignment *a, double most)
{
    if (a->score <= most)
        return;
    a->weak += most - a->score;
    a->score = most;
}

/* Weak names count only when they are equal, and then are for a person to look at; so do short ones. */
static void cap_weak(struct screen_alignment *a)
{
    bool exact = is_exact(a);
    if (a->query->is_weak || a->entry->is_weak)
        cap(a, exact ? CAP_WEAK : 0);
    else if (is_only_initialled(a) ||
             (a->legal == -PENALTY_LEGAL_OTHER && !has_loose_form(a->query) && !has_loose_form(a->entry)))
        cap(a, CAP_WEAK);
    else if (!is_telling(a, exact) && !(exact && is_exact_telling(a)))
        cap(a, exact || a->score >= SCREEN_MATCH_AT ? CAP_WEAK : 0);
}

/* ---- names as one word ---- */

static bool join_name(const struct screen_name *name, char text[INDEX_JOINED_CHARS], struct str *ret_text,
                      uint32_t *ret_n_chars)
{
    size_t n = 0;
    uint32_t n_chars = 0;
    for (uint32_t i = 0; i < name->n_tokens; i++) {
        const struct screen_token *token = &name->tokens[i];
        if (token->is_cjk || token->kind == TOKEN_READING || n + token->text.n > INDEX_JOINED_CHARS)
            return false;
        memcpy(text + n, token->text.p, token->text.n);
        n += token->text.n;
        n_chars += token->n_chars;
    }
    *ret_text = (struct str){text, n};
    *ret_n_chars = n_chars;
    return true;
}

/* The names written without blanks, where the blanks differ; numbers must have found each other. */
static void try_whole(struct screen_alignment *a)
{
    char q[INDEX_JOINED_CHARS], e[INDEX_JOINED_CHARS];
    struct str query, entry;
    uint32_t n_query, n_entry;
    enum screen_reason reason;
    if (a->is_numbered || !join_name(a->query, q, &query, &n_query) || !join_name(a->entry, e, &entry, &n_entry))
        return;
    double s = SIMILAR_JOINED * screen_similar_words(query, n_query, entry, n_entry, &reason);
    if (a->query->n_tokens == a->entry->n_tokens && reason != REASON_EXACT) /* only the blank is elsewhere */
        return;
    double legal = legal_penalty(a->query, a->entry);
    if (s + legal <= a->score)
        return;
    for (uint32_t i = 0; i < a->query->n_tokens; i++)
        a->q_used[i] = true;
    for (uint32_t i = 0; i < a->entry->n_tokens; i++)
        a->e_used[i] = true;
    a->links[0] =
        (struct screen_link){0, (uint8_t)a->query->n_tokens, 0, (uint8_t)a->entry->n_tokens, REASON_JOINED, s};
    a->n_links = 1;
    a->total = a->query->total + a->entry->total;
    a->order = a->other_word = a->edits = 0;
    a->legal = legal;
    a->score = s + legal;
}

static void align_words(struct screen_alignment *a)
{
    struct links links;
    links.n = 0;
    a->n_links = 0;
    a->weak = 0;
    memset(a->q_used, 0, a->query->n_tokens);
    memset(a->e_used, 0, a->entry->n_tokens);
    link_words(a, &links);
    link_joined(a, &links);
    link_cut(a, &links);
    take_best(a, &links);
    sum_up(a);
    try_whole(a);
}

/* "Solutions (Spain)" and "Solutions (Sweden)" share the part "Solutions", but what was left out differs: when each
 * whole name has a word that the other lacks, the parts are not enough to match. */
static void check_parts(struct screen_alignment *a)
{
    struct screen_alignment whole;
    whole.query = a->query->whole;
    whole.entry = a->entry->whole;
    if (!whole.query || !whole.entry || a->score <= CAP_WEAK)
        return;
    align_words(&whole);
    if (left_over(whole.query, whole.q_used).has_word && left_over(whole.entry, whole.e_used).has_word)
        cap(a, CAP_WEAK);
}

void screen_align(const struct screen_name *query, const struct screen_name *entry, struct screen_alignment *ret)
{
    ret->query = query;
    ret->entry = entry;
    if (query->is_han && entry->is_han) { /* the same sound or meaning in other characters is another name */
        *ret = (struct screen_alignment){.query = query, .entry = entry, .total = query->total + entry->total};
        return;
    }
    align_words(ret);
    if (ret->score < 0)
        ret->score = 0;
    cap_weak(ret);
    check_parts(ret);
}

double screen_bound(double shared, double query_total, double entry_total)
{
    double q = fmin(shared, query_total), e = fmin(shared, entry_total);
    return (q + e) / (q + e + WEIGHT_SUBSET * (query_total + entry_total - q - e));
}
