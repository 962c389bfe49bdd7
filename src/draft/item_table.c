/*
 * draft/item_table.c - items in tables: drawn with bars or boxes, tabs of HTML, csv, columns of blanks.
 *
 * HOW IT WORKS. A line that falls, by one of the separators, into cells of which two are known headings (one of them an
 * item's or a model's) is the head of a table. The lines below that fall into cells by the same separator are its rows,
 * until one does not. Rules between rows are passed over.
 */
#include "draft/draft_int.h"

#include <string.h>

enum { CELLS = 24 };

enum column {
    COLUMN_ITEM,
    COLUMN_MODEL,
    COLUMN_QTY,
    COLUMN_UNIT,
    COLUMN_PRICE,
    COLUMN_HS,
    COLUMN_OTHER,
    COLUMN_UNKNOWN
};

struct cells {
    struct span v[CELLS];
    size_t n;
};

static const struct str SEPARATORS[] = {{"\t", 1}, {"│", 3}, {"|", 1}, {"┃", 3},
                                        {",", 1},  {";", 1}, {"/", 1}, {"  ", 2}};

static void add_cell(struct draft *draft, struct cells *cells, uint32_t from, uint32_t to, bool keeps_empty)
{
    struct span at = span_trim(draft, (struct span){from, to});
    while (at.to > at.from + 1 && draft->fold.p[at.from] == '"' && draft->fold.p[at.to - 1] == '"') {
        at.from++;
        at.to--;
    }
    if (cells->n < CELLS && (keeps_empty || !span_is_none(at)))
        cells->v[cells->n++] = at;
}

static void split(struct draft *draft, struct span at, struct str separator, struct cells *ret_cells)
{
    bool is_blank = separator.n == 2;
    struct str text = str_sub(draft->fold, 0, at.to);
    uint32_t from = at.from;
    ret_cells->n = 0;
    for (uint32_t i = at.from; i < at.to;) {
        if (draft->fold.p[i] == '"' && separator.p[0] == ',') {
            size_t end = str_find_char(text, '"', i + 1);
            i = end < at.to ? (uint32_t)end + 1 : i + 1;
            continue;
        }
        if (!str_starts(str_from(text, i), separator)) {
            i++;
            continue;
        }
        if (i > at.from || is_blank || separator.p[0] == ',')
            add_cell(draft, ret_cells, from, i, !is_blank);
        i += (uint32_t)separator.n;
        from = i;
    }
    if (from < at.to || separator.p[0] == ',')
        add_cell(draft, ret_cells, from, at.to, !is_blank);
}

static enum column column_of(struct draft *draft, struct span cell)
{
    struct hit hit;
    if (span_is_none(cell) || cell.to - cell.from > 80 || !find_in(draft, PATTERN_COLUMN, draft->fold.p, cell, &hit))
        return COLUMN_UNKNOWN;
    for (int i = 1; i <= 7; i++)
        if (!span_is_none(hit.group[i]))
            return (enum column)(i - 1);
    return COLUMN_UNKNOWN;
}

struct table {
    const struct message *message;
    struct str separator;
    enum column columns[CELLS];
    struct cells head;
};

static bool read_head(struct draft *draft, const struct line *line, struct table *table)
{
    for (size_t s = 0; s < ARRAY_LEN(SEPARATORS); s++) {
        size_t known = 0, things = 0, items = 0;
        split(draft, line->at, SEPARATORS[s], &table->head);
        for (size_t i = 0; i < table->head.n; i++) {
            table->columns[i] = column_of(draft, table->head.v[i]);
            known += table->columns[i] != COLUMN_UNKNOWN ? 1 : 0;
            things += table->columns[i] == COLUMN_ITEM || table->columns[i] == COLUMN_MODEL ? 1 : 0;
            items += table->columns[i] == COLUMN_ITEM ? 1 : 0;
        }
        if (known >= 2 && things >= 1 && known * 2 >= table->head.n) {
            table->separator = SEPARATORS[s];
            for (size_t i = 0; items == 0 && i < table->head.n; i++)
                if (table->columns[i] == COLUMN_UNKNOWN) {
                    table->columns[i] = COLUMN_ITEM;
                    break;
                }
            return true;
        }
    }
    return false;
}

