/*
 * tests/fuzz/fuzz_text_name.c - names out of any text.
 *
 * What is well-formed UTF-8 folds or is "not comparable" or over a limit; a folded name is well-formed, its tokens
 * joined by blanks are its key, and folding it as a person or splitting it keeps to the bounds. The last byte chooses
 * person or organisation.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "text/name.h"

static void check_name(const struct folded_name *name)
{
    size_t n = 0;
    FUZZ_CHECK(name->n_tokens > 0 && name->n_tokens <= LIMIT(TOKENS));
    FUZZ_CHECK(utf8_check(name->key) == name->key.n && utf8_check(name->core) == name->core.n);
    FUZZ_CHECK(name->core.n > 0 && name->core.n <= name->key.n);
    for (size_t i = 0; i < name->n_tokens; i++) {
        struct str text = name->tokens[i].text;
        FUZZ_CHECK(text.n > 0 && str_find_char(text, ' ', 0) == SIZE_MAX);
        FUZZ_CHECK(str_starts(str_from(name->key, n), text));
        n += text.n + 1;
    }
    FUZZ_CHECK(n == name->key.n + 1);
}

static void check_split(struct arena *arena, struct str raw)
{
    struct str_list names, weak;
    FUZZ_CHECK(name_split(arena, raw, &names, &weak, NULL) == 0);
    for (size_t i = 0; i < names.n; i++)
        FUZZ_CHECK(names.v[i].n > 0 && names.v[i].n <= raw.n && utf8_check(names.v[i]) == names.v[i].n);
    for (size_t i = 0; i < weak.n; i++)
        FUZZ_CHECK(weak.v[i].n > 0 && utf8_check(weak.v[i]) == weak.v[i].n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    AUTO(text_close) struct text_tools *tools = NULL;
    struct arena arena;
    struct folded_name name;
    bool is_person = n && data[n - 1] & 1;
    struct str raw = {(const char *)data, n};
    raw.n = utf8_check(raw);
    FUZZ_CHECK(text_open(&tools, NULL) == 0);
    arena_init(&arena, 16 * MIB);
    int code = name_fold(tools, &arena, raw, is_person, &name, NULL);
    FUZZ_CHECK(code == 0 || code == SEKI_E_MEANING || (code == SEKI_E_LIMIT && raw.n > LIMIT(NAME_BYTES)));
    if (code == 0)
        check_name(&name);
    if (raw.n <= LIMIT(NAME_BYTES))
        check_split(&arena, raw);
    arena_done(&arena);
    return 0;
}
