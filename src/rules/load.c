/*
 * rules/load.c - files to a pack: parse, compile, list what is refused, keep what is good.
 */
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/yaml.h"
#include "rules/rules_int.h"

#include <string.h>

enum { VERSION_DIGITS = 12 };

static const struct fact_schema any_fact = {NULL, NULL, false};

/* "line 12" -> 12. */
static uint32_t line_of_place(const char *place)
{
    uint64_t line;
    struct str text = str_c(place);
    if (!str_starts(text, STR("line ")))
        return 0;
    text = str_from(text, 5);
    text = str_sub(text, 0, strspn(text.p, "0123456789"));
    return str_to_u64(text, &line) && line <= UINT32_MAX ? (uint32_t)line : 0;
}

static int add_problem(struct arena *arena, struct rule_pack *pack, struct str path, uint32_t line, const char *reason,
                       struct seki_err *err)
{
    struct rule_problem problem = {arena_str(arena, path), line, arena_str(arena, str_c(reason))};
    TRY_MEM(problem.reason.p, err);
    TRY_MEM(ARENA_PUSH(arena, &pack->problems, problem), err);
    return 0;
}

static int parse_file(struct compiler *compiler, struct arena *scratch, const struct rule_file *file,
                      struct value **ret_tree, struct seki_err *err)
{
    if (file->bytes.n > LIMIT(RULE_BYTES))
        return err_limit(err, LIMIT_ID_RULE_BYTES);
    if (utf8_check(file->bytes) != file->bytes.n)
        return err_set(err, SEKI_E_SYNTAX, "not UTF-8 at byte %zu", utf8_check(file->bytes));
    int code = yaml_parse(scratch, file->bytes, ret_tree, err);
    if (code < 0 && err)
        compiler->line = line_of_place(err->place);
    return code;
}

/* Everything of one file; on failure compiler->line says where. */
static int compile_file(struct compiler *compiler, struct arena *scratch, const struct rule_file *file,
                        struct rule **ret_rule, struct seki_err *err)
{
    struct value *tree = NULL;
    struct rule *rule = ARENA_NEW(compiler->arena, struct rule);
    TRY_MEM(rule, err);
    TRY(parse_file(compiler, scratch, file, &tree, err));
    TRY(rule_compile(compiler, tree, rule, err));
    rule->path = arena_str(compiler->arena, file->path);
    TRY_MEM(rule->path.p, err);
    sha256_of(file->bytes, rule->sha256);
    rule->version = (struct str){rule->sha256, VERSION_DIGITS};
    *ret_rule = rule;
    return 0;
}

/* Key of "this indicator from this day" in the map of ids; no id or name begins so. */
static struct str start_key(struct arena *arena, const struct rule *rule)
{
    char day[DAY_TEXT];
    day_text(rule->valid_from, day);
    return arena_printf(arena, "\n%.*s from %s", STR_ARG(rule->indicator), day);
}

static int claim(struct map *ids, struct compiler *compiler, struct str key, const char *what, struct rule *rule,
                 struct seki_err *err)
{
    const struct rule *other = map_get(ids, key);
    if (other)
        return compiler_refuse(compiler, 0, err, "the %s is that of %.*s", what, STR_ARG(other->path));
    TRY_MEM(map_put(ids, key, rule), err);
    return 0;
}

/* Keep the rule if it contradicts none that was loaded before; the first stays. */
static int keep_rule(struct map *ids, struct compiler *compiler, struct rule_pack *pack, struct rule *rule,
                     struct seki_err *err)
{
    struct str start = rule->indicator.p ? start_key(compiler->arena, rule) : STR_NULL;
    const struct rule *other = start.p ? map_get(ids, start) : NULL;
    if (rule->indicator.p)
        TRY_MEM(start.p, err);
    if (other)
        return compiler_refuse(compiler, 0, err, "%.*s begins on the same day in %.*s", STR_ARG(rule->indicator),
                               STR_ARG(other->path));
    if (rule->name.p && map_has(ids, rule->name))
        return claim(ids, compiler, rule->name, "name", rule, err);
    if (rule->id.p)
        TRY(claim(ids, compiler, rule->id, "id", rule, err));
    if (rule->name.p)
        TRY(claim(ids, compiler, rule->name, "name", rule, err));
    if (start.p)
        TRY(claim(ids, compiler, start, "day", rule, err));
    TRY_MEM(ARENA_PUSH(compiler->arena, pack, rule), err);
    return 0;
}

/* A failure of ours ends the loading; a fault of the file is listed. */
static int load_file(struct arena *arena, const struct rule_file *file, const struct fact_schema *schema,
                     struct map *ids, struct rule_pack *pack, struct seki_err *err)
{
    AUTO(arena_done) struct arena scratch;
    arena_init(&scratch, LIMIT(REQUEST_BYTES));
    struct compiler compiler = {.arena = arena, .schema = schema};
    struct seki_err refusal = {0};
    struct rule *rule = NULL;
    map_init(&compiler.fact_index, &scratch);
    int code = compile_file(&compiler, &scratch, file, &rule, &refusal);
    if (code == 0)
        code = keep_rule(ids, &compiler, pack, rule, &refusal);
    if (code == SEKI_E_NOMEM)
        return err_oom(err);
    return code < 0 ? add_problem(arena, pack, file->path, compiler.line, refusal.reason, err) : 0;
}

static void pack_version(struct rule_pack *pack)
{
    struct sha256 hash;
    sha256_init(&hash);
    for (size_t i = 0; i < pack->n; i++) {
        sha256_add(&hash, pack->v[i]->path);
        sha256_add(&hash, (struct str){"", 1});
        sha256_add(&hash, str_c(pack->v[i]->sha256));
    }
    sha256_hex(&hash, pack->version);
}

int rules_load(struct arena *arena, const struct rule_file *files, size_t n, const struct fact_schema *schema,
               struct rule_pack *ret_pack, struct seki_err *err)
{
    struct rule_pack pack = {0};
    struct map ids;
    map_init(&ids, arena);
    if (n > LIMIT(RULES))
        return err_limit(err, LIMIT_ID_RULES);
    for (size_t i = 0; i < n; i++)
        TRY(load_file(arena, &files[i], schema ? schema : &any_fact, &ids, &pack, err));
    pack_version(&pack);
    *ret_pack = pack;
    return 0;
}

bool rule_is_valid_on(const struct rule *rule, struct day day)
{
    return (!day_is_known(rule->valid_from) || day_cmp(rule->valid_from, day) <= 0) &&
           (!day_is_known(rule->valid_to) || day_cmp(day, rule->valid_to) <= 0);
}

const struct rule *rules_pick(const struct rule_pack *pack, struct str indicator, struct day day)
{
    const struct rule *best = NULL;
    for (size_t i = 0; i < pack->n; i++) {
        const struct rule *rule = pack->v[i];
        if (!str_eq(rule->indicator, indicator) || !rule_is_valid_on(rule, day))
            continue;
        if (!best || day_cmp(rule->valid_from, best->valid_from) > 0)
            best = rule;
    }
    return best;
}

const struct rule *rules_find(const struct rule_pack *pack, struct str id_or_name)
{
    for (size_t i = 0; i < pack->n; i++)
        if (str_eq_nocase(pack->v[i]->id, id_or_name) || str_eq(pack->v[i]->name, id_or_name))
            return pack->v[i];
    return NULL;
}
