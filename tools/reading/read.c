/*
 * tools/reading/read.c - the dictionaries: enamdict and kanjidic (EDRDG), ipadic.
 *
 *   enamdict   山田 [やまだ] /(p,s) Yamada/
 *   kanjidic   山 3B33 U5c71 ... サン セン やま T1 さ やの {mountain}
 *   ipadic     山田,1290,1290,5212,名詞,固有名詞,人名,姓,*,*,山田,ヤマダ,ヤマダ
 */
#include "japanese.h"

#include "base/file.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

enum { FILE_MAX = 256 << 20, IPADIC_COST = 3, IPADIC_POS = 4, IPADIC_NAME = 6, IPADIC_READING = 11, BYTES_OF_HAN = 3 };

/* What a type of enamdict says about each role: places are often surnames, names that nobody sorted yet are mostly
 * given names. */
struct type_row {
    const char *type;
    float weights[READING_ROLES];
};

static const struct type_row TYPES[] = {
    {"s", {1, 0, 0.3F}},        {"f", {0, 1, 0.03F}}, {"m", {0, 1, 0.03F}}, {"g", {0, 1, 0.03F}},
    {"u", {0.25F, 0.5F, 0.1F}}, {"p", {0.1F, 0, 1}},  {"st", {0, 0, 1}},    {"c", {0, 0, 2}},
    {"o", {0, 0, 2}},           {"pr", {0, 0, 2}},    {"wk", {0, 0, 1}},
};

int read_euc(struct arena *arena, const char *path, struct str *ret_text, struct seki_err *err)
{
    struct str raw;
    UErrorCode status = U_ZERO_ERROR;
    TRY(file_read(arena, path, FILE_MAX, &raw, err));
    UChar *wide = ARENA_ARRAY(arena, raw.n + 1, UChar);
    char *text = arena_alloc(arena, raw.n * 3 + 1);
    TRY_MEM(wide && text, err);
    UConverter *converter = ucnv_open("EUC-JP", &status);
    int32_t n = ucnv_toUChars(converter, wide, (int32_t)raw.n + 1, raw.p, (int32_t)raw.n, &status);
    int32_t n_text = 0;
    u_strToUTF8(text, (int32_t)raw.n * 3 + 1, &n_text, wide, n, &status);
    ucnv_close(converter);
    if (U_FAILURE(status))
        return err_set(err, SEKI_E_INTERNAL, "%s: %s", path, u_errorName(status));
    *ret_text = (struct str){text, (size_t)n_text};
    return 0;
}

/* The sanitizers look at all that memmem may look at, which str_split calls; not so with memchr. */
static bool next_line(struct str *rest, struct str *ret_line)
{
    size_t end = str_find_char(*rest, '\n', 0);
    *ret_line = str_sub(*rest, 0, end);
    *rest = end == SIZE_MAX ? STR_NULL : str_from(*rest, end + 1);
    return ret_line->n > 0 || rest->n > 0;
}

int read_fold(struct making *making, struct str raw, struct str *ret_text, struct seki_err *err)
{
    return name_fold_letters(making->tools, making->arena, raw, ret_text, err);
}

int read_kana(struct making *making, struct str text, struct str *ret_kana, struct seki_err *err)
{
    char *kana = arena_alloc(making->arena, text.n + 1);
    size_t n = 0;
    TRY_MEM(kana, err);
    *ret_kana = STR_NULL;
    while (text.n) {
        uint32_t c = utf8_next(&text);
        if (c >= 0x30A1 && c <= 0x30F6)
            c -= 0x60; /* katakana to hiragana */
        if (c >= 0x3041 && c <= 0x3096)
            kana[n++] = (char)(c - JAPANESE_KANA_BASE);
        else if (c == 0x30FC && n)
            kana[n++] = JAPANESE_LONG;
        else if (c != 0x30FB)
            return 0;
    }
    if (n)
        *ret_kana = (struct str){kana, n};
    return 0;
}

static struct entry *find_entry(const struct making *making, struct str text, struct str kana)
{
    char key[256];
    if (text.n + kana.n + 1 > sizeof(key))
        return NULL;
    memcpy(key, text.p, text.n);
    key[text.n] = '\0';
    memcpy(key + text.n + 1, kana.p, kana.n);
    return map_get(&making->entries, (struct str){key, text.n + 1 + kana.n});
}

