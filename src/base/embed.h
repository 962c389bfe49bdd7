/*
 * base/embed.h - files that were put into the program when it was built.
 *
 * tools/embed.py turns a list of files (rules, policy tables, schemas) into one C file with a const table and its
 * count. The program then needs no folder of its own and runs from anywhere. In the meson.build of the room:
 *
 *     policy_c = custom_target('policy.c', input: policy_csv, output: 'policy.c',
 *       command: [embed_py, 'POLICY_FILES', '@OUTPUT@', meson.project_source_root(), '@INPUT@'])
 *
 * and in the one .c file that uses it:
 *
 *     extern const struct embedded_file POLICY_FILES[];
 *     extern const size_t POLICY_FILES_COUNT;
 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

/* A row; the table is sorted by path (bytewise). Everything is static storage: never freed, safe in any thread. */
struct embedded_file {
    const char *path;  /* relative to the root of the source, with '/': "rules/procurement/PRC-01.yml" */
    const char *bytes; /* as in the file, and a zero byte behind them that `n` does not count */
    size_t n;
};

#endif
