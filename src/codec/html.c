/*
 * codec/html.c - see codec/html.h.
 *
 * HOW IT WORKS. One pass: text, tags, comments. Of the open elements a stack knows which of them hide their content;
 * `hidden` counts them. White space is collapsed when text is written, and line ends are asked for, not written, so
 * that ten nested blocks give one.
 */
#include "codec/html.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

enum { HTML_STACK = 200, HTML_CLASSES = 64, HTML_NAME = 16 };

struct element {
    char name[HTML_NAME];
    bool is_hidden;
};

struct html {
    struct arena *arena;
    struct str in;
    size_t at;
    struct buf out;
    struct element stack[HTML_STACK];
    size_t n_stack;
    size_t hidden, quotes, pre;
    int line_ends;                    /* asked for before the next text */
    bool is_blank, is_line_empty;     /* a blank is due; nothing on this line yet */
    bool is_cell;                     /* a tab is due */
    struct str classes[HTML_CLASSES]; /* of the style sheet: they hide */
    size_t n_classes;
};

struct tag {
    char name[HTML_NAME];
    struct str attributes;
    bool is_end, is_empty;
};

static const struct {
    struct str name;
    uint32_t code_point;
} ENTITIES[] = {
#define ENTITY(name, code_point) {{name, sizeof(name) - 1}, code_point},
#include "codec/html_entities.def"
#undef ENTITY
};

/* Elements by what they do to the text. */
static const char *const BLOCKS[] = {
    "p",       "div",    "tr",     "table",   "ul",   "ol",     "li",   "h1",      "h2",         "h3",
    "h4",      "h5",     "h6",     "dl",      "dt",   "dd",     "hr",   "pre",     "blockquote", "section",
    "article", "header", "footer", "address", "form", "center", "body", "caption", "tbody"};
static const char *const SILENT[] = {"head", "script", "style", "title", "template", "noscript", "object", "svg"};
static const char *const EMPTY[] = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base"};

static bool is_one_of(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

#define IS_ONE_OF(name, names) is_one_of((name), (names), ARRAY_LEN(names))

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* -- writing -- */

static void ask_line_end(struct html *html)
{
    html->line_ends = html->is_line_empty ? html->line_ends : 1;
    html->is_blank = false;
    html->is_cell = false;
}

static void before_text(struct html *html)
{
    if (html->line_ends) {
        buf_addc(&html->out, '\n');
        html->line_ends = 0;
        html->is_line_empty = true;
    }
    if (html->is_line_empty) {
        for (size_t i = 0; i < html->quotes; i++)
            buf_add(&html->out, STR("> "));
    } else if (html->is_cell) {
        buf_addc(&html->out, '\t');
    } else if (html->is_blank) {
        buf_addc(&html->out, ' ');
    }
    html->is_blank = html->is_cell = html->is_line_empty = false;
}

static void add_char(struct html *html, uint32_t c)
{
    char bytes[4];
    if (html->hidden)
        return;
    if (c < 0x80 && is_space((char)c)) {
        if (html->pre && c == '\n') {
            buf_addc(&html->out, '\n');
            html->is_line_empty = true;
        }
        html->is_blank = !html->is_line_empty;
        return;
    }
    if (c == 0xAD || c == 0x200B || c == 0xFEFF)
        return;
    if (c < 0x20 || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        return;
    before_text(html);
    buf_add(&html->out, (struct str){bytes, utf8_put(c == 0xA0 ? ' ' : c, bytes)});
}

/* -- characters by name or number -- */

static bool number_of(struct str text, uint32_t *ret_number)
{
    bool is_hex = text.n > 1 && lower(text.p[0]) == 'x';
    uint32_t number = 0;
    for (size_t i = is_hex ? 1 : 0; i < text.n; i++) {
        char c = lower(text.p[i]);
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                                : 99;
        if (digit >= (is_hex ? 16U : 10U) || number > 0x10FFFF)
            return false;
        number = number * (is_hex ? 16 : 10) + digit;
    }
    *ret_number = number;
    return text.n > 0 && number > 0;
}

static bool entity_of(struct str name, uint32_t *ret_code_point)
{
    if (str_starts(name, STR("#")))
        return number_of(str_from(name, 1), ret_code_point);
    for (size_t i = 0; i < ARRAY_LEN(ENTITIES); i++)
        if (str_eq(ENTITIES[i].name, name)) {
            *ret_code_point = ENTITIES[i].code_point;
            return true;
        }
    return false;
}

static void read_entity(struct html *html)
{
    size_t from = html->at + 1, to = from;
    uint32_t c;
    while (to < html->in.n && to - from < 10 &&
           (html->in.p[to] == '#' || (lower(html->in.p[to]) >= 'a' && lower(html->in.p[to]) <= 'z') ||
            (html->in.p[to] >= '0' && html->in.p[to] <= '9')))
        to++;
    if (!entity_of(str_sub(html->in, from, to - from), &c)) {
        add_char(html, '&');
        html->at++;
        return;
    }
    add_char(html, c);
    html->at = to < html->in.n && html->in.p[to] == ';' ? to + 1 : to;
}

/* -- tags -- */

static bool has_style(struct str style)
{
    AUTO(buf_done) struct buf tight;
    buf_init(&tight, style.n + 1);
    for (size_t i = 0; i < style.n; i++)
        if (!is_space(style.p[i]))
            buf_addc(&tight, lower(style.p[i]));
    struct str text = buf_str(&tight);
    return str_has(text, STR("display:none")) || str_has(text, STR("visibility:hidden")) ||
           str_has(text, STR("mso-hide:all"));
}

/* Value of an attribute; STR_NULL if it is not there. */
static struct str attribute(struct str all, struct str name)
{
    for (size_t i = 0; i + name.n <= all.n; i++) {
        if ((i > 0 && !is_space(all.p[i - 1])) || !str_eq_nocase(str_sub(all, i, name.n), name))
            continue;
        struct str rest = str_trim(str_from(all, i + name.n));
        if (!str_starts(rest, STR("=")))
            return STR("");
        rest = str_trim(str_from(rest, 1));
        if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\''))
            return str_sub(rest, 1, str_find_char(rest, rest.p[0], 1) - 1);
        size_t n = 0;
        while (n < rest.n && !is_space(rest.p[n]))
            n++;
        return str_sub(rest, 0, n);
    }
    return STR_NULL;
}

