/*
 * tests/unit/assess/assess_test.h - a store, invented lists and the engine with the rules of the source.
 *
 * The lists (all parties are invented):
 *   jp_meti_eul              101 Kasumi Rocket Laboratory (missile), 102 Orbeck Chemical Works (chemical)
 *   us_ofac_sdn              9001 Zorvane Maritime Holding, telephone +971 4 555 0100; 9002 Quelmar Trading, ended 2025
 *   us_csl                   el-1 Brolten Microdevices (Entity List), el-2 Vantorr Optics (Entity List and SDN)
 *   cn_countermeasures       c-1 Nishikaze Heavy Metals
 *   cn_defence_universities  u-1 Tarlenski Institute of Aeronautics (Military): a tracker
 */
#ifndef ASSESS_ASSESS_TEST_H
#define ASSESS_ASSESS_TEST_H

#include "assess/assess.h"
#include "base/buf.h"
#include "base/embed.h"
#include "base/hash.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/schemas.h"
#include "index/list_index.h"
#include "store/dealings.h"
#include "store/lists.h"
#include "store/store.h"
#include "text/name.h"
#include "text/text.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

extern const struct embedded_file ASSESS_PACK[];
extern const size_t ASSESS_PACK_COUNT;
extern const struct embedded_file ASSESS_DATA[];
extern const size_t ASSESS_DATA_COUNT;

enum { TEST_LISTS = 8 };

/* 2026-11-25T00:00:00Z */
#define ASSESS_NOW ((int64_t)1795564800 * 1000)

struct assess_fixture {
    struct arena arena, engine_arena;
    struct seki_err err;
    char base[64], data[96];
    struct store *store;
    struct text_tools *text;
    struct assess_engine *engine;
    struct assess_problem_list problems;
    struct list_index *indexes[TEST_LISTS];
    struct assess_list lists[TEST_LISTS];
    size_t n_lists;
};

