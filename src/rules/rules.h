/*
 * rules/rules.h - Sigma rules, compiled once, judged over facts in three values.
 *
 * In the flow: assess gathers facts, this room judges them, assess turns findings into a level. Rules see facts through
 * one function pointer and never learn what a party, a list or a dealing is. Log events come the same way.
 *
 * A rule file is Sigma 2.1 (SigmaHQ sigma-specification, 2025-08-02) with one extra mapping, `sekisho:`.
 *
 *   title: Payer differs from the ordering company      detection:
 *   id: 6f0a3c1e-...                                      other: {parties.payer.id|neq|fieldref: parties.orderer.id}
 *   level: medium                                         group: {parties.payer.same_group_as_orderer: true}
 *   sekisho: {indicator: PRC-09, ...}                     condition: other and not group
 *
 * THREE VALUES (Kleene's strong logic). A test of an unknown fact is UNKNOWN; `false and unknown` is FALSE, `true or
 * unknown` is TRUE, `not unknown` is UNKNOWN. For log events (unknown_is_false) a test of a missing field is FALSE, as
 * Sigma has it. `exists` is always two-valued.
 *
 * ANY. A fact may hold several values ("any of these, and maybe more"). A test is TRUE if one value passes it; else
 * UNKNOWN if the fact has_unknown; else FALSE, so of a known empty fact every test is FALSE (but `exists: true`).
 *   - several values in the rule are alternatives; with `all` each of them is a test of its own, and all must hold;
 *   - `neq` passes for a value that differs from every value of the rule: `phone|neq: [a, b]` is TRUE if some phone is
 *     neither a nor b. ("No phone is a or b" is `not` in the condition.)
 *   - `fieldref` takes the values of the other fact as the values of the rule; unknown ones make the comparison
 * UNKNOWN.
 *
 * VALUES. Text compares without case (Unicode simple folding) unless `cased`; `*` and `?` are wildcards, `\` escapes.
 * A number of the rule and a number of the fact compare as exact decimals (1.50 = 1.5); where one side is text, as
 * text. lt, lte, gt, gte compare numbers (also those written as text) and, on both sides, full days (2026-11-02).
 * `null` matches a null of the fact, and a missing field of a log event. `''` matches the empty text.
 * Keywords (a list of plain values, no field) are searched anywhere in the fact `text`: the source decides what that
 * is. Lists within a value count as their items; a map passes `exists` only.
 *
 * Modifiers: contains startswith endswith all re (i m s) cidr exists lt lte gt gte neq fieldref cased. Others are
 * refused.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include "base/arena.h"
#include "base/time.h"
#include "base/value.h"
#include "model/finding.h"

/* ---- facts ---- */

enum fact_state { FACT_UNKNOWN, FACT_KNOWN };

/* What is known about one fact. FACT_KNOWN with n = 0 and no has_unknown: known, there is none. A source gives
 * FACT_KNOWN as soon as one value, or the absence of all, is known; FACT_UNKNOWN means v is empty. `exists` is state ==
 * FACT_KNOWN. */
struct fact {
    enum fact_state state;
    const struct value **v; /* not owned; must live as long as the result of the evaluation */
    size_t n;
    bool has_unknown; /* there may be more values than these */
};

/* Where facts come from. `get` is called at most once for each path of one evaluation; it fills *ret and returns 0, or
 * a code, which ends the evaluation with that code. A path it does not know is FACT_UNKNOWN. */
struct fact_source {
    int (*get)(void *ctx, struct str path, struct fact *ret_fact, struct seki_err *err);
    void *ctx;
};

/* Which facts exist, asked while rules are loaded. knows == NULL: every path is a fact. */
struct fact_schema {
    bool (*knows)(void *ctx, struct str path);
    void *ctx;
    bool is_log; /* rules of foreign log events: `sekisho:`, id and level may be missing, other top-level keys are let
                    pass */
};

/* ---- rules ---- */

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

enum truth truth_and(enum truth a, enum truth b);
enum truth truth_or(enum truth a, enum truth b);
enum truth truth_not(enum truth a);

struct rule_condition; /* compiled, inside a rule */
struct rule_program;   /* selections and tests of a rule */

/* A row of `cases`: what changes when its condition is TRUE. The first such row is taken. */
struct rule_case {
    struct str when_text;
    const struct rule_condition *when;
    bool has_level; /* `level` replaces the rule's */
    enum finding_severity level;
    bool has_stop; /* `stop` replaces the rule's; `stop: none` takes it away */
    enum finding_stop stop;
    struct bilingual note; /* note_en, note_ja; STR_NULL if missing */
    struct str action;     /* an action id, or STR_NULL */
};

/* One loaded rule. Everything lives in the arena of the pack and is read-only: any thread may evaluate it. */
struct rule {
    struct str path;        /* of the file, as given */
    char sha256[65];        /* of its bytes, hex */
    struct str version;     /* the first 12 digits: rule_version of a finding */
    struct str id, name;    /* UUID (lower case), Sigma name; STR_NULL if missing */
    struct bilingual title; /* title, sekisho.title_ja */
    enum finding_severity level;
    bool is_informational; /* Sigma level informational or none: `level` is FINDING_LOW */
    struct str logsource_product, logsource_category, logsource_service;
    struct str_list tags;

