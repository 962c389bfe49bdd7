/*
 * api/batch_input.c - rows of a batch: JSON lines ({"id","name",...}) or CSV with a header, told by the first byte.
 *
 * Standard input is read as it comes: before a read that would have to wait, what was answered so far is flushed.
 */
#include "api/batch_int.h"
#include "base/file.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/unpack.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

enum column { COLUMN_ID, COLUMN_NAME, COLUMN_SCHEMA, COLUMN_COUNTRY, COLUMN_BIRTH, COLUMN_LEFT, COLUMN_RIGHT, COLUMNS };

static const struct str COLUMN_NAMES[COLUMNS] = {{"id", 2},    {"name", 4}, {"schema", 6}, {"country", 7},
                                                 {"birth", 5}, {"left", 4}, {"right", 5}};

static long read_standard_input(void *self, void *into, size_t n, struct seki_err *err)
{
    struct batch *batch = self;
    struct pollfd poll_input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (batch->n_pending && poll(&poll_input, 1, 0) == 0) {
        batch->flush_code = batch_flush(batch, &batch->flush_err);
        if (batch->flush_code < 0)
            return 0; /* ends the input; run_rows reports the cause */
    }
    return file_read_some(STDIN_FILENO, into, n, err);
}

static const struct stream_source STANDARD_INPUT = {.read = read_standard_input};

static int read_header(struct batch *batch, struct seki_err *err)
{
    struct str *fields;
    size_t n, index;
    int code = csv_next(batch->csv, &fields, &n, err);
    for (size_t i = 0; i < COLUMNS; i++)
        batch->columns[i] = -1;
    if (code <= 0)
        return code < 0 ? code : err_set(err, SEKI_E_SYNTAX, "%s is empty", batch->options->input);
    for (size_t i = 0; i < n; i++)
        if (str_find_word(COLUMN_NAMES, COLUMNS, str_trim(fields[i]), &index))
            batch->columns[index] = (int)i;
    bool is_compare = batch->options->verb == SEKI_BATCH_COMPARE;
    if (is_compare ? batch->columns[COLUMN_LEFT] < 0 || batch->columns[COLUMN_RIGHT] < 0
                   : batch->columns[COLUMN_NAME] < 0) {
        (void)err_set(err, SEKI_E_SYNTAX, "the header has no column %s", is_compare ? "left and right" : "name");
        err_place(err, "%s:1", batch->options->input);
        return SEKI_E_SYNTAX;
    }
    return 0;
}

int batch_input_open(struct batch *batch, struct seki_err *err)
{
    struct arena *arena = &batch->input_arena;
    struct str head;
    if (!batch->options->input)
        return batch_parties_open(batch, err);
    if (strcmp(batch->options->input, "-") == 0)
        TRY(stream_open_source(arena, &STANDARD_INPUT, batch, &batch->stream, err));
    else
        TRY(unpack_open(arena, batch->options->input, &batch->stream, err));
    TRY(stream_peek(batch->stream, 64, &head, err));
    head = str_trim(str_starts(head, STR("\xef\xbb\xbf")) ? str_from(head, 3) : head);
    bool is_json = head.n == 0 || head.p[0] == '{' || batch->options->verb == SEKI_BATCH_ASSESS;
    if (is_json)
        return lines_open(arena, batch->stream, (size_t)LIMIT(DEALING_BYTES), &batch->lines, err);
    TRY(csv_open(arena, batch->stream, NULL, &batch->csv, err));
    return read_header(batch, err);
}

void batch_input_close(struct batch *batch)
{
    batch_parties_close(batch);
    csv_close(&batch->csv);
    lines_close(&batch->lines);
    stream_close(&batch->stream);
}

