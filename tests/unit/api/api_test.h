/*
 * tests/unit/api/api_test.h - what the tests of the desk share: a store in a folder that goes away, sessions by name.
 */
#ifndef API_API_TEST_H
#define API_API_TEST_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/file.h"
#include <sekisho/sekisho.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct desk_fixture {
    char folder[64], data[96];
    struct seki_engine *engine;
    struct seki_err err;
};

#define assert_ok(call)                                                                                                \
    do {                                                                                                               \
        int code_ = (call);                                                                                            \
        if (code_ < 0)                                                                                                 \
            fail_msg("%s: %d %s %s", #call, code_, f->err.place, f->err.reason);                                       \
    } while (0)

static inline int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static inline int desk_setup(void **state)
{
    struct desk_fixture *f = calloc(1, sizeof(*f));
    struct seki_init_options init = SEKI_OPTIONS(struct seki_init_options);
    struct seki_open_options open = SEKI_OPTIONS(struct seki_open_options);
    if (!f)
        return -1;
    (void)snprintf(f->folder, sizeof(f->folder), "/tmp/sekisho-desk-XXXXXX");
    if (!mkdtemp(f->folder))
        return -1;
    (void)snprintf(f->data, sizeof(f->data), "%s/data", f->folder);
    init.data_dir = open.data_dir = f->data;
    if (seki_init(&init, &f->err) < 0 || seki_engine_open(&open, &f->engine, &f->err) < 0) {
        (void)fprintf(stderr, "%s: %s\n", f->err.place, f->err.reason);
        return -1;
    }
    *state = f;
    return 0;
}

static inline int desk_teardown(void **state)
{
    struct desk_fixture *f = *state;
    seki_engine_close(f->engine);
    (void)nftw(f->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    free(f);
    return 0;
}

/* A session without roles is the command line. */
static inline struct seki_session *local_session(struct desk_fixture *f)
{
    struct seki_session *session = NULL;
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    options.actor = "local:tester";
    assert_ok(seki_session_open(f->engine, &options, &session, &f->err));
    return session;
}

/* Make the user and log in; the token is kept in `token`. */
static inline void make_user(struct desk_fixture *f, const char *name, const char *role, const char *department)
{
    struct seki_session *session = local_session(f);
    struct seki_user_options options = SEKI_OPTIONS(struct seki_user_options);
    struct seki_answer *answer = NULL;
    options.name = name;
    options.roles = &role;
    options.n_roles = 1;
    options.department = department;
    options.password = "correct horse";
    assert_ok(seki_user_add(session, &options, &answer, &f->err));
    seki_answer_free(answer);
    seki_session_close(session);
}

static inline struct seki_session *sign_in(struct desk_fixture *f, const char *name)
{
    char token[SEKI_TOKEN_TEXT];
    struct seki_session *session = NULL;
    struct seki_login_options options = SEKI_OPTIONS(struct seki_login_options);
    options.user = name;
    options.password = "correct horse";
    assert_ok(seki_login(f->engine, &options, token, &f->err));
    assert_ok(seki_token_session(f->engine, token, &session, &f->err));
    return session;
}

static inline const char *text_of(const struct seki_answer *answer, const char *key)
{
    return seki_value_text(seki_value_get(seki_answer_root(answer), key));
}

#define DESK_TEST(function) cmocka_unit_test_setup_teardown(function, desk_setup, desk_teardown)

#endif
