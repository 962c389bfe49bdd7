/*
 * tests/fuzz/fuzz_draft_make.c - a mail or text of any bytes, as a draft, in this process.
 *
 * Every span without a header is the text between its code points, and all texts are UTF-8.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "draft/draft.h"
#include "fuzz.h"

static size_t byte_of(struct str text, int64_t number)
{
    struct str rest = text;
    while (number-- > 0 && rest.n)
        (void)utf8_next(&rest);
    return text.n - rest.n;
}

static void check_span(struct str text, const struct value *span)
{
    int64_t from, to;
    struct str said = value_get_text(span, STR("text"));
    FUZZ_CHECK(said.p && utf8_check(said) == said.n && value_get_text(span, STR("path")).n);
    if (value_get(span, STR("header")))
        return;
    FUZZ_CHECK(value_int(value_get(span, STR("from")), &from) && value_int(value_get(span, STR("to")), &to));
    size_t begin = byte_of(text, from), end = byte_of(text, to);
    FUZZ_CHECK(from >= 0 && begin < end && str_eq(str_sub(text, begin, end - begin), said));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct draft_context nobody;
    struct arena arena;
    struct value *answer = NULL;
    struct seki_err err = {0};
    arena_init(&arena, (size_t)LIMIT(DRAFT_MEMORY));
    draft_start();
    if (draft_make_here(&nobody, &arena, (struct str){(const char *)data, n}, &answer, &err) < 0) {
        FUZZ_CHECK(err.reason[0]);
    } else {
        struct str text = value_get_text(value_get(answer, STR("draft")), STR("text"));
        FUZZ_CHECK(utf8_check(text) == text.n);
        for (VALUE_EACH(span, value_get(answer, STR("spans"))))
            check_span(text, span);
    }
    arena_done(&arena);
    return 0;
}
