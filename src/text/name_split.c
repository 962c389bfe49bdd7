/*
 * text/name_split.c - alternative spellings inside one written name; see text/name.h.
 *
 * HOW IT WORKS. The brackets of the outermost level are found first, each is then one of three things:
 *
 *   Korea Rungrado (General) Trading Co. (RGT) (朝鮮綾羅島貿易(総)会社)
 *                  ╰ inner ╯             ╰tail╯ ╰ other script ╯
 *
 *   other script   a name of its own, split again
 *   tail           (only brackets behind it) a weak name: an acronym, a place, an owner
 *   inner          part of the name, which is also written without it
 *
 * What is left outside is a name; where it changes from an alphabet to Han behind a blank it is two.
 */
#include "text/name.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/han_int.h"

#include <string.h>
#include <unicode/uchar.h>

enum { GROUPS = 16, SPLIT_DEPTH = 4, CJK_NAME_LETTERS = 4, LATIN_NAME_WORDS = 2, ACRONYM_LETTERS = 8 };

enum group_kind { GROUP_INNER, GROUP_TAIL, GROUP_OTHER_SCRIPT };

struct group {
    size_t from, to;    /* with the brackets */
    struct str content; /* without, trimmed */
    enum group_kind kind;
};

struct names {
    struct arena *arena;
    struct {
        struct str *v;
        size_t n, cap;
    } strong, weak;
};

struct splitting {
    struct str text;
    struct group groups[GROUPS];
    size_t n;
    bool is_cjk; /* the text outside all groups */
};

/* A legal form alone is no name. As written. */
static const char *const RUN_FORMS[] = {
#define FORM(place, value, spelling) spelling,
#define SHORT(character, spelling)
#include "text/legal_forms.def"
#undef FORM
#undef SHORT
};

static bool is_form_alone(struct str text)
{
    for (size_t i = 0; i < ARRAY_LEN(RUN_FORMS); i++)
        if (str_eq_nocase(text, str_c(RUN_FORMS[i])))
            return true;
    return false;
}

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000;
}

/* Blanks of any width, and commas and dashes that are left when brackets are taken away. */
static struct str trim(struct str text)
{
    for (struct str rest = text; rest.n; text = rest) {
        uint32_t c = utf8_next(&rest);
        if (!is_blank(c) && c != ',' && c != 0x3001)
            break;
    }
    while (text.n) {
        size_t last = text.n - 1;
        while (last && ((unsigned char)text.p[last] & 0xC0) == 0x80)
            last--;
        struct str tail = str_from(text, last);
        uint32_t c = utf8_next(&tail);
        if (!is_blank(c) && c != ',' && c != 0x3001)
            break;
        text.n = last;
    }
    return text;
}

static void count_letters(struct str text, size_t *cjk, size_t *other)
{
    while (text.n) {
        uint32_t c = utf8_next(&text);
        if (han_is_cjk(c))
            ++*cjk;
        else if (u_isalpha((UChar32)c))
            ++*other;
    }
}

/* A Han character tells about as much as two letters. */
static bool is_cjk_text(struct str text)
{
    size_t cjk = 0, other = 0;
    count_letters(text, &cjk, &other);
    return cjk * 2 > other;
}

static int add(struct names *names, struct str text, bool is_weak, struct seki_err *err)
{
    text = trim(text);
    struct str_list strong = {names->strong.v, names->strong.n}, weak = {names->weak.v, names->weak.n};
    if (text.n == 0 || is_form_alone(text) || str_list_has(strong, text) || (is_weak && str_list_has(weak, text)))
        return 0;
    if (is_weak)
        TRY_MEM(ARENA_PUSH(names->arena, &names->weak, text), err);
    else
        TRY_MEM(ARENA_PUSH(names->arena, &names->strong, text), err);
    return 0;
}

/* Quotation marks that Unicode files with brackets: they set a name off, but it is the name: АО „Залив“, 「山田」商店.
 */
static bool is_quote(uint32_t c)
{
    return c == 0x201A || c == 0x201E || (c >= 0x300C && c <= 0x300F) || (c >= 0x301D && c <= 0x301F) ||
           (c >= 0xFF62 && c <= 0xFF63);
}

static bool is_open(uint32_t c)
{
    return !is_quote(c) && u_charType((UChar32)c) == U_START_PUNCTUATION;
}

