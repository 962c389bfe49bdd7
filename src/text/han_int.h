/* text/han_int.h - classes of Han characters; the tables are made by tools/han_classes.c. Inside the room only. */
#ifndef TEXT_HAN_INT_H
#define TEXT_HAN_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HAN_FIRST = 0x3400, HAN_END = 0xA000, HAN_MORE_FIRST = 0x20000, HAN_MORE_END = 0x323B0 };

extern const uint16_t HAN_CLASS[HAN_END - HAN_FIRST];
extern const uint32_t HAN_CLASS_MORE[][2]; /* code point, representative; sorted */
extern const size_t HAN_CLASS_MORE_COUNT;

/* Representative of the code point's class; itself for all that is not Han. */
uint32_t han_class(uint32_t code_point);

/* A Han character (also 々 and 〇). */
bool han_is(uint32_t code_point);

/* Han, kana or Hangul: scripts in which a name is one run. */
bool han_is_cjk(uint32_t code_point);

#endif
