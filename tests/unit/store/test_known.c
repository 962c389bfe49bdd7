/* tests/unit/store/test_known.c - reviews and known parties: added, found by folded names, never changed. */
#include "store/known.h"
#include "store/lists.h"
#include "store/reviews.h"
#include "store_test.h"

/* Keys are joined by "|". */
static int64_t add_review(struct fixture *f, const char *keys, const char *entry, bool is_same, const char *reason)
{
    struct str v[4], rest = str_c(keys), births[] = {STR("1961-02-03"), STR("1962")}, countries[] = {STR("DE")};
    struct str_list folded = {v, 0};
    struct review_row review = {.list = STR("eul"),
                                .entry = str_c(entry),
                                .identity = STR("i1"),
                                .name = STR("Alpha Works"),
                                .countries = {countries, 1},
                                .birth_dates = {births, 2},
                                .is_same = is_same,
                                .reason = str_c(reason),
                                .actor = STR("tester"),
                                .at = STR("2026-11-25T00:00:00Z")};
    int64_t seq = 0;
    while (rest.n && str_split(&rest, STR("|"), &v[folded.n]))
        folded.n++;
    assert_ok(store_begin(f->store, &f->err));
    assert_ok(reviews_add(f->store, &review, &folded, &seq, &f->err));
    assert_ok(store_commit(f->store, &f->err));
    return seq;
}

static const char *reason_of(struct fixture *f, const char *key, const char *entry)
{
    struct review_row row;
    struct review_pair pair = {str_c(key), STR("eul"), str_c(entry)};
    int got = reviews_of_pair(f->store, &f->arena, &pair, &row, &f->err);
    assert_ok(got);
    return got ? arena_cstr(&f->arena, row.reason) : "";
}

static void the_last_review_holds(void **state)
{
    struct fixture *f = *state;
    struct review_rows rows;
    bool has_reviews = true, has_parties = true;
    assert_ok(reviews_any(f->store, &has_reviews, &f->err));
    assert_false(has_reviews);
    assert_int_equal(add_review(f, "alpha|alpha works", "e1", true, "first"), 1);
    assert_int_equal(add_review(f, "alpha", "e1", false, "second"), 2);
    assert_int_equal(add_review(f, "alpha", "e2", true, "third"), 3);
    assert_ok(reviews_any(f->store, &has_reviews, &f->err));
    assert_ok(known_any(f->store, &has_parties, &f->err));
    assert_true(has_reviews);
    assert_false(has_parties);
    assert_string_equal(reason_of(f, "alpha", "e1"), "second");
    assert_string_equal(reason_of(f, "alpha works", "e1"), "first");
    assert_string_equal(reason_of(f, "alpha", "e2"), "third");
    assert_string_equal(reason_of(f, "alpha", "e3"), "");
    assert_string_equal(reason_of(f, "beta", "e1"), "");

    /* Found to be the same: not where the last word is another. */
    assert_ok(reviews_same(f->store, &f->arena, STR("alpha"), &rows, &f->err));
    assert_int_equal(rows.n, 1);
    assert_str(rows.v[0].entry, "e2");
    assert_ok(reviews_same(f->store, &f->arena, STR("alpha works"), &rows, &f->err));
    assert_int_equal(rows.n, 1);
}

static void reviews_are_read_as_written(void **state)
{
    struct fixture *f = *state;
    struct review_rows rows;
    struct review_question question = {.before = INT64_MAX, .limit = 2};
    (void)add_review(f, "alpha", "e1", true, "first");
    (void)add_review(f, "alpha", "e2", false, "second");
    (void)add_review(f, "alpha", "e1", false, "third");
    assert_ok(reviews_page(f->store, &f->arena, &question, &rows, &f->err));
    assert_int_equal(rows.n, 2);
    assert_str(rows.v[0].reason, "third");
    question.before = rows.v[1].seq;
    assert_ok(reviews_page(f->store, &f->arena, &question, &rows, &f->err));
    assert_int_equal(rows.n, 1);
    const struct review_row *row = &rows.v[0];
    assert_true(row->is_same);
    assert_null(row->edition.p);
    assert_null(row->party.p);
    assert_str(row->identity, "i1");
    assert_str(row->name, "Alpha Works");
    assert_int_equal(row->birth_dates.n, 2);
    assert_str(row->birth_dates.v[1], "1962");
    assert_int_equal(row->countries.n, 1);
    question = (struct review_question){.list = STR("eul"), .entry = STR("e2"), .before = INT64_MAX, .limit = 9};
    assert_ok(reviews_page(f->store, &f->arena, &question, &rows, &f->err));
    assert_int_equal(rows.n, 1);
    question.list = STR("other");
    assert_ok(reviews_page(f->store, &f->arena, &question, &rows, &f->err));
    assert_int_equal(rows.n, 0);
}

