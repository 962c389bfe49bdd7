/*
 * tools/reading/learn.c - how often each character is read how, counted in the names themselves.
 *
 *   山田 やまだ  ──>  山 やま (family, first), 田 だ (family, last)
 *
 * HOW IT WORKS. Each entry is cut so that its characters share out its kana in the likeliest way (dynamic programming);
 * what each character got is counted; with the counts the likeliest way is looked for anew (hard expectation
 * maximisation, a few rounds). It begins with the readings of a dictionary of characters and their usual changes inside
 * words (か ──> が, いち ──> いっ). What no dictionary has may be learned if several words agree on it.
 */
#include "japanese.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, NAME_CHARS = JAPANESE_WORD_MAX, NAME_KANA = 24, NEW_KANA = 4, HAN = 0x3400 };

static const float CHANGED = 0.2F, AGREED = 3, NEW_BITS = 9, NEW_BITS_KANA = 2.5F, IMPOSSIBLE = 1e9F;

/* A character: its readings, and sums over them. */
struct char_seen {
    struct {
        struct unit *v;
        size_t n, cap;
    } units;
    struct {
        uint64_t *v;
        size_t n, cap;
    } codes; /* of the readings, in the same order; apart, for they are what is looked through */
    float n[READING_ROLES][JAPANESE_PLACES];
    float role[READING_ROLES], all, prior;
};

enum { CHARS_END = 0x323B0 };

struct chars {
    struct char_seen **seen; /* by code point */
    struct arena *arena;
};

int chars_init(struct making *making, struct seki_err *err)
{
    making->chars = ARENA_NEW(making->arena, struct chars);
    TRY_MEM(making->chars, err);
    making->chars->arena = making->arena;
    making->chars->seen = ARENA_ARRAY(making->arena, CHARS_END, struct char_seen *);
    TRY_MEM(making->chars->seen, err);
    return 0;
}

static struct char_seen *seen_of(const struct chars *chars, uint32_t c)
{
    return c < CHARS_END ? chars->seen[c] : NULL;
}

/* At most eight kana as one number. */
static uint64_t code_of(struct str kana)
{
    uint64_t code = 0;
    for (size_t i = 0; i < kana.n; i++)
        code = code << 8 | (unsigned char)kana.p[i];
    return code;
}

static struct unit *find_unit(const struct chars *chars, uint32_t c, uint64_t code)
{
    const struct char_seen *seen = seen_of(chars, c);
    for (size_t i = 0; seen && i < seen->codes.n; i++)
        if (seen->codes.v[i] == code)
            return &seen->units.v[i];
    return NULL;
}

/* Of a reading that no dictionary has. Kana are read as they are written, へ and ケ sometimes not. */
static float fresh_cost(const struct unit *unit)
{
    return unit->c < HAN ? 1 : NEW_BITS + NEW_BITS_KANA * (float)unit->kana.n;
}

/* The unit of a character and a reading, made if it is not there; it moves with the next one that is made. NULL without
 * memory. */
static struct unit *make_unit(struct chars *chars, uint32_t c, struct str kana)
{
    uint64_t code = code_of(kana);
    struct unit *found = find_unit(chars, c, code);
    if (found || c >= CHARS_END)
        return found;
    if (!chars->seen[c])
        chars->seen[c] = ARENA_NEW(chars->arena, struct char_seen);
    struct char_seen *seen = chars->seen[c];
    struct unit unit = {.c = c, .kana = arena_str(chars->arena, kana)};
    if (!seen || !unit.kana.p)
        return NULL;
    for (int role = 0; role < READING_ROLES; role++)
        unit.cost[role] = fresh_cost(&unit);
    if (!ARENA_PUSH(chars->arena, &seen->codes, code) || !ARENA_PUSH(chars->arena, &seen->units, unit))
        return NULL;
    return &seen->units.v[seen->units.n - 1];
}

