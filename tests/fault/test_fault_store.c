/*
 * tests/fault/test_fault_store.c - the store with the k-th allocation, read, write or sync failing.
 *
 * HOW IT WORKS. A scenario is prepared without faults; then its action runs with one fault armed, k = 1, 2, ... until a
 * run is no longer hit. After each run the folder is opened again without faults and must be whole, and must hold all
 * of the action or nothing of it: all, if it reported success. A fault that goes away (FAULT_ONCE) must not keep the
 * action from being repeated with what is still open.
 */
#include "base/fault.h"
#include "base/file.h"
#include "fault_vfs.h"
#include "store/audit.h"
#include "store/dealings.h"
#include "store/desk.h"
#include "store/lists.h"
#include "store/parties.h"
#include "store/reviews.h"
#include "store/users.h"

#include <ftw.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { MARGIN = 64 * 1024 * 1024, FIRST = 24, RUNS = 110 };

struct world {
    char base[64], dir[96];
    struct arena arena;
    struct seki_err err;
    struct store *store;
};

/* What is found afterwards. */
enum outcome { NOTHING, EVERYTHING, HALF };

struct scenario {
    const char *name;
    void (*prepare)(struct world *w); /* no faults */
    int (*act)(struct world *w);
    enum outcome (*look)(struct world *w); /* no faults; w->store is open unless there is none */
};

