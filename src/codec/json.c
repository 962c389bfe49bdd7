/*
 * codec/json.c - reading for codec/json.h.
 *
 * HOW IT WORKS. yajl calls back for each token; a stack of open lists and maps puts the values together, so no depth of
 * the input makes us recurse. For maps with many keys the seen keys go into a hash table of a scratch arena.
 */
#include "codec/json.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"

#include <string.h>
#include <yajl/yajl_parse.h>

enum { MANY_KEYS = 16, DEPTH_MAX = 256 };

struct open_value {
    struct value *value;
    struct map *keys; /* NULL while there are few */
    struct str key;   /* of the member that comes next */
};

struct json_reader {
    struct arena *arena, scratch;
    yajl_handle yajl;
    struct str bytes;
    size_t counted; /* bytes whose line ends are in `line` */
    size_t line_start;
    uint32_t line;
    struct open_value open[DEPTH_MAX];
    size_t depth;
    struct value *root;
    struct seki_err *err;
    int code;
};

/* Bring line and line_start up to a byte. */
static void count_lines(struct json_reader *reader, size_t to)
{
    if (to > reader->bytes.n)
        to = reader->bytes.n;
    while (reader->counted < to) {
        if (reader->bytes.p[reader->counted++] == '\n') {
            reader->line++;
            reader->line_start = reader->counted;
        }
    }
}

static int fail_at(struct json_reader *reader, size_t offset)
{
    count_lines(reader, offset);
    size_t start = reader->line_start < offset ? reader->line_start : offset;
    size_t column = utf8_count(str_sub(reader->bytes, start, offset - start)) + 1;
    err_place(reader->err, "line %u column %zu", reader->line, column);
    return 0;
}

/* Remember a failure; 0 makes yajl stop. */
static int stop(struct json_reader *reader, int code)
{
    reader->code = code;
    return fail_at(reader, yajl_get_bytes_consumed(reader->yajl));
}

static int stop_oom(struct json_reader *reader)
{
    return stop(reader, err_oom(reader->err));
}

static int add(struct json_reader *reader, struct value *value)
{
    if (!value)
        return stop_oom(reader);
    count_lines(reader, yajl_get_bytes_consumed(reader->yajl));
    value->line = reader->line;
    if (reader->depth == 0) {
        reader->root = value;
        return 1;
    }
    struct open_value *parent = &reader->open[reader->depth - 1];
    if (parent->value->kind == VALUE_MAP)
        (void)value_put(parent->value, parent->key, value);
    else
        (void)value_add(parent->value, value);
    return 1;
}

/* Copy a text of the input and see that it is one. p is NULL after a failure. */
static struct str take_text(struct json_reader *reader, const unsigned char *p, size_t n)
{
    struct str text = {(const char *)p, n};
    if (utf8_check(text) < n)
        (void)stop(reader, err_set(reader->err, SEKI_E_SYNTAX, "a lone surrogate, which is no character"));
    else if (str_find_char(text, '\0', 0) != SIZE_MAX)
        (void)stop(reader, err_set(reader->err, SEKI_E_SYNTAX, "a zero character in a text"));
    else if (!(text = arena_str(reader->arena, n ? text : STR(""))).p)
        (void)stop_oom(reader);
    else
        return text;
    return STR_NULL;
}

static int on_null(void *ctx)
{
    struct json_reader *reader = ctx;
    return add(reader, value_new(reader->arena, VALUE_NULL));
}

static int on_bool(void *ctx, int truth)
{
    struct json_reader *reader = ctx;
    return add(reader, value_new_bool(reader->arena, truth != 0));
}

static int on_number(void *ctx, const char *digits, size_t n)
{
    struct json_reader *reader = ctx;
    return add(reader, value_new_number(reader->arena, arena_str(reader->arena, (struct str){digits, n})));
}

static int on_text(void *ctx, const unsigned char *p, size_t n)
{
    struct json_reader *reader = ctx;
    struct str text = take_text(reader, p, n);
    return text.p ? add(reader, value_new_text(reader->arena, text)) : 0;
}

static int open_container(struct json_reader *reader, enum value_kind kind)
{
    struct value *value = value_new(reader->arena, kind);
    if (reader->depth >= LIMIT(DEPTH) || reader->depth >= DEPTH_MAX)
        return stop(reader, err_limit(reader->err, LIMIT_ID_DEPTH));
    if (!add(reader, value))
        return 0;
    reader->open[reader->depth++] = (struct open_value){.value = value};
    return 1;
}

static int on_map(void *ctx)
{
    return open_container(ctx, VALUE_MAP);
}

static int on_list(void *ctx)
{
    return open_container(ctx, VALUE_LIST);
}

static int on_close(void *ctx)
{
    struct json_reader *reader = ctx;
    reader->depth--;
    return 1;
}

/* From MANY_KEYS on: all keys into a table. */
static bool index_keys(struct json_reader *reader, struct open_value *open)
{
    open->keys = ARENA_NEW(&reader->scratch, struct map);
    if (!open->keys)
        return false;
    map_init(open->keys, &reader->scratch);
    for (struct value *child = open->value->first; child; child = child->next)
        if (!map_put(open->keys, child->key, child))
            return false;
    return true;
}

