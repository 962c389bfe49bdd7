/*
 * codec/html.h - HTML of a mail as the text that a person reads.
 *
 *   <p>Dear Sir,</p><table><tr><td>Pump</td><td>2</td></tr></table>   ──>   Dear Sir,⏎Pump⇥2⏎
 *
 * Scripts, styles, comments, the head, and what a style hides (display:none, visibility:hidden, mso-hide:all, also by
 * a class of the page's own style sheet) are no text. Cells of a row are parted by a tab, blocks by a line feed;
 * quoted blocks begin with "> ". Nothing of it is ever run or fetched. Any thread with its own arena.
 */
#ifndef CODEC_HTML_H
#define CODEC_HTML_H

#include "base/arena.h"
#include "base/err.h"

/* `html` must be well-formed UTF-8; so is ret_text, which lives in the arena. Broken markup is read as far as it makes
 * sense. SEKI_E_NOMEM, SEKI_E_LIMIT above LIMIT(MAIL_TEXT). */
int html_text(struct arena *arena, struct str html, struct str *ret_text, struct seki_err *err);

/* Does it look like HTML (a document or a fragment that begins with a tag)? */
bool html_is(struct str text);

#endif
