/*
 * tests/fuzz/fuzz_rules_load.c - any bytes as a rule file: loaded or refused with a reason, and then judged over facts.
 */
#include "fuzz.h"
#include "rules/rules.h"

/* Every second fact is unknown; the others have a text, a number and an open end. */
static int get(void *ctx, struct str path, struct fact *ret_fact, struct seki_err *err)
{
    (void)err;
    if (path.n % 2)
        return 0;
    *ret_fact = (struct fact){FACT_KNOWN, ctx, 2, path.n % 4 == 0};
    return 0;
}

static void judge(struct arena *arena, const struct rule *rule)
{
    struct value text = {.kind = VALUE_TEXT, .text = STR("C:\\Windows 10.0.0.1")};
    struct value number = {.kind = VALUE_NUMBER, .text = STR("4688")};
    const struct value *values[] = {&text, &number};
    struct fact_source source = {get, values};
    struct rule_result open, closed;
    struct seki_err err;
    FUZZ_CHECK(rule_eval(rule, &source, false, arena, &open, &err) == 0);
    FUZZ_CHECK(rule_eval(rule, &source, true, arena, &closed, &err) == 0);
    FUZZ_CHECK(closed.truth != TRUTH_UNKNOWN);
    FUZZ_CHECK(open.truth != TRUTH_UNKNOWN || open.unknown.n > 0 || open.is_cut);
    FUZZ_CHECK(rule_result_facts(arena, &open) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena arena;
    struct rule_pack pack;
    struct seki_err err;
    struct rule_file file = {STR("fuzz.yml"), {(const char *)data, n}};
    struct fact_schema schema = {.is_log = n % 2 == 0};
    arena_init(&arena, 512ULL << 20);
    if (rules_load(&arena, &file, 1, &schema, &pack, &err) == 0) {
        FUZZ_CHECK(pack.n + pack.problems.n == 1);
        FUZZ_CHECK(pack.problems.n == 0 || pack.problems.v[0].reason.n > 0);
        if (pack.n)
            judge(&arena, pack.v[0]);
    }
    arena_done(&arena);
    return 0;
}
