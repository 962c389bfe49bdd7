/*
 * text/numeral.h - numbers written with Han characters.
 *
 *   十 10   二十三 23   六二五 625   千二百 1200   〇三 3   拾 10   廿 20   三万五千 35000
 */
#ifndef TEXT_NUMERAL_H
#define TEXT_NUMERAL_H

#include "base/str.h"

/* Is the code point a Han numeral (〇 一 .. 九 十 百 千 万 億 and their formal and variant forms)? */
bool numeral_is_han(uint32_t code_point);

/* A digit 0 .. 9, so that a run of them is read place by place? */
bool numeral_is_han_digit(uint32_t code_point);

/* Value of a run that consists of Han numerals only. False if it is none, is malformed (十百十) or is over 10^16. */
bool numeral_parse_han(struct str run, uint64_t *ret_value);

#endif
