/*
 * codec/mime.c - the tree of a mail, by GMime. See codec/mime.h.
 *
 * GMime gives the tree and undoes the transfer encodings; charsets and headers are decoded here. What the library makes
 * is freed by the library; nothing of it leaves this file.
 */
#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "codec/charset.h"
#include "codec/html.h"
#include "codec/mime_int.h"

#include <gmime/gmime.h>
#include <string.h>

enum { STUB_LETTERS = 40, STUB_FACTOR = 4 };

struct mime_reader {
    struct arena *arena;
    struct mime_mail *mail;
    struct buf body, attached; /* text, and texts of attachments behind it */
    struct str charset;        /* of the first text part: a guess for raw headers */
    size_t n_parts, depth;
};

void mime_start(void)
{
    g_mime_init();
}

/* -- does it look like a mail? -- */

static bool is_field_name(struct str line)
{
    size_t colon = str_find_char(line, ':', 0);
    if (colon == 0 || colon >= line.n || colon > 60)
        return false;
    for (size_t i = 0; i < colon; i++)
        if (line.p[i] <= ' ' || line.p[i] > '~')
            return false;
    return true;
}

bool mime_is_mail(struct str bytes)
{
    static const char *const fields[] = {
        "date:", "message-id:", "mime-version:", "received:", "return-path:", "content-type:", "delivered-to:"};
    struct str line;
    bool is_mail = false;
    for (size_t n = 0; n < LIMIT(MAIL_HEADERS) && str_split(&bytes, STR("\n"), &line); n++) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0)
            return is_mail;
        if (line.p[0] == ' ' || line.p[0] == '\t' || (n == 0 && str_starts(line, STR("From "))))
            continue;
        if (!is_field_name(line))
            return false;
        for (size_t i = 0; i < ARRAY_LEN(fields); i++)
            is_mail |= str_eq_nocase(str_sub(line, 0, strlen(fields[i])), str_c(fields[i]));
    }
    return is_mail;
}

/* -- before the library sees it -- */

static size_t count_of(struct str bytes, struct str word, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i + word.n <= bytes.n && n <= max; i++)
        if ((bytes.p[i] | 0x20) == word.p[0] && str_eq_nocase(str_sub(bytes, i, word.n), word))
            n++;
    return n;
}

/* The library goes down one call for each level; what could be a level is counted first. */
static int check_size(struct str bytes, struct seki_err *err)
{
    size_t max = (size_t)LIMIT(MAIL_DEPTH), n_lines = 0;
    struct str rest = bytes, line;
    if (bytes.n > LIMIT(MAIL_BYTES))
        return err_limit(err, LIMIT_ID_MAIL_BYTES);
    if (count_of(bytes, STR("boundary="), max) > max || count_of(bytes, STR("boundary*"), max) > max ||
        count_of(bytes, STR("message/"), 4 * max) > 4 * max)
        return err_limit(err, LIMIT_ID_MAIL_DEPTH);
    while (str_split(&rest, STR("\n"), &line) && line.n > 1)
        if (++n_lines > LIMIT(MAIL_HEADERS))
            return err_limit(err, LIMIT_ID_MAIL_HEADERS);
    return 0;
}

/* -- headers -- */

static struct str raw_header(GMimeObject *object, const char *name)
{
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
    return header ? str_trim(str_c(g_mime_header_get_raw_value(header))) : STR_NULL;
}

static int read_date(struct arena *arena, struct str raw, struct str *ret_date, struct seki_err *err)
{
    char *text = arena_cstr(arena, raw);
    TRY_MEM(text, err);
    GDateTime *date = g_mime_utils_header_decode_date(text);
    if (!date)
        return 0;
    int minutes = (int)(g_date_time_get_utc_offset(date) / G_TIME_SPAN_MINUTE);
    int away = minutes < 0 ? -minutes : minutes;
    *ret_date = arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", g_date_time_get_year(date),
                             g_date_time_get_month(date), g_date_time_get_day_of_month(date),
                             g_date_time_get_hour(date), g_date_time_get_minute(date), g_date_time_get_second(date),
                             minutes < 0 ? '-' : '+', away / 60, away % 60);
    g_date_time_unref(date);
    TRY_MEM(ret_date->p, err);
    return 0;
}

/* Raw 8-bit addresses are decoded as a whole first: a comma can be half of a character. */
static int read_addresses(struct mime_reader *reader, GMimeObject *message, const char *name,
                          struct mime_addresses *list, struct seki_err *err)
{
    struct str raw = raw_header(message, name), text;
    if (!raw.p)
        return 0;
    TRY(charset_decode(reader->arena, raw, reader->charset, &text, err));
    return mime_parse_addresses(reader->arena, text, list, err);
}

