/*
 * draft/item_table.c - items in tables: drawn with bars or boxes, tabs of HTML, csv, columns of blanks.
 *
 * HOW IT WORKS. A line that falls, by one of the separators, into cells of which two are known headings (one of them an
 * item's or a model's) is the head of a table. The lines below that fall into cells by the same separator are its rows,
 * until one does not. Rules between rows and sums are passed over. Where blanks part the columns, an empty cell leaves
 * no trace: a row with fewer cells than the head is laid under it by the columns on the screen.
 */
#include "draft/draft_int.h"

#include <string.h>

enum { CELLS = 24, HEADING_BYTES = 60 };

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

static bool is_cjk_byte(char c)
{
    return (unsigned char)c >= 0xE3 && (unsigned char)c <= 0xED;
}

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

/* A heading without the blanks that are set between Han characters: "品　　名". */
static struct str squeezed(const struct draft *draft, struct span cell, char out[HEADING_BYTES])
{
    size_t n = 0;
    for (uint32_t i = cell.from; i < cell.to; i++) {
        bool is_between = draft->fold.p[i] == ' ' && n > 0 && ((unsigned char)out[n - 1] & 0x80) != 0;
        uint32_t next = i;
        while (next < cell.to && draft->fold.p[next] == ' ')
            next++;
        if (is_between && next < cell.to && is_cjk_byte(draft->fold.p[next]))
            continue;
        out[n++] = draft->fold.p[i];
    }
    return (struct str){out, n};
}

/* What a column holds. The brackets behind its name may tell the unit or currency of all cells. */
static enum column column_of(struct draft *draft, struct span cell)
{
    char text[HEADING_BYTES];
    struct hit hit;
    if (span_is_none(cell) || cell.to - cell.from >= HEADING_BYTES)
        return COLUMN_UNKNOWN;
    struct str heading = squeezed(draft, cell, text);
    if (!find_in(draft, PATTERN_COLUMN, heading.p, (struct span){0, (uint32_t)heading.n}, &hit))
        return COLUMN_UNKNOWN;
    for (int i = 1; i <= 7; i++)
        if (!span_is_none(hit.group[i]))
            return (enum column)(i - 1);
    return COLUMN_UNKNOWN;
}

/* "数量（台）", "単価（円）": the words in brackets, or SPAN_NONE. */
static struct span bracket_of(const struct draft *draft, struct span cell)
{
    size_t open = str_find_char(text_folded(draft, cell), '(', 0);
    if (open + 2 >= cell.to - cell.from || draft->fold.p[cell.to - 1] != ')')
        return SPAN_NONE;
    return (struct span){cell.from + (uint32_t)open + 1, cell.to - 1};
}

struct table {
    const struct message *message;
    struct str separator;
    enum column columns[CELLS];
    struct cells head;
};

/* Do the cells of a line make the head of a table: half of them known, among them a thing or its model? */
static bool is_head(struct draft *draft, struct table *table)
{
    size_t known = 0, things = 0, items = 0;
    for (size_t i = 0; i < table->head.n && (i - known) * 2 <= table->head.n; i++) {
        table->columns[i] = column_of(draft, table->head.v[i]);
        known += table->columns[i] != COLUMN_UNKNOWN ? 1 : 0;
        things += table->columns[i] == COLUMN_ITEM || table->columns[i] == COLUMN_MODEL ? 1 : 0;
        items += table->columns[i] == COLUMN_ITEM ? 1 : 0;
    }
    if (known < 2 || things < 1 || known * 2 < table->head.n)
        return false;
    for (size_t i = 0; items == 0 && i < table->head.n; i++)
        if (table->columns[i] == COLUMN_UNKNOWN) {
            table->columns[i] = COLUMN_ITEM; /* a model has a name beside it */
            items++;
        }
    return true;
}

static bool read_head(struct draft *draft, const struct line *line, struct table *table)
{
    struct str text = text_folded(draft, line->at);
    bool is_drawn = str_has(text, STR("\t")) || str_has(text, STR("|")) || str_has(text, STR("  "));
    if (!is_drawn && find_any(draft, PATTERN_SENTENCE_END, line->at))
        return false;
    for (size_t s = 0; s < ARRAY_LEN(SEPARATORS); s++) {
        table->separator = SEPARATORS[s];
        split(draft, line->at, table->separator, &table->head);
        if (is_head(draft, table))
            return true;
    }
    return false;
}

static void read_quantity(struct draft *draft, struct draft_item *item, struct span cell)
{
    struct amount amount;
    struct hit hit;
    if (find_in(draft, PATTERN_CELL_QUANTITY, draft->fold.p, cell, &hit)) {
        item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
        item->unit = found_at(hit.group[2]);
    } else if (amount_next(draft, draft->fold.p, cell, &amount)) {
        item_take_amount(item, &amount);
    } else if (find_in(draft, PATTERN_CELL_NUMBER, draft->fold.p, cell, &hit)) {
        item->quantity = found_as(hit.group[1], item_number(draft, hit.group[1]));
    }
}

