/* Scripts that are read letter by letter: renderings, keys and how alike two words are. */
#include "reading_test.h"

static const struct {
    const char *name, *latin;
    bool is_person, fits;
} CASES[] = {
    /* Cyrillic: habits of Russian, German, French and passport offices */
    {"Юрий Жуков", "Yuri Zhukov", true, true},
    {"Юрий Жуков", "Jurij Shukow", true, true},
    {"Юрий Жуков", "Iouri Joukov", true, true},
    {"Юрий Жуков", "Yuri Zhigulin", true, false},
    {"Алексей Щербаков", "Aleksey Shcherbakov", true, true},
    {"Алексей Щербаков", "Alexei Scherbakow", true, true},
    {"Михаил Хрящёв", "Mikhail Khryashchev", true, true},
    {"Михаил Хрящёв", "Michail Hryashchyov", true, true},
    {"Марина Цветкова", "Marina Zwetkowa", true, true},
    {"Марина Цветкова", "Maryana Tsvetkova", true, true},
    {"Григорій Ганжа", "Hryhorii Hanzha", true, true},
    {"Григорій Ганжа", "Grigory Ganzha", true, true},
    {"Володимир Костюк", "Vladimir Kostyuk", true, true},
    {"Уладзімір Сцяпанавіч", "Vladimir Stepanovich", true, true},
    {"Живко Ђорђевић", "Zivko Djordjevic", true, true},
    {"Щерю Ъглов", "Shteryu Aglov", true, true},
    {"Нұрсұлтан Қасымов", "Nursultan Kasymov", true, true},
    {"Леонiд Чернов", "Leonid Chernov", true, true}, /* a Latin i */
    /* Arabic, Persian, Urdu, Pashto */
    {"محمد حسن", "Mohamed Hassan", true, true},
    {"محمد حسن", "Mohammad Hussein", true, false},
    {"محمد حسن", "Mahmoud Hassan", true, false},
    {"عمر القاضي", "Omar al-Qadi", true, true},
    {"عمر القاضي", "Umar Elkadhi", true, true},
    {"عمر القاضي", "Amer al Qadi", true, false},
    {"جمال عبد الناصر", "Gamal Abdel Nasser", true, true},
    {"جمال عبد الناصر", "Jamal Abdulnasir", true, true},
    {"جمال عبد الناصر", "Djamal Abd al-Nasir", true, true},
    {"عبد الرحمن الشامي", "Abdurrahman Ashshami", true, true},
    {"عبدالرحمن نوري", "Abdul Rahman Nouri", true, true},
    {"عبد الله بن يحيى", "Abdullah bin Yahya", true, true},
    {"عزیز الرحمان", "Azizurrahman", true, true},
    {"سيف الدين خالد", "Saifuddin Khaled", true, true},
    {"سيف الدين خالد", "Seif al-Din Khalid", true, true},
    {"رحمت الله گل", "Rahmatullah Gul", true, true},
    {"رضا پژمان", "Reza Pezhman", true, true},
    {"داود جوادی", "Davoud Javadi", true, true},
    {"هيئة التحرير", "Hayat al-Tahrir", false, true},
    /* Hebrew */
    {"יוסף כהן", "Yosef Cohen", true, true},
    {"חיים לוי", "Chaim Levy", true, true},
    {"חיים לוי", "Haim Levi", true, true},
    {"צבי פרידמן", "Tzvi Friedman", true, true},
    {"צבי פרידמן", "Zohar Friedman", true, false},
    /* Greek, Armenian, Georgian */
    {"Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos", true, true},
    {"Χρήστος Μπακογιάννης", "Christos Bakogiannis", true, true},
    {"Ευάγγελος Ντόκος", "Evangelos Dokos", true, true},
    {"Գրիգոր Պետրոսյան", "Grigor Petrosyan", true, true},
    {"Հակոբ Պետրոսյան", "Hagop Bedrossian", true, true},
    {"გიორგი ბერიძე", "Giorgi Beridze", true, true},
    {"ლევან ჯაფარიძე", "Levan Japaridze", true, true},
    /* India, Thailand */
    {"राजेश कुमार", "Rajesh Kumar", true, true},
    {"রহমান চৌধুরী", "Rahman Chowdhury", true, true},
    {"முருகன் செல்வம்", "Murugan Selvam", true, true},
    {"สมชาย", "Somchai", true, true},
    /* kana of foreign names */
    {"アブドゥル・ラフマン", "Abdul Rahman", true, true},
    {"アナトーリー・ヴォロビヨフ", "Anatoly Vorobyov", true, true},
    {"ムハンマド・ハッダード", "Mohamad Haddad", true, true},
    {"ウラジーミル・チホノフ", "Vladimir Tikhonov", true, true},
    {"アフメド・サーニー", "Ahmed Thani", true, true},
    {"アフメド・サーニー", "Hamid Zayn", true, false},
};

static void test_cases(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++)
        if (reading_test_is(*state, CASES[i].name, CASES[i].latin, CASES[i].is_person) != CASES[i].fits)
            fail_msg("%s / %s: not %d", CASES[i].name, CASES[i].latin, CASES[i].fits);
}