/* か ──> が, は ──> ば; 0 if the kana has no voiced form. */
static char voiced(char code)
{
    unsigned c = (unsigned char)code + JAPANESE_KANA_BASE;
    bool is_early = c >= 0x304B && c <= 0x3061 && (c & 1); /* か .. ち */
    bool is_late = c == 0x3064 || c == 0x3066 || c == 0x3068 || (c >= 0x306F && c <= 0x307B && (c - 0x306F) % 3 == 0);
    return is_early || is_late ? (char)(code + 1) : '\0';
}

static char half_voiced(char code)
{
    unsigned c = (unsigned char)code + JAPANESE_KANA_BASE;
    return c >= 0x306F && c <= 0x307B && (c - 0x306F) % 3 == 0 ? (char)(code + 2) : '\0';
}

static bool may_double(char code)
{
    unsigned c = (unsigned char)code + JAPANESE_KANA_BASE;
    return c == 0x3061 || c == 0x3064 || c == 0x304D || c == 0x304F; /* ち つ き く */
}

static int add_prior(struct making *making, uint32_t c, struct str kana, float prior, struct seki_err *err)
{
    struct unit *unit = make_unit(making->chars, c, kana);
    TRY_MEM(unit, err);
    if (prior > unit->prior)
        unit->prior = prior;
    return 0;
}

int chars_add(struct making *making, uint32_t c, struct str kana, float prior, struct seki_err *err)
{
    char changed[NAME_KANA];
    if (kana.n == 0 || kana.n > JAPANESE_CHAR_KANA)
        return 0;
    TRY(add_prior(making, c, kana, prior, err));
    const char firsts[] = {voiced(kana.p[0]), half_voiced(kana.p[0]), kana.p[0]};
    bool doubles = kana.n > 1 && may_double(kana.p[kana.n - 1]);
    for (size_t i = 0; i < ARRAY_LEN(firsts); i++) {
        if (!firsts[i])
            continue;
        memcpy(changed, kana.p, kana.n);
        changed[0] = firsts[i];
        TRY(add_prior(making, c, (struct str){changed, kana.n}, prior * CHANGED, err));
        changed[kana.n - 1] = 0x3063 - JAPANESE_KANA_BASE; /* っ */
        if (doubles)
            TRY(add_prior(making, c, (struct str){changed, kana.n}, prior * CHANGED, err));
    }
    return 0;
}

/* ---- the likeliest cut of one entry ---- */

struct step {
    float cost;
    int from; /* kana before this character */
};

struct cutting {
    const struct making *making;
    uint32_t c[NAME_CHARS];
    size_t n;
    struct str kana;
    enum reading_role role;
    struct step steps[NAME_CHARS + 1][NAME_KANA + 1];
};

/* Kana that is written in full size: ゃ ──> や, ヵ ──> か. */
static uint32_t full_size(char code)
{
    static const char SMALL[] = "\x01\x03\x05\x07\x09\x23\x43\x45\x47\x4e";
    uint32_t c = (unsigned char)code;
    if (strchr(SMALL, code))
        c++;
    else if (c == 0x55)
        c = 0x0B;
    else if (c == 0x56)
        c = 0x11;
    return c + JAPANESE_KANA_BASE;
}

static float cost_of(const struct cutting *cut, size_t i, uint64_t code, size_t n)
{
    const struct unit *unit = find_unit(cut->making->chars, cut->c[i], code);
    if (unit)
        return unit->cost[cut->role];
    if (cut->c[i] < HAN)
        return n == 1 && full_size((char)code) == cut->c[i] ? 1 : IMPOSSIBLE;
    return n <= NEW_KANA ? NEW_BITS + NEW_BITS_KANA * (float)n : IMPOSSIBLE;
}