static void read_cell(struct draft *draft, struct draft_item *item, enum column column, struct span cell)
{
    switch (column) {
    case COLUMN_ITEM:
        if (!item->name.is_there && !find_any(draft, PATTERN_ROW_NUMBER, cell))
            item->name = found_at(cell);
        break;
    case COLUMN_MODEL:
        if (!item->model.is_there)
            item->model = found_at(cell);
        break;
    case COLUMN_QTY:
        read_quantity(draft, item, cell);
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
    struct span model;
    if (!item->name.is_there || item->model.is_there || !item_next_model(draft, draft->fold.p, item->name.at, &model))
        return;
    struct span name = item_without_label(draft, (struct span){item->name.at.from, model.from});
    if (name.to < name.from + 3)
        name = item_strip(draft, (struct span){model.to, item->name.at.to});
    if (name.to < name.from + 3)
        return;
    item->model = found_at(model);
    item->name = found_at(name);
}

/* Where a place stands on the screen: Han characters are two columns wide. */
static unsigned screen_column(const struct draft *draft, uint32_t at)
{
    const struct line *line = line_at(draft, at);
    unsigned column = 0;
    for (uint32_t i = line->at.from; i < at; i++)
        column += ((unsigned char)draft->fold.p[i] & 0xC0) == 0x80 ? 0 : is_cjk_byte(draft->fold.p[i]) ? 2 : 1;
    return column;
}

/* The heading of the i-th cell: the same number, or where cells are missing the nearest on the screen. */
static size_t heading_of(const struct draft *draft, const struct table *table, const struct cells *cells, size_t i,
                         size_t least)
{
    size_t best = least, n_left = cells->n - i;
    unsigned here = screen_column(draft, cells->v[i].from), distance = UINT32_MAX;
    if (table->separator.n != 2 || cells->n >= table->head.n)
        return i;
    for (size_t k = least; k + n_left <= table->head.n; k++) {
        unsigned there = screen_column(draft, table->head.v[k].from), away = there > here ? there - here : here - there;
        if (away < distance) {
            distance = away;
            best = k;
        }
    }
    return best;
}

/* What the head says of all cells of a column. */
static void read_head_units(struct draft *draft, const struct table *table, struct draft_item *item)
{
    for (size_t i = 0; i < table->head.n; i++) {
        struct span words = bracket_of(draft, table->head.v[i]);
        if (span_is_none(words))
            continue;
        if (table->columns[i] == COLUMN_QTY && item->quantity.is_there && !item->unit.is_there &&
            find_any(draft, PATTERN_UNIT_ONLY, words))
            item->unit = found_at(words);
        if (table->columns[i] == COLUMN_PRICE)
            item_currency(draft, item, words);
    }
}

static void read_cells(struct draft *draft, const struct table *table, const struct cells *cells)
{
    struct draft_item *item = item_add(draft, table->message, SPAN_NONE);
    bool has_number = cells->n == table->head.n + 1 && find_any(draft, PATTERN_ROW_NUMBER, cells->v[0]);
    size_t least = 0, skipped = has_number ? 1 : 0; /* a number of the row that has no heading */
    struct hit hit;
    for (size_t i = skipped; item && i < cells->n; i++) {
        size_t k = heading_of(draft, table, cells, i, least) - skipped;
        if (k >= table->head.n)
            break;
        least = k + 1;
        if (span_is_none(cells->v[i]))
            continue;
        read_cell(draft, item, table->columns[k], cells->v[i]);
        if (table->columns[k] == COLUMN_PRICE && !item->amount.is_there &&
            find_in(draft, PATTERN_CELL_NUMBER, draft->fold.p, cells->v[i], &hit))
            item->amount = found_as(hit.group[1], item_number(draft, hit.group[1]));
    }
    if (!item)
        return;
    if (!item->name.is_there && item->model.is_there) {
        item->name = item->model;
        item->model = (struct found){0};
    }
    split_name(draft, item);
    read_head_units(draft, table, item);
    if (item->amount.is_there && !item->currency.p)
        item->amount.is_there = false; /* a price without a currency is none */
}

static bool is_sum(struct draft *draft, const struct cells *cells)
{
    for (size_t i = 0; i < cells->n && i < 3; i++)
        if (!span_is_none(cells->v[i]) && find_any(draft, PATTERN_SUM, cells->v[i]))
            return true;
    return false;
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
    if (!is_sum(draft, &cells))
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
