/*
 * Two names, and a party against an invented list: decisions, evidence, explanations that sum to the score, and a
 * search that finds whatever the comparison of each pair would have found.
 */
#include "../index/index_test.h"
#include "screen/screen.h"

#include <math.h>

static const struct index_row ROWS[] = {
    {"c1", PARTY_COMPANY, "Kaiho Rungra General Trading Co., Ltd. (海寶綾羅貿易有限公司)|KRGT", "KP", "", ""},
    {"c2", PARTY_COMPANY, "Zhonghe 601st Research Institute|中合第六〇一研究所", "CN", "", ""},
    {"c3", PARTY_COMPANY, "Zhonghe 602nd Research Institute|中合第六〇二研究所", "CN", "", "imo=IMO 9123456"},
    {"c4", PARTY_COMPANY, "Tian Hai Xiang Technology Corp.", "CN", "", ""},
    {"p1", PARTY_PERSON, "AL-TESTI, Hamid Mahmud|~Abu Test", "IR", "1962-09-03", "passport=AB 123456"},
    {"p2", PARTY_PERSON, "Orlov-Example, Viktor Sergeevich", "RU", "1971", ""},
    {"t1", PARTY_THING, "Mirnodol Dynamics", "", "", ""},
    {"p3", PARTY_PERSON, "Invented, Abdul Karim", "", "", ""},
    {"c5", PARTY_COMPANY, "Bergwerk Solutions (Spain) S.L.", "ES", "", ""},
    {"c6", PARTY_COMPANY, "Trading", "", "", ""},
    {"p4", PARTY_PERSON, "カクウ ハナコ", "JP", "", ""},
    {"p5", PARTY_PERSON, "Jiro Tesutodani", "JP", "", ""},
};

/* ---- two names ---- */

struct pair_case {
    const char *left, *right;
    enum screen_decision decision;
};

static const struct pair_case OTHERS[] = {
    {"Tian Hai Xiang Technology", "Tianhaixiang Technology Co., Ltd.", SCREEN_MATCH},
    {"TianhaiXiang Tech", "Tian Haixiang Tech", SCREEN_MATCH},
    {"Rosoboronimport", "ROSOBORONIMPORT JSC", SCREEN_MATCH},
    {"Rosoboronimport", "Rosoboronimpert", SCREEN_MATCH},
    {"Korolenko Machinery Plant", "Plant Machinery Korolenko LLC", SCREEN_MATCH},
    {"Gulf Bright Trading FZE", "Gulf Bright Trading L.L.C.", SCREEN_MATCH},
    {"Gulf Bright Trading FZE", "Gulf Star Trading FZE", SCREEN_NO},
    {"No. 601 Institute of Zhonghe", "Zhonghe Institute No. 602", SCREEN_NO},
    {"Zhonghe Electronics II", "Zhonghe Electronics III", SCREEN_NO},
    {"Zhonghe Electronics", "Zhonghe Electronics 2", SCREEN_REVIEW},
    {"Bergwerk Solutions (Spain) S.L.", "Bergwerk Solutions (Sweden) AB", SCREEN_REVIEW},
    {"Bergwerk Solutions (BWS)", "Bergwerk Solutions", SCREEN_MATCH},
    {"日之出精密工業株式会社", "㈱日之出精密工業", SCREEN_MATCH},
    {"海寶綾羅貿易有限公司", "海宝绫罗贸易", SCREEN_MATCH},
    {"北京架空研究所", "南京架空研究所", SCREEN_NO},
    {"中合航空工业集团公司特种材料研究院", "中合航天工业集团公司特种材料研究院", SCREEN_REVIEW},
    {"中合第601研究所", "中合第六〇一研究所", SCREEN_MATCH},
    {"ＺＨＯＮＧＨＥ　ＥＬＥＣＴＲＯＮＩＣＳ", "zhonghe electronics", SCREEN_MATCH},
    {"KRT", "KRT", SCREEN_REVIEW},
    {"KRT Inc.", "K.R.T. Incorporated", SCREEN_MATCH},
    {"Zhonghe Bank AG", "Zhonghe Bank GmbH", SCREEN_REVIEW},
    {"Zhonghe Int'l Tech", "Zhonghe International Technologies", SCREEN_MATCH},
    {"The World Trading", "World Trading", SCREEN_MATCH},
    {"Northgate Pumps Limited", "Northgatepumpslimited", SCREEN_MATCH},
    {"Nоrthgate Pumps", "Northgate Pumps", SCREEN_MATCH}, /* the first o is Cyrillic */
    {"KRT", "KRX", SCREEN_NO},
    {"Trading Company", "International Trading Company", SCREEN_NO},
    {"Safe Technical Supply Co., LLC", "SAFE TECHNICAL SUPPLY", SCREEN_MATCH},
};

