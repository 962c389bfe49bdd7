/*
 * text/address.h - one key for one place, however the address is written.
 *
 *   東京都千代田区丸の内1丁目2番3号 ╮
 *   東京都千代田区丸の内１－２－３  ├──> 千代田区丸の內1-2-3        1-2-3 Marunouchi, Chiyoda-ku, Tokyo 100-0005, Japan
 *   〒100-0005 …一丁目二番三号      │                               ──> 1-2-3 marunouchi chiyoda ku tokyo
 *   千代田区丸の内1-2-3 ○○ビル5階 ╯
 *
 * Keys are for "the same address again" (PRC-04), not for reading. A Japanese and a romanised address of one place get
 * two keys.
 */
#ifndef TEXT_ADDRESS_H
#define TEXT_ADDRESS_H

#include "base/arena.h"
#include "text/text.h"

/*
 * The key of an address. Building, floor and room behind the last house number are left out, so an office and its
 * building share a key: two tenants of a tower do too, which the hub rule (LIMIT(HUB_ORGANISATIONS)) is for.
 * STR_NULL (and 0) when it is too weak to compare: only a country or city, no number and fewer than three words.
 * `country` (ISO 3166 alpha-2 or STR_NULL) is where it is said to be; its name at the end is dropped.
 * SEKI_E_LIMIT above LIMIT(NAME_BYTES), SEKI_E_NOMEM. Any thread with its own arena.
 */
int address_key(const struct text_tools *tools, struct arena *arena, struct str raw, struct str country,
                struct str *ret_key, struct seki_err *err);

#endif
