/* tests/unit/store/test_record.c - records and relations as canonical JSON and back. */
#include "store/record_json.h"
#include "store_test.h"

static struct str encoded(struct fixture *f, const struct party_record *record)
{
    AUTO(buf_done) struct buf buf;
    struct str text = STR_NULL;
    buf_init(&buf, 1 * MIB);
    record_encode(&buf, record);
    assert_ok(buf_take(&buf, &f->arena, &text, &f->err));
    return text;
}

static struct str encoded_relation(struct fixture *f, const struct party_relation *relation)
{
    AUTO(buf_done) struct buf buf;
    struct str text = STR_NULL;
    buf_init(&buf, 1 * MIB);
    relation_encode(&buf, relation);
    assert_ok(buf_take(&buf, &f->arena, &text, &f->err));
    return text;
}

/* Each text is what its record is written as: decode, encode, compare. */
static void records_come_back(void **state)
{
    static const char *const TEXTS[] = {
        "{\"entry\":\"1\",\"schema\":\"LegalEntity\",\"listed\":false}",
        "{\"entry\":\"511\",\"schema\":\"Company\",\"listed\":true,\"names\":[[\"Alpha \\\"K\\\" Kōgyō\",\"name\"],"
        "[\"アルファ工業\",\"alias\"],[\"AK\",\"weakAlias\"],[\"Beta\",\"previousName\"]],"
        "\"identifiers\":[[\"phone\",\"03-5555-0100\",\"JP\"],[\"imo\",\"9074729\"]],\"countries\":[\"JP\",\"AE\"],"
        "\"births\":[\"1962-09\"],\"addresses\":[\"1-1, Invented, "
        "Tokyo\"],\"programs\":[\"P\"],\"topics\":[\"sanction\"],"
        "\"concerns\":31,\"source\":\"EL\",\"remarks\":\"a\\nb\",\"start\":\"2020-01-01\",\"end\":\"2021-01-01\","
        "\"title\":\"Director\",\"row\":12}",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++) {
        struct party_record record;
        assert_ok(record_decode(&f->arena, str_c(TEXTS[i]), &record, &f->err));
        assert_str(encoded(f, &record), TEXTS[i]);
    }
}

static void fields_arrive(void **state)
{
    struct fixture *f = *state;
    struct party_record record;
    const char *text =
        "{\"entry\":\"7\",\"schema\":\"Person\",\"listed\":true,\"names\":[[\"Ann Example\",\"alias\"]],"
        "\"identifiers\":[[\"passport\",\"X1\",\"FR\"]],\"births\":[\"1962\"],\"concerns\":16,\"row\":3}";
    assert_ok(record_decode(&f->arena, str_c(text), &record, &f->err));
    assert_str(record.entry, "7");
    assert_int_equal(record.schema, PARTY_PERSON);
    assert_true(record.is_listed);
    assert_int_equal(record.n_names, 1);
    assert_int_equal(record.names[0].kind, PARTY_NAME_ALIAS);
    assert_str(record.identifiers[0].country, "FR");
    assert_str(record.birth_dates.v[0], "1962");
    assert_int_equal(record.concerns, CONCERN_CONVENTIONAL);
    assert_int_equal(record.row, 3);
    assert_null(record.remarks.p);
}

static void refuses(void **state)
{
    static const struct {
        const char *text, *place;
        int code;
    } ROWS[] = {
        {"", "", SEKI_E_SYNTAX},
        {"{\"entry\":\"1\"", "", SEKI_E_SYNTAX},
        {"[]", "", SEKI_E_MEANING},
        {"{}", "/entry", SEKI_E_MEANING},
        {"{\"entry\":\"\"}", "/entry", SEKI_E_MEANING},
        {"{\"entry\":5}", "/entry", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"listed\":true}", "/names", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"listed\":1}", "/listed", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"schema\":\"Rock\"}", "/schema", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"names\":[\"x\"]}", "/names", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"names\":[[\"x\",\"nick\"]]}", "/names", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"names\":{}}", "/names", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"identifiers\":[[\"phone\"]]}", "/identifiers", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"identifiers\":[[1,2]]}", "/identifiers", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"countries\":[1]}", "/countries", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"remarks\":null}", "/remarks", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"concerns\":32}", "/concerns", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"row\":-1}", "/row", SEKI_E_MEANING},
        {"{\"entry\":\"1\",\"surprise\":1}", "/surprise", SEKI_E_MEANING},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        struct party_record record;
        int code = record_decode(&f->arena, str_c(ROWS[i].text), &record, &f->err);
        if (code != ROWS[i].code || (ROWS[i].place[0] && strcmp(f->err.place, ROWS[i].place) != 0))
            fail_msg("%s: %d at %s", ROWS[i].text, code, f->err.place);
    }
}

static void relations_come_back(void **state)
{
    static const char *const TEXTS[] = {
        "{\"kind\":\"owns\",\"from\":\"a\",\"to\":\"b\"}",
        "{\"id\":\"e1\",\"kind\":\"owns\",\"from\":\"a\",\"to\":\"b\",\"share\":\"25 - 50 %\",\"from_date\":\"2020\","
        "\"to_date\":\"2021\",\"share_min\":2500,\"share_max\":5000,\"row\":9}",
        "{\"kind\":\"owns\",\"from\":\"a\",\"to\":\"b\",\"share_min\":0}",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++) {
        struct party_relation relation;
        assert_ok(relation_decode(&f->arena, str_c(TEXTS[i]), &relation, &f->err));
        assert_str(encoded_relation(f, &relation), TEXTS[i]);
    }
}

static void refuses_relations(void **state)
{
    static const char *const TEXTS[] = {
        "{\"kind\":\"owns\",\"from\":\"a\"}",
        "{\"from\":\"a\",\"to\":\"b\"}",
        "{\"kind\":\"owns\",\"from\":\"\",\"to\":\"b\"}",
        "{\"kind\":\"owns\",\"from\":\"a\",\"to\":\"b\",\"share_min\":10001}",
        "{\"kind\":\"owns\",\"from\":\"a\",\"to\":\"b\",\"weight\":1}",
        "{\"kind\":\"owns\",\"from\":1,\"to\":\"b\"}",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(TEXTS); i++) {
        struct party_relation relation;
        assert_int_equal(relation_decode(&f->arena, str_c(TEXTS[i]), &relation, &f->err), SEKI_E_MEANING);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(records_come_back),   FOLDER_TEST(fields_arrive),     FOLDER_TEST(refuses),
        FOLDER_TEST(relations_come_back), FOLDER_TEST(refuses_relations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
