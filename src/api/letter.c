/*
 * api/letter.c - the open questions to the counterpart as one letter, in Japanese or English, also as a mail to send.
 *
 * Questions are those the assessment proposes and that are put to the counterpart; internal ones stay inside. Names of
 * indicators, levels and lists are never told. The mail (RFC 5322, RFC 2045 quoted-printable, RFC 2047 subject) has no
 * sender: the user's mail program adds it.
 */
#include "api/dealing_int.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

struct phrases {
    const char *subject, *greeting, *opening, *closing;
};

static const struct phrases PHRASES[] = {
    {"確認のお願い：%.*s", "%.*s 御中",
     "お問い合わせいただきありがとうございます。\nお取引を進めるにあたり、次の点をお知らせください。",
     "お手数をおかけしますが、よろしくお願いいたします。"},
    {"Questions about your inquiry: %.*s", "Dear %.*s,",
     "Thank you for your inquiry.\nBefore we can proceed, please answer the following questions.",
     "Thank you for your help.\n\nYours sincerely"},
};

struct letter {
    struct arena *arena;
    const struct dealing_now *now;
    bool is_english;
    const struct value *customer;
    struct str subject, text, eml;
    struct value *to;
    size_t n_questions;
};

/* -- content -- */

static const struct value *customer_of(const struct value *dealing)
{
    for (VALUE_EACH(party, value_get(dealing, STR("parties")))) {
        const struct value *role = value_get(party, STR("role"));
        if (str_eq(value_text(role), STR("orderer")) || str_eq(value_text(value_at(role, 0)), STR("orderer")))
            return party;
    }
    return NULL;
}

/* Is it put to the counterpart? */
static bool is_for_them(const struct value *assessment, struct str indicator)
{
    for (VALUE_EACH(finding, value_get(assessment, STR("findings"))))
        if (str_eq(value_get_text(finding, STR("indicator")), indicator))
            return str_eq(value_text(value_find(finding, STR("/question/to"))), STR("counterpart"));
    return false;
}

static int write_text(struct letter *letter, struct seki_err *err)
{
    AUTO(buf_done) struct buf text;
    const struct phrases *phrases = &PHRASES[letter->is_english];
    struct str name = value_get_text(letter->customer, STR("name"));
    buf_init(&text, (size_t)LIMIT(FIELD_BYTES));
    if (name.n) {
        struct str greeting = str_c(phrases->greeting);
        size_t at = str_find(greeting, STR("%.*s"), 0);
        buf_add(&text, str_sub(greeting, 0, at));
        buf_add(&text, name);
        buf_add(&text, str_from(greeting, at + 4));
        buf_add(&text, STR("\n\n"));
    }
    buf_add(&text, str_c(phrases->opening));
    buf_add(&text, STR("\n"));
    for (VALUE_EACH(question, value_get(letter->now->assessment, STR("questions")))) {
        if (!is_for_them(letter->now->assessment, value_get_text(question, STR("indicator"))))
            continue;
        buf_printf(&text, "\n%zu. ", ++letter->n_questions);
        buf_add(&text, value_get_text(question, letter->is_english ? STR("en") : STR("ja")));
    }
    buf_add(&text, STR("\n\n"));
    buf_add(&text, str_c(phrases->closing));
    buf_addc(&text, '\n');
    return buf_take(&text, letter->arena, &letter->text, err);
}

static int write_subject(struct letter *letter, struct seki_err *err)
{
    struct str form = str_c(PHRASES[letter->is_english].subject);
    size_t at = str_find(form, STR("%.*s"), 0);
    struct str title = letter->now->row.title.p ? letter->now->row.title : letter->now->row.id;
    struct str head = str_sub(form, 0, at);
    letter->subject = arena_printf(letter->arena, "%.*s%.*s", STR_ARG(head), STR_ARG(title));
    TRY_MEM(letter->subject.p, err);
    return 0;
}

static int take_addresses(struct letter *letter, struct seki_err *err)
{
    letter->to = value_new(letter->arena, VALUE_LIST);
    TRY_MEM(letter->to, err);
    for (VALUE_EACH(email, value_get(letter->customer, STR("emails"))))
        if (value_text(email).n)
            TRY_MEM(value_add(letter->to, value_new_text(letter->arena, value_text(email))), err);
    return 0;
}

/* -- as a mail -- */

