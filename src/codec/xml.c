/*
 * codec/xml.c - see codec/xml.h.
 *
 * HOW IT WORKS. expat is fed block by block. Its text pieces are collected until the next tag, so a handler sees one
 * text. A handler that fails stops the parser; its code and error come out of xml_parse.
 */
#include "codec/xml.h"
#include "base/buf.h"
#include "base/limits.h"

#include <expat.h>
#include <string.h>

enum { ATTRS_MAX = 64, BLOCK_BYTES = 32768 };

struct xml {
    XML_Parser parser;
    const struct xml_handlers *handlers;
    void *ctx;
    struct buf text;
    size_t depth;
    struct seki_err *err;
    int code;
};

uint64_t xml_line(const struct xml *xml)
{
    return XML_GetCurrentLineNumber(xml->parser);
}

/* Remember the first failure and stop. */
static void stop(struct xml *xml, int code)
{
    if (code >= 0 || xml->code < 0)
        return;
    xml->code = code;
    err_place(xml->err, "line %lu", (unsigned long)xml_line(xml));
    (void)XML_StopParser(xml->parser, XML_FALSE);
}

static void flush_text(struct xml *xml)
{
    if (xml->code < 0)
        return;
    int failed = buf_check(&xml->text, NULL);
    if (failed)
        stop(xml, failed == SEKI_E_LIMIT ? err_limit(xml->err, LIMIT_ID_FIELD_BYTES) : err_oom(xml->err));
    else if (xml->text.n && xml->handlers->text)
        stop(xml, xml->handlers->text(xml->ctx, xml, buf_str(&xml->text), xml->err));
    buf_reset(&xml->text);
}

static struct str local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return str_c(colon ? colon + 1 : name);
}

static void on_start(void *ctx, const char *name, const char **pairs)
{
    struct xml *xml = ctx;
    struct xml_attr attrs[ATTRS_MAX];
    size_t n = 0;
    flush_text(xml);
    if (xml->code < 0)
        return;
    if (++xml->depth > LIMIT(DEPTH)) {
        stop(xml, err_limit(xml->err, LIMIT_ID_DEPTH));
        return;
    }
    for (; pairs[2 * n]; n++) {
        if (n == ATTRS_MAX) {
            stop(xml, err_set(xml->err, SEKI_E_LIMIT, "more than %d attributes", ATTRS_MAX));
            return;
        }
        attrs[n] = (struct xml_attr){str_c(pairs[2 * n]), str_c(pairs[2 * n + 1])};
    }
    if (xml->handlers->start)
        stop(xml, xml->handlers->start(xml->ctx, xml, local_name(name), attrs, n, xml->err));
}

static void on_end(void *ctx, const char *name)
{
    struct xml *xml = ctx;
    flush_text(xml);
    if (xml->code < 0)
        return;
    xml->depth--;
    if (xml->handlers->end)
        stop(xml, xml->handlers->end(xml->ctx, xml, local_name(name), xml->err));
}

static void on_text(void *ctx, const char *p, int n)
{
    struct xml *xml = ctx;
    buf_add(&xml->text, (struct str){p, (size_t)n});
}

static void on_doctype(void *ctx, const char *name, const char *system, const char *public, int has_internal)
{
    (void)name, (void)system, (void)public, (void)has_internal;
    struct xml *xml = ctx;
    stop(xml, err_set(xml->err, SEKI_E_SYNTAX, "a document type declaration is not accepted"));
}

static int feed(struct xml *xml, struct str block, bool is_final)
{
    enum XML_Status status = XML_Parse(xml->parser, block.p, (int)block.n, is_final);
    if (xml->code < 0)
        return xml->code;
    if (status == XML_STATUS_OK)
        return 0;
    enum XML_Error error = XML_GetErrorCode(xml->parser);
    if (error == XML_ERROR_NO_MEMORY)
        return err_oom(xml->err);
    int code = err_set(xml->err, SEKI_E_SYNTAX, "malformed XML: %s", XML_ErrorString(error));
    err_place(xml->err, "line %lu", (unsigned long)xml_line(xml));
    return code;
}

static int parse(struct xml *xml, struct stream *stream)
{
    char block[BLOCK_BYTES];
    for (;;) {
        long got = stream_read(stream, block, sizeof(block), xml->err);
        if (got < 0) {
            err_place(xml->err, "line %lu", (unsigned long)xml_line(xml));
            return (int)got;
        }
        TRY(feed(xml, (struct str){block, (size_t)got}, got == 0));
        if (got == 0)
            return 0;
    }
}

int xml_parse(struct stream *stream, const struct xml_handlers *handlers, void *ctx, struct seki_err *err)
{
    struct xml xml = {.handlers = handlers, .ctx = ctx, .err = err};
    xml.parser = XML_ParserCreate(NULL);
    TRY_MEM(xml.parser, err);
    buf_init(&xml.text, LIMIT(FIELD_BYTES));
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml.parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
    int code = parse(&xml, stream);
    buf_done(&xml.text);
    XML_ParserFree(xml.parser);
    return code;
}

struct str xml_attr(const struct xml_attr *attrs, size_t n_attrs, struct str name)
{
    for (size_t i = 0; i < n_attrs; i++)
        if (str_eq(attrs[i].name, name))
            return attrs[i].value;
    return STR_NULL;
}
