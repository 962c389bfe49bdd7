/*
 * codec/mime.h - a mail (RFC 5322, MIME) as headers, one readable text, and a list of attachments.
 *
 *   bytes ── GMime: tree, transfer encodings ──> parts ── charset_decode, html_text ──> text
 *                                                     └── everything else ──> name, type, size, SHA-256
 *
 * HOW IT WORKS. Headers are taken raw and decoded here (RFC 2047, RFC 2231, and the raw 8-bit text that old programs
 * write), so that no converter has to be loaded from a file: all of it works inside a process that may open nothing.
 * Of alternatives the plain part is the text, unless it is empty or a stub; texts and csv files that are attached
 * follow after a line with their name; a mail inside the mail comes with its From, Date and Subject as lines.
 *
 * Any thread with its own arena, after mime_start.
 */
#ifndef CODEC_MIME_H
#define CODEC_MIME_H

#include "base/arena.h"
#include "base/err.h"

struct mime_address {
    struct str name, address; /* decoded; either may be empty */
};

struct mime_addresses {
    struct mime_address *v;
    size_t n, cap;
};

struct mime_attachment {
    struct str name, type; /* name may be STR_NULL; type in lower case, "text/csv" */
    size_t size;           /* bytes after the transfer encoding was undone */
    char sha256[65];
    bool is_read; /* its text stands in mime_mail.text */
};

struct mime_mail {
    struct str subject;                       /* STR_NULL = no such header */
    struct str date;                          /* RFC 3339 with the sender's offset; STR_NULL = none that can be read */
    struct mime_addresses from, reply_to, to; /* `to` holds Cc as well */
    struct str text;                          /* UTF-8, lines end with LF */
    struct mime_attachment *attachments;
    size_t n_attachments, cap_attachments;
    bool is_cut; /* the text went over LIMIT(MAIL_TEXT) */
};

/* Prepare the library once, before threads and before the reading process is locked in. */
void mime_start(void);

/* Does it begin like a mail (header lines, among them one that only mails have)? Text in UTF-16 does not. */
bool mime_is_mail(struct str bytes);

/*
 * Read a mail. SEKI_E_UNSUPPORTED when there is no text to read in it, SEKI_E_LIMIT with the name of a limit
 * (MAIL_BYTES, MAIL_PARTS, MAIL_DEPTH, MAIL_HEADERS), SEKI_E_NOMEM. What is damaged is read as far as it can be.
 */
int mime_read(struct arena *arena, struct str bytes, struct mime_mail *ret_mail, struct seki_err *err);

/* Read plain text or HTML of any charset in the same form: no headers, no attachments. SEKI_E_UNSUPPORTED when empty.
 */
int mime_read_text(struct arena *arena, struct str bytes, struct mime_mail *ret_mail, struct seki_err *err);

/* "=?UTF-8?B?44GC?= x" gives "あ x". For headers; `charset` is a guess for raw 8-bit text, or STR_NULL. */
int mime_decode_words(struct arena *arena, struct str raw, struct str charset, struct str *ret_text,
                      struct seki_err *err);

/* "A <a@b.c>, \"B, C\" <d@e.f>" into addresses, at most LIMIT(MAIL_ADDRESSES). */
int mime_parse_addresses(struct arena *arena, struct str raw, struct mime_addresses *list, struct seki_err *err);

#endif