/* The character reads `least` to `most` kana behind `from`. */
static void try_steps(struct cutting *cut, size_t i, size_t from, size_t least, size_t most)
{
    uint64_t code = 0;
    for (size_t n = 1; n <= most && n <= JAPANESE_CHAR_KANA; n++) {
        code = code << 8 | (unsigned char)cut->kana.p[from + n - 1];
        if (n < least)
            continue;
        float cost = cut->steps[i][from].cost + cost_of(cut, i, code, n);
        struct step *to = &cut->steps[i + 1][from + n];
        if (cost < to->cost)
            *to = (struct step){cost, (int)from};
    }
}

/* False if there is no way. */
static bool cut_entry(struct cutting *cut)
{
    for (size_t i = 0; i <= cut->n; i++)
        for (size_t j = 0; j <= cut->kana.n; j++)
            cut->steps[i][j].cost = i + j == 0 ? 0 : IMPOSSIBLE;
    for (size_t i = 0; i < cut->n; i++) {
        size_t left = cut->n - i - 1; /* characters behind, each wants a kana */
        for (size_t from = i; from + left < cut->kana.n; from++) {
            size_t most = cut->kana.n - from - left;
            if (cut->steps[i][from].cost < IMPOSSIBLE)
                try_steps(cut, i, from, left ? 1 : most, most);
        }
    }
    return cut->steps[cut->n][cut->kana.n].cost < IMPOSSIBLE;
}

static enum japanese_place place_of(size_t i, size_t n)
{
    return n == 1 ? JAPANESE_ONLY : i == 0 ? JAPANESE_FIRST : i + 1 == n ? JAPANESE_LAST : JAPANESE_INNER;
}

static int count_cut(struct cutting *cut, const bool roles[READING_ROLES], struct seki_err *err)
{
    size_t to = cut->kana.n;
    for (size_t i = cut->n; i-- > 0;) {
        size_t from = (size_t)cut->steps[i + 1][to].from;
        struct unit *unit = make_unit(cut->making->chars, cut->c[i], str_sub(cut->kana, from, to - from));
        TRY_MEM(unit, err);
        for (int role = 0; role < READING_ROLES; role++)
            unit->n[role][place_of(i, cut->n)] += roles[role];
        to = from;
    }
    return 0;
}

/* ---- rounds ---- */

static float sum_of(const float n[JAPANESE_PLACES])
{
    return n[0] + n[1] + n[2] + n[3];
}

static float all_of(const struct unit *unit)
{
    return sum_of(unit->n[0]) + sum_of(unit->n[1]) + sum_of(unit->n[2]);
}

static void sum_up(struct char_seen *seen)
{
    memset(seen->n, 0, sizeof(seen->n));
    memset(seen->role, 0, sizeof(seen->role));
    seen->all = seen->prior = 0;
    for (size_t i = 0; i < seen->units.n; i++) {
        const struct unit *unit = &seen->units.v[i];
        seen->prior += unit->prior;
        seen->all += all_of(unit);
        for (int role = 0; role < READING_ROLES; role++) {
            seen->role[role] += sum_of(unit->n[role]);
            for (int place = 0; place < JAPANESE_PLACES; place++)
                seen->n[role][place] += unit->n[role][place];
        }
    }
}

/* Share of a reading among those of its character: what the role says, backed by all roles, backed by the dictionary.
 */
static float share_of(const struct unit *unit, const struct char_seen *seen, enum reading_role role)
{
    enum { BY_PRIOR = 2, BY_ALL = 4 };
    float prior = seen->prior > 0 ? unit->prior / seen->prior : 0;
    float any = (all_of(unit) + BY_PRIOR * prior) / (seen->all + BY_PRIOR);
    return (sum_of(unit->n[role]) + BY_ALL * any) / (seen->role[role] + BY_ALL);
}

/* A reading that no dictionary has stays only if enough words agree on it. */
static void forget_rare(struct char_seen *seen)
{
    size_t n = 0;
    for (size_t i = 0; i < seen->units.n; i++)
        if (seen->units.v[i].prior > 0 || all_of(&seen->units.v[i]) >= AGREED) {
            seen->codes.v[n] = seen->codes.v[i];
            seen->units.v[n++] = seen->units.v[i];
        }
    seen->units.n = seen->codes.n = n;
}

