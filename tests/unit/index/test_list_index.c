/* An index gives back what was put in, finds it by every way, and is refused when a byte of it is wrong. */
#include "index_test.h"
#include "text/edit.h"

static const struct index_row ROWS[] = {
    {"1", PARTY_COMPANY, "Kaiho Rungra Trading Co., Ltd. (海寶綾羅貿易)|KRT|KAIHO RUNGRA TRADING CO LTD", "KP|CN", "",
     "phone=+81 3-5555-0134|email=Sales@Rungra.Example|website=https://www.rungra.example/x|imo=IMO 9 123 456"},
    {"20", PARTY_PERSON, "AL-TESTI, Hamid|Hamid Altesti|~Abu Test", "IR", "1962-09-03|1963", "passport=ab 123-456"},
    {"3", PARTY_VESSEL, "Blue Invented Star", "", "", "email=someone@gmail.com"},
    {"04", PARTY_THING, "!!!|第二架空研究所", "", "", "id=12"},
};

static void test_gives_back(void **state)
{
    struct index_test *t = *state;
    struct list_entry entry;
    struct stat info;
    char entity[UUID_TEXT];
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    assert_int_equal(stat(t->path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    assert_int_equal(list_index_count(t->index), 4);
    assert_str(list_index_list(t->index), "demo_list");
    assert_str(list_index_edition(t->index), "2026-11-01");
    assert_ok(list_index_entry(&t->arena, t->index, 0, &entry, &t->err));
    uuid8(STR("demo_list"), STR("1"), entity);
    assert_str(entry.entity, entity);
    assert_int_equal(entry.schema, PARTY_COMPANY);
    assert_int_equal(entry.n_names, 3); /* as written, without the parts */
    assert_str(entry.names[0].text, "Kaiho Rungra Trading Co., Ltd. (海寶綾羅貿易)");
    assert_str(entry.names[2].text, "KAIHO RUNGRA TRADING CO LTD");
    assert_int_equal(entry.n_identifiers, 4);
    assert_str(entry.identifiers[1].kind, "email");
    assert_str(entry.identifiers[1].value, "Sales@Rungra.Example");
    assert_null(entry.identifiers[1].country.p);
    assert_int_equal(entry.countries.n, 2);
    assert_str(entry.countries.v[1], "CN");
    assert_null(entry.remarks.p);
    assert_int_equal(entry.row, 7);
    assert_int_equal(list_index_entry(&t->arena, t->index, 4, &entry, &t->err), SEKI_E_NOTFOUND);
}

static void test_finds_entries(void **state)
{
    static const char *const KNOWN[] = {"1", "20", "3", "04"}, *const UNKNOWN[] = {"", "0", "2", "4", "200"};
    struct index_test *t = *state;
    uint32_t number;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    for (uint32_t i = 0; i < ARRAY_LEN(KNOWN); i++) {
        assert_true(list_index_find_entry(t->index, str_c(KNOWN[i]), &number));
        assert_int_equal(number, i);
    }
    for (size_t i = 0; i < ARRAY_LEN(UNKNOWN); i++)
        assert_false(list_index_find_entry(t->index, str_c(UNKNOWN[i]), &number));
}

static bool add_entry(void *ctx, uint32_t entry)
{
    *(unsigned *)ctx |= 1U << entry;
    return true;
}

static void test_finds_contacts(void **state)
{
    static const struct {
        const char *kind, *value;
        unsigned entries; /* a bit for each */
    } CASES[] = {
        {"phone", "+81355550134", 1},
        {"phone", "+81355550135", 0},
        {"email", "sales@rungra.example", 1},
        {"domain", "rungra.example", 1},
        {"email", "someone@gmail.com", 4},
        {"domain", "gmail.com", 0},
        {"imo", "IMO9123456", 1},
        {"passport", "AB123456", 2},
        {"imo", "AB123456", 0},
        {"id", "12", 0},
        {"name", "blue invented star", 4},
        {"name", "hamid altesti", 2},
    };
    struct index_test *t = *state;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        unsigned entries = 0;
        list_index_find_contact(t->index, str_c(CASES[i].kind), str_c(CASES[i].value), add_entry, &entries);
        if (entries != CASES[i].entries)
            fail_msg("%s %s: entries %u, expected %u", CASES[i].kind, CASES[i].value, entries, CASES[i].entries);
    }
}

static void test_identifier_keys(void **state)
{
    static const char *const CASES[][2] = {{"ab 123-456", "AB123456"},
                                           {"ＡＢ－１２３４", "AB1234"},
                                           {"12-3", ""},
                                           {"法人１２", "法人12"},
                                           {"", ""},
                                           {"é123", "é123"}};
    struct index_test *t = *state;
    struct str key;
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        assert_ok(index_identifier_key(&t->arena, str_c(CASES[i][0]), &key, &t->err));
        assert_str(key, CASES[i][1]);
    }
}

