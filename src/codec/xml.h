/*
 * codec/xml.h - XML as events, or entry by entry as small trees.
 *
 * A document type declaration is refused, so there are no entities to expand and nothing outside is read. Nesting is
 * bounded by LIMIT(DEPTH), a text by LIMIT(FIELD_BYTES), an entry by LIMIT(RECORD_BYTES). Element names come without
 * their namespace prefix, attribute names as written. Failures: SEKI_E_SYNTAX, SEKI_E_LIMIT with the place "line N", or
 * what a handler returned. What came before a failure has been delivered.
 */
#ifndef CODEC_XML_H
#define CODEC_XML_H

#include "codec/stream.h"

struct xml;

struct xml_attr {
    struct str name, value;
};

/* Handlers return 0 to go on or a negative code to stop; a NULL handler is not called. Slices are good during the call.
 * `text` gets the whole text between two tags in one piece, white space included. */
struct xml_handlers {
    int (*start)(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                 struct seki_err *err);
    int (*text)(void *ctx, struct xml *xml, struct str text, struct seki_err *err);
    int (*end)(void *ctx, struct xml *xml, struct str name, struct seki_err *err);
};

int xml_parse(struct stream *stream, const struct xml_handlers *handlers, void *ctx, struct seki_err *err);

/* The line (from 1) that is being read. For handlers. */
uint64_t xml_line(const struct xml *xml);

/* Value of an attribute by its name as written; STR_NULL if it is not there. */
struct str xml_attr(const struct xml_attr *attrs, size_t n_attrs, struct str name);

/* An element with what it holds. `text` is all text directly inside, joined and trimmed ("" if there is none). */
struct xml_node {
    struct str name, text;
    struct xml_attr *attrs;
    size_t n_attrs;
    struct xml_node *first, *last, *next;
    uint64_t line;
};

/* for (XML_EACH(alias, akaList, "aka")): children of that name; a NULL parent has none. */
#define XML_EACH(child, parent, child_name)                                                                            \
    const struct xml_node *child = xml_child((parent), STR(child_name));                                               \
    child;                                                                                                             \
    child = xml_sibling(child)

/* First child of that name, next sibling of the same name; NULL if there is none. NULL gives NULL. */
const struct xml_node *xml_child(const struct xml_node *parent, struct str name);
const struct xml_node *xml_sibling(const struct xml_node *node);

/* Text of the first child of that name; STR_NULL if it is not there or empty. */
struct str xml_child_text(const struct xml_node *parent, struct str name);

/* What xml_read_entries looks for, and who gets it. */
struct xml_entries {
    const struct str *names; /* elements to hand over as trees, at any depth but not inside each other */
    size_t n_names;
    /* Called with the root element first (its attributes, no children), then for each entry in order. The node is good
     * during the call. 0 to go on, negative to stop. */
    int (*entry)(void *ctx, const struct xml_node *node, struct seki_err *err);
    void *ctx;
};

/* Read a document that is a long list of entries: one tree at a time, memory bounded by one entry. */
int xml_read_entries(struct stream *stream, const struct xml_entries *entries, struct seki_err *err);

#endif
