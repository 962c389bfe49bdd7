/* tools/reading/pack.c - the table as src/reading/japanese_int.h describes it. */
#include "japanese.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 64 << 20, SOURCE_MAX = 4096 };

/* Counts that every character has anyway, and readings that are rarer than this among those of a character are left
 * out. */
static const float UNSEEN = 0.2F, BACKED = 4, RAREST_BITS = 11;

static uint8_t cost_of(float share)
{
    float cost = share > 0 ? -log2f(share) * JAPANESE_UNIT : JAPANESE_NEVER;
    return cost < 0 ? 0 : cost > JAPANESE_NEVER - 1 ? JAPANESE_NEVER - 1 : (uint8_t)lroundf(cost);
}

static void add_kana(struct buf *buf, struct str kana)
{
    buf_add(buf, str_sub(kana, 0, kana.n - 1));
    buf_addc(buf, (char)((unsigned char)kana.p[kana.n - 1] | JAPANESE_END));
}

static void add_number(struct buf *buf, uint32_t value)
{
    buf_add(buf, (struct str){(const char *)&value, sizeof(value)});
}

/* ---- words ---- */

static int by_text(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
    int order = str_cmp(x->text, y->text);
    return order ? order : str_cmp(x->kana, y->kana);
}

struct packing {
    struct making *making;
    struct buf offsets, bytes;
    float total[READING_ROLES];
    uint32_t n;
};

static void add_entry(struct packing *pack, const struct entry *entry, bool is_last)
{
    unsigned flags = is_last ? JAPANESE_END : 0;
    for (int role = 0; role < READING_ROLES; role++)
        flags |= entry->weight[role] > 0 ? 1U << role : 0;
    buf_addc(&pack->bytes, (char)flags);
    for (int role = 0; role < READING_ROLES; role++)
        if (entry->weight[role] > 0)
            buf_addc(&pack->bytes, (char)cost_of(entry->weight[role] / pack->total[role]));
    add_kana(&pack->bytes, entry->kana);
}

static int add_words(struct packing *pack, struct seki_err *err)
{
    const struct map *entries = &pack->making->entries;
    struct entry **v = ARENA_ARRAY(pack->making->arena, entries->n + 1, struct entry *);
    TRY_MEM(v, err);
    for (size_t i = 0; i < entries->n; i++) {
        v[i] = entries->v[i].value;
        for (int role = 0; role < READING_ROLES; role++)
            pack->total[role] += v[i]->weight[role];
    }
    qsort(v, entries->n, sizeof(*v), by_text);
    for (size_t i = 0; i < entries->n; i++) {
        bool is_new = i == 0 || !str_eq(v[i]->text, v[i - 1]->text);
        bool is_last = i + 1 == entries->n || !str_eq(v[i]->text, v[i + 1]->text);
        if (is_new) {
            add_number(&pack->offsets, (uint32_t)pack->bytes.n);
            buf_addc(&pack->bytes, (char)v[i]->text.n);
            buf_add(&pack->bytes, v[i]->text);
            pack->n++;
        }
        add_entry(pack, v[i], is_last);
    }
    return 0;
}

/* ---- characters ---- */

struct totals {
    float n[READING_ROLES][JAPANESE_PLACES];
};

static void sum_up(const struct unit *const *units, size_t n, struct totals *ret)
{
    for (size_t i = 0; i < n; i++)
        for (int role = 0; role < READING_ROLES; role++)
            for (int place = 0; place < JAPANESE_PLACES; place++)
                ret->n[role][place] += units[i]->n[role][place];
}

/* Cost of meeting the character with this reading at the place of a piece of the role. */
static uint8_t unit_cost(const struct packing *pack, const struct totals *totals, const struct unit *unit,
                         enum reading_role role, enum japanese_place place)
{
    float seen = chars_seen(pack->making, unit->c, role, place);
    float bits = -log2f((unit->n[role][place] + BACKED * exp2f(-unit->cost[role])) / (seen + BACKED));
    if (bits > RAREST_BITS)
        return JAPANESE_NEVER;
    bits -= log2f((seen + UNSEEN) / (totals->n[role][place] + 1000));
    float cost = bits * JAPANESE_UNIT;
    return cost > JAPANESE_NEVER - 1 ? JAPANESE_NEVER - 1 : (uint8_t)lroundf(cost);
}

static void add_unit(struct packing *pack, const struct totals *totals, const struct unit *unit, bool is_last)
{
    uint16_t flags = is_last ? 0x8000 : 0;
    uint8_t costs[READING_ROLES * JAPANESE_PLACES];
    size_t n = 0;
    for (int role = 0; role < READING_ROLES; role++)
        for (int place = 0; place < JAPANESE_PLACES; place++) {
            uint8_t cost = unit_cost(pack, totals, unit, (enum reading_role)role, (enum japanese_place)place);
            if (cost == JAPANESE_NEVER)
                continue;
            flags |= (uint16_t)(1U << (role * JAPANESE_PLACES + place));
            costs[n++] = cost;
        }
    buf_add(&pack->bytes, (struct str){(const char *)&flags, sizeof(flags)});
    buf_add(&pack->bytes, (struct str){(const char *)costs, n});
    add_kana(&pack->bytes, unit->kana);
}