static int read_headers(struct mime_reader *reader, GMimeObject *message, struct mime_mail *mail, struct seki_err *err)
{
    struct str subject = raw_header(message, "Subject"), date = raw_header(message, "Date");
    if (subject.p)
        TRY(mime_decode_words(reader->arena, subject, reader->charset, &mail->subject, err));
    if (date.p)
        TRY(read_date(reader->arena, date, &mail->date, err));
    TRY(read_addresses(reader, message, "From", &mail->from, err));
    TRY(read_addresses(reader, message, "Reply-To", &mail->reply_to, err));
    TRY(read_addresses(reader, message, "To", &mail->to, err));
    return read_addresses(reader, message, "Cc", &mail->to, err);
}

/* -- parts -- */

/* The bytes of a part, its transfer encoding undone. */
static int part_bytes(struct mime_reader *reader, GMimePart *part, struct str *ret_bytes, struct seki_err *err)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GByteArray *array = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(array);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    if (content)
        (void)g_mime_data_wrapper_write_to_stream(content, stream);
    *ret_bytes = arena_str(reader->arena, (struct str){array->data ? (const char *)array->data : "", array->len});
    g_object_unref(stream);
    g_byte_array_free(array, TRUE);
    TRY_MEM(ret_bytes->p, err);
    return 0;
}

/* format=flowed (RFC 3676): a line that ends with a blank goes on in the next. */
static int unflow(struct arena *arena, struct str text, bool drops_blank, struct str *ret_text, struct seki_err *err)
{
    AUTO(buf_done) struct buf out = {0};
    struct str line;
    buf_init(&out, text.n + 1);
    while (str_split(&text, STR("\n"), &line)) {
        bool is_signature = str_eq(line, STR("-- "));
        bool goes_on = line.n && line.p[line.n - 1] == ' ' && !is_signature && text.p && !str_starts(text, STR(">")) &&
                       !str_starts(line, STR(">")) && !str_eq(str_trim(line), STR(""));
        if (str_starts(line, STR(" ")))
            line = str_from(line, 1); /* space-stuffed */
        if (goes_on && drops_blank)
            line.n--;
        buf_add(&out, line);
        if (!goes_on && text.p)
            buf_addc(&out, '\n');
    }
    return buf_take(&out, arena, ret_text, err);
}

static int clean_lines(struct arena *arena, struct str text, struct str *ret_text, struct seki_err *err)
{
    char *out = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    TRY_MEM(out, err);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\r' && i + 1 < text.n && text.p[i + 1] == '\n')
            continue;
        c = c == '\r' || c == '\f' || c == '\v' ? '\n' : c;
        if ((unsigned char)c >= ' ' || c == '\n' || c == '\t')
            out[n++] = c;
    }
    *ret_text = (struct str){out, n};
    return 0;
}

static int text_of(struct mime_reader *reader, GMimePart *part, bool is_html, struct str *ret_text,
                   struct seki_err *err)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const char *charset = g_mime_content_type_get_parameter(type, "charset");
    const char *format = g_mime_content_type_get_parameter(type, "format");
    const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
    struct str bytes, text;
    TRY(part_bytes(reader, part, &bytes, err));
    TRY(charset_decode(reader->arena, bytes, str_c(charset), &text, err));
    TRY(clean_lines(reader->arena, text, &text, err));
    if (is_html || html_is(text))
        TRY(html_text(reader->arena, text, &text, err));
    else if (format && str_eq_nocase(str_c(format), STR("flowed")))
        TRY(unflow(reader->arena, text, delsp && str_eq_nocase(str_c(delsp), STR("yes")), &text, err));
    *ret_text = text;
    return 0;
}

static void add_text(struct mime_reader *reader, struct buf *out, struct str text)
{
    size_t used = reader->body.n + reader->attached.n, max = (size_t)LIMIT(MAIL_TEXT);
    while (text.n && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == ' '))
        text.n--;
    if (used + text.n + 2 > max) {
        reader->mail->is_cut = true;
        text.n = used + 2 < max ? max - used - 2 : 0;
        text.n = utf8_check(text); /* not half a character */
    }
    if (text.n == 0)
        return;
    buf_add(out, text);
    buf_addc(out, '\n');
}

static bool is_table_name(struct str name)
{
    static const char *const ends[] = {".csv", ".txt", ".tsv", ".text", ".md"};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        size_t n = strlen(ends[i]);
        if (name.n > n && str_eq_nocase(str_from(name, name.n - n), str_c(ends[i])))
            return true;
    }
    return false;
}