/* A spelling of this room against a Latin word: from .. to. */
static const struct {
    const char *spelling, *latin;
    double from, to;
} ALIKE[] = {
    {"marina", "marina", 1, 1},
    {"marina", "marianna", 0.5, 0.9},
    {"sergei", "sergey", 0.95, 1},
    {"sergei", "sara", 0, 0},
    {"muhammad", "mohamed", 0.9, 1},
    {"muhammad", "mahmud", 0.5, 0.75},
    {"zhukov", "joukov", 0.95, 1},
    {"khabarov", "habarov", 0.95, 1},
    {"petr", "peter", 0.85, 0.95},
    {"*mhmwd", "mahmoud", 0.95, 1},
    {"*hsn", "hassan", 0.95, 1},
    {"*hsn", "hussein", 0.5, 0.9},
    {"*jmal", "gamal", 0.95, 1},
    {"*jmal", "jamil", 0.5, 0.9},
    {"*slym", "salam", 0.5, 0.9},
    {"+muhanmado", "mohamed", 0.85, 1},
    {"+muhanmado", "mahmud", 0.5, 0.8},
    {"+suzuki", "sasaki", 0.4, 0.75},
    {"+arekusandoru", "alexander", 0.9, 1},
    {"*", "a", 0, 0},
    {"a1", "a2", 0, 0},
    {"a1", "a1", 1, 1},
};

static double likeness(const char *spelling, const char *latin)
{
    char reading[64];
    enum reading_way way;
    (void)snprintf(reading, sizeof(reading), "x=l%s|", spelling);
    return reading_likeness(str_c(reading), str_c(latin), false, &way);
}

static void test_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ALIKE); i++) {
        double is = likeness(ALIKE[i].spelling, ALIKE[i].latin);
        if (is < ALIKE[i].from || is > ALIKE[i].to)
            fail_msg("%s / %s: %f", ALIKE[i].spelling, ALIKE[i].latin, is);
    }
}

enum { SEEN = 64 };

struct seen {
    char keys[SEEN][READING_KEY_BYTES + 2];
    size_t n;
};

static bool see(void *ctx, struct str key)
{
    struct seen *seen = ctx;
    assert_true(seen->n < SEEN && key.n <= READING_KEY_BYTES + 1);
    memcpy(seen->keys[seen->n], key.p, key.n);
    seen->keys[seen->n++][key.n] = '\0';
    return true;
}

static bool shares(const struct seen *a, const struct seen *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (strcmp(a->keys[i], b->keys[k]) == 0)
                return true;
    return false;
}

/* A word of letters that are often two things; the same for the same number. */
static void make_word(unsigned number, char *ret)
{
    static const char *const PARTS[] = {"ch", "a", "kh", "j",   "th", "c",  "x",  "e",
                                        "g",  "i", "w",  "sch", "dh", "ts", "ng", "o"};
    for (int i = 0; i < 5; i++, number /= 16) {
        const char *part = PARTS[number % 16];
        memcpy(ret, part, strlen(part) + 1);
        ret += strlen(part);
    }
}

/* What is alike shares a key, in both directions, and no Latin word has too many. */
static void test_keys_agree(void **state)
{
    enum { WORDS = 20000, STEP = 7919, LATIN_KEYS = 8 + 2 };
    static struct seen a, b;
    char spelling[64], latin[64], reading[80];
    unsigned n_alike = 0;
    (void)state;
    for (unsigned i = 0; i < WORDS; i++) {
        enum reading_way way;
        make_word(i * STEP, spelling + 1);
        make_word(i % 2 ? i * STEP : i * STEP + 16 * (i % 97), latin);
        spelling[0] = "*+"[i % 2];
        (void)snprintf(reading, sizeof(reading), "x=l%s|", spelling);
        a.n = b.n = 0;
        reading_keys(str_c(reading), true, see, &a);
        reading_keys(str_c(latin), false, see, &b);
        bool is_alike = reading_likeness(str_c(reading), str_c(latin), false, &way) > 0;
        n_alike += is_alike;
        if (b.n > LATIN_KEYS || (is_alike && !shares(&a, &b)))
            fail_msg("%s / %s: %d, %zu keys", reading, latin, is_alike, b.n);
    }
    assert_true(n_alike > WORDS / 4 && n_alike < WORDS);
}

/* The same from both sides, and a word is itself. */
static void test_readings(void **state)
{
    static const char *const WORDS[] = {"x=l*mhmd|", "y=lmuhammad|", "z=l+muhanmado|", "v=lzhukov|", "w=l*'bd'lrhmn|"};
    enum reading_way way;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(WORDS); i++)
        for (size_t k = 0; k < ARRAY_LEN(WORDS); k++) {
            double there = reading_likeness(str_c(WORDS[i]), str_c(WORDS[k]), true, &way);
            double back = reading_likeness(str_c(WORDS[k]), str_c(WORDS[i]), true, &way);
            assert_true(there == back);
            assert_true(i != k || there == 1);
            assert_true((there > 0.8) == (i == k || (i < 3 && k < 3)));
        }
    assert_true(str_eq(reading_first(str_c(WORDS[0])), STR("mhmd")));
    assert_true(str_eq(reading_first(str_c(WORDS[2])), STR("muhanmado")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cases, reading_test_open, reading_test_close),
        cmocka_unit_test(test_alike), cmocka_unit_test(test_keys_agree), cmocka_unit_test(test_readings)};
    return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
