/*
 * codec/charset.h - bytes of a mail or a text file as UTF-8, whatever the label says.
 *
 *   "Shift_JIS" + bytes with ㈱ or 髙     ──> read as Windows-31J (the vendor's extensions are what people type)
 *   "gb2312"    + bytes of GB18030        ──> read as GB18030
 *   "koi8-r"    + bytes of windows-1251   ──> the label is wrong; the words show it
 *   no label                              ──> told from the bytes
 *
 * Converters and their tables are ICU's; ISO-2022-JP and EUC-JP are rewritten to Windows-31J first, because ICU's own
 * converters leave out the rows of the vendors. Any thread with its own arena.
 */
#ifndef CODEC_CHARSET_H
#define CODEC_CHARSET_H

#include "base/arena.h"
#include "base/err.h"

/*
 * Decode all of `bytes`. `label` is what the sender said (STR_NULL = nothing). Never fails for the bytes' sake: what is
 * no character in the likeliest charset becomes U+FFFD. NUL bytes are left out. ret_text is well-formed UTF-8.
 * SEKI_E_NOMEM.
 */
int charset_decode(struct arena *arena, struct str bytes, struct str label, struct str *ret_text, struct seki_err *err);

#endif