static const struct pair_case PERSONS[] = {
    {"Hamid Al-Testi", "AL-TESTI, Hamid", SCREEN_MATCH},
    {"Hamid Altesti", "Al Testi Hamid", SCREEN_MATCH},
    {"Mohammed Invented", "Muhammad Invented", SCREEN_MATCH},
    {"Viktor Orlovexample", "Viktor Sergeevich Orlovexample", SCREEN_MATCH},
    {"Aleksandr Testinov", "Aleksnadr Testinov", SCREEN_MATCH}, /* one swap */
    {"Aleksandr Testinov", "Aleksnadr Testimov", SCREEN_REVIEW},
    {"A. Testinov", "Aleksandr Testinov", SCREEN_MATCH},
    {"A. Garcia", "Ana Garcia", SCREEN_REVIEW}, /* a letter and a name that very many bear */
    {"Maria Testinova", "Mario Testinova", SCREEN_NO},
    {"Elon Testinov", "Elan Testinov", SCREEN_MATCH}, /* one letter in a word that is no usual name */
    {"Zhanna Testinova", "Zhanna Petrovna Alekseevna Testinova", SCREEN_MATCH}, /* one has more words */
    {"Carlos Garcia", "Juan Carlos Garcia Lopez", SCREEN_NO},                   /* but these are usual names */
    {"TestinovAleksandr", "Aleksandr Testinov", SCREEN_NO},
    {"AleksandrTestinov", "Aleksandr Testinov", SCREEN_MATCH},
    {"Testinovex", "Testinovix", SCREEN_MATCH},
    {"Anna Testinova", "Anne Testinova", SCREEN_NO},
    {"Anna Schmidt", "Anna Schneider", SCREEN_NO},
    {"Salman bin Rashid Testi", "Rashid bin Salman Testi", SCREEN_REVIEW},
    {"Testi, Salman bin Rashid", "Salman bin Rashid Testi", SCREEN_MATCH},
    {"架空太郎", "架空次郎", SCREEN_NO},
    {"架空 太郎", "架空太郎", SCREEN_MATCH},
    {"カクウ ショウコ", "Shoko KAKU", SCREEN_MATCH},
    {"カクウ・ショーコ", "Syouko Kakuu", SCREEN_MATCH},
    {"カクウ ショウコ", "Shoji Kaku", SCREEN_NO},
    {"カクウ シンイチ", "Kaku Shin-ichi", SCREEN_MATCH},
};

static void check_sum(const struct screen_hit *hit)
{
    double sum = 0;
    for (size_t i = 0; i < hit->n_parts; i++)
        sum += hit->parts[i].weight;
    assert_true(hit->score >= 0 && hit->score <= 1);
    assert_true(fabs(sum - hit->score) < 0.00001);
    assert_true(fabs(hit->score * 10000 - round(hit->score * 10000)) < 0.0001);
}

static bool has_reason(const struct screen_hit *hit, struct str reason)
{
    for (size_t i = 0; i < hit->n_parts; i++)
        if (str_eq(hit->parts[i].reason, reason))
            return true;
    return false;
}

static void check_pairs(struct index_test *t, const struct pair_case *cases, size_t n, enum party_schema schema)
{
    for (size_t i = 0; i < n; i++) {
        struct screen_pair pair = {str_c(cases[i].left), str_c(cases[i].right), schema, true};
        struct screen_hit hit, back;
        assert_ok(screen_compare(t->tools, &pair, &t->arena, &hit, &t->err));
        if (hit.decision != cases[i].decision)
            fail_msg("%s | %s: %.4f", cases[i].left, cases[i].right, hit.score);
        check_sum(&hit);
        assert_str(hit.query_name, cases[i].left);
        assert_str(hit.entry_name, cases[i].right);
        pair = (struct screen_pair){pair.right, pair.left, schema, true};
        assert_ok(screen_compare(t->tools, &pair, &t->arena, &back, &t->err));
        /* It does not matter who asks, but for the end of a name: only the asked one can have been cut. */
        if (!has_reason(&hit, STR("cut")) && !has_reason(&back, STR("cut")))
            assert_true(fabs(back.score - hit.score) < 0.00001);
    }
}

static void test_others(void **state)
{
    check_pairs(*state, OTHERS, ARRAY_LEN(OTHERS), PARTY_COMPANY);
}

