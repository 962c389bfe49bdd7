/* Events and entries of XML; declarations, depth and damage are refused with their line. */
#include "base/buf.h"
#include "codec/xml.h"
#include "codec_test.h"

struct seen {
    char text[1024];
};

static void note(struct seen *seen, const char *what, struct str text)
{
    size_t n = strlen(seen->text);
    (void)snprintf(seen->text + n, sizeof(seen->text) - n, "%s%.*s;", what, STR_ARG(text));
}

static int on_start(void *ctx, struct xml *xml, struct str name, const struct xml_attr *attrs, size_t n_attrs,
                    struct seki_err *err)
{
    (void)xml;
    note(ctx, "<", name);
    if (n_attrs)
        note(ctx, "@", attrs[0].value);
    return str_eq(name, STR("stop")) ? err_set(err, SEKI_E_MEANING, "asked to stop") : 0;
}

static int on_text(void *ctx, struct xml *xml, struct str text, struct seki_err *err)
{
    (void)xml, (void)err;
    note(ctx, "", text);
    return 0;
}

static int on_end(void *ctx, struct xml *xml, struct str name, struct seki_err *err)
{
    (void)xml, (void)err;
    note(ctx, ">", name);
    return 0;
}

static int parse(struct arena *arena, const char *in, struct seen *seen, struct seki_err *err)
{
    static const struct xml_handlers handlers = {on_start, on_text, on_end};
    struct stream *stream;
    assert_int_equal(stream_open_bytes(arena, str_c(in), &stream, NULL), 0);
    return xml_parse(stream, &handlers, seen, err);
}

static void test_events(void **state)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"<a b='c'>x&amp;<![CDATA[<y>]]>z</a>", "<a;@c;x&<y>z;>a;"},
        {"<n:a xmlns:n='u'><n:b/></n:a>", "<a;@u;<b;>b;>a;"},
        {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", "<a;\xC3\xA9;>a;"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct seen seen = {""};
        assert_int_equal(parse(*state, cases[i].in, &seen, NULL), 0);
        assert_string_equal(seen.text, cases[i].out);
    }
}

static void test_refused(void **state)
{
    static const struct {
        const char *in;
        int code;
        const char *place, *reason;
    } cases[] = {
        {"", SEKI_E_SYNTAX, "line 1", "no element"},
        {"<a>\n<b></a>", SEKI_E_SYNTAX, "line 2", "mismatched"},
        {"<a>\n", SEKI_E_SYNTAX, "line 2", "no element"},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]>\n<a>&x;</a>", SEKI_E_SYNTAX, "line 1", "document type"},
        {"<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>", SEKI_E_SYNTAX, "line 1", "document type"},
        {"<a>&x;</a>", SEKI_E_SYNTAX, "line 1", "undefined entity"},
        {"<a>\xFF</a>", SEKI_E_SYNTAX, "line 1", "not well-formed"},
        {"<a>\n<stop/></a>", SEKI_E_MEANING, "line 2", "asked to stop"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct seen seen = {""};
        struct seki_err err = {0};
        assert_int_equal(parse(*state, cases[i].in, &seen, &err), cases[i].code);
        if (!strstr(err.place, cases[i].place) || !strstr(err.reason, cases[i].reason))
            fail_msg("case %zu: %s: %s", i, err.place, err.reason);
    }
}

static void test_nesting(void **state)
{
    char in[1024] = "";
    struct seen seen = {""};
    struct seki_err err = {0};
    for (int i = 0; i < 100; i++)
        memcpy(in + 3 * i, "<a>", 4);
    assert_int_equal(parse(*state, in, &seen, &err), SEKI_E_LIMIT);
}

static int on_entry(void *ctx, const struct xml_node *node, struct seki_err *err)
{
    (void)err;
    note(ctx, "#", node->name);
    note(ctx, "", xml_attr(node->attrs, node->n_attrs, STR("id")));
    for (XML_EACH(name, node, "name"))
        note(ctx, "", name->text);
    note(ctx, "", xml_child_text(xml_child(node, STR("deep")), STR("x")));
    return 0;
}

static void test_entries(void **state)
{
    static const struct str names[] = {{"p", 1}, {"q", 1}};
    struct seen seen = {""};
    struct xml_entries entries = {names, 2, on_entry, &seen};
    struct stream *stream;
    struct str in = STR("<list id='7'><head>h</head><p id='1'><name> A </name><name>B</name><deep><x>y</x></deep></p>"
                        "<wrap><q><p>inner</p></q></wrap></list>");
    assert_int_equal(stream_open_bytes(*state, in, &stream, NULL), 0);
    assert_int_equal(xml_read_entries(stream, &entries, NULL), 0);
    assert_string_equal(seen.text, "#list;7;;#p;1;A;B;y;#q;;;");
}

static void test_large_entry(void **state)
{
    static const struct str names[] = {{"p", 1}};
    struct seen seen = {""};
    struct xml_entries entries = {names, 1, on_entry, &seen};
    struct stream *stream;
    struct seki_err err = {0};
    AUTO(buf_done) struct buf buf;
    buf_init(&buf, 16 * MIB);
    buf_add(&buf, STR("<l><p>"));
    for (int i = 0; i < 200000; i++)
        buf_add(&buf, STR("<name>abcdef</name>"));
    assert_int_equal(stream_open_bytes(*state, buf_str(&buf), &stream, NULL), 0);
    assert_int_equal(xml_read_entries(stream, &entries, &err), SEKI_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {ARENA_TEST(test_events), ARENA_TEST(test_refused), ARENA_TEST(test_nesting),
                                       ARENA_TEST(test_entries), ARENA_TEST(test_large_entry)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
