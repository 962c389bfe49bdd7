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
    X(MAIL_BYTES, 25 * MIB, "one mail or text to draft from")                                                          \
    X(MAIL_PARTS, 1000, "parts of a mail")                                                                             \
    X(MAIL_DEPTH, 50, "mails and parts nested in each other")                                                          \
    X(MAIL_HEADERS, 2000, "header lines of a mail")                                                                    \
    X(MAIL_TEXT, 512 * KIB, "readable text of a mail with its text attachments")                                       \
    X(MAIL_ATTACHMENTS, 200, "attachments of a mail that are listed")                                                  \
    X(MAIL_ADDRESSES, 200, "addresses of one header")                                                                  \
    X(DRAFT_LINES, 20000, "lines of a text to draft from")                                                             \
    X(DRAFT_SECONDS, 10, "seconds of processor time for one draft")                                                    \
    X(DRAFT_MEMORY, 256 * MIB, "memory of the process that drafts")                                                    \
    X(DRAFT_MATCHES, 200000, "steps of one pattern at one place of a text")                                            \
    X(BODY_NONE, 1 * KIB, "body of a call that needs none")                                                            \
    X(BODY_SHORT, 256 * KIB, "body of a short call over HTTP (login, answer, decision, settings)")                     \
    X(HEAD_BYTES, 64 * KIB, "memory of a connection, head of a request included")                                      \
    X(DRAIN_BYTES, 64 * MIB, "bytes of a refused body that are still read")                                            \
    X(BODY_SECONDS, 30, "seconds for the head, and for the body of a request")                                         \
    X(UPLOAD_SECONDS, 1800, "seconds for the upload of a list file")                                                   \
    X(IDLE_SECONDS, 30, "seconds a connection may be silent")                                                          \
    X(CONNECTIONS, 900, "connections at once")                                                                         \
    X(REQUESTS_IN_FLIGHT, 256, "requests in the queue or in work")                                                     \
    X(SESSION_IN_FLIGHT, 64, "the same of one session or address")                                                     \
    X(FAILED_LOGINS, 12, "failed logins of an address in a minute")                                                    \
    X(STRANGER_CALLS, 240, "calls without a session of an address in a minute")                                        \
    X(KEPT_BYTES, 1 * MIB, "what a user keeps under one key")                                                          \
    X(PARTY_WORDS, 400, "words by which one party of a dealing is found")                                              \
    X(KEPT_KEYS, 200, "keys under which one user keeps something")                                                     \
    X(SCREEN_QUERIES, 1000, "queries of one screening request")                                                        \
    X(TABLE_ROWS, 100000, "rows of a table as csv or xlsx")                                                            \
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
