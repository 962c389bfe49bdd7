/*
 * tests/fuzz/fuzz_api_bodies.c - every body that the server hands to the library, as the library takes it.
 *
 * The first byte chooses the call. Whatever the body: a call answers or fails with a code of the table and a reason, an
 * answer is JSON that reads again, and the store is whole (a later call works).
 */
#include "base/attr.h"
#include "fuzz.h"

#include <ftw.h>
#include <sekisho/sekisho.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct seki_engine *engine;
static struct seki_session *session;
static char folder[] = "/tmp/sekisho-fuzz-XXXXXX";
static char data_dir[sizeof(folder) + 8];

typedef int (*body_fn)(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err);

static int screen(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_screen_queries(session, json, n, ret_answer, err);
}

static int judge(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_assess(session, json, n, SEKI_ASSESS_DRY_RUN, ret_answer, err);
}

static int answer(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_dealing_answer(session, "fuzz", json, n, ret_answer, err);
}

static int decide(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_dealing_decide(session, "fuzz", json, n, ret_answer, err);
}

static int assign(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_inbox_set(session, "fuzz", json, n, ret_answer, err);
}

static int settings(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_settings_put(session, json, n, ret_answer, err);
}

static int views(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_views_put(session, json, n, ret_answer, err);
}

static int preferences(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_preferences_put(session, json, n, ret_answer, err);
}

static int keep(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    int code = seki_kept_put(session, "fuzz", json, n, NULL, err);
    return code < 0 ? code : seki_kept_get(session, "fuzz", ret_answer, err);
}

static int change(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_user_change(session, "nobody", json, n, ret_answer, err);
}

static int review(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_review_add(session, json, n, ret_answer, err);
}

static int parse(const char *json, size_t n, struct seki_answer **ret_answer, struct seki_err *err)
{
    return seki_parse(json, n, ret_answer, err);
}

static const body_fn CALLS[] = {screen, judge,       answer, decide, assign, settings,
                                views,  preferences, keep,   change, parse,  review};

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info;
    (void)kind;
    (void)walk;
    return remove(path);
}

static void remove_store(void)
{
    seki_session_close(session);
    seki_engine_close(engine);
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void open_store(void)
{
    static const char dealing[] = "{\"id\":\"fuzz\",\"kind\":\"procurement\",\"date\":\"2026-11-02\","
                                  "\"parties\":[{\"role\":\"orderer\",\"name\":\"Gulf Bright Trading\"}]}";
    struct seki_init_options init = SEKI_OPTIONS(struct seki_init_options);
    struct seki_open_options open = SEKI_OPTIONS(struct seki_open_options);
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    struct seki_answer *first = NULL;
    FUZZ_CHECK(mkdtemp(folder));
    (void)snprintf(data_dir, sizeof(data_dir), "%s/data", folder);
    init.data_dir = open.data_dir = data_dir;
    options.actor = "local:fuzz";
    FUZZ_CHECK(seki_init(&init, NULL) == 0);
    FUZZ_CHECK(seki_engine_open(&open, &engine, NULL) == 0);
    FUZZ_CHECK(seki_session_open(engine, &options, &session, NULL) == 0);
    FUZZ_CHECK(seki_assess(session, dealing, strlen(dealing), 0, &first, NULL) == 0);
    seki_answer_free(first);
    FUZZ_CHECK(atexit(remove_store) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct seki_answer *given = NULL, *again = NULL;
    struct seki_err err = {0};
    size_t length;
    if (!engine)
        open_store();
    if (n == 0)
        return 0;
    int code = CALLS[data[0] % ARRAY_LEN(CALLS)]((const char *)data + 1, n - 1, &given, &err);
    if (code < 0) {
        FUZZ_CHECK(err.code == code && err.reason[0] && seki_code_http(code) != 500);
    } else {
        const char *json = seki_answer_json(given, &length);
        FUZZ_CHECK(seki_parse(json, length, &again, NULL) == 0);
    }
    seki_answer_free(given);
    seki_answer_free(again);
    return 0;
}