static bool is_hidden_class(const struct html *html, struct str classes)
{
    struct str rest = classes, one;
    while (str_split(&rest, STR(" "), &one))
        for (size_t i = 0; i < html->n_classes; i++)
            if (str_eq(html->classes[i], one))
                return true;
    return false;
}

static bool hides(const struct html *html, const struct tag *tag)
{
    return IS_ONE_OF(tag->name, SILENT) || has_style(attribute(tag->attributes, STR("style"))) ||
           is_hidden_class(html, attribute(tag->attributes, STR("class"))) ||
           attribute(tag->attributes, STR("hidden")).p != NULL;
}

static void count(struct html *html, const struct element *element, size_t by)
{
    html->hidden += element->is_hidden ? by : 0;
    html->quotes += strcmp(element->name, "blockquote") == 0 ? by : 0;
    html->pre += strcmp(element->name, "pre") == 0 ? by : 0;
}

static void open_element(struct html *html, const struct tag *tag)
{
    if (html->n_stack == HTML_STACK)
        return;
    struct element *element = &html->stack[html->n_stack++];
    *element = (struct element){.is_hidden = hides(html, tag)};
    memcpy(element->name, tag->name, sizeof(element->name));
    count(html, element, 1);
}

/* Close down to the nearest element of that name; one that was never opened closes nothing. */
static void close_element(struct html *html, const char *name)
{
    size_t at = html->n_stack;
    while (at > 0 && strcmp(html->stack[at - 1].name, name) != 0)
        at--;
    while (at > 0 && html->n_stack >= at)
        count(html, &html->stack[--html->n_stack], (size_t)-1);
}

static bool is_name_character(char c, bool is_first)
{
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (!is_first && c >= '0' && c <= '9');
}

/* Where the tag ends: its '>' outside of quoted values. */
static size_t tag_end(struct str in, size_t at)
{
    char quote = '\0';
    for (; at < in.n; at++) {
        char c = in.p[at];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '>')
            return at;
        else if ((c == '"' || c == '\'') && at > 0 && in.p[at - 1] == '=')
            quote = c;
    }
    return in.n;
}

static bool read_tag(struct html *html, struct tag *ret_tag)
{
    size_t i = html->at + 1, n = 0;
    *ret_tag = (struct tag){0};
    if (i < html->in.n && html->in.p[i] == '/') {
        ret_tag->is_end = true;
        i++;
    }
    while (i < html->in.n && n + 1 < HTML_NAME && is_name_character(html->in.p[i], n == 0))
        ret_tag->name[n++] = lower(html->in.p[i++]);
    size_t end = tag_end(html->in, i);
    if (n == 0 || end >= html->in.n)
        return false;
    ret_tag->attributes = str_sub(html->in, i, end - i);
    ret_tag->is_empty = str_ends(ret_tag->attributes, STR("/"));
    html->at = end + 1;
    return true;
}