static int on_key(void *ctx, const unsigned char *p, size_t n)
{
    struct json_reader *reader = ctx;
    struct open_value *open = &reader->open[reader->depth - 1];
    struct str key = take_text(reader, p, n);
    if (!key.p)
        return 0;
    if (!open->keys && open->value->n >= MANY_KEYS && !index_keys(reader, open))
        return stop_oom(reader);
    if (open->keys ? map_has(open->keys, key) : value_get(open->value, key) != NULL)
        return stop(reader, err_set(reader->err, SEKI_E_SYNTAX, "the key \"%.*s\" stands twice", STR_ARG(key)));
    if (open->keys && !map_put(open->keys, key, reader))
        return stop_oom(reader);
    open->key = key;
    return 1;
}

static const yajl_callbacks CALLBACKS = {
    .yajl_null = on_null,
    .yajl_boolean = on_bool,
    .yajl_number = on_number,
    .yajl_string = on_text,
    .yajl_start_map = on_map,
    .yajl_map_key = on_key,
    .yajl_end_map = on_close,
    .yajl_start_array = on_list,
    .yajl_end_array = on_close,
};

static bool is_hex_escape(struct str s, char low, char high)
{
    return s.n >= 4 && s.p[0] == '\\' && s.p[1] == 'u' && (s.p[2] == 'd' || s.p[2] == 'D') && (s.p[3] | 0x20) >= low &&
           (s.p[3] | 0x20) <= high;
}

/* Offset of the first escaped high surrogate without its low one, which yajl would turn into "?"; n if there is none.
 * Backslashes are met in pairs from the left, so "\\ud800" (an escaped backslash) is passed over. */
static size_t find_lone_surrogate(struct str bytes)
{
    size_t at = str_find_char(bytes, '\\', 0);
    while (at != SIZE_MAX) {
        struct str rest = str_from(bytes, at);
        /* d8 .. db; a digit has 0x20 set already */
        if (is_hex_escape(rest, '8', '9') || is_hex_escape(rest, 'a', 'b')) {
            if (!is_hex_escape(str_from(rest, 6), 'c', 'f'))
                return at;
            at += 6;
        }
        at = str_find_char(bytes, '\\', at + 2);
    }
    return bytes.n;
}

static int check_bytes(struct json_reader *reader)
{
    struct str bytes = reader->bytes;
    size_t bad = utf8_check(bytes);
    if (bad < bytes.n) {
        reader->code = err_set(reader->err, SEKI_E_SYNTAX, "not UTF-8 (byte 0x%02X)", (unsigned char)bytes.p[bad]);
        reader->bytes = str_sub(bytes, 0, bad);
        (void)fail_at(reader, bad);
        return reader->code;
    }
    bad = find_lone_surrogate(bytes);
    if (bad < bytes.n) {
        reader->code = err_set(reader->err, SEKI_E_SYNTAX, "a lone surrogate, which is no character");
        (void)fail_at(reader, bad);
    }
    return reader->code;
}

/* yajl's own words: "parse error: premature EOF\n" and the like. */
static int fail_syntax(struct json_reader *reader)
{
    unsigned char *text = yajl_get_error(reader->yajl, 0, (const unsigned char *)reader->bytes.p, reader->bytes.n);
    struct str reason = str_trim(str_c((const char *)text));
    size_t colon = str_find(reason, STR(": "), 0);
    if (colon != SIZE_MAX)
        reason = str_from(reason, colon + 2);
    int code = err_set(reader->err, SEKI_E_SYNTAX, "%.*s", STR_ARG(reason));
    if (text)
        yajl_free_error(reader->yajl, text);
    (void)fail_at(reader, yajl_get_bytes_consumed(reader->yajl));
    return code;
}

static int parse(struct json_reader *reader)
{
    struct str bytes = reader->bytes;
    yajl_status status = yajl_parse(reader->yajl, (const unsigned char *)bytes.p, bytes.n);
    if (status == yajl_status_ok)
        status = yajl_complete_parse(reader->yajl);
    if (reader->code < 0)
        return reader->code;
    if (status != yajl_status_ok)
        return fail_syntax(reader);
    return reader->root ? 0 : err_set(reader->err, SEKI_E_SYNTAX, "no JSON value");
}

int json_parse(struct arena *arena, struct str bytes, struct value **ret_value, struct seki_err *err)
{
    if (bytes.n > LIMIT(JSON_BYTES))
        return err_limit(err, LIMIT_ID_JSON_BYTES);
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    struct json_reader reader = {.arena = arena, .bytes = bytes, .line = 1, .err = err};
    TRY(check_bytes(&reader));
    reader.yajl = yajl_alloc(&CALLBACKS, NULL, &reader);
    TRY_MEM(reader.yajl, err);
    arena_init(&reader.scratch, LIMIT(REQUEST_BYTES));
    int code = parse(&reader);
    arena_done(&reader.scratch);
    yajl_free(reader.yajl);
    if (code == 0)
        *ret_value = reader.root;
    return code;
}
