/*
 * tests/fuzz/fuzz_codec_xml.c - XML of any bytes, as entries.
 *
 * The root comes first and once; texts and attributes are UTF-8; children are found by their names.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/xml.h"
#include "fuzz.h"

static void check_node(const struct xml_node *node, size_t depth)
{
    FUZZ_CHECK(depth <= LIMIT(DEPTH) && node->text.p && utf8_check(node->text) == node->text.n);
    for (size_t i = 0; i < node->n_attrs; i++)
        FUZZ_CHECK(utf8_check(node->attrs[i].value) == node->attrs[i].value.n);
    for (const struct xml_node *child = node->first; child; child = child->next) {
        FUZZ_CHECK(xml_child(node, child->name) != NULL);
        check_node(child, depth + 1);
    }
}

static int on_entry(void *ctx, const struct xml_node *node, struct seki_err *err)
{
    size_t *entries = ctx;
    (void)err;
    if ((*entries)++ == 0)
        FUZZ_CHECK(node->first == NULL);
    check_node(node, 0);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct str names[] = {{"a", 1}, {"entry", 5}, {"sdnEntry", 8}};
    struct arena arena;
    struct stream *stream;
    size_t entries = 0;
    struct xml_entries wanted = {names, ARRAY_LEN(names), on_entry, &entries};
    struct seki_err err = {0};
    arena_init(&arena, 16 * MIB);
    FUZZ_CHECK(stream_open_bytes(&arena, (struct str){(const char *)data, n}, &stream, NULL) == 0);
    if (xml_read_entries(stream, &wanted, &err) < 0)
        FUZZ_CHECK(err.reason[0] && err.place[0]);
    else
        FUZZ_CHECK(entries > 0);
    arena_done(&arena);
    return 0;
}