int batch_take_object(struct batch *batch, const struct value *object, struct batch_row *row, struct seki_err *err)
{
    if (!value_is(object, VALUE_MAP))
        return err_set(err, SEKI_E_SYNTAX, "a line must be a JSON object");
    row->id = value_get(object, STR("id"));
    row->words.name = value_get_text(object, STR("name"));
    row->words.schema = value_get_text(object, STR("schema"));
    row->left = value_get_text(object, STR("left"));
    row->right = value_get_text(object, STR("right"));
    TRY(api_text_list(&batch->row_arena, value_get(object, STR("country")), &row->words.countries, err));
    TRY(api_text_list(&batch->row_arena, value_get(object, STR("birth")), &row->words.birth_dates, err));
    if (batch->options->verb == SEKI_BATCH_SCREEN && !row->words.name.p)
        return err_set(err, SEKI_E_MEANING, "the query has no name");
    if (batch->options->verb == SEKI_BATCH_COMPARE && (!row->left.p || !row->right.p))
        return err_set(err, SEKI_E_MEANING, "the pair has no left or no right");
    return 0;
}

static int take_line(struct batch *batch, struct batch_row *row, struct seki_err *err)
{
    struct value *object;
    if (batch->options->verb == SEKI_BATCH_ASSESS)
        return 0; /* api_assess_value parses it */
    TRY(json_parse(&batch->row_arena, row->line, &object, err));
    return batch_take_object(batch, object, row, err);
}

static int next_line(struct batch *batch, struct batch_row *row, struct seki_err *err)
{
    int code = lines_next(batch->lines, &row->line, &row->number, &row->problem);
    if (code == 0)
        return 0;
    if (code == 1 && str_trim(row->line).n == 0)
        code = err_set(&row->problem, SEKI_E_SYNTAX, "the line is empty");
    else if (code == 1)
        code = take_line(batch, row, &row->problem);
    row->has_problem = code < 0;
    if (code == SEKI_E_IO || code == SEKI_E_NOMEM) {
        if (err)
            *err = row->problem;
        return code;
    }
    return 1;
}

static struct str field(const struct batch *batch, struct str *fields, size_t n, enum column column)
{
    int index = batch->columns[column];
    return index >= 0 && (size_t)index < n ? fields[index] : STR_NULL;
}

static int take_fields(struct batch *batch, struct str *fields, size_t n, struct batch_row *row, struct seki_err *err)
{
    struct str *texts = ARENA_ARRAY(&batch->row_arena, 2, struct str);
    TRY_MEM(texts, err);
    texts[0] = field(batch, fields, n, COLUMN_COUNTRY);
    texts[1] = field(batch, fields, n, COLUMN_BIRTH);
    row->id = value_new_text(&batch->row_arena, field(batch, fields, n, COLUMN_ID));
    TRY_MEM(row->id, err);
    row->words = (struct query_words){field(batch, fields, n, COLUMN_NAME),
                                      field(batch, fields, n, COLUMN_SCHEMA),
                                      {&texts[0], texts[0].n > 0},
                                      {&texts[1], texts[1].n > 0}};
    row->left = field(batch, fields, n, COLUMN_LEFT);
    row->right = field(batch, fields, n, COLUMN_RIGHT);
    return 0;
}

static int next_fields(struct batch *batch, struct batch_row *row, struct seki_err *err)
{
    struct str *fields;
    size_t n;
    int code = csv_next(batch->csv, &fields, &n, &row->problem);
    if (code == 0)
        return 0;
    row->number = csv_line(batch->csv);
    if (code == 1)
        return take_fields(batch, fields, n, row, err) < 0 ? SEKI_E_NOMEM : 1;
    if (!csv_can_go_on(batch->csv)) {
        if (err)
            *err = row->problem;
        return code;
    }
    row->has_problem = true;
    return 1;
}

int batch_next(struct batch *batch, struct batch_row *ret_row, struct seki_err *err)
{
    arena_done(&batch->row_arena);
    memset(ret_row, 0, sizeof(*ret_row));
    if (batch->parties.is_open)
        return batch_parties_next(batch, ret_row, err);
    return batch->lines ? next_line(batch, ret_row, err) : next_fields(batch, ret_row, err);
}
