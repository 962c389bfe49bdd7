/*
 * server/request.c - looking into a request: parameters of its path and its query.
 *
 * Percent escapes are decoded here and not by the library, so that "%2F" stays inside one part of a path.
 */
#include "server/request.h"
#include "base/utf8.h"

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int request_decode(struct arena *arena, struct str text, struct str *ret_text, struct seki_err *err)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    TRY_MEM(out, err);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '%') {
            out[n++] = text.p[i];
            continue;
        }
        int high = i + 2 < text.n ? hex_digit(text.p[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.p[i + 2]) : -1;
        if (low < 0 || (high == 0 && low == 0))
            return err_set(err, SEKI_E_SYNTAX, "the address has a malformed escape");
        out[n++] = (char)(high << 4 | low);
        i += 2;
    }
    *ret_text = (struct str){out, n};
    return utf8_check(*ret_text) == n ? 0 : err_set(err, SEKI_E_SYNTAX, "the address is not UTF-8");
}

struct str request_query(const struct request *request, const char *key)
{
    for (size_t i = 0; i < request->head.n_query; i++)
        if (str_eq(request->head.query[i].key, str_c(key)))
            return request->head.query[i].value;
    return STR_NULL;
}

const char *request_query_text(struct request *request, const char *key)
{
    struct str value = request_query(request, key);
    return value.p ? arena_cstr(&request->arena, value) : NULL;
}

const char *request_parameter(struct request *request, size_t index)
{
    return arena_cstr(&request->arena, request->parameters[index]);
}

int request_flag(const struct request *request, const char *key, bool *ret_flag, struct seki_err *err)
{
    struct str value = request_query(request, key);
    bool is_true = str_eq(value, STR("true")) || str_eq(value, STR("1"));
    if (!is_true && value.p && !str_eq(value, STR("false")) && !str_eq(value, STR("0")))
        return err_set(err, SEKI_E_MEANING, "%s is true or false", key);
    *ret_flag = is_true;
    return 0;
}
