/*
 * text/item.h - one key for one product name or model number.
 *
 *   "ＦＸ－３Ｕ 32MT"  "fx3u-32mt"  "FX 3U/32MT"        ──>  fx3u32mt
 *   "5軸マシニング センタ"  "５軸マシニングセンター"  ──>  5軸ましにんぐせんた
 */
#ifndef TEXT_ITEM_H
#define TEXT_ITEM_H

#include "base/arena.h"
#include "text/text.h"

/* Case, width, blanks, hyphens and other punctuation do not matter; kana and Han variants are one, as in names. A point
 * or comma between digits stays a point ("1.5" is not "15"). STR_NULL (and 0) when nothing is left. SEKI_E_LIMIT above
 * LIMIT(NAME_BYTES), SEKI_E_NOMEM. Any thread with its own arena. */
int item_key(const struct text_tools *tools, struct arena *arena, struct str raw, struct str *ret_key,
             struct seki_err *err);

#endif
