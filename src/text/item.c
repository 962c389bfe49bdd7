/* text/item.c - see text/item.h. */
#include "text/item.h"

#include "text/letters_int.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A point or comma between digits belongs to the number: 1.5 and 1,5. A comma before three digits groups: 1,500. */
static bool is_point(struct str text, size_t i)
{
    if ((text.p[i] != '.' && text.p[i] != ',') || i == 0 || i + 1 >= text.n)
        return false;
    return is_digit(text.p[i - 1]) && is_digit(text.p[i + 1]);
}

static bool is_grouping(struct str text, size_t i)
{
    size_t n = 0;
    while (i + 1 + n < text.n && is_digit(text.p[i + 1 + n]))
        n++;
    return text.p[i] == ',' && n == 3;
}

int item_key(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_key,
             struct seki_err *err)
{
    struct str text;
    TRY(letters_fold(tools, arena, raw, &text, err));
    char *out = arena_alloc(arena, text.n + 1);
    TRY_MEM(out, err);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool is_mark = c == ' ' || c == '-' || c == '.' || c == ',' || c == '(' || c == ')';
        if (!is_mark)
            out[n++] = c;
        else if (is_point(text, i) && !is_grouping(text, i))
            out[n++] = '.';
    }
    *ret_key = n ? (struct str){out, n} : STR_NULL;
    return 0;
}