static int part_name(struct mime_reader *reader, GMimeObject *part, struct str *ret_name, struct seki_err *err)
{
    TRY(mime_parameter(reader->arena, raw_header(part, "Content-Disposition"), STR("filename"), ret_name, err));
    if (!ret_name->p)
        TRY(mime_parameter(reader->arena, raw_header(part, "Content-Type"), STR("name"), ret_name, err));
    return 0;
}

static struct str type_of(struct mime_reader *reader, GMimeObject *object)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    const char *media = g_mime_content_type_get_media_type(type);
    const char *sub = g_mime_content_type_get_media_subtype(type);
    struct str name =
        arena_printf(reader->arena, "%.100s/%.100s", media ? media : "application", sub ? sub : "octet-stream");
    char *p = arena_cstr(reader->arena, name);
    for (char *c = p; c && *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + ('a' - 'A') : *c);
    return str_c(p);
}

static int read_attachment(struct mime_reader *reader, GMimePart *part, struct str name, struct str type,
                           struct seki_err *err)
{
    struct mime_mail *mail = reader->mail;
    struct mime_attachment row = {.name = name, .type = type};
    struct str bytes, text;
    TRY(part_bytes(reader, part, &bytes, err));
    row.size = bytes.n;
    sha256_of(bytes, row.sha256);
    bool is_text = str_starts(type, STR("text/")) || str_eq(type, STR("application/csv")) || is_table_name(name);
    if (is_text) {
        TRY(text_of(reader, part, str_eq(type, STR("text/html")), &text, err));
        row.is_read = true;
        buf_addc(&reader->attached, '\n');
        add_text(reader, &reader->attached, name.n ? name : type);
        add_text(reader, &reader->attached, text);
    }
    if (mail->n_attachments >= LIMIT(MAIL_ATTACHMENTS))
        return 0;
    TRY_MEM(arena_grow(reader->arena, (void **)&mail->attachments, mail->n_attachments, &mail->cap_attachments,
                       sizeof(*mail->attachments)),
            err);
    mail->attachments[mail->n_attachments++] = row;
    return 0;
}

static size_t letters(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += (unsigned char)text.p[i] > ' ' ? 1 : 0;
    return n;
}

static int read_object(struct mime_reader *reader, GMimeObject *object, struct seki_err *err);

/* Plain unless it is empty or a stub beside a long HTML part. Other alternatives (calendars) are parts like any. */
static int read_alternatives(struct mime_reader *reader, GMimeMultipart *parts, struct seki_err *err)
{
    struct buf outer = reader->body, best;
    size_t best_letters = 0;
    int code = 0;
    buf_init(&best, (size_t)LIMIT(MAIL_TEXT));
    for (int i = 0; i < g_mime_multipart_get_count(parts) && code == 0; i++) {
        buf_init(&reader->body, (size_t)LIMIT(MAIL_TEXT));
        code = read_object(reader, g_mime_multipart_get_part(parts, i), err);
        size_t n = letters(buf_str(&reader->body));
        if (best_letters == 0 || (best_letters < STUB_LETTERS * 2 && n > best_letters * STUB_FACTOR)) {
            struct buf swap = best;
            best = reader->body;
            reader->body = swap;
            best_letters = n;
        }
        buf_done(&reader->body);
    }
    reader->body = outer;
    if (code == 0)
        add_text(reader, &reader->body, buf_str(&best));
    buf_done(&best);
    return code;
}

/* A mail in the mail: its first lines are what a mail program shows. */
static int read_inner(struct mime_reader *reader, GMimeMessagePart *part, struct seki_err *err)
{
    struct mime_mail inner = {0};
    GMimeMessage *message = g_mime_message_part_get_message(part);
    if (!message)
        return 0;
    TRY(read_headers(reader, GMIME_OBJECT(message), &inner, err));
    struct str from_name = inner.from.n ? inner.from.v[0].name : STR(""),
               address = inner.from.n ? inner.from.v[0].address : STR("");
    struct str head = arena_printf(
        reader->arena, "\n---------- Forwarded message ----------\nFrom: %.*s <%.*s>\nDate: %.*s\nSubject: %.*s\n\n",
        STR_ARG(from_name), STR_ARG(address), STR_ARG(inner.date), STR_ARG(inner.subject));
    TRY_MEM(head.p, err);
    buf_add(&reader->body, head);
    GMimeObject *root = g_mime_message_get_mime_part(message);
    return root ? read_object(reader, root, err) : 0;
}

