/* Tests of the public interface: sessions and roles, answers, batches, settings, verification. */
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
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    char folder[64], data[96], input[96];
    struct seki_engine *engine;
};

static struct fixture fixture;

static int make_store(void **state)
{
    struct seki_err err;
    struct seki_init_options init = SEKI_OPTIONS(struct seki_init_options);
    struct seki_open_options open = SEKI_OPTIONS(struct seki_open_options);
    *state = &fixture;
    (void)snprintf(fixture.folder, sizeof(fixture.folder), "/tmp/sekisho-api-XXXXXX");
    if (!mkdtemp(fixture.folder))
        return -1;
    (void)snprintf(fixture.data, sizeof(fixture.data), "%s/data", fixture.folder);
    (void)snprintf(fixture.input, sizeof(fixture.input), "%s/input", fixture.folder);
    init.data_dir = fixture.data;
    open.data_dir = fixture.data;
    if (seki_init(&init, &err) < 0 || seki_engine_open(&open, &fixture.engine, &err) < 0) {
        (void)fprintf(stderr, "%s: %s\n", err.place, err.reason);
        return -1;
    }
    return 0;
}

static int remove_entry(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    return remove(path);
}

static int remove_tree(const char *path)
{
    return nftw(path, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static int remove_store(void **state)
{
    (void)state;
    seki_engine_close(fixture.engine);
    return remove_tree(fixture.folder);
}

static struct seki_session *open_session(const char *role)
{
    struct seki_session *session = NULL;
    struct seki_err err;
    const char *roles[] = {role};
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    options.actor = "tanaka";
    options.roles = roles;
    options.n_roles = role ? 1 : 0;
    assert_int_equal(seki_session_open(fixture.engine, &options, &session, &err), 0);
    return session;
}

static void a_session_needs_an_actor(void **state)
{
    struct seki_session *session = NULL;
    struct seki_err err;
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    (void)state;
    assert_int_equal(seki_session_open(fixture.engine, &options, &session, &err), SEKI_E_USAGE);
    assert_null(session);
}

static void roles_decide_what_a_session_may_do(void **state)
{
    static const struct {
        const char *role;
        int screen, lists, config, verify;
    } rows[] = {
        {NULL, 0, 0, 0, 0},
        {"export_control", 0, 0, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
        {"hr", 0, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
        {"employee", SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
        {"auditor", SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, 0},
        {"admin", SEKI_E_NOTFOUND, 0, 0, SEKI_E_NOTFOUND},
        {"nobody", SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND, SEKI_E_NOTFOUND},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct seki_session *session = open_session(rows[i].role);
        struct seki_screen_options query = SEKI_OPTIONS(struct seki_screen_options);
        struct seki_answer *answers[4] = {NULL, NULL, NULL, NULL};
        struct seki_err err;
        query.name = "Northern Pump Works";
        assert_int_equal(seki_screen(session, &query, &answers[0], &err), rows[i].screen);
        assert_int_equal(seki_lists(session, &answers[1], &err), rows[i].lists);
        assert_int_equal(seki_config(session, &answers[2], &err), rows[i].config);
        assert_int_equal(seki_verify(session, &answers[3], &err), rows[i].verify);
        for (size_t k = 0; k < 4; k++)
            seki_answer_free(answers[k]);
        seki_session_close(session);
    }
}

static void an_answer_can_be_walked(void **state)
{
    struct seki_session *session = open_session(NULL);
    struct seki_answer *answer = NULL;
    struct seki_err err;
    size_t length;
    (void)state;
    assert_int_equal(seki_config(session, &answer, &err), 0);
    assert_string_equal(seki_answer_json(answer, &length), "{\"home\":\"JP\",\"timezone\":\"Asia/Tokyo\"}");
    assert_int_equal(length, strlen(seki_answer_json(answer, NULL)));
    const struct seki_value *root = seki_answer_root(answer), *first = seki_value_first(root);
    assert_int_equal(seki_value_kind(root), SEKI_MAP);
    assert_int_equal(seki_value_count(root), 2);
    assert_string_equal(seki_value_key(first), "home");
    assert_string_equal(seki_value_text(seki_value_next(first)), "Asia/Tokyo");
    assert_null(seki_value_get(root, "none"));
    assert_int_equal(seki_value_kind(NULL), SEKI_NULL);
    assert_string_equal(seki_value_text(NULL), "");
    seki_answer_free(answer);
    seki_answer_free(NULL);
    seki_session_close(session);
}

static void settings_are_checked(void **state)
{
    struct seki_session *session = open_session(NULL);
    struct seki_err err;
    (void)state;
    assert_int_equal(seki_config_set(session, "timezone", "Mars/Base", &err), SEKI_E_MEANING);
    assert_int_equal(seki_config_set(session, "home", "Japan", &err), SEKI_E_MEANING);
    assert_int_equal(seki_config_set(session, "colour", "blue", &err), SEKI_E_USAGE);
    assert_int_equal(seki_config_set(session, "home", "DE", &err), 0);
    assert_int_equal(seki_config_set(session, "home", "JP", &err), 0);
    seki_session_close(session);
}

struct collected {
    char lines[8][512];
    size_t n;
    size_t stop_at;
};

static int collect(void *ctx, const char *line, size_t length)
{
    struct collected *collected = ctx;
    if (collected->stop_at && collected->n == collected->stop_at)
        return -1;
    assert_true(collected->n < 8); /* long lines are cut: the head is looked at */
    (void)snprintf(collected->lines[collected->n++], 512, "%.*s", (int)length, line);
    return 0;
}

static int run_batch(enum seki_batch_verb verb, enum seki_batch_form form, struct str input,
                     struct collected *collected)
{
    struct seki_session *session = open_session(NULL);
    struct seki_err err;
    struct seki_batch_options options = SEKI_OPTIONS(struct seki_batch_options);
    assert_int_equal(file_replace(fixture.input, input, &err), 0);
    options.verb = verb;
    options.input = fixture.input;
    options.output = form;
    options.line = collect;
    options.line_ctx = collected;
    int result = seki_batch(session, &options, &err);
    seki_session_close(session);
    return result;
}

static void every_line_gives_a_line_in_order(void **state)
{
    struct collected got = {.n = 0};
    (void)state;
    assert_int_equal(run_batch(SEKI_BATCH_SCREEN, SEKI_FORM_JSONL,
                               STR("{\"id\":\"a\",\"name\":\"Kite\"}\nnonsense\n{\"id\":3,\"name\":\"...\"}\n"
                                   "{\"id\":\"d\",\"name\":\"Lotus\",\"schema\":\"Planet\"}\n\n"),
                               &got),
                     4);
    assert_int_equal(got.n, 5);
    assert_non_null(strstr(got.lines[4], "the line is empty"));
    assert_string_equal(got.lines[0], "{\"id\":\"a\",\"hits\":[]}");
    assert_non_null(strstr(got.lines[1], "\"error\""));
    assert_non_null(strstr(got.lines[2], "{\"id\":3,\"hits\":[],\"error\":\"not comparable"));
    assert_non_null(strstr(got.lines[3], "unknown schema"));
}

static void pairs_are_compared_from_csv(void **state)
{
    struct collected got = {.n = 0};
    (void)state;
    assert_int_equal(run_batch(SEKI_BATCH_COMPARE, SEKI_FORM_CSV,
                               STR("id,left,right,schema\n1,Kite Trading,KITE TRADING,Company\n"
                                   "\"2,b\",Kite,Lotus,Company\n"),
                               &got),
                     0);
    assert_int_equal(got.n, 3);
    assert_string_equal(got.lines[0], "id,score,decision");
    assert_string_equal(got.lines[1], "1,1,match");
    assert_non_null(strstr(got.lines[2], "\"2,b\",0,no"));
}

static void a_lost_reader_stops_the_batch(void **state)
{
    struct collected got = {.n = 0, .stop_at = 1};
    (void)state;
    assert_int_equal(run_batch(SEKI_BATCH_SCREEN, SEKI_FORM_JSONL,
                               STR("{\"id\":\"a\",\"name\":\"Kite\"}\n{\"id\":\"b\",\"name\":\"Kite\"}\n"), &got),
                     SEKI_E_IO);
    assert_int_equal(got.n, 1);
}

static void refused_dealings_take_nothing_with_them(void **state)
{
    struct collected got = {.n = 0};
    (void)state;
    assert_int_equal(run_batch(SEKI_BATCH_ASSESS, SEKI_FORM_JSONL,
                               STR("{\"id\":\"d1\",\"kind\":\"procurement\",\"date\":\"2026-11-02\"}\n"
                                   "{\"id\":\"d2\",\"kind\":\"procurement\",\"dat\":\"2026-11-02\"}\n"
                                   "{\"id\":\"d1\",\"kind\":\"procurement\",\"date\":\"2026-11-02\"}\n"),
                               &got),
                     1);
    assert_int_equal(got.n, 3);
    assert_non_null(strstr(got.lines[0], "{\"dealing\":\"d1\",\"version\":1,"));
    assert_non_null(strstr(got.lines[1], "{\"line\":2,\"dealing\":\"d2\",\"error\":{\"path\":\"/dat\",\"reason\":"));
    assert_non_null(strstr(got.lines[2], "{\"dealing\":\"d1\",\"version\":2,"));
}

static void comparing_needs_no_store(void **state)
{
    struct seki_engine *engine = NULL;
    struct seki_session *session = NULL;
    struct seki_answer *answer = NULL;
    struct seki_err err;
    struct seki_open_options open = SEKI_OPTIONS(struct seki_open_options);
    struct seki_session_options options = SEKI_OPTIONS(struct seki_session_options);
    (void)state;
    options.actor = "tanaka";
    assert_int_equal(seki_engine_open(&open, &engine, &err), 0);
    assert_int_equal(seki_session_open(engine, &options, &session, &err), 0);
    assert_int_equal(
        seki_compare(session, "Tsukishima Kite Works Ltd", "TSUKISHIMA KITE WORKS LIMITED", "Company", &answer, &err),
        0);
    assert_string_equal(seki_value_text(seki_value_get(seki_answer_root(answer), "decision")), "match");
    assert_int_equal(seki_lists(session, &answer, &err), SEKI_E_USAGE);
    seki_answer_free(answer);
    seki_session_close(session);
    seki_engine_close(engine);
}

static void a_broken_rule_of_the_user_is_named(void **state)
{
    char path[160];
    struct seki_engine *engine = NULL;
    struct seki_err err;
    struct seki_open_options open = SEKI_OPTIONS(struct seki_open_options);
    (void)state;
    open.data_dir = fixture.data;
    (void)snprintf(path, sizeof(path), "%s/rules", fixture.data);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof(path), "%s/rules/own.yml", fixture.data);
    assert_int_equal(file_replace(path, STR("title: broken\ndetection: [\n"), &err), 0);
    assert_true(seki_engine_open(&open, &engine, &err) < 0);
    assert_non_null(strstr(err.place, "rules/own.yml:"));
    assert_null(engine);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(seki_engine_open(&open, &engine, &err), 0);
    seki_engine_close(engine);
}

static void lost_indexes_are_built_again(void **state)
{
    char path[160], indexes[160];
    struct seki_session *session = open_session(NULL);
    struct seki_answer *answer = NULL;
    struct seki_err err;
    const char *paths[] = {path};
    struct seki_import_options options = SEKI_OPTIONS(struct seki_import_options);
    struct seki_screen_options query = SEKI_OPTIONS(struct seki_screen_options);
    (void)state;
    (void)snprintf(path, sizeof(path), "%s/list_2026-01-31.jsonl", fixture.folder);
    assert_int_equal(file_replace(path,
                                  STR("{\"id\":\"x-1\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Kite Of "
                                      "Tsukishima Heavy Works\"],\"topics\":[\"sanction\"]},\"datasets\":"
                                      "[\"invented\"]}\n"),
                                  &err),
                     0);
    options.paths = paths;
    options.n_paths = 1;
    assert_int_equal(seki_import(session, &options, &answer, &err), 0);
    assert_string_equal(
        seki_value_text(seki_value_get(seki_value_first(seki_value_get(seki_answer_root(answer), "files")), "edition")),
        "2026-01-31");
    seki_answer_free(answer);
    (void)snprintf(indexes, sizeof(indexes), "%s/index", fixture.data);
    assert_int_equal(remove_tree(indexes), 0);
    assert_int_equal(mkdir(indexes, 0700), 0);
    query.name = "Tsukishima Heavy Works Of Kite";
    assert_int_equal(seki_screen(session, &query, &answer, &err), 0);
    assert_int_equal(seki_value_count(seki_value_get(seki_answer_root(answer), "hits")), 1);
    seki_answer_free(answer);
    seki_session_close(session);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_needs_an_actor),         cmocka_unit_test(roles_decide_what_a_session_may_do),
        cmocka_unit_test(an_answer_can_be_walked),          cmocka_unit_test(settings_are_checked),
        cmocka_unit_test(every_line_gives_a_line_in_order), cmocka_unit_test(pairs_are_compared_from_csv),
        cmocka_unit_test(a_lost_reader_stops_the_batch),    cmocka_unit_test(refused_dealings_take_nothing_with_them),
        cmocka_unit_test(comparing_needs_no_store),         cmocka_unit_test(a_broken_rule_of_the_user_is_named),
        cmocka_unit_test(lost_indexes_are_built_again),
    };
    return cmocka_run_group_tests(tests, make_store, remove_store);
}
