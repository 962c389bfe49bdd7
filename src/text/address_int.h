/* text/address_int.h - addresses in Han, kana or Hangul. Inside the room only. */
#ifndef TEXT_ADDRESS_INT_H
#define TEXT_ADDRESS_INT_H

#include "base/arena.h"
#include "base/err.h"

/* `text` is from letters_fold. STR_NULL (and 0) for a weak address. */
int address_key_cjk(struct arena *arena, struct str text, struct str *ret_key, struct seki_err *err);

#endif