static void put_escaped(struct buf *out, char c)
{
    buf_printf(out, "=%02X", (unsigned)(unsigned char)c);
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* RFC 2047: words of at most 75 letters, never in the middle of a character. */
static void put_subject(struct buf *out, struct str text)
{
    enum { CHARACTERS = 14 }; /* four bytes each: 14 * 4 * 3 letters are cut by bytes below */
    struct str rest = text;
    size_t used = 0;
    buf_add(out, STR("Subject: =?UTF-8?Q?"));
    while (rest.n) {
        struct str before = rest;
        (void)utf8_next(&rest);
        size_t n = before.n - rest.n;
        if (used + 3 * n > 3 * CHARACTERS) {
            buf_add(out, STR("?=\r\n =?UTF-8?Q?"));
            used = 0;
        }
        for (size_t i = 0; i < n; i++)
            if (is_plain(before.p[i]))
                buf_addc(out, before.p[i]);
            else
                put_escaped(out, before.p[i]);
        used += 3 * n;
    }
    buf_add(out, STR("?=\r\n"));
}

/* RFC 2045 quoted-printable: lines of at most 76 letters. */
static void put_body(struct buf *out, struct str text)
{
    size_t column = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n') {
            buf_add(out, STR("\r\n"));
            column = 0;
            continue;
        }
        if (column > 70) {
            buf_add(out, STR("=\r\n"));
            column = 0;
        }
        bool is_last = i + 1 == text.n || text.p[i + 1] == '\n';
        bool is_safe = c >= ' ' && c <= '~' && c != '=' && !(c == ' ' && is_last) && !(c == '.' && column == 0);
        if (is_safe)
            buf_addc(out, c);
        else
            put_escaped(out, c);
        column += is_safe ? 1 : 3;
    }
}

/* An address goes into a header only if it cannot be anything else. */
static bool is_address(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!is_plain(text.p[i]) && (!text.p[i] || !strchr("@.-_+", text.p[i])))
            return false;
    return str_find_char(text, '@', 0) != SIZE_MAX;
}

static int write_eml(struct letter *letter, struct seki_err *err)
{
    AUTO(buf_done) struct buf out;
    bool is_first = true;
    buf_init(&out, (size_t)LIMIT(RECORD_BYTES));
    for (VALUE_EACH(address, letter->to))
        if (is_address(address->text)) {
            buf_add(&out, is_first ? STR("To: ") : STR(",\r\n "));
            buf_add(&out, address->text);
            is_first = false;
        }
    if (!is_first)
        buf_add(&out, STR("\r\n"));
    put_subject(&out, letter->subject);
    buf_add(&out, STR("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\nX-Unsent: 1\r\n\r\n"));
    put_body(&out, letter->text);
    return buf_take(&out, letter->arena, &letter->eml, err);
}

/* -- the answer -- */

static int write_letter(struct letter *letter, struct seki_err *err)
{
    letter->customer = customer_of(letter->now->dealing);
    TRY(write_text(letter, err));
    TRY(write_subject(letter, err));
    TRY(take_addresses(letter, err));
    return write_eml(letter, err);
}

int seki_dealing_letter(struct seki_session *session, const char *id, const char *lang, struct seki_answer **ret_answer,
                        struct seki_err *err)
{
    AUTO(arena_done) struct arena arena;
    struct dealing_now now;
    struct str language = lang && lang[0] ? str_c(lang) : session->locale;
    arena_init(&arena, (size_t)LIMIT(REQUEST_BYTES));
    TRY(api_enter(session, API_LETTER, err));
    if (!str_eq(language, STR("ja")) && !str_eq(language, STR("en")))
        return api_refuse(STR("lang"), err, "must be ja or en");
    TRY(dealing_read(session, &arena, str_c(id), &now, err));
    struct letter letter = {.arena = &arena, .now = &now, .is_english = str_eq(language, STR("en"))};
    TRY(write_letter(&letter, err));
    struct value *root = value_new(&arena, VALUE_MAP);
    bool is_whole = value_put_text(&arena, root, STR("lang"), language) &&
                    value_put_text(&arena, root, STR("subject"), letter.subject) &&
                    value_put_text(&arena, root, STR("text"), letter.text) &&
                    value_put_int(&arena, root, STR("questions"), (int64_t)letter.n_questions) &&
                    value_put(root, STR("to"), letter.to) && value_put_text(&arena, root, STR("eml"), letter.eml);
    TRY_MEM(is_whole, err);
    TRY(api_audit(session, API_LETTER, str_c(id), STR_NULL, err));
    return api_answer(root, ret_answer, err);
}