static int read_leaf(struct mime_reader *reader, GMimePart *part, struct seki_err *err)
{
    GMimeObject *object = GMIME_OBJECT(part);
    struct str name, type = type_of(reader, object), text;
    TRY_MEM(type.p, err);
    TRY(part_name(reader, object, &name, err));
    struct str disposition = raw_header(object, "Content-Disposition");
    bool is_attached = str_eq_nocase(str_sub(disposition, 0, 10), STR("attachment")) || name.n > 0;
    bool is_html = str_eq(type, STR("text/html"));
    if (!str_starts(type, STR("text/")) || is_attached || str_eq(type, STR("text/calendar")))
        return read_attachment(reader, part, name, type, err);
    if (!reader->charset.p)
        reader->charset = str_c(g_mime_content_type_get_parameter(g_mime_object_get_content_type(object), "charset"));
    TRY(text_of(reader, part, is_html, &text, err));
    add_text(reader, &reader->body, text);
    return 0;
}

static int read_parts(struct mime_reader *reader, GMimeMultipart *parts, struct seki_err *err)
{
    int n = g_mime_multipart_get_count(parts);
    for (int i = 0; i < n; i++)
        TRY(read_object(reader, g_mime_multipart_get_part(parts, i), err));
    return 0;
}

static int read_object(struct mime_reader *reader, GMimeObject *object, struct seki_err *err)
{
    int code = 0;
    if (++reader->n_parts > LIMIT(MAIL_PARTS))
        return err_limit(err, LIMIT_ID_MAIL_PARTS);
    if (++reader->depth > LIMIT(MAIL_DEPTH))
        return err_limit(err, LIMIT_ID_MAIL_DEPTH);
    if (GMIME_IS_MULTIPART(object) &&
        g_mime_content_type_is_type(g_mime_object_get_content_type(object), "multipart", "alternative"))
        code = read_alternatives(reader, GMIME_MULTIPART(object), err);
    else if (GMIME_IS_MULTIPART(object))
        code = read_parts(reader, GMIME_MULTIPART(object), err);
    else if (GMIME_IS_MESSAGE_PART(object))
        code = read_inner(reader, GMIME_MESSAGE_PART(object), err);
    else if (GMIME_IS_PART(object))
        code = read_leaf(reader, GMIME_PART(object), err);
    reader->depth--;
    return code;
}

static int read_message(struct mime_reader *reader, GMimeMessage *message, struct seki_err *err)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    if (root)
        TRY(read_object(reader, root, err));
    TRY(read_headers(reader, GMIME_OBJECT(message), reader->mail, err));
    buf_add(&reader->body, buf_str(&reader->attached));
    TRY(buf_check(&reader->attached, err));
    TRY(buf_take(&reader->body, reader->arena, &reader->mail->text, err));
    if (letters(reader->mail->text) == 0)
        return err_set(err, SEKI_E_UNSUPPORTED, "the mail holds no text that can be read");
    return 0;
}

int mime_read(struct arena *arena, struct str bytes, struct mime_mail *ret_mail, struct seki_err *err)
{
    struct mime_mail mail = {0};
    struct mime_reader reader = {.arena = arena, .mail = &mail};
    TRY(check_size(bytes, err));
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    buf_init(&reader.body, (size_t)LIMIT(MAIL_TEXT) * 2);
    buf_init(&reader.attached, (size_t)LIMIT(MAIL_TEXT) * 2);
    int code = message ? read_message(&reader, message, err)
                       : err_set(err, SEKI_E_UNSUPPORTED, "no mail: headers cannot be read");
    buf_done(&reader.body);
    buf_done(&reader.attached);
    if (message)
        g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
    if (code == 0)
        *ret_mail = mail;
    return code;
}

int mime_read_text(struct arena *arena, struct str bytes, struct mime_mail *ret_mail, struct seki_err *err)
{
    struct mime_mail mail = {0};
    struct str text;
    if (bytes.n > LIMIT(MAIL_BYTES))
        return err_limit(err, LIMIT_ID_MAIL_BYTES);
    TRY(charset_decode(arena, bytes, STR_NULL, &text, err));
    TRY(clean_lines(arena, text, &text, err));
    if (html_is(text))
        TRY(html_text(arena, text, &text, err));
    if (letters(text) == 0)
        return err_set(err, SEKI_E_UNSUPPORTED, "there is no text that can be read");
    if (text.n > LIMIT(MAIL_TEXT)) {
        text.n = (size_t)LIMIT(MAIL_TEXT);
        text.n = utf8_check(text);
        mail.is_cut = true;
    }
    mail.text = text;
    *ret_mail = mail;
    return 0;
}