/* The classes of a style sheet whose rule hides: ".x, p.y { display:none }". */
static void read_styles(struct html *html, struct str sheet)
{
    struct str rule;
    while (str_split(&sheet, STR("}"), &rule)) {
        size_t brace = str_find_char(rule, '{', 0);
        if (brace >= rule.n || !has_style(str_from(rule, brace)))
            continue;
        struct str selectors = str_sub(rule, 0, brace);
        for (size_t i = str_find_char(selectors, '.', 0); i < selectors.n; i = str_find_char(selectors, '.', i + 1)) {
            size_t to = i + 1;
            while (to < selectors.n && !strchr(" ,.:>{[\t\r\n", selectors.p[to]))
                to++;
            if (html->n_classes < HTML_CLASSES)
                html->classes[html->n_classes++] = str_sub(selectors, i + 1, to - i - 1);
        }
    }
}

/* Elements whose content is no markup: everything up to the end tag. */
static void skip_raw(struct html *html, const char *name)
{
    size_t from = html->at, n = strlen(name);
    for (size_t i = from; i + n + 2 <= html->in.n; i++)
        if (html->in.p[i] == '<' && html->in.p[i + 1] == '/' &&
            str_eq_nocase(str_sub(html->in, i + 2, n), str_c(name))) {
            if (strcmp(name, "style") == 0)
                read_styles(html, str_sub(html->in, from, i - from));
            html->at = i;
            return;
        }
    html->at = html->in.n;
}

/* What a tag does to the lines of the text. */
static void lay_out(struct html *html, const struct tag *tag)
{
    bool is_cell = strcmp(tag->name, "td") == 0 || strcmp(tag->name, "th") == 0;
    if (html->hidden)
        return;
    if (IS_ONE_OF(tag->name, BLOCKS))
        ask_line_end(html);
    if (strcmp(tag->name, "br") == 0) {
        html->line_ends = 0;
        buf_addc(&html->out, '\n');
        html->is_line_empty = true;
        html->is_blank = false;
    }
    if (is_cell && !tag->is_end)
        html->is_cell = !html->is_line_empty && !html->line_ends;
}

static void on_tag(struct html *html, const struct tag *tag)
{
    lay_out(html, tag);
    if (tag->is_end) {
        close_element(html, tag->name);
        return;
    }
    if (!tag->is_empty && !IS_ONE_OF(tag->name, EMPTY)) {
        open_element(html, tag);
        if (strcmp(tag->name, "script") == 0 || strcmp(tag->name, "style") == 0)
            skip_raw(html, tag->name);
    }
    if (strcmp(tag->name, "li") == 0 && !html->hidden) {
        before_text(html);
        buf_add(&html->out, STR("- "));
    }
}

static void read_markup(struct html *html)
{
    struct tag tag;
    struct str rest = str_from(html->in, html->at);
    if (str_starts(rest, STR("<!--"))) {
        size_t end = str_find(html->in, STR("-->"), html->at + 4);
        html->at = end < html->in.n ? end + 3 : html->in.n;
    } else if (str_starts(rest, STR("<!")) || str_starts(rest, STR("<?"))) {
        size_t end = str_find_char(html->in, '>', html->at);
        html->at = end < html->in.n ? end + 1 : html->in.n;
    } else if (read_tag(html, &tag)) {
        on_tag(html, &tag);
    } else {
        add_char(html, '<');
        html->at++;
    }
}

int html_text(struct arena *arena, struct str html, struct str *ret_text, struct seki_err *err)
{
    struct html *reader = ARENA_NEW(arena, struct html);
    TRY_MEM(reader, err);
    reader->arena = arena;
    reader->in = html;
    reader->is_line_empty = true;
    buf_init(&reader->out, (size_t)LIMIT(MAIL_TEXT));
    while (reader->at < html.n) {
        if (html.p[reader->at] == '<') {
            read_markup(reader);
        } else if (html.p[reader->at] == '&') {
            read_entity(reader);
        } else {
            struct str rest = str_from(html, reader->at);
            uint32_t c = utf8_next(&rest);
            add_char(reader, c);
            reader->at = html.n - rest.n;
        }
    }
    int code = buf_take(&reader->out, arena, ret_text, err);
    buf_done(&reader->out);
    return code == SEKI_E_LIMIT ? err_limit(err, LIMIT_ID_MAIL_TEXT) : code;
}

bool html_is(struct str text)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body", "<div", "<table", "<p>", "<p "};
    text = str_trim(text);
    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_eq_nocase(str_sub(text, 0, strlen(starts[i])), str_c(starts[i])))
            return true;
    return false;
}