int read_add(struct making *making, struct str text, struct str kana, enum reading_role role, float weight,
             struct seki_err *err)
{
    struct entry *entry = find_entry(making, text, kana);
    if (!entry) {
        if (utf8_count(text) > JAPANESE_WORD_MAX || text.n == 0 || kana.n == 0)
            return 0;
        struct str key = arena_printf(making->arena, "%.*s%c%.*s", STR_ARG(text), 0, STR_ARG(kana));
        entry = ARENA_NEW(making->arena, struct entry);
        TRY_MEM(key.p && entry, err);
        *entry = (struct entry){str_sub(key, 0, text.n), str_from(key, text.n + 1), {0}};
        TRY_MEM(map_put(&making->entries, key, entry), err);
    }
    entry->weight[role] += weight;
    return 0;
}

static int add_weights(struct making *making, struct str text, struct str kana, const float weights[READING_ROLES],
                       struct seki_err *err)
{
    for (int role = 0; role < READING_ROLES; role++)
        if (weights[role] > 0)
            TRY(read_add(making, text, kana, (enum reading_role)role, weights[role], err));
    return 0;
}

/* ---- enamdict ---- */

struct full_name {
    struct str text, kana;
};

struct full_names {
    struct full_name *v;
    size_t n, cap;
};

/* Where family and given name meet in a full name: where both sides are known as such. 0 = nowhere. */
static size_t split_full(const struct making *making, const struct full_name *full, size_t *ret_kana)
{
    float best = 0;
    size_t at = 0;
    struct str rest = full->text;
    while (rest.n) {
        (void)utf8_next(&rest);
        size_t i = full->text.n - rest.n;
        for (size_t j = i / BYTES_OF_HAN; rest.n && j < full->kana.n; j++) {
            const struct entry *family = find_entry(making, str_sub(full->text, 0, i), str_sub(full->kana, 0, j));
            const struct entry *given = family ? find_entry(making, rest, str_from(full->kana, j)) : NULL;
            float fit = given ? family->weight[READING_FAMILY] * given->weight[READING_GIVEN] : 0;
            if (fit > best) {
                best = fit;
                at = i;
                *ret_kana = j;
            }
        }
    }
    return at;
}

static int add_full_names(struct making *making, const struct full_names *names, struct seki_err *err)
{
    for (size_t i = 0; i < names->n; i++) {
        const struct full_name *full = &names->v[i];
        size_t j = 0, at = split_full(making, full, &j);
        if (at == 0)
            continue;
        TRY(read_add(making, str_sub(full->text, 0, at), str_sub(full->kana, 0, j), READING_FAMILY, 1, err));
        TRY(read_add(making, str_from(full->text, at), str_from(full->kana, j), READING_GIVEN, 1, err));
    }
    return 0;
}

static void add_types(struct str types, float weights[READING_ROLES])
{
    struct str type;
    while (str_split(&types, STR(","), &type))
        for (size_t i = 0; i < ARRAY_LEN(TYPES); i++)
            for (int role = 0; str_eq(type, str_c(TYPES[i].type)) && role < READING_ROLES; role++)
                weights[role] += TYPES[i].weights[role];
}

/* Is it written in hiragana alone? Katakana are names from abroad. */
static bool is_hiragana(struct str text)
{
    while (text.n) {
        uint32_t c = utf8_next(&text);
        if (c < 0x3041 || c > 0x3096)
            return false;
    }
    return true;
}

static int take_name(struct making *making, struct str line, struct full_names *full, struct seki_err *err)
{
    struct str head, types, raw, reading, text, kana;
    float weights[READING_ROLES] = {0};
    if (!str_split(&line, STR(" /("), &head) || !line.p || !str_split(&line, STR(")"), &types) ||
        !str_split(&head, STR(" ["), &raw))
        return 0;
    if (!head.p && !is_hiragana(raw))
        return 0;
    reading = head.p ? str_sub(head, 0, head.n - 1) : raw;
    TRY(read_kana(making, reading, &kana, err));
    if (!kana.p)
        return 0;
    TRY(read_fold(making, raw, &text, err));
    if (str_eq(types, STR("h"))) {
        TRY_MEM(ARENA_PUSH(making->arena, full, ((struct full_name){text, kana})), err);
        return 0;
    }
    add_types(types, weights);
    return add_weights(making, text, kana, weights, err);
}