static void set_costs(struct char_seen *seen)
{
    forget_rare(seen);
    sum_up(seen);
    for (size_t i = 0; i < seen->units.n; i++) {
        struct unit *unit = &seen->units.v[i];
        for (int role = 0; role < READING_ROLES; role++) {
            float share = share_of(unit, seen, (enum reading_role)role), fresh = fresh_cost(unit);
            unit->cost[role] = share > 0 ? -log2f(share) : fresh;
            if (unit->prior <= 0 && unit->cost[role] > fresh)
                unit->cost[role] = fresh;
        }
    }
}

static bool prepare(struct cutting *cut, const struct entry *entry)
{
    struct str rest = entry->text;
    cut->kana = entry->kana;
    for (cut->n = 0; rest.n && cut->n < NAME_CHARS; cut->n++)
        cut->c[cut->n] = utf8_next(&rest);
    return rest.n == 0 && cut->n && cut->n <= cut->kana.n && cut->kana.n <= NAME_KANA;
}

/* The entry is cut for the role that it has most, and counted for all of its roles. */
static int count_entry(struct cutting *cut, const struct entry *entry, struct seki_err *err)
{
    static const float LEAST[READING_ROLES] = {0.2F, 0.2F, 0.25F}; /* weight that makes an entry one of the role */
    bool roles[READING_ROLES];
    cut->role = READING_FAMILY;
    for (int role = 0; role < READING_ROLES; role++) {
        roles[role] = entry->weight[role] >= LEAST[role];
        if (entry->weight[role] > entry->weight[cut->role])
            cut->role = (enum reading_role)role;
    }
    return prepare(cut, entry) && cut_entry(cut) ? count_cut(cut, roles, err) : 0;
}

static void start_round(struct char_seen *seen)
{
    set_costs(seen);
    for (size_t i = 0; i < seen->units.n; i++)
        memset(seen->units.v[i].n, 0, sizeof(seen->units.v[i].n));
}

int chars_learn(struct making *making, struct seki_err *err)
{
    const struct chars *chars = making->chars;
    struct cutting cut = {.making = making};
    for (int round = 0; round <= ROUNDS; round++) {
        for (uint32_t c = 0; c < CHARS_END; c++)
            if (chars->seen[c])
                (round < ROUNDS ? start_round : set_costs)(chars->seen[c]);
        for (size_t i = 0; round < ROUNDS && i < making->entries.n; i++)
            TRY(count_entry(&cut, making->entries.v[i].value, err));
    }
    return 0;
}

/* ---- what was learned ---- */

static int by_kana(const void *a, const void *b)
{
    return str_cmp(((const struct unit *)a)->kana, ((const struct unit *)b)->kana);
}

const struct unit **chars_sorted(struct making *making, size_t *ret_n, struct seki_err *err)
{
    struct {
        const struct unit **v;
        size_t n, cap;
    } list = {0};
    for (uint32_t c = 0; c < CHARS_END; c++) { /* UTF-8 has the order of code points */
        struct char_seen *seen = making->chars->seen[c];
        if (seen && seen->units.n) /* codes are not needed any more */
            qsort(seen->units.v, seen->units.n, sizeof(*seen->units.v), by_kana);
        for (size_t i = 0; seen && i < seen->units.n; i++)
            if (!ARENA_PUSH(making->arena, &list, &seen->units.v[i])) {
                (void)err_oom(err);
                return NULL;
            }
    }
    *ret_n = list.n;
    return list.v;
}

float chars_seen(const struct making *making, uint32_t c, enum reading_role role, enum japanese_place place)
{
    const struct char_seen *seen = seen_of(making->chars, c);
    return seen ? seen->n[role][place] : 0;
}
