/* codec/json_write.c - writing for codec/json.h. Trees are as deep as LIMIT(DEPTH) lets them be, so recursion is
 * bounded. */
#include "codec/json.h"

enum { COMPACT = -1 };

/* The escape of a byte that may not stand as it is, or NULL. */
static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return NULL;
    }
}

void json_write_text(struct buf *buf, struct str text)
{
    size_t from = 0;
    buf_addc(buf, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
            continue;
        buf_add(buf, str_sub(text, from, i - from));
        from = i + 1;
        const char *escape = escape_of(c);
        if (escape)
            buf_add(buf, str_c(escape));
        else
            buf_printf(buf, "\\u%04x", c);
    }
    buf_add(buf, str_from(text, from));
    buf_addc(buf, '"');
}

static void new_line(struct buf *buf, int level)
{
    if (level == COMPACT)
        return;
    buf_addc(buf, '\n');
    for (int i = 0; i < level; i++)
        buf_add(buf, STR("  "));
}

static void write_value(struct buf *buf, const struct value *value, int level);

static void write_children(struct buf *buf, const struct value *parent, int level)
{
    bool is_map = parent->kind == VALUE_MAP;
    int inner = level == COMPACT ? COMPACT : level + 1;
    buf_addc(buf, is_map ? '{' : '[');
    for (VALUE_EACH(child, parent)) {
        if (child != parent->first)
            buf_addc(buf, ',');
        new_line(buf, inner);
        if (is_map) {
            json_write_text(buf, child->key);
            buf_add(buf, level == COMPACT ? STR(":") : STR(": "));
        }
        write_value(buf, child, inner);
    }
    if (parent->first)
        new_line(buf, level);
    buf_addc(buf, is_map ? '}' : ']');
}

static void write_value(struct buf *buf, const struct value *value, int level)
{
    switch (value ? value->kind : VALUE_NULL) {
    case VALUE_NULL:
        buf_add(buf, STR("null"));
        break;
    case VALUE_BOOL:
        buf_add(buf, value->truth ? STR("true") : STR("false"));
        break;
    case VALUE_NUMBER:
        buf_add(buf, value->text);
        break;
    case VALUE_TEXT:
        json_write_text(buf, value->text);
        break;
    case VALUE_LIST:
    case VALUE_MAP:
        write_children(buf, value, level);
        break;
    }
}

void json_write(struct buf *buf, const struct value *value)
{
    write_value(buf, value, COMPACT);
}

void json_write_pretty(struct buf *buf, const struct value *value)
{
    write_value(buf, value, 0);
}
