/*
 * codec/yaml.c - see codec/yaml.h.
 *
 * HOW IT WORKS. libyaml gives events (scalar, sequence start, mapping start, end); a stack of open values puts the tree
 * together. A scalar inside a map is in turn a key and a value.
 */
#include "codec/yaml.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/yaml_int.h"

#include <yaml.h>

enum { DEPTH_MAX = 256 };

struct open_value {
    struct value *value;
    struct str key; /* waiting for its value; STR_NULL when a key comes next */
};

struct yaml_reader {
    struct arena *arena;
    struct open_value open[DEPTH_MAX];
    size_t depth, documents;
    struct value *root;
    struct seki_err *err;
};

static int refuse(struct yaml_reader *reader, const yaml_event_t *event, const char *what)
{
    int code = err_set(reader->err, SEKI_E_SYNTAX, "%s", what);
    err_place(reader->err, "line %zu", event->start_mark.line + 1);
    return code;
}

static int add(struct yaml_reader *reader, const yaml_event_t *event, struct value *value)
{
    TRY_MEM(value, reader->err);
    value->line = (uint32_t)event->start_mark.line + 1;
    if (reader->depth == 0) {
        reader->root = value;
        return 0;
    }
    struct open_value *parent = &reader->open[reader->depth - 1];
    if (value_is(parent->value, VALUE_LIST)) {
        (void)value_add(parent->value, value);
        return 0;
    }
    if (!parent->key.p)
        return refuse(reader, event, "a key must be a plain text");
    (void)value_put(parent->value, parent->key, value);
    parent->key = STR_NULL;
    return 0;
}

static int on_key(struct yaml_reader *reader, const yaml_event_t *event, struct open_value *parent, struct str key)
{
    if (value_get(parent->value, key)) {
        int code = err_set(reader->err, SEKI_E_SYNTAX, "the key \"%.*s\" stands twice", STR_ARG(key));
        err_place(reader->err, "line %zu", event->start_mark.line + 1);
        return code;
    }
    parent->key = key;
    return 0;
}

static int on_scalar(struct yaml_reader *reader, const yaml_event_t *event)
{
    struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (event->data.scalar.anchor || event->data.scalar.tag)
        return refuse(reader, event, "anchors and tags are not accepted");
    if (str_find_char(text, '\0', 0) != SIZE_MAX)
        return refuse(reader, event, "a zero character in a text");
    text = arena_str(reader->arena, text.n ? text : STR(""));
    TRY_MEM(text.p, reader->err);
    struct open_value *parent = reader->depth ? &reader->open[reader->depth - 1] : NULL;
    if (parent && value_is(parent->value, VALUE_MAP) && !parent->key.p)
        return on_key(reader, event, parent, text);
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return add(reader, event, value_new_text(reader->arena, text));
    struct value *value = NULL;
    TRY(yaml_plain_value(reader->arena, text, &value, reader->err));
    return add(reader, event, value);
}

static int on_open(struct yaml_reader *reader, const yaml_event_t *event, enum value_kind kind, bool is_marked)
{
    if (is_marked)
        return refuse(reader, event, "anchors and tags are not accepted");
    if (reader->depth >= LIMIT(DEPTH) || reader->depth >= DEPTH_MAX) {
        int code = err_limit(reader->err, LIMIT_ID_DEPTH);
        err_place(reader->err, "line %zu", event->start_mark.line + 1);
        return code;
    }
    struct value *value = value_new(reader->arena, kind);
    TRY_MEM(value, reader->err);
    TRY(add(reader, event, value));
    reader->open[reader->depth++] = (struct open_value){.value = value};
    return 0;
}

static int on_document(struct yaml_reader *reader, const yaml_event_t *event)
{
    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
        return refuse(reader, event, "directives are not accepted");
    return reader->documents++ ? refuse(reader, event, "a second document; one is expected") : 0;
}

static int on_event(struct yaml_reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return on_document(reader, event);
    case YAML_ALIAS_EVENT:
        return refuse(reader, event, "aliases are not accepted");
    case YAML_SCALAR_EVENT:
        return on_scalar(reader, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(reader, event, VALUE_LIST, event->data.sequence_start.anchor || event->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return on_open(reader, event, VALUE_MAP, event->data.mapping_start.anchor || event->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        reader->depth--;
        return 0;
    default:
        return 0;
    }
}

static int fail_syntax(const yaml_parser_t *parser, struct seki_err *err)
{
    if (parser->error == YAML_MEMORY_ERROR)
        return err_oom(err);
    int code = err_set(err, SEKI_E_SYNTAX, "%s%s%s", parser->context ? parser->context : "",
                       parser->context ? ": " : "", parser->problem ? parser->problem : "malformed YAML");
    err_place(err, "line %zu", parser->problem_mark.line + 1);
    return code;
}

static int parse(yaml_parser_t *parser, struct yaml_reader *reader)
{
    yaml_event_type_t type = YAML_NO_EVENT;
    while (type != YAML_STREAM_END_EVENT) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return fail_syntax(parser, reader->err);
        type = event.type;
        int code = on_event(reader, &event);
        yaml_event_delete(&event);
        TRY(code);
    }
    return 0;
}

static int check_bytes(struct str bytes, struct seki_err *err)
{
    if (bytes.n > LIMIT(YAML_BYTES))
        return err_limit(err, LIMIT_ID_YAML_BYTES);
    size_t bad = utf8_check(bytes), line = 1;
    if (bad == bytes.n)
        return 0;
    for (size_t i = 0; i < bad; i++)
        line += bytes.p[i] == '\n';
    int code = err_set(err, SEKI_E_SYNTAX, "not UTF-8 (byte 0x%02X)", (unsigned char)bytes.p[bad]);
    err_place(err, "line %zu", line);
    return code;
}

int yaml_parse(struct arena *arena, struct str bytes, struct value **ret_value, struct seki_err *err)
{
    struct yaml_reader reader = {.arena = arena, .err = err};
    yaml_parser_t parser;
    TRY(check_bytes(bytes, err));
    if (!yaml_parser_initialize(&parser))
        return err_oom(err);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(bytes.p ? bytes.p : ""), bytes.n);
    int code = parse(&parser, &reader);
    yaml_parser_delete(&parser);
    if (code == 0 && !reader.root) {
        reader.root = value_new(arena, VALUE_NULL);
        TRY_MEM(reader.root, err);
    }
    if (code == 0)
        *ret_value = reader.root;
    return code;
}