static void read_cell(struct draft *draft, struct draft_item *item, enum column column, struct span cell)
{
    struct hit hit;
    switch (column) {
    case COLUMN_ITEM:
        if (!item->name.is_there)
            item->name = found_at(cell);
        break;
    case COLUMN_MODEL:
        item->model = found_at(cell);
        break;
    case COLUMN_QTY:
        if (find_in(draft, PATTERN_CELL_QUANTITY, draft->fold.p, cell, &hit)) {
            item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
            item->unit = found_at(hit.group[2]);
        } else if (find_in(draft, PATTERN_CELL_NUMBER, draft->fold.p, cell, &hit)) {
            item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
        }
        break;
    case COLUMN_UNIT:
        item->unit = found_at(cell);
        break;
    case COLUMN_PRICE:
        (void)item_price(draft, item, cell);
        break;
    case COLUMN_HS:
        if (find_any(draft, PATTERN_HS_SHAPE, cell))
            item->hs_code = found_at(cell);
        break;
    default:
        break;
    }
}

/* A name cell may hold the model as well: "Slewing drive SD-14". */
static void split_name(struct draft *draft, struct draft_item *item)
{
    struct hit hit;
    if (!item->name.is_there || item->model.is_there ||
        !find_in(draft, PATTERN_MODEL, draft->fold.p, item->name.at, &hit) ||
        find_any(draft, PATTERN_MODEL_NOT, hit.at))
        return;
    struct span before = span_trim(draft, (struct span){item->name.at.from, hit.at.from});
    struct hit label;
    if (find_in(draft, PATTERN_MODEL_LABEL, draft->fold.p, before, &label))
        before = span_trim(draft, (struct span){before.from, label.at.from});
    if (before.to < before.from + 3)
        return;
    item->model = found_at(hit.at);
    item->name = found_at(before);
}

/* Columns parted by blanks lose an empty number in front. */
static size_t shift_of(struct draft *draft, const struct table *table, const struct cells *cells)
{
    bool is_short = table->separator.n == 2 && cells->n < table->head.n && table->columns[0] == COLUMN_OTHER;
    return is_short && !find_any(draft, PATTERN_ROW_NUMBER, cells->v[0]) ? 1 : 0;
}

static void read_cells(struct draft *draft, const struct table *table, const struct cells *cells)
{
    size_t shift = shift_of(draft, table, cells);
    struct draft_item *item = item_add(draft, table->message, SPAN_NONE);
    if (!item)
        return;
    for (size_t i = 0; i < cells->n && i + shift < table->head.n; i++)
        if (!span_is_none(cells->v[i]))
            read_cell(draft, item, table->columns[i + shift], cells->v[i]);
    if (!item->name.is_there && item->model.is_there) {
        item->name = item->model;
        item->model = (struct found){0};
    }
    split_name(draft, item);
}

/* 1 = a row, 0 = no cells: the table is over, 2 = a rule between rows. */
static int read_row(struct draft *draft, const struct line *line, const struct table *table)
{
    struct cells cells;
    if (span_is_none(line->at))
        return 0;
    if (find_any(draft, PATTERN_TABLE_RULE, line->at))
        return 2;
    split(draft, line->at, table->separator, &cells);
    if (cells.n < 2 || cells.n * 2 < table->head.n || cells.n > table->head.n + 2)
        return 0;
    read_cells(draft, table, &cells);
    return 1;
}

void find_item_tables(struct draft *draft, const struct message *message)
{
    uint32_t index = (uint32_t)(message - draft->messages);
    for (size_t i = message->first; i < message->last; i++) {
        struct table table = {.message = message};
        if (draft->lines[i].message != index || span_is_none(draft->lines[i].at) ||
            !read_head(draft, &draft->lines[i], &table))
            continue;
        int code = 1;
        for (i++; i < message->last && code; i++) {
            code = read_row(draft, &draft->lines[i], &table);
            if (code == 0 && span_is_none(draft->lines[i].at) && draft->n_items == 0)
                code = 2; /* a blank line between head and rows */
        }
    }
}
