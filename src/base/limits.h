/*
 * base/limits.h - every size that input controls, by name, in one table.
 *
 * LIMIT_X is the number; limit_name() and limit_text() serve messages and the manual. A reader that stops at a limit
 * says its name, so a person can look it up.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

#define KIB (1024ULL)
#define MIB (1024ULL * KIB)
#define GIB (1024ULL * MIB)

#define LIMITS(X)                                                                                                      \
    X(FILE_BYTES, 512 * MIB, "one list file, decompressed")                                                            \
    X(FILE_RATIO, 200, "decompressed over compressed size, above the first 16 MiB")                                    \
    X(RECORD_BYTES, 1 * MIB, "one record (a line, a row, an XML entry)")                                               \
    X(FIELD_BYTES, 256 * KIB, "one value of a record")                                                                 \
    X(COLUMNS, 1024, "columns of a row")                                                                               \
    X(LIST_PARTIES, 500000, "parties of one list")                                                                     \
    X(ROWS, 5000000, "rows of a file")                                                                                 \
    X(REJECTS, 10000, "rejected rows that are listed; more are counted")                                               \
    X(FILE_LISTS, 1000, "lists in one file")                                                                           \
    X(FILE_NOTES, 100, "notes about one list of a file")                                                               \
    X(DEPTH, 64, "nesting of JSON, YAML and XML")                                                                      \
    X(JSON_BYTES, 64 * MIB, "one JSON document")                                                                       \
    X(YAML_BYTES, 4 * MIB, "one YAML document")                                                                        \
    X(DEALING_BYTES, 4 * MIB, "one dealing")                                                                           \
    X(DEALING_PARTIES, 200, "parties of a dealing")                                                                    \
    X(DEALING_ITEMS, 1000, "items of a dealing")                                                                       \
    X(ARCHIVE_ENTRIES, 10000, "files inside a zip")                                                                    \
    X(SHARED_STRINGS, 2000000, "shared strings of a workbook")                                                         \
    X(NAME_BYTES, 4 * KIB, "one name")                                                                                 \
    X(NAMES, 10000, "names of one party")                                                                              \
    X(TOKENS, 64, "words of a name that are compared")                                                                 \
    X(HITS, 1000, "hits of one query")                                                                                 \
    X(RULE_BYTES, 1 * MIB, "one rule file")                                                                            \
    X(RULES, 10000, "rules of a pack")                                                                                 \
    X(RULE_NODES, 20000, "parts of the conditions of one rule")                                                        \
    X(REGEX_STEPS, 200000, "backtracking steps of one regular expression of a rule on one value")                      \
    X(REGEX_MEMORY, 4 * MIB, "memory of one such match")                                                               \
    X(GRAPH_NODES, 2000000, "parties of an ownership question")                                                        \
    X(GRAPH_EDGES, 5000000, "holdings of an ownership question")                                                       \
    X(INDEX_BYTES, 1 * GIB, "one index of a list")                                                                     \
    X(PARSE_SECONDS, 25, "seconds of processor time of a reading process")                                             \
    X(PARSE_MEMORY, 512 * MIB, "memory of a reading process")                                                          \
    X(REQUEST_BYTES, 256 * MIB, "memory of one request")                                                               \
    X(HUB_ORGANISATIONS, 10, "organisations with one identifier above which it is a hub")                              \
    X(RELATION_DEPTH, 32, "edges from a party along which the stored graph is walked")                                 \
    X(RELATION_NODES, 2000, "parties of the stored graph around a dealing")                                            \
    X(RELATION_EDGES, 10000, "edges of the stored graph around a dealing")                                             \
    X(CONTACT_PARTIES, 40, "parties with one contact point that are told apart; more is more")                         \
    X(PRODUCT_ROWS, 200, "earlier orders of a product, or of a text, that are told")                                   \
    X(PROBLEMS, 100, "problems that a verification tells")                                                             \
    X(FACT_EVIDENCE, 100, "pieces of evidence kept for one fact")                                                      \
    X(OWNERS_SCREENED, 500, "owners outside a dealing whose names are looked up in the lists")                         \
    X(DEALING_CONTACTS, 2000, "contact points of the parties of a dealing")                                            \
    X(EARLIER_CUSTOMERS, 16, "customers of earlier dealings that are looked up in the lists again")                    \
    X(EARLIER_DEALINGS, 64, "earlier dealings that are read for their customers")                                      \
    X(CHANGES, 1000, "differences between two versions of a dealing that are told")                                    \
    X(BATCH_LINES, 10000000, "lines of a batch")

enum limit {
#define LIMIT_ROW(name, value, what) LIMIT_ID_##name,
    LIMITS(LIMIT_ROW)
#undef LIMIT_ROW
        LIMIT_COUNT
};

/* LIMIT(FILE_BYTES) is the number. */
#define LIMIT(name) (limit_value(LIMIT_ID_##name))

uint64_t limit_value(enum limit limit);
const char *limit_name(enum limit limit);
const char *limit_text(enum limit limit);

/* SEKI_E_LIMIT with name, number and meaning: "over the limit FIELD_BYTES (262144): one value of a record". */
int err_limit(struct seki_err *err, enum limit limit);

#endif
