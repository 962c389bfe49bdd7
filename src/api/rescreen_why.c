/*
 * api/rescreen_why.c - in words, what an edition changed about a hit: the entry itself, its names, what else it says.
 *
 *   {"code":"names_changed","ja":"掲載名称が変わりました（追加：A／削除：B）","en":"The listed names changed (added: A;
 * removed: B)"}
 */
#include "api/rescreen_int.h"
#include "base/limits.h"

enum { NAMES_SHOWN = 3 };

/* Both languages side by side. */
struct words {
    struct buf ja, en;
};

/* -- what differs between two states of one entry -- */

static bool has_name(const struct list_entry *entry, struct str name)
{
    for (size_t i = 0; i < entry->n_names; i++)
        if (str_eq(entry->names[i].text, name))
            return true;
    return false;
}

static size_t count_other_names(const struct list_entry *of, const struct list_entry *other)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n_names; i++)
        n += !has_name(other, of->names[i].text);
    return n;
}

static void add_other_names(struct buf *out, const struct list_entry *of, const struct list_entry *other,
                            struct str comma)
{
    size_t n = 0;
    for (size_t i = 0; i < of->n_names; i++) {
        if (has_name(other, of->names[i].text))
            continue;
        if (n++)
            buf_add(out, comma);
        buf_add(out, n > NAMES_SHOWN ? STR("…") : of->names[i].text);
        if (n > NAMES_SHOWN)
            return;
    }
}

static bool is_same_texts(struct str_list a, struct str_list b)
{
    for (size_t i = 0; i < a.n; i++)
        if (!str_list_has(b, a.v[i]))
            return false;
    return a.n == b.n;
}

static bool has_identifier(const struct list_entry *entry, const struct party_identifier *wanted)
{
    for (size_t i = 0; i < entry->n_identifiers; i++)
        if (str_eq(entry->identifiers[i].kind, wanted->kind) && str_eq(entry->identifiers[i].value, wanted->value))
            return true;
    return false;
}

static bool is_same_identifiers(const struct list_entry *a, const struct list_entry *b)
{
    for (size_t i = 0; i < a->n_identifiers; i++)
        if (!has_identifier(b, &a->identifiers[i]))
            return false;
    return a->n_identifiers == b->n_identifiers;
}

/* -- sentences -- */

static void say(struct words *words, const char *ja, const char *en)
{
    buf_add(&words->ja, str_c(ja));
    buf_add(&words->en, str_c(en));
}

static void say_names(struct words *words, const struct list_entry *before, const struct list_entry *now)
{
    bool has_added = count_other_names(now, before), has_removed = count_other_names(before, now);
    say(words, "掲載名称が変わりました（", "The listed names changed (");
    if (has_added) {
        say(words, "追加：", "added: ");
        add_other_names(&words->ja, now, before, STR("、"));
        add_other_names(&words->en, now, before, STR(", "));
    }
    if (has_added && has_removed)
        say(words, "／", "; ");
    if (has_removed) {
        say(words, "削除：", "removed: ");
        add_other_names(&words->ja, before, now, STR("、"));
        add_other_names(&words->en, before, now, STR(", "));
    }
    say(words, "）", ")");
}

/* False when they agree in all of it. */
static bool say_data(struct words *words, const struct list_entry *before, const struct list_entry *now)
{
    const struct {
        const char *ja, *en;
        bool differs;
    } parts[] = {
        {"種別", "kind of party", before->schema != now->schema},
        {"生年月日", "birth dates", !is_same_texts(before->birth_dates, now->birth_dates)},
        {"国", "countries", !is_same_texts(before->countries, now->countries)},
        {"識別番号", "identifiers", !is_same_identifiers(before, now)},
    };
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (!parts[i].differs)
            continue;
        say(words, n ? "・" : "掲載事項（", n ? ", " : "What the entry says changed (");
        say(words, parts[i].ja, parts[i].en);
        n++;
    }
    if (n)
        say(words, "）が変わりました", ")");
    return n > 0;
}

