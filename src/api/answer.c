/* api/answer.c - answers: a tree of values, its JSON, and the public way to look into it. */
#include "api/api_int.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "codec/json.h"

int api_render(struct buf *out, const struct value *root, struct seki_err *err)
{
    TRY_MEM(root, err);
    json_write(out, root);
    return buf_check(out, err);
}

static int fill_answer(struct seki_answer *answer, const struct value *root, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_render(&text, root, err));
    TRY(buf_take(&text, &answer->arena, &answer->json, err));
    answer->root = value_copy(&answer->arena, root);
    TRY_MEM(answer->root, err);
    sha256_of(answer->json, answer->etag);
    return 0;
}

int api_answer(const struct value *root, struct seki_answer **ret_answer, struct seki_err *err)
{
    struct seki_answer *answer = mem_zalloc(1, sizeof(*answer));
    TRY_MEM(answer, err);
    arena_init(&answer->arena, (size_t)LIMIT(REQUEST_BYTES));
    int code = fill_answer(answer, root, err);
    if (code < 0) {
        seki_answer_free(answer);
        return code;
    }
    *ret_answer = answer;
    return 0;
}

void seki_answer_free(struct seki_answer *answer)
{
    if (!answer)
        return;
    arena_done(&answer->arena);
    mem_free(answer);
}

const char *seki_answer_json(const struct seki_answer *answer, size_t *ret_length)
{
    if (ret_length)
        *ret_length = answer->json.n;
    return answer->json.p;
}

const char *seki_answer_etag(const struct seki_answer *answer)
{
    return answer->etag;
}

/* A seki_value is a struct value seen through the public door. */
static const struct value *inside(const struct seki_value *value)
{
    return (const struct value *)(const void *)value;
}

static const struct seki_value *outside(const struct value *value)
{
    return (const struct seki_value *)(const void *)value;
}

const struct seki_value *seki_answer_root(const struct seki_answer *answer)
{
    return answer ? outside(answer->root) : NULL;
}

int seki_parse(const char *json, size_t length, struct seki_answer **ret_answer, struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct value *root;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(json_parse(&arena, (struct str){json, length}, &root, err));
    return api_answer(root, ret_answer, err);
}

enum seki_kind seki_value_kind(const struct seki_value *value)
{
    static const enum seki_kind kinds[] = {
        [VALUE_NULL] = SEKI_NULL, [VALUE_BOOL] = SEKI_BOOL, [VALUE_NUMBER] = SEKI_NUMBER,
        [VALUE_TEXT] = SEKI_TEXT, [VALUE_LIST] = SEKI_LIST, [VALUE_MAP] = SEKI_MAP};
    return value ? kinds[inside(value)->kind] : SEKI_NULL;
}

const struct seki_value *seki_value_get(const struct seki_value *map, const char *key)
{
    return outside(value_get(inside(map), str_c(key)));
}

const struct seki_value *seki_value_first(const struct seki_value *parent)
{
    return parent ? outside(inside(parent)->first) : NULL;
}

const struct seki_value *seki_value_next(const struct seki_value *value)
{
    return value ? outside(inside(value)->next) : NULL;
}

size_t seki_value_count(const struct seki_value *parent)
{
    return parent ? inside(parent)->n : 0;
}

bool seki_value_bool(const struct seki_value *value)
{
    return value_is(inside(value), VALUE_BOOL) && inside(value)->truth;
}

const char *seki_value_text(const struct seki_value *value)
{
    return value && inside(value)->text.p ? inside(value)->text.p : "";
}

const char *seki_value_key(const struct seki_value *value)
{
    return value && inside(value)->key.p ? inside(value)->key.p : "";
}
