/*
 * assess/explain.c - the answer in words, the same for the same answer (GUIDE section 5.6).
 *
 *   Red: two high groups (end user; use and need) on an S2 item. Open: PRC-20.
 *   停止：「高」の区分2件（需要者、用途・必要性）。対象資産はS2。未確認：PRC-20。
 */
#include "assess/level_int.h"
#include "base/buf.h"

enum { EXPLANATION_BYTES = 16384 };

static const struct bilingual LEVELS[FINDING_LEVEL_COUNT] = {
    [FINDING_LEVEL_GREEN] = {{"問題なし", 12}, {"Green", 5}},
    [FINDING_LEVEL_AMBER] = {{"要確認", 9}, {"Amber", 5}},
    [FINDING_LEVEL_RED] = {{"停止", 6}, {"Red", 3}},
};

static const struct str SEVERITIES_JA[FINDING_SEVERITY_COUNT] = {[FINDING_LOW] = {"低", 3},
                                                                 [FINDING_MEDIUM] = {"中", 3},
                                                                 [FINDING_HIGH] = {"高", 3},
                                                                 [FINDING_CRITICAL] = {"重大", 6}};

static const struct bilingual STOPS[FINDING_STOP_COUNT] = {
    [FINDING_STOP_NONE] = {{"", 0}, {"", 0}},
    [FINDING_STOP_LEGAL] = {{"法令上の停止", 18}, {"Legal stop", 10}},
    [FINDING_STOP_DANGER] = {{"危険", 6}, {"Danger", 6}},
    [FINDING_STOP_EXPOSURE] = {{"露出", 6}, {"Exposure", 8}},
};

/* Both languages are written side by side. */
struct words {
    const struct gather *gather;
    const struct assessment *assessment;
    struct buf ja, en;
};

static void say(struct words *words, const char *ja, const char *en)
{
    buf_add(&words->ja, str_c(ja));
    buf_add(&words->en, str_c(en));
}

static void say_both(struct words *words, struct str text)
{
    buf_add(&words->ja, text);
    buf_add(&words->en, text);
}

static void say_number(struct words *words, size_t n)
{
    static const char *const NUMBERS[] = {"no",  "one",   "two",   "three", "four", "five",
                                          "six", "seven", "eight", "nine",  "ten"};
    buf_printf(&words->ja, "%zu", n);
    if (n < ARRAY_LEN(NUMBERS))
        buf_add(&words->en, str_c(NUMBERS[n]));
    else
        buf_printf(&words->en, "%zu", n);
}

static void say_group(struct words *words, struct str id)
{
    const struct levels_group_list *groups = &words->gather->engine->levels.groups;
    for (size_t i = 0; i < groups->n; i++)
        if (str_eq(groups->v[i].id, id)) {
            buf_add(&words->ja, groups->v[i].name.ja);
            buf_add(&words->en, groups->v[i].name.en);
            return;
        }
    say_both(words, id);
}

static size_t severity_count(const struct assessment *assessment, enum finding_severity severity)
{
    size_t n = 0;
    for (size_t i = 0; i < assessment->groups.n; i++)
        n += assessment->groups.v[i].severity == severity;
    return n;
}

/* "two high groups (end user; use and need)" */
static void say_severity(struct words *words, enum finding_severity severity, size_t n)
{
    bool is_first = true;
    buf_printf(&words->ja, "「%.*s」の区分", STR_ARG(SEVERITIES_JA[severity]));
    say_number(words, n);
    struct str word = finding_severity_word(severity);
    buf_printf(&words->en, " %.*s group%s", STR_ARG(word), n == 1 ? "" : "s");
    say(words, "件（", " (");
    for (size_t i = 0; i < words->assessment->groups.n; i++) {
        if (words->assessment->groups.v[i].severity != severity)
            continue;
        if (!is_first)
            say(words, "、", "; ");
        is_first = false;
        say_group(words, words->assessment->groups.v[i].group);
    }
    say(words, "）", ")");
}

