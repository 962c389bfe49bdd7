/* index/format.c - see index/format_int.h. */
#include "base/attr.h"
#include "base/utf8.h"
#include "index/format_int.h"

size_t index_section_width(enum index_section_id id)
{
    static const size_t WIDTH[SECTION_COUNT] = {
#define WIDTH_ROW(name, type) [SECTION_##name] = sizeof(type),
        INDEX_SECTIONS(WIDTH_ROW)
#undef WIDTH_ROW
    };
    return WIDTH[id];
}

uint64_t index_word_letters(struct str word)
{
    uint64_t letters = 0;
    while (word.n) {
        uint32_t c = utf8_next(&word);
        letters |= UINT64_C(1) << (c < 0x80 ? c % 32 + (c < 'a' ? 32 : 0) : 32 + c % 32);
    }
    return letters;
}

size_t index_word_grams(struct str word, uint64_t *ret_keys, size_t max)
{
    uint64_t a = ' ', b = ' ';
    size_t n = 0;
    for (int behind = 0; behind < 2 && n < max;) {
        uint64_t c = ' ';
        if (word.n)
            c = utf8_next(&word);
        else
            behind++;
        ret_keys[n++] = a << 42 | b << 21 | c;
        a = b;
        b = c;
    }
    return n;
}

uint64_t index_contact_hash(struct str kind, struct str value)
{
    return str_hash(value) ^ (str_hash(kind) * UINT64_C(0x9E3779B97F4A7C15));
}

uint32_t index_key_hash(struct str key)
{
    return (uint32_t)str_hash(key);
}