#define assert_ok(f, call)                                                                                             \
    do {                                                                                                               \
        int code_ = (call);                                                                                            \
        if (code_ < 0)                                                                                                 \
            fail_msg("%s: %d %s: %s (%s)", #call, code_, (f)->err.place, (f)->err.reason, (f)->err.trail);             \
    } while (0)

#define assert_text(actual, expected, what)                                                                            \
    do {                                                                                                               \
        struct str actual_ = (actual), expected_ = (expected);                                                         \
        if (!str_eq(actual_, expected_))                                                                               \
            fail_msg("%.*s: got \"%.*s\", expected \"%.*s\"", STR_ARG(what), STR_ARG(actual_), STR_ARG(expected_));    \
    } while (0)

static inline int assess_remove(const char *path, const struct stat *info, int kind, struct FTW *at)
{
    (void)info;
    (void)kind;
    (void)at;
    return remove(path);
}

/* ---- lists ---- */

struct test_entry {
    const char *list, *entry, *name, *source, *topic, *end_date, *phone;
    unsigned concerns;
};

static const struct test_entry TEST_ENTRIES[] = {
    {"cn_countermeasures", "c-1", "Nishikaze Heavy Metals", NULL, NULL, NULL, NULL, 0},
    {"cn_defence_universities", "u-1", "Tarlenski Institute of Aeronautics", NULL, "Military", NULL, NULL, 0},
    {"jp_meti_eul", "101", "Kasumi Rocket Laboratory", NULL, NULL, NULL, NULL, CONCERN_MISSILE},
    {"jp_meti_eul", "102", "Orbeck Chemical Works", NULL, NULL, NULL, NULL, CONCERN_CHEMICAL},
    {"us_csl", "el-1", "Brolten Microdevices", "Entity List (EL) - Bureau of Industry and Security", NULL, NULL, NULL,
     0},
    {"us_csl", "el-2", "Vantorr Optics",
     "Entity List (EL) - Bureau of Industry and Security; Specially Designated Nationals (SDN) - Treasury Department",
     NULL, NULL, NULL, 0},
    {"us_ofac_sdn", "9001", "Zorvane Maritime Holding", NULL, NULL, NULL, "+971 4 555 0100", 0},
    {"us_ofac_sdn", "9002", "Quelmar Trading", NULL, NULL, "2025-06-30", NULL, 0},
};

static inline struct party_record test_record(const struct test_entry *entry, struct party_name *name,
                                              struct party_identifier *phone, struct str *topic)
{
    *name = (struct party_name){str_c(entry->name), PARTY_NAME_PRIMARY};
    *phone = (struct party_identifier){STR("phone"), str_c(entry->phone), STR_NULL};
    *topic = str_c(entry->topic);
    struct party_record record = {.entry = str_c(entry->entry),
                                  .schema = PARTY_COMPANY,
                                  .is_listed = true,
                                  .names = name,
                                  .n_names = 1,
                                  .concerns = entry->concerns,
                                  .source_field = str_c(entry->source),
                                  .end_date = str_c(entry->end_date),
                                  .row = 1};
    record.identifiers = entry->phone ? phone : NULL;
    record.n_identifiers = entry->phone ? 1 : 0;
    record.topics = (struct str_list){entry->topic ? topic : NULL, entry->topic ? 1 : 0};
    return record;
}

/* All entries of one list, into the store and into an index. */
static inline int test_list_make(struct assess_fixture *f, const char *list, struct str edition)
{
    struct list_index_writer *writer;
    struct assess_list *slot = &f->lists[f->n_lists];
    struct str id = arena_printf(&f->engine_arena, "00000000-0000-7000-8000-%012zu", f->n_lists);
    struct str sha256 = arena_printf(&f->engine_arena, "%064zu", f->n_lists + 1);
    struct str path = arena_printf(&f->engine_arena, "%s/%s.idx", f->base, list);
    struct new_edition fresh = {.id = id,
                                .list = str_c(list),
                                .edition = edition,
                                .imported_at = STR("2026-10-01T00:00:00Z"),
                                .sha256 = sha256,
                                .format = STR("test")};
    TRY(lists_begin_edition(f->store, &fresh, &f->err));
    TRY(list_index_writer_open(f->text, path.p, str_c(list), edition, &writer, &f->err));
    for (size_t i = 0; i < ARRAY_LEN(TEST_ENTRIES); i++) {
        struct party_name name;
        struct party_identifier phone;
        struct str topic;
        if (strcmp(TEST_ENTRIES[i].list, list) != 0)
            continue;
        struct party_record record = test_record(&TEST_ENTRIES[i], &name, &phone, &topic);
        TRY(lists_add_record(f->store, id, &record, &f->err));
        TRY(list_index_writer_add(writer, &record, &f->err));
    }
    TRY(list_index_writer_finish(&writer, &f->err));
    TRY(lists_finish_edition(f->store, &f->arena, id, NULL, &f->err));
    TRY(list_index_open(path.p, &f->indexes[f->n_lists], &f->err));
    *slot = (struct assess_list){f->indexes[f->n_lists], str_c(list), edition, id, sha256, false};
    f->n_lists++;
    return 0;
}

/* ---- fixture ---- */

static inline int assess_engine_make(struct assess_fixture *f)
{
    struct assess_file *files = ARENA_ARRAY(&f->engine_arena, ASSESS_PACK_COUNT, struct assess_file);
    struct assess_sources sources = {f->text, files, ASSESS_PACK_COUNT};
    for (size_t i = 0; i < ASSESS_PACK_COUNT; i++)
        files[i] = (struct assess_file){str_c(ASSESS_PACK[i].path), {ASSESS_PACK[i].bytes, ASSESS_PACK[i].n}};
    return assess_engine_open(&f->engine_arena, &sources, &f->problems, &f->engine, &f->err);
}

static inline int assess_fixture_fill(struct assess_fixture *f)
{
    static const char *const LISTS[] = {"cn_countermeasures", "cn_defence_universities", "jp_meti_eul", "us_csl",
                                        "us_ofac_sdn"};
    TRY(hash_start(&f->err));
    TRY(store_create(f->data, &(struct store_settings){0}, ASSESS_NOW, &f->err));
    TRY(store_open(f->data, &f->store, &f->err));
    TRY(text_open(&f->text, &f->err));
    TRY(assess_engine_make(f));
    for (size_t i = 0; i < ARRAY_LEN(LISTS); i++)
        TRY(test_list_make(f, LISTS[i], STR("2026-10-01")));
    return 0;
}

static inline int assess_setup(void **state)
{
    struct assess_fixture *f = calloc(1, sizeof(*f));
    if (!f)
        return -1;
    arena_init(&f->arena, 1024 * MIB);
    arena_init(&f->engine_arena, 256 * MIB);
    (void)snprintf(f->base, sizeof(f->base), "/tmp/sekisho-assess-XXXXXX");
    if (!mkdtemp(f->base))
        return -1;
    (void)snprintf(f->data, sizeof(f->data), "%s/data", f->base);
    *state = f;
    if (assess_fixture_fill(f) < 0) {
        (void)fprintf(stderr, "%s: %s\n", f->err.place, f->err.reason);
        return -1;
    }
    return 0;
}

static inline int assess_teardown(void **state)
{
    struct assess_fixture *f = *state;
    for (size_t i = 0; i < f->n_lists; i++)
        list_index_close(&f->indexes[i]);
    store_close(&f->store);
    text_close(&f->text);
    arena_done(&f->arena);
    arena_done(&f->engine_arena);
    (void)nftw(f->base, assess_remove, 16, FTW_DEPTH | FTW_PHYS);
    free(f);
    return 0;
}

#define ASSESS_TEST(function) cmocka_unit_test_setup_teardown(function, assess_setup, assess_teardown)

/* ---- asking ---- */

static inline struct assess_context test_context(struct assess_fixture *f)
{
    return (struct assess_context){.engine = f->engine,
                                   .store = f->store,
                                   .lists = f->lists,
                                   .n_lists = f->n_lists,
                                   .home = STR("JP"),
                                   .timezone = STR("Asia/Tokyo"),
                                   .actor = STR("tester"),
                                   .now_ms = ASSESS_NOW,
                                   .version = 1};
}

/* Check and judge a dealing, as api does; `is_kept` stores it. */
static inline int test_judge(struct assess_fixture *f, const struct value *dealing, bool is_kept,
                             struct assessment *ret_assessment)
{
    struct assess_context context = test_context(f);
    TRY(schema_check(&SCHEMA_DEALING, dealing, &f->err));
    TRY(dealing_next_version(f->store, value_get_text(dealing, STR("id")), &context.version, &f->err));
    TRY(assess_dealing(&context, &f->arena, dealing, ret_assessment, &f->err));
    return is_kept ? assess_store(&context, &f->arena, dealing, ret_assessment, &f->err) : 0;
}

static inline struct value *test_json(struct assess_fixture *f, const char *json)
{
    struct value *value;
    assert_ok(f, json_parse(&f->arena, str_c(json), &value, &f->err));
    return value;
}

static inline const struct finding *test_finding(const struct assessment *assessment, struct str indicator)
{
    for (size_t i = 0; i < assessment->findings.n; i++)
        if (str_eq(assessment->findings.v[i].indicator, indicator))
            return &assessment->findings.v[i];
    fail_msg("no finding %.*s", STR_ARG(indicator));
    return NULL;
}

static inline struct str test_answer_json(struct assess_fixture *f, const struct assessment *assessment)
{
    struct buf buf;
    struct str json = STR_NULL;
    buf_init(&buf, 64 * MIB);
    json_write(&buf, assessment_value(&f->arena, assessment));
    assert_ok(f, buf_take(&buf, &f->arena, &json, &f->err));
    buf_done(&buf);
    return json;
}

/* ---- cases of a file, one JSON object a line ---- */

static inline struct str test_data(const char *path)
{
    for (size_t i = 0; i < ASSESS_DATA_COUNT; i++)
        if (strcmp(ASSESS_DATA[i].path, path) == 0)
            return (struct str){ASSESS_DATA[i].bytes, ASSESS_DATA[i].n};
    fail_msg("no data %s", path);
    return STR_NULL;
}

/*
 * A dealing made of a base and what differs: {"date": "..."} replaces, {"order+": {"site": false}} changes fields of a
 * map, {"items+": [...]} adds to a list, {"parties+": {"1": {"kind": "military"}}} changes the second element of one.
 */
static inline struct value *test_overlay(struct assess_fixture *f, const struct value *base, const struct value *set);

static inline struct value *test_change(struct assess_fixture *f, const struct value *base, const struct value *set)
{
    if (!base || !set || base->kind != VALUE_LIST)
        return base && set ? test_overlay(f, base, set) : value_copy(&f->arena, base ? base : set);
    struct value *list = value_new(&f->arena, VALUE_LIST);
    size_t index = 0;
    for (VALUE_EACH(item, base)) {
        char key[24];
        (void)snprintf(key, sizeof(key), "%zu", index++);
        const struct value *own = set->kind == VALUE_MAP ? value_get(set, str_c(key)) : NULL;
        assert_non_null(value_add(list, own ? test_overlay(f, item, own) : value_copy(&f->arena, item)));
    }
    for (const struct value *item = set->kind == VALUE_LIST ? set->first : NULL; item; item = item->next)
        assert_non_null(value_add(list, value_copy(&f->arena, item)));
    return list;
}

static inline struct value *test_overlay(struct assess_fixture *f, const struct value *base, const struct value *set)
{
    struct value *whole = value_new(&f->arena, VALUE_MAP);
    for (VALUE_EACH(field, base)) {
        struct str plus = arena_printf(&f->arena, "%.*s+", STR_ARG(field->key));
        const struct value *own = value_get(set, field->key);
        struct value *made = own ? value_copy(&f->arena, own) : test_change(f, field, value_get(set, plus));
        assert_non_null(value_put(whole, field->key, made));
    }
    for (VALUE_EACH(field, set))
        if (!str_ends(field->key, STR("+")) && !value_get(base, field->key))
            assert_non_null(value_put(whole, field->key, value_copy(&f->arena, field)));
    return whole;
}

#endif