int read_enamdict(struct making *making, const char *path, struct seki_err *err)
{
    struct str rest, line;
    struct full_names full = {0};
    TRY(read_euc(making->arena, path, &rest, err));
    while (next_line(&rest, &line))
        TRY(take_name(making, line, &full, err));
    return add_full_names(making, &full, err);
}

/* ---- kanjidic ---- */

/* On, kun and nanori; of a kun reading the stem, and the whole as some names are read. */
static int take_reading(struct making *making, uint32_t c, struct str reading, bool is_nanori, struct seki_err *err)
{
    struct str parts[2] = {STR_NULL, STR_NULL}, kana;
    while (str_starts(reading, STR("-")))
        reading = str_from(reading, 1);
    while (str_ends(reading, STR("-")))
        reading.n--;
    size_t dot = str_find_char(reading, '.', 0);
    parts[0] = str_sub(reading, 0, dot);
    if (dot != SIZE_MAX)
        parts[1] = arena_printf(making->arena, "%.*s%.*s", STR_ARG(parts[0]), STR_ARG(str_from(reading, dot + 1)));
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (parts[i].n == 0)
            continue;
        TRY(read_kana(making, parts[i], &kana, err));
        if (kana.p)
            TRY(chars_add(making, c, kana, i ? 0.2F : is_nanori ? 0.5F : 1, err));
    }
    return 0;
}

static int take_char(struct making *making, struct str line, struct seki_err *err)
{
    struct str word, folded;
    bool is_nanori = false;
    if (!str_split(&line, STR(" "), &word))
        return 0;
    TRY(read_fold(making, word, &folded, err));
    uint32_t c = folded.n ? utf8_next(&folded) : 0;
    while (c >= 0x3000 && str_split(&line, STR(" "), &word) && !str_eq(word, STR("T2"))) {
        is_nanori |= str_eq(word, STR("T1"));
        if (word.n && ((unsigned char)word.p[0] >= 0xE3 || word.p[0] == '-'))
            TRY(take_reading(making, c, word, is_nanori, err));
    }
    return 0;
}

int read_kanjidic(struct making *making, const char *path, struct seki_err *err)
{
    struct str rest, line;
    TRY(read_euc(making->arena, path, &rest, err));
    while (next_line(&rest, &line))
        if (!str_starts(line, STR("#")))
            TRY(take_char(making, line, err));
    return 0;
}

/* ---- ipadic ---- */

/* The costs of ipadic are logarithms of how rare a word is, scaled by 800 or so; 8000 is a word that is met once. */
static float weight_of(uint64_t cost)
{
    return expf((8000 - (float)cost) / 800);
}

static int take_word(struct making *making, struct str line, struct seki_err *err)
{
    struct str fields[IPADIC_READING + 1], text, kana;
    uint64_t cost;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        if (!str_split(&line, STR(","), &fields[i]))
            return 0;
    if (!str_to_u64(fields[IPADIC_COST], &cost))
        return 0;
    TRY(read_kana(making, fields[IPADIC_READING], &kana, err));
    TRY(read_fold(making, fields[0], &text, err));
    if (!kana.p)
        return 0;
    float weight = weight_of(cost);
    bool is_person = str_eq(fields[IPADIC_NAME], STR("人名"));
    bool is_family = is_person && str_eq(fields[IPADIC_NAME + 1], STR("姓"));
    bool is_given = is_person && str_eq(fields[IPADIC_NAME + 1], STR("名"));
    const float weights[READING_ROLES] = {is_family ? weight : 0, is_given ? weight : 0,
                                          is_given    ? weight * 0.1F
                                          : is_family ? weight * 0.3F
                                                      : weight};
    return add_weights(making, text, kana, weights, err);
}

int read_ipadic(struct making *making, const char *path, struct seki_err *err)
{
    struct str rest, line;
    TRY(read_euc(making->arena, path, &rest, err));
    while (next_line(&rest, &line))
        TRY(take_word(making, line, err));
    return 0;
}