static void test_persons(void **state)
{
    check_pairs(*state, PERSONS, ARRAY_LEN(PERSONS), PARTY_PERSON);
}

static void test_not_comparable(void **state)
{
    struct index_test *t = *state;
    struct screen_pair pair = {STR("!!!"), STR("Zhonghe"), PARTY_THING, false};
    struct screen_hit hit;
    assert_int_equal(screen_compare(t->tools, &pair, &t->arena, &hit, &t->err), SEKI_E_MEANING);
    assert_non_null(strstr(t->err.reason, "not comparable"));
}

/* ---- a party against a list ---- */

/* With the index and without it the hits are the same. */
static struct screen_hits run(struct index_test *t, const struct screen_query *query)
{
    const struct list_index *lists[] = {t->index};
    struct screen_hits hits, all;
    assert_ok(screen_party(t->tools, (struct screen_lists){lists, 1, false}, query, &t->arena, &hits, &t->err));
    assert_ok(screen_party(t->tools, (struct screen_lists){lists, 1, true}, query, &t->arena, &all, &t->err));
    assert_int_equal(hits.n, all.n);
    for (size_t i = 0; i < hits.n; i++)
        assert_true(str_eq(hits.v[i].entry.entry, all.v[i].entry.entry) && hits.v[i].score == all.v[i].score &&
                    str_eq(hits.v[i].query_name, all.v[i].query_name) &&
                    str_eq(hits.v[i].entry_name, all.v[i].entry_name));
    for (size_t i = 0; i < hits.n; i++)
        check_sum(&hits.v[i]);
    return hits;
}

static void test_finds(void **state)
{
    static const struct {
        const char *name, *entry;
        enum screen_decision decision;
    } CASES[] = {
        {"Kaiho Rungra General Trading", "c1", SCREEN_MATCH},
        {"海宝綾羅貿易", "c1", SCREEN_MATCH},
        {"KAIHO RUNGRA GENERAL TRADNG CO", "c1", SCREEN_MATCH},
        {"KAIHA RUNGRI GENERAL TRADING CO", "c1", SCREEN_REVIEW},
        {"KRGT", "c1", SCREEN_REVIEW},
        {"Zhonghe Research Institute 601", "c2", SCREEN_MATCH},
        {"中合第601研究所", "c2", SCREEN_MATCH},
        {"Tianhaixiang Technology", "c4", SCREEN_MATCH},
        {"Hamid Mahmoud Al Testi", "p1", SCREEN_MATCH},
        {"Abu Test", "p1", SCREEN_REVIEW},
        {"Viktor Orlov Example", "p2", SCREEN_MATCH},
        {"Mirnodol Dynamic", "t1", SCREEN_MATCH},
        {"Abdulkarim Invented", "p3", SCREEN_MATCH},
        {"Gulf Bright Trading FZE", NULL, SCREEN_NO},
        {"Anna Schmidt", NULL, SCREEN_NO},
        {"日之出精密工業株式会社", NULL, SCREEN_NO},
        {"Hamid", NULL, SCREEN_NO},
        {"Technology", NULL, SCREEN_NO},
        {"Orlov-Example, Viktor Serg", "p2", SCREEN_MATCH}, /* the field was too short */
        {"Mirnodol Dyn", NULL, SCREEN_NO},                  /* too much is cut off */
        {"KAKUU, Hanako", "p4", SCREEN_MATCH},
        {"Hanae Kaku", NULL, SCREEN_NO},
        {"テストダニ　ジロウ", "p5", SCREEN_MATCH},
    };
    struct index_test *t = *state;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct screen_query query = {.name = str_c(CASES[i].name)};
        struct screen_hits hits = run(t, &query);
        bool is_right = CASES[i].entry ? hits.n == 1 && str_eq(hits.v[0].entry.entry, str_c(CASES[i].entry)) &&
                                             hits.v[0].decision == CASES[i].decision
                                       : hits.n == 0;
        if (!is_right)
            fail_msg("%s: %zu hits, first %.*s %.4f", CASES[i].name, hits.n,
                     STR_ARG(hits.n ? hits.v[0].entry.entry : STR("")), hits.n ? hits.v[0].score : 0);
    }
}

