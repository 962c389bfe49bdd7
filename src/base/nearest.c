/* base/nearest.c - see base/nearest.h. */
#include "base/nearest.h"

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t nearest_distance(struct str a, struct str b)
{
    size_t rows[3][WORD_MAX + 1];
    if (a.n > WORD_MAX || b.n > WORD_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= b.n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t substitute = above[j - 1] + (a.p[i - 1] != b.p[j - 1]);
            row[j] = least(substitute, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
                row[j] = least(row[j], above2[j - 2] + 1);
        }
    }
    return rows[a.n % 3][b.n];
}

bool nearest_word(const struct str *words, size_t n, struct str word, size_t *ret_index)
{
    size_t best = SIZE_MAX, index = 0;
    for (size_t i = 0; i < n; i++) {
        size_t distance = nearest_distance(words[i], word);
        if (distance < best && distance <= (words[i].n + 2) / 3) {
            best = distance;
            index = i;
        }
    }
    if (best == SIZE_MAX)
        return false;
    *ret_index = index;
    return true;
}