/* Parts of a name, doubled names, names that fold to nothing, parties that are not listed. */
static void test_names(void **state)
{
    struct index_test *t = *state;
    struct list_index_writer *writer;
    struct list_name name;
    struct party_record record = index_record(&t->arena, &ROWS[0]);
    assert_ok(list_index_writer_open(t->tools, t->path, STR("demo_list"), STR_NULL, &writer, &t->err));
    assert_ok(list_index_writer_add(writer, &record, &t->err));
    record.is_listed = false;
    assert_ok(list_index_writer_add(writer, &record, &t->err));
    record = index_record(&t->arena, &ROWS[3]);
    assert_ok(list_index_writer_add(writer, &record, &t->err));
    assert_ok(list_index_writer_finish(&writer, &t->err));
    assert_ok(list_index_open(t->path, &t->index, &t->err));
    assert_null(list_index_edition(t->index).p);
    assert_int_equal(list_index_count(t->index), 2);
    struct list_names names = list_index_names_of(t->index, 0);
    unsigned parts = 0, searched = 0, readings = 0;
    for (uint32_t i = names.first; i < names.first + names.n; i++) {
        assert_true(list_index_name(t->index, i, &name));
        parts += name.is_part && !name.is_reading;
        searched += name.n_tokens > 0 && !name.is_reading;
        readings += name.is_reading;
    }
    assert_int_equal(names.n - readings, 5); /* three as written and the two parts of the first */
    assert_int_equal(parts, 2);
    assert_int_equal(searched, 4); /* the last is the first part in capitals */
    assert_true(readings > 0);
    names = list_index_names_of(t->index, 1);
    assert_true(names.n > 2);
    assert_true(list_index_name(t->index, names.first, &name));
    assert_int_equal(name.n_tokens, 0); /* "!!!" is shown, not compared */
    assert_false(list_index_name(t->index, list_index_name_count(t->index), &name));
}

/* ---- the search for words leaves none out ---- */

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)(*seed >> 33);
}

struct found {
    uint8_t *is_found;
};

static void take_word(void *ctx, uint32_t word)
{
    ((struct found *)ctx)->is_found[word] = 1;
}

/* One random edit. */
static void damage(char *word, uint64_t *seed)
{
    size_t n = strlen(word), at = n ? next_random(seed) % n : 0;
    char letter = (char)('a' + next_random(seed) % 26);
    switch (next_random(seed) % 4) {
    case 0:
        word[at] = letter;
        break;
    case 1:
        memmove(word + at, word + at + 1, n - at);
        break;
    case 2:
        memmove(word + at + 1, word + at, n - at + 1);
        word[at] = letter;
        break;
    default:
        if (at + 1 < n) {
            letter = word[at];
            word[at] = word[at + 1];
            word[at + 1] = letter;
        }
    }
}

static void check_word(struct index_test *t, const char *asked, unsigned edits, uint8_t *counts)
{
    uint32_t n_words = list_index_word_count(t->index), n_chars, flags;
    struct found found = {calloc(n_words, 1)};
    struct list_word_search search = {str_c(asked), edits, 1, 40, counts, take_word, &found};
    list_index_words(t->index, &search);
    for (uint32_t i = 0; i < n_words; i++) {
        struct str word = list_index_word(t->index, i, &n_chars, &flags);
        bool is_near = edit_distance(word, str_c(asked), edits) <= edits;
        if (is_near && (flags & (LIST_WORD_TOKEN | LIST_WORD_JOINED)) && !found.is_found[i])
            fail_msg("%s was not found for %s within %u", word.p, asked, edits);
        assert_int_equal(counts[i], 0);
    }
    free(found.is_found);
}

