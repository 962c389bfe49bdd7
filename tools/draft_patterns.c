/*
 * tools/draft_patterns.c - the patterns of drafts, put together and compiled, as a C table.
 *
 *   draft_patterns OUTPUT.c     words.def, patterns.def ──> DRAFT_REGEX[] (sources), DRAFT_CODE[] (PCRE2's bytes)
 *
 * HOW IT WORKS. <<CLASS>> in an expression becomes all rows of words.def with that name, up to ROUNDS levels deep. A
 * pattern that PCRE2 refuses stops the build with its name and place. The compiled code is written as PCRE2 serialises
 * it: a program that meets another version of the library than the build did compiles the sources instead.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOCASE = PCRE2_CASELESS, LINES = PCRE2_MULTILINE, CASE = 0, ROUNDS = 4, SOURCE_BYTES = 4000000 };

static const struct {
    const char *name, *words;
} WORDS[] = {
#define WORDS(name, language, words) {#name, words},
#include "draft/words.def"
#undef WORDS
};

static const struct {
    const char *name, *regex;
    uint32_t options;
} PATTERNS[] = {
#define PATTERN(id, options, regex) {#id, regex, options},
#include "draft/patterns.def"
#undef PATTERN
};

enum { PATTERN_COUNT = sizeof(PATTERNS) / sizeof(PATTERNS[0]) };

static void fail(const char *what, const char *name)
{
    (void)fprintf(stderr, "draft_patterns: %s: %s\n", name, what);
    exit(1);
}

static char *put(char *out, const char *end, const char *text, size_t n)
{
    if ((size_t)(end - out) <= n)
        fail("too long", text);
    memcpy(out, text, n);
    out[n] = '\0';
    return out + n;
}

/* All words of a class, as one group. */
static char *put_class(char *out, const char *end, const char *name, size_t n)
{
    int n_rows = 0;
    out = put(out, end, "(?:", 3);
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        if (strlen(WORDS[i].name) != n || memcmp(WORDS[i].name, name, n) != 0)
            continue;
        if (n_rows++)
            out = put(out, end, "|", 1);
        out = put(out, end, WORDS[i].words, strlen(WORDS[i].words));
    }
    if (n_rows == 0)
        fail("no such class of words", name);
    return put(out, end, ")", 1);
}

static void expand_once(const char *regex, char *out, const char *end)
{
    const char *open, *close;
    *out = '\0';
    while ((open = strstr(regex, "<<")) != NULL && (close = strstr(open, ">>")) != NULL) {
        out = put(out, end, regex, (size_t)(open - regex));
        out = put_class(out, end, open + 2, (size_t)(close - open) - 2);
        regex = close + 2;
    }
    (void)put(out, end, regex, strlen(regex));
}

static char *expand(const char *regex)
{
    static char rooms[2][SOURCE_BYTES];
    int at = 0;
    (void)put(rooms[0], rooms[0] + SOURCE_BYTES, regex, strlen(regex));
    for (int round = 0; round < ROUNDS && strstr(rooms[at], "<<"); round++, at = 1 - at)
        expand_once(rooms[at], rooms[1 - at], rooms[1 - at] + SOURCE_BYTES);
    return rooms[at];
}

static pcre2_code *compile(size_t i, const char *source)
{
    int code;
    PCRE2_SIZE at;
    PCRE2_UCHAR text[160];
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)source, strlen(source),
                      PATTERNS[i].options | PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK, &code, &at, NULL);
    if (!compiled) {
        (void)pcre2_get_error_message(code, text, sizeof(text));
        (void)fprintf(stderr, "at %zu: %.60s\n", (size_t)at, source + (at > 30 ? at - 30 : 0));
        fail((const char *)text, PATTERNS[i].name);
    }
    return compiled;
}

static void write_bytes(FILE *out, const void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)fprintf(out, "%s%u,", i % 32 ? "" : "\n", ((const unsigned char *)bytes)[i]);
    (void)fprintf(out, "\n};\n\n");
}

/* As numbers: compilers need not take literals of this length. */
static void write_source(FILE *out, size_t i, const char *source)
{
    (void)fprintf(out, "static const unsigned char SOURCE_%zu[] = {", i);
    write_bytes(out, source, strlen(source) + 1);
}

static void write_code(FILE *out, const pcre2_code **codes)
{
    uint8_t *bytes;
    PCRE2_SIZE n;
    if (pcre2_serialize_encode(codes, PATTERN_COUNT, &bytes, &n, NULL) != PATTERN_COUNT)
        fail("cannot be serialised", "all patterns");
    (void)fprintf(out, "const unsigned char DRAFT_CODE[] = {");
    write_bytes(out, bytes, n);
    (void)fprintf(out, "const size_t DRAFT_CODE_BYTES = sizeof(DRAFT_CODE);\n");
    pcre2_serialize_free(bytes);
}

int main(int argc, char **argv)
{
    static const pcre2_code *codes[PATTERN_COUNT];
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out)
        fail("usage: draft_patterns OUTPUT.c", argc == 2 ? argv[1] : "");
    (void)fprintf(out, "/* made by tools/draft_patterns.c */\n#include \"draft/finder_int.h\"\n\n");
    for (size_t i = 0; i < PATTERN_COUNT; i++) {
        const char *source = expand(PATTERNS[i].regex);
        codes[i] = compile(i, source);
        write_source(out, i, source);
    }
    (void)fprintf(out, "const struct draft_regex DRAFT_REGEX[] = {\n");
    for (size_t i = 0; i < PATTERN_COUNT; i++)
        (void)fprintf(out, "    {%#xU, SOURCE_%zu},\n", PATTERNS[i].options, i);
    (void)fprintf(out, "};\n\n");
    write_code(out, codes);
    return fclose(out) == 0 ? 0 : 1;
}