/* What was written is shown, not how it was read. */
static void test_reading_is_shown(void **state)
{
    struct index_test *t = *state;
    struct screen_query query = {.name = STR("テストダニ ジロウ")};
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    struct screen_hits hits = run(t, &query);
    assert_int_equal(hits.n, 1);
    assert_str(hits.v[0].entry_name, "Jiro Tesutodani");
    assert_str(hits.v[0].parts[0].query, "てすとだに");
    assert_str(hits.v[0].parts[0].entry, "tesutodani");
    assert_str(hits.v[0].parts[0].reason, "reading");
}

static void test_why_not(void **state)
{
    static const struct {
        const char *name;
        enum party_schema schema;
        const char *entry;
        enum screen_stage stage;
    } CASES[] = {
        {"Tian Hai Xiang Technology", PARTY_COMPANY, "c4", SCREEN_STAGE_SCORE},
        {"Tian Hai Ying Technology", PARTY_COMPANY, "c4", SCREEN_STAGE_SCORE},
        {"Gulf Bright", PARTY_COMPANY, "c4", SCREEN_STAGE_CANDIDATE},
        {"Tian Hai Xiang Technology", PARTY_PERSON, "c4", SCREEN_STAGE_FILTER},
    };
    struct index_test *t = *state;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct screen_query query = {.name = str_c(CASES[i].name), .schema = CASES[i].schema, .has_schema = true};
        struct screen_pairing pairing = {.index = t->index};
        assert_true(list_index_find_entry(t->index, str_c(CASES[i].entry), &pairing.entry));
        assert_ok(screen_why_not(t->tools, &query, &t->arena, &pairing, &t->err));
        if (pairing.stage != CASES[i].stage)
            fail_msg("%s: %.*s", CASES[i].name, STR_ARG(screen_stage_word(pairing.stage)));
        assert_str(pairing.hit.entry.entry, CASES[i].entry);
        check_sum(&pairing.hit);
    }
}

static void test_schema(void **state)
{
    struct index_test *t = *state;
    struct screen_query query = {.name = STR("Hamid Mahmud al-Testi"), .schema = PARTY_PERSON, .has_schema = true};
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    assert_int_equal(run(t, &query).n, 1);
    query.schema = PARTY_COMPANY;
    assert_int_equal(run(t, &query).n, 0);
    query = (struct screen_query){.name = STR("Mirnodol Dynamics"), .schema = PARTY_PERSON, .has_schema = true};
    assert_int_equal(run(t, &query).n, 1); /* the list does not say what it is */
}

/* The score changes by exactly the documented weight. */
static void test_evidence(void **state)
{
    static const struct {
        const char *birth, *country, *identifier;
        double change;
    } CASES[] = {
        {"1962-09-03", "", "", 0.05}, {"1962", "", "", 0.03},        {"1962-09-04", "", "", -0.05},
        {"1963", "", "", -0.05},      {"1980-01-01", "", "", -0.20}, {"", "IR", "", 0.02},
        {"", "FR", "", -0.05},        {"", "", "imo=AB123456", 0},   {"1962", "FR|IR", "", 0.05},
    };
    struct index_test *t = *state;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    struct screen_query query = {.name = STR("Hamid Mahmud Tesdi")};
    double plain = run(t, &query).v[0].score;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct index_row row = {"", PARTY_PERSON, "", CASES[i].country, CASES[i].birth, CASES[i].identifier};
        struct party_record record = index_record(&t->arena, &row);
        query.birth_dates = record.birth_dates;
        query.countries = record.countries;
        query.identifiers = record.identifiers;
        query.n_identifiers = record.n_identifiers;
        struct screen_hits hits = run(t, &query);
        double score = hits.n ? hits.v[0].score : 0;
        if (plain + CASES[i].change >= SCREEN_REVIEW_AT ? fabs(score - plain - CASES[i].change) > 0.00001 : hits.n > 0)
            fail_msg("case %zu: %.4f, without evidence %.4f", i, score, plain);
    }
}

static void test_identifier(void **state)
{
    struct index_test *t = *state;
    struct party_identifier passport = {STR("passport"), STR("ab-123456"), STR_NULL};
    struct screen_query query = {.name = STR("Somebody Else"), .identifiers = &passport, .n_identifiers = 1};
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    struct screen_hits hits = run(t, &query);
    assert_int_equal(hits.n, 1);
    assert_str(hits.v[0].entry.entry, "p1");
    assert_int_equal(hits.v[0].decision, SCREEN_MATCH);
    assert_true(has_reason(&hits.v[0], STR("identifier")));
    query.name = STR("Hamid Mahmud Al-Testi");
    hits = run(t, &query);
    assert_int_equal(hits.n, 1);
    assert_true(hits.v[0].score == 1);
}

