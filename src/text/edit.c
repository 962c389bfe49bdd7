/* text/edit.c - see text/edit.h. */
#include "text/edit.h"

#include "base/utf8.h"

struct letters {
    uint32_t v[EDIT_CHARS];
    size_t n;
};

/* False when the text is longer than the array. */
static bool spell(struct str text, struct letters *ret_letters)
{
    ret_letters->n = 0;
    while (text.n) {
        if (ret_letters->n == EDIT_CHARS)
            return false;
        ret_letters->v[ret_letters->n++] = utf8_next(&text);
    }
    return true;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* The last three rows of the distance table. */
struct rows {
    unsigned cells[3][EDIT_CHARS + 1];
    unsigned *older, *old, *now;
};

static void next_row(struct rows *rows)
{
    unsigned *spare = rows->older;
    rows->older = rows->old;
    rows->old = rows->now;
    rows->now = spare;
}

/* Row i of the table; the least value of it. */
static unsigned fill_row(struct rows *rows, const struct letters *a, const struct letters *b, size_t i)
{
    unsigned best = rows->now[0] = (unsigned)i;
    for (size_t j = 1; j <= b->n; j++) {
        unsigned change = rows->old[j - 1] + (a->v[i - 1] != b->v[j - 1]);
        unsigned value = least(change, least(rows->old[j], rows->now[j - 1]) + 1);
        if (i > 1 && j > 1 && a->v[i - 1] == b->v[j - 2] && a->v[i - 2] == b->v[j - 1])
            value = least(value, rows->older[j - 2] + 1);
        rows->now[j] = value;
        best = least(best, value);
    }
    return best;
}

static unsigned distance(const struct letters *a, const struct letters *b, unsigned max)
{
    size_t apart = a->n > b->n ? a->n - b->n : b->n - a->n;
    if (apart > max)
        return max + 1;
    struct rows rows;
    rows.older = rows.cells[0];
    rows.old = rows.cells[1];
    rows.now = rows.cells[2];
    for (size_t j = 0; j <= b->n; j++)
        rows.now[j] = (unsigned)j;
    unsigned before = 0;
    for (size_t i = 1; i <= a->n; i++) {
        next_row(&rows);
        unsigned best = fill_row(&rows, a, b, i);
        if (best > max && before > max) /* a swap looks two rows back */
            return max + 1;
        before = best;
    }
    return least(rows.now[b->n], max + 1);
}

unsigned edit_distance(struct str a, struct str b, unsigned max)
{
    struct letters left, right;
    if (str_eq(a, b))
        return 0;
    if (max == 0 || !spell(a, &left) || !spell(b, &right))
        return max + 1;
    return distance(&left, &right, max);
}

double edit_similarity(struct str a, struct str b, double least_wanted)
{
    struct letters left, right;
    if (str_eq(a, b))
        return 1;
    if (!spell(a, &left) || !spell(b, &right))
        return 0;
    size_t longer = left.n > right.n ? left.n : right.n;
    double room = (1 - least_wanted) * (double)longer + 1e-9;
    unsigned max = room < 0 ? 0 : (unsigned)room;
    unsigned apart = distance(&left, &right, max);
    return apart > max ? 0 : 1 - (double)apart / (double)longer;
}

/* Letters that both have near the same place (Jaro 1989); marks them. */
static size_t count_common(const struct letters *a, const struct letters *b, bool *is_in_a, bool *is_in_b)
{
    size_t longer = a->n > b->n ? a->n : b->n, common = 0;
    size_t reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
    for (size_t i = 0; i < a->n; i++) {
        size_t from = i > reach ? i - reach : 0, to = i + reach + 1 < b->n ? i + reach + 1 : b->n;
        for (size_t j = from; j < to; j++)
            if (!is_in_b[j] && a->v[i] == b->v[j]) {
                is_in_a[i] = is_in_b[j] = true;
                common++;
                break;
            }
    }
    return common;
}

static size_t count_moved(const struct letters *a, const struct letters *b, const bool *is_in_a, const bool *is_in_b)
{
    size_t moved = 0, j = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (!is_in_a[i])
            continue;
        while (!is_in_b[j])
            j++;
        moved += a->v[i] != b->v[j++];
    }
    return moved / 2;
}

static double jaro(const struct letters *a, const struct letters *b)
{
    bool is_in_a[EDIT_CHARS] = {false}, is_in_b[EDIT_CHARS] = {false};
    double common = (double)count_common(a, b, is_in_a, is_in_b);
    if (common == 0)
        return 0;
    double moved = (double)count_moved(a, b, is_in_a, is_in_b);
    return (common / (double)a->n + common / (double)b->n + (common - moved) / common) / 3;
}

double edit_jaro_winkler(struct str a, struct str b)
{
    struct letters left, right;
    if (str_eq(a, b))
        return 1;
    if (!spell(a, &left) || !spell(b, &right) || left.n == 0 || right.n == 0)
        return 0;
    size_t prefix = 0;
    while (prefix < 4 && prefix < left.n && prefix < right.n && left.v[prefix] == right.v[prefix])
        prefix++;
    double similarity = jaro(&left, &right);
    return similarity + 0.1 * (double)prefix * (1 - similarity);
}
