/*
 * rules/rules_int.h - the compiled form of a rule. For this room only.
 *
 *   condition ── node (and / or / not / selection)
 *                            │
 *   selection "other" ── node (and / or / test) ── test {path, modifiers} ── patterns, numbers, networks ...
 *
 * Selections are shared by all conditions of a rule (condition, applies, mandatory_when, cases), are evaluated once for
 * each evaluation, and hold index numbers of rule->fact_paths, so a fact is fetched once.
 */
#ifndef RULES_RULES_INT_H
#define RULES_RULES_INT_H

#include "base/map.h"
#include "rules/decimal_int.h"
#include "rules/network_int.h"
#include "rules/pattern_int.h"
#include "rules/regex_int.h"
#include "rules/rules.h"

/* ---- tests ---- */

/* How a value of the rule is compared. */
enum test_verb {
    TEST_EQUALS,
    TEST_CONTAINS,
    TEST_STARTS,
    TEST_ENDS,
    TEST_REGEX,
    TEST_CIDR,
    TEST_EXISTS,
    TEST_LESS,
    TEST_LESS_EQUAL,
    TEST_GREATER,
    TEST_GREATER_EQUAL,
};

/* One value of the rule, prepared for its verb. */
struct test_operand {
    enum { OPERAND_TEXT, OPERAND_NUMBER, OPERAND_BOOL, OPERAND_NULL, OPERAND_FACT, OPERAND_OTHER } kind;
    struct str text;        /* as written (text, digits) */
    struct decimal decimal; /* OPERAND_NUMBER, and an order against a number */
    struct day day;         /* an order against a day */
    struct pattern pattern; /* equals, contains, starts, ends */
    struct network network; /* cidr */
    struct regex regex;     /* re */
    size_t fact;            /* OPERAND_FACT: fieldref */
    bool truth;             /* OPERAND_BOOL */
};

struct rule_test {
    size_t fact; /* index into fact_paths */
    enum test_verb verb;
    bool is_cased, is_negated /* neq */, is_all;
    struct test_operand *operands;
    size_t n_operands;
};

/* ---- nodes ---- */

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST, NODE_SELECTION };

struct rule_node {
    enum node_kind kind;
    size_t index;               /* NODE_TEST, NODE_SELECTION */
    const struct rule_node **v; /* NODE_AND, NODE_OR, NODE_NOT */
    size_t n, cap;
};

struct rule_condition {
    const struct rule_node *root;
};

struct rule_selection {
    struct str name;
    const struct rule_node *root;
};

struct rule_program {
    struct rule_selection *selections;
    size_t n_selections;
    struct rule_test *tests;
    size_t n_tests;
};

/* ---- compiling ---- */

/* State while one file is compiled. Everything lasting goes into `arena`. */
struct compiler {
    struct arena *arena;
    const struct fact_schema *schema;
    uint32_t line;         /* of what is being looked at, for the problem */
    size_t n_nodes;        /* of conditions, against LIMIT(RULE_NODES) */
    struct map fact_index; /* path -> index + 1 as a pointer-sized number */
    struct {
        struct str *v;
        size_t n, cap;
    } paths;
    struct {
        struct rule_test *v;
        size_t n, cap;
    } tests;
    struct {
        struct rule_selection *v;
        size_t n, cap;
    } selections;
};

/* Refuse with a reason at a line; returns SEKI_E_MEANING. */
int compiler_refuse(struct compiler *compiler, uint32_t line, struct seki_err *err, const char *fmt, ...)
    ATTR_PRINTF(4, 5);

/* The index of a fact path; refuses one that the schema does not know. The path is copied. */
int compiler_fact(struct compiler *compiler, struct str path, uint32_t line, size_t *ret_index, struct seki_err *err);

/* New nodes; NULL without memory. */
struct rule_node *node_new(struct arena *arena, enum node_kind kind, size_t index);
bool node_add(struct arena *arena, struct rule_node *parent, const struct rule_node *child) ATTR_MUST_USE;

/* `field|modifier|modifier: values` (field empty: keywords) -> a test, by index. */
int test_compile(struct compiler *compiler, struct str key, const struct value *values, size_t *ret_test,
                 struct seki_err *err);

/* The `detection` mapping without its condition -> compiler->selections. */
int detection_compile(struct compiler *compiler, const struct value *detection, struct seki_err *err);

/* A condition (a text, or a list of texts joined by or) over the selections. */
int condition_compile(struct compiler *compiler, const struct value *value, const struct rule_condition **ret_condition,
                      struct seki_err *err);

/* The `sekisho` mapping into the rule. */
int mapping_compile(struct compiler *compiler, const struct value *mapping, struct rule *rule, struct seki_err *err);

/* A whole file, already a tree, into the rule (all but path and hash). */
int rule_compile(struct compiler *compiler, const struct value *tree, struct rule *rule, struct seki_err *err);

/* Texts of a map or list for the rule, with the refusals both files need. A missing or null key gives STR_NULL / no
 * list. */
int compiler_text(struct compiler *compiler, const struct value *map, const char *key, struct str *ret_text,
                  struct seki_err *err);
int compiler_texts(struct compiler *compiler, const struct value *map, const char *key, struct str_list *ret_texts,
                   struct seki_err *err);
/* Every key of the map must be one of `words`, a list that ends with NULL. */
int compiler_keys(struct compiler *compiler, const struct value *map, const char *const *words, struct seki_err *err);

/* ---- judging ---- */

/* Does one value of a fact pass? References to other facts are answered by `others` (may be NULL). */
struct test_context {
    struct arena *arena; /* scratch of regular expressions */
    bool *is_cut;
};

enum truth test_value(const struct rule_test *test, const struct test_operand *operand, const struct value *value,
                      struct test_context *context);

/* The same against a value of another fact (fieldref). */
enum truth test_pair(const struct rule_test *test, const struct value *value, const struct value *other);

#endif