static struct str decision_ja(enum screen_decision decision)
{
    return decision == SCREEN_MATCH ? STR("一致") : decision == SCREEN_REVIEW ? STR("要確認") : STR("不一致");
}

static int say_score(struct arena *arena, struct words *words, const struct rescreen_change *change,
                     struct seki_err *err)
{
    const struct screen_hit *before = change->before, *now = change->now;
    if (!before || !now)
        return 0;
    struct str from = api_score_text(arena, before->score), to = api_score_text(arena, now->score);
    TRY_MEM(from.p && to.p, err);
    buf_printf(&words->ja, "。スコア %.*s（%.*s）→ %.*s（%.*s）", STR_ARG(from), STR_ARG(decision_ja(before->decision)),
               STR_ARG(to), STR_ARG(decision_ja(now->decision)));
    buf_printf(&words->en, "; score %.*s (%.*s) before, %.*s (%.*s) now", STR_ARG(from),
               STR_ARG(screen_decision_word(before->decision)), STR_ARG(to),
               STR_ARG(screen_decision_word(now->decision)));
    return 0;
}

/* -- together -- */

/* 1 and the entry as the edition has it; 0 where it is not there. */
static int entry_in(struct arena *arena, const struct list_index *index, struct str entry, struct list_entry *ret_entry,
                    struct seki_err *err)
{
    uint32_t number;
    if (!index || !list_index_find_entry(index, entry, &number))
        return 0;
    TRY(list_index_entry(arena, index, number, ret_entry, err));
    return 1;
}

static struct str say_difference(struct words *words, const struct list_entry *before, const struct list_entry *now)
{
    if (count_other_names(now, before) || count_other_names(before, now)) {
        say_names(words, before, now);
        return STR("names_changed");
    }
    if (say_data(words, before, now))
        return STR("data_changed");
    say(words, "掲載内容の順序が変わりました", "The entry says the same in another order");
    return STR("order_changed");
}

static int fill(struct arena *arena, const struct rescreen_change *change, struct words *words, struct str *ret_code,
                struct seki_err *err)
{
    const struct rescreen_list *list = change->list;
    struct str entry = change->entry->entry;
    struct list_entry before, now;
    int had = entry_in(arena, list->before, entry, &before, err);
    TRY(had);
    int has = entry_in(arena, list->now, entry, &now, err);
    TRY(has);
    if (had && has) {
        *ret_code = say_difference(words, &before, &now);
        return say_score(arena, words, change, err);
    }
    say(words, "版 ", has ? "The entry is new on the list since edition " : "The entry of edition ");
    buf_add(&words->ja, list->edition.p ? list->edition : STR("日付なし"));
    buf_add(&words->en, list->edition.p ? list->edition : STR("undated"));
    say(words, has ? " より後に掲載されました" : " にあった掲載がなくなりました",
        has ? "" : " is no longer on the list");
    *ret_code = has ? STR("entry_new") : STR("entry_removed");
    return 0;
}

static int make(struct arena *arena, const struct rescreen_change *change, struct words *words, struct value **ret_why,
                struct seki_err *err)
{
    struct value *why = value_new(arena, VALUE_MAP);
    struct str code, ja, en;
    TRY(fill(arena, change, words, &code, err));
    TRY(buf_take(&words->ja, arena, &ja, err));
    TRY(buf_take(&words->en, arena, &en, err));
    TRY_MEM(value_put_text(arena, why, STR("code"), code) && value_put_text(arena, why, STR("ja"), ja) &&
                value_put_text(arena, why, STR("en"), en),
            err);
    *ret_why = why;
    return 0;
}

int rescreen_why(struct arena *arena, const struct rescreen_change *change, struct value **ret_why,
                 struct seki_err *err)
{
    struct words words;
    buf_init(&words.ja, (size_t)LIMIT(RECORD_BYTES));
    buf_init(&words.en, (size_t)LIMIT(RECORD_BYTES));
    int code = make(arena, change, &words, ret_why, err);
    buf_done(&words.ja);
    buf_done(&words.en);
    return code;
}