    struct str indicator; /* PRC-09; STR_NULL without `sekisho:` */
    bool has_question, asks_counterpart;
    struct bilingual question;
    struct str_list basis;           /* law or guidance, as written */
    struct day valid_from, valid_to; /* both included; DAY_NONE = open */
    enum finding_stop stop;
    bool is_asked;                /* only answers decide */
    struct str_list answer_needs; /* an answer `absent` decides only if these facts are known */
    struct str_list actions;      /* action ids */
    const struct rule_condition *condition;
    const struct rule_condition *applies;        /* NULL: always. FALSE: not applicable */
    const struct rule_condition *mandatory_when; /* NULL: never */
    struct rule_case *cases;
    size_t n_cases;

    const struct rule_program *program;
    struct str_list fact_paths; /* every fact the rule can look at, in order of first mention */
};

/* Why a file (or part of it) was not loaded. line 0: the whole file. */
struct rule_problem {
    struct str path;
    uint32_t line;
    struct str reason;
};

struct rule_pack {
    struct rule **v; /* in order of the files */
    size_t n, cap;
    struct {
        struct rule_problem *v;
        size_t n, cap;
    } problems;
    char version[65]; /* SHA-256 over path and hash of every loaded rule in order: rules_version of an assessment */
};

struct rule_file {
    struct str path, bytes; /* looked at while loading, not kept */
};

/*
 * Compile rule files. A file that is no rule (YAML syntax, unknown key, modifier, fact or selection, bad or repeated
 * id, title, level or indicator missing, an indicator that begins twice on one day, ...) is refused with path, line and
 * reason in ret_pack->problems; the others load. Returns 0 also when there are problems; a negative code only without
 * memory or over LIMIT(RULES). `schema` NULL = {.knows = NULL}. One thread; afterwards the pack is read-only.
 */
int rules_load(struct arena *arena, const struct rule_file *files, size_t n, const struct fact_schema *schema,
               struct rule_pack *ret_pack, struct seki_err *err);

/* May this rule judge that (full) day? */
bool rule_is_valid_on(const struct rule *rule, struct day day);

/* The rule of an indicator for a day: of those valid the one that began last. NULL if there is none. */
const struct rule *rules_pick(const struct rule_pack *pack, struct str indicator, struct day day);

/* The rule with that UUID or Sigma name; NULL if there is none. */
const struct rule *rules_find(const struct rule_pack *pack, struct str id_or_name);

/* ---- evaluation ---- */

/* A fact that was looked at. `path` lives in the rule. */
struct rule_fact {
    struct str path;
    struct fact fact;
};

struct rule_result {
    enum truth truth;            /* of `condition` */
    enum truth applies;          /* TRUE without `applies` */
    enum truth mandatory;        /* FALSE without `mandatory_when` */
    const struct rule_case *row; /* the case that holds, or NULL */
    struct rule_fact *facts;     /* looked at, in order of the rule */
    size_t n_facts;
    struct str_list unknown;   /* paths of facts that are unknown, or may hold more values than are known */
    struct str_list matched;   /* names of selections that are TRUE */
    struct str_list unmatched; /* FALSE */
    struct str_list undecided; /* UNKNOWN */
    bool is_cut;               /* a regular expression hit LIMIT(REGEX_STEPS); its test counts as unknown */
};

/*
 * Judge: condition, applies, mandatory_when and cases over the facts. Every selection that a condition names is
 * evaluated, so the result explains a match and a non-match alike and does not depend on the order of tests; only with
 * unknown_is_false (log events, where speed counts) does it stop as soon as the outcome is certain. Lists of the result
 * live in `arena`. Fails only with the source's code or without memory. Threads: many at once, an arena each.
 */
int rule_eval(const struct rule *rule, const struct fact_source *source, bool unknown_is_false, struct arena *arena,
              struct rule_result *ret_result, struct seki_err *err);

/* One condition alone, three-valued (for example a case's `when`). NULL condition: TRUE. */
int rule_eval_condition(const struct rule *rule, const struct rule_condition *condition,
                        const struct fact_source *source, struct arena *arena, enum truth *ret_truth,
                        struct seki_err *err);

/* Are all facts of answer_needs known (and complete)? ret_missing gets the first that is not, STR_NULL else. */
int rule_answer_is_enough(const struct rule *rule, const struct fact_source *source, bool *ret_is_enough,
                          struct str *ret_missing, struct seki_err *err);

/* The facts looked at as one map for a finding: path -> value; several values -> a list; unknown -> null; known and
 * empty -> []. Values are copied. NULL without memory. */
struct value *rule_result_facts(struct arena *arena, const struct rule_result *result);

struct str truth_word(enum truth truth); /* "false", "true", "unknown" */

#endif
