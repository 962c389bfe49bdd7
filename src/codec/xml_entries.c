/*
 * codec/xml_entries.c - the entry by entry part of codec/xml.h.
 *
 *     <list date="..">               entry(root: list, date)
 *       <party><name>A</name></party>    entry(party: name "A")
 *       <party>..</party>                entry(party)       the arena is rewound between them
 */
#include "base/limits.h"
#include "codec/xml.h"

enum { DEPTH_MAX = 256 };

struct entry_reader {
    const struct xml_entries *entries;
    struct arena arena; /* of the entry that is being read */
    struct arena_mark empty;
    struct xml_node *open[DEPTH_MAX];
    size_t depth; /* open nodes of the entry; 0 = between entries */
    bool has_root;
};

static struct xml_node *new_node(struct arena *arena, struct str name, const struct xml_attr *attrs, size_t n_attrs)
{
    struct xml_node *node = ARENA_NEW(arena, struct xml_node);
    if (!node)
        return NULL;
    node->name = arena_str(arena, name);
    node->text = STR("");
    node->attrs = ARENA_ARRAY(arena, n_attrs, struct xml_attr);
    if (!node->name.p || !node->attrs)
        return NULL;
    for (size_t i = 0; i < n_attrs; i++) {
        struct xml_attr copy = {arena_str(arena, attrs[i].name), arena_str(arena, attrs[i].value)};
        if (!copy.name.p || !copy.value.p)
            return NULL;
        node->attrs[node->n_attrs++] = copy;
    }
    return node;
}

/* The arena of an entry is full: that is the limit, unless memory itself was short, which the system says elsewhere. */
static int too_large(struct seki_err *err)
{
    return err_limit(err, LIMIT_ID_RECORD_BYTES);
}

static int on_root(struct entry_reader *reader, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                   struct seki_err *err)
{
    reader->has_root = true;
    struct xml_node *node = new_node(&reader->arena, name, attrs, n_attrs);
    if (!node)
        return too_large(err);
    int code = reader->entries->entry(reader->entries->ctx, node, err);
    arena_rewind(&reader->arena, reader->empty);
    return code;
}

static int on_start(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                    struct seki_err *err)
{
    struct entry_reader *reader = ctx;
    size_t index;
    if (!reader->has_root)
        return on_root(reader, name, attrs, n_attrs, err);
    if (reader->depth == 0 && !str_find_word(reader->entries->names, reader->entries->n_names, name, &index))
        return 0;
    struct xml_node *node = new_node(&reader->arena, name, attrs, n_attrs);
    if (!node)
        return too_large(err);
    node->line = xml_line(xml);
    if (reader->depth) {
        struct xml_node *parent = reader->open[reader->depth - 1];
        if (parent->last)
            parent->last->next = node;
        else
            parent->first = node;
        parent->last = node;
    }
    reader->open[reader->depth++] = node; /* LIMIT(DEPTH) of xml_parse is below DEPTH_MAX */
    return 0;
}

static int on_text(void *ctx, struct xml *xml, struct str text, struct seki_err *err)
{
    (void)xml;
    struct entry_reader *reader = ctx;
    text = str_trim(text);
    if (reader->depth == 0 || !text.n)
        return 0;
    struct xml_node *node = reader->open[reader->depth - 1];
    struct str joined = node->text.n ? arena_printf(&reader->arena, "%.*s %.*s", STR_ARG(node->text), STR_ARG(text))
                                     : arena_str(&reader->arena, text);
    if (!joined.p)
        return too_large(err);
    node->text = joined;
    return 0;
}

static int on_end(void *ctx, struct xml *xml, struct str name, struct seki_err *err)
{
    (void)xml, (void)name;
    struct entry_reader *reader = ctx;
    if (reader->depth == 0 || --reader->depth > 0)
        return 0;
    int code = reader->entries->entry(reader->entries->ctx, reader->open[0], err);
    arena_rewind(&reader->arena, reader->empty);
    return code;
}

int xml_read_entries(struct stream *stream, const struct xml_entries *entries, struct seki_err *err)
{
    static const struct xml_handlers handlers = {on_start, on_text, on_end};
    struct entry_reader reader = {.entries = entries};
    arena_init(&reader.arena, 4 * LIMIT(RECORD_BYTES)); /* nodes take more than their text */
    reader.empty = arena_mark(&reader.arena);
    int code = xml_parse(stream, &handlers, &reader, err);
    arena_done(&reader.arena);
    return code;
}

const struct xml_node *xml_child(const struct xml_node *parent, struct str name)
{
    for (const struct xml_node *child = parent ? parent->first : NULL; child; child = child->next)
        if (str_eq(child->name, name))
            return child;
    return NULL;
}

const struct xml_node *xml_sibling(const struct xml_node *node)
{
    for (const struct xml_node *next = node ? node->next : NULL; next; next = next->next)
        if (str_eq(next->name, node->name))
            return next;
    return NULL;
}

struct str xml_child_text(const struct xml_node *parent, struct str name)
{
    const struct xml_node *child = xml_child(parent, name);
    return child && child->text.n ? child->text : STR_NULL;
}