static void known_parties_end(void **state)
{
    struct fixture *f = *state;
    struct str lists[] = {STR("eul"), STR("sdn")};
    struct known_party party = {.id = STR("k1"),
                                .kind = STR("known_good"),
                                .name = STR("Alpha Works"),
                                .key = STR("alpha works"),
                                .person_key = STR("alpha works p"),
                                .lists = {lists, 2},
                                .reason = STR(""),
                                .actor = STR("tester"),
                                .at = STR("2026-11-25T00:00:00Z"),
                                .until = {2027, 3, 31}};
    struct known_parties parties;
    assert_ok(known_party_add(f->store, &party, &f->err));
    assert_ok(known_parties_of(f->store, &f->arena, STR("alpha works"), false, &parties, &f->err));
    assert_int_equal(parties.n, 1);
    assert_int_equal(parties.v[0].lists.n, 2);
    assert_str(parties.v[0].lists.v[1], "sdn");
    assert_int_equal(day_cmp(parties.v[0].until, party.until), 0);
    assert_int_equal(parties.v[0].import_seq, 0);
    assert_ok(known_parties_of(f->store, &f->arena, STR("alpha works"), true, &parties, &f->err));
    assert_int_equal(parties.n, 0);
    assert_ok(known_parties_of(f->store, &f->arena, STR("alpha works p"), true, &parties, &f->err));
    assert_int_equal(parties.n, 1);
    assert_ok(known_party_end(f->store, STR("k1"), STR("tester"), STR("t"), &f->err));
    assert_ok(known_parties_all(f->store, &f->arena, &parties, &f->err));
    assert_int_equal(parties.n, 0);
    assert_int_equal(known_party_end(f->store, STR("k1"), STR("tester"), STR("t"), &f->err), SEKI_E_EXISTS);
}

/* What says who the party is, in any order; nothing else. */
static void fingerprint_of_a_party(void **state)
{
    struct fixture *f = *state;
    struct party_name names[] = {{STR("Alpha"), PARTY_NAME_PRIMARY}, {STR("Beta"), PARTY_NAME_ALIAS}};
    struct party_name turned[] = {{STR("Beta"), PARTY_NAME_PRIMARY}, {STR("Alpha"), PARTY_NAME_WEAK}, {STR("Beta"), 0}};
    struct party_identifier lei[] = {{STR("lei"), STR("X1"), STR_NULL}};
    struct str births[] = {STR("1961")}, countries[] = {STR("1961")};
    struct party_record same = {.entry = STR("9"), .names = turned, .n_names = 3, .remarks = STR("more"), .row = 7};
    struct party_record others[] = {
        {.names = names, .n_names = 1},
        {.names = names, .n_names = 2, .schema = PARTY_PERSON},
        {.names = names, .n_names = 2, .identifiers = lei, .n_identifiers = 1},
        {.names = names, .n_names = 2, .birth_dates = {births, 1}},
        {.names = names, .n_names = 2, .countries = {countries, 1}},
    };
    struct party_record record = {.entry = STR("1"), .names = names, .n_names = 2};
    char hex[SHA256_HEX], seen[1 + ARRAY_LEN(others)][SHA256_HEX];
    assert_ok(party_identity(&f->arena, &record, seen[0], &f->err));
    assert_ok(party_identity(&f->arena, &same, hex, &f->err));
    assert_string_equal(hex, seen[0]);
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        assert_ok(party_identity(&f->arena, &others[i], seen[i + 1], &f->err));
        for (size_t k = 0; k <= i; k++)
            assert_string_not_equal(seen[i + 1], seen[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_last_review_holds),
        STORE_TEST(reviews_are_read_as_written),
        STORE_TEST(known_parties_end),
        STORE_TEST(fingerprint_of_a_party),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
