/* server/router.c - the table of calls, and which of them a path means. {x} stands for one part that is not empty. */
#include "server/server.h"

#include <stdio.h>

const struct endpoint ENDPOINTS[ENDPOINT_COUNT] = {
#define TEXT(literal)                                                                                                  \
    {                                                                                                                  \
        "" literal, sizeof(literal) - 1                                                                                \
    }
#define E(id, method, path, call, right, limit, flags, body, answer)                                                   \
    [ENDPOINT_##                                                                                                       \
        id] = {TEXT(method), TEXT(path), (call), TEXT(right), LIMIT_ID_##limit, (flags), TEXT(body), TEXT(answer)},
#include "server/endpoints.def"
#undef E
};

/* Do the parts of the path fit the pattern? Fills the parameters, still encoded. */
static bool matches(struct str pattern, struct str path, struct str parameters[PATH_PARAMETERS])
{
    struct str part, wanted;
    size_t n = 0;
    while (str_split(&pattern, STR("/"), &wanted)) {
        if (!str_split(&path, STR("/"), &part))
            return false;
        if (!str_starts(wanted, STR("{"))) {
            if (!str_eq(wanted, part))
                return false;
        } else if (part.n == 0 || n == PATH_PARAMETERS) {
            return false;
        } else {
            parameters[n++] = part;
        }
    }
    return path.p == NULL;
}

static void allow_method(char allow[64], struct str method)
{
    size_t n = str_c(allow).n;
    (void)snprintf(allow + n, 64 - n, "%s%.*s", n ? ", " : "", STR_ARG(method));
}

static unsigned decode_parameters(struct request *request)
{
    for (size_t i = 0; i < PATH_PARAMETERS; i++)
        if (request->parameters[i].p &&
            request_decode(&request->arena, request->parameters[i], &request->parameters[i], NULL) < 0)
            return 404;
    return 0;
}

unsigned route_find(struct request *request, struct str method, struct str path, char allow[64])
{
    struct str asked = str_eq(method, STR("HEAD")) ? STR("GET") : method;
    allow[0] = '\0';
    for (size_t i = 0; i < ENDPOINT_COUNT; i++) {
        struct str parameters[PATH_PARAMETERS] = {{NULL, 0}};
        if (!matches(ENDPOINTS[i].path, path, parameters))
            continue;
        if (str_eq(ENDPOINTS[i].method, asked)) {
            request->endpoint = &ENDPOINTS[i];
            for (size_t j = 0; j < PATH_PARAMETERS; j++)
                request->parameters[j] = parameters[j];
            return decode_parameters(request);
        }
        allow_method(allow, ENDPOINTS[i].method);
    }
    return allow[0] ? 405 : 404;
}
