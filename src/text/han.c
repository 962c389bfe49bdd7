/* text/han.c - see text/han_int.h. */
#include "text/han_int.h"

static uint32_t class_of_more(uint32_t code_point)
{
    size_t low = 0, high = HAN_CLASS_MORE_COUNT;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (HAN_CLASS_MORE[mid][0] == code_point)
            return HAN_CLASS_MORE[mid][1];
        if (HAN_CLASS_MORE[mid][0] < code_point)
            low = mid + 1;
        else
            high = mid;
    }
    return code_point;
}

uint32_t han_class(uint32_t code_point)
{
    if (code_point >= HAN_FIRST && code_point < HAN_END)
        return HAN_CLASS[code_point - HAN_FIRST];
    if (han_is(code_point))
        return class_of_more(code_point);
    return code_point;
}

bool han_is(uint32_t c)
{
    return (c >= HAN_FIRST && c < HAN_END) || (c >= HAN_MORE_FIRST && c < HAN_MORE_END) || c == 0x3005 || c == 0x3007 ||
           (c >= 0xF900 && c < 0xFB00);
}

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x309D && c <= 0x309F) || (c >= 0x30A1 && c <= 0x30FA) ||
           (c >= 0x30FC && c <= 0x30FF);
}

static bool is_hangul(uint32_t c)
{
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3131 && c <= 0x318E);
}

bool han_is_cjk(uint32_t c)
{
    return c >= 0x1100 && (han_is(c) || is_kana(c) || is_hangul(c));
}