static int add_chars(struct packing *pack, struct seki_err *err)
{
    size_t n;
    struct totals totals = {0};
    char text[4];
    const struct unit **units = chars_sorted(pack->making, &n, err);
    TRY_MEM(units, err);
    sum_up(units, n, &totals);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || units[i]->c != units[i - 1]->c) {
            size_t bytes = utf8_put(units[i]->c, text);
            add_number(&pack->offsets, (uint32_t)pack->bytes.n);
            buf_addc(&pack->bytes, (char)bytes);
            buf_add(&pack->bytes, (struct str){text, bytes});
            pack->n++;
        }
        add_unit(pack, &totals, units[i], i + 1 == n || units[i]->c != units[i + 1]->c);
    }
    return 0;
}

/* ---- the whole ---- */

static void set_lengths(const struct making *making, struct japanese_head *head)
{
    float n[READING_ROLES][JAPANESE_WORD_MAX + 1] = {0}, total[READING_ROLES] = {0};
    for (size_t i = 0; i < making->entries.n; i++) {
        const struct entry *entry = making->entries.v[i].value;
        size_t chars = utf8_count(entry->text);
        for (int role = 0; role < READING_ROLES; role++) {
            n[role][chars] += entry->weight[role] > 0;
            total[role] += entry->weight[role] > 0;
        }
    }
    for (int role = 0; role < READING_ROLES; role++)
        for (size_t i = 0; i <= JAPANESE_WORD_MAX; i++)
            head->lengths[role][i] = cost_of((n[role][i] + 1) / total[role]);
}

static uint32_t put_part(struct buf *table, const struct buf *part)
{
    uint32_t at = (uint32_t)table->n;
    buf_add(table, buf_str(part));
    while (table->n % sizeof(uint32_t))
        buf_addc(table, 0);
    return at;
}

/* The file, and the source that takes it into the program. The hash in it makes the compiler look again. */
static int write_table(struct str table, const char *path, const char *path_c, struct seki_err *err)
{
    AUTO(buf_done) struct buf source;
    buf_init(&source, SOURCE_MAX);
    buf_printf(&source,
               "/* Generated by tools/reading/ (table %016llx). */\n"
               "__asm__(\".section .rodata\\n.balign 64\\n.globl japanese_bytes\\n.hidden japanese_bytes\\n\"\n"
               "        \".type japanese_bytes, @object\\njapanese_bytes:\\n.incbin \\\"%s\\\"\\n\"\n"
               "        \".size japanese_bytes, %zu\\n.text\\n\");\n",
               (unsigned long long)str_hash(table), path, table.n);
    TRY(buf_check(&source, err));
    TRY(file_replace(path, table, err));
    return file_replace(path_c, buf_str(&source), err);
}

int pack_table(struct making *making, const char *path, const char *path_c, struct seki_err *err)
{
    struct packing words = {.making = making}, chars = {.making = making};
    struct japanese_head head = {0};
    AUTO(buf_done) struct buf table;
    buf_init(&table, TABLE_MAX);
    struct packing *const packs[] = {&words, &chars};
    for (size_t i = 0; i < ARRAY_LEN(packs); i++) {
        buf_init(&packs[i]->offsets, TABLE_MAX);
        buf_init(&packs[i]->bytes, TABLE_MAX);
    }
    int code = add_words(&words, err);
    if (code == 0)
        code = add_chars(&chars, err);
    memcpy(head.magic, JAPANESE_MAGIC, sizeof(head.magic));
    set_lengths(making, &head);
    buf_add(&table, (struct str){(const char *)&head, sizeof(head)});
    head.n_words = words.n;
    head.words = put_part(&table, &words.offsets);
    head.word_bytes = put_part(&table, &words.bytes);
    head.n_chars = chars.n;
    head.chars = put_part(&table, &chars.offsets);
    head.char_bytes = put_part(&table, &chars.bytes);
    head.bytes = (uint32_t)table.n;
    for (size_t i = 0; i < ARRAY_LEN(packs); i++) {
        if (code == 0)
            code = buf_check(&packs[i]->offsets, err);
        if (code == 0)
            code = buf_check(&packs[i]->bytes, err);
        buf_done(&packs[i]->offsets);
        buf_done(&packs[i]->bytes);
    }
    TRY(code);
    TRY(buf_check(&table, err));
    memcpy(table.p, &head, sizeof(head));
    return write_table(buf_str(&table), path, path_c, err);
}
