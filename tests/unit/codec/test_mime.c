/* test_mime.c - charsets with right and wrong labels, HTML as text, headers and parts of a mail. */
#include "base/buf.h"
#include "base/limits.h"
#include "codec/charset.h"
#include "codec/html.h"
#include "codec/mime.h"
#include "codec_test.h"

static const struct {
    const char *label, *bytes, *text;
} CHARSETS[] = {
    {"iso-2022-jp", "\x1b$B-!$\"\x1b(B!", "①あ!"}, /* a row of the vendors */
    {"Shift_JIS", "\x87\x8a\xfb\xfc", "㈱髙"},     /* the same in Windows-31J */
    {"euc-jp", "\xad\xa1\xa4\xa2\x8e\xb1", "①あｱ"},
    {NULL, "\x1b$B$\"\x1b(B", "あ"},
    {"us-ascii", "\xe3\x81\x82", "あ"}, /* UTF-8 that says it is something else */
    {"iso-8859-1", "\x93x\x94 \x80", "“x” €"},
    {"koi8-r", "\xcd\xe0\xf1\xee\xf1 \xe2\xee\xe4\xff\xed\xee\xe9", "Насос водяной"}, /* windows-1251 */
    {NULL,
     "\xff\xfe"
     "A\0B\0",
     "AB"},
    {"x-nobody-knows", "plain", "plain"},
    {"utf-8", "", ""},
};

static void test_charsets(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(CHARSETS); i++) {
        struct arena arena;
        struct str text, bytes = str_c(CHARSETS[i].bytes);
        arena_init(&arena, 16 * MIB);
        if (bytes.n == 3 && (unsigned char)bytes.p[0] == 0xFF)
            bytes.n = 6;
        assert_int_equal(charset_decode(&arena, bytes, str_c(CHARSETS[i].label), &text, NULL), 0);
        if (!str_eq(text, str_c(CHARSETS[i].text)))
            fail_msg("%s: \"%.*s\", not \"%s\"", CHARSETS[i].label, STR_ARG(text), CHARSETS[i].text);
        arena_done(&arena);
    }
}

static const struct {
    const char *html, *text;
} PAGES[] = {
    {"<p>a</p><p>b<br>c</p>", "a\nb\nc"},
    {"<table><tr><td>x</td><td>2</td></tr></table>", "x\t2"},
    {"a<script>var s='<p>no</p>';</script>b", "ab"},
    {"<style>.h{ display : none }</style><i class=\"h\">no</i>yes", "yes"},
    {"<div style=\"visibility:hidden\">no</div>yes&nbsp;&amp;&#x3042;&lt;", "yes &あ<"},
    {"<blockquote>old</blockquote>new", "> old\nnew"},
    {"1 < 2 &unknown;", "1 < 2 &unknown;"},
};

static void test_html(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(PAGES); i++) {
        struct arena arena;
        struct str text;
        arena_init(&arena, 16 * MIB);
        assert_int_equal(html_text(&arena, str_c(PAGES[i].html), &text, NULL), 0);
        if (!str_eq(text, str_c(PAGES[i].text)))
            fail_msg("\"%.*s\", not \"%s\"", STR_ARG(text), PAGES[i].text);
        arena_done(&arena);
    }
}

static void test_mail(void **state)
{
    static const char mail[] =
        "From: \"B, C\" <c@d.example>\nTo: x@y.example, Z <z@y.example>\n"
        "Subject: =?ISO-2022-JP?B?GyRCJCIbKEI=?= =?UTF-8?Q?_=E3=81=84?=\nDate: 14 Nov 2026 01:12:09 GMT\n"
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; "
        "boundary=y\n\n--y\nContent-Type: text/plain\n\nplain\n--y\nContent-Type: "
        "text/html\n\n<b>bold</b>\n--y--\n--x\n"
        "Content-Type: text/csv; name*=utf-8''%E3%81%82.csv\nContent-Transfer-Encoding: base64\n\nYSxiCg==\n--x\n"
        "Content-Type: application/pdf\nContent-Disposition: attachment; filename=d.pdf\n\n%PDF\n--x--\n";
    struct arena arena;
    struct mime_mail got;
    (void)state;
    arena_init(&arena, 16 * MIB);
    assert_true(mime_is_mail(str_c(mail)));
    assert_int_equal(mime_read(&arena, str_c(mail), &got, NULL), 0);
    assert_true(str_eq(got.subject, STR("あ い")));
    assert_true(str_eq(got.date, STR("2026-11-14T01:12:09+00:00")));
    assert_true(str_eq(got.from.v[0].name, STR("B, C")) && str_eq(got.from.v[0].address, STR("c@d.example")));
    assert_int_equal(got.to.n, 2);
    assert_true(str_eq(got.text, STR("plain\n\nあ.csv\na,b\n")));
    assert_int_equal(got.n_attachments, 2);
    assert_true(got.attachments[0].is_read && !got.attachments[1].is_read);
    assert_true(str_eq(got.attachments[1].name, STR("d.pdf")) && got.attachments[0].size == 4);
    arena_done(&arena);
}

static void test_limits(void **state)
{
    AUTO(buf_done) struct buf deep;
    struct arena arena;
    struct mime_mail got;
    struct seki_err err = {0};
    (void)state;
    arena_init(&arena, 64 * MIB);
    buf_init(&deep, MIB);
    buf_add(&deep, STR("Date: Mon, 2 Nov 2026 09:14:00 +0900\n"));
    for (int i = 0; i < 200; i++)
        buf_printf(&deep, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
    assert_int_equal(mime_read(&arena, buf_str(&deep), &got, &err), SEKI_E_LIMIT);
    assert_non_null(strstr(err.reason, "MAIL_DEPTH"));
    assert_int_equal(mime_read_text(&arena, STR("  \n "), &got, &err), SEKI_E_UNSUPPORTED);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_charsets), cmocka_unit_test(test_html),
                                       cmocka_unit_test(test_mail), cmocka_unit_test(test_limits)};
    mime_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