static bool is_close(uint32_t c)
{
    return !is_quote(c) && u_charType((UChar32)c) == U_END_PUNCTUATION;
}

/* The outermost groups; one that is not closed ends with the text. */
static void find_groups(struct splitting *split)
{
    size_t depth = 0, inside = 0;
    for (struct str rest = split->text; rest.n;) {
        size_t at = split->text.n - rest.n;
        uint32_t c = utf8_next(&rest);
        size_t next = split->text.n - rest.n;
        if (is_open(c) && depth++ == 0 && split->n < GROUPS) {
            split->groups[split->n] = (struct group){.from = at, .to = split->text.n};
            inside = next;
        } else if (is_close(c) && depth && --depth == 0 && split->n < GROUPS) {
            split->groups[split->n].to = next;
            split->groups[split->n++].content = trim(str_sub(split->text, inside, at - inside));
        }
    }
    if (depth && split->n < GROUPS)
        split->groups[split->n++].content = trim(str_from(split->text, inside));
}

static bool is_kept(const struct group *group, bool with_inner)
{
    return with_inner && group->kind == GROUP_INNER;
}

/* The text without groups (with the inner ones if wanted), one blank where one was taken out. */
static int outside(const struct splitting *split, bool with_inner, struct arena *arena, struct str *ret_text,
                   struct seki_err *err)
{
    char *out = arena_alloc(arena, split->text.n + 1);
    TRY_MEM(out, err);
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= split->n; i++) {
        size_t to = i < split->n ? split->groups[i].from : split->text.n;
        if (i < split->n && is_kept(&split->groups[i], with_inner))
            continue;
        memcpy(out + n, split->text.p + from, to - from);
        n += to - from;
        from = i < split->n ? split->groups[i].to : split->text.n;
        if (n && out[n - 1] == ' ' && from < split->text.n && split->text.p[from] == ' ')
            n--;
    }
    *ret_text = trim((struct str){out, n});
    return 0;
}

static void sort_groups(struct splitting *split)
{
    size_t end = split->text.n;
    for (size_t i = split->n; i-- > 0;) {
        struct group *group = &split->groups[i];
        bool is_tail = trim(str_sub(split->text, group->to, end - group->to)).n == 0;
        size_t cjk = 0, other = 0;
        count_letters(group->content, &cjk, &other);
        if (cjk + other && is_cjk_text(group->content) != split->is_cjk)
            group->kind = GROUP_OTHER_SCRIPT;
        else
            group->kind = is_tail ? GROUP_TAIL : GROUP_INNER;
        if (is_tail)
            end = group->from;
    }
}

static size_t count_words(struct str text)
{
    size_t n = 0;
    struct str word;
    while (str_split(&text, STR(" "), &word))
        n += word.n > 0;
    return n;
}

/* "X Institute 中国第二研究院": an alphabet, a blank, Han to the end. */
static int split_scripts(struct names *names, struct str text, struct seki_err *err)
{
    bool is_behind_blank = false;
    struct str rest = text;
    while (rest.n) {
        size_t at = text.n - rest.n;
        uint32_t c = utf8_next(&rest);
        if (han_is_cjk(c)) {
            struct str head = trim(str_sub(text, 0, at)), tail = trim(str_from(text, at));
            if (!is_behind_blank || count_words(head) < LATIN_NAME_WORDS || utf8_count(tail) < CJK_NAME_LETTERS ||
                !is_cjk_text(tail) || is_form_alone(tail))
                return 0;
            TRY(add(names, head, false, err));
            return add(names, tail, false, err);
        }
        is_behind_blank = is_blank(c);
    }
    return 0;
}

static int split_text(struct names *names, struct str text, int depth, struct seki_err *err);

/* Words that say that what follows is a name of its own: "(formerly Y Trading)". False if there is none. */
static bool skip_marker(struct str *text)
{
    static const struct str MARKERS[] = {
        {"formerly known as ", 18},
        {"formerly ", 9},
        {"previously ", 11},
        {"also known as ", 14},
        {"a.k.a. ", 7},
        {"aka ", 4},
        {"f.k.a. ", 7},
        {"fka ", 4},
        {"d.b.a. ", 7},
        {"dba ", 4},
        {"旧名", 6},
        {"旧称", 6},
        {"別名", 6},
        {"別称", 6},
        {"通称", 6},
        {"旧", 3},
    };
    for (size_t i = 0; i < ARRAY_LEN(MARKERS); i++)
        if (str_eq_nocase(str_sub(*text, 0, MARKERS[i].n), MARKERS[i])) {
            *text = trim(str_from(*text, MARKERS[i].n));
            if (text->n && (text->p[0] == ':'))
                *text = trim(str_from(*text, 1));
            return true;
        }
    return false;
}