#define must(call)                                                                                                     \
    do {                                                                                                               \
        int code_ = (call);                                                                                            \
        if (code_ < 0)                                                                                                 \
            fail_msg("%s: %d %s", #call, code_, w->err.reason);                                                        \
    } while (0)

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

static void clean(struct world *w)
{
    store_close(&w->store);
    (void)nftw(w->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_done(&w->arena);
}

/* -- making a store -- */

static void prepare_nothing(struct world *w)
{
    (void)w;
}

static int act_create(struct world *w)
{
    return store_create(w->dir, &(struct store_settings){.home = STR("AE")}, 0, &w->err);
}

static enum outcome look_create(struct world *w)
{
    if (!w->store)
        return file_exists(w->dir) ? HALF : NOTHING; /* not even the folder stays */
    struct str home = STR_NULL;
    must(store_setting_get(w->store, &w->arena, STR("home"), &home, &w->err));
    return str_eq(home, STR("AE")) ? EVERYTHING : HALF;
}

static void prepare_store(struct world *w)
{
    must(act_create(w));
    must(store_open(w->dir, &w->store, &w->err));
}

/* -- opening, with a schema to bring up to date -- */

/* What came after the audit chain; a table goes before the one it refers to. */
#define LATER_TABLES                                                                                                   \
    "drop table known_party_end; drop table known_party; drop table review_key; drop table review;"                    \
    "drop view list_counted; drop table list_undo;"                                                                    \
    "drop table user_role; drop table user_login; drop table api_key; drop table user_account;"                        \
    "drop table user_document; drop table request_once; drop table dealing_party; drop table party_word;"              \
    "drop table party; drop table dealing_decision; drop table dealing_answer; drop table dealing_author;"             \
    "drop table dealing_desk; delete from meta where key = 'desk';"

/* A store as the program made it before the audit chain was added. */
static void prepare_closed(struct world *w)
{
    char path[128];
    sqlite3 *db = NULL;
    prepare_store(w);
    must(store_setting_put(w->store, STR("mark"), STR("kept"), &w->err));
    store_close(&w->store);
    (void)snprintf(path, sizeof(path), "%s/sekisho.db", w->dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "drop table audit; drop table audit_head;" LATER_TABLES "pragma user_version=2",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int act_migrate(struct world *w)
{
    return store_open(w->dir, &w->store, &w->err);
}

/* The next opening goes on where it was. */
static enum outcome look_migrate(struct world *w)
{
    struct str mark = STR_NULL;
    struct audit_entry entry = {.at = STR("t"), .actor = STR("a"), .verb = STR("assess")};
    must(store_setting_get(w->store, &w->arena, STR("mark"), &mark, &w->err));
    must(audit_add(w->store, &entry, &w->err));
    return str_eq(mark, STR("kept")) && store_schema_version(w->store) >= 3 ? EVERYTHING : HALF;
}

/* -- importing an edition -- */

static int import(struct world *w, const char *id, int n)
{
    struct new_edition edition = {
        .id = str_c(id), .list = STR("l"), .imported_at = STR("t"), .sha256 = str_c(id), .format = STR("f")};
    struct list_reject reject = {STR("f.csv"), STR("no name"), 7};
    struct party_relation relation = {
        .kind = STR("owns"), .from = STR("e1"), .to = STR("e2"), .share_min = -1, .share_max = -1};
    TRY(store_begin(w->store, &w->err));
    TRY(lists_begin_edition(w->store, &edition, &w->err));
    for (int i = 0; i < n; i++) {
        char entry[16];
        (void)snprintf(entry, sizeof(entry), "e%d", i);
        struct party_name names[] = {{str_c(entry), PARTY_NAME_PRIMARY}};
        struct party_record record = {.entry = str_c(entry), .is_listed = true, .names = names, .n_names = 1};
        TRY(lists_add_record(w->store, str_c(id), &record, &w->err));
    }
    TRY(lists_add_relation(w->store, str_c(id), &relation, &w->err));
    TRY(relations_add_node_key(w->store, str_c(id), STR("e1"), STR("key"), &w->err));
    TRY(lists_add_reject(w->store, str_c(id), &reject, &w->err));
    TRY(lists_finish_edition(w->store, &w->arena, str_c(id), NULL, &w->err));
    return store_commit(w->store, &w->err);
}

static void prepare_import(struct world *w)
{
    prepare_store(w);
    must(import(w, "first", 4));
}

static int act_import(struct world *w)
{
    int code = import(w, "second", 8);
    if (code < 0)
        store_rollback(w->store);
    return code;
}

static enum outcome look_import(struct world *w)
{
    struct list_edition *v = NULL;
    size_t n = 0;
    must(lists_all(w->store, &w->arena, &v, &n, &w->err));
    if (n == 1)
        return v[0].parties == 4 && v[0].is_current ? NOTHING : HALF;
    bool is_all = n == 2 && v[1].parties == 8 && v[1].rejected == 1 && v[1].relations == 1 && v[1].diff.added == 4;
    return is_all ? EVERYTHING : HALF;
}

/* -- taking an import back -- */

static void prepare_undo(struct world *w)
{
    prepare_import(w);
    must(import(w, "second", 8));
}

static int undo(struct world *w)
{
    struct audit_entry entry = {.at = STR("t"), .actor = STR("a"), .verb = STR("lists.undo")};
    TRY(store_begin(w->store, &w->err));
    TRY(lists_undo(w->store, STR("second"), STR("t"), STR("a"), &w->err));
    TRY(audit_add(w->store, &entry, &w->err));
    return store_commit(w->store, &w->err);
}

static int act_undo(struct world *w)
{
    int code = undo(w);
    if (code < 0)
        store_rollback(w->store);
    return code;
}

static enum outcome look_undo(struct world *w)
{
    struct list_edition *v = NULL;
    struct audit_state audit = {0};
    size_t n = 0;
    must(lists_all(w->store, &w->arena, &v, &n, &w->err));
    must(audit_verify(w->store, &w->arena, &audit, &w->err));
    if (n == 2)
        return v[1].is_current && audit.rows == 0 ? NOTHING : HALF;
    return n == 1 && v[0].is_current && audit.rows == 1 ? EVERYTHING : HALF;
}

/* -- keeping a review -- */

static int keep_review(struct world *w)
{
    struct str keys[] = {STR("alpha works"), STR("alpha")};
    struct str_list folded = {keys, 2};
    struct review_row review = {.list = STR("l"),
                                .entry = STR("e1"),
                                .identity = STR("i"),
                                .name = STR("Alpha Works"),
                                .reason = STR("r"),
                                .actor = STR("a"),
                                .at = STR("t")};
    int64_t seq;
    TRY(store_begin(w->store, &w->err));
    TRY(reviews_add(w->store, &review, &folded, &seq, &w->err));
    return store_commit(w->store, &w->err);
}

static int act_review(struct world *w)
{
    int code = keep_review(w);
    if (code < 0)
        store_rollback(w->store);
    return code;
}

static enum outcome look_review(struct world *w)
{
    struct review_pair first = {STR("alpha works"), STR("l"), STR("e1")}, second = {STR("alpha"), STR("l"), STR("e1")};
    struct review_row row;
    int n = reviews_of_pair(w->store, &w->arena, &first, &row, &w->err);
    must(n);
    int m = reviews_of_pair(w->store, &w->arena, &second, &row, &w->err);
    must(m);
    return n != m ? HALF : n ? EVERYTHING : NOTHING;
}

/* -- storing a dealing with its assessment and its audit row -- */

static int put(struct world *w, int64_t version)
{
    struct dealing_contact contacts[] = {
        {STR("phone"), STR("+81355550100"), version == 1 ? STR("alpha") : STR("beta"), STR("A"), STR("JP"), STR_NULL,
         true},
    };
    struct dealing_item items[] = {{STR("pump"), STR_NULL, 1000 * version, STR_NULL, STR("alpha")}};
    struct dealing_parts parts = {contacts, 1, items, 1};
    struct dealing_row row = {.id = STR("po-1"),
                              .version = version,
                              .kind = STR("procurement"),
                              .date = {2026, 1, 1},
                              .body = STR("{}"),
                              .at = STR("t"),
                              .actor = STR("a")};
    struct assessment_row assessment = {.dealing = STR("po-1"),
                                        .version = version,
                                        .at = STR("t"),
                                        .actor = STR("a"),
                                        .level = STR("green"),
                                        .body = STR("{}")};
    struct audit_entry entry = {.at = STR("t"), .actor = STR("a"), .verb = STR("assess")};
    TRY(store_begin(w->store, &w->err));
    TRY(dealing_put(w->store, &row, &parts, &w->err));
    TRY(assessment_put(w->store, &assessment, &w->err));
    TRY(audit_add(w->store, &entry, &w->err));
    return store_commit(w->store, &w->err);
}

static void prepare_dealing(struct world *w)
{
    prepare_store(w);
    must(put(w, 1));
}

static int act_dealing(struct world *w)
{
    int code = put(w, 2);
    if (code < 0)
        store_rollback(w->store);
    return code;
}

static enum outcome look_dealing(struct world *w)
{
    int64_t next = 0;
    struct assessment_row assessment = {0};
    struct contact_users users = {0};
    struct audit_state audit = {0};
    struct contact_query query = {.kind = STR("phone"), .value = STR("+81355550100"), .is_organisation = true};
    must(dealing_next_version(w->store, STR("po-1"), &next, &w->err));
    must(assessment_latest(w->store, &w->arena, STR("po-1"), &assessment, &w->err));
    must(dealing_contact_users(w->store, &w->arena, &query, &users, &w->err));
    must(audit_verify(w->store, &w->arena, &audit, &w->err));
    struct str party = users.n == 1 ? users.v[0].party_key : STR_NULL;
    if (next == 2 && assessment.version == 1 && audit.rows == 1 && str_eq(party, STR("alpha")))
        return NOTHING;
    bool is_all = next == 3 && assessment.version == 2 && audit.rows == 2 && str_eq(party, STR("beta"));
    return is_all ? EVERYTHING : HALF;
}

/* -- reading: nothing to undo, but each failure must be told, never an empty answer -- */

static void prepare_reading(struct world *w)
{
    prepare_import(w);
    must(put(w, 1));
    store_close(&w->store); /* with an empty cache, so that pages are read */
    must(store_open(w->dir, &w->store, &w->err));
}

static int count_record(void *ctx, const struct party_record *record, struct seki_err *err)
{
    (void)record;
    (void)err;
    ++*(int *)ctx;
    return 0;
}

static int act_reading(struct world *w)
{
    struct str edition = STR("first"), key = STR("key");
    struct relation_query query = {
        .editions = &edition, .n_editions = 1, .keys = {&key, 1}, .directions = RELATION_OUT};
    struct contact_query contact = {.kind = STR("phone"), .value = STR("+81355550100"), .is_organisation = true};
    struct product_query product = {.item_key = STR("pump")};
    struct relation_graph graph = {0};
    struct contact_users users = {0};
    struct product_orders orders = {0};
    struct dealing_versions versions = {0};
    struct list_rejects rejects = {0};
    int records = 0;
    TRY(lists_each_record(w->store, edition, count_record, &records, &w->err));
    TRY(lists_rejects(w->store, &w->arena, edition, &rejects, &w->err));
    TRY(relations_of(w->store, &w->arena, &query, &graph, &w->err));
    TRY(dealing_contact_users(w->store, &w->arena, &contact, &users, &w->err));
    TRY(dealing_same_product(w->store, &w->arena, &product, &orders, &w->err));
    TRY(dealing_versions(w->store, &w->arena, STR("po-1"), &versions, &w->err));
    bool is_all =
        records == 4 && rejects.n == 1 && graph.edges.n == 1 && users.n == 1 && orders.n == 1 && versions.n == 1;
    if (!is_all || versions.v[0].body.n != 2 || users.v[0].party_key.n != 5)
        fail_msg("a failure was taken for an answer");
    return 0;
}

static enum outcome look_reading(struct world *w)
{
    return act_reading(w) == 0 ? EVERYTHING : HALF;
}

/* -- the walk -- */

/* Open again without faults, verify, look. */
static enum outcome aftermath(struct world *w, const struct scenario *scenario)
{
    struct store_health health = {0};
    store_close(&w->store);
    int code = store_open(w->dir, &w->store, &w->err);
    if (code == SEKI_E_NOTFOUND)
        return scenario->look(w);
    must(code);
    must(store_verify(w->store, &w->arena, &health, &w->err));
    if (!health.is_whole)
        fail_msg("%s: %.*s", scenario->name, STR_ARG(health.problems.v[0]));
    return scenario->look(w);
}

struct shot {
    enum fault_kind kind;
    uint64_t k;
    enum fault_mode mode;
};

/* One run. True when the fault was reached; *failures counts the runs that told it. */
static bool run_once(struct world *w, const struct scenario *scenario, struct shot shot, int *failures)
{
    arena_init(&w->arena, MARGIN);
    scenario->prepare(w);
    memset(&w->err, 0, sizeof(w->err));
    fault_vfs_disk_is_full(shot.mode == FAULT_STICKY);
    fault_arm(shot.kind, shot.k, shot.mode);
    int code = scenario->act(w);
    bool is_hit = fault_fired(shot.kind);
    fault_clear();
    if (code < 0 && (!is_hit || w->err.code != code || !w->err.reason[0]))
        fail_msg("%s kind %d k %d: %d, told %d %s", scenario->name, shot.kind, (int)shot.k, code, w->err.code,
                 w->err.reason);
    *failures += code < 0;
    if (code < 0 && shot.mode == FAULT_ONCE)
        must(code = scenario->act(w));
    enum outcome outcome = aftermath(w, scenario);
    if (outcome == HALF || (code >= 0 && outcome != EVERYTHING))
        fail_msg("%s kind %d k %d mode %d: code %d, found %d", scenario->name, shot.kind, (int)shot.k, shot.mode, code,
                 outcome);
    clean(w);
    return is_hit;
}

static uint64_t count_operations(struct world *w, const struct scenario *scenario, enum fault_kind kind)
{
    arena_init(&w->arena, MARGIN);
    scenario->prepare(w);
    fault_clear();
    must(scenario->act(w));
    uint64_t count = fault_count(kind);
    clean(w);
    return count;
}

static void walk(const struct scenario *scenario, enum fault_kind kind)
{
    struct world *w = &(struct world){0};
    bool has_memory_disk = access("/dev/shm", W_OK) == 0; /* thousands of stores are made: spare the disk */
    const char *tier = getenv("SEKISHO_TIER");
    (void)snprintf(w->base, sizeof(w->base), "%s/sekisho-fault-XXXXXX", has_memory_disk ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(w->base));
    (void)snprintf(w->dir, sizeof(w->dir), "%.63s/data", w->base);
    uint64_t count = count_operations(w, scenario, kind);
    bool is_full = tier && strcmp(tier, "full") == 0;
    uint64_t step = is_full || count <= RUNS ? 1 : count / RUNS + 1;
    int failures = 0;
    for (int mode = FAULT_ONCE; mode <= FAULT_STICKY; mode++) {
        bool is_hit = true;
        for (uint64_t k = 1; is_hit && k <= count; k += k < FIRST ? 1 : step)
            is_hit = run_once(w, scenario, (struct shot){kind, k, (enum fault_mode)mode}, &failures);
    }
    /* A kind that the action uses must be able to make it fail; otherwise nothing was tried. */
    assert_true(count == 0 || failures > 0);
    assert_int_equal(rmdir(w->base), 0); /* nothing else was left */
}

/* -- a decision with the row that lists show, and the login that made it -- */

static int decide(struct world *w)
{
    struct str_list words = {(struct str[]){STR("alpha"), STR("works")}, 2};
    struct str_list ids = {(struct str[]){STR("party-1")}, 1};
    struct user_row user = {.name = STR("export1"),
                            .password = STR("hash"),
                            .created_at = STR("t"),
                            .roles = {(struct str[]){STR("export_control"), STR("sales")}, 2}};
    struct user_login login = {
        .token_sha256 = STR("sha"), .user_name = STR("export1"), .created_at = STR("t"), .expires_at = STR("u")};
    struct party_row party = {.id = STR("party-1"), .key = STR("alpha"), .name = STR("Alpha"), .names = STR("alpha")};
    struct desk_row row = {.id = STR("po-1"),
                           .version = 1,
                           .kind = STR("procurement"),
                           .date = STR("2026-01-01"),
                           .due_order = STR("9999"),
                           .level = STR("green"),
                           .state = STR("approved"),
                           .search = STR("\nalpha\n"),
                           .updated_at = STR("t"),
                           .revision = 2};
    struct decision_row decision = {.version = 1,
                                    .decision = STR("approve"),
                                    .reason = STR("r"),
                                    .level = STR("green"),
                                    .actor = STR("export1"),
                                    .roles = STR("export_control"),
                                    .at = STR("t")};
    int64_t number = 0;
    TRY(store_begin(w->store, &w->err));
    TRY(user_add(w->store, &user, &w->err));
    TRY(user_login_add(w->store, &login, &w->err));
    TRY(desk_put(w->store, &row, &w->err));
    TRY(parties_put(w->store, &party, &words, &w->err));
    TRY(parties_link(w->store, row.id, &ids, &w->err));
    TRY(desk_decision_add(w->store, row.id, &decision, &number, &w->err));
    return store_commit(w->store, &w->err);
}

static void prepare_decision(struct world *w)
{
    prepare_store(w);
    must(put(w, 1));
}

static int act_decision(struct world *w)
{
    int code = decide(w);
    if (code < 0)
        store_rollback(w->store);
    return code;
}

static enum outcome look_decision(struct world *w)
{
    struct decision_rows decisions;
    struct desk_row row;
    struct user_login login;
    struct user_row user = {.roles = {NULL, 0}};
    must(desk_decisions(w->store, &w->arena, STR("po-1"), &decisions, &w->err));
    int has_user = user_get(w->store, &w->arena, STR("export1"), &user, &w->err);
    int has_login = user_login_get(w->store, &w->arena, STR("sha"), STR("a"), &login, &w->err);
    int has_row = desk_get(w->store, &w->arena, STR("po-1"), &row, &w->err);
    must(has_user);
    must(has_login);
    must(has_row);
    if (!has_user && !has_login && !has_row && decisions.n == 0)
        return NOTHING;
    return has_user && user.roles.n == 2 && has_login && has_row && decisions.n == 1 ? EVERYTHING : HALF;
}

static const struct scenario SCENARIOS[] = {
    {"create", prepare_nothing, act_create, look_create},
    {"migrate", prepare_closed, act_migrate, look_migrate},
    {"import", prepare_import, act_import, look_import},
    {"undo", prepare_undo, act_undo, look_undo},
    {"review", prepare_import, act_review, look_review},
    {"dealing", prepare_dealing, act_dealing, look_dealing},
    {"reading", prepare_reading, act_reading, look_reading},
    {"decision", prepare_decision, act_decision, look_decision},
};

static void walk_scenario(void **state)
{
    const struct scenario *scenario = *state;
    for (int kind = 0; kind < FAULT_KINDS; kind++)
        walk(scenario, (enum fault_kind)kind);
}

int main(void)
{
    struct CMUnitTest tests[ARRAY_LEN(SCENARIOS)];
    if (fault_vfs_install() != 0)
        return 1;
    for (size_t i = 0; i < ARRAY_LEN(SCENARIOS); i++)
        tests[i] = (struct CMUnitTest){SCENARIOS[i].name, walk_scenario, NULL, NULL, (void *)(uintptr_t)&SCENARIOS[i]};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