/* Two or three syllables, and perhaps a second word. */
static void invent_name(char name[64], uint64_t *seed)
{
    static const char *const SYLLABLES[] = {"ka", "mo", "ham", "med", "ri", "sta", "lin", "go", "ou", "xi"};
    size_t at = 0;
    for (unsigned k = 0, n = 2 + next_random(seed) % 5; k < n; k++)
        at += (size_t)snprintf(name + at, 64 - at, "%s%s", SYLLABLES[next_random(seed) % ARRAY_LEN(SYLLABLES)],
                               k == 2 ? " " : "");
}

static void test_words_complete(void **state)
{
    struct index_test *t = *state;
    struct index_row rows[200];
    char(*names)[64] = calloc(ARRAY_LEN(rows), sizeof(*names));
    uint64_t seed = 42;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        invent_name(names[i], &seed);
        rows[i] = (struct index_row){"x", PARTY_PERSON, names[i], "", "", ""};
    }
    index_build_rows(t, rows, ARRAY_LEN(rows));
    uint8_t *counts = calloc(list_index_word_count(t->index), 1);
    for (int i = 0; i < 2000; i++) {
        char word[64] = "";
        unsigned edits = 1 + (unsigned)i % 3;
        const char *name = names[next_random(&seed) % ARRAY_LEN(rows)];
        memcpy(word, name, strcspn(name, " "));
        for (unsigned k = 0; k < edits; k++)
            damage(word, &seed);
        check_word(t, word, edits, counts);
    }
    free(counts);
    free(names);
}

/* ---- damage ---- */

static struct str read_index(struct index_test *t)
{
    struct str bytes;
    assert_ok(file_read(&t->arena, t->path, MIB, &bytes, &t->err));
    return bytes;
}

static int open_bytes(struct index_test *t, struct str bytes)
{
    struct list_index *index;
    assert_ok(file_replace(t->path, bytes, &t->err));
    int code = list_index_open(t->path, &index, &t->err);
    if (code == 0)
        list_index_close(&index);
    return code;
}

static void test_damage(void **state)
{
    struct index_test *t = *state;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    struct str whole = read_index(t);
    char *bytes = malloc(whole.n);
    memcpy(bytes, whole.p, whole.n);
    assert_int_equal(open_bytes(t, whole), 0);
    for (size_t cut = 0; cut < whole.n; cut += 37)
        assert_int_equal(open_bytes(t, str_sub(whole, 0, cut)), SEKI_E_CORRUPT);
    unsigned accepted = 0;
    for (size_t at = 0; at < whole.n; at += 11) {
        bytes[at] ^= 0x10;
        accepted += open_bytes(t, (struct str){bytes, whole.n}) == 0;
        bytes[at] ^= 0x10;
    }
    assert_in_range(accepted, 0, 8); /* only fill bytes between sections */
    bytes[8] ^= 1;
    assert_int_equal(open_bytes(t, (struct str){bytes, whole.n}), SEKI_E_UNSUPPORTED); /* version */
    free(bytes);
}

static void test_faults(void **state)
{
    struct index_test *t = *state;
    index_build_rows(t, ROWS, ARRAY_LEN(ROWS));
    struct str before = read_index(t);
    for (int kind = 0; kind < FAULT_KINDS; kind++)
        for (uint64_t k = 1;; k++) {
            struct list_index_writer *writer = NULL;
            struct party_record record = index_record(&t->arena, &ROWS[1]);
            fault_arm(kind, k, FAULT_ONCE);
            int code = list_index_writer_open(t->tools, t->path, STR("other"), STR_NULL, &writer, &t->err);
            if (code == 0)
                code = list_index_writer_add(writer, &record, &t->err);
            if (code == 0)
                code = list_index_writer_finish(&writer, &t->err);
            list_index_writer_drop(&writer);
            bool fired = fault_fired(kind);
            fault_clear();
            if (!fired) {
                assert_int_equal(code, 0);
                assert_int_equal(open_bytes(t, before), 0);
                break;
            }
            assert_true(code < 0);
            if (kind != FAULT_SYNC) /* a failed sync of the folder comes after the rename */
                assert_true(str_eq(before, read_index(t)));
            assert_int_equal(open_bytes(t, before), 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        INDEX_TEST(test_gives_back),      INDEX_TEST(test_finds_entries), INDEX_TEST(test_finds_contacts),
        INDEX_TEST(test_identifier_keys), INDEX_TEST(test_names),         INDEX_TEST(test_words_complete),
        INDEX_TEST(test_damage),          INDEX_TEST(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
