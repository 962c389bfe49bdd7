/*
 * draft/own_text.c - what the text itself says about whom it is addressed to: "みなも精機株式会社 御中", "Dear Minamo
 * Team".
 *
 * Only the head of the newest message counts, and "To:" among header lines pasted on top: whom they address is ours.
 */
#include "draft/draft_int.h"

enum { HEAD_LINES = 8 };

static int push_own(struct draft *draft, struct str_list *list, size_t *cap, struct str text, struct seki_err *err)
{
    TRY_MEM(arena_grow(draft->arena, (void **)&list->v, list->n, cap, sizeof(*list->v)), err);
    list->v[list->n++] = text;
    return 0;
}

/* Addresses in a pasted line "To: sales@..." */
static int add_pasted_domain(struct draft *draft, struct span line, size_t *cap, struct seki_err *err)
{
    struct hit hit;
    if (!find_in(draft, PATTERN_HEADER_TO, draft->fold.p, line, &hit) ||
        !find_in(draft, PATTERN_EMAIL, draft->fold.p, hit.group[1], &hit))
        return 0;
    struct str address = text_written(draft, hit.at);
    return push_own(draft, &draft->own_domains, cap, str_from(address, str_find_char(address, '@', 0) + 1), err);
}

static int add_addressee(struct draft *draft, struct span line, bool is_first, size_t *cap, struct seki_err *err)
{
    struct hit hit;
    if (find_in(draft, PATTERN_ADDRESSED, draft->fold.p, line, &hit))
        for (int i = 1; i <= 4; i++)
            if (!span_is_none(hit.group[i]) && (i != 2 || is_first))
                TRY(push_own(draft, &draft->own_names, cap, text_written(draft, span_trim(draft, hit.group[i])), err));
    return 0;
}

int text_own(struct draft *draft, size_t *names_cap, size_t *domains_cap, struct seki_err *err)
{
    struct str rest = draft->fold, one;
    size_t n = 0;
    bool is_head = !draft->is_mail; /* pasted header lines; those of a mail within the mail are another's */
    while (n < HEAD_LINES && str_split(&rest, STR("\n"), &one)) {
        struct span line = {(uint32_t)(one.p - draft->fold.p), (uint32_t)(one.p - draft->fold.p + one.n)};
        line = span_trim(draft, line);
        if (span_is_none(line))
            continue;
        n++;
        is_head =
            is_head && (find_any(draft, PATTERN_HEADER_FIELD, line) || find_any(draft, PATTERN_HEADER_FROM, line));
        if (is_head)
            TRY(add_pasted_domain(draft, line, domains_cap, err));
        TRY(add_addressee(draft, line, n == 1, names_cap, err));
    }
    return 0;
}