static void test_order_and_names(void **state)
{
    struct index_test *t = *state;
    struct str others[] = {STR("!!!"), STR("中合第六〇一研究所")};
    struct screen_query query = {.name = STR("Zhonghe 60lst Institute"), .other_names = {others, 2}};
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    struct screen_hits hits = run(t, &query);
    assert_true(hits.n > 0);
    assert_str(hits.v[0].entry.entry, "c2");
    assert_str(hits.v[0].query_name, "中合第六〇一研究所");
    assert_str(hits.v[0].entry_name, "中合第六〇一研究所");
    assert_str(hits.v[0].entry.list, "demo_list");
    for (size_t i = 1; i < hits.n; i++)
        assert_true(hits.v[i - 1].score >= hits.v[i].score);
}

/* ---- the search leaves none out ---- */

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(*seed >> 33);
}

static void random_name(char *name, size_t size, uint64_t *seed)
{
    static const char *const WORDS[] = {"hamid",     "mahmud", "karim",   "viktor",  "orlov",    "testinov", "abdul",
                                        "al",        "gulf",   "trading", "zhonghe", "star",     "hai",      "xiang",
                                        "tian",      "601",    "602",     "mohamed", "rahman",   "bin",      "bright",
                                        "logistics", "hamido", "ハミド",  "シヤン",  "オオロフ", "orofu"};
    name[0] = '\0';
    for (unsigned i = 0, n = 2 + next_random(seed) % 3; i < n; i++) {
        size_t at = strlen(name);
        bool is_joined = i == 0 || next_random(seed) % 6 == 0;
        (void)snprintf(name + at, size - at, "%s%s", is_joined ? "" : " ", WORDS[next_random(seed) % ARRAY_LEN(WORDS)]);
    }
    if (next_random(seed) % 3 == 0)
        name[next_random(seed) % strlen(name)] = (char)('a' + next_random(seed) % 26);
}

enum { RANDOM_NAMES = 120 };

static void check_against_all(struct index_test *t, const char *asked, char names[][96], enum party_schema schema)
{
    struct screen_query query = {.name = str_c(asked), .schema = schema, .has_schema = true};
    struct screen_hits hits = run(t, &query);
    size_t expected = 0;
    for (size_t i = 0; i < RANDOM_NAMES; i++) {
        struct screen_pair pair = {str_c(asked), str_c(names[i]), schema, true};
        struct screen_hit hit;
        assert_ok(screen_compare(t->tools, &pair, &t->arena, &hit, &t->err));
        expected += hit.decision != SCREEN_NO;
        bool is_found = hit.decision == SCREEN_NO;
        for (size_t k = 0; k < hits.n; k++)
            is_found |= str_eq(hits.v[k].entry_name, pair.right) && fabs(hits.v[k].score - hit.score) < 0.00001;
        if (!is_found)
            fail_msg("%s: %s (%.4f) was not found", asked, names[i], hit.score);
    }
    assert_int_equal(hits.n, expected);
}

static void check_complete(struct index_test *t, enum party_schema schema, uint64_t seed)
{
    struct index_row rows[RANDOM_NAMES];
    char names[RANDOM_NAMES][96], entries[RANDOM_NAMES][8], asked[96];
    for (size_t i = 0; i < RANDOM_NAMES; i++) {
        random_name(names[i], sizeof(names[i]), &seed);
        (void)snprintf(entries[i], sizeof(entries[i]), "%zu", i);
        rows[i] = (struct index_row){entries[i], schema, names[i], "", "", ""};
    }
    index_build_rows(t, rows, RANDOM_NAMES);
    for (size_t i = 0; i < 300; i++) {
        struct arena_mark mark = arena_mark(&t->arena);
        random_name(asked, sizeof(asked), &seed);
        check_against_all(t, asked, names, schema);
        arena_rewind(&t->arena, mark);
    }
}

static void test_complete_persons(void **state)
{
    check_complete(*state, PARTY_PERSON, 1);
}

static void test_complete_others(void **state)
{
    check_complete(*state, PARTY_COMPANY, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INDEX_TEST(test_others),          INDEX_TEST(test_persons),          INDEX_TEST(test_not_comparable),
        INDEX_TEST(test_finds),           INDEX_TEST(test_reading_is_shown), INDEX_TEST(test_why_not),
        INDEX_TEST(test_schema),          INDEX_TEST(test_evidence),         INDEX_TEST(test_identifier),
        INDEX_TEST(test_order_and_names), INDEX_TEST(test_complete_persons), INDEX_TEST(test_complete_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