/* "Al Qa'ida/Islamic Army": two names of two words and more each. */
static int split_slash(struct names *names, struct str text, struct seki_err *err)
{
    size_t slash = str_find_char(text, '/', 0);
    if (slash == SIZE_MAX)
        return 0;
    struct str left = trim(str_sub(text, 0, slash)), right = trim(str_from(text, slash + 1));
    if (count_words(left) < LATIN_NAME_WORDS || count_words(right) < LATIN_NAME_WORDS)
        return 0;
    TRY(add(names, left, false, err));
    return add(names, right, false, err);
}

/* Capitals and digits without a blank: EID, ＧＲＦ, CETC-7. */
static bool is_acronym(struct str text)
{
    bool is_short = utf8_count(text) <= ACRONYM_LETTERS;
    while (text.n) {
        uint32_t c = utf8_next(&text);
        if (is_blank(c) || u_islower((UChar32)c) || han_is_cjk(c))
            return false;
    }
    return is_short;
}

static int add_groups(struct names *names, const struct splitting *split, int depth, struct seki_err *err)
{
    for (size_t i = 0; i < split->n; i++) {
        const struct group *group = &split->groups[i];
        struct str content = group->content;
        if (utf8_count(content) < 2)
            continue; /* (株) */
        if (is_acronym(content))
            TRY(add(names, content, true, err));
        else if (group->kind == GROUP_OTHER_SCRIPT)
            TRY(split_text(names, content, depth + 1, err));
        if (skip_marker(&content))
            TRY(split_text(names, content, depth + 1, err));
        else if (group->kind == GROUP_TAIL)
            TRY(add(names, content, true, err));
    }
    return 0;
}

/* "Ministry of Defence [Syria]": what square brackets add at the end tells which one is meant; it is little without. */
static bool is_qualified(const struct splitting *split)
{
    for (size_t i = 0; i < split->n; i++)
        if (split->groups[i].kind == GROUP_TAIL && split->text.p[split->groups[i].from] == '[')
            return true;
    return false;
}

static int split_text(struct names *names, struct str text, int depth, struct seki_err *err)
{
    struct splitting split = {.text = text};
    struct str bare, base;
    TRY(add(names, text, false, err));
    if (depth >= SPLIT_DEPTH)
        return 0;
    find_groups(&split);
    if (split.n == 0) {
        TRY(split_slash(names, text, err));
        return split_scripts(names, text, err);
    }
    TRY(outside(&split, false, names->arena, &bare, err));
    split.is_cjk = is_cjk_text(bare);
    if (bare.n == 0) /* all in brackets */
        return split.n == 1 ? split_text(names, split.groups[0].content, depth + 1, err) : 0;
    sort_groups(&split);
    TRY(outside(&split, true, names->arena, &base, err));
    bool is_weak = is_qualified(&split);
    TRY(add(names, base, is_weak, err));
    TRY(add(names, bare, is_weak, err));
    TRY(split_scripts(names, bare, err));
    return add_groups(names, &split, depth, err);
}

int name_split(struct arena *arena, struct str raw, struct str_list *ret_names, struct str_list *ret_weak,
               struct seki_err *err)
{
    struct names names = {.arena = arena};
    if (raw.n > LIMIT(NAME_BYTES))
        return err_limit(err, LIMIT_ID_NAME_BYTES);
    TRY(split_text(&names, trim(raw), 0, err));
    /* A name that is nothing but a legal form ("SAPA") is all there is to compare. */
    if (names.strong.n + names.weak.n == 0 && trim(raw).n)
        TRY_MEM(ARENA_PUSH(arena, &names.strong, trim(raw)), err);
    *ret_names = (struct str_list){names.strong.v, names.strong.n};
    *ret_weak = (struct str_list){names.weak.v, names.weak.n};
    return 0;
}