static void say_groups(struct words *words)
{
    size_t left = 0;
    for (int s = FINDING_CRITICAL; s >= FINDING_LOW; s--)
        left += severity_count(words->assessment, (enum finding_severity)s) > 0;
    if (left == 0)
        say(words, "該当する区分なし", "no warning sign is present");
    for (int s = FINDING_CRITICAL; s >= FINDING_LOW; s--) {
        size_t n = severity_count(words->assessment, (enum finding_severity)s);
        if (n == 0)
            continue;
        say_severity(words, (enum finding_severity)s, n);
        left--;
        if (left > 0)
            say(words, "、", left == 1 ? " and " : ", ");
    }
}

/* "Open: PRC-14, PRC-20." of the findings that `fits` names. */
typedef bool finding_test(const struct finding *finding, int which);

static void say_list(struct words *words, struct bilingual head, finding_test *fits, int which)
{
    bool is_any = false;
    for (size_t i = 0; i < words->assessment->findings.n; i++) {
        const struct finding *finding = &words->assessment->findings.v[i];
        if (!fits(finding, which))
            continue;
        if (!is_any) {
            buf_printf(&words->ja, "%.*s：", STR_ARG(head.ja));
            buf_printf(&words->en, " %.*s: ", STR_ARG(head.en));
        } else {
            say(words, "、", ", ");
        }
        is_any = true;
        say_both(words, finding->indicator);
    }
    if (is_any)
        say(words, "。", ".");
}

static bool is_stop(const struct finding *finding, int which)
{
    return finding->state == FINDING_PRESENT && finding->stop == (enum finding_stop)which;
}

static bool is_open(const struct finding *finding, int which)
{
    (void)which;
    return finding->is_mandatory && finding->state == FINDING_UNKNOWN;
}

static bool is_explained(const struct finding *finding, int which)
{
    (void)which;
    return finding->state == FINDING_EXPLAINED;
}

/* The table alone would say less: the open checks hold the level. */
static bool is_raised(const struct words *words, const struct level_asset *asset)
{
    const struct levels *levels = &words->gather->engine->levels;
    return levels->table[words->assessment->concern][asset->sensitivity] != words->assessment->level;
}

static void say_all(struct words *words, const struct level_asset *asset)
{
    const struct assessment *assessment = words->assessment;
    buf_printf(&words->ja, "%.*s：", STR_ARG(LEVELS[assessment->level].ja));
    buf_printf(&words->en, "%.*s: ", STR_ARG(LEVELS[assessment->level].en));
    say_groups(words);
    buf_printf(&words->ja, "。対象資産は%.*s。", STR_ARG(assessment->highest_sensitivity));
    buf_printf(&words->en, " on an %.*s item.", STR_ARG(assessment->highest_sensitivity));
    for (int stop = FINDING_STOP_LEGAL; stop < FINDING_STOP_COUNT; stop++)
        say_list(words, STOPS[stop], is_stop, stop);
    if (is_raised(words, asset))
        say(words, "必須確認が未了のため、この水準とする。", " The open mandatory checks hold this level.");
    say_list(words, (struct bilingual){STR("未確認"), STR("Open")}, is_open, 0);
    say_list(words, (struct bilingual){STR("説明済み"), STR("Explained")}, is_explained, 0);
    if (asset->is_missing) {
        struct str word = levels_sensitivity_word(words->gather->engine->levels.default_sensitivity);
        buf_printf(&words->ja, "資産の機微度が不明なため%.*sとみなす。", STR_ARG(word));
        buf_printf(&words->en, " The sensitivity of the asset is not known: it counts as %.*s.", STR_ARG(word));
    }
}

int explain_fill(struct gather *gather, struct assessment *assessment, const struct level_asset *asset,
                 struct seki_err *err)
{
    struct words words = {.gather = gather, .assessment = assessment};
    buf_init(&words.ja, EXPLANATION_BYTES);
    buf_init(&words.en, EXPLANATION_BYTES);
    say_all(&words, asset);
    int code = buf_take(&words.ja, gather->arena, &assessment->explanation.ja, err);
    if (code >= 0)
        code = buf_take(&words.en, gather->arena, &assessment->explanation.en, err);
    buf_done(&words.ja);
    buf_done(&words.en);
    return code;
}
